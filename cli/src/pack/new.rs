//! `recoup pack new`: a folder with every topic of the law to be filled in.
//!
//! The files are in `blank/`, with marks for the id, the name and today. They say
//! what to look for in the law and hold the beginning of each entry, as a remark,
//! so that the new pack claims nothing. Must not know any state's law.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, include_dir};
use recoup_engine::schema;

use crate::report::Stop;
use crate::sources::Sources;
use crate::today;

static BLANK: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/pack/blank");

/// The pack with the shared names and federal law, on which every state builds.
const FOUNDATION: &str = "us";

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack new us-zz --name Nowhere --rules my-rules

The folder that --rules names is made where it is not there. Where it has no
pack `us` (the shared names and federal law), that is copied beside the new one.")]
pub(crate) struct New {
    /// The id of the jurisdiction, such as `us-zz`
    id: String,
    /// Its name, such as `Nowhere`; without it, the id
    #[arg(long)]
    name: Option<String>,
}

/// Makes a new pack: all of its files, or none.
pub(crate) fn run(rules: Option<&Path>, new: &New, out: &mut dyn Write) -> Result<(), Stop> {
    let id = new.id.as_str();
    let name = new.name.as_deref().unwrap_or(id).trim();
    let Some(rules) = rules else {
        let how = format!("recoup pack new {id} --rules my-rules");
        return Err(Stop::Usage(format!("say in which folder of packs: `{how}`")));
    };
    if !is_id(id) {
        return Err(Stop::Usage(format!(
            "`{id}` cannot be the id of a pack: expected small letters and digits with `-` \
             between them, such as `us-zz`"
        )));
    }
    if name.is_empty() || name.contains(|sign: char| sign.is_control() || "\"\\".contains(sign)) {
        return Err(Stop::Usage("expected a name in plain words: `--name Nowhere`".to_owned()));
    }
    if rules.exists() && !rules.is_dir() {
        return Err(Stop::Usage(format!("`{}` is not a folder", rules.display())));
    }
    let folder = rules.join(id);
    if folder.exists() {
        let there = folder.display();
        return Err(Stop::Usage(format!("there is a `{there}` already; nothing was written")));
    }
    let with_foundation = !rules.join(FOUNDATION).exists();
    let made = make(rules, id, name, with_foundation).map_err(|error| {
        let why = format!("nothing was written: {error}");
        Stop::Usage(format!("the pack cannot be made in `{}`; {why}", rules.display()))
    })?;
    said(out, rules, id, &made)?;
    Ok(())
}

/// What stands in the folder of packs now and did not before.
struct Made {
    files: Vec<PathBuf>,
    foundation: bool,
    schemas: bool,
}

fn said(out: &mut dyn Write, rules: &Path, id: &str, made: &Made) -> io::Result<()> {
    let rules = rules.display();
    writeln!(out, "{rules}/{id} has every topic of the law, to be filled in:")?;
    for file in &made.files {
        writeln!(out, "  {}", file.display())?;
    }
    if made.foundation {
        writeln!(out, "{rules}/{FOUNDATION} has the shared names and federal law.")?;
    }
    if made.schemas {
        writeln!(out, "{rules}/*.schema.json let an editor complete and explain what you write.")?;
    }
    writeln!(out, "\nBegin with pack.toml, and ask after each entry what is left to do:")?;
    let rules = rules.to_string();
    let quote = if rules.contains(' ') { "\"" } else { "" };
    writeln!(out, "  recoup pack check {id} --rules {quote}{rules}{quote}")
}

/// Ids as folders have them: small letters and digits, with `-` between.
fn is_id(id: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.bytes().all(|it| it.is_ascii_lowercase() || it.is_ascii_digit())
    };
    id.contains('-') && id.split('-').all(part)
}

/// Writes everything beside its place and then moves it there.
fn make(rules: &Path, id: &str, name: &str, with_foundation: bool) -> io::Result<Made> {
    let is_new = !rules.exists();
    fs::create_dir_all(rules)?;
    let done = staged(rules, id, name, with_foundation);
    if done.is_err() && is_new {
        // Only if it is empty; what went wrong has been found already.
        let _ = fs::remove_dir(rules);
    }
    done
}

fn staged(rules: &Path, id: &str, name: &str, with_foundation: bool) -> io::Result<Made> {
    let stage = tempfile::Builder::new().prefix(".recoup-new-").tempdir_in(rules)?;
    let mut files = Vec::new();
    let today = today().to_string();
    for (path, text) in blank(&BLANK) {
        let text = text.replace("@ID@", id).replace("@NAME@", name).replace("@TODAY@", &today);
        write(&stage.path().join(id).join(path), &text)?;
        files.push(path.to_owned());
    }
    files.sort();
    let mut places = Vec::new();
    if with_foundation {
        let built_in = Sources::built_in();
        for (name, text) in built_in.files(FOUNDATION).chain(built_in.examples(FOUNDATION)) {
            write(&stage.path().join(name), text)?;
        }
        places.push(FOUNDATION.to_owned());
    }
    for (of, schema) in [("pack", schema::pack()), ("example", schema::example())] {
        let name = format!("{of}.schema.json");
        if !rules.join(&name).exists() {
            write(&stage.path().join(&name), &format!("{schema:#}\n"))?;
            places.push(name);
        }
    }
    let foundation = with_foundation;
    let schemas = places.iter().any(|name| name.ends_with(".json"));
    places.push(id.to_owned());
    for (nth, name) in places.iter().enumerate() {
        if let Err(error) = fs::rename(stage.path().join(name), rules.join(name)) {
            // Back to where they came from, which goes away with the rest.
            for moved in &places[..nth] {
                let _ = fs::rename(rules.join(moved), stage.path().join(moved));
            }
            return Err(error);
        }
    }
    Ok(Made { files, foundation, schemas })
}

/// The files of the blank pack.
fn blank(folder: &'static Dir<'static>) -> Vec<(&'static Path, &'static str)> {
    let own = folder.files().filter_map(|file| Some((file.path(), file.contents_utf8()?)));
    own.chain(folder.dirs().flat_map(blank)).collect()
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::write(path, text)
}
