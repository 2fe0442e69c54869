//! Why a slip that is not noticed cannot be, or who notices it.

use super::{Kind, Slip};

/// The reason, as it stands in the table; none where a slip of this kind, in this
/// key, should have been noticed.
pub fn why_unnoticed(slip: &Slip) -> Option<&'static str> {
    let key = slip.key.as_str();
    let parts: Vec<&str> = key.trim_matches(['[', ']']).split('.').collect();
    let last = parts.last().copied().unwrap_or_default();
    match slip.kind {
        Kind::Prose => Some(PROSE),
        Kind::Citation => Some(CITATION),
        Kind::Number => Some(NUMBER),
        Kind::Type if last == "amount" => Some(NUMBER),
        Kind::Date => Some(DATE),
        Kind::Unit if is_plural(&slip.becomes) => Some(PLURAL),
        Kind::Type if slip.becomes.starts_with(['[', '"', '{']) => Some(SAME_VALUE),
        Kind::DefinedId => Some(OWN_NAME),
        Kind::Line if parts.iter().any(|part| WORDS.contains(part)) => Some(PROSE_LINE),
        Kind::Line => Some(OPTIONAL),
        Kind::Word if last == "tier" => Some(ANOTHER_TIER),
        Kind::Word if last.ends_with("law") || parts.contains(&"forms") => Some(A_LETTER_APART),
        _ => None,
    }
    .filter(|_| !last.is_empty())
}

fn is_plural(unit: &str) -> bool {
    ["day", "week", "month", "year"].contains(&unit.trim_end_matches('s'))
}

/// Keys with plain words, which can be left out.
const WORDS: [&str; 12] = [
    "note",
    "needs",
    "for",
    "against",
    "avoid",
    "costs",
    "takes",
    "missed",
    "ask",
    "text",
    "title",
    "short_citations",
];

const PROSE: &str = "plain words: only a reader can tell";
const PROSE_LINE: &str = "plain words that may be left out";
const CITATION: &str = "another law of the pack: only who opens it can tell";
const NUMBER: &str = "another number that could be the law: the examples tell";
const DATE: &str = "another day that could be the law: the examples tell";
const PLURAL: &str = "`day` and `days` are one unit";
const SAME_VALUE: &str = "the same value written otherwise: a date in quotes, a list of one";
const OWN_NAME: &str = "a name that only callers of the pack use";
const OPTIONAL: &str = "a line that may be left out: the examples tell";
const A_LETTER_APART: &str = "a law or form whose id is a letter away: only who opens it can tell";
const ANOTHER_TIER: &str =
    "`secondary1` and `secondary2` are a letter apart: only a reader can tell";
