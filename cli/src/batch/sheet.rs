//! Cases as the rows of a table: one row a case, below a row with the names of
//! the columns.
//!
//! A row becomes the text of a case, which is then read as any other; what is
//! wrong with it is said of the cell that it comes from. Knows the case file and
//! the names in the packs.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use csv_core::{ReadFieldResult, ReadRecordResult, Reader};
use recoup_engine::diagnostic::{Code, Diagnostic, nearest};
use recoup_engine::graph::Kind;
use recoup_engine::{Diagnostics, Library};

use super::blocks::{Blocks, quote_is_open};
use super::wrong::{Mistake, Written, Wrong};
use crate::input;
use crate::report::Stop;

/// The keys of a case and of its judgment, each a column.
const OF_THE_CASE: [&str; 3] = ["jurisdiction", "case_number", "court"];
const OF_THE_JUDGMENT: [&str; 5] =
    ["entered", "principal", "costs", "prejudgment_interest", "rate"];

/// What every case must state.
const NEEDED: [&str; 2] = ["jurisdiction", "entered"];

/// What stands between several events of a kind in one cell.
const BETWEEN: char = ';';

/// Begins the name of a column that is not read.
const REMARK: char = '#';

/// The columns of a table.
#[derive(Debug, Default)]
pub(crate) struct Sheet {
    names: Vec<String>,
    of_the_case: Vec<Column>,
    of_the_judgment: Vec<Column>,
    facts: Vec<Column>,
    events: Vec<EventColumns>,
    nameless: Vec<usize>,
}

/// A column, and the key of a case that it states.
#[derive(Debug)]
struct Column {
    key: String,
    at: usize,
    /// Whether `true` and `false` are no texts in it.
    flag: bool,
}

/// The days of a kind of event, and what is said of each.
#[derive(Debug)]
struct EventColumns {
    days: Column,
    attributes: Vec<Column>,
}

/// The names that packs have, and whether they stand for true or false.
#[derive(Default)]
struct Names<'p> {
    facts: BTreeMap<&'p str, bool>,
    events: BTreeMap<&'p str, BTreeMap<&'p str, bool>>,
}

/// A row being read; its room is used again for the next.
#[derive(Debug)]
pub(crate) struct Row {
    reader: Reader,
    cells: Vec<u8>,
    ends: Vec<usize>,
    /// The text of the case.
    case: String,
    /// From which byte of it on what a column says stands there.
    columns: Vec<(usize, usize)>,
}

impl Sheet {
    /// Reads the names of the columns; none where the input is empty.
    pub(crate) fn read(
        name: &str,
        blocks: &mut Blocks,
        library: &Library,
    ) -> Result<Option<Sheet>, Stop> {
        let line = blocks.line().map_err(|error| input::cannot_be_read(name, &error))?;
        let Some((line, bytes)) = line else { return Ok(None) };
        let bytes = &bytes[line.range];
        let text = String::from_utf8_lossy(bytes);
        let name: Arc<str> = name.into();
        let written = Written { name: &name, line: line.number, bytes: text.as_bytes() };
        let mut row = Row::default();
        if line.too_long || quote_is_open(bytes) || !row.split(text.as_bytes(), MOST_COLUMNS) {
            let message = "this line cannot be the names of columns";
            let expected = "names with commas between them, such as `jurisdiction,entered`";
            let mistake = written.mistake(Code::Syntax, message, expected, 0, 0);
            return Err(Stop::in_text(&name, "")(Diagnostics(vec![mistake])));
        }
        if text.contains(';') && !text.contains(',') {
            let message = "the columns are set apart by semicolons";
            let expected = "commas: where a spreadsheet saves it, commas can be chosen";
            let mistake = written.mistake(Code::Syntax, message, expected, 0, bytes.len());
            return Err(Stop::in_text(&name, &text)(Diagnostics(vec![mistake])));
        }
        let (sheet, mut mistakes) = Sheet::of_names(written, &row, &Names::of(library));
        for key in NEEDED {
            if !sheet.names.iter().any(|name| name == key) {
                let message = format!("there is no column `{key}`");
                let expected = "the columns `jurisdiction` and `entered`, and what else is known";
                mistakes.push(written.mistake(Code::MissingKey, message, expected, 0, 0));
            }
        }
        if mistakes.is_empty() {
            return Ok(Some(sheet));
        }
        mistakes.sort_by_key(|one| one.place.start);
        // So that the places are right, though other lines may stand before it.
        let before = "\n".repeat(usize::try_from(line.number - 1).unwrap_or_default());
        for place in mistakes.iter_mut().map(|one| &mut one.place) {
            place.start += before.len();
            place.end += before.len();
        }
        Err(Stop::in_text(&name, &format!("{before}{text}"))(Diagnostics(mistakes)))
    }

