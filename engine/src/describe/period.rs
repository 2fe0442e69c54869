//! A time in words: when it runs, from when, how long, how that is counted, and
//! what happens to it.

use serde::Serialize;

use super::Condition;
use super::words::Words;
use crate::date::{Direction, Length, Unit};
use crate::graph::{self, Anchor, CountingId, Duration, Effect, Lasts};
use crate::pack::model;

/// A time that runs, in words.
#[derive(Debug, Serialize)]
pub struct Period<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Whose time it is: `creditor`, `debtor`, …
    pub who: Option<&'p str>,
    /// Whether people are told of it; else it only counts inside other rules.
    pub shown: bool,
    /// Whether it must pass before something may be done.
    pub waits: bool,
    /// In which cases it runs.
    pub applies: Option<Condition>,
    /// What starts it: `“Judgment entered”`, `each “Writ issued”`.
    pub starts: String,
    /// How long it is, where no version says otherwise.
    pub term: Option<Term>,
    /// How long it is in other cases; the first that fits is taken.
    pub versions: Vec<Version<'p>>,
    /// Other ways in which courts read it.
    pub readings: Vec<Reading<'p>>,
    /// What starts it anew, lengthens it or brings it back.
    pub changes: Vec<Change<'p>>,
    /// What ends it early, each in words.
    pub ended_by: Vec<String>,
    /// While what its clock stands still.
    pub stands_still: Option<Condition>,
    /// While what it does not end.
    pub held_open: Vec<HeldOpen<'p>>,
    /// When it matters to nobody though it runs.
    pub moot: Option<Condition>,
    /// What follows when it has passed.
    pub missed: Option<&'p str>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
    /// The ids of the laws of how it is counted, on which its end rests too.
    pub counting_law: Vec<&'p str>,
}

/// How long a time is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Term {
    /// `30 days`, `until 30 days after “Notice of entry of judgment served”`.
    pub lasts: String,
    /// How that is counted, in sentences.
    pub counted: Option<String>,
    /// In a few words, what becomes of a last day on which the court is closed.
    pub last_day: Option<&'static str>,
    /// What it is counted from, where that is not its own start.
    #[serde(skip)]
    pub(super) from: Option<String>,
    /// About how many days it has, for putting times in order.
    #[serde(skip)]
    pub(super) days: Option<u32>,
}

/// How long a time is in some cases.
#[derive(Debug, Serialize)]
pub struct Version<'p> {
    /// In which.
    pub when: Condition,
    /// How long.
    pub term: Term,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// Another way in which courts read a time.
#[derive(Debug, Serialize)]
pub struct Reading<'p> {
    /// The reading in the words of the pack.
    pub text: &'p str,
    /// How long the time is by it, where that differs.
    pub term: Option<Term>,
    /// The last day by it, from the end as the time stands: `1 day before the end`.
    pub to: Option<String>,
    /// Where by it only the last day moves: in a few words, what becomes of it on a closed day.
    pub last_day: Option<&'static str>,
    /// While what the clock stands still by it.
    pub stands_still: Option<Condition>,
    /// While what it does not end by it.
    pub held_open: Vec<HeldOpen<'p>>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// What an event does to a time that runs, or that is over.
#[derive(Debug, Serialize)]
pub struct Change<'p> {
    /// What happens: `“Application for renewal filed” moves the end to 10 years after that day`.
    pub text: String,
    /// In which cases.
    pub when: Option<Condition>,
    /// Within which limits, each a sentence.
    pub limits: Vec<String>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// While what a time does not end.
#[derive(Debug, Serialize)]
pub struct HeldOpen<'p> {
    /// The condition.
    pub condition: Condition,
    /// How long it goes on after that: `90 days`.
    pub and_for: Option<String>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

impl<'p> Period<'p> {
    /// From when and how long, in a few words, by one of its terms: `30 days from
    /// “Judgment entered”`.
    pub fn briefly(&self, term: &Term) -> String {
        if term.lasts.starts_with("until ") {
            format!("from {} {}", self.starts, term.lasts)
        } else if term.days.is_some() {
            format!("{} from {}", term.lasts, self.starts)
        } else {
            format!("from {}; {}", self.starts, term.lasts)
        }
    }

