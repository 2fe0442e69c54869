//! `recoup next`: the answer for a day, in the order in which it matters.

use std::collections::BTreeMap;
use std::io::{self, Write};

use recoup_engine::assess::{
    self, Answer, Deadline, LawAnswer, ProcedureAnswer, Standing, State, Warning,
};
use recoup_engine::pack::Tier;
use recoup_engine::{Day, Matter};

use crate::page::{
    Weekday, counted, date, detail, heading, item, plain, thousands, tied, urgent_heading,
};
use crate::report::Stop;
use crate::sources::Sources;
use crate::{Question, ask, figure};

/// How an answer is printed.
pub(crate) enum Form {
    /// In words; `brief` leaves out why each step that is not open is not.
    Page { brief: bool },
    /// As the contract has it.
    Json,
}

/// Answers the question and prints the answer.
pub(crate) fn run(
    sources: &Sources,
    question: &Question,
    form: Form,
    out: &mut dyn Write,
) -> Result<(), Stop> {
    ask(sources, question, |matter, assessment, on| {
        let answer = assessment.answer(on);
        let Form::Page { brief } = form else {
            serde_json::to_writer_pretty(&mut *out, &answer).map_err(io::Error::from)?;
            writeln!(out)?;
            return Ok(());
        };
        let page = Page {
            answer: &answer,
            title: &matter.pack().title,
            matter,
            side: assessment.side(),
            file: question.asked(),
            brief,
        };
        Ok(page.print(out)?)
    })
}

struct Page<'a> {
    answer: &'a Answer<'a>,
    title: &'a str,
    matter: &'a Matter<'a>,
    side: Option<&'a str>,
    file: String,
    brief: bool,
}

/// What can be done for no longer than so many days is soon lost.
const SOON: i32 = 60;

/// So many steps are much of what can be done after a judgment.
const MANY: usize = 6;

/// Why some procedures are not open.
struct Shut<'a> {
    text: String,
    law: String,
    /// Something may still open them.
    waits: bool,
    titles: Vec<&'a str>,
}

/// Who has most to do after a judgment, and so is listed first where nobody is said to ask.
const PARTIES: [&str; 2] = ["creditor", "debtor"];

