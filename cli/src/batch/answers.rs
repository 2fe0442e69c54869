//! How answers are written: lines of JSON, rows of CSV, columns of Parquet.
//!
//! A worker writes a page for each block; pages follow each other in the order
//! of the input. Knows answers. Must not know where they go.

use std::io::{self, Write};
use std::ops::Range;

use recoup_engine::assess::{self, DatedEvent, Outline, OutlineWriter};
use recoup_engine::{Assessment, Day, Matter};
use serde::Serialize;

#[cfg(feature = "parquet")]
use super::columns::{self, Columns};
use crate::report::Stop;
use crate::target::Target;

/// What is written of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A line of JSON: ids, states and dates.
    Outlines,
    /// A line of JSON: the contract.
    Whole,
    /// Rows of CSV.
    Rows,
    /// The same rows as columns.
    #[cfg(feature = "parquet")]
    Columns,
}

/// The answers of a block.
pub(crate) struct Page {
    answers: Answers,
    /// Of each answer the line of its case, and where it stands among the answers.
    pieces: Vec<(u64, Range<usize>)>,
}

enum Answers {
    Lines {
        whole: bool,
        text: Vec<u8>,
    },
    Rows(Vec<u8>),
    #[cfg(feature = "parquet")]
    Columns(Columns),
}

impl Form {
    /// An empty page with room for as much as the last one held.
    pub(crate) fn page(self, room: usize) -> Page {
        let text = Vec::with_capacity(room);
        let answers = match self {
            Form::Outlines => Answers::Lines { whole: false, text },
            Form::Whole => Answers::Lines { whole: true, text },
            Form::Rows => Answers::Rows(text),
            #[cfg(feature = "parquet")]
            Form::Columns => Answers::Columns(Columns::default()),
        };
        Page { answers, pieces: Vec::new() }
    }
}

/// An answer with the case that it is of.
#[derive(Serialize)]
struct Numbered<'a, A: Serialize> {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    case_number: Option<&'a str>,
    #[serde(flatten)]
    answer: A,
}

impl Page {
    /// Adds the answer of a case; in any order of their lines. Its outline is made in the
    /// memory of the one before.
    pub(crate) fn add(
        &mut self,
        line: u64,
        matter: &Matter<'static>,
        of: &Assessment<'static, '_>,
        on: Day,
        before: &mut Before,
    ) {
        let case_number = matter.case_number();
        let start = self.length();
        let written = match &mut self.answers {
            Answers::Lines { whole: false, text } => add_outline(text, line, case_number, |text| {
                before.writer.write_members(of, on, text);
            }),
            Answers::Lines { whole: true, text } => {
                add_line(text, &Numbered { line, case_number, answer: of.answer(on) })
            }
            Answers::Rows(text) => add_rows(text, line, case_number, before.outlined(of, on)),
            #[cfg(feature = "parquet")]
            Answers::Columns(columns) => {
                columns.add(line, case_number, before.outlined(of, on));
                Ok(())
            }
        };
        // Writing to memory does not fail, and every key of an answer is a text.
        debug_assert!(written.is_ok());
        self.pieces.push((line, start..self.length()));
    }

    /// Puts the answers in the order of the lines of their cases.
    pub(crate) fn sort(&mut self) {
        self.pieces.sort_by_key(|(line, _)| *line);
        let pieces = self.pieces.iter().map(|(_, piece)| piece.clone());
        match &mut self.answers {
            Answers::Lines { text, .. } | Answers::Rows(text) => *text = gathered(text, pieces),
            #[cfg(feature = "parquet")]
            Answers::Columns(columns) => columns.sort(pieces),
        }
    }

    /// How long it is: in bytes, or in rows of columns.
    pub(crate) fn length(&self) -> usize {
        match &self.answers {
            Answers::Lines { text, .. } | Answers::Rows(text) => text.len(),
            #[cfg(feature = "parquet")]
            Answers::Columns(columns) => columns.length(),
        }
    }
}

