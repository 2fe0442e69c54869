//! Conditions, starting points and ways of counting in words, from the law
//! alone: what a page says that is about no case.

use std::fmt::{self, Write as _};

use rust_decimal::Decimal;
use serde::Serialize;

use crate::date::{Day, Direction, InWords, LastDay, Length, Unit as LengthUnit, Weekend};
use crate::graph::{
    Anchor, Comparison, Counting, CountingId, EventSet, Expr, ExprId, FactId, Kind, Pack, PeriodId,
    Selector, Which,
};

/// A condition in words: one sentence, or several of which all or any must hold.
///
/// As a text it is one sentence for the middle of another; a page may make a list of it.
///
/// ```
/// use recoup_engine::describe::Condition;
///
/// let sentence = |text: &str| Condition::Is(text.to_owned());
/// let all = Condition::All(vec![
///     sentence("The judgment awards money"),
///     Condition::Any(vec![sentence("The debt is for rent"), sentence("An appeal is pending")]),
/// ]);
/// assert_eq!(
///     all.to_string(),
///     "the judgment awards money, and either the debt is for rent or an appeal is pending"
/// );
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Condition {
    /// A sentence, without its full stop.
    Is(String),
    /// All of these.
    All(Vec<Condition>),
    /// At least one of these.
    Any(Vec<Condition>),
}

impl Condition {
    /// Whether it holds always, and so need not be said.
    pub fn is_always(&self) -> bool {
        matches!(self, Condition::All(parts) if parts.is_empty())
    }

    /// All of some, without lists within lists.
    fn all(parts: impl IntoIterator<Item = Condition>) -> Condition {
        let mut list = Vec::new();
        for part in parts {
            match part {
                Condition::All(inner) => list.extend(inner),
                other => list.push(other),
            }
        }
        list.dedup();
        if list.len() == 1 { list.remove(0) } else { Condition::All(list) }
    }

    /// Any of some, without lists within lists.
    fn any(parts: impl IntoIterator<Item = Condition>) -> Condition {
        let mut list = Vec::new();
        for part in parts {
            match part {
                Condition::Any(inner) => list.extend(inner),
                other => list.push(other),
            }
        }
        list.dedup();
        if list.len() == 1 { list.remove(0) } else { Condition::Any(list) }
    }

    fn inline(&self, within: bool, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (parts, both, and, none) = match self {
            Condition::Is(text) => return f.write_str(&uncapitalised(text)),
            Condition::All(parts) => (parts, "both ", "and", "always"),
            Condition::Any(parts) => (parts, "either ", "or", "never"),
        };
        if parts.is_empty() {
            return f.write_str(none);
        }
        f.write_str(if within { both } else { "" })?;
        for (at, part) in parts.iter().enumerate() {
            match (at, within) {
                (0, _) => {}
                // Within another sentence a comma would be taken for that one's.
                (_, true) => write!(f, " {and} ")?,
                (_, false) => write!(f, ", {and} ")?,
            }
            part.inline(true, f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.inline(false, f)
    }
}

/// A sentence for the middle of another: its capital goes, unless it belongs to
/// a name.
pub(crate) fn uncapitalised(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.next());
    match (first, second) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(text.chars().skip(1)).collect()
        }
        _ => text.to_owned(),
    }
}

/// A text with a capital at its beginning.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Whole dollars without cents, thousands set apart: `$2,500`, `$12.50`.
pub(crate) fn dollars(amount: Decimal) -> String {
    let text = if amount.fract().is_zero() {
        format!("{:.0}", amount.trunc())
    } else {
        format!("{amount:.2}")
    };
    let (whole, cents) = text.split_once('.').map_or((text.as_str(), ""), |(w, c)| (w, c));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |digits| ("-", digits));
    let mut words = format!("{sign}$");
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            words.push(',');
        }
        words.push(digit);
    }
    if !cents.is_empty() {
        words.push('.');
        words.push_str(cents);
    }
    words
}

/// `from 1 January 2023 until 31 December 2024`, with what is bounded.
pub(crate) fn span(from: Day, until: Day) -> String {
    match (from.is_a_date(), until.is_a_date()) {
        (true, true) => format!("from {} until {}", InWords(from), InWords(until)),
        (true, false) => format!("from {}", InWords(from)),
        (false, true) => format!("until {}", InWords(until)),
        (false, false) => "always".to_owned(),
    }
}

/// `a`, `a or b`, `a, b or c`
fn list(words: &[String], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [many @ .., end] => format!("{} {last} {end}", many.join(", ")),
    }
}

/// The longest title of a time that reads well in the middle of a sentence.
const SHORT: usize = 70;

/// What a pack says, in words.
#[derive(Clone, Copy)]
pub(super) struct Words<'p> {
    pub(super) pack: &'p Pack,
}

