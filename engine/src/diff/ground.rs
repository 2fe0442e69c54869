//! What a change rests on and what rests on it: the facts and events that can bring
//! it out, and the days, lengths and words that the law names near it.
//!
//! Knows both versions of a pack. Must not know cases.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::Direction;
use petgraph::visit::EdgeRef;
use rust_decimal::Decimal;

use super::keys::{Sort, keys_of, sort};
use super::meaning::{Change, Version, definitions, items, key_of};
use super::outcome::Part;
use super::story::{Names, Said};
use crate::date::{Day, Length};
use crate::grammar;
use crate::graph::{
    AMOUNTS, Counts, ENTRY, Edge, Element, Expr, ExprId, Kind, Pack, PeriodId, StatusId,
};
use crate::pack::phrase::{self, Anchor, Condition, Events};
use crate::source::{Findings, Node, Stated, Table, Value};

/// Farther away than anything.
const FAR: u32 = 1000;

/// One version of a pack, compiled and as it is written.
#[derive(Clone, Copy)]
pub(super) struct Side<'s> {
    pub(super) pack: &'s Pack,
    pub(super) written: Version<'s>,
    pub(super) is_old: bool,
}

/// What is near a change, by the names of the new version.
#[derive(Debug, Default)]
pub(super) struct Ground {
    /// The facts on which it rests, with how far away they are, nearest first.
    pub(super) facts: Vec<(String, u32)>,
    /// What a case can say of each.
    pub(super) values: BTreeMap<String, Vec<Said>>,
    /// The events, as the facts.
    pub(super) events: Vec<(String, u32)>,
    /// What can be said of each event that the law looks at: one set of attributes each.
    pub(super) manners: BTreeMap<String, Vec<BTreeMap<String, Said>>>,
    /// The days that the law names near it, those that changed first.
    pub(super) days: Vec<Day>,
    /// The lengths, those that changed first.
    pub(super) lengths: Vec<Length>,
    /// How many of the days and lengths changed.
    pub(super) changed: (usize, usize),
    /// The periods and statuses of each side whose edges are looked at, nearest first.
    pub(super) periods: [Vec<PeriodId>; 2],
    pub(super) statuses: [Vec<StatusId>; 2],
    /// The conditions of each side that are to be seen both ways.
    pub(super) conditions: [Vec<ExprId>; 2],
    /// How far along what rests on it each thing is from the change, by kind and id.
    down: BTreeMap<(&'static str, String), u32>,
    /// How many of the periods of each side changed themselves.
    pub(super) own_periods: [usize; 2],
    /// The conditions of what changed itself.
    pub(super) own_conditions: [Vec<ExprId>; 2],
}

impl Ground {
    /// How far a part of an answer is from the change, along what rests on it.
    pub(super) fn far_of(&self, part: Part, id: &str) -> u32 {
        let kinds: &[&'static str] = match part {
            Part::Answer => return 0,
            Part::Deadline => &["period"],
            Part::Procedure => &["procedure"],
            Part::Status => &["status"],
            Part::Figure => &["figure"],
            Part::Warning => &["event"],
            // A question is never what changed.
            Part::Question => return FAR,
        };
        let far = kinds.iter().filter_map(|kind| self.down.get(&(*kind, id.to_owned())));
        far.copied().min().unwrap_or(FAR - 1)
    }

