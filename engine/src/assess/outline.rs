//! The answer in outline: ids, states and dates, for many cases at once.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::answer::{DatedEvent, Standing, State};
use super::evaluate::Assessment;
use crate::date::Day;

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

impl Outline<'_> {
    /// Adds the JSON of the outline to a text, without its braces, so that other
    /// keys can stand beside its own: what serde writes of it, without a look at
    /// each letter. For many answers.
    ///
    /// ```
    /// # use recoup_engine::assess::Outline;
    /// # let (statuses, procedures, deadlines) = (Vec::new(), Vec::new(), Vec::new());
    /// # let as_of = "2025-04-10".parse().unwrap();
    /// let outline = Outline { jurisdiction: "us-zz", as_of, statuses, procedures, deadlines };
    /// let mut json = br#"{"line":12,"#.to_vec();
    /// outline.write_members(&mut json);
    /// json.push(b'}');
    /// assert!(json.starts_with(br#"{"line":12,"jurisdiction":"us-zz","as_of":"2025-04-10","#));
    /// ```
    pub fn write_members(&self, json: &mut Vec<u8>) {
        json.extend_from_slice(b"\"jurisdiction\":");
        word(json, self.jurisdiction);
        json.extend_from_slice(b",\"as_of\":");
        date(json, self.as_of);

        json.extend_from_slice(b",\"statuses\":{\"holds\":");
        let of = |holds| self.statuses.iter().filter(move |status| status.holds == holds);
        list(json, of(Some(true)), |json, status| {
            dated(json, status.id, [("since", status.since), ("until", status.until)]);
            json.push(b'}');
        });
        json.extend_from_slice(b",\"fails\":");
        list(json, of(Some(false)), |json, status| word(json, status.id));
        json.extend_from_slice(b",\"unknown\":");
        list(json, of(None), |json, status| word(json, status.id));

        json.extend_from_slice(b"},\"procedures\":{");
        for (at, state) in STATES.into_iter().enumerate() {
            key(json, at, state.name());
            let those = self.procedures.iter().filter(|procedure| procedure.state == state);
            match state {
                State::Available | State::Upcoming => list(json, those, |json, procedure| {
                    let dates = [("from", procedure.from), ("until", procedure.until)];
                    dated(json, procedure.id, dates);
                    json.push(b'}');
                }),
                _ => list(json, those, |json, procedure| word(json, procedure.id)),
            }
        }

        json.extend_from_slice(b"},\"deadlines\":{");
        for (at, (state, name)) in STANDINGS.into_iter().enumerate() {
            key(json, at, name);
            let those = self.deadlines.iter().filter(|deadline| deadline.state == state);
            list(json, those, |json, deadline| {
                let dates = [
                    ("starts", deadline.starts),
                    ("ends", deadline.ends),
                    ("safe_by", deadline.safe_by),
                    ("latest", deadline.latest),
                    ("safe_after", deadline.safe_after),
                ];
                dated(json, deadline.id, dates);
                if deadline.moot {
                    json.extend_from_slice(b",\"moot\":true");
                }
                if let Some(by) = deadline.started_by {
                    json.extend_from_slice(b",\"started_by\":{\"event\":");
                    word(json, by.event);
                    json.extend_from_slice(b",\"on\":");
                    date(json, by.on);
                    json.push(b'}');
                }
                json.push(b'}');
            });
        }
        json.push(b'}');
    }
}

/// The states in the order in which they are written.
const STATES: [State; 7] = [
    State::Available,
    State::Upcoming,
    State::Blocked,
    State::Closed,
    State::Barred,
    State::Done,
    State::Unknown,
];

/// The same of periods, with their names.
const STANDINGS: [(Standing, &str); 4] = [
    (Standing::Running, "running"),
    (Standing::Ended, "ended"),
    (Standing::NotStarted, "not_started"),
    (Standing::Unknown, "unknown"),
];

