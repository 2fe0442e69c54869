//! The law read twice, by the engine and by the slow evaluator, and what the two
//! say differently of a case.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use recoup_engine::assess::{Answer, Assessment, Deadline, Standing};
use recoup_engine::{Day, Library};

use crate::slow::{self, Run, State, Truth};

/// The packs, read twice.
pub struct Both {
    /// By the engine.
    pub library: Library,
    /// By the slow evaluator.
    pub slow: BTreeMap<String, slow::pack::Pack>,
}

impl Both {
    /// Reads the texts of packs.
    ///
    /// # Errors
    ///
    /// What one of the two cannot read.
    pub fn read(texts: &[(String, String)]) -> Result<Both, String> {
        let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let library = Library::from_sources(pairs).map_err(|mistakes| mistakes.to_string())?;
        let mut slow = BTreeMap::new();
        for pack in library.packs().filter(|pack| !pack.foundation) {
            slow.insert(pack.id.clone(), slow::pack::Pack::read(texts, &pack.id)?);
        }
        Ok(Both { library, slow })
    }
}

/// The packs under `rules/`, read twice, and the texts of their examples.
///
/// # Panics
///
/// When they cannot be read.
pub fn real_packs() -> (Both, Vec<(String, String)>) {
    let texts = crate::rule_texts().unwrap_or_else(|wrong| panic!("{wrong}"));
    let (examples, packs): (Vec<_>, Vec<_>) =
        texts.into_iter().partition(|(name, _)| name.contains("/examples/"));
    (Both::read(&packs).unwrap_or_else(|wrong| panic!("{wrong}")), examples)
}

/// Asks for each pack, side by side.
pub fn of_each_pack<T: Send>(both: &Both, ask: impl Fn(&str) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let ask = &ask;
        let threads: Vec<_> = both.slow.keys().map(|id| scope.spawn(move || ask(id))).collect();
        let joined = threads.into_iter().map(|thread| thread.join());
        joined.map(|said| said.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
    })
}

/// A date as the engine has it.
pub fn day(date: NaiveDate) -> Day {
    Day::from(date)
}

/// How much work a comparison may be.
#[derive(Debug, Clone, Copy)]
pub struct Effort {
    /// In how many worlds the slow evaluator asks.
    pub worlds: usize,
    /// On how many other days the two look, with what is known on the day asked about.
    pub looks: usize,
}

/// What the two say differently of a case on a day.
pub fn differences(
    assessment: &Assessment<'_, '_>,
    pack: &slow::pack::Pack,
    case: &slow::pack::Case,
    today: NaiveDate,
    effort: Effort,
) -> Vec<String> {
    let engine = assessment.answer(day(today));
    let looks = turns(&engine, today, effort.looks);
    let slow = slow::answer(pack, case, today, &looks, effort.worlds);
    let mut found = Vec::new();
    for status in &engine.statuses {
        let other = slow.statuses[status.id];
        if !may_be(status.holds, other, &slow) {
            found.push(format!("status {}: {:?}, slowly {other:?}", status.id, status.holds));
        }
    }
    for procedure in &engine.procedures {
        let others = &slow.procedures[procedure.id];
        if !state_may_be(procedure.state.name(), others, slow.left_out) {
            let failing = procedure.reasons.iter().filter(|reason| reason.holds != Some(true));
            let failing: Vec<&str> = failing.map(|reason| reason.clause).collect();
            found.push(format!(
                "procedure {}: {}, slowly {others:?} {failing:?}",
                procedure.id,
                procedure.state.name()
            ));
        }
    }
    for (on, look) in &slow.looks {
        let then = assessment.answer(day(*on));
        found.extend(look_differs(&then, look, &slow).map(|told| format!("on {on}, {told}")));
    }
    for deadline in &engine.deadlines {
        found.extend(deadline_differs(deadline, &slow, &pack.periods[deadline.id], engine.as_of));
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
    found.extend(warnings_differ(&engine, &slow));
    found
}

/// The days on which something turns, as the engine has it, and the days before and
/// after; at most so many.
fn turns(engine: &Answer<'_>, today: NaiveDate, most: usize) -> Vec<NaiveDate> {
    let statuses = engine.statuses.iter().flat_map(|status| [status.since, status.until]);
    let procedures =
        engine.procedures.iter().flat_map(|procedure| [procedure.from, procedure.until]);
    let deadlines = engine.deadlines.iter().flat_map(|deadline| [deadline.starts, deadline.ends]);
    let all = statuses.chain(procedures).chain(deadlines).flatten().filter_map(Day::date);
    let around = |date: NaiveDate| [date.pred_opt(), Some(date), date.succ_opt()];
    let all: BTreeSet<NaiveDate> = all.flat_map(around).flatten().collect();
    let other: Vec<NaiveDate> = all.into_iter().filter(|date| *date != today).collect();
    // From everywhere among them.
    let step = other.len().div_ceil(most.max(1)).max(1);
    if most == 0 { Vec::new() } else { other.into_iter().step_by(step).collect() }
}

fn key(deadline: &Deadline<'_>) -> Option<(String, NaiveDate)> {
    let started = deadline.started_by.as_ref()?;
    Some((started.event.to_owned(), started.on.date()?))
}

/// Certain is what all worlds say; the engine may be less certain, as `and`, `or` and
/// `not` of unknown things are.
fn may_be(engine: Option<bool>, slow: Truth, all: &slow::Answer) -> bool {
    match (engine, slow) {
        (Some(true), Truth::Yes) | (Some(false), Truth::No) | (None, Truth::Unknown) => true,
        (None, _) => all.worlds > 1 || all.left_out,
        (Some(_), _) => false,
    }
}

/// Whether the engine's state fits those of the worlds. Where they differ, the page does
/// not say which of their reasons to fail goes first.
fn state_may_be(engine: &str, slow: &[State], left_out: bool) -> bool {
    let all = |state: State| slow.iter().all(|other| *other == state);
    let fails = |state: &State| *state != State::Available;
    match engine {
        "available" => slow.iter().all(|state| matches!(state, State::Available | State::Done)),
        "done" => slow.iter().all(|state| matches!(state, State::Done | State::Barred)),
        "barred" => all(State::Barred),
        "upcoming" => slow.iter().all(|state| matches!(state, State::Upcoming | State::Done)),
        "unknown" => slow.len() > 1 || left_out,
        _ if slow.len() > 1 || left_out => slow.iter().all(fails),
        _ => name(slow[0]) == engine,
    }
}

fn name(state: State) -> &'static str {
    match state {
        State::Barred => "barred",
        State::Done => "done",
        State::Available => "available",
        State::Closed => "closed",
        State::Blocked => "blocked",
        State::Upcoming => "upcoming",
    }
}

