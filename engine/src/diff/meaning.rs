//! What changed between two versions of a pack: in what it means, and apart from
//! that in its words.
//!
//! Compared are the packs as they stand with what they build on, value by value.
//! Conditions and starting points are compared as they are read, lengths as
//! lengths, days as days, numbers as numbers. Knows the tables of packs. Must not
//! know what an answer is.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::keys::{Sort, keys_of, sort};
use crate::date::{Day, HolidayRule, Length};
use crate::diagnostic::Place;
use crate::grammar;
use crate::graph::Whole;
use crate::pack::phrase::{self, normal_events};
use crate::source::{At, Files, Findings, Node, Stated, Table, Value};

/// What became of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum What {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// It says something else.
    Changed,
    /// It says the same under another id.
    Renamed,
    /// The same things stand in another order, where the order counts.
    Reordered,
}

/// One difference between two versions of a pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The pack in which it is written.
    pub pack: String,
    /// The packs on top of that one whose law it changes too.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reaches: Vec<String>,
    /// What kind of thing it is: `period`; `pack` for the head of the pack.
    pub kind: String,
    /// Its id; of something renamed, the new one.
    pub id: String,
    /// Its title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The key, from the outside in; entries of lists by their number, from 1.
    /// Empty where the whole definition is meant.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub key: Vec<String>,
    /// What became of it.
    pub what: What,
    /// What it said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// What it says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// Where that stood.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old_place: Option<Place>,
    /// Where it stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new_place: Option<Place>,
}

impl Change {
    /// Whether it is the same change, said of another pack.
    fn is_that_of(&self, other: &Change) -> bool {
        (&self.kind, &self.id, &self.key, self.what)
            == (&other.kind, &other.id, &other.key, other.what)
            && (&self.old, &self.new) == (&other.old, &other.new)
    }
}

/// What changed: in meaning, and in words only.
#[derive(Debug, Default)]
pub(super) struct Changes {
    pub(super) meaning: Vec<Change>,
    pub(super) wording: Vec<Change>,
    /// The ids that things have in the new version, by kind and old id.
    pub(super) renamed: Renamed,
}

/// New ids by kind and old id.
pub(super) type Renamed = BTreeMap<(String, String), String>;

/// One version of a pack.
#[derive(Clone, Copy)]
pub(super) struct Version<'w> {
    pub(super) files: &'w Files,
    pub(super) whole: &'w Whole,
}

/// The kinds whose ids stand in conditions and starting points.
const IN_PHRASES: [&str; 4] = ["fact", "event", "period", "status"];

/// Compares two versions of a pack.
pub(super) fn compare(old: Version<'_>, new: Version<'_>) -> Changes {
    let mut compared = Compared { old, new, renamed: Renamed::new(), found: Changes::default() };
    compared.renamed = compared.find_renamed();
    compared.everything();
    Changes { renamed: compared.renamed, ..compared.found }
}

/// Says what a lower pack changed once: takes what is inherited out of the changes of
/// the packs on top, and notes whom it reaches. `below` says what each builds on.
pub(super) fn say_once(all: &mut BTreeMap<String, Changes>, below: &BTreeMap<String, Vec<String>>) {
    let ids: Vec<String> = all.keys().cloned().collect();
    for id in &ids {
        for lower in below.get(id).into_iter().flatten() {
            let Some(mut own) = all.remove(id) else { continue };
            if let Some(lower) = all.get_mut(lower) {
                for (mine, theirs) in
                    [(&mut own.meaning, &mut lower.meaning), (&mut own.wording, &mut lower.wording)]
                {
                    mine.retain(|change| {
                        let Some(same) = theirs.iter_mut().find(|one| one.is_that_of(change))
                        else {
                            return true;
                        };
                        same.reaches.push(id.clone());
                        false
                    });
                }
            }
            all.insert(id.clone(), own);
        }
    }
}

struct Compared<'w> {
    old: Version<'w>,
    new: Version<'w>,
    renamed: Renamed,
    found: Changes,
}

/// Where in a pack something stands.
#[derive(Clone)]
struct Spot {
    kind: String,
    id: String,
    title: Option<String>,
    key: Vec<String>,
    old: Option<At>,
    new: Option<At>,
}

impl Spot {
    /// A key within.
    fn key(&self, key: impl Into<String>) -> Spot {
        let mut spot = self.clone();
        spot.key.push(key.into());
        spot
    }
}

