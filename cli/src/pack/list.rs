//! `recoup pack list`: the jurisdictions there are.

use std::io::Write;

use clap::Args;
use recoup_engine::Day;
use serde_json::json;

use super::{graded, print_json};

use crate::report::Stop;
use crate::sources::Sources;
use crate::today;

#[derive(Args)]
pub(crate) struct List {
    /// Print the list as JSON
    #[arg(long)]
    json: bool,
    /// The day on which grades are given, year-month-day; without it, today
    #[arg(long, value_name = "DATE")]
    on: Option<Day>,
}

/// Lists the packs.
pub(super) fn run(sources: &Sources, list: &List, out: &mut dyn Write) -> Result<(), Stop> {
    let library = sources.library()?;
    let ids: Vec<&str> = sources.ids().collect();
    let graded = graded::all(sources, &library, &ids, list.on.unwrap_or_else(today));
    if list.json {
        let packs: Vec<_> = graded
            .iter()
            .map(|graded::Graded { pack, grade, .. }| {
                json!({
                    "id": pack.id,
                    "name": pack.name,
                    "version": pack.version,
                    "hash": pack.hash,
                    "builds_on": pack.builds_on,
                    "foundation": pack.foundation,
                    "grade": grade,
                    "examples": sources.examples(&pack.id).count(),
                    "sizes": pack.sizes().into_iter().collect::<std::collections::BTreeMap<_, _>>(),
                })
            })
            .collect();
        return print_json(&packs, out);
    }
    writeln!(
        out,
        "{:8} {:16} {:11} {:>8} {:>10} {:>8}  grade",
        "pack", "name", "law as of", "periods", "procedures", "examples"
    )?;
    for one in &graded {
        let pack = one.pack;
        let size = |what: &str| {
            pack.sizes().iter().find(|(name, _)| *name == what).map_or(0, |(_, number)| *number)
        };
        writeln!(
            out,
            "{:8} {:16} {:11} {:>8} {:>10} {:>8}  {}",
            pack.id,
            pack.name,
            pack.version,
            size("periods"),
            size("procedures"),
            sources.examples(&pack.id).count(),
            one.word(),
        )?;
    }
    Ok(())
}
