//! What keeps a pack from a grade: each rule broken once.

use recoup_engine::coverage::Covered;
use recoup_engine::grade::{Evidence, Grade, RULES, grade};
use recoup_engine::{Day, Library};

/// A pack that has all that gold asks for, but for its examples.
const PACK: &str = r#"
[pack]
id = "us-zz"
name = "Nowhere"
version = "2026-11-21"

[event.judgment_entered]
title = "Judgment entered"

[calendar.court]
title = "Courts"

[calendar.court.holiday.new_year]
title = "New Year's Day"
on = "1 January"
law = ["code"]

[counting.court]
title = "The last day moves"
calendar = "court"
last_day = "next court day"
law = ["code"]

[period.appeal]
title = "Time to appeal"
starts = "judgment_entered"
length = "30 days"
counted = "court"
law = ["code"]

[[period.appeal.reading]]
text = "It may be shorter."
length = "29 days"
law = ["code"]

[procedure.appeal]
title = "Appeal"
by = "debtor"
does = "A higher court hears it again."
open = ["within appeal"]
law = ["code"]

[procedure.lien]
title = "Lien"
by = "creditor"
does = "There is none."
available = false
law = ["code"]

[law.code]
cite = "Nowhere Code § 1"
url = "https://example.org/code/1"
checked = 2026-11-21
tier = "primary"

[topic.appeal]
title = "Appeal"
core = true
covers = ["period.appeal", "procedure.appeal"]

[topic.lien]
title = "Lien"
covers = ["procedure.lien"]
"#;

fn evidence() -> Evidence {
    let ids = |list: &[&str]| list.iter().map(|id| (*id).to_owned()).collect();
    Evidence {
        held: 20,
        deadlines: ids(&["appeal"]),
        procedures: ids(&["appeal", "lien"]),
        ..Evidence::default()
    }
}

/// The grade of the pack with a part of its text replaced, and why it is no better.
fn graded(old: &str, new: &str, evidence: &Evidence, today: &str) -> (Grade, Vec<String>) {
    assert!(PACK.contains(old), "{old}");
    let text = PACK.replacen(old, new, 1);
    let library = Library::from_sources([("us-zz/pack.toml", text.as_str())]).expect("a pack");
    let pack = library.pack("us-zz").expect("the pack");
    let described = pack.describe();
    let today: Day = today.parse().expect("a day");
    let (grade, lacks) = grade(&described, &pack.coverage(&described), evidence, today);
    (grade, lacks.into_iter().flat_map(|lack| lack.because).collect())
}

/// A reading that rests on nothing but what others say of a decision.
const READ_SECOND_HAND: &str = r#"29 days"
law = ["decision"]

[law.decision]
cite = "A v. B"
url = "https://example.org/a-v-b"
checked = 2026-11-21
tier = "secondary2"
note = "Told by two handbooks.""#;

const TODAY: &str = "2026-11-22";

#[test]
fn the_whole_pack_is_gold() {
    assert_eq!(graded("", "", &evidence(), TODAY), (Grade::Gold, Vec::new()));
}

#[test]
fn each_fault_of_the_pack_costs_its_grade() {
    for (old, new, found, why) in [
        (
            "\"period.appeal\", \"procedure.appeal\"",
            "\"figure.appeal\"",
            Grade::None,
            "topic appeal",
        ),
        (
            "covers = [\"procedure.lien\"]",
            "covers = [\"procedure.other\"]",
            Grade::Silver,
            "topic lien",
        ),
        ("tier = \"primary\"", "tier = \"secondary2\"", Grade::Bronze, "0 of 1 are"),
        ("on = \"1 January\"", "on = 2020-01-01", Grade::Bronze, "calendar court"),
        ("2026-11-21\ntier", "2025-11-20\ntier", Grade::Silver, "law code, checked 2025-11-20"),
        ("29 days\"\nlaw = [\"code\"]", READ_SECOND_HAND, Grade::Bronze, "period appeal"),
    ] {
        let (grade, lacks) = graded(old, new, &evidence(), TODAY);
        assert_eq!(grade, found, "{old} to {new}: {lacks:?}");
        assert!(lacks.iter().any(|lack| lack == why), "{why}: {lacks:?}");
    }
}

#[test]
fn each_fault_of_the_examples_costs_its_grade() {
    type Break = fn(&mut Evidence);
    let faults: [(Break, Grade, &str); 5] = [
        (|it| it.failed.push("a.toml".to_owned()), Grade::None, "a.toml"),
        (|it| it.doubts.push("unused".to_owned()), Grade::Bronze, "unused"),
        (|it| it.held = 19, Grade::Bronze, "there are 19"),
        (|it| it.deadlines.clear(), Grade::Bronze, "period appeal"),
        (|it| it.procedures.retain(|id| id != "lien"), Grade::Silver, "procedure lien"),
    ];
    for (fault, found, why) in faults {
        let mut evidence = evidence();
        fault(&mut evidence);
        let (grade, lacks) = graded("", "", &evidence, TODAY);
        assert_eq!((grade, lacks), (found, vec![why.to_owned()]));
    }
}

#[test]
fn law_grows_old() {
    assert_eq!(graded("", "", &evidence(), "2027-11-22").0, Grade::Gold);
    assert_eq!(graded("", "", &evidence(), "2027-11-23").0, Grade::Silver);
}

#[test]
fn a_remedy_that_there_is_not_is_declared_absent() {
    let library = Library::from_sources([("us-zz/pack.toml", PACK)]).expect("a pack");
    let pack = library.pack("us-zz").expect("the pack");
    let described = pack.describe();
    let coverage = pack.coverage(&described);
    let lien = coverage.iter().find(|topic| topic.id == "lien").expect("the topic");
    assert_eq!((lien.covered, lien.laws, lien.primary), (Covered::Absent, 1, 1));
    assert_eq!(lien.oldest, "2026-11-21".parse().ok());
}

/// What is published is what is asked for.
#[test]
fn the_page_has_every_rule() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/grades.md"))
        .expect("the page on grades");
    for rule in RULES {
        let section =
            page.split("\n## ").find(|part| part.to_lowercase().starts_with(rule.grade.name()));
        let section = section.expect("a section of each grade");
        let line = format!("- {}", rule.text);
        let found = section.replace("\n  ", " ");
        assert!(found.lines().any(|it| it == line), "{}: {line}", rule.grade);
    }
    let written = page.lines().filter(|line| line.starts_with("- ")).count();
    assert_eq!(written, RULES.len(), "the page has no rule that is not asked for");
}
