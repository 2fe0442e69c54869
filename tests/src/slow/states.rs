//! What all worlds agree on: statuses, deadlines, and what may be done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::count::{next, previous};
use super::pack::{Case, Pack, Procedure};
use super::period::{Run, each};
use super::words::Condition;
use super::world::{Asked, World};

/// Yes, no, or it depends on what is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words say it")]
pub enum Truth {
    Yes,
    No,
    Unknown,
}

/// The seven states of a procedure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the page")]
pub enum State {
    Barred,
    Done,
    Available,
    Closed,
    Blocked,
    Unknown,
    Upcoming,
}

/// A run of a period as the worlds see it.
#[derive(Debug, Clone)]
pub struct Deadline {
    /// The id of the period.
    pub id: String,
    /// Of several runs, the event that started this one and its day.
    pub started_by: Option<(String, NaiveDate)>,
    /// Whether each world has such a run, and how it stands there.
    pub in_worlds: Vec<Option<Run>>,
}

/// What holds on a day.
#[derive(Debug)]
pub struct Answer {
    /// Statuses by their ids.
    pub statuses: BTreeMap<String, Truth>,
    /// Procedures by their ids; empty where worlds were left out.
    pub procedures: BTreeMap<String, State>,
    /// The last day of the unbroken time in which each available procedure can be
    /// done; none where nothing ends it.
    pub until: BTreeMap<String, Option<NaiveDate>>,
    /// All runs of all periods.
    pub deadlines: Vec<Deadline>,
    /// In how many worlds it was asked.
    pub worlds: usize,
    /// Whether there are more: then agreement is not certainty.
    pub left_out: bool,
}

/// How a condition that fails is kept shut.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shut {
    /// Time has closed it for good.
    ForGood,
    /// Something other than time keeps it shut.
    Otherwise,
    /// It opens with time alone.
    ForNow,
}

/// How a clause stands in one world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Clause {
    Holds,
    Fails(Shut),
}

/// A procedure in one world.
struct Looked {
    only_if: Vec<Clause>,
    open: Vec<Clause>,
    done: bool,
    /// Whether all clauses hold on some later day, as things stand.
    opens: bool,
    until: Option<NaiveDate>,
}

/// What one world says.
struct Said {
    statuses: BTreeMap<String, bool>,
    procedures: BTreeMap<String, Looked>,
    runs: BTreeMap<(String, Option<(String, NaiveDate)>), Run>,
}

/// Answers a case on a day.
pub fn answer(pack: &Pack, case: &Case, today: NaiveDate) -> Answer {
    let asked = Asked::new(pack, case, today);
    let worlds = asked.in_all_worlds(said);
    let mut answer = Answer {
        statuses: BTreeMap::new(),
        procedures: BTreeMap::new(),
        until: BTreeMap::new(),
        deadlines: Vec::new(),
        worlds: worlds.len(),
        left_out: asked.left_out.get(),
    };
    for id in pack.statuses.keys() {
        let truth = agreed(worlds.iter().map(|said| said.statuses[id]));
        answer.statuses.insert(id.clone(), truth);
    }
    for (id, procedure) in pack.procedures.iter().filter(|_| !answer.left_out) {
        let looked: Vec<&Looked> = worlds.iter().map(|said| &said.procedures[id]).collect();
        answer.procedures.insert(id.clone(), state(procedure, &looked));
        answer.until.insert(id.clone(), looked[0].until);
    }
    let runs: BTreeSet<_> = worlds.iter().flat_map(|said| said.runs.keys().cloned()).collect();
    for key in runs {
        let in_worlds = worlds.iter().map(|said| said.runs.get(&key).cloned()).collect();
        answer.deadlines.push(Deadline { id: key.0, started_by: key.1, in_worlds });
    }
    answer
}

/// Yes where all say so, no where none does.
fn agreed(said: impl IntoIterator<Item = bool>) -> Truth {
    let said: BTreeSet<bool> = said.into_iter().collect();
    match (said.contains(&true), said.contains(&false)) {
        (true, false) => Truth::Yes,
        (true, true) => Truth::Unknown,
        (false, _) => Truth::No,
    }
}

/// The state of a procedure, in the order in which the page decides it.
fn state(procedure: &Procedure, worlds: &[&Looked]) -> State {
    let clauses = |list: fn(&Looked) -> &Vec<Clause>, at: usize| -> Vec<Clause> {
        worlds.iter().map(|world| list(world)[at]).collect()
    };
    let truth = |said: &Vec<Clause>| agreed(said.iter().map(|clause| *clause == Clause::Holds));
    let only_if: Vec<_> =
        (0..procedure.only_if.len()).map(|at| clauses(|w| &w.only_if, at)).collect();
    let open: Vec<_> = (0..procedure.open.len()).map(|at| clauses(|w| &w.open, at)).collect();

    if !procedure.available || only_if.iter().any(|said| truth(said) == Truth::No) {
        return State::Barred;
    }
    if procedure.done.is_some() && worlds.iter().all(|world| world.done) {
        return State::Done;
    }
    if only_if.iter().chain(&open).all(|said| truth(said) == Truth::Yes) {
        return State::Available;
    }
    let failing: Vec<_> = open.iter().filter(|said| truth(said) == Truth::No).collect();
    let all = |shut: Shut| {
        failing.iter().any(|said| said.iter().all(|clause| *clause == Clause::Fails(shut)))
    };
    if all(Shut::ForGood) {
        return State::Closed;
    }
    if all(Shut::Otherwise) {
        return State::Blocked;
    }
    if only_if.iter().chain(&open).any(|said| truth(said) == Truth::Unknown) {
        return State::Unknown;
    }
    // The page is silent on clauses that time opens, but never together.
    if worlds.iter().any(|world| world.opens) { State::Upcoming } else { State::Closed }
}

