//! The engine and the slow evaluator of `recoup_tests::slow` agree: on every
//! example of every pack, and on random histories.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
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
    for procedure in engine.procedures.iter().filter(|_| !slow.left_out) {
        let state = procedure.state.name();
        let other = slow.procedures[procedure.id];
        let other_name = name(other);
        // Where worlds differ, the page does not say which of their reasons to fail goes
        // first. What can be done, is done, or is not for this case is compared always.
        let told = |name: &str| ["available", "done", "barred"].contains(&name);
        let compared = slow.worlds == 1 || told(state);
        if state != other_name && compared {
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
    if slow.left_out && runs.iter().all(Option::is_none) {
        return found;
    }
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
                let slow = slow::answer(pack, &slow_case, on);
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
    assert!(
        found.is_empty(),
        "{} differences in {asked} answers:\n{}",
        found.len(),
        found.join("\n")
    );
}

// Random histories.

/// Histories of each pack, and days on which each is asked about.
const HISTORIES: u32 = 3;
const DAYS_ASKED: usize = 2;
/// Within so many days after the entry everything happens.
const YEARS: u64 = 25 * 365;

/// Numbers from which a history is made, whatever the pack.
#[derive(Debug, Clone)]
struct Seeds {
    entered: u64,
    facts: Vec<usize>,
    /// Which event, after how many days, with which attributes.
    events: Vec<(usize, u64, usize)>,
    asked: Vec<u64>,
}

fn seeds() -> impl Strategy<Value = Seeds> {
    let after = prop_oneof![0..90u64, 0..1000u64, 0..YEARS];
    let events = prop::collection::vec((0..1000usize, after, 0..1000usize), 0..12);
    let facts = prop::collection::vec(0..1000usize, 60);
    let asked = prop::collection::vec(prop_oneof![0..120u64, 0..YEARS], DAYS_ASKED);
    let entered = 0..3000u64;
    (entered, facts, events, asked).prop_map(|(entered, facts, events, asked)| Seeds {
        entered,
        facts,
        events,
        asked,
    })
}

/// A case in which everything is stated.
#[derive(Debug, Clone)]
struct History {
    head: Vec<String>,
    facts: Vec<(String, String)>,
    events: Vec<(NaiveDate, String)>,
    asked: Vec<NaiveDate>,
}

impl History {
    fn new(id: &str, pack: &slow::pack::Pack, seeds: &Seeds) -> History {
        let first = NaiveDate::from_ymd_opt(2011, 1, 3).expect("a date");
        let first = pack.covers_from.map_or(first, |covers| covers.max(first));
        let entered = first + Days::new(seeds.entered);
        let mut head = vec![format!("jurisdiction = \"{id}\""), "[judgment]".to_owned()];
        head.push(format!("entered = {entered}"));
        let mut facts = Vec::new();
        for ((name, fact), seed) in pack.facts.iter().zip(seeds.facts.iter().cycle()) {
            let value = match &fact.values[seed % fact.values.len()] {
                slow::pack::Stated::Flag(flag) => flag.to_string(),
                slow::pack::Stated::Word(word) => format!("\"{word}\""),
                slow::pack::Stated::Amount(amount) => amount.to_string(),
            };
            match name.as_str() {
                "principal" | "costs" => head.push(format!("{name} = {value}")),
                _ => facts.push((name.clone(), value)),
            }
        }
        let names: Vec<&String> =
            pack.events.keys().filter(|name| *name != "judgment_entered").collect();
        let mut happened: Vec<(&String, u64, usize)> = Vec::new();
        // What may be unrecorded is recorded, so that nothing is unknown.
        let hidden = names.iter().filter(|name| pack.events[**name].may_be_unrecorded);
        for (at, name) in hidden.enumerate() {
            // Twice, for both decisions `of` which it may be: the engine takes the notice
            // of the other decision to be possible though one is recorded.
            let seed = seeds.facts[at];
            happened.push((name, seed as u64 % 20, seed));
            happened.push((name, seed as u64 % 20 + 1, seed + 1));
        }
        for (which, after, attributes) in &seeds.events {
            let name = names[which % names.len()];
            if !happened.iter().any(|(other, day, _)| (*other, *day) == (name, *after)) {
                happened.push((name, *after, *attributes));
            }
        }
        let events = happened.into_iter().map(|(name, after, seed)| {
            let on = entered + Days::new(after);
            let mut text = format!("[[event]]\non = {on}\nwhat = \"{name}\"\n");
            for attribute in &pack.events[name].takes {
                let values = &pack.attributes[attribute];
                if !values.is_empty() {
                    text += &format!("{attribute} = \"{}\"\n", values[seed % values.len()]);
                } else if attribute == "of" {
                    let of = ["set_aside_denied", "appeal_decided"][seed % 2];
                    text += &format!("of = \"{of}\"\n");
                }
            }
            (on, text)
        });
        let events = events.collect();
        let asked = seeds.asked.iter().map(|after| entered + Days::new(20 + after)).collect();
        History { head, facts, events, asked }
    }

    fn text(&self) -> String {
        let mut text = self.head.join("\n") + "\n[facts]\n";
        for (name, value) in &self.facts {
            text += &format!("{name} = {value}\n");
        }
        self.events.iter().for_each(|(_, event)| text += event);
        text
    }

    fn case(&self) -> Case {
        Case::from_toml(&self.text()).unwrap_or_else(|wrong| panic!("{wrong}"))
    }
}

/// Asks many random histories of a pack; gives the smallest that fails.
fn many(
    both: &Both,
    id: &str,
    number: u32,
    ask: impl Fn(&History) -> Result<(), String>,
) -> Option<String> {
    let config = Config {
        cases: number,
        rng_seed: RngSeed::Fixed(17_760_704),
        failure_persistence: None,
        max_shrink_iters: 60,
        ..Config::default()
    };
    let tried = TestRunner::new(config).run(&seeds(), |seeds| {
        let history = History::new(id, &both.slow[id], &seeds);
        ask(&history).map_err(|wrong| TestCaseError::fail(format!("{wrong}\n{}", history.text())))
    });
    let wrong = tried.err()?.to_string();
    let told = wrong.split("minimal failing input").next().unwrap_or_default();
    Some(format!("{id}: {told}"))
}

#[test]
fn random_histories_are_seen_alike() {
    let both = both();
    let failed = of_each_pack(&both, |id| {
        let pack = &both.slow[id];
        many(&both, id, HISTORIES, |history| {
            let table: Table = history.text().parse().map_err(|wrong| format!("{wrong}"))?;
            let slow_case = pack.case(&table)?;
            let case = history.case();
            for on in &history.asked {
                let engine = both.library.assess(&case, day(*on)).map_err(|e| e.to_string())?;
                let slow = slow::answer(pack, &slow_case, *on);
                let found = differences(&engine, &slow, pack);
                if !found.is_empty() {
                    let worlds = slow.worlds;
                    return Err(format!("on {on}, {worlds} worlds:\n{}", found.join("\n")));
                }
            }
            Ok(())
        })
    });
    let failed: Vec<String> = failed.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Of every answer, whatever the case.
#[test]
fn every_answer_keeps_faith() {
    let both = both();
    let failed = of_each_pack(&both, |id| {
        many(&both, id, HISTORIES, |history| {
            let case = history.case();
            let reversed = History {
                events: history.events.iter().rev().cloned().collect(),
                ..history.clone()
            };
            // Half of the facts are not stated, but for those on which `surely` rests.
            let under = &both.slow[id].under_surely;
            let facts = history.facts.iter().enumerate();
            let facts = facts.filter(|(at, (name, _))| at % 2 == 0 || under.contains(name));
            let partial =
                History { facts: facts.map(|(_, fact)| fact.clone()).collect(), ..history.clone() };
            for on in &history.asked {
                let ask = |case: &Case| {
                    let answer = both.library.assess(case, day(*on)).map_err(|e| e.to_string())?;
                    let text = serde_json::to_string(&answer).map_err(|e| e.to_string())?;
                    let statuses: Vec<_> =
                        answer.statuses.iter().map(|status| (status.id, status.holds)).collect();
                    let writ = answer.procedures.iter().find(|p| p.id == "writ_of_execution");
                    let writ = writ.is_some_and(|writ| writ.state.name() == "available");
                    Ok::<_, String>((text, statuses, writ))
                };
                let (text, statuses, writ) = ask(&case)?;
                if ask(&case)?.0 != text {
                    return Err(format!("on {on}: asked twice, it answers two things"));
                }
                if ask(&reversed.case())?.0 != text {
                    return Err(format!("on {on}: the order of the events in the file matters"));
                }
                let events = history.events.iter().filter(|(day, _)| day <= on).cloned();
                let past = History { events: events.collect(), ..history.clone() };
                if ask(&past.case())?.0 != text {
                    return Err(format!("on {on}: an event after that day matters"));
                }
                for (status, holds) in &statuses {
                    let stops = ["satisfied", "vacated", "bankruptcy_stay"].contains(status);
                    if writ && stops && *holds == Some(true) {
                        return Err(format!("on {on}: a writ is available though {status}"));
                    }
                }
                let partly = ask(&partial.case())?.1;
                for ((status, holds), (_, before)) in statuses.iter().zip(&partly) {
                    if before.is_some() && before != holds {
                        return Err(format!(
                            "on {on}: {status} was sure to be {before:?}, with all facts {holds:?}"
                        ));
                    }
                }
            }
            Ok(())
        })
    });
    let failed: Vec<String> = failed.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}
