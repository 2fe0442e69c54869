//! A pack and a case, read from their TOML into plain tables.
//!
//! Knows where things stand in the files; must not know what they mean.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;
use toml::{Table, Value};

use super::count::{self, Calendar, Counting, Holiday, On};
use super::words::{self, Condition, Events, Length, Start};

/// The law of a jurisdiction, with that of the packs it builds on.
#[derive(Debug, Default)]
pub struct Pack {
    /// The first day of entry that it models.
    pub covers_from: Option<NaiveDate>,
    /// Facts by their ids.
    pub facts: BTreeMap<String, Fact>,
    /// The words that each attribute may have.
    pub attributes: BTreeMap<String, Vec<String>>,
    /// Events by their ids.
    pub events: BTreeMap<String, Event>,
    /// Periods by their ids.
    pub periods: BTreeMap<String, Period>,
    /// The conditions of statuses.
    pub statuses: BTreeMap<String, Condition>,
    /// Procedures by their ids.
    pub procedures: BTreeMap<String, Procedure>,
    /// Calendars by their ids.
    pub calendars: BTreeMap<String, Calendar>,
    /// Ways of counting by their ids.
    pub countings: BTreeMap<String, Arc<Counting>>,
    /// All dates that the pack names: on them or after them a condition may turn.
    pub dates: BTreeSet<NaiveDate>,
    /// All names on which some `surely` rests. To learn more of them may take back
    /// what was sure: that is what the word is for.
    pub under_surely: BTreeSet<String>,
}

/// What a fact may be.
#[derive(Debug, Clone)]
pub struct Fact {
    /// The values it may have; for an amount, values around those it is compared with.
    pub values: Vec<Stated>,
    /// What holds when a case does not say.
    pub default: Option<Stated>,
}

/// What a case states of a fact.
#[derive(Debug, Clone, PartialEq)]
pub enum Stated {
    /// True or false.
    Flag(bool),
    /// A word.
    Word(String),
    /// A number.
    Amount(f64),
}

/// An event as the pack describes it.
#[derive(Debug, Default)]
pub struct Event {
    /// The attributes that it may carry.
    pub takes: Vec<String>,
    /// What it is for another debtor than the one whom it names.
    pub of_another: Option<Vec<String>>,
    /// Whether it may have happened though it is not recorded.
    pub may_be_unrecorded: bool,
    /// Whether it may lie before the day of entry.
    pub may_precede_entry: bool,
    /// Looked at on the event's day.
    pub counts_when: Option<Condition>,
    /// The period that it must change.
    pub counts_if_it_changes: Option<String>,
    /// What must follow.
    pub completed_by: Vec<Completion>,
}

/// What must follow for an event to have effect.
#[derive(Debug)]
pub struct Completion {
    /// The event that must follow.
    pub event: Events,
    /// Needed only where this holds on the event's day.
    pub when: Option<Condition>,
    /// Within so long.
    pub within: Option<Length>,
    /// Or until a day.
    pub until: Option<Start>,
    /// How that is counted.
    pub counted: Arc<Counting>,
}

/// A period.
#[derive(Debug)]
pub struct Period {
    /// Its starting point.
    pub starts: Start,
    /// Whether it runs at all.
    pub when: Option<Condition>,
    /// Its own terms.
    pub terms: Terms,
    /// What differs, and when.
    pub versions: Vec<(Condition, Terms)>,
    /// What differs in another reading.
    pub readings: Vec<Terms>,
    /// `restarted_by`, `extended_by`, `revived_by`, in this order.
    pub effects: Vec<Effect>,
    /// The events that end it.
    pub ended_by: Events,
    /// Whether it is a time that must pass.
    pub waits: bool,
    /// Its name in the lines of a computation.
    pub title: String,
    /// Whether it is a deadline for somebody.
    pub shown: bool,
    /// When it matters to nobody.
    pub moot_when: Option<Condition>,
}

/// How long a period runs, as far as a table says. What stands in a pack keeps its
/// place there, by which the evaluator knows it.
#[derive(Debug, Default, Clone)]
pub struct Terms {
    /// How long, in words or as a starting point for the last day.
    pub span: Option<Arc<Span>>,
    /// The way of counting.
    pub counted: Option<Arc<Counting>>,
    /// Of a reading: the last day, from the end as it now stands.
    pub to: Option<Arc<Start>>,
    /// Of a reading: by what only the last day moves, as it now stands.
    pub last_day: Option<Arc<Counting>>,
    /// The days that do not count.
    pub suspended_while: Option<Arc<Condition>>,
    /// What holds it open.
    pub held_open: Vec<Arc<Held>>,
}

