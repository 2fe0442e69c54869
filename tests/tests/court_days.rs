//! Every calendar and every way of counting that a pack defines, from 1990 to 2060,
//! held to the day-by-day counts of `recoup_tests::slow::count`, which are made on
//! the pages of an almanac and from the pack's own words.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::OnceLock;

use recoup_engine::date::{Calendar, Closed, Counting, Direction, LastDay, Length, MonthEnd};
use recoup_engine::{Day, Library};
use recoup_tests::almanac;
use recoup_tests::slow::{count, pack, words};

/// The first and the last day that are looked at, by their places in the almanac.
fn years() -> std::ops::RangeInclusive<usize> {
    almanac::place(1990, 1, 1).unwrap()..=almanac::place(2060, 12, 31).unwrap()
}

/// The engine's days, at the places of the almanac.
fn days() -> Vec<Day> {
    (0..almanac::days()).map(|at| almanac::at(at).unwrap().to_string().parse().unwrap()).collect()
}

/// A pack, read twice: by the engine and from its words.
struct Both {
    library: Library,
    slow: pack::Pack,
}

/// The packs by their ids. A calendar of `us` is in every pack, and is looked at in
/// `us` alone.
fn packs() -> &'static BTreeMap<String, Both> {
    static PACKS: OnceLock<BTreeMap<String, Both>> = OnceLock::new();
    PACKS.get_or_init(|| {
        let texts = recoup_tests::rule_texts().unwrap();
        let texts: Vec<_> =
            texts.into_iter().filter(|(name, _)| !name.contains("/examples/")).collect();
        let ids: BTreeSet<&str> =
            texts.iter().filter_map(|(name, _)| Some(name.split_once('/')?.0)).collect();
        // A length of ten years leads out of the years that are looked at.
        let around = almanac::place(1979, 12, 1).unwrap()..=almanac::place(2071, 1, 31).unwrap();
        let mut packs = BTreeMap::<String, Both>::new();
        for id in ids {
            let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
            let library = Library::with_pack(pairs, id).unwrap();
            let mut slow = pack::Pack::read(&texts, id).unwrap();
            if let Some(us) = packs.get("us") {
                slow.calendars.retain(|id, _| !us.slow.calendars.contains_key(id));
            }
            slow.calendars.values_mut().for_each(|calendar| calendar.print(around.clone()));
            packs.insert(id.to_owned(), Both { library, slow });
        }
        packs
    })
}

fn calendar(pack: &str, id: &str) -> &'static Calendar {
    packs()[pack].library.pack(pack).unwrap().calendar_called(id).unwrap()
}

/// How many differences there are, and the first of them.
fn some(wrong: &[String]) -> String {
    format!("{}: {:#?}", wrong.len(), &wrong[..wrong.len().min(20)])
}

#[test]
fn a_court_is_closed_on_the_days_of_its_packs_words_and_no_others() {
    let days = days();
    let mut wrong = Vec::new();
    let (mut looked_at, mut holidays) = (0, 0);
    for (pack, both) in packs() {
        for (id, slow) in &both.slow.calendars {
            let calendar = calendar(pack, id);
            for place in years() {
                let (day, weekday) = (days[place], almanac::at(place).unwrap().weekday);
                let weekend = slow.is_weekend(place);
                let closed = slow.is_closed_at(place);
                let mut right = calendar.is_closed(day) == closed;
                // Why it is open has no answer; it is enough to ask now and then.
                let why = (closed || place % 5 == 0).then(|| calendar.why_closed(day)).flatten();
                let kept = if closed && !weekend { slow.kept_at(place) } else { Vec::new() };
                right &= match why {
                    None => !closed,
                    Some(why @ Closed::Weekend(_)) => why.name() == weekday,
                    // Where two are kept on one day, either is the reason.
                    Some(Closed::Holiday(title)) => kept.contains(&title),
                };
                if !right {
                    wrong.push(format!("{pack} {id}: {day}, a {weekday}: {kept:?} and {why:?}"));
                }
                looked_at += 1;
                holidays += usize::from(!kept.is_empty());
            }
        }
    }
    assert!(wrong.is_empty(), "{}", some(&wrong));
    // 71 years of 16 packs at the least, and nowhere fewer than ten holidays a year.
    assert!(looked_at >= 16 * 25_900 && holidays >= 16 * 71 * 8, "{looked_at}, {holidays}");
}

