//! The picture of a whole pack: for each theme what happens, what runs, what holds
//! and what may be done, from left to right.
//!
//! A thing that acts on many procedures would draw a line to each of them, and a
//! hundred lines say nothing. It stands above all with a number, and the boxes
//! name the number. What is said already is not said again: whoever needs that
//! the judgment can be enforced needs no line from all that this needs.
//!
//! Knows the law as the engine tells it. Must not know coordinates.

use std::collections::{BTreeMap, BTreeSet};

use recoup_engine::graph::{Edge, Element, Force, Manner, Part, Tie};

use super::layout::reading_order;
use super::picture::{Column, Kind, Node, Picture, Section};
use super::subject::{Draft, Strand, Subject};
use super::words;

/// A thing that acts on more procedures than so many has a number instead of lines.
const MANY: usize = 4;

/// Draws a whole pack. `theme` says under which heading a procedure stands.
pub(super) fn map(subject: &Subject<'_>, theme: impl Fn(&str) -> String) -> Picture {
    let mut map = Map::new(subject);
    let mut themes: Vec<(String, Vec<Element>)> = Vec::new();
    for element in subject.elements().filter(|one| Kind::of(*one) == Kind::Procedure) {
        let name = theme(subject.pack.name_of(element));
        match themes.iter_mut().find(|(known, _)| *known == name) {
            Some((_, members)) => members.push(element),
            None => themes.push((name, vec![element])),
        }
    }
    let mut first = map.members.clone();
    let mut bands: Vec<BTreeSet<Element>> =
        themes.iter().map(|(_, members)| map.all_behind(members)).collect();
    for element in subject.elements() {
        let is_left = matches!(Kind::of(element), Kind::Period | Kind::Status)
            && !first.contains(&element)
            && !bands.iter().any(|band| band.contains(&element));
        if is_left {
            let more = map.all_behind(&[element]);
            match map.nearest(element, &bands) {
                Some(at) => bands[at].extend(more),
                None => first.extend(more),
            }
        }
    }
    let mut sections = Vec::new();
    if !first.is_empty() {
        let heading = if themes.is_empty() { "What happens and holds" } else { ABOVE_ALL };
        // Numbered as they stand, from top to bottom, column by column.
        let order = reading_order(&map.section(heading, &first, true));
        let numbered = order.into_iter().filter(|element| map.tags.contains_key(element));
        map.tags = numbered.zip(1..).map(|(element, at)| (element, format!("{at}"))).collect();
        sections.push(map.section(heading, &first, true));
    }
    for ((heading, _), band) in themes.iter().zip(&bands) {
        sections.push(map.section(heading, band, false));
    }
    let mut notes = Vec::new();
    if !map.tags.is_empty() {
        notes.push(format!(
            "A number in brackets is a thing of the first part, “{ABOVE_ALL}”: what acts on more \
             than {MANY} procedures, and all that acts on it."
        ));
    }
    notes.push(
        "Left out: facts of the case, forms, figures, what decides if an event counts, and what \
         follows from a line that is drawn. With --focus nothing is left out."
            .to_owned(),
    );
    let count = |kind| subject.elements().filter(|one| Kind::of(*one) == kind).count();
    Picture {
        title: format!("{}: what starts, opens and bars what", subject.pack.title),
        about: vec![format!("The law as the pack {} states it.", subject.pack.id)],
        summary: summary(subject, &map, &themes, count(Kind::Period), count(Kind::Procedure)),
        sections,
        of_a_case: subject.states.is_some(),
        notes,
    }
}

const ABOVE_ALL: &str = "What much depends on";

fn summary(
    subject: &Subject<'_>,
    map: &Map<'_>,
    themes: &[(String, Vec<Element>)],
    periods: usize,
    procedures: usize,
) -> String {
    let title = |element: Element| subject.pack.sketch(element).title;
    let mut text = format!(
        "A map of {}: {periods} periods and {procedures} procedures. From left to right: what \
         happens, what runs, what holds, what may be done.",
        subject.pack.name
    );
    if !map.tags.is_empty() {
        let much: Vec<&str> = map.tags.keys().map(|element| title(*element)).collect();
        text.push_str(&format!(" Much depends on: {}.", much.join("; ")));
    }
    for (theme, members) in themes {
        let told = members.iter().map(|element| {
            let entry = subject.entry(*element, false);
            match entry.state {
                Some(state) => format!("{} ({})", entry.title, state.words),
                None => entry.title,
            }
        });
        let told: Vec<String> = told.collect();
        text.push_str(&format!(" {theme}: {}.", told.join("; ")));
    }
    text
}

