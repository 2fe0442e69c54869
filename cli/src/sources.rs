//! The texts of the packs: those built into the program, or a folder.

use std::cell::OnceCell;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};
use recoup_engine::diagnostic::{Code, Place, Severity};
use recoup_engine::{Case, Diagnostic, Diagnostics, Library};

use crate::input;
use crate::report::Stop;

static BUILT_IN: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../rules");

// The same packs compiled: `COMPILED`, by id. Empty where they have mistakes.
include!(concat!(env!("OUT_DIR"), "/compiled.rs"));

/// The texts of all packs, by name: `us-ca/periods.toml`.
pub(crate) struct Sources {
    /// The texts of a folder; those built in are unpacked when they are asked for.
    texts: OnceCell<Vec<(String, String)>>,
    /// What looks as if it were meant to be read, and is not.
    not_read: Vec<Diagnostic>,
    built_in: bool,
    /// What stands before each name in messages.
    prefix: String,
}

impl Sources {
    /// The built-in packs, or those of a folder.
    pub(crate) fn open(folder: Option<&Path>) -> Result<Sources, Stop> {
        let Some(folder) = folder else {
            return Ok(Sources::built_in());
        };
        if !folder.is_dir() {
            return Err(Stop::Usage(format!(
                "`{}` is not a folder; --rules takes a folder with one folder for each pack",
                folder.display()
            )));
        }
        let mut found = Found::default();
        found.look_into(folder, "")?;
        let (texts, not_read) = (found.texts, found.passed_over);
        let prefix = format!("{}/", folder.display().to_string().trim_end_matches('/'));
        if texts.is_empty() {
            return Err(Stop::Usage(format!("there is no pack in `{prefix}`")));
        }
        let texts = in_order(texts);
        let mut sources =
            Sources { texts: OnceCell::from(texts), not_read, built_in: false, prefix };
        sources.leave_out_other_folders();
        Ok(sources)
    }

    /// A folder without a text of a pack is none, whatever lies in it.
    fn leave_out_other_folders(&mut self) {
        let packs: Vec<String> = self.ids().map(str::to_owned).collect();
        self.not_read.retain(|one| match one.place.file.split_once('/') {
            Some((folder, _)) => packs.iter().any(|id| id == folder),
            None => true,
        });
    }

    /// What lies beside the packs, looks as if it were meant to be read, and is not.
    pub(crate) fn not_read(&self) -> &[Diagnostic] {
        &self.not_read
    }

    /// The packs built into the program.
    pub(crate) fn built_in() -> Sources {
        let prefix = "rules/".to_owned();
        Sources { texts: OnceCell::new(), not_read: Vec::new(), built_in: true, prefix }
    }

    /// Texts that were read elsewhere, by the names by which the engine knows them;
    /// `prefix` stands before each name in messages.
    pub(crate) fn of(texts: Vec<(String, String)>, prefix: String) -> Sources {
        let texts = OnceCell::from(in_order(texts));
        Sources { texts, not_read: Vec::new(), built_in: false, prefix }
    }

    fn texts(&self) -> &[(String, String)] {
        self.texts.get_or_init(|| {
            let mut texts = Vec::new();
            built_in(&BUILT_IN, &mut texts);
            in_order(texts)
        })
    }

    /// The texts of all packs with the names by which the engine knows them.
    pub(crate) fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().iter().map(|(name, text)| (name.as_str(), text.as_str()))
    }

    /// All packs, compiled.
    pub(crate) fn library(&self) -> Result<Library, Stop> {
        Library::from_sources(self.pairs()).map_err(|mistakes| self.stop(mistakes))
    }

    /// The pack of a case's jurisdiction, compiled.
    pub(crate) fn library_for(&self, case: &str) -> Result<Library, Stop> {
        let id = Case::jurisdiction_in(case);
        if self.built_in
            && let Some(id) = &id
            && let Some((_, bytes)) = COMPILED.iter().find(|(known, _)| known == id)
            && let Ok(library) = Library::from_compiled(bytes)
        {
            return Ok(library);
        }
        match id {
            Some(id) if self.ids().any(|known| known == id) => {
                Library::with_pack(self.pairs(), &id).map_err(|mistakes| self.stop(mistakes))
            }
            // For a name that is none, all are needed: one of them is the nearest.
            _ => self.library(),
        }
    }

    /// All packs for many cases: those built in as they were compiled, those of a
    /// folder without a search for what is doubtful.
    pub(crate) fn all(&self) -> Result<Library, Stop> {
        if self.built_in && !COMPILED.is_empty() {
            let compiled = COMPILED.iter().map(|(_, bytes)| Library::from_compiled(bytes));
            let joined = compiled.reduce(|all, one| Ok(all?.join(one?)));
            if let Some(Ok(library)) = joined {
                return Ok(library);
            }
        }
        let packs = self.ids().map(|id| self.library_with(id));
        let mut mistakes = Vec::new();
        let mut library = Library::default();
        for pack in packs {
            match pack {
                Ok(pack) => library = library.join(pack),
                Err(found) => mistakes.extend(found.0),
            }
        }
        if mistakes.is_empty() {
            return Ok(library);
        }
        mistakes.sort_by(|a, b| a.place.cmp(&b.place));
        mistakes.dedup();
        Err(self.stop(Diagnostics(mistakes)))
    }

    /// One pack, compiled.
    pub(crate) fn library_with(&self, id: &str) -> Result<Library, Diagnostics> {
        Library::with_pack(self.pairs(), id)
    }

    /// What is doubtful in the packs, taken together.
    pub(crate) fn doubts(&self) -> Vec<Diagnostic> {
        Library::doubts(self.pairs())
    }

    /// The ids of the packs, in order.
    pub(crate) fn ids(&self) -> impl Iterator<Item = &str> {
        let mut last = "";
        self.texts().iter().filter_map(move |(name, _)| {
            let id = name.split('/').next()?;
            let new = id != last && name.contains('/');
            last = id;
            new.then_some(id)
        })
    }

    /// The files of a pack that are law, by name.
    pub(crate) fn files(&self, id: &str) -> impl Iterator<Item = (&str, &str)> {
        let folder = format!("{id}/");
        self.pairs()
            .filter(move |(name, _)| name.starts_with(&folder) && !name.contains("/examples/"))
    }

    /// The examples of a pack, by name.
    pub(crate) fn examples(&self, id: &str) -> impl Iterator<Item = (&str, &str)> {
        let folder = format!("{id}/examples/");
        self.pairs().filter(move |(name, _)| name.starts_with(&folder))
    }

    /// Mistakes in these texts, as the reason to stop.
    pub(crate) fn stop(&self, mistakes: Diagnostics) -> Stop {
        Stop::Mistakes(self.named(mistakes), self.shown())
    }

    /// Mistakes with the names of the files as a person knows them.
    pub(crate) fn named(&self, mut mistakes: Diagnostics) -> Diagnostics {
        for one in &mut mistakes.0 {
            one.place.file = self.name(&one.place.file).into();
            for (place, _) in &mut one.related {
                place.file = self.name(&place.file).into();
            }
        }
        mistakes
    }

    /// The texts with the names of their files as a person knows them.
    pub(crate) fn shown(&self) -> Vec<(String, String)> {
        self.texts().iter().map(|(name, text)| (self.name(name), text.clone())).collect()
    }

    /// The name of a file as a person knows it.
    pub(crate) fn name(&self, name: &str) -> String {
        format!("{}{name}", self.prefix)
    }
}