/// The memory of the answers before.
#[derive(Default)]
pub(crate) struct Before {
    writer: OutlineWriter,
    outline: Option<Outline<'static>>,
}

impl Before {
    /// An answer in outline, in the memory of the one before.
    fn outlined(&mut self, of: &Assessment<'static, '_>, on: Day) -> &Outline<'static> {
        match &mut self.outline {
            Some(outline) => {
                of.outline_in(on, outline);
                outline
            }
            none => none.insert(of.outline(on)),
        }
    }
}

/// Pieces of a whole, one after the other.
pub(super) fn gathered<T: Copy>(whole: &[T], pieces: impl Iterator<Item = Range<usize>>) -> Vec<T> {
    let mut gathered = Vec::with_capacity(whole.len());
    for piece in pieces {
        gathered.extend_from_slice(&whole[piece]);
    }
    gathered
}

/// The same line as [`add_line`] of the outline would add.
fn add_outline(
    text: &mut Vec<u8>,
    line: u64,
    case_number: Option<&str>,
    write_members: impl FnOnce(&mut Vec<u8>),
) -> io::Result<()> {
    write!(text, "{{\"line\":{line},")?;
    if let Some(number) = case_number {
        text.extend_from_slice(b"\"case_number\":");
        serde_json::to_writer(&mut *text, number)?;
        text.push(b',');
    }
    write_members(text);
    text.extend_from_slice(b"}\n");
    Ok(())
}

fn add_line(text: &mut Vec<u8>, answer: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *text, answer)?;
    text.push(b'\n');
    Ok(())
}

/// The columns of the rows.
pub(crate) const COLUMNS: [&str; 15] = [
    "line",
    "case_number",
    "jurisdiction",
    "as_of",
    "kind",
    "id",
    "state",
    "starts",
    "ends",
    "safe_by",
    "latest",
    "safe_after",
    "started_by",
    "started_on",
    "moot",
];

/// Where a status, a procedure or a deadline stands: a row.
#[derive(Clone, Copy)]
pub(crate) struct Standing<'p> {
    pub(crate) kind: &'static str,
    pub(crate) id: &'p str,
    pub(crate) state: &'static str,
    /// The first and the last day of it, whatever the answer calls them.
    pub(crate) starts: Option<Day>,
    pub(crate) ends: Option<Day>,
    pub(crate) safe_by: Option<Day>,
    pub(crate) latest: Option<Day>,
    pub(crate) safe_after: Option<Day>,
    pub(crate) started_by: Option<DatedEvent<'p>>,
    pub(crate) moot: bool,
}

/// The rows of an answer, in its order.
pub(crate) fn standings<'o, 'p>(of: &'o Outline<'p>) -> impl Iterator<Item = Standing<'p>> + 'o {
    let statuses = of.statuses.iter().map(|status| {
        let state = match status.holds {
            Some(true) => "holds",
            Some(false) => "fails",
            None => "unknown",
        };
        Standing::new("status", status.id, state).between(status.since, status.until)
    });
    let procedures = of.procedures.iter().map(|procedure| {
        let state = procedure.state.name();
        Standing::new("procedure", procedure.id, state).between(procedure.from, procedure.until)
    });
    let deadlines = of.deadlines.iter().map(|deadline| {
        let state = match deadline.state {
            assess::Standing::NotStarted => "not_started",
            assess::Standing::Running => "running",
            assess::Standing::Ended => "ended",
            assess::Standing::Unknown => "unknown",
        };
        Standing {
            safe_by: deadline.safe_by,
            latest: deadline.latest,
            safe_after: deadline.safe_after,
            started_by: deadline.started_by,
            moot: deadline.moot,
            ..Standing::new("deadline", deadline.id, state).between(deadline.starts, deadline.ends)
        }
    });
    statuses.chain(procedures).chain(deadlines)
}

