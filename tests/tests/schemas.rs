//! The schemas never refuse what the engine accepts, and refuse what a slip of
//! the hand makes of a pack. Validated as the tools for TOML do it: the text as a
//! tree of JSON in which a date is its text.
//!
//! The same with such a tool itself: `tests/examples/taplo.rs`.

use std::fs;
use std::path::Path;

use jsonschema::Validator;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::{Config, RngSeed, TestRunner};
use recoup_engine::{Case, Library, schema};
use recoup_tests::choices::pages;
use recoup_tests::mutation::{Broken, Fate};
use recoup_tests::{document, invented, rule_texts};
use serde_json::Value;

fn validator(schema: &Value) -> Validator {
    jsonschema::draft7::options()
        .should_validate_formats(true)
        .build(schema)
        .expect("the schema is one")
}

/// A text of TOML as the tools show it to a schema; none where it is no TOML.
fn shown(text: &str) -> Option<Value> {
    fn json_of(value: toml::Value) -> Value {
        match value {
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, json_of(value))).collect()
            }
            toml::Value::Array(items) => items.into_iter().map(json_of).collect(),
            toml::Value::String(text) => text.into(),
            toml::Value::Integer(number) => number.into(),
            toml::Value::Float(number) => number.into(),
            toml::Value::Boolean(flag) => flag.into(),
            toml::Value::Datetime(day) => day.to_string().into(),
        }
    }
    text.parse::<toml::Table>().ok().map(|table| json_of(toml::Value::Table(table)))
}

/// What a schema says against a value.
fn complaints(validator: &Validator, value: &Value) -> Vec<String> {
    let said = validator.iter_errors(value);
    said.map(|error| format!("{}: {error}", error.instance_path())).collect()
}

#[test]
fn the_committed_schemas_are_those_that_are_printed() {
    for (name, schema) in [("pack", schema::pack()), ("example", schema::example())] {
        let file = format!("rules/{name}.schema.json");
        let printed = serde_json::to_string_pretty(&schema).expect("JSON") + "\n";
        assert!(
            document(&file).expect("the committed schema") == printed,
            "{file} is old: write it with `cargo run -p recoup -- schema {name} > {file}`"
        );
    }
}

#[test]
fn every_file_of_every_pack_names_its_schema_and_is_accepted_by_it() {
    let (pack, example) = (validator(&schema::pack()), validator(&schema::example()));
    let mut examples = 0;
    for (name, text) in rule_texts().expect("the packs") {
        let is_example = name.contains("/examples/");
        let (line, schema) = match is_example {
            true => ("#:schema ../../example.schema.json\n", &example),
            false => ("#:schema ../pack.schema.json\n", &pack),
        };
        assert!(text.starts_with(line), "{name} begins with {line}");
        let value = shown(&text).expect("TOML");
        assert_eq!(complaints(schema, &value), Vec::<String>::new(), "{name}");
        examples += usize::from(is_example);
    }
    assert!(examples > 500, "{examples} examples");
}

#[test]
fn packs_that_nobody_enacted_are_accepted() {
    let pack = validator(&schema::pack());
    let config = Config { rng_seed: RngSeed::Fixed(recoup_tests::seed()), ..Config::default() };
    let mut runner = TestRunner::new(config);
    for _ in 0..60 {
        let law = pages(invented::PAGES).new_tree(&mut runner).expect("choices").current();
        for (name, text) in invented::texts(&law) {
            let value = shown(&text).expect("TOML");
            assert_eq!(complaints(&pack, &value), Vec::<String>::new(), "{name}:\n{text}");
        }
    }
}

#[test]
fn what_the_schema_refuses_the_engine_refuses() {
    let pack = validator(&schema::pack());
    let texts = rule_texts().expect("the packs");
    let mut ids: Vec<&str> = texts.iter().filter_map(|(name, _)| name.split('/').next()).collect();
    ids.dedup();
    let mut refused = 0;
    let runs = recoup_tests::runs(12) as usize;
    for (number, id) in ids.into_iter().filter(|id| *id != "us").enumerate() {
        let broken = Broken::new(&texts, id);
        let slips = broken.slips();
        // Some of each pack, always the same, from all over its files.
        for (file, slip) in slips.iter().skip(number).step_by((slips.len() / runs).max(1)) {
            let text = broken.files().nth(*file).unwrap_or_default();
            let Some(value) = shown(&slip.made_in(text)) else { continue };
            if pack.is_valid(&value) {
                continue;
            }
            refused += 1;
            let told = slip.told(broken.name(*file), text);
            let fate = broken.fate(*file, slip, false);
            assert!(matches!(fate, Fate::Refused { .. }), "{told}: only the schema refuses it");
        }
    }
    assert!(refused > 10, "{refused} slips are refused by the schema");
}

