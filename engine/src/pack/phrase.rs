//! The two small languages of a pack: conditions and starting points.
//!
//! A condition says when something holds: `within appeal and not satisfied`.
//! A starting point says on which day something begins or ends: `10 years after
//! judgment_entered`. Both are read here into trees whose names are still
//! words; the graph looks up what they name.

use std::collections::HashMap;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::date::{Day, Direction, Length};
use crate::diagnostic::Code;
use crate::source::{At, Findings, Stated, Text};

/// A word of a phrase with its place.
pub(crate) type Word = Text;

/// When something holds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Condition {
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// `surely debtor_kind is government`: what is not known does not count.
    Surely(Box<Condition>),
    /// A status, or a fact that is true or false.
    Named(Word),
    /// `debt_kind is one of consumer, medical`
    Is {
        fact: Word,
        values: Vec<Word>,
    },
    /// `principal over 1000`
    Compares {
        fact: Word,
        how: Comparison,
        number: Decimal,
    },
    /// `within appeal`
    Within(Word),
    /// `before appeal`: before the period starts.
    Before(Word),
    /// `after appeal`: after the period has ended.
    After(Word),
    /// `between appeal_filed and appeal_decided`
    Between(Events, Events),
    /// `since satisfaction_filed`
    Since(Events),
    /// `from 2023-01-01 until 2024-12-31`
    Calendar {
        from: Day,
        until: Day,
    },
    /// `judgment_entered before 2018-08-03`
    Dated {
        events: Events,
        before: bool,
        day: Day,
    },
}

/// How a number is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub(crate) enum Comparison {
    Over,
    AtLeast,
    Under,
    AtMost,
}

/// One kind of event, or any of several.
pub(crate) type Events = Vec<Selector>;

/// An event, perhaps only with certain attributes.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Selector {
    pub(crate) event: Word,
    pub(crate) only: Vec<Filter>,
}

/// `outcome is one of granted, modified`
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Filter {
    pub(crate) attribute: Word,
    pub(crate) values: Vec<Word>,
}

/// A day on which something begins or ends.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Anchor {
    /// The first, last or each of some events.
    Event { which: Which, events: Events },
    /// `enforcement starts`, `enforcement ends`
    Edge { period: Word, end: bool },
    /// `the start`, `the end`: of the period that is being described.
    Own { end: bool },
    /// `later of (a, b)`, `earlier of (a, b)`
    Choice { later: bool, of: Vec<Anchor> },
    /// `30 days after …`, `90 days before …`
    Count { length: Length, direction: Direction, from: Box<Anchor> },
    /// A date.
    On(Day),
}

/// Which of several events of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(crate) enum Which {
    First,
    Last,
    Each,
}

/// Reads a condition; what cannot be read is reported.
pub(crate) fn condition(findings: &Findings<'_>, text: &Text) -> Option<Condition> {
    let mut reader = Reader::new(findings, text)?;
    let condition = reader.any()?;
    reader.finish("`and`, `or` or the end")?;
    Some(condition)
}

/// Reads a starting point; what cannot be read is reported.
pub(crate) fn anchor(findings: &Findings<'_>, text: &Text) -> Option<Anchor> {
    let mut reader = Reader::new(findings, text)?;
    let anchor = reader.anchor()?;
    reader.finish("the end")?;
    Some(anchor)
}

/// Reads an event, perhaps with attributes, or `any of (…)`.
pub(crate) fn events(findings: &Findings<'_>, text: &Text) -> Option<Events> {
    let mut reader = Reader::new(findings, text)?;
    let events = reader.events()?;
    reader.finish("the end")?;
    Some(events)
}

/// How a name is called elsewhere: for comparing phrases of two packs of which one
/// has another name for the same thing.
pub(crate) type Called<'c> = &'c dyn Fn(&str) -> String;

