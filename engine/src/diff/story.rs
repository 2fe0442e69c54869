//! A case by its names, so that it can be put before both versions of a pack.
//!
//! Knows what a case file says. Must not know what follows from it.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use rust_decimal::Decimal;
use serde_json::{Map, json};

use super::meaning::Renamed;
use crate::case::{AttributeValue, Matter};
use crate::date::Day;
use crate::graph::{AMOUNTS, ENTRY, FactValue, Kind, Pack};

/// What is stated of a fact or an attribute.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Said {
    Flag(bool),
    Word(String),
    Amount(Decimal),
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Happened {
    pub(super) event: String,
    pub(super) on: Day,
    pub(super) said: BTreeMap<String, Said>,
}

/// A case: what is stated of it and what happened. Names are those of the new
/// version of the pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Story {
    pub(super) entered: Day,
    pub(super) facts: BTreeMap<String, Said>,
    pub(super) events: Vec<Happened>,
}

/// How one version of a pack calls things that the other calls otherwise.
#[derive(Debug, Default)]
pub(super) struct Names {
    to_new: HashMap<String, String>,
    to_old: HashMap<String, String>,
}

impl Names {
    pub(super) fn of(renamed: &Renamed) -> Names {
        let mut names = Names::default();
        for ((_, old), new) in renamed {
            names.to_new.insert(old.clone(), new.clone());
            names.to_old.insert(new.clone(), old.clone());
        }
        names
    }

    pub(super) fn new_of<'n>(&'n self, old: &'n str) -> &'n str {
        self.to_new.get(old).map_or(old, String::as_str)
    }

    pub(super) fn old_of<'n>(&'n self, new: &'n str) -> &'n str {
        self.to_old.get(new).map_or(new, String::as_str)
    }
}

impl Story {
    /// A judgment of a day, of which nothing else is said.
    pub(super) fn plain(entered: Day) -> Story {
        Story { entered, facts: BTreeMap::new(), events: Vec::new() }
    }

    /// What a case says; `called` turns its names into those of the new version.
    pub(super) fn of(matter: &Matter<'_>, called: impl Fn(&str) -> String) -> Story {
        let pack = matter.pack();
        let mut story = Story::plain(matter.entered());
        for (fact, value) in pack.facts.iter().zip(&matter.facts) {
            let said = match (value, &fact.kind) {
                (Some(FactValue::YesNo(flag)), _) => Said::Flag(*flag),
                (Some(FactValue::Amount(amount)), _) => Said::Amount(*amount),
                (Some(FactValue::Choice(at)), Kind::Choice(values)) => {
                    match values.get(usize::from(*at)) {
                        Some((word, _)) => Said::Word(word.clone()),
                        None => continue,
                    }
                }
                _ => continue,
            };
            if fact.default != *value {
                story.facts.insert(called(&fact.id), said);
            }
        }
        for recorded in &matter.events {
            let event = &pack.events[recorded.event.index()];
            if event.id == ENTRY {
                continue;
            }
            let said = recorded.attributes.iter().filter_map(|(id, value)| {
                let attribute = &pack.attributes[id.index()];
                let said = match (value, &attribute.kind) {
                    (AttributeValue::Word(at), Kind::Choice(values)) => {
                        Said::Word(values.get(usize::from(*at))?.0.clone())
                    }
                    (AttributeValue::Word(at), Kind::EventName) => {
                        let event = pack.events.get(usize::from(*at))?;
                        Said::Word(called(&event.id))
                    }
                    (AttributeValue::Word(flag), _) => Said::Flag(*flag == 1),
                    (AttributeValue::Amount(amount), _) => Said::Amount(*amount),
                    (AttributeValue::Text(text), _) => Said::Word(text.to_string()),
                };
                Some((attribute.id.clone(), said))
            });
            let said = said.collect();
            story.events.push(Happened { event: called(&event.id), on: recorded.day, said });
        }
        story.in_order()
    }

    /// The same with its events in the order of their days.
    pub(super) fn in_order(mut self) -> Story {
        self.events.sort_by(|a, b| (a.on, &a.event, &a.said).cmp(&(b.on, &b.event, &b.said)));
        self
    }

