//! The `recoup` program: reads files, asks the engine, prints. It decides
//! nothing about any law.

mod batch;
mod codes;
mod explain;
mod figure;
mod input;
mod next;
mod pack;
mod page;
mod report;
mod schema;
mod sources;
mod target;

use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use recoup_engine::{Assessment, Day, Matter};

use crate::report::Stop;

/// What may happen after a small-claims judgment: who may do it, by when, on
/// which form, and which law says so.
#[derive(Parser)]
#[command(
    version,
    max_term_width = 80,
    after_help = "\
Start here:
  recoup next my-case.toml                what may be done today
  recoup next my-case.toml --on 2025-04-10
  recoup explain my-case.toml appeal      how a date was counted, and by which law
  recoup pack list                        the jurisdictions there are

A case is a small file that you write by hand:

  jurisdiction = \"us-ca\"

  [judgment]
  entered   = 2025-03-05
  principal = 6250.00

  [facts]
  won_on            = \"plaintiffs_claim\"
  debtor_at_hearing = true

  [[event]]
  on   = 2025-03-05
  what = \"notice_of_entry_served\"

Leave out what you do not know: recoup asks for what matters.

recoup informs. It is not legal advice.

Exit status: 0 answered; 1 a case or pack is wrong; 2 the command is."
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// Read the packs from this folder instead of those built into the program
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<PathBuf>,
}

#[derive(Subcommand)]
enum Command {
    /// Say what may be done in a case, by whom, by when
    #[command(after_help = "\
Examples:
  recoup next case.toml
  recoup next case.toml --on 2025-04-10
  recoup next case.toml --brief
  recoup next case.toml --about \"Ann Lee\"       one of several debtors
  recoup next case.toml --json | jq '.deadlines[] | select(.state == \"running\")'
  recoup next - < case.json

Only what the case records up to the day asked about is seen.")]
    Next {
        #[command(flatten)]
        question: Question,
        /// Leave out why each step that is not open is not
        #[arg(long, conflicts_with = "json")]
        brief: bool,
        /// Print the answer as JSON
        #[arg(long)]
        json: bool,
    },
    /// Say in full what something is, why it is open or not, and how its dates were counted
    #[command(after_help = "\
Examples:
  recoup explain case.toml                      what can be explained
  recoup explain case.toml writ_of_execution
  recoup explain case.toml enforcement --on 2033-01-01
  recoup explain case.toml enforcement --json   what an answer has of it, and its laws")]
    Explain {
        #[command(flatten)]
        question: Question,
        /// A procedure, deadline or status, by its id; without it, all ids are listed
        id: Option<String>,
        /// Print it as JSON
        #[arg(long)]
        json: bool,
    },
    /// Answer many cases: one a line in, one answer a line out
    #[command(after_help = "\
Examples:
  recoup batch cases.jsonl --on 2025-04-10 > answers.jsonl
  recoup batch cases.csv --out answers.csv --errors errors.jsonl
  recoup batch cases.jsonl --full | jq -c '{line, questions}'

A line of JSON is a case file as JSON. A row of CSV is a case; the first row
names the columns: jurisdiction, entered, principal, debtor_at_hearing,
notice_of_entry_served, notice_of_entry_served.by …

A line that is wrong does not stop the others. docs/batch.md says how rows are
written, what is answered, and how lines that were wrong are asked again.

Exit status: 0 all answered; 1 some lines are wrong; 2 the command is.")]
    Batch(batch::Batch),
    /// Print what a file may hold, as a JSON Schema for editors
    Schema(schema::Schema),
    /// Look at the packs: the law of each jurisdiction as data
    #[command(subcommand)]
    Pack(pack::Command),
}

#[derive(Args)]
struct Question {
    /// The case file, or an example beside a pack, TOML or JSON; `-` reads standard input
    case: PathBuf,
    /// The day asked about, year-month-day; without it, today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
    /// Of several debtors the one asked about, by the name in the case file
    #[arg(long, value_name = "NAME")]
    about: Option<String>,
}

impl Question {
    /// The case as it was asked about on the command line, without the day.
    fn asked(&self) -> String {
        let file = self.case.display();
        match &self.about {
            Some(debtor) => format!("{file} --about \"{debtor}\""),
            None => file.to_string(),
        }
    }
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let mut out = BufWriter::new(anstream::stdout().lock());
    let done = run(&cli, &mut out).and_then(|status| {
        out.flush()?;
        Ok(status)
    });
    done.unwrap_or_else(Stop::report)
}

fn run(cli: &Cli, out: &mut dyn Write) -> Result<ExitCode, Stop> {
    // The folder of packs may be there only afterwards.
    if let Command::Pack(pack::Command::New(new)) = &cli.command {
        pack::new::run(cli.rules.as_deref(), new, out)?;
        return Ok(ExitCode::SUCCESS);
    }
    let sources = sources::Sources::open(cli.rules.as_deref())?;
    match &cli.command {
        Command::Next { question, brief, json } => {
            let form = if *json { next::Form::Json } else { next::Form::Page { brief: *brief } };
            next::run(&sources, question, form, out)?;
        }
        Command::Explain { question, id, json } => {
            explain::run(&sources, question, id.as_deref(), *json, out)?;
        }
        Command::Batch(batch) => return batch::run(&sources, batch),
        Command::Schema(asked) => schema::run(&sources, asked, out)?,
        Command::Pack(command) => return pack::run(&sources, command, out),
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads the case of a question, works it out, and hands over what came of it.
fn ask(
    sources: &sources::Sources,
    question: &Question,
    then: impl FnOnce(&Matter<'_>, &Assessment<'_, '_>, Day) -> Result<(), Stop>,
) -> Result<(), Stop> {
    let (name, text) = input::read(&question.case)?;
    let library = sources.library_for(&text)?;
    let matter = match &question.about {
        Some(debtor) => library.read_case_about(&name, &text, debtor),
        None => library.read_case(&name, &text),
    };
    let matter = matter.map_err(Stop::in_text(&name, &text))?;
    let on = question.on.unwrap_or_else(today);
    let assessment = matter.evaluate(on).map_err(Stop::no_answer(&name, &text))?;
    then(&matter, &assessment, on)
}

/// Today, by this computer's calendar.
fn today() -> Day {
    Day::from(chrono::Local::now().date_naive())
}
