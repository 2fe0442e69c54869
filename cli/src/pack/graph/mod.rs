//! `recoup pack graph`: a pack as a picture, whole or around one thing.
//!
//! From the pack, and perhaps an answer, to a [`picture`]: by `map` or by `focus`,
//! which share `subject`. From there `svg` draws what `layout` has placed; `dot`
//! and `mermaid` leave that to others.

mod dot;
mod focus;
mod layout;
mod map;
mod mermaid;
mod net;
mod palette;
mod picture;
mod state;
mod subject;
mod svg;
mod text;
mod words;

use std::collections::HashMap;
use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};
use recoup_engine::date::InWords;
use recoup_engine::diagnostic::nearest;
use recoup_engine::graph::Pack;
use recoup_engine::{Day, Library};

use self::picture::Picture;
use self::state::States;
use self::subject::Subject;
use self::text::Type;
use super::known;
use crate::report::Stop;
use crate::sources::Sources;
use crate::target::Target;
use crate::{Question, ask};

/// How words at lines are set.
const LABEL: Type = Type::plain(11.0);

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack graph us-ca --out map.svg             the whole law as a map
  recoup pack graph us-ca --focus appeal --out appeal.svg
  recoup pack graph us-ca --focus appeal --case case.toml --on 2025-04-01
  recoup pack graph us-ca --focus appeal --format mermaid

docs/workbench.md says how to read the pictures.")]
pub(crate) struct Graph {
    /// The pack's id
    pack: String,
    /// Only what acts on the thing of this id, and what it acts upon
    #[arg(long = "focus")]
    id: Option<String>,
    /// How far from it the picture goes
    #[arg(long, value_name = "N", default_value_t = 1, requires = "id",
          value_parser = clap::value_parser!(u8).range(1..=3))]
    steps: u8,
    /// Show how everything stands in this case; `-` reads standard input
    #[arg(long, value_name = "CASE")]
    case: Option<PathBuf>,
    /// The day asked about, year-month-day; without it, today
    #[arg(long, value_name = "DATE", requires = "case")]
    on: Option<Day>,
    /// Of several debtors the one asked about, by the name in the case file
    #[arg(long, value_name = "NAME", requires = "case")]
    about: Option<String>,
    /// How the picture is written; without it, by the ending of `--out`, else SVG
    #[arg(long)]
    format: Option<Format>,
    /// Write the picture to this file instead of to standard output
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A picture that any browser shows
    Svg,
    /// Graphviz
    Dot,
    /// A Mermaid flowchart
    Mermaid,
}

/// Draws a pack.
pub(super) fn run(sources: &Sources, graph: &Graph, out: &mut dyn Write) -> Result<(), Stop> {
    known(sources, &graph.pack)?;
    let format = graph.format()?;
    let mut text = String::new();
    match &graph.case {
        None => {
            let library = sources.library_with(&graph.pack).map_err(|found| sources.stop(found))?;
            if let Some(pack) = library.pack(&graph.pack) {
                text = graph.draw(sources, pack, None, None, format)?;
            }
        }
        Some(case) => {
            let question =
                Question { case: case.clone(), on: graph.on, about: graph.about.clone() };
            ask(sources, &question, |matter, assessment, on| {
                let pack = matter.pack();
                if pack.id != graph.pack {
                    return Err(Stop::Usage(format!(
                        "the case is of `{}`, and the picture is of `{}`",
                        pack.id, graph.pack
                    )));
                }
                let states = States::of(matter, &assessment.answer(on));
                text = graph.draw(
                    sources,
                    pack,
                    Some(states),
                    Some((matter.entered(), on)),
                    format,
                )?;
                Ok(())
            })?;
        }
    }
    match &graph.out {
        None => out.write_all(text.as_bytes())?,
        Some(path) => {
            let mut target = Target::open(Some(path))?;
            let written = target.write_all(text.as_bytes());
            written.map_err(|error| target.stop(error))?;
            target.finish()?;
        }
    }
    Ok(())
}

impl Graph {
    fn format(&self) -> Result<Format, Stop> {
        if let Some(format) = self.format {
            return Ok(format);
        }
        let Some(out) = &self.out else { return Ok(Format::Svg) };
        match out.extension().and_then(|ending| ending.to_str()) {
            Some("svg") => Ok(Format::Svg),
            Some("dot" | "gv") => Ok(Format::Dot),
            Some("mmd" | "mermaid") => Ok(Format::Mermaid),
            _ => Err(Stop::Usage(format!(
                "the ending of `{}` says no format; it may be .svg, .dot or .mmd, or say --format",
                out.display()
            ))),
        }
    }

    fn draw(
        &self,
        sources: &Sources,
        pack: &Pack,
        states: Option<States>,
        days: Option<(Day, Day)>,
        format: Format,
    ) -> Result<String, Stop> {
        let subject = Subject::new(pack, states);
        let mut picture = match &self.id {
            None => {
                let themes = themes(sources, pack)?;
                let other = "What may be done";
                map::map(&subject, |id| themes.get(id).map_or(other, String::as_str).to_owned())
            }
            Some(id) => focus::focus(&subject, id, self.steps).ok_or_else(|| {
                let ids = subject.elements().map(|element| pack.name_of(element));
                let near = nearest(id, ids)
                    .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                Stop::Usage(format!(
                    "the pack `{}` has no fact, event, period, status, procedure or figure `{id}`{near}",
                    pack.id
                ))
            })?,
        };
        if let Some((entered, on)) = days {
            picture.about.push(format!(
                "A judgment entered on {}, as of {}.",
                InWords(entered),
                InWords(on)
            ));
        }
        picture
            .about
            .push(format!("Pack {} of {}. Information, not legal advice.", pack.id, pack.version));
        Ok(self.write(&picture, pack, format))
    }

    fn write(&self, picture: &Picture, pack: &Pack, format: Format) -> String {
        match format {
            Format::Svg => {
                let focus = self.id.as_deref().unwrap_or("map");
                svg::svg(picture, &format!("recoup-{}-{focus}", pack.id))
            }
            Format::Dot => dot::dot(picture),
            Format::Mermaid => mermaid::mermaid(picture),
        }
    }
}

/// Under which heading each procedure stands: that of its file, `procedures-2-pay.toml`.
fn themes(sources: &Sources, pack: &Pack) -> Result<HashMap<String, String>, Stop> {
    let all = Library::resolved(sources.pairs(), &pack.id).map_err(|found| sources.stop(found))?;
    let of_file = |file: &str| {
        let name = file.rsplit('/').next()?.strip_suffix(".toml")?.strip_prefix("procedures")?;
        let words = name.split(|letter: char| !letter.is_alphabetic());
        let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
        let text = words.join(" ");
        let first = text.chars().next()?;
        Some(first.to_uppercase().chain(text.chars().skip(1)).collect::<String>())
    };
    let themes = all.iter().filter(|one| one.kind == "procedure").filter_map(|one| {
        let (_, place) = one.keys.first()?;
        Some((one.id.clone(), of_file(&place.file)?))
    });
    Ok(themes.collect())
}