impl Period {
    /// Whether, in some case, the law sets it an end that is not known.
    pub fn may_not_be_known(&self) -> bool {
        let versions = self.versions.iter().any(|(_, terms)| terms.is_not_known());
        versions || self.terms.is_not_known() || self.terms.span.is_none()
    }

    /// Whether by some reading the law sets an end that is not known.
    pub fn a_reading_is_not_known(&self) -> bool {
        self.readings.iter().any(Terms::is_not_known)
    }
}

impl Terms {
    fn is_not_known(&self) -> bool {
        matches!(self.span.as_deref(), Some(Span::NotKnown))
    }
}

/// `length` or `ends`.
#[derive(Debug, Clone)]
pub enum Span {
    /// `length = "30 days"`
    Length(Length),
    /// `length = "open"`
    Open,
    /// `length = "not known"`
    NotKnown,
    /// `ends = "…"`
    Ends(Start),
}

/// What holds a period open.
#[derive(Debug, Clone)]
pub struct Held {
    /// While this holds
    pub condition: Condition,
    /// and so long after it.
    pub and_for: Option<Length>,
    /// How that is counted.
    pub counted: Option<Arc<Counting>>,
}

/// What an effect does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `extended_by`
    Extends,
    /// `restarted_by`
    Restarts,
    /// `revived_by`
    Revives,
}

/// An entry of `extended_by`, `restarted_by` or `revived_by`.
#[derive(Debug)]
pub struct Effect {
    /// What it does.
    pub kind: Kind,
    /// The event that does it.
    pub event: Events,
    /// Looked at on the event's day.
    pub when: Option<Condition>,
    /// The new end.
    pub to: Option<Start>,
    /// The first day for it.
    pub not_before: Option<Start>,
    /// The last day for it.
    pub not_after: Option<Start>,
    /// How much must have passed since the last one.
    pub gap: Option<Length>,
    /// How often.
    pub times: Option<usize>,
    /// The event that must have been in time.
    pub asked_by: Option<Events>,
    /// The event after which asking is over.
    pub refused_by: Option<Events>,
    /// Its own way of counting.
    pub counted: Option<Arc<Counting>>,
}

/// A procedure.
#[derive(Debug)]
pub struct Procedure {
    /// Whether the jurisdiction has it.
    pub available: bool,
    /// Conditions on whom and what.
    pub only_if: Vec<Condition>,
    /// Conditions on when.
    pub open: Vec<Condition>,
    /// Whether it has been done.
    pub done: Option<Condition>,
}

/// A case.
#[derive(Debug, Clone)]
pub struct Case {
    /// The id of its pack.
    pub jurisdiction: String,
    /// The day of entry.
    pub entered: NaiveDate,
    /// What is true of it.
    pub facts: BTreeMap<String, Stated>,
    /// What happened, in the order of the days.
    pub events: Vec<Recorded>,
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq)]
pub struct Recorded {
    /// The id of the event.
    pub event: String,
    /// Its day.
    pub on: NaiveDate,
    /// Its attributes that are words.
    pub attributes: BTreeMap<String, String>,
}

/// What reading gives, or what could not be read.
type Read<T> = Result<T, String>;

impl Pack {
    /// Reads the pack of an id from the texts of all packs.
    ///
    /// # Errors
    ///
    /// Says what could not be read.
    pub fn read(texts: &[(String, String)], id: &str) -> Read<Pack> {
        let mut whole = Table::new();
        gather(texts, id, &mut whole)?;
        let mut pack = Pack::default();
        if let Some(covers) = whole.get("pack").and_then(|table| table.get("covers_from")) {
            pack.covers_from = Some(day(covers)?);
        }
        dates(&Value::Table(whole.clone()), &mut pack.dates);
        pack.under_surely = under_surely(&whole);
        let numbers = numbers(&Value::Table(whole.clone()));
        pack.calendars = calendars(&whole)?;
        pack.countings = countings(&whole, &pack.calendars)?;
        let reader = Reader { countings: pack.countings.clone() };

        for (id, table) in entries(&whole, "fact") {
            pack.facts.insert(id.clone(), fact(table, &numbers));
        }
        for id in ["principal", "costs"] {
            let values = around(&numbers);
            pack.facts.insert(id.to_owned(), Fact { values, default: None });
        }
        for (id, table) in entries(&whole, "attribute") {
            let values = table.get("values").and_then(Value::as_table);
            let words = values.map(|values| values.keys().cloned().collect());
            pack.attributes.insert(id.clone(), words.unwrap_or_default());
        }
        for (id, table) in entries(&whole, "event") {
            pack.events.insert(id.clone(), reader.event(table)?);
        }
        for (id, table) in entries(&whole, "period") {
            let period = reader.period(table).map_err(|wrong| format!("period {id}: {wrong}"))?;
            pack.periods.insert(id.clone(), period);
        }
        for (id, table) in entries(&whole, "status") {
            let when = text(table, "when").ok_or(format!("status {id} has no `when`"))?;
            pack.statuses.insert(id.clone(), words::condition(when)?);
        }
        let requirements: BTreeMap<&String, &Table> = entries(&whole, "requirement").collect();
        for (id, table) in entries(&whole, "procedure") {
            pack.procedures.insert(id.clone(), procedure(table, &requirements)?);
        }
        Ok(pack)
    }