    /// What the names of the columns stand for, and what is wrong with them.
    fn of_names(written: Written<'_>, row: &Row, known: &Names<'_>) -> (Sheet, Vec<Diagnostic>) {
        let mut sheet = Sheet::default();
        let mut attributes = Vec::new();
        let mut mistakes = Vec::new();
        let mut wrong =
            |at, code, message: String, expected: Option<String>, near: Option<String>| {
                let cell = cell_range(written.bytes, at);
                let mistake = written.mistake(code, message, "", cell.start, cell.end);
                mistakes.push(Diagnostic { expected, nearest: near, ..mistake });
            };
        for at in 0..row.ends.len() {
            let name = row.cell(at);
            let column = |flag| Column { key: name.to_owned(), at, flag };
            if name.is_empty() {
                sheet.nameless.push(at);
            } else if name.starts_with(REMARK) {
                // It is the user's own.
            } else if sheet.names.iter().any(|other| other == name) {
                let message = format!("the column `{name}` stands twice");
                wrong(at, Code::Duplicate, message, Some("each column once".to_owned()), None);
            } else if OF_THE_CASE.contains(&name) {
                sheet.of_the_case.push(column(false));
            } else if OF_THE_JUDGMENT.contains(&name) {
                sheet.of_the_judgment.push(column(false));
            } else if let Some(flag) = known.facts.get(name) {
                sheet.facts.push(column(*flag));
            } else if known.events.contains_key(name) {
                sheet.events.push(EventColumns { days: column(false), attributes: Vec::new() });
            } else if let Some((event, attribute)) = name.split_once('.') {
                attributes.push((event, attribute, at));
            } else {
                let message = format!("no pack has a fact or an event called `{name}`");
                let near = if name == "judgment_entered" {
                    Some("entered")
                } else {
                    nearest(name, known.columns())
                };
                wrong(at, Code::UnknownName, message, None, near.map(str::to_owned));
            }
            sheet.names.push(name.to_owned());
        }
        for (event, attribute, at) in attributes {
            let Some(takes) = known.events.get(event) else {
                let message = format!("no pack has an event called `{event}`");
                let near = nearest(event, known.events.keys().copied());
                let near = near.map(|event| format!("{event}.{attribute}"));
                wrong(at, Code::UnknownName, message, None, near);
                continue;
            };
            let Some(flag) = takes.get(attribute) else {
                let message = format!("in no pack the event `{event}` takes `{attribute}`");
                let near = nearest(attribute, takes.keys().copied());
                let near = near.map(|attribute| format!("{event}.{attribute}"));
                wrong(at, Code::UnknownKey, message, None, near);
                continue;
            };
            let column = Column { key: attribute.to_owned(), at, flag: *flag };
            match sheet.events.iter_mut().find(|columns| columns.days.key == event) {
                Some(columns) => columns.attributes.push(column),
                None => {
                    let message = format!("there is no column `{event}`");
                    let expected = format!("a column `{event}` with the days");
                    wrong(at, Code::MissingKey, message, Some(expected), None);
                }
            }
        }
        (sheet, mistakes)
    }

    /// Turns a row into the text of a case. False where all its cells are empty.
    pub(crate) fn write_case(&self, written: Written<'_>, row: &mut Row) -> Result<bool, Wrong> {
        let wrong =
            |mistake: Diagnostic| written.wrong([Mistake { diagnostic: mistake, column: None }]);
        let whole = written.bytes.len();
        if written.bytes.contains(&b'"') && quote_is_open(written.bytes) {
            let message = "a quote is opened in this line and not closed";
            let expected = "`\"` at the end of the cell";
            return Err(wrong(written.mistake(Code::Syntax, message, expected, 0, whole)));
        }
        let fits = row.split(written.bytes, self.names.len());
        if (0..row.ends.len()).all(|at| row.cell(at).is_empty()) && fits {
            return Ok(false);
        }
        if !fits || row.ends.len() != self.names.len() {
            let message = match row.ends.len() {
                _ if !fits => "this row has more cells than there are columns".to_owned(),
                1 => "this row has one cell".to_owned(),
                cells => format!("this row has {cells} cells"),
            };
            let expected = format!("one for each of the {} columns", self.names.len());
            return Err(wrong(written.mistake(Code::Syntax, message, &expected, 0, whole)));
        }
        let mistakes = self.write_columns(written, row);
        if mistakes.is_empty() { Ok(true) } else { Err(written.wrong(mistakes)) }
    }

