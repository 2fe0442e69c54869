//! The days on which a court is closed.

use chrono::{NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

use super::{Day, MONTHS, weekday_name};

/// Which of the weekdays of a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Occurrence {
    /// The first (1) to the fifth (5).
    Nth(u8),
    /// The last, be it the fourth or the fifth.
    Last,
}

/// On which day of a year a holiday falls, before any move off a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum HolidayRule {
    /// A date: `12 February`.
    Date {
        /// 1 to 12.
        month: u32,
        /// 1 to 31.
        day: u32,
    },
    /// A weekday of a month: `fourth Friday of September`; with `days_later`,
    /// so many days after it: `day after fourth Thursday of November`.
    Weekday {
        /// Which one.
        nth: Occurrence,
        /// Of which weekday.
        weekday: Weekday,
        /// 1 to 12.
        month: u32,
        /// Days after that weekday.
        days_later: u8,
    },
    /// The Friday before Easter Sunday.
    GoodFriday,
    /// One day only, such as a closure by proclamation.
    Once(Day),
}

impl HolidayRule {
    /// Reads `12 February`, `third Monday of January`, `last Monday of May`, `day
    /// after fourth Thursday of November` or `Good Friday`; `None` when it is none
    /// of these.
    ///
    /// ```
    /// use recoup_engine::date::{Day, HolidayRule};
    ///
    /// let rule = HolidayRule::parse("fourth Friday of September").unwrap();
    /// assert_eq!(rule.in_year(2025), Day::new(2025, 9, 26));
    /// ```
    pub fn parse(text: &str) -> Option<HolidayRule> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let mut words = words.as_slice();
        let mut days_later = 0;
        while let ["day", "after", rest @ ..] = words {
            (words, days_later) = (rest, days_later + 1);
            // More than a week after is no way to name a day.
            if days_later > 7 {
                return None;
            }
        }
        match words {
            ["Good", "Friday"] if days_later == 0 => Some(HolidayRule::GoodFriday),
            [day, month] if days_later == 0 => {
                let day: u32 = day.parse().ok()?;
                let month = month_number(month)?;
                // A leap year, so that 29 February is a date.
                NaiveDate::from_ymd_opt(2024, month, day)?;
                Some(HolidayRule::Date { month, day })
            }
            [nth, weekday, "of", month] => Some(HolidayRule::Weekday {
                nth: match *nth {
                    "first" => Occurrence::Nth(1),
                    "second" => Occurrence::Nth(2),
                    "third" => Occurrence::Nth(3),
                    "fourth" => Occurrence::Nth(4),
                    "fifth" => Occurrence::Nth(5),
                    "last" => Occurrence::Last,
                    _ => return None,
                },
                weekday: [
                    Weekday::Mon,
                    Weekday::Tue,
                    Weekday::Wed,
                    Weekday::Thu,
                    Weekday::Fri,
                    Weekday::Sat,
                    Weekday::Sun,
                ]
                .into_iter()
                .find(|day| weekday_name(*day) == *weekday)?,
                month: month_number(month)?,
                days_later,
            }),
            _ => None,
        }
    }

    /// The day in a year, before any move; none where the year has no such day.
    pub fn in_year(&self, year: i32) -> Option<Day> {
        match *self {
            HolidayRule::Date { month, day } => Day::new(year, month, day),
            HolidayRule::Weekday { nth, weekday, month, days_later } => {
                let date = match nth {
                    Occurrence::Nth(n) => {
                        NaiveDate::from_weekday_of_month_opt(year, month, weekday, n)?
                    }
                    Occurrence::Last => NaiveDate::from_weekday_of_month_opt(
                        year, month, weekday, 5,
                    )
                    .or_else(|| NaiveDate::from_weekday_of_month_opt(year, month, weekday, 4))?,
                };
                Some(Day::from(date).plus(i32::from(days_later)))
            }
            HolidayRule::GoodFriday => Some(easter(year)?.plus(-2)),
            HolidayRule::Once(day) => (day.year() == Some(year)).then_some(day),
        }
    }
}