    /// Reads a case, as it stands in a case file or in an example.
    ///
    /// # Errors
    ///
    /// Says what could not be read.
    pub fn case(&self, table: &Table) -> Read<Case> {
        let judgment = table.get("judgment").and_then(Value::as_table).ok_or("no judgment")?;
        let mut case = Case {
            jurisdiction: text(table, "jurisdiction").unwrap_or_default().to_owned(),
            entered: day(judgment.get("entered").ok_or("no day of entry")?)?,
            facts: BTreeMap::new(),
            events: Vec::new(),
        };
        for (id, fact) in &self.facts {
            if let Some(default) = &fact.default {
                case.facts.insert(id.clone(), default.clone());
            }
        }
        let facts = table.get("facts").and_then(Value::as_table);
        let court = table.get_key_value("court");
        let amounts = judgment.iter().filter(|(id, _)| *id == "principal" || *id == "costs");
        for (id, value) in facts.into_iter().flatten().chain(court).chain(amounts) {
            case.facts.insert(id.clone(), stated(value).ok_or(format!("fact {id}"))?);
        }
        let debtors = table.get("debtor").and_then(Value::as_table);
        let only = || debtors.and_then(|debtors| debtors.keys().next()).map(String::as_str);
        let about = text(table, "about").or_else(only);
        let of_one = about.and_then(|about| debtors?.get(about)?.as_table());
        for (id, value) in of_one.into_iter().flatten() {
            case.facts.insert(id.clone(), stated(value).ok_or(format!("fact {id}"))?);
        }
        for event in tables(table, "event") {
            let words = event.iter().filter(|(key, _)| *key != "on" && *key != "what");
            let recorded = Recorded {
                event: text(event, "what").ok_or("an event without `what`")?.to_owned(),
                on: day(event.get("on").ok_or("an event without `on`")?)?,
                attributes: words
                    .filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())))
                    .collect(),
            };
            let others = self.events.get(&recorded.event).and_then(|one| one.of_another.as_ref());
            let whose = recorded.attributes.get("debtor").map(String::as_str);
            match others {
                // Somebody else's.
                Some(others) if about.is_some() && whose.is_some() && whose != about => {
                    for other in others {
                        let takes = &self.events.get(other).ok_or("no such event")?.takes;
                        let mut same = recorded.clone();
                        same.event.clone_from(other);
                        same.attributes.retain(|key, _| takes.contains(key));
                        case.events.push(same);
                    }
                }
                _ => case.events.push(recorded),
            }
        }
        case.events.push(Recorded {
            event: "judgment_entered".to_owned(),
            on: case.entered,
            attributes: BTreeMap::new(),
        });
        case.events.sort_by(|a, b| (a.on, &a.event).cmp(&(b.on, &b.event)));
        Ok(case)
    }
}

/// Puts a pack over those it builds on: ids over ids, keys over keys.
fn gather(texts: &[(String, String)], id: &str, whole: &mut Table) -> Read<()> {
    let mut own = Table::new();
    for (name, text) in texts {
        let Some(file) = name.strip_prefix(id).and_then(|rest| rest.strip_prefix('/')) else {
            continue;
        };
        if file.contains('/') {
            continue;
        }
        let table: Table = text.parse().map_err(|wrong| format!("{name}: {wrong}"))?;
        put_over(&mut own, table);
    }
    let below = own.get("pack").and_then(|pack| pack.get("builds_on")).and_then(Value::as_array);
    for below in below.into_iter().flatten().filter_map(Value::as_str) {
        gather(texts, below, whole)?;
    }
    put_over(whole, own);
    Ok(())
}

