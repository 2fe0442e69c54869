//! One world: what has happened and what holds on a day, when everything is known.
//!
//! What a case leaves open is *guessed*: the world asks its list of guesses, and
//! whoever made the world goes through all of them.

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, HashMap};
use std::rc::Rc;

use chrono::NaiveDate;

use super::pack::{Case, Pack, Recorded, Stated};
use super::period::Runs;
use super::words::{Condition, Events};

/// More worlds than this are not gone through to find what is sure.
const MOST_TO_BE_SURE: usize = 256;

/// A case, as it is known on the day asked about.
pub(super) struct Asked<'p> {
    pub(super) pack: &'p Pack,
    pub(super) case: &'p Case,
    pub(super) today: NaiveDate,
    /// More worlds than these are not gone through.
    most: usize,
    /// What `surely` has been asked, by the place of the condition and the day.
    surely: RefCell<HashMap<(usize, NaiveDate), bool>>,
    /// Whether some worlds were left out: there were too many, or a day in none
    /// of them could be the day of an event that is not recorded.
    pub(super) left_out: Cell<bool>,
}

/// One way in which what is not known may be.
pub(super) struct World<'a, 'p> {
    pub(super) asked: &'a Asked<'p>,
    pub(super) pack: &'p Pack,
    pub(super) today: NaiveDate,
    guesses: &'a RefCell<Guesses>,
    /// Whether it is asked what holds in all worlds.
    to_be_sure: bool,
    recorded: RefCell<BTreeMap<String, Rc<Vec<Recorded>>>>,
    happened: RefCell<BTreeMap<String, Rc<Vec<Happened>>>>,
    /// Conditions of statuses, and events that are meant, by their places in the pack.
    statuses: RefCell<HashMap<(usize, NaiveDate), bool>>,
    meant: RefCell<HashMap<usize, Rc<Vec<Happened>>>>,
    pub(super) runs: RefCell<BTreeMap<String, Rc<Runs>>>,
}

/// An event that has effect.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Happened {
    pub(super) event: Recorded,
    /// Whether what must complete it can still follow.
    pub(super) pending: bool,
}

/// The guesses of a world: for what, out of how many, and which.
#[derive(Debug, Default)]
pub(super) struct Guesses(Vec<(String, usize, usize)>);

impl Guesses {
    fn take(&mut self, about: String, many: usize) -> usize {
        if let Some((.., which)) = self.0.iter().find(|(known, ..)| *known == about) {
            return *which;
        }
        self.0.push((about, many, 0));
        0
    }

    /// Turns to the next world; false after the last.
    fn turn(&mut self) -> bool {
        while let Some((about, many, which)) = self.0.pop() {
            if which + 1 < many {
                self.0.push((about, many, which + 1));
                return true;
            }
        }
        false
    }
}

impl<'p> Asked<'p> {
    pub(super) fn new(pack: &'p Pack, case: &'p Case, today: NaiveDate, most: usize) -> Asked<'p> {
        let surely = RefCell::default();
        Asked { pack, case, today, most, surely, left_out: Cell::new(false) }
    }

    /// What each world says.
    pub(super) fn in_all_worlds<T>(&self, ask: impl Fn(&World<'_, 'p>) -> T) -> Vec<T> {
        self.in_worlds(self.most, false, ask)
    }

    fn in_worlds<T>(
        &self,
        most: usize,
        to_be_sure: bool,
        ask: impl Fn(&World<'_, 'p>) -> T,
    ) -> Vec<T> {
        let guesses = RefCell::new(Guesses::default());
        let mut said = Vec::new();
        loop {
            let world = World {
                asked: self,
                pack: self.pack,
                today: self.today,
                guesses: &guesses,
                to_be_sure,
                recorded: RefCell::default(),
                happened: RefCell::default(),
                statuses: RefCell::default(),
                meant: RefCell::default(),
                runs: RefCell::default(),
            };
            said.push(ask(&world));
            if !guesses.borrow_mut().turn() {
                return said;
            }
            if said.len() >= most {
                self.left_out.set(true);
                return said;
            }
        }
    }

    /// Whether a condition holds on a day in all worlds.
    fn surely(&self, condition: &Condition, day: NaiveDate) -> bool {
        let key = (std::ptr::from_ref(condition) as usize, day);
        if let Some(known) = self.surely.borrow().get(&key) {
            return *known;
        }
        let holds = self.in_worlds(MOST_TO_BE_SURE, true, |world| world.holds(condition, day));
        let holds = holds.into_iter().all(|holds| holds);
        self.surely.borrow_mut().insert(key, holds);
        holds
    }
}

impl World<'_, '_> {
    /// One of so many ways in which something not known may be.
    pub(super) fn guess(&self, about: String, many: usize) -> usize {
        self.guesses.borrow_mut().take(about, many)
    }