#[test]
fn broken_packs_are_refused_by_the_schema_and_by_the_engine() {
    let pack = validator(&schema::pack());
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/broken");
    let foundation: Vec<(String, String)> = rule_texts()
        .expect("the packs")
        .into_iter()
        .filter(|(name, _)| name.starts_with("us/"))
        .collect();
    let load = |file: Option<(&str, &str)>| {
        let head = "[pack]\nid = \"us-zz\"\nname = \"Nowhere\"\nversion = \"2026-11-21\"\n\
                    builds_on = [\"us\"]\n";
        let own = file.into_iter().chain([("us-zz/pack.toml", head)]);
        let below = foundation.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Library::with_pack(own.chain(below), "us-zz")
    };
    assert!(load(None).is_ok(), "nothing is wrong without the broken file");
    let mut seen = 0;
    for file in fs::read_dir(folder).expect("the broken files") {
        let path = file.expect("a file").path();
        let text = fs::read_to_string(&path).expect("text");
        let said = shown(&text).map(|value| complaints(&pack, &value));
        assert_ne!(said, Some(Vec::new()), "{}: the schema says nothing", path.display());
        assert!(load(Some(("us-zz/broken.toml", &text))).is_err(), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 8, "{seen} broken files");
}

#[test]
fn the_schema_of_a_case_accepts_every_case_of_the_examples() {
    let any = validator(&schema::case(None));
    let texts = rule_texts().expect("the packs");
    let sources = || texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let library = Library::from_sources(sources()).expect("the packs are in order");
    for pack in library.packs().filter(|pack| !pack.foundation) {
        let of_pack = validator(&schema::case(Some(pack)));
        for (name, text) in sources() {
            if !name.starts_with(&format!("{}/examples/", pack.id)) {
                continue;
            }
            let case = &shown(text).expect("TOML")["case"];
            for schema in [&any, &of_pack] {
                assert_eq!(complaints(schema, case), Vec::<String>::new(), "{name}");
            }
        }
    }
}

#[test]
fn the_schema_of_a_packs_cases_knows_its_names() {
    let pack = r#"
[pack]
id = "us-zz"
name = "Nowhere"
version = "2026-11-21"

[attribute.by]
title = "How it was served"
values = { mail = "By mail" }

[fact.seen]
title = "Seen"
ask = "Was it seen?"
yes = "It was seen"
no = "It was not seen"

[event.judgment_entered]
title = "Judgment entered"

[event.served]
title = "Served"
takes = ["by"]

[event.forgotten]
title = "Forgotten"
"#;
    let library = Library::from_sources([("us-zz/pack.toml", pack)]).expect("a pack");
    let schema = validator(&schema::case(library.pack("us-zz")));
    let case = |facts: &str, event: &str| {
        format!(
            "jurisdiction = \"us-zz\"\njudgment.entered = 2025-03-05\nfacts = {{ {facts} }}\n\
             event = [{{ on = 2025-03-06, {event} }}]\n"
        )
    };
    let good = case("seen = true", "what = \"served\", by = \"mail\"");
    assert!(schema.is_valid(&shown(&good).expect("TOML")));
    for (facts, event) in [
        ("seen = \"yes\"", "what = \"served\""),
        ("sen = true", "what = \"served\""),
        ("", "what = \"severed\""),
        ("", "what = \"served\", by = \"pigeon\""),
        ("", "what = \"forgotten\", by = \"mail\""),
        ("", "what = \"judgment_entered\""),
    ] {
        let text = case(facts, event);
        assert!(!schema.is_valid(&shown(&text).expect("TOML")), "{text}");
        let case = Case::from_toml(&text).expect("well-formed");
        assert!(case.read_against(&library).is_err(), "{text}");
    }
}
