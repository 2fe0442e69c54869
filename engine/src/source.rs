//! Texts, and the values in them with their places.
//!
//! TOML and JSON both become one tree of [`Node`]s, each of which knows where
//! it stands, so that every mistake can be pointed at. [`Fields`] reads a table
//! key by key and reports all that is wrong with it at once: a missing key, an
//! unknown key with the nearest valid one, a value of another kind. Which keys
//! there are stands in the [`grammar`], to which every reader is
//! held wherever debug assertions run.
//!
//! Knows texts and places. Must not know what any key means.

mod form;

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;
use toml::de::{DeTable, DeValue};

use crate::date::Day;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Place, Severity, nearest};
use crate::grammar::{self, Shape};

/// The largest text that is read, in bytes. No pack file or case comes near it.
pub const LARGEST_TEXT: usize = 4 * 1024 * 1024;

/// A place in one of the [`Files`]: small, and copied freely.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub(crate) struct At {
    pub(crate) file: u16,
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl At {
    /// A part of the text of a string value, by its offsets in the string.
    pub(crate) fn part(self, part: Range<usize>) -> At {
        At { start: self.start + part.start as u32, end: self.start + part.end as u32, ..self }
    }
}

#[derive(Debug, Clone)]
struct File {
    name: Arc<str>,
    text: Arc<str>,
    line_starts: Vec<u32>,
}

/// A place of which the column has been counted.
#[derive(Debug, Clone, Copy)]
struct Counted {
    file: u16,
    line: usize,
    start: usize,
    column: u32,
}

/// The texts that are being read, for turning an [`At`] into a [`Place`].
#[derive(Debug, Clone, Default)]
pub(crate) struct Files(Vec<File>);

impl Files {
    pub(crate) fn add(&mut self, name: &str, text: &str) -> u16 {
        let line_starts = std::iter::once(0)
            .chain(text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1))
            .collect();
        self.0.push(File { name: name.into(), text: text.into(), line_starts });
        (self.0.len() - 1) as u16
    }

    /// The folder that a file belongs to: `us-ca` of `us-ca/law.toml`.
    pub(crate) fn pack_of(&self, at: At) -> &str {
        let name = &self.0[at.file as usize].name;
        name.split_once('/').map_or(name, |(folder, _)| folder)
    }

    pub(crate) fn text(&self, at: At) -> &str {
        let text = &self.0[at.file as usize].text;
        text.get(at.start as usize..at.end as usize).unwrap_or_default()
    }

    pub(crate) fn place(&self, at: At) -> Place {
        self.place_after(at, None).0
    }

    /// A place, counted from another one before it on its line, if that is known: in a
    /// case on one line each would else be counted from the beginning of the file.
    fn place_after(&self, at: At, counted: Option<Counted>) -> (Place, Counted) {
        let file = &self.0[at.file as usize];
        let (start, end) = (at.start as usize, at.end as usize);
        let line = file.line_starts.partition_point(|first| *first <= at.start).max(1);
        let line_start = file.line_starts[line - 1] as usize;
        let counted =
            counted.filter(|it| (it.file, it.line) == (at.file, line) && it.start <= start);
        let (from, column) = counted.map_or((line_start, 1), |it| (it.start, it.column));
        let between = file.text.get(from..start).unwrap_or_default();
        let column = column + between.chars().count() as u32;
        let file_name = Arc::clone(&file.name);
        let end = end.max(start);
        let place = Place { file: file_name, line: line as u32, column, start, end };
        (place, Counted { file: at.file, line, start, column })
    }
}

/// What has been found wrong so far.
#[derive(Debug)]
pub(crate) struct Findings<'f> {
    pub(crate) files: &'f Files,
    list: RefCell<Vec<Diagnostic>>,
    counted: Cell<Option<Counted>>,
}

/// A finding to which more can be said before it is kept.
#[must_use]
pub(crate) struct Finding<'a, 'f> {
    findings: &'a Findings<'f>,
    diagnostic: Diagnostic,
}