    /// How long it is, by each version of the law, the shortest first: nobody is
    /// told of more time than there may be.
    pub fn lengths(&self) -> Vec<&str> {
        let terms = self.term.iter().chain(self.versions.iter().map(|one| &one.term));
        let mut lengths: Vec<(Option<u32>, &str)> =
            terms.map(|term| (term.days, term.lasts.as_str())).collect();
        lengths.sort_by_key(|(days, _)| days.unwrap_or(u32::MAX));
        let mut seen: Vec<&str> = Vec::new();
        for (_, length) in lengths {
            if !seen.contains(&length) {
                seen.push(length);
            }
        }
        seen
    }

    /// The ids of all laws that it, its versions, readings, changes and what holds it open
    /// name, and those of how it is counted.
    pub fn laws(&self) -> impl Iterator<Item = &'p str> {
        let versions = self.versions.iter().flat_map(|one| &one.law);
        let readings = self.readings.iter().flat_map(|one| &one.law);
        let changes = self.changes.iter().flat_map(|one| &one.law);
        let held = self.readings.iter().flat_map(|one| &one.held_open).chain(&self.held_open);
        let held = held.flat_map(|one| &one.law);
        let named = self.law.iter().chain(versions).chain(readings).chain(changes).chain(held);
        named.chain(&self.counting_law).copied()
    }
}

impl<'p> Words<'p> {
    pub(super) fn period_of(self, period: &'p graph::Period) -> Period<'p> {
        let counted = |own: Option<CountingId>| own.or(period.counted);
        let law = self.laws(&period.law);
        let mut counting_law: Vec<&str> = Vec::new();
        for counting in self.countings_of(period) {
            let counting = &self.pack.countings[counting.index()];
            let more = counting.law.iter().chain(counting.added.iter().flat_map(|one| &one.law));
            for id in more.map(|id| self.pack.laws[id.index()].id.as_str()) {
                if !counting_law.contains(&id) {
                    counting_law.push(id);
                }
            }
        }
        Period {
            id: &period.id,
            title: &period.title,
            who: period.who.as_deref(),
            shown: period.shown,
            waits: period.waits,
            applies: self.optional(period.when),
            starts: self.anchor(&period.starts),
            term: period.term.as_ref().map(|term| self.term(&term.lasts, counted(term.counted))),
            versions: period
                .versions
                .iter()
                .map(|version| Version {
                    when: self.condition(version.when),
                    term: self.term(&version.term.lasts, counted(version.term.counted)),
                    law: self.laws(&version.law),
                })
                .collect(),
            readings: period.readings.iter().map(|one| self.reading(period, one)).collect(),
            changes: period.effects.iter().map(|effect| self.change(effect)).collect(),
            ended_by: period.ended_by.iter().map(|events| self.events(events, "or")).collect(),
            stands_still: self.optional(period.suspended_while),
            held_open: period.held_open.iter().map(|held| self.held(held)).collect(),
            moot: self.optional(period.moot_when),
            missed: period.missed.as_deref(),
            law,
            counting_law,
        }
    }

    /// Every way of counting that a time uses.
    fn countings_of(self, period: &graph::Period) -> Vec<CountingId> {
        let terms = period.term.iter().chain(period.versions.iter().map(|one| &one.term));
        let of_terms = terms.filter_map(|term| term.counted);
        let of_readings =
            period.readings.iter().flat_map(|one| [one.counted, one.last_day]).flatten();
        let of_changes = period.effects.iter().filter_map(|one| one.counted);
        let read = period.readings.iter().flat_map(|one| &one.held_open);
        let held = period.held_open.iter().chain(read).filter_map(|one| one.counted);
        let own = period.counted.into_iter().chain(of_terms);
        own.chain(of_readings).chain(of_changes).chain(held).collect()
    }

    fn reading(self, period: &'p graph::Period, reading: &'p graph::Reading) -> Reading<'p> {
        let counted = reading.counted.or(period.counted);
        let own = period.term.as_ref().map(|term| &term.lasts);
        let differs = reading.lasts.is_some() || reading.counted.is_some();
        Reading {
            text: &reading.text,
            term: reading
                .lasts
                .as_ref()
                .or(own)
                .filter(|_| differs)
                .map(|lasts| self.term(lasts, counted)),
            to: reading.to.as_ref().map(|to| self.anchor(to)),
            last_day: reading.last_day.map(|counting| self.last_day(counting)),
            stands_still: self.optional(reading.suspended_while),
            held_open: reading.held_open.iter().map(|held| self.held(held)).collect(),
            law: self.laws(&reading.law),
        }
    }

