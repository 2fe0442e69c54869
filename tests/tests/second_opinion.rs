//! The engine and the slow evaluator of `recoup_tests::slow` agree: on every
//! example of every pack, and on random histories.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use recoup_engine::assess::{Answer, Deadline, Standing};
use recoup_engine::{Case, Day, Library};
use recoup_tests::slow::{self, Run, State, Truth};
use toml::{Table, Value};

/// The packs, read twice: by the engine and by the slow evaluator.
struct Both {
    library: Library,
    slow: BTreeMap<String, slow::pack::Pack>,
    examples: Vec<(String, String)>,
}

fn both() -> Both {
    let texts = recoup_tests::rule_texts().expect("the packs can be read");
    let (examples, packs): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(name, _)| name.contains("/examples/"));
    let pairs = packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let library = Library::from_sources(pairs).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let slow = library.packs().filter(|pack| !pack.foundation).map(|pack| {
        let read = slow::pack::Pack::read(&packs, &pack.id);
        (pack.id.clone(), read.unwrap_or_else(|wrong| panic!("{}: {wrong}", pack.id)))
    });
    let slow = slow.collect();
    Both { library, slow, examples }
}

fn day(date: NaiveDate) -> Day {
    date.to_string().parse().expect("a date is a day")
}

/// What the two say differently of a case on a day.
fn differences(engine: &Answer<'_>, slow: &slow::Answer, pack: &slow::pack::Pack) -> Vec<String> {
    let mut found = Vec::new();
    for status in &engine.statuses {
        let other = slow.statuses[status.id];
        if !may_be(status.holds, other, slow) {
            found.push(format!("status {}: {:?}, slowly {other:?}", status.id, status.holds));
        }
    }
    for procedure in &engine.procedures {
        let state = procedure.state.name();
        let other = slow.procedures[procedure.id];
        let other_name = name(other);
        let unsure = slow.worlds > 1 && state == "unknown";
        if state != other_name && !unsure && !slow.left_out {
            let failing: Vec<&str> = procedure.reasons.iter()
                .filter(|reason| reason.holds != Some(true)).map(|reason| reason.clause).collect();
            found.push(format!("procedure {}: {state}, slowly {other_name} {failing:?}", procedure.id));
        }
        if state == "available" && other == State::Available && slow.worlds == 1 {
            let until = slow.until[procedure.id].map(day);
            if procedure.until != until {
                found.push(format!("procedure {}: until {:?}, slowly {until:?}", procedure.id, procedure.until));
            }
        }
    }
    for deadline in &engine.deadlines {
        found.extend(deadline_differs(deadline, slow, engine.as_of));
    }
    for run in &slow.deadlines {
        let shown = pack.periods[&run.id].shown;
        let sure = run.in_worlds.iter().all(Option::is_some) && !slow.left_out;
        let here = |deadline: &&Deadline<'_>| deadline.id == run.id && key(deadline) == run.started_by;
        if shown && sure && !engine.deadlines.iter().any(|deadline| here(&deadline)) {
            found.push(format!("deadline {} {:?}: missing, slowly {:?}", run.id, run.started_by, run.in_worlds[0]));
        }
    }
    found
}

fn key(deadline: &Deadline<'_>) -> Option<(String, NaiveDate)> {
    let started = deadline.started_by.as_ref()?;
    Some((started.event.to_owned(), started.on.date()?))
}

fn may_be(engine: Option<bool>, slow: Truth, all: &slow::Answer) -> bool {
    match (engine, slow) {
        (Some(true), Truth::Yes) | (Some(false), Truth::No) | (None, Truth::Unknown) => true,
        (None, _) => all.worlds > 1,
        (Some(_), _) => false,
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::Barred => "barred",
        State::Done => "done",
        State::Available => "available",
        State::Closed => "closed",
        State::Blocked => "blocked",
        State::Unknown => "unknown",
        State::Upcoming => "upcoming",
    }
}

fn deadline_differs(deadline: &Deadline<'_>, slow: &slow::Answer, today: Day) -> Vec<String> {
    let mut found = Vec::new();
    let key = key(deadline);
    let runs = slow.deadlines.iter().find(|run| run.id == deadline.id && run.started_by == key);
    let none = vec![None];
    let runs: &Vec<Option<Run>> = runs.map_or(&none, |run| &run.in_worlds);
    let name = format!("deadline {} {key:?}", deadline.id);
    let standing = |run: &Option<Run>| match run {
        None => Standing::NotStarted,
        Some(run) if day(run.starts()) > today => Standing::NotStarted,
        Some(run) if run.ends().is_some_and(|end| day(end) < today) => Standing::Ended,
        Some(_) => Standing::Running,
    };
    for run in runs {
        if deadline.state != Standing::Unknown && deadline.state != standing(run) {
            found.push(format!("{name}: {:?}, slowly {:?} {run:?}", deadline.state, standing(run)));
        }
        let ends = run.as_ref().and_then(|run| run.ends()).map(day);
        if deadline.ends.is_some() && deadline.ends != ends {
            found.push(format!("{name}: ends {:?}, slowly {ends:?} {run:?}", deadline.ends));
        }
        if deadline.ends.is_none() && ends.is_some() && runs.len() == 1 && slow.worlds == 1 {
            found.push(format!("{name}: ends never, slowly {ends:?} {run:?}"));
        }
        let starts = run.as_ref().map(|run| day(run.starts()));
        if deadline.starts.is_some() && deadline.starts != starts {
            found.push(format!("{name}: starts {:?}, slowly {starts:?} {run:?}", deadline.starts));
        }
    }
    if deadline.state == Standing::Unknown && slow.worlds == 1 {
        found.push(format!("{name}: unknown, slowly {:?}", runs[0]));
    }
    found
}

#[test]
fn every_example_is_seen_alike() {
    let both = both();
    let mut found = Vec::new();
    let (mut asked, mut sampled) = (0, 0);
    for (name, text) in &both.examples {
        let table: Table = text.parse().expect("an example is TOML");
        let Some(Value::Table(case)) = table.get("case") else { continue };
        let Some(Value::String(id)) = case.get("jurisdiction") else { continue };
        let Some(pack) = both.slow.get(id) else { continue };
        let text = toml::to_string(case).expect("a case can be written");
        let engine_case = Case::from_toml(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let slow_case = pack.case(case).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let days = table.get("expect").and_then(Value::as_array).into_iter().flatten();
        for on in days.filter_map(|expect| slow::pack::day(expect.get("on")?).ok()) {
            if let Ok(engine) = both.library.assess(&engine_case, day(on)) {
                let slow = slow::answer(pack, &slow_case, on);
                asked += 1;
                sampled += usize::from(slow.left_out);
                for difference in differences(&engine, &slow, pack) {
                    found.push(format!("{name} on {on} ({} worlds{}): {difference}", slow.worlds, if slow.left_out {"+"} else {""}));
                }
            }
        }
    }
    assert!(found.is_empty(), "{} differences in {asked} answers, {sampled} sampled:\n{}", found.len(), found.join("\n"));
}