impl<'w> Compared<'w> {
    fn everything(&mut self) {
        let (old, new) = (self.old.whole, self.new.whole);
        if let (Value::Table(before), Value::Table(after)) = (&old.head.value, &new.head.value) {
            let spot = Spot {
                kind: "pack".to_owned(),
                id: new.id.clone(),
                title: None,
                key: Vec::new(),
                old: Some(old.head.at),
                new: Some(new.head.at),
            };
            self.tables(&grammar::PACK, &spot, before, after);
        }
        for kind in kinds(&old.tables, &new.tables) {
            let (before, after) = (definitions(&old.tables, kind), definitions(&new.tables, kind));
            for (id, node) in before {
                let now = self.renamed.get(&(kind.to_owned(), id.value.clone()));
                let now = now.unwrap_or(&id.value);
                let spot = |to: Option<&'w (Stated<String>, Node)>| Spot {
                    kind: kind.to_owned(),
                    id: to.map_or(&id.value, |(id, _)| &id.value).clone(),
                    title: title(to.map_or(node, |(_, node)| node)),
                    key: Vec::new(),
                    old: Some(id.at),
                    new: to.map(|(id, _)| id.at),
                };
                match after.iter().find(|(id, _)| id.value == *now) {
                    None => self.say(&spot(None), What::Removed, None, None),
                    Some(to) => {
                        if to.0.value != id.value {
                            let (was, is) = (id.value.clone(), to.0.value.clone());
                            self.say(&spot(Some(to)), What::Renamed, Some(was), Some(is));
                        }
                        if let (Value::Table(before), Value::Table(after)) =
                            (&node.value, &to.1.value)
                        {
                            self.tables(keys_of(kind), &spot(Some(to)), before, after);
                        }
                    }
                }
            }
            for (id, node) in after {
                let known = before.iter().any(|(was, _)| was.value == id.value)
                    || self.renamed.iter().any(|((of, _), now)| of == kind && *now == id.value);
                if !known {
                    let spot = Spot {
                        kind: kind.to_owned(),
                        id: id.value.clone(),
                        title: title(node),
                        key: Vec::new(),
                        old: None,
                        new: Some(id.at),
                    };
                    self.say(&spot, What::Added, None, None);
                }
            }
        }
    }

    /// Definitions that are gone, and of which the very content is new under another id.
    /// What is found lets more be found: content that names it.
    fn find_renamed(&self) -> Renamed {
        let mut renamed = Renamed::new();
        loop {
            let before = renamed.len();
            self.find_more_renamed(&mut renamed);
            if renamed.len() == before {
                return renamed;
            }
        }
    }

    fn find_more_renamed(&self, renamed: &mut Renamed) {
        let (old, new) = (&self.old.whole.tables, &self.new.whole.tables);
        for kind in kinds(old, new) {
            let (before, after) = (definitions(old, kind), definitions(new, kind));
            for (id, node) in before {
                let key = (kind.to_owned(), id.value.clone());
                let stays = after.iter().any(|(now, _)| now.value == id.value);
                if stays || renamed.contains_key(&key) {
                    continue;
                }
                let mut same = after.iter().filter(|(now, content)| {
                    before.iter().all(|(was, _)| was.value != now.value)
                        && renamed.iter().all(|((of, _), taken)| of != kind || *taken != now.value)
                        && self.says_the_same(
                            kind,
                            (&id.value, node),
                            (&now.value, content),
                            renamed,
                        )
                });
                if let (Some((now, _)), None) = (same.next(), same.next()) {
                    let now = now.value.clone();
                    renamed.insert(key, now);
                }
            }
        }
    }

    fn says_the_same(
        &self,
        kind: &str,
        old: (&str, &Node),
        new: (&str, &Node),
        renamed: &Renamed,
    ) -> bool {
        let (Value::Table(before), Value::Table(after)) = (&old.1.value, &new.1.value) else {
            return false;
        };
        let mut renamed = renamed.clone();
        // What it says of itself it says under its own name.
        renamed.insert((kind.to_owned(), old.0.to_owned()), new.0.to_owned());
        let (old_version, new_version) = (self.old, self.new);
        let found = Changes::default();
        let mut trial = Compared { old: old_version, new: new_version, renamed, found };
        let spot = Spot {
            kind: kind.to_owned(),
            id: new.0.to_owned(),
            title: None,
            key: Vec::new(),
            old: None,
            new: None,
        };
        trial.tables(keys_of(kind), &spot, before, after);
        trial.found.meaning.is_empty() && trial.found.wording.is_empty()
    }

    /// Compares two tables key by key.
    fn tables(&mut self, of: &'static grammar::Table, spot: &Spot, before: &Table, after: &Table) {
        for key in keys(before, after) {
            let (old, new) = (entry(before, key), entry(after, key));
            let mut within = spot.key(key);
            within.old = old.map(|(name, _)| name.at).or(spot.old);
            within.new = new.map(|(name, _)| name.at).or(spot.new);
            let (old, new) = (old.map(|(_, node)| node), new.map(|(_, node)| node));
            self.values(of, key, &within, old, new);
        }
    }

    fn values(
        &mut self,
        of: &'static grammar::Table,
        key: &str,
        spot: &Spot,
        old: Option<&Node>,
        new: Option<&Node>,
    ) {
        let what = sort(of, key);
        match what {
            Sort::Wording => {
                let words =
                    |node: Option<&Node>| node.map(|node| collapsed(&node.value.to_string()));
                if words(old) != words(new) {
                    self.wording(spot, old, new);
                }
            }
            Sort::Names(_) | Sort::EventsSet | Sort::Forms => self.sets(what, spot, old, new),
            Sort::Clauses => self.clauses(spot, old, new),
            Sort::Choices => self.choices(spot, old, new),
            Sort::Rows(of) => self.rows(of, spot, old, new),
            Sort::Tables(of) => self.named_tables(of, spot, old, new),
            // The same, said for the calendar or for the day.
            Sort::Plain(_) if std::ptr::eq(of, &grammar::HOLIDAY) && key == "observed" => {}
            _ => {
                let default = if let Sort::Plain(default) = what { default } else { "" };
                let before = old.map_or(default.to_owned(), |node| self.normal(what, node, true));
                let after = new.map_or(default.to_owned(), |node| self.normal(what, node, false));
                if before != after {
                    let shown = |node: Option<&Node>| {
                        node.map(shown)
                            .or_else(|| Some(default.to_owned()).filter(|it| !it.is_empty()))
                    };
                    self.say_values(spot, shown(old), shown(new));
                }
            }
        }
    }

    /// Lists in which the order means nothing.
    fn sets(&mut self, what: Sort, spot: &Spot, old: Option<&Node>, new: Option<&Node>) {
        let all = |side: &Self, node: Option<&Node>, is_old: bool| -> BTreeMap<String, String> {
            let items = node.map(items).unwrap_or_default().into_iter();
            items.map(|item| (side.normal(what, item, is_old), shown(item))).collect()
        };
        let (before, after) = (all(self, old, true), all(self, new, false));
        let only = |these: &BTreeMap<String, String>, those: &BTreeMap<String, String>| {
            let list = these.iter().filter(|(normal, _)| !those.contains_key(*normal));
            let list: Vec<&str> = list.map(|(_, shown)| shown.as_str()).collect();
            (!list.is_empty()).then(|| list.join(", "))
        };
        let (gone, come) = (only(&before, &after), only(&after, &before));
        if gone.is_some() || come.is_some() {
            self.say_values(spot, gone, come);
        }
    }

    /// The conditions of a procedure: their sentences are wording, their law is not.
    fn clauses(&mut self, spot: &Spot, old: Option<&Node>, new: Option<&Node>) {
        let before = old.map(items).unwrap_or_default();
        let after = new.map(items).unwrap_or_default();
        let normal = |side: &Self, item: &Node, is_old: bool| {
            side.normal(Sort::Condition, if_of(item), is_old)
        };
        let mut left: Vec<&Node> = Vec::new();
        let mut come: Vec<&Node> = after.clone();
        for item in before {
            let said = normal(self, item, true);
            match come.iter().position(|new| normal(self, new, false) == said) {
                None => left.push(item),
                Some(at) => {
                    let new = come.remove(at);
                    let mut within = spot.key(format!("\"{}\"", shown(if_of(new))));
                    (within.old, within.new) = (Some(item.at), Some(new.at));
                    for (key, sets) in [("text", false), ("law", true)] {
                        let (old, new) = (key_of(item, key), key_of(new, key));
                        if sets {
                            self.sets(Sort::Names("law"), &within.key(key), old, new);
                        } else {
                            self.values(&grammar::CLAUSE, key, &within.key(key), old, new);
                        }
                    }
                }
            }
        }
        let pairs = left.len().max(come.len());
        for at in 0..pairs {
            let (old, new) = (left.get(at).copied(), come.get(at).copied());
            let mut within = spot.clone();
            within.old = old.map(|node| node.at).or(spot.old);
            within.new = new.map(|node| node.at).or(spot.new);
            let words = |node: Option<&Node>| node.map(|node| shown(if_of(node)));
            self.say_values(&within, words(old), words(new));
        }
    }

    /// Words with their sentences.
    fn choices(&mut self, spot: &Spot, old: Option<&Node>, new: Option<&Node>) {
        let table = |node: Option<&'_ Node>| match node.map(|node| &node.value) {
            Some(Value::Table(table)) => table.clone(),
            _ => Table::default(),
        };
        let (before, after) = (table(old), table(new));
        for word in keys(&before, &after) {
            let (was, is) = (before.get(word), after.get(word));
            match (was, is) {
                (Some(was), Some(is)) if was.value != is.value => {
                    self.wording(&spot.key(word), Some(was), Some(is));
                }
                (Some(_), None) => self.say_values(spot, Some(word.to_owned()), None),
                (None, Some(_)) => self.say_values(spot, None, Some(word.to_owned())),
                _ => {}
            }
        }
    }

    /// Tables of which the order counts. Those that are alike at the head and at the
    /// foot are taken together; what is between is compared in turn.
    fn rows(
        &mut self,
        of: &'static grammar::Table,
        spot: &Spot,
        old: Option<&Node>,
        new: Option<&Node>,
    ) {
        let before = old.map(items).unwrap_or_default();
        let after = new.map(items).unwrap_or_default();
        let same = |side: &Self, old: &Node, new: &Node| side.rows_alike(of, spot, old, new);
        let head = before.iter().zip(&after).take_while(|(old, new)| same(self, old, new)).count();
        let most = before.len().min(after.len()) - head;
        let both = before.iter().rev().zip(after.iter().rev()).take(most);
        let foot = both.take_while(|(old, new)| same(self, old, new)).count();
        let (old_part, new_part) =
            (&before[head..before.len() - foot], &after[head..after.len() - foot]);
        // Alike, and only in another order?
        let mut left: Vec<&Node> = new_part.to_vec();
        let shuffled = old_part.len() == new_part.len()
            && old_part.len() > 1
            && old_part.iter().all(|old| {
                let at = left.iter().position(|new| same(self, old, new));
                at.map(|at| left.remove(at)).is_some()
            });
        if shuffled {
            self.say(spot, What::Reordered, None, None);
        }
        // Words of those that mean the same.
        let tail = before[before.len() - foot..].iter().zip(&after[after.len() - foot..]);
        for (old, new) in before[..head].iter().zip(&after[..head]).chain(tail) {
            self.row(of, spot, old, new, 0);
        }
        if shuffled {
            return;
        }
        for at in 0..old_part.len().max(new_part.len()) {
            let number = head + at + 1;
            match (old_part.get(at), new_part.get(at)) {
                (Some(old), Some(new)) => self.row(of, spot, old, new, number),
                (old, new) => {
                    let mut within = spot.key(number.to_string());
                    within.old = old.map(|node| node.at).or(spot.old);
                    within.new = new.map(|node| node.at).or(spot.new);
                    let told = |node: Option<&&Node>| node.map(|node| told(node));
                    self.say_values(&within, told(old), told(new));
                }
            }
        }
    }

    fn row(
        &mut self,
        of: &'static grammar::Table,
        spot: &Spot,
        old: &Node,
        new: &Node,
        number: usize,
    ) {
        let mut within = if number == 0 { spot.clone() } else { spot.key(number.to_string()) };
        (within.old, within.new) = (Some(old.at), Some(new.at));
        if let (Value::Table(old), Value::Table(new)) = (&old.value, &new.value) {
            self.tables(of, &within, old, new);
        }
    }

    fn rows_alike(&self, of: &'static grammar::Table, spot: &Spot, old: &Node, new: &Node) -> bool {
        let mut trial = Compared {
            old: self.old,
            new: self.new,
            renamed: self.renamed.clone(),
            found: Changes::default(),
        };
        trial.row(of, spot, old, new, 0);
        trial.found.meaning.is_empty()
    }

    /// Tables by their ids, of which the ids are no more than handles.
    fn named_tables(
        &mut self,
        of: &'static grammar::Table,
        spot: &Spot,
        old: Option<&Node>,
        new: Option<&Node>,
    ) {
        let table = |node: Option<&Node>| match node.map(|node| &node.value) {
            Some(Value::Table(table)) => table.clone(),
            _ => Table::default(),
        };
        let (before, after) = (table(old), table(new));
        let mut come: Vec<&(Stated<String>, Node)> =
            after.0.iter().filter(|(id, _)| before.get(&id.value).is_none()).collect();
        for (id, was) in &before.0 {
            let is = entry(&after, &id.value).or_else(|| {
                let at = come.iter().position(|(_, is)| self.rows_alike(of, spot, was, is))?;
                Some(come.remove(at)).map(|(id, node)| (id, node))
            });
            let mut within = spot.key(id.value.as_str());
            within.old = Some(id.at);
            match is {
                None => {
                    within.new = spot.new;
                    self.say(&within, What::Removed, Some(told(was)), None);
                }
                Some((name, is)) => {
                    within.new = Some(name.at);
                    self.observed(&within, was, is);
                    if let (Value::Table(was), Value::Table(is)) = (&was.value, &is.value) {
                        self.tables(of, &within, was, is);
                    }
                }
            }
        }
        for (id, is) in come {
            let mut within = spot.key(id.value.as_str());
            within.new = Some(id.at);
            self.say(&within, What::Added, None, Some(told(is)));
        }
    }

    /// How a holiday is observed: by its own word, or by that of its calendar.
    fn observed(&mut self, spot: &Spot, was: &Node, is: &Node) {
        let of = |whole: &Whole, day: &Node| {
            let calendar = definitions(&whole.tables, "calendar");
            let calendar = calendar.iter().find(|(id, _)| id.value == spot.id);
            let word = key_of(day, "observed").or_else(|| key_of(&calendar?.1, "observed"));
            word.map_or("as it falls".to_owned(), shown)
        };
        let own = key_of(was, "observed").is_some() || key_of(is, "observed").is_some();
        let (before, after) = (of(self.old.whole, was), of(self.new.whole, is));
        if own && before != after {
            self.say_values(&spot.key("observed"), Some(before), Some(after));
        }
    }

    /// A value in a form that is the same for all that mean the same.
    fn normal(&self, sort: Sort, node: &Node, is_old: bool) -> String {
        let called = |kinds: &[&str], name: &str| -> String {
            let mut now = None;
            if is_old {
                now = kinds
                    .iter()
                    .find_map(|kind| self.renamed.get(&((*kind).to_owned(), name.to_owned())));
            }
            now.map_or(name, String::as_str).to_owned()
        };
        let in_phrase = |name: &str| called(&IN_PHRASES, name);
        let files = if is_old { self.old.files } else { self.new.files };
        let Value::Text(text) = &node.value else {
            return match (&node.value, sort) {
                (Value::Whole(_) | Value::Decimal(_), _) => crate::source::as_amount(node)
                    .map_or(String::new(), |it| it.normalize().to_string()),
                (Value::Table(_), Sort::Forms) => {
                    let form = key_of(node, "form").map_or(String::new(), shown);
                    let when = key_of(node, "when");
                    let when = when.map(|when| self.normal(Sort::Condition, when, is_old));
                    format!("{} {}", called(&["form"], &form), when.unwrap_or_default())
                }
                (value, _) => value.to_string(),
            };
        };
        let findings = Findings::new(files);
        let phrase = Stated { value: text.clone(), at: node.at };
        let read = match sort {
            Sort::Condition => {
                phrase::condition(&findings, &phrase).map(|read| read.normal(&in_phrase))
            }
            Sort::Anchor => phrase::anchor(&findings, &phrase).map(|read| read.normal(&in_phrase)),
            Sort::Events | Sort::EventsSet => {
                phrase::events(&findings, &phrase).map(|read| normal_events(&read, &in_phrase))
            }
            Sort::Length => text.parse::<Length>().ok().map(|length| length.to_string()),
            Sort::Amount => crate::source::as_amount(node).map(|it| it.normalize().to_string()),
            Sort::Name(kind) | Sort::Names(kind) => Some(called(&[kind], text)),
            Sort::Forms => Some(format!("{} ", called(&["form"], text))),
            Sort::Plain(_) => text
                .parse::<Day>()
                .map(|day| day.to_string())
                .ok()
                .or_else(|| HolidayRule::parse(text).map(|rule| format!("{rule:?}"))),
            _ => None,
        };
        read.unwrap_or_else(|| text.clone())
    }

    fn say_values(&mut self, spot: &Spot, old: Option<String>, new: Option<String>) {
        let what = match (&old, &new) {
            (None, Some(_)) => What::Added,
            (Some(_), None) => What::Removed,
            _ => What::Changed,
        };
        self.say(spot, what, old, new);
    }

    fn wording(&mut self, spot: &Spot, old: Option<&Node>, new: Option<&Node>) {
        let change = self.change(spot, What::Changed, old.map(shown), new.map(shown));
        self.found.wording.push(change);
    }

    fn say(&mut self, spot: &Spot, what: What, old: Option<String>, new: Option<String>) {
        let change = self.change(spot, what, old, new);
        self.found.meaning.push(change);
    }

    fn change(&self, spot: &Spot, what: What, old: Option<String>, new: Option<String>) -> Change {
        let place = |version: Version<'_>, at: Option<At>| at.map(|at| version.files.place(at));
        let (old_place, new_place) = (place(self.old, spot.old), place(self.new, spot.new));
        let written = new_place.as_ref().or(old_place.as_ref());
        let pack = written.and_then(|place| place.file.split('/').next());
        Change {
            pack: pack.unwrap_or(&self.new.whole.id).to_owned(),
            reaches: Vec::new(),
            kind: spot.kind.clone(),
            id: spot.id.clone(),
            title: spot.title.clone(),
            key: spot.key.clone(),
            what,
            old,
            new,
            old_place: old_place.filter(|_| what != What::Added || !spot.key.is_empty()),
            new_place: new_place.filter(|_| what != What::Removed || !spot.key.is_empty()),
        }
    }
}

