//! All packs together: from texts to compiled law.

use std::collections::{BTreeMap, HashMap, HashSet};

use sha2::{Digest, Sha256};

use super::Pack;
use super::compile::compile;
use crate::check::{self, Below};
use crate::date::Day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, is_a_slip_of};
use crate::grammar;
use crate::pack::model::{Head, Model};
use crate::source::{At, Files, Findings, Key, Node, Table, Text, Value, read_toml};

/// The packs of many jurisdictions, ready to be asked.
///
/// ```
/// use recoup_engine::graph::Library;
///
/// let pack = r#"
/// [pack]
/// id = "us-zz"
/// name = "Nowhere"
/// version = "2026-11-21"
///
/// [event.judgment_entered]
/// title = "Judgment entered"
/// "#;
/// let library = Library::from_sources([("us-zz/pack.toml", pack)])?;
/// assert_eq!(library.pack("us-zz").map(|pack| pack.name.as_str()), Some("Nowhere"));
/// # Ok::<(), recoup_engine::diagnostic::Diagnostics>(())
/// ```
#[derive(Debug, Default)]
pub struct Library {
    packs: BTreeMap<String, Pack>,
    warnings: Vec<Diagnostic>,
}

/// The version of the engine, which compiled packs must share.
const ENGINE: &str = env!("CARGO_PKG_VERSION");

/// Bytes that are no pack compiled by this version of the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("these bytes are no pack compiled by version {ENGINE} of the engine")]
pub struct NotCompiled;

/// What a word for a jurisdiction means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meant<'l> {
    /// The pack of this id.
    Pack(&'l str),
    /// A jurisdiction, by the shape of its id, that has no pack yet. No other one is
    /// like it: a neighbour's law is not the next best.
    NoPackYet,
    /// None that is known.
    Nothing,
}

/// A definition of a pack as it stands with everything that it builds on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// What kind of thing it is: `period`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its heading in TOML.
    pub heading: String,
    /// Each key with its value in TOML, and the place that it comes from.
    pub keys: Vec<(String, Place)>,
}

/// One folder of sources: its files in the order of their names.
pub(super) struct Folder<'s> {
    files: Vec<(&'s str, &'s str)>,
}

