//! Answers as the columns of a Parquet file: the rows of the table, with real
//! dates, and each id written once in a group.

use std::io;
use std::ops::Range;
use std::sync::Arc;

use bytes::Bytes;
use parquet::basic::Compression;
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, Int32Type, Int64Type};
use parquet::errors::{ParquetError, Result};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::parser::parse_message_type;
use recoup_engine::Day;
use recoup_engine::assess::Outline;

use super::answers::{Standing, gathered, standings};
use crate::report::Stop;
use crate::target::Target;

/// The columns, as [`super::answers::COLUMNS`] names them.
const SCHEMA: &str = "message answers {
    required int64 line;
    optional binary case_number (STRING);
    required binary jurisdiction (STRING);
    required int32 as_of (DATE);
    required binary kind (STRING);
    required binary id (STRING);
    required binary state (STRING);
    optional int32 starts (DATE);
    optional int32 ends (DATE);
    optional int32 safe_by (DATE);
    optional int32 latest (DATE);
    optional int32 safe_after (DATE);
    optional binary started_by (STRING);
    optional int32 started_on (DATE);
    required boolean moot;
}";

/// So many rows make a group: as many as are held before they are written.
const GROUP: usize = 1 << 18;

/// The answers of a block.
#[derive(Default)]
pub(crate) struct Columns {
    cases: Vec<Case>,
    rows: Vec<Standing<'static>>,
}

/// What is the same in all rows of a case.
struct Case {
    line: u64,
    number: Option<Box<str>>,
    jurisdiction: &'static str,
    as_of: Day,
    rows: usize,
}

impl Columns {
    /// Adds the answer of a case.
    pub(crate) fn add(&mut self, line: u64, number: Option<&str>, outline: &Outline<'static>) {
        let before = self.rows.len();
        self.rows.extend(standings(outline));
        let rows = self.rows.len() - before;
        let Outline { jurisdiction, as_of, .. } = *outline;
        self.cases.push(Case { line, number: number.map(Into::into), jurisdiction, as_of, rows });
    }

    /// Puts the answers in the order of their lines, where these are their rows.
    pub(crate) fn sort(&mut self, rows: impl Iterator<Item = Range<usize>>) {
        self.cases.sort_by_key(|case| case.line);
        self.rows = gathered(&self.rows, rows);
    }

    /// How many rows there are.
    pub(crate) fn length(&self) -> usize {
        self.rows.len()
    }
}

/// A Parquet file that is being written.
pub(crate) struct Writing {
    file: SerializedFileWriter<Target>,
    /// What will be the next group.
    pages: Vec<Columns>,
    rows: usize,
}

impl Writing {
    /// Begins a file.
    pub(crate) fn new(target: Target) -> std::result::Result<Writing, Stop> {
        let properties = WriterProperties::builder().set_compression(Compression::LZ4_RAW).build();
        let schema = parse_message_type(SCHEMA).map(Arc::new);
        let file = schema
            .and_then(|schema| SerializedFileWriter::new(target, schema, Arc::new(properties)));
        let file = file.map_err(|error| Stop::Output(io_error(error)))?;
        Ok(Writing { file, pages: Vec::new(), rows: 0 })
    }

    /// Writes a page, once there are enough of them.
    pub(crate) fn write(&mut self, columns: Columns) -> std::result::Result<(), Stop> {
        self.rows += columns.rows.len();
        self.pages.push(columns);
        if self.rows >= GROUP { self.write_group() } else { Ok(()) }
    }

    /// All is written.
    pub(crate) fn finish(mut self) -> std::result::Result<(), Stop> {
        if self.rows > 0 {
            self.write_group()?;
        }
        match self.file.into_inner() {
            Ok(target) => target.finish(),
            Err(error) => Err(Stop::Output(io_error(error))),
        }
    }

