//! Recorded events without legal effect, and why.

use super::answer::Warning;
use super::compose::Citations;
use super::evaluate::Assessment;
use super::period::{Failure, Verdict};
use super::reason::{Because, add_laws};
use crate::date::{Day, InWords};
use crate::graph::{Counts, Period, PeriodId};
use crate::timeline::Truth;

impl<'p> Assessment<'p, '_> {
    /// Every recorded event that had no legal effect, with the reason.
    pub(super) fn warnings(&self, day: Day, citations: &mut Citations<'p>) -> Vec<Warning<'p>> {
        let mut warnings = Vec::new();
        for (at, recorded) in self.matter.events.iter().enumerate() {
            if !self.is_seen(at) || recorded.day > day {
                continue;
            }
            let event = &self.pack.events[recorded.event.index()];
            let because = match event.counts {
                _ if let Some(because) = self.not_completed(at) => because,
                Counts::While(condition) if self.effective[at] == Truth::No => {
                    let mut because = self.because(condition, recorded.day);
                    add_laws(&mut because.law, &event.law);
                    because
                }
                Counts::AsDecidedBy(period) if self.effective[at] == Truth::No => {
                    match self.verdict_on(period, at) {
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

    /// What did not follow in time, where that leaves an event without effect.
    fn not_completed(&self, at: usize) -> Option<Because> {
        let event = &self.pack.events[self.matter.events[at].event.index()];
        let missing = event
            .completed_by
            .iter()
            .find(|one| self.followed(at, one, Truth::Unknown) == Truth::No)?;
        let what = missing.events.first()?;
        let last = self.last_day_to_complete(at, missing).latest();
        let text = format!(
            "What must follow it did not follow by {}: {}",
            InWords(last),
            self.pack.events[what.event.index()].title
        );
        Some(Because::new(text, &missing.law))
    }

    /// Why an event that was to change periods did so with none.
    fn changed_nothing(&self, at: usize) -> Option<Because> {
        let day = self.matter.events[at].day;
        let mut why = None;
        for (id, period) in (0u16..).zip(&self.pack.periods) {
            match self.verdict_on(PeriodId(id), at) {
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
            Failure::NotEnded(last) if last < day => {
                format!(
                    "It was asked for too early: {title} had not ended. It ended on {}",
                    InWords(last)
                )
            }
            Failure::NotEnded(last) if last.is_a_date() => {
                format!("It came too early: {title} had not ended. It ends on {}", InWords(last))
            }
            Failure::NotEnded(_) => format!("It came too early: {title} had not ended"),
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
}
