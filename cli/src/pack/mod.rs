//! `recoup pack …`: the packs themselves, for those who write and review them.

mod check;
mod coverage;
mod diff;
mod doc;
mod explain;
mod graded;
mod graph;
mod list;
pub(crate) mod new;
mod show;
mod test;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Subcommand;
use recoup_engine::graph::Meant;
use recoup_engine::pack::Tier;

use crate::report::Stop;
use crate::sources::Sources;

#[derive(Subcommand)]
pub(crate) enum Command {
    /// List the jurisdictions
    List(list::List),
    /// Find mistakes in packs, and run the examples beside them
    Check(check::Check),
    /// Say what a code in a message means, with an example that is wrong and one that is right
    Explain(explain::Explain),
    /// Run the examples beside packs, and show how what fails was counted
    Test(test::Test),
    /// Begin a pack: a folder with every topic to be filled in
    New(new::New),
    /// Print a pack as it is written, or as it is with what it builds on
    Show(show::Show),
    /// Draw a pack: what starts, opens and bars what
    Graph(graph::Graph),
    /// Say which topics each pack covers, how well, and what it lacks for its next grade
    Coverage(coverage::Coverage),
    /// Write a guide to each state for people, and an index that compares them
    Doc(doc::Doc),
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
        Command::Test(test) => return test::run(sources, test, out),
        Command::Explain(explain) => explain::run(explain, out)?,
        // It has no packs to read yet: `main` sees to it.
        Command::New(new) => new::run(None, new, out)?,
        Command::Show(show) => show::run(sources, show, out)?,
        Command::Graph(graph) => graph::run(sources, graph, out)?,
        Command::Coverage(coverage) => coverage::run(sources, coverage, out)?,
        Command::Doc(doc) => doc::run(sources, doc, out)?,
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
pub(crate) fn known(sources: &Sources, id: &str) -> Result<(), Stop> {
    if sources.ids().any(|known| known == id) {
        return Ok(());
    }
    // Where packs have mistakes, their names are not known.
    let library = sources.all().unwrap_or_default();
    let more = match library.meant(id) {
        Meant::Pack(meant) => format!("; did you mean `{meant}`?"),
        Meant::NoPackYet => " yet; `recoup pack list` names those that there are".to_owned(),
        Meant::Nothing => "; `recoup pack list` names those that there are".to_owned(),
    };
    Err(Stop::Usage(format!("there is no pack `{id}`{more}")))
}

/// Prints something as JSON.
fn print_json(value: &impl serde::Serialize, out: &mut dyn Write) -> Result<(), Stop> {
    serde_json::to_writer_pretty(&mut *out, value).map_err(io::Error::from)?;
    Ok(writeln!(out)?)
}

/// How well a law is known, in the word of the packs.
fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Primary => "primary",
        Tier::Secondary2 => "secondary2",
        Tier::Secondary1 => "secondary1",
        Tier::Unverified => "unverified",
    }
}