    /// What is near the changes. Without any, everything is.
    pub(super) fn of(old: Side<'_>, new: Side<'_>, changes: &[Change], names: &Names) -> Ground {
        let mut ground = Ground::default();
        let mut facts: BTreeMap<String, u32> = BTreeMap::new();
        let mut events: BTreeMap<String, u32> = BTreeMap::new();
        let (mut days, mut lengths) = (BTreeMap::new(), Vec::new());
        for side in [old, new] {
            let pack = side.pack;
            let called = |id: &str| -> String {
                if side.is_old { names.new_of(id).to_owned() } else { id.to_owned() }
            };
            let (beside, days_beside) = named_beside(side, changes, names);
            ground.days.extend(days_beside);
            for name in beside {
                if pack.fact_called(&name).is_some() {
                    nearer(&mut facts, called(&name), 0);
                } else if pack.event_called(&name).is_some() && name != ENTRY {
                    nearer(&mut events, called(&name), 0);
                }
            }
            let (distances, down) = distances(side, changes, names);
            for (element, far) in down {
                let key = (kind_of(element), called(pack.name_of(element)));
                let at = ground.down.entry(key).or_insert(far);
                *at = (*at).min(far);
            }
            for (element, far) in &distances {
                let id = called(pack.name_of(*element));
                match element {
                    Element::Fact(_) => nearer(&mut facts, id, *far),
                    Element::Event(_) if id != ENTRY => nearer(&mut events, id, *far),
                    _ => {}
                }
            }
            let at = usize::from(!side.is_old);
            let mut near: Vec<(Element, u32)> =
                distances.iter().map(|(it, far)| (*it, *far)).collect();
            near.sort_by_key(|(element, far)| (*far, *element));
            for (element, far) in &near {
                match element {
                    Element::Period(id) => {
                        ground.periods[at].push(*id);
                        ground.own_periods[at] += usize::from(*far == 0);
                    }
                    Element::Status(id) => ground.statuses[at].push(*id),
                    _ => {}
                }
                if *far <= 3 {
                    conditions_of(pack, *element, &mut ground.conditions[at]);
                }
                if *far == 0 {
                    conditions_of(pack, *element, &mut ground.own_conditions[at]);
                }
            }
            ground.conditions[at].sort_unstable();
            ground.conditions[at].dedup();
            let far_of = |kind: &str, id: &str| {
                near.iter()
                    .find(|(it, _)| kind_of(*it) == kind && pack.name_of(*it) == id)
                    .map_or(FAR, |(_, far)| *far)
            };
            let marked = marked(side, changes, names);
            for (kind, node) in &side.written.whole.tables.0 {
                for (id, definition) in definitions_of(node) {
                    let far = if marked.contains(&(kind.value.clone(), id.value.clone())) {
                        0
                    } else {
                        far_of(&kind.value, &id.value)
                    };
                    let mut said = Ingredients::default();
                    said.gather(side, keys_of(&kind.value), definition);
                    for (event, manner) in said.manners {
                        let manner = manner
                            .into_iter()
                            .map(|(attribute, word)| (attribute, Said::Word(called(&word))));
                        let list = ground.manners.entry(called(&event)).or_default();
                        let manner = manner.collect();
                        if !list.contains(&manner) {
                            list.push(manner);
                        }
                    }
                    for (fact, number) in said.thresholds {
                        let cent = Decimal::new(1, 2);
                        let values = ground.values.entry(called(&fact)).or_default();
                        for number in [number, number - cent, number + cent] {
                            let said = Said::Amount(number.max(Decimal::ZERO));
                            if !values.contains(&said) {
                                values.push(said);
                            }
                        }
                    }
                    let of_calendar = kind.value == "calendar";
                    if far <= 1 && !of_calendar {
                        for day in said.days {
                            let at = days.entry(day).or_insert(far);
                            *at = (*at).min(far);
                        }
                        for length in said.lengths {
                            if !lengths.contains(&(length, far)) {
                                lengths.push((length, far));
                            }
                        }
                    }
                }
            }
            for fact in &pack.facts {
                let values = ground.values.entry(called(&fact.id)).or_default();
                let more: Vec<Said> = match &fact.kind {
                    Kind::YesNo { .. } => vec![Said::Flag(true), Said::Flag(false)],
                    Kind::Choice(words) => {
                        words.iter().map(|(word, _)| Said::Word(word.clone())).collect()
                    }
                    // Enough for anybody; without a threshold it decides nothing.
                    _ if AMOUNTS.iter().any(|(id, ..)| *id == fact.id) && values.is_empty() => {
                        vec![Said::Amount(Decimal::from(1500))]
                    }
                    _ => Vec::new(),
                };
                for said in more {
                    if !values.contains(&said) {
                        values.push(said);
                    }
                }
            }
            ways_of_service(pack, &called, &mut ground);
        }
        for change in changes.iter().filter(|change| change.kind == "pack") {
            let said = [&change.old, &change.new].into_iter().flatten();
            days.extend(said.filter_map(|said| Some((said.parse::<Day>().ok()?, 0))));
        }
        if changes.iter().any(|change| change.kind == "counting") {
            // Where months and years have no same date.
            let odd = [(2024, 2, 29), (2024, 8, 31), (2024, 1, 31)];
            days.extend(odd.iter().filter_map(|(y, m, d)| Some((Day::new(*y, *m, *d)?, 0))));
        }
        ground.facts = nearest_first(facts);
        ground.events = nearest_first(events);
        let (changed_days, changed_lengths) = named_by(changes);
        let beside = std::mem::take(&mut ground.days);
        let closed = days_of_calendars(old.pack, new.pack, changes);
        for day in changed_days.into_iter().chain(beside).chain(closed) {
            if !ground.days.contains(&day) {
                ground.days.push(day);
            }
        }
        ground.lengths = changed_lengths;
        ground.changed = (ground.days.len(), ground.lengths.len());
        let mut days: Vec<(Day, u32)> = days.into_iter().collect();
        days.sort_by_key(|(day, far)| (*far, *day));
        for (day, _) in days {
            if !ground.days.contains(&day) {
                ground.days.push(day);
            }
        }
        lengths.sort_by_key(|(_, far)| *far);
        for (length, _) in lengths {
            if !ground.lengths.contains(&length) {
                ground.lengths.push(length);
            }
        }
        ground
    }
}

/// The facts and events that are named beside a changed value, and the days: in the same row of a
/// list, or else by what starts the period or is its condition; of a status that is
/// named, those of its condition.
fn named_beside(side: Side<'_>, changes: &[Change], names: &Names) -> (BTreeSet<String>, Vec<Day>) {
    let (mut found, mut days) = (BTreeSet::new(), Vec::new());
    let tables = &side.written.whole.tables;
    for change in changes {
        let id = if side.is_old { names.old_of(&change.id) } else { &change.id };
        let of_kind = definitions(tables, &change.kind);
        let Some((_, definition)) = of_kind.iter().find(|(name, _)| name.value == id) else {
            continue;
        };
        let row = change.key.first().zip(change.key.get(1)).and_then(|(key, number)| {
            let rows = items(key_of(definition, key)?);
            match sort(keys_of(&change.kind), key) {
                Sort::Rows(of) => Some((of, *rows.get(number.parse::<usize>().ok()? - 1)?)),
                _ => None,
            }
        });
        let mut gather = |of: &'static grammar::Table, node: &Node| {
            let mut said = Ingredients::default();
            said.gather(side, of, node);
            days.append(&mut said.days);
            for name in said.names {
                let status = definitions(tables, "status").iter().find(|(id, _)| id.value == name);
                if let Some((_, status)) = status {
                    let mut said = Ingredients::default();
                    said.gather(side, &grammar::STATUS, status);
                    found.extend(said.names);
                }
                found.insert(name);
            }
        };
        match row {
            Some((of, row)) => gather(of, row),
            None if change.kind == "period" || change.key.len() > 2 => {}
            None => gather(keys_of(&change.kind), definition),
        }
        if change.kind == "period" {
            let keys = ["starts", "when"].map(|key| key_of(definition, key));
            let mut table = Table::default();
            for (key, node) in ["starts", "when"].iter().zip(keys) {
                if let Some(node) = node {
                    let name = Stated { value: (*key).to_owned(), at: node.at };
                    table.0.push((name, node.clone()));
                }
            }
            gather(&grammar::PERIOD, &Node { value: Value::Table(table), at: definition.at });
        }
        if change.kind == "event" {
            found.insert(id.to_owned());
        }
    }
    (found, days)
}

