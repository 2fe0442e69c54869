//! The schemas in the hands of a tool that people use: taplo, the checker for TOML
//! that editors have built in, on every pack and on broken ones.
//!
//! It is a program of its own, which `.ci/run` installs, and so these tests are run only
//! when they are asked for: `cargo test --workspace --test taplo -- --ignored`. What it
//! does with a schema `schemas.rs` does without it.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// What taplo says of files, by their names from the top of the project.
fn check(files: &[String]) -> Output {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let taplo = Command::new("taplo")
        .args(["check", "--colors", "never", "--no-auto-config"])
        .args(files)
        .env("RUST_LOG", "error")
        .current_dir(top)
        .output();
    taplo.expect("taplo is installed: .ci/run says how")
}

#[test]
#[ignore = "asks taplo, which `.ci/run` installs"]
fn taplo_accepts_every_file_of_every_pack() {
    let texts = recoup_tests::rule_texts().expect("the packs");
    let files: Vec<String> = texts.into_iter().map(|(name, _)| format!("rules/{name}")).collect();
    assert!(files.len() > 700, "{} files", files.len());
    let output = check(&files);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
#[ignore = "asks taplo, which `.ci/run` installs"]
fn taplo_refuses_every_broken_pack() {
    // What it says must be about the mistake, and not that the schema is not found.
    let marks = [
        ("bracket-left-open", "expected"),
        ("date-in-words", "\"21 November 2026\" is not a \"date\""),
        ("id-with-a-capital", "does not match"),
        ("length-in-words", "\"thirty days\" does not match"),
        ("misspelt-key", "'titel' was unexpected"),
        ("misspelt-key-within-a-table", "'not_bef' was unexpected"),
        ("needed-key-left-out", "\"law\" is a required property"),
        ("quote-left-open", "invalid"),
        ("unknown-table", "'peroid' was unexpected"),
        ("wrong-type", "\"yes\" is not of type \"boolean\""),
        ("wrong-word", "\"next working day\" is not one of"),
    ];
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/broken");
    let all = fs::read_dir(folder).expect("the broken files").count();
    assert_eq!(all, marks.len(), "each broken file has its mark here");
    for (name, mark) in marks {
        let output = check(&[format!("tests/data/broken/{name}.toml")]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success(), "{name} is accepted");
        assert!(said.contains(mark), "{name}: {said}");
    }
}
