//! What the probes found, gathered for people: for each thing that moved what it moved
//! from and to, in how many probes, what those cases have in common, and the smallest
//! of them.
//!
//! Knows probes. Must not know how anything is printed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::outcome::{Difference, Outcome, Part, differences};
use super::probe::{Probe, Prober, Probes};
use super::story::{Said, Story};
use crate::assess::Answer;
use crate::date::{Day, InWords};
use crate::graph::{Kind, Pack};

/// Something whose answers differ.
#[derive(Debug, Clone, Serialize)]
pub struct Moved {
    /// What part of an answer it is.
    pub part: Part,
    /// Its id; empty where the whole answer is meant.
    pub id: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// In how many probes it differs.
    pub probes: usize,
    /// What moves, the most frequent first. Dates are those of one case each.
    pub moves: Vec<Move>,
    /// What all cases in which it differs have in common and others do not.
    pub common: Vec<String>,
    /// The smallest of them.
    pub example: Example,
}

/// From what to what something moves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Move {
    /// What of it: `ends`.
    pub field: &'static str,
    /// By the old version.
    pub old: String,
    /// By the new version.
    pub new: String,
    /// In how many probes this field differs.
    pub probes: usize,
}

/// A case whose answers differ.
#[derive(Debug, Clone, Serialize)]
pub struct Example {
    /// The case file, in TOML.
    pub case: String,
    /// What it is about, in words, one sentence a line.
    pub told: Vec<String>,
    /// The day asked about.
    pub on: Day,
    /// What differs.
    pub moves: Vec<Move>,
    /// How the old version comes to its answer.
    pub old: Vec<String>,
    /// How the new version does.
    pub new: Vec<String>,
}

/// Gathers what was found.
pub(super) fn gather(prober: &Prober<'_>, probes: &Probes) -> Vec<Moved> {
    let mut of: BTreeMap<(Part, &str), Vec<&Probe>> = BTreeMap::new();
    for probe in &probes.probes {
        let parts: BTreeSet<(Part, &str)> =
            probe.differences.iter().map(|one| (one.part, one.id.as_str())).collect();
        for part in parts {
            of.entry(part).or_default().push(probe);
        }
    }
    let mut list: Vec<Moved> =
        of.into_iter().map(|(part, found)| moved(prober, probes, part, &found)).collect();
    // What changed itself first, then what rests on it.
    let far = |one: &Moved| prober.ground.far_of(one.part, &one.id);
    list.sort_by(|a, b| (far(a), a.part, b.probes, &a.id).cmp(&(far(b), b.part, a.probes, &b.id)));
    list
}

fn moved(
    prober: &Prober<'_>,
    probes: &Probes,
    (part, id): (Part, &str),
    found: &[&Probe],
) -> Moved {
    let mut fields: BTreeMap<&'static str, usize> = BTreeMap::new();
    for probe in found {
        let own = probe.differences.iter().filter(|one| one.part == part && one.id == id);
        let own: BTreeSet<&'static str> = own.map(|one| one.field).collect();
        for field in own {
            *fields.entry(field).or_default() += 1;
        }
    }
    let it = |one: &&Difference| one.part == part && one.id == id;
    // Best: one in which more than a date moves, with little said, asked soon.
    let size = |story: &Story| story.facts.len() + 2 * story.events.len();
    let weight = |probe: &&&Probe| {
        let own = || probe.differences.iter().filter(it);
        let telling = own().any(|one| is_telling(one.field));
        // What is known says more than what is not.
        let is_unsure = |one: &&Difference| is_vague(&one.old) || is_vague(&one.new);
        let unsure = own().filter(|one| is_telling(one.field)).any(|one| is_unsure(&one));
        let vague = own().filter(is_unsure).count();
        let story = &probes.cases[probe.case];
        (!telling, unsure, vague, story.events.len(), size(story), probe.on, probe.case)
    };
    let example = match found.iter().min_by_key(weight) {
        Some(probe) => {
            let own: Vec<&Difference> = probe.differences.iter().filter(it).collect();
            let story = smallest(prober, &probes.cases[probe.case], probe.on, &own);
            example(prober, &story, probe.on, part, id)
        }
        // There is one, or there would be nothing to say.
        None => example(prober, &Story::plain(Day::DAWN), Day::DAWN, part, id),
    };
    let story = &example.0;
    let mut moves: Vec<Move> = fields
        .into_iter()
        .map(|(field, number)| {
            let own = example.1.moves.iter().find(|one| one.field == field).cloned();
            let own = own.or_else(|| {
                let mut all = found.iter().flat_map(|probe| &probe.differences);
                let one = all.find(|one| it(one) && one.field == field)?;
                Some(Move { field, old: one.old.clone(), new: one.new.clone(), probes: 0 })
            });
            let (old, new) = own.map(|one| (one.old, one.new)).unwrap_or_default();
            Move { field, old, new, probes: number }
        })
        .collect();
    moves.sort_by_key(|one| std::cmp::Reverse(one.probes));
    Moved {
        part,
        id: id.to_owned(),
        title: title(prober.sides[1].pack, prober.names.old_of(id), prober.sides[0].pack, part, id),
        probes: found.len(),
        moves,
        common: common(prober, probes, found, story),
        example: example.1,
    }
}

