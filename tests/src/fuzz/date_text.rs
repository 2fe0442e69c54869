//! Days, lengths and holidays as text: what the command line, a case and a pack
//! take for a day.

use chrono::{Datelike, NaiveDate};
use recoup_engine::date::{HolidayRule, Length};
use recoup_engine::{Case, Day};

/// Any bytes as a day, a length and the day of a holiday.
///
/// # Panics
///
/// Where one of them is read otherwise than the calendar has it.
pub fn date_text(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let read = text.parse::<Day>();
    let date = by_the_calendar(text);
    assert_eq!(read.as_ref().ok().and_then(|day| day.date()), date, "{text:?}");
    match read {
        Ok(day) => {
            assert_eq!(day.to_string(), text);
            let weekday = date.map(|date| date.weekday());
            assert_eq!(day.weekday(), weekday, "{text:?}");
        }
        Err(wrong) => assert!(wrong.to_string().contains(text)),
    }
    in_a_case(text, date);
    if let Ok(length) = text.parse::<Length>() {
        assert_eq!(length.to_string().parse(), Ok(length), "{text:?}");
    }
    if let Some(rule) = HolidayRule::parse(text) {
        for year in [1, 1900, 2000, 2023, 2024, 9999] {
            let day = rule.in_year(year);
            // Days after the last of December would be of the next year.
            assert!(day.is_none_or(|day| day.year().is_some_and(|of| of - year <= 1)), "{text:?}");
        }
    }
}

/// The date that a text states by the rule of the reference: four digits, two and
/// two, in the years 1 to 9999.
fn by_the_calendar(text: &str) -> Option<NaiveDate> {
    let bytes: &[u8; 10] = text.as_bytes().try_into().ok()?;
    let number = |part: &[u8]| {
        let digits = part.iter().all(u8::is_ascii_digit);
        digits.then(|| part.iter().fold(0, |sum, digit| 10 * sum + u32::from(digit - b'0')))
    };
    let (year, month, day) = (number(&bytes[..4])?, number(&bytes[5..7])?, number(&bytes[8..])?);
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        2 => 28 + u32::from(leap),
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let stands = bytes[4] == b'-' && bytes[7] == b'-' && year > 0 && (1..=days).contains(&day);
    stands.then(|| NaiveDate::from_ymd_opt(year as i32, month, day).expect("a date"))
}

/// A case takes the same texts in quotes, and the same dates without them.
fn in_a_case(text: &str, date: Option<NaiveDate>) {
    let entered = |value: &str| {
        let case =
            Case::from_toml(&format!("jurisdiction = \"us-zz\"\njudgment.entered = {value}"))
                .ok()?;
        case.entered().date()
    };
    let quoted = toml::Value::String(text.to_owned()).to_string();
    assert_eq!(entered(&quoted), date, "{text:?}");
    if date.is_some() {
        assert_eq!(entered(text), date, "{text:?}");
    }
}