    /// Whether a condition holds on a day.
    pub(super) fn holds(&self, condition: &Condition, day: NaiveDate) -> bool {
        match condition {
            Condition::All(parts) => parts.iter().all(|part| self.holds(part, day)),
            Condition::Any(parts) => parts.iter().any(|part| self.holds(part, day)),
            Condition::Not(inner) => !self.holds(inner, day),
            Condition::Surely(inner) => self.asked.surely(inner, day),
            Condition::Named(id) if self.pack.statuses.contains_key(id) => self.status(id, day),
            Condition::Named(id) => self.fact(id) == Some(Stated::Flag(true)),
            Condition::Is(fact, values) => match self.fact(fact) {
                Some(Stated::Word(word)) => values.contains(&word),
                _ => false,
            },
            Condition::Compares(fact, how, than) => match self.fact(fact) {
                Some(Stated::Amount(amount)) => match *how {
                    "over" => amount > *than,
                    "under" => amount < *than,
                    "at least" => amount >= *than,
                    _ => amount <= *than,
                },
                _ => false,
            },
            Condition::Within(period) => self.is_within(period, day),
            Condition::Before(period) => {
                !self.runs(period).runs.iter().any(|run| run.starts() <= day)
            }
            Condition::After(period) => {
                let ended = |run: &super::Run| {
                    run.starts() <= day && run.spans[0].1.is_some_and(|end| end < day)
                };
                self.runs(period).runs.iter().any(ended) && !self.is_within(period, day)
            }
            Condition::Since(events) => self.matching(events).iter().any(|e| e.event.on <= day),
            Condition::Between(from, until) => {
                let (from, until) = (self.matching(from), self.matching(until));
                from.iter().any(|opened| {
                    let closes = |closed: &&Happened| closed.event.on >= opened.event.on;
                    let closed = until.iter().find(closes).map(|closed| closed.event.on);
                    opened.event.on <= day && closed.is_none_or(|closed| day < closed)
                })
            }
            Condition::Dates(from, until) => {
                from.is_none_or(|from| from <= day) && until.is_none_or(|until| day <= until)
            }
            Condition::Dated { events, before, day: than } => {
                let matching = self.matching(events);
                matching.first().is_some_and(|first| (first.event.on < *than) == *before)
            }
        }
    }

    /// Whether a status holds on a day.
    pub(super) fn status(&self, id: &str, day: NaiveDate) -> bool {
        let Some(when) = self.pack.statuses.get(id) else { return false };
        let key = (std::ptr::from_ref(when) as usize, day);
        if let Some(known) = self.statuses.borrow().get(&key) {
            return *known;
        }
        let holds = self.holds(when, day);
        self.statuses.borrow_mut().insert(key, holds);
        holds
    }

    fn is_within(&self, period: &str, day: NaiveDate) -> bool {
        self.runs(period).runs.iter().any(|run| run.holds_on(day))
    }

    /// What a fact is: as the case states it, or as this world has it.
    fn fact(&self, id: &str) -> Option<Stated> {
        if let Some(stated) = self.asked.case.facts.get(id) {
            return Some(stated.clone());
        }
        let values = &self.pack.facts.get(id)?.values;
        values.get(self.guess(format!("fact {id}"), values.len())).cloned()
    }

    /// What an event's attribute is: as the case states it, or as this world has it.
    pub(super) fn attribute(&self, event: &Recorded, id: &str) -> Option<String> {
        if let Some(stated) = event.attributes.get(id) {
            return Some(stated.clone());
        }
        if !self.pack.events.get(&event.event)?.takes.iter().any(|takes| takes == id) {
            return None;
        }
        let words = self.pack.attributes.get(id)?;
        let about = format!("{id} of {} {}", event.event, event.on);
        match words.len() {
            // The id of an event: any may be meant.
            0 => self.pack.events.keys().nth(self.guess(about, self.pack.events.len())).cloned(),
            many => words.get(self.guess(about, many)).cloned(),
        }
    }

    /// The events that a phrase of the pack means, of those that have effect, in the
    /// order of their days.
    pub(super) fn matching(&self, events: &Events) -> Rc<Vec<Happened>> {
        let key = std::ptr::from_ref(events) as usize;
        if let Some(known) = self.meant.borrow().get(&key) {
            return Rc::clone(known);
        }
        let meant = Rc::new(self.chosen(events, |event| self.happened(event)));
        self.meant.borrow_mut().insert(key, Rc::clone(&meant));
        meant
    }

