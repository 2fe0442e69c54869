//! What is true of every answer, whatever the law and the case.
//!
//! Each function asks the engine about a history on its days and says what does not
//! hold. Nothing here works out what the law is.

use recoup_engine::assess::{Answer, Assessment, Standing};
use recoup_engine::{Case, Day, Library};

use crate::both::day;
use crate::history::History;
use crate::slow::pack::Pack;

/// Whether something holds, or what does not.
pub type Kept = Result<(), String>;

fn json(library: &Library, case: &Case, on: Day) -> Result<String, String> {
    let answer = library.assess(case, on).map_err(|wrong| wrong.to_string())?;
    serde_json::to_string(&answer).map_err(|wrong| wrong.to_string())
}

/// Looks at the answer for each day of a history, with what is known by then.
fn on_each_day(
    library: &Library,
    history: &History,
    mut look: impl FnMut(&Assessment<'_, '_>, &Answer<'_>) -> Kept,
) -> Kept {
    let case = history.case()?;
    let matter = case.read_against(library).map_err(|wrong| wrong.to_string())?;
    for on in history.asked.iter().map(|on| day(*on)) {
        let assessment = matter.evaluate(on).map_err(|wrong| wrong.to_string())?;
        look(&assessment, &assessment.answer(on)).map_err(|wrong| format!("on {on}: {wrong}"))?;
    }
    Ok(())
}

/// The steps that take the debtor's property, and the states in which none is open.
const COLLECTING: &[&str] =
    &["writ_of_execution", "property_levy", "bank_levy", "wage_garnishment"];
const STOPPED: &[&str] = &["stayed", "satisfied", "vacated", "expired"];

/// Nothing is open to collect while it may not be; `but` are (pack, procedure, status)
/// for which the law says otherwise.
///
/// # Errors
///
/// The step that is open.
pub fn nothing_collects_while_stopped(
    library: &Library,
    history: &History,
    but: &[(&str, &str, &str)],
) -> Kept {
    on_each_day(library, history, |_, answer| {
        let stopped = answer.statuses.iter();
        let stopped = stopped.filter(|one| STOPPED.contains(&one.id) && one.holds == Some(true));
        for status in stopped {
            for step in &answer.procedures {
                let collects = COLLECTING.iter().any(|id| step.id.starts_with(id));
                let excepted = but.contains(&(answer.jurisdiction, step.id, status.id));
                if collects && !excepted && step.state.name() == "available" {
                    return Err(format!("{} is available though {}", step.id, status.id));
                }
            }
        }
        Ok(())
    })
}

/// Once a judgment has been cancelled, no time that began before is told as one that must
/// not be missed; once it is paid and the record says so, none that is the winner's.
/// `but` are (pack, period, status) for which the law says otherwise.
///
/// # Errors
///
/// The time that is.
pub fn nothing_is_urgent_once_it_is_over(
    library: &Library,
    history: &History,
    but: &[(&str, &str, &str)],
) -> Kept {
    on_each_day(library, history, |_, answer| {
        let over = answer.statuses.iter().filter(|one| one.holds == Some(true));
        let over = over.filter(|one| matches!(one.id, "vacated" | "satisfied"));
        for (status, since) in over.filter_map(|one| Some((one.id, one.since?))) {
            for time in &answer.deadlines {
                let urgent = time.state == Standing::Running && time.missed.is_some() && !time.moot;
                let began_before = time.starts.is_some_and(|starts| starts < since);
                let not_the_winners = status == "satisfied" && time.who != Some("creditor");
                let excepted = but.contains(&(answer.jurisdiction, time.id, status));
                if urgent && began_before && !not_the_winners && !excepted {
                    return Err(format!("{} is urgent, {status} since {since}", time.id));
                }
            }
        }
        Ok(())
    })
}

/// An event after the day asked about changes nothing.
///
/// # Errors
///
/// The day on which it does.
pub fn later_events_change_nothing(library: &Library, history: &History) -> Kept {
    let case = history.case()?;
    for on in &history.asked {
        let events = history.events.iter().filter(|(happened, _)| happened <= on).cloned();
        let past = History { events: events.collect(), ..history.clone() }.case()?;
        if json(library, &case, day(*on))? != json(library, &past, day(*on))? {
            return Err(format!("on {on}: an event after that day matters"));
        }
    }
    Ok(())
}

/// Asked twice it answers the same, and the order of the events in the file is nothing to it.
///
/// # Errors
///
/// The day on which it is not so.
pub fn the_same_question_has_one_answer(library: &Library, history: &History) -> Kept {
    let case = history.case()?;
    let events = history.events.iter().rev().cloned().collect();
    let reversed = History { events, ..history.clone() }.case()?;
    for on in &history.asked {
        let first = json(library, &case, day(*on))?;
        if json(library, &case, day(*on))? != first {
            return Err(format!("on {on}: asked twice, it answers two things"));
        }
        if json(library, &reversed, day(*on))? != first {
            return Err(format!("on {on}: the order of the events in the file matters"));
        }
    }
    Ok(())
}

/// What is certain when less is stated stays so when more is. What rests on `surely` is
/// stated both times: to learn more may take it back, that is what the word is for.
///
/// # Errors
///
/// What was certain, and what came of it.
pub fn what_is_certain_stays(library: &Library, pack: &Pack, history: &History) -> Kept {
    let case = history.case()?;
    for part in 0..2 {
        let facts = history.facts.iter().enumerate();
        // Where a fact has a default it is stated in any case.
        let stated =
            |name: &String| pack.under_surely.contains(name) || pack.facts[name].default.is_some();
        let facts = facts.filter(|(at, (name, _))| at % 2 == part || stated(name));
        let facts = facts.map(|(_, fact)| fact.clone()).collect();
        let less = History { facts, ..history.clone() }.case()?;
        for on in history.asked.iter().map(|on| day(*on)) {
            let ask = |case| library.assess(case, on).map_err(|wrong| wrong.to_string());
            stays(&ask(&less)?, &ask(&case)?).map_err(|wrong| format!("on {on}: {wrong}"))?;
        }
    }
    Ok(())
}

fn stays(less: &Answer<'_>, more: &Answer<'_>) -> Kept {
    for (before, after) in less.statuses.iter().zip(&more.statuses) {
        if before.holds.is_some() && before.holds != after.holds {
            return Err(format!("{} was {:?}, is {:?}", before.id, before.holds, after.holds));
        }
    }
    for (before, after) in less.procedures.iter().zip(&more.procedures) {
        let (was, is) = (before.state.name(), after.state.name());
        let stays = match was {
            "available" => ["available", "done"].contains(&is),
            "barred" => is == "barred",
            "done" => ["done", "barred"].contains(&is),
            "unknown" => true,
            _ => is != "available",
        };
        if !stays {
            return Err(format!("{} was {was}, is {is}", before.id));
        }
    }
    for before in less.deadlines.iter().filter(|before| before.ends.is_some()) {
        let same = |after: &&_| {
            let after: &recoup_engine::assess::Deadline<'_> = after;
            (after.id, after.started_by) == (before.id, before.started_by)
        };
        let after = more.deadlines.iter().find(same).and_then(|after| after.ends);
        if after != before.ends {
            return Err(format!("{} ended {:?}, ends {after:?}", before.id, before.ends));
        }
    }
    Ok(())
}

/// What an answer says lasts from a day until a day does so on both, and neither the day
/// before nor the day after, as far as was known on the day asked about.
///
/// # Errors
///
/// The day on which it is not so.
pub fn every_date_is_the_day_of_a_change(library: &Library, history: &History) -> Kept {
    on_each_day(library, history, |assessment, answer| {
        let holds = |id: &str, on: Day| {
            let then = assessment.answer(on);
            then.statuses
                .iter()
                .find(|status| status.id == id)
                .is_some_and(|s| s.holds == Some(true))
        };
        for status in answer.statuses.iter().filter(|status| status.holds == Some(true)) {
            holds_just_so(status.since, status.until, |on| holds(status.id, on))
                .map_err(|wrong| format!("{}: {wrong}", status.id))?;
        }
        let open = |id: &str, on: Day| {
            let then = assessment.answer(on);
            let found = then.procedures.iter().find(|procedure| procedure.id == id);
            let state = found.map_or("", |procedure| procedure.state.name());
            // What has been done by then may still be open: that cannot be seen.
            (state == "available", state == "done")
        };
        for step in &answer.procedures {
            let dated = ["available", "upcoming"].contains(&step.state.name());
            if !dated && (step.from.is_some() || step.until.is_some()) {
                return Err(format!("{}: {} with a date", step.id, step.state.name()));
            }
            let inside = |on: Option<Day>| on.is_none_or(|on| open(step.id, on) != (false, false));
            let outside = |on: Option<Day>| on.is_none_or(|on| !open(step.id, on).0);
            if !inside(step.from) || !inside(step.until) {
                return Err(format!("{}: not open {:?} to {:?}", step.id, step.from, step.until));
            }
            if !outside(step.from.map(Day::previous)) || !outside(step.until.map(Day::next)) {
                return Err(format!(
                    "{}: open around {:?} to {:?}",
                    step.id, step.from, step.until
                ));
            }
        }
        for deadline in &answer.deadlines {
            let standing = |on: Day| {
                let then = assessment.answer(on);
                let same = |one: &&_| {
                    let one: &recoup_engine::assess::Deadline<'_> = one;
                    (one.id, one.started_by) == (deadline.id, deadline.started_by)
                };
                then.deadlines.iter().find(same).map(|deadline| deadline.state)
            };
            let (Some(starts), Some(ends)) = (deadline.starts, deadline.ends) else { continue };
            // Of one whose length is not established nothing is known on any day.
            if deadline.state == Standing::Unknown {
                continue;
            }
            let wanted = [
                (starts.previous(), Standing::NotStarted),
                (starts, Standing::Running),
                (ends, Standing::Running),
                (ends.next(), Standing::Ended),
            ];
            for (on, wanted) in wanted {
                if starts <= ends && standing(on) != Some(wanted) {
                    return Err(format!("{}: {:?} on {on}", deadline.id, standing(on)));
                }
            }
        }
        Ok(())
    })
}

fn holds_just_so(since: Option<Day>, until: Option<Day>, holds: impl Fn(Day) -> bool) -> Kept {
    let inside = |on: Option<Day>| on.is_none_or(&holds);
    let outside = |on: Option<Day>| on.is_none_or(|on| !holds(on));
    if !inside(since) || !inside(until) {
        return Err(format!("does not hold from {since:?} to {until:?}"));
    }
    if !outside(since.map(Day::previous)) || !outside(until.map(Day::next)) {
        return Err(format!("holds around {since:?} to {until:?}"));
    }
    Ok(())
}

/// Every computation, redone on paper, comes to its date, and every law that it cites is
/// one of those of the deadline.
///
/// # Errors
///
/// The step that does not.
pub fn every_computation_adds_up(library: &Library, pack: &Pack, history: &History) -> Kept {
    on_each_day(library, history, |_, answer| {
        let laws = library.pack(answer.jurisdiction).map_or(&[][..], |pack| pack.laws());
        for deadline in &answer.deadlines {
            let counted = [(deadline.ends, &deadline.computation)];
            let read = deadline.by_reading.iter().map(|one| (one.ends, &one.computation));
            let mut lines: Vec<String> = Vec::new();
            let own = counted.into_iter().chain(read).map(|(ends, by)| (deadline.id, ends, by));
            let blocks = deadline.building_blocks.iter();
            let blocks = blocks.map(|block| (block.id, block.ends, &block.computation));
            for (id, ends, computation) in own.chain(blocks) {
                let steps: Vec<String> = computation.lines().collect();
                if let Some(ends) = ends.and_then(Day::date) {
                    crate::paper::redo(&steps, &pack.periods[id], ends)
                        .map_err(|wrong| format!("{id}: {wrong}\n{}", steps.join("\n")))?;
                }
                lines.extend(steps);
            }
            // Whatever day a count takes over is counted in the answer.
            for line in &lines {
                let taken = pack.periods.values().find(|period| {
                    let edge = line.strip_prefix(&period.title);
                    !period.shown && edge.is_some_and(|rest| rest.starts_with(" ends: 2"))
                });
                if let Some(period) = taken
                    && !deadline.building_blocks.iter().any(|block| block.title == period.title)
                {
                    return Err(format!("{}: `{line}` is not counted", deadline.id));
                }
            }
            // Two versions of a section may be cited alike.
            let cited: Vec<&str> = answer.laws.values().map(|law| law.cite).collect();
            for law in laws.iter().filter(|law| !cited.contains(&law.cite.as_str())) {
                if let Some(line) = lines.iter().find(|line| cites(line, &law.cite)) {
                    let id = deadline.id;
                    return Err(format!(
                        "{id}: `{line}` cites {}, which the answer has not",
                        law.id
                    ));
                }
            }
        }
        Ok(())
    })
}

/// Whether a line has a law in brackets, beside others or by itself.
fn cites(line: &str, law: &str) -> bool {
    let ends = ["(", "; "].iter().flat_map(|before| [")", "; "].map(|after| (before, after)));
    ends.into_iter().any(|(before, after)| line.contains(&format!("{before}{law}{after}")))
}