impl Page<'_> {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        self.head(out)?;
        let sides: &[&str] = match self.side {
            Some("creditor") => &PARTIES[..1],
            Some("debtor") => &PARTIES[1..],
            _ => &PARTIES,
        };
        self.first_of_all(sides, out)?;
        self.warnings(sides, out)?;
        for side in sides {
            self.open_now(side, out)?;
        }
        self.not_to_miss(sides, out)?;
        self.later(sides, out)?;
        if sides.len() == 1 {
            self.other_side(sides[0], out)?;
        }
        self.not_open(sides, out)?;
        self.figures(out)?;
        self.questions(out)?;
        self.foot(out)
    }

    fn head(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut line = self.title.to_owned();
        match self.side {
            Some("creditor") => line.push_str(" · you won"),
            Some("debtor") => line.push_str(" · you lost"),
            _ => {}
        }
        if let Some(award) = self.matter.award() {
            line.push_str(&format!(" · ${}", thousands(&format!("{award:.2}"))));
        }
        line.push_str(&format!(" · judgment of {}", date(self.matter.entered())));
        if let Some(debtor) = self.matter.about() {
            line.push_str(&format!(" · about {debtor}"));
        }
        plain(out, &line)?;
        let on = Weekday(self.answer.as_of);
        plain(out, &format!("As of {on}. Information, not legal advice."))
    }

    /// The question without whose answer hardly anything can be said.
    fn first_of_all(&self, sides: &[&str], out: &mut dyn Write) -> io::Result<()> {
        let Some(question) = self.answer.questions.first() else { return Ok(()) };
        let unknown: Vec<_> = sides.iter().flat_map(|side| self.of(side, State::Unknown)).collect();
        // Where the law itself leaves open what may be done, no question comes first.
        if unknown.len() < MANY || !unknown.iter().any(|one| question.settles.contains(&one.id)) {
            return Ok(());
        }
        urgent_heading(out, "First of all")?;
        item(out, &question.text)?;
        detail(out, &where_to_write(question))
    }

    /// What shuts most of what a side could do, where it shuts so much at least.
    fn shut_most(&self, sides: &[&str], least: usize) -> Option<(String, String)> {
        let mut reasons: Vec<((String, String), usize)> = Vec::new();
        for side in sides {
            for state in [State::Blocked, State::Closed] {
                for procedure in self.of(side, state) {
                    let why = self.why_not(procedure);
                    match reasons.iter_mut().find(|(known, _)| *known == why) {
                        Some((_, number)) => *number += 1,
                        None => reasons.push((why, 1)),
                    }
                }
            }
        }
        // Of equals the first, as the pack has them.
        let most = reasons.iter().rev().max_by_key(|(_, number)| *number)?;
        (most.1 >= least).then(|| most.0.clone())
    }

    /// What stands in the way of nearly everything, events without effect, and
    /// waits that some hold to be longer.
    fn warnings(&self, sides: &[&str], out: &mut dyn Write) -> io::Result<()> {
        let longer: Vec<(&Deadline<'_>, Day)> = self
            .answer
            .deadlines
            .iter()
            .filter(|one| one.who.is_some_and(|who| sides.iter().any(|side| acts_for(who, side))))
            .filter_map(|one| Some((one, one.safe_after?)))
            .filter(|(one, safe)| one.ends.is_some() && *safe >= self.answer.as_of)
            .collect();
        let mut shut: Vec<(String, String)> = Vec::new();
        if let [side] = sides {
            if *side == "debtor" {
                // What keeps the winner from most steps concerns the loser first of all; a
                // condition of some of them is the winner's own affair.
                let open = self.of("creditor", State::Available).count();
                shut.extend(self.shut_most(&["creditor"], MANY.max(open)));
            }
            shut.extend(self.shut_most(sides, MANY).filter(|own| !shut.contains(own)));
        }
        if self.answer.warnings.is_empty() && longer.is_empty() && shut.is_empty() {
            return Ok(());
        }
        urgent_heading(out, "Take note")?;
        for (text, law) in shut {
            item(out, &text)?;
            detail(out, &law)?;
        }
        for (wait, safe) in longer {
            item(out, &format!("{}: to be safe, until {}", wait.title, date(safe)))?;
            let other = wait.readings.join(" ");
            detail(out, format!("{other} {}", self.cites(&wait.law)).trim())?;
        }
        for Warning { text, law, .. } in &self.answer.warnings {
            item(out, text)?;
            detail(out, &self.cites(law))?;
        }
        Ok(())
    }

    fn of<'s>(
        &'s self,
        side: &'s str,
        state: State,
    ) -> impl Iterator<Item = &'s ProcedureAnswer<'s>> {
        self.answer
            .procedures
            .iter()
            .filter(move |procedure| procedure.state == state && acts_for(procedure.by, side))
    }

    fn open_now(&self, side: &str, out: &mut dyn Write) -> io::Result<()> {
        let mut list: Vec<_> = self.of(side, State::Available).collect();
        // What is soon lost comes first; else the pack's order, which is a sensible person's.
        let soon = self.answer.as_of.plus(SOON);
        list.sort_by_key(|procedure| {
            let lost = procedure.last_safe_day().filter(|last| *last <= soon);
            let lost = lost.unwrap_or(Day::NEVER);
            // In the last days what saves the judgment comes before what uses it.
            (lost, lost != Day::NEVER && !self.matter.pack().moves_an_end(procedure.id))
        });
        let who = match (self.side, side) {
            (Some(_), _) => "You can do now".to_owned(),
            (None, "creditor") => "The one who won can do now".to_owned(),
            (None, _) => "The one who lost can do now".to_owned(),
        };
        heading(out, &who)?;
        let (asked, unsettled): (Vec<_>, Vec<_>) =
            self.of(side, State::Unknown).partition(|procedure| self.is_asked(procedure.id));
        let titles = |list: Vec<&ProcedureAnswer<'_>>| {
            list.into_iter().map(|one| lower(one.title)).collect::<Vec<_>>()
        };
        let (unknown, unsettled) = (titles(asked), titles(unsettled));
        if list.is_empty() && unknown.is_empty() && unsettled.is_empty() {
            item(out, "Nothing, as things stand.")?;
        }
        for procedure in list {
            self.procedure(procedure, out)?;
        }
        if !unknown.is_empty() {
            item(out, "Perhaps, as the questions at the end decide:")?;
            detail(out, &format!("{}.", unknown.join("; ")))?;
        }
        if !unsettled.is_empty() {
            item(out, "Perhaps; the law is not established, or a step is not yet complete:")?;
            detail(out, &format!("{}.", unsettled.join("; ")))?;
        }
        Ok(())
    }

    /// Whether some question would settle what is unknown of something.
    fn is_asked(&self, id: &str) -> bool {
        self.answer.questions.iter().any(|question| question.settles.contains(&id))
    }

    fn procedure(&self, procedure: &ProcedureAnswer<'_>, out: &mut dyn Write) -> io::Result<()> {
        item(out, procedure.title)?;
        let mut parts = Vec::new();
        let forms: Vec<&str> = procedure.forms.iter().map(|form| form.id).collect();
        if !forms.is_empty() {
            parts.push(forms.join(", "));
        }
        if let Some(fee) = &procedure.fee {
            parts.push(format!("${:.2}", fee.amount));
        }
        if let (State::Upcoming, Some(from)) = (procedure.state, procedure.from) {
            parts.push(format!("from {}", date(from)));
        }
        parts.extend(self.until(procedure));
        if procedure.discretion.is_some() {
            parts.push("the court decides".to_owned());
        }
        parts.push(short_cites(&procedure.law));
        detail(out, &parts.join(" · "))
    }

    /// Until when something can be done: the day to keep in mind, where there are two.
    fn until(&self, procedure: &ProcedureAnswer<'_>) -> Option<String> {
        let until = date(procedure.until?);
        Some(match procedure.safe_by {
            Some(safe) if safe >= self.answer.as_of => format!("to be safe, until {}", date(safe)),
            Some(safe) => format!("perhaps until {until}; the safe day was {}", date(safe)),
            None => format!("until {until}"),
        })
    }

    fn not_to_miss(&self, sides: &[&str], out: &mut dyn Write) -> io::Result<()> {
        let mut list: Vec<&Deadline<'_>> = self
            .answer
            .deadlines
            .iter()
            .filter(|deadline| {
                let last = deadline.ends.max(deadline.safe_by).max(deadline.latest);
                last.is_some_and(|last| last >= self.answer.as_of)
                    && deadline.state != Standing::NotStarted
                    && deadline.missed.is_some()
                    && sides.iter().any(|side| self.concerns(deadline, side))
            })
            .collect();
        if list.is_empty() {
            return Ok(());
        }
        list.sort_by_key(|deadline| deadline.last_safe_day());
        // What only a bank, an employer, the clerk or the court can miss is to be watched.
        let of_others = |deadline: &&Deadline<'_>| {
            matches!(deadline.who, Some("garnishee" | "clerk" | "court"))
        };
        let (others, own): (Vec<_>, Vec<_>) = list.into_iter().partition(of_others);
        if !own.is_empty() {
            urgent_heading(out, "Do not miss")?;
            own.into_iter().try_for_each(|deadline| self.deadline(deadline, out))?;
        }
        if !others.is_empty() {
            heading(out, "Others must act in time")?;
            others.into_iter().try_for_each(|deadline| self.deadline(deadline, out))?;
        }
        Ok(())
    }

    /// Whether a time is a side's: one of both sides is where there is something for it to
    /// do in it.
    fn is_of(&self, deadline: &Deadline<'_>, side: &str) -> bool {
        let Some(who) = deadline.who else { return false };
        if deadline.moot || !acts_for(who, side) {
            return false;
        }
        let mut for_it = self.done_in(deadline).peekable();
        !matches!(who, "either" | "court")
            || for_it.peek().is_none()
            || for_it.any(|one| acts_for(one.by, side) && one.state != State::Barred)
    }

    /// Whether what a time is for can still be done by a side.
    fn concerns(&self, deadline: &Deadline<'_>, side: &str) -> bool {
        if !self.is_of(deadline, side) {
            return false;
        }
        let over = |one: &&ProcedureAnswer<'_>| matches!(one.state, State::Barred | State::Closed);
        let (named, others): (Vec<_>, Vec<_>) =
            self.done_in(deadline).partition(|one| one.id == deadline.id);
        if named.iter().any(|one| one.state == State::Done) {
            return false;
        }
        // Where the ordinary way is shut, another may be open: `appeal_of_default`.
        named.is_empty()
            || !named.iter().all(over)
            || others
                .iter()
                .any(|one| matches!(one.state, State::Available | State::Upcoming | State::Unknown))
    }

    /// The procedures of a time: those of its name, or whose name begins with it.
    fn done_in(&self, deadline: &Deadline<'_>) -> impl Iterator<Item = &ProcedureAnswer<'_>> {
        let id = deadline.id.to_owned();
        self.answer.procedures.iter().filter(move |one| {
            let rest = one.id.strip_prefix(id.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        })
    }

    fn deadline(&self, deadline: &Deadline<'_>, out: &mut dyn Write) -> io::Result<()> {
        match (deadline.ends, deadline.safe_by) {
            (Some(ends), Some(safe)) => {
                let other = deadline.readings.join(" ");
                if safe < self.answer.as_of {
                    item(out, &format!("Perhaps until {}: {}", date(ends), deadline.title))?;
                    let passed =
                        format!("The day that is safe in every case, {}, has passed.", date(safe));
                    detail(out, &format!("{passed} {other}"))?;
                } else {
                    // The day to keep in mind comes first.
                    item(out, &format!("{}: {}", date(safe), deadline.title))?;
                    detail(out, &format!("Perhaps it ends only on {}. {other}", date(ends)))?;
                }
            }
            (Some(day), None) => {
                item(out, &format!("{}: {}", date(day), deadline.title))?;
                if !deadline.readings.is_empty() {
                    detail(
                        out,
                        &format!(
                            "Some read the law otherwise. {} Do not rely on it.",
                            deadline.readings.join(" ")
                        ),
                    )?;
                }
            }
            (None, Some(safe)) if safe < self.answer.as_of => {
                let latest = deadline.latest.unwrap_or(safe);
                item(out, &format!("Perhaps until {}: {}", date(latest), deadline.title))?;
                detail(
                    out,
                    &format!(
                        "The day that is safe in every case, {}, has passed; the questions \
                         below decide whether it ends later.",
                        date(safe)
                    ),
                )?;
            }
            (None, Some(safe)) => {
                item(out, &format!("{}: {}", date(safe), deadline.title))?;
                let why = if self.is_asked(deadline.id) {
                    "To be safe: the questions below decide whether and until when."
                } else {
                    "To be safe: a step is not yet complete, or the law is not established."
                };
                detail(out, why)?;
            }
            (None, None) => {}
        }
        let missed = deadline.missed.unwrap_or_default();
        detail(out, format!("If missed: {missed} {}", self.cites(&deadline.law)).trim())
    }

    fn later(&self, sides: &[&str], out: &mut dyn Write) -> io::Result<()> {
        let mut list: Vec<_> =
            sides.iter().flat_map(|side| self.of(side, State::Upcoming)).collect();
        if list.is_empty() {
            return Ok(());
        }
        list.sort_by_key(|procedure| procedure.from);
        heading(out, "Later")?;
        let mut on: Option<Day> = None;
        for procedure in list {
            if procedure.from != on {
                on = procedure.from;
                if let Some(from) = on {
                    item(out, &format!("From {}:", date(from)))?;
                }
            }
            let forms: Vec<&str> = procedure.forms.iter().map(|form| form.id).collect();
            let forms =
                if forms.is_empty() { String::new() } else { format!(" ({})", forms.join(", ")) };
            detail(out, &format!("{}{forms}", procedure.title))?;
        }
        Ok(())
    }

    fn other_side(&self, side: &str, out: &mut dyn Write) -> io::Result<()> {
        let other = if side == "creditor" { "debtor" } else { "creditor" };
        let now: Vec<_> = self.of(other, State::Available).collect();
        let mut soon: Vec<_> = self.of(other, State::Upcoming).collect();
        soon.sort_by_key(|procedure| procedure.from);
        let times: Vec<_> = self
            .answer
            .deadlines
            .iter()
            .filter(|deadline| self.is_of(deadline, other))
            .filter(|deadline| {
                matches!(deadline.state, Standing::Running | Standing::Ended)
                    && deadline.ends.is_some()
            })
            .collect();
        if now.is_empty() && soon.is_empty() && times.is_empty() {
            return Ok(());
        }
        heading(out, "The other side")?;
        for procedure in now {
            let until = procedure
                .until
                .map_or_else(String::new, |until| format!(", until {}", date(until)));
            item(out, &format!("May now: {}{until}", lower(procedure.title)))?;
        }
        for procedure in soon {
            let from = procedure
                .from
                .map_or_else(|| "later".to_owned(), |from| format!("from {}", date(from)));
            item(out, &format!("May {from}: {}", lower(procedure.title)))?;
        }
        for procedure in self.of(other, State::Barred).filter(|procedure| challenges(procedure)) {
            let (text, law) = self.why_not(procedure);
            item(out, &format!("Cannot: {}. {text} {law}", lower(procedure.title)))?;
        }
        for deadline in times {
            let Some(ends) = deadline.ends else { continue };
            let word = match (deadline.state, deadline.ended_by) {
                // What cut it short is told elsewhere; nothing was missed.
                (Standing::Ended, Some(_)) => continue,
                (Standing::Ended, None) => "ended on",
                _ => "until",
            };
            item(out, &format!("{}: {word} {}", deadline.title, date(ends)))?;
        }
        Ok(())
    }

    /// What is closed, blocked or barred, and why: things with one reason stand together.
    fn not_open(&self, sides: &[&str], out: &mut dyn Write) -> io::Result<()> {
        let mut reasons: Vec<Shut<'_>> = Vec::new();
        let mut done = Vec::new();
        for procedure in &self.answer.procedures {
            if !sides.iter().any(|side| acts_for(procedure.by, side)) {
                continue;
            }
            if procedure.state == State::Done {
                done.push(procedure.title);
                continue;
            }
            if !matches!(procedure.state, State::Blocked | State::Closed | State::Barred) {
                continue;
            }
            let (text, law) = self.why_not(procedure);
            match reasons.iter_mut().find(|shut| shut.text == text) {
                Some(shut) => shut.titles.push(procedure.title),
                None => reasons.push(Shut {
                    text,
                    law,
                    waits: procedure.state == State::Blocked,
                    titles: vec![procedure.title],
                }),
            }
        }
        if !done.is_empty() {
            heading(out, "Done")?;
            for title in done {
                item(out, title)?;
            }
        }
        if reasons.is_empty() {
            return Ok(());
        }
        heading(out, if self.side.is_some() { "Not open to you" } else { "Not open" })?;
        if self.brief {
            let steps: usize = reasons.iter().map(|shut| shut.titles.len()).sum();
            let steps = counted(steps, "step");
            return item(out, &format!("{steps}. Without --brief the answer says why."));
        }
        // First what shuts much, then what is over or never was, last what only waits
        // for something to happen.
        reasons.sort_by_key(|shut| {
            let rank = if shut.titles.len() >= 3 { 0 } else { 1 + u8::from(shut.waits) };
            (rank, std::cmp::Reverse(shut.titles.len()))
        });
        for shut in reasons {
            item(out, shut.text.trim())?;
            let titles: Vec<String> = shut.titles.iter().map(|title| lower(title)).collect();
            detail(out, format!("So not: {}. {}", titles.join("; "), shut.law).trim())?;
        }
        Ok(())
    }

    fn figures(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.answer.figures.is_empty() {
            return Ok(());
        }
        heading(out, "In numbers")?;
        for figure in &self.answer.figures {
            item(out, &format!("{}: {}", figure.title, figure::amount(figure)))?;
            let note = figure.note.unwrap_or_default();
            detail(out, format!("{note} {}", self.cites(&figure.law)).trim())?;
        }
        Ok(())
    }

    /// The first condition that fails, with its law.
    fn why_not(&self, procedure: &ProcedureAnswer<'_>) -> (String, String) {
        let failing = procedure.reasons.iter().find(|reason| reason.holds == Some(false));
        match failing {
            Some(reason) => (sentence(&reason.text), self.cites(&reason.law)),
            None => (
                sentence(procedure.instead.unwrap_or("It does not exist here")),
                short_cites(&procedure.law),
            ),
        }
    }

    fn questions(&self, out: &mut dyn Write) -> io::Result<()> {
        if self.answer.questions.is_empty() {
            return Ok(());
        }
        heading(out, "To say more")?;
        let titles: BTreeMap<&str, &str> = self
            .answer
            .procedures
            .iter()
            .map(|procedure| (procedure.id, procedure.title))
            .chain(self.answer.deadlines.iter().map(|deadline| (deadline.id, deadline.title)))
            .chain(self.answer.statuses.iter().map(|status| (status.id, status.title)))
            .chain(self.answer.figures.iter().map(|figure| (figure.id, figure.title)))
            .collect();
        for question in &self.answer.questions {
            item(out, &question.text)?;
            let name = where_to_write(question);
            let first: Vec<String> = question
                .settles
                .iter()
                .filter_map(|id| titles.get(id))
                .take(2)
                .map(|title| lower(title))
                .collect();
            let more = question.settles.len().saturating_sub(first.len());
            let more = if more > 0 { format!("; and {more} more") } else { String::new() };
            detail(out, &format!("{name}. It decides: {}{more}.", first.join("; ")))?;
        }
        Ok(())
    }

    fn foot(&self, out: &mut dyn Write) -> io::Result<()> {
        let unverified: Vec<&str> = self
            .answer
            .laws
            .values()
            .filter(|law| law.tier == Tier::Unverified)
            .map(|law| law.cite)
            .collect();
        writeln!(out)?;
        if !unverified.is_empty() {
            plain(
                out,
                &format!("Not verified against the law itself: {}.", unverified.join("; ")),
            )?;
        }
        let file = &self.file;
        plain(
            out,
            &format!(
                "recoup explain {file} says of each step what it takes, and of each date how \
                 it was counted."
            ),
        )
    }

    fn cites(&self, law: &[&str]) -> String {
        let cites: Vec<String> =
            law.iter().filter_map(|id| self.answer.laws.get(id)).map(short).collect();
        cites.join("; ")
    }
}

/// Where the answer to a question goes in the case file.
fn where_to_write(question: &assess::Question<'_>) -> String {
    match (question.fact, question.event, question.attribute) {
        (Some(fact), ..) => format!("[facts] {fact} = {}", choices(&question.answers)),
        (_, Some(event), Some(attribute)) => {
            format!("event {event}: {attribute} = {}", choices(&question.answers))
        }
        (_, Some(event), None) => format!("event {event}"),
        _ => String::new(),
    }
}

/// The answers that can be given, or a gap to fill.
fn choices(answers: &[&str]) -> String {
    if answers.is_empty() { "…".to_owned() } else { answers.join(" | ") }
}

/// Whether a procedure could undo the judgment: it has a time of its own name.
fn challenges(procedure: &ProcedureAnswer<'_>) -> bool {
    matches!(procedure.id, "appeal" | "set_aside")
}

/// Whether what somebody may do is a matter of a side: the clerk, the officer
/// and the employer act for the one who won. A third person acts for neither.
pub(crate) fn acts_for(who: &str, side: &str) -> bool {
    match who {
        "either" | "court" => true,
        "creditor" | "debtor" => who == side,
        "third_person" => false,
        _ => side == "creditor",
    }
}

/// A citation, and how well it is known where that is not first hand.
pub(crate) fn cite(law: &LawAnswer<'_>) -> String {
    with_tier(law.cite, law.tier)
}

fn short(law: &LawAnswer<'_>) -> String {
    // A section stays on one line; the name of a page need not.
    let cite = if law.short.len() <= 20 { tied(law.short) } else { law.short.to_owned() };
    with_tier(&cite, law.tier)
}

/// A citation, marked where the text of the law itself was not read.
pub(crate) fn with_tier(cite: &str, tier: Tier) -> String {
    match tier {
        Tier::Primary => cite.to_owned(),
        Tier::Secondary2 | Tier::Secondary1 => format!("{cite} (second hand)"),
        Tier::Unverified => format!("{cite} (not verified)"),
    }
}

fn short_cites(law: &[LawAnswer<'_>]) -> String {
    let mut cites: Vec<String> = law.iter().take(2).map(short).collect();
    if law.len() > 2 {
        cites.push("…".to_owned());
    }
    cites.join("; ")
}

fn sentence(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '!', '?']) { text.to_owned() } else { format!("{text}.") }
}

/// A title for the middle of a sentence.
pub(crate) fn lower(title: &str) -> String {
    let mut chars = title.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(title.chars().skip(1)).collect()
        }
        _ => title.to_owned(),
    }
}
