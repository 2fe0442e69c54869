//! Whatever day a reason tells of a time, that time is counted with it.

use std::collections::HashSet;

use recoup_engine::assess::{State, Why};
use recoup_engine::graph::Element;
use recoup_engine::{Day, Library};

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

/// All packs, with their texts and examples.
fn library() -> (Library, Vec<(String, String)>) {
    let texts = recoup_tests::rule_texts().unwrap();
    let packs = texts.iter().filter(|(name, _)| !name.contains("/examples/"));
    let library = Library::from_sources(packs.map(|(name, text)| (name.as_str(), text.as_str())));
    (library.unwrap(), texts)
}

/// The days in a text, as in `until 4 April 2025`.
fn days_in(text: &str) -> Vec<Day> {
    let words: Vec<&str> = text.split(|one: char| !one.is_ascii_alphanumeric()).collect();
    let day = |three: &[&str]| {
        let month = MONTHS.iter().position(|month| *month == three[1])?;
        Day::new(three[2].parse().ok()?, month as u32 + 1, three[0].parse().ok()?)
    };
    words.windows(3).filter_map(day).collect()
}

/// The days in a text, as in `on = 2025-04-04`.
fn dates_in(text: &str) -> impl Iterator<Item = Day> {
    let words = text.split(|one: char| !one.is_ascii_digit() && one != '-');
    words.filter_map(|word| word.parse().ok())
}

/// The days in the lines by which the times of a reason are counted.
fn counted(why: &Why<'_>) -> HashSet<Day> {
    let brought = why.deadlines.iter().flat_map(|one| &one.building_blocks);
    let blocks = why.building_blocks.iter().chain(brought).map(|one| &one.computation);
    let read = why.deadlines.iter().flat_map(|one| &one.by_reading).map(|one| &one.computation);
    let own = why.deadlines.iter().map(|one| &one.computation);
    let lines = own.chain(read).chain(blocks).flat_map(|count| count.lines().collect::<Vec<_>>());
    lines.flat_map(|line| dates_in(&line).collect::<Vec<_>>()).collect()
}

#[test]
fn days_are_found_in_a_text() {
    let day = |text: &str| text.parse::<Day>().unwrap();
    let text = "Time to appeal: until 4 April 2025 (from 1 May 2024), $30 March";
    assert_eq!(days_in(text), [day("2025-04-04"), day("2024-05-01")]);
    assert_eq!(dates_in("on = 2025-04-04\nx = 3").collect::<Vec<_>>(), [day("2025-04-04")]);
}

/// Whatever period, status or figure a pack has can be explained in a case.
#[test]
fn nothing_in_a_pack_is_without_a_word() {
    let (library, _) = library();
    for pack in library.packs().filter(|pack| !pack.foundation) {
        let case = format!("jurisdiction = '{}'\njudgment.entered = 2025-03-05\n", pack.id);
        let matter = library.read_case("case", &case).unwrap();
        let on = matter.entered().plus(40);
        let assessment = matter.evaluate(on).unwrap();
        for &element in pack.graph().node_weights() {
            let id = pack.name_of(element);
            if let Element::Period(_) | Element::Status(_) | Element::Figure(_) = element {
                let why = assessment.why_other(id, on).unwrap();
                assert!(why.text.starts_with(|first: char| !first.is_lowercase()), "{}", why.text);
                // A status may only say what a fact is.
                let is_status = matches!(element, Element::Status(_));
                assert!(is_status || !why.laws.is_empty(), "{}: {id}: {}", pack.id, why.text);
            }
        }
    }
}

#[test]
fn every_day_that_a_reason_tells_is_counted() {
    let (library, texts) = library();
    let (examples, packs): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(name, _)| name.contains("/examples/"));
    // Days that the law itself has: they stand in the pack.
    let of_law: HashSet<Day> =
        packs.iter().flat_map(|(_, text)| dates_in(text).chain(days_in(text))).collect();
    let mut told = 0;
    for ((name, text), later) in examples.iter().zip([20, 800].into_iter().cycle()) {
        let matter = library.read_case(name, text).unwrap();
        let of_case: HashSet<Day> = dates_in(text).collect();
        let on = matter.entered().plus(later);
        let Ok(assessment) = matter.evaluate(on) else { continue };
        let answer = assessment.answer(on);
        let statuses = answer.statuses.iter().map(|status| {
            let why = assessment.why_status(status.id, on).unwrap();
            (status.id, why.text.clone(), why)
        });
        let procedures = answer.procedures.iter().filter(|one| one.state != State::Barred);
        let procedures = procedures.map(|procedure| {
            for reason in &procedure.reasons {
                let text = reason.text.to_lowercase();
                let mut parts = text.split("; ");
                let mut before = parts.next();
                for part in parts {
                    assert_ne!(before.replace(part), Some(part), "{name} on {on}: {text}");
                }
            }
            let reasons = procedure.reasons.iter().map(|reason| reason.text.as_str());
            let why = assessment.why_procedure(procedure.id, on).unwrap();
            (procedure.id, reasons.collect::<Vec<_>>().join("; "), why)
        });
        for (id, reason, why) in statuses.chain(procedures) {
            let counted = counted(&why);
            // Where it is not known how a time is counted, there is no count to redo.
            let known = |ends: Option<Day>| ends.is_some();
            if !why.deadlines.iter().all(|one| known(one.ends))
                || !why.building_blocks.iter().all(|one| known(one.ends))
            {
                continue;
            }
            for day in days_in(&reason) {
                told += usize::from(counted.contains(&day));
                assert!(
                    counted.contains(&day) || of_case.contains(&day) || of_law.contains(&day),
                    "{name} on {on}: {day} of {id} is not counted: {reason}"
                );
            }
            let mut laws = HashSet::new();
            assert!(why.laws.iter().all(|law| laws.insert(law.id)), "{name}: {id}");
            for deadline in &why.deadlines {
                assert!(deadline.law.iter().all(|law| laws.contains(law)), "{name}: {id}");
            }
        }
    }
    assert!(told > 1000, "only {told} days are told by reasons");
}
