//! The answer in outline: ids, states and dates, for many cases at once.

use serde::Serialize;

use super::answer::{DatedEvent, Standing, State};
use super::evaluate::Assessment;
use crate::date::Day;
use crate::timeline::Truth;

/// What may happen next in a case, as of a day: ids, states and dates only.
///
/// Everything that the [`Answer`](super::Answer) lists is here, gathered by how
/// it stands; each list is in the pack's order. What it says is what the answer
/// says.
///
/// ```
/// # use recoup_engine::{Case, Day, Library};
/// # let library = Library::from_sources([("us-zz/pack.toml", r#"
/// #     [pack]
/// #     id = "us-zz"
/// #     name = "Nowhere"
/// #     version = "2026-11-21"
/// #     [event.judgment_entered]
/// #     title = "Judgment entered"
/// #     [counting.plain]
/// #     title = "Every day counts"
/// #     last_day = "as it falls"
/// #     [period.enforcement]
/// #     title = "Judgment can be enforced"
/// #     starts = "judgment_entered"
/// #     length = "10 years"
/// #     counted = "plain"
/// #     law = ["code-1"]
/// #     [law.code-1]
/// #     cite = "Nowhere Code § 1"
/// #     url = "https://example.org/code/1"
/// #     checked = 2026-11-21
/// #     tier = "unverified"
/// # "#)])?;
/// let matter = library.read_case("case", r#"{
///     "jurisdiction": "us-zz", "judgment": { "entered": "2025-03-05" }
/// }"#)?;
/// let on: Day = "2025-04-10".parse()?;
/// let outline = matter.evaluate(on)?.outline(on);
/// assert_eq!(outline.deadlines.running[0].ends, Some("2035-03-05".parse()?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outline<'p> {
    /// The id of the jurisdiction.
    pub jurisdiction: &'p str,
    /// The day asked about.
    pub as_of: Day,
    /// The statuses by whether they hold.
    pub statuses: Statuses<'p>,
    /// The procedures by their state.
    pub procedures: Procedures<'p>,
    /// The periods by where they stand.
    pub deadlines: Deadlines<'p>,
}

/// The statuses by whether they hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Statuses<'p> {
    /// Those that hold, with the unbroken days on which they do.
    pub holds: Vec<Holding<'p>>,
    /// Those that do not.
    pub fails: Vec<&'p str>,
    /// Those of which it is not known.
    pub unknown: Vec<&'p str>,
}

/// A status that holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Holding<'p> {
    /// Its id.
    pub id: &'p str,
    /// The first day on which it has held without a break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// The last day on which it will, as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// The procedures by their [`State`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Procedures<'p> {
    /// What can be done now.
    pub available: Vec<Opening<'p>>,
    /// Where only time stands in the way.
    pub upcoming: Vec<Opening<'p>>,
    /// Where something else does.
    pub blocked: Vec<&'p str>,
    /// Whose time has passed.
    pub closed: Vec<&'p str>,
    /// What does not exist in this case.
    pub barred: Vec<&'p str>,
    /// What has been done.
    pub done: Vec<&'p str>,
    /// Where an unknown fact or event decides.
    pub unknown: Vec<&'p str>,
}

/// A procedure that is or will be open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Opening<'p> {
    /// Its id.
    pub id: &'p str,
    /// The first day on which it can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day on which it can be done, as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// The periods by where they stand ([`Standing`]).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Deadlines<'p> {
    /// Those that run.
    pub running: Vec<Dates<'p>>,
    /// Those that have ended.
    pub ended: Vec<Dates<'p>>,
    /// Those that have not started.
    pub not_started: Vec<Dates<'p>>,
    /// Those of which it is not known.
    pub unknown: Vec<Dates<'p>>,
}

/// The dates of a run of a period; each as in [`Deadline`](super::Deadline).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Dates<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its first day.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<Day>,
    /// The last day on which the thing can still be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Day>,
    /// The last day that is safe in every case, where that is another.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_by: Option<Day>,
    /// Where the end is not known: the latest day that it can be.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<Day>,
    /// Of a time that must pass: the day after which it has in every case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_after: Option<Day>,
    /// Whether it no longer matters, though it runs.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub moot: bool,
    /// Where several events each start it: the one that started this run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<DatedEvent<'p>>,
}

impl<'p> Assessment<'p, '_> {
    /// The answer for a day in outline: without its words, laws and counts.
    pub fn outline(&self, day: Day) -> Outline<'p> {
        let pack = self.pack;
        let mut statuses = Statuses::default();
        for (status, held) in pack.statuses.iter().zip(&self.statuses) {
            if !status.shown {
                continue;
            }
            match held.on(day) {
                Truth::Yes => {
                    let span = held.certain().span_at(day);
                    let date = |day: Day| Some(day).filter(|day| day.is_a_date());
                    statuses.holds.push(Holding {
                        id: &status.id,
                        since: span.and_then(|span| date(span.first)),
                        until: span.and_then(|span| date(span.last)),
                    });
                }
                Truth::No => statuses.fails.push(&status.id),
                Truth::Unknown => statuses.unknown.push(&status.id),
            }
        }
        let mut procedures = Procedures::default();
        for (procedure, standpoint) in pack.procedures.iter().zip(self.standpoints(day)) {
            let id = procedure.id.as_str();
            let opening = Opening { id, from: standpoint.from, until: standpoint.until };
            match standpoint.state {
                State::Available => procedures.available.push(opening),
                State::Upcoming => procedures.upcoming.push(opening),
                State::Blocked => procedures.blocked.push(id),
                State::Closed => procedures.closed.push(id),
                State::Barred => procedures.barred.push(id),
                State::Done => procedures.done.push(id),
                State::Unknown => procedures.unknown.push(id),
            }
        }
        let mut deadlines = Deadlines::default();
        self.each_course(day, |id, _, course| {
            let dates = Dates {
                id: &pack.periods[id.index()].id,
                starts: course.starts,
                ends: course.ends,
                safe_by: course.safe_by,
                latest: course.latest,
                safe_after: course.safe_after,
                moot: course.moot,
                started_by: course.started_by,
            };
            match course.state {
                Standing::Running => deadlines.running.push(dates),
                Standing::Ended => deadlines.ended.push(dates),
                Standing::NotStarted => deadlines.not_started.push(dates),
                Standing::Unknown => deadlines.unknown.push(dates),
            }
        });
        Outline { jurisdiction: &pack.id, as_of: day, statuses, procedures, deadlines }
    }
}
