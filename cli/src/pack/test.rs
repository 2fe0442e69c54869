//! `recoup pack test`: the examples beside packs, each failure with the counting
//! behind it.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use recoup_engine::example::{self, Counted, Failure, Outcome};
use recoup_engine::{Diagnostics, Library};
use serde_json::{Value, json};

use super::{chosen, print_json};
use crate::next::with_tier;
use crate::page::{Weekday, counted, heading, item, set_in, tied};
use crate::report::{Stop, render};
use crate::sources::Sources;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack test
  recoup pack test us-ca --rules my-rules
  recoup pack test --json | jq '.[].failures[] | {file, on, expected, found}'

The examples of a pack that has mistakes are not run: `recoup pack check` finds
mistakes and doubts, and runs the examples too, in short.

Exit status: 0 all hold; 1 some do not, or a pack has mistakes; 2 the command is
wrong.")]
pub(crate) struct Test {
    /// The packs whose examples are run; without any, all
    packs: Vec<String>,
    /// Print what came of it as JSON
    #[arg(long)]
    json: bool,
}

/// What came of the examples of one pack.
struct Report<'s> {
    id: &'s str,
    /// Why none was run.
    mistakes: Option<Diagnostics>,
    /// Each example: its file as a person knows it, and what came of it.
    examples: Vec<(String, Outcome)>,
}