/// The two ways of counting of one id, and the calendar of the engine's.
struct Way<'p> {
    name: String,
    counting: Counting,
    calendar: &'p Calendar,
    slow: count::Counting,
}

/// Every way of counting of every pack; of those that are alike, one.
fn ways(none: &Calendar) -> Vec<Way<'_>> {
    let mut seen = HashSet::new();
    let mut ways = Vec::new();
    for (pack, both) in packs() {
        let read = &both.slow;
        for (id, slow) in &read.countings {
            let counting = Counting {
                last_day: match slow.last_day.as_str() {
                    "next court day" => LastDay::NextCourtDay,
                    "previous court day" => LastDay::PreviousCourtDay,
                    _ => LastDay::AsItFalls,
                },
                month_end: if slow.first_of_next {
                    MonthEnd::FirstOfNext
                } else {
                    MonthEnd::LastOfMonth
                },
                short: slow.court_days_up_to.try_into().unwrap(),
            };
            let of = slow.whose.as_deref().map(|whose| {
                let of = if read.calendars.contains_key(whose) { pack.as_str() } else { "us" };
                (of, whose)
            });
            if !seen.insert((format!("{counting:?}"), of.map(|(pack, id)| format!("{pack} {id}"))))
            {
                continue;
            }
            let mut slow = count::Counting::clone(slow);
            if let Some((pack, id)) = of {
                slow.calendar = packs()[pack].slow.calendars[id].clone();
            }
            ways.push(Way {
                name: format!("{pack} {id}"),
                counting,
                calendar: of.map_or(none, |(pack, id)| calendar(pack, id)),
                slow,
            });
        }
    }
    ways
}

/// Lengths of the kinds and sizes that packs have. There are 33, and each day takes
/// the next two: so each length is counted from every weekday and in every season.
const LENGTHS: [&str; 33] = [
    "1 day",
    "2 days",
    "3 days",
    "5 days",
    "6 days",
    "7 days",
    "8 days",
    "10 days",
    "11 days",
    "14 days",
    "15 days",
    "20 days",
    "21 days",
    "28 days",
    "30 days",
    "42 days",
    "45 days",
    "60 days",
    "90 days",
    "180 days",
    "1 court day",
    "2 court days",
    "5 court days",
    "10 court days",
    "20 court days",
    "1 week",
    "6 weeks",
    "1 month",
    "2 months",
    "6 months",
    "1 year",
    "5 years",
    "10 years",
];