/// What the two say differently of another day, with the same knowledge.
fn look_differs(
    engine: &Answer<'_>,
    look: &slow::Look,
    slow: &slow::Answer,
) -> impl Iterator<Item = String> {
    let statuses = engine.statuses.iter().filter_map(|status| {
        let other = look.statuses[status.id];
        let fits = may_be(status.holds, other, slow);
        (!fits).then(|| format!("status {}: {:?}, slowly {other:?}", status.id, status.holds))
    });
    let procedures = engine.procedures.iter().filter_map(|procedure| {
        let other = look.open[procedure.id];
        let fits = match procedure.state.name() {
            "available" => other == Truth::Yes,
            // What has been done may still be open.
            "done" => true,
            "unknown" => slow.worlds > 1 || slow.left_out,
            _ => other != Truth::Yes && (slow.worlds > 1 || other == Truth::No),
        };
        let state = procedure.state.name();
        (!fits).then(|| format!("procedure {}: {state}, slowly open {other:?}", procedure.id))
    });
    let told: Vec<String> = statuses.chain(procedures).collect();
    told.into_iter()
}

fn deadline_differs(
    deadline: &Deadline<'_>,
    slow: &slow::Answer,
    period: &slow::pack::Period,
    today: Day,
) -> Vec<String> {
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
    let moot = slow.moot[deadline.id];
    if deadline.moot && moot != Truth::Yes
        || !deadline.moot && moot == Truth::Yes && slow.worlds == 1
    {
        found.push(format!("{name}: moot {}, slowly {moot:?}", deadline.moot));
    }
    if slow.left_out && runs.iter().all(Option::is_none) {
        return found;
    }
    let one = slow.worlds == 1 && !slow.left_out;
    // Where it is not known whether a period runs at all, the engine says how it runs if it does.
    // It may be less sure that one does not; then it says so, or that the time is over
    // anyway, or that its start is not known.
    let less_sure = match deadline.state {
        Standing::Unknown => true,
        Standing::Ended => deadline.ends.is_none(),
        Standing::NotStarted => deadline.starts.is_none(),
        Standing::Running => false,
    };
    let perhaps = runs.iter().any(Option::is_some) || less_sure && slow.worlds > 1;
    // Where the worlds come to several ends, the engine need not see that some version is
    // the law in each of them.
    let mut ends = runs.iter().flatten().map(Run::ends);
    let first = ends.next();
    let several = ends.any(|end| Some(end) != first);
    let not_known = runs.iter().flatten().any(|run| run.rests_on_not_known)
        || (slow.left_out || several) && period.may_not_be_known();
    for run in runs.iter().filter(|run| !perhaps || run.is_some()) {
        if deadline.state != Standing::Unknown && deadline.state != standing(run) {
            found.push(format!("{name}: {:?}, slowly {:?} {run:?}", deadline.state, standing(run)));
        }
        let ends = run.as_ref().and_then(|run| run.ends()).map(day);
        if deadline.ends.is_some() && deadline.ends != ends {
            found.push(format!("{name}: ends {:?}, slowly {ends:?} {run:?}", deadline.ends));
        }
        let starts = run.as_ref().map(|run| day(run.anew()));
        // Where it may have begun anew, or not, it is told from where it surely began.
        let surely = run.iter().flat_map(|run| &run.begun).map(|start| day(*start));
        let surely = surely.map(Some).any(|start| !one && deadline.starts == start);
        if deadline.starts.is_some() && deadline.starts != starts && !surely {
            found.push(format!("{name}: starts {:?}, slowly {starts:?} {run:?}", deadline.starts));
        }
        if let Some(run) = run {
            // By some reading no day may be safe.
            let never_safe =
                period.waits && runs.iter().flatten().any(|run| run.by_readings.contains(&None));
            let known = Known { one, left_out: slow.left_out, established: !not_known, never_safe };
            found.extend(
                safety_differs(deadline, period, run, known)
                    .map(|told| format!("{name}: {told} {run:?}")),
            );
        }
    }
    if deadline.state == Standing::Unknown && one {
        found.push(format!("{name}: unknown, slowly {:?}", runs[0]));
    }
    if let (true, Some(run)) = (one && deadline.state == Standing::Ended, &runs[0]) {
        let ended_by = deadline.ended_by.as_ref();
        let ended_by = ended_by.and_then(|by| Some((by.event.to_owned(), by.on.date()?)));
        if ended_by.as_ref().map(|(_, on)| on) != run.cut.as_ref().map(|(_, on)| on) {
            found.push(format!("{name}: ended by {ended_by:?}, slowly {:?}", run.cut));
        }
    }
    found
}