/// The days and lengths that stand in what changed.
fn named_by(changes: &[Change]) -> (Vec<Day>, Vec<Length>) {
    let (mut days, mut lengths) = (Vec::new(), Vec::new());
    for said in changes.iter().flat_map(|change| [&change.new, &change.old]).flatten() {
        let apart = |letter: char| letter.is_whitespace() || matches!(letter, '(' | ')' | ',');
        let words: Vec<&str> = said.split(apart).filter(|word| !word.is_empty()).collect();
        for at in 0..words.len() {
            days.extend(words[at].parse::<Day>());
            for end in [at + 2, at + 3] {
                let length = words.get(at..end).and_then(|words| words.join(" ").parse().ok());
                lengths.extend(length.filter(|length| !lengths.contains(length)));
            }
        }
    }
    (days, lengths)
}

fn nearer(map: &mut BTreeMap<String, u32>, id: String, far: u32) {
    let at = map.entry(id).or_insert(far);
    *at = (*at).min(far);
}

fn nearest_first(map: BTreeMap<String, u32>) -> Vec<(String, u32)> {
    let mut list: Vec<(String, u32)> = map.into_iter().collect();
    list.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    list
}

fn kind_of(element: Element) -> &'static str {
    match element {
        Element::Fact(_) => "fact",
        Element::Event(_) => "event",
        Element::Period(_) => "period",
        Element::Status(_) => "status",
        Element::Procedure(_) => "procedure",
        Element::Figure(_) => "figure",
    }
}