/// Runs the examples of packs.
pub(super) fn run(sources: &Sources, test: &Test, out: &mut dyn Write) -> Result<ExitCode, Stop> {
    let reports: Vec<Report<'_>> =
        chosen(sources, &test.packs)?.into_iter().map(|id| Report::of(sources, id)).collect();
    let holds = reports.iter().all(Report::holds);
    if test.json {
        let all: Vec<Value> = reports.iter().map(Report::json).collect();
        print_json(&all, out)?;
    } else {
        for report in &reports {
            report.print(sources, out)?;
        }
        for report in &reports {
            writeln!(out, "{}", report.summary())?;
        }
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

impl<'s> Report<'s> {
    fn of(sources: &Sources, id: &'s str) -> Report<'s> {
        match sources.library_with(id) {
            Ok(library) => {
                let examples = sources.examples(id);
                let run = |(name, text): (&str, &str)| {
                    (sources.name(name), outcome(sources, &library, name, text))
                };
                Report { id, mistakes: None, examples: examples.map(run).collect() }
            }
            Err(found) => {
                let mistakes = Some(sources.named(found));
                Report { id, mistakes, examples: Vec::new() }
            }
        }
    }

    fn holds(&self) -> bool {
        self.mistakes.is_none() && self.examples.iter().all(|(_, outcome)| outcome.holds())
    }

    /// How it went, in one line.
    fn summary(&self) -> String {
        let id = self.id;
        if self.mistakes.is_some() {
            return format!("{id}: mistakes; its examples were not run");
        }
        let all = self.examples.len();
        let held: Vec<_> = self
            .examples
            .iter()
            .filter(|(_, outcome)| outcome.holds())
            .filter_map(|(_, outcome)| outcome.example.as_ref())
            .collect();
        match all - held.len() {
            0 if all == 0 => format!("{id}: it has no examples"),
            0 => {
                let checks: usize = held.iter().map(|example| example.checks).sum();
                let days: usize = held.iter().map(|example| example.days).sum();
                let (checks, days) = (counted(checks, "expectation"), counted(days, "day"));
                format!("{id}: {all} of {all} examples hold, {checks} on {days}")
            }
            failed => format!("{id}: {failed} of {} failed", counted(all, "example")),
        }
    }

    fn print(&self, sources: &Sources, out: &mut dyn Write) -> io::Result<()> {
        if let Some(mistakes) = &self.mistakes {
            write!(out, "{}", render(mistakes, &sources.shown()))?;
        }
        for (file, outcome) in &self.examples {
            if outcome.holds() {
                continue;
            }
            let title = outcome.example.as_ref().map_or(file.as_str(), |one| &one.title);
            heading(out, title)?;
            if !outcome.mistakes.0.is_empty() {
                writeln!(out, "{}", render(&outcome.mistakes, &sources.shown()))?;
            }
            let mut told = Vec::new();
            let days = outcome.failures.chunk_by(|a, b| (a.on, &a.because) == (b.on, &b.because));
            for (at, day) in days.enumerate() {
                if at > 0 {
                    writeln!(out)?;
                }
                asked(&day[0], out)?;
                for failure in day {
                    print(failure, &mut told, out)?;
                }
            }
        }
        if !self.holds() {
            writeln!(out)?;
        }
        Ok(())
    }

    fn json(&self) -> Value {
        let found = self.examples.iter().flat_map(|(_, outcome)| &outcome.mistakes.0);
        let mistakes: Vec<_> =
            self.mistakes.iter().flat_map(|mistakes| &mistakes.0).chain(found).collect();
        let failures: Vec<Value> = self
            .examples
            .iter()
            .flat_map(|(file, outcome)| {
                let title = outcome.example.as_ref().map(|example| &example.title);
                outcome.failures.iter().map(move |failure| {
                    let mut json = json!({ "example": title, "file": file });
                    if let (Value::Object(json), Ok(Value::Object(more))) =
                        (&mut json, serde_json::to_value(failure))
                    {
                        json.extend(more);
                    }
                    json
                })
            })
            .collect();
        let held = self.examples.iter().filter(|(_, outcome)| outcome.holds());
        json!({
            "pack": self.id,
            "run": self.mistakes.is_none(),
            "examples": self.examples.len(),
            "held": held.count(),
            "mistakes": mistakes,
            "failures": failures,
        })
    }
}

/// Runs an example; the names of files are those that a person knows.
fn outcome(sources: &Sources, library: &Library, name: &str, text: &str) -> Outcome {
    let mut outcome = example::examine(library, name, text);
    outcome.mistakes = sources.named(outcome.mistakes);
    for failure in &mut outcome.failures {
        failure.place.file = sources.name(&failure.place.file).into();
        for law in &mut failure.law {
            law.place.file = sources.name(&law.place.file).into();
        }
    }
    outcome
}

/// The day that was asked about, and what the example says of it.
fn asked(failure: &Failure, out: &mut dyn Write) -> io::Result<()> {
    item(out, &format!("On {}", Weekday(failure.on)))?;
    match &failure.because {
        Some(because) => item(out, &format!("The example says: {because}")),
        None => Ok(()),
    }
}

/// One expectation that does not hold. What was counted the same way for one
/// before it is not told again.
fn print(failure: &Failure, told: &mut Vec<Counted>, out: &mut dyn Write) -> io::Result<()> {
    let Failure { place, what, expected, found, .. } = failure;
    // On a line of its own an editor can follow it.
    writeln!(out, "\n    {place}")?;
    match &failure.title {
        Some(title) => set_in(out, 2, &format!("{what}: {title}"))?,
        None => set_in(out, 2, what)?,
    }
    let or_none = |text: &str| if text.is_empty() { "none".to_owned() } else { text.to_owned() };
    set_in(out, 2, &format!("expected  {}", or_none(expected)))?;
    set_in(out, 2, &format!("found     {}", or_none(found)))?;
    for counted in &failure.computation {
        if told.contains(counted) {
            set_in(out, 2, &format!("{}: as above", counted.title))?;
            continue;
        }
        told.push(counted.clone());
        set_in(out, 2, &counted.title)?;
        for line in &counted.lines {
            set_in(out, 3, line)?;
        }
    }
    if !failure.law.is_empty() {
        let cites: Vec<String> =
            failure.law.iter().map(|law| with_tier(&tied(&law.short), law.tier)).collect();
        set_in(out, 2, &format!("Law: {}", cites.join("; ")))?;
    }
    Ok(())
}
