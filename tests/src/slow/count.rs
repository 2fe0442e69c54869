//! Counting days, step by step, as one would on a paper calendar.
//!
//! Holidays and counts are worked out on the pages of the [`almanac`]: from one day
//! to the next, from the pack's own words. Knows calendars and ways of counting;
//! must not know what is counted.

use std::ops::RangeInclusive;

use chrono::{Datelike, NaiveDate};

use super::words::{Length, Unit};
use crate::almanac;

/// The days on which a court is closed.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Whether it is closed on Sundays only, of the days of the week.
    pub open_on_saturdays: bool,
    /// Its holidays.
    pub holidays: Vec<Holiday>,
    /// A place of the almanac, and whether it is closed from there on, as far as that
    /// is worked out beforehand.
    sheet: (usize, Vec<bool>),
}

/// A holiday.
#[derive(Debug, Clone)]
pub struct Holiday {
    /// What it is called.
    pub title: String,
    /// On which day it falls.
    pub on: On,
    /// The first day on which it is kept, by its place in the almanac.
    pub from: Option<usize>,
    /// The last day on which it is kept.
    pub until: Option<usize>,
    /// `nearest weekday`
    pub observed: String,
}

/// The words of a pack for the day of a holiday.
#[derive(Debug, Clone)]
pub enum On {
    /// `2004-06-11`, by its place in the almanac.
    Once(usize),
    /// `12 February`
    Date(u32, String),
    /// `third Monday of January`
    Weekday(String, String, String),
    /// `day after fourth Thursday of November`
    After(Box<On>),
    /// `Good Friday`
    GoodFriday,
}

/// A way of counting.
#[derive(Debug, Clone, Default)]
pub struct Counting {
    /// `next court day`
    pub last_day: String,
    /// The id of its calendar, where it has one.
    pub whose: Option<String>,
    /// Whose holidays.
    pub calendar: Calendar,
    /// Whether a month without the date ends on the first of the next.
    pub first_of_next: bool,
    /// Lengths of so many days or fewer count court days only.
    pub court_days_up_to: i64,
    /// What is added for a manner of service.
    pub added: Vec<(String, Length)>,
}

/// The day after.
pub fn next(day: NaiveDate) -> NaiveDate {
    day.succ_opt().unwrap_or(day)
}

/// The day before.
pub fn previous(day: NaiveDate) -> NaiveDate {
    day.pred_opt().unwrap_or(day)
}

/// The place of a day in the almanac; none for the days that stand for *never*.
fn place(day: NaiveDate) -> Option<usize> {
    let found = almanac::place(day.year(), day.month(), day.day());
    assert!(
        found.is_some() || day == NaiveDate::MAX || day == NaiveDate::MIN,
        "{day} is not in the almanac"
    );
    found
}

/// The place of a day that a pack writes: `2004-06-11`.
///
/// # Errors
///
/// Says what is no day of the almanac.
pub fn place_of(day: &str) -> Result<usize, String> {
    let mut parts = day.split('-').map(|part| part.parse::<u32>().ok());
    let mut part = || parts.next().flatten();
    let found = match (part(), part(), part()) {
        (Some(year), Some(month), Some(day)) => {
            i32::try_from(year).ok().and_then(|year| almanac::place(year, month, day))
        }
        _ => None,
    };
    found.ok_or_else(|| format!("`{day}` is no day of the almanac"))
}

fn day_at(place: usize) -> NaiveDate {
    let date = almanac::at(place).expect("the count ends within the almanac");
    let month = almanac::number_of(date.month);
    NaiveDate::from_ymd_opt(date.year, month, date.day).expect("the almanac has dates only")
}

fn step(place: usize, before: bool) -> usize {
    if before { place.checked_sub(1).expect("the almanac begins early enough") } else { place + 1 }
}

