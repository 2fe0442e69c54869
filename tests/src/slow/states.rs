//! What all worlds agree on: statuses, deadlines, and what may be done.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::count::next;
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

/// The states of a procedure where everything is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs, reason = "the words of the page")]
pub enum State {
    Barred,
    Done,
    Available,
    Closed,
    Blocked,
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
    /// The state of each procedure in each world, by its id.
    pub procedures: BTreeMap<String, Vec<State>>,
    /// What holds on the other days that were asked about, as things stand.
    pub looks: BTreeMap<NaiveDate, Look>,
    /// In each world, the recorded events that changed nothing, and whether that is reported.
    pub without_effect: Vec<BTreeMap<(String, NaiveDate), bool>>,
    /// Whether each period matters to nobody.
    pub moot: BTreeMap<String, Truth>,
    /// All runs of all periods.
    pub deadlines: Vec<Deadline>,
    /// In how many worlds it was asked.
    pub worlds: usize,
    /// Whether there are more: then agreement is not certainty.
    pub left_out: bool,
}

/// A look at another day, with what is known today.
#[derive(Debug)]
pub struct Look {
    /// Statuses by their ids.
    pub statuses: BTreeMap<String, Truth>,
    /// Whether all conditions of each procedure hold.
    pub open: BTreeMap<String, Truth>,
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
}

/// What one world says.
struct Said {
    statuses: BTreeMap<String, bool>,
    procedures: BTreeMap<String, State>,
    /// Statuses, and procedures that are open, on each other day.
    looks: Vec<(BTreeMap<String, bool>, BTreeMap<String, bool>)>,
    runs: BTreeMap<(String, Option<(String, NaiveDate)>), Run>,
    without_effect: BTreeMap<(String, NaiveDate), bool>,
    moot: BTreeMap<String, bool>,
}