struct Map<'a> {
    subject: &'a Subject<'a>,
    /// What is drawn or named.
    ties: Vec<Tie>,
    /// What acts on many, and all that acts on it.
    members: BTreeSet<Element>,
    /// The conditions among them, each with its number.
    tags: BTreeMap<Element, String>,
    /// Those that are named by their number wherever they act.
    stops: BTreeSet<Element>,
}

impl<'a> Map<'a> {
    fn new(subject: &'a Subject<'a>) -> Map<'a> {
        let drawn = |tie: &&Tie| {
            !matches!(tie.part, Part::Done | Part::Form | Part::Completion | Part::Moot)
                && !matches!(tie.from, Element::Fact(_))
                && !matches!(tie.to, Element::Figure(_))
                && (tie.part == Part::Records || !matches!(tie.to, Element::Event(_)))
        };
        let all: Vec<Tie> = subject.ties.iter().filter(drawn).copied().collect();
        let mut behind = Behind::new();
        for tie in &all {
            behind.entry(tie.to).or_default().push(*tie);
        }
        let ties: Vec<Tie> =
            all.into_iter().filter(|tie| !follows_from_another(tie, &behind)).collect();
        let mut reach: BTreeMap<Element, BTreeSet<Element>> = BTreeMap::new();
        for tie in &ties {
            let counts = matches!(Kind::of(tie.from), Kind::Period | Kind::Status);
            if counts && Kind::of(tie.to) == Kind::Procedure {
                reach.entry(tie.from).or_default().insert(tie.to);
            }
        }
        let many: Vec<Element> =
            reach.into_iter().filter(|(_, to)| to.len() > MANY).map(|(from, _)| from).collect();
        let mut map = Map {
            subject,
            ties,
            members: BTreeSet::new(),
            stops: BTreeSet::new(),
            tags: BTreeMap::new(),
        };
        map.members = map.all_behind(&many);
        let conditions = map.members.iter().copied();
        let conditions =
            conditions.filter(|it| matches!(Kind::of(*it), Kind::Period | Kind::Status));
        map.tags = conditions.map(|element| (element, String::new())).collect();
        // The time in which something is done is drawn with it, though other things ask for it too.
        map.stops = map
            .tags
            .keys()
            .copied()
            .filter(|it| many.contains(it) || !map.is_a_time_for(*it))
            .collect();
        map
    }

    /// Whether a period opens procedures.
    fn is_a_time_for(&self, element: Element) -> bool {
        let opens = |tie: &Tie| {
            tie.from == element && tie.edge == Edge::Opens && Kind::of(tie.to) == Kind::Procedure
        };
        Kind::of(element) == Kind::Period && self.ties.iter().any(opens)
    }

    /// Things, and all that acts on them, but for what is named by its number.
    fn all_behind(&self, things: &[Element]) -> BTreeSet<Element> {
        let mut found: BTreeSet<Element> = things.iter().copied().collect();
        let mut open: Vec<Element> = things.to_vec();
        while let Some(here) = open.pop() {
            let behind = self.ties.iter().filter(|tie| tie.to == here && tie.part != Part::Records);
            for tie in behind {
                if !self.stops.contains(&tie.from) && found.insert(tie.from) {
                    open.push(tie.from);
                }
            }
        }
        found
    }

    /// The band with which a thing shares most of what acts on it.
    fn nearest(&self, element: Element, bands: &[BTreeSet<Element>]) -> Option<usize> {
        let about: Vec<Element> =
            self.ties.iter().filter(|tie| tie.to == element).map(|tie| tie.from).collect();
        let likeness = |band: &BTreeSet<Element>| {
            let recorded = about.iter().filter(|event| {
                self.ties.iter().any(|tie| {
                    tie.part == Part::Records && tie.to == **event && band.contains(&tie.from)
                })
            });
            3 * recorded.count() + about.iter().filter(|one| band.contains(one)).count()
        };
        let found = bands.iter().enumerate().rev().max_by_key(|(_, band)| likeness(band))?;
        (likeness(found.1) > 0).then_some(found.0)
    }

    fn section(&self, heading: &str, members: &BTreeSet<Element>, above_all: bool) -> Section {
        let mut drafts = Vec::new();
        let mut at = BTreeMap::new();
        for element in members {
            at.insert(*element, drafts.len());
            let mut entry = self.subject.entry(*element, false);
            entry.tag = self.tags.get(element).cloned();
            let column = match Kind::of(*element) {
                Kind::Event | Kind::Fact => 0,
                Kind::Period => 1,
                Kind::Status => STATUSES,
                Kind::Procedure | Kind::Figure => 3,
            };
            let heading = if above_all { None } else { self.named(*element) };
            if let Some(records) = self.records(*element) {
                entry.below.push(records);
            }
            drafts.push(Draft { column, chosen: false, heading, entry });
        }
        if above_all {
            self.spread_statuses(&mut drafts);
        }
        let mut strands: Vec<Strand> = Vec::new();
        for tie in self.ties.iter().filter(|tie| tie.part != Part::Records) {
            let (Some(from), Some(to)) = (at.get(&tie.from), at.get(&tie.to)) else { continue };
            match strands.iter_mut().find(|one| (one.from, one.to) == (*from, *to)) {
                Some(strand) => strand.ties.push(*tie),
                None => {
                    strands.push(Strand { from: *from, to: *to, ties: vec![*tie], label: None });
                }
            }
        }
        let (nodes, links) = self.subject.put_together(drafts, &strands);
        let has_line = |at: usize| links.iter().any(|link| link.from == at || link.to == at);
        let mut kept = Vec::new();
        let (mut with, mut without): (Vec<Node>, Vec<Node>) = (Vec::new(), Vec::new());
        for (number, node) in nodes.into_iter().enumerate() {
            if has_line(number) {
                kept.push(with.len());
                with.push(node);
            } else {
                kept.push(usize::MAX);
                without.push(node);
            }
        }
        let mut links = links;
        for link in &mut links {
            (link.from, link.to) = (kept[link.from], kept[link.to]);
        }
        let mut section = Section {
            heading: Some(heading.to_owned()),
            key: if above_all { Vec::new() } else { self.key(members) },
            columns: columns(above_all),
            nodes: with,
            links,
            lists: without,
        };
        leave_out_empty_columns(&mut section);
        section
    }

    /// Moves statuses that rest on others to the right of these.
    fn spread_statuses(&self, drafts: &mut [Draft]) {
        for _ in 0..FURTHEST - STATUSES {
            let before: BTreeMap<Element, usize> =
                drafts.iter().map(|draft| (draft.entry.element, draft.column)).collect();
            for draft in drafts.iter_mut().filter(|draft| draft.column >= STATUSES) {
                let rests_on = self.ties.iter().filter(|tie| {
                    tie.to == draft.entry.element && Kind::of(tie.from) == Kind::Status
                });
                let rests_on = rests_on.filter_map(|tie| before.get(&tie.from)).max();
                if let Some(column) = rests_on {
                    draft.column = (column + 1).min(FURTHEST);
                }
            }
        }
    }

    /// What the numbers stand for that some things name.
    fn key(&self, members: &BTreeSet<Element>) -> Vec<String> {
        let named = |tie: &&Tie| members.contains(&tie.to) && self.stops.contains(&tie.from);
        let named: BTreeSet<Element> = self.ties.iter().filter(named).map(|tie| tie.from).collect();
        let mut key: Vec<(&String, Element)> =
            named.iter().filter_map(|one| Some((self.tags.get(one)?, *one))).collect();
        key.sort_by_key(|(tag, _)| (tag.len(), *tag));
        let told = key.into_iter().map(|(tag, element)| {
            let entry = self.subject.entry(element, false);
            let state = entry.state.map_or_else(String::new, |state| format!(" — {}", state.words));
            format!("({tag}) {}{state}", entry.title)
        });
        told.collect()
    }

    /// What acts on a thing and has a number.
    fn named(&self, element: Element) -> Option<String> {
        let described = self.subject.pack.sketch(element);
        if !described.available {
            return Some(format!("There is none in {}", self.subject.pack.name));
        }
        let mut told: Vec<(String, Vec<&str>)> = Vec::new();
        for tie in self.ties.iter().filter(|tie| tie.to == element) {
            let Some(tag) = self.tags.get(&tie.from) else { continue };
            if !self.stops.contains(&tie.from) {
                continue;
            }
            let plain = matches!(tie.manner, Manner::Itself | Manner::Runs)
                && matches!(tie.part, Part::OnlyIf | Part::Open)
                && matches!(tie.force, Force::Alone | Force::Needed);
            let how = match (plain, tie.contrary) {
                (true, false) => "needs".to_owned(),
                (true, true) => "not while".to_owned(),
                _ => format!("{}:", words::label(tie)),
            };
            match told.iter_mut().find(|(known, _)| *known == how) {
                Some((_, tags)) if tags.contains(&tag.as_str()) => {}
                Some((_, tags)) => tags.push(tag),
                None => told.push((how, vec![tag])),
            }
        }
        told.sort_by_key(|(how, _)| (how != "needs", how != "not while"));
        let told: Vec<String> = told
            .into_iter()
            .map(|(how, mut tags)| {
                tags.sort_by_key(|tag| (tag.len(), *tag));
                format!("{how} ({})", tags.join(") ("))
            })
            .collect();
        (!told.is_empty()).then(|| told.join(", "))
    }

    /// What doing a procedure records.
    fn records(&self, element: Element) -> Option<String> {
        let recorded =
            self.ties.iter().filter(|tie| tie.part == Part::Records && tie.from == element);
        let titles: Vec<&str> =
            recorded.map(|tie| self.subject.pack.sketch(tie.to).title).collect();
        (!titles.is_empty()).then(|| format!("→ {}", titles.join("; ")))
    }
}