/// The definitions that changed, and those that name a changed way of counting,
/// calendar, requirement, form or attribute.
fn marked(side: Side<'_>, changes: &[Change], names: &Names) -> BTreeSet<(String, String)> {
    let mut marked: BTreeSet<(String, String)> = changes
        .iter()
        .map(|change| {
            let id = if side.is_old { names.old_of(&change.id) } else { &change.id };
            (change.kind.clone(), id.to_owned())
        })
        .collect();
    loop {
        let before = marked.len();
        for (kind, node) in &side.written.whole.tables.0 {
            for (id, definition) in definitions_of(node) {
                let mut names_it = false;
                each_value(keys_of(&kind.value), definition, &mut |sort, node| {
                    let named = match sort {
                        Sort::Name(kind) | Sort::Names(kind) => Some(kind),
                        Sort::Forms => Some("form"),
                        _ => None,
                    };
                    let followed = ["counting", "calendar", "requirement", "form", "attribute"];
                    if let Some(kind) = named.filter(|kind| followed.contains(kind)) {
                        let node = key_of(node, "form").unwrap_or(node);
                        if let Value::Text(text) = &node.value {
                            names_it |= marked.contains(&(kind.to_owned(), text.clone()));
                        }
                    }
                });
                if names_it {
                    marked.insert((kind.value.clone(), id.value.clone()));
                }
            }
        }
        if marked.len() == before {
            return marked;
        }
    }
}

/// Elements with how far away they are.
type Far = BTreeMap<Element, u32>;

/// How far each element is from what changed: what changed itself is at 0, what it
/// rests on at one more for each step; what rests on it is further, and so is what
/// else that rests on. And the same along what rests on it alone.
fn distances(side: Side<'_>, changes: &[Change], names: &Names) -> (Far, Far) {
    let graph = &side.pack.graph;
    let marked = marked(side, changes, names);
    let mut far = vec![FAR; graph.node_count()];
    let mut down = vec![FAR; graph.node_count()];
    for node in graph.node_indices() {
        let element = graph[node];
        let key = (kind_of(element).to_owned(), side.pack.name_of(element).to_owned());
        if marked.contains(&key) || changes.is_empty() {
            (far[node.index()], down[node.index()]) = (0, 0);
        }
    }
    let relax = |far: &mut [u32], direction: Direction| {
        let mut again = true;
        while again {
            again = false;
            for node in graph.node_indices() {
                for edge in graph.edges_directed(node, direction) {
                    if matches!(edge.weight(), Edge::Records | Edge::Moots) {
                        continue;
                    }
                    let other = match direction {
                        Direction::Outgoing => edge.target(),
                        Direction::Incoming => edge.source(),
                    };
                    let through = far[node.index()].saturating_add(1);
                    if through < far[other.index()] {
                        far[other.index()] = through;
                        again = true;
                    }
                }
            }
        }
    };
    relax(&mut down, Direction::Outgoing);
    for node in graph.node_indices() {
        if (1..FAR).contains(&down[node.index()]) {
            far[node.index()] = far[node.index()].min(1 + down[node.index()]);
        }
    }
    relax(&mut far, Direction::Incoming);
    let near = |far: &[u32]| -> Far {
        let all = graph.node_indices().filter(|node| far[node.index()] < FAR);
        all.map(|node| (graph[node], far[node.index()])).collect()
    };
    (near(&far), near(&down))
}

fn definitions_of(node: &Node) -> &[(Stated<String>, Node)] {
    match &node.value {
        Value::Table(table) => &table.0,
        _ => &[],
    }
}

