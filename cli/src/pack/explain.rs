//! `recoup pack explain`: the page on a code, or the list of all.

use std::io::Write;

use clap::Args;
use recoup_engine::diagnostic::{Code, nearest};
use serde_json::json;

use super::print_json;
use crate::codes;
use crate::page;
use crate::report::Stop;

#[derive(Args)]
#[command(after_help = "\
Examples:
  recoup pack explain
  recoup pack explain wrong-kind")]
pub(crate) struct Explain {
    /// The code that stands in square brackets in a message; without it, all are listed
    code: Option<String>,
    /// Print it as JSON
    #[arg(long)]
    json: bool,
}

/// Prints what a code means, or all codes.
pub(super) fn run(explain: &Explain, out: &mut dyn Write) -> Result<(), Stop> {
    let Some(name) = &explain.code else {
        return list(explain.json, out);
    };
    let Some(code) = Code::named(name) else {
        let near = nearest(name, Code::ALL.iter().map(|code| code.name())).map_or_else(
            || "; `recoup pack explain` lists them all".to_owned(),
            |near| format!("; did you mean `{near}`?"),
        );
        return Err(Stop::Usage(format!("there is no code `{name}`{near}")));
    };
    let text = codes::page(code).unwrap_or(code.meaning());
    if explain.json {
        let json = json!({ "code": code, "meaning": code.meaning(), "page": text });
        return print_json(&json, out);
    }
    Ok(codes::print(text, out)?)
}

fn list(as_json: bool, out: &mut dyn Write) -> Result<(), Stop> {
    if as_json {
        let all: Vec<_> = Code::ALL
            .iter()
            .map(|code| json!({ "code": code, "meaning": code.meaning() }))
            .collect();
        return print_json(&all, out);
    }
    for code in Code::ALL {
        page::row(out, code.name(), 22, code.meaning())?;
    }
    Ok(())
}