/// The column of statuses, and the last one of those that rest on others.
const STATUSES: usize = 2;
const FURTHEST: usize = 4;

fn columns(above_all: bool) -> Vec<Column> {
    let column = |heading, width| Column {
        heading: Some(heading),
        width,
        across: 1,
        to_the_right: false,
        gap: 84.0,
    };
    let happens = column("What happens", 210.0);
    if above_all {
        let (runs, holds) = (column("What runs", 215.0), column("What holds", 225.0));
        let (follows, further) = (column("What follows", 225.0), column("And from that", 225.0));
        return vec![happens, runs, holds, follows, further];
    }
    vec![
        happens,
        column("What runs", 250.0),
        column("What holds", 250.0),
        column("What may be done", 310.0),
    ]
}

fn leave_out_empty_columns(section: &mut Section) {
    for column in (0..section.columns.len()).rev() {
        if section.nodes.iter().all(|node| node.column != column) && section.columns.len() > 1 {
            section.columns.remove(column);
            for node in section.nodes.iter_mut().filter(|node| node.column > column) {
                node.column -= 1;
            }
        }
    }
}

/// The ties of each thing that is acted upon.
type Behind = BTreeMap<Element, Vec<Tie>>;

/// Whether a tie says nothing that another one to the same thing does not imply: what is
/// needed for something needed is needed.
fn follows_from_another(tie: &Tie, all: &Behind) -> bool {
    let needed = |one: &Tie| {
        matches!(one.part, Part::OnlyIf | Part::Open | Part::When)
            && matches!(one.force, Force::Needed | Force::Alone)
    };
    if !needed(tie) || !has_a_plain_contrary(tie) {
        return false;
    }
    let is_it = |found: &Tie, contrary: bool| {
        (found.from, found.manner, contrary) == (tie.from, tie.manner, tie.contrary)
    };
    let others = all.get(&tie.to).into_iter().flatten().filter(|one| *one != tie && needed(one));
    others
        .filter(|one| matches!(one.from, Element::Status(_)) && one.manner == Manner::Itself)
        .any(|one| implies(one.from, one.contrary, all, is_it))
}

/// Not so of a tie of two events at once.
fn has_a_plain_contrary(tie: &Tie) -> bool {
    !matches!(tie.manner, Manner::Begins | Manner::Undoes | Manner::Dated)
}

/// Whether that a status holds, or does not, implies something that is looked for.
fn implies(
    status: Element,
    contrary: bool,
    all: &Behind,
    is_it: impl Fn(&Tie, bool) -> bool,
) -> bool {
    let mut seen = BTreeSet::from([(status, contrary)]);
    let mut open = vec![(status, contrary)];
    while let Some((status, contrary)) = open.pop() {
        for part in all.get(&status).into_iter().flatten() {
            // Where it holds, so does what is needed; where it does not, nothing that is enough.
            let follows = match part.force {
                Force::Alone => true,
                Force::Needed => !contrary,
                Force::Enough => contrary,
                Force::Partly => false,
            };
            if !follows || part.part != Part::When || !has_a_plain_contrary(part) {
                continue;
            }
            let turned = part.contrary != contrary;
            if is_it(part, turned) {
                return true;
            }
            let next = (part.from, turned);
            if matches!(part.from, Element::Status(_)) && seen.insert(next) {
                open.push(next);
            }
        }
    }
    false
}
