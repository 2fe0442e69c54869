//! Two packs that have different ids for one idea: what is asked of one state
//! could not be asked of another.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::diagnostic::Code;
use crate::pack::model::{Defined, Model};
use crate::source::{At, Findings};

/// What is defined, as far as names go.
struct Named<'m> {
    kind: &'static str,
    id: &'m str,
    title: &'m str,
    at: At,
}

/// Compares the ids of all packs, each with what it builds on.
pub(crate) fn across(findings: &Findings<'_>, models: &[Model]) {
    let mut taken: BTreeSet<(&str, &str)> = BTreeSet::new();
    let mut by_words: HashMap<(&str, Vec<&str>), Named<'_>> = HashMap::new();
    let mut by_title: HashMap<(&str, String), Named<'_>> = HashMap::new();
    let mut all: Vec<Named<'_>> = models.iter().flat_map(named).collect();
    all.sort_by_key(|one| one.at);
    for one in &all {
        taken.insert((one.kind, one.id));
    }
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for one in all {
        let mut words: Vec<&str> = one.id.split('_').collect();
        words.sort_unstable();
        let title = one.title.to_lowercase();
        let same_words = by_words.get(&(one.kind, words.clone()));
        let same_title = by_title.get(&(one.kind, title.clone()));
        let other = same_words
            .into_iter()
            .chain(same_title)
            .find(|other| other.id != one.id && is_another_pack(findings, other.at, one.at));
        if let Some(other) = other
            && told.insert((one.kind, one.id))
        {
            findings
                .warning(
                    Code::AnotherName,
                    one.at,
                    format!(
                        "the {} `{}` seems to be what another pack calls `{}`",
                        one.kind, one.id, other.id
                    ),
                )
                .expected("one id for one idea, in every pack")
                .related(other.at, "the other")
                .keep();
        }
        let (kind, id, at) = (one.kind, one.id, one.at);
        by_words.entry((kind, words)).or_insert(Named { kind, id, title: one.title, at });
        by_title.entry((kind, title)).or_insert(one);
    }
    one_slip_apart(findings, models, &mut told);
}

/// Ids of one pack alone that are a slip of the hand away from that of another:
/// a letter lost, doubled or changed, or two exchanged.
fn one_slip_apart<'m>(
    findings: &Findings<'_>,
    models: &'m [Model],
    told: &mut BTreeSet<(&'m str, &'m str)>,
) {
    let mut places: BTreeMap<(&str, &str), BTreeSet<At>> = BTreeMap::new();
    for one in models.iter().flat_map(named) {
        places.entry((one.kind, one.id)).or_default().insert(one.at);
    }
    let packs = |ats: &BTreeSet<At>| -> BTreeSet<&str> {
        ats.iter().map(|at| findings.files.pack_of(*at)).collect()
    };
    for ((kind, id), ats) in &places {
        let (Some(at), true) = (ats.first(), packs(ats).len() == 1) else { continue };
        let here = findings.files.pack_of(*at);
        let other = places.iter().find(|((other_kind, other), ats)| {
            kind == other_kind && is_a_slip(id, other) && !packs(ats).contains(here)
        });
        if let Some(((_, other), ats)) = other
            && told.insert((kind, id))
            // Of two packs with an id each the second is asked about.
            && (packs(ats).len() > 1 || ats.first() < Some(at))
        {
            let mut finding = findings
                .warning(
                    Code::AnotherName,
                    *at,
                    format!("the {kind} `{id}` is almost what another pack calls `{other}`"),
                )
                .expected("one id for one idea, in every pack");
            if let Some(at) = ats.first() {
                finding = finding.related(*at, "the other");
            }
            finding.keep();
        }
    }
}

/// Whether two ids of some length differ by one letter, or by two exchanged.
fn is_a_slip(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    if one.len().min(other.len()) < 6 || one.len().abs_diff(other.len()) > 1 || one == other {
        return false;
    }
    let same = |pair: &(&u8, &u8)| pair.0 == pair.1;
    let before = one.iter().zip(other).take_while(same).count();
    let (one, other) = (&one[before..], &other[before..]);
    let after = one.iter().rev().zip(other.iter().rev()).take_while(same).count();
    match (&one[..one.len() - after], &other[..other.len() - after]) {
        ([a, b], [c, d]) => a == d && b == c,
        (one, other) => one.len() <= 1 && other.len() <= 1,
    }
}

fn is_another_pack(findings: &Findings<'_>, one: At, other: At) -> bool {
    findings.files.pack_of(one) != findings.files.pack_of(other)
}

fn named(model: &Model) -> Vec<Named<'_>> {
    fn list<'m, T>(
        kind: &'static str,
        defined: &'m [Defined<T>],
        title: impl Fn(&'m T) -> &'m String,
    ) -> impl Iterator<Item = Named<'m>> {
        defined.iter().map(move |one| Named {
            kind,
            id: &one.id,
            title: title(&one.what),
            at: one.at,
        })
    }
    let mut all: Vec<Named<'_>> = list("fact", &model.facts, |fact| &fact.title).collect();
    all.extend(list("event", &model.events, |event| &event.title));
    all.extend(list("period", &model.periods, |period| &period.title));
    all.extend(list("status", &model.statuses, |status| &status.title));
    all.extend(list("procedure", &model.procedures, |procedure| &procedure.title));
    all.extend(list("figure", &model.figures, |figure| &figure.title));
    all
}
