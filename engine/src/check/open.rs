//! A procedure without a condition: it would be told as open to everybody on
//! every day. Most often a line was lost.

use super::Checked;
use crate::diagnostic::Code;

pub(super) fn check(checked: &Checked<'_, '_>) {
    for (defined, procedure) in checked.model.procedures.iter().zip(&checked.pack.procedures) {
        let bare = procedure.only_if.is_empty() && procedure.open.is_empty();
        if bare && !procedure.unavailable && checked.is_own(defined.at) {
            checked
                .findings
                .warning(
                    Code::NoCondition,
                    defined.at,
                    format!("the procedure `{}` is open to everybody on every day", defined.id),
                )
                .expected("`only_if`, `open` or `requires`")
                .keep();
        }
    }
}
