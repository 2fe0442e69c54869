//! Days, calendars and counts, held to a reference that is slow and obvious.
//!
//! The reference is written from `docs/pack-reference.md` and from the statutes
//! (the first day is left out and the last counted in; a month or a year ends on
//! the same date), not from the engine: it walks from day to day over chrono's
//! dates and knows no table, no year and no shortcut.

use chrono::{Datelike, Days as Number, NaiveDate, Weekday};
use proptest::prelude::*;
use proptest::test_runner::{FileFailurePersistence, RngSeed};
use recoup_engine::Day;
use recoup_engine::date::{
    Calendar, Closed, Counting, Direction, Holiday, HolidayRule, LastDay, Length, MONTHS, MonthEnd,
    Observed, Occurrence, Unit, Weekend, weekday_name,
};

/// The same cases on every run; what fails is kept and tried first ever after.
fn cases(number: u32) -> ProptestConfig {
    ProptestConfig {
        cases: number,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(
            "proptest-regressions/dates.txt",
        ))),
        rng_seed: RngSeed::Fixed(19_830_701),
        ..ProptestConfig::default()
    }
}

/// The reference.
mod slow {
    use super::*;

    pub(super) fn next(date: NaiveDate) -> NaiveDate {
        date.succ_opt().unwrap()
    }

    pub(super) fn previous(date: NaiveDate) -> NaiveDate {
        date.pred_opt().unwrap()
    }

    pub(super) fn step(date: NaiveDate, direction: Direction) -> NaiveDate {
        match direction {
            Direction::After => next(date),
            Direction::Before => previous(date),
        }
    }

    /// Whether the rule of a holiday puts it on this date, weekend or not.
    pub(super) fn falls_on(rule: HolidayRule, date: NaiveDate) -> bool {
        match rule {
            HolidayRule::Date { month, day } => (date.month(), date.day()) == (month, day),
            HolidayRule::Once(day) => day.date() == Some(date),
            HolidayRule::GoodFriday => is_easter(next(next(date))),
            HolidayRule::Weekday { nth, weekday, month, days_later } => {
                let mut date = date;
                for _ in 0..days_later {
                    date = previous(date);
                }
                let right_one = match nth {
                    // The first lies in the first seven days of the month, and so on.
                    Occurrence::Nth(n) => date.day().div_ceil(7) == u32::from(n),
                    Occurrence::Last => (date + Number::new(7)).month() != month,
                };
                date.month() == month && date.weekday() == weekday && right_one
            }
        }
    }

    /// Easter Sunday by J.-M. Oudin's rule of 1940, in which the day of the full
    /// moon is found first and the Sunday after it then.
    fn is_easter(date: NaiveDate) -> bool {
        let (year, century) = (date.year(), date.year() / 100);
        let golden = year % 19;
        let corrected = century - (century - 17) / 25;
        let moon = (century - century / 4 - (corrected) / 3 + 19 * golden + 15) % 30;
        let moon = moon - (moon / 28) * (1 - (29 / (moon + 1)) * ((21 - golden) / 11));
        let weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
        let sunday = moon - weekday;
        let month = 3 + (sunday + 40) / 44;
        let day = sunday + 28 - 31 * (month / 4);
        (date.month() as i32, date.day() as i32) == (month, day)
    }

    /// Where a holiday that falls on this date is kept.
    pub(super) fn kept_on(observed: Observed, date: NaiveDate) -> NaiveDate {
        match (observed, date.weekday()) {
            (Observed::NearestWeekday, Weekday::Sat) => previous(date),
            (Observed::NearestWeekday | Observed::MondayAfterSunday, Weekday::Sun) => next(date),
            _ => date,
        }
    }

    pub(super) fn is_weekend(rest: &Rest, date: NaiveDate) -> bool {
        match date.weekday() {
            Weekday::Sat => rest.weekend != Weekend::Sunday,
            weekday => weekday == Weekday::Sun,
        }
    }

