//! Where each run of a period stands on a day, and its dates: without words.

use super::answer::{DatedEvent, Standing};
use super::evaluate::Assessment;
use super::period::Run;
use super::trace::NoTrace;
use super::view::Standpoint;
use crate::date::Day;
use crate::graph::{Expr, ExprId, PeriodId, Procedure, Reading};
use crate::timeline::Truth;

/// A run of a period, as it stands on a day.
pub(super) struct Course<'p> {
    pub(super) state: Standing,
    pub(super) starts: Option<Day>,
    pub(super) ends: Option<Day>,
    pub(super) safe_by: Option<Day>,
    pub(super) latest: Option<Day>,
    pub(super) safe_after: Option<Day>,
    pub(super) moot: bool,
    /// The readings that come to another end.
    pub(super) readings: Vec<&'p Reading>,
    /// Where several events each start it: the recorded event that started this run.
    pub(super) started_by: Option<usize>,
}

impl<'p> Assessment<'p, '_> {
    /// Hands over each run of each shown period, and each that nothing has
    /// started yet, in the pack's order.
    pub(super) fn each_course(&self, day: Day, mut visit: impl FnMut(PeriodId, &Run, Course<'p>)) {
        for (i, period) in (0u16..).zip(&self.pack.periods) {
            if !period.shown {
                continue;
            }
            let id = PeriodId(i);
            let runs = self.runs(id);
            if runs.is_empty() && self.could_apply(period) && self.has_no_start(id) {
                visit(id, &Run::NOT_STARTED, self.course(id, &Run::NOT_STARTED, day));
            }
            for run in runs {
                visit(id, run, self.course(id, run, day));
            }
        }
    }

    pub(super) fn course(&self, id: PeriodId, run: &Run, day: Day) -> Course<'p> {
        let period = &self.pack.periods[id.index()];
        let state = standing(run, day);
        let (mut safe_by, mut safe_after) = (None, None);
        let mut readings: Vec<&Reading> = Vec::new();
        let sure = run.start.is_known() && !run.not_modelled;
        if sure && !run.start.is_never() {
            // An end that is not fully known is safe at its earliest.
            let (mut earliest, mut latest) = (run.end.earliest(), run.end.latest());
            for reading in &period.readings {
                let other = self.retrace(id, run, Some(reading), &mut NoTrace);
                if let Some(other) = other.filter(|other| other.end != run.end) {
                    readings.push(reading);
                    earliest = earliest.min(other.end.earliest());
                    latest = latest.max(other.end.latest());
                }
            }
            // Of a period that may not run at all, the end is no more than safe.
            let known = |day: Day| run.applies == Truth::Yes && run.end.day() == Some(day);
            let unless_known = |day: Day| Some(day).filter(|day| day.is_a_date() && !known(*day));
            if period.waits {
                safe_after = unless_known(latest);
            } else {
                safe_by = unless_known(earliest);
            }
        }
        Course {
            state,
            starts: run.start.day(),
            ends: if run.applies == Truth::Yes { run.end.day() } else { None },
            safe_by,
            latest: Some(run.end.latest()).filter(|day| {
                sure && !run.end.is_known() && day.is_a_date() && !run.start.is_never()
            }),
            safe_after,
            moot: period.moot_when.is_some_and(|when| self.truth(when, day) == Truth::Yes),
            readings,
            started_by: run.started_by.filter(|_| period.each),
        }
    }

    /// The last safe day of a procedure: the earliest of those of the times in which it
    /// must be done, where that is before its last day.
    pub(super) fn safe_by(
        &self,
        procedure: &Procedure,
        standpoint: Standpoint,
        day: Day,
    ) -> Option<Day> {
        let until = standpoint.until?;
        let within = standpoint.from.unwrap_or(day).max(day);
        let mut periods = Vec::new();
        for clause in procedure.only_if.iter().chain(&procedure.open) {
            self.must_run(clause.expr, &mut periods);
        }
        let safe = |id: PeriodId| {
            let runs = self.runs(id).iter();
            let running = runs.filter(move |run| run.lasts().on(within) == Truth::Yes);
            running.filter_map(move |run| self.course(id, run, day).safe_by)
        };
        periods.into_iter().flat_map(safe).min().filter(|safe| *safe < until)
    }

    /// The periods each of which must run, or not be over, for a condition to hold.
    fn must_run(&self, expr: ExprId, periods: &mut Vec<PeriodId>) {
        match self.pack.expr(expr) {
            Expr::Within(period) => periods.push(*period),
            // Open until it is over, and perhaps before it begins: while it runs, as above.
            Expr::Not(part) => {
                if let Expr::After(period) = self.pack.expr(*part) {
                    periods.push(*period);
                }
            }
            Expr::All(parts) => parts.iter().for_each(|part| self.must_run(*part, periods)),
            Expr::Surely(part) => self.must_run(*part, periods),
            Expr::Status(status) => {
                self.must_run(self.pack.statuses[status.index()].when, periods);
            }
            _ => {}
        }
    }

    pub(super) fn dated(&self, at: usize) -> DatedEvent<'p> {
        let recorded = &self.matter.events[at];
        let event = &self.pack.events[recorded.event.index()];
        DatedEvent { event: &event.id, on: recorded.day }
    }
}

pub(super) fn standing(run: &Run, day: Day) -> Standing {
    let over = run.start.latest() <= day && run.end.latest() < day;
    if run.start.is_never() {
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
    }
}
