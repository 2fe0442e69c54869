//! What an edit of packs changes: in what they mean, and for which cases the answers.
//!
//! Two things are said. The one is read off the packs ([`Change`]): a length, a
//! condition, a fee, a law that is another now, whatever the texts look like. The
//! other is found by asking both versions the same questions ([`Probed`]): the
//! examples of both, cases that are given, and cases made up around what changed.
//! What no probe shows may still differ; that is why both are said.
//!
//! Knows packs and asks them as everybody does. Must not know where the texts come
//! from, a folder or a history, nor how the outcome is printed.

mod gather;
mod ground;
mod keys;
mod meaning;
mod outcome;
mod probe;
mod story;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

pub use gather::{Example, Move, Moved};
pub use meaning::{Change, What};
pub use outcome::Part;

use crate::Case;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::example;
use crate::graph::{Library, Whole};
use crate::source::Files;
use ground::{Ground, Side};
use meaning::{Changes, Version};
use probe::{Effort, Prober};
use story::{Names, Story};

/// The texts of one version of all packs, by name.
pub type Texts<'s> = [(&'s str, &'s str)];

/// What to compare, and how much to try.
#[derive(Debug, Clone)]
pub struct Options<'o> {
    /// Only these packs; without any, all.
    pub packs: Vec<&'o str>,
    /// Ask the packs too whose texts are the same.
    pub all: bool,
    /// How many cases are made up for each pack at most.
    pub cases: usize,
    /// Cases to ask about beside the examples: names and texts of case files.
    pub given: Vec<(&'o str, &'o str)>,
}

impl Default for Options<'_> {
    fn default() -> Self {
        Options { packs: Vec::new(), all: false, cases: 600, given: Vec::new() }
    }
}

/// The mistakes that stop a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistakes {
    /// Those of the old version.
    pub old: Diagnostics,
    /// Those of the new version.
    pub new: Diagnostics,
}

/// What two versions of some packs have different.
#[derive(Debug, Serialize)]
pub struct Comparison {
    /// The packs that only the new version has.
    pub added: Vec<String>,
    /// The packs that only the old version has.
    pub removed: Vec<String>,
    /// What changed in meaning.
    pub meaning: Vec<Change>,
    /// What changed in words only.
    pub wording: Vec<Change>,
    /// The packs that were asked, and what came of it.
    pub packs: Vec<Probed>,
    /// The given cases that neither version can read, by name.
    pub unread: Vec<String>,
}

impl Comparison {
    /// Whether the two mean the same, as far as can be read off them and was found.
    pub fn is_equivalent(&self) -> bool {
        self.added.is_empty()
            && self.removed.is_empty()
            && self.meaning.is_empty()
            && self.packs.iter().all(|pack| pack.differing == 0)
    }
}

/// A pack of which both versions were asked the same questions.
#[derive(Debug, Serialize)]
pub struct Probed {
    /// Its id.
    pub pack: String,
    /// Its jurisdiction.
    pub name: String,
    /// About how many cases.
    pub cases: usize,
    /// How many questions: a case and a day each.
    pub probes: usize,
    /// To how many of them the answers differ.
    pub differing: usize,
    /// Whether more could have been made up and tried.
    pub cut_short: bool,
    /// What differs.
    pub moved: Vec<Moved>,
}

