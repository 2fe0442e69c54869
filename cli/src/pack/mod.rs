//! `recoup pack …`: the packs themselves, for those who write and review them.

mod check;
mod diff;
mod list;
mod show;

use std::io::Write;
use std::process::ExitCode;

use clap::Subcommand;
use recoup_engine::diagnostic::nearest;

use crate::report::Stop;
use crate::sources::Sources;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the jurisdictions
    List(list::List),
    /// Find mistakes in packs, and run the examples beside them
    Check(check::Check),
    /// Print a pack as it is written, or as it is with what it builds on
    Show(show::Show),
    /// Say what an edit changes: in meaning, and for which cases the answers
    Diff(diff::Diff),
}

/// Does what a command says.
pub(crate) fn run(
    sources: &Sources,
    command: &Command,
    out: &mut dyn Write,
) -> Result<ExitCode, Stop> {
    match command {
        Command::List(list) => list::run(sources, list, out)?,
        Command::Check(check) => return check::run(sources, check, out),
        Command::Show(show) => show::run(sources, show, out)?,
        Command::Diff(diff) => return diff::run(diff, out),
    }
    Ok(ExitCode::SUCCESS)
}

/// The packs that are meant: those named, or all.
fn chosen<'s>(sources: &'s Sources, wanted: &[String]) -> Result<Vec<&'s str>, Stop> {
    for id in wanted {
        known(sources, id)?;
    }
    let meant = |id: &&str| wanted.is_empty() || wanted.iter().any(|wanted| wanted == id);
    Ok(sources.ids().filter(meant).collect())
}

/// Stops where there is no such pack.
fn known(sources: &Sources, id: &str) -> Result<(), Stop> {
    if sources.ids().any(|known| known == id) {
        return Ok(());
    }
    let near = nearest(id, sources.ids())
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Err(Stop::Usage(format!("there is no pack `{id}`{near}")))
}
