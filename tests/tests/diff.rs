//! What `diff` says of edits: that it sees through the layout of a pack to what it means,
//! and that its probes find the cases for which an edit changes an answer.

use recoup_engine::diff::{Comparison, Options, Part, What, compare};
use recoup_tests::edits::{Edit, edits};

const PACK: &str = include_str!("diff/pack.toml");

/// The two compared; so many cases are made up, the same ones each time.
fn compared(old: &str, new: &str, cases: usize) -> Comparison {
    let options = Options { cases, ..Options::default() };
    compare(&[("us-zz/pack.toml", old)], &[("us-zz/pack.toml", new)], &options)
        .unwrap_or_else(|mistakes| panic!("old: {}\nnew: {}", mistakes.old, mistakes.new))
}

/// The pack after an edit of one place.
fn edited(from: &str, to: &str) -> String {
    assert_eq!(PACK.matches(from).count(), 1, "{from}");
    PACK.replace(from, to)
}

/// What changed in meaning, one line a change.
fn said(comparison: &Comparison) -> Vec<String> {
    let said = comparison.meaning.iter().map(|change| {
        let side = |said: &Option<String>| said.clone().unwrap_or_else(|| "-".to_owned());
        let key = change.key.join(" ");
        format!(
            "{}.{} {key}: {} > {}",
            change.kind,
            change.id,
            side(&change.old),
            side(&change.new)
        )
    });
    said.collect()
}

#[test]
fn layout_is_no_difference() {
    // The definitions from the last to the first, in two files, with comments and spaces.
    let mut parts: Vec<String> = Vec::new();
    for line in PACK.lines() {
        // A table and those within it stay together.
        let heading = line.trim_start_matches('[').split(']').next().unwrap_or_default();
        let definition = line.starts_with('[') && !line.starts_with("[[");
        let begins = definition && heading.matches('.').count() == 1;
        if begins || line.starts_with("[pack]") || parts.is_empty() {
            parts.push(String::new());
        }
        if let Some(part) = parts.last_mut() {
            *part += &format!("{line}   # as it was\n");
        }
    }
    let written = [
        ("debt_kind is medical and from 2023-01-01", "from 2023-01-01 and (debt_kind is medical)"),
        ("not debt_kind is medical", "debt_kind is not medical"),
        ("75.00", "75"),
        ("length  = \"30 days\"", "shown = true\nlength = \"30  days\""),
        (
            "[\"within appeal\", \"not since appeal_filed\"]",
            "[\"not since appeal_filed\", { if = \"within appeal\" }]",
        ),
        (
            "earlier of (180 days after writ_issued, enforcement ends)",
            "earlier of (enforcement ends, 180 days after first writ_issued)",
        ),
    ];
    let (first, second) = parts.split_at(parts.len() / 2);
    let files = [second, first].map(|half| {
        let mut text: String = half.iter().rev().map(String::as_str).collect();
        for (from, to) in written {
            text = text.replace(from, to);
        }
        text
    });
    let new = [("us-zz/a.toml", files[0].as_str()), ("us-zz/b.toml", files[1].as_str())];
    let options = Options { cases: 100, ..Options::default() };
    let comparison = compare(&[("us-zz/pack.toml", PACK)], &new, &options)
        .unwrap_or_else(|mistakes| panic!("{}", mistakes.new));
    assert_eq!(said(&comparison), Vec::<String>::new());
    assert_eq!(comparison.wording, []);
    assert!(comparison.is_equivalent());
    let pack = &comparison.packs[0];
    assert!(pack.probes > 100, "asked all the same: {}", pack.probes);
}

#[test]
fn a_text_that_is_the_same_is_not_asked() {
    let comparison = compared(PACK, PACK, 100);
    assert!(comparison.is_equivalent() && comparison.packs.is_empty());
}

#[test]
fn wording_is_told_apart() {
    let new = edited("Time that the writ lasts", "How long the writ lasts")
        .replace("checked = 2026-11-21", "checked = 2026-11-22");
    let comparison = compared(PACK, &new, 40);
    assert!(comparison.is_equivalent(), "{:?}", said(&comparison));
    assert_eq!(comparison.wording.len(), 3);
}

#[test]
fn what_is_renamed_says_the_same() {
    let new = PACK.replace("enforcement", "life").replace("debt_kind", "kind_of_debt");
    let comparison = compared(PACK, &new, 60);
    let what: Vec<What> = comparison.meaning.iter().map(|change| change.what).collect();
    assert_eq!(what, [What::Renamed, What::Renamed], "{:?}", said(&comparison));
    assert_eq!(comparison.packs[0].differing, 0, "{:?}", comparison.packs[0].moved);
}

/// An edit, what is said of it, and what must be found to move.
fn found(from: &str, to: &str, change: &str, part: Part, id: &str) -> Comparison {
    let comparison = compared(PACK, &edited(from, to), 500);
    assert_eq!(said(&comparison), [change]);
    let moved =
        comparison.packs[0].moved.iter().find(|moved| (moved.part, &*moved.id) == (part, id));
    assert!(moved.is_some(), "{change} moves no {part:?} {id}");
    comparison
}

