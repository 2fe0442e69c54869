//! From timelines to the answer of a day: every status, procedure and deadline in
//! words, and what to ask.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::answer::{
    Answer, BuildingBlock, ByReading, Deadline, FeeAnswer, FigureAnswer, FormAnswer, LawAnswer,
    PackVersion, ProcedureAnswer, Reason, Standing, State, StatusAnswer, Why,
};
use super::course::Course;
use super::evaluate::Assessment;
use super::period::Run;
use super::question::{Subject, Unknowns};
use super::reason::{Because, add_laws};
use super::trace::Computation;
use super::view::Views;

use crate::date::Day;
use crate::graph::{
    Clause, FactValue, Kind, LawId, Pack, PeriodId, Procedure, Reading, StatusId, Version,
};
use crate::timeline::{Days, Truth};

impl<'p> Assessment<'p, '_> {
    /// The answer for a day, in words.
    pub fn answer(&self, day: Day) -> Answer<'p> {
        let pack = self.pack;
        let mut citations = Citations { pack, seen: vec![false; pack.laws.len()] };
        let mut asked = Asked::default();
        // In this order a question says what it settles.
        let deadlines = self.deadlines(day, &mut asked, &mut citations);
        let procedures = self.procedure_answers(day, &mut asked, &mut citations);
        let statuses = self.status_answers(day, &mut asked);
        let figures = self.figures(day, &mut asked, &mut citations);
        let warnings = self.warnings(day, &mut citations);
        let questions = asked.ranked().map(|(subject, settles)| self.question(subject, settles));
        Answer {
            jurisdiction: &pack.id,
            pack: PackVersion { id: &pack.id, version: &pack.version, hash: &pack.hash },
            as_of: day,
            about: self.matter.about().map(str::to_owned),
            statuses,
            procedures,
            questions: questions.collect(),
            deadlines,
            figures,
            warnings,
            laws: citations.all(),
        }
    }

    /// How the end of every run of every shown period was counted.
    pub fn computations(&self) -> Vec<Computation<'p>> {
        let mut list = Vec::new();
        for (i, period) in (0u16..).zip(&self.pack.periods) {
            let id = PeriodId(i);
            if period.shown {
                list.extend(self.runs(id).iter().map(|run| self.computation(id, run)));
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
        Some(self.statuses()[at].certain())
    }

    fn status_answers(&self, day: Day, asked: &mut Asked<'p>) -> Vec<StatusAnswer<'p>> {
        let shown =
            self.pack.statuses.iter().zip(self.statuses()).filter(|(status, _)| status.shown);
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

    /// Why a status holds or does not on a day. `None` where there is no such status.
    ///
    /// ```
    /// # use recoup_engine::{Case, Day, Library};
    /// # let library = Library::from_sources([("us-zz/pack.toml", r#"
    /// #     [pack]
    /// #     id = "us-zz"
    /// #     name = "Nowhere"
    /// #     version = "2026-11-23"
    /// #     [event.judgment_entered]
    /// #     title = "Judgment entered"
    /// #     [counting.plain]
    /// #     title = "Every day counts"
    /// #     last_day = "as it falls"
    /// #     [period.enforcement]
    /// #     title = "Time to enforce the judgment"
    /// #     starts = "judgment_entered"
    /// #     length = "10 years"
    /// #     counted = "plain"
    /// #     law = ["code-1"]
    /// #     [status.enforceable]
    /// #     title = "The judgment can be enforced"
    /// #     otherwise = "The judgment cannot be enforced"
    /// #     when = "within enforcement"
    /// #     law = ["code-1"]
    /// #     [law.code-1]
    /// #     cite = "Nowhere Code § 1"
    /// #     url = "https://example.org/code/1"
    /// #     checked = 2026-11-21
    /// #     tier = "unverified"
    /// # "#)])?;
    /// let matter = library.read_case("case", r#"{
    ///     "jurisdiction": "us-zz", "judgment": { "entered": "2025-03-05" }
    /// }"#)?;
    /// let on: Day = "2025-04-10".parse()?;
    /// let why = matter.evaluate(on)?.why_status("enforceable", on).expect("a status");
    /// assert_eq!(why.text, "Time to enforce the judgment: until 5 March 2035");
    /// let lines: Vec<String> = why.deadlines[0].computation.lines().collect();
    /// assert_eq!(lines[1], "+ 10 years = 2035-03-05 (Monday)");
    /// assert_eq!(why.laws[0].cite, "Nowhere Code § 1");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn why_status(&self, id: &str, day: Day) -> Option<Why<'p>> {
        let status = self.pack.statuses.iter().find(|status| status.id == id)?;
        let because = self.because(status.when, day);
        let mut law = status.law.clone();
        add_laws(&mut law, &because.law);
        Some(self.why(because.text, law, because.told, day))
    }

    /// The times whose days the reasons of a procedure tell on a day; their text is in
    /// [`ProcedureAnswer::reasons`]. `None` where there is no such procedure.
    pub fn why_procedure(&self, id: &str, day: Day) -> Option<Why<'p>> {
        let procedure = self.pack.procedures.iter().find(|procedure| procedure.id == id)?;
        let mut told = Vec::new();
        let clauses = procedure.only_if.iter().chain(&procedure.open);
        for clause in clauses.filter(|_| !procedure.unavailable) {
            told.append(&mut self.because(clause.expr, day).told);
        }
        Some(self.why(String::new(), Vec::new(), told, day))
    }

    /// What there is to say on a day of what has no place of its own in the answer: a
    /// period or a figure that does not apply to the case, a period or a status that is a
    /// building block of others. `None` where there is no such thing.
    pub fn why_other(&self, id: &str, day: Day) -> Option<Why<'p>> {
        let pack = self.pack;
        let because = if let Some(at) = pack.periods.iter().position(|period| period.id == id) {
            let (at, period) = (PeriodId(at as u16), &pack.periods[at]);
            if self.runs(at).is_empty() && !self.could_apply(period) {
                self.does_not_apply(&period.title, &period.law, period.when, day)
            } else {
                self.about_period(at, day, false)
            }
        } else if let Some(at) = pack.statuses.iter().position(|status| status.id == id) {
            self.about_status(StatusId(at as u16), day)
        } else {
            let figure = pack.figures.iter().find(|figure| figure.id == id)?;
            match figure.when {
                Some(when) if self.truth(when, day) == Truth::No => {
                    self.does_not_apply(&figure.title, &figure.law, Some(when), day)
                }
                _ => Because::new(format!("{}: none on this day", figure.title), &figure.law),
            }
        };
        Some(self.why(because.text, because.law, because.told, day))
    }

    /// A reason, with the counts of the times that it tells.
    fn why(
        &self,
        text: String,
        law: Vec<LawId>,
        told: Vec<(PeriodId, usize)>,
        day: Day,
    ) -> Why<'p> {
        let mut citations = Citations { pack: self.pack, seen: vec![false; self.pack.laws.len()] };
        let mut seen: Vec<(PeriodId, usize)> = Vec::new();
        let told = told.into_iter().filter(|one| {
            let first = !seen.contains(one);
            seen.push(*one);
            first
        });
        let (shown, mut hidden): (Vec<_>, Vec<_>) =
            told.partition(|(id, _)| self.pack.periods[id.index()].shown);
        let deadlines = shown.into_iter().map(|(id, at)| {
            let run = &self.runs(id)[at];
            self.deadline(id, run, self.course(id, run, day), &mut citations)
        });
        let deadlines: Vec<Deadline<'p>> = deadlines.collect();
        // What a deadline brings along is not told again.
        let brought = |id: PeriodId, run: &Run| {
            let (id, starts, ends) =
                (&self.pack.periods[id.index()].id, run.start.day(), run.end.day());
            let mut blocks = deadlines.iter().flat_map(|one| &one.building_blocks);
            blocks.any(|block| (block.id, block.starts, block.ends) == (id, starts, ends))
        };
        hidden.retain(|(id, at)| !brought(*id, &self.runs(*id)[*at]));
        let building_blocks = self.blocks_from(hidden, &mut citations);
        // Its own come first.
        let mut laws = citations.cite_whole(&law);
        let more = citations.all().into_values();
        laws.extend(
            more.filter(|one| law.iter().all(|id| self.pack.laws[id.index()].id != one.id)),
        );
        Why { text, deadlines, building_blocks, laws }
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
                    safe_by: self.safe_by(procedure, standpoint, day),
                    discretion: procedure.discretion.then_some("court"),
                    instead: procedure.instead.as_deref(),
                    forms: procedure
                        .forms
                        .iter()
                        .filter(|needed| {
                            needed.when.is_none_or(|when| self.truth(when, day) != Truth::No)
                        })
                        .map(|needed| {
                            let form = &pack.forms[needed.form.index()];
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
        // The periods that are not known, in how many runs.
        let mut unknown: Vec<(PeriodId, u32)> = Vec::new();
        self.each_course(day, |id, run, course| {
            let deadline = self.deadline(id, run, course, citations);
            let uncertain = !run.end.is_known() && deadline.state != Standing::NotStarted;
            if deadline.state == Standing::Unknown || uncertain {
                match unknown.last_mut() {
                    Some((last, runs)) if *last == id => *runs += 1,
                    _ => unknown.push((id, 1)),
                }
            }
            deadlines.push(deadline);
        });
        for (id, runs) in unknown {
            let mut found = Unknowns::default();
            self.why_period_unknown(id, &mut found);
            asked.add_of_weight(f64::from(runs), &self.pack.periods[id.index()].id, found);
        }
        deadlines
    }

    fn deadline(
        &self,
        id: PeriodId,
        run: &Run,
        course: Course<'p>,
        citations: &mut Citations<'p>,
    ) -> Deadline<'p> {
        let period = &self.pack.periods[id.index()];
        let computation = self.computation(id, run);
        let law = self.law_of_run(id, run, &course.readings, &computation);
        let read = |reading: &&'p Reading| self.by_reading(id, run, reading);
        let by_reading: Vec<ByReading<'p>> = course.readings.iter().map(read).collect();
        let counts = || by_reading.iter().map(|one| &one.computation).chain([&computation]);
        counts().for_each(|count| citations.cite_count(count));
        let building_blocks = self.building_blocks(counts(), citations);
        let ended = course.state == Standing::Ended;
        Deadline {
            id: &period.id,
            title: &period.title,
            who: period.who.as_deref(),
            starts: course.starts,
            ends: course.ends,
            safe_by: course.safe_by,
            latest: course.latest,
            moot: course.moot,
            safe_after: course.safe_after,
            readings: course.readings.iter().map(|reading| reading.text.as_str()).collect(),
            started_by: course.started_by.map(|at| self.dated(at)),
            ended_by: run.ended_by.filter(|_| ended).map(|at| self.dated(at)),
            state: course.state,
            missed: period.missed.as_deref(),
            law: citations.cite(&law),
            by_reading,
            computation,
            building_blocks,
        }
    }

    /// The law on which a run of a period rests.
    fn law_of_run(
        &self,
        id: PeriodId,
        run: &Run,
        readings: &[&Reading],
        computation: &Computation<'_>,
    ) -> Vec<LawId> {
        let period = &self.pack.periods[id.index()];
        let mut law = period.law.clone();
        if let Some(start) = run.start.day() {
            let in_force = |version: &&Version| self.truth(version.when, start) == Truth::Yes;
            if let Some(version) = period.versions.iter().find(in_force) {
                add_laws(&mut law, &version.law);
            }
        }
        for reading in readings {
            add_laws(&mut law, &reading.law);
        }
        for changing in computation.law_of_changes() {
            add_laws(&mut law, &[changing]);
        }
        law
    }

    /// The periods that are not told for themselves and whose days some counts take over,
    /// with those that these rest on in their turn.
    fn building_blocks<'c>(
        &self,
        counts: impl Iterator<Item = &'c Computation<'p>>,
        citations: &mut Citations<'p>,
    ) -> Vec<BuildingBlock<'p>>
    where
        'p: 'c,
    {
        let mut found: Vec<(PeriodId, usize)> = Vec::new();
        counts.for_each(|count| self.add_hidden(count, &mut found));
        self.blocks_from(found, citations)
    }

    /// Some runs, with those that these rest on in their turn.
    fn blocks_from(
        &self,
        mut found: Vec<(PeriodId, usize)>,
        citations: &mut Citations<'p>,
    ) -> Vec<BuildingBlock<'p>> {
        let mut blocks = Vec::new();
        while let Some(&(id, at)) = found.get(blocks.len()) {
            let (period, run) = (&self.pack.periods[id.index()], &self.runs(id)[at]);
            let computation = self.computation(id, run);
            self.add_hidden(&computation, &mut found);
            citations.cite_count(&computation);
            let law = self.law_of_run(id, run, &[], &computation);
            blocks.push(BuildingBlock {
                id: &period.id,
                title: &period.title,
                starts: run.start.day(),
                ends: run.end.day(),
                law: citations.cite(&law),
                computation,
            });
        }
        blocks
    }

    /// Adds the runs whose days a count takes over, of periods that are not shown.
    fn add_hidden(&self, count: &Computation<'_>, found: &mut Vec<(PeriodId, usize)>) {
        for edge in count.edges() {
            if self.pack.periods[edge.period.index()].shown {
                continue;
            }
            let runs = self.runs(edge.period);
            let is_it = |run: &Run| match edge.end {
                true => run.end == edge.moment,
                false => run.first_start() == edge.moment,
            };
            // Which of several has a day that is not known cannot be said.
            let which = runs.iter().position(is_it).or(runs.len().checked_sub(1));
            found.extend(which.map(|at| (edge.period, at)).filter(|one| !found.contains(one)));
        }
    }

    fn by_reading(&self, id: PeriodId, run: &Run, reading: &'p Reading) -> ByReading<'p> {
        let mut steps = Vec::new();
        let read = self.retrace(id, run, Some(reading), &mut steps);
        let computation = Computation { pack: self.pack, steps };
        ByReading { ends: read.and_then(|read| read.end.day()), computation }
    }

    /// The numbers that the law sets for the case on a day.
    fn figures(
        &self,
        day: Day,
        asked: &mut Asked<'p>,
        citations: &mut Citations<'p>,
    ) -> Vec<FigureAnswer<'p>> {
        let mut figures = Vec::new();
        for figure in &self.pack.figures {
            let applies = figure.when.map_or(Truth::Yes, |when| self.truth(when, day));
            if applies == Truth::No {
                continue;
            }
            let mut law = figure.law.clone();
            // Each once; none is one that is not established.
            let mut may_be: Vec<Option<Decimal>> = Vec::new();
            let mut found = Unknowns::default();
            if let (Some(when), Truth::Unknown) = (figure.when, applies) {
                self.why_unknown(when, day, &mut found);
            }
            for value in &figure.values {
                let holds = match value.when {
                    _ if day < value.from || value.until < day => Truth::No,
                    Some(when) => self.truth(when, day),
                    None => Truth::Yes,
                };
                if holds == Truth::No {
                    continue;
                }
                if !may_be.contains(&value.amount) {
                    may_be.push(value.amount);
                }
                add_laws(&mut law, &value.law);
                if holds == Truth::Yes {
                    break;
                }
                if let Some(when) = value.when {
                    self.why_unknown(when, day, &mut found);
                }
            }
            if may_be.is_empty() {
                continue;
            }
            if !found.subjects.is_empty() {
                asked.add_figure(&figure.id, found);
            }
            let several = may_be.len() > 1;
            figures.push(FigureAnswer {
                id: &figure.id,
                title: &figure.title,
                unit: figure.unit,
                applies: applies.known(),
                amount: may_be[0].filter(|_| !several),
                or_not_established: several && may_be.contains(&None),
                may_be: may_be.into_iter().flatten().filter(|_| several).collect(),
                note: figure.note.as_deref(),
                law: citations.cite(&law),
            });
        }
        figures
    }
}

