//! `recoup pack check`: mistakes and doubts in packs, and the examples beside them.

use std::io::{self, Write};
use std::process::ExitCode;

use chrono::{Days, Months};
use clap::{Args, ValueEnum};
use recoup_engine::date::{Length, Unit};
use recoup_engine::diagnostic::{Code, Severity};
use recoup_engine::{Day, Diagnostic, Diagnostics, Library, example};

use super::{chosen, print_json};
use crate::page::counted;
use crate::report::{self, Stop};
use crate::sources::Sources;
use crate::today;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack check
  recoup pack check us-ca
  recoup pack check --rules my-rules us-zz
  recoup pack check --stale \"1 year\"             laws to be looked at again
  recoup pack check --format sarif > found.sarif
  recoup pack check --format github --deny warnings

The examples beside a pack are run as well: one that does not hold is a mistake
(example-failed). `recoup pack test` runs them alone and shows the counting.

Exit status: 0 in order; 1 there are mistakes, or with --deny warnings any
findings; 2 the command is wrong.")]
pub(crate) struct Check {
    /// The packs to check; without any, all
    packs: Vec<String>,
    /// For whom it is printed
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    format: Format,
    /// Print what was found as JSON: short for `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Warn of each law that was last checked longer ago, such as "6 months"
    #[arg(long, value_name = "LENGTH", value_parser = length)]
    stale: Option<Length>,
    /// The day by which it is told how long ago a law was checked; without it, today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// End with status 1 on these too
    #[arg(long, value_enum, value_name = "WHAT")]
    deny: Option<Deny>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people: each place in its file
    Human,
    /// For programs: a list of findings
    Json,
    /// For GitHub: beside the lines of a pull request
    Github,
    /// For tools that gather findings: SARIF 2.1.0
    Sarif,
}

#[derive(Clone, Copy, ValueEnum)]
enum Deny {
    /// What is doubtful
    Warnings,
}

/// A length that can be counted back without a court's calendar.
fn length(text: &str) -> Result<Length, String> {
    let length: Length = text.parse().map_err(|error| format!("{error}"))?;
    if length.unit() == Unit::CourtDays {
        return Err("how old a law is, is told in days, weeks, months or years".to_owned());
    }
    Ok(length)
}

/// Checks packs and runs their examples.
pub(super) fn run(sources: &Sources, check: &Check, out: &mut dyn Write) -> Result<ExitCode, Stop> {
    let chosen = chosen(sources, &check.packs)?;
    let mut found = sources.doubts();
    // Without being asked for, what is found does not depend on the day.
    if check.stale.is_some() || check.on.is_some() {
        let today = check.on.unwrap_or_else(today);
        let before = check.stale.map(|length| back(today, length));
        found.extend(Library::stale(sources.pairs(), today, before));
    }
    found.retain(|doubt| {
        let folder = doubt.place.file.split('/').next();
        folder.is_some_and(|folder| chosen.contains(&folder))
    });
    // A file beside all packs is of none of those that are named.
    let meant = |one: &&Diagnostic| match one.place.file.split_once('/') {
        Some((folder, _)) => chosen.contains(&folder),
        None => check.packs.is_empty(),
    };
    found.extend(sources.not_read().iter().filter(meant).cloned());
    let mut lines = Vec::new();
    for id in chosen {
        let library = match sources.library_with(id) {
            Ok(library) => library,
            Err(mistakes) => {
                lines.push(format!("{id}: mistakes"));
                found.extend(mistakes.0);
                continue;
            }
        };
        lines.push(examples(sources, &library, id, &mut found));
    }
    found.sort_by(|a, b| a.place.cmp(&b.place));
    found.dedup();
    let found = sources.named(Diagnostics(found));
    let format = if check.json { Format::Json } else { check.format };
    match format {
        Format::Human => {
            write!(out, "{}", report::render(&found, &sources.shown()))?;
            more(&found, out)?;
        }
        Format::Github => write!(out, "{}", report::github::render(&found, &sources.shown()))?,
        Format::Json => print_json(&found.0, out)?,
        Format::Sarif => print_json(&report::sarif::log(&found, &sources.shown()), out)?,
    }
    if matches!(format, Format::Human | Format::Github) {
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    let warned = found.0.iter().any(|one| one.severity == Severity::Warning);
    let wrong = found.has_errors() || warned && matches!(check.deny, Some(Deny::Warnings));
    Ok(if wrong { ExitCode::from(1) } else { ExitCode::SUCCESS })
}

/// Where to read more on what was found.
fn more(found: &Diagnostics, out: &mut dyn Write) -> io::Result<()> {
    let mut codes: Vec<Code> = found.0.iter().map(|one| one.code).collect();
    codes.sort_unstable();
    codes.dedup();
    match codes.as_slice() {
        [] => {}
        [one] => writeln!(out, "`recoup pack explain {one}` says more")?,
        _ => writeln!(out, "`recoup pack explain CODE` says more on each code in brackets")?,
    }
    if codes.contains(&Code::ExampleFailed) {
        writeln!(out, "`recoup pack test` shows how what failed was counted")?;
    }
    Ok(())
}

/// The day so long before another; the first of all where there is none.
fn back(day: Day, length: Length) -> Day {
    let number = length.number();
    let earlier = day.date().and_then(|date| match length.unit() {
        Unit::Days | Unit::CourtDays => date.checked_sub_days(Days::new(number.into())),
        Unit::Weeks => date.checked_sub_days(Days::new(u64::from(number) * 7)),
        Unit::Months => date.checked_sub_months(Months::new(number)),
        Unit::Years => date.checked_sub_months(Months::new(number * 12)),
    });
    earlier.map_or(Day::DAWN, Day::from)
}

/// Runs the examples of a pack; gives one line that says how it went.
fn examples(sources: &Sources, library: &Library, id: &str, found: &mut Vec<Diagnostic>) -> String {
    let (mut held, mut failed, mut checks) = (0, 0, 0);
    for (name, text) in sources.examples(id) {
        match example::run(library, name, text) {
            Ok(outcome) => {
                held += 1;
                checks += outcome.checks;
            }
            Err(mistakes) => {
                failed += 1;
                found.extend(mistakes.0);
            }
        }
    }
    match failed {
        0 if held == 0 => format!("{id}: in order; it has no examples"),
        0 => format!(
            "{id}: in order; {} with {} hold",
            counted(held, "example"),
            counted(checks, "expectation")
        ),
        _ => format!("{id}: {failed} of {} failed", counted(held + failed, "example")),
    }
}