    /// Of what `list` gives for each event, those that carry the right attributes.
    pub(super) fn chosen(
        &self,
        events: &Events,
        list: impl Fn(&str) -> Rc<Vec<Happened>>,
    ) -> Vec<Happened> {
        let mut found = Vec::new();
        for selector in events {
            let mut none_of_them = true;
            for happened in list(&selector.event).iter() {
                let meant = selector.only.iter().all(|(attribute, values)| {
                    let value = self.attribute(&happened.event, attribute);
                    value.is_some_and(|value| values.contains(&value))
                });
                none_of_them &= !meant;
                if meant && !found.contains(happened) {
                    found.push(happened.clone());
                }
            }
            if none_of_them && let Some(unrecorded) = self.unrecorded(&selector.event) {
                let event = &unrecorded.event;
                let counts = self.pack.events[&event.event].counts_when.as_ref();
                let counts = counts.is_none_or(|when| self.holds(when, event.on));
                let meant = selector.only.iter().all(|(attribute, values)| {
                    self.attribute(event, attribute).is_some_and(|value| values.contains(&value))
                });
                if counts && meant && !found.contains(&unrecorded) {
                    found.push(unrecorded);
                }
            }
        }
        found.sort_by_key(|happened| happened.event.on);
        found
    }

    /// The events of a kind that have effect.
    pub(super) fn happened(&self, id: &str) -> Rc<Vec<Happened>> {
        if let Some(known) = self.happened.borrow().get(id) {
            return Rc::clone(known);
        }
        let mut list: Vec<Happened> = self.standing(id);
        if let Some(period) = self.pack.events.get(id).and_then(|e| e.counts_if_it_changes.as_ref())
        {
            let runs = self.runs(period);
            list.retain(|happened| {
                runs.changed.contains(&(happened.event.event.clone(), happened.event.on))
            });
        }
        let list = Rc::new(list);
        self.happened.borrow_mut().insert(id.to_owned(), Rc::clone(&list));
        list
    }

    /// The recorded events that changed nothing, and whether that is reported: it is of
    /// those that are as if they had never happened, and of those that were to change a
    /// period that had started, for a case like this.
    pub(super) fn had_no_effect(&self) -> BTreeMap<(String, NaiveDate), bool> {
        let seen = self.asked.case.events.iter().filter(|event| event.on <= self.today);
        let runs: Vec<Rc<Runs>> = self.pack.periods.keys().map(|id| self.runs(id)).collect();
        let mut none = BTreeMap::new();
        for recorded in seen {
            let key = (recorded.event.clone(), recorded.on);
            let counts = self.happened(&recorded.event).iter().any(|one| one.event == *recorded);
            if !counts || !runs.iter().any(|runs| runs.changed.contains(&key)) {
                let reported = !counts || runs.iter().any(|runs| runs.failed.contains(&key));
                none.insert(key, reported);
            }
        }
        none
    }

    /// The events of a kind as a period takes them that itself says whether they count.
    pub(super) fn standing(&self, id: &str) -> Vec<Happened> {
        let Some(event) = self.pack.events.get(id) else { return Vec::new() };
        let mut standing = Vec::new();
        for recorded in self.recorded(id).iter() {
            if let Some(when) = &event.counts_when
                && !self.holds(when, recorded.on)
            {
                continue;
            }
            let mut pending = false;
            let completed = event.completed_by.iter().all(|completion| {
                let when = completion.when.as_ref();
                if when.is_some_and(|when| !self.holds(when, recorded.on)) {
                    return true;
                }
                let last = self.time_to_complete(completion, recorded);
                let in_time = self.matching(&completion.event).iter().any(|followed| {
                    let day = followed.event.on;
                    recorded.on <= day && last.is_none_or(|last| day <= last)
                });
                let still_runs = last.is_none_or(|last| self.today <= last);
                pending |= !in_time && still_runs;
                in_time || still_runs
            });
            if completed {
                standing.push(Happened { event: recorded.clone(), pending });
            }
        }
        standing
    }

    /// What is recorded of an event by today.
    fn recorded(&self, id: &str) -> Rc<Vec<Recorded>> {
        if let Some(known) = self.recorded.borrow().get(id) {
            return Rc::clone(known);
        }
        let known = self.asked.case.events.iter();
        let mut list: Vec<Recorded> =
            known.filter(|event| event.event == id && event.on <= self.today).cloned().collect();
        list.dedup();
        let list = Rc::new(list);
        self.recorded.borrow_mut().insert(id.to_owned(), Rc::clone(&list));
        list
    }

    /// An event that may have happened though it is not recorded, if this world has it.
    fn unrecorded(&self, id: &str) -> Option<Happened> {
        if !self.pack.events.get(id)?.may_be_unrecorded {
            return None;
        }
        // Not every day on which it may have happened is gone through.
        self.asked.left_out.set(true);
        let entered = self.asked.case.entered;
        let middle = entered + (self.today - entered) / 2;
        let mut days = vec![entered, middle, self.today];
        if self.to_be_sure {
            let recorded = self.asked.case.events.iter().map(|event| event.on);
            days.extend(recorded.filter(|on| entered < *on && *on < self.today));
        }
        // Or on none.
        let which = self.guess(format!("event {id}"), 1 + days.len());
        let on = days[which.checked_sub(1)?];
        let event = Recorded { event: id.to_owned(), on, attributes: BTreeMap::new() };
        Some(Happened { event, pending: false })
    }
}
