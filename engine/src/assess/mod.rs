//! A case against the law: timelines, and the answer that they give for a day.
//!
//! Knows the compiled law and the case. Must not know how an answer is printed.

mod answer;
mod change;
mod compose;
mod course;
mod evaluate;
mod memory;
mod outline;
mod period;
mod question;
mod reason;
mod sight;
mod suppose;
mod trace;
mod view;
mod warning;
mod writer;

pub use answer::{
    Answer, BuildingBlock, ByReading, DatedEvent, Deadline, FeeAnswer, FigureAnswer, FormAnswer,
    LawAnswer, PackVersion, ProcedureAnswer, Reason, Standing, State, StatusAnswer, Warning, Why,
};
pub use evaluate::Assessment;
pub use memory::Memory;
pub use outline::{DeadlineOutline, Outline, ProcedureOutline, StatusOutline};
pub use question::Question;
pub(crate) use sight::Mark;
pub use trace::Computation;
pub use view::Standpoint;
pub use writer::OutlineWriter;

use crate::case::{Case, Matter};
use crate::date::{Day, InWords};
use crate::diagnostic::Diagnostics;
use crate::graph::Library;

/// Why a question about a case has no answer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AssessError {
    /// The case cannot be read against the law of its jurisdiction.
    #[error("{0}")]
    Case(#[from] Diagnostics),
    /// The day asked about lies before the judgment.
    #[error("the judgment was entered on {entered}, after the day asked about ({on})", entered = InWords(*.entered), on = InWords(*.on))]
    BeforeJudgment {
        /// The day of entry.
        entered: Day,
        /// The day asked about.
        on: Day,
    },
    /// The judgment is older than the law that the pack states.
    #[error("not modelled before {from}: the pack `{pack}` states the law of judgments entered on that day or later, and this one was entered on {entered}", from = InWords(*.from), entered = InWords(*.entered))]
    NotModelled {
        /// The pack.
        pack: String,
        /// The first day of entry that it models.
        from: Day,
        /// The day of entry.
        entered: Day,
    },
}

impl Library {
    /// What may happen next in a case, as of a day. Only what was recorded by
    /// that day is seen.
    ///
    /// To ask about many days, or to keep what was worked out, use
    /// [`Case::read_against`] and [`Matter::evaluate`].
    ///
    /// # Errors
    ///
    /// The case is wrong, was not yet decided, or is older than the law stated.
    pub fn assess<'p>(&'p self, case: &Case, on: Day) -> Result<Answer<'p>, AssessError> {
        let matter = case.read_against(self)?;
        Ok(matter.evaluate(on)?.answer(on))
    }
}

impl<'p> Matter<'p> {
    /// Works out all timelines of the case from what is recorded by a day.
    ///
    /// # Errors
    ///
    /// The judgment was entered after that day, or is older than the law stated.
    pub fn evaluate(&self, known_by: Day) -> Result<Assessment<'p, '_>, AssessError> {
        self.evaluate_in(known_by, &mut Memory::default())
    }

    /// As [`Matter::evaluate`], in memory that is taken from where it is kept; to be had
    /// back from [`Assessment::into_memory`].
    ///
    /// # Errors
    ///
    /// As [`Matter::evaluate`].
    pub fn evaluate_in(
        &self,
        known_by: Day,
        memory: &mut Memory,
    ) -> Result<Assessment<'p, '_>, AssessError> {
        if known_by < self.entered() {
            return Err(AssessError::BeforeJudgment { entered: self.entered(), on: known_by });
        }
        if let Some((from, _)) = self.pack().covers
            && self.entered() < from
        {
            return Err(AssessError::NotModelled {
                pack: self.pack().id.clone(),
                from,
                entered: self.entered(),
            });
        }
        Ok(Assessment::new(self, known_by, std::mem::take(memory)))
    }
}
