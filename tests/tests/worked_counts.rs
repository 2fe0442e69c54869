//! Counting, held to counts that others have made and published: the authors of a
//! language for law, courts in their opinions, and the committees behind the rules.

use std::sync::LazyLock;

use recoup_engine::date::{Calendar, Counting, Direction, LastDay, Length, MonthEnd, Unit};
use recoup_engine::{Day, Library};
use recoup_tests::almanac;
use toml::{Table, Value};

fn file(name: &str) -> Table {
    recoup_tests::data(name).unwrap().parse().unwrap()
}

/// The tables under a key of a data file, of which there are so many.
fn entries(top: &Table, key: &str, number: usize) -> Vec<Table> {
    let list = top[key].as_array().unwrap();
    assert_eq!(list.len(), number, "`{key}`: that none was lost");
    list.iter().map(|entry| entry.as_table().unwrap().clone()).collect()
}

fn day(value: &Value) -> Day {
    value.to_string().parse().unwrap()
}

fn length(entry: &Table, key: &str) -> Length {
    entry[key].as_str().unwrap().parse().unwrap()
}

// ---- Catala

/// Their two roundings are the two ways in which a pack may end a month.
const DOWN: Counting =
    Counting { last_day: LastDay::AsItFalls, month_end: MonthEnd::LastOfMonth, short: 0 };
const UP: Counting = Counting { month_end: MonthEnd::FirstOfNext, ..DOWN };

static NO_HOLIDAYS: LazyLock<Calendar> = LazyLock::new(|| Calendar::new(Vec::new()));

fn count(counting: Counting, from: Day, length: Length, direction: Direction) -> Day {
    counting.count(&NO_HOLIDAYS, from, length, direction).fell_on
}

#[test]
fn months_and_years_end_where_catala_has_them() {
    let top = file("catala-dates.toml");
    for entry in entries(&top, "exact", 19) {
        let (from, length) = (day(&entry["from"]), length(&entry, "plus"));
        for counting in [DOWN, UP] {
            let found = count(counting, from, length, Direction::After);
            assert_eq!(found, day(&entry["is"]), "{from} and {length}");
        }
    }
    for entry in entries(&top, "ambiguous", 11) {
        let (from, length) = (day(&entry["from"]), length(&entry, "plus"));
        for (counting, key) in [(DOWN, "down"), (UP, "up")] {
            let found = count(counting, from, length, Direction::After);
            assert_eq!(found, day(&entry[key]), "{from} and {length}, {key}");
        }
        assert_ne!(entry["down"], entry["up"]);
    }
}

/// What Catala's authors test of theirs with random dates, here on every day of four
/// years and around a century without a leap day: the roundings differ only where the
/// month has no such date, and then by a day; and days added can be taken off again.
#[test]
fn roundings_differ_by_a_day_and_only_where_the_month_lacks_the_date() {
    let years =
        |from, until| almanac::place(from, 1, 1).unwrap()..=almanac::place(until, 12, 31).unwrap();
    let mut ambiguous = 0;
    for place in years(2023, 2026).chain(years(2096, 2096)) {
        let date = almanac::at(place).unwrap();
        let from: Day = date.to_string().parse().unwrap();
        for number in [1, 2, 3, 6, 11, 12, 13, 18, 36, 48] {
            let months = Length::new(number, Unit::Months).unwrap();
            for (direction, sign) in [(Direction::After, 1), (Direction::Before, -1)] {
                let month = date.year * 12 + almanac::number_of(date.month) as i32 - 1;
                let month = month + sign * number as i32;
                let (year, month) = (month.div_euclid(12), month.rem_euclid(12) as u32 + 1);
                let same = almanac::place(year, month, date.day);
                let down = count(DOWN, from, months, direction);
                let up = count(UP, from, months, direction);
                match same.and_then(almanac::at) {
                    Some(same) => {
                        let same: Day = same.to_string().parse().unwrap();
                        assert_eq!((down, up), (same, same), "{from}, {months} {direction:?}");
                    }
                    None => {
                        ambiguous += 1;
                        let first = almanac::place(year, month, 28).unwrap();
                        let next = (first..first + 5)
                            .find(|place| almanac::at(*place).is_some_and(|next| next.day == 1));
                        let next = almanac::at(next.unwrap()).unwrap().to_string();
                        assert_eq!(up, next.parse().unwrap(), "{from}, {months} {direction:?}");
                        assert_eq!(down.next(), up, "{from}, {months} {direction:?}");
                    }
                }
            }
            let days = Length::new(number * 17, Unit::Days).unwrap();
            let there = count(DOWN, from, days, Direction::After);
            assert_eq!(count(DOWN, there, days, Direction::Before), from);
        }
    }
    assert!(ambiguous > 400, "only {ambiguous} were ambiguous");
}

// ---- Courts

/// A way of counting as its pack writes it.
fn counting(pack: &str, id: &str) -> (Counting, Option<String>) {
    let name = format!("{pack}/counting.toml");
    let texts = recoup_tests::rule_texts().unwrap();
    let (_, text) = texts.iter().find(|(other, _)| *other == name).unwrap();
    let table: Table = text.parse().unwrap();
    let way = table["counting"][id].as_table().unwrap();
    assert!(!way.contains_key("month_end"), "{pack} {id}: read it here too");
    let short = way.get("court_days_up_to").and_then(Value::as_integer).unwrap_or_default();
    let last_day = match way["last_day"].as_str().unwrap() {
        "next court day" => LastDay::NextCourtDay,
        "previous court day" => LastDay::PreviousCourtDay,
        _ => LastDay::AsItFalls,
    };
    let calendar = way.get("calendar").map(|id| id.as_str().unwrap().to_owned());
    (Counting { last_day, short: short.try_into().unwrap(), ..DOWN }, calendar)
}

#[test]
fn counts_come_to_the_days_that_courts_have_counted() {
    let texts = recoup_tests::rule_texts().unwrap();
    let mut wrong = Vec::new();
    for entry in entries(&file("worked-counts.toml"), "count", 22) {
        let pack = entry["pack"].as_str().unwrap();
        let (way, calendar) = match entry.get("counted") {
            Some(id) => counting(pack, id.as_str().unwrap()),
            None => {
                let way = Counting { last_day: LastDay::NextCourtDay, ..DOWN };
                (way, Some("federal".to_owned()))
            }
        };
        let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let library = Library::with_pack(pairs, pack).unwrap();
        let calendar = match &calendar {
            Some(id) => library.pack(pack).unwrap().calendar_called(id).unwrap(),
            None => &*NO_HOLIDAYS,
        };
        let direction = match entry.get("before") {
            Some(_) => Direction::Before,
            None => Direction::After,
        };
        let (from, length) = (day(&entry["from"]), length(&entry, "length"));
        let counted = way.count(calendar, from, length, direction);

        let said = |key: &str| entry.get(key).map(day);
        let days = |key: &str| -> Vec<Day> {
            let list = entry.get(key).and_then(Value::as_array);
            list.map(|list| list.iter().map(day).collect()).unwrap_or_default()
        };
        let right = said("fell_on").is_none_or(|fell_on| fell_on == counted.fell_on)
            && said("ends").is_none_or(|ends| ends == counted.ends)
            && days("late").iter().all(|late| *late > counted.ends)
            && days("in_time").iter().all(|in_time| *in_time <= counted.ends);
        if !right {
            wrong.push(format!(
                "{pack}, {length} {direction:?} {from}: {} and {}, but {entry}",
                counted.fell_on, counted.ends
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
