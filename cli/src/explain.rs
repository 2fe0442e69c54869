//! `recoup explain`: one thing in full, with every date counted out.

use std::io::{self, Write};

use recoup_engine::Day;
use recoup_engine::assess::{
    Answer, Assessment, Computation, Deadline, LawAnswer, ProcedureAnswer, Reason, State,
    StatusAnswer,
};
use recoup_engine::diagnostic::nearest;
use recoup_engine::pack::Tier;

use crate::next::cite;
use crate::page::{Weekday, date, heading, item, plain, point};
use crate::report::Stop;
use crate::sources::Sources;
use crate::{Question, ask, figure};

/// Prints all that the answer says of one id, or lists the ids.
pub(crate) fn run(
    sources: &Sources,
    question: &Question,
    id: Option<&str>,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    ask(sources, question, |_, assessment, on| {
        let answer = assessment.answer(on);
        match id {
            None => Ok(list(&answer, out)?),
            Some(id) => one(assessment, &answer, id, on, out),
        }
    })
}

/// All that an answer says of one id.
fn one(
    assessment: &Assessment<'_, '_>,
    answer: &Answer<'_>,
    id: &str,
    on: Day,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    let procedure = answer.procedures.iter().find(|procedure| procedure.id == id);
    let deadlines: Vec<&Deadline<'_>> =
        answer.deadlines.iter().filter(|deadline| deadline.id == id).collect();
    let status = answer.statuses.iter().find(|status| status.id == id);
    let figure = answer.figures.iter().find(|figure| figure.id == id);
    if procedure.is_none() && deadlines.is_empty() && status.is_none() && figure.is_none() {
        let known = answer
            .procedures
            .iter()
            .map(|procedure| procedure.id)
            .chain(answer.deadlines.iter().map(|deadline| deadline.id))
            .chain(answer.statuses.iter().map(|status| status.id))
            .chain(answer.figures.iter().map(|figure| figure.id));
        let hint = nearest(id, known).map_or_else(
            || "; without an id, recoup explain lists them".to_owned(),
            |nearest| format!("; did you mean `{nearest}`?"),
        );
        return Err(Stop::Usage(format!(
            "the answer has no procedure, deadline, status or figure `{id}`{hint}"
        )));
    }
    plain(out, &format!("As of {}. Information, not legal advice.", Weekday(on)))?;
    let (mut cited, mut of_status) = (Vec::new(), Vec::new());
    if let Some(status) = status {
        let (why, law) = assessment.why_status(id, on).unwrap_or_default();
        explain_status(status, &why, out)?;
        of_status = law;
    }
    if let Some(figure) = figure {
        heading(out, figure.title)?;
        item(out, &format!("{}.", figure::amount(figure)))?;
        if let Some(note) = figure.note {
            item(out, note)?;
        }
        cited.extend(figure.law.iter().copied());
    }
    if let Some(procedure) = procedure {
        explain_procedure(procedure, out)?;
        cited.extend(procedure.law.iter().map(|law| law.id));
        let reasons = reasons(procedure);
        cited.extend(reasons.iter().flat_map(|reason| reason.law.iter().copied()));
    }
    for deadline in deadlines {
        explain_deadline(deadline, out)?;
        let blocks = &deadline.building_blocks;
        cited.extend(deadline.law.iter().chain(blocks.iter().flat_map(|block| &block.law)));
        let read = deadline.by_reading.iter().map(|one| &one.computation);
        let of_blocks = blocks.iter().map(|block| &block.computation);
        for counted in read.chain([&deadline.computation]).chain(of_blocks) {
            cited.extend(counted.law());
        }
    }
    let cited = cited.iter().filter_map(|id| answer.laws.get(id));
    laws(of_status.iter().chain(cited), out)?;
    Ok(())
}

/// What can be explained, by its id.
fn list(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut deadlines: Vec<(&str, &str)> =
        answer.deadlines.iter().map(|deadline| (deadline.id, deadline.title)).collect();
    // A period that several events started is one thing to explain.
    deadlines.dedup();
    let procedures = answer.procedures.iter().map(|procedure| (procedure.id, procedure.title));
    let statuses = answer.statuses.iter().map(|status| (status.id, status.title));
    let figures = answer.figures.iter().map(|figure| (figure.id, figure.title));
    for (title, list) in [
        ("What may be done", procedures.collect()),
        ("Times", deadlines),
        ("What can be said of the judgment", statuses.collect::<Vec<_>>()),
        ("In numbers", figures.collect()),
    ] {
        if list.is_empty() {
            continue;
        }
        heading(out, title)?;
        for (id, title) in list {
            item(out, &format!("{id}: {title}"))?;
        }
    }
    Ok(())
}

fn explain_status(status: &StatusAnswer<'_>, why: &str, out: &mut dyn Write) -> io::Result<()> {
    heading(out, status.title)?;
    let mut text = match status.holds {
        Some(true) => "This is so".to_owned(),
        Some(false) => "This is not so".to_owned(),
        None => "This is not known".to_owned(),
    };
    if let Some(since) = status.since {
        text.push_str(&format!(", since {}", date(since)));
    }
    if let Some(until) = status.until {
        text.push_str(&format!(", until {}", date(until)));
    }
    item(out, &format!("{text}."))?;
    if !why.is_empty() {
        heading(out, "Why")?;
        item(out, &format!("{}: {why}", mark(status.holds)))?;
    }
    Ok(())
}

