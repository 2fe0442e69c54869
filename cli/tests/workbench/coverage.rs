//! `recoup pack coverage`, and the grades in `recoup pack list`.

use std::fs;
use std::path::PathBuf;

use crate::common::{complaint, folder, hold, root, run};

fn said(args: &[&str]) -> String {
    let output = run(&root(), args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// The small pack with topics of its own: one that it covers, one that it
/// declares absent, one of which it says nothing.
fn small(name: &str) -> PathBuf {
    let rules = folder(name);
    let pack = rules.join("us-zz");
    fs::create_dir_all(&pack).unwrap();
    let good = root().join("cli/tests/bad/rules/us-zz");
    for file in ["pack.toml", "time.toml"] {
        fs::copy(good.join(file), pack.join(file)).unwrap();
    }
    let topics = r#"
[topic.appeal]
title  = "Appeal"
core   = true
covers = ["procedure.appeal", "period.appeal"]

[topic.lien]
title  = "Lien on land"
covers = ["procedure.real_property_lien"]

[topic.renewal]
title  = "Renewal"
core   = true
covers = ["procedure.renew"]

[procedure.real_property_lien]
title     = "Put a lien on land"
by        = "creditor"
does      = "There is none."
available = false
law       = ["code-2"]

[law.code-2]
cite    = "Nowhere Code § 2"
url     = "https://example.org/code/2"
checked = 2024-02-01
tier    = "secondary2"
"#;
    fs::write(pack.join("topics.toml"), topics).unwrap();
    rules
}

#[test]
fn one_pack_in_full_with_what_it_lacks() {
    let rules = small("coverage_small");
    let args =
        ["pack", "coverage", "us-zz", "--on", "2026-11-22", "--rules", rules.to_str().unwrap()];
    hold("coverage_one", "recoup pack coverage us-zz", &said(&args));
}

#[test]
fn as_json_it_is_the_same() {
    let rules = small("coverage_json");
    let args =
        ["pack", "coverage", "--json", "--on", "2026-11-22", "--rules", rules.to_str().unwrap()];
    let all: serde_json::Value = serde_json::from_str(&said(&args)).unwrap();
    let one = &all[0];
    assert_eq!(one["grade"], "none");
    assert_eq!(one["lacks"][0]["because"], serde_json::json!(["topic renewal"]));
    let topics = one["topics"].as_array().unwrap();
    let covered: Vec<_> = topics.iter().map(|topic| topic["covered"].as_str().unwrap()).collect();
    assert_eq!(covered, ["covered", "absent", "missing"]);
    assert_eq!(topics[1]["worst"], "secondary2");
    assert_eq!(topics[1]["oldest"], "2024-02-01");
}

#[test]
fn side_by_side_it_fits_a_terminal() {
    let text = said(&["pack", "coverage", "--on", "2026-11-22"]);
    for line in text.lines() {
        assert!(line.chars().count() <= 80, "{line}");
    }
    for topic in ["Appeal ", "Wages ", "Renewal ", "Months since the oldest check "] {
        assert!(text.lines().any(|line| line.starts_with(topic)), "{topic}");
    }
    assert!(text.lines().any(|line| line.starts_with("us-ca ")));
    assert!(!text.lines().any(|line| line.starts_with("us ")), "a foundation has no coverage");
}

/// Every state's grade in the list is that of its coverage, and none is `none`.
#[test]
fn the_list_has_the_grade_of_each_pack() {
    let list: serde_json::Value =
        serde_json::from_str(&said(&["pack", "list", "--json", "--on", "2026-11-22"])).unwrap();
    let coverage: serde_json::Value =
        serde_json::from_str(&said(&["pack", "coverage", "--json", "--on", "2026-11-22"])).unwrap();
    let coverage = coverage.as_array().unwrap();
    for pack in list.as_array().unwrap() {
        let graded = coverage.iter().find(|one| one["id"] == pack["id"]);
        match graded {
            Some(graded) => {
                assert_eq!(graded["grade"], pack["grade"]);
                assert_ne!(pack["grade"], "none", "{}", pack["id"]);
            }
            None => {
                assert_eq!((&pack["foundation"], pack["grade"].is_null()), (&true.into(), true))
            }
        }
    }
    let rules = root().join("cli/tests/bad/rules");
    let text = said(&["pack", "list", "--rules", rules.to_str().unwrap()]);
    let ends: Vec<&str> = text.lines().filter_map(|line| line.split(' ').next_back()).collect();
    assert_eq!(ends, ["grade", "none"]);
}

#[test]
fn a_pack_that_is_none_gets_the_nearest_name() {
    let said = complaint(run(&root(), &["pack", "coverage", "us-caa"]), 2);
    assert!(said.contains("there is no pack `us-caa`; did you mean `us-ca`?"), "{said}");
}

#[test]
fn a_topic_is_answered_by_kinds_that_there_are() {
    let rules = small("coverage_wrong");
    let file = rules.join("us-zz/topics.toml");
    let text = fs::read_to_string(&file).unwrap().replace("procedure.renew", "procedur.renew");
    fs::write(&file, text).unwrap();
    let said = complaint(run(&rules, &["pack", "coverage", "--rules", "."]), 1);
    hold("coverage_wrong_kind", "a topic that is covered by `procedur.renew`", &said);
}
