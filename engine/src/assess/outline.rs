//! The answer in outline: ids, states and dates, for many cases at once.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::{DatedEvent, Standing, State};
use super::evaluate::Assessment;
use crate::date::Day;
use crate::timeline::{Timeline, Truth};

/// What may happen next in a case, as of a day: ids, states and dates only.
///
/// Every status, procedure and deadline of the [`Answer`](super::Answer) is here,
/// in the same order, and says the same. In JSON they are gathered by how they
/// stand.
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
/// assert_eq!(outline.deadlines[0].ends, Some("2035-03-05".parse()?));
/// assert_eq!(
///     serde_json::to_value(&outline)?["deadlines"]["running"][0],
///     serde_json::json!({ "id": "enforcement", "starts": "2025-03-05", "ends": "2035-03-05" }),
/// );
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Outline<'p> {
    /// The id of the jurisdiction.
    pub jurisdiction: &'p str,
    /// The day asked about.
    pub as_of: Day,
    /// The statuses; in JSON those that hold, that fail, and that are unknown.
    #[serde(serialize_with = "statuses")]
    pub statuses: Vec<StatusOutline<'p>>,
    /// The procedures; in JSON by their state.
    #[serde(serialize_with = "procedures")]
    pub procedures: Vec<ProcedureOutline<'p>>,
    /// The periods; in JSON by where they stand.
    #[serde(serialize_with = "deadlines")]
    pub deadlines: Vec<DeadlineOutline<'p>>,
}

/// A status in outline; each key as in [`StatusAnswer`](super::StatusAnswer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct StatusOutline<'p> {
    /// Its id.
    pub id: &'p str,
    /// Whether it holds; `None` when that is not known.
    #[serde(skip)]
    pub holds: Option<bool>,
    /// The first day on which it has held without a break.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub since: Option<Day>,
    /// The last day on which it will, as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A procedure in outline; each key as in [`ProcedureAnswer`](super::ProcedureAnswer).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct ProcedureOutline<'p> {
    /// Its id.
    pub id: &'p str,
    /// Whether it can be done.
    #[serde(skip)]
    pub state: State,
    /// The first day on which it can be done.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day on which it can be done, as things stand.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

/// A run of a period in outline; each key as in [`Deadline`](super::Deadline).
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize)]
pub struct DeadlineOutline<'p> {
    /// Its id.
    pub id: &'p str,
    /// Where it stands.
    #[serde(skip)]
    pub state: Standing,
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

/// Where a period can stand, in the order in which they are written, with their names.
pub(super) const STANDINGS: [(Standing, &str); 4] = [
    (Standing::Running, "running"),
    (Standing::Ended, "ended"),
    (Standing::NotStarted, "not_started"),
    (Standing::Unknown, "unknown"),
];

impl<'p> Assessment<'p, '_> {
    /// The answer for a day in outline: without its words, laws and counts.
    pub fn outline(&self, day: Day) -> Outline<'p> {
        let (statuses, procedures, deadlines) = (Vec::new(), Vec::new(), Vec::new());
        let jurisdiction = &self.pack.id;
        let mut outline = Outline { jurisdiction, as_of: day, statuses, procedures, deadlines };
        self.outline_in(day, &mut outline);
        outline
    }

    /// Puts the answer for a day in outline in the place of another, in its memory.
    pub fn outline_in(&self, day: Day, outline: &mut Outline<'p>) {
        let pack = self.pack;
        (outline.jurisdiction, outline.as_of) = (&pack.id, day);
        let shown = pack.statuses.iter().zip(self.statuses()).filter(|(status, _)| status.shown);
        let statuses = shown.map(|(status, held)| {
            let (holds, since, until) = held_on(held, day);
            StatusOutline { id: &status.id, holds: holds.known(), since, until }
        });
        let standpoints = pack.procedures.iter().zip(self.standpoints(day));
        let procedures = standpoints.map(|(procedure, standpoint)| ProcedureOutline {
            id: &procedure.id,
            state: standpoint.state,
            from: standpoint.from,
            until: standpoint.until,
        });
        let deadlines = &mut outline.deadlines;
        deadlines.clear();
        deadlines.reserve(pack.periods.len());
        self.each_course(day, |id, _, course| {
            deadlines.push(DeadlineOutline {
                id: &pack.periods[id.index()].id,
                state: course.state,
                starts: course.starts,
                ends: course.ends,
                safe_by: course.safe_by,
                latest: course.latest,
                safe_after: course.safe_after,
                moot: course.moot,
                started_by: course.started_by.map(|at| self.dated(at)),
            });
        });
        outline.statuses.clear();
        outline.statuses.extend(statuses);
        outline.procedures.clear();
        outline.procedures.extend(procedures);
    }
}

/// Whether something holds on a day, and since and until when without a break.
pub(super) fn held_on(held: &Timeline, day: Day) -> (Truth, Option<Day>, Option<Day>) {
    let date = |day: Day| Some(day).filter(|day| day.is_a_date());
    match held.certain().span_at(day) {
        Some(span) => (Truth::Yes, date(span.first), date(span.last)),
        None => (held.on(day), None, None),
    }
}

fn statuses<S: Serializer>(list: &[StatusOutline<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(3))?;
    let of = |holds| Those(list, move |status: &&StatusOutline<'_>| status.holds == holds);
    map.serialize_entry("holds", &of(Some(true)))?;
    map.serialize_entry("fails", &of(Some(false)).ids(|status| status.id))?;
    map.serialize_entry("unknown", &of(None).ids(|status| status.id))?;
    map.end()
}

fn procedures<S: Serializer>(
    list: &[ProcedureOutline<'_>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(7))?;
    for state in State::ALL {
        let those = Those(list, |procedure: &&ProcedureOutline<'_>| procedure.state == state);
        match state {
            State::Available | State::Upcoming => map.serialize_entry(state.name(), &those)?,
            _ => map.serialize_entry(state.name(), &those.ids(|procedure| procedure.id))?,
        }
    }
    map.end()
}

fn deadlines<S: Serializer>(
    list: &[DeadlineOutline<'_>],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(4))?;
    for (state, name) in STANDINGS {
        let those = Those(list, |deadline: &&DeadlineOutline<'_>| deadline.state == state);
        map.serialize_entry(name, &those)?;
    }
    map.end()
}

/// Some of a list.
struct Those<'l, T, F>(&'l [T], F);

impl<'l, T, F: Fn(&&T) -> bool> Those<'l, T, F> {
    fn ids<'p>(self, id: fn(&T) -> &'p str) -> Ids<'l, T, F, fn(&T) -> &'p str> {
        Ids(self, id)
    }
}

impl<T: Serialize, F: Fn(&&T) -> bool> Serialize for Those<'_, T, F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().filter(&self.1))
    }
}

/// The ids of some of a list.
struct Ids<'l, T, F, G>(Those<'l, T, F>, G);

impl<'p, T, F: Fn(&&T) -> bool, G: Fn(&T) -> &'p str> Serialize for Ids<'_, T, F, G> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.0.iter().filter(&self.0.1).map(&self.1))
    }
}
