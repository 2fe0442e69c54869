//! `recoup pack test`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{folder, hold, root, run};

const CASE: &str = "law = [\"code-1\"]\n\n[case]\njurisdiction = \"us-zz\"\n\
    judgment.entered = 2025-03-05\nfacts = { debtor_at_hearing = true }\n\n\
    [[case.event]]\non = 2025-03-05\nwhat = \"notice_served\"\nby = \"mail\"\n\n";

/// A folder with the small pack and these examples beside it.
fn with_examples(name: &str, examples: &[(&str, &str)]) -> PathBuf {
    let folder = folder(name);
    let pack = folder.join("rules/us-zz");
    fs::create_dir_all(pack.join("examples")).unwrap();
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/rules/us-zz");
    for file in ["pack.toml", "time.toml"] {
        fs::copy(small.join(file), pack.join(file)).unwrap();
    }
    for (name, expected) in examples {
        let text = format!("title = \"The example {name}\"\n{CASE}[[expect]]\n{expected}\n");
        fs::write(pack.join("examples").join(format!("{name}.toml")), text).unwrap();
    }
    folder
}

/// What a test says, and its status.
fn test(folder: &Path, more: &[&str]) -> (String, Option<i32>) {
    let args = [&["pack", "test", "--rules", "rules"], more].concat();
    let output = run(folder, &args);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

const GOOD: (&str, &str) =
    ("good", "on = 2025-03-06\ndeadlines = { appeal = \"ends 2025-04-09\" }");

#[test]
fn examples_that_hold_are_one_line() {
    let folder = with_examples("test_good", &[GOOD]);
    let said = test(&folder, &[]);
    assert_eq!(said, ("us-zz: 1 of 1 examples hold, 1 expectation on 1 day\n".to_owned(), Some(0)));
}

#[test]
fn a_pack_without_examples_says_so() {
    let folder = with_examples("test_none", &[]);
    assert_eq!(test(&folder, &[]), ("us-zz: it has no examples\n".to_owned(), Some(0)));
}

/// Somebody forgot that mail adds days: a deadline, a status and a procedure are
/// expected otherwise.
#[test]
fn what_fails_is_shown_with_its_counting() {
    let forgotten = "on = 2025-04-08\nbecause = \"Thirty days from the notice.\"\n\
        deadlines = { appeal = \"ended 2025-04-04\" }\n\
        statuses = { enforceable = true }\n\
        procedures = { appeal = \"closed\" }";
    let folder = with_examples("test_fails", &[GOOD, ("forgotten", forgotten)]);
    let (said, status) = test(&folder, &[]);
    assert_eq!(status, Some(1));
    hold("test_fails", "recoup pack test --rules rules", &said);
}

#[test]
fn what_fails_is_plain_data() {
    let wrong = "on = 2025-04-08\ndeadlines = { appeal = \"ends 2025-04-04\" }";
    let folder = with_examples("test_json", &[GOOD, ("wrong", wrong)]);
    let (said, status) = test(&folder, &["--json"]);
    assert_eq!(status, Some(1));
    let packs: Value = serde_json::from_str(&said).unwrap();
    let pack = &packs[0];
    assert_eq!((&pack["pack"], &pack["run"]), (&"us-zz".into(), &true.into()));
    assert_eq!((&pack["examples"], &pack["held"]), (&2.into(), &1.into()));
    let failure = &pack["failures"][0];
    assert_eq!(failure["example"], "The example wrong");
    assert_eq!(failure["file"], "rules/us-zz/examples/wrong.toml");
    assert_eq!(failure["on"], "2025-04-08");
    assert_eq!(failure["expected"], "ends 2025-04-04");
    assert_eq!(failure["found"], "ends 2025-04-09");
    let lines: Vec<&str> = failure["computation"][0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line.as_str().unwrap())
        .collect();
    assert_eq!(lines[1], "+ 30 days = 2025-04-04 (Friday)");
    assert_eq!(failure["law"][0]["cite"], "Nowhere Code § 1");
}

#[test]
fn nothing_is_run_of_a_pack_with_mistakes() {
    let folder = with_examples("test_mistakes", &[("wrong", "on = 2025-03-06\nasks = [\"x\"]")]);
    let more = "[status.noted]\ntitle = \"Noted\"\notherwise = \"Not noted\"\nwhen = \"sinc x\"\n";
    fs::write(folder.join("rules/us-zz/more.toml"), more).unwrap();
    let (said, status) = test(&folder, &[]);
    assert_eq!(status, Some(1));
    hold("test_mistakes", "recoup pack test --rules rules", &said);
    let (said, _) = test(&folder, &["--json"]);
    let packs: Value = serde_json::from_str(&said).unwrap();
    assert_eq!(packs[0]["run"], false);
    assert_eq!(packs[0]["mistakes"].as_array().map(Vec::len), Some(1));
}

/// An example with a name that is none: said as a mistake of the file, and what
/// can be compared is compared.
#[test]
fn an_example_that_cannot_be_read_is_a_mistake() {
    let unread = "on = 2025-03-06\nstatuses = { staid = true }\n\
        deadlines = { apeal = \"ends 2025-04-09\" }";
    let folder = with_examples("test_unread", &[("unread", unread)]);
    let (said, status) = test(&folder, &[]);
    assert_eq!(status, Some(1));
    hold("test_unread", "recoup pack test --rules rules", &said);
}

#[test]
fn the_examples_of_a_pack_built_in_hold() {
    let output = run(&root(), &["pack", "test", "us-ca"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{said}");
    assert!(said.starts_with("us-ca: ") && said.contains(" hold, "), "{said}");
}
