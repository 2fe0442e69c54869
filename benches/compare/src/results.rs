//! The twenty-six results of a case, as every contender must come to them.

use std::fmt;

use recoup_engine::Day;

/// Dates first, then what holds, then what may be done.
pub const NAMES: [&str; 26] = [
    "as_of",
    "entered",
    "notice",
    "payment_due",
    "challenge_ends",
    "enforcement_ends",
    "renewal_opens",
    "levy_ends",
    "within_appeal",
    "within_set_aside",
    "stayed",
    "satisfied",
    "expired",
    "enforceable",
    "writ",
    "bank_levy",
    "wages",
    "abstract",
    "examination",
    "renewal",
    "appeal",
    "set_aside",
    "satisfaction",
    "licence",
    "instalments",
    "acknowledgment",
];

/// One result; `Missing` where a contender did not say.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    On(Day),
    Never,
    Is(bool),
    Missing,
}

/// The results in the order of [`NAMES`].
pub type Results = [Outcome; NAMES.len()];

impl Outcome {
    /// A date that need not come.
    pub fn date(day: Option<Day>) -> Outcome {
        day.map_or(Outcome::Never, Outcome::On)
    }

    /// What holds, or can be done, if that was said.
    pub fn is(holds: Option<bool>) -> Outcome {
        holds.map_or(Outcome::Missing, Outcome::Is)
    }
}

impl fmt::Debug for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Outcome::On(day) => write!(f, "{day}"),
            Outcome::Never => f.write_str("never"),
            Outcome::Is(holds) => write!(f, "{holds}"),
            Outcome::Missing => f.write_str("nothing"),
        }
    }
}