impl Calendar {
    /// Whether the court is closed on a day.
    pub fn is_closed(&self, day: NaiveDate) -> bool {
        place(day).is_some_and(|place| self.is_closed_at(place))
    }

    /// Whether the court is closed on the day at a place of the almanac.
    pub fn is_closed_at(&self, place: usize) -> bool {
        let printed = place.checked_sub(self.sheet.0).and_then(|at| self.sheet.1.get(at));
        match printed {
            Some(closed) => *closed,
            None => self.is_weekend(place) || self.holidays.iter().any(|day| day.is_kept_at(place)),
        }
    }

    /// Whether the court is closed on each such day of the week.
    pub fn is_weekend(&self, place: usize) -> bool {
        let weekday = almanac::at(place).map(|date| date.weekday);
        weekday == Some("Sunday") || weekday == Some("Saturday") && !self.open_on_saturdays
    }

    /// Works some years out beforehand, for those who ask about many days.
    pub fn print(&mut self, places: RangeInclusive<usize>) {
        let first = *places.start();
        self.sheet = (first, places.map(|place| self.is_closed_at(place)).collect());
    }

    /// What is kept on the day at a place of the almanac: the titles of its holidays.
    pub fn kept_at(&self, place: usize) -> Vec<&str> {
        let kept = self.holidays.iter().filter(|holiday| holiday.is_kept_at(place));
        kept.map(|holiday| holiday.title.as_str()).collect()
    }
}

impl On {
    /// Reads the words.
    ///
    /// # Errors
    ///
    /// Says which words name no day.
    pub fn read(text: &str) -> Result<On, String> {
        if let Some(rest) = text.strip_prefix("day after ") {
            return Ok(On::After(Box::new(On::read(rest)?)));
        }
        let words: Vec<&str> = text.split(' ').collect();
        match words[..] {
            ["Good", "Friday"] => Ok(On::GoodFriday),
            [date] => Ok(On::Once(place_of(date)?)),
            [day, month] => {
                let day = day.parse().map_err(|_| format!("`{text}` is no day"))?;
                Ok(On::Date(day, month.to_owned()))
            }
            [which, weekday, "of", month] => {
                Ok(On::Weekday(which.to_owned(), weekday.to_owned(), month.to_owned()))
            }
            _ => Err(format!("`{text}` is no day")),
        }
    }

    /// Whether the words name the day at a place.
    fn falls_at(&self, place: usize) -> bool {
        let Some(date) = almanac::at(place) else { return false };
        match self {
            On::Once(once) => *once == place,
            On::Date(day, month) => *day == date.day && month == date.month,
            On::After(other) => place > 0 && other.falls_at(place - 1),
            On::GoodFriday => date.weekday == "Friday" && almanac::is_easter(place + 2),
            On::Weekday(which, weekday, month) => {
                if weekday != date.weekday || month != date.month {
                    return false;
                }
                // Which it is shows in going back, or on, by a week at a time.
                let in_month = |place: Option<usize>| {
                    let found = place.and_then(almanac::at);
                    found.is_some_and(|other| other.month == date.month)
                };
                let weeks = (0..).take_while(|weeks| in_month(place.checked_sub(7 * weeks)));
                match which.as_str() {
                    "last" => !in_month(Some(place + 7)),
                    "first" => weeks.count() == 1,
                    "second" => weeks.count() == 2,
                    "third" => weeks.count() == 3,
                    "fourth" => weeks.count() == 4,
                    "fifth" => weeks.count() == 5,
                    _ => false,
                }
            }
        }
    }
}