/// The key of the entry of this number.
fn key(json: &mut Vec<u8>, at: usize, name: &str) {
    json.extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":");
}

fn list<T>(json: &mut Vec<u8>, things: impl Iterator<Item = T>, one: impl Fn(&mut Vec<u8>, T)) {
    json.push(b'[');
    let start = json.len();
    for thing in things {
        if json.len() > start {
            json.push(b',');
        }
        one(json, thing);
    }
    json.push(b']');
}

/// An object of an id and the dates that there are, not yet closed.
fn dated<const N: usize>(json: &mut Vec<u8>, id: &str, dates: [(&str, Option<Day>); N]) {
    json.extend_from_slice(b"{\"id\":");
    word(json, id);
    for (name, day) in dates {
        if let Some(day) = day {
            key(json, 1, name);
            date(json, day);
        }
    }
}

/// An id. Hardly any needs escaping; where one does, the library for it does it.
fn word(json: &mut Vec<u8>, id: &str) {
    let bytes = id.as_bytes();
    let odd = match bytes.last_chunk() {
        // The last eight may have been looked at in part: twice is cheaper than one by one.
        Some(last) => bytes.as_chunks().0.iter().chain([last]).any(may_need_escaping),
        None => bytes.iter().any(|byte| *byte < b' ' || *byte == b'"' || *byte == b'\\'),
    };
    if odd {
        // Writing to memory does not fail.
        let _ = serde_json::to_writer(json, id);
    } else {
        json.push(b'"');
        json.extend_from_slice(id.as_bytes());
        json.push(b'"');
    }
}

/// Whether one of eight bytes is a quote, a backslash, or below a blank. All are looked
/// at at once, because an outline is mostly ids.
fn may_need_escaping(eight: &[u8; 8]) -> bool {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH: u64 = u64::from_ne_bytes([0x80; 8]);
    let eight = u64::from_ne_bytes(*eight);
    // Not zero if any byte is below the number, which is at most 128.
    let below = |eight: u64, number: u64| eight.wrapping_sub(ONES * number) & !eight & HIGH;
    let is = |byte: u8| below(eight ^ (ONES * u64::from(byte)), 1);
    below(eight, u64::from(b' ')) | is(b'"') | is(b'\\') != 0
}

fn date(json: &mut Vec<u8>, day: Day) {
    match day.digits() {
        Some(digits) => {
            json.push(b'"');
            json.extend_from_slice(&digits);
            json.push(b'"');
        }
        None => word(json, &day.to_string()),
    }
}

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
            let span = held.certain().span_at(day);
            let date = |day: Day| Some(day).filter(|day| day.is_a_date());
            StatusOutline {
                id: &status.id,
                holds: held.on(day).known(),
                since: span.and_then(|span| date(span.first)),
                until: span.and_then(|span| date(span.last)),
            }
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
                started_by: course.started_by,
            });
        });
        outline.statuses.clear();
        outline.statuses.extend(statuses);
        outline.procedures.clear();
        outline.procedures.extend(procedures);
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
    for state in STATES {
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

#[cfg(test)]
mod tests {
    use super::word;

    #[test]
    fn a_word_is_written_as_the_library_writes_it() {
        for length in 0..=20 {
            let plain = "abcdefgh_ijklmnopqrstuvwxyz".chars().take(length);
            for odd in ['a', ' ', '!', '"', '#', '[', '\\', ']', '\n', '\u{1f}', '\u{7f}', 'é', '§']
            {
                for at in 0..length.max(1) {
                    let id: String = plain
                        .clone()
                        .enumerate()
                        .map(|(place, letter)| if place == at { odd } else { letter })
                        .collect();
                    let mut json = Vec::new();
                    word(&mut json, &id);
                    let library = serde_json::to_string(&id).expect("a text");
                    assert_eq!(String::from_utf8_lossy(&json), library);
                }
            }
        }
    }
}