    /// The whole case so many days later.
    pub(super) fn later(&self, days: i32) -> Story {
        let mut story = self.clone();
        story.entered = story.entered.plus(days);
        for event in &mut story.events {
            event.on = event.on.plus(days);
        }
        story
    }

    /// The day of the last thing that happened.
    pub(super) fn last(&self) -> Day {
        self.events.iter().map(|event| event.on).fold(self.entered, Day::max)
    }

    /// The case file in JSON, with what a pack has names for; `called` gives them.
    pub(super) fn json(&self, pack: &Pack, called: impl Fn(&str) -> String) -> String {
        let mut judgment = Map::new();
        judgment.insert("entered".to_owned(), json!(self.entered));
        let mut facts = Map::new();
        for (name, said) in &self.facts {
            let name = called(name);
            let Some(at) = pack.fact_called(&name) else { continue };
            if !fits(&pack.facts[at].kind, said, pack) {
                continue;
            }
            let amount = AMOUNTS.iter().any(|(amount, ..)| *amount == name);
            let table = if amount { &mut judgment } else { &mut facts };
            table.insert(name, in_json(said));
        }
        let mut events = Vec::new();
        for happened in &self.events {
            let name = called(&happened.event);
            let Some(id) = pack.event_called(&name) else { continue };
            let takes = &pack.events[id.index()].takes;
            let mut event = Map::new();
            event.insert("on".to_owned(), json!(happened.on));
            event.insert("what".to_owned(), json!(name));
            for (attribute, said) in &happened.said {
                let taken = takes.iter().find(|id| pack.attributes[id.index()].id == *attribute);
                let said = match said {
                    Said::Word(word) => Said::Word(called(word)),
                    other => other.clone(),
                };
                if taken.is_some_and(|id| fits(&pack.attributes[id.index()].kind, &said, pack)) {
                    event.insert(attribute.clone(), in_json(&said));
                }
            }
            events.push(event);
        }
        json!({ "jurisdiction": pack.id, "judgment": judgment, "facts": facts, "event": events })
            .to_string()
    }

    /// The case file in TOML.
    pub(super) fn toml(&self, jurisdiction: &str) -> String {
        let mut text = format!("jurisdiction = \"{jurisdiction}\"\n\n[judgment]\n");
        let line = |text: &mut String, name: &str, said: &Said| {
            // Writing to a text does not fail.
            let _ = match said {
                Said::Flag(flag) => writeln!(text, "{name} = {flag}"),
                Said::Word(word) => writeln!(text, "{name} = {}", toml::Value::from(word.as_str())),
                Said::Amount(amount) => writeln!(text, "{name} = {amount}"),
            };
        };
        text += &format!("entered = {}\n", self.entered);
        let is_amount = |name: &str| AMOUNTS.iter().any(|(amount, ..)| *amount == name);
        for (name, said) in self.facts.iter().filter(|(name, _)| is_amount(name)) {
            line(&mut text, name, said);
        }
        let facts: Vec<_> = self.facts.iter().filter(|(name, _)| !is_amount(name)).collect();
        if !facts.is_empty() {
            text += "\n[facts]\n";
            facts.into_iter().for_each(|(name, said)| line(&mut text, name, said));
        }
        for event in &self.events {
            text += &format!("\n[[event]]\non = {}\nwhat = \"{}\"\n", event.on, event.event);
            event.said.iter().for_each(|(name, said)| line(&mut text, name, said));
        }
        text
    }
}

/// Whether a fact or attribute can be so.
fn fits(kind: &Kind, said: &Said, pack: &Pack) -> bool {
    match (kind, said) {
        (Kind::YesNo { .. }, Said::Flag(_)) | (Kind::Amount, Said::Amount(_)) => true,
        (Kind::Choice(values), Said::Word(word)) => values.iter().any(|(known, _)| known == word),
        (Kind::EventName, Said::Word(word)) => pack.event_called(word).is_some(),
        (Kind::Free, Said::Word(_)) => true,
        _ => false,
    }
}

fn in_json(said: &Said) -> serde_json::Value {
    match said {
        Said::Flag(flag) => json!(flag),
        Said::Word(word) => json!(word),
        // As a text, which keeps it exact.
        Said::Amount(amount) => json!(amount.to_string()),
    }
}