    fn write_columns(&self, written: Written<'_>, row: &mut Row) -> Vec<Mistake> {
        let mut mistakes = Vec::new();
        let mut wrong = |at: usize, code, message: String, expected: &str| {
            let cell = cell_range(written.bytes, at);
            let diagnostic = written.mistake(code, message, expected, cell.start, cell.end);
            let column = Some(self.names[at].clone()).filter(|name| !name.is_empty());
            mistakes.push(Mistake { diagnostic, column });
        };
        for at in &self.nameless {
            if !row.cell(*at).is_empty() {
                let message = format!("column {} has no name, but a value in this row", at + 1);
                wrong(*at, Code::UnknownKey, message, "a name in the first row");
            }
        }
        let Row { cells, ends, case, columns, .. } = row;
        let cell = |at: usize| cell_of(cells, ends, at);
        let mut case = CaseText { text: case, columns };
        case.begin();
        for column in &self.of_the_case {
            case.state(column, cell(column.at));
        }
        case.open("judgment", '{');
        for column in &self.of_the_judgment {
            case.state(column, cell(column.at));
        }
        case.close('}');
        case.open("facts", '{');
        for column in &self.facts {
            case.state(column, cell(column.at));
        }
        case.close('}');
        case.open("event", '[');
        for EventColumns { days, attributes } in &self.events {
            let on = cell(days.at);
            let number = if on.is_empty() { 0 } else { on.split(BETWEEN).count() };
            for attribute in attributes {
                let values = cell(attribute.at);
                let of = &days.key;
                if values.is_empty() || values.split(BETWEEN).count() == number {
                    continue;
                }
                let message = match number {
                    0 => format!("this is said of `{of}`, which has no day"),
                    1 => format!("`{of}` has one day, and here are several values"),
                    _ => format!("`{of}` has {number} days, and here are more or fewer values"),
                };
                let expected = "a value for each day, with `;` between them";
                wrong(attribute.at, Code::WrongValue, message, expected);
            }
            let mut values: Vec<_> =
                attributes.iter().map(|one| (one, cell(one.at).split(BETWEEN))).collect();
            for day in on.split(BETWEEN).take(number) {
                case.event(days, day.trim());
                for (attribute, values) in &mut values {
                    case.state(attribute, values.next().unwrap_or_default().trim());
                }
                case.close('}');
            }
        }
        case.close(']');
        case.close('}');
        for at in self.of_the_case.iter().chain(&self.of_the_judgment) {
            if NEEDED.contains(&at.key.as_str()) && cell(at.at).is_empty() {
                wrong(
                    at.at,
                    Code::MissingKey,
                    format!("`{}` is empty", at.key),
                    "a value in each row",
                );
            }
        }
        mistakes
    }

    /// What is wrong with the case of a row, said of its cells.
    pub(crate) fn in_columns(
        &self,
        written: Written<'_>,
        row: &Row,
        mistakes: Vec<Diagnostic>,
    ) -> Box<Wrong> {
        let cell = |start: usize| {
            let after = row.columns.partition_point(|(first, _)| *first <= start);
            row.columns[..after].last().map(|(_, at)| (*at, cell_range(written.bytes, *at)))
        };
        let in_columns = mistakes.into_iter().map(|mut diagnostic| {
            for (place, _) in &mut diagnostic.related {
                let (_, range) = cell(place.start).unwrap_or_default();
                *place = written.place(range.start, range.end);
            }
            let found = cell(diagnostic.place.start);
            let range = found.as_ref().map_or(0..0, |(_, range)| range.clone());
            diagnostic.place = written.place(range.start, range.end);
            Mistake { diagnostic, column: found.map(|(at, _)| self.names[at].clone()) }
        });
        Box::new(written.wrong(in_columns))
    }
}

/// More columns than any table has that states cases.
const MOST_COLUMNS: usize = 10_000;

impl<'p> Names<'p> {
    fn of(library: &'p Library) -> Names<'p> {
        let is_flag = |kind: &Kind| matches!(kind, Kind::YesNo { .. });
        let mut names = Names::default();
        for pack in library.packs().filter(|pack| !pack.foundation) {
            for (fact, kind) in pack.facts() {
                *names.facts.entry(fact).or_default() |= is_flag(kind);
            }
            for event in pack.events() {
                let takes = names.events.entry(event).or_default();
                for (attribute, kind) in pack.attributes_of(event) {
                    *takes.entry(attribute).or_default() |= is_flag(kind);
                }
            }
        }
        names
    }

    /// What a column may be called, but for attributes.
    fn columns(&self) -> impl Iterator<Item = &str> {
        let keys = OF_THE_CASE.iter().chain(&OF_THE_JUDGMENT);
        keys.chain(self.facts.keys()).chain(self.events.keys()).copied()
    }
}

impl Default for Row {
    fn default() -> Row {
        Row {
            // Not its `default`, which has no tables.
            reader: Reader::new(),
            cells: Vec::new(),
            ends: Vec::new(),
            case: String::new(),
            columns: Vec::new(),
        }
    }
}

impl Row {
    /// The text of the case.
    pub(crate) fn text(&self) -> &str {
        &self.case
    }

