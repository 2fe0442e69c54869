//! `recoup batch`: many cases, one answer each.
//!
//! Cases come one a line and are answered in their order, on all cores and in
//! bounded memory:
//!
//! ```text
//! blocks   whole lines, a few hundred a block     one thread
//! crew     a block to a page of answers           as many threads as cores
//! target   the pages, in the order of the blocks  the thread that asked
//! ```
//!
//! `sheet` turns a row of CSV into the text of a case, `answers` says how an
//! answer is written, `wrong` what is said of a line that has none.

mod answers;
mod blocks;
#[cfg(feature = "parquet")]
mod columns;
mod crew;
mod sheet;
mod wrong;

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Arc;
use std::time::{Duration, Instant};

use clap::{Args, ValueEnum};
use indicatif::{ProgressBar, ProgressStyle};
use recoup_engine::date::InWords;
use recoup_engine::{Day, Library};

use self::answers::{Form, Writing};
use self::blocks::Blocks;
use self::crew::{Done, Worker};
use self::sheet::Sheet;
use self::wrong::Wrong;
use crate::input::Input;
use crate::page::counted;
use crate::report::Stop;
use crate::sources::Sources;
use crate::target::Target;
use crate::{input, today};

#[derive(Args)]
pub(crate) struct Batch {
    /// The cases, one a line: JSON Lines or CSV; without it, or for `-`, standard input
    input: Option<PathBuf>,
    /// The day asked about, year-month-day; without it, today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Write the answers to this file, which appears when all are written
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// How the answers are written; without it, as the ending of --out says, or JSON Lines
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// The whole answer of each case, as `recoup next --json` gives it
    #[arg(long)]
    full: bool,
    /// Keep the lines that are wrong in this file, each with what is wrong with it
    #[arg(long, value_name = "FILE")]
    errors: Option<PathBuf>,
    /// How the cases are written; without it, as the ending of the file or its first letter says
    #[arg(long, value_name = "FORMAT")]
    input_format: Option<InputFormat>,
    /// How many cases to work on at once; without it, one for each core
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
    /// Say nothing but what is wrong
    #[arg(long, short)]
    quiet: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// One object a line
    Jsonl,
    /// One row for each status, procedure and deadline
    Csv,
    /// The same rows as a Parquet file
    Parquet,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum InputFormat {
    /// One case a line, as JSON
    Jsonl,
    /// One case a row, below a row with the names of the columns
    Csv,
}

/// So many mistakes are told; of more, only how many.
const TOLD: u64 = 20;

/// Answers every case of the input.
pub(crate) fn run(sources: &Sources, batch: &Batch) -> Result<ExitCode, Stop> {
    let began = Instant::now();
    let form = batch.form()?;
    let Input { name, size, read } = batch.open()?;
    let most = if batch.full { blocks::FEW } else { blocks::MANY };
    let mut blocks = Blocks::new(read, most);
    let library: &'static Library = Box::leak(Box::new(sources.all()?));
    let sheet = match batch.input_is(&name, &mut blocks)? {
        InputFormat::Jsonl => None,
        InputFormat::Csv => Sheet::read(&name, &mut blocks, library)?.map(Arc::new),
    };
    let worker = Worker {
        name: name.as_str().into(),
        on: batch.on.unwrap_or_else(today),
        form,
        sheet,
        library,
    };
    let on = worker.on;
    let mut record = Record {
        writing: Writing::new(form, Target::open(batch.out.as_deref())?)?,
        errors: batch.errors.as_deref().map(|path| Target::open(Some(path))).transpose()?,
        bar: batch.bar(size),
        tally: Tally::default(),
    };
    let threads = match batch.threads {
        Some(threads) => usize::from(threads),
        None => std::thread::available_parallelism().map_or(1, usize::from),
    };
    crew::answer(blocks, &worker, threads, |done| record.keep(done))?;
    let tally = record.finish()?;
    if !batch.quiet {
        anstream::eprintln!("{}", tally.summary(on, began.elapsed()));
    }
    Ok(ExitCode::from(u8::from(tally.wrong > 0)))
}

impl Batch {
    /// How the answers are written.
    fn form(&self) -> Result<Form, Stop> {
        if self.out.is_some() && self.out == self.errors {
            return Err(Stop::Usage("--out and --errors name the same file".to_owned()));
        }
        let format = self.format.unwrap_or_else(|| match self.out.as_deref().and_then(ending) {
            Some("csv") => Format::Csv,
            Some("parquet") => Format::Parquet,
            _ => Format::Jsonl,
        });
        let form = match format {
            Format::Jsonl if self.full => return Ok(Form::Whole),
            Format::Jsonl => return Ok(Form::Outlines),
            Format::Csv => Form::Rows,
            #[cfg(feature = "parquet")]
            Format::Parquet => Form::Columns,
            #[cfg(not(feature = "parquet"))]
            Format::Parquet => {
                return Err(Stop::Usage(
                    "this recoup was built without Parquet; build it with `cargo build --release \
                     -p recoup --features parquet`"
                        .to_owned(),
                ));
            }
        };
        if self.full {
            return Err(Stop::Usage(
                "--full is for JSON Lines: a whole answer does not fit into rows".to_owned(),
            ));
        }
        if format == Format::Parquet && self.out.is_none() && std::io::stdout().is_terminal() {
            return Err(Stop::Usage(
                "Parquet is not text; name a file for it with --out".to_owned(),
            ));
        }
        Ok(form)
    }

