//! An almanac: the days of three centuries as a printer would set them, one after
//! the other, each with its weekday.
//!
//! It is there to judge the dates of the engine, so it shares nothing with them:
//! no library of dates, no number of days, no formula. A month is as long as the
//! rhyme has it, a weekday follows from that of the day before, and Easter stands
//! in the table of an Act of Parliament. Knows days; must not know what is counted.

use std::sync::OnceLock;

/// The years that it covers: those of the Act's table for Easter.
pub const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

const MONTHS: [&str; 12] = [
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

/// The Sunday on or after 22 March that is Easter follows the day of the full moon,
/// which the Act of 24 Geo. II c. 23 (Ruffhead, Statutes at Large, volume 7, page
/// 351) sets beside each Golden Number from 1 to 19 "from the Year 1900 to the Year
/// 2199 inclusive": in March, and after the 31st in April.
const FULL_MOONS: [(u32, &str); 19] = [
    (14, "April"),
    (3, "April"),
    (23, "March"),
    (11, "April"),
    (31, "March"),
    (18, "April"),
    (8, "April"),
    (28, "March"),
    (16, "April"),
    (5, "April"),
    (25, "March"),
    (13, "April"),
    (2, "April"),
    (22, "March"),
    (10, "April"),
    (30, "March"),
    (17, "April"),
    (7, "April"),
    (27, "March"),
];

/// A day as the almanac prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// `2026`
    pub year: i32,
    /// `November`
    pub month: &'static str,
    /// 1 to 31.
    pub day: u32,
    /// `Sunday`
    pub weekday: &'static str,
}

impl std::fmt::Display for Date {
    /// `2026-11-22`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let month = MONTHS.iter().position(|month| *month == self.month);
        write!(f, "{:04}-{:02}-{:02}", self.year, month.map_or(0, |at| at + 1), self.day)
    }
}

struct Almanac {
    days: Vec<Date>,
    /// Where each month begins, from January of the first year.
    months: Vec<usize>,
}

fn almanac() -> &'static Almanac {
    static ALMANAC: OnceLock<Almanac> = OnceLock::new();
    ALMANAC.get_or_init(|| {
        let mut all = Almanac { days: Vec::new(), months: Vec::new() };
        // 1 January 1900 was a Monday.
        let mut weekdays = WEEKDAYS.iter().cycle();
        for year in YEARS {
            for month in MONTHS {
                all.months.push(all.days.len());
                for day in 1..=days_of(year, month) {
                    let weekday = weekdays.next().copied().unwrap_or_default();
                    all.days.push(Date { year, month, day, weekday });
                }
            }
        }
        all
    })
}

/// Thirty days hath September, April, June and November; all the rest have
/// thirty-one, save February alone.
fn days_of(year: i32, month: &str) -> u32 {
    let leap = year % 400 == 0 || (year % 4 == 0 && year % 100 != 0);
    match month {
        "September" | "April" | "June" | "November" => 30,
        "February" if leap => 29,
        "February" => 28,
        _ => 31,
    }
}

/// How many days the almanac has.
pub fn days() -> usize {
    almanac().days.len()
}

/// The day at a place, counted from 1 January 1900.
pub fn at(place: usize) -> Option<Date> {
    almanac().days.get(place).copied()
}

/// The place of a date, with the month as a number; none where there is no such date.
pub fn place(year: i32, month: u32, day: u32) -> Option<usize> {
    let years = usize::try_from(year - YEARS.start()).ok()?;
    let month = usize::try_from(month.checked_sub(1)?).ok()?;
    let first = (month < 12).then(|| almanac().months.get(years * 12 + month)).flatten()?;
    let place = first + usize::try_from(day.checked_sub(1)?).ok()?;
    let found = at(place)?;
    (found.year == year && found.month == MONTHS[month]).then_some(place)
}

/// The number of a month, 1 to 12.
pub fn number_of(month: &str) -> u32 {
    (1..).zip(MONTHS).find(|(_, name)| *name == month).map_or(0, |(number, _)| number)
}

/// Whether the day at a place is Easter Sunday: the Sunday that follows the full
/// moon. If that is a Sunday itself, Easter is the one after.
pub fn is_easter(place: usize) -> bool {
    let full_moon = |place: usize| {
        at(place).is_some_and(|date| {
            let golden = usize::try_from(date.year % 19).unwrap_or_default();
            FULL_MOONS[golden] == (date.day, date.month)
        })
    };
    at(place).is_some_and(|date| date.weekday == "Sunday")
        && (1..=7).any(|before| place >= before && full_moon(place - before))
}
