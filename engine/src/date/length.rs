//! Lengths of time as statutes state them.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What a length is counted in.
///
/// A month is not thirty days and a year is not 365: they run to the same date
/// of a later month. A court day is one that is no weekend and no holiday of
/// the court's calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Unit {
    /// Every day of the calendar.
    Days,
    /// Only days on which the court sits.
    CourtDays,
    /// Seven days.
    Weeks,
    /// To the same date of a later month.
    Months,
    /// To the same date of a later year.
    Years,
}

/// A number of days, court days, weeks, months or years.
///
/// ```
/// use recoup_engine::date::{Length, Unit};
///
/// let length: Length = "30 days".parse()?;
/// assert_eq!((length.number(), length.unit()), (30, Unit::Days));
/// assert_eq!("1,095 days".parse::<Length>()?.to_string(), "1095 days");
/// assert_eq!("1 year".parse::<Length>()?.to_string(), "1 year");
/// assert!("30".parse::<Length>().is_err());
/// # Ok::<(), recoup_engine::date::LengthError>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Length {
    number: u32,
    unit: Unit,
}

/// Why a text is no length.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LengthError {
    /// It is not a number and a unit.
    #[error(
        "`{0}` is not a length; write a number and a unit, such as `30 days`, `10 court days`, `6 months` or `10 years`"
    )]
    Shape(String),
    /// It is longer than any period of law.
    #[error("`{0}` is too long; the longest length is {years} years", years = Length::LONGEST_YEARS)]
    TooLong(String),
}

impl Length {
    /// No period of law is longer; a longer one is a slip of the pen.
    pub const LONGEST_YEARS: u32 = 1000;

    /// So many of a unit; `None` when that is longer than [`Length::LONGEST_YEARS`].
    pub fn new(number: u32, unit: Unit) -> Option<Length> {
        let most = match unit {
            Unit::Years => Self::LONGEST_YEARS,
            Unit::Months => Self::LONGEST_YEARS * 12,
            Unit::Weeks => Self::LONGEST_YEARS * 52,
            Unit::Days => Self::LONGEST_YEARS * 365,
            Unit::CourtDays => Self::LONGEST_YEARS * 240,
        };
        (number <= most).then_some(Length { number, unit })
    }

    /// How many.
    pub fn number(self) -> u32 {
        self.number
    }

    /// Of what.
    pub fn unit(self) -> Unit {
        self.unit
    }
}

impl FromStr for Length {
    type Err = LengthError;

    fn from_str(text: &str) -> Result<Length, LengthError> {
        let shape = || LengthError::Shape(text.to_owned());
        let (number, unit) = text.trim().split_once(' ').ok_or_else(shape)?;
        let unit = match unit.trim() {
            "day" | "days" => Unit::Days,
            "court day" | "court days" => Unit::CourtDays,
            "week" | "weeks" => Unit::Weeks,
            "month" | "months" => Unit::Months,
            "year" | "years" => Unit::Years,
            _ => return Err(shape()),
        };
        let digits = number.replace(',', "");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(shape());
        }
        // All digits: the only way to fail is to be too large.
        let number = digits.parse().map_err(|_| LengthError::TooLong(text.to_owned()))?;
        Length::new(number, unit).ok_or_else(|| LengthError::TooLong(text.to_owned()))
    }
}

impl fmt::Display for Length {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = match self.unit {
            Unit::Days => "day",
            Unit::CourtDays => "court day",
            Unit::Weeks => "week",
            Unit::Months => "month",
            Unit::Years => "year",
        };
        let plural = if self.number == 1 { "" } else { "s" };
        write!(f, "{} {unit}{plural}", self.number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_overflowing_length_is_refused() {
        for text in ["99999999999999999999 days", "1001 years", "400000 days"] {
            assert!(matches!(text.parse::<Length>(), Err(LengthError::TooLong(_))), "{text}");
        }
    }

    #[test]
    fn a_length_needs_number_and_unit() {
        for text in ["", "days", "30 day s", "-3 days", "3.5 years", "thirty days", ", days"] {
            assert!(matches!(text.parse::<Length>(), Err(LengthError::Shape(_))), "{text}");
        }
    }
}
