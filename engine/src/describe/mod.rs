//! A pack in words: what its law says to somebody who has no case at hand.
//!
//! Every period, procedure, status and figure becomes plain data whose texts
//! are sentences, made from the compiled law: a guide, a comparison of states or
//! a picture prints them. There is one way to say a condition of law in words,
//! and it is here.
//!
//! Knows packs. Must not know cases, nor what a page looks like. No text has an
//! id or a phrase of the pack language in it.

mod compare;
mod period;
mod procedure;
mod timeline;
mod words;

use std::collections::HashSet;

use rust_decimal::Decimal;
use serde::Serialize;

pub use compare::{Cell, Compared};
pub use period::{Change, HeldOpen, Period, Reading, Term, Version};
pub use procedure::{Clause, Fee, Follows, NeededForm, Procedure, Requirement};
pub use timeline::{Stage, Step};
pub use words::Condition;
pub(crate) use words::{condition, dollars, span, uncapitalised};

use crate::date::{Day, HolidayRule, Weekend};
use crate::graph::{Law, LawId, Pack};
use crate::pack::{Tier, Unit};
use words::Words;

/// A pack in words: each list in the order of the pack's files.
#[derive(Debug, Serialize)]
pub struct Description<'p> {
    /// Its id.
    pub id: &'p str,
    /// The jurisdiction's name.
    pub name: &'p str,
    /// What a page is headed with.
    pub title: &'p str,
    /// The day of its last change.
    pub version: &'p str,
    /// The hash of its sources.
    pub hash: &'p str,
    /// The first day of entry of the judgments whose law it states, with the law that says why.
    pub covers: Option<(Day, Vec<&'p str>)>,
    /// The day of entry, as texts name it: `“Judgment entered”`.
    pub entry: String,
    /// What several procedures require.
    pub requirements: Vec<Requirement<'p>>,
    /// What may be done, and what does not exist.
    pub procedures: Vec<Procedure<'p>>,
    /// All times, those too that only count inside others.
    pub periods: Vec<Period<'p>>,
    /// What can be said of a judgment.
    pub statuses: Vec<Status<'p>>,
    /// Numbers that the law sets.
    pub figures: Vec<Figure<'p>>,
    /// The days on which courts are closed, by calendar; those by which something is counted.
    pub calendars: Vec<Calendar<'p>>,
    /// The laws on which all this rests.
    pub laws: Vec<&'p Law>,
}

/// What can be said of a judgment on a day.
#[derive(Debug, Serialize)]
pub struct Status<'p> {
    /// Its id.
    pub id: &'p str,
    /// The sentence for when it holds.
    pub title: &'p str,
    /// Whether people are told of it by itself.
    pub shown: bool,
    /// When it holds.
    pub when: Condition,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// A number that the law sets.
#[derive(Debug, Serialize)]
pub struct Figure<'p> {
    /// Its id.
    pub id: &'p str,
    /// What it is a number of.
    pub title: &'p str,
    /// In which cases it applies.
    pub applies: Option<Condition>,
    /// Its values; the first that fits is the figure.
    pub values: Vec<FigureValue<'p>>,
    /// What else there is to know.
    pub note: Option<&'p str>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// One value of a figure.
#[derive(Debug, Serialize)]
pub struct FigureValue<'p> {
    /// The number in words: `10 percent a year`, `$12,500`.
    pub amount: String,
    /// In which cases.
    pub when: Option<Condition>,
    /// On which days it is the law, where that is bounded: `from 1 January 2024`.
    pub days: Option<String>,
    /// The first day on which it is the law.
    #[serde(skip)]
    pub from: Day,
    /// The last.
    #[serde(skip)]
    pub until: Day,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
}

/// The days on which a court is closed.
#[derive(Debug, Serialize)]
pub struct Calendar<'p> {
    /// Its id.
    pub id: &'p str,
    /// Whose it is.
    pub title: &'p str,
    /// The days of the week on which it always is: `Saturdays and Sundays`.
    pub weekend: &'static str,
    /// Its holidays.
    pub holidays: Vec<HolidayOf<'p>>,
}

/// A holiday of a calendar.
#[derive(Debug, Serialize)]
pub struct HolidayOf<'p> {
    /// Its name.
    pub title: &'p str,
    /// On which days it is one, where that is bounded.
    pub days: Option<String>,
    /// The ids of its laws.
    pub law: Vec<&'p str>,
    #[serde(skip)]
    holiday: &'p crate::date::Holiday,
}

