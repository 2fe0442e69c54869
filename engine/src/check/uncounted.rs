//! Readings that name a way of counting where nothing is counted, or the one by which it is
//! counted anyway: who reads them so comes to the same day.

use super::Checked;
use crate::diagnostic::Code;
use crate::graph::{CountingId, Period, Reading};

pub(super) fn check(checked: &Checked<'_, '_>) {
    let (model, pack) = (checked.model, checked.pack);
    for (defined, period) in model.periods.iter().zip(&pack.periods) {
        for (said, reading) in defined.what.readings.iter().zip(&period.readings) {
            if let (Some(name), Some(way)) = (&said.term.counted, reading.counted)
                && checked.is_own(name.at)
                && !counts_otherwise(period, reading, way)
            {
                let message = format!("by this reading `{}` counts nothing otherwise", name.value);
                checked
                    .findings
                    .warning(Code::Unused, name.at, message)
                    .expected(
                        "another way of counting of a length; or `last_day`, by which the last \
                         day moves whatever sets it",
                    )
                    .keep();
            }
        }
    }
}

/// Whether something of a period is counted by another way if it is read so.
fn counts_otherwise(period: &Period, reading: &Reading, way: CountingId) -> bool {
    let versions = period.versions.iter().map(|version| &version.term);
    let mut terms = period.term.iter().chain(versions);
    let by_terms = terms.any(|term| {
        reading.lasts.as_ref().unwrap_or(&term.lasts).counts() && term.counted != Some(way)
    });
    let held = period.held_open.iter().chain(&reading.held_open);
    let stops = reading.suspended_while.or(period.suspended_while).is_some();
    by_terms
        || stops
        || period.effects.iter().any(|effect| effect.counted.is_none())
        || held.into_iter().any(|held| held.and_for.is_some() && held.counted.is_none())
}
