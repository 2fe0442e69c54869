//! `recoup pack check` for programs: JSON, GitHub, SARIF; and its status.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{complaint, folder, hold, root, run};

/// A folder with the small pack: a name that is none, a law that nothing rests
/// on, and an id that stands twice.
fn broken(name: &str) -> PathBuf {
    let folder = folder(name);
    // A folder with a space in its name, whose files no address can hold as they are.
    let pack = folder.join("my rules/us-zz");
    fs::create_dir_all(&pack).unwrap();
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/rules/us-zz");
    for file in ["pack.toml", "time.toml"] {
        fs::copy(small.join(file), pack.join(file)).unwrap();
    }
    let more = "# §§ 1–3: columns count characters\n\
                [status.noted]\n\
                title     = \"§ 2: noted\"\n\
                otherwise = \"§ 2: not noted\"\n\
                when      = \"since apeal_filed\"\n\n\
                [law.code-1]\n\
                cite = \"Nowhere Code § 1\"\n\
                url = \"https://example.org/code/1\"\n\
                checked = 2026-11-21\n\
                tier = \"primary\"\n";
    fs::write(pack.join("status.toml"), more).unwrap();
    folder
}

/// A folder with the small pack and one doubt.
fn doubtful(name: &str) -> PathBuf {
    let folder = broken(name);
    let more = "[event.hearing_held]\ntitle = \"Hearing\"\n";
    fs::write(folder.join("my rules/us-zz/status.toml"), more).unwrap();
    folder
}

/// What a check says, and its status.
fn check(folder: &Path, more: &[&str]) -> (String, Option<i32>) {
    let args = [&["pack", "check", "--rules", "my rules"], more].concat();
    let output = run(folder, &args);
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (String::from_utf8(output.stdout).unwrap(), output.status.code())
}

#[test]
fn mistakes_for_github_stand_in_commands() {
    let (said, status) = check(&broken("check_github"), &["--format", "github"]);
    assert_eq!(status, Some(1));
    hold("check_github", "recoup pack check --format github", &said);
}

#[test]
fn mistakes_as_sarif() {
    let (said, status) = check(&broken("check_sarif"), &["--format", "sarif"]);
    assert_eq!(status, Some(1));
    let log: Value = serde_json::from_str(&said).unwrap();
    valid(&log);
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let results = serde_json::to_string_pretty(&run["results"]).unwrap();
    hold("check_sarif", "recoup pack check --format sarif | jq .runs[0].results", &results);
    for result in run["results"].as_array().unwrap() {
        let at = usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap();
        assert_eq!(run["tool"]["driver"]["rules"][at]["id"], result["ruleId"]);
    }
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    for rule in rules {
        let page = root().join(format!("docs/codes/{}.md", rule["id"].as_str().unwrap()));
        assert_eq!(rule["help"]["markdown"], fs::read_to_string(page).unwrap());
    }
}

#[test]
fn packs_in_order_are_valid_sarif_without_results() {
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let output = run(&small, &["pack", "check", "--rules", "rules", "--format", "sarif"]);
    assert!(output.status.success());
    let log: Value = serde_json::from_slice(&output.stdout).unwrap();
    valid(&log);
    assert_eq!(log["runs"][0]["results"], serde_json::json!([]));
}

/// Holds a log to the schema of SARIF 2.1.0.
fn valid(log: &Value) {
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/sarif-2.1.0.json");
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    // A bracket too many: no pattern to a strict reader. No log here has a language.
    for part in ["run", "toolComponent"] {
        let language = &mut schema["definitions"][part]["properties"]["language"];
        assert!(language.as_object_mut().unwrap().remove("pattern").is_some());
    }
    assert!(!log.to_string().contains("\"language\""));
    let validator =
        jsonschema::options().should_validate_formats(true).build(&schema).expect("a schema");
    let wrong: Vec<String> = validator
        .iter_errors(log)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    // It would say so if something were wrong.
    let mut broken = log.clone();
    broken["runs"][0]["columnKind"] = "letters".into();
    assert!(!validator.is_valid(&broken));
}

#[test]
fn json_is_the_same_by_both_names() {
    let folder = broken("check_json");
    let (long, status) = check(&folder, &["--format", "json"]);
    assert_eq!(status, Some(1));
    assert_eq!(check(&folder, &["--json"]).0, long);
    let found: Value = serde_json::from_str(&long).unwrap();
    let codes: Vec<_> = found.as_array().unwrap().iter().map(|one| &one["code"]).collect();
    assert_eq!(codes, ["unknown-name", "duplicate"]);
}

#[test]
fn doubts_are_denied_where_that_is_asked() {
    let folder = doubtful("check_deny");
    let (allowed, status) = check(&folder, &[]);
    assert_eq!(status, Some(0));
    let (denied, status) = check(&folder, &["--deny", "warnings"]);
    assert_eq!(status, Some(1));
    assert_eq!(allowed, denied);
}

#[test]
fn how_old_a_law_may_be_is_told_from_a_day() {
    let folder = doubtful("check_stale");
    fs::remove_file(folder.join("my rules/us-zz/status.toml")).unwrap();
    // The law of the small pack was checked on 2026-11-21.
    let found = |more: &[&str]| {
        let (said, _) = check(&folder, &[more, &["--json"]].concat());
        let found: Value = serde_json::from_str(&said).unwrap();
        let found = found.as_array().unwrap().iter();
        found.map(|one| one["message"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let year = |on| found(&["--stale", "1 year", "--on", on]);
    assert!(year("2027-11-21").is_empty(), "a year ago is not longer than a year ago");
    assert_eq!(year("2027-11-22"), ["the law `code-1` was last checked 1 year ago"]);
    let weeks = found(&["--stale", "2 weeks", "--on", "2026-12-06"]);
    assert_eq!(weeks, ["the law `code-1` was last checked 15 days ago"]);
    assert!(found(&["--stale", "2 weeks", "--on", "2026-12-05"]).is_empty());
    assert!(found(&["--on", "2026-11-21"]).is_empty());
    let ahead = found(&["--on", "2026-11-20"]);
    assert_eq!(ahead.len(), 1);
    assert!(ahead[0].contains("2026-11-21, a day still to come"), "{}", ahead[0]);
    assert!(found(&[]).is_empty(), "without a word on age, it does not matter");
}

#[test]
fn a_length_of_age_that_is_none() {
    let said = complaint(run(&root(), &["pack", "check", "--stale", "a year"]), 2);
    assert!(said.contains("`a year` is not a length; write a number and a unit"), "{said}");
    let said = complaint(run(&root(), &["pack", "check", "--stale", "5 court days"]), 2);
    assert!(said.contains("in days, weeks, months or years"), "{said}");
}

/// However the folder is written, a file has one name.
#[test]
fn a_slash_at_the_end_of_the_folder_is_one_slash() {
    let folder = broken("check_slash");
    let output = run(&folder, &["pack", "check", "--rules", "./my rules/", "--format", "github"]);
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(said.starts_with("::error file=my rules/us-zz/status.toml,line=5,"), "{said}");
}
