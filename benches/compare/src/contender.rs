//! What is asked of every contender.

use crate::results::Results;

pub type Fallible<T> = Result<T, Box<dyn std::error::Error>>;

/// What is timed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Work {
    /// From the case in the contender's own form to an answer in its own form.
    Evaluate,
    /// From the text of the case to the same.
    Read,
    /// From the text of the case to the text of the answer.
    ReadAndWrite,
}

impl Work {
    pub const ALL: [Work; 3] = [Work::Evaluate, Work::Read, Work::ReadAndWrite];

    pub fn title(self) -> &'static str {
        match self {
            Work::Evaluate => "case to answer",
            Work::Read => "JSON to answer",
            Work::ReadAndWrite => "JSON to JSON",
        }
    }
}

/// Rules compiled, cases at hand.
pub trait Contender {
    /// With the mode in which it runs.
    fn name(&self) -> &'static str;

    /// What it makes of one case, for comparing.
    fn results(&mut self, case: usize) -> Fallible<Results>;

    /// Answers every case once.
    fn answer_all(&mut self, work: Work) -> Fallible<()>;
}