/// Hands over every value of a definition, those in its lists and tables too.
fn each_value<'n>(
    of: &'static grammar::Table,
    node: &'n Node,
    visit: &mut dyn FnMut(Sort, &'n Node),
) {
    let Value::Table(table) = &node.value else { return };
    for (key, node) in &table.0 {
        match sort(of, &key.value) {
            Sort::Rows(of) => items(node).into_iter().for_each(|row| each_value(of, row, visit)),
            Sort::Tables(of) => {
                definitions_of(node).iter().for_each(|(_, row)| each_value(of, row, visit));
            }
            Sort::Clauses => {
                for clause in items(node) {
                    visit(Sort::Condition, key_of(clause, "if").unwrap_or(clause));
                }
            }
            Sort::Forms => {
                for form in items(node) {
                    visit(Sort::Forms, form);
                    if let Some(when) = key_of(form, "when") {
                        visit(Sort::Condition, when);
                    }
                }
            }
            sort @ (Sort::Names(_) | Sort::EventsSet) => {
                items(node).into_iter().for_each(|item| visit(sort, item));
            }
            sort => visit(sort, node),
        }
    }
}

/// What a definition names.
#[derive(Default)]
struct Ingredients {
    days: Vec<Day>,
    lengths: Vec<Length>,
    thresholds: Vec<(String, Decimal)>,
    manners: Vec<(String, BTreeMap<String, String>)>,
    /// Facts, events and statuses.
    names: Vec<String>,
}

impl Ingredients {
    fn gather(&mut self, side: Side<'_>, of: &'static grammar::Table, definition: &Node) {
        let findings = Findings::new(side.written.files);
        each_value(of, definition, &mut |sort, node| {
            let text = match &node.value {
                Value::Text(text) => Stated { value: text.clone(), at: node.at },
                Value::Day(day) => return self.days.push(*day),
                _ => return,
            };
            match sort {
                Sort::Condition => {
                    if let Some(read) = phrase::condition(&findings, &text) {
                        read.each_part(&mut |part| self.of_condition(part));
                    }
                }
                Sort::Anchor => {
                    if let Some(read) = phrase::anchor(&findings, &text) {
                        read.each_part(&mut |part| self.of_anchor(part));
                    }
                }
                Sort::Events | Sort::EventsSet => {
                    if let Some(read) = phrase::events(&findings, &text) {
                        self.of_events(&read);
                    }
                }
                Sort::Length => self.lengths.extend(text.value.parse::<Length>().ok()),
                Sort::Plain(_) => self.days.extend(text.value.parse::<Day>().ok()),
                _ => {}
            }
        });
    }

    fn of_condition(&mut self, part: &Condition) {
        match part {
            Condition::Calendar { from, until } => {
                self.days.extend([*from, *until].iter().filter(|day| day.is_a_date()));
            }
            Condition::Dated { events, day, .. } => {
                self.days.push(*day);
                self.of_events(events);
            }
            Condition::Compares { fact, number, .. } => {
                self.thresholds.push((fact.value.clone(), *number));
                self.names.push(fact.value.clone());
            }
            Condition::Named(name) | Condition::Is { fact: name, .. } => {
                self.names.push(name.value.clone());
            }
            Condition::Since(events) => self.of_events(events),
            Condition::Between(from, to) => {
                self.of_events(from);
                self.of_events(to);
            }
            _ => {}
        }
    }

    fn of_anchor(&mut self, part: &Anchor) {
        match part {
            Anchor::Count { length, .. } => self.lengths.push(*length),
            Anchor::On(day) => self.days.push(*day),
            Anchor::Event { events, .. } => self.of_events(events),
            _ => {}
        }
    }

    fn of_events(&mut self, events: &Events) {
        for selector in events {
            self.names.push(selector.event.value.clone());
            // Each value that is named, the others with their first.
            let mut all: Vec<BTreeMap<String, String>> = vec![BTreeMap::new()];
            for filter in &selector.only {
                all = all
                    .into_iter()
                    .flat_map(|manner| {
                        filter.values.iter().map(move |value| {
                            let mut manner = manner.clone();
                            manner.insert(filter.attribute.value.clone(), value.value.clone());
                            manner
                        })
                    })
                    .take(12)
                    .collect();
            }
            let named = all.into_iter().filter(|manner| !manner.is_empty());
            self.manners.extend(named.map(|manner| (selector.event.value.clone(), manner)));
        }
    }
}

