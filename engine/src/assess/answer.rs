//! The answer for a day: plain data, whose serde form is the JSON contract.
//!
//! Everything borrows from the pack; the answer outlives the case.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::Serialize;

use super::evaluate::{Assessment, View, Views};
use super::period::{Failure, PeriodState, Run, Verdict};
use super::question::{Question, Subject, Unknowns};
use super::reason::{Because, Outlook};
use super::trace::Computation;
use crate::date::{Day, InWords};
use crate::graph::{
    Clause, Counts, FactValue, Kind, Law, LawId, Pack, Period, PeriodId, Procedure, Reading,
    Version,
};
use crate::pack::{Guide, Tier};
use crate::timeline::{Days, Timeline, Truth};

/// What may happen next in a case, as of a day.
#[derive(Debug, Serialize)]
pub struct Answer<'p> {
    /// The id of the jurisdiction.
    pub jurisdiction: &'p str,
    /// Which law it was answered by.
    pub pack: PackVersion<'p>,
    /// The day asked about.
    pub as_of: Day,
    /// Which conditions hold.
    pub statuses: Vec<StatusAnswer<'p>>,
    /// What may be done, by whom and when.
    pub procedures: Vec<ProcedureAnswer<'p>>,
    /// The periods that run, ran or may start.
    pub deadlines: Vec<Deadline<'p>>,
    /// What to ask, the most useful first.
    pub questions: Vec<Question<'p>>,
    /// Recorded events without legal effect.
    pub warnings: Vec<Warning<'p>>,
    /// The laws that the answer names, by id.
    pub laws: BTreeMap<&'p str, LawAnswer<'p>>,
}

/// A pack, its version and the hash of its sources: what an answer can be replayed with.
#[derive(Debug, Serialize)]
pub struct PackVersion<'p> {
    /// The pack's id.
    pub id: &'p str,
    /// The day of its last change.
    pub version: &'p str,
    /// SHA-256 over its sources and those it builds on.
    pub hash: &'p str,
}

/// A status on the day asked about.
#[derive(Debug, Serialize)]
pub struct StatusAnswer<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title, for when it holds.
    pub title: &'p str,
    /// Whether it holds; `None` when that is not known.
    pub holds: Option<bool>,
    /// The first day on which it has held without a break.
    pub since: Option<Day>,
    /// The last day on which it will, as things stand.
    pub until: Option<Day>,
}

/// Whether a procedure can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// It can be done now.
    Available,
    /// Only time stands in the way.
    Upcoming,
    /// Something other than time stands in the way.
    Blocked,
    /// Its time has passed.
    Closed,
    /// The jurisdiction has no such remedy for this case, or forbids it.
    Barred,
    /// It has been done.
    Done,
    /// An unknown fact or event decides.
    Unknown,
}

impl State {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            State::Available => "available",
            State::Upcoming => "upcoming",
            State::Blocked => "blocked",
            State::Closed => "closed",
            State::Barred => "barred",
            State::Done => "done",
            State::Unknown => "unknown",
        }
    }
}

/// A procedure on the day asked about.
#[derive(Debug, Serialize)]
pub struct ProcedureAnswer<'p> {
    /// Its id.
    pub id: &'p str,
    /// What to do.
    pub title: &'p str,
    /// Who may do it.
    pub by: &'p str,
    /// Whether it can be done.
    pub state: State,
    /// The first day on which it can be done.
    pub from: Option<Day>,
    /// The last day on which it can be done, as things stand.
    pub until: Option<Day>,
    /// `court` where a judge decides the outcome.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discretion: Option<&'static str>,
    /// Where the remedy does not exist: what to do instead.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead: Option<&'p str>,
    /// On which forms.
    pub forms: Vec<FormAnswer<'p>>,
    /// What the court charges.
    pub fee: Option<FeeAnswer<'p>>,
    /// Every condition, whether it holds, and why.
    pub reasons: Vec<Reason<'p>>,
    /// The events that doing it records.
    pub records: Vec<&'p str>,
    /// By which law.
    pub law: Vec<LawAnswer<'p>>,
    /// Plain words about it.
    pub guide: &'p Guide,
}

/// A form.
#[derive(Debug, Serialize)]
pub struct FormAnswer<'p> {
    /// Its number.
    pub id: &'p str,
    /// Its official title.
    pub title: &'p str,
    /// Its official address.
    pub url: &'p str,
    /// How well it is known.
    pub tier: Tier,
}