    pub(super) fn is_closed(rest: &Rest, date: NaiveDate) -> bool {
        is_weekend(rest, date)
            || rest.holidays.iter().any(|holiday| {
                let in_force = holiday.from <= date.into() && Day::from(date) <= holiday.until;
                // No holiday moves by more than a day.
                in_force
                    && [previous(date), date, next(date)].into_iter().any(|fell| {
                        falls_on(holiday.rule, fell) && kept_on(holiday.observed, fell) == date
                    })
            })
    }

    /// So many days, one by one.
    fn days(from: NaiveDate, number: u32, direction: Direction) -> NaiveDate {
        (0..number).fold(from, |date, _| step(date, direction))
    }

    /// So many days on which the court is open, one by one.
    fn court_days(rest: &Rest, from: NaiveDate, number: u32, direction: Direction) -> NaiveDate {
        let mut counted = 0;
        let mut date = from;
        while counted < number {
            date = step(date, direction);
            if !is_closed(rest, date) {
                counted += 1;
            }
        }
        date
    }

    /// The same date so many months on, one month at a time.
    fn months(from: NaiveDate, number: u32, direction: Direction, end: MonthEnd) -> NaiveDate {
        let (mut year, mut month) = (from.year(), from.month());
        for _ in 0..number {
            (year, month) = match (direction, month) {
                (Direction::After, 12) => (year + 1, 1),
                (Direction::After, _) => (year, month + 1),
                (Direction::Before, 1) => (year - 1, 12),
                (Direction::Before, _) => (year, month - 1),
            };
        }
        if let Some(same_date) = NaiveDate::from_ymd_opt(year, month, from.day()) {
            return same_date;
        }
        let mut last = NaiveDate::from_ymd_opt(year, month, 28).unwrap();
        while next(last).month() == month {
            last = next(last);
        }
        match end {
            MonthEnd::LastOfMonth => last,
            MonthEnd::FirstOfNext => next(last),
        }
    }

    /// Where a count comes to before any move.
    pub(super) fn fall(
        rest: &Rest,
        counting: &Counting,
        from: NaiveDate,
        length: Length,
        direction: Direction,
    ) -> NaiveDate {
        let number = length.number();
        match length.unit() {
            Unit::Days if number <= counting.short => court_days(rest, from, number, direction),
            Unit::Days => days(from, number, direction),
            Unit::Weeks => days(from, 7 * number, direction),
            Unit::CourtDays => court_days(rest, from, number, direction),
            Unit::Months => months(from, number, direction, counting.month_end),
            Unit::Years => months(from, 12 * number, direction, counting.month_end),
        }
    }

    /// Where a last day goes.
    pub(super) fn roll(
        rest: &Rest,
        counting: &Counting,
        last: NaiveDate,
        direction: Direction,
    ) -> NaiveDate {
        let way = match counting.last_day {
            LastDay::AsItFalls => return last,
            LastDay::PreviousCourtDay => Direction::Before,
            // "Counting backwards, `next court day` moves to the court day before."
            LastDay::NextCourtDay => direction,
        };
        let mut date = last;
        while is_closed(rest, date) {
            date = step(date, way);
        }
        date
    }
}

fn naive(day: Day) -> NaiveDate {
    day.date().unwrap()
}

fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// Any date from the first year to the last, both included.
fn dates(years: std::ops::RangeInclusive<i32>) -> impl Strategy<Value = NaiveDate> {
    let first = date(*years.start(), 1, 1);
    let days = (date(*years.end(), 12, 31) - first).num_days();
    (0..=days as u64).prop_map(move |days| first + Number::new(days))
}

/// Dates from 1890 to 2170. The engine has a table of 1900 to 2150 and works
/// other years out: its edges, month ends and leap days come often.
fn start_days() -> impl Strategy<Value = NaiveDate> {
    let near = |year| {
        let around = date(year, 12, 20);
        (0..24u64).prop_map(move |days| around + Number::new(days))
    };
    let month_ends = (1890..=2170, 1..=12u32).prop_map(|(year, month)| {
        slow::previous(if month == 12 { date(year + 1, 1, 1) } else { date(year, month + 1, 1) })
    });
    prop_oneof![
        6 => dates(1890..=2170),
        1 => near(1899),
        1 => near(2150),
        1 => month_ends,
        1 => (472..=542i32).prop_map(|year| date(year * 4, 2, 28)),
    ]
}