impl Condition {
    /// The condition in its normal form: a phrase that reads as the same, in which
    /// neither brackets nor the order of `and`, `or` and of lists make a difference.
    pub(crate) fn normal(&self, called: Called<'_>) -> String {
        self.write(0, called)
    }

    /// How tightly the phrase must hold together: 1 within `and`, 2 after `not`.
    fn write(&self, tight: u8, called: Called<'_>) -> String {
        let list = |words: &[Word]| one_of(words.iter().map(|word| word.value.clone()));
        match self.bare() {
            Condition::All(_) => {
                let mut parts = Vec::new();
                self.bare().gather(true, &mut parts);
                joined(parts.into_iter().map(|part| part.write(1, called)), " and ", tight > 1)
            }
            Condition::Any(_) => {
                let mut parts = Vec::new();
                self.bare().gather(false, &mut parts);
                joined(parts.into_iter().map(|part| part.write(1, called)), " or ", tight > 0)
            }
            Condition::Not(part) => format!("not {}", part.write(2, called)),
            Condition::Surely(part) => format!("surely {}", part.write(2, called)),
            Condition::Named(word) => called(&word.value),
            Condition::Is { fact, values } => {
                format!("{} is {}", called(&fact.value), list(values))
            }
            Condition::Compares { fact, how, number } => {
                let how = match how {
                    Comparison::Over => "over",
                    Comparison::AtLeast => "at least",
                    Comparison::Under => "under",
                    Comparison::AtMost => "at most",
                };
                format!("{} {how} {}", called(&fact.value), number.normalize())
            }
            Condition::Within(period) => format!("within {}", called(&period.value)),
            Condition::Before(period) => format!("before {}", called(&period.value)),
            Condition::After(period) => format!("after {}", called(&period.value)),
            Condition::Between(from, to) => {
                format!("between {} and {}", normal_events(from, called), normal_events(to, called))
            }
            Condition::Since(events) => format!("since {}", normal_events(events, called)),
            Condition::Calendar { from, until } => match (from.is_a_date(), until.is_a_date()) {
                (true, true) => format!("from {from} until {until}"),
                (true, false) => format!("from {from}"),
                (false, _) => format!("until {until}"),
            },
            Condition::Dated { events, before, day } => {
                let how = if *before { "before" } else { "on or after" };
                format!("{} {how} {day}", normal_events(events, called))
            }
        }
    }

    /// Without a `not` of a `not`, and without lists of one.
    fn bare(&self) -> &Condition {
        match self {
            Condition::All(parts) | Condition::Any(parts) if parts.len() == 1 => parts[0].bare(),
            Condition::Not(part) => match part.bare() {
                Condition::Not(inner) => inner.bare(),
                _ => self,
            },
            _ => self,
        }
    }

    /// The parts of an `and` (or of an `or`), those of the same within it among them.
    fn gather<'c>(&'c self, all: bool, parts: &mut Vec<&'c Condition>) {
        match self.bare() {
            Condition::All(inner) if all => inner.iter().for_each(|part| part.gather(all, parts)),
            Condition::Any(inner) if !all => inner.iter().for_each(|part| part.gather(all, parts)),
            other => parts.push(other),
        }
    }

    /// Hands over the condition and all its parts.
    pub(crate) fn each_part<'c>(&'c self, visit: &mut dyn FnMut(&'c Condition)) {
        visit(self);
        match self {
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().for_each(|part| part.each_part(visit));
            }
            Condition::Not(part) | Condition::Surely(part) => part.each_part(visit),
            _ => {}
        }
    }
}

/// Before, within and after a period.
type Stretch = fn(Word) -> Condition;