/// A fee.
#[derive(Debug, Serialize)]
pub struct FeeAnswer<'p> {
    /// In dollars.
    #[serde(serialize_with = "dollars")]
    pub amount: Decimal,
    /// By which law.
    pub law: Vec<&'p str>,
}

fn dollars<S: serde::Serializer>(amount: &Decimal, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{amount:.2}"))
}

/// One condition of a procedure.
#[derive(Debug, Serialize)]
pub struct Reason<'p> {
    /// The condition as the pack states it.
    pub clause: &'p str,
    /// Whether it holds; `None` when that is not known.
    pub holds: Option<bool>,
    /// Why, in words.
    pub text: String,
    /// By which law.
    pub law: Vec<&'p str>,
}

/// A law.
#[derive(Debug, Clone, Copy, Serialize)]
pub struct LawAnswer<'p> {
    /// Its id in the pack.
    pub id: &'p str,
    /// The citation.
    pub cite: &'p str,
    /// The citation as it is shortened where space is short.
    pub short: &'p str,
    /// The official address.
    pub url: &'p str,
    /// How well it is known.
    pub tier: Tier,
    /// When it was last checked.
    pub checked: Day,
    /// What a reader should know.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'p str>,
}

/// Where a period stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It has not started.
    NotStarted,
    /// It is running.
    Running,
    /// It is over.
    Ended,
    /// That is not known.
    Unknown,
}

/// A period on the day asked about.
#[derive(Debug, Serialize)]
pub struct Deadline<'p> {
    /// Its id.
    pub id: &'p str,
    /// Its title.
    pub title: &'p str,
    /// Whose time it is.
    pub who: Option<&'p str>,
    /// Its first day.
    pub starts: Option<Day>,
    /// The last day on which the thing can still be done.
    pub ends: Option<Day>,
    /// Where readings differ, or the end is not fully known: the last day that
    /// is safe in every case.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub safe_by: Option<Day>,
    /// Where other readings come to another day: what they say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub readings: Vec<&'p str>,
    /// Where several events each start it: the one that started this run.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_by: Option<DatedEvent<'p>>,
    /// Where an event cut it short: that event.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_by: Option<DatedEvent<'p>>,
    /// Where it stands.
    pub state: Standing,
    /// What follows when it is missed.
    pub missed: Option<&'p str>,
    /// By which law.
    pub law: Vec<&'p str>,
    /// How its end was counted.
    pub computation: Computation<'p>,
}

impl Deadline<'_> {
    /// The last day on which it is sure that the thing can be done: the end, or
    /// an earlier day where readings differ or the end is not fully known.
    pub fn last_safe_day(&self) -> Option<Day> {
        self.safe_by.or(self.ends)
    }
}

/// A recorded event that started a period or cut it short.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct DatedEvent<'p> {
    /// Its id.
    pub event: &'p str,
    /// Its day.
    pub on: Day,
}

/// A recorded event without legal effect.
#[derive(Debug, Serialize)]
pub struct Warning<'p> {
    /// The event's id.
    pub event: &'p str,
    /// Its day.
    pub on: Day,
    /// Why it had no effect.
    pub text: String,
    /// By which law.
    pub law: Vec<&'p str>,
}

/// A procedure's standing, without words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standpoint {
    /// Whether it can be used.
    pub state: State,
    /// The first day on which it can.
    pub from: Option<Day>,
    /// The last day on which it can, as things stand.
    pub until: Option<Day>,
}