impl<'f> Findings<'f> {
    pub(crate) fn new(files: &'f Files) -> Findings<'f> {
        Findings { files, list: RefCell::default(), counted: Cell::default() }
    }

    fn place(&self, at: At) -> Place {
        let (place, counted) = self.files.place_after(at, self.counted.get());
        self.counted.set(Some(counted));
        place
    }

    pub(crate) fn error(&self, code: Code, at: At, message: impl Into<String>) -> Finding<'_, 'f> {
        Finding {
            findings: self,
            diagnostic: Diagnostic {
                severity: Severity::Error,
                code,
                message: message.into(),
                place: self.place(at),
                expected: None,
                nearest: None,
                related: Vec::new(),
            },
        }
    }

    pub(crate) fn warning(
        &self,
        code: Code,
        at: At,
        message: impl Into<String>,
    ) -> Finding<'_, 'f> {
        let mut finding = self.error(code, at, message);
        finding.diagnostic.severity = Severity::Warning;
        finding
    }

    /// A name that nothing has: says what kind of name and the nearest of the valid ones.
    pub(crate) fn unknown_name<'n>(
        &self,
        at: At,
        kind: &str,
        name: &str,
        valid: impl IntoIterator<Item = &'n str>,
    ) {
        // In the order of the alphabet, so that the message is always the same.
        let mut valid: Vec<&str> = valid.into_iter().collect();
        valid.sort_unstable();
        self.error(Code::UnknownName, at, format!("no {kind} is called `{name}`"))
            .one_of(name, valid)
            .keep();
    }

    pub(crate) fn into_list(self) -> Vec<Diagnostic> {
        self.list.into_inner()
    }

    /// How much has been found.
    pub(crate) fn number(&self) -> usize {
        self.list.borrow().len()
    }

    pub(crate) fn any_errors(&self) -> bool {
        self.list.borrow().iter().any(|diagnostic| diagnostic.severity == Severity::Error)
    }

    /// `value`, unless something was found that stops the work.
    pub(crate) fn or_errors<T>(self, value: T) -> Result<T, Diagnostics> {
        let diagnostics = Diagnostics::new(self.into_list());
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(value) }
    }
}

impl Finding<'_, '_> {
    pub(crate) fn expected(mut self, expected: impl Into<String>) -> Self {
        self.diagnostic.expected = Some(expected.into());
        self
    }

    pub(crate) fn nearest<'n>(
        mut self,
        name: &str,
        valid: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        self.diagnostic.nearest = nearest(name, valid).map(str::to_owned);
        self
    }

    /// One of a list: names them when they are few, and the nearest.
    pub(crate) fn one_of<'n>(
        mut self,
        name: &str,
        valid: impl IntoIterator<Item = &'n str>,
    ) -> Self {
        let valid: Vec<&str> = valid.into_iter().collect();
        if !valid.is_empty() && valid.len() <= 16 {
            let list: Vec<String> = valid.iter().map(|name| format!("`{name}`")).collect();
            self.diagnostic.expected = Some(match list.as_slice() {
                [only] => only.clone(),
                many => format!("one of {}", many.join(", ")),
            });
        }
        self.nearest(name, valid)
    }

    pub(crate) fn related(mut self, at: At, word: impl Into<String>) -> Self {
        self.diagnostic.related.push((self.findings.files.place(at), word.into()));
        self
    }

    pub(crate) fn keep(self) {
        self.findings.list.borrow_mut().push(self.diagnostic);
    }
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stated<T> {
    pub(crate) value: T,
    pub(crate) at: At,
}

/// A text with its place.
pub(crate) type Text = Stated<String>;

/// A value of TOML or JSON.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Whole(i64),
    Decimal(Decimal),
    Flag(bool),
    Day(Day),
    List(Vec<Node>),
    Table(Table),
    /// A JSON null, a time of day, a number out of range: the word to call it by.
    Other(&'static str),
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Node {
    pub(crate) value: Value,
    pub(crate) at: At,
}

/// A table: keys in the order in which they stand.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Table(pub(crate) Vec<(Text, Node)>);

impl Table {
    pub(crate) fn get(&self, key: &str) -> Option<&Node> {
        self.0.iter().find(|(name, _)| name.value == key).map(|(_, node)| node)
    }

    /// The key-value pairs of another table in the place of one's own.
    pub(crate) fn override_by(&mut self, other: &Table) {
        for (key, node) in &other.0 {
            match self.0.iter_mut().find(|(name, _)| name.value == key.value) {
                Some(entry) => *entry = (key.clone(), node.clone()),
                None => self.0.push((key.clone(), node.clone())),
            }
        }
    }
}

impl Value {
    /// The kind of value, with its article, for a message.
    pub(crate) fn kind(&self) -> &'static str {
        match self {
            Value::Text(_) => "a text",
            Value::Whole(_) => "a whole number",
            Value::Decimal(_) => "a number",
            Value::Flag(_) => "true or false",
            Value::Day(_) => "a date",
            Value::List(_) => "a list",
            Value::Table(_) => "a table",
            Value::Other(kind) => kind,
        }
    }
}