/// Parts joined by `and`, or by `or`. Every day is before, within or after a period, and
/// only one of them: so two of them are said by the third. `before p or within p` is `not
/// after p`, which is known even where it is not known which of the two it is.
fn of_one_period(parts: Vec<Condition>, all: bool) -> Condition {
    /// Which of the three a part is, or in an `and` is not; and of which period.
    fn stretch(part: &Condition, all: bool) -> Option<(usize, &Word)> {
        let part = match (part, all) {
            (Condition::Not(part), true) => part,
            (part, false) => part,
            _ => return None,
        };
        match part {
            Condition::Before(period) => Some((0, period)),
            Condition::Within(period) => Some((1, period)),
            Condition::After(period) => Some((2, period)),
            _ => None,
        }
    }
    const STRETCHES: [Stretch; 3] = [Condition::Before, Condition::Within, Condition::After];
    // The first of each period that waits for another.
    let mut waiting: HashMap<String, (usize, usize)> = HashMap::new();
    let mut kept: Vec<Condition> = Vec::new();
    for part in parts {
        if let Some((this, period)) = stretch(&part, all) {
            match waiting.get(&period.value).copied() {
                Some((at, other)) if other != this => {
                    let third = STRETCHES[3 - this - other](period.clone());
                    waiting.remove(&period.value);
                    kept[at] = if all { third } else { Condition::Not(Box::new(third)) };
                    continue;
                }
                Some(_) => {}
                None => {
                    waiting.insert(period.value.clone(), (kept.len(), this));
                }
            }
        }
        kept.push(part);
    }
    match (kept.len(), all) {
        (1, _) => kept.remove(0),
        (_, true) => Condition::All(kept),
        (_, false) => Condition::Any(kept),
    }
}

impl Anchor {
    /// The starting point in its normal form, as [`Condition::normal`].
    pub(crate) fn normal(&self, called: Called<'_>) -> String {
        match self {
            Anchor::Event { which, events } => {
                let events = normal_events(events, called);
                match which {
                    Which::First => events,
                    Which::Last => format!("last {events}"),
                    Which::Each => format!("each {events}"),
                }
            }
            Anchor::Edge { period, end } => {
                format!("{} {}", called(&period.value), if *end { "ends" } else { "starts" })
            }
            Anchor::Own { end } => if *end { "the end" } else { "the start" }.to_owned(),
            Anchor::Choice { later, of } => {
                let mut of: Vec<String> = of.iter().map(|one| one.normal(called)).collect();
                of.sort_unstable();
                of.dedup();
                format!("{} of ({})", if *later { "later" } else { "earlier" }, of.join(", "))
            }
            Anchor::Count { length, direction, from } => {
                let direction = if *direction == Direction::After { "after" } else { "before" };
                format!("{length} {direction} {}", from.normal(called))
            }
            Anchor::On(day) => day.to_string(),
        }
    }

    /// Hands over the starting point and all those that it is made of.
    pub(crate) fn each_part<'c>(&'c self, visit: &mut dyn FnMut(&'c Anchor)) {
        visit(self);
        match self {
            Anchor::Choice { of, .. } => of.iter().for_each(|part| part.each_part(visit)),
            Anchor::Count { from, .. } => from.each_part(visit),
            _ => {}
        }
    }
}

/// Events in their normal form.
pub(crate) fn normal_events(events: &Events, called: Called<'_>) -> String {
    let mut list: Vec<String> = events
        .iter()
        .map(|selector| {
            let mut only: Vec<String> = selector
                .only
                .iter()
                .map(|filter| {
                    // A value may be the name of an event.
                    let values = filter.values.iter().map(|value| called(&value.value));
                    format!("{} is {}", filter.attribute.value, one_of(values))
                })
                .collect();
            only.sort_unstable();
            let event = called(&selector.event.value);
            if only.is_empty() { event } else { format!("{event} ({})", only.join(" and ")) }
        })
        .collect();
    list.sort_unstable();
    list.dedup();
    if list.len() == 1 { list.remove(0) } else { format!("any of ({})", list.join(", ")) }
}

/// `medical`, or `one of consumer, medical`.
fn one_of(words: impl Iterator<Item = String>) -> String {
    let mut words: Vec<String> = words.collect();
    words.sort_unstable();
    words.dedup();
    if words.len() == 1 { words.remove(0) } else { format!("one of {}", words.join(", ")) }
}