/// Whether a field says how something stands, and not only a date of it.
fn is_telling(field: &str) -> bool {
    matches!(field, "state" | "holds" | "amount" | "fee" | "forms" | "answer" | "effect")
}

fn is_vague(said: &str) -> bool {
    matches!(said, "not known" | "unknown" | "no day" | "not there")
}

/// Whether a case still shows what moved.
fn shows(prober: &Prober<'_>, story: &Story, on: Day, moved: &[&Difference]) -> bool {
    prober.compare(story, on, |old, new| {
        let mut found = Vec::new();
        differences(old, new, prober.names, &mut found);
        moved.iter().all(|one| found.contains(one))
    })
}

/// The case without all that makes no difference to what moved.
fn smallest(prober: &Prober<'_>, story: &Story, on: Day, moved: &[&Difference]) -> Story {
    let mut story = story.clone();
    let mut again = true;
    while again {
        again = false;
        let events = (0..story.events.len()).rev().map(|at| {
            let mut less = story.clone();
            less.events.remove(at);
            less
        });
        let facts = story.facts.keys().map(|name| {
            let mut less = story.clone();
            less.facts.remove(name);
            less
        });
        let less = events.chain(facts).find(|less| shows(prober, less, on, moved));
        if let Some(less) = less {
            (story, again) = (less, true);
        }
    }
    story
}

fn example(prober: &Prober<'_>, story: &Story, on: Day, part: Part, id: &str) -> (Story, Example) {
    let (moves, old, new) = prober.compare(story, on, |old, new| {
        let mut found = Vec::new();
        differences(old, new, prober.names, &mut found);
        let own = found.into_iter().filter(|one| one.part == part && one.id == id);
        let moves: Vec<Move> = own
            .map(|one| Move { field: one.field, old: one.old, new: one.new, probes: 1 })
            .collect();
        (moves, counted(old, part, prober.names.old_of(id)), counted(new, part, id))
    });
    let pack = prober.sides[1].pack;
    let told = told(prober, story);
    (story.clone(), Example { case: story.toml(&pack.id), told, on, moves, old, new })
}

/// How an answer comes to what it says of something.
fn counted(outcome: &Outcome<'_>, part: Part, id: &str) -> Vec<String> {
    let answer: &Answer<'_> = match outcome {
        Ok(answer) => answer,
        Err(why) => return vec![why.clone()],
    };
    match part {
        Part::Deadline => {
            let runs = answer.deadlines.iter().filter(|run| run.id == id);
            runs.flat_map(|run| run.computation.lines()).collect()
        }
        Part::Procedure => {
            let found = answer.procedures.iter().filter(|it| it.id == id);
            let reasons = found.flat_map(|it| &it.reasons);
            reasons.filter(|it| it.holds != Some(true)).map(|it| it.text.clone()).collect()
        }
        Part::Warning => {
            let found = answer.warnings.iter().filter(|it| it.event == id);
            found.map(|it| it.text.clone()).collect()
        }
        _ => Vec::new(),
    }
}

/// A case in sentences.
fn told(prober: &Prober<'_>, story: &Story) -> Vec<String> {
    let pack = prober.sides[1].pack;
    let mut lines = vec![format!("Judgment entered on {}", InWords(story.entered))];
    lines.extend(story.facts.iter().map(|(name, said)| fact(pack, name, said)));
    for event in &story.events {
        let mut line = match pack.event_called(&event.event) {
            Some(id) => pack.events[id.index()].title.clone(),
            None => event.event.clone(),
        };
        let said: Vec<String> =
            event.said.iter().map(|(name, said)| of_event(pack, name, said)).collect();
        if !said.is_empty() {
            line.push_str(&format!(" ({})", said.join("; ")));
        }
        lines.push(format!("{line} on {}", InWords(event.on)));
    }
    lines
}

