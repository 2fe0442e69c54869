//! `recoup schema`: what may be written in a file, for an editor that completes
//! and explains it.

use std::io::{self, Write};

use clap::{Args, ValueEnum};
use recoup_engine::schema;

use crate::pack::known;
use crate::report::Stop;
use crate::sources::Sources;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup schema                          the schema of a file of a pack
  recoup schema example > example.schema.json
  recoup schema case --pack us-ca > us-ca.case.schema.json

An editor that knows TOML (such as one with taplo) uses the schema that the
first line of a file names:

  #:schema ./us-ca.case.schema.json")]
pub(crate) struct Schema {
    /// Of which file
    #[arg(value_enum, default_value_t = Of::Pack)]
    of: Of,
    /// With the facts, events and attributes of this pack; for a case
    #[arg(long, value_name = "PACK")]
    pack: Option<String>,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Of {
    /// A file of a pack
    Pack,
    /// A case file
    Case,
    /// An example beside a pack
    Example,
}

/// Prints a JSON Schema.
pub(crate) fn run(sources: &Sources, asked: &Schema, out: &mut dyn Write) -> Result<(), Stop> {
    let schema = match (asked.of, &asked.pack) {
        (Of::Pack, None) => schema::pack(),
        (Of::Example, None) => schema::example(),
        (Of::Case, None) => schema::case(None),
        (Of::Case, Some(id)) => {
            known(sources, id)?;
            let library = sources.library_with(id).map_err(|mistakes| sources.stop(mistakes))?;
            match library.pack(id) {
                Some(pack) if !pack.foundation => schema::case(Some(pack)),
                _ => {
                    let why = "other packs build on it, and no case is brought in it";
                    return Err(Stop::Usage(format!("`{id}` has no cases: {why}")));
                }
            }
        }
        (_, Some(_)) => {
            let how = "write `recoup schema case --pack …`";
            return Err(Stop::Usage(format!("--pack is for the schema of a case; {how}")));
        }
    };
    serde_json::to_writer_pretty(&mut *out, &schema).map_err(io::Error::from)?;
    writeln!(out)?;
    Ok(())
}