/// Reads a TOML text; what is not well-formed is reported and left out.
pub(crate) fn read_toml(findings: &Findings<'_>, file: u16, text: &str) -> Table {
    if !size_is_right(findings, file, text) {
        return Table::default();
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    let whole = At { file, start: 0, end: text.len() as u32 };
    let found = errors.iter().map(|error| {
        let at = error.span().map_or(At { end: 0, ..whole }, |span| at(file, &span));
        (at, error.message().trim().replace('\n', ", "))
    });
    form::tell(findings, text, found.collect());
    // After a mistake of form the tree is a guess; what it seems to lack is no news.
    if errors.is_empty() { toml_table(file, table.get_ref()) } else { Table::default() }
}

fn at(file: u16, span: &Range<usize>) -> At {
    At { file, start: span.start as u32, end: span.end as u32 }
}

fn toml_table(file: u16, table: &DeTable<'_>) -> Table {
    Table(
        table
            .iter()
            .map(|(key, value)| {
                let name = key.get_ref().clone().into_owned();
                let place = at(file, &key.span());
                let node =
                    Node { value: toml_value(file, value.get_ref()), at: at(file, &value.span()) };
                (Stated { value: name, at: place }, node)
            })
            .collect(),
    )
}

fn toml_value(file: u16, value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::Text(text.clone().into_owned()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix())
            .map_or(Value::Other("a number that is too large"), Value::Whole),
        DeValue::Float(number) => number
            .as_str()
            .parse()
            .or_else(|_| Decimal::from_scientific(number.as_str()))
            .map_or(Value::Other("a number that is no amount"), Value::Decimal),
        DeValue::Boolean(flag) => Value::Flag(*flag),
        DeValue::Datetime(moment) => match (moment.date, moment.time, moment.offset) {
            (Some(date), None, None) => {
                Day::new(i32::from(date.year), u32::from(date.month), u32::from(date.day))
                    .map_or(Value::Other("a date that is not in the calendar"), Value::Day)
            }
            _ => Value::Other("a time of day"),
        },
        DeValue::Array(items) => Value::List(
            items
                .iter()
                .map(|item| Node {
                    value: toml_value(file, item.get_ref()),
                    at: at(file, &item.span()),
                })
                .collect(),
        ),
        DeValue::Table(table) => Value::Table(toml_table(file, table)),
    }
}

/// Reads a JSON text that holds one object.
pub(crate) fn read_json(findings: &Findings<'_>, file: u16, text: &str) -> Table {
    use jsonc_parser::errors::ParseErrorKind;
    use jsonc_parser::{CollectOptions, ParseOptions, parse_to_ast};

    if !size_is_right(findings, file, text) {
        return Table::default();
    }
    // JSON, and nothing that merely resembles it.
    let strict = ParseOptions {
        allow_comments: false,
        allow_loose_object_property_names: false,
        allow_trailing_commas: false,
        allow_missing_commas: false,
        allow_single_quoted_strings: false,
        allow_hexadecimal_numbers: false,
        allow_unary_plus_numbers: false,
        allow_bare_decimal_point_numbers: false,
        allow_non_finite_numbers: false,
        allow_extended_string_escapes: false,
    };
    let whole = At { file, start: 0, end: text.len() as u32 };
    match parse_to_ast(text, &CollectOptions::default(), &strict) {
        Err(error) => {
            let range = error.range();
            let at = At { file, start: range.start as u32, end: range.end as u32 };
            let message = format!("this is not well-formed JSON: {}", error.kind());
            let missing = match error.kind() {
                ParseErrorKind::UnterminatedObject => Some("`}`"),
                ParseErrorKind::UnterminatedArray => Some("`]`"),
                _ => None,
            };
            let end = text.trim_end().len();
            match missing.filter(|_| range.end >= end) {
                // The parser marks all from the bracket on; what is wrong is at the end.
                Some(missing) => {
                    let opened = At { end: at.start + 1, ..at };
                    let at = At { file, start: end as u32, end: end as u32 };
                    findings
                        .error(Code::Syntax, at, "this JSON ends too early")
                        .expected(format!("{missing}, and what else is missing"))
                        .related(opened, "opened here")
                        .keep();
                }
                None => findings.error(Code::Syntax, at, message).keep(),
            }
            Table::default()
        }
        Ok(parsed) => match parsed.value.as_ref().map(|value| json_value(findings, file, value)) {
            Some(Node { value: Value::Table(table), .. }) => table,
            _ => {
                findings
                    .error(Code::WrongType, whole, "a case in JSON is one object")
                    .expected("`{` … `}`")
                    .keep();
                Table::default()
            }
        },
    }
}