fn put_over(whole: &mut Table, own: Table) {
    for (kind, ids) in own {
        let Value::Table(ids) = ids else { continue };
        let below = whole.entry(kind.clone()).or_insert_with(|| Value::Table(Table::new()));
        let Value::Table(below) = below else { continue };
        for (id, keys) in ids {
            match (below.get_mut(&id), keys) {
                (Some(Value::Table(below)), Value::Table(keys)) => below.extend(keys),
                (_, keys) => {
                    below.insert(id, keys);
                }
            }
        }
    }
}

fn entries<'t>(whole: &'t Table, kind: &str) -> impl Iterator<Item = (&'t String, &'t Table)> {
    let ids = whole.get(kind).and_then(Value::as_table);
    ids.into_iter().flatten().filter_map(|(id, keys)| Some((id, keys.as_table()?)))
}

fn text<'t>(table: &'t Table, key: &str) -> Option<&'t str> {
    table.get(key).and_then(Value::as_str)
}

fn tables<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Table> {
    values(table, key).filter_map(Value::as_table)
}

fn texts<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t str> {
    values(table, key).filter_map(Value::as_str)
}

/// The values of a key that takes several: of a list each, or the one alone.
fn values<'t>(table: &'t Table, key: &str) -> impl Iterator<Item = &'t Value> {
    let value = table.get(key);
    let list = value.and_then(Value::as_array);
    let alone = value.filter(|value| !value.is_array());
    list.into_iter().flatten().chain(alone)
}

/// A day, written as a date or as a text.
pub fn day(value: &Value) -> Read<NaiveDate> {
    let text = match value {
        Value::Datetime(day) => day.to_string(),
        Value::String(text) => text.clone(),
        other => return Err(format!("`{other}` is no day")),
    };
    text.parse().map_err(|_| format!("`{text}` is no day"))
}

fn stated(value: &Value) -> Option<Stated> {
    Some(match value {
        Value::Boolean(flag) => Stated::Flag(*flag),
        Value::String(word) => match word.parse() {
            Ok(amount) => Stated::Amount(amount),
            Err(_) => Stated::Word(word.clone()),
        },
        Value::Integer(number) => Stated::Amount(*number as f64),
        Value::Float(number) => Stated::Amount(*number),
        _ => return None,
    })
}

fn fact(table: &Table, numbers: &BTreeSet<u32>) -> Fact {
    let words = table.get("values").and_then(Value::as_table);
    let values = match words {
        Some(words) => words.keys().cloned().map(Stated::Word).collect(),
        None if text(table, "kind") == Some("amount") => around(numbers),
        None => vec![Stated::Flag(true), Stated::Flag(false)],
    };
    Fact { values, default: table.get("default").and_then(stated) }
}

/// Every number that something is compared with, one less and one more.
fn around(numbers: &BTreeSet<u32>) -> Vec<Stated> {
    let all = numbers.iter().flat_map(|number| [number.saturating_sub(1), *number, number + 1]);
    let all: BTreeSet<u32> = all.chain([1]).collect();
    all.into_iter().map(|number| Stated::Amount(f64::from(number))).collect()
}

/// The numbers with which conditions compare.
fn numbers(value: &Value) -> BTreeSet<u32> {
    let mut found = BTreeSet::new();
    each_text(value, &mut |text| {
        for how in [" over ", " under ", " at least ", " at most "] {
            for (at, _) in text.match_indices(how) {
                let word = text[at + how.len()..].split([' ', ')']).next().unwrap_or_default();
                found.extend(word.replace(',', "").parse::<u32>());
            }
        }
    });
    found
}

/// All dates in the texts of a pack, and the days after them.
fn dates(value: &Value, found: &mut BTreeSet<NaiveDate>) {
    each_text(value, &mut |text| {
        let words = text.split([' ', '(', ')', ',']);
        for date in words.filter_map(|word| word.parse::<NaiveDate>().ok()) {
            found.extend([date, count::next(date)]);
        }
    });
}