/// Parts in the order of the alphabet, each once; none of an `and` is `always`.
fn joined(parts: impl Iterator<Item = String>, word: &str, brackets: bool) -> String {
    let mut parts: Vec<String> = parts.collect();
    parts.sort_unstable();
    parts.dedup();
    match parts.len() {
        0 => "always".to_owned(),
        1 => parts.remove(0),
        _ if brackets => format!("({})", parts.join(word)),
        _ => parts.join(word),
    }
}

/// Words that have a meaning in phrases and so can name nothing.
pub(crate) const RESERVED: &[&str] = &[
    "and", "or", "not", "is", "one", "of", "within", "before", "after", "between", "since", "from",
    "until", "over", "under", "at", "least", "most", "on", "any", "first", "last", "each", "later",
    "earlier", "the", "start", "end", "starts", "ends", "always", "surely",
];

/// Deeper nesting than any lawyer would write.
const DEEPEST: usize = 32;

struct Reader<'t, 'a, 'f> {
    findings: &'a Findings<'f>,
    at: At,
    text: &'t str,
    tokens: Vec<Range<usize>>,
    next: usize,
    depth: usize,
}

impl<'t, 'a, 'f> Reader<'t, 'a, 'f> {
    fn new(findings: &'a Findings<'f>, text: &'t Text) -> Option<Reader<'t, 'a, 'f>> {
        let mut reader = Reader {
            findings,
            at: text.at,
            text: &text.value,
            tokens: Vec::new(),
            next: 0,
            depth: 0,
        };
        let bytes = reader.text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let start = at;
            match bytes[at] {
                b' ' | b'\t' | b'\n' | b'\r' => {
                    at += 1;
                    continue;
                }
                b'(' | b')' | b',' => at += 1,
                byte if is_word(byte) => {
                    while at < bytes.len() && is_word(bytes[at]) {
                        at += 1;
                    }
                    // `1,095` is a number, not a list.
                    while at + 1 < bytes.len()
                        && bytes[start..at]
                            .iter()
                            .all(|byte| byte.is_ascii_digit() || *byte == b',')
                        && bytes[at] == b','
                        && bytes[at + 1].is_ascii_digit()
                    {
                        at += 1;
                        while at < bytes.len() && is_word(bytes[at]) {
                            at += 1;
                        }
                    }
                }
                _ => {
                    let sign = reader.text[at..].chars().next().unwrap_or(' ');
                    let end = at + sign.len_utf8();
                    reader
                        .findings
                        .error(
                            Code::WrongPhrase,
                            reader.place(start..end),
                            format!("`{sign}` has no meaning in a condition"),
                        )
                        .expected("words, dates, numbers, commas and round brackets")
                        .keep();
                    return None;
                }
            }
            reader.tokens.push(start..at);
        }
        Some(reader)
    }

    fn place(&self, part: Range<usize>) -> At {
        // Where the text has escapes the whole of it is pointed at.
        if self.at.end - self.at.start == self.text.len() as u32 {
            self.at.part(part)
        } else {
            self.at
        }
    }