#[test]
fn the_boundary_of_a_version_moved_by_a_day_is_found() {
    let comparison = found(
        "before 2018-07-01",
        "before 2018-07-02",
        "period.appeal version 1 when: judgment_entered before 2018-07-01 > judgment_entered before 2018-07-02",
        Part::Deadline,
        "appeal",
    );
    // A judgment of the very day: 30 days before the edit, 20 days after it.
    let moved = &comparison.packs[0].moved[0];
    assert!(moved.example.case.contains("entered = 2018-07-01\n"), "{}", moved.example.case);
    let lines = |lines: &[String], with: &str| lines.iter().any(|line| line.contains(with));
    assert!(lines(&moved.example.old, "+ 30 days"), "{:?}", moved.example.old);
    assert!(lines(&moved.example.new, "+ 20 days"), "{:?}", moved.example.new);
    assert!(
        moved.common.contains(&"Judgment entered on 1 July 2018".to_owned()),
        "{:?}",
        moved.common
    );
}

#[test]
fn a_window_that_opens_a_day_later_is_found() {
    let comparison = found(
        "2190 days before the end",
        "2189 days before the end",
        "period.enforcement extended_by 1 not_before: 2190 days before the end > 2189 days before the end",
        Part::Deadline,
        "enforcement",
    );
    let warned = comparison.packs[0].moved.iter().find(|moved| moved.part == Part::Warning);
    let warned = warned.map(|moved| moved.id.as_str());
    assert_eq!(warned, Some("renewal_filed"), "the renewal of that one day has no effect now");
}

#[test]
fn a_fee_a_holiday_and_a_condition_are_found() {
    found(
        "amount = 90.00",
        "amount = 95.00",
        "procedure.appeal fee 2 amount: 90.00 > 95.00",
        Part::Procedure,
        "appeal",
    );
    let holiday = PACK.split("[calendar.court.holiday.founders]").nth(1).unwrap_or_default();
    let holiday = holiday.split("[counting").next().unwrap_or_default();
    found(
        &format!("[calendar.court.holiday.founders]{holiday}"),
        "",
        "calendar.court holiday founders: title = Founders' Day, on = third Monday of April, from = 2012-04-16 > -",
        Part::Deadline,
        "appeal",
    );
    found(
        "when    = \"debtor_at_hearing\"",
        "when    = \"not debtor_at_hearing\"",
        "period.appeal when: debtor_at_hearing > not debtor_at_hearing",
        Part::Deadline,
        "appeal",
    );
}

#[test]
fn law_alone_changes_no_answer_and_is_said() {
    let new = edited(
        "law     = [\"code-1\"]\n\n[[period.appeal.version]]",
        "law     = [\"code-2\"]\n\n[[period.appeal.version]]",
    );
    let comparison = compared(PACK, &new, 60);
    assert_eq!(said(&comparison), ["period.appeal law: code-1 > code-2"]);
    assert_eq!(comparison.packs[0].differing, 0);
}

#[test]
fn what_a_foundation_changes_is_said_once() {
    let base = "[pack]\nid = \"us\"\nname = \"All\"\nversion = \"2026-11-21\"\nfoundation = true\n\
        [event.judgment_entered]\ntitle = \"Judgment entered\"\n[event.noted]\ntitle = \"Noted\"\n";
    let on_top =
        |id: &str, on: &str| PACK.replace("\"us-zz\"", &format!("\"{id}\"\nbuilds_on = {on}"));
    // One alone may stand without brackets.
    let (first, second) = (on_top("us-zz", "[\"us\"]"), on_top("us-yy", "\"us\""));
    let now = format!("{base}may_precede_entry = true\n");
    let tops = [("us-zz/a.toml", first.as_str()), ("us-yy/a.toml", second.as_str())];
    let old = [("us/a.toml", base), tops[0], tops[1]];
    let new = [("us/a.toml", now.as_str()), tops[0], tops[1]];
    let options = Options { cases: 20, ..Options::default() };
    let comparison =
        compare(&old, &new, &options).unwrap_or_else(|mistakes| panic!("{}", mistakes.new));
    assert_eq!(said(&comparison), ["event.noted may_precede_entry: false > true"]);
    assert_eq!(comparison.meaning[0].pack, "us");
    assert_eq!(comparison.meaning[0].reaches, ["us-yy", "us-zz"]);
}

#[test]
fn every_number_and_day_that_changes_is_noticed_by_the_probes() {
    let all = edits(PACK);
    assert!(all.len() > 20, "{} edits", all.len());
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let (mut missed, mut asked) = (Vec::new(), 0);
    std::thread::scope(|scope| {
        let shares = all.chunks(all.len().div_ceil(threads));
        let shares: Vec<_> = shares.map(|share| scope.spawn(|| missed_of(share))).collect();
        for share in shares {
            let (more, number) = share.join().expect("no edit is a panic");
            missed.extend(more);
            asked += number;
        }
    });
    let list = missed.join("\n");
    assert!(missed.len() * 20 <= asked, "{} of {asked} missed:\n{list}", missed.len());
}

/// The edits for which no probe differs, and how many were asked about.
fn missed_of(edits: &[Edit]) -> (Vec<String>, usize) {
    let (mut missed, mut asked) = (Vec::new(), 0);
    for edit in edits {
        let comparison = compared(PACK, &edit.text, 500);
        if comparison.meaning.is_empty() {
            continue;
        }
        asked += 1;
        if comparison.packs.iter().all(|pack| pack.differing == 0) {
            missed.push(format!("line {}: {}", edit.line, edit.told));
        }
    }
    (missed, asked)
}