fn weekdays() -> impl Strategy<Value = Weekday> {
    (0..7u8).prop_map(|number| Weekday::try_from(number).unwrap())
}

fn rules() -> impl Strategy<Value = HolidayRule> {
    // The days of a leap year: 29 February is a date.
    let dates_of_a_year = dates(2024..=2024)
        .prop_map(|date| HolidayRule::Date { month: date.month(), day: date.day() });
    let nth = prop_oneof![(1..=5u8).prop_map(Occurrence::Nth), Just(Occurrence::Last)];
    let of_month =
        (nth, weekdays(), 1..=12u32, 0..=3u8).prop_map(|(nth, weekday, month, days_later)| {
            HolidayRule::Weekday { nth, weekday, month, days_later }
        });
    let once = dates(1890..=2170).prop_map(|date| HolidayRule::Once(date.into()));
    // Those at the turn of the year are kept in another one when they move.
    let turn = prop_oneof![
        Just(HolidayRule::Date { month: 1, day: 1 }),
        Just(HolidayRule::Date { month: 12, day: 31 }),
    ];
    let good_friday = Just(HolidayRule::GoodFriday);
    prop_oneof![3 => dates_of_a_year, 3 => of_month, 1 => once, 2 => turn, 1 => good_friday]
}

/// The days on which a court is closed.
#[derive(Debug, Clone)]
struct Rest {
    weekend: Weekend,
    holidays: Vec<Holiday>,
}

impl Rest {
    fn calendar(&self) -> Calendar {
        Calendar::with_weekend(self.weekend, self.holidays.clone())
    }
}

fn rest() -> impl Strategy<Value = Rest> {
    let weekend = prop_oneof![2 => Just(Weekend::SaturdayAndSunday), 1 => Just(Weekend::Sunday)];
    (weekend, holidays()).prop_map(|(weekend, holidays)| Rest { weekend, holidays })
}

fn holidays() -> impl Strategy<Value = Vec<Holiday>> {
    let observed = prop_oneof![
        Just(Observed::AsItFalls),
        Just(Observed::NearestWeekday),
        Just(Observed::MondayAfterSunday),
    ];
    let from = prop_oneof![
        2 => Just(Day::DAWN),
        1 => dates(1890..=2060).prop_map(Day::from),
        1 => (1890..=2060).prop_map(|year| date(year, 1, 1).into()),
    ];
    let until = prop_oneof![
        2 => Just(Day::NEVER),
        1 => dates(2000..=2170).prop_map(Day::from),
        1 => (2000..=2170).prop_map(|year| date(year, 12, 31).into()),
    ];
    let holiday = (rules(), observed, from, until).prop_map(|(rule, observed, from, until)| {
        Holiday { title: "a holiday".to_owned(), rule, observed, from, until }
    });
    prop::collection::vec(holiday, 0..8)
}

fn new_years_eve(from: Day) -> Calendar {
    Calendar::new(vec![Holiday {
        title: "New Year's Eve".to_owned(),
        rule: HolidayRule::Date { month: 12, day: 31 },
        observed: Observed::NearestWeekday,
        from,
        until: Day::NEVER,
    }])
}

#[test]
fn a_court_that_is_closed_for_a_holiday_of_the_year_before_says_so() {
    // 31 December 2023 was a Sunday.
    let calendar = new_years_eve(Day::DAWN);
    let kept = Day::from(date(2024, 1, 1));
    assert!(calendar.is_closed(kept));
    assert_eq!(calendar.why_closed(kept), Some(Closed::Holiday("New Year's Eve")));
}

#[test]
fn a_holiday_of_the_year_before_is_kept_on_its_first_day() {
    // 31 December 1899 was a Sunday, and so was that of 2000.
    assert!(new_years_eve(Day::DAWN).is_closed(date(1900, 1, 1).into()));
    let first = Day::from(date(2001, 1, 1));
    assert!(new_years_eve(first).is_closed(first));
}

#[test]
fn a_holiday_many_days_after_another_is_refused() {
    let text = format!("{}first Monday of May", "day after ".repeat(256));
    assert_eq!(HolidayRule::parse(&text), None);
}