#[test]
fn every_way_of_counting_comes_to_the_day_that_is_counted_out() {
    let none = Calendar::new(Vec::new());
    let ways = ways(&none);
    let days = days();
    let lengths: Vec<(Length, words::Length)> =
        LENGTHS.iter().map(|text| (text.parse().unwrap(), words::length(text).unwrap())).collect();
    let mut wrong = Vec::new();
    let (mut counted, mut moved) = (0, 0);
    for way in &ways {
        for (number, from) in years().step_by(3).enumerate() {
            for (length, slow_length) in (0..2).map(|more| lengths[(2 * number + more) % 33]) {
                for (direction, before) in [(Direction::After, false), (Direction::Before, true)] {
                    let slow_fell = way.slow.falls_at(from, slow_length, before);
                    let slow_ends = way.slow.moved_at(slow_fell, before);
                    let found = way.counting.count(way.calendar, days[from], length, direction);
                    if (found.fell_on, found.ends) != (days[slow_fell], days[slow_ends]) {
                        wrong.push(format!(
                            "{}: {length} {direction:?} {}: {} and {}, counted out {} and {}",
                            way.name,
                            days[from],
                            found.fell_on,
                            found.ends,
                            days[slow_fell],
                            days[slow_ends]
                        ));
                    }
                    counted += 1;
                    moved += usize::from(slow_fell != slow_ends);
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", some(&wrong));
    assert!(ways.len() >= 25 && counted >= ways.len() * 34_000 && moved * 10 > counted);
}

#[test]
fn a_last_day_on_any_day_moves_to_where_it_is_counted_out() {
    let none = Calendar::new(Vec::new());
    let days = days();
    let mut wrong = Vec::new();
    for way in ways(&none) {
        for place in years() {
            for (direction, before) in [(Direction::After, false), (Direction::Before, true)] {
                let found = way.counting.roll(way.calendar, days[place], direction);
                let slow = way.slow.moved_at(place, before);
                if found != days[slow] {
                    wrong.push(format!(
                        "{}: {} {direction:?}: {found}, counted out {}",
                        way.name, days[place], days[slow]
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", some(&wrong));
}

#[test]
fn the_almanac_has_the_weekdays_of_well_known_days() {
    // From the newspapers of the day, so to say; and 1900 was no leap year, 2000 was.
    for (year, month, day, weekday) in [
        (1903, 12, 17, "Thursday"), // Kitty Hawk
        (1929, 10, 29, "Tuesday"),  // Black Tuesday
        (1941, 12, 7, "Sunday"),    // Pearl Harbor
        (1963, 11, 22, "Friday"),   // Dallas
        (1969, 7, 20, "Sunday"),    // the Moon
        (2000, 2, 29, "Tuesday"),
        (2001, 9, 11, "Tuesday"),
    ] {
        let place = almanac::place(year, month, day).unwrap();
        let date = almanac::at(place).unwrap();
        assert_eq!((date.weekday, date.day), (weekday, day), "{date}");
        assert_eq!(date.to_string(), format!("{year:04}-{month:02}-{day:02}"));
    }
    assert_eq!(almanac::place(1900, 2, 29), None);
    assert_eq!(almanac::place(2100, 2, 29), None);
    assert_eq!(almanac::place(2025, 4, 31), None);
    // Wherever a month begins in the table, the day before ends the one before.
    for place in 1..almanac::days() {
        let (before, date) = (almanac::at(place - 1).unwrap(), almanac::at(place).unwrap());
        assert!(date.day == before.day + 1 || (date.day == 1 && before.day >= 28), "{date}");
    }
}

/// A day for one year only is written as a date. One on a weekend would close no
/// court, and whether `observed` moves it the reference does not say.
#[test]
fn no_pack_keeps_a_single_day_on_a_weekend() {
    for (pack, both) in packs() {
        for calendar in both.slow.calendars.values() {
            for holiday in &calendar.holidays {
                if let count::On::Once(place) = holiday.on {
                    let date = almanac::at(place).unwrap();
                    let weekend = ["Saturday", "Sunday"].contains(&date.weekday);
                    assert!(!weekend, "{pack}: {} on {date}, a {}", holiday.title, date.weekday);
                }
            }
        }
    }
}

/// Days for which the language has no words are written year by year. Those of
/// Michigan are of MCR 8.110(D)(2): Christmas Eve and New Year's Eve on a Friday are
/// kept on the Thursday before, on a Saturday or Sunday on the Friday before. The
/// general elections of Illinois are on the Tuesday after the first Monday of November.
#[test]
fn days_written_year_by_year_are_those_of_their_rule() {
    let written = |pack: &str, id: &str, name: &str| -> Vec<usize> {
        let holidays = packs()[pack].slow.calendars[id].holidays.iter();
        let places = holidays.filter_map(|holiday| match holiday.on {
            count::On::Once(place) if holiday.title.starts_with(name) => Some(place),
            _ => None,
        });
        places.collect()
    };

    for id in ["court", "public"] {
        for (name, day) in [("Christmas Eve", 24), ("New Year's Eve", 31)] {
            let by_rule = (2015..=2050).filter_map(|year| {
                let eve = almanac::place(year, 12, day)?;
                match almanac::at(eve)?.weekday {
                    "Friday" | "Saturday" => Some(eve - 1),
                    "Sunday" => Some(eve - 2),
                    _ => None,
                }
            });
            assert_eq!(written("us-mi", id, name), by_rule.collect::<Vec<_>>(), "{id}: {name}");
        }
    }

    let elections = (2006..=2046).step_by(2).map(|year| {
        let first = almanac::place(year, 11, 1).unwrap();
        let monday = (first..).find(|place| almanac::at(*place).unwrap().weekday == "Monday");
        monday.unwrap() + 1
    });
    let written = written("us-il", "closed", "General election day");
    assert_eq!(written, elections.collect::<Vec<_>>());
}
