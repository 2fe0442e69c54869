//! A remedy that the pack neither describes nor declares absent: a person would
//! be told nothing of it.

use super::Checked;
use crate::diagnostic::Code;

pub(super) fn check(checked: &Checked<'_, '_>) {
    let described = |id: &&String| !checked.model.procedures.iter().any(|one| one.id == **id);
    let missing: Vec<String> = checked
        .below
        .remedies
        .iter()
        .filter(described)
        .map(|remedy| format!("`{remedy}`"))
        .collect();
    if missing.is_empty() {
        return;
    }
    let message = match missing.len() {
        1 => format!("{} is neither described nor declared absent", missing[0]),
        many => format!(
            "{many} remedies are neither described nor declared absent: {}",
            missing.join(", ")
        ),
    };
    checked
        .findings
        .warning(Code::RemedyMissing, checked.head.id.at, message)
        .expected("a `[procedure.…]` for each, or one with `available = false`")
        .keep();
}