/// Compares two versions of packs, and asks them.
///
/// ```
/// use recoup_engine::diff::{Options, compare};
///
/// let pack = r#"
///     [pack]
///     id = "us-zz"
///     name = "Nowhere"
///     version = "2026-11-21"
///     [event.judgment_entered]
///     title = "Judgment entered"
///     [counting.plain]
///     title = "Every day counts"
///     last_day = "as it falls"
///     [period.appeal]
///     title = "Time to appeal"
///     starts = "judgment_entered"
///     length = "30 days"
///     counted = "plain"
///     law = ["code-1"]
///     [law.code-1]
///     cite = "Nowhere Code § 1"
///     url = "https://example.org/code/1"
///     checked = 2026-11-21
///     tier = "unverified"
/// "#;
/// let edited = pack.replace("30 days", "20 days");
/// let compared = compare(
///     &[("us-zz/pack.toml", pack)],
///     &[("us-zz/pack.toml", &edited)],
///     &Options::default(),
/// ).unwrap();
/// let change = &compared.meaning[0];
/// assert_eq!((change.id.as_str(), change.key[0].as_str()), ("appeal", "length"));
/// assert_eq!(change.old.as_deref(), Some("30 days"));
/// assert!(compared.packs[0].differing > 0);
/// ```
///
/// # Errors
///
/// The mistakes of the packs that are to be compared, on either side.
pub fn compare(
    old: &Texts<'_>,
    new: &Texts<'_>,
    options: &Options<'_>,
) -> Result<Comparison, Box<Mistakes>> {
    let meant = |id: &str| options.packs.is_empty() || options.packs.contains(&id);
    let (old_ids, new_ids) = (ids(old), ids(new));
    let only = |these: &BTreeSet<&str>, those: &BTreeSet<&str>| -> Vec<String> {
        let list = these.difference(those).filter(|id| meant(id));
        list.map(|id| (*id).to_owned()).collect()
    };
    let (added, removed) = (only(&new_ids, &old_ids), only(&old_ids, &new_ids));
    let edited: BTreeSet<&str> =
        new_ids.union(&old_ids).copied().filter(|id| !own(old, id).eq(own(new, id))).collect();
    // Those of which a text is another, and those that build on such; where only some are
    // meant, what these build on is looked at with them.
    let touched = |texts: &Texts<'_>, id: &str| -> bool {
        options.all
            || edited.contains(id)
            || below(texts, id).iter().any(|it| edited.contains(it.as_str()))
    };
    let compared: Vec<&str> = old_ids
        .intersection(&new_ids)
        .copied()
        .filter(|id| touched(old, id) || touched(new, id))
        .filter(|id| {
            let beneath =
                |other: &&&str| meant(other) && below(new, other).iter().any(|it| it == id);
            meant(id) || new_ids.iter().any(|other| beneath(&other))
        })
        .collect();
    let (before, after) = (State::read(old, &compared), State::read(new, &compared));
    let (before, after) = match (before, after) {
        (Ok(before), Ok(after)) => (before, after),
        (before, after) => {
            let wrong =
                |one: Result<State, Diagnostics>| one.err().unwrap_or(Diagnostics(Vec::new()));
            return Err(Box::new(Mistakes { old: wrong(before), new: wrong(after) }));
        }
    };
    let mut changes: BTreeMap<String, Changes> = BTreeMap::new();
    let mut lower: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for id in &compared {
        let (Some(old), Some(new)) = (before.version(id), after.version(id)) else { continue };
        changes.insert((*id).to_owned(), meaning::compare(old, new));
        lower.insert((*id).to_owned(), new.whole.below.clone());
    }
    let (mut packs, mut unread) = (Vec::new(), Vec::new());
    for id in compared.iter().filter(|id| meant(id)) {
        let Some(changes) = changes.get(*id) else { continue };
        packs.extend(probe(id, [(old, &before), (new, &after)], changes, options, &mut unread));
    }
    meaning::say_once(&mut changes, &lower);
    let mut comparison =
        Comparison { added, removed, meaning: Vec::new(), wording: Vec::new(), packs, unread };
    for (id, changes) in changes {
        let named = |change: &Change| meant(&id) || change.reaches.iter().any(|it| meant(it));
        comparison.meaning.extend(changes.meaning.into_iter().filter(named));
        comparison.wording.extend(changes.wording.into_iter().filter(named));
    }
    Ok(comparison)
}

/// One version of the packs: as they are written, and compiled.
struct State {
    files: Files,
    wholes: Vec<Whole>,
    library: Library,
}

impl State {
    fn read(texts: &Texts<'_>, ids: &[&str]) -> Result<State, Diagnostics> {
        let mut library = Library::default();
        let mut mistakes: Vec<Diagnostic> = Vec::new();
        for id in ids {
            match Library::with_pack(texts.iter().copied(), id) {
                Ok(pack) => library = library.join(pack),
                Err(found) => mistakes.extend(found.0),
            }
        }
        if !mistakes.is_empty() {
            mistakes.sort_by(|a, b| a.place.cmp(&b.place));
            mistakes.dedup();
            return Err(Diagnostics(mistakes));
        }
        let (files, wholes) = Library::wholes(texts.iter().copied(), ids)?;
        Ok(State { files, wholes, library })
    }

    fn version(&self, id: &str) -> Option<Version<'_>> {
        let whole = self.wholes.iter().find(|whole| whole.id == id)?;
        Some(Version { files: &self.files, whole })
    }
}

