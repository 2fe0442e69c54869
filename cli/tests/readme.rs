//! What the README shows is what the program prints.

use std::path::Path;
use std::process::Command;

fn root() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
}

fn recoup(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_recoup"))
        .args(arguments)
        .current_dir(root())
        .output()
        .expect("the program runs");
    assert!(output.status.success());
    String::from_utf8(output.stdout).expect("a text")
}

/// The blocks of the README that begin with a fence of this kind.
fn blocks(kind: &str) -> Vec<String> {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let fence = format!("```{kind}\n");
    readme
        .split(fence.as_str())
        .skip(1)
        .map(|rest| rest.split("\n```").next().unwrap_or_default().to_owned())
        .collect()
}

#[test]
fn the_answers_shown_are_those_printed() {
    let shown = blocks("text");
    assert_eq!(shown.len(), 2, "an answer and an explanation");
    let case = ["examples/california.toml", "--on", "2025-04-10"];
    let next = recoup(&["next", case[0], case[1], case[2]]);
    assert!(next.starts_with(&shown[0]), "shown:\n{}\nprinted:\n{next}", shown[0]);
    let explain = recoup(&["explain", case[0], "appeal", case[1], case[2]]);
    assert!(explain.contains(&shown[1]), "shown:\n{}\nprinted:\n{explain}", shown[1]);
}

#[test]
fn the_case_shown_is_a_case() {
    let shown = blocks("toml");
    let case = recoup_engine::Case::from_toml(&shown[0]).expect("a case");
    assert_eq!(case.jurisdiction(), "us-ca");
    // It is asked about each of them; the page says at its head about whom.
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("two-debtors.toml");
    std::fs::write(&path, &shown[1]).expect("a file");
    let case = path.to_string_lossy();
    for (debtor, stayed) in [("Ann Lee", false), ("Lee LLC", true)] {
        let said = recoup(&["next", &case, "--about", debtor, "--on", "2025-07-01", "--brief"]);
        assert!(said.contains(&format!("about {debtor}\n")), "{said}");
        assert_eq!(
            said.contains("The one who won can do now\n  Nothing, as things stand"),
            stayed,
            "{debtor}:\n{said}"
        );
    }
}

/// The table of the law: every pack, and how many examples lie beside it.
#[test]
fn the_packs_shown_are_those_there_are() {
    let readme = std::fs::read_to_string(root().join("README.md")).expect("the README");
    let rows = readme.lines().filter(|line| line.starts_with("| `us"));
    let shown: Vec<String> = rows
        .map(|row| {
            let cells: Vec<&str> = row.split('|').map(str::trim).collect();
            format!("{} {}", cells[1].trim_matches('`'), cells[3])
        })
        .collect();
    let mut there = Vec::new();
    for folder in std::fs::read_dir(root().join("rules")).expect("the packs") {
        let folder = folder.expect("a pack").path();
        if !folder.is_dir() {
            continue; // a schema
        }
        let examples = std::fs::read_dir(folder.join("examples"));
        let number = examples.map_or(String::new(), |list| list.count().to_string());
        let id = folder.file_name().expect("a name").to_string_lossy().into_owned();
        there.push(format!("{id} {number}"));
    }
    there.sort();
    assert_eq!(shown, there, "the packs with their examples");
}