/// The files of each folder by their numbers.
pub(super) type Numbered<'s> = BTreeMap<&'s str, Vec<(u16, &'s str)>>;

/// A pack's tables as they stand with everything that it builds on.
pub(crate) struct Whole {
    pub(crate) id: String,
    /// The table `[pack]`, its own.
    pub(crate) head: Node,
    /// The definitions, by kind.
    pub(crate) tables: Table,
    /// What it builds on.
    pub(crate) below: Vec<String>,
}

/// A pack's own tables, read once, with what must be said about them.
pub(super) struct Read {
    head: Head,
    head_as_written: Node,
    pub(super) tables: Table,
    hash: [u8; 32],
}

impl Library {
    /// Compiles packs from (name, text) pairs; every mistake in every file comes
    /// out at once, and what is doubtful stands in [`Library::warnings`].
    ///
    /// The part of a name before the first `/` is the pack that the file belongs
    /// to. Files in an `examples` folder are no part of a pack.
    ///
    /// # Errors
    ///
    /// All mistakes of all files, in the order of files and places.
    pub fn from_sources<'s>(
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
    ) -> Result<Library, Diagnostics> {
        let folders = folders(sources);
        let wanted: Vec<&str> = folders.keys().copied().collect();
        Library::load(&folders, &wanted, true).or_errors()
    }

    /// What is doubtful in all packs together, those with mistakes left out: what
    /// can never come about, what nothing uses, what is missing, and what two packs
    /// call by different names.
    ///
    /// ```
    /// use recoup_engine::graph::Library;
    ///
    /// let pack = r#"
    /// [pack]
    /// id = "us-zz"
    /// name = "Nowhere"
    /// version = "2026-11-21"
    ///
    /// [event.judgment_entered]
    /// title = "Judgment entered"
    ///
    /// [event.judgment_forgotten]
    /// title = "Judgment forgotten"
    /// "#;
    /// let doubts = Library::doubts([("us-zz/pack.toml", pack)]);
    /// assert_eq!(doubts[0].message, "nothing records or uses the event `judgment_forgotten`");
    /// ```
    pub fn doubts<'s>(sources: impl IntoIterator<Item = (&'s str, &'s str)>) -> Vec<Diagnostic> {
        let folders = folders(sources);
        let wanted: Vec<&str> = folders.keys().copied().collect();
        let mut doubts = Library::load(&folders, &wanted, true).found.0;
        doubts.retain(|one| one.severity == Severity::Warning);
        doubts
    }

    /// The laws that nobody has looked at since a day, and those that are said to
    /// have been looked at after `today`. The engine has no clock: both days are
    /// the caller's.
    ///
    /// ```
    /// use recoup_engine::graph::Library;
    ///
    /// let pack = r#"
    /// [pack]
    /// id = "us-zz"
    /// name = "Nowhere"
    /// version = "2026-11-21"
    ///
    /// [law.code-1]
    /// cite = "Nowhere Code § 1"
    /// url = "https://example.org/code/1"
    /// checked = 2024-03-05
    /// tier = "primary"
    /// "#;
    /// let (today, before) = ("2026-11-22".parse()?, "2025-11-22".parse()?);
    /// let stale = Library::stale([("us-zz/pack.toml", pack)], today, Some(before));
    /// assert_eq!(stale[0].message, "the law `code-1` was last checked 2 years and 8 months ago");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn stale<'s>(
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
        today: Day,
        before: Option<Day>,
    ) -> Vec<Diagnostic> {
        let folders = folders(sources);
        let (files, numbered) = number(&folders);
        let mut read: BTreeMap<String, Option<Read>> = BTreeMap::new();
        let mut all = Vec::new();
        for id in folders.keys() {
            // What is wrong with a pack is not asked here.
            let aside = Findings::new(&files);
            if let Some((order, _)) = chain(&aside, &numbered, &mut read, id)
                && let Some((merged, _)) = merge(&read, &order)
            {
                let findings = Findings::new(&files);
                check::stale::check(&findings, &Model::read(&aside, &merged), today, before);
                all.extend(findings.into_list());
            }
        }
        // A law of a foundation is found once in each pack on top of it.
        Diagnostics::new(all).0
    }

    /// Compiles one pack and those that it builds on, and no others: what a
    /// single question needs. It is not looked at for doubts. An unknown id gives
    /// a library without that pack.
    ///
    /// # Errors
    ///
    /// All mistakes of the files of these packs.
    pub fn with_pack<'s>(
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
        id: &str,
    ) -> Result<Library, Diagnostics> {
        Library::load(&folders(sources), &[id], false).or_errors()
    }

    /// A compiled pack as bytes, for building it into a program: what
    /// [`Library::from_compiled`] reads in a fraction of the time that compiling takes.
    /// `None` where there is no such pack.
    ///
    /// The bytes are good for this very version of the engine only.
    pub fn compiled(&self, id: &str) -> Option<Vec<u8>> {
        postcard::to_stdvec(&(ENGINE, self.pack(id)?)).ok()
    }

    /// The library of one pack that was compiled before.
    ///
    /// # Errors
    ///
    /// The bytes are not those of a pack compiled by this version of the engine.
    pub fn from_compiled(bytes: &[u8]) -> Result<Library, NotCompiled> {
        // The version first: of another version not even the form is known.
        let (engine, rest) = postcard::take_from_bytes::<&str>(bytes).map_err(|_| NotCompiled)?;
        if engine != ENGINE {
            return Err(NotCompiled);
        }
        let pack: Pack = postcard::from_bytes(rest).map_err(|_| NotCompiled)?;
        let mut library = Library::default();
        library.packs.insert(pack.id.clone(), pack);
        Ok(library)
    }

    /// The packs of both; of a pack that both have, the other's.
    #[must_use]
    pub fn join(mut self, other: Library) -> Library {
        self.packs.extend(other.packs);
        self.warnings.extend(other.warnings);
        self
    }

    /// The pack of a jurisdiction.
    pub fn pack(&self, id: &str) -> Option<&Pack> {
        self.packs.get(id)
    }

    /// All packs, by id.
    pub fn packs(&self) -> impl Iterator<Item = &Pack> {
        self.packs.values()
    }

    /// The pack that somebody means who writes its id, its name or its abbreviation, or
    /// one of them with a slip of the hand.
    ///
    /// ```
    /// use recoup_engine::graph::{Library, Meant};
    ///
    /// let pack = r#"
    /// [pack]
    /// id = "us-zz"
    /// name = "Nowhere"
    /// version = "2026-11-21"
    ///
    /// [event.judgment_entered]
    /// title = "Judgment entered"
    /// "#;
    /// let library = Library::from_sources([("us-zz/pack.toml", pack)])?;
    /// assert_eq!(library.meant("Nowhere"), Meant::Pack("us-zz"));
    /// assert_eq!(library.meant("ZZ"), Meant::Pack("us-zz"));
    /// assert_eq!(library.meant("Nowehre"), Meant::Pack("us-zz"));
    /// assert_eq!(library.meant("us-zy"), Meant::NoPackYet);
    /// assert_eq!(library.meant("Utopia"), Meant::Nothing);
    /// # Ok::<(), recoup_engine::diagnostic::Diagnostics>(())
    /// ```
    pub fn meant(&self, word: &str) -> Meant<'_> {
        let plain = |text: &str| text.trim().to_lowercase().replace([' ', '_'], "-");
        let word = plain(word);
        let packs = || self.packs.values().filter(|pack| !pack.foundation);
        let short = |pack: &'_ Pack| pack.id.split_once('-').map(|(_, short)| short.to_owned());
        let named = |pack: &&Pack| {
            pack.id == word || plain(&pack.name) == word || short(pack).as_ref() == Some(&word)
        };
        if let Some(pack) = packs().find(named) {
            return Meant::Pack(&pack.id);
        }
        if packs().any(|pack| is_shaped_as(&word, &pack.id)) {
            return Meant::NoPackYet;
        }
        let slip =
            |pack: &&Pack| is_a_slip_of(&word, &pack.id) || is_a_slip_of(&word, &plain(&pack.name));
        packs().find(slip).map_or(Meant::Nothing, |pack| Meant::Pack(&pack.id))
    }

    /// What is doubtful in the packs, though it does not stop the work.
    pub fn warnings(&self) -> &[Diagnostic] {
        &self.warnings
    }

    /// A pack as it stands with everything that it builds on: each definition
    /// with its keys, and for each key the place that it comes from.
    ///
    /// # Errors
    ///
    /// What stops the files from being read; what the definitions say is not checked.
    pub fn resolved<'s>(
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
        id: &str,
    ) -> Result<Vec<Definition>, Diagnostics> {
        let folders = folders(sources);
        let (files, numbered) = number(&folders);
        let mut list = Vec::new();
        let findings = Findings::new(&files);
        let mut read = BTreeMap::new();
        if numbered.contains_key(id)
            && let Some((order, _)) = chain(&findings, &numbered, &mut read, id)
            && let Some((merged, _)) = merge(&read, &order)
        {
            for (kind, node) in &merged.0 {
                let Value::Table(definitions) = &node.value else {
                    continue;
                };
                for (id, definition) in &definitions.0 {
                    let Value::Table(keys) = &definition.value else {
                        continue;
                    };
                    list.push(Definition {
                        kind: kind.value.clone(),
                        id: id.value.clone(),
                        heading: format!("[{}.{}]", kind.value, Key(&id.value)),
                        keys: keys
                            .0
                            .iter()
                            .map(|(key, node)| {
                                let line = format!("{} = {}", Key(&key.value), node.value);
                                (line, files.place(key.at))
                            })
                            .collect(),
                    });
                }
            }
        }
        findings.or_errors(list)
    }

    /// Packs as they stand with everything that they build on, value by value; the
    /// files say where each stands. An unknown id is left out.
    pub(crate) fn wholes<'s>(
        sources: impl IntoIterator<Item = (&'s str, &'s str)>,
        wanted: &[&str],
    ) -> Result<(Files, Vec<Whole>), Diagnostics> {
        let folders = folders(sources);
        let (files, numbered) = number(&folders);
        let findings = Findings::new(&files);
        let mut wholes = Vec::new();
        for id in wanted.iter().filter(|id| numbered.contains_key(**id)) {
            let mut read = BTreeMap::new();
            if let Some((order, _)) = chain(&findings, &numbered, &mut read, id)
                && let Some((tables, _)) = merge(&read, &order)
                && let Some(Some(own)) = read.remove(*id)
            {
                let below = order.into_iter().filter(|below| below != id).collect();
                let id = (*id).to_owned();
                wholes.push(Whole { id, head: own.head_as_written, tables, below });
            }
        }
        let wholes = findings.or_errors(wholes)?;
        Ok((files, wholes))
    }

    fn load(folders: &BTreeMap<&str, Folder<'_>>, wanted: &[&str], doubts: bool) -> Loaded {
        let (files, numbered) = number(folders);
        let mut all_findings = Vec::new();
        if let Some(too_many) = too_many_files(&files, folders) {
            return Loaded { packs: BTreeMap::new(), found: too_many };
        }
        let mut read: BTreeMap<String, Option<Read>> = BTreeMap::new();
        let mut packs = BTreeMap::new();
        let mut models = Vec::new();
        for id in wanted {
            if !numbered.contains_key(id) {
                continue;
            }
            let findings = Findings::new(&files);
            if let Some((order, hash)) = chain(&findings, &numbered, &mut read, id)
                && let Some((pack, model)) = resolve(&findings, &read, &order, hash, doubts)
            {
                packs.insert(pack.id.clone(), pack);
                models.push(model);
            }
            all_findings.extend(findings.into_list());
        }
        if doubts {
            let findings = Findings::new(&files);
            check::across(&findings, &models);
            all_findings.extend(findings.into_list());
        }
        Loaded { packs, found: Diagnostics::new(all_findings) }
    }
}