impl HolidayOf<'_> {
    /// The day on which it is kept for a year; for 1 January that may be in the year before.
    pub fn kept_for(&self, year: i32) -> Option<Day> {
        self.holiday.kept_for(year)
    }

    /// Whether it comes every year, and is not one day that was declared once.
    pub fn comes_every_year(&self) -> bool {
        !matches!(self.holiday.rule, HolidayRule::Once(_))
    }
}

impl Pack {
    /// The pack in words.
    ///
    /// ```
    /// use recoup_engine::Library;
    ///
    /// let library = Library::from_sources([("us-zz/pack.toml", r#"
    ///     [pack]
    ///     id = "us-zz"
    ///     name = "Nowhere"
    ///     version = "2026-11-21"
    ///
    ///     [fact.at_hearing]
    ///     title = "Hearing"
    ///     ask = "Were you at the hearing?"
    ///     yes = "The one who lost was at the hearing"
    ///     no = "The one who lost was not at the hearing"
    ///
    ///     [event.judgment_entered]
    ///     title = "Judgment entered"
    ///
    ///     [counting.plain]
    ///     title = "As it falls"
    ///     last_day = "as it falls"
    ///
    ///     [period.appeal]
    ///     title = "Time to appeal"
    ///     when = "at_hearing"
    ///     starts = "judgment_entered"
    ///     length = "30 days"
    ///     counted = "plain"
    ///     law = ["code-1"]
    ///
    ///     [law.code-1]
    ///     cite = "Nowhere Code § 1"
    ///     url = "https://example.org/code/1"
    ///     checked = 2026-11-21
    ///     tier = "unverified"
    /// "#)])?;
    /// let words = library.pack("us-zz").unwrap().describe();
    /// let appeal = &words.periods[0];
    /// assert_eq!(appeal.starts, "“Judgment entered”");
    /// assert_eq!(appeal.term.as_ref().unwrap().lasts, "30 days");
    /// assert_eq!(appeal.applies.as_ref().unwrap().to_string(), "the one who lost was at the hearing");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn describe(&self) -> Description<'_> {
        let words = Words { pack: self };
        let requirements = self.requirements.iter().map(|one| words.requirement(one)).collect();
        let procedures = self.procedures.iter().map(|one| words.procedure(one)).collect();
        let periods = self.periods.iter().map(|one| words.period_of(one)).collect();
        let mut description = Description {
            id: &self.id,
            name: &self.name,
            title: &self.title,
            version: &self.version,
            hash: &self.hash,
            covers: self.covers.as_ref().map(|(from, law)| (*from, words.laws(law))),
            entry: format!("“{}”", self.events[self.entry.index()].title),
            requirements,
            procedures,
            periods,
            statuses: words.statuses(),
            figures: words.figures(),
            calendars: words.calendars(),
            laws: Vec::new(),
        };
        let cited = description.cited();
        description.laws = self.laws.iter().filter(|law| cited.contains(law.id.as_str())).collect();
        description
    }
}

impl<'p> Description<'p> {
    /// The law of an id.
    pub fn law(&self, id: &str) -> Option<&'p Law> {
        self.laws.iter().find(|law| law.id == id).copied()
    }

    /// Every law that something here names.
    fn cited(&self) -> HashSet<&'p str> {
        let mut cited: HashSet<&'p str> = HashSet::new();
        cited.extend(self.covers.iter().flat_map(|(_, law)| law));
        for one in &self.requirements {
            cited.extend(one.only_if.iter().chain(&one.open).flat_map(|clause| &clause.law));
        }
        cited.extend(self.procedures.iter().flat_map(Procedure::laws));
        cited.extend(self.periods.iter().flat_map(Period::laws));
        cited.extend(self.statuses.iter().flat_map(|status| &status.law));
        cited.extend(self.figures.iter().flat_map(Figure::laws));
        let holidays = self.calendars.iter().flat_map(|calendar| &calendar.holidays);
        cited.extend(holidays.flat_map(|holiday| &holiday.law));
        cited
    }
}