impl<'p> Assessment<'p, '_> {
    /// The state of every procedure on a day, in the pack's order: the answer
    /// without its words.
    pub fn standpoints(&self, day: Day) -> impl Iterator<Item = Standpoint> + use<'_, 'p> {
        let mut views = Views::new(self, day);
        self.pack.procedures.iter().map(move |procedure| self.standpoint(procedure, &mut views))
    }

    /// How the end of every run of every shown period was counted.
    pub fn computations(&self) -> Vec<Computation<'p>> {
        let mut list = Vec::new();
        for (i, period) in (0u16..).zip(&self.pack.periods) {
            let id = PeriodId(i);
            if period.shown {
                list.extend(
                    self.periods[id.index()].runs.iter().map(|run| self.computation(id, run)),
                );
            }
        }
        list
    }

    fn computation(&self, id: PeriodId, run: &Run) -> Computation<'p> {
        let mut steps = Vec::new();
        if !run.start.is_never() {
            self.retrace(id, run, None, &mut steps);
        }
        Computation { pack: self.pack, steps }
    }

    /// The answer for a day, in words.
    pub fn answer(&self, day: Day) -> Answer<'p> {
        let pack = self.pack;
        let mut citations = Citations { pack, seen: vec![false; pack.laws.len()] };
        let mut asked = Asked::default();
        // In this order a question says what it settles.
        let deadlines = self.deadlines(day, &mut asked, &mut citations);
        let procedures = self.procedure_answers(day, &mut asked, &mut citations);
        let statuses = self.status_answers(day, &mut asked);
        let warnings = self.warnings(day, &mut citations);
        let questions = asked.ranked().map(|(subject, settles)| self.question(subject, settles));
        Answer {
            jurisdiction: &pack.id,
            pack: PackVersion { id: &pack.id, version: &pack.version, hash: &pack.hash },
            as_of: day,
            statuses,
            procedures,
            questions: questions.collect(),
            deadlines,
            warnings,
            laws: citations.all(),
        }
    }

    fn status_answers(&self, day: Day, asked: &mut Asked<'p>) -> Vec<StatusAnswer<'p>> {
        let shown =
            self.pack.statuses.iter().zip(&self.statuses).filter(|(status, _)| status.shown);
        shown
            .map(|(status, held)| {
                let truth = held.on(day);
                if truth == Truth::Unknown {
                    let mut found = Unknowns::default();
                    self.why_unknown(status.when, day, &mut found);
                    asked.add(&status.id, found);
                }
                let span = held.certain().span_at(day);
                StatusAnswer {
                    id: &status.id,
                    title: &status.title,
                    holds: truth.known(),
                    since: span.map(|span| span.first).filter(|day| day.is_a_date()),
                    until: span.map(|span| span.last).filter(|day| day.is_a_date()),
                }
            })
            .collect()
    }

    /// The state of a procedure on a day.
    fn standpoint(&self, procedure: &Procedure, views: &mut Views<'_, '_, '_>) -> Standpoint {
        let day = views.day;
        let plain = |state| Standpoint { state, from: None, until: None };
        if procedure.unavailable {
            return plain(State::Barred);
        }
        let mut exists = Truth::Yes;
        for at in &procedure.exists_at {
            exists = exists.and(views.view(*at).holds);
        }
        if exists == Truth::No {
            return plain(State::Barred);
        }
        if procedure.done_at.is_some_and(|at| views.view(at).holds == Truth::Yes) {
            return plain(State::Done);
        }
        let mut today = View::always(Truth::Yes);
        for at in &procedure.open_at {
            today = today.and(views.view(*at));
        }
        let date = |day: Day| Some(day).filter(|day| day.is_a_date());
        match today.holds {
            Truth::Yes if exists == Truth::Yes => Standpoint {
                state: State::Available,
                from: date(today.span.first),
                until: date(today.span.last),
            },
            Truth::Yes | Truth::Unknown => plain(State::Unknown),
            Truth::No => {
                let mut blocked = false;
                for at in &procedure.open_at {
                    if views.view(*at).holds == Truth::No {
                        match views.outlook(*at) {
                            Outlook::Closed => return plain(State::Closed),
                            Outlook::Blocked => blocked = true,
                            Outlook::Later => {}
                        }
                    }
                }
                if blocked {
                    return plain(State::Blocked);
                }
                if exists == Truth::Unknown {
                    return plain(State::Unknown);
                }
                let open = self.open(procedure);
                match open.certain().next_after(day) {
                    Some(span) => Standpoint {
                        state: State::Upcoming,
                        from: date(span.first),
                        until: date(span.last),
                    },
                    None if open.possible().next_after(day).is_some() => plain(State::Unknown),
                    // Each condition will hold, but never all at once.
                    None => plain(State::Closed),
                }
            }
        }
    }

    /// The days on which all conditions of a procedure hold.
    fn open(&self, procedure: &Procedure) -> Timeline {
        let mut open = Timeline::constant(Truth::Yes);
        for clause in &procedure.open {
            open = open.and(self.timeline(clause.expr));
        }
        open
    }

    fn procedure_answers(
        &self,
        day: Day,
        asked: &mut Asked<'p>,
        citations: &mut Citations<'p>,
    ) -> Vec<ProcedureAnswer<'p>> {
        let pack = self.pack;
        // Many procedures ask the same: each condition is put into words once.
        let mut views = Views::new(self, day);
        let mut said: Vec<Option<Because>> = vec![None; pack.exprs.len()];
        pack.procedures
            .iter()
            .map(|procedure| {
                let standpoint = self.standpoint(procedure, &mut views);
                if standpoint.state == State::Unknown {
                    let mut found = Unknowns::default();
                    for clause in procedure.only_if.iter().chain(&procedure.open) {
                        self.why_unknown(clause.expr, day, &mut found);
                    }
                    asked.add(&procedure.id, found);
                }
                let reasons = if procedure.unavailable {
                    Vec::new()
                } else {
                    let clauses = procedure.only_if.iter().chain(&procedure.open);
                    clauses
                        .map(|clause| self.reason(clause, procedure, day, &mut said, citations))
                        .collect()
                };
                let fee = procedure
                    .fees
                    .iter()
                    .find(|fee| fee.from <= day && day <= fee.until)
                    .map(|fee| FeeAnswer { amount: fee.amount, law: citations.cite(&fee.law) });
                ProcedureAnswer {
                    id: &procedure.id,
                    title: &procedure.title,
                    by: &procedure.by,
                    state: standpoint.state,
                    from: standpoint.from,
                    until: standpoint.until,
                    discretion: procedure.discretion.then_some("court"),
                    instead: procedure.instead.as_deref(),
                    forms: procedure
                        .forms
                        .iter()
                        .map(|form| {
                            let form = &pack.forms[form.index()];
                            FormAnswer {
                                id: &form.number,
                                title: &form.title,
                                url: &form.url,
                                tier: form.tier,
                            }
                        })
                        .collect(),
                    fee,
                    reasons,
                    records: procedure
                        .records
                        .iter()
                        .map(|event| pack.events[event.index()].id.as_str())
                        .collect(),
                    law: citations.cite_whole(&procedure.law),
                    guide: &procedure.guide,
                }
            })
            .collect()
    }

    fn reason(
        &self,
        clause: &'p Clause,
        procedure: &Procedure,
        day: Day,
        said: &mut [Option<Because>],
        citations: &mut Citations<'p>,
    ) -> Reason<'p> {
        let truth = self.truth(clause.expr, day);
        let mut because =
            said[clause.expr.index()].get_or_insert_with(|| self.because(clause.expr, day)).clone();
        if truth == Truth::No
            && let Some(text) = &clause.text
        {
            because.text.clone_from(text);
        }
        if !clause.law.is_empty() {
            because.law.clone_from(&clause.law);
        }
        if because.law.is_empty() && truth == Truth::No {
            // A closed door is never without a law.
            because.law.clone_from(&procedure.law);
        }
        Reason {
            clause: &clause.source,
            holds: truth.known(),
            text: because.text,
            law: citations.cite(&because.law),
        }
    }

    fn deadlines(
        &self,
        day: Day,
        asked: &mut Asked<'p>,
        citations: &mut Citations<'p>,
    ) -> Vec<Deadline<'p>> {
        let mut deadlines = Vec::new();
        for (i, period) in (0u16..).zip(&self.pack.periods) {
            if !period.shown {
                continue;
            }
            let id = PeriodId(i);
            let runs = &self.periods[id.index()].runs;
            if runs.is_empty() && self.could_apply(period) && self.has_no_start(period) {
                deadlines.push(self.deadline(id, period, &Run::NOT_STARTED, day, citations));
            }
            for run in runs {
                let deadline = self.deadline(id, period, run, day, citations);
                let uncertain = !run.end.is_known() && deadline.state != Standing::NotStarted;
                if deadline.state == Standing::Unknown || uncertain {
                    let mut found = Unknowns::default();
                    self.why_period_unknown(id, &mut found);
                    asked.add(&period.id, found);
                }
                deadlines.push(deadline);
            }
        }
        deadlines
    }

    fn deadline(
        &self,
        id: PeriodId,
        period: &'p Period,
        run: &Run,
        day: Day,
        citations: &mut Citations<'p>,
    ) -> Deadline<'p> {
        let over = run.start.latest() <= day && run.end.latest() < day;
        let state = if run.start.is_never() {
            Standing::NotStarted
        } else if over && !run.not_modelled {
            // Whether or not it ran.
            Standing::Ended
        } else if run.applies == Truth::Unknown || run.not_modelled {
            Standing::Unknown
        } else if run.start.earliest() > day {
            Standing::NotStarted
        } else if !run.start.is_known() {
            Standing::Unknown
        } else if run.end.earliest() >= day {
            Standing::Running
        } else {
            Standing::Unknown
        };
        let mut safe_by = None;
        let mut readings: Vec<&Reading> = Vec::new();
        let sure = run.start.is_known() && !run.not_modelled;
        if sure && !run.start.is_never() {
            // An end that is not fully known is safe at its earliest.
            let mut earliest = run.end.earliest();
            for reading in &period.readings {
                let other = self.retrace(id, run, Some(reading), &mut super::trace::NoTrace);
                if let Some(other) = other.filter(|other| other.end != run.end) {
                    readings.push(reading);
                    earliest = earliest.min(other.end.earliest());
                }
            }
            // Of a period that may not run at all, the end is no more than safe.
            let known = run.applies == Truth::Yes && run.end.day() == Some(earliest);
            safe_by = Some(earliest).filter(|day| day.is_a_date() && !known);
        }
        let mut law = period.law.clone();
        if let Some(start) = run.start.day() {
            let in_force = |version: &&Version| self.truth(version.when, start) == Truth::Yes;
            if let Some(version) = period.versions.iter().find(in_force) {
                add_laws(&mut law, &version.law);
            }
        }
        for reading in &readings {
            add_laws(&mut law, &reading.law);
        }
        Deadline {
            id: &period.id,
            title: &period.title,
            who: period.who.as_deref(),
            starts: run.start.day(),
            ends: if run.applies == Truth::Yes { run.end.day() } else { None },
            safe_by,
            readings: readings.iter().map(|reading| reading.text.as_str()).collect(),
            started_by: run.started_by.filter(|_| period.each).map(|at| self.dated(at)),
            ended_by: run.ended_by.filter(|_| state == Standing::Ended).map(|at| self.dated(at)),
            state,
            missed: period.missed.as_deref(),
            law: citations.cite(&law),
            computation: self.computation(id, run),
        }
    }

    fn dated(&self, at: usize) -> DatedEvent<'p> {
        let recorded = &self.matter.events[at];
        let event = &self.pack.events[recorded.event.index()];
        DatedEvent { event: &event.id, on: recorded.day }
    }

    /// Every recorded event that had no legal effect, with the reason.
    fn warnings(&self, day: Day, citations: &mut Citations<'p>) -> Vec<Warning<'p>> {
        let mut warnings = Vec::new();
        for (at, recorded) in self.matter.events.iter().enumerate() {
            if !self.is_seen(at) || recorded.day > day {
                continue;
            }
            let event = &self.pack.events[recorded.event.index()];
            let because = match event.counts {
                Counts::While(condition) if self.effective[at] == Truth::No => {
                    let mut because = self.because(condition, recorded.day);
                    add_laws(&mut because.law, &event.law);
                    because
                }
                Counts::AsDecidedBy(period) if self.effective[at] == Truth::No => {
                    match self.periods[period.index()].verdict_on(at) {
                        Some(Verdict::Failed(number, failure)) => self.failure(
                            &self.pack.periods[period.index()],
                            number,
                            failure,
                            recorded.day,
                        ),
                        _ => continue,
                    }
                }
                _ => match self.changed_nothing(at) {
                    Some(because) => because,
                    None => continue,
                },
            };
            warnings.push(Warning {
                event: &event.id,
                on: recorded.day,
                text: format!(
                    "{} on {} had no effect. {}.",
                    event.title,
                    InWords(recorded.day),
                    because.text.trim_end_matches('.')
                ),
                law: citations.cite(&because.law),
            });
        }
        warnings.sort_by_key(|warning| (warning.on, warning.event));
        warnings
    }

    /// Why an event that was to restart or extend periods did so with none.
    fn changed_nothing(&self, at: usize) -> Option<Because> {
        let day = self.matter.events[at].day;
        let mut why = None;
        for (period, state) in self.pack.periods.iter().zip(&self.periods) {
            match PeriodState::verdict_on(state, at) {
                None => {}
                Some(Verdict::Failed(_, Failure::NotForThis | Failure::NotRunning)) => {}
                Some(Verdict::Failed(number, failure)) => {
                    why.get_or_insert_with(|| self.failure(period, number, failure, day));
                }
                Some(_) => return None,
            }
        }
        why
    }

    fn failure(&self, period: &Period, number: u16, failure: Failure, day: Day) -> Because {
        let effect = &period.effects[usize::from(number)];
        let title = &period.title;
        let mut law = effect.law.clone();
        let text = match failure {
            Failure::NotRunning => format!("{title}: was not running"),
            Failure::TooEarly(first) => {
                format!("It came too early: the first day for it was {}", InWords(first))
            }
            Failure::TooLate(last) => {
                format!("It came too late: the last day for it was {}", InWords(last))
            }
            Failure::TooSoonAfter(previous, until) => format!(
                "It came too soon after the one of {}: the first day for it was {}",
                InWords(previous),
                InWords(until.next())
            ),
            Failure::TooOften(1) => "It can be done only once".to_owned(),
            Failure::TooOften(times) => format!("It can be done only {times} times"),
            Failure::NotForThis => {
                let because = effect.when.map(|when| self.because(when, day)).unwrap_or_default();
                add_laws(&mut law, &because.law);
                because.text
            }
        };
        add_laws(&mut law, &period.law);
        Because::new(text, &law)
    }

    /// The side that asks, where the case says so: `creditor` or `debtor`.
    pub fn side(&self) -> Option<&'p str> {
        let side = self.pack.facts.iter().position(|fact| fact.id == "side")?;
        match (self.matter.facts[side], &self.pack.facts[side].kind) {
            (Some(FactValue::Choice(at)), Kind::Choice(values)) => {
                values.get(usize::from(at)).map(|(word, _)| word.as_str())
            }
            _ => None,
        }
    }

    /// The days on which a status surely holds; `None` if the pack has no such status.
    pub fn status_days(&self, id: &str) -> Option<&Days> {
        let at = self.pack.statuses.iter().position(|status| status.id == id)?;
        Some(self.statuses[at].certain())
    }
}

