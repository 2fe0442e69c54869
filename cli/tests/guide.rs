//! The pack guide does what it says: its first state is put together from the
//! page, and the program answers as the page prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// A section of the guide.
fn section(heading: &str) -> String {
    let guide = fs::read_to_string(root().join("docs/pack-guide.md")).expect("the guide");
    let start = guide.find(&format!("## {heading}\n")).expect("the section");
    guide[start..].split("\n## ").next().expect("a section").to_owned()
}

/// Its blocks: the line before each, what kind of block it is, and its text.
fn blocks(story: &str) -> Vec<(String, String, String)> {
    let mut blocks = Vec::new();
    let mut parts = story.split("```");
    while let (Some(before), Some(block)) = (parts.next(), parts.next()) {
        let line = before.trim_end().lines().last().unwrap_or_default().to_owned();
        let (kind, text) = block.split_once('\n').expect("a block begins with its kind");
        blocks.push((line, kind.to_owned(), text.to_owned()));
    }
    blocks
}

/// Lays out the folder that the guide describes.
fn folder(blocks: &[(String, String, String)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder goes");
    }
    let rules = folder.join("my-rules");
    fs::create_dir_all(rules.join("us")).expect("a folder");
    for file in fs::read_dir(root().join("rules/us")).expect("the foundation") {
        let file = file.expect("a file").path();
        fs::copy(&file, rules.join("us").join(file.file_name().expect("a name"))).expect("a copy");
    }
    for (line, kind, text) in blocks {
        let name = line.rsplit('`').nth(1).filter(|_| line.ends_with("`:") && kind == "toml");
        let Some(name) = name else { continue };
        let path = if name == "case.toml" { folder.join(name) } else { rules.join(name) };
        fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        fs::write(path, text).expect("a file is written");
    }
    folder
}

#[test]
fn the_first_state_is_answered_as_the_page_prints() {
    let blocks = blocks(&section("A first state in ten minutes"));
    let folder = folder(&blocks);
    let mut asked = 0;
    for (_, kind, text) in &blocks {
        if kind != "console" {
            continue;
        }
        let (command, printed) = text.split_once('\n').expect("a command and what it prints");
        let args = command.strip_prefix("$ recoup ").expect("a command of the program");
        let output = Command::new(env!("CARGO_BIN_EXE_recoup"))
            .args(args.split(' '))
            .current_dir(&folder)
            .output()
            .expect("the program runs");
        let said = String::from_utf8(output.stdout).expect("text");
        let wrong = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(said.trim_end(), printed.trim_end(), "{command}\n{wrong}");
        asked += 1;
    }
    assert_eq!(asked, 2, "the check and the answer");
}

/// Copies a folder with all that is in it.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for file in fs::read_dir(from).expect("a folder that is there") {
        let path = file.expect("a file").path();
        let to = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy(&path, &to);
        } else {
            fs::copy(&path, &to).expect("a copy");
        }
    }
}

/// What is printed for the edit that the guide makes has the lines that it shows, in
/// their order; `…` stands for others.
#[test]
fn a_change_is_answered_as_the_page_shows() {
    let blocks = blocks(&section("A change, from the edit to the review"));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("guide-change");
    if folder.exists() {
        fs::remove_dir_all(&folder).expect("an old folder goes");
    }
    let rules = folder.join("my-rules");
    for pack in ["us", "us-ca"] {
        copy(&root().join("rules").join(pack), &rules.join(pack));
    }
    let edit = blocks.iter().find(|(_, kind, _)| kind == "toml").expect("the edit");
    let file = rules.join("us-ca/periods.toml");
    let text = fs::read_to_string(&file).expect("the periods");
    let (before, period) = text.split_once("[period.appeal]\n").expect("the period");
    let period = period.replacen("length  = \"30 days\"\n", &edit.2, 1);
    fs::write(&file, format!("{before}[period.appeal]\n{period}")).expect("the edit is made");

    let mut asked = 0;
    for (_, kind, text) in blocks.iter().filter(|(_, kind, _)| kind == "console") {
        for command in text.split("$ ").filter(|command| command.starts_with("recoup ")) {
            let (command, shown) = command.split_once('\n').expect("a line, and what it prints");
            let output = Command::new(env!("CARGO_BIN_EXE_recoup"))
                .args(command.split(' ').skip(1))
                .current_dir(&folder)
                .output()
                .expect("the program runs");
            let said = String::from_utf8(output.stdout).expect("text");
            let mut lines = said.lines();
            for line in shown.lines().filter(|line| *line != "…") {
                assert!(lines.any(|said| said == line), "{kind}: {command}\n{line}\nin\n{said}");
            }
            asked += 1;
        }
    }
    assert_eq!(asked, 4, "check, test, graph and doc");
    assert!(folder.join("appeal.svg").exists() && folder.join("guide/us-ca.html").exists());
}
