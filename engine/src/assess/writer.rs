//! The answer in outline as JSON, straight from the timelines: for many cases at once.
//!
//! It writes what serde writes of an [`Outline`](super::Outline), held by
//! `tests/tests/outline.rs`.

use super::answer::State;
use super::evaluate::Assessment;
use super::outline::{STANDINGS, held_on};
use crate::date::Day;
use crate::graph::{Pack, Words};
use crate::timeline::Truth;

/// Writes outlines as JSON, one after the other, in the memory of the one before.
///
/// ```
/// # use recoup_engine::assess::OutlineWriter;
/// # use recoup_engine::{Assessment, Day};
/// fn lines(assessments: &[Assessment<'_, '_>], on: Day) -> Vec<u8> {
///     let (mut writer, mut json) = (OutlineWriter::default(), Vec::new());
///     for assessment in assessments {
///         json.push(b'{');
///         writer.write_members(assessment, on, &mut json);
///         json.extend_from_slice(b"}\n");
///     }
///     json
/// }
/// ```
#[derive(Debug, Default)]
pub struct OutlineWriter {
    /// The elements of each list, each behind a comma: by what is known of the status…
    statuses: [Vec<u8>; 3],
    /// … by the state of the procedure…
    procedures: [Vec<u8>; State::ALL.len()],
    /// … and by where the period stands.
    deadlines: [Vec<u8>; STANDINGS.len()],
}

impl OutlineWriter {
    /// Adds the JSON of [`Assessment::outline`] to a text, without its braces, so that
    /// other keys can stand beside its own.
    pub fn write_members(&mut self, of: &Assessment<'_, '_>, day: Day, json: &mut Vec<u8>) {
        self.take_statuses(of, day);
        self.take_procedures(of, day);
        self.take_deadlines(of, day);

        json.extend_from_slice(b"\"jurisdiction\":");
        of.pack.words.pack.write(0, json);
        json.extend_from_slice(b",\"as_of\":");
        date(json, day);
        json.extend_from_slice(b",\"statuses\":{");
        for (at, truth) in [Truth::Yes, Truth::No, Truth::Unknown].into_iter().enumerate() {
            let name = ["holds", "fails", "unknown"][at];
            list(json, at, name, &mut self.statuses[truth as usize]);
        }
        json.extend_from_slice(b"},\"procedures\":{");
        for (at, state) in State::ALL.into_iter().enumerate() {
            list(json, at, state.name(), &mut self.procedures[state as usize]);
        }
        json.extend_from_slice(b"},\"deadlines\":{");
        for (at, (state, name)) in STANDINGS.into_iter().enumerate() {
            list(json, at, name, &mut self.deadlines[state as usize]);
        }
        json.push(b'}');
    }

    fn take_statuses(&mut self, of: &Assessment<'_, '_>, day: Day) {
        let Pack { statuses, words, .. } = of.pack;
        for (number, (status, held)) in statuses.iter().zip(of.statuses()).enumerate() {
            if !status.shown {
                continue;
            }
            let (holds, since, until) = held_on(held, day);
            let json = &mut self.statuses[holds as usize];
            if holds == Truth::Yes {
                open(json, &words.statuses, number);
                dated(json, b",\"since\":", since);
                dated(json, b",\"until\":", until);
                json.push(b'}');
            } else {
                words.statuses.write_next(number, json);
            }
        }
    }

    fn take_procedures(&mut self, of: &Assessment<'_, '_>, day: Day) {
        let words = &of.pack.words.procedures;
        for (number, standpoint) in of.standpoints(day).enumerate() {
            let json = &mut self.procedures[standpoint.state as usize];
            if let State::Available | State::Upcoming = standpoint.state {
                open(json, words, number);
                dated(json, b",\"from\":", standpoint.from);
                dated(json, b",\"until\":", standpoint.until);
                json.push(b'}');
            } else {
                words.write_next(number, json);
            }
        }
    }

    fn take_deadlines(&mut self, of: &Assessment<'_, '_>, day: Day) {
        let words = &of.pack.words;
        of.each_course(day, |id, _, course| {
            let json = &mut self.deadlines[course.state as usize];
            open(json, &words.periods, id.index());
            dated(json, b",\"starts\":", course.starts);
            dated(json, b",\"ends\":", course.ends);
            dated(json, b",\"safe_by\":", course.safe_by);
            dated(json, b",\"latest\":", course.latest);
            dated(json, b",\"safe_after\":", course.safe_after);
            if course.moot {
                json.extend_from_slice(b",\"moot\":true");
            }
            if let Some(at) = course.started_by {
                let recorded = &of.matter.events[at];
                json.extend_from_slice(b",\"started_by\":{\"event\":");
                words.events.write(recorded.event.index(), json);
                dated(json, b",\"on\":", Some(recorded.day));
                json.push(b'}');
            }
            json.push(b'}');
        });
    }
}

/// A key with a list, of which the elements are taken out.
fn list(json: &mut Vec<u8>, at: usize, name: &str, elements: &mut Vec<u8>) {
    json.extend_from_slice(if at == 0 { b"\"" } else { b",\"" });
    json.extend_from_slice(name.as_bytes());
    json.extend_from_slice(b"\":[");
    json.extend_from_slice(elements.get(1..).unwrap_or_default());
    json.push(b']');
    elements.clear();
}

/// Behind a comma an object with an id, not yet closed.
fn open(json: &mut Vec<u8>, words: &Words, number: usize) {
    json.extend_from_slice(b",{\"id\":");
    words.write(number, json);
}

/// A date behind its key, if there is one.
fn dated<const N: usize>(json: &mut Vec<u8>, key: &[u8; N], day: Option<Day>) {
    if let Some(day) = day {
        json.extend_from_slice(key);
        date(json, day);
    }
}

fn date(json: &mut Vec<u8>, day: Day) {
    match day.digits() {
        Some([y1, y2, y3, y4, dash, m1, m2, _, d1, d2]) => {
            let quoted = [b'"', y1, y2, y3, y4, dash, m1, m2, dash, d1, d2, b'"'];
            json.extend_from_slice(&quoted);
        }
        // What is no date, or of a year of more digits, is written as it reads.
        None => json.extend_from_slice(format!("\"{day}\"").as_bytes()),
    }
}
