//! The pages on the codes of mistakes, built into the program.
//!
//! Knows the pages of `docs/codes`, one a code, and how one is printed. Must not
//! know how a mistake is found. `cli/tests/workbench/codes.rs` holds the pages
//! against the codes, and what they show as wrong against the program.

use std::io::{self, Write};

use include_dir::{Dir, include_dir};
use recoup_engine::diagnostic::Code;

use crate::page;

static PAGES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../docs/codes");

/// The page on a code, in Markdown.
pub(crate) fn page(code: Code) -> Option<&'static str> {
    PAGES.get_file(format!("{}.md", code.name()))?.contents_utf8()
}

/// Prints a page for a terminal: headings, paragraphs as they are broken, and
/// what is to be written set in.
pub(crate) fn print(page: &str, out: &mut dyn Write) -> io::Result<()> {
    let mut written = false;
    for line in page.lines() {
        if line.starts_with("```") {
            written = !written;
        } else if written {
            writeln!(out, "{}", format!("    {line}").trim_end())?;
        } else if let Some(title) = line.strip_prefix("# ").or(line.strip_prefix("## ")) {
            page::title(out, title)?;
        } else {
            writeln!(out, "{line}")?;
        }
    }
    Ok(())
}
