//! Text for a terminal: 80 columns, headings, and colour where it is seen.

use std::fmt;
use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use recoup_engine::Day;
use recoup_engine::date::{InWords, weekday_name};

/// How wide a line may be.
pub(crate) const WIDTH: usize = 80;

const HEADING: Style = Style::new().bold();
const URGENT: Style = AnsiColor::Yellow.on_default().bold();
const QUIET: Style = Style::new().dimmed();

/// A heading with an empty line before it.
pub(crate) fn heading(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out)?;
    title(out, text)
}

/// A heading where an empty line stands already.
pub(crate) fn title(out: &mut dyn Write, text: &str) -> io::Result<()> {
    paragraph(out, text, "", "  ", Some(HEADING))
}

/// A heading for what must not be missed.
pub(crate) fn urgent_heading(out: &mut dyn Write, text: &str) -> io::Result<()> {
    writeln!(out)?;
    paragraph(out, text, "", "  ", Some(URGENT))
}

/// A paragraph; further lines go in deeper.
pub(crate) fn item(out: &mut dyn Write, text: &str) -> io::Result<()> {
    paragraph(out, text, "  ", "    ", None)
}

/// A quieter paragraph below an item.
pub(crate) fn detail(out: &mut dyn Write, text: &str) -> io::Result<()> {
    paragraph(out, text, "      ", "      ", Some(QUIET))
}

/// A paragraph from the margin.
pub(crate) fn plain(out: &mut dyn Write, text: &str) -> io::Result<()> {
    paragraph(out, text, "", "", None)
}

/// A point of a list.
pub(crate) fn point(out: &mut dyn Write, text: &str) -> io::Result<()> {
    paragraph(out, text, "  - ", "    ", None)
}

/// A paragraph set in so many steps; further lines go in deeper.
pub(crate) fn set_in(out: &mut dyn Write, steps: usize, text: &str) -> io::Result<()> {
    let (first, further) = ("  ".repeat(steps), "  ".repeat(steps + 2));
    paragraph(out, text, &first, &further, None)
}

/// A row of a table: a name, and from a column on what it is.
pub(crate) fn row(out: &mut dyn Write, name: &str, column: usize, text: &str) -> io::Result<()> {
    let first = format!("{name:0$}", column);
    paragraph(out, text, &first, &" ".repeat(column), None)
}

fn paragraph(
    out: &mut dyn Write,
    text: &str,
    first: &str,
    further: &str,
    style: Option<Style>,
) -> io::Result<()> {
    let options = textwrap::Options::new(WIDTH)
        .initial_indent(first)
        .subsequent_indent(further)
        .break_words(false)
        // `AT-138/EJ-125` and addresses stay whole.
        .word_separator(textwrap::WordSeparator::AsciiSpace)
        // Forms and ids keep their hyphens.
        .word_splitter(textwrap::WordSplitter::NoHyphenation);
    for line in textwrap::wrap(text, options) {
        // What was kept on one line is read and copied with plain spaces.
        let line = line.replace(TIED, " ");
        match style {
            Some(style) => writeln!(out, "{style}{line}{style:#}")?,
            None => writeln!(out, "{line}")?,
        }
    }
    Ok(())
}

/// A space at which no line is broken.
const TIED: &str = "\u{a0}";

/// Keeps a few words on one line: `5 March 2035`, `CCP 683.020`.
pub(crate) fn tied(words: impl fmt::Display) -> String {
    words.to_string().replace(' ', TIED)
}

/// A day as people read it, kept on one line.
pub(crate) fn date(day: Day) -> String {
    tied(InWords(day))
}

/// A day as it is read aloud, with its weekday: `Friday 4 April 2025`.
pub(crate) struct Weekday(pub(crate) Day);

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(weekday) = self.0.weekday() {
            write!(f, "{} ", weekday_name(weekday))?;
        }
        write!(f, "{}", InWords(self.0))
    }
}

/// A text with a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// A number of things: `1 example`, `4,120 probes`.
pub(crate) fn counted(number: impl fmt::Display, what: &str) -> String {
    let number = grouped(number);
    let s = if number == "1" { "" } else { "s" };
    format!("{number} {what}{s}")
}

/// A number with its thousands apart: `4,120`.
pub(crate) fn grouped(number: impl fmt::Display) -> String {
    in_thousands(&number.to_string())
}

/// `6365.00` as `6,365.00`.
pub(crate) fn thousands(amount: &str) -> String {
    let (whole, cents) = amount.split_once('.').unwrap_or((amount, "00"));
    format!("{}.{cents}", in_thousands(whole))
}

/// `6365` as `6,365`.
fn in_thousands(whole: &str) -> String {
    let mut text = String::new();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
