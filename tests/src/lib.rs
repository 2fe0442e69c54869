//! What the tests over packs, dates and timelines share. The tests themselves
//! are in `tests/`, the data that they hold the packs to in `data/`.

pub mod almanac;
pub mod both;
pub mod choices;
pub mod edits;
pub mod fuzz;
pub mod history;
pub mod invariants;
pub mod invented;
pub mod mutation;
pub mod paper;
pub mod reference;
pub mod slow;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// The texts of all packs under `rules/`, as (name, text), in the order of their
/// names: `us-ca/calendar.toml`.
///
/// Read from the source tree, so that a test sees a pack as it stands now.
///
/// # Errors
///
/// When a folder or a file cannot be read.
pub fn rule_texts() -> io::Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    gather(&rules(), "", &mut texts)?;
    texts.sort();
    Ok(texts)
}

/// So many random things are tried, or as many as `PROPTEST_CASES` says.
pub fn runs(ordinarily: u32) -> u32 {
    let said = std::env::var("PROPTEST_CASES").ok();
    said.and_then(|number| number.parse().ok()).unwrap_or(ordinarily)
}

/// The seed of everything random: always the same, or what `PROPTEST_RNG_SEED` says.
pub fn seed() -> u64 {
    let said = std::env::var("PROPTEST_RNG_SEED").ok();
    said.and_then(|number| number.parse().ok()).unwrap_or(17_760_704)
}

/// The folder of the packs.
pub fn rules() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules")
}

/// The text of a file under `data/`.
///
/// # Errors
///
/// When the file cannot be read.
pub fn data(name: &str) -> io::Result<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("data").join(name))
}

/// The names of the files under `data/`, in their order.
///
/// # Errors
///
/// When the folder cannot be read.
pub fn data_files() -> io::Result<Vec<String>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    names.sort();
    Ok(names)
}

/// The text of a document of the project, by its path from the top.
///
/// # Errors
///
/// When the file cannot be read.
pub fn document(path: &str) -> io::Result<String> {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path))
}

fn gather(folder: &Path, prefix: &str, texts: &mut Vec<(String, String)>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        let name = format!("{prefix}{name}");
        if path.is_dir() {
            gather(&path, &format!("{name}/"), texts)?;
        } else if name.ends_with(".toml") {
            texts.push((name, fs::read_to_string(&path)?));
        }
    }
    Ok(())
}
