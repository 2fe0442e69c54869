//! Laws that are cited alike: most often two versions of one section, of which a
//! line of an answer then does not say which it rests on.

use std::collections::HashMap;

use super::Checked;
use crate::diagnostic::Code;
use crate::source::At;

pub(super) fn check(checked: &Checked<'_, '_>) {
    let mut cited: HashMap<&str, At> = HashMap::new();
    for law in &checked.model.laws {
        let cite = law.what.cite.as_str();
        let Some(first) = cited.get(cite) else {
            cited.insert(cite, law.at);
            continue;
        };
        if !checked.is_own(law.at) && !checked.is_own(*first) {
            continue;
        }
        checked
            .findings
            .warning(Code::CitedAlike, law.at, format!("another law is cited \"{cite}\" too"))
            .expected("a citation that says which, such as its version")
            .related(*first, "this one")
            .keep();
    }
}