/// Easter Sunday of the Gregorian calendar, by the table-free rule of J. Meeus
/// (Astronomical Algorithms, chapter 8): the Sunday after the full moon, as the
/// church reckons it, of 21 March or later.
fn easter(year: i32) -> Option<Day> {
    let golden = year % 19;
    let (century, of_century) = (year / 100, year % 100);
    let correction = (8 * century + 13) / 25;
    let epact = (19 * golden + century - century / 4 - correction + 15) % 30;
    let weekday = (32 + 2 * (century % 4) + 2 * (of_century / 4) - epact - of_century % 4) % 7;
    let late = (golden + 11 * epact + 22 * weekday) / 451;
    let days = epact + weekday - 7 * late + 114;
    Day::new(year, u32::try_from(days / 31).ok()?, u32::try_from(days % 31 + 1).ok()?)
}

fn month_number(name: &str) -> Option<u32> {
    (1u32..).zip(MONTHS).find(|(_, month)| *month == name).map(|(number, _)| number)
}

/// Where a holiday moves when it falls on a weekend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Observed {
    /// It does not move.
    #[default]
    AsItFalls,
    /// From a Saturday to the Friday before, from a Sunday to the Monday after.
    NearestWeekday,
    /// From a Sunday to the Monday after; a Saturday stays.
    MondayAfterSunday,
}

impl Observed {
    /// The day on which a holiday that falls on `day` is kept.
    pub fn keep(self, day: Day) -> Day {
        match (self, day.weekday()) {
            (Observed::NearestWeekday, Some(Weekday::Sat)) => day.previous(),
            (Observed::NearestWeekday | Observed::MondayAfterSunday, Some(Weekday::Sun)) => {
                day.next()
            }
            _ => day,
        }
    }
}

/// The days of the week on which a court is always closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Weekend {
    /// Saturday and Sunday.
    #[default]
    SaturdayAndSunday,
    /// Sunday alone: many older statutes name no Saturday.
    Sunday,
}

impl Weekend {
    /// Whether a day is one of them.
    pub fn contains(self, day: Day) -> bool {
        match day.weekday() {
            Some(Weekday::Sat) => self == Weekend::SaturdayAndSunday,
            Some(Weekday::Sun) => true,
            _ => false,
        }
    }
}

/// A holiday with the years in which it was one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holiday {
    /// Its name: `Lincoln's Birthday`.
    pub title: String,
    /// On which day it falls.
    pub rule: HolidayRule,
    /// Where it moves from a weekend.
    pub observed: Observed,
    /// First day from which the law made it a holiday.
    pub from: Day,
    /// Last day on which the law made it one.
    pub until: Day,
}

impl Holiday {
    /// The day on which it is kept for a year's holiday; for 1 January that
    /// may be 31 December of the year before.
    ///
    /// `from` and `until` bound the day on which it is kept.
    pub fn kept_for(&self, year: i32) -> Option<Day> {
        let kept = self.observed.keep(self.rule.in_year(year)?);
        (self.from <= kept && kept <= self.until).then_some(kept)
    }
}

/// Why a court is closed on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Closed<'a> {
    /// A day of the week on which it always is: a Sunday, mostly a Saturday, too.
    Weekend(Weekday),
    /// A holiday, by its title.
    Holiday(&'a str),
}

/// The days on which a court is closed.
///
/// The years that matter are worked out once, when the pack is loaded; other
/// years are worked out from the rules when they are asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Calendar {
    weekend: Weekend,
    holidays: Vec<Holiday>,
    /// One bit a day from `TABLE_FROM_YEAR` on, set when the court is closed.
    closed: Box<[u64]>,
}

const TABLE_FROM_YEAR: i32 = 1900;
const TABLE_UNTIL_YEAR: i32 = 2150;

