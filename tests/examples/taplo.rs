//! The schemas in the hands of a tool that people use: taplo, the checker for TOML
//! that editors have built in, on every file of every pack and on broken ones:
//! `cargo run -p recoup-tests --example taplo`. It tells each that taplo does not
//! take as it should, and fails if there is one.
//!
//! taplo is a program of its own, which `.ci/run` installs; the tests do without it. What
//! it does with a schema `tests/tests/schemas.rs` does with a library.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "what it finds is what it is run for"
)]

use std::collections::BTreeSet;
use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Output};

/// Each broken file, and what taplo must say of it: words about the mistake, so that a
/// schema that is not found does not pass for a refusal.
const BROKEN: [(&str, &str); 11] = [
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

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let texts = recoup_tests::rule_texts()?;
    let files: Vec<String> = texts.into_iter().map(|(name, _)| format!("rules/{name}")).collect();
    let mut wrong = Vec::new();
    // Fewer would mean that the packs were not all found.
    if files.len() <= 700 {
        wrong.push(format!("only {} files of packs are found", files.len()));
    }
    let output = check(&files)?;
    if !output.status.success() {
        wrong.push(format!("a file of a pack is refused:\n{}", said(&output)));
    }
    let marked: BTreeSet<String> = BROKEN.iter().map(|(name, _)| format!("{name}.toml")).collect();
    let broken = names_in(&top().join("tests/data/broken"))?;
    for name in marked.symmetric_difference(&broken) {
        wrong.push(format!(
            "tests/data/broken/{name}: not both there and in the list of this program"
        ));
    }
    for (name, mark) in BROKEN {
        let output = check(&[format!("tests/data/broken/{name}.toml")])?;
        if output.status.success() {
            wrong.push(format!("{name}.toml is accepted"));
        } else if !said(&output).contains(mark) {
            wrong.push(format!(
                "{name}.toml: refused without the words {mark:?}:\n{}",
                said(&output)
            ));
        }
    }
    for what in &wrong {
        eprintln!("{what}");
    }
    println!(
        "taplo: {} files of packs, {} broken ones, {} mistakes",
        files.len(),
        BROKEN.len(),
        wrong.len()
    );
    Ok(if wrong.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// The top of the project, from which files are named.
fn top() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What taplo makes of files, by their names from the top of the project.
fn check(files: &[String]) -> Result<Output, Box<dyn Error>> {
    Command::new("taplo")
        .args(["check", "--colors", "never", "--no-auto-config"])
        .args(files)
        .env("RUST_LOG", "error")
        .current_dir(top())
        .output()
        .map_err(|error| {
            format!("taplo cannot be run ({error}); CONTRIBUTING.md says how to install it").into()
        })
}

fn said(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// The names of the files in a folder.
fn names_in(folder: &Path) -> Result<BTreeSet<String>, Box<dyn Error>> {
    fs::read_dir(folder)?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect()
}