fn countings() -> impl Strategy<Value = Counting> {
    let last_day = prop_oneof![
        Just(LastDay::AsItFalls),
        Just(LastDay::NextCourtDay),
        Just(LastDay::PreviousCourtDay),
    ];
    let month_end = prop_oneof![Just(MonthEnd::LastOfMonth), Just(MonthEnd::FirstOfNext)];
    let short = prop_oneof![1 => Just(0), 1 => 1..=12u32];
    (last_day, month_end, short).prop_map(|(last_day, month_end, short)| Counting {
        last_day,
        month_end,
        short,
    })
}

fn lengths() -> impl Strategy<Value = Length> {
    let of = |unit| move |number| Length::new(number, unit).unwrap();
    prop_oneof![
        (0..=15u32).prop_map(of(Unit::Days)),
        (0..=1200u32).prop_map(of(Unit::Days)),
        (0..=150u32).prop_map(of(Unit::CourtDays)),
        (0..=120u32).prop_map(of(Unit::Weeks)),
        (0..=150u32).prop_map(of(Unit::Months)),
        (0..=25u32).prop_map(of(Unit::Years)),
    ]
}

fn directions() -> impl Strategy<Value = Direction> {
    prop_oneof![Just(Direction::After), Just(Direction::Before)]
}

proptest! {
    #![proptest_config(cases(400))]

    #[test]
    fn a_calendar_is_closed_where_its_rules_say(rest in rest(), from in start_days()) {
        let calendar = rest.calendar();
        // Some weeks from a random day, around the end of its year, around the days
        // from and until which holidays are kept, and around both edges of the table.
        let mut windows = vec![from, date(from.year(), 12, 25), date(1899, 12, 25), date(2150, 12, 25)];
        let bounds = rest.holidays.iter().flat_map(|holiday| [holiday.from, holiday.until]);
        windows.extend(bounds.filter_map(Day::date).map(|bound| bound - Number::new(9)));
        for date in windows.into_iter().flat_map(|from| from.iter_days().take(21)) {
            let day = Day::from(date);
            let closed = slow::is_closed(&rest, date);
            prop_assert_eq!(calendar.is_closed(day), closed, "is_closed on {}", date);
            let weekend = slow::is_weekend(&rest, date);
            match calendar.why_closed(day) {
                None => prop_assert!(!closed, "no reason why closed on {}", date),
                Some(Closed::Weekend(weekday)) => prop_assert_eq!(weekday, date.weekday()),
                Some(Closed::Holiday(_)) => {
                    prop_assert!(closed && !weekend, "a reason to be closed on {}", date);
                }
            }
        }
    }

    #[test]
    fn a_count_is_the_one_made_day_by_day(
        rest in rest(),
        asked in prop::collection::vec((start_days(), countings(), lengths(), directions()), 4),
    ) {
        let calendar = rest.calendar();
        for (from, counting, length, direction) in asked {
            let counted = counting.count(&calendar, from.into(), length, direction);
            let fell_on = slow::fall(&rest, &counting, from, length, direction);
            let ends = slow::roll(&rest, &counting, fell_on, direction);
            prop_assert_eq!(
                (counted.fell_on, counted.ends),
                (Day::from(fell_on), Day::from(ends)),
                "{} {:?} {}, {:?}", length, direction, from, counting
            );
        }
    }

    #[test]
    fn a_later_start_ends_no_sooner(
        rest in rest(),
        from in start_days(),
        counting in countings(),
        length in lengths(),
        direction in directions(),
    ) {
        let calendar = rest.calendar();
        let mut before = None;
        for start in from.iter_days().take(40) {
            let counted = counting.count(&calendar, start.into(), length, direction);
            if let Some((fell_on, ends)) = before {
                prop_assert!(fell_on <= counted.fell_on && ends <= counted.ends, "from {}", start);
            }
            before = Some((counted.fell_on, counted.ends));
        }
    }

    /// However far counts lead: on the way to the end of all dates no day comes
    /// before the one that it was counted from.
    #[test]
    fn counts_upon_counts_keep_the_order_of_days(
        from in start_days(),
        counting in countings(),
        // The longest lengths, but for court days, which are counted one by one.
        unit in proptest::sample::select(vec![Unit::Days, Unit::Weeks, Unit::Months, Unit::Years]),
        direction in directions(),
        apart in 0..400,
    ) {
        let calendar = Calendar::new(Vec::new());
        let most = match unit {
            Unit::Days => 365_000,
            Unit::Weeks => 52_000,
            Unit::Months => 12_000,
            _ => 1000,
        };
        let length = Length::new(most, unit).unwrap();
        let onward = |day: Day| counting.count(&calendar, day, length, direction).ends;
        let mut one = Day::from(from);
        let mut other = one.plus(apart);
        for _ in 0..600 {
            let (from_one, from_other) = (onward(one), onward(other));
            prop_assert!(from_one <= from_other, "{one} and {other}");
            match direction {
                Direction::After => prop_assert!(one <= from_one && from_one != Day::DAWN),
                Direction::Before => prop_assert!(from_one <= one && from_one != Day::NEVER),
            }
            prop_assert_eq!(from_one.is_a_date(), from_one.date().is_some());
            (one, other) = (from_one, from_other);
        }
        prop_assert!(!one.is_a_date());
    }

    #[test]
    fn days_are_added_in_order(from in start_days(), steps in any::<[i32; 3]>()) {
        let mut sorted = steps;
        sorted.sort_unstable();
        // From an ordinary day, and from one that is far from all others.
        for day in [Day::from(from), Day::from(from).plus(steps[0])] {
            let [least, between, most] = sorted.map(|days| day.plus(days));
            prop_assert!(least <= between && between <= most);
            prop_assert!(!day.is_a_date() || (day < day.next() && day.previous() < day));
        }
    }

    #[test]
    fn a_longer_length_ends_no_sooner(
        rest in rest(),
        from in start_days(),
        counting in countings(),
        length in lengths(),
        direction in directions(),
    ) {
        let calendar = rest.calendar();
        let longer = Length::new(length.number() + 1, length.unit()).unwrap();
        // Where short lengths count court days only, seven of those may well be
        // longer than eight days. The law has it so.
        let both_alike = length.unit() != Unit::Days
            || (length.number() <= counting.short) == (longer.number() <= counting.short);
        if both_alike {
            let one = counting.count(&calendar, from.into(), length, direction);
            let other = counting.count(&calendar, from.into(), longer, direction);
            match direction {
                Direction::After => {
                    prop_assert!(one.fell_on < other.fell_on && one.ends <= other.ends);
                }
                Direction::Before => {
                    prop_assert!(one.fell_on > other.fell_on && one.ends >= other.ends);
                }
            }
        }
    }

    #[test]
    fn a_last_day_moves_to_the_nearest_open_day(
        rest in rest(),
        day in start_days(),
        counting in countings(),
        direction in directions(),
    ) {
        let calendar = rest.calendar();
        let day = Day::from(day);
        let rolled = counting.roll(&calendar, day, direction);
        match (counting.last_day, direction) {
            (LastDay::AsItFalls, _) => {
                prop_assert_eq!(rolled, day);
                return Ok(());
            }
            (LastDay::NextCourtDay, Direction::After) => prop_assert!(rolled >= day),
            _ => prop_assert!(rolled <= day),
        }
        prop_assert!(!calendar.is_closed(rolled));
        prop_assert_eq!(counting.roll(&calendar, rolled, direction), rolled);
        // From the day on until just short of where it went, every day is closed.
        let mut between = day;
        while between != rolled {
            prop_assert!(calendar.is_closed(between), "{} is passed over", between);
            between = if rolled > day { between.next() } else { between.previous() };
        }
    }

    #[test]
    fn counting_nothing_stays(
        rest in rest(),
        from in start_days(),
        counting in countings(),
        direction in directions(),
    ) {
        let calendar = rest.calendar();
        for unit in [Unit::Days, Unit::CourtDays, Unit::Weeks, Unit::Months, Unit::Years] {
            let nothing = Length::new(0, unit).unwrap();
            let counted = counting.count(&calendar, from.into(), nothing, direction);
            prop_assert_eq!(counted.fell_on, from.into());
        }
    }

    #[test]
    fn what_never_comes_never_ends(
        counting in countings(),
        length in lengths(),
        direction in directions(),
    ) {
        let calendar = Calendar::new(Vec::new());
        for bound in [Day::DAWN, Day::NEVER] {
            let counted = counting.count(&calendar, bound, length, direction);
            prop_assert_eq!((counted.fell_on, counted.ends), (bound, bound));
        }
    }
}

