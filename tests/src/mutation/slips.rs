//! Every place of a file where a hand can slip.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{Kind, Slip};

/// Keys whose texts are plain words, which nothing looks up.
pub(crate) const PROSE: [&str; 20] = [
    "title",
    "ask",
    "yes",
    "no",
    "otherwise",
    "does",
    "needs",
    "for",
    "against",
    "avoid",
    "costs",
    "missed",
    "text",
    "note",
    "instead",
    "name",
    "cite",
    "number",
    "url",
    "citations",
];

/// Words for lengths and numbers.
const UNITS: [&str; 13] = [
    "day", "days", "week", "weeks", "month", "months", "year", "years", "court", "dollars",
    "percent", "times", "a",
];

/// All slips of a file of a pack, in the order in which they stand. `laws` are the
/// citations of the pack.
pub fn slips(text: &str, laws: &[&str]) -> Vec<Slip> {
    let Ok(table) = DeTable::parse(text) else { return Vec::new() };
    let mut places = Places { text, laws, found: Vec::new(), lines: Vec::new() };
    places.table(table.get_ref(), "");
    places.headings();
    places.all_lines();
    let mut found = places.found;
    found.sort_by_key(|slip| (slip.range.start, slip.range.end, slip.kind));
    found.dedup();
    found
}

struct Places<'t> {
    text: &'t str,
    laws: &'t [&'t str],
    found: Vec<Slip>,
    /// What each key or value with its lines is in.
    lines: Vec<(Range<usize>, String)>,
}