    /// Splits a row into its cells; false where there are more than so many, or
    /// where it ends in its middle.
    fn split(&mut self, bytes: &[u8], most: usize) -> bool {
        self.cells.resize(bytes.len() + 1, 0);
        self.ends.clear();
        self.ends.resize(most + 1, 0);
        // Made once: its tables take longer than a row does.
        let reader = &mut self.reader;
        reader.reset();
        let (first, read, written, ended) =
            reader.read_record(bytes, &mut self.cells, &mut self.ends);
        let mut number = ended;
        let mut whole = read == bytes.len();
        if first == ReadRecordResult::InputEmpty {
            // Nothing more: that ends it.
            let rest = (&mut self.cells[written..], &mut self.ends[ended..]);
            let (last, _, _, more) = reader.read_record(&[], rest.0, rest.1);
            whole &= last == ReadRecordResult::Record;
            number += more;
        } else {
            whole &= first == ReadRecordResult::Record;
        }
        self.ends.truncate(number);
        whole && number <= most
    }

    fn cell(&self, at: usize) -> &str {
        cell_of(&self.cells, &self.ends, at)
    }
}

/// A cell without the blanks around it. What comes in is UTF-8, and it is split at commas.
fn cell_of<'c>(cells: &'c [u8], ends: &[usize], at: usize) -> &'c str {
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    str::from_utf8(&cells[start..ends[at]]).unwrap_or_default().trim()
}

/// Where a cell stands in its row, with its quotes.
fn cell_range(row: &[u8], at: usize) -> Range<usize> {
    let mut reader = Reader::new();
    let mut room = [0; 256];
    let (mut start, mut end, mut cell) = (0, 0, 0);
    while end < row.len() {
        let (result, read, _) = reader.read_field(&row[end..], &mut room);
        end += read;
        if let ReadFieldResult::Field { .. } = result {
            if cell == at {
                // Without the comma.
                return start..end - 1;
            }
            cell += 1;
            start = end;
        }
    }
    start.min(row.len())..row.len()
}

/// The text of a case being written as JSON, and which column each part comes from.
struct CaseText<'r> {
    text: &'r mut String,
    columns: &'r mut Vec<(usize, usize)>,
}

impl CaseText<'_> {
    fn begin(&mut self) {
        self.text.clear();
        self.columns.clear();
        self.text.push('{');
    }

    /// A comma, unless something was just opened.
    fn comma(&mut self) {
        if !self.text.ends_with(['{', '[']) {
            self.text.push(',');
        }
    }

    fn open(&mut self, key: &str, bracket: char) {
        self.comma();
        self.key(key);
        self.text.push(bracket);
    }

    fn close(&mut self, bracket: char) {
        self.text.push(bracket);
    }

    fn key(&mut self, key: &str) {
        self.text.push('"');
        self.text.push_str(key);
        self.text.push_str("\":");
    }

    /// What a cell says; an empty one says nothing.
    fn state(&mut self, column: &Column, cell: &str) {
        if cell.is_empty() {
            return;
        }
        self.comma();
        self.columns.push((self.text.len(), column.at));
        self.key(&column.key);
        // As a spreadsheet writes them, too: `TRUE`.
        match column.flag.then(|| cell.to_ascii_lowercase()).as_deref() {
            Some(flag @ ("true" | "false")) => self.text.push_str(flag),
            _ => self.string(cell),
        }
    }

    /// Begins an event.
    fn event(&mut self, days: &Column, day: &str) {
        self.comma();
        self.columns.push((self.text.len(), days.at));
        self.text.push('{');
        self.key("what");
        self.string(&days.key);
        self.text.push(',');
        self.key("on");
        self.string(day);
    }

    fn string(&mut self, text: &str) {
        self.text.push('"');
        for letter in text.chars() {
            match letter {
                '"' | '\\' => self.text.extend(['\\', letter]),
                '\0'..='\u{1f}' => self.text.push_str(&format!("\\u{:04x}", u32::from(letter))),
                _ => self.text.push(letter),
            }
        }
        self.text.push('"');
    }
}
