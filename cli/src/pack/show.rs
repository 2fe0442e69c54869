//! `recoup pack show`: a pack as it is written, or with all it builds on.

use std::io::Write;

use clap::Args;
use recoup_engine::Library;
use recoup_engine::diagnostic::nearest;

use super::known;
use crate::report::Stop;
use crate::sources::Sources;

#[derive(Args)]
pub(crate) struct Show {
    /// The pack's id
    pack: String,
    /// Only the element of this id
    id: Option<String>,
    /// With everything that the pack builds on, each key with where it comes from
    #[arg(long)]
    resolved: bool,
}

/// Prints a pack as it is written, or resolved.
pub(super) fn run(sources: &Sources, show: &Show, out: &mut dyn Write) -> Result<(), Stop> {
    let Show { pack, id, resolved } = show;
    let (id, resolved) = (id.as_deref(), *resolved);
    known(sources, pack)?;
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
