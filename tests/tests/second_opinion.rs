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
            let failing: Vec<&str> = procedure
                .reasons
                .iter()
                .filter(|reason| reason.holds != Some(true))
                .map(|reason| reason.clause)
                .collect();
            found.push(format!(
                "procedure {}: {state}, slowly {other_name} {failing:?}",
                procedure.id
            ));
        }
        if state == "available" && other == State::Available && slow.worlds == 1 {
            let until = slow.until[procedure.id].map(day);
            if procedure.until != until {
                found.push(format!(
                    "procedure {}: until {:?}, slowly {until:?}",
                    procedure.id, procedure.until
                ));
            }
        }
    }
    for deadline in &engine.deadlines {
        found.extend(deadline_differs(deadline, slow, engine.as_of));
    }
    for run in &slow.deadlines {
        let shown = pack.periods[&run.id].shown;
        let sure = run.in_worlds.iter().all(Option::is_some) && !slow.left_out;
        let here =
            |deadline: &&Deadline<'_>| deadline.id == run.id && key(deadline) == run.started_by;
        if shown && sure && !engine.deadlines.iter().any(|deadline| here(&deadline)) {
            found.push(format!(
                "deadline {} {:?}: missing, slowly {:?}",
                run.id, run.started_by, run.in_worlds[0]
            ));
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
    // Where it is not known whether a period runs at all, the engine says how it runs if it does.
    let perhaps = runs.iter().any(Option::is_some);
    for run in runs.iter().filter(|run| !perhaps || run.is_some()) {
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
        let starts = run.as_ref().map(|run| day(run.anew()));
        if deadline.starts.is_some() && deadline.starts != starts {
            found.push(format!("{name}: starts {:?}, slowly {starts:?} {run:?}", deadline.starts));
        }
    }
    if deadline.state == Standing::Unknown && slow.worlds == 1 {
        found.push(format!("{name}: unknown, slowly {:?}", runs[0]));
    }
    found
}

/// The differences on the examples of one pack, and in how many answers.
fn on_examples(both: &Both, id: &str) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut asked = 0;
    let pack = &both.slow[id];
    for (name, text) in &both.examples {
        let table: Table = text.parse().expect("an example is TOML");
        let Some(Value::Table(case)) = table.get("case") else { continue };
        if case.get("jurisdiction").and_then(Value::as_str) != Some(id) {
            continue;
        }
        let text = toml::to_string(case).expect("a case can be written");
        let engine_case = Case::from_toml(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let slow_case = pack.case(case).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let days = table.get("expect").and_then(Value::as_array).into_iter().flatten();
        for on in days.filter_map(|expect| slow::pack::day(expect.get("on")?).ok()) {
            if let Ok(engine) = both.library.assess(&engine_case, day(on)) {
                let began = std::time::Instant::now();
                let slow = slow::answer(pack, &slow_case, on);
                if began.elapsed().as_millis() > 800 { eprintln!("{name} {on} {:?} {}", began.elapsed(), slow.worlds); }
                asked += 1;
                for difference in differences(&engine, &slow, pack) {
                    let more = if slow.left_out { " or more" } else { "" };
                    let worlds = slow.worlds;
                    found.push(format!("{name} on {on}, {worlds}{more} worlds: {difference}"));
                }
            }
        }
    }
    (found, asked)
}

/// Asks for each pack, side by side.
fn of_each_pack<T: Send>(both: &Both, ask: impl Fn(&str) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let ask = &ask;
        let threads: Vec<_> = both.slow.keys().map(|id| scope.spawn(move || ask(id))).collect();
        let joined = threads.into_iter().map(|thread| thread.join());
        joined.map(|said| said.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

#[test]
fn every_example_is_seen_alike() {
    let both = both();
    let said = of_each_pack(&both, |id| on_examples(&both, id));
    let asked: usize = said.iter().map(|(_, asked)| asked).sum();
    let found: Vec<String> = said.into_iter().flat_map(|(found, _)| found).collect();
    assert!(found.is_empty(), "{} differences in {asked} answers:\n{}", found.len(), found.join("\n"));
}
