//! What comes of a slip.

use std::collections::BTreeSet;

use recoup_engine::diagnostic::{Diagnostic, Severity};
use recoup_engine::{Library, example};

use super::{Slip, slips};

/// What comes of a slip.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// The pack is refused.
    Refused {
        /// Whether a mistake is told of the very line, or of one that follows from it.
        on_its_line: bool,
        /// Whether it is told of the file.
        in_its_file: bool,
        /// What was said first.
        said: String,
    },
    /// The pack is taken, and somebody is asked to look.
    Doubted {
        /// What was said first.
        said: String,
    },
    /// The pack is taken, and an example of the pack no longer holds.
    Caught {
        /// Which.
        by: String,
    },
    /// Nothing was said.
    Unnoticed,
}

/// A pack of which one file at a time is broken.
pub struct Broken {
    id: String,
    /// The names and texts of its own files, of those below it, and its examples.
    own: Vec<(String, String)>,
    below: Vec<(String, String)>,
    examples: Vec<(String, String)>,
}

impl Broken {
    /// A pack out of the texts of all packs.
    pub fn new(texts: &[(String, String)], id: &str) -> Broken {
        let of = |id: &str, examples: bool| {
            let (folder, inner) = (format!("{id}/"), format!("{id}/examples/"));
            let ours = texts.iter().filter(move |(name, _)| {
                name.starts_with(&folder) && name.starts_with(&inner) == examples
            });
            ours.cloned().collect::<Vec<_>>()
        };
        let below = if id == "us" { Vec::new() } else { of("us", false) };
        Broken { id: id.to_owned(), own: of(id, false), below, examples: of(id, true) }
    }

    /// The files that can be broken.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.own.iter().map(|(_, text)| text.as_str())
    }

    /// The name of a file.
    pub fn name(&self, file: usize) -> &str {
        &self.own[file].0
    }

    /// Every slip in each file, with the number of the file.
    pub fn slips(&self) -> Vec<(usize, Slip)> {
        let mut laws = BTreeSet::new();
        for line in self.files().flat_map(str::lines) {
            if let Some(id) = line.strip_prefix("[law.") {
                laws.insert(id.trim_matches([']', '"', ' ']));
            }
        }
        let laws: Vec<&str> = laws.into_iter().collect();
        let all = self.files().enumerate();
        all.flat_map(|(file, text)| slips(text, &laws).into_iter().map(move |slip| (file, slip)))
            .collect()
    }

    /// What comes of a slip in a file; the examples are run where `with_examples`.
    pub fn fate(&self, file: usize, slip: &Slip, with_examples: bool) -> Fate {
        let text = &self.own[file].1;
        let broken = slip.made_in(text);
        let name = self.name(file);
        let texts = || {
            let own = self.own.iter().map(|(known, text)| {
                (known.as_str(), if known == name { broken.as_str() } else { text.as_str() })
            });
            own.chain(self.below.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        };
        let library = match Library::with_pack(texts(), &self.id) {
            Ok(library) => library,
            Err(found) => {
                let line = slip.line(text) as u32;
                let here = |one: &Diagnostic| {
                    let places = one.related.iter().map(|(place, _)| place);
                    std::iter::once(&one.place)
                        .chain(places)
                        .any(|place| &*place.file == name && place.line == line)
                };
                let errors = found.0.iter().filter(|one| one.severity == Severity::Error);
                return Fate::Refused {
                    on_its_line: errors.clone().any(here),
                    in_its_file: errors.clone().any(|one| &*one.place.file == name),
                    said: errors.clone().next().map(ToString::to_string).unwrap_or_default(),
                };
            }
        };
        if let Some(doubt) = Library::doubts(texts()).first() {
            return Fate::Doubted { said: doubt.to_string() };
        }
        if with_examples {
            for (name, text) in &self.examples {
                if let Err(found) = example::run(&library, name, text) {
                    return Fate::Caught { by: found.to_string() };
                }
            }
        }
        Fate::Unnoticed
    }
}
