//! `recoup explain`: one thing in full, with every date counted out.

use std::collections::HashSet;
use std::io::{self, Write};

use recoup_engine::Day;
use recoup_engine::assess::{
    Answer, Assessment, BuildingBlock, Computation, Deadline, FigureAnswer, LawAnswer,
    ProcedureAnswer, Reason, Standing, State, StatusAnswer,
};
use recoup_engine::diagnostic::nearest;
use recoup_engine::pack::Tier;
use serde::{Serialize, Serializer};

use crate::next::cite;
use crate::page::{Weekday, date, heading, item, plain, point};
use crate::report::Stop;
use crate::sources::Sources;
use crate::{Question, ask, figure};

/// All that an answer says of one id.
#[derive(Serialize)]
struct Explained<'a, 'p> {
    as_of: Day,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'a StatusAnswer<'p>>,
    /// Why the status holds, or does not; or what there is to say of something that has no
    /// place in the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figure: Option<&'a FigureAnswer<'p>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    procedure: Option<&'a ProcedureAnswer<'p>>,
    deadlines: Vec<&'a Deadline<'p>>,
    /// The other deadlines whose days the reasons tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rests_on: Vec<Deadline<'p>>,
    /// The times that are no deadlines whose days they tell.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    building_blocks: Vec<BuildingBlock<'p>>,
    /// Those on which it rests, each once; by their ids, as in an answer.
    #[serde(serialize_with = "by_id")]
    laws: Vec<LawAnswer<'p>>,
}

fn by_id<S: Serializer>(laws: &[LawAnswer<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(laws.iter().map(|law| (law.id, law)))
}

/// Something that can be explained.
#[derive(Serialize)]
struct Listed<'a> {
    id: &'a str,
    title: &'a str,
    kind: &'static str,
}

/// Prints all that the answer says of one id, or lists the ids.
pub(crate) fn run(
    sources: &Sources,
    question: &Question,
    id: Option<&str>,
    as_json: bool,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    ask(sources, question, |_, assessment, on| {
        let answer = assessment.answer(on);
        match id {
            None if as_json => json(&list(&answer), out)?,
            None => print_list(&list(&answer), out)?,
            Some(id) => {
                let explained = one(assessment, &answer, id, on)?;
                if as_json { json(&explained, out)? } else { print(&explained, out)? }
            }
        }
        Ok(())
    })
}

