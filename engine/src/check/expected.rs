//! What every pack defines and this one does not: a person would miss a date or a
//! number that other packs give.

use super::Checked;
use crate::diagnostic::Code;
use crate::grammar;
use crate::pack::model::Defined;

pub(super) fn check(checked: &Checked<'_, '_>) {
    fn has<T>(list: &[Defined<T>], id: &str) -> bool {
        list.iter().any(|one| one.id == id)
    }
    let model = checked.model;
    let defined = |kind: &str, id: &str| match kind {
        "fact" => has(&model.facts, id),
        "period" => has(&model.periods, id),
        "status" => has(&model.statuses, id),
        "calendar" => has(&model.calendars, id),
        "counting" => has(&model.countings, id),
        "figure" => has(&model.figures, id),
        _ => true,
    };
    let mut lists = Vec::new();
    for kind in grammar::EXPECTS.keys {
        let of_kind = checked.below.expects.iter().filter(|(expected, _)| *expected == kind.name);
        let missing: Vec<String> = of_kind
            .filter(|(kind, id)| !defined(kind, id))
            .map(|(_, id)| format!("`{id}`"))
            .collect();
        if !missing.is_empty() {
            lists.push(format!("{} {}", kind.name, missing.join(", ")));
        }
    }
    if lists.is_empty() {
        return;
    }
    checked
        .findings
        .warning(
            Code::DefinitionMissing,
            checked.head.id.at,
            format!("what every pack defines is not defined here: {}", lists.join("; ")),
        )
        .expected("a table for each, such as `[period.…]`")
        .keep();
}