    fn write_group(&mut self) -> std::result::Result<(), Stop> {
        let pages = std::mem::take(&mut self.pages);
        self.rows = 0;
        let written = self.file.next_row_group().and_then(|mut group| {
            columns(&mut group, &pages)?;
            group.close()
        });
        written.map(drop).map_err(|error| self.file.inner().stop(io_error(error)))
    }
}

type Group<'a> = SerializedRowGroupWriter<'a, Target>;

/// Writes the columns of a group, in the order of the schema.
fn columns(group: &mut Group<'_>, pages: &[Columns]) -> Result<()> {
    of_cases::<Int64Type>(group, pages, |case| Some(case.line as i64))?;
    of_cases::<ByteArrayType>(group, pages, |case| Some(case.number.as_deref()?.into()))?;
    of_cases::<ByteArrayType>(group, pages, |case| Some(word(case.jurisdiction)))?;
    of_cases::<Int32Type>(group, pages, |case| date(Some(case.as_of)))?;
    of_rows::<ByteArrayType>(group, pages, |row| Some(word(row.kind)))?;
    of_rows::<ByteArrayType>(group, pages, |row| Some(word(row.id)))?;
    of_rows::<ByteArrayType>(group, pages, |row| Some(word(row.state)))?;
    of_rows::<Int32Type>(group, pages, |row| date(row.starts))?;
    of_rows::<Int32Type>(group, pages, |row| date(row.ends))?;
    of_rows::<Int32Type>(group, pages, |row| date(row.safe_by))?;
    of_rows::<Int32Type>(group, pages, |row| date(row.latest))?;
    of_rows::<Int32Type>(group, pages, |row| date(row.safe_after))?;
    of_rows::<ByteArrayType>(group, pages, |row| Some(word(row.started_by?.event)))?;
    of_rows::<Int32Type>(group, pages, |row| date(Some(row.started_by?.on)))?;
    of_rows::<BoolType>(group, pages, |row| Some(row.moot))
}

/// Writes a column that says one thing of each case.
fn of_cases<T: DataType>(
    group: &mut Group<'_>,
    pages: &[Columns],
    value: impl Fn(&Case) -> Option<T::T>,
) -> Result<()> {
    column::<T, _>(group, pages, |page| {
        page.cases.iter().flat_map(|case| std::iter::repeat_n(value(case), case.rows))
    })
}

/// Writes a column that says another thing of each row.
fn of_rows<T: DataType>(
    group: &mut Group<'_>,
    pages: &[Columns],
    value: impl Fn(&Standing<'static>) -> Option<T::T>,
) -> Result<()> {
    column::<T, _>(group, pages, |page| page.rows.iter().map(&value))
}

/// Writes the next column, page by page.
fn column<'p, T: DataType, I: Iterator<Item = Option<T::T>>>(
    group: &mut Group<'_>,
    pages: &'p [Columns],
    of_page: impl Fn(&'p Columns) -> I,
) -> Result<()> {
    let Some(mut column) = group.next_column()? else {
        return Err(ParquetError::General("the schema has too few columns".to_owned()));
    };
    let (mut values, mut stated) = (Vec::new(), Vec::new());
    for page in pages {
        values.clear();
        stated.clear();
        for value in of_page(page) {
            stated.push(i16::from(value.is_some()));
            values.extend(value);
        }
        // For a column that always has a value, what is stated is not looked at.
        column.typed::<T>().write_batch(&values, Some(&stated), None)?;
    }
    column.close()
}

fn word(word: &'static str) -> ByteArray {
    Bytes::from_static(word.as_bytes()).into()
}

/// Days since the first of 1970.
fn date(day: Option<Day>) -> Option<i32> {
    let since = day?.date()?.signed_duration_since(chrono::NaiveDate::default());
    i32::try_from(since.num_days()).ok()
}

/// What stopped the writing, as a file would have said it.
fn io_error(error: ParquetError) -> io::Error {
    match error {
        ParquetError::External(error) => match error.downcast::<io::Error>() {
            Ok(error) => *error,
            Err(error) => io::Error::other(error),
        },
        other => io::Error::other(other),
    }
}