/// Whether something holds, in a word before the reason.
fn mark(holds: Option<bool>) -> &'static str {
    match holds {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not known",
    }
}

/// The reasons that are worth telling: of what is barred, only why it is. What
/// bars it comes before what shuts it.
fn reasons<'a, 'p>(procedure: &'a ProcedureAnswer<'p>) -> Vec<&'a Reason<'p>> {
    let all = procedure.reasons.iter();
    if procedure.state == State::Barred {
        all.filter(|reason| reason.holds == Some(false)).take(1).collect()
    } else {
        all.collect()
    }
}

fn explain_procedure(procedure: &ProcedureAnswer<'_>, out: &mut dyn Write) -> io::Result<()> {
    heading(out, procedure.title)?;
    item(out, &procedure.guide.does)?;
    let mut state = format!("It is {}", procedure.state.name());
    if let Some(from) = procedure.from {
        state.push_str(&format!(", from {}", date(from)));
    }
    if let Some(until) = procedure.until {
        state.push_str(&format!(", until {}", date(until)));
    }
    if let Some(safe) = procedure.safe_by {
        state.push_str(&format!(", and to be safe, until {}", date(safe)));
    }
    if procedure.discretion.is_some() {
        state.push_str("; the court decides");
    }
    item(out, &format!("{state}."))?;
    if let Some(instead) = procedure.instead {
        item(out, instead)?;
    }
    if !procedure.reasons.is_empty() {
        heading(out, "Why")?;
        for reason in reasons(procedure) {
            let mark = mark(reason.holds);
            item(out, &format!("{mark}: {} [{}]", reason.text, reason.clause))?;
        }
    }
    if procedure.state == State::Barred {
        // How it is done is of no use to somebody for whom it does not exist.
        return Ok(());
    }
    let guide = procedure.guide;
    for (title, list) in [
        ("You need", &guide.needs),
        ("For it", &guide.pro),
        ("Against it", &guide.con),
        ("Avoid", &guide.avoid),
    ] {
        if !list.is_empty() {
            heading(out, title)?;
            for text in list {
                point(out, text)?;
            }
        }
    }
    if !procedure.forms.is_empty() {
        heading(out, "Forms")?;
        for form in &procedure.forms {
            let known = if form.tier == Tier::Primary { "" } else { " (seen second hand)" };
            item(out, &format!("{} {}{known}", form.id, form.title))?;
            writeln!(out, "      {}", form.url)?;
        }
    }
    let fee = procedure.fee.as_ref().map(|fee| format!("Fee ${:.2}.", fee.amount));
    if fee.is_some() || guide.costs.is_some() || guide.takes.is_some() {
        heading(out, "Money and time")?;
        for text in [fee, guide.costs.clone(), guide.takes.clone()].into_iter().flatten() {
            item(out, &text)?;
        }
    }
    Ok(())
}

fn explain_deadline(deadline: &Deadline<'_>, out: &mut dyn Write) -> io::Result<()> {
    heading(out, deadline.title)?;
    match (deadline.starts, deadline.ends) {
        (Some(starts), Some(ends)) => {
            item(out, &format!("From {} until {}.", Weekday(starts), Weekday(ends)))?;
        }
        (Some(starts), None) => {
            item(out, &format!("From {}; its end is not known.", Weekday(starts)))?
        }
        _ => item(out, "It has not started, or its start is not known.")?,
    }
    if let Some(by) = deadline.ended_by {
        item(out, &format!("It was ended by the event {} of {}.", by.event, Weekday(by.on)))?;
    }
    if let Some(safe) = deadline.safe_after {
        item(out, &format!("To be safe, wait until {} has passed.", date(safe)))?;
    }
    if let Some(safe) = deadline.safe_by {
        item(out, &format!("To be safe, by {}.", Weekday(safe)))?;
    }
    if !deadline.readings.is_empty() {
        item(out, &format!("Some read the law otherwise. {}", deadline.readings.join(" ")))?;
    }
    if let Some(missed) = deadline.missed {
        item(out, &format!("If it is missed: {missed}"))?;
    }
    heading(out, "Counted")?;
    count(&deadline.computation, out)?;
    for (text, read) in deadline.readings.iter().zip(&deadline.by_reading) {
        heading(out, "Counted by another reading")?;
        if deadline.readings.len() > 1 {
            item(out, text)?;
        }
        count(&read.computation, out)?;
    }
    for block in &deadline.building_blocks {
        heading(out, &format!("Counted for that: {}", block.title))?;
        count(&block.computation, out)?;
    }
    Ok(())
}

/// The steps by which a date was counted, a line each.
fn count(computation: &Computation<'_>, out: &mut dyn Write) -> io::Result<()> {
    computation.lines().try_for_each(|line| item(out, &line))
}

/// Every law cited, once, with its address.
fn laws<'a, 'p: 'a>(
    laws: impl Iterator<Item = &'a LawAnswer<'p>>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut seen: Vec<&str> = Vec::new();
    for law in laws {
        if seen.contains(&law.id) {
            continue;
        }
        if seen.is_empty() {
            heading(out, "Law")?;
        }
        seen.push(law.id);
        item(out, &format!("{}, checked {}", cite(law), law.checked))?;
        // An address on a line of its own can be clicked and copied.
        writeln!(out, "      {}", law.url)?;
        if let Some(note) = law.note {
            item(out, &format!("  {note}"))?;
        }
    }
    Ok(())
}