fn json_value(findings: &Findings<'_>, file: u16, value: &jsonc_parser::ast::Value<'_>) -> Node {
    use jsonc_parser::ast::Value as Json;
    use jsonc_parser::common::Ranged;
    let at = |range: jsonc_parser::common::Range| At {
        file,
        start: range.start as u32,
        end: range.end as u32,
    };
    match value {
        Json::StringLit(text) => {
            Node { value: Value::Text(text.value.clone().into_owned()), at: at(text.range) }
        }
        Json::NumberLit(number) => {
            let value = if let Ok(whole) = number.value.parse() {
                Value::Whole(whole)
            } else {
                number
                    .value
                    .parse()
                    .or_else(|_| Decimal::from_scientific(number.value))
                    .map_or(Value::Other("a number that is no amount"), Value::Decimal)
            };
            Node { value, at: at(number.range) }
        }
        Json::BooleanLit(flag) => Node { value: Value::Flag(flag.value), at: at(flag.range) },
        Json::NullKeyword(null) => Node { value: Value::Other("null"), at: at(null.range) },
        Json::Array(array) => Node {
            value: Value::List(
                array.elements.iter().map(|item| json_value(findings, file, item)).collect(),
            ),
            at: at(array.range),
        },
        Json::Object(object) => {
            let mut table = Table::default();
            let mut stated: HashMap<String, At> = HashMap::new();
            for property in &object.properties {
                let name = property.name.as_str().to_owned();
                // As it is written, which with escapes is longer than the name; the quotes
                // are not part of it.
                let mut place = at(property.name.range());
                place.start += 1;
                place.end -= 1;
                if let Some(first) = stated.get(&name) {
                    findings
                        .error(Code::Duplicate, place, format!("the key `{name}` stands twice"))
                        .related(*first, "first here")
                        .keep();
                    continue;
                }
                stated.insert(name.clone(), place);
                let node = json_value(findings, file, &property.value);
                table.0.push((Stated { value: name, at: place }, node));
            }
            Node { value: Value::Table(table), at: at(object.range) }
        }
    }
}

fn size_is_right(findings: &Findings<'_>, file: u16, text: &str) -> bool {
    let start = At { file, start: 0, end: 0 };
    if text.len() > LARGEST_TEXT {
        let message =
            format!("this file has {} bytes, more than any case or pack file needs", text.len());
        let most = format!("at most {} MB", LARGEST_TEXT / (1024 * 1024));
        findings.error(Code::TooLarge, start, message).expected(most).keep();
        return false;
    }
    true
}

/// A table that is being read key by key. [`Fields::done`] reports what is left.
pub(crate) struct Fields<'n, 'a, 'f> {
    table: &'n Table,
    pub(crate) at: At,
    pub(crate) findings: &'a Findings<'f>,
    grammar: &'static grammar::Table,
    /// The keys that were asked for, to be held against the grammar.
    #[cfg(debug_assertions)]
    asked: Vec<&'static str>,
}