/// Whether a word is an id of the same country: `us-fl` is one as `us-ca` is.
fn is_shaped_as(word: &str, id: &str) -> bool {
    let (Some((here, state)), Some((there, other))) = (word.split_once('-'), id.split_once('-'))
    else {
        return false;
    };
    here == there && state.len() == other.len() && state.bytes().all(|it| it.is_ascii_alphabetic())
}

/// The packs that compiled, and all that was found.
struct Loaded {
    packs: BTreeMap<String, Pack>,
    found: Diagnostics,
}

impl Loaded {
    fn or_errors(self) -> Result<Library, Diagnostics> {
        if self.found.has_errors() {
            return Err(self.found);
        }
        Ok(Library { packs: self.packs, warnings: self.found.0 })
    }
}

pub(super) fn folders<'s>(
    sources: impl IntoIterator<Item = (&'s str, &'s str)>,
) -> BTreeMap<&'s str, Folder<'s>> {
    let mut folders: BTreeMap<&str, Folder<'_>> = BTreeMap::new();
    for (name, text) in sources {
        let mut parts = name.split('/');
        if let Some(folder) = parts.next()
            && !name.contains("/examples/")
            && name.ends_with(".toml")
        {
            folders.entry(folder).or_insert(Folder { files: Vec::new() }).files.push((name, text));
        }
    }
    for folder in folders.values_mut() {
        folder.files.sort_unstable();
    }
    folders
}

