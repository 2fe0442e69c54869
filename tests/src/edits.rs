//! Small edits of a pack, each of which changes a number or a day of the law by one: what
//! a legal editor does, and what `diff` must find the cases for.

use std::str::FromStr;

use recoup_engine::Day;

use crate::mutation::slips::PROSE;

/// One edit.
#[derive(Debug, Clone)]
pub struct Edit {
    /// The line, from 1.
    pub line: usize,
    /// The line as it was and as it is.
    pub told: String,
    /// The text after it.
    pub text: String,
}

/// Beside plain words, the keys of law and of what is for checks only.
const NO_LAW: [&str; 10] = [
    "because",
    "checked",
    "law",
    "version",
    "forms",
    "values",
    "unit",
    "remedies",
    "id",
    "covers_law",
];

/// Every number and every day of a text of a pack, one more each.
pub fn edits(text: &str) -> Vec<Edit> {
    let mut list = Vec::new();
    let mut start = 0;
    // A list over several lines is the value of the key before it.
    let mut key = String::new();
    for (number, line) in text.split_inclusive('\n').enumerate() {
        let code = line.split(" #").next().unwrap_or(line);
        if let Some((name, _)) = code.split_once('=') {
            let name = name.trim().trim_matches('"');
            if !name.is_empty()
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
            {
                key = name.to_owned();
            }
        }
        if code.trim_start().starts_with(['[', '#']) {
            key.clear();
        }
        let is_law = !PROSE.contains(&key.as_str()) && !NO_LAW.contains(&key.as_str());
        if !key.is_empty() && is_law {
            for (at, end, more) in tokens(code) {
                let edited = format!("{}{more}{}", &text[..start + at], &text[start + end..]);
                let told = format!("{} -> {more}", line.trim());
                list.push(Edit { line: number + 1, told, text: edited });
            }
        }
        start += line.len();
    }
    list
}

/// The numbers and days of a line, each with what is one more.
fn tokens(line: &str) -> Vec<(usize, usize, String)> {
    let bytes = line.as_bytes();
    let word = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let mut list = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !word(bytes[at]) {
            at += 1;
            continue;
        }
        let start = at;
        while at < bytes.len() && word(bytes[at]) {
            at += 1;
        }
        let token = &line[start..at];
        // `law = ["ccp-1"]` in a table of one line is no number, and neither is an id.
        if let Ok(day) = Day::from_str(token) {
            list.push((start, at, day.next().to_string()));
        } else if let Ok(number) = token.parse::<u64>() {
            list.push((start, at, (number + 1).to_string()));
        } else if let Some((whole, part)) = token.split_once('.')
            && let (Ok(whole), true) =
                (whole.parse::<u64>(), part.bytes().all(|it| it.is_ascii_digit()))
        {
            list.push((start, at, format!("{}.{part}", whole + 1)));
        }
    }
    list
}
