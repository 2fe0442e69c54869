//! Days, lengths, calendars and the counting of days.
//!
//! Knows: how law counts. A day is a civil date; there is no time of day and
//! no time zone here, so none can be wrong. Must not know: packs and cases.
//!
//! Arithmetic never fails and keeps the order of days. What is read is bounded:
//! a [`Day`] lies in the years 1 to 9999 and a [`Length`] is at most
//! [`Length::LONGEST_YEARS`] years. Sums of many lengths are not; one that comes
//! further than the calendar library can write is [`Day::NEVER`], or
//! [`Day::DAWN`] where it was counted backwards.

mod calendar;
mod counting;
mod length;

pub use calendar::{Calendar, Closed, Holiday, HolidayRule, Observed, Occurrence, Weekend};
pub use counting::{Counted, Counting, Direction, LastDay, MonthEnd, Noted};
pub use length::{Length, LengthError, Unit};

use std::fmt;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A civil day.
///
/// Held as a number of days, so that sets of days are cheap to combine.
/// [`Day::DAWN`] and [`Day::NEVER`] stand for "since always" and "never": they
/// bound open-ended spans and are no dates.
///
/// ```
/// use recoup_engine::date::Day;
///
/// let day: Day = "2025-03-05".parse()?;
/// assert_eq!(day.to_string(), "2025-03-05");
/// assert_eq!(day.plus(30).to_string(), "2025-04-04");
/// # Ok::<(), recoup_engine::date::NotADay>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i32);

/// A text that is no day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a date; write year-month-day, such as 2025-03-05")]
pub struct NotADay(pub String);

impl Day {
    /// Before every date.
    pub const DAWN: Day = Day(i32::MIN);
    /// After every date: what never comes.
    pub const NEVER: Day = Day(i32::MAX);

    /// Dates lie at most so many days from the first of the common era, some 262,000
    /// years either way: the calendar library can write all of them.
    const FARTHEST: i32 = 95_700_000;

    /// The day of this number; a bound where it is no date any more.
    fn numbered(number: i64) -> Day {
        match i32::try_from(number) {
            Ok(number) if number.abs() <= Day::FARTHEST => Day(number),
            _ if number < 0 => Day::DAWN,
            _ => Day::NEVER,
        }
    }

    /// The day of a year, month (1 to 12) and day of the month, if there is one.
    ///
    /// ```
    /// use recoup_engine::date::Day;
    ///
    /// assert!(Day::new(2024, 2, 29).is_some());
    /// assert!(Day::new(2025, 2, 29).is_none());
    /// ```
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=9999).contains(&year) {
            return None;
        }
        NaiveDate::from_ymd_opt(year, month, day).map(Day::from)
    }

    /// The same day as chrono's type; none for [`Day::DAWN`] and [`Day::NEVER`].
    pub fn date(self) -> Option<NaiveDate> {
        if self.is_a_date() { NaiveDate::from_num_days_from_ce_opt(self.0) } else { None }
    }

    /// Whether this is a date and not one of the two bounds.
    pub fn is_a_date(self) -> bool {
        self != Day::DAWN && self != Day::NEVER
    }

    /// This day and `days` more (or fewer, when negative). The bounds stay, and what
    /// would come after every date is [`Day::NEVER`]: so days keep their order, and
    /// whoever goes from day to day comes to an end.
    ///
    /// ```
    /// use recoup_engine::date::Day;
    ///
    /// let day = Day::new(9999, 12, 31).unwrap();
    /// assert!(day < day.plus(1));
    /// assert_eq!(day.plus(i32::MAX), Day::NEVER);
    /// assert_eq!(day.plus(i32::MIN), Day::DAWN);
    /// ```
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        if self.is_a_date() { Day::numbered(i64::from(self.0) + i64::from(days)) } else { self }
    }

    /// The day after.
    #[must_use]
    pub fn next(self) -> Day {
        self.plus(1)
    }

    /// The day before.
    #[must_use]
    pub fn previous(self) -> Day {
        self.plus(-1)
    }

    /// The day of the week; none for the bounds.
    pub fn weekday(self) -> Option<Weekday> {
        // Day 1 of the common era was a Monday.
        self.is_a_date().then(|| match self.0.rem_euclid(7) {
            1 => Weekday::Mon,
            2 => Weekday::Tue,
            3 => Weekday::Wed,
            4 => Weekday::Thu,
            5 => Weekday::Fri,
            6 => Weekday::Sat,
            _ => Weekday::Sun,
        })
    }

    /// The year; none for the bounds.
    pub fn year(self) -> Option<i32> {
        self.date().map(|date| date.year())
    }

    /// `YYYY-MM-DD`, for dates with a year of four digits: many are written at once.
    pub(crate) fn digits(self) -> Option<[u8; 10]> {
        let (year, month, day) = self.civil()?;
        let digit = |number: u32, place: u32| b'0' + (number / place % 10) as u8;
        Some([
            digit(year, 1000),
            digit(year, 100),
            digit(year, 10),
            digit(year, 1),
            b'-',
            digit(month, 10),
            digit(month, 1),
            b'-',
            digit(day, 10),
            digit(day, 1),
        ])
    }

    /// The year, month and day of a date of the years 1 to 9999, by the rules of the
    /// calendar: quicker than by chrono's tables.
    fn civil(self) -> Option<(u32, u32, u32)> {
        const FOUR_CENTURIES: u32 = 146_097;
        const FOUR_YEARS: u32 = 1461;
        // Counted from 1 March of the year 0, so that a leap day is the last of its year.
        let days = u32::try_from(self.0).ok().filter(|days| (1..=3_652_059).contains(days))? + 305;
        let (era, of_era) = (days / FOUR_CENTURIES, days % FOUR_CENTURIES);
        let century = (4 * of_era + 3) / FOUR_CENTURIES;
        let of_century = of_era - century * FOUR_CENTURIES / 4;
        let year = (4 * of_century + 3) / FOUR_YEARS;
        let of_year = of_century - year * FOUR_YEARS / 4;
        // From March on the months have 31, 30, 31, 30 and 31 days, and so again.
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let year = 400 * era + 100 * century + year;
        Some(if month < 10 { (year, month + 3, day) } else { (year + 1, month - 9, day) })
    }

    /// The first day of the common era is number 1. For what counts days between two
    /// dates: of the bounds it means nothing.
    pub(crate) fn number(self) -> i32 {
        self.0
    }
}

