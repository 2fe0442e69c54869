//! What was worked out on the way to an answer: for those who look for cases that
//! stand as none did before. Only `diff` does.

use std::mem::{Discriminant, discriminant};

use super::answer::Standing;
use super::course::standing;
use super::evaluate::Assessment;
use super::period::{Failure, Verdict};
use super::trace::Step;
use crate::date::Day;
use crate::graph::{ExprId, PeriodId, StatusId};
use crate::timeline::Truth;

/// Something that a case shows of the law.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Mark {
    /// A condition is so.
    Condition(ExprId, Truth),
    /// A period, by its reading of this number, stands so in so many runs, its end counted
    /// in such steps.
    Period(PeriodId, usize, usize, Standing, Truth, Vec<u8>),
    /// An event did so to a period.
    Did(PeriodId, usize, Discriminant<Verdict>, Option<Discriminant<Failure>>),
}

/// A longer count shows no more.
const MOST_STEPS: usize = 12;

impl Assessment<'_, '_> {
    /// What the case shows on a day of some periods and conditions.
    pub(crate) fn marks(
        &self,
        periods: &[PeriodId],
        conditions: &[ExprId],
        day: Day,
        mut visit: impl FnMut(Mark),
    ) {
        for id in conditions {
            visit(Mark::Condition(*id, self.truth(*id, day)));
        }
        for id in periods {
            let runs = self.runs(*id);
            for run in runs.iter().take(3) {
                let stands = standing(run, day);
                let readings = &self.pack.periods[id.index()].readings;
                for (number, reading) in
                    [None].into_iter().chain(readings.iter().map(Some)).enumerate()
                {
                    let mut steps = Vec::new();
                    if !run.start.is_never() {
                        self.retrace(*id, run, reading, &mut steps);
                    }
                    let steps = steps.iter().take(MOST_STEPS).map(kind).collect();
                    let runs = runs.len().min(3);
                    visit(Mark::Period(*id, number, runs, stands, run.applies, steps));
                }
            }
            for at in 0..self.matter.events.len() {
                let Some(verdict) = self.verdict_on(*id, at) else { continue };
                let failure = match &verdict {
                    Verdict::Failed(_, failure) => Some(discriminant(failure)),
                    _ => None,
                };
                let event = self.matter.events[at].event.index();
                visit(Mark::Did(*id, event, discriminant(&verdict), failure));
            }
        }
    }

    /// Hands over the days on which some periods and statuses begin and end, those of
    /// hidden ones too, and those on which what was done would have been in time.
    pub(crate) fn edges(
        &self,
        periods: &[PeriodId],
        statuses: &[StatusId],
        mut visit: impl FnMut(Day),
    ) {
        let mut day = |day: Day| {
            if day.is_a_date() {
                visit(day);
            }
        };
        for id in periods {
            for run in self.runs(*id) {
                let before = run.earlier.iter().flat_map(|(first, last)| [*first, *last]);
                for moment in [run.end, run.start].into_iter().chain(before) {
                    day(moment.earliest());
                    day(moment.latest());
                }
            }
            for at in 0..self.matter.events.len() {
                if let Some(Verdict::Failed(_, failure)) = self.verdict_on(*id, at) {
                    match failure {
                        Failure::TooEarly(edge) | Failure::TooLate(edge) => day(edge),
                        Failure::NotEnded(edge) | Failure::TooSoonAfter(_, edge) => day(edge),
                        _ => {}
                    }
                }
            }
        }
        for id in statuses {
            let held = self.status(*id);
            for span in held.certain().spans().iter().chain(held.possible().spans()) {
                day(span.first);
                day(span.last);
            }
        }
    }
}

/// What kind of step it is.
fn kind(step: &Step<'_>) -> u8 {
    match step {
        Step::Starts { .. } => 0,
        Step::CountedFrom { .. } => 1,
        Step::Until { .. } => 2,
        Step::Edge { .. } => 3,
        Step::Chosen { .. } => 4,
        Step::Counted { .. } => 5,
        Step::Added { .. } => 6,
        Step::Rolled { .. } => 7,
        Step::MannerUnknown { .. } => 8,
        Step::Changed { change, .. } => 9 + *change as u8,
        Step::MayHaveChanged { .. } => 12,
        Step::EndedBy { .. } => 13,
        Step::Suspended { .. } => 14,
        Step::HeldOpen { .. } => 15,
        Step::NotModelled => 16,
        Step::Named { .. } => 17,
    }
}