    fn peek(&self) -> &'t str {
        self.look(0)
    }

    fn look(&self, ahead: usize) -> &'t str {
        self.tokens.get(self.next + ahead).map_or("", |token| &self.text[token.clone()])
    }

    fn here(&self) -> At {
        match self.tokens.get(self.next) {
            Some(token) => self.place(token.clone()),
            None => self.place(self.text.len()..self.text.len()),
        }
    }

    fn accept(&mut self, word: &str) -> bool {
        let found = self.peek() == word;
        if found {
            self.next += 1;
        }
        found
    }

    fn accept_both(&mut self, first: &str, second: &str) -> bool {
        let found = self.peek() == first && self.look(1) == second;
        if found {
            self.next += 2;
        }
        found
    }

    fn wrong<T>(&self, expected: &str) -> Option<T> {
        let found = match self.peek() {
            "" => "the phrase ends too early".to_owned(),
            word => format!("`{word}` cannot stand here"),
        };
        self.findings.error(Code::WrongPhrase, self.here(), found).expected(expected).keep();
        None
    }

    fn need(&mut self, word: &str) -> Option<()> {
        if self.accept(word) { Some(()) } else { self.wrong(&format!("`{word}`")) }
    }

    fn finish(&self, expected: &str) -> Option<()> {
        if self.next == self.tokens.len() { Some(()) } else { self.wrong(expected) }
    }

    fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        if self.depth == DEEPEST {
            return self.wrong("at most 32 brackets and `not`s within each other");
        }
        self.depth += 1;
        let read = read(self);
        self.depth -= 1;
        read
    }

    fn name(&mut self, expected: &str) -> Option<Word> {
        let word = self.peek();
        if word.is_empty() || !word.as_bytes()[0].is_ascii_alphabetic() || RESERVED.contains(&word)
        {
            return self.wrong(expected);
        }
        let at = self.here();
        self.next += 1;
        Some(Stated { value: word.to_owned(), at })
    }

    /// The name of an attribute. It stands where no other word can, so even a
    /// word of this language will do: `of is set_aside_denied`.
    fn attribute(&mut self) -> Option<Word> {
        if self.look(1) != "is" {
            return self.wrong("an attribute of the event, `is` and a value");
        }
        let word = Stated { value: self.peek().to_owned(), at: self.here() };
        self.next += 1;
        Some(word)
    }

    fn any(&mut self) -> Option<Condition> {
        let mut parts = vec![self.all()?];
        while self.accept("or") {
            parts.push(self.all()?);
        }
        Some(of_one_period(parts, false))
    }

    fn all(&mut self) -> Option<Condition> {
        let mut parts = vec![self.term()?];
        while self.accept("and") {
            parts.push(self.term()?);
        }
        Some(of_one_period(parts, true))
    }

    fn term(&mut self) -> Option<Condition> {
        if self.accept("not") {
            return Some(Condition::Not(Box::new(self.deeper(Self::term)?)));
        }
        if self.accept("surely") {
            return Some(Condition::Surely(Box::new(self.deeper(Self::term)?)));
        }
        if self.accept("(") {
            let inner = self.deeper(Self::any)?;
            self.need(")")?;
            return Some(inner);
        }
        self.atom()
    }

    fn atom(&mut self) -> Option<Condition> {
        match self.peek() {
            "always" => {
                self.next += 1;
                Some(Condition::All(Vec::new()))
            }
            "within" => {
                self.next += 1;
                Some(Condition::Within(self.name("the name of a period")?))
            }
            "after" => {
                self.next += 1;
                Some(Condition::After(self.name("the name of a period")?))
            }
            "before" => {
                self.next += 1;
                Some(Condition::Before(self.name("the name of a period")?))
            }
            "since" => {
                self.next += 1;
                Some(Condition::Since(self.events()?))
            }
            "between" => {
                self.next += 1;
                let from = self.events()?;
                self.need("and")?;
                Some(Condition::Between(from, self.events()?))
            }
            "from" => {
                self.next += 1;
                let from = self.day()?;
                let until = if self.accept("until") { self.day()? } else { Day::NEVER };
                if until < from {
                    self.findings
                        .error(Code::WrongPhrase, self.at, format!("{until} comes before {from}"))
                        .expected("first the earlier day, then the later")
                        .keep();
                    return None;
                }
                Some(Condition::Calendar { from, until })
            }
            "until" => {
                self.next += 1;
                Some(Condition::Calendar { from: Day::DAWN, until: self.day()? })
            }
            "any" => self.dated(),
            _ => self.about_a_name(),
        }
    }

    /// `judgment_entered before 2018-08-03`
    fn dated(&mut self) -> Option<Condition> {
        let events = self.events()?;
        let before = if self.accept("before") {
            true
        } else if self.accept("on") {
            self.need("or")?;
            self.need("after")?;
            false
        } else {
            return self.wrong("`before` or `on or after`, and a date");
        };
        Some(Condition::Dated { events, before, day: self.day()? })
    }

    fn about_a_name(&mut self) -> Option<Condition> {
        // An event is told from a fact or a status by what follows it.
        if matches!((self.look(1), self.look(2)), ("before", _) | ("on", "or") | ("(", _)) {
            return self.dated();
        }
        let fact = self.name(
            "a fact, a status, or one of `within`, `before`, `after`, `between`, `since`, `from`, `until`",
        )?;
        if self.accept("is") {
            let negated = self.accept("not");
            let values = self.values()?;
            let is = Condition::Is { fact, values };
            return Some(if negated { Condition::Not(Box::new(is)) } else { is });
        }
        let how = if self.accept("over") {
            Comparison::Over
        } else if self.accept("under") {
            Comparison::Under
        } else if self.accept_both("at", "least") {
            Comparison::AtLeast
        } else if self.accept_both("at", "most") {
            Comparison::AtMost
        } else {
            return Some(Condition::Named(fact));
        };
        let number = self.peek().replace(',', "");
        match number.parse() {
            Ok(number) => {
                self.next += 1;
                Some(Condition::Compares { fact, how, number })
            }
            Err(_) => self.wrong("a number"),
        }
    }

    /// `medical`, or `one of consumer, medical`
    fn values(&mut self) -> Option<Vec<Word>> {
        let several = self.accept_both("one", "of");
        let mut values = vec![self.name("a value, or `one of` and several")?];
        while several && self.accept(",") {
            values.push(self.name("a value")?);
        }
        Some(values)
    }

    fn events(&mut self) -> Option<Events> {
        if self.accept_both("any", "of") {
            self.need("(")?;
            let mut list = vec![self.selector()?];
            while self.accept(",") {
                list.push(self.selector()?);
            }
            self.need(")")?;
            return Some(list);
        }
        Some(vec![self.selector()?])
    }

    fn selector(&mut self) -> Option<Selector> {
        let event = self.name("the name of an event, or `any of (…)`")?;
        let mut only = Vec::new();
        if self.accept("(") {
            loop {
                let attribute = self.attribute()?;
                self.need("is")?;
                only.push(Filter { attribute, values: self.values()? });
                if !self.accept("and") {
                    break;
                }
            }
            self.need(")")?;
        }
        Some(Selector { event, only })
    }

    fn day(&mut self) -> Option<Day> {
        match self.peek().parse() {
            Ok(day) => {
                self.next += 1;
                Some(day)
            }
            Err(_) => self.wrong("a date: year-month-day, such as 2025-03-05"),
        }
    }

    fn anchor(&mut self) -> Option<Anchor> {
        let word = self.peek();
        if word.is_empty() {
            return self.wrong(
                "an event, `first`, `last` or `each` with an event, a period with `starts` or `ends`, \
                 or a length with `after` or `before`",
            );
        }
        if word.parse::<Day>().is_ok() {
            return Some(Anchor::On(self.day()?));
        }
        if word.as_bytes()[0].is_ascii_digit() {
            let length = self.length()?;
            let direction = if self.accept("after") {
                Direction::After
            } else if self.accept("before") {
                Direction::Before
            } else {
                return self.wrong("`after` or `before`");
            };
            let from = Box::new(self.deeper(Self::anchor)?);
            return Some(Anchor::Count { length, direction, from });
        }
        if self.accept_both("the", "start") {
            return Some(Anchor::Own { end: false });
        }
        if self.accept_both("the", "end") {
            return Some(Anchor::Own { end: true });
        }
        for (word, later) in [("later", true), ("earlier", false)] {
            if self.accept_both(word, "of") {
                self.need("(")?;
                let mut of = vec![self.deeper(Self::anchor)?];
                while self.accept(",") {
                    of.push(self.deeper(Self::anchor)?);
                }
                self.need(")")?;
                return Some(Anchor::Choice { later, of });
            }
        }
        if matches!(self.look(1), "starts" | "ends") {
            let period = self.name("the name of a period")?;
            let end = self.peek() == "ends";
            self.next += 1;
            return Some(Anchor::Edge { period, end });
        }
        let which = if self.accept("last") {
            Which::Last
        } else if self.accept("each") {
            Which::Each
        } else {
            self.accept("first");
            Which::First
        };
        Some(Anchor::Event { which, events: self.events()? })
    }

    fn length(&mut self) -> Option<Length> {
        let start = self.next;
        self.next += if self.look(1) == "court" { 3 } else { 2 };
        let last = self.next.min(self.tokens.len());
        let words: Vec<&str> =
            self.tokens[start..last].iter().map(|token| &self.text[token.clone()]).collect();
        match words.join(" ").parse() {
            Ok(length) => Some(length),
            Err(error) => {
                let part = self.tokens[start].start..self.tokens[last - 1].end;
                self.findings.error(Code::WrongLength, self.place(part), format!("{error}")).keep();
                None
            }
        }
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Files;

    fn read<T>(
        text: &str,
        read: impl Fn(&Findings<'_>, &Text) -> Option<T>,
    ) -> Result<T, Vec<String>> {
        let mut files = Files::default();
        let file = files.add("test", text);
        let findings = Findings::new(&files);
        let at = At { file, start: 0, end: text.len() as u32 };
        let value = read(&findings, &Stated { value: text.to_owned(), at });
        let list = findings.into_list();
        value.ok_or_else(|| list.iter().map(ToString::to_string).collect())
    }

    fn named(name: &str) -> String {
        format!("Named({name})")
    }

    /// A short form of a condition, for reading in a test.
    fn short(condition: &Condition) -> String {
        let join = |parts: &[Condition]| parts.iter().map(short).collect::<Vec<_>>().join(" ");
        match condition {
            Condition::All(parts) => format!("(all {})", join(parts)),
            Condition::Any(parts) => format!("(any {})", join(parts)),
            Condition::Not(part) => format!("(not {})", short(part)),
            Condition::Named(word) => named(&word.value),
            Condition::Is { fact, values } => {
                let values: Vec<&str> = values.iter().map(|value| value.value.as_str()).collect();
                format!("{}={}", fact.value, values.join("|"))
            }
            other => format!("{other:?}").split(['(', ' ']).next().unwrap_or_default().to_owned(),
        }
    }

    #[test]
    fn or_binds_weaker_than_and_and_not_strongest() {
        let read = read("a and not b or c and (d or e)", condition).unwrap();
        assert_eq!(
            short(&read),
            "(any (all Named(a) (not Named(b))) (all Named(c) (any Named(d) Named(e))))"
        );
    }

    #[test]
    fn two_stretches_of_one_period_are_said_by_the_third() {
        let same = |one: &str, other: &str| {
            let normal = |text: &str| read(text, condition).unwrap().normal(&str::to_owned);
            assert_eq!(normal(one), normal(other));
        };
        same("before p or within p", "not after p");
        same("after p or a or within p", "a or not before p");
        same("before p or (after p)", "not within p");
        same("not before p and not within p", "after p");
        same("not after p and a and not before p", "within p and a");
        same("not within p and not after p", "before p");
        same("not (within p or before p) or within q or after q", "after p or not before q");
        for as_written in
            ["before p or within q", "before p and within p", "not before p or within p"]
        {
            let read = read(as_written, condition).unwrap();
            assert_eq!(read.normal(&str::to_owned), as_written);
        }
    }

    #[test]
    fn values_are_listed_with_commas() {
        let read = read("debt_kind is one of consumer, medical and rich", condition).unwrap();
        assert_eq!(short(&read), "(all debt_kind=consumer|medical Named(rich))");
    }

    #[test]
    fn the_and_of_between_is_its_own() {
        let read =
            read("between a (outcome is x and by is mail) and any of (b, c) and d", condition);
        let Condition::All(parts) = read.unwrap() else { panic!("two parts") };
        let Condition::Between(from, to) = &parts[0] else { panic!("between") };
        assert_eq!((from[0].only.len(), to.len()), (2, 2));
    }

    #[test]
    fn anchors_nest() {
        let read = read("later of (1,095 days after each a, 90 days before life ends)", anchor);
        let Anchor::Choice { later: true, of } = read.unwrap() else { panic!("a choice") };
        assert!(matches!(&of[0], Anchor::Count { length, .. } if length.number() == 1095));
        assert!(matches!(&of[1], Anchor::Count { direction: Direction::Before, .. }));
    }

    #[test]
    fn mistakes_are_placed() {
        let wrong = read("within and b", condition).unwrap_err();
        assert_eq!(
            wrong[0],
            "test:1:8: error[wrong-phrase]: `and` cannot stand here; expected the name of a period"
        );
        assert!(read("a &&", condition).unwrap_err()[0].contains("`&` has no meaning"));
        assert!(read("a and", condition).unwrap_err()[0].contains("ends too early"));
        assert!(read("30 dogs after a", anchor).unwrap_err()[0].contains("test:1:1"));
    }

    #[test]
    fn the_normal_form_is_blind_to_how_it_is_written() {
        let normal = |text: &str| read(text, condition).unwrap().normal(&str::to_owned);
        for (one, other) in [
            ("a and (b and c)", "(c) and b and a"),
            ("not (not a)", "a and a"),
            ("a or b and not (c or d)", "(b and not (d or c)) or a"),
            ("x is one of q, p", "x is one of p, q"),
            ("x is not p", "not x is p"),
            ("principal over 1,000.00", "principal over 1000"),
            (
                "since any of (a, b (o is q and by is p))",
                "since any of (b (by is p and o is q), a)",
            ),
            ("always and a", "a"),
            ("from 2023-01-01   until 2024-01-01", "(from 2023-01-01 until 2024-01-01)"),
        ] {
            assert_eq!(normal(one), normal(other));
        }
        for (one, other) in [
            ("a and b or c", "a and (b or c)"),
            ("not a and b", "not (a and b)"),
            ("between a and b", "between b and a"),
            ("from 2023-01-01", "until 2023-01-01"),
            ("a before 2023-01-01", "a on or after 2023-01-01"),
            ("surely a", "a"),
        ] {
            assert_ne!(normal(one), normal(other));
        }
    }

    #[test]
    fn a_normal_form_reads_as_itself() {
        for text in [
            "a or b and not (c or surely (d and e))",
            "x is not one of p, q and y at least 2.50 or z at most 3",
            "between any of (a, b (o is p)) and c or since d (of is e)",
            "within p and before q or after r and (a before 2023-01-01 or b on or after 2024-01-01)",
            "until 2022-12-31 or always",
        ] {
            let once = read(text, condition).unwrap().normal(&str::to_owned);
            let twice = read(&once, condition).unwrap().normal(&str::to_owned);
            assert_eq!(once, twice, "{text}");
        }
        for text in [
            "later of (1,095 days after each a, 1 day before life ends, the end, 2026-01-01)",
            "last any of (a, b (o is p))",
            "first a",
        ] {
            let once = read(text, anchor).unwrap().normal(&str::to_owned);
            assert_eq!(once, read(&once, anchor).unwrap().normal(&str::to_owned), "{text}");
        }
    }

    #[test]
    fn nesting_has_a_bottom() {
        let deep = format!("{}a{}", "(".repeat(5000), ")".repeat(5000));
        assert!(read(&deep, condition).is_err());
    }
}