impl From<NaiveDate> for Day {
    fn from(date: NaiveDate) -> Day {
        Day::numbered(i64::from(date.num_days_from_ce()))
    }
}

impl std::str::FromStr for Day {
    type Err = NotADay;

    fn from_str(text: &str) -> Result<Day, NotADay> {
        let wrong = || NotADay(text.to_owned());
        // Exactly YYYY-MM-DD: libraries would also take `2025-3-5`.
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(wrong());
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0, |number, digit| {
                digit.is_ascii_digit().then(|| number * 10 + u32::from(digit - b'0'))
            })
        };
        let (Some(year), Some(month), Some(day)) =
            (number(&[y1, y2, y3, y4]), number(&[m1, m2]), number(&[d1, d2]))
        else {
            return Err(wrong());
        };
        Day::new(year as i32, month, day).ok_or_else(wrong)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.date() {
            Some(date) => write!(f, "{:04}-{:02}-{:02}", date.year(), date.month(), date.day()),
            None if *self == Day::NEVER => f.write_str("never"),
            None => f.write_str("always"),
        }
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// For people a text; in compiled packs a number, which also says the bounds.
impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if serializer.is_human_readable() {
            let digits = self.digits();
            match digits.as_ref().and_then(|digits| std::str::from_utf8(digits).ok()) {
                Some(text) => serializer.serialize_str(text),
                None => serializer.collect_str(self),
            }
        } else {
            serializer.serialize_i32(self.0)
        }
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Day, D::Error> {
        if deserializer.is_human_readable() {
            let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
            text.parse().map_err(serde::de::Error::custom)
        } else {
            i32::deserialize(deserializer).map(Day)
        }
    }
}

/// The English name of a day of the week.
pub fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// The English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A day as people read it: `4 April 2025`.
#[derive(Debug, Clone, Copy)]
pub struct InWords(pub Day);

impl fmt::Display for InWords {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.date() {
            Some(date) => {
                write!(f, "{} {} {}", date.day(), MONTHS[date.month0() as usize], date.year())
            }
            None => fmt::Display::fmt(&self.0, f),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digits_are_chronos() {
        let (first, last) = (Day::new(1, 1, 1).unwrap(), Day::new(9999, 12, 31).unwrap());
        let every = |step: usize| (first.0..=last.0).step_by(step);
        // Every day of four centuries, and some of all the others.
        for number in every(1).take(146_097).chain(every(89)).chain([last.0]) {
            let date = Day(number).date().unwrap();
            assert_eq!(Day(number).digits().unwrap(), *date.to_string().as_bytes());
        }
        for none in [Day::DAWN, Day::NEVER, last.next(), first.previous()] {
            assert_eq!(none.digits(), None);
        }
    }

    #[test]
    fn the_day_of_the_week_is_chronos() {
        let mut day = Day::new(1999, 12, 25).unwrap();
        for _ in 0..800 {
            assert_eq!(day.weekday(), day.date().map(|date| date.weekday()));
            day = day.next();
        }
    }

    #[test]
    fn bounds_stay_bounds() {
        assert_eq!(Day::NEVER.plus(10), Day::NEVER);
        assert_eq!(Day::DAWN.previous(), Day::DAWN);
        assert_eq!(Day::NEVER.weekday(), None);
    }

    #[test]
    fn the_farthest_dates_are_dates() {
        for number in [-Day::FARTHEST, Day::FARTHEST] {
            assert!(Day(number).date().is_some());
        }
        assert_eq!(Day(Day::FARTHEST).next(), Day::NEVER);
        assert_eq!(Day(-Day::FARTHEST).previous(), Day::DAWN);
    }

    #[test]
    fn a_day_in_json_is_the_day_in_words() {
        for number in [-400, 1, 365, 366, 700_000, 738_946, 3_652_059, 3_652_060, 4_000_000] {
            let day = Day(number);
            assert_eq!(serde_json::to_string(&day).unwrap(), format!("\"{day}\""));
        }
        assert_eq!(serde_json::to_string(&Day::NEVER).unwrap(), "\"never\"");
    }

    #[test]
    fn only_a_full_date_is_a_day() {
        for text in ["2025-3-5", "2025-02-30", "20250305", "+2025-03-5", "", "0000-01-01", "５"] {
            assert!(text.parse::<Day>().is_err(), "{text}");
        }
    }
}
