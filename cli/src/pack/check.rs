//! `recoup pack check`: mistakes and doubts in packs, and the examples beside them.

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Args;
use recoup_engine::{Diagnostic, Diagnostics, Library, example};

use super::chosen;
use crate::report::{Stop, render};
use crate::sources::Sources;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack check
  recoup pack check us-ca
  recoup pack check --rules my-rules us-zz")]
pub(crate) struct Check {
    /// The packs to check; without any, all
    packs: Vec<String>,
    /// Print what was found as JSON
    #[arg(long)]
    json: bool,
}

/// Checks packs and runs their examples.
pub(super) fn run(sources: &Sources, check: &Check, out: &mut dyn Write) -> Result<ExitCode, Stop> {
    let chosen = chosen(sources, &check.packs)?;
    let mut found = sources.doubts();
    found.retain(|doubt| {
        let folder = doubt.place.file.split('/').next();
        folder.is_some_and(|folder| chosen.contains(&folder))
    });
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
    if check.json {
        serde_json::to_writer_pretty(&mut *out, &found.0).map_err(io::Error::from)?;
        writeln!(out)?;
    } else {
        write!(out, "{}", render(&found, &sources.shown()))?;
        for line in lines {
            writeln!(out, "{line}")?;
        }
    }
    Ok(if found.has_errors() { ExitCode::from(1) } else { ExitCode::SUCCESS })
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

fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}
