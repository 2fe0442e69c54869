//! Counting a length of time from a day, as courts count.

use chrono::Months;
use serde::{Deserialize, Serialize};
use std::fmt;

use super::{Calendar, Day, InWords, Length, Unit, weekday_name};

/// Which way a length is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Direction {
    /// `30 days after`.
    After,
    /// `90 days before`.
    Before,
}

/// What becomes of a last day on which the court is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum LastDay {
    /// It stays where it falls.
    #[default]
    AsItFalls,
    /// It moves to the next day on which the court is open; counted backwards,
    /// to the one before (so the time is never cut short).
    NextCourtDay,
    /// It moves to the court day before.
    PreviousCourtDay,
}

/// Where months or years end when the last month lacks the date: from 31
/// January by a month, or from 29 February by a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum MonthEnd {
    /// On the last day of that month: 28 February.
    #[default]
    LastOfMonth,
    /// On the first of the next: 1 March.
    FirstOfNext,
}

/// How days are counted. The first day is always left out and the last day is
/// always counted in: every American jurisdiction does both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Counting {
    /// What becomes of a last day on which the court is closed.
    pub last_day: LastDay,
    /// Where months and years end without a same date.
    pub month_end: MonthEnd,
    /// Lengths in days of at most so many count court days only; 0 for none.
    pub short: u32,
}

/// The outcome of a count, with what a person needs to redo it on paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Counted {
    /// Where the count came to, before any move off a closed day.
    pub fell_on: Day,
    /// Where it ends.
    pub ends: Day,
}

impl Counting {
    /// Counts a length from a day, which itself is left out.
    ///
    /// [`Day::DAWN`] and [`Day::NEVER`] stay where they are: what never starts
    /// never ends.
    ///
    /// ```
    /// use recoup_engine::date::{Calendar, Counting, Day, Direction, LastDay};
    ///
    /// let calendar = Calendar::new(Vec::new());
    /// let counting = Counting { last_day: LastDay::NextCourtDay, ..Counting::default() };
    /// let mailed = Day::new(2025, 2, 28).unwrap();
    /// let counted = counting.count(&calendar, mailed, "30 days".parse()?, Direction::After);
    /// assert_eq!(counted.fell_on, Day::new(2025, 3, 30).unwrap()); // a Sunday
    /// assert_eq!(counted.ends, Day::new(2025, 3, 31).unwrap());
    /// # Ok::<(), recoup_engine::date::LengthError>(())
    /// ```
    pub fn count(
        &self,
        calendar: &Calendar,
        from: Day,
        length: Length,
        direction: Direction,
    ) -> Counted {
        if !from.is_a_date() {
            return Counted { fell_on: from, ends: from };
        }
        let fell_on = self.fall(calendar, from, length, direction);
        Counted { fell_on, ends: self.roll(calendar, fell_on, direction) }
    }

    /// Where a count comes to, before any move off a closed day.
    fn fall(&self, calendar: &Calendar, from: Day, length: Length, direction: Direction) -> Day {
        let number = length.number() as i32;
        let step = match direction {
            Direction::After => 1,
            Direction::Before => -1,
        };
        match length.unit() {
            _ if self.in_court_days(length) => court_days(calendar, from, number, step),
            Unit::Days | Unit::CourtDays => from.plus(step * number),
            Unit::Weeks => from.plus(step * number * 7),
            Unit::Months => self.months(from, length.number(), direction),
            Unit::Years => self.months(from, length.number() * 12, direction),
        }
    }

    /// Whether only court days count for a length.
    pub(crate) fn in_court_days(&self, length: Length) -> bool {
        match length.unit() {
            Unit::CourtDays => true,
            Unit::Days => length.number() <= self.short,
            _ => false,
        }
    }

    fn months(&self, from: Day, months: u32, direction: Direction) -> Day {
        let Some(date) = from.date() else { return from };
        let moved = match direction {
            Direction::After => date.checked_add_months(Months::new(months)),
            Direction::Before => date.checked_sub_months(Months::new(months)),
        };
        // After very many lengths there may be no such date.
        let Some(moved) = moved else {
            return match direction {
                Direction::After => Day::NEVER,
                Direction::Before => Day::DAWN,
            };
        };
        let day = Day::from(moved);
        // chrono ends on the last of the month where the date is missing.
        let missing = chrono::Datelike::day(&moved) != chrono::Datelike::day(&date);
        match self.month_end {
            MonthEnd::FirstOfNext if missing => day.next(),
            _ => day,
        }
    }

    /// Moves a last day off a day on which the court is closed.
    pub fn roll(&self, calendar: &Calendar, day: Day, direction: Direction) -> Day {
        let step = match (self.last_day, direction) {
            (LastDay::AsItFalls, _) => return day,
            (LastDay::NextCourtDay, Direction::After) => 1,
            (LastDay::NextCourtDay, Direction::Before) | (LastDay::PreviousCourtDay, _) => -1,
        };
        let mut day = day;
        while day.is_a_date() && calendar.is_closed(day) {
            day = day.plus(step);
        }
        day
    }
}

fn court_days(calendar: &Calendar, from: Day, number: i32, step: i32) -> Day {
    let mut day = from;
    for _ in 0..number {
        day = day.plus(step);
        while calendar.is_closed(day) {
            day = day.plus(step);
        }
    }
    day
}

/// A day with its weekday, as a count is written down: `2025-04-04 (Friday)`.
#[derive(Debug, Clone, Copy)]
pub struct Noted(pub Day);

impl fmt::Display for Noted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.weekday() {
            Some(weekday) => write!(f, "{} ({})", self.0, weekday_name(weekday)),
            None => write!(f, "{}", InWords(self.0)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        text.parse().unwrap()
    }

    fn length(text: &str) -> Length {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_without_the_date_ends_as_the_law_says() {
        let calendar = Calendar::new(Vec::new());
        let last = Counting::default();
        let first = Counting { month_end: MonthEnd::FirstOfNext, ..last };
        let count = |counting: Counting, from, by| {
            counting.count(&calendar, day(from), length(by), Direction::After).ends
        };
        assert_eq!(count(last, "2024-02-29", "10 years"), day("2034-02-28"));
        assert_eq!(count(first, "2024-02-29", "10 years"), day("2034-03-01"));
        assert_eq!(count(first, "2024-02-29", "4 years"), day("2028-02-29"));
        assert_eq!(count(last, "2025-01-31", "1 month"), day("2025-02-28"));
    }

    #[test]
    fn a_backward_count_lands_on_the_court_day_before() {
        let calendar = Calendar::new(Vec::new());
        let counting = Counting { last_day: LastDay::NextCourtDay, ..Counting::default() };
        // Ten days before Wednesday 12 March 2025 is Sunday the 2nd.
        let counted =
            counting.count(&calendar, day("2025-03-12"), length("10 days"), Direction::Before);
        assert_eq!((counted.fell_on, counted.ends), (day("2025-03-02"), day("2025-02-28")));
    }

    #[test]
    fn short_periods_may_count_court_days_only() {
        let calendar = Calendar::new(Vec::new());
        let counting = Counting { short: 7, ..Counting::default() };
        let ends =
            |by| counting.count(&calendar, day("2025-03-06"), length(by), Direction::After).ends;
        assert_eq!(ends("3 days"), day("2025-03-11"));
        assert_eq!(ends("8 days"), day("2025-03-14"));
    }
}
