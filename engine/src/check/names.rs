//! Two packs that have different ids for one idea: what is asked of one state
//! could not be asked of another.

use std::collections::{BTreeSet, HashMap};

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
