//! `recoup pack doc`: a guide to each jurisdiction for people, and an index that
//! sets the jurisdictions side by side.
//!
//! The guide is made once as plain data (`guide`, `index`, `page`) and written
//! as HTML or Markdown.

mod guide;
mod html;
mod index;
mod markdown;
mod page;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use recoup_engine::Day;

use self::page::Page;
use super::{chosen, graded};
use crate::report::Stop;
use crate::sources::Sources;
use crate::target::Target;
use crate::today;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack doc --out guides                        all states, as HTML
  recoup pack doc us-ca us-ny --out guides            two, set side by side
  recoup pack doc us-ca --out guides --format markdown
  recoup pack doc us-zz --out draft --rules my-rules

Files of the same names are replaced; others in the folder are left alone.")]
pub(crate) struct Doc {
    /// The packs; without any, all that are no foundation of others
    packs: Vec<String>,
    /// The folder to write into; it is made if it is not there
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// What to write
    #[arg(long, value_enum, default_value_t = Format::Html)]
    format: Format,
    /// The day for which numbers, holidays and grades are given, year-month-day;
    /// without it, today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Format {
    Html,
    Markdown,
}

impl Format {
    /// The name of the index, which those who publish folders look for.
    fn index(self) -> &'static str {
        match self {
            Format::Html => "index",
            Format::Markdown => "README",
        }
    }

    fn file(self, name: &str) -> String {
        match self {
            Format::Html => format!("{name}.html"),
            Format::Markdown => format!("{name}.md"),
        }
    }

    fn write(self, page: &Page, index: Option<&str>) -> String {
        match self {
            Format::Html => html::page(page, index),
            Format::Markdown => markdown::page(page, index),
        }
    }
}

/// Writes the guides.
pub(super) fn run(sources: &Sources, doc: &Doc, out: &mut dyn Write) -> Result<(), Stop> {
    let on = doc.on.unwrap_or_else(today);
    let library = sources.library()?;
    for id in &doc.packs {
        super::known(sources, id)?;
        if library.pack(id).is_some_and(|pack| pack.foundation) {
            return Err(Stop::Usage(format!(
                "`{id}` is what other packs build on; there is no guide to it alone"
            )));
        }
    }
    fs::create_dir_all(&doc.out).map_err(|error| cannot(&doc.out, &error))?;
    let mut packs = graded::all(sources, &library, &chosen(sources, &doc.packs)?, on);
    packs.retain(|one| !one.pack.foundation);
    let format = doc.format;
    let index_file = format.file(format.index());
    let mut written = Vec::new();
    for one in &packs {
        let page = guide::guide(one, on);
        let file = doc.out.join(format.file(&page.name));
        whole(&file, &format.write(&page, Some(&index_file)))?;
        written.push(file);
    }
    let page = index::index(format.index(), &packs, on);
    let file = doc.out.join(format.file(&page.name));
    whole(&file, &format.write(&page, None))?;
    written.push(file);
    for file in written {
        writeln!(out, "{}", file.display())?;
    }
    Ok(())
}

/// Writes a file that appears when it is whole.
fn whole(file: &Path, text: &str) -> Result<(), Stop> {
    let mut target = Target::open(Some(file))?;
    target.write_all(text.as_bytes()).map_err(|error| target.stop(error))?;
    target.finish()
}

fn cannot(file: &Path, error: &io::Error) -> Stop {
    Stop::Usage(format!("`{}` cannot be written: {error}", file.display()))
}