/// A condition of a pack in words.
pub(crate) fn condition(pack: &Pack, id: ExprId) -> Condition {
    Words { pack }.condition(id)
}

impl Words<'_> {
    pub(super) fn condition(self, id: ExprId) -> Condition {
        self.say(id, true)
    }

    /// A condition that need not be said where it always holds.
    pub(super) fn optional(self, id: Option<ExprId>) -> Option<Condition> {
        id.map(|id| self.condition(id)).filter(|condition| !condition.is_always())
    }

    /// Says that something holds, or that it does not.
    fn say(self, id: ExprId, holds: bool) -> Condition {
        let pack = self.pack;
        match pack.expr(id) {
            Expr::All(parts) if holds => Condition::all(parts.iter().map(|it| self.say(*it, true))),
            Expr::All(parts) => Condition::any(parts.iter().map(|it| self.say(*it, false))),
            Expr::Any(parts) if holds => Condition::any(parts.iter().map(|it| self.say(*it, true))),
            Expr::Any(parts) => Condition::all(parts.iter().map(|it| self.say(*it, false))),
            Expr::Not(part) => self.say(*part, !holds),
            // What is known of a case is no part of the law.
            Expr::Surely(part) => self.say(*part, holds),
            Expr::Status(status) => {
                let status = &pack.statuses[status.index()];
                Condition::Is(if holds { &status.title } else { &status.otherwise }.clone())
            }
            Expr::Fact(fact) => self.fact(*fact, holds),
            Expr::Is { fact, values } => self.one_of(*fact, *values, holds),
            Expr::Compares { fact, how, number } => {
                let title = &pack.facts[fact.index()].title;
                let how = match (how, holds) {
                    (Comparison::Over, true) | (Comparison::AtMost, false) => "more than",
                    (Comparison::AtLeast, true) | (Comparison::Under, false) => "at least",
                    (Comparison::Under, true) | (Comparison::AtLeast, false) => "less than",
                    (Comparison::AtMost, true) | (Comparison::Over, false) => "at most",
                };
                let title = uncapitalised(title);
                Condition::Is(format!("The {title} is {how} {}", dollars(*number)))
            }
            Expr::Within(period) => self.of_a_time(*period, holds, "is running", "is not running"),
            Expr::Before(period) => self.of_a_time(*period, holds, "has not begun", "has begun"),
            Expr::After(period) => self.of_a_time(*period, holds, "is over", "is not over"),
            Expr::Since(events) => Condition::Is(self.happened(events, holds)),
            Expr::Between(from, to) => {
                let titles = self.events(to, "or");
                let since = match (to.len() > 1, holds) {
                    (false, true) => format!("and {titles} has not happened since"),
                    (false, false) => format!("or {titles} has happened since"),
                    (true, true) => format!("and none of these has happened since: {titles}"),
                    (true, false) => format!("or one of these has happened since: {titles}"),
                };
                Condition::Is(format!("{}, {since}", self.happened(from, holds)))
            }
            Expr::Calendar { from, until } => {
                let (first, last) = (InWords(*from), InWords(*until));
                Condition::Is(match (from.is_a_date(), until.is_a_date(), holds) {
                    (true, true, true) => format!("It is between {first} and {last}"),
                    (true, true, false) => format!("It is before {first} or after {last}"),
                    (true, false, true) => format!("It is {first} or later"),
                    (true, false, false) => format!("It is before {first}"),
                    (false, _, true) => format!("It is {last} or earlier"),
                    (false, _, false) => format!("It is after {last}"),
                })
            }
            Expr::Dated { events, before, day } => {
                let when = if *before == holds { "before" } else { "on or after" };
                let titles = self.events(events, "or");
                Condition::Is(format!("{titles} happened {when} {}", InWords(*day)))
            }
        }
    }

    fn fact(self, fact: FactId, holds: bool) -> Condition {
        let fact = &self.pack.facts[fact.index()];
        Condition::Is(match &fact.kind {
            Kind::YesNo { yes, no } => if holds { yes } else { no }.clone(),
            _ => format!("{} is {}", fact.title, if holds { "so" } else { "not so" }),
        })
    }

    /// The values that a fact has, or those that it has not; told by those that
    /// remain where these are few.
    fn one_of(self, fact: FactId, values: u64, holds: bool) -> Condition {
        let Kind::Choice(all) = &self.pack.facts[fact.index()].kind else {
            return self.fact(fact, holds);
        };
        let (is, others): (Vec<_>, Vec<_>) =
            (0u32..).zip(all).partition(|(at, _)| values >> at & 1 == 1);
        let sentences = |list: Vec<(u32, &(String, String))>| {
            list.into_iter().map(|(_, (_, text))| text.clone()).collect::<Vec<_>>()
        };
        if holds || others.len() <= 2 {
            let said = sentences(if holds { is } else { others });
            Condition::any(said.into_iter().map(Condition::Is))
        } else {
            Condition::all(
                sentences(is).into_iter().map(|text| {
                    Condition::Is(format!("It is not so that {}", uncapitalised(&text)))
                }),
            )
        }
    }

    fn of_a_time(self, period: PeriodId, holds: bool, yes: &str, no: &str) -> Condition {
        let word = if holds { yes } else { no };
        Condition::Is(capitalised(&format!("{} {word}", self.period(period))))
    }

    /// A time in the middle of a sentence: `the time to appeal`, or its title.
    pub(super) fn period(self, period: PeriodId) -> String {
        let title = &self.pack.periods[period.index()].title;
        let simple = title.len() <= SHORT && !title.contains([',', '(', ':', ';', '.']);
        if simple && title.starts_with("Time ") {
            format!("the {}", uncapitalised(title))
        } else {
            format!("“{title}”")
        }
    }

    fn happened(self, events: &EventSet, holds: bool) -> String {
        let several = events.len() > 1;
        match (several, holds) {
            (false, true) => format!("{} has happened", self.events(events, "or")),
            (false, false) => format!("{} has not happened", self.events(events, "or")),
            (true, true) => format!("one of these has happened: {}", self.events(events, "or")),
            (true, false) => format!("none of these has happened: {}", self.events(events, "or")),
        }
    }

    /// Events by their titles: `“Appeal decided” (how it was decided: the judgment stands)`.
    pub(super) fn events(self, events: &[Selector], last: &str) -> String {
        let words: Vec<String> = events.iter().map(|one| self.event(one)).collect();
        list(&words, last)
    }

    fn event(self, selector: &Selector) -> String {
        let pack = self.pack;
        let mut text = format!("“{}”", pack.events[selector.event.index()].title);
        for filter in &selector.only {
            let attribute = &pack.attributes[filter.attribute.index()];
            let values: Vec<String> = filter
                .values
                .iter()
                .filter_map(|value| match &attribute.kind {
                    Kind::Choice(words) => {
                        words.get(usize::from(*value)).map(|(_, text)| uncapitalised(text))
                    }
                    _ => pack
                        .events
                        .get(usize::from(*value))
                        .map(|event| uncapitalised(&event.title)),
                })
                .collect();
            // Writing to a string cannot fail.
            let _ = write!(text, " ({}: {})", uncapitalised(&attribute.title), list(&values, "or"));
        }
        text
    }

    /// A starting point in the middle of a sentence.
    pub(super) fn anchor(self, anchor: &Anchor) -> String {
        match anchor {
            Anchor::Event { which, events } => {
                let titles = self.events(events, "or");
                match (which, events.len()) {
                    (Which::First, 0 | 1) => titles,
                    (Which::First, _) => format!("the first of {titles}"),
                    (Which::Last, 0 | 1) => format!("the last {titles}"),
                    (Which::Last, _) => format!("the last of {titles}"),
                    (Which::Each, _) => format!("each {titles}"),
                }
            }
            Anchor::This => "that day".to_owned(),
            Anchor::Edge { period, end: true } => format!("the end of {}", self.period(*period)),
            Anchor::Edge { period, end: false } => {
                format!("the first day of {}", self.period(*period))
            }
            Anchor::Own { end: true } => "the end".to_owned(),
            Anchor::Own { end: false } => "the start".to_owned(),
            Anchor::Choice { later, of } => {
                let of: Vec<String> = of.iter().map(|one| self.anchor(one)).collect();
                let which = match (later, of.len()) {
                    (true, 0..=2) => "later",
                    (true, _) => "latest",
                    (false, 0..=2) => "earlier",
                    (false, _) => "earliest",
                };
                format!("the {which} of {}", list(&of, "and"))
            }
            Anchor::Count { length, direction, from } => {
                let (mut lengths, mut base) = (length.to_string(), from);
                // `1 day after 9 years after …` is said as it is counted.
                while let Anchor::Count { length, direction: inner, from } = &**base
                    && inner == direction
                {
                    lengths = format!("{length} and {lengths}");
                    base = from;
                }
                let word = match direction {
                    Direction::After => "after",
                    Direction::Before => "before",
                };
                let lengths = if lengths == "1 day" { "the day" } else { &lengths };
                format!("{lengths} {word} {}", self.anchor(base))
            }
            Anchor::On(day) => InWords(*day).to_string(),
        }
    }

    /// How the days of a length are counted, in sentences.
    pub(super) fn counted(self, counting: CountingId, length: Option<Length>) -> String {
        let counting = &self.pack.countings[counting.index()];
        let (rule, off) = (counting.rule, self.off(counting));
        let mut text = match length.map(|length| (length.unit(), length.number())) {
            Some((LengthUnit::CourtDays, _)) => match off {
                Off::Closed => "Only days on which the court is open count.".to_owned(),
                _ => format!("{} do not count.", off.all()),
            },
            Some((LengthUnit::Days, number)) if number <= rule.short => match off {
                Off::Closed => {
                    "It is so short that only days on which the court is open count.".to_owned()
                }
                _ => format!("It is so short that {} do not count.", uncapitalised(off.all())),
            },
            Some((LengthUnit::Days, _)) => "Every day of the calendar counts.".to_owned(),
            Some((LengthUnit::Weeks, _)) => "A week is seven days.".to_owned(),
            Some((LengthUnit::Months, _)) => {
                "It runs to the same date of the last month.".to_owned()
            }
            Some((LengthUnit::Years, _)) => "It runs to the same date of the last year.".to_owned(),
            None => String::new(),
        };
        let mut say = |sentence: &str| {
            text.push_str(if text.is_empty() { "" } else { " " });
            text.push_str(sentence);
        };
        say(match (rule.last_day, off) {
            (LastDay::NextCourtDay, Off::Closed) => {
                "If the court is closed on the last day, the next day on which it is open counts as the last."
            }
            (LastDay::NextCourtDay, Off::Sunday) => {
                "If the last day is a Sunday, the Monday after it counts as the last."
            }
            (LastDay::NextCourtDay, Off::SundayOrHoliday) => {
                "If the last day is a Sunday or a holiday, the next day that is neither counts as the last."
            }
            (LastDay::PreviousCourtDay, Off::Closed) => {
                "If the court is closed on the last day, the day before on which it is open is the last."
            }
            (LastDay::PreviousCourtDay, Off::Sunday) => {
                "If the last day is a Sunday, the Saturday before it is the last."
            }
            (LastDay::PreviousCourtDay, Off::SundayOrHoliday) => {
                "If the last day is a Sunday or a holiday, the day before that is neither is the last."
            }
            (LastDay::AsItFalls, _) => {
                "The last day stays where it falls, also on a weekend or holiday."
            }
        });
        for added in &counting.added {
            let by = self.manner(added.by);
            say(&format!("{} more when it was served {by}.", added.length));
        }
        text
    }

    /// In a few words, what becomes of a last day on which the court is closed.
    pub(super) fn last_day(self, counting: CountingId) -> &'static str {
        let counting = &self.pack.countings[counting.index()];
        match (counting.rule.last_day, self.off(counting)) {
            (LastDay::NextCourtDay, Off::Closed) => "moves to the next court day",
            (LastDay::NextCourtDay, Off::Sunday) => "moves from a Sunday to the Monday",
            (LastDay::NextCourtDay, Off::SundayOrHoliday) => {
                "moves from a Sunday or holiday to the next day that is neither"
            }
            (LastDay::PreviousCourtDay, Off::Closed) => "moves to the court day before",
            (LastDay::PreviousCourtDay, Off::Sunday) => "moves from a Sunday to the Saturday",
            (LastDay::PreviousCourtDay, Off::SundayOrHoliday) => {
                "moves from a Sunday or holiday to the day before that is neither"
            }
            (LastDay::AsItFalls, _) => "does not move off a weekend or holiday",
        }
    }

    /// The days that a way of counting leaves out or moves off.
    fn off(self, counting: &Counting) -> Off {
        let calendar = self.pack.calendar(counting);
        match (calendar.weekend(), calendar.holidays()) {
            (Weekend::SaturdayAndSunday, _) => Off::Closed,
            (Weekend::Sunday, []) => Off::Sunday,
            (Weekend::Sunday, _) => Off::SundayOrHoliday,
        }
    }

    /// A manner of service, by its number.
    fn manner(self, at: u16) -> String {
        let by = self.pack.attributes.iter().find(|attribute| attribute.id == "by");
        match by.map(|by| &by.kind) {
            Some(Kind::Choice(values)) => values
                .get(usize::from(at))
                .map_or_else(String::new, |(_, text)| uncapitalised(text)),
            _ => String::new(),
        }
    }
}

/// The days that a way of counting leaves out or moves off.
#[derive(Clone, Copy)]
enum Off {
    /// Those on which the court is closed.
    Closed,
    Sunday,
    SundayOrHoliday,
}

impl Off {
    fn all(self) -> &'static str {
        match self {
            Off::Closed => "Days on which the court is closed",
            Off::Sunday => "Sundays",
            Off::SundayOrHoliday => "Sundays and holidays",
        }
    }
}
