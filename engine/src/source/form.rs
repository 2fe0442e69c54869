//! What is said of a text that is not well-formed TOML.
//!
//! The parser goes on after a mistake, and of one lost bracket it finds hundreds, none of
//! them where the slip is. So no more is told than what stands before its first guess,
//! with the bracket that was left open.

use super::{At, Findings};
use crate::diagnostic::Code;

/// What the parser says of a text that lacks its quotes.
const WITHOUT_QUOTES: &str = "string values must be quoted";

/// So many mistakes of form are told at most.
const MOST: usize = 100;

/// Tells what is not well-formed, up to the first mistake after which the parser can
/// only guess.
pub(super) fn tell(findings: &Findings<'_>, text: &str, mut found: Vec<(At, String)>) {
    // Of a list that never ends it tells last what it found first.
    found.sort_by_key(|(at, _)| at.start);
    let mut twice = false;
    for (at, message) in found.iter().take(MOST) {
        let duplicate = message.contains("duplicate key");
        let opened = opened_before(text, at.start as usize);
        // Of a table that stands twice each key is reported; the first says it all.
        if !(duplicate && twice) {
            one(findings, text, *at, message, opened);
        }
        twice = duplicate;
        let keeps_to_its_line = duplicate || message.contains(WITHOUT_QUOTES);
        if !keeps_to_its_line || opened.is_some() {
            return;
        }
    }
}

/// Says one mistake in words for people who write TOML by hand. `opened` is the bracket
/// within which it stands.
fn one(findings: &Findings<'_>, text: &str, at: At, message: &str, opened: Option<usize>) {
    let bracket = opened.map(|from| At { start: from as u32, end: from as u32 + 1, ..at });
    if let Some(bracket) = bracket
        && is_left_open(text, at, bracket)
    {
        let (kind, close) = kind(text, bracket);
        let line = findings.files.place(bracket).line;
        let message = format!("the {kind} that was opened in line {line} is not closed");
        let expected = match close {
            // Between the keys of a table it may be no more than a comma.
            "}" if !text[at.start as usize..].starts_with(']') => "`}`, or a comma, before this",
            "}" => "`}` before this",
            _ => "`]` before this",
        };
        let finding = findings.error(Code::Syntax, at, message).expected(expected);
        return finding.related(bracket, "opened here").keep();
    }
    let words = |words: &str| findings.error(Code::Syntax, at, words);
    let finding = if message.contains("duplicate key") {
        let name = findings.files.text(at).trim_matches(['[', ']', ' ']);
        findings
            .error(Code::Duplicate, at, format!("`{name}` stands twice in this file"))
            .expected("each key and each table once")
    } else if message.contains(WITHOUT_QUOTES) {
        words("a value without quotes must be a number, a date, `true` or `false`")
            .expected("a text in \"quotes\", or a date as year-month-day: 2025-03-05")
    } else if message.contains("recurs") {
        words("lists and tables are nested too deeply")
    } else {
        words(&format!("this is not well-formed TOML: {message}"))
    };
    match bracket.filter(|bracket| line_of(text, *bracket) < line_of(text, at)) {
        Some(bracket) => finding.related(bracket, "opened here").keep(),
        None => finding.keep(),
    }
}

/// Whether the bracket was to be closed before this: where the text ends, a heading or
/// another key begins, or a bracket of the other kind closes.
fn is_left_open(text: &str, at: At, bracket: At) -> bool {
    let rest = text.get(at.start as usize..).unwrap_or_default();
    let other = if kind(text, bracket).1 == "}" { ']' } else { '}' };
    let below = line_of(text, bracket) < line_of(text, at);
    rest.trim().is_empty() || rest.starts_with(other) || below && begins_anew(text, at)
}

/// What a bracket opens, and what closes it.
fn kind(text: &str, bracket: At) -> (&'static str, &'static str) {
    match text.as_bytes().get(bracket.start as usize) {
        Some(b'{') => ("table", "}"),
        _ => ("list", "]"),
    }
}

/// Whether a line looks like `[a.heading]` or like `key = …`.
fn begins_anew(text: &str, at: At) -> bool {
    let start = line_of(text, at);
    let line = text[start..].lines().next().unwrap_or_default().trim_start();
    let in_name = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '-' | '.');
    let heading = line.starts_with('[') && line.trim_start_matches('[').starts_with(in_name);
    let key = line.split_once('=').map(|(key, _)| key.trim_end());
    heading || key.is_some_and(|key| !key.is_empty() && key.chars().all(in_name))
}

/// Where the line of a place begins.
fn line_of(text: &str, at: At) -> usize {
    let before = &text.as_bytes()[..text.len().min(at.start as usize)];
    before.iter().rposition(|byte| *byte == b'\n').map_or(0, |newline| newline + 1)
}

/// The bracket within which a place stands: the last that was opened on a line above it,
/// or else the last. What stands before the first mistake is well-formed, so brackets
/// need only be told from texts and remarks.
fn opened_before(text: &str, end: usize) -> Option<usize> {
    let bytes = &text.as_bytes()[..end.min(text.len())];
    let mut open = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            b'[' | b'{' => {
                open.push(at);
                1
            }
            b']' | b'}' => {
                open.pop();
                1
            }
            b'#' => bytes[at..].iter().take_while(|byte| **byte != b'\n').count(),
            b'"' | b'\'' => length_of_text(&bytes[at..], *byte),
            _ => 1,
        };
    }
    let line = bytes.iter().rposition(|byte| *byte == b'\n').unwrap_or(0);
    open.iter().rev().find(|from| **from < line).or(open.last()).copied()
}

/// How long a text is that begins with a quote, quotes and all. One in single quotes
/// ends with its line, if it is not closed.
fn length_of_text(bytes: &[u8], quote: u8) -> usize {
    let triple = bytes.starts_with(&[quote; 3]);
    let (mut at, close) = if triple { (3, 3) } else { (1, 1) };
    while let Some(byte) = bytes.get(at) {
        if bytes[at..].starts_with(&[quote; 3][..close]) {
            return at + close;
        }
        if !triple && *byte == b'\n' {
            break;
        }
        at += if quote == b'"' && *byte == b'\\' { 2 } else { 1 };
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_are_told_from_texts_and_remarks() {
        let open = |text: &str| opened_before(text, text.len());
        assert_eq!(open("a = [1, 2]\n"), None);
        assert_eq!(open("a = [\n1, [2], # [\n"), Some(4));
        assert_eq!(open("a = \"[\\\"[\"\nb = '['\nc = \"\"\"[ \"[\"\n\"\"\"\n"), None);
        assert_eq!(open("a = [{ b = 1"), Some(5));
        assert_eq!(open("a = [\n[b.c"), Some(4));
        assert_eq!(open("a = \"\\"), None);
    }
}