/// Folder by folder: `us` before `us-ca`.
fn in_order(mut texts: Vec<(String, String)>) -> Vec<(String, String)> {
    texts.sort_by(|(a, _), (b, _)| a.split('/').cmp(b.split('/')));
    texts
}

fn built_in(folder: &Dir<'_>, texts: &mut Vec<(String, String)>) {
    for file in folder.files() {
        if let (Some(name), Some(text)) = (file.path().to_str(), file.contents_utf8())
            && name.ends_with(".toml")
        {
            texts.push((name.replace('\\', "/"), text.to_owned()));
        }
    }
    for inner in folder.dirs() {
        built_in(inner, texts);
    }
}

/// What was found in a folder of packs.
#[derive(Default)]
struct Found {
    texts: Vec<(String, String)>,
    passed_over: Vec<Diagnostic>,
}

impl Found {
    /// Reads the packs of a folder: the files of each and of the folders in it, and no
    /// deeper, so that no links lead round in circles.
    fn look_into(&mut self, folder: &Path, prefix: &str) -> Result<(), Stop> {
        let deep = prefix.matches('/').count();
        for (name, path) in entries(folder)? {
            let name = format!("{prefix}{name}");
            if !path.is_dir() {
                if deep > 0 && name.ends_with(".toml") {
                    self.texts.push((name, input::read(&path)?.1));
                } else if let Some(expected) = meant_to_be_read(&name) {
                    self.pass_over(&name, expected);
                }
            } else if deep < 2 {
                self.look_into(&path, &format!("{name}/"))?;
            } else {
                let inner = entries(&path)?;
                for (inner, _) in inner.iter().filter(|(inner, _)| inner.ends_with(".toml")) {
                    let expected =
                        format!("to stand directly in `{}`", prefix.trim_end_matches('/'));
                    self.pass_over(&format!("{name}/{inner}"), expected);
                }
            }
        }
        Ok(())
    }

    fn pass_over(&mut self, name: &str, expected: String) {
        self.passed_over.push(Diagnostic {
            severity: Severity::Warning,
            code: Code::NotRead,
            message: "this file is not read".to_owned(),
            place: Place { file: name.into(), line: 1, column: 1, start: 0, end: 0 },
            expected: Some(expected),
            nearest: None,
            related: Vec::new(),
        });
    }
}

/// The names in a folder, with their paths.
fn entries(folder: &Path) -> Result<Vec<(String, PathBuf)>, Stop> {
    let cannot = |error: std::io::Error| {
        Stop::Usage(format!("the folder `{}` cannot be read: {error}", folder.display()))
    };
    let mut list = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()) {
            list.push((name.to_owned(), path.clone()));
        }
    }
    Ok(list)
}

/// What is expected of a file that is passed over, if it looks as if it were meant.
fn meant_to_be_read(name: &str) -> Option<String> {
    let (folder, file) = name.rsplit_once('/').unwrap_or(("", name));
    if folder.is_empty() {
        return file.ends_with(".toml").then(|| "to stand in the folder of its pack".to_owned());
    }
    let something_else = file.starts_with('.') || file.ends_with(".md") || file.ends_with('~');
    let of_a_pack = !folder.contains('/') || folder.ends_with("/examples");
    (of_a_pack && !something_else).then(|| "a name that ends in `.toml`".to_owned())
}