fn json(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

/// Gathers all that an answer says of one id.
fn one<'a, 'p>(
    assessment: &Assessment<'p, '_>,
    answer: &'a Answer<'p>,
    id: &str,
    on: Day,
) -> Result<Explained<'a, 'p>, Stop> {
    let procedure = answer.procedures.iter().find(|procedure| procedure.id == id);
    let deadlines: Vec<&Deadline<'_>> =
        answer.deadlines.iter().filter(|deadline| deadline.id == id).collect();
    let status = answer.statuses.iter().find(|status| status.id == id);
    let figure = answer.figures.iter().find(|figure| figure.id == id);
    let none = procedure.is_none() && deadlines.is_empty() && status.is_none() && figure.is_none();
    let other = if none { assessment.why_other(id, on) } else { None };
    if none && other.is_none() {
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
    let because = match procedure {
        _ if status.is_some() => assessment.why_status(id, on),
        _ if other.is_some() => other,
        // Of what does not exist for this case no day matters.
        Some(procedure) if procedure.state != State::Barred => assessment.why_procedure(id, on),
        _ => None,
    };
    let (why, mut rests_on, building_blocks, mut laws) = match because {
        Some(why) => (why.text, why.deadlines, why.building_blocks, why.laws),
        None => Default::default(),
    };
    rests_on.retain(|deadline| deadline.id != id);
    let of_counts = std::mem::take(&mut laws);
    let mut cited: Vec<&str> = Vec::new();
    if let Some(figure) = figure {
        cited.extend(&figure.law);
    }
    if let Some(procedure) = procedure {
        cited.extend(procedure.law.iter().map(|law| law.id));
        cited.extend(reasons(procedure).iter().flat_map(|reason| &reason.law));
    }
    for deadline in &deadlines {
        let blocks = &deadline.building_blocks;
        cited.extend(deadline.law.iter().chain(blocks.iter().flat_map(|block| &block.law)));
        let read = deadline.by_reading.iter().map(|one| &one.computation);
        let of_blocks = blocks.iter().map(|block| &block.computation);
        for counted in read.chain([&deadline.computation]).chain(of_blocks) {
            cited.extend(counted.law());
        }
    }
    laws.extend(cited.iter().filter_map(|id| answer.laws.get(id)).cloned());
    laws.extend(of_counts);
    let mut seen = HashSet::new();
    laws.retain(|law| seen.insert(law.id));
    let why = Some(why).filter(|why| !why.is_empty());
    Ok(Explained {
        as_of: on,
        status,
        why,
        figure,
        procedure,
        deadlines,
        rests_on,
        building_blocks,
        laws,
    })
}

fn print(explained: &Explained<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let day = Weekday(explained.as_of);
    plain(out, &format!("As of {day}. Information, not legal advice."))?;
    let why = explained.why.as_deref();
    match (explained.status, why) {
        (Some(status), _) => explain_status(status, why.unwrap_or_default(), out)?,
        (None, Some(why)) => {
            writeln!(out)?;
            plain(out, &format!("{why}."))?;
        }
        (None, None) => {}
    }
    if let Some(figure) = explained.figure {
        heading(out, figure.title)?;
        item(out, &format!("{}.", figure::amount(figure)))?;
        if let Some(note) = figure.note {
            item(out, note)?;
        }
    }
    if let Some(procedure) = explained.procedure {
        explain_procedure(procedure, out)?;
    }
    for deadline in &explained.deadlines {
        explain_deadline(deadline, out)?;
    }
    for deadline in &explained.rests_on {
        heading(out, &format!("Counted for that: {}", deadline.title))?;
        counts(deadline, out)?;
    }
    print_blocks(&explained.building_blocks, out)?;
    print_laws(&explained.laws, out)
}

/// What can be explained, by its id.
fn list<'a>(answer: &'a Answer<'_>) -> Vec<Listed<'a>> {
    let listed = |kind| move |(id, title)| Listed { id, title, kind };
    let mut deadlines: Vec<(&str, &str)> =
        answer.deadlines.iter().map(|deadline| (deadline.id, deadline.title)).collect();
    // A period that several events started is one thing to explain.
    deadlines.dedup();
    let procedures = answer.procedures.iter().map(|procedure| (procedure.id, procedure.title));
    let statuses = answer.statuses.iter().map(|status| (status.id, status.title));
    let figures = answer.figures.iter().map(|figure| (figure.id, figure.title));
    let procedures = procedures.map(listed("procedure"));
    let deadlines = deadlines.into_iter().map(listed("deadline"));
    let statuses = statuses.map(listed("status"));
    procedures.chain(deadlines).chain(statuses).chain(figures.map(listed("figure"))).collect()
}

fn print_list(listed: &[Listed<'_>], out: &mut dyn Write) -> io::Result<()> {
    for of_a_kind in listed.chunk_by(|one, other| one.kind == other.kind) {
        let title = match of_a_kind[0].kind {
            "procedure" => "What may be done",
            "deadline" => "Times",
            "status" => "What can be said of the judgment",
            _ => "In numbers",
        };
        heading(out, title)?;
        for Listed { id, title, .. } in of_a_kind {
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
    if deadline.moot && deadline.state == Standing::Running {
        item(out, "As things stand, nothing hangs on it any more.")?;
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
    counts(deadline, out)
}

/// How a deadline was counted, by other readings too, and what that rests on.
fn counts(deadline: &Deadline<'_>, out: &mut dyn Write) -> io::Result<()> {
    count(&deadline.computation, out)?;
    for (text, read) in deadline.readings.iter().zip(&deadline.by_reading) {
        heading(out, "Counted by another reading")?;
        if deadline.readings.len() > 1 {
            item(out, text)?;
        }
        count(&read.computation, out)?;
    }
    print_blocks(&deadline.building_blocks, out)
}

fn print_blocks(blocks: &[BuildingBlock<'_>], out: &mut dyn Write) -> io::Result<()> {
    for block in blocks {
        heading(out, &format!("Counted for that: {}", block.title))?;
        count(&block.computation, out)?;
    }
    Ok(())
}

/// The steps by which a date was counted, a line each.
fn count(computation: &Computation<'_>, out: &mut dyn Write) -> io::Result<()> {
    computation.lines().try_for_each(|line| item(out, &line))
}

/// The laws on which it rests, with their addresses.
fn print_laws(laws: &[LawAnswer<'_>], out: &mut dyn Write) -> io::Result<()> {
    if !laws.is_empty() {
        heading(out, "Law")?;
    }
    for law in laws {
        item(out, &format!("{}, checked {}", cite(law), law.checked))?;
        // An address on a line of its own can be clicked and copied.
        writeln!(out, "      {}", law.url)?;
        if let Some(note) = law.note {
            item(out, &format!("  {note}"))?;
        }
    }
    Ok(())
}
