//! Prints varied cases over all packs, one a line, for trying `recoup batch` out:
//!
//! ```console
//! $ cargo run --release -p recoup --example cases -- 1000000 > cases.jsonl
//! $ cargo run --release -p recoup --example cases -- 1000 --csv --seed 7 > cases.csv
//! ```

mod history;

use std::io::{self, BufWriter, Write};

use clap::Parser;

use crate::history::{Histories, library, names};

/// Print varied cases over all packs, the same ones for the same seed
#[derive(Parser)]
struct Wanted {
    /// How many
    number: u64,
    /// As rows of CSV
    #[arg(long)]
    csv: bool,
    /// Other cases for another seed
    #[arg(long, default_value_t = 1)]
    seed: u64,
}

fn main() -> io::Result<()> {
    let wanted = Wanted::parse();
    let library = library();
    let mut histories = Histories::new(&library, wanted.seed);
    let mut out = BufWriter::new(io::stdout().lock());
    let names = names(&library);
    if wanted.csv {
        writeln!(out, "{}", names.join(","))?;
    }
    for _ in 0..wanted.number {
        let history = histories.history();
        writeln!(out, "{}", if wanted.csv { history.row(&names) } else { history.line() })?;
    }
    out.flush()
}
