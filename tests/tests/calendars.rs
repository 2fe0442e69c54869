//! The calendars of the packs, held to what courts and statutes have published.

use chrono::{Datelike, NaiveDate, Weekday};
use recoup_engine::date::Calendar;
use recoup_engine::{Day, Library};
use toml::{Table, Value};

fn library() -> Library {
    let texts = recoup_tests::rule_texts().unwrap();
    let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Library::with_pack(pairs, "us-ca").unwrap()
}

/// A calendar of the pack `us-ca`, which has those of `us` as well.
fn calendar<'l>(library: &'l Library, id: &str) -> &'l Calendar {
    library.pack("us-ca").unwrap().calendar_called(id).unwrap()
}

/// The tables under a key of a data file.
fn entries(file: &str, key: &str) -> Vec<Table> {
    let mut top: Table = recoup_tests::data(file).unwrap().parse().unwrap();
    let Some(Value::Array(list)) = top.remove(key) else {
        panic!("{file} has no `{key}`");
    };
    list.into_iter()
        .map(|entry| match entry {
            Value::Table(table) => table,
            _ => panic!("`{key}` is a list of tables"),
        })
        .collect()
}

fn days(entry: &Table, key: &str) -> Vec<Day> {
    let Some(list) = entry.get(key) else {
        return Vec::new();
    };
    let list = list.as_array().unwrap();
    list.iter().map(|day| day.to_string().parse().unwrap()).collect()
}

#[test]
fn california_is_closed_on_the_days_that_its_courts_list() {
    let library = library();
    let calendar = calendar(&library, "court");
    let mut wrong = Vec::new();
    let mut checked = 0;
    for entry in entries("us-ca-court-holidays.toml", "year") {
        let year = entry["year"].as_integer().unwrap() as i32;
        assert!(!entry["sources"].as_array().unwrap().is_empty());
        let (listed, left_out) = (days(&entry, "closed"), days(&entry, "left_out"));
        for day in listed.iter().chain(&left_out) {
            let weekend = matches!(day.weekday(), Some(Weekday::Sat | Weekday::Sun));
            assert!(day.year() == Some(year) && !weekend, "{day} is a slip in the data");
        }
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        for date in first.iter_days().take_while(|date| date.year() == year) {
            let day = Day::from(date);
            if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
                assert!(calendar.is_closed(day), "{day} is on a weekend");
            } else if !left_out.contains(&day) {
                checked += 1;
                match (calendar.why_closed(day), listed.contains(&day)) {
                    (Some(_), true) | (None, false) => {}
                    (Some(why), false) => wrong.push(format!("{day}: {}, not listed", why.name())),
                    (None, true) => wrong.push(format!("{day}: listed, but open")),
                }
                assert_eq!(calendar.is_closed(day), calendar.why_closed(day).is_some());
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Seventeen years of some 261 weekdays: that nothing was quietly left out.
    assert!(checked > 4400, "only {checked} days were checked");
}

#[test]
fn single_days_are_as_they_are_recorded() {
    let library = library();
    for entry in entries("single-days.toml", "day") {
        let id = entry["calendar"].as_str().unwrap();
        let calendar = calendar(&library, id);
        for day in days(&entry, "closed") {
            assert!(calendar.is_closed(day), "{id}: {day} was a holiday");
        }
        for day in days(&entry, "open") {
            assert!(!calendar.is_closed(day), "{id}: {day} was no holiday");
        }
    }
}