/// All names on which some `surely` rests, directly or through what they name.
fn under_surely(whole: &Table) -> BTreeSet<String> {
    let words = |text: &str| -> Vec<String> {
        text.split([' ', '(', ')', ',']).map(str::to_owned).collect()
    };
    let mut found = BTreeSet::new();
    each_text(&Value::Table(whole.clone()), &mut |text| {
        if text.contains("surely ") {
            found.extend(words(text));
        }
    });
    loop {
        let before = found.len();
        for kind in ["status", "period", "event"] {
            for (id, table) in entries(whole, kind) {
                if found.contains(id) {
                    each_text(&Value::Table(table.clone()), &mut |text| found.extend(words(text)));
                }
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn each_text(value: &Value, look: &mut impl FnMut(&str)) {
    match value {
        Value::String(text) => look(text),
        Value::Array(list) => list.iter().for_each(|value| each_text(value, look)),
        Value::Table(table) => table.iter().for_each(|(_, value)| each_text(value, look)),
        _ => {}
    }
}

fn calendars(whole: &Table) -> Read<BTreeMap<String, Calendar>> {
    let mut calendars = BTreeMap::new();
    for (id, table) in entries(whole, "calendar") {
        let mut calendar = Calendar::default();
        calendar.open_on_saturdays = text(table, "weekend") == Some("Sunday");
        let common = text(table, "observed").unwrap_or("as it falls");
        for (_, holiday) in entries(table, "holiday") {
            let on = holiday.get("on").ok_or("a holiday without `on`")?;
            let place =
                |key| holiday.get(key).map(|day| count::place_of(&day.to_string())).transpose();
            calendar.holidays.push(Holiday {
                title: text(holiday, "title").unwrap_or_default().to_owned(),
                on: On::read(&on.as_str().map_or_else(|| on.to_string(), str::to_owned))?,
                from: place("from")?,
                until: place("until")?,
                observed: text(holiday, "observed").unwrap_or(common).to_owned(),
            });
        }
        calendars.insert(id.clone(), calendar);
    }
    Ok(calendars)
}

fn countings(
    whole: &Table,
    calendars: &BTreeMap<String, Calendar>,
) -> Read<BTreeMap<String, Arc<Counting>>> {
    let mut countings = BTreeMap::new();
    for (id, table) in entries(whole, "counting") {
        let whose = text(table, "calendar");
        let calendar = whose.and_then(|id| calendars.get(id));
        let mut counting = Counting {
            last_day: text(table, "last_day").unwrap_or_default().to_owned(),
            whose: whose.map(str::to_owned),
            calendar: calendar.cloned().unwrap_or_default(),
            first_of_next: text(table, "month_end") == Some("first day of the next month"),
            court_days_up_to: 0,
            added: Vec::new(),
        };
        if let Some(days) = table.get("court_days_up_to").and_then(Value::as_integer) {
            counting.court_days_up_to = days;
        }
        for added in tables(table, "added") {
            let by = text(added, "by").unwrap_or_default().to_owned();
            let length = words::length(text(added, "length").unwrap_or_default())?;
            counting.added.push((by, length));
        }
        countings.insert(id.clone(), Arc::new(counting));
    }
    Ok(countings)
}

struct Reader {
    countings: BTreeMap<String, Arc<Counting>>,
}

impl Reader {
    fn counted(&self, table: &Table) -> Read<Option<Arc<Counting>>> {
        self.way_of_counting(table, "counted")
    }

    fn way_of_counting(&self, table: &Table, key: &str) -> Read<Option<Arc<Counting>>> {
        let Some(id) = text(table, key) else { return Ok(None) };
        Ok(Some(self.countings.get(id).ok_or(format!("no counting {id}"))?.clone()))
    }

    fn event(&self, table: &Table) -> Read<Event> {
        let flag = |key: &str| table.get(key).and_then(Value::as_bool).unwrap_or(false);
        let mut event = Event {
            takes: texts(table, "takes").map(str::to_owned).collect(),
            of_another: table
                .get("of_another")
                .map(|_| texts(table, "of_another").map(str::to_owned).collect()),
            may_be_unrecorded: flag("may_be_unrecorded"),
            may_precede_entry: flag("may_precede_entry"),
            counts_when: condition(table, "counts_when")?,
            counts_if_it_changes: text(table, "counts_if_it_changes").map(str::to_owned),
            completed_by: Vec::new(),
        };
        for table in tables(table, "completed_by") {
            event.completed_by.push(Completion {
                event: words::events(text(table, "event").unwrap_or_default())?,
                when: condition(table, "when")?,
                within: text(table, "within").map(words::length).transpose()?,
                until: text(table, "until").map(words::start).transpose()?,
                counted: self.counted(table)?.unwrap_or_default(),
            });
        }
        Ok(event)
    }

    fn period(&self, table: &Table) -> Read<Period> {
        let starts = text(table, "starts").ok_or("no `starts`")?;
        let flag = |key: &str| table.get(key).and_then(Value::as_bool);
        let mut period = Period {
            starts: words::start(starts)?,
            when: condition(table, "when")?,
            terms: self.terms(table)?,
            versions: Vec::new(),
            readings: Vec::new(),
            effects: Vec::new(),
            ended_by: Vec::new(),
            waits: flag("waits").unwrap_or(false),
            title: text(table, "title").unwrap_or_default().to_owned(),
            shown: flag("shown").unwrap_or(true),
            moot_when: condition(table, "moot_when")?,
        };
        for version in tables(table, "version") {
            let when = text(version, "when").ok_or("a version without `when`")?;
            period.versions.push((words::condition(when)?, self.terms(version)?));
        }
        for reading in tables(table, "reading") {
            period.readings.push(self.terms(reading)?);
        }
        for text in texts(table, "ended_by") {
            period.ended_by.extend(words::events(text)?);
        }
        let kinds = [
            ("restarted_by", Kind::Restarts),
            ("extended_by", Kind::Extends),
            ("revived_by", Kind::Revives),
        ];
        for (key, kind) in kinds {
            for table in tables(table, key) {
                period.effects.push(self.effect(table, kind)?);
            }
        }
        Ok(period)
    }

    fn terms(&self, table: &Table) -> Read<Terms> {
        let span = match (text(table, "length"), text(table, "ends")) {
            (Some("open"), _) => Some(Span::Open),
            (Some("not known"), _) => Some(Span::NotKnown),
            (Some(length), _) => Some(Span::Length(words::length(length)?)),
            (None, Some(ends)) => Some(Span::Ends(words::start(ends)?)),
            (None, None) => None,
        };
        let mut held_open = Vec::new();
        for held in tables(table, "held_open") {
            held_open.push(Arc::new(Held {
                condition: condition(held, "while")?.ok_or("`held_open` without `while`")?,
                and_for: text(held, "and_for").map(words::length).transpose()?,
                counted: self.counted(held)?,
            }));
        }
        Ok(Terms {
            span: span.map(Arc::new),
            counted: self.counted(table)?,
            to: text(table, "to").map(words::start).transpose()?.map(Arc::new),
            last_day: self.way_of_counting(table, "last_day")?,
            suspended_while: condition(table, "suspended_while")?.map(Arc::new),
            held_open,
        })
    }

    fn effect(&self, table: &Table, kind: Kind) -> Read<Effect> {
        let point = |key: &str| text(table, key).map(words::start).transpose();
        let named = |key: &str| text(table, key).map(words::events).transpose();
        let times = table.get("times").and_then(Value::as_integer);
        Ok(Effect {
            kind,
            event: named("event")?.ok_or("an effect without `event`")?,
            when: condition(table, "when")?,
            to: point("to")?,
            not_before: point("not_before")?,
            not_after: point("not_after")?,
            gap: text(table, "gap").map(words::length).transpose()?,
            times: times.map(|times| usize::try_from(times).unwrap_or(0)),
            asked_by: named("asked_by")?,
            refused_by: named("refused_by")?,
            counted: self.counted(table)?,
        })
    }
}

fn condition(table: &Table, key: &str) -> Read<Option<Condition>> {
    text(table, key).map(words::condition).transpose()
}

fn procedure(table: &Table, requirements: &BTreeMap<&String, &Table>) -> Read<Procedure> {
    let mut procedure = Procedure {
        available: table.get("available").and_then(Value::as_bool).unwrap_or(true),
        only_if: Vec::new(),
        open: Vec::new(),
        done: condition(table, "done")?,
    };
    let mut all: Vec<&Table> = Vec::new();
    for id in texts(table, "requires") {
        all.push(requirements.get(&id.to_owned()).ok_or(format!("no requirement {id}"))?);
    }
    for table in all.into_iter().chain([table]) {
        procedure.only_if.extend(clauses(table, "only_if")?);
        procedure.open.extend(clauses(table, "open")?);
    }
    Ok(procedure)
}

fn clauses(table: &Table, key: &str) -> Read<Vec<Condition>> {
    let list = table.get(key).and_then(Value::as_array);
    let clauses = list.into_iter().flatten().map(|clause| match clause {
        Value::String(text) => words::condition(text),
        Value::Table(table) => words::condition(text(table, "if").unwrap_or_default()),
        other => Err(format!("`{other}` is no clause")),
    });
    clauses.collect()
}