/// A fact in a sentence.
fn fact(pack: &Pack, name: &str, said: &Said) -> String {
    let Some(at) = pack.fact_called(name) else { return name.to_owned() };
    let fact = &pack.facts[at];
    sentence(&fact.kind, &fact.title, said)
}

fn of_event(pack: &Pack, name: &str, said: &Said) -> String {
    let found = pack.attributes.iter().find(|attribute| attribute.id == name);
    match (found.map(|it| &it.kind), said) {
        (Some(Kind::EventName), Said::Word(word)) => {
            let event = pack.event_called(word).map(|id| &pack.events[id.index()].title);
            event.unwrap_or(word).clone()
        }
        (Some(kind), said) => sentence(kind, name, said),
        (None, _) => name.to_owned(),
    }
}

fn sentence(kind: &Kind, title: &str, said: &Said) -> String {
    match (kind, said) {
        (Kind::YesNo { yes, .. }, Said::Flag(true)) => yes.clone(),
        (Kind::YesNo { no, .. }, Said::Flag(false)) => no.clone(),
        (Kind::Choice(words), Said::Word(word)) => {
            let found = words.iter().find(|(known, _)| known == word);
            found.map_or(word, |(_, sentence)| sentence).clone()
        }
        (_, Said::Word(word)) => format!("{title}: {word}"),
        (_, Said::Amount(amount)) => format!("{title}: {amount}"),
        (_, Said::Flag(flag)) => format!("{title}: {flag}"),
    }
}

/// What the cases in which something moved have in common, as far as other cases are not
/// so and the smallest of them needs it.
fn common(prober: &Prober<'_>, probes: &Probes, found: &[&Probe], smallest: &Story) -> Vec<String> {
    let pack = prober.sides[1].pack;
    let moved: BTreeSet<usize> = found.iter().map(|probe| probe.case).collect();
    let these = || moved.iter().map(|at| &probes.cases[*at]);
    let others = || {
        let all = probes.cases.iter().enumerate();
        all.filter(|(at, _)| !moved.contains(at)).map(|(_, story)| story)
    };
    let mut list = Vec::new();
    let mut days = prober.ground.days.clone();
    days.sort_unstable();
    let before = days.iter().find(|day| these().all(|story| story.entered < **day));
    let before = before.filter(|day| others().any(|story| story.entered >= **day));
    let from = days.iter().rev().find(|day| these().all(|story| story.entered >= **day));
    let from = from.filter(|day| others().any(|story| story.entered < **day));
    let entered = match (from, before) {
        (Some(from), Some(before)) if from.next() == *before => format!("on {}", InWords(*from)),
        (Some(from), Some(before)) => {
            format!("from {} to {}", InWords(*from), InWords(before.previous()))
        }
        (Some(from), None) => format!("on {} or later", InWords(*from)),
        (None, Some(before)) => format!("before {}", InWords(*before)),
        (None, None) => String::new(),
    };
    if !entered.is_empty() {
        list.push(format!("Judgment entered {entered}"));
    }
    for (name, said) in &smallest.facts {
        let so = |story: &Story| story.facts.get(name) == Some(said);
        if these().all(so) && others().any(|story| !so(story)) {
            list.push(fact(pack, name, said));
        }
    }
    for event in &smallest.events {
        let has = |story: &Story| story.events.iter().any(|one| one.event == event.event);
        if these().all(has) && others().any(|story| !has(story)) {
            let id = pack.event_called(&event.event);
            let title = id.map_or(&event.event, |id| &pack.events[id.index()].title);
            if !list.contains(title) {
                list.push(title.clone());
            }
        }
    }
    list
}

fn title(new: &Pack, old_id: &str, old: &Pack, part: Part, id: &str) -> Option<String> {
    let of = |pack: &Pack, id: &str| match part {
        Part::Answer => None,
        Part::Deadline => pack.periods.iter().find(|it| it.id == id).map(|it| it.title.clone()),
        Part::Procedure => pack.procedures.iter().find(|it| it.id == id).map(|it| it.title.clone()),
        Part::Status => pack.statuses.iter().find(|it| it.id == id).map(|it| it.title.clone()),
        Part::Figure => pack.figures.iter().find(|it| it.id == id).map(|it| it.title.clone()),
        Part::Warning | Part::Question => {
            let fact = pack.facts.iter().find(|it| it.id == id).map(|it| it.title.clone());
            fact.or_else(|| Some(pack.events[pack.event_called(id)?.index()].title.clone()))
        }
    };
    of(new, id).or_else(|| of(old, old_id))
}
