//! `recoup pack diff`: what an edit of packs changes, in meaning and for cases.

mod markdown;
mod revision;
mod text;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use recoup_engine::Diagnostics;
use recoup_engine::diff::{Comparison, Mistakes, Move, Options, Part, Probed, compare};

use super::{known, print_json};
use crate::input;
use crate::page::{counted, grouped};
use crate::report::Stop;
use crate::sources::Sources;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack diff HEAD rules
  recoup pack diff main~3 HEAD --pack us-ca
  recoup pack diff rules my-rules --cases cases --format markdown

OLD and NEW are folders of packs, or revisions of the git repository in which
you are. What is a folder is taken as one: `./HEAD` is a folder for sure.

Both versions are asked about the same cases: the examples of both, those of
--cases, and cases made up around all that changed. An answer that no probe
shows may still differ; so what changed in meaning is always said.

Exit status: 0, also where something changed (with --exit-code then 1); 1 a pack
has mistakes; 2 the command is wrong.")]
pub(crate) struct Diff {
    /// The old version: a folder of packs, or a git revision
    old: String,
    /// The new version
    new: String,
    /// Only this pack; may stand several times
    #[arg(long = "pack", value_name = "PACK")]
    packs: Vec<String>,
    /// Ask about the case files of this folder too
    #[arg(long, value_name = "DIR")]
    cases: Option<PathBuf>,
    /// In which folder of the repository the packs of a revision are
    #[arg(long, value_name = "FOLDER", default_value = "rules")]
    path: String,
    /// How to print what was found
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Short for `--format json`
    #[arg(long, conflicts_with = "format")]
    json: bool,
    /// Write the case of each difference into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Make up so many cases for each pack at most
    #[arg(long, value_name = "NUMBER", default_value_t = 600)]
    most: usize,
    /// Ask packs too whose texts are the same
    #[arg(long)]
    all: bool,
    /// Exit with status 1 where something changed in meaning
    #[arg(long)]
    exit_code: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For programs
    Json,
    /// For a pull request
    Markdown,
}

/// Compares two versions of packs.
pub(super) fn run(diff: &Diff, out: &mut dyn Write) -> Result<ExitCode, Stop> {
    let old = side(&diff.old, &diff.path)?;
    let new = side(&diff.new, &diff.path)?;
    for id in &diff.packs {
        if !old.ids().any(|known| known == id) {
            known(&new, id)?;
        }
    }
    let given = match &diff.cases {
        Some(folder) => cases(folder)?,
        None => Vec::new(),
    };
    let options = Options {
        packs: diff.packs.iter().map(String::as_str).collect(),
        all: diff.all,
        cases: diff.most,
        given: given.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect(),
    };
    let (old_texts, new_texts): (Vec<_>, Vec<_>) = (old.pairs().collect(), new.pairs().collect());
    let compared = compare(&old_texts, &new_texts, &options)
        .map_err(|mistakes| wrong(&old, &new, *mistakes))?;
    let compared = named(compared, &old, &new);
    if let Some(folder) = &diff.out {
        write_cases(folder, &compared)?;
    }
    let told = Told { old: &diff.old, new: &diff.new, compared: &compared };
    match if diff.json { Format::Json } else { diff.format } {
        Format::Text => text::print(&told, out)?,
        Format::Markdown => markdown::print(&told, out)?,
        Format::Json => print_json(&compared, out)?,
    }
    let status = u8::from(diff.exit_code && !compared.is_equivalent());
    Ok(ExitCode::from(status))
}

/// What is printed.
struct Told<'t> {
    old: &'t str,
    new: &'t str,
    compared: &'t Comparison,
}

/// A folder, or else a revision.
fn side(name: &str, path: &str) -> Result<Sources, Stop> {
    if Path::new(name).is_dir() {
        Sources::open(Some(Path::new(name)))
    } else {
        revision::open(name, path)
    }
}