impl Calendar {
    /// A calendar that is closed on Saturdays, Sundays and these holidays.
    ///
    /// ```
    /// use recoup_engine::date::{Calendar, Day};
    ///
    /// let calendar = Calendar::new(Vec::new());
    /// assert!(calendar.is_closed(Day::new(2025, 3, 30).unwrap())); // a Sunday
    /// assert!(!calendar.is_closed(Day::new(2025, 3, 31).unwrap()));
    /// ```
    pub fn new(holidays: Vec<Holiday>) -> Calendar {
        Calendar::with_weekend(Weekend::default(), holidays)
    }

    /// A calendar that is closed on these days of the week and these holidays.
    ///
    /// ```
    /// use recoup_engine::date::{Calendar, Day, Weekend};
    ///
    /// let calendar = Calendar::with_weekend(Weekend::Sunday, Vec::new());
    /// assert!(!calendar.is_closed(Day::new(2025, 3, 29).unwrap())); // a Saturday
    /// assert!(calendar.is_closed(Day::new(2025, 3, 30).unwrap()));
    /// ```
    pub fn with_weekend(weekend: Weekend, holidays: Vec<Holiday>) -> Calendar {
        let first = table_start().number();
        let days = (table_end().number() - first + 1) as usize;
        // Seven words are a whole number of weeks: their weekends come round.
        let mut round = [0u64; 7];
        for at in 0..64 * round.len() {
            if weekend.contains(table_start().plus(at as i32)) {
                round[at / 64] |= 1 << (at % 64);
            }
        }
        let mut closed: Box<[u64]> =
            round.iter().copied().cycle().take(days.div_ceil(64)).collect();
        let mut close = |day: Day| {
            let at = day.number() - first;
            if (0..days as i32).contains(&at) {
                closed[at as usize / 64] |= 1 << (at % 64);
            }
        };
        for holiday in &holidays {
            // A holiday at a turn of the year may be kept in the year before or after.
            let (first, last) = match holiday.rule {
                HolidayRule::Once(day) => (day.year(), day.year()),
                _ => (holiday.from.year(), holiday.until.year()),
            };
            let first = first.unwrap_or(i32::MIN).max(TABLE_FROM_YEAR).saturating_sub(1);
            let last = last.unwrap_or(i32::MAX).min(TABLE_UNTIL_YEAR).saturating_add(1);
            let years = first..=last;
            for year in years {
                if let Some(day) = holiday.kept_for(year) {
                    close(day);
                }
            }
        }
        Calendar { weekend, holidays, closed }
    }

    /// Whether the court is closed on a day.
    #[inline]
    pub fn is_closed(&self, day: Day) -> bool {
        let at = day.number().wrapping_sub(table_start().number());
        if day >= table_start() && day <= table_end() {
            self.closed[at as usize / 64] >> (at % 64) & 1 == 1
        } else {
            self.why_closed(day).is_some()
        }
    }

    /// Why the court is closed on a day; `None` when it is open.
    pub fn why_closed(&self, day: Day) -> Option<Closed<'_>> {
        let weekday = day.weekday()?;
        if self.weekend.contains(day) {
            return Some(Closed::Weekend(weekday));
        }
        let year = day.year()?;
        self.holidays
            .iter()
            .find(|holiday| {
                [year - 1, year, year + 1].iter().any(|year| holiday.kept_for(*year) == Some(day))
            })
            .map(|holiday| Closed::Holiday(&holiday.title))
    }

    /// The first and the last day of a stretch of at least [`Calendar::LONGEST_CLOSED`]
    /// days on none of which the court is open, if any year has one. With such a
    /// stretch, whoever looks for the next open day would hardly come to an end.
    pub fn never_open(&self) -> Option<(Day, Day)> {
        // In so many days there are 42 weekdays or more, and a holiday closes one in a year, of
        // which a stretch touches two: hardly any calendar needs to be looked at.
        const FEWEST: usize = 21;
        let once = |holiday: &&Holiday| matches!(holiday.rule, HolidayRule::Once(_));
        if self.holidays.len() < FEWEST {
            return None;
        }
        let yearly = self.holidays.len() - self.holidays.iter().filter(once).count();
        let mut years: Vec<i32> = if yearly < FEWEST {
            let days = self.holidays.iter().filter_map(|holiday| match holiday.rule {
                HolidayRule::Once(day) => day.year(),
                _ => None,
            });
            days.flat_map(|year| [year - 1, year, year + 1]).collect()
        } else {
            (1..=9999).collect()
        };
        years.sort_unstable();
        years.dedup();
        let kept = |year: i32| self.holidays.iter().filter_map(move |one| one.kept_for(year));
        let mut closed: Vec<Day> = years.into_iter().flat_map(kept).collect();
        closed.sort_unstable();
        closed.dedup();
        closed_throughout(self.weekend, &closed)
    }

    /// Fewer days than a court is ever closed at a stretch.
    pub const LONGEST_CLOSED: i32 = 60;

    /// The days of the week on which it is closed.
    pub fn weekend(&self) -> Weekend {
        self.weekend
    }

    /// The holidays.
    pub fn holidays(&self) -> &[Holiday] {
        &self.holidays
    }
}