/// The kinds of either version, in the order in which they first stand.
fn kinds<'t>(old: &'t Table, new: &'t Table) -> Vec<&'t str> {
    grammar::KINDS
        .iter()
        .filter_map(|(kind, _)| {
            let found = |(name, _): &&'t (Stated<String>, Node)| name.value == *kind;
            new.0.iter().chain(&old.0).find(found).map(|(name, _)| name.value.as_str())
        })
        .collect()
}

/// The definitions of a kind.
pub(super) fn definitions<'t>(tables: &'t Table, kind: &str) -> &'t [(Stated<String>, Node)] {
    match tables.get(kind).map(|node| &node.value) {
        Some(Value::Table(table)) => &table.0,
        _ => &[],
    }
}

/// The keys of both tables, each once.
fn keys<'t>(old: &'t Table, new: &'t Table) -> Vec<&'t str> {
    let mut seen = BTreeSet::new();
    let all = new.0.iter().chain(&old.0).map(|(key, _)| key.value.as_str());
    all.filter(|key| seen.insert(*key)).collect()
}

fn entry<'t>(table: &'t Table, key: &str) -> Option<(&'t Stated<String>, &'t Node)> {
    table.0.iter().find(|(name, _)| name.value == key).map(|(name, node)| (name, node))
}

