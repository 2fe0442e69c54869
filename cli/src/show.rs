//! `recoup pack …`: the packs themselves.

use std::io::{self, Write};
use std::process::ExitCode;

use recoup_engine::diagnostic::nearest;
use recoup_engine::{Diagnostics, Library, example};
use serde_json::json;

use crate::packs::Sources;
use crate::report::{Stop, render};

/// Lists the packs.
pub(crate) fn list(sources: &Sources, as_json: bool, out: &mut dyn Write) -> Result<(), Stop> {
    let library = sources.library()?;
    if as_json {
        let list: Vec<_> = library
            .packs()
            .map(|pack| {
                json!({
                    "id": pack.id,
                    "name": pack.name,
                    "version": pack.version,
                    "hash": pack.hash,
                    "builds_on": pack.builds_on,
                    "foundation": pack.foundation,
                    "examples": sources.examples(&pack.id).count(),
                    "sizes": pack.sizes().into_iter().collect::<std::collections::BTreeMap<_, _>>(),
                })
            })
            .collect();
        serde_json::to_writer_pretty(&mut *out, &list).map_err(io::Error::from)?;
        writeln!(out)?;
        return Ok(());
    }
    writeln!(
        out,
        "{:8} {:16} {:11} {:>8} {:>10} {:>8}",
        "pack", "name", "law as of", "periods", "procedures", "examples"
    )?;
    for pack in library.packs() {
        let size = |what: &str| {
            pack.sizes().iter().find(|(name, _)| *name == what).map_or(0, |(_, number)| *number)
        };
        writeln!(
            out,
            "{:8} {:16} {:11} {:>8} {:>10} {:>8}",
            pack.id,
            pack.name,
            pack.version,
            size("periods"),
            size("procedures"),
            sources.examples(&pack.id).count(),
        )?;
    }
    Ok(())
}

/// Checks packs and runs their examples.
pub(crate) fn check(
    sources: &Sources,
    wanted: &[String],
    as_json: bool,
    out: &mut dyn Write,
) -> Result<ExitCode, Stop> {
    let known: Vec<&str> = sources.ids().collect();
    for id in wanted {
        if !known.contains(&id.as_str()) {
            return Err(no_pack(id, &known));
        }
    }
    let chosen: Vec<&str> = if wanted.is_empty() {
        known
    } else {
        known.into_iter().filter(|id| wanted.iter().any(|wanted| wanted == id)).collect()
    };
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
    if as_json {
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
fn examples(
    sources: &Sources,
    library: &Library,
    id: &str,
    found: &mut Vec<recoup_engine::Diagnostic>,
) -> String {
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

/// Prints a pack as it is written, or resolved.
pub(crate) fn show(
    sources: &Sources,
    pack: &str,
    id: Option<&str>,
    resolved: bool,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    let known: Vec<&str> = sources.ids().collect();
    if !known.contains(&pack) {
        return Err(no_pack(pack, &known));
    }
    if !resolved && id.is_none() {
        for (name, text) in sources.files(pack) {
            writeln!(out, "# {}\n\n{}", sources.name(name), text.trim_end())?;
            writeln!(out)?;
        }
        return Ok(());
    }
    let definitions =
        Library::resolved(sources.pairs(), pack).map_err(|mistakes| sources.stop(mistakes))?;
    let wanted: Vec<_> =
        definitions.iter().filter(|one| id.is_none_or(|id| one.id == id)).collect();
    if wanted.is_empty() {
        let id = id.unwrap_or_default();
        let near = nearest(id, definitions.iter().map(|one| one.id.as_str()))
            .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        return Err(Stop::Usage(format!("the pack `{pack}` defines no `{id}`{near}")));
    }
    for definition in wanted {
        writeln!(out, "{}", definition.heading)?;
        for (line, place) in &definition.keys {
            writeln!(out, "{line}  # {}:{}", sources.name(&place.file), place.line)?;
        }
        writeln!(out)?;
    }
    Ok(())
}

fn no_pack(id: &str, known: &[&str]) -> Stop {
    let near = nearest(id, known.iter().copied())
        .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
    Stop::Usage(format!("there is no pack `{id}`{near}"))
}