/// Numbers all files: every finding points into them.
pub(super) fn number<'s>(folders: &BTreeMap<&'s str, Folder<'s>>) -> (Files, Numbered<'s>) {
    let mut files = Files::default();
    let numbered = folders
        .iter()
        .map(|(id, folder)| {
            let list = folder.files.iter().map(|(name, text)| (files.add(name, text), *text));
            (*id, list.collect())
        })
        .collect();
    (files, numbered)
}

/// Files are told apart by numbers of 16 bits.
fn too_many_files(files: &Files, folders: &BTreeMap<&str, Folder<'_>>) -> Option<Diagnostics> {
    const MOST: usize = 60_000;
    let number: usize = folders.values().map(|folder| folder.files.len()).sum();
    if number <= MOST {
        return None;
    }
    let findings = Findings::new(files);
    findings
        .error(
            Code::TooLarge,
            At { file: 0, start: 0, end: 0 },
            format!("these are {number} files, more than the law of any country needs"),
        )
        .expected(format!("at most {MOST}"))
        .keep();
    Some(Diagnostics::new(findings.into_list()))
}

/// Reads a pack and those that it builds on; gives their ids, each after all that
/// it builds on, and the hash over all of them.
pub(super) fn chain(
    findings: &Findings<'_>,
    files: &Numbered<'_>,
    read: &mut BTreeMap<String, Option<Read>>,
    id: &str,
) -> Option<(Vec<String>, String)> {
    /// On the way down to a pack, and back with all that it builds on in order.
    enum Way {
        Down(String),
        Back(String),
    }
    let mut order: Vec<String> = Vec::new();
    let mut ways = vec![Way::Down(id.to_owned())];
    let mut seen = HashSet::new();
    while let Some(way) = ways.pop() {
        let id = match way {
            Way::Back(id) => {
                order.push(id);
                continue;
            }
            Way::Down(id) => id,
        };
        if !seen.insert(id.clone()) {
            continue;
        }
        // Findings of a lower pack are reported with each pack on top of it and merged later.
        let pack = read_pack(findings, &id, &files[id.as_str()]);
        // A pack that is not in order yet is one on the way down here, or this one.
        let in_circle = |name: &&Text| seen.contains(&name.value) && !order.contains(&name.value);
        if let Some(pack) = &pack
            && let Some(name) = pack.head.builds_on.iter().find(in_circle)
        {
            findings
                .error(
                    Code::Cycle,
                    name.at,
                    format!("the pack `{id}` builds on `{}`, which builds on it", name.value),
                )
                .keep();
            return None;
        }
        let missing = pack.as_ref().is_some_and(|pack| {
            let unknown =
                pack.head.builds_on.iter().filter(|name| !files.contains_key(name.value.as_str()));
            let mut any = false;
            for name in unknown {
                let known = files.keys().copied().filter(|known| *known != id);
                findings.unknown_name(name.at, "pack", &name.value, known);
                any = true;
            }
            any
        });
        if missing {
            return None;
        }
        let below: Vec<String> = pack
            .iter()
            .flat_map(|pack| &pack.head.builds_on)
            .map(|name| name.value.clone())
            .collect();
        let broken = pack.is_none();
        read.insert(id.clone(), pack);
        if broken {
            return None;
        }
        ways.push(Way::Back(id));
        ways.extend(below.into_iter().rev().map(Way::Down));
    }
    let mut hasher = Sha256::new();
    for id in &order {
        if let Some(Some(pack)) = read.get(id) {
            hasher.update(id.as_bytes());
            hasher.update([0]);
            hasher.update(pack.hash);
        }
    }
    let hash = hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect();
    Some((order, hash))
}

