//! The answer for a day: plain data, whose serde form is the JSON contract.
//!
//! Everything borrows from the pack; the answer outlives the case.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::question::Question;
use super::trace::Computation;
use crate::date::Day;
use crate::graph::Law;
use crate::pack::{Guide, Tier, Unit};

/// What may happen next in a case, as of a day.
#[derive(Debug, Serialize)]
pub struct Answer<'p> {
    /// The id of the jurisdiction.
    pub jurisdiction: &'p str,
    /// Which law it was answered by.
    pub pack: PackVersion<'p>,
    /// The day asked about.
    pub as_of: Day,
    /// Of several debtors the one asked about.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub about: Option<String>,
    /// Which conditions hold.
    pub statuses: Vec<StatusAnswer<'p>>,
    /// What may be done, by whom and when.
    pub procedures: Vec<ProcedureAnswer<'p>>,
    /// The periods that run, ran or may start.
    pub deadlines: Vec<Deadline<'p>>,
    /// The numbers that the law sets for the case: rates, limits, parts.
    pub figures: Vec<FigureAnswer<'p>>,
    /// What to ask, the most useful first.
    pub questions: Vec<Question<'p>>,
    /// Recorded events without legal effect.
    pub warnings: Vec<Warning<'p>>,
    /// The laws that the answer names, by id.
    pub laws: BTreeMap<&'p str, LawAnswer<'p>>,
}

/// A pack, its version and the hash of its sources: what an answer can be replayed with.
#[derive(Debug, Serialize)]
pub struct PackVersion<'p> {
    /// The pack's id.
    pub id: &'p str,
    /// The day of its last change.
    pub version: &'p str,
    /// SHA-256 over its sources and those it builds on.
    pub hash: &'p str,
}

/// A status on the day asked about.
#[derive(Debug, Serialize)]
pub struct StatusAnswer<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title, for when it holds.
    pub title: &'p str,
    /// Whether it holds; `None` when that is not known.
    pub holds: Option<bool>,
    /// The first day on which it has held without a break.
    pub since: Option<Day>,
    /// The last day on which it will, as things stand.
    pub until: Option<Day>,
}

/// Whether a procedure can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It can be done now.
    Available,
    /// Only time stands in the way.
    Upcoming,
    /// Something other than time stands in the way.
    Blocked,
    /// Its time has passed.
    Closed,
    /// The jurisdiction has no such remedy for this case, or forbids it.
    Barred,
    /// It has been done.
    Done,
    /// An unknown fact or event decides.
    Unknown,
}

impl State {
    /// Every state, in the order in which outlines are written.
    pub const ALL: [State; 7] = [
        State::Available,
        State::Upcoming,
        State::Blocked,
        State::Closed,
        State::Barred,
        State::Done,
        State::Unknown,
    ];

    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            State::Available => "available",
            State::Upcoming => "upcoming",
            State::Blocked => "blocked",
            State::Closed => "closed",
            State::Barred => "barred",
            State::Done => "done",
            State::Unknown => "unknown",
        }
    }
}

/// A procedure on the day asked about.
#[derive(Debug, Serialize)]
pub struct ProcedureAnswer<'p> {
    /// Its id.
    pub id: &'p str,
    /// What to do.
    pub title: &'p str,
    /// Who may do it.
    pub by: &'p str,
    /// Whether it can be done.
    pub state: State,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done, as things stand.
    pub until: Option<Day>,
    /// The last day that is safe in every case, where that is another: that of the time
    /// in which it must be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_by: Option<Day>,
    /// `court` where a judge decides the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretion: Option<&'static str>,
    /// Where the remedy does not exist: what to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<&'p str>,
    /// On which forms.
    pub forms: Vec<FormAnswer<'p>>,
    /// What the court charges.
    pub fee: Option<FeeAnswer<'p>>,
    /// Every condition, whether it holds, and why.
    pub reasons: Vec<Reason<'p>>,
    /// The events that doing it records.
    pub records: Vec<&'p str>,
    /// By which law.
    pub law: Vec<LawAnswer<'p>>,
    /// Plain words about it.
    pub guide: &'p Guide,
}

impl ProcedureAnswer<'_> {
    /// The last day to keep in mind: the safe one, where it has one.
    pub fn last_safe_day(&self) -> Option<Day> {
        self.safe_by.or(self.until)
    }
}

/// A form.
#[derive(Debug, Serialize)]
pub struct FormAnswer<'p> {
    /// Its number.
    pub id: &'p str,
    /// Its official title.
    pub title: &'p str,
    /// Its official address.
    pub url: &'p str,
    /// How well it is known.
    pub tier: Tier,
}

/// A fee.
#[derive(Debug, Serialize)]
pub struct FeeAnswer<'p> {
    /// In dollars.
    #[serde(serialize_with = "dollars")]
    pub amount: Decimal,
    /// By which law.
    pub law: Vec<&'p str>,
}

fn dollars<S: serde::Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{amount:.2}"))
}

/// One condition of a procedure.
#[derive(Debug, Serialize)]
pub struct Reason<'p> {
    /// The condition as the pack states it.
    pub clause: &'p str,
    /// Whether it holds; `None` when that is not known.
    pub holds: Option<bool>,
    /// Why, in words.
    pub text: String,
    /// By which law.
    pub law: Vec<&'p str>,
}