/// Where days are added for the manner of service: each such manner and one other. And of
/// what the law tells apart by a word: a word that it does not name.
fn ways_of_service(pack: &Pack, called: &dyn Fn(&str) -> String, ground: &mut Ground) {
    for event in &pack.events {
        let list = ground.manners.entry(called(&event.id)).or_default();
        for attribute in event.takes.iter().map(|id| &pack.attributes[id.index()]) {
            let Kind::Choice(words) = &attribute.kind else { continue };
            let mut more: Vec<&str> = Vec::new();
            if attribute.id == "by" {
                let added = pack.countings.iter().flat_map(|counting| &counting.added);
                more.extend(
                    added.filter_map(|added| Some(words.get(usize::from(added.by))?.0.as_str())),
                );
                if more.is_empty() {
                    continue;
                }
            } else if !list.iter().any(|manner| manner.contains_key(&attribute.id)) {
                continue;
            }
            let said = |word: &str| Said::Word(word.to_owned());
            let named = |word: &&str| {
                more.contains(word)
                    || list.iter().any(|manner| manner.get(&attribute.id) == Some(&said(word)))
            };
            let other = words.iter().map(|(word, _)| word.as_str()).find(|word| !named(word));
            more.extend(other);
            for word in more {
                let manner = BTreeMap::from([(attribute.id.clone(), said(word))]);
                if !list.contains(&manner) {
                    list.push(manner);
                }
            }
        }
    }
}

/// Days on which one version's courts are closed and the other's are not: the first and
/// the last, and those of some years up to the pack's own.
fn days_of_calendars(old: &Pack, new: &Pack, changes: &[Change]) -> Vec<Day> {
    let mut days = Vec::new();
    for change in changes.iter().filter(|change| change.kind == "calendar") {
        let calendars = (old.calendar_called(&change.id), new.calendar_called(&change.id));
        let (Some(before), Some(after)) = calendars else { continue };
        let year = new.version.parse::<Day>().ok().and_then(Day::year).unwrap_or(2025);
        let (Some(mut day), Some(last)) = (Day::new(year - 60, 1, 1), Day::new(year + 5, 12, 31))
        else {
            continue;
        };
        let mut differ = Vec::new();
        while day <= last {
            if before.is_closed(day) != after.is_closed(day) {
                differ.push(day);
            }
            day = day.next();
        }
        let recent = differ.iter().rev().skip_while(|day| day.year() > Some(year)).take(4);
        days.extend(differ.iter().take(2).chain(recent).chain(differ.last()));
    }
    days.sort_unstable();
    days.dedup();
    days
}

/// The conditions of an element with all their parts.
fn conditions_of(pack: &Pack, element: Element, list: &mut Vec<ExprId>) {
    let mut open: Vec<ExprId> = Vec::new();
    match element {
        Element::Fact(_) => {}
        Element::Event(id) => {
            let event = &pack.events[id.index()];
            if let Counts::While(when) = event.counts {
                open.push(when);
            }
            open.extend(event.completed_by.iter().filter_map(|one| one.when));
        }
        Element::Period(id) => {
            let period = &pack.periods[id.index()];
            open.extend(period.when);
            open.extend(period.versions.iter().map(|version| version.when));
            open.extend(period.effects.iter().filter_map(|effect| effect.when));
            open.extend(period.suspended_while);
            open.extend(period.readings.iter().filter_map(|reading| reading.suspended_while));
            let read = period.readings.iter().flat_map(|reading| &reading.held_open);
            open.extend(period.held_open.iter().chain(read).map(|held| held.condition));
            open.extend(period.moot_when);
        }
        Element::Status(id) => open.push(pack.statuses[id.index()].when),
        Element::Procedure(id) => {
            let procedure = &pack.procedures[id.index()];
            open.extend(procedure.only_if.iter().chain(&procedure.open).map(|it| it.expr));
            open.extend(procedure.forms.iter().filter_map(|form| form.when));
        }
        Element::Figure(id) => {
            let figure = &pack.figures[id.index()];
            open.extend(figure.when);
            open.extend(figure.values.iter().filter_map(|value| value.when));
        }
    }
    while let Some(id) = open.pop() {
        if list.contains(&id) {
            continue;
        }
        list.push(id);
        match pack.expr(id) {
            Expr::All(parts) | Expr::Any(parts) => open.extend(parts.iter().copied()),
            Expr::Not(part) | Expr::Surely(part) => open.push(*part),
            _ => {}
        }
    }
}
