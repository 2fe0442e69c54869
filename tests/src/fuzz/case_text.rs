//! Cases as text.

use std::sync::LazyLock;

use recoup_engine::{Case, Day, Library, Matter};

use super::{EVERYTHING, FOUNDATION, HEAD, all_in_place, answer};

/// A real pack, and the small one with the whole language.
static LIBRARY: LazyLock<Library> = LazyLock::new(|| {
    let texts = crate::rule_texts().expect("the packs can be read");
    let real = texts.iter().filter(|(name, _)| name.starts_with("us-ca/"));
    let foundation = texts.iter().filter(|(name, _)| name.starts_with("us/"));
    let texts = real.chain(foundation).map(|(name, text)| (name.as_str(), text.as_str()));
    Library::from_sources(texts).unwrap_or_else(|wrong| panic!("{wrong}"))
});

static SMALL: LazyLock<Library> = LazyLock::new(|| {
    Library::from_sources([FOUNDATION, HEAD, EVERYTHING]).unwrap_or_else(|wrong| panic!("{wrong}"))
});

/// The days on which a case is looked at, beside that of its entry.
const LATER: [i32; 3] = [40, 1_500, 4_000];

/// Any text as a case, in either form.
///
/// # Panics
///
/// Where a case is neither taken nor refused as it should be.
pub fn case_text(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let name = "case";
    let texts = [(name, &*text)];
    let id = Case::jurisdiction_in(&text);
    let library = if id.as_deref() == Some("us-ca") { &*LIBRARY } else { &*SMALL };
    let alone = Case::from_text(name, &text);
    let matter = library.read_case(name, &text);
    if let Err(found) = &alone {
        assert!(found.has_errors(), "refused without a mistake: {found}");
        all_in_place(&found.0, &texts);
        assert!(matter.is_err(), "a case that is refused cannot be read against a pack");
    }
    let matter = match matter {
        Ok(matter) => matter,
        Err(found) => {
            assert!(found.has_errors(), "refused without a mistake: {found}");
            all_in_place(&found.0, &texts);
            let again = alone.is_ok_and(|case| case.read_against(library).is_ok());
            assert!(!again, "a case is refused with all mistakes or with none: {found}");
            return;
        }
    };
    let case = alone.expect("a case that can be read against a pack can be read");
    assert_eq!(Some(case.jurisdiction()), id.as_deref());
    assert_eq!(case.entered(), matter.entered());
    let entered = matter.entered();
    answer(&matter, entered);
    // A text that is read at a glance says what it says when it is read with care.
    let careful = case.read_against(library).expect("a case that was read");
    let outline = |matter: &Matter<'_>| {
        let on = entered.plus(LATER[1]);
        matter.evaluate(on).map(|assessment| format!("{:?}", assessment.outline(on)))
    };
    assert_eq!(outline(&matter), outline(&careful));
    assert_eq!(matter.case_number(), careful.case_number());
    assert_eq!(matter.award(), careful.award());
    let last = Day::new(9999, 12, 31).expect("the last day");
    for later in LATER {
        answer(&matter, entered.plus(later).min(last));
    }
}