/// Answers a case on a day, in so many worlds at most; also looks at other days.
pub fn answer(
    pack: &Pack,
    case: &Case,
    today: NaiveDate,
    also: &[NaiveDate],
    most_worlds: usize,
) -> Answer {
    let asked = Asked::new(pack, case, today, most_worlds);
    let worlds = asked.in_all_worlds(|world| said(world, also));
    let all = |which: &dyn Fn(&Said) -> &BTreeMap<String, bool>| -> BTreeMap<String, Truth> {
        let ids = which(&worlds[0]).keys();
        let truth = |id: &String| agreed(worlds.iter().map(|said| which(said)[id]));
        ids.map(|id| (id.clone(), truth(id))).collect()
    };
    let looks = also.iter().enumerate().map(|(at, day)| {
        let statuses = all(&|said| &said.looks[at].0);
        (*day, Look { statuses, open: all(&|said| &said.looks[at].1) })
    });
    let procedures = pack
        .procedures
        .keys()
        .map(|id| (id.clone(), worlds.iter().map(|said| said.procedures[id]).collect()));
    let mut answer = Answer {
        statuses: all(&|said| &said.statuses),
        procedures: procedures.collect(),
        looks: looks.collect(),
        without_effect: worlds.iter().map(|said| said.without_effect.clone()).collect(),
        moot: all(&|said| &said.moot),
        deadlines: Vec::new(),
        worlds: worlds.len(),
        left_out: asked.left_out.get(),
    };
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

/// The state of a procedure in one world, in the order in which the page decides it.
fn state(procedure: &Procedure, looked: &Looked) -> State {
    let holds = |clause: &Clause| *clause == Clause::Holds;
    if !procedure.available || !looked.only_if.iter().all(holds) {
        return State::Barred;
    }
    if looked.done {
        return State::Done;
    }
    if looked.open.iter().all(holds) {
        return State::Available;
    }
    if looked.open.contains(&Clause::Fails(Shut::ForGood)) {
        return State::Closed;
    }
    if looked.open.contains(&Clause::Fails(Shut::Otherwise)) {
        return State::Blocked;
    }
    if looked.opens { State::Upcoming } else { State::Closed }
}

/// What a world says of everything.
fn said(world: &World<'_, '_>, also: &[NaiveDate]) -> Said {
    let today = world.today;
    let pack = world.pack;
    let statuses = |day: NaiveDate| {
        pack.statuses.keys().map(|id| (id.clone(), world.status(id, day))).collect()
    };
    let mut runs = BTreeMap::new();
    for id in pack.periods.keys() {
        for run in world.runs_as_read(id) {
            let started_by = run.started_by.as_ref().map(|event| (event.event.clone(), event.on));
            runs.insert((id.clone(), started_by), run);
        }
    }
    let turns = turning_days(world);
    let all_hold = |procedure: &Procedure, day: NaiveDate| {
        let mut clauses = procedure.only_if.iter().chain(&procedure.open);
        clauses.all(|condition| world.holds(condition, day))
    };
    let look = |procedure: &Procedure| {
        let clause = |condition: &Condition| {
            if world.holds(condition, today) {
                Clause::Holds
            } else {
                Clause::Fails(shut(world, condition, true, &turns))
            }
        };
        let only_if: Vec<Clause> = procedure.only_if.iter().map(clause).collect();
        let open: Vec<Clause> = procedure.open.iter().map(clause).collect();
        let fails = |clause: &Clause| matches!(clause, Clause::Fails(_));
        let only_time = !open.contains(&Clause::Fails(Shut::Otherwise));
        let opens = open.iter().any(fails)
            && only_time
            && turns.iter().any(|day| all_hold(procedure, *day));
        let done = procedure.done.as_ref().is_some_and(|done| world.holds(done, today));
        state(procedure, &Looked { only_if, open, done, opens })
    };
    let procedures = pack.procedures.iter();
    let procedures = procedures.map(|(id, procedure)| (id.clone(), look(procedure))).collect();
    let open = |day: NaiveDate| {
        let open = |procedure: &Procedure| procedure.available && all_hold(procedure, day);
        pack.procedures.iter().map(|(id, procedure)| (id.clone(), open(procedure))).collect()
    };
    let moot = pack.periods.iter().map(|(id, period)| {
        (id.clone(), period.moot_when.as_ref().is_some_and(|when| world.holds(when, today)))
    });
    Said {
        statuses: statuses(today),
        procedures,
        looks: also.iter().map(|day| (statuses(*day), open(*day))).collect(),
        runs,
        without_effect: world.had_no_effect(),
        moot: moot.collect(),
    }
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

/// What keeps a condition shut that today is not as it should be.
fn shut(
    world: &World<'_, '_>,
    condition: &Condition,
    wanted: bool,
    turns: &BTreeSet<NaiveDate>,
) -> Shut {
    let opens = turns.iter().any(|day| world.holds(condition, *day) == wanted);
    if opens || never_together(world, condition, wanted, turns) {
        Shut::ForNow
    } else if closed_by_time(world, condition, wanted) {
        Shut::ForGood
    } else {
        Shut::Otherwise
    }
}

/// Whether time opens each part that fails, but never all of them together; of several
/// that would do, each is so or closed for good.
fn never_together(
    world: &World<'_, '_>,
    condition: &Condition,
    wanted: bool,
    turns: &BTreeSet<NaiveDate>,
) -> bool {
    let for_now = |part: &Condition| shut(world, part, wanted, turns) == Shut::ForNow;
    match (condition, wanted) {
        (Condition::Named(id), _) => {
            let status = world.pack.statuses.get(id);
            status.is_some_and(|when| never_together(world, when, wanted, turns))
        }
        (Condition::Not(inner), _) => never_together(world, inner, !wanted, turns),
        (Condition::All(parts), true) | (Condition::Any(parts), false) => {
            let holds = |part: &&Condition| world.holds(part, world.today) != wanted;
            !parts.is_empty() && parts.iter().filter(holds).all(for_now)
        }
        (Condition::Any(parts), true) | (Condition::All(parts), false) => {
            let never = |part: &Condition| never_together(world, part, wanted, turns);
            parts.iter().any(never)
                && parts.iter().all(|part| never(part) || closed_by_time(world, part, wanted))
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
        Condition::All(parts) => {
            !parts.is_empty() && parts.iter().all(|part| closed_by_time(world, part, false))
        }
        Condition::Any(parts) if wanted => {
            parts.iter().all(|part| closed_by_time(world, part, true))
        }
        Condition::Any(parts) => parts.iter().any(|part| closed_by_time(world, part, false)),
        Condition::Within(period) => wanted && is_over_for_good(world, period),
        Condition::After(period) => !wanted && is_over_for_good(world, period),
        Condition::Before(period) => wanted && runs_once(world, period),
        Condition::Dates(_, until) if wanted => until.is_some_and(|until| until < today),
        Condition::Dates(_, until) => until.is_none(),
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
    let over = |run: &Run| {
        let today = world.today;
        run.starts() <= today && run.ends().is_some_and(|end| end < today) && !run.may_return
    };
    runs_once(world, period) && !runs.runs.is_empty() && runs.runs.iter().all(over)
}