impl Holiday {
    /// A holiday is kept on a day that is it, or to which it moves: from the
    /// Saturday after or from the Sunday before.
    fn is_kept_at(&self, place: usize) -> bool {
        let Some(date) = almanac::at(place) else { return false };
        let moves = |weekday: &str| match self.observed.as_str() {
            "nearest weekday" => ["Saturday", "Sunday"].contains(&weekday),
            "Monday after Sunday" => weekday == "Sunday",
            _ => false,
        };
        let falls = self.on.falls_at(place)
            || (date.weekday == "Friday" && moves("Saturday") && self.on.falls_at(place + 1))
            || (date.weekday == "Monday"
                && moves("Sunday")
                && place.checked_sub(1).is_some_and(|sunday| self.on.falls_at(sunday)));
        falls
            && self.from.is_none_or(|from| from <= place)
            && self.until.is_none_or(|until| place <= until)
    }
}

impl Counting {
    /// Where a length comes to, before any move: the first day is left out, the
    /// last is included. Backwards where `before`.
    pub fn falls(&self, from: NaiveDate, length: Length, before: bool) -> NaiveDate {
        place(from).map_or(from, |from| day_at(self.falls_at(from, length, before)))
    }

    /// Where days that are added come to: however few, they are court days only where
    /// they say so.
    pub fn added_falls(&self, from: NaiveDate, length: Length, before: bool) -> NaiveDate {
        let Some(mut place) = place(from) else { return from };
        if length.unit != Unit::Days {
            return self.falls(from, length, before);
        }
        (0..length.number).for_each(|_| place = step(place, before));
        day_at(place)
    }

    /// The same, by places of the almanac.
    pub fn falls_at(&self, from: usize, length: Length, before: bool) -> usize {
        let mut place = from;
        match length.unit {
            Unit::Months => return self.months(from, length.number, before),
            Unit::Years => return self.months(from, length.number * 12, before),
            Unit::Weeks => (0..length.number * 7).for_each(|_| place = step(place, before)),
            Unit::Days if length.number > self.court_days_up_to => {
                (0..length.number).for_each(|_| place = step(place, before));
            }
            Unit::Days | Unit::CourtDays => {
                for _ in 0..length.number {
                    place = step(place, before);
                    while self.calendar.is_closed_at(place) {
                        place = step(place, before);
                    }
                }
            }
        }
        place
    }

    /// Whether a length is counted in court days only.
    pub fn in_court_days(&self, length: Length) -> bool {
        match length.unit {
            Unit::CourtDays => true,
            Unit::Days => length.number <= self.court_days_up_to,
            _ => false,
        }
    }

    /// To the same date of another month, gone to one month at a time.
    fn months(&self, from: usize, number: i64, before: bool) -> usize {
        let date = almanac::at(from).expect("a day of the almanac");
        let (mut year, mut month) = (date.year, almanac::number_of(date.month));
        for _ in 0..number {
            (year, month) = match (before, month) {
                (false, 12) => (year + 1, 1),
                (false, _) => (year, month + 1),
                (true, 1) => (year - 1, 12),
                (true, _) => (year, month - 1),
            };
        }
        if let Some(same) = almanac::place(year, month, date.day) {
            return same;
        }
        let mut last = almanac::place(year, month, 28).expect("the count ends within the almanac");
        while almanac::at(last + 1).is_some_and(|next| almanac::number_of(next.month) == month) {
            last += 1;
        }
        if self.first_of_next { last + 1 } else { last }
    }

    /// Moves a last day off a day on which the court is closed.
    pub fn moved(&self, day: NaiveDate, before: bool) -> NaiveDate {
        place(day).map_or(day, |place| day_at(self.moved_at(place, before)))
    }

    /// The same, by places of the almanac.
    pub fn moved_at(&self, place: usize, before: bool) -> usize {
        let back = match (self.last_day.as_str(), before) {
            ("next court day", _) => before,
            ("previous court day", _) => true,
            _ => return place,
        };
        let mut place = place;
        while self.calendar.is_closed_at(place) {
            place = step(place, back);
        }
        place
    }

    /// The days added for a manner of service.
    pub fn added_for(&self, manner: &str) -> Option<Length> {
        self.added.iter().find(|(by, _)| by == manner).map(|(_, length)| *length)
    }
}
