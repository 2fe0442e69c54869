//! Of several values the first that holds is taken. One that stands below a value
//! that holds whenever it does is never taken: most often a condition or a day
//! was lost, or they stand in the wrong order.

use super::{Checked, implied};
use crate::date::Day;
use crate::diagnostic::Code;
use crate::graph::{Expr, ExprId, Pack};
use crate::source::At;

/// When a value is the law.
struct Held {
    at: At,
    /// Under which condition; none is always.
    when: Option<ExprId>,
    from: Day,
    until: Day,
}

const VALUE: &str = "this value is never taken: one above it holds whenever it does";
const VERSION: &str = "this version is never taken: one above it holds whenever it does";
const FEE: &str = "on some days this fee is not taken: one above it is the law too";

pub(super) fn check(checked: &Checked<'_, '_>) {
    let (model, pack) = (checked.model, checked.pack);
    for (defined, figure) in model.figures.iter().zip(&pack.figures) {
        let values = defined.what.values.iter().zip(&figure.values);
        let values = values.map(|(stated, value)| Held {
            at: stated.at,
            when: value.when,
            from: value.from,
            until: value.until,
        });
        tell(checked, VALUE, values.collect(), |above, below| covers(pack, above, below));
    }
    for (defined, period) in model.periods.iter().zip(&pack.periods) {
        let versions = defined.what.versions.iter().zip(&period.versions);
        let versions = versions.map(|(stated, version)| Held {
            at: stated.when.0.at,
            when: Some(version.when),
            from: Day::DAWN,
            until: Day::NEVER,
        });
        tell(checked, VERSION, versions.collect(), |above, below| covers(pack, above, below));
    }
    for defined in &model.procedures {
        let fees = defined.what.fees.iter().map(|fee| Held {
            at: fee.at,
            when: None,
            from: fee.from,
            until: fee.until,
        });
        // A fee has no condition, so no day has two.
        tell(checked, FEE, fees.collect(), |one, other| {
            one.from <= other.until && other.from <= one.until
        });
    }
}

fn tell(
    checked: &Checked<'_, '_>,
    message: &str,
    values: Vec<Held>,
    hides: impl Fn(&Held, &Held) -> bool,
) {
    for (number, below) in values.iter().enumerate().filter(|(_, value)| checked.is_own(value.at)) {
        if let Some(above) = values[..number].iter().find(|above| hides(above, below)) {
            checked
                .findings
                .warning(Code::Shadowed, below.at, message)
                .expected("days or conditions that tell them apart")
                .related(above.at, "this one is taken")
                .keep();
        }
    }
}

/// Whether one holds whenever the other does.
fn covers(pack: &Pack, above: &Held, below: &Held) -> bool {
    let whenever = match (above.when, below.when) {
        (None, _) => true,
        (Some(above), Some(below)) => implied::by(pack, below, above),
        (Some(above), None) => matches!(pack.expr(above), Expr::All(parts) if parts.is_empty()),
    };
    whenever && above.from <= below.from && below.until <= above.until
}
