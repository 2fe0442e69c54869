//! What is asked of any text whatever: the bodies of the fuzz targets under
//! `fuzz/`, which the stable test `tests/fuzz_corpus.rs` runs too.
//!
//! Each takes bytes and panics where the engine does what it must not. That it
//! panics nowhere, never exhausts the stack and comes to an end is the least of
//! it: a text that is refused is refused with places that lie in it, and one
//! that is taken can be asked about.

mod case_text;
mod condition_text;
mod date_text;
mod pack_text;

pub use case_text::case_text;
pub use condition_text::condition_text;
pub use date_text::date_text;
pub use pack_text::pack_text;

use recoup_engine::assess::{Deadline, State};
use recoup_engine::diagnostic::{Diagnostic, Place};
use recoup_engine::{Assessment, Case, Day, Library, Matter};

/// The small pack on its foundation: what most targets read their text against.
const FOUNDATION: (&str, &str) = ("us/pack.toml", include_str!("../../data/small/us.toml"));
const HEAD: (&str, &str) = ("us-zz/pack.toml", include_str!("../../data/small/us-zz.toml"));
const EVERYTHING: (&str, &str) =
    ("us-zz/everything.toml", include_str!("../../data/small/everything.toml"));

/// A body of a fuzz target.
pub type Target = fn(&[u8]);

/// The bodies by the names of their targets.
pub const TARGETS: [(&str, Target); 4] = [
    ("pack_text", pack_text),
    ("case_text", case_text),
    ("condition_text", condition_text),
    ("date_text", date_text),
];

/// Whether to ask of this text also what takes long: of one in eight.
fn thoroughly(bytes: &[u8]) -> bool {
    bytes.len().is_multiple_of(8)
}

/// Each finding has its place in one of the texts, and line and column say the same.
fn all_in_place(found: &[Diagnostic], texts: &[(&str, &str)]) {
    for one in found {
        assert!(!one.message.is_empty(), "{one:?}");
        for place in std::iter::once(&one.place).chain(one.related.iter().map(|(place, _)| place)) {
            in_place(place, texts, one);
        }
    }
}

fn in_place(place: &Place, texts: &[(&str, &str)], one: &Diagnostic) {
    let text = texts.iter().find(|(name, text)| *name == &*place.file && place.end <= text.len());
    let Some((_, text)) = text else { panic!("in no text: {one:?}") };
    assert!(place.start <= place.end, "{one:?}");
    assert!(text.is_char_boundary(place.start) && text.is_char_boundary(place.end), "{one:?}");
    let before = &text[..place.start];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let line = before.bytes().filter(|byte| *byte == b'\n').count() + 1;
    let column = before[line_start..].chars().count() + 1;
    assert_eq!((place.line as usize, place.column as usize), (line, column), "{one:?}");
}

/// A case of the small pack in which something has happened.
const CASE: &str = r#"
jurisdiction = "us-zz"
judgment = { entered = 2019-11-29, principal = 750.00 }
event = [
    { on = 2019-11-29, what = "notice_served", by = "mail" },
    { on = 2019-12-30, what = "appeal_filed" },
    { on = 2024-10-01, what = "paid" },
]
"#;

/// The days on which that case is looked at.
const DAYS: [&str; 2] = ["2019-12-20", "2024-11-29"];

/// Asks the small pack of a library about that case, if it can be read against it.
fn ask(library: &Library) {
    let case = Case::from_toml(CASE).expect("the case is in order");
    if let Ok(matter) = case.read_against(library) {
        for on in DAYS {
            answer(&matter, on.parse().expect("a day"));
        }
    }
}

/// Asks about a day; of what is answered, that it agrees with itself.
fn answer(matter: &Matter<'_>, on: Day) {
    if let Ok(assessment) = matter.evaluate(on) {
        agrees(&assessment, on);
    }
}

fn agrees(assessment: &Assessment<'_, '_>, on: Day) {
    let answer = assessment.answer(on);
    let text = serde_json::to_string(&answer).expect("an answer is plain data");
    assert!(text.starts_with('{'));
    for status in &answer.statuses {
        assert!(status.since.is_none_or(|since| since <= on), "{status:?} on {on}");
        assert!(status.until.is_none_or(|until| until >= on), "{status:?} on {on}");
    }
    let in_order = |days: [Option<Day>; 3]| days.into_iter().flatten().is_sorted();
    for deadline in &answer.deadlines {
        let Deadline { safe_by, ends, latest, .. } = deadline;
        assert!(in_order([*safe_by, *ends, *latest]), "{deadline:?} on {on}");
    }
    for procedure in answer.procedures.iter().filter(|one| one.state == State::Available) {
        assert!(procedure.until.is_none_or(|until| until >= on), "{procedure:?} on {on}");
        assert!(procedure.from.is_none_or(|from| from <= on), "{procedure:?} on {on}");
    }
    // Without words the same is said.
    let outline = assessment.outline(on);
    assert!(
        answer
            .statuses
            .iter()
            .map(|it| (it.id, it.holds, it.since, it.until))
            .eq(outline.statuses.iter().map(|it| (it.id, it.holds, it.since, it.until))),
        "{answer:?} {outline:?}"
    );
    assert!(
        answer
            .procedures
            .iter()
            .map(|it| (it.id, it.state, it.from, it.until))
            .eq(outline.procedures.iter().map(|it| (it.id, it.state, it.from, it.until))),
        "{answer:?} {outline:?}"
    );
    assert!(
        answer
            .deadlines
            .iter()
            .map(|it| (it.id, it.state, it.starts, it.ends, it.safe_by, it.latest))
            .eq(outline
                .deadlines
                .iter()
                .map(|it| (it.id, it.state, it.starts, it.ends, it.safe_by, it.latest))),
        "{answer:?} {outline:?}"
    );
}