/// What is known of all worlds in which a period may run.
#[derive(Clone, Copy)]
struct Known {
    /// There is one only.
    one: bool,
    /// Some were not gone through.
    left_out: bool,
    /// In each the law sets an end that is known.
    established: bool,
    /// By some reading no day is safe.
    never_safe: bool,
}

/// What the two say differently of the days until which, or after which, one is safe
/// whatever is not known and whichever reading is right.
fn safety_differs(
    deadline: &Deadline<'_>,
    period: &slow::pack::Period,
    run: &Run,
    known: Known,
) -> Option<String> {
    let Known { one, left_out, established, never_safe } = known;
    let never = Day::NEVER;
    let own = run.ends().map_or(never, day);
    let all: Vec<Day> =
        run.by_readings.iter().map(|end| end.map_or(never, day)).chain([own]).collect();
    let earliest = *all.iter().min()?;
    let latest = *all.iter().max()?;
    if deadline.starts.is_none() || run.not_known {
        return None;
    }
    if deadline.latest.is_some_and(|latest| latest < own) {
        return Some(format!("latest {:?}, slowly {own:?}", deadline.latest));
    }
    if never_safe && own != never {
        // There is none to tell, but the reading is, or that the end is not known.
        let unknown = deadline.ends.is_none() && deadline.latest.is_none();
        let told = deadline.safe_after.is_none() && (unknown || !deadline.readings.is_empty());
        return (!told).then(|| format!("after {:?}, slowly never", deadline.safe_after));
    }
    // An end that is not known may be moved, or be over before: the engine need not see that
    // the two come together.
    let moved = period.a_reading_is_not_known() && !period.effects.is_empty();
    let told = deadline.safe_after.is_none() && !deadline.readings.is_empty();
    if period.waits && told && (left_out || moved) {
        // By a reading that is told, no day may be safe: in a world that was left out, or by
        // such an end.
        return None;
    }
    let (told, bound, holds) = if period.waits {
        // The end itself, where it is known and no reading is later; else the latest.
        let told = deadline.safe_after.or(deadline.ends);
        (told, latest, told.is_none_or(|told| told >= latest))
    } else {
        let told = deadline.safe_by.or(deadline.ends);
        (told, earliest, told.is_none_or(|told| told <= earliest))
    };
    let must_tell = !period.waits && bound != never && established;
    if !holds || must_tell && told.is_none() || one && told.unwrap_or(never) != bound {
        return Some(format!(
            "safe by {:?}, after {:?}, slowly {bound:?}",
            deadline.safe_by, deadline.safe_after
        ));
    }
    None
}

/// Which recorded events had no effect.
fn warnings_differ(engine: &Answer<'_>, slow: &slow::Answer) -> Option<String> {
    let warned = engine.warnings.iter();
    let warned: BTreeSet<(String, NaiveDate)> =
        warned.filter_map(|warning| Some((warning.event.to_owned(), warning.on.date()?))).collect();
    let one = slow.worlds == 1 && !slow.left_out;
    let fits = |world: &BTreeMap<(String, NaiveDate), bool>| {
        let reported = world.iter().filter(|(_, reported)| **reported).map(|(event, _)| event);
        // What is reported where something is not known changes nothing whatever it is.
        warned.iter().all(|event| world.contains_key(event)) && (!one || reported.eq(warned.iter()))
    };
    let other = slow.without_effect.iter().find(|world| !fits(world))?;
    Some(format!("no effect had {warned:?}, slowly {other:?}"))
}
