//! `recoup pack show`.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::common::{complaint, folder, hold, root, run};

#[test]
fn a_pack_that_is_none_gets_the_nearest_name() {
    let said = complaint(run(&root(), &["pack", "show", "us-caa"]), 2);
    assert!(said.contains("there is no pack `us-caa`; did you mean `us-ca`?"), "{said}");
}

/// The small pack on top of a foundation, of which it overrides a title and
/// takes the rest.
fn layered(name: &str) -> PathBuf {
    let folder = folder(name);
    let small = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad/rules/us-zz");
    fs::create_dir_all(folder.join("rules/us-zz")).unwrap();
    fs::create_dir_all(folder.join("rules/us")).unwrap();
    for file in ["pack.toml", "time.toml"] {
        let text = fs::read_to_string(small.join(file)).unwrap();
        let text = text.replace("version = ", "builds_on = [\"us\"]\nversion = ");
        let text = text.replace(
            "checked = 2026-11-21\ntier    = \"primary\"",
            "checked = 2026-11-21\ntier    = \"secondary1\"",
        );
        fs::write(folder.join("rules/us-zz").join(file), text).unwrap();
    }
    let us = "[pack]\nid = \"us\"\nname = \"All\"\nversion = \"2026-11-21\"\nfoundation = true\n\n\
              # Filed with the clerk.\n[event.appeal_filed]\ntitle = \"Appeal filed\"\n\
              ask   = \"When was the appeal filed?\"\n\n\
              [event.judgment_entered]\ntitle = \"Judgment entered\"\n\n\
              [event.payment_made]\ntitle = \"Payment made\"\n";
    fs::write(folder.join("rules/us/pack.toml"), us).unwrap();
    folder
}

fn show(folder: &Path, more: &[&str]) -> String {
    let args = [&["pack", "show", "--rules", "rules"], more].concat();
    let output = run(folder, &args);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn an_element_with_its_law_and_its_packs() {
    let folder = layered("show_element");
    let asked: [&[&str]; 4] = [
        &["us-zz", "appeal_filed"],
        &["us-zz", "appeal_filed", "--resolved"],
        &["us-zz", "payment_made"],
        &["us", "appeal_filed"],
    ];
    let said =
        asked.map(|args| format!("$ recoup pack show {}\n{}", args.join(" "), show(&folder, args)));
    hold("show_element", "recoup pack show … --rules rules", &said.join("\n"));
}

#[test]
fn a_law_with_what_rests_on_it() {
    let said = show(&layered("show_law"), &["us-zz", "code-1"]);
    hold("show_law", "recoup pack show us-zz code-1 --rules rules", &said);
}

/// A period and a procedure may have one id.
#[test]
fn a_kind_before_the_id_picks_one() {
    let folder = layered("show_kind");
    let heads = |said: &str| -> Vec<String> {
        let heads = said.lines().filter(|line| line.starts_with(['[']));
        heads.map(str::to_owned).collect()
    };
    let both = show(&folder, &["us-zz", "appeal"]);
    assert_eq!(heads(&both), ["[period.appeal]", "[procedure.appeal]"]);
    let one = show(&folder, &["us-zz", "period.appeal"]);
    assert_eq!(heads(&one), ["[period.appeal]"]);
    assert!(both.starts_with(&one), "{both}");
}

/// What is written is printed as it is written: over several lines, with its parts.
#[test]
fn a_definition_is_printed_as_it_is_written() {
    let said = show(&layered("show_written"), &["us-zz", "enforcement"]);
    let written = "[period.enforcement]\n\
        title   = \"Judgment can be enforced\"\n\
        starts  = \"judgment_entered\"\n\
        length  = \"10 years\"\n\
        counted = \"court\"\n\
        law     = [\"code-1\"]\n\n\
        [[period.enforcement.extended_by]]\n\
        event = \"renewal_filed\"\n\
        to    = \"10 years after renewal_filed\"\n\
        law   = [\"code-1\"]\n\n\
        Law\n";
    assert!(said.contains(written), "{said}");
    assert!(!said.contains("[status.stayed]"), "{said}");
}

#[test]
fn an_element_as_json() {
    let folder = layered("show_json");
    let json: Value =
        serde_json::from_str(&show(&folder, &["us-zz", "appeal_filed", "--json"])).unwrap();
    let event = &json[0];
    assert_eq!((&event["kind"], &event["id"]), (&"event".into(), &"appeal_filed".into()));
    assert_eq!(event["layers"][0]["pack"], "us");
    assert_eq!(event["layers"][1]["place"]["file"], "rules/us-zz/pack.toml");
    assert_eq!(event["laws"][0]["tier"], "secondary1");
    let keys = event["keys"].as_array().unwrap();
    assert_eq!(keys[1]["toml"], "ask = \"When was the appeal filed?\"");
    assert_eq!(keys[1]["place"]["file"], "rules/us/pack.toml");
    let all: Value = serde_json::from_str(&show(&folder, &["us-zz", "--json"])).unwrap();
    assert!(all.as_array().is_some_and(|all| all.len() > 15));
}

/// While a pack has mistakes it can be looked at all the same.
#[test]
fn a_pack_with_mistakes_is_shown() {
    let folder = layered("show_mistakes");
    let path = folder.join("rules/us-zz/time.toml");
    let text = fs::read_to_string(&path).unwrap();
    fs::write(&path, text.replace("since appeal_filed", "since apeal_filed")).unwrap();
    let said = show(&folder, &["us-zz", "period.appeal"]);
    assert!(said.contains("The pack has mistakes: see `recoup pack check us-zz`."), "{said}");
}

#[test]
fn an_id_that_is_none_gets_the_nearest() {
    let folder = layered("show_nearest");
    let said =
        |id: &str| complaint(run(&folder, &["pack", "show", "--rules", "rules", "us-zz", id]), 2);
    let near = said("period.apeal");
    assert!(near.contains("defines no `period.apeal`; did you mean `period.appeal`?"), "{near}");
    let near = said("appeal_field");
    assert!(near.contains("did you mean `appeal_filed`?"), "{near}");
}

/// Every element of a pack built in says where it stands, and which law it rests on.
#[test]
fn every_element_of_a_pack_built_in_is_found() {
    let output = run(&root(), &["pack", "show", "us-ca", "--json"]);
    let all: Value = serde_json::from_slice(&output.stdout).unwrap();
    let mut kinds = std::collections::BTreeSet::new();
    for element in all.as_array().unwrap() {
        kinds.insert(element["kind"].as_str().unwrap());
        let layers = element["layers"].as_array().unwrap();
        for layer in layers {
            let place = &layer["place"];
            let text = fs::read_to_string(root().join(place["file"].as_str().unwrap())).unwrap();
            let line = text.lines().nth(place["line"].as_u64().unwrap() as usize - 1).unwrap();
            assert!(line.contains(element["id"].as_str().unwrap()), "{line}");
        }
        assert!(!layers.is_empty());
        let laws: Vec<_> = element["laws"].as_array().unwrap().iter().map(|it| &it["id"]).collect();
        assert_eq!(laws, element["law"].as_array().unwrap().iter().collect::<Vec<_>>());
    }
    assert!(kinds.len() >= 11, "{kinds:?}");
}