/// Asks both versions of a pack; nothing where no case can be brought in it.
fn probe(
    id: &str,
    [(old_texts, old), (new_texts, new)]: [(&Texts<'_>, &State); 2],
    changes: &Changes,
    options: &Options<'_>,
    unread: &mut Vec<String>,
) -> Option<Probed> {
    let (before, after) = (old.library.pack(id)?, new.library.pack(id)?);
    if before.foundation || after.foundation {
        return None;
    }
    let sides = [
        Side { pack: before, written: old.version(id)?, is_old: true },
        Side { pack: after, written: new.version(id)?, is_old: false },
    ];
    let names = Names::of(&changes.renamed);
    let ground = Ground::of(sides[0], sides[1], &changes.meaning, &names);
    let prober =
        Prober { sides, libraries: [&old.library, &new.library], names: &names, ground: &ground };
    let to_new = |name: &str| names.new_of(name).to_owned();
    let same = |name: &str| name.to_owned();
    let mut given = Vec::new();
    for (texts, state, is_old) in [(new_texts, new, false), (old_texts, old, true)] {
        let prefix = format!("{id}/examples/");
        for (name, text) in texts.iter().filter(|(name, _)| name.starts_with(&prefix)) {
            if let Some((matter, days)) = example::case_of(&state.library, name, text) {
                let story =
                    if is_old { Story::of(&matter, to_new) } else { Story::of(&matter, same) };
                given.push((story, days));
            }
        }
    }
    for (name, text) in &options.given {
        if Case::jurisdiction_in(text).as_deref() != Some(id) {
            continue;
        }
        if let Ok(matter) = new.library.read_case(name, text) {
            given.push((Story::of(&matter, same), Vec::new()));
        } else if let Ok(matter) = old.library.read_case(name, text) {
            given.push((Story::of(&matter, to_new), Vec::new()));
        } else {
            unread.push((*name).to_owned());
        }
    }
    // Where nothing changed in meaning, a look around is enough.
    let cases = if changes.meaning.is_empty() { options.cases / 4 } else { options.cases };
    let probes = prober.probe(given, Effort { cases, days: 7 });
    Some(Probed {
        pack: id.to_owned(),
        name: after.name.clone(),
        cases: probes.cases.len(),
        probes: probes.probes.len(),
        differing: probes.probes.iter().filter(|probe| !probe.differences.is_empty()).count(),
        cut_short: probes.cut_short,
        moved: gather::gather(&prober, &probes),
    })
}

/// The ids of the packs.
fn ids<'s>(texts: &Texts<'s>) -> BTreeSet<&'s str> {
    let law =
        texts.iter().filter(|(name, _)| name.ends_with(".toml") && !name.contains("/examples/"));
    law.filter_map(|(name, _)| Some(name.split_once('/')?.0)).collect()
}

/// The texts of a pack that are law, in the order of their names.
fn own<'s>(texts: &Texts<'s>, id: &str) -> impl Iterator<Item = (&'s str, &'s str)> {
    let mut list: Vec<(&str, &str)> = texts
        .iter()
        .filter(|(name, _)| name.strip_prefix(id).is_some_and(|rest| rest.starts_with('/')))
        .filter(|(name, _)| !name.contains("/examples/"))
        .copied()
        .collect();
    list.sort_unstable();
    list.into_iter()
}

/// What a pack builds on, and what that does. Read off the heads alone; what is wrong
/// with them is for others to say.
fn below(texts: &Texts<'_>, id: &str) -> Vec<String> {
    let mut list: Vec<String> = Vec::new();
    let mut open = vec![id.to_owned()];
    while let Some(id) = open.pop() {
        for (_, text) in own(texts, &id).filter(|(_, text)| text.contains("builds_on")) {
            let Ok(table) = text.parse::<toml::Table>() else { continue };
            let named = table.get("pack").and_then(|head| head.get("builds_on"));
            // One alone may stand without brackets, as the reader takes it.
            let named = match named {
                Some(toml::Value::Array(list)) => list.as_slice(),
                Some(one) => std::slice::from_ref(one),
                None => &[],
            };
            for name in named.iter().filter_map(toml::Value::as_str) {
                if name != id && !list.iter().any(|known| known == name) {
                    list.push(name.to_owned());
                    open.push(name.to_owned());
                }
            }
        }
    }
    list
}
