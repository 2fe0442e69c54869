//! Ways to ask `recoup next`: in brief, and about an example beside a pack.

mod common;

use std::fs;
use std::path::Path;

use serde_json::Value;

use common::{folder, root, run};

/// What the program prints, run in a folder.
fn said(folder: &Path, args: &[&str]) -> String {
    let output = run(folder, args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

const CASE: [&str; 4] = ["next", "examples/california.toml", "--on", "2025-04-10"];

/// The parts of an answer, each with its heading.
fn parts(answer: &str) -> Vec<&str> {
    answer.split("\n\n").collect()
}

#[test]
fn a_brief_answer_leaves_out_why_what_is_not_open_is_not() {
    let whole = said(&root(), &CASE);
    let brief = said(&root(), &[&CASE[..], &["--brief"]].concat());
    let (whole, brief) = (parts(&whole), parts(&brief));
    assert_eq!(whole.len(), brief.len());
    let differs: Vec<_> =
        whole.iter().zip(&brief).filter(|(whole, brief)| whole != brief).collect();
    let [(long, short)] = differs[..] else { panic!("{differs:#?}") };

    // Each step is named once in the whole answer, behind "So not" or a semicolon.
    let joined = long.split_whitespace().collect::<Vec<_>>().join(" ");
    let named = joined.split("So not: ").skip(1).map(|steps| {
        let steps = steps.split(". ").next().unwrap();
        steps.split("; ").count()
    });
    let steps: usize = named.sum();
    assert!(steps > 10, "{long}");
    let expected =
        format!("Not open to you\n  {steps} steps. Without --brief the answer says why.");
    assert_eq!(*short, expected);
}

#[test]
fn an_example_can_be_asked_as_its_case_can() {
    let of_case = folder("a-case-is-asked");
    let of_example = folder("an-example-is-asked");
    let case = "jurisdiction = 'us-ca'\njudgment.entered = 2025-03-05\n";
    let example = "title = 'x'\ncase.jurisdiction = 'us-ca'\ncase.judgment.entered = 2025-03-05\n\
                   expect = { on = 2025-04-10, deadlines = { enforcement = 'ends 2035-03-05' } }\n";
    fs::write(of_case.join("file.toml"), case).unwrap();
    fs::write(of_example.join("file.toml"), example).unwrap();

    let next = ["next", "file.toml", "--on", "2025-04-10"];
    assert_eq!(said(&of_example, &next), said(&of_case, &next));
    let explain = ["explain", "file.toml", "enforcement", "--on", "2025-04-10"];
    let explained = said(&of_example, &explain);
    assert_eq!(explained, said(&of_case, &explain));
    assert!(explained.contains("2035-03-05"), "{explained}");
}

/// What an answer has of one id is told alike by both commands.
#[test]
fn what_is_explained_as_json_is_what_the_answer_has() {
    let folder = folder("explained-as-json");
    let case = "jurisdiction = 'us-ca'\njudgment.entered = 2025-03-05\n\
                facts.won_on = 'plaintiffs_claim'\n";
    fs::write(folder.join("case.toml"), case).unwrap();
    let asked = |arguments: &[&str]| -> Value {
        let day: &[&str] = &["--on", "2025-04-10", "--json"];
        serde_json::from_str(&said(&folder, &[arguments, day].concat())).unwrap()
    };
    let answer = asked(&["next", "case.toml"]);
    let listed = asked(&["explain", "case.toml"]);
    for (kind, whole) in [
        ("procedure", "procedures"),
        ("deadline", "deadlines"),
        ("status", "statuses"),
        ("figure", "figures"),
    ] {
        let of_kind = listed.as_array().unwrap().iter().find(|one| one["kind"] == kind).unwrap();
        let id = of_kind["id"].as_str().unwrap();
        let explained = asked(&["explain", "case.toml", id]);
        let all = answer[whole].as_array().unwrap();
        let of_id: Vec<&Value> = all.iter().filter(|one| one["id"] == id).collect();
        match kind {
            "deadline" => assert_eq!(explained[whole], serde_json::json!(of_id), "{id}"),
            _ => assert_eq!([&explained[kind]], of_id[..], "{id}"),
        }
        let laws = explained["laws"].as_object().unwrap();
        assert!(!laws.is_empty(), "{id}");
        for (law, told) in laws {
            assert_eq!(told["id"], law.as_str());
            // What a reason tells may rest on a law that the answer need not name.
            assert!(
                ["status", "procedure"].contains(&kind) || answer["laws"][law] == *told,
                "{id}: {law}"
            );
        }
    }
    assert_eq!(asked(&["explain", "case.toml", "enforcement"])["as_of"], "2025-04-10");
    // What has no place in the answer can be explained all the same.
    let none = asked(&["explain", "case.toml", "public_renewal_life"]);
    assert!(none["why"].as_str().unwrap().contains(": does not apply"), "{none}");
    assert!(!none["laws"].as_object().unwrap().is_empty());
    let hidden = asked(&["explain", "case.toml", "first_life"]);
    assert!(hidden["why"].as_str().unwrap().ends_with(": until 5 March 2035"), "{hidden}");
    assert_eq!(hidden["building_blocks"][0]["ends"], "2035-03-05");
    // The days that the reasons tell are counted, too.
    let writ = asked(&["explain", "case.toml", "writ_of_execution"]);
    let of_answer = answer["deadlines"].as_array().unwrap();
    let enforcement = of_answer.iter().find(|one| one["id"] == "enforcement").unwrap();
    assert_eq!(writ["rests_on"][0], *enforcement);
    assert_eq!(enforcement["ends"], "2035-03-05");
    let in_words =
        said(&folder, &["explain", "case.toml", "writ_of_execution", "--on", "2025-04-10"]);
    assert!(in_words.contains("\n  + 10 years = 2035-03-05 (Monday)\n"), "{in_words}");
}

#[test]
fn of_a_time_whose_safe_day_has_passed_the_last_day_is_told_as_uncertain() {
    // C.C.P. §§ 703.550 and 684.120: fifteen days after mailing on 30 June 2025 are
    // 15 July; with the five days for mail 20 July, a Sunday.
    let folder = folder("safe_day_passed");
    let example = "us-ca/examples/bank-levy-exemption-claimed-after-mailing.toml";
    fs::copy(root().join("rules").join(example), folder.join("case.toml")).unwrap();
    let on = |day| {
        let page = said(&folder, &["next", "case.toml", "--brief", "--on", day]);
        page.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let title = "Time to oppose the claim that what was taken is protected";
    let (before, after) = (on("2025-07-15"), on("2025-07-16"));
    assert!(
        before.contains(&format!(" 15 July 2025: {title} Perhaps it ends only on")),
        "{before}"
    );
    let passed = "The day that is safe in every case, 15 July 2025, has passed.";
    assert!(after.contains(&format!(" Perhaps until 21 July 2025: {title} {passed}")), "{after}");
}
