//! A computation as it is printed, redone as one would on paper.
//!
//! Reads the lines alone, with the ways of counting that the period may be counted in.
//! Must not know how the engine came to them.

use chrono::{Days, NaiveDate};

use crate::slow::count::{Counting, previous};
use crate::slow::pack::Period;
use crate::slow::words::{self, Length, Unit};

/// Redoes the lines of a computation; its last line must come to `ends`.
///
/// # Errors
///
/// The line that does not add up.
pub fn redo(lines: &[String], period: &Period, ends: NaiveDate) -> Result<(), String> {
    let countings = countings(period);
    // The day come to, and whether the line before was a count that this one goes on with.
    let mut come_to: Option<NaiveDate> = None;
    let mut counted = false;
    // The days come to before, of which the earlier or the later may be taken. Of how many it
    // is taken is not said: what is left is one of several lists.
    let mut others: Vec<Vec<NaiveDate>> = vec![Vec::new()];
    // Whether that day is only the one of an event that changes the period; and the end
    // before, which it may leave as it was.
    let mut changes = false;
    let mut old_end: Option<NaiveDate> = None;
    // Whether the line before says what may have moved the end.
    let mut perhaps = false;
    for line in lines {
        let wrong = |why: &str| Err(format!("`{line}`: {why}"));
        // What held the period open is told behind its day.
        let last = last_date(match line.starts_with("held open") {
            true => line.split(", while ").next().unwrap_or(line),
            false => line,
        });
        if let Some(later) = choice(line) {
            others.iter_mut().for_each(|list| list.extend(come_to));
            let Some(to) = last else {
                let some = |list: Vec<NaiveDate>| (0..=list.len()).map(move |n| list[..n].to_vec());
                (others, come_to) = (others.into_iter().flat_map(some).collect(), None);
                continue;
            };
            let beyond = |other: &NaiveDate| if later { *other > to } else { *other < to };
            let left = |list: Vec<NaiveDate>| {
                let these = list.iter().rev().take_while(|other| !beyond(other)).count();
                let from = (list.len() - these..list.len()).rev();
                let taken = from.filter(|from| list[*from..].contains(&to));
                taken.map(|from| list[..from].to_vec()).collect::<Vec<_>>()
            };
            others = others.into_iter().flat_map(left).collect();
            if others.is_empty() {
                return wrong("is none of them, or another is before or after it");
            }
            (come_to, counted) = (Some(to), true);
        } else if let Some((length, before)) = added(line) {
            let Some(to) = date_after(line, " = ") else { return wrong("no outcome") };
            let falls = |counting: &&Counting| {
                come_to.is_some_and(|from| match line.contains(" for the manner of service") {
                    true => counting.added_falls(from, length, before) == to,
                    false => counting.falls(from, length, before) == to,
                })
            };
            if !countings.iter().any(|counting| falls(&counting)) {
                return wrong("is another day");
            }
            (come_to, counted) = (Some(to), true);
        } else if let Some(to) = date_after(line, ": moves to ") {
            let Some(from) = come_to else { return wrong("nothing to move") };
            let moves = |from: NaiveDate| {
                let to_it = |before: &bool| {
                    countings.iter().any(|counting| counting.moved(from, *before) == to)
                };
                from != to && [false, true].iter().any(to_it)
            };
            // An event that may have moved the end to the day on which it is in any case: the
            // line before tells it as moved already.
            let told = perhaps && from == to && old_end.is_some_and(moves);
            if counted && !moves(from) && !told {
                return wrong("is not where the last day moves");
            }
            come_to = Some(to);
        } else if let Some((days, first, final_day)) = stood_still(line) {
            let Some(to) = date_after(line, " = ") else { return wrong("no outcome") };
            let span = (final_day - first).num_days() + 1;
            let unbroken = !line.contains("on some days");
            if days > span || unbroken && days != span {
                return wrong("the days on which the clock stood still are others");
            }
            let court_days = Length { number: days, unit: Unit::CourtDays };
            let is_court_days =
                line.split(" on which ").next().is_some_and(|days| days.contains("court"));
            // Where that day is closed, the next line says to which it moves.
            let fits = |from: NaiveDate| match is_court_days {
                true => {
                    countings.iter().any(|counting| counting.falls(from, court_days, false) == to)
                }
                false => from + Days::new(days as u64) == to,
            };
            if come_to.filter(|_| counted).is_some_and(|from| !fits(from)) {
                return wrong("is another day");
            }
            come_to = Some(to);
        } else if let Some((event, _)) = line.split_once(": last day ") {
            let (Some(on), Some(to)) = (last_date(event), last) else {
                return wrong("no day of the event, or no last day");
            };
            if to != previous(on) && come_to != Some(to) {
                return wrong("is not the day before");
            }
            (come_to, counted) = (Some(to), false);
        } else if let Some(day) = last.or_else(|| if_ever(line)) {
            // A day that something else has set.
            let before = come_to.filter(|_| !changes);
            others.iter_mut().for_each(|list| list.extend(before));
            old_end = come_to;
            (come_to, counted) =
                (Some(day), line.starts_with("counted from") || !line.contains("ends"));
            perhaps = line.contains(": may have moved the end: ");
            changes = [": moves the end (", ": begins anew (", ": revived ("]
                .iter()
                .any(|change| line.contains(change));
        }
    }
    match come_to {
        Some(day) if day == ends => Ok(()),
        Some(_) if changes && old_end == Some(ends) => Ok(()),
        other => Err(format!("comes to {other:?}, not to {ends}")),
    }
}

