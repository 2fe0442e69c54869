//! The outcome for a pull request: what matters first, the rest folded.

use std::io::{self, Write};

use recoup_engine::diff::{Moved, Probed};

use super::text::{element, heading, places, reaches, says, summary};
use super::{Told, moves, outcome};
use crate::page::{capital, counted};

/// Prints what changed, and for which cases.
pub(super) fn print(told: &Told<'_>, out: &mut dyn Write) -> io::Result<()> {
    let compared = told.compared;
    writeln!(out, "### Law: {} to {}\n", code(told.old), code(told.new))?;
    writeln!(out, "{}", escaped(&capital(&summary(compared))))?;
    for (ids, what) in [(&compared.added, "is new"), (&compared.removed, "is gone")] {
        for id in ids {
            writeln!(out, "\nThe pack {} {what}.", code(id))?;
        }
    }
    if !compared.meaning.is_empty() {
        writeln!(out, "\n| pack | what | change | where |\n| --- | --- | --- | --- |")?;
        for change in &compared.meaning {
            writeln!(
                out,
                "| {} | {} | {} | {} |",
                change.pack,
                cell(&element(change)),
                cell(&format!("{}{}", says(change), reaches(change))),
                cell(&places(change))
            )?;
        }
    }
    for pack in &compared.packs {
        probed(pack, out)?;
    }
    if !compared.wording.is_empty() {
        let number = counted(compared.wording.len(), "place");
        writeln!(out, "\n<details><summary>Wording changed in {number}</summary>\n")?;
        for change in &compared.wording {
            let what = format!("{}: {}, {}", change.pack, element(change), change.key.join(" "));
            writeln!(
                out,
                "- {}{} ({})",
                escaped(&what),
                reaches(change),
                escaped(&places(change))
            )?;
        }
        writeln!(out, "\n</details>")?;
    }
    for name in &compared.unread {
        writeln!(out, "\nNeither version can read the case {}.", code(name))?;
    }
    Ok(())
}

fn probed(pack: &Probed, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n**{}**: {}.", escaped(&pack.name), outcome(pack))?;
    if pack.moved.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n| what moves | from → to (in the example) | probes |\n| --- | --- | ---: |")?;
    for moved in &pack.moved {
        let moves: Vec<String> = moved.moves.iter().map(moves).collect();
        let moves = cell(&moves.join("; "));
        writeln!(out, "| {} | {moves} | {} |", cell(&heading(moved)), moved.probes)?;
    }
    for moved in &pack.moved {
        example(moved, out)?;
    }
    Ok(())
}

fn example(moved: &Moved, out: &mut dyn Write) -> io::Result<()> {
    let example = &moved.example;
    let asked = format!("{}: example, asked on {}", heading(moved), example.on);
    writeln!(out, "\n<details><summary>{}</summary>\n", escaped(&asked))?;
    if !moved.common.is_empty() {
        writeln!(out, "Where: {}.\n", escaped(&moved.common.join("; ")))?;
    }
    writeln!(out, "```toml\n{}```", example.case)?;
    if !example.old.is_empty() || !example.new.is_empty() {
        writeln!(out, "\n| before | after |\n| --- | --- |")?;
        for at in 0..example.old.len().max(example.new.len()) {
            let line = |lines: &[String]| lines.get(at).map_or_else(String::new, |line| cell(line));
            writeln!(out, "| {} | {} |", line(&example.old), line(&example.new))?;
        }
    }
    writeln!(out, "\n</details>")
}

/// A text as it is, in a table.
fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|").replace('\n', " ")
}

/// A text of which Markdown and HTML make nothing else.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '*' | '_' | '`' | '[' | ']' | '\\' | '#' | '@' | '~' => {
                escaped.push('\\');
                escaped.push(letter);
            }
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// A name as it is typed.
fn code(name: &str) -> String {
    // More backticks than it has.
    let fence = "`".repeat(1 + name.matches('`').count());
    if fence.len() == 1 { format!("`{name}`") } else { format!("{fence} {name} {fence}") }
}