/// Reads the files of one pack into its head and one table of tables.
fn read_pack(findings: &Findings<'_>, id: &str, files: &[(u16, &str)]) -> Option<Read> {
    let mut head: Option<(Head, Node, At)> = None;
    let mut tables = Table::default();
    let mut hasher = Sha256::new();
    let (mut broken, mut stands) = (false, false);
    for (file, text) in files {
        hasher.update(text.as_bytes());
        hasher.update([0]);
        let found_before = findings.number();
        let top = read_toml(findings, *file, text);
        broken |= findings.number() > found_before;
        for (kind, node) in top.0 {
            if kind.value == "pack" {
                stands = true;
                if let Some((_, _, first)) = &head {
                    findings
                        .error(Code::Duplicate, kind.at, "`[pack]` stands twice")
                        .related(*first, "first here")
                        .keep();
                } else if let Some(read) = Head::read(findings, &node, kind.at) {
                    head = Some((read, node, kind.at));
                }
            } else if grammar::kind(&kind.value).is_some() {
                add(findings, &mut tables, kind, node);
            } else {
                findings
                    .error(Code::UnknownKey, kind.at, format!("a pack has no `{}`", kind.value))
                    .one_of(
                        &kind.value,
                        grammar::KINDS.iter().map(|(kind, _)| *kind).chain(["pack"]),
                    )
                    .keep();
            }
        }
    }
    let first = At { file: files[0].0, start: 0, end: 0 };
    if broken {
        // What a broken file defines is not known: looking up names would only mislead.
        return None;
    }
    let Some((head, head_as_written, _)) = head else {
        if stands {
            // What is wrong with it has been said.
            return None;
        }
        findings
            .error(Code::MissingKey, first, format!("the pack `{id}` has no table `[pack]`"))
            .expected("`[pack]` with `id`, `name` and `version` in one of its files")
            .keep();
        return None;
    };
    if head.id.value != id {
        findings
            .error(
                Code::WrongValue,
                head.id.at,
                format!("the pack calls itself `{}`, but its folder is `{id}`", head.id.value),
            )
            .expected(format!("`{id}`"))
            .keep();
    }
    Some(Read { head, head_as_written, tables, hash: hasher.finalize().into() })
}

