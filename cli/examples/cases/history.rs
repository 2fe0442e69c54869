//! Varied cases over all packs: plausible to look at, never of real people, and
//! the same ones for the same seed.
//!
//! The names come from the packs themselves: every fact, event and attribute
//! that a pack knows comes up sooner or later. Shared by the example that prints
//! cases, the benchmark of `recoup batch` and its tests.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use fastrand::Rng;
use recoup_engine::graph::{Kind, Pack};
use recoup_engine::{Day, Library};
use serde_json::{Map, Value, json};

/// The law of all packs as they stand in the source tree.
pub(crate) fn library() -> Library {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let mut texts = Vec::new();
    let mut ids = BTreeSet::new();
    for folder in fs::read_dir(rules).expect("the folder of packs") {
        let folder = folder.expect("a pack").path();
        if !folder.is_dir() {
            continue; // a schema
        }
        let id = folder.file_name().expect("a name").to_string_lossy().into_owned();
        for file in fs::read_dir(&folder).expect("a pack") {
            let file = file.expect("a file").path();
            if file.is_file() {
                let name = file.file_name().expect("a name").to_string_lossy().into_owned();
                let text = fs::read_to_string(&file).expect("a text");
                texts.push((format!("{id}/{name}"), text));
            }
        }
        ids.insert(id);
    }
    let pairs = || texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let packs = ids.iter().map(|id| Library::with_pack(pairs(), id).expect("a pack in order"));
    packs.fold(Library::default(), Library::join)
}

/// The last day on which anything happens in a case: every case can be asked about on it.
pub(crate) const LAST: &str = "2026-11-21";

/// The first day of entry where a pack models every judgment.
const FIRST: &str = "1990-01-02";

/// A source of cases.
pub(crate) struct Histories<'p> {
    packs: Vec<&'p Pack>,
    rng: Rng,
    number: u64,
}

/// A case before it is written down.
pub(crate) struct History {
    pub(crate) case_number: Option<String>,
    pub(crate) jurisdiction: String,
    pub(crate) entered: Day,
    pub(crate) principal: Option<String>,
    pub(crate) costs: Option<String>,
    pub(crate) facts: Vec<(String, Value)>,
    pub(crate) events: Vec<Happened>,
}

/// Something that happened.
pub(crate) struct Happened {
    pub(crate) on: Day,
    pub(crate) what: String,
    pub(crate) attributes: Vec<(String, Value)>,
}