proptest! {
    #![proptest_config(cases(2000))]

    #[test]
    fn a_day_is_read_as_it_is_printed(date in dates(1..=9999)) {
        let day = Day::from(date);
        let printed = day.to_string();
        prop_assert_eq!(&printed, &date.format("%Y-%m-%d").to_string());
        prop_assert_eq!(printed.parse::<Day>(), Ok(day));
        prop_assert_eq!(Day::new(date.year(), date.month(), date.day()), Some(day));
        prop_assert_eq!(day.date(), Some(date));
    }

    #[test]
    fn a_day_has_chronos_weekday_and_year(date in dates(1..=9999), days in -3000..3000i32) {
        let day = Day::from(date);
        prop_assert_eq!(day.weekday(), Some(date.weekday()));
        prop_assert_eq!(day.year(), Some(date.year()));
        let moved = date + chrono::TimeDelta::days(i64::from(days));
        prop_assert_eq!(day.plus(days), Day::from(moved));
        prop_assert_eq!(day.plus(days) < day, moved < date);
    }

    #[test]
    fn only_a_date_of_the_calendar_is_read(year in 0..=9999i32, month in 0..=13u32, day in 0..=32u32) {
        let text = format!("{year:04}-{month:02}-{day:02}");
        let there = year > 0 && NaiveDate::from_ymd_opt(year, month, day).is_some();
        prop_assert_eq!(text.parse::<Day>().is_ok(), there, "{}", text);
    }

    #[test]
    fn no_other_text_is_a_day(text in "[-+0-9 ]{8,12}|\\PC{0,12}") {
        if let Ok(day) = text.parse::<Day>() {
            prop_assert_eq!(day.to_string(), text);
        }
    }

    #[test]
    fn a_length_is_read_as_it_is_printed(length in lengths()) {
        prop_assert_eq!(length.to_string().parse::<Length>(), Ok(length));
    }

    #[test]
    fn a_holiday_is_read_as_it_is_written(rule in rules(), year in 1890..=2170i32) {
        let written = match rule {
            HolidayRule::Once(_) => return Ok(()),
            HolidayRule::GoodFriday => "Good Friday".to_owned(),
            HolidayRule::Date { month, day } => format!("{day} {}", MONTHS[month as usize - 1]),
            HolidayRule::Weekday { nth, weekday, month, days_later } => {
                let nth = match nth {
                    Occurrence::Nth(n) => {
                        ["first", "second", "third", "fourth", "fifth"][usize::from(n) - 1]
                    }
                    Occurrence::Last => "last",
                };
                format!(
                    "{}{nth} {} of {}",
                    "day after ".repeat(days_later.into()),
                    weekday_name(weekday),
                    MONTHS[month as usize - 1]
                )
            }
        };
        prop_assert_eq!(HolidayRule::parse(&written), Some(rule), "{}", &written);
        // In a year it falls where the reference says; with days after it, that
        // may be in January of the next.
        let found = date(year, 1, 1)
            .iter_days()
            .take(370)
            .find(|date| {
                slow::falls_on(rule, *date)
                    && (date.year() == year || date.month() == 1)
                    && (date.year() == year && (date.month() > 1 || !reaches_over(rule))
                        || date.year() > year && reaches_over(rule))
            });
        prop_assert_eq!(rule.in_year(year).map(naive), found, "{} in {}", written, year);
    }
}

/// Whether a rule can put a holiday of December into January.
fn reaches_over(rule: HolidayRule) -> bool {
    matches!(rule, HolidayRule::Weekday { month: 12, days_later, .. } if days_later > 0)
}
