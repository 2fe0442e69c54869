//! A citation that does not look like those of its jurisdiction: most often a
//! slip in the name of the code.

use regex_lite::Regex;

use super::Checked;
use crate::diagnostic::Code;
use crate::source::Text;

pub(super) fn check(checked: &Checked<'_, '_>) {
    let own = &checked.head.citations;
    if own.is_empty() {
        return;
    }
    let shapes: Vec<(&Text, Regex)> = own
        .iter()
        .chain(&checked.below.citations)
        .filter_map(|shape| Some((shape, pattern(&shape.value)?)))
        .collect();
    for law in checked.model.laws.iter().filter(|law| checked.is_own(law.at)) {
        let cite = &law.what.cite;
        if shapes.iter().any(|(_, shape)| shape.is_match(cite)) {
            continue;
        }
        checked
            .findings
            .warning(
                Code::CitationShape,
                law.at,
                format!("\"{cite}\" does not look like a citation of this jurisdiction"),
            )
            .expected("a shape that stands in `citations` of `[pack]`")
            .nearest(cite, shapes.iter().map(|(shape, _)| shape.value.as_str()))
            .keep();
    }
}

/// A shape as a pattern: `#` is a number with its parts, `…` is any text.
fn pattern(shape: &str) -> Option<Regex> {
    let mut text = String::from("^");
    for sign in shape.chars() {
        match sign {
            '#' => text.push_str(r"\d[\w.:/()–-]*"),
            '…' => text.push_str(".+"),
            _ => text.push_str(&regex_lite::escape(sign.encode_utf8(&mut [0; 4]))),
        }
    }
    text.push('$');
    Regex::new(&text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_have_letters_points_and_subsections() {
        let shape = pattern("Ohio Rev. Code § #").unwrap();
        for cite in ["2329.07", "2329.07(B)(1)", "12-1551", "5/12-108"] {
            assert!(shape.is_match(&format!("Ohio Rev. Code § {cite}")), "{cite}");
        }
        assert!(!shape.is_match("Ohio Rev. Code § "));
        assert!(!shape.is_match("Ohio Rev Code § 2329.07"));
        assert!(!shape.is_match("Ohio Rev. Code § 2329.07 and others"));
    }
}
