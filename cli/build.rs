//! Compiles the packs of `rules/`, so that the program need not do it at each start.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use recoup_engine::Library;

fn main() -> io::Result<()> {
    let rules = Path::new(&env::var("CARGO_MANIFEST_DIR").unwrap_or_default()).join("../rules");
    let out = PathBuf::from(env::var("OUT_DIR").unwrap_or_default());
    println!("cargo::rerun-if-changed={}", rules.display());
    println!("cargo::rerun-if-changed=src/pack/blank");
    // The pages on codes are built in as they are.
    println!("cargo::rerun-if-changed={}", rules.join("../docs/codes").display());
    let mut texts = Vec::new();
    for pack in fs::read_dir(&rules)? {
        let pack = pack?;
        if !pack.path().is_dir() {
            continue;
        }
        for file in fs::read_dir(pack.path())? {
            let file = file?;
            let name = format!(
                "{}/{}",
                pack.file_name().to_string_lossy(),
                file.file_name().to_string_lossy()
            );
            if name.ends_with(".toml") {
                texts.push((name, fs::read_to_string(file.path())?));
            }
        }
    }
    let sources = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let mut list = String::from("static COMPILED: &[(&str, &[u8])] = &[\n");
    match Library::from_sources(sources) {
        Ok(library) => {
            for pack in library.packs() {
                if let Some(bytes) = library.compiled(&pack.id) {
                    let file = out.join(format!("{}.pack", pack.id));
                    fs::write(&file, bytes)?;
                    // A path in quotes, as Rust writes a text.
                    let _ = writeln!(list, "    ({:?}, include_bytes!({file:?})),", pack.id);
                }
            }
        }
        // The program compiles them itself, then, and says at length what is wrong.
        Err(mistakes) => {
            println!("cargo::warning=the packs have {} mistakes", mistakes.0.len());
        }
    }
    list.push_str("];\n");
    fs::write(out.join("compiled.rs"), list)
}