/// What a world says of everything.
fn said(world: &World<'_, '_>) -> Said {
    let today = world.today;
    let statuses = world.pack.statuses.keys();
    let statuses = statuses.map(|id| (id.clone(), world.status(id, today))).collect();
    let mut runs = BTreeMap::new();
    for id in world.pack.periods.keys() {
        for run in &world.runs(id).runs {
            let started_by = run.started_by.as_ref().map(|event| (event.event.clone(), event.on));
            runs.insert((id.clone(), started_by), run.clone());
        }
    }
    let turns = turning_days(world);
    let look = |procedure: &Procedure| {
        let clause = |condition: &Condition| {
            if world.holds(condition, today) {
                Clause::Holds
            } else {
                Clause::Fails(shut(world, condition, &turns))
            }
        };
        let all_hold = |day: &NaiveDate| {
            let mut clauses = procedure.only_if.iter().chain(&procedure.open);
            clauses.all(|condition| world.holds(condition, *day))
        };
        let only_if: Vec<Clause> = procedure.only_if.iter().map(clause).collect();
        let open: Vec<Clause> = procedure.open.iter().map(clause).collect();
        let mut until = None;
        let mut opens = false;
        if only_if.iter().chain(&open).all(|clause| *clause == Clause::Holds) {
            until = turns.iter().find(|day| !all_hold(day)).map(|day| previous(*day));
        } else if open.iter().all(|clause| *clause != Clause::Fails(Shut::Otherwise)) {
            opens = turns.iter().any(all_hold);
        }
        let done = procedure.done.as_ref().is_some_and(|done| world.holds(done, today));
        Looked { only_if, open, done, opens, until }
    };
    // Where not all worlds are gone through, nothing can be said of procedures.
    let sampled = world.asked.left_out.get();
    let procedures = world.pack.procedures.iter().filter(|_| !sampled);
    let procedures = procedures.map(|(id, procedure)| (id.clone(), look(procedure))).collect();
    Said { statuses, procedures, runs }
}

/// The days after today on which a condition can begin or cease to hold, as
/// things stand: a period starts or has ended, or a date comes.
fn turning_days(world: &World<'_, '_>) -> BTreeSet<NaiveDate> {
    let mut days = world.pack.dates.clone();
    for id in world.pack.periods.keys() {
        for run in &world.runs(id).runs {
            for (start, end) in &run.spans {
                days.insert(*start);
                days.extend(end.map(next));
            }
        }
    }
    days.into_iter().filter(|day| *day > world.today).collect()
}

/// What keeps a condition shut that fails today.
fn shut(world: &World<'_, '_>, condition: &Condition, turns: &BTreeSet<NaiveDate>) -> Shut {
    let opens = turns.iter().any(|day| world.holds(condition, *day));
    if opens || never_together(world, condition, turns) {
        Shut::ForNow
    } else if closed_by_time(world, condition, true) {
        Shut::ForGood
    } else {
        Shut::Otherwise
    }
}

/// Whether time opens each part that fails, but never all of them together. The page
/// is silent on that; nothing but time keeps it shut.
fn never_together(
    world: &World<'_, '_>,
    condition: &Condition,
    turns: &BTreeSet<NaiveDate>,
) -> bool {
    match condition {
        Condition::Named(id) => {
            let status = world.pack.statuses.get(id);
            status.is_some_and(|when| never_together(world, when, turns))
        }
        Condition::All(parts) => {
            let mut failing = parts.iter().filter(|part| !world.holds(part, world.today));
            failing.all(|part| shut(world, part, turns) == Shut::ForNow)
        }
        _ => false,
    }
}

/// Whether time has closed a condition for good: it should be as `wanted` and is not.
fn closed_by_time(world: &World<'_, '_>, condition: &Condition, wanted: bool) -> bool {
    let today = world.today;
    if world.holds(condition, today) == wanted {
        return false;
    }
    match condition {
        Condition::Not(inner) => closed_by_time(world, inner, !wanted),
        Condition::Surely(inner) => closed_by_time(world, inner, wanted),
        Condition::Named(id) => {
            let status = world.pack.statuses.get(id);
            status.is_some_and(|when| closed_by_time(world, when, wanted))
        }
        Condition::All(parts) if wanted => {
            parts.iter().any(|part| closed_by_time(world, part, true))
        }
        Condition::All(parts) => parts.iter().all(|part| closed_by_time(world, part, false)),
        Condition::Any(parts) if wanted => {
            parts.iter().all(|part| closed_by_time(world, part, true))
        }
        Condition::Any(parts) => parts.iter().any(|part| closed_by_time(world, part, false)),
        Condition::Within(period) => wanted && is_over_for_good(world, period),
        Condition::After(period) => !wanted && is_over_for_good(world, period),
        Condition::Before(period) => wanted && runs_once(world, period),
        Condition::Dates(_, until) => wanted == until.is_some_and(|until| until < today),
        _ => false,
    }
}

/// Whether a period is not one that `each` event starts anew.
fn runs_once(world: &World<'_, '_>, period: &str) -> bool {
    world.pack.periods.get(period).is_some_and(|period| each(&period.starts).is_none())
}

/// Whether a period's one run is over, and nothing can bring it back.
fn is_over_for_good(world: &World<'_, '_>, period: &str) -> bool {
    let runs = world.runs(period);
    let over = |run: &Run| run.ends().is_some_and(|end| end < world.today) && !run.may_return;
    runs_once(world, period) && !runs.runs.is_empty() && runs.runs.iter().all(over)
}
