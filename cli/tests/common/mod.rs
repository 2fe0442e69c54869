//! What the tests of the program share: running it, and holding what it said.

// Each test program uses a part of it.
#![allow(dead_code)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The project's top folder.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs the program in a folder.
pub(crate) fn run(folder: &Path, args: &[&str]) -> Output {
    recoup(folder, args).output().unwrap()
}

/// The program in a folder, with these arguments and nothing on standard input.
pub(crate) fn recoup(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recoup"));
    command.args(args).current_dir(folder).stdin(Stdio::null());
    command
}

/// What the program said, when it stopped as it must.
pub(crate) fn complaint(output: Output, status: i32) -> String {
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(!said.contains("panicked"), "{said}");
    assert_eq!(output.status.code(), Some(status), "{said}");
    assert_eq!(String::from_utf8(output.stdout).unwrap(), "", "{said}");
    assert!(!said.contains('\u{1b}'), "no colour where there is no terminal");
    said
}

/// Holds what the program said to a snapshot; the snapshot says what was asked.
pub(crate) fn hold(name: &str, asked: &str, said: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_description(asked);
    settings.set_omit_expression(true);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_snapshot_path("../snapshots");
    settings.bind(|| insta::assert_snapshot!(name, said));
}

/// A folder of its own for a test, empty.
pub(crate) fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    fs::create_dir_all(&folder).unwrap();
    folder
}