impl<'p> Histories<'p> {
    pub(crate) fn new(library: &'p Library, seed: u64) -> Histories<'p> {
        let packs = library.packs().filter(|pack| !pack.foundation).collect();
        Histories { packs, rng: Rng::with_seed(seed), number: 0 }
    }

    /// The next case.
    pub(crate) fn history(&mut self) -> History {
        let pack = self.packs[self.rng.usize(..self.packs.len())];
        self.number += 1;
        let entered = self.entered(pack);
        let money =
            |rng: &mut Rng, most: u32| format!("{}.{:02}", rng.u32(1..most), rng.u32(..100));
        let mut facts = Vec::new();
        for (fact, kind) in pack.facts() {
            // Most cases leave most facts open.
            if self.rng.u8(..10) < 4 {
                facts.push((fact.to_owned(), self.value(pack, kind)));
            }
        }
        let names: Vec<&str> = pack.events().collect();
        let mut events: Vec<Happened> = (0..self.rng.usize(..=12))
            .map(|_| {
                let what = names[self.rng.usize(..names.len())];
                Happened {
                    on: self.after(entered),
                    what: what.to_owned(),
                    attributes: self.attributes(pack, what),
                }
            })
            .collect();
        events.sort_by_key(|happened| happened.on);
        History {
            case_number: (self.rng.u8(..10) < 8).then(|| format!("SC-{:07}", self.number)),
            jurisdiction: pack.id.clone(),
            entered,
            principal: (self.rng.u8(..10) < 9).then(|| money(&mut self.rng, 12_500)),
            costs: (self.rng.u8(..10) < 5).then(|| money(&mut self.rng, 300)),
            facts,
            events,
        }
    }

    /// A day of entry that the pack models; half of them of the last years.
    fn entered(&mut self, pack: &Pack) -> Day {
        let last: Day = LAST.parse().expect("a day");
        let first = pack.covers.as_ref().map_or_else(|| FIRST.parse().expect("a day"), |it| it.0);
        let days = days_between(first, last);
        let back = if self.rng.bool() { days.min(6 * 365) } else { days };
        last.plus(-self.rng.i32(0..back))
    }

    /// Soon after the entry, or years after it; never after the last day.
    fn after(&mut self, entered: Day) -> Day {
        let most = [90, 1000, 20 * 365][self.rng.usize(..3)];
        let most = days_between(entered, LAST.parse().expect("a day")).min(most);
        entered.plus(self.rng.i32(0..=most))
    }

    fn attributes(&mut self, pack: &Pack, event: &str) -> Vec<(String, Value)> {
        let takes: Vec<(&str, &Kind)> = pack.attributes_of(event).collect();
        let mut attributes = Vec::new();
        for (attribute, kind) in takes {
            if self.rng.u8(..10) < 8 {
                attributes.push((attribute.to_owned(), self.value(pack, kind)));
            }
        }
        attributes
    }

    fn value(&mut self, pack: &Pack, kind: &Kind) -> Value {
        match kind {
            Kind::YesNo { .. } => Value::Bool(self.rng.bool()),
            Kind::Choice(words) => words[self.rng.usize(..words.len())].0.clone().into(),
            Kind::Amount => Value::from(self.rng.u32(1..20_000)),
            Kind::EventName => {
                let names: Vec<&str> = pack.events().collect();
                names[self.rng.usize(..names.len())].into()
            }
            Kind::Free => format!("No. {}", self.rng.u32(..5)).into(),
        }
    }
}

fn days_between(first: Day, last: Day) -> i32 {
    let days = last.date().expect("a date") - first.date().expect("a date");
    i32::try_from(days.num_days()).expect("few days")
}

impl History {
    /// The case file as JSON on one line.
    pub(crate) fn line(&self) -> String {
        let mut judgment = json!({ "entered": self.entered });
        for (key, amount) in [("principal", &self.principal), ("costs", &self.costs)] {
            if let Some(amount) = amount {
                judgment[key] = json!(amount);
            }
        }
        let events: Vec<Value> = self
            .events
            .iter()
            .map(|happened| {
                let mut event = json!({ "on": happened.on, "what": happened.what });
                for (attribute, value) in &happened.attributes {
                    event[attribute] = value.clone();
                }
                event
            })
            .collect();
        let facts: Map<String, Value> = self.facts.iter().cloned().collect();
        let mut case = json!({ "jurisdiction": self.jurisdiction, "judgment": judgment });
        if let Some(number) = &self.case_number {
            case["case_number"] = json!(number);
        }
        case["facts"] = Value::Object(facts);
        case["event"] = Value::Array(events);
        case.to_string()
    }

    /// The cells of the case under the names of a table.
    pub(crate) fn row(&self, names: &[String]) -> String {
        let mut cells = BTreeMap::new();
        cells.insert("jurisdiction".to_owned(), self.jurisdiction.clone());
        cells.insert("entered".to_owned(), self.entered.to_string());
        let of_the_case = [
            ("case_number", &self.case_number),
            ("principal", &self.principal),
            ("costs", &self.costs),
        ];
        for (name, value) in of_the_case {
            if let Some(value) = value {
                cells.insert(name.to_owned(), value.clone());
            }
        }
        for (fact, value) in &self.facts {
            cells.insert(fact.clone(), plain(value));
        }
        let mut events: BTreeMap<&str, Vec<&Happened>> = BTreeMap::new();
        for happened in &self.events {
            events.entry(&happened.what).or_default().push(happened);
        }
        for (what, list) in events {
            let days: Vec<String> = list.iter().map(|happened| happened.on.to_string()).collect();
            cells.insert(what.to_owned(), days.join(";"));
            let attributes = list.iter().flat_map(|happened| &happened.attributes);
            for (attribute, _) in attributes {
                let of = |happened: &&Happened| {
                    let found = happened.attributes.iter().find(|(name, _)| name == attribute);
                    found.map_or(String::new(), |(_, value)| plain(value))
                };
                let values: Vec<String> = list.iter().map(of).collect();
                cells.insert(format!("{what}.{attribute}"), values.join(";"));
            }
        }
        let cells: Vec<String> =
            names.iter().map(|name| cells.remove(name).unwrap_or_default()).collect();
        cells.join(",")
    }
}

/// A value as a cell has it.
fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

/// The names of the columns of a table that can hold every case.
pub(crate) fn names(library: &Library) -> Vec<String> {
    let keys = ["jurisdiction", "case_number", "entered", "principal", "costs"];
    let mut names: Vec<String> = keys.map(str::to_owned).to_vec();
    let mut more = BTreeSet::new();
    for pack in library.packs().filter(|pack| !pack.foundation) {
        more.extend(pack.facts().map(|(fact, _)| fact.to_owned()));
        for event in pack.events() {
            more.insert(event.to_owned());
            more.extend(pack.attributes_of(event).map(|(name, _)| format!("{event}.{name}")));
        }
    }
    names.extend(more);
    names
}