    /// The input.
    fn open(&self) -> Result<Input, Stop> {
        if self.input.is_none() && std::io::stdin().is_terminal() {
            return Err(Stop::Usage(
                "there are no cases: name a file, or give them on standard input".to_owned(),
            ));
        }
        input::open(self.input.as_deref().unwrap_or(Path::new("-")))
    }

    /// How the cases are written.
    fn input_is(&self, name: &str, blocks: &mut Blocks) -> Result<InputFormat, Stop> {
        let first = blocks.first_letter().map_err(|error| input::cannot_be_read(name, &error))?;
        if first == Some(blocks::UTF_16) {
            return Err(Stop::Case(format!(
                "`{name}` is not a text in UTF-8; save it as UTF-8 (in a spreadsheet: as \"CSV UTF-8\")"
            )));
        }
        let is_toml = self.input.as_deref().and_then(ending) == Some("toml");
        if is_toml && self.input_format.is_none() {
            return Err(Stop::Case(format!(
                "`{name}` is a case in TOML; `recoup next {name}` answers it. A batch has many \
                 cases, each on a line of its own, as JSON or CSV"
            )));
        }
        let by_name = || match self.input.as_deref().and_then(ending)? {
            "csv" => Some(InputFormat::Csv),
            "jsonl" | "ndjson" | "json" => Some(InputFormat::Jsonl),
            _ => None,
        };
        let format = self.input_format.or_else(by_name).unwrap_or(match first {
            Some(b'{' | b'[') | None => InputFormat::Jsonl,
            Some(_) => InputFormat::Csv,
        });
        if format == InputFormat::Jsonl && first == Some(b'[') {
            return Err(Stop::Case(format!(
                "`{name}` is one list; a batch has one case a line: `jq -c '.[]'` makes lines of it"
            )));
        }
        if format == InputFormat::Csv {
            blocks.are_rows();
        }
        Ok(format)
    }

    /// How far it has come, where somebody watches.
    fn bar(&self, size: Option<u64>) -> ProgressBar {
        if self.quiet || !std::io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let (bar, form) = match size {
            Some(size) => (ProgressBar::new(size), "{bar:30} {percent:>3} %  {msg}  {eta} to go"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg}  {elapsed}"),
        };
        if let Ok(style) = ProgressStyle::with_template(form) {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }
}

/// The ending of a file's name.
fn ending(path: &Path) -> Option<&str> {
    path.extension()?.to_str()
}

/// What comes of the blocks: written, told and counted.
struct Record {
    writing: Writing,
    errors: Option<Target>,
    bar: ProgressBar,
    tally: Tally,
}

#[derive(Default)]
struct Tally {
    answered: u64,
    wrong: u64,
    /// Mistakes that were not told.
    untold: u64,
    told: u64,
}

impl Record {
    /// Keeps what came of a block.
    fn keep(&mut self, done: Done) -> Result<(), Stop> {
        self.writing.write(done.page)?;
        for wrong in &done.wrong {
            self.keep_wrong(wrong)?;
        }
        self.tally.answered += done.answered;
        self.tally.wrong += done.wrong.len() as u64;
        self.bar.inc(done.bytes);
        if !self.bar.is_hidden() {
            self.bar.set_message(self.tally.counted());
        }
        Ok(())
    }

    fn keep_wrong(&mut self, wrong: &Wrong) -> Result<(), Stop> {
        if let Some(errors) = &mut self.errors {
            // As one piece, for whoever reads along from a pipe.
            let mut line = serde_json::to_vec(wrong).map_err(|error| errors.stop(error.into()))?;
            line.push(b'\n');
            return errors.write_all(&line).map_err(|error| errors.stop(error));
        }
        for message in wrong.messages() {
            if self.tally.told == TOLD {
                self.tally.untold += 1;
            } else {
                self.tally.told += 1;
                self.bar.suspend(|| anstream::eprintln!("{message}"));
            }
        }
        Ok(())
    }

    /// All is written: the files appear.
    fn finish(self) -> Result<Tally, Stop> {
        self.bar.finish_and_clear();
        if self.tally.untold > 0 {
            anstream::eprintln!(
                "… and {}; --errors FILE keeps them all",
                counted(self.tally.untold, "more mistake")
            );
        }
        self.writing.finish()?;
        if let Some(errors) = self.errors {
            errors.finish()?;
        }
        Ok(self.tally)
    }
}

impl Tally {
    /// `12 cases answered, 3 lines wrong`.
    fn counted(&self) -> String {
        let answered = format!("{} answered", counted(self.answered, "case"));
        match self.wrong {
            0 => answered,
            wrong => format!("{answered}, {} wrong", counted(wrong, "line")),
        }
    }

    fn summary(&self, on: Day, took: Duration) -> String {
        let seconds = took.as_secs_f64();
        let rate = ((self.answered + self.wrong) as f64 / seconds.max(0.001)) as u64;
        format!(
            "{} as of {}; {seconds:.1} s, {} a second",
            self.counted(),
            InWords(on),
            counted(rate, "case")
        )
    }
}
