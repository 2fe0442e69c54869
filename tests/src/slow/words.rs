//! The two small languages of a pack, read from the page *Pack reference*.
//!
//! Knows how conditions and starting points are written; must not know what
//! any name in them means.

use chrono::NaiveDate;

/// When something holds.
#[derive(Debug, Clone)]
pub enum Condition {
    /// `… and …`; with no parts, `always`.
    All(Vec<Condition>),
    /// `… or …`
    Any(Vec<Condition>),
    /// `not …`
    Not(Box<Condition>),
    /// `surely …`
    Surely(Box<Condition>),
    /// A status, or a fact that is true or false.
    Named(String),
    /// `debt_kind is one of consumer, medical`
    Is(String, Vec<String>),
    /// `principal over 1000`: the fact, the word, the number.
    Compares(String, &'static str, f64),
    /// `within appeal`
    Within(String),
    /// `before appeal`
    Before(String),
    /// `after appeal`
    After(String),
    /// `since satisfaction_filed`
    Since(Events),
    /// `between appeal_filed and appeal_decided`
    Between(Events, Events),
    /// `from 2023-01-01 until 2023-12-31`
    Dates(Option<NaiveDate>, Option<NaiveDate>),
    /// `judgment_entered before 2018-08-03`; else `on or after`.
    Dated {
        /// The events of which the first is meant.
        events: Events,
        /// `before`, or `on or after`.
        before: bool,
        /// The day it is compared with.
        day: NaiveDate,
    },
}

/// `any of (stay_lifted, appeal_decided (outcome is affirmed))`
pub type Events = Vec<Selector>;

/// An event, perhaps only with certain attributes.
#[derive(Debug, Clone)]
pub struct Selector {
    /// The id of the event.
    pub event: String,
    /// Each attribute with the values that are meant.
    pub only: Vec<(String, Vec<String>)>,
}

/// A day on which something begins or ends.
#[derive(Debug, Clone)]
pub enum Start {
    /// `last renewal_filed`
    Event(Which, Events),
    /// `appeal starts`
    Starts(String),
    /// `appeal ends`
    Ends(String),
    /// `the start`
    TheStart,
    /// `the end`
    TheEnd,
    /// `later of (…, …)`
    Later(Vec<Start>),
    /// `earlier of (…, …)`
    Earlier(Vec<Start>),
    /// `30 days after …`, and `before` where the flag is true.
    Count(Length, bool, Box<Start>),
    /// A date.
    On(NaiveDate),
}

/// Which of several events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Which {
    /// The name alone.
    Bare,
    /// `first …`
    First,
    /// `last …`
    Last,
    /// `each …`
    Each,
}

/// `30 days`
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Length {
    /// How many.
    pub number: i64,
    /// Of what.
    pub unit: Unit,
}

/// What a length is counted in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the page")]
pub enum Unit {
    Days,
    CourtDays,
    Weeks,
    Months,
    Years,
}

/// What a reader of phrases gives: the phrase, or what could not be read.
type Read<T> = Result<T, String>;

/// Reads a condition.
///
/// # Errors
///
/// Says what could not be read.
pub fn condition(text: &str) -> Read<Condition> {
    whole(text, Words::any)
}

/// Reads a starting point.
///
/// # Errors
///
/// Says what could not be read.
pub fn start(text: &str) -> Read<Start> {
    whole(text, Words::start)
}

/// Reads an event, or several.
///
/// # Errors
///
/// Says what could not be read.
pub fn events(text: &str) -> Read<Events> {
    whole(text, Words::events)
}

/// Reads a length.
///
/// # Errors
///
/// Says what could not be read.
pub fn length(text: &str) -> Read<Length> {
    whole(text, Words::length)
}

fn whole<T>(text: &str, read: impl FnOnce(&mut Words) -> Read<T>) -> Read<T> {
    let spaced = text.replace('(', " ( ").replace(')', " ) ").replace(", ", " , ");
    let mut words = Words { list: spaced.split_whitespace().map(str::to_owned).collect(), at: 0 };
    let value = read(&mut words).map_err(|wrong| format!("`{text}`: {wrong}"))?;
    if words.at == words.list.len() {
        Ok(value)
    } else {
        Err(format!("`{text}`: `{}` is left over", words.look(0)))
    }
}