/// Adds a table of definitions to those of the pack; an id may come once.
fn add(findings: &Findings<'_>, tables: &mut Table, kind: Text, node: Node) {
    let Some(slot) = tables.0.iter().position(|(name, _)| name.value == kind.value) else {
        tables.0.push((kind, node));
        return;
    };
    let (Value::Table(known), Value::Table(more)) = (&mut tables.0[slot].1.value, node.value)
    else {
        findings
            .error(Code::WrongType, kind.at, format!("`{}` is not a table", kind.value))
            .expected(format!("tables such as `[{}.some_id]`", kind.value))
            .keep();
        return;
    };
    let mut places = places_of(known);
    for (id, definition) in more.0 {
        if let Some(first) = places.get(&id.value).map(|at| known.0[*at].0.at) {
            findings
                .error(
                    Code::Duplicate,
                    id.at,
                    format!("the {} `{}` is defined twice in this pack", kind.value, id.value),
                )
                .related(first, "first here")
                .keep();
        } else {
            places.insert(id.value.clone(), known.0.len());
            known.0.push((id, definition));
        }
    }
}

/// Lays packs over each other and compiles the outcome.
fn resolve(
    findings: &Findings<'_>,
    read: &BTreeMap<String, Option<Read>>,
    order: &[String],
    hash: String,
    doubts: bool,
) -> Option<(Pack, Model)> {
    let (merged, head) = merge(read, order)?;
    let model = Model::read(findings, &merged);
    // Names are looked up even after mistakes, so that all come out at once.
    let broken = if findings.any_errors() { model.unread(&merged) } else { HashSet::new() };
    let builds_on = order.iter().rev().skip(1).cloned().collect();
    let below = doubts.then(|| {
        let mut below = Below::default();
        for (_, pack) in read.iter().filter(|(id, _)| order.contains(id) && **id != head.id.value) {
            let Some(pack) = pack else { continue };
            below.remedies.extend(pack.head.remedies.iter().map(|one| one.value.clone()));
            let expects = pack.head.expects.iter();
            below.expects.extend(expects.map(|(kind, id)| (*kind, id.value.clone())));
            below.citations.extend(pack.head.citations.iter().cloned());
        }
        below
    });
    let pack = compile(findings, head, builds_on, hash, &model, &broken, below.as_ref())?;
    Some((pack, model))
}

/// Lays packs over each other, deepest first; gives the head of the topmost.
pub(super) fn merge<'r>(
    read: &'r BTreeMap<String, Option<Read>>,
    order: &[String],
) -> Option<(Table, &'r Head)> {
    let mut merged = Table::default();
    let mut head = None;
    for id in order {
        let pack = read.get(id)?.as_ref()?;
        for (kind, node) in &pack.tables.0 {
            let Value::Table(definitions) = &node.value else {
                merged.0.push((kind.clone(), node.clone()));
                continue;
            };
            let at = merged.0.iter().position(|(name, _)| name.value == kind.value);
            let at = at.unwrap_or_else(|| {
                let empty = Node { value: Value::Table(Table::default()), at: node.at };
                merged.0.push((kind.clone(), empty));
                merged.0.len() - 1
            });
            if let Value::Table(known) = &mut merged.0[at].1.value {
                lay_over(known, definitions);
                // These are told in the pack's own order; what it takes over as it is follows.
                if ["period", "procedure"].contains(&kind.value.as_str()) {
                    let own = places_of(definitions);
                    known
                        .0
                        .sort_by_key(|(id, _)| own.get(&id.value).copied().unwrap_or(usize::MAX));
                }
            }
        }
        head = Some(&pack.head);
    }
    Some((merged, head?))
}

/// Lays definitions over those of a lower pack, key by key.
fn lay_over(known: &mut Table, definitions: &Table) {
    // The ids of one table are unlike each other, so new ones need not be added here.
    let places = places_of(known);
    for (id, definition) in &definitions.0 {
        let Some(at) = places.get(&id.value) else {
            known.0.push((id.clone(), definition.clone()));
            continue;
        };
        let (name, below) = &mut known.0[*at];
        match (&mut below.value, &definition.value) {
            (Value::Table(below), Value::Table(above)) => {
                below.override_by(above);
                *name = id.clone();
            }
            _ => *below = definition.clone(),
        }
    }
}

/// Where each id of a table stands in it.
fn places_of(table: &Table) -> HashMap<String, usize> {
    table.0.iter().enumerate().map(|(at, (id, _))| (id.value.clone(), at)).collect()
}
