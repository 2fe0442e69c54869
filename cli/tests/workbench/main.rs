//! The editor's workbench, `recoup pack …`: one module a command.

#[path = "../common/mod.rs"]
mod common;

mod check;
mod codes;
mod coverage;
mod diff;
mod doc;
mod graph;
mod new;
mod schema;
mod show;
mod test;

use std::collections::BTreeSet;
use std::fs;

use recoup_engine::Library;

/// All packs of the project, as the engine has them.
fn library() -> Library {
    let mut texts = Vec::new();
    let folders = fs::read_dir(common::root().join("rules")).unwrap();
    let folders = folders.map(|folder| folder.unwrap().path()).filter(|path| path.is_dir());
    for folder in folders {
        for file in fs::read_dir(&folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|ending| ending == "toml") {
                let names = [&folder, &path].map(|path| path.file_name().unwrap());
                let names = names.map(|name| name.to_str().unwrap());
                texts.push((names.join("/"), fs::read_to_string(&path).unwrap()));
            }
        }
    }
    texts.sort();
    let pairs = || texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let ids: BTreeSet<&str> = pairs().filter_map(|(name, _)| name.split('/').next()).collect();
    // One by one: nobody asks here what is doubtful in them.
    let packs = ids.into_iter().map(|id| Library::with_pack(pairs(), id).unwrap());
    packs.reduce(Library::join).unwrap()
}