impl<'n, 'a, 'f> Fields<'n, 'a, 'f> {
    pub(crate) fn new(
        findings: &'a Findings<'f>,
        table: &'n Table,
        at: At,
        grammar: &'static grammar::Table,
    ) -> Fields<'n, 'a, 'f> {
        Fields {
            table,
            at,
            findings,
            grammar,
            #[cfg(debug_assertions)]
            asked: Vec::with_capacity(20),
        }
    }

    /// The fields of a node that must be a table.
    pub(crate) fn of(
        findings: &'a Findings<'f>,
        node: &'n Node,
        at: At,
        grammar: &'static grammar::Table,
    ) -> Option<Fields<'n, 'a, 'f>> {
        match &node.value {
            Value::Table(table) => Some(Fields::new(findings, table, at, grammar)),
            other => {
                findings
                    .error(Code::WrongType, node.at, format!("this is {}", other.kind()))
                    .expected(format!("a table that describes {}", grammar.what))
                    .keep();
                None
            }
        }
    }

    /// INVARIANT: a reader asks for the keys of the grammar, all of them and no
    /// others, each in its shape.
    fn asks(&mut self, key: &'static str, is_it: impl Fn(&Shape) -> bool) {
        #[cfg(debug_assertions)]
        {
            self.asked.push(key);
            let what = self.grammar.what;
            let known = self.grammar.key(key);
            debug_assert!(known.is_some(), "the grammar of {what} lacks `{key}`");
            let fits = known.is_some_and(|known| is_it(&known.shape));
            debug_assert!(fits, "`{key}` of {what} is read in another shape");
        }
        #[cfg(not(debug_assertions))]
        let _ = (key, is_it);
    }

    /// The value of a key, if the key is there.
    pub(crate) fn take(&mut self, key: &'static str) -> Option<&'n Node> {
        self.take_as(key, |_| true)
    }

    fn take_as(&mut self, key: &'static str, is_it: impl Fn(&Shape) -> bool) -> Option<&'n Node> {
        self.asks(key, is_it);
        self.table.get(key)
    }

    /// Whether a key is there.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.table.get(key).is_some()
    }

    pub(crate) fn place_of(&self, key: &str) -> At {
        self.table.0.iter().find(|(name, _)| name.value == key).map_or(self.at, |(name, _)| name.at)
    }

    pub(crate) fn missing(&self, key: &'static str, expected: &str) {
        self.findings
            .error(
                Code::MissingKey,
                self.at,
                format!("{} needs the key `{key}`", self.grammar.what),
            )
            .expected(expected)
            .keep();
    }

    fn wrong(&self, node: &Node, key: &str, expected: &str) {
        let message = format!("`{key}` is {}", node.value.kind());
        self.findings.error(Code::WrongType, node.at, message).expected(expected).keep();
    }

    pub(crate) fn text(&mut self, key: &'static str) -> Option<Text> {
        let node = self.take_as(key, |shape| shape.is_text())?;
        match &node.value {
            Value::Text(text) if !text.trim().is_empty() => Some(self.stated(node, text.clone())),
            Value::Text(_) => {
                self.findings
                    .error(Code::WrongValue, node.at, format!("`{key}` is empty"))
                    .expected("a text")
                    .keep();
                None
            }
            _ => {
                self.wrong(node, key, "a text in quotes");
                None
            }
        }
    }

    pub(crate) fn text_needed(&mut self, key: &'static str) -> Option<Text> {
        self.needed(key, "a text in quotes")
    }

    /// A text that must be there; `expected` says what to write.
    pub(crate) fn needed(&mut self, key: &'static str, expected: &str) -> Option<Text> {
        if !self.has(key) {
            self.asks(key, Shape::is_text);
            self.missing(key, expected);
            return None;
        }
        self.text(key)
    }

    /// A list of texts; a single text stands for a list of one.
    pub(crate) fn texts(&mut self, key: &'static str) -> Vec<Text> {
        let Some(node) = self.take_as(key, |shape| shape.is_texts()) else {
            return Vec::new();
        };
        match &node.value {
            Value::Text(text) => vec![self.stated(node, text.clone())],
            Value::List(items) => items
                .iter()
                .filter_map(|item| match &item.value {
                    Value::Text(text) => Some(self.stated(item, text.clone())),
                    _ => {
                        self.wrong(item, key, "a list of texts");
                        None
                    }
                })
                .collect(),
            _ => {
                self.wrong(node, key, "a text or a list of texts");
                Vec::new()
            }
        }
    }

    pub(crate) fn flag(&mut self, key: &'static str) -> Option<bool> {
        let node = self.take_as(key, |shape| matches!(shape, Shape::Flag))?;
        match node.value {
            Value::Flag(flag) => Some(flag),
            _ => {
                self.wrong(node, key, "`true` or `false`, without quotes");
                None
            }
        }
    }

    pub(crate) fn whole(&mut self, key: &'static str) -> Option<Stated<u32>> {
        let node = self.take_as(key, |shape| matches!(shape, Shape::Whole))?;
        match node.value {
            Value::Whole(number) if u32::try_from(number).is_ok() => {
                Some(Stated { value: number as u32, at: node.at })
            }
            _ => {
                self.wrong(node, key, "a whole number");
                None
            }
        }
    }

    /// An amount of money or another number, exact.
    pub(crate) fn amount(&mut self, key: &'static str) -> Option<Stated<Decimal>> {
        let node = self.take_as(key, |shape| matches!(shape, Shape::Amount))?;
        let value = as_amount(node);
        if value.is_none() {
            self.wrong(node, key, "a number such as 6250.00");
        }
        Some(Stated { value: value?, at: node.at })
    }

    /// A date: a TOML date, or a text of that form.
    pub(crate) fn day(&mut self, key: &'static str) -> Option<Stated<Day>> {
        let node = self.take_as(key, |shape| matches!(shape, Shape::Day))?;
        let value = as_day(self.findings, node, key)?;
        Some(Stated { value, at: node.at })
    }

    /// The tables of a list of tables; a single table stands for a list of one.
    pub(crate) fn tables(&mut self, key: &'static str) -> Vec<(&'n Table, At)> {
        let Some(node) = self.take_as(key, |shape| matches!(shape, Shape::Tables(_))) else {
            return Vec::new();
        };
        let items = match &node.value {
            Value::Table(table) => return vec![(table, node.at)],
            Value::List(items) => items,
            _ => {
                self.wrong(node, key, "a table or a list of tables");
                return Vec::new();
            }
        };
        items
            .iter()
            .filter_map(|item| match &item.value {
                Value::Table(table) => Some((table, item.at)),
                _ => {
                    self.wrong(item, key, "a list of tables");
                    None
                }
            })
            .collect()
    }

    /// The keys and values of a table within the table.
    pub(crate) fn entries(&mut self, key: &'static str) -> &'n [(Text, Node)] {
        let Some(node) = self.take_as(key, |shape| {
            matches!(
                shape,
                Shape::Sentences
                    | Shape::Values
                    | Shape::ValuesOrLists
                    | Shape::NamedValues
                    | Shape::Named(_)
            )
        }) else {
            return &[];
        };
        match &node.value {
            Value::Table(table) => &table.0,
            _ => {
                self.wrong(node, key, "a table");
                &[]
            }
        }
    }

    /// One of a few words.
    pub(crate) fn word<T: Copy>(
        &mut self,
        key: &'static str,
        words: &[(&'static str, T)],
    ) -> Option<T> {
        let same = |known: &&[&str]| words.iter().map(|(word, _)| word).eq(known.iter());
        self.asks(key, |shape| matches!(shape, Shape::Word(known) if same(known)));
        let text = self.text(key)?;
        let found = words.iter().find(|(word, _)| *word == text.value).map(|(_, meaning)| *meaning);
        if found.is_none() {
            self.findings
                .error(Code::WrongValue, text.at, format!("`{key}` is \"{}\"", text.value))
                .one_of(&text.value, words.iter().map(|(word, _)| *word))
                .keep();
        }
        found
    }

    pub(crate) fn stated(&self, node: &Node, value: String) -> Text {
        stated(self.findings.files, node.at, value)
    }

    /// Reports every key that the grammar does not have.
    pub(crate) fn done(self) {
        #[cfg(debug_assertions)]
        for key in self.grammar.keys {
            let what = self.grammar.what;
            debug_assert!(self.asked.contains(&key.name), "nobody reads `{}` of {what}", key.name);
        }
        for (key, _) in &self.table.0 {
            if self.grammar.key(&key.value).is_none() {
                self.findings
                    .error(
                        Code::UnknownKey,
                        key.at,
                        format!("{} has no key `{}`", self.grammar.what, key.value),
                    )
                    .one_of(&key.value, self.grammar.keys.iter().map(|key| key.name))
                    .keep();
            }
        }
    }
}

/// A text with the place of what is between its quotes, where that is the text
/// itself (no escapes), so that a part of it can be pointed at.
fn stated(files: &Files, at: At, value: String) -> Text {
    let written = files.text(at);
    let quote = ["\"\"\"", "'''", "\"", "'"].into_iter().find(|quote| written.starts_with(quote));
    let inner = quote.map_or(0, str::len) as u32;
    let exact = files.text(At {
        start: at.start + inner,
        end: at.start + inner + value.len() as u32,
        ..at
    }) == value;
    let at = if exact && inner > 0 {
        At { start: at.start + inner, end: at.start + inner + value.len() as u32, ..at }
    } else {
        at
    };
    Stated { value, at }
}

/// The amount that a node states, if it states one.
pub(crate) fn as_amount(node: &Node) -> Option<Decimal> {
    match &node.value {
        Value::Whole(number) => Some(Decimal::from(*number)),
        Value::Decimal(number) => Some(*number),
        // JSON users write money as text to keep it exact.
        Value::Text(text) => text.parse().ok(),
        _ => None,
    }
}

/// The day that a node states; anything else is reported.
pub(crate) fn as_day(findings: &Findings<'_>, node: &Node, key: &str) -> Option<Day> {
    match &node.value {
        Value::Day(day) => Some(*day),
        Value::Text(text) => match text.parse() {
            Ok(day) => Some(day),
            Err(_) => {
                findings
                    .error(
                        Code::WrongDate,
                        node.at,
                        format!("`{key}` is \"{text}\", which is no date"),
                    )
                    .expected("year-month-day, such as 2025-03-05")
                    .keep();
                None
            }
        },
        other => {
            findings
                .error(Code::WrongType, node.at, format!("`{key}` is {}", other.kind()))
                .expected("a date: year-month-day, such as 2025-03-05")
                .keep();
            None
        }
    }
}

/// A value as it stands in TOML, on one line.
impl std::fmt::Display for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Value::Text(text) => write!(f, "{}", toml::Value::String(text.clone())),
            Value::Whole(number) => write!(f, "{number}"),
            Value::Decimal(number) => write!(f, "{number}"),
            Value::Flag(flag) => write!(f, "{flag}"),
            Value::Day(day) => write!(f, "{day}"),
            Value::Other(kind) => f.write_str(kind),
            Value::List(items) => {
                f.write_str("[")?;
                for (at, item) in items.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { ", " })?;
                    write!(f, "{}", item.value)?;
                }
                f.write_str("]")
            }
            Value::Table(table) => {
                f.write_str("{ ")?;
                for (at, (key, node)) in table.0.iter().enumerate() {
                    f.write_str(if at == 0 { "" } else { ", " })?;
                    write!(f, "{} = {}", Key(&key.value), node.value)?;
                }
                f.write_str(" }")
            }
        }
    }
}