/// A stretch of [`Calendar::LONGEST_CLOSED`] days or more of weekends and these days,
/// which are sorted.
fn closed_throughout(weekend: Weekend, holidays: &[Day]) -> Option<(Day, Day)> {
    let mut stretch: Option<(Day, Day)> = None;
    for day in holidays {
        stretch = match stretch {
            Some((first, last)) if *day <= last => Some((first, last)),
            Some((first, last)) if *day == last.next() => Some((first, *day)),
            _ => Some((*day, *day)),
        };
        let (first, last) = stretch.as_mut()?;
        while weekend.contains(last.next()) {
            *last = last.next();
        }
        if *last >= first.plus(Calendar::LONGEST_CLOSED - 1) {
            return stretch;
        }
    }
    None
}

const fn first_of_january(year: i32) -> i32 {
    // Days before a year of the Gregorian calendar, and one.
    let before = year - 1;
    before * 365 + before / 4 - before / 100 + before / 400 + 1
}

fn table_start() -> Day {
    const START: i32 = first_of_january(TABLE_FROM_YEAR);
    Day(START)
}

fn table_end() -> Day {
    const END: i32 = first_of_january(TABLE_UNTIL_YEAR + 1) - 1;
    Day(END)
}

/// For a message: what a day is called when the court is closed.
impl Closed<'_> {
    /// `Saturday`, or the holiday's name.
    pub fn name(&self) -> &str {
        match self {
            Closed::Weekend(weekday) => weekday_name(*weekday),
            Closed::Holiday(title) => title,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn new_year() -> Holiday {
        Holiday {
            title: "New Year's Day".to_owned(),
            rule: HolidayRule::parse("1 January").unwrap(),
            observed: Observed::NearestWeekday,
            from: Day::DAWN,
            until: Day::NEVER,
        }
    }

    /// The earliest and latest Easters that can be, and some of the almanac.
    #[test]
    fn good_friday_is_two_days_before_easter() {
        for easter in [
            "1818-03-22",
            "1943-04-25",
            "1954-04-18",
            "1981-04-19",
            "2000-04-23",
            "2008-03-23",
            "2011-04-24",
            "2019-04-21",
            "2024-03-31",
            "2025-04-20",
            "2026-04-05",
            "2038-04-25",
            "2049-04-18",
            "2076-04-19",
        ] {
            let easter = day(easter);
            let rule = HolidayRule::parse("Good Friday").unwrap();
            assert_eq!(rule.in_year(easter.year().unwrap()), Some(easter.plus(-2)), "{easter}");
        }
    }

    #[test]
    fn the_table_starts_and_ends_where_it_says() {
        assert_eq!(table_start().to_string(), "1900-01-01");
        assert_eq!(table_end().to_string(), "2150-12-31");
    }

    #[test]
    fn new_year_on_a_saturday_is_kept_in_the_old_year() {
        // 1 January 2022 was a Saturday.
        let calendar = Calendar::new(vec![new_year()]);
        assert_eq!(calendar.why_closed(day("2021-12-31")), Some(Closed::Holiday("New Year's Day")));
        assert!(calendar.is_closed(day("2021-12-31")));
        assert!(!calendar.is_closed(day("2022-01-03")));
    }

    #[test]
    fn the_table_agrees_with_the_rules() {
        let thanksgiving = Holiday {
            title: "Day after Thanksgiving".to_owned(),
            rule: HolidayRule::parse("day after fourth Thursday of November").unwrap(),
            observed: Observed::AsItFalls,
            from: day("1975-01-01"),
            until: day("2080-01-01"),
        };
        let calendar = Calendar::new(vec![new_year(), thanksgiving]);
        let mut at = day("1899-12-01");
        while at < day("2151-02-01") {
            assert_eq!(calendar.is_closed(at), calendar.why_closed(at).is_some(), "{at}");
            at = at.next();
        }
    }

    #[test]
    fn a_court_may_be_open_on_saturdays() {
        let calendar = Calendar::with_weekend(Weekend::Sunday, vec![new_year()]);
        // 29 March 2025 was a Saturday; so was 1 January 2022, kept on the Friday.
        assert_eq!(calendar.why_closed(day("2025-03-29")), None);
        assert_eq!(calendar.why_closed(day("2025-03-30")), Some(Closed::Weekend(Weekday::Sun)));
        assert!(!calendar.is_closed(day("2022-01-01")));
        assert!(calendar.is_closed(day("2021-12-31")));
        let mut at = day("1899-12-01");
        while at < day("1901-02-01") {
            assert_eq!(calendar.is_closed(at), calendar.why_closed(at).is_some(), "{at}");
            at = at.next();
        }
    }

    #[test]
    fn a_holiday_holds_in_its_years_only() {
        let mut columbus = new_year();
        columbus.rule = HolidayRule::parse("second Monday of October").unwrap();
        columbus.until = day("2021-12-31");
        let calendar = Calendar::new(vec![columbus]);
        assert!(calendar.is_closed(day("2021-10-11")));
        assert!(!calendar.is_closed(day("2022-10-10")));
    }

    /// From Wednesday 1 January 2025 on: the 59th day is Friday 28 February, and a
    /// weekend follows; the 58th is the Thursday before.
    #[test]
    fn a_stretch_without_an_open_day_is_found() {
        let once = |from: &str, number: i32| {
            let days = (0..number).map(|at| Holiday {
                title: "Closed".to_owned(),
                rule: HolidayRule::Once(day(from).plus(at)),
                observed: Observed::AsItFalls,
                from: Day::DAWN,
                until: Day::NEVER,
            });
            Calendar::new(days.collect())
        };
        let closed = once("2025-01-01", 59).never_open();
        assert_eq!(closed, Some((day("2025-01-01"), day("2025-03-02"))));
        assert_eq!(once("2025-01-01", 58).never_open(), None);
    }

    /// No table has the 23rd century.
    #[test]
    fn a_stretch_far_off_is_found() {
        let weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday"];
        let every = |month: &str| {
            let in_month = move |weekday: &str| {
                ["first", "second", "third", "fourth", "last"]
                    .map(|nth| format!("{nth} {weekday} of {month}"))
            };
            weekdays.into_iter().flat_map(in_month).collect::<Vec<String>>()
        };
        let holidays = [every("June"), every("July"), every("August")].concat();
        let holidays = holidays.iter().map(|rule| Holiday {
            title: "Closed".to_owned(),
            rule: HolidayRule::parse(rule).unwrap(),
            observed: Observed::AsItFalls,
            from: day("2250-01-01"),
            until: day("2260-12-31"),
        });
        // 1 June 2250 is a Saturday; the sixtieth day from Monday on is Thursday 1 August.
        let found = Calendar::new(holidays.collect()).never_open();
        assert_eq!(found, Some((day("2250-06-03"), day("2250-08-01"))));
    }

    #[test]
    fn what_is_no_rule_is_refused() {
        for text in
            ["", "32 January", "12 Smarch", "sixth Monday of May", "day after 4 July", "May"]
        {
            assert_eq!(HolidayRule::parse(text), None, "{text}");
        }
    }
}
