//! The calendars of the packs, held to what courts and statutes have published.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use recoup_engine::date::Calendar;
use recoup_engine::{Day, Library};
use toml::{Table, Value};

/// The packs by their ids.
static LIBRARIES: LazyLock<BTreeMap<String, Library>> = LazyLock::new(|| {
    let texts = recoup_tests::rule_texts().unwrap();
    let ids: BTreeSet<&str> =
        texts.iter().filter_map(|(name, _)| Some(name.split_once('/')?.0)).collect();
    let read = |id: &&str| {
        let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        ((*id).to_owned(), Library::with_pack(pairs, id).unwrap())
    };
    ids.iter().map(read).collect()
});

/// A calendar of a pack; a state has those of `us` as well.
fn calendar(pack: &str, entry: &Table) -> &'static Calendar {
    let id = entry["calendar"].as_str().unwrap();
    LIBRARIES[pack].pack(pack).unwrap().calendar_called(id).unwrap()
}

fn file(name: &str) -> Table {
    recoup_tests::data(name).unwrap().parse().unwrap()
}

/// The tables under a key of a data file.
fn entries(top: &mut Table, key: &str) -> Vec<Table> {
    let Some(Value::Array(list)) = top.remove(key) else {
        panic!("no `{key}`");
    };
    list.into_iter()
        .map(|entry| match entry {
            Value::Table(table) => table,
            _ => panic!("`{key}` is a list of tables"),
        })
        .collect()
}

fn days(entry: &Table, key: &str) -> BTreeSet<Day> {
    let Some(list) = entry.get(key) else {
        return BTreeSet::new();
    };
    let list = list.as_array().unwrap();
    list.iter().map(|day| day.to_string().parse().unwrap()).collect()
}

/// The packs whose courts' lists are in `data`, each with the name of its file.
fn lists() -> BTreeMap<String, String> {
    let names = recoup_tests::data_files().unwrap();
    let of =
        |name: &String| Some((name.strip_suffix("-court-holidays.toml")?.to_owned(), name.clone()));
    names.iter().filter_map(of).collect()
}

/// How a year of a list and a calendar differ, and how many weekdays were looked at.
fn differences(entry: &Table, calendar: &Calendar) -> (Vec<String>, usize) {
    let year = entry["year"].as_integer().unwrap() as i32;
    let [listed, left_out, extra, unlisted] =
        ["closed", "left_out", "extra", "unlisted"].map(|key| days(entry, key));
    for day in [&listed, &left_out, &extra, &unlisted].into_iter().flatten() {
        let weekend = matches!(day.weekday(), Some(Weekday::Sat | Weekday::Sun));
        assert!(day.year() == Some(year) && !weekend, "{day} is a slip in the data");
    }
    // A difference has its reason.
    let differs = !extra.is_empty() || !unlisted.is_empty();
    let because = entry.get("because").and_then(Value::as_str).unwrap_or_default();
    assert!(!differs || because.len() > 20, "{year}: why does the calendar not follow the list?");
    assert!(!entry["sources"].as_array().unwrap().is_empty());

    let (mut wrong, mut checked) = (Vec::new(), 0);
    let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
    for date in first.iter_days().take_while(|date| date.year() == year) {
        let day = Day::from(date);
        assert_eq!(calendar.is_closed(day), calendar.why_closed(day).is_some());
        if matches!(date.weekday(), Weekday::Sat | Weekday::Sun) {
            assert!(calendar.is_closed(day), "{day} is on a weekend");
        } else if !left_out.contains(&day) {
            checked += 1;
            let closed = listed.contains(&day) || unlisted.contains(&day);
            match (calendar.why_closed(day), closed) {
                (Some(_), true) | (None, false) => {}
                (Some(why), false) => wrong.push(format!("{day}: {}, not listed", why.name())),
                (None, true) => wrong.push(format!("{day}: listed, but open")),
            }
        }
    }
    (wrong, checked)
}

#[test]
fn courts_are_closed_on_the_days_that_they_list() {
    let mut wrong = Vec::new();
    let mut checked = 0;
    for (pack, name) in lists() {
        let mut top = file(&name);
        assert!(top["read"].is_datetime(), "{name}: when was it read?");
        let common = top.remove("calendar");
        for mut entry in entries(&mut top, "year") {
            if let Some(common) = &common {
                entry.insert("calendar".to_owned(), common.clone());
            }
            let (found, looked_at) = differences(&entry, calendar(&pack, &entry));
            wrong.extend(found.iter().map(|found| format!("{pack}: {found}")));
            checked += looked_at;
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    // Some 261 weekdays for each of 54 lists: that nothing was quietly left out.
    assert!(checked > 54 * 258, "only {checked} days were checked");
}

#[test]
fn each_pack_has_a_courts_list_or_says_that_none_was_found() {
    let lists: BTreeSet<String> = lists().into_keys().collect();
    let mut top = file("court-holidays-not-found.toml");
    let not_found: BTreeSet<String> = entries(&mut top, "not_found")
        .iter()
        .map(|entry| entry["pack"].as_str().unwrap().to_owned())
        .collect();
    let both: Vec<_> = lists.intersection(&not_found).collect();
    assert!(both.is_empty(), "found after all: {both:?}");
    let told: BTreeSet<String> = lists.union(&not_found).cloned().collect();
    assert_eq!(told, LIBRARIES.keys().cloned().collect::<BTreeSet<_>>());
}

#[test]
fn single_days_are_as_they_are_recorded() {
    let mut wrong = Vec::new();
    for entry in entries(&mut file("single-days.toml"), "day") {
        let pack = entry.get("pack").and_then(Value::as_str).unwrap_or("us-ca");
        let calendar = calendar(pack, &entry);
        for (key, closed) in [("closed", true), ("open", false)] {
            let differ = days(&entry, key).into_iter().filter(|day| {
                assert!(!matches!(day.weekday(), Some(Weekday::Sat | Weekday::Sun)), "{day}");
                calendar.is_closed(*day) != closed
            });
            wrong.extend(differ.map(|day| format!("{pack}: {day} was {key}")));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