impl<'p> Standing<'p> {
    fn new(kind: &'static str, id: &'p str, state: &'static str) -> Standing<'p> {
        let (safe_by, latest, safe_after, started_by) = (None, None, None, None);
        let (starts, ends, moot) = (None, None, false);
        Standing { kind, id, state, starts, ends, safe_by, latest, safe_after, started_by, moot }
    }

    fn between(self, starts: Option<Day>, ends: Option<Day>) -> Standing<'p> {
        Standing { starts, ends, ..self }
    }
}

/// Adds the rows of an answer. Ids and dates need no quotes; what a case says may.
fn add_rows(
    text: &mut Vec<u8>,
    line: u64,
    case_number: Option<&str>,
    outline: &Outline<'_>,
) -> io::Result<()> {
    let mut case = Vec::with_capacity(64);
    write!(case, "{line},")?;
    if let Some(number) = case_number {
        cell(&mut case, number);
    }
    write!(case, ",{},{}", outline.jurisdiction, outline.as_of)?;
    for row in standings(outline) {
        text.extend_from_slice(&case);
        for word in [row.kind, row.id, row.state] {
            text.push(b',');
            text.extend_from_slice(word.as_bytes());
        }
        for day in [row.starts, row.ends, row.safe_by, row.latest, row.safe_after] {
            text.push(b',');
            if let Some(day) = day {
                write!(text, "{day}")?;
            }
        }
        match row.started_by {
            Some(DatedEvent { event, on }) => write!(text, ",{event},{on}")?,
            None => text.extend_from_slice(b",,"),
        }
        text.extend_from_slice(if row.moot { b",true\n" } else { b",\n" });
    }
    Ok(())
}

/// Adds a cell of CSV, in quotes where it needs them.
fn cell(text: &mut Vec<u8>, value: &str) {
    let mut writer = csv_core::Writer::new();
    let mut rest = value.as_bytes();
    let mut room = [0; 256];
    loop {
        let (result, read, written) = writer.field(rest, &mut room);
        text.extend_from_slice(&room[..written]);
        rest = &rest[read..];
        if result == csv_core::WriteResult::InputEmpty {
            break;
        }
    }
    let (_, written) = writer.finish(&mut room);
    text.extend_from_slice(&room[..written]);
}

/// Pages on their way to where they go.
pub(crate) enum Writing {
    Text(Target),
    #[cfg(feature = "parquet")]
    Columns(Box<columns::Writing>),
}

impl Writing {
    /// Begins to write answers of a form.
    pub(crate) fn new(form: Form, mut target: Target) -> Result<Writing, Stop> {
        match form {
            Form::Outlines | Form::Whole => {}
            Form::Rows => {
                let head = format!("{}\n", COLUMNS.join(","));
                target.write_all(head.as_bytes()).map_err(|error| target.stop(error))?;
            }
            #[cfg(feature = "parquet")]
            Form::Columns => {
                return Ok(Writing::Columns(Box::new(columns::Writing::new(target)?)));
            }
        }
        Ok(Writing::Text(target))
    }

    /// Writes a page.
    pub(crate) fn write(&mut self, page: Page) -> Result<(), Stop> {
        match (self, page.answers) {
            (Writing::Text(target), Answers::Lines { text, .. } | Answers::Rows(text)) => {
                target.write_all(&text).map_err(|error| target.stop(error))
            }
            #[cfg(feature = "parquet")]
            (Writing::Columns(writing), Answers::Columns(columns)) => writing.write(columns),
            #[cfg(feature = "parquet")]
            _ => Ok(()),
        }
    }

    /// All is written.
    pub(crate) fn finish(self) -> Result<(), Stop> {
        match self {
            Writing::Text(target) => target.finish(),
            #[cfg(feature = "parquet")]
            Writing::Columns(writing) => writing.finish(),
        }
    }
}