    fn held(self, held: &'p graph::HeldOpen) -> HeldOpen<'p> {
        HeldOpen {
            condition: self.condition(held.condition),
            and_for: held.and_for.map(|length| length.to_string()),
            law: self.laws(&held.law),
        }
    }

    fn term(self, lasts: &Lasts, counted: Option<CountingId>) -> Term {
        let (text, length, from) = match lasts {
            Lasts::For(Duration::Is(length)) => (length.to_string(), Some(*length), None),
            Lasts::For(Duration::Open) => {
                let text = "it runs until something ends it".to_owned();
                return Term { lasts: text, counted: None, last_day: None, from: None, days: None };
            }
            Lasts::For(Duration::NotKnown) => {
                let text = "the law sets a length that is not established here".to_owned();
                return Term { lasts: text, counted: None, last_day: None, from: None, days: None };
            }
            Lasts::Until(anchor) => {
                let (length, from) = match anchor {
                    // From the very event that starts the run: as a length would be.
                    Anchor::Count { length, direction: Direction::After, from }
                        if matches!(**from, Anchor::This) =>
                    {
                        let last_day = self.term(&Lasts::For(Duration::Is(*length)), counted);
                        return Term {
                            lasts: format!("until {}", self.anchor(anchor)),
                            ..last_day
                        };
                    }
                    Anchor::Count { length, direction: Direction::After, from } => {
                        (Some(*length), Some(self.anchor(from)))
                    }
                    _ => (None, None),
                };
                (format!("until {}", self.anchor(anchor)), length, from)
            }
        };
        Term {
            lasts: text,
            counted: counted.map(|counting| self.counted(counting, length)),
            last_day: counted.map(|counting| self.last_day(counting)),
            from,
            days: length.map(about),
        }
    }

    fn change(self, effect: &'p Effect) -> Change<'p> {
        let what = self.events(&effect.events, "or");
        let to = effect.to.as_ref().map(|to| self.anchor(to));
        let text = match (effect.change, to) {
            (model::Change::Extend, Some(to)) => format!("{what} moves the end to {to}"),
            (model::Change::Extend, None) => format!("{what} makes it longer"),
            (model::Change::Restart, None) => {
                format!("{what} starts it anew, for its full length")
            }
            (model::Change::Restart, Some(to)) => format!("{what} starts it anew, until {to}"),
            (model::Change::Revive, None) => {
                format!("{what} brings it back after it has ended, for its full length")
            }
            (model::Change::Revive, Some(to)) => {
                format!("{what} brings it back after it has ended, until {to}")
            }
        };
        let mut limits = Vec::new();
        if let Some(asked) = &effect.asked_by {
            limits.push(format!(
                "It is enough that {} comes in time; what follows from it may come later",
                self.events(asked, "or")
            ));
        }
        if let Some(first) = &effect.not_before {
            limits.push(format!("Not before {}", self.anchor(first)));
        }
        if let Some(last) = &effect.not_after {
            limits.push(format!("Not later than {}", self.anchor(last)));
        }
        if let Some(gap) = effect.gap {
            limits.push(format!("Only when more than {gap} have passed since the last time"));
        }
        match effect.times {
            Some(1) => limits.push("Once only".to_owned()),
            Some(times) => limits.push(format!("At most {times} times")),
            None => {}
        }
        if !effect.refused_by.is_empty() {
            limits.push(format!(
                "It is over for good with {}",
                self.events(&effect.refused_by, "or")
            ));
        }
        Change { text, when: self.optional(effect.when), limits, law: self.laws(&effect.law) }
    }
}

/// About how many days a length has: for putting lengths in order, for nothing else.
fn about(length: Length) -> u32 {
    let number = length.number();
    match length.unit() {
        Unit::Days => number,
        Unit::CourtDays => number + number / 5 * 2,
        Unit::Weeks => number * 7,
        Unit::Months => number * 61 / 2,
        Unit::Years => number * 1461 / 4,
    }
}