impl Places<'_> {
    fn add(&mut self, kind: Kind, key: &str, range: Range<usize>, becomes: impl Into<String>) {
        let becomes = becomes.into();
        if self.text[range.clone()] != *becomes {
            self.found.push(Slip { kind, key: key.to_owned(), range, becomes });
        }
    }

    fn lost(&mut self, key: &str, at: usize) {
        self.add(Kind::Sign, key, at..at + 1, "");
    }

    /// The entries of a table; those that are written as `key = value`.
    fn table(&mut self, table: &DeTable<'_>, path: &str) {
        for (key, value) in table {
            let name = key.get_ref().as_ref();
            let inner = below(path, name);
            let span = value.span();
            let equals = self.text.get(key.span().end..span.start);
            // A heading makes a table too; its name is followed by no `=`.
            let written = equals.is_some_and(|between| between.trim() == "=");
            if written {
                self.key(key.span(), path, &inner);
                let equals = key.span().end + equals.and_then(|text| text.find('=')).unwrap_or(0);
                self.lost(&inner, equals);
                self.lines.push((key.span().start..span.end, inner.clone()));
                self.value(value, &inner);
            } else {
                self.within(value.get_ref(), &inner);
            }
        }
    }

    fn within(&mut self, value: &DeValue<'_>, path: &str) {
        match value {
            DeValue::Table(table) => self.table(table, path),
            DeValue::Array(items) => {
                for item in items {
                    self.within(item.get_ref(), path);
                }
            }
            _ => {}
        }
    }

    fn key(&mut self, span: Range<usize>, path: &str, inner: &str) {
        let written = &self.text[span.clone()];
        if let Some(name) = written.strip_prefix('"') {
            // The beginning of a citation, in quotes.
            self.prose(span.start + 1, &name[..name.len() - 1], inner);
            self.lost(inner, span.start);
        } else if ["values", "holiday"].iter().any(|last| path.ends_with(last)) {
            self.letters(Kind::DefinedId, inner, span.start, written);
        } else {
            self.misspelt(Kind::Key, inner, span.start, written);
        }
    }

    /// A letter dropped, and two exchanged.
    fn misspelt(&mut self, kind: Kind, key: &str, start: usize, word: &str) {
        let at = pick(start, word.len());
        self.add(kind, key, start + at..start + at + 1, "");
        let bytes = word.as_bytes();
        let unlike = (0..bytes.len().saturating_sub(1)).find(|at| bytes[*at] != bytes[*at + 1]);
        if let Some(at) = unlike {
            let both = [bytes[at + 1], bytes[at]].map(char::from);
            self.add(kind, key, start + at..start + at + 2, String::from_iter(both));
        }
    }

    /// A letter changed, one dropped and one doubled.
    fn letters(&mut self, kind: Kind, key: &str, start: usize, word: &str) {
        for (nth, change) in [0, 1, 2].into_iter().enumerate() {
            let at = pick(start + nth, word.len());
            let letter = word.as_bytes()[at];
            let becomes = match (change, letter) {
                (0, b'0'..=b'8' | b'a'..=b'y' | b'A'..=b'Y') => char::from(letter + 1).to_string(),
                (0, b'9') => "8".to_owned(),
                (0, _) => "x".to_owned(),
                (1, _) if word.len() > 1 => String::new(),
                _ => [char::from(letter); 2].iter().collect(),
            };
            self.add(kind, key, start + at..start + at + 1, becomes);
        }
    }

    fn value(&mut self, value: &Spanned<DeValue<'_>>, key: &str) {
        let span = value.span();
        let written = &self.text[span.clone()];
        match value.get_ref() {
            DeValue::String(_) => {
                self.add(Kind::Type, key, span.clone(), "7");
                self.add(Kind::Type, key, span.clone(), format!("[{written}]"));
                self.text_value(span, key);
            }
            DeValue::Integer(_) | DeValue::Float(_) => {
                self.add(Kind::Type, key, span.clone(), "\"many\"");
                self.add(Kind::Type, key, span.clone(), format!("\"{written}\""));
                let written = written.to_owned();
                self.number(key, span.start, &written);
            }
            DeValue::Boolean(flag) => {
                self.add(Kind::Type, key, span.clone(), format!("\"{flag}\""));
                self.add(Kind::Number, key, span, (!flag).to_string());
            }
            DeValue::Datetime(_) => {
                self.add(Kind::Type, key, span.clone(), format!("\"{written}\""));
                let written = written.to_owned();
                self.date(key, span.start, &written);
            }
            DeValue::Array(items) => {
                let spans: Vec<Range<usize>> = items.iter().map(Spanned::span).collect();
                let becomes = match &spans[..] {
                    [only] => self.text[only.clone()].to_owned(),
                    _ => "\"words\"".to_owned(),
                };
                self.add(Kind::Type, key, span.clone(), becomes);
                self.lost(key, span.start);
                self.lost(key, span.end - 1);
                self.commas(key, &spans);
                for item in items {
                    if let DeValue::Table(table) = item.get_ref() {
                        self.inline(table, item.span(), key);
                    } else if let DeValue::String(_) = item.get_ref() {
                        self.add(Kind::Type, key, item.span(), "7");
                        self.text_value(item.span(), key);
                    }
                }
            }
            DeValue::Table(table) => self.inline(table, span, key),
        }
    }

    fn inline(&mut self, table: &DeTable<'_>, span: Range<usize>, key: &str) {
        self.add(Kind::Type, key, span.clone(), "\"words\"");
        self.lost(key, span.start);
        self.lost(key, span.end - 1);
        let spans: Vec<Range<usize>> =
            table.iter().map(|(key, value)| key.span().start..value.span().end).collect();
        self.commas(key, &spans);
        self.table(table, key);
    }

    fn commas(&mut self, key: &str, spans: &[Range<usize>]) {
        for two in spans.windows(2) {
            let between = self.text.get(two[0].end..two[1].start);
            if let Some(at) = between.and_then(|between| between.find(',')) {
                self.lost(key, two[0].end + at);
            }
        }
    }

    /// A text in quotes.
    fn text_value(&mut self, span: Range<usize>, key: &str) {
        self.lost(key, span.start);
        self.lost(key, span.end - 1);
        let start = span.start + 1;
        let inner = self.text[start..span.end - 1].to_owned();
        let parts: Vec<&str> = key.split('.').collect();
        let last = parts.last().copied().unwrap_or_default();
        let procedure_takes = key.starts_with("procedure") && last == "takes";
        let words = ["values", "short_citations"].iter().any(|words| parts.contains(words));
        if PROSE.contains(&last) || words || procedure_takes {
            self.prose(start, &inner, key);
        } else {
            self.phrase(start, &inner, key);
        }
    }

    fn prose(&mut self, start: usize, words: &str, key: &str) {
        let letters: Vec<usize> = words
            .bytes()
            .enumerate()
            .filter(|(_, byte)| byte.is_ascii_alphabetic())
            .map(|(at, _)| at)
            .collect();
        if !letters.is_empty() {
            let at = start + letters[pick(start, letters.len())];
            self.add(Kind::Prose, key, at..at + 1, "");
        }
    }

    /// The words of a phrase, or one id.
    fn phrase(&mut self, start: usize, phrase: &str, key: &str) {
        let word = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
        let bytes = phrase.as_bytes();
        let is_law = key.ends_with("law");
        let mut at = 0;
        while at < bytes.len() {
            if !word(bytes[at]) {
                if b"(),".contains(&bytes[at]) {
                    self.lost(key, start + at);
                }
                at += 1;
                continue;
            }
            let end = (at..bytes.len()).find(|at| !word(bytes[*at])).unwrap_or(bytes.len());
            let token = &phrase[at..end];
            let here = start + at;
            if is_law {
                self.letters(Kind::Word, key, here, token);
                self.citation(key, here, token);
            } else if token.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
                self.number(key, here, token);
            } else if token.len() == 10 && token.as_bytes()[4] == b'-' {
                self.date(key, here, token);
            } else if UNITS.contains(&token) {
                self.unit(key, here, token);
            } else {
                self.letters(Kind::Word, key, here, token);
            }
            at = end;
        }
    }

    fn citation(&mut self, key: &str, start: usize, law: &str) {
        if let Some(at) = self.laws.iter().position(|known| *known == law) {
            let next = self.laws[(at + 1) % self.laws.len()];
            self.add(Kind::Citation, key, start..start + law.len(), next);
        }
    }

    fn number(&mut self, key: &str, start: usize, number: &str) {
        let Some(at) = number.bytes().position(|byte| byte.is_ascii_digit()) else { return };
        let digit = number.as_bytes()[at];
        let other = if digit == b'9' { '8' } else { char::from(digit + 1) };
        self.add(Kind::Number, key, start + at..start + at + 1, other.to_string());
        self.add(
            Kind::Number,
            key,
            start + at..start + at + 1,
            format!("{}{other}", digit as char),
        );
    }

    fn unit(&mut self, key: &str, start: usize, unit: &str) {
        let end = start + unit.len();
        let other = unit.strip_suffix('s').map_or_else(|| format!("{unit}s"), str::to_owned);
        self.add(Kind::Unit, key, start..end, other);
        if unit.len() > 2 {
            let last = unit.len() - 2;
            let swapped: String = [
                &unit[..last - 1],
                &unit[last..last + 1],
                &unit[last - 1..last],
                &unit[last + 1..],
            ]
            .concat();
            self.add(Kind::Unit, key, start..end, swapped);
        }
        let mut fewer = unit.to_owned();
        fewer.remove(pick(start, unit.len()));
        self.add(Kind::Unit, key, start..end, fewer);
    }

    fn date(&mut self, key: &str, start: usize, date: &str) {
        let end = start + date.len();
        let (year, rest) = date.split_at(4);
        let (month, day) = (&rest[1..3], &rest[4..6]);
        let put = |month: &str, day: &str| format!("{year}-{month}-{day}");
        for becomes in [
            put("13", day),
            put(month, "32"),
            put("02", "30"),
            put(day, month),
            put(month, &day.chars().rev().collect::<String>()),
            format!("{}{}-{month}-{day}", &year[..2], year[2..].chars().rev().collect::<String>()),
        ] {
            self.add(Kind::Date, key, start..end, becomes);
        }
    }

    /// The headings of tables: brackets, the kind, the id, and keys below it.
    fn headings(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let inside = self.lines.iter().any(|(range, _)| range.contains(&start));
            if line.starts_with('[') && !inside {
                self.heading(start, line.trim_end());
            }
            start += line.len();
        }
    }

    fn heading(&mut self, start: usize, line: &str) {
        let line = line.split(" #").next().unwrap_or_default().trim_end();
        let name = line.trim_matches(['[', ']']);
        let mut at = line.find(name).unwrap_or_default();
        let mut path = String::new();
        for (nth, part) in segments(name).into_iter().enumerate() {
            let plain = part.trim_matches('"');
            let before = path.clone();
            path = below(&path, plain);
            let here = start + at + usize::from(part.starts_with('"'));
            let named = before.ends_with("holiday") || before.ends_with("values");
            if nth == 1 && before != "pack" || named {
                self.letters(Kind::DefinedId, &path, here, plain);
            } else {
                self.misspelt(Kind::Key, &path, here, plain);
            }
            if part.starts_with('"') {
                self.lost(&path, start + at);
                self.lost(&path, start + at + part.len() - 1);
            }
            at += part.len() + 1;
        }
        self.lost(&path, start);
        self.lost(&path, start + line.len() - 1);
        self.lines.push((start..start + line.len(), format!("[{path}]")));
    }

    fn all_lines(&mut self) {
        let mut start = 0;
        for line in self.text.split_inclusive('\n') {
            let range = start..start + line.len();
            start = range.end;
            let first = range.start + (line.len() - line.trim_start().len());
            let here = self.lines.iter().filter(|(of, _)| of.contains(&first));
            let says_nothing = line.trim().is_empty() || line.trim().starts_with('#');
            if let Some((_, key)) = here.min_by_key(|(of, _)| of.len())
                && !says_nothing
            {
                let key = key.clone();
                self.add(Kind::Line, &key, range, "");
            }
        }
    }
}

/// The parts of a heading: `law`, `"ccp-683.020"`.
fn segments(name: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut from, mut quoted) = (0, false);
    for (at, sign) in name.char_indices() {
        match sign {
            '"' => quoted = !quoted,
            '.' if !quoted => {
                parts.push(&name[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&name[from..]);
    parts
}

/// What a key is in, without ids.
fn below(path: &str, name: &str) -> String {
    match path {
        "" => name.to_owned(),
        _ if path == "pack" || path.contains('.') => {
            let ids = path.ends_with("holiday") || path.ends_with("values");
            let short = path.ends_with("short_citations");
            if ids || short { format!("{path}.…") } else { format!("{path}.{name}") }
        }
        // The id.
        _ if !path.contains('.') && !path.ends_with('…') => format!("{path}.…"),
        _ => format!("{path}.{name}"),
    }
}

/// A number below `of` that looks like chance and is always the same.
fn pick(seed: usize, of: usize) -> usize {
    let mixed = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    ((mixed >> 33) % of.max(1) as u64) as usize
}
