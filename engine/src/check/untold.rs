//! A time of one of the parties that is told neither as one not to miss nor as one that
//! must pass: whoever has to act does not hear of it in good time.

use super::Checked;
use crate::diagnostic::Code;
use crate::pack::model::{Duration, Term};

/// Those who ask, and can act on what they are told.
const PARTIES: [&str; 3] = ["creditor", "debtor", "either"];

pub(super) fn check(checked: &Checked<'_, '_>) {
    for defined in &checked.model.periods {
        let period = &defined.what;
        let of_a_party = period.who.as_deref().is_some_and(|who| PARTIES.contains(&who));
        let told = period.missed.is_some() || period.waits;
        let terms = period.versions.iter().map(|version| &version.term);
        let ends = terms.chain([&period.term]).any(ends);
        if of_a_party && period.shown && ends && !told && checked.is_own(defined.at) {
            checked
                .findings
                .warning(
                    Code::Untold,
                    defined.at,
                    format!("nobody is told not to miss the time `{}`", defined.id),
                )
                .expected("`missed`: what follows then; or `waits = true`, if it is to pass")
                .keep();
        }
    }
}

/// Whether there is a last day to miss.
fn ends(term: &Term) -> bool {
    term.ends.is_some() || matches!(term.length, Some(Duration::Is(_)))
}