/// The laws that an answer has named so far.
pub(super) struct Citations<'p> {
    pack: &'p Pack,
    seen: Vec<bool>,
}

impl<'p> Citations<'p> {
    pub(super) fn cite(&mut self, laws: &[LawId]) -> Vec<&'p str> {
        laws.iter()
            .map(|law| {
                self.seen[law.index()] = true;
                self.pack.laws[law.index()].id.as_str()
            })
            .collect()
    }

    /// Names the laws that the lines of a count cite.
    fn cite_count(&mut self, count: &Computation<'_>) {
        count.law_ids().for_each(|law| self.seen[law.index()] = true);
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

/// The questions so far, with what each would settle.
#[derive(Default)]
struct Asked<'p> {
    list: Vec<(Subject, f64, Vec<&'p str>)>,
}

impl<'p> Asked<'p> {
    /// Something is unknown; each of the subjects has an equal share in it.
    fn add(&mut self, id: &'p str, found: Unknowns) {
        self.add_of_weight(1.0, id, found);
    }

    /// A number that is unknown matters less than what may be done and until when.
    fn add_figure(&mut self, id: &'p str, found: Unknowns) {
        self.add_of_weight(0.0, id, found);
    }

    fn add_of_weight(&mut self, weight: f64, id: &'p str, found: Unknowns) {
        let share = weight / found.subjects.len() as f64;
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