fn add_laws(list: &mut Vec<LawId>, more: &[LawId]) {
    for law in more {
        if !list.contains(law) {
            list.push(*law);
        }
    }
}

/// The laws that an answer has named so far.
struct Citations<'p> {
    pack: &'p Pack,
    seen: Vec<bool>,
}

impl<'p> Citations<'p> {
    fn cite(&mut self, laws: &[LawId]) -> Vec<&'p str> {
        laws.iter()
            .map(|law| {
                self.seen[law.index()] = true;
                self.pack.laws[law.index()].id.as_str()
            })
            .collect()
    }

    fn cite_whole(&mut self, laws: &[LawId]) -> Vec<LawAnswer<'p>> {
        laws.iter()
            .map(|law| {
                self.seen[law.index()] = true;
                LawAnswer::of(&self.pack.laws[law.index()])
            })
            .collect()
    }

    /// Each law named, by its id.
    fn all(self) -> BTreeMap<&'p str, LawAnswer<'p>> {
        let named = self.pack.laws.iter().zip(self.seen).filter(|(_, seen)| *seen);
        named.map(|(law, _)| (law.id.as_str(), LawAnswer::of(law))).collect()
    }
}

impl<'p> LawAnswer<'p> {
    fn of(law: &'p Law) -> LawAnswer<'p> {
        LawAnswer {
            id: &law.id,
            cite: &law.cite,
            short: &law.short,
            url: &law.url,
            tier: law.tier,
            checked: law.checked,
            note: law.note.as_deref(),
        }
    }
}

/// The questions so far, with what each would settle.
#[derive(Default)]
struct Asked<'p> {
    list: Vec<(Subject, f64, Vec<&'p str>)>,
}

impl<'p> Asked<'p> {
    /// Something is unknown; each of the subjects has an equal share in it.
    fn add(&mut self, id: &'p str, found: Unknowns) {
        let share = 1.0 / found.subjects.len() as f64;
        for subject in found.subjects {
            let at = self.list.iter().position(|(known, ..)| *known == subject);
            let at = at.unwrap_or_else(|| {
                self.list.push((subject, 0.0, Vec::new()));
                self.list.len() - 1
            });
            let (_, weight, settles) = &mut self.list[at];
            *weight += share;
            if !settles.contains(&id) {
                settles.push(id);
            }
        }
    }

    /// Those that settle most first; of equals, the one that came up first.
    fn ranked(mut self) -> impl Iterator<Item = (Subject, Vec<&'p str>)> {
        self.list.sort_by(|a, b| b.1.total_cmp(&a.1));
        self.list.into_iter().map(|(subject, _, settles)| (subject, settles))
    }
}