struct Words {
    list: Vec<String>,
    at: usize,
}

impl Words {
    fn look(&self, ahead: usize) -> &str {
        self.list.get(self.at + ahead).map_or("", String::as_str)
    }

    fn next(&mut self) -> String {
        let word = self.look(0).to_owned();
        self.at += 1;
        word
    }

    /// Takes these words if they come next.
    fn accept(&mut self, words: &str) -> bool {
        let wanted: Vec<&str> = words.split(' ').collect();
        let here = wanted.iter().enumerate().all(|(at, word)| self.look(at) == *word);
        if here {
            self.at += wanted.len();
        }
        here
    }

    fn need(&mut self, words: &str) -> Read<()> {
        if self.accept(words) { Ok(()) } else { Err(format!("no `{words}`")) }
    }

    fn list<T>(&mut self, read: impl Fn(&mut Words) -> Read<T>) -> Read<Vec<T>> {
        let mut list = vec![read(self)?];
        while self.accept(",") {
            list.push(read(self)?);
        }
        Ok(list)
    }

    fn any(&mut self) -> Read<Condition> {
        let mut parts = vec![self.all()?];
        while self.accept("or") {
            parts.push(self.all()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { third(parts, false) })
    }

    fn all(&mut self) -> Read<Condition> {
        let mut parts = vec![self.term()?];
        while self.accept("and") {
            parts.push(self.term()?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { third(parts, true) })
    }

    fn term(&mut self) -> Read<Condition> {
        if self.accept("not") {
            return Ok(Condition::Not(Box::new(self.term()?)));
        }
        if self.accept("surely") {
            return Ok(Condition::Surely(Box::new(self.term()?)));
        }
        if self.accept("(") {
            let inner = self.any()?;
            self.need(")")?;
            return Ok(inner);
        }
        Ok(match self.look(0) {
            "always" => {
                self.at += 1;
                Condition::All(Vec::new())
            }
            "within" => {
                self.at += 1;
                Condition::Within(self.next())
            }
            "before" => {
                self.at += 1;
                Condition::Before(self.next())
            }
            "after" => {
                self.at += 1;
                Condition::After(self.next())
            }
            "since" => {
                self.at += 1;
                Condition::Since(self.events()?)
            }
            "between" => {
                self.at += 1;
                let from = self.events()?;
                self.need("and")?;
                Condition::Between(from, self.events()?)
            }
            "from" => {
                self.at += 1;
                let from = self.day()?;
                let until = if self.accept("until") { Some(self.day()?) } else { None };
                Condition::Dates(Some(from), until)
            }
            "until" => {
                self.at += 1;
                Condition::Dates(None, Some(self.day()?))
            }
            "any" => self.dated()?,
            _ => self.about_a_name()?,
        })
    }

    fn about_a_name(&mut self) -> Read<Condition> {
        if matches!(self.look(1), "before" | "(") || (self.look(1), self.look(2)) == ("on", "or") {
            return self.dated();
        }
        let name = self.next();
        if self.accept("is not") {
            return Ok(Condition::Not(Box::new(Condition::Is(name, self.values()?))));
        }
        if self.accept("is") {
            return Ok(Condition::Is(name, self.values()?));
        }
        for how in ["over", "under", "at least", "at most"] {
            if self.accept(how) {
                let number = self.next().replace(',', "");
                let number = number.parse().map_err(|_| format!("`{number}` is no number"))?;
                return Ok(Condition::Compares(name, how, number));
            }
        }
        Ok(Condition::Named(name))
    }

    fn dated(&mut self) -> Read<Condition> {
        let events = self.events()?;
        let before = self.accept("before");
        if !before {
            self.need("on or after")?;
        }
        Ok(Condition::Dated { events, before, day: self.day()? })
    }

    fn values(&mut self) -> Read<Vec<String>> {
        if self.accept("one of") {
            self.list(|words| Ok(words.next()))
        } else {
            Ok(vec![self.next()])
        }
    }

    fn events(&mut self) -> Read<Events> {
        if !self.accept("any of (") {
            return Ok(vec![self.selector()?]);
        }
        let list = self.list(Words::selector)?;
        self.need(")")?;
        Ok(list)
    }

    fn selector(&mut self) -> Read<Selector> {
        let mut selector = Selector { event: self.next(), only: Vec::new() };
        if self.accept("(") {
            loop {
                let attribute = self.next();
                self.need("is")?;
                selector.only.push((attribute, self.values()?));
                if !self.accept("and") {
                    break;
                }
            }
            self.need(")")?;
        }
        Ok(selector)
    }

    fn day(&mut self) -> Read<NaiveDate> {
        let word = self.next();
        word.parse().map_err(|_| format!("`{word}` is no date"))
    }

    fn start(&mut self) -> Read<Start> {
        if self.look(0).parse::<NaiveDate>().is_ok() {
            return Ok(Start::On(self.day()?));
        }
        if self.look(0).starts_with(|sign: char| sign.is_ascii_digit()) {
            let length = self.length()?;
            let before = self.accept("before");
            if !before {
                self.need("after")?;
            }
            return Ok(Start::Count(length, before, Box::new(self.start()?)));
        }
        if self.accept("the start") {
            return Ok(Start::TheStart);
        }
        if self.accept("the end") {
            return Ok(Start::TheEnd);
        }
        if self.accept("later of (") {
            let of = self.list(Words::start)?;
            self.need(")")?;
            return Ok(Start::Later(of));
        }
        if self.accept("earlier of (") {
            let of = self.list(Words::start)?;
            self.need(")")?;
            return Ok(Start::Earlier(of));
        }
        match self.look(1) {
            "starts" => {
                let period = self.next();
                self.at += 1;
                return Ok(Start::Starts(period));
            }
            "ends" => {
                let period = self.next();
                self.at += 1;
                return Ok(Start::Ends(period));
            }
            _ => {}
        }
        let which = [("first", Which::First), ("last", Which::Last), ("each", Which::Each)];
        let which = which.into_iter().find(|(word, _)| self.accept(word));
        Ok(Start::Event(which.map_or(Which::Bare, |(_, which)| which), self.events()?))
    }

    fn length(&mut self) -> Read<Length> {
        let number = self.next().replace(',', "");
        let number = number.parse().map_err(|_| format!("`{number}` is no number"))?;
        let unit = match self.next().as_str() {
            "day" | "days" => Unit::Days,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            "court" => {
                self.at += 1;
                Unit::CourtDays
            }
            other => return Err(format!("`{other}` is no unit of time")),
        };
        Ok(Length { number, unit })
    }
}

/// Joins parts: two of `before`, `within` and `after` of one period are the third.
fn third(mut parts: Vec<Condition>, and: bool) -> Condition {
    let named = |text: &str| condition(text).expect("a phrase");
    for first in 0..parts.len() {
        for second in 0..parts.len() {
            let written = |at: usize| match (&parts[at], and) {
                (Condition::Not(inner), true) => Some((**inner).clone()),
                (_, true) => None,
                (part, false) => Some(part.clone()),
            };
            let said = match (written(first), written(second)) {
                (Some(Condition::Before(p)), Some(Condition::Within(q))) if p == q => {
                    format!("after {p}")
                }
                (Some(Condition::Before(p)), Some(Condition::After(q))) if p == q => {
                    format!("within {p}")
                }
                (Some(Condition::Within(p)), Some(Condition::After(q))) if p == q => {
                    format!("before {p}")
                }
                _ => continue,
            };
            parts[first.min(second)] =
                if and { named(&said) } else { Condition::Not(Box::new(named(&said))) };
            parts.remove(first.max(second));
            return if parts.len() == 1 { parts.remove(0) } else { third(parts, and) };
        }
    }
    if and { Condition::All(parts) } else { Condition::Any(parts) }
}