/// The value of a key of a table.
pub(super) fn key_of<'n>(node: &'n Node, key: &str) -> Option<&'n Node> {
    match &node.value {
        Value::Table(table) => table.get(key),
        _ => None,
    }
}

/// The items of a list; a single value stands for a list of one.
pub(super) fn items(node: &Node) -> Vec<&Node> {
    match &node.value {
        Value::List(items) => items.iter().collect(),
        _ => vec![node],
    }
}

/// The condition of a clause, which may be a table.
fn if_of(clause: &Node) -> &Node {
    key_of(clause, "if").unwrap_or(clause)
}

fn title(definition: &Node) -> Option<String> {
    key_of(definition, "title").map(shown)
}

fn collapsed(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value as a person reads it: a text without its quotes.
fn shown(node: &Node) -> String {
    match &node.value {
        Value::Text(text) => collapsed(text),
        other => other.to_string(),
    }
}

/// A table in one line, without the law and the words.
fn told(node: &Node) -> String {
    let Value::Table(table) = &node.value else { return shown(node) };
    let keys = table.0.iter().filter(|(key, _)| !matches!(&*key.value, "law" | "note"));
    let keys: Vec<String> =
        keys.map(|(key, node)| format!("{} = {}", key.value, shown(node))).collect();
    keys.join(", ")
}
