//! The tables of keys in `docs/pack-reference.md`: made of the grammar and set
//! between the marks that the page has for them.

use std::fmt::Write as _;

use recoup_engine::grammar::{self, Need, Table};

const BEGIN: &str = "<!-- keys: ";
const END: &str = "<!-- end of keys -->";

/// The page with its tables as the grammar has them now.
///
/// # Errors
///
/// A mark that names no table, or that is not closed.
pub fn with_tables(page: &str) -> Result<String, String> {
    let mut done = String::with_capacity(page.len());
    let mut rest = page;
    while let Some((before, after)) = rest.split_once(BEGIN) {
        let (name, after) = after.split_once(" -->").ok_or("a mark is not closed")?;
        let (_, after) = after.split_once(END).ok_or("a table has no end")?;
        let table = table(name).ok_or_else(|| format!("there is no table `{name}`"))?;
        let _ = write!(done, "{before}{BEGIN}{name} -->\n{}{END}", rows(table));
        rest = after;
    }
    done.push_str(rest);
    Ok(done)
}

/// The names of the tables that the page has.
pub fn named(page: &str) -> Vec<&str> {
    page.split(BEGIN).skip(1).filter_map(|after| Some(after.split_once(" -->")?.0)).collect()
}

/// A table by its name: `period`, or `period.version` for what is within one.
pub fn table(name: &str) -> Option<&'static Table> {
    let mut parts = name.split('.');
    let mut table = match parts.next()? {
        "pack" => &grammar::PACK,
        "example" => &grammar::EXAMPLE,
        "error" => &grammar::EXPECT_ERROR,
        kind => grammar::kind(kind)?,
    };
    for part in parts {
        table = table.key(part)?.shape.table()?;
    }
    Some(table)
}

fn rows(table: &Table) -> String {
    let mut rows = String::from("| key | | meaning | example |\n| --- | --- | --- | --- |\n");
    for key in table.keys {
        let need = match key.need {
            Need::Always => "needed".to_owned(),
            Need::Sometimes(when) if when.starts_with("or ") || when.starts_with("here") => {
                format!("needed, {when}")
            }
            Need::Sometimes(when) => format!("needed {when}"),
            Need::Never => String::new(),
        };
        let question = match key.question {
            "" => String::new(),
            question => format!(" *{question}*"),
        };
        // A question that stands after a sentence.
        let stop = if question.is_empty() || key.meaning.ends_with('.') { "" } else { "." };
        let example = match key.example {
            "" => "below".to_owned(),
            example => format!("`{example}`"),
        };
        let gap = if need.is_empty() { " " } else { &*format!(" {need} ") };
        let _ = writeln!(
            rows,
            "| `{}` |{gap}| {}{stop}{question} | {example} |",
            key.name, key.meaning
        );
    }
    rows
}
