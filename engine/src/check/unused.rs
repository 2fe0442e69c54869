//! Definitions that nothing uses. Often a name was meant elsewhere.

use std::collections::HashSet;

use petgraph::Direction;
use petgraph::visit::EdgeRef;

use super::Checked;
use crate::diagnostic::Code;
use crate::graph::{Edge, Element, EventId, FactId, FormId, LawId, PeriodId, StatusId};
use crate::pack::model::{Change, Defined};
use crate::source::{At, Text};

pub(super) fn check(checked: &Checked<'_, '_>) {
    let model = checked.model;
    let unused = |kind: &str, id: &str, at: At, why: &str| {
        if checked.is_own(at) {
            let message = format!("{why} the {kind} `{id}`");
            checked.findings.warning(Code::Unused, at, message).keep();
        }
    };
    for (i, law) in (0u16..).zip(&model.laws) {
        if !checked.cited.contains(&LawId(i)) {
            unused("law", &law.id, law.at, "nothing rests on");
        }
    }
    let needed: HashSet<FormId> = checked
        .pack
        .procedures
        .iter()
        .flat_map(|procedure| procedure.forms.iter().map(|needed| needed.form))
        .collect();
    for (i, form) in (0u16..).zip(&model.forms) {
        if !needed.contains(&FormId(i)) {
            unused("form", &form.id, form.at, "nothing rests on");
        }
    }
    let useful = in_use(checked);
    for (i, event) in (0u16..).zip(&model.events) {
        // Every case has the day of entry.
        if EventId(i) != checked.pack.entry && !useful.contains(&Element::Event(EventId(i))) {
            unused("event", &event.id, event.at, "nothing records or uses");
        }
    }
    for (i, fact) in (0u16..).zip(&model.facts) {
        // A case names its court whether or not anything depends on it.
        if !useful.contains(&Element::Fact(FactId(i))) && fact.what.default.is_none() {
            unused("fact", &fact.id, fact.at, "nothing uses");
        }
    }
    for (i, period) in (0u16..).zip(&model.periods) {
        if !useful.contains(&Element::Period(PeriodId(i))) && !period.what.shown {
            unused("period", &period.id, period.at, "it is not shown, and nothing uses");
        }
    }
    for (i, status) in (0u16..).zip(&model.statuses) {
        if !useful.contains(&Element::Status(StatusId(i))) && !status.what.shown {
            unused("status", &status.id, status.at, "it is not shown, and nothing uses");
        }
    }
    let named = |names: &HashSet<&str>, kind: &str, id: &str, at: At| {
        if !names.contains(id) {
            unused(kind, id, at, "nothing uses");
        }
    };
    let countings = countings_in_use(checked);
    for counting in &model.countings {
        named(&countings, "way of counting", &counting.id, counting.at);
    }
    let calendars = names(model.countings.iter().filter_map(|one| one.what.calendar.as_ref()));
    for calendar in &model.calendars {
        named(&calendars, "calendar", &calendar.id, calendar.at);
    }
    let required = names(model.procedures.iter().flat_map(|one| &one.what.requires));
    for Defined { id, at, .. } in &model.requirements {
        named(&required, "requirement", id, *at);
    }
}

fn names<'m>(texts: impl Iterator<Item = &'m Text>) -> HashSet<&'m str> {
    texts.map(|text| text.value.as_str()).collect()
}

/// What feeds something, and the events that doing something records.
fn in_use(checked: &Checked<'_, '_>) -> HashSet<Element> {
    let graph = checked.pack.graph();
    let mut used = HashSet::new();
    for node in graph.node_indices() {
        let feeds = graph.edges_directed(node, Direction::Outgoing).next().is_some();
        let recorded = graph
            .edges_directed(node, Direction::Incoming)
            .any(|edge| *edge.weight() == Edge::Records && edge.source() != edge.target());
        if feeds || recorded {
            used.insert(graph[node]);
        }
    }
    used
}

fn countings_in_use<'m>(checked: &Checked<'m, '_>) -> HashSet<&'m str> {
    let model = checked.model;
    let mut used: Vec<Option<&Text>> = Vec::new();
    for period in &model.periods {
        let what = &period.what;
        used.push(what.term.counted.as_ref());
        used.extend(what.versions.iter().map(|version| version.term.counted.as_ref()));
        used.extend(what.readings.iter().map(|reading| reading.term.counted.as_ref()));
        used.extend(what.changes().map(|(effect, _): (_, Change)| effect.counted.as_ref()));
        used.extend(what.readings.iter().map(|reading| reading.last_day.as_ref()));
        let read = what.readings.iter().flat_map(|reading| &reading.held_open);
        used.extend(what.held_open.iter().chain(read).map(|held| held.counted.as_ref()));
    }
    for event in &model.events {
        used.extend(event.what.completed_by.iter().map(|one| one.counted.as_ref()));
    }
    names(used.into_iter().flatten())
}