/// Why something is so, with the counts of the times that the reason tells.
#[derive(Debug)]
pub struct Why<'p> {
    /// The reason, in words.
    pub text: String,
    /// The deadlines of which it tells a day.
    pub deadlines: Vec<Deadline<'p>>,
    /// The times that are no deadline for anybody of which it does, with those whose days
    /// these take over.
    pub building_blocks: Vec<BuildingBlock<'p>>,
    /// The laws on which all of it rests.
    pub laws: Vec<LawAnswer<'p>>,
}

/// A law.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LawAnswer<'p> {
    /// Its id in the pack.
    pub id: &'p str,
    /// The citation.
    pub cite: &'p str,
    /// The citation as it is shortened where space is short.
    pub short: &'p str,
    /// The official address.
    pub url: &'p str,
    /// How well it is known.
    pub tier: Tier,
    /// When it was last checked.
    pub checked: Day,
    /// What a reader should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'p str>,
}

/// Where a period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has not started.
    NotStarted,
    /// It is running.
    Running,
    /// It is over.
    Ended,
    /// That is not known.
    Unknown,
}

/// A period on the day asked about.
#[derive(Debug, Serialize)]
pub struct Deadline<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Whose time it is.
    pub who: Option<&'p str>,
    /// Its first day.
    pub starts: Option<Day>,
    /// The last day on which the thing can still be done.
    pub ends: Option<Day>,
    /// Where readings differ, or the end is not fully known: the last day that
    /// is safe in every case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_by: Option<Day>,
    /// Where the end is not known: the latest day that it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Day>,
    /// Whether it no longer matters, though it runs: the debt is paid, say.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub moot: bool,
    /// Of a time that must pass: the day after which, in every case, it has.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_after: Option<Day>,
    /// Where other readings come to another day: what they say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<&'p str>,
    /// What each of them comes to, in their order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub by_reading: Vec<ByReading<'p>>,
    /// Where several events each start it: the one that started this run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<DatedEvent<'p>>,
    /// Where an event cut it short: that event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<DatedEvent<'p>>,
    /// Where it stands.
    pub state: Standing,
    /// What follows when it is missed.
    pub missed: Option<&'p str>,
    /// By which law.
    pub law: Vec<&'p str>,
    /// How its end was counted.
    pub computation: Computation<'p>,
    /// The building blocks whose days that count, or one of another reading, takes over.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub building_blocks: Vec<BuildingBlock<'p>>,
}

/// A time that is no deadline for anybody, and whose days another takes over: so that
/// those can be redone on paper, too.
#[derive(Debug, Serialize)]
pub struct BuildingBlock<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title, by which the other's computation names it.
    pub title: &'p str,
    /// Its first day.
    pub starts: Option<Day>,
    /// Its last day.
    pub ends: Option<Day>,
    /// By which law.
    pub law: Vec<&'p str>,
    /// How its end was counted.
    pub computation: Computation<'p>,
}

/// What another reading of the law comes to.
#[derive(Debug, Serialize)]
pub struct ByReading<'p> {
    /// The last day by it; `None` where it is not known.
    pub ends: Option<Day>,
    /// How it is counted.
    pub computation: Computation<'p>,
}

impl Deadline<'_> {
    /// The last day on which it is sure that the thing can be done: the end, or
    /// an earlier day where readings differ or the end is not fully known.
    pub fn last_safe_day(&self) -> Option<Day> {
        self.safe_by.or(self.ends)
    }
}

/// A number that the law sets.
#[derive(Debug, Serialize)]
pub struct FigureAnswer<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is.
    pub title: &'p str,
    /// What it is a number of.
    pub unit: Unit,
    /// Whether it applies to the case on the day; `None` when that is not known.
    pub applies: Option<bool>,
    /// The number; `None` where it is not established or not known which.
    pub amount: Option<Decimal>,
    /// Where an unknown decides between several: those.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub may_be: Vec<Decimal>,
    /// Whether it may, beside those, be a number that is not established.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub or_not_established: bool,
    /// What a reader should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'p str>,
    /// By which law.
    pub law: Vec<&'p str>,
}

impl FigureAnswer<'_> {
    /// The number or numbers: `9`, `2 or 9`, `9 or not known`, `not known`.
    pub fn in_numbers(&self) -> String {
        let mut numbers: Vec<String> =
            self.amount.iter().chain(&self.may_be).map(|one| one.normalize().to_string()).collect();
        if self.or_not_established || numbers.is_empty() {
            numbers.push("not known".to_owned());
        }
        numbers.join(" or ")
    }
}

/// A recorded event that started a period or cut it short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DatedEvent<'p> {
    /// Its id.
    pub event: &'p str,
    /// Its day.
    pub on: Day,
}

/// A recorded event without legal effect.
#[derive(Debug, Serialize)]
pub struct Warning<'p> {
    /// The event's id.
    pub event: &'p str,
    /// Its day.
    pub on: Day,
    /// Why it had no effect.
    pub text: String,
    /// By which law.
    pub law: Vec<&'p str>,
}

impl<'p> LawAnswer<'p> {
    pub(crate) fn of(law: &'p Law) -> LawAnswer<'p> {
        LawAnswer {
            id: &law.id,
            cite: &law.cite,
            short: &law.short,
            url: &law.url,
            tier: law.tier,
            checked: law.checked,
            note: law.note.as_deref(),
        }
    }
}