/// All ways of counting that a part of a period names.
fn countings(period: &Period) -> Vec<Counting> {
    let versions = period.versions.iter().map(|(_, terms)| terms);
    let terms = [&period.terms].into_iter().chain(versions).chain(&period.readings);
    let own = terms.flat_map(|terms| {
        let held = terms.held_open.iter().filter_map(|held| held.counted.as_ref());
        terms.counted.iter().chain(&terms.last_day).chain(held)
    });
    let effects = period.effects.iter().filter_map(|effect| effect.counted.as_ref());
    own.chain(effects).map(|counting| Counting::clone(counting)).collect()
}

/// `the later of these: …`, `the earlier of these: …`: whether it is the later.
fn choice(line: &str) -> Option<bool> {
    let later = line.starts_with("the later of these: ");
    (later || line.starts_with("the earlier of these: ")).then_some(later)
}

/// `+ 30 days = …`, `- 1 month = …`, `+ 5 days for the manner of service = …`
fn added(line: &str) -> Option<(Length, bool)> {
    let (before, rest) = match line.strip_prefix("+ ") {
        Some(rest) => (false, rest),
        None => (true, line.strip_prefix("- ")?),
    };
    let length = rest.split(" = ").next()?.trim_end_matches(" for the manner of service");
    Some((words::length(length).ok()?, before))
}

/// `+ 3 days on which the clock stood still, from 2025-03-01 to 2025-03-03 = …`
fn stood_still(line: &str) -> Option<(i64, NaiveDate, NaiveDate)> {
    let (days, rest) = line.strip_prefix("+ ")?.split_once(" on which the clock stood still, ")?;
    let days = days.split(' ').next()?.parse().ok()?;
    let mut dates = rest.split([' ', ',']).filter_map(|word| word.parse::<NaiveDate>().ok());
    Some((days, dates.next()?, dates.next()?))
}

/// The date that stands after some words.
fn date_after(line: &str, words: &str) -> Option<NaiveDate> {
    let (_, rest) = line.rsplit_once(words)?;
    rest.get(..10)?.parse().ok()
}

/// The day of what may never be, by which is counted if it is: `…: not known, 2025-03-05 or later`.
fn if_ever(line: &str) -> Option<NaiveDate> {
    line.strip_suffix(" or later")?.rsplit_once(": not known, ")?.1.parse().ok()
}

/// The last date of a line; none where it says that the day is not known.
fn last_date(line: &str) -> Option<NaiveDate> {
    if line.contains("not known") || line.ends_with("not yet") {
        return None;
    }
    line.split([' ', ',', ':']).rev().find_map(|word| word.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::slow::pack::Terms;

    #[test]
    fn a_line_is_read() {
        let day = |text: &str| text.parse::<NaiveDate>().expect("a date");
        let line = "+ 3 days on which the clock stood still, from 2025-03-01 to 2025-03-03 = 2025-03-09 (Sunday)";
        assert_eq!(stood_still(line), Some((3, day("2025-03-01"), day("2025-03-03"))));
        let because = line.replace(" = ", ", while an appeal is pending = ");
        assert_eq!(stood_still(&because), stood_still(line));
        assert_eq!(date_after(line, " = "), Some(day("2025-03-09")));
        assert_eq!(last_date("Notice mailed: 2025-03-05 (Wednesday)"), Some(day("2025-03-05")));
        let in_doubt = "Lien recorded: not known, 2025-03-05 or later";
        assert_eq!((last_date(in_doubt), if_ever(in_doubt)), (None, Some(day("2025-03-05"))));
        assert!(added("- 1 month = 2025-03-05 (Wednesday)").is_some_and(|(_, before)| before));
    }

    #[test]
    fn the_earlier_and_the_later_are_of_those_before_it() {
        let starts = words::start("judgment_entered").expect("a starting point");
        let period = Period {
            starts,
            when: None,
            terms: Terms::default(),
            versions: Vec::new(),
            readings: Vec::new(),
            effects: Vec::new(),
            ended_by: Vec::new(),
            waits: false,
            title: String::new(),
            shown: true,
            moot_when: None,
        };
        let redone = |choices: &[&str], ends: &str| {
            let these = ["first: 2025-03-05", "second: 2025-03-07", "third: 2025-03-06"];
            let lines: Vec<String> =
                these.iter().chain(choices).map(|line| (*line).to_owned()).collect();
            redo(&lines, &period, ends.parse().expect("a date")).is_ok()
        };
        let later = |day: &str| redone(&[&format!("the later of these: {day}")], day);
        let earlier = |day: &str| redone(&[&format!("the earlier of these: {day}")], day);
        // Of two, the later is the second; of three, the earlier the first. The third is the
        // earlier of two. The others are neither.
        assert!(later("2025-03-07") && earlier("2025-03-05") && earlier("2025-03-06"));
        assert!(!later("2025-03-05") && !earlier("2025-03-07") && !later("2025-03-08"));
        // What is chosen is one of those of which is chosen next.
        let both = ["the later of these: 2025-03-07", "the earlier of these: 2025-03-05"];
        assert!(redone(&both, "2025-03-05"));
        let both = ["the earlier of these: 2025-03-06", "the later of these: 2025-03-07"];
        assert!(!redone(&both, "2025-03-06") && redone(&both, "2025-03-07"));
    }
}