/// The case files of a folder, and of the folders in it.
fn cases(folder: &Path) -> Result<Vec<(String, String)>, Stop> {
    let cannot = |error: io::Error| {
        Stop::Usage(format!("the folder `{}` cannot be read: {error}", folder.display()))
    };
    if !folder.is_dir() {
        return Err(Stop::Usage(format!(
            "`{}` is not a folder; --cases takes a folder of case files",
            folder.display()
        )));
    }
    let entries = std::fs::read_dir(folder).map_err(cannot)?;
    let paths: io::Result<Vec<PathBuf>> = entries.map(|entry| Ok(entry?.path())).collect();
    let mut paths = paths.map_err(cannot)?;
    paths.sort();
    let case = |path: &PathBuf| {
        path.extension().is_some_and(|extension| extension == "toml" || extension == "json")
    };
    paths.iter().filter(|path| case(path)).map(|path| input::read(path)).collect()
}

/// The mistakes of both versions, each with the name of its file on its side.
fn wrong(old: &Sources, new: &Sources, mistakes: Mistakes) -> Stop {
    let mut all = old.named(mistakes.old).0;
    all.extend(new.named(mistakes.new).0);
    let mut shown = old.shown();
    shown.extend(new.shown());
    Stop::Mistakes(Diagnostics(all), shown)
}

/// The comparison with the names of files as a person knows them.
fn named(mut compared: Comparison, old: &Sources, new: &Sources) -> Comparison {
    for change in compared.meaning.iter_mut().chain(&mut compared.wording) {
        for (side, place) in [(old, &mut change.old_place), (new, &mut change.new_place)] {
            if let Some(place) = place {
                place.file = side.name(&place.file).into();
            }
        }
    }
    compared
}

/// Writes the case of each thing that moved into a folder.
fn write_cases(folder: &Path, compared: &Comparison) -> Result<(), Stop> {
    let cannot = |error: io::Error| {
        Stop::Usage(format!("`{}` cannot be written to: {error}", folder.display()))
    };
    std::fs::create_dir_all(folder).map_err(cannot)?;
    for pack in &compared.packs {
        for moved in &pack.moved {
            let id = if moved.id.is_empty() { "answer" } else { &moved.id };
            let name = format!("{}-{}-{id}.toml", pack.pack, part(moved.part));
            let mut file = tempfile::NamedTempFile::new_in(folder).map_err(cannot)?;
            let mut text = format!("# Asked on {}:\n", moved.example.on);
            for one in &moved.example.moves {
                text += &format!("# {id}, {}\n", moves(one));
            }
            text += &format!("\n{}", moved.example.case);
            file.write_all(text.as_bytes()).map_err(cannot)?;
            file.persist(folder.join(name)).map_err(|error| cannot(error.error))?;
        }
    }
    Ok(())
}

fn part(part: Part) -> &'static str {
    match part {
        Part::Answer => "answer",
        Part::Deadline => "deadline",
        Part::Procedure => "procedure",
        Part::Status => "status",
        Part::Figure => "figure",
        Part::Warning => "event",
        Part::Question => "question",
    }
}

/// From what to what something moves: `last day: 2025-04-04 → 2025-03-25`.
fn moves(one: &Move) -> String {
    match one.field {
        // What they are of says enough.
        "effect" | "asked" | "answer" => format!("{} → {}", one.old, one.new),
        name => format!("{}: {} → {}", field(name), one.old, one.new),
    }
}

/// What a field is called.
fn field(field: &str) -> &str {
    match field {
        "ends" => "last day",
        "starts" => "first day",
        "from" => "first day on which it can be done",
        "until" => "last day",
        "since" => "since",
        "safe_by" => "last safe day",
        "safe_after" => "safe after",
        "latest" => "latest day that it can end",
        other => other,
    }
}

/// One sentence on what the probes of a pack found.
fn outcome(pack: &Probed) -> String {
    let asked = format!("{} of {}", counted(pack.probes, "probe"), counted(pack.cases, "case"));
    match pack.differing {
        0 => format!("equivalent on all {asked}"),
        number => format!(
            "the answers to {} of {asked} {}",
            grouped(number),
            if number == 1 { "differs" } else { "differ" }
        ),
    }
}
