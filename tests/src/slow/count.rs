//! Counting days, step by step, as one would on a paper calendar.
//!
//! Knows calendars and ways of counting; must not know what is counted.

use chrono::{Datelike, Days, NaiveDate, Weekday};

use super::words::{Length, Unit};

/// The days on which a court is closed, beside Saturdays and Sundays.
#[derive(Debug, Clone, Default)]
pub struct Calendar {
    /// Its holidays.
    pub holidays: Vec<Holiday>,
}

/// A holiday.
#[derive(Debug, Clone)]
pub struct Holiday {
    /// `third Monday of January`, or a date.
    pub on: String,
    /// The first day on which it is kept.
    pub from: Option<NaiveDate>,
    /// The last day on which it is kept.
    pub until: Option<NaiveDate>,
    /// `nearest weekday`
    pub observed: String,
}

/// A way of counting.
#[derive(Debug, Clone, Default)]
pub struct Counting {
    /// `next court day`
    pub last_day: String,
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

impl Calendar {
    /// Whether the court is closed on a day.
    pub fn is_closed(&self, day: NaiveDate) -> bool {
        matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
            || self.holidays.iter().any(|holiday| holiday.is_kept_on(day))
    }
}

impl Holiday {
    /// A holiday is kept on a day that is it, or to which it moves: from the
    /// Saturday after or from the Sunday before.
    fn is_kept_on(&self, day: NaiveDate) -> bool {
        if self.from.is_some_and(|from| day < from) || self.until.is_some_and(|until| until < day) {
            return false;
        }
        if self.on.parse::<NaiveDate>().is_ok_and(|once| once == day) {
            return true;
        }
        let moves = |weekday: Weekday| match (self.observed.as_str(), weekday) {
            ("nearest weekday", Weekday::Sat) | (_, Weekday::Sun) => self.observed != "as it falls",
            _ => false,
        };
        let falls = |day: NaiveDate| falls_on(&self.on, day);
        falls(day)
            || (day.weekday() == Weekday::Fri && falls(next(day)) && moves(Weekday::Sat))
            || (day.weekday() == Weekday::Mon && falls(previous(day)) && moves(Weekday::Sun))
    }
}

/// Whether `on` names this day.
fn falls_on(on: &str, day: NaiveDate) -> bool {
    if let Some(rest) = on.strip_prefix("day after ") {
        return falls_on(rest, previous(day));
    }
    let words: Vec<&str> = on.split(' ').collect();
    match words[..] {
        ["Good", "Friday"] => next(next(day)) == easter(day.year()),
        [number, month] => number == day.day().to_string() && month == day.format("%B").to_string(),
        [which, weekday, "of", month] => {
            let right_weekday = day.format("%A").to_string() == weekday;
            let right_month = day.format("%B").to_string() == month;
            let week_on = day + Days::new(7);
            right_weekday
                && right_month
                && match which {
                    "last" => week_on.month() != day.month(),
                    "first" => day.day0() / 7 == 0,
                    "second" => day.day0() / 7 == 1,
                    "third" => day.day0() / 7 == 2,
                    "fourth" => day.day0() / 7 == 3,
                    "fifth" => day.day0() / 7 == 4,
                    _ => false,
                }
        }
        _ => false,
    }
}

/// Easter Sunday, after Butcher's rule for the Gregorian calendar.
fn easter(year: i32) -> NaiveDate {
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let sum = h + l - 7 * m + 114;
    let day = NaiveDate::from_ymd_opt(year, (sum / 31) as u32, (sum % 31 + 1) as u32);
    day.unwrap_or_default()
}

impl Counting {
    /// Where a length comes to, before any move: the first day is left out, the
    /// last is included. Backwards where `before`.
    pub fn falls(&self, from: NaiveDate, length: Length, before: bool) -> NaiveDate {
        let step = if before { previous } else { next };
        let mut day = from;
        match length.unit {
            Unit::Months => return self.months(from, length.number, before),
            Unit::Years => return self.months(from, length.number * 12, before),
            Unit::Weeks => (0..length.number * 7).for_each(|_| day = step(day)),
            Unit::Days if length.number > self.court_days_up_to => {
                (0..length.number).for_each(|_| day = step(day));
            }
            Unit::Days | Unit::CourtDays => {
                for _ in 0..length.number {
                    day = step(day);
                    while self.calendar.is_closed(day) {
                        day = step(day);
                    }
                }
            }
        }
        day
    }

    /// Whether a length is counted in court days only.
    pub fn in_court_days(&self, length: Length) -> bool {
        match length.unit {
            Unit::CourtDays => true,
            Unit::Days => length.number <= self.court_days_up_to,
            _ => false,
        }
    }

    /// To the same date of another month.
    fn months(&self, from: NaiveDate, number: i64, before: bool) -> NaiveDate {
        let number = if before { -number } else { number };
        let months = i64::from(from.year()) * 12 + i64::from(from.month0()) + number;
        let (year, month) = (months.div_euclid(12) as i32, months.rem_euclid(12) as u32 + 1);
        let same = NaiveDate::from_ymd_opt(year, month, from.day());
        same.unwrap_or_else(|| {
            let mut last = from.day();
            while NaiveDate::from_ymd_opt(year, month, last).is_none() && last > 1 {
                last -= 1;
            }
            let last = NaiveDate::from_ymd_opt(year, month, last).unwrap_or(from);
            if self.first_of_next { next(last) } else { last }
        })
    }

    /// Moves a last day off a day on which the court is closed.
    pub fn moved(&self, day: NaiveDate, before: bool) -> NaiveDate {
        let step = match (self.last_day.as_str(), before) {
            ("next court day", false) => next,
            ("next court day", true) | ("previous court day", _) => previous,
            _ => return day,
        };
        let mut day = day;
        while self.calendar.is_closed(day) {
            day = step(day);
        }
        day
    }

    /// The days added for a manner of service.
    pub fn added_for(&self, manner: &str) -> Option<Length> {
        self.added.iter().find(|(by, _)| by == manner).map(|(_, length)| *length)
    }
}