/// A key as it stands in TOML: in quotes where it must be.
pub(crate) struct Key<'k>(pub(crate) &'k str);

impl std::fmt::Display for Key<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let bare = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
        if !self.0.is_empty() && self.0.bytes().all(bare) {
            f.write_str(self.0)
        } else {
            write!(f, "{}", toml::Value::String(self.0.to_owned()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_the_same_from_wherever_it_is_counted() {
        let mut files = Files::default();
        let texts = ["ä {\"b\": 1,\n \"§\": [2, 3]}\n\n", "x = 1\r\ny = \"€\""];
        let numbers = texts.map(|text| files.add("a", text));
        let findings = Findings::new(&files);
        // Forwards, and then to and fro between the two.
        let places = |step: u32| {
            let of_both = (0..40).map(move |at| at * step % 40);
            of_both.flat_map(|at| numbers.map(|file| At { file, start: at, end: at }))
        };
        let within = |at: &At| texts[at.file as usize].is_char_boundary(at.start as usize);
        for at in [1, 7, 39].into_iter().flat_map(places).filter(within) {
            assert_eq!(findings.place(at), files.place(at), "{at:?}");
        }
        for at in (0..30).map(|at| At { file: numbers[0], start: at, end: at }).filter(within) {
            assert_eq!(findings.place(at), files.place(at), "{at:?}");
        }
    }
}
