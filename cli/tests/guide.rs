//! The pack guide does what it says: its first state is put together from the
//! page, and the program answers as the page prints.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The part of the guide that builds a state in ten minutes.
fn story() -> String {
    let guide = fs::read_to_string(root().join("docs/pack-guide.md")).expect("the guide");
    let start = guide.find("## A first state in ten minutes").expect("its first state");
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
    let blocks = blocks(&story());
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