impl<'p> Figure<'p> {
    /// The ids of all laws that it and its values name.
    pub fn laws(&self) -> impl Iterator<Item = &'p str> {
        self.law.iter().chain(self.values.iter().flat_map(|value| &value.law)).copied()
    }
}

/// A number with its unit: `$12,500`, `10 percent a year`.
fn amount(amount: Option<Decimal>, unit: Unit) -> String {
    let Some(amount) = amount else {
        return "set by law, but not established here".to_owned();
    };
    let number = amount.normalize();
    match unit {
        Unit::Dollars => dollars(amount),
        Unit::Percent => format!("{number} percent"),
        Unit::PercentAYear => format!("{number} percent a year"),
        Unit::Days => format!("{number} days"),
        Unit::Times => format!("{number} times"),
    }
}

/// The days on which something is the law, where they are bounded.
fn bounded(from: Day, until: Day) -> Option<String> {
    (from.is_a_date() || until.is_a_date()).then(|| span(from, until))
}

impl<'p> Words<'p> {
    fn laws(self, list: &[LawId]) -> Vec<&'p str> {
        list.iter().map(|law| self.pack.laws[law.index()].id.as_str()).collect()
    }

    fn statuses(self) -> Vec<Status<'p>> {
        self.pack
            .statuses
            .iter()
            .map(|status| Status {
                id: &status.id,
                title: &status.title,
                shown: status.shown,
                when: self.condition(status.when),
                law: self.laws(&status.law),
            })
            .collect()
    }

    fn figures(self) -> Vec<Figure<'p>> {
        let value = |value: &'p crate::graph::FigureValue, unit| FigureValue {
            amount: amount(value.amount, unit),
            when: self.optional(value.when),
            days: bounded(value.from, value.until),
            from: value.from,
            until: value.until,
            law: self.laws(&value.law),
        };
        self.pack
            .figures
            .iter()
            .map(|figure| Figure {
                id: &figure.id,
                title: &figure.title,
                applies: self.optional(figure.when),
                values: figure.values.iter().map(|one| value(one, figure.unit)).collect(),
                note: figure.note.as_deref(),
                law: self.laws(&figure.law),
            })
            .collect()
    }

    /// The calendars by which something is counted.
    fn calendars(self) -> Vec<Calendar<'p>> {
        let pack = self.pack;
        let used: HashSet<usize> = pack.countings.iter().map(|one| one.calendar).collect();
        let all = pack.calendars.iter().zip(&pack.calendar_notes).enumerate();
        all.filter(|(at, ((id, _), _))| used.contains(at) && !id.is_empty())
            .map(|(_, ((id, calendar), note))| Calendar {
                id,
                title: &note.title,
                weekend: match calendar.weekend() {
                    Weekend::SaturdayAndSunday => "Saturdays and Sundays",
                    Weekend::Sunday => "Sundays",
                },
                holidays: calendar
                    .holidays()
                    .iter()
                    .zip(&note.laws)
                    .map(|(holiday, law)| HolidayOf {
                        title: &holiday.title,
                        days: bounded(holiday.from, holiday.until),
                        law: self.laws(law),
                        holiday,
                    })
                    .collect(),
            })
            .collect()
    }
}

/// A party as a sentence names it: `The one who won`. A word of the pack
/// language that is none of the parties stays as it is.
///
/// ```
/// use recoup_engine::describe::party;
///
/// assert_eq!(party("creditor"), "The one who won");
/// ```
pub fn party(word: &str) -> &str {
    match word {
        "creditor" => "The one who won",
        "debtor" => "The one who lost",
        "either" => "Either side",
        "clerk" => "The clerk",
        "court" => "The court",
        "levying_officer" => "The officer who takes property, such as a sheriff",
        "garnishee" => "Somebody who holds the debtor's money, such as a bank or an employer",
        "third_person" => "Somebody else",
        other => other,
    }
}

/// How well a law is known, in words for a reader.
///
/// ```
/// use recoup_engine::describe::how_known;
/// use recoup_engine::pack::Tier;
///
/// assert_eq!(how_known(Tier::Secondary2), "from two secondary sources");
/// ```
pub fn how_known(tier: Tier) -> &'static str {
    match tier {
        Tier::Primary => "the text itself was read",
        Tier::Secondary2 => "from two secondary sources",
        Tier::Secondary1 => "from one secondary source",
        Tier::Unverified => "not verified",
    }
}
