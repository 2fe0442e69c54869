//! The grammar says of every key a value that the engine reads.
//!
//! That readers ask for no other keys, for all of them, and in their shapes, is
//! held by the readers themselves wherever debug assertions run; these files make
//! sure that every kind of table is read.

use recoup_engine::diagnostic::Code;
use recoup_engine::grammar::{self, Shape, Table};
use recoup_engine::{Library, example};

/// A table with every key, each with its example.
fn whole(table: &Table) -> String {
    let keys = table.keys.iter().map(|key| {
        let value = match key.shape {
            Shape::Table(inner) => whole(inner),
            Shape::Tables(inner) => format!("[{}]", whole(inner)),
            // As a list of texts, and as a list of tables.
            Shape::TextsOrTables(inner) => {
                let texts = key.example.trim_end_matches(']');
                format!("{texts}, {}]", whole(inner))
            }
            Shape::Named(inner) => format!("{{ it = {} }}", whole(inner)),
            _ => key.example.to_owned(),
        };
        assert!(!value.is_empty(), "`{}` of {} has no example", key.name, table.what);
        format!("{} = {value}", key.name)
    });
    format!("{{ {} }}", keys.collect::<Vec<_>>().join(", "))
}

/// The examples name what is not there, and say at once what excludes each other.
fn is_of_form(code: Code) -> bool {
    !matches!(
        code,
        Code::UnknownName
            | Code::UnknownJurisdiction
            | Code::MissingKey
            | Code::WrongValue
            | Code::WrongKind
            | Code::NoLaw
            | Code::BeforeJudgment
    )
}

#[test]
fn every_key_of_a_pack_is_read_with_its_example() {
    for (kind, table) in grammar::KINDS {
        let text =
            format!("pack = {}\n{kind} = {{ it = {} }}\n", whole(&grammar::PACK), whole(table));
        let sources = [("us-zz/pack.toml", text.as_str()), ("us/pack.toml", FOUNDATION)];
        let found = Library::with_pack(sources, "us-zz").err();
        for one in found.into_iter().flat_map(|found| found.0) {
            assert!(!is_of_form(one.code), "{kind}: {} ({})\n{text}", one.message, one.code);
        }
    }
}

#[test]
fn every_key_of_no_law_and_an_example_is_read_with_its_example() {
    let head = "[pack]\nid = \"us-zz\"\nname = \"Nowhere\"\nversion = \"2026-11-21\"\n";
    let event = "[event.judgment_entered]\ntitle = \"Judgment entered\"\n";
    let pack = format!("{head}{event}[event.appeal_filed]\ntitle = \"Notice of appeal filed\"\n");
    let library = Library::from_sources([("us-zz/pack.toml", pack.as_str())]).expect("a pack");
    for expect in [&grammar::EXPECT, &grammar::EXPECT_ERROR] {
        let mut text = String::new();
        for key in grammar::EXAMPLE.keys {
            let value = match key.name {
                "case" => case(),
                "expect" => format!("[{}]", whole(expect)),
                _ => key.example.to_owned(),
            };
            text.push_str(&format!("{} = {value}\n", key.name));
        }
        let found = example::run(&library, "one.toml", &text).expect_err("much is not there");
        for one in found.0 {
            let fails = one.code == Code::ExampleFailed;
            assert!(fails || !is_of_form(one.code), "{} ({})\n{text}", one.message, one.code);
        }
    }
}

/// A case that can be read: what it names is not looked for.
fn case() -> String {
    let text = whole(&grammar::CASE);
    let without =
        |text: String, key: &str, value: &str| text.replace(&format!(", {key} = {value}"), "");
    let text = without(text, "court", r#""small_claims""#);
    without(text, "facts", r#"{ won_on = "plaintiffs_claim" }"#)
}

#[test]
fn each_key_says_what_it_means_and_asks_a_question_of_law() {
    // What is only wording, or only of use to the program, asks nothing of the law.
    let wording = [
        "title",
        "otherwise",
        "text",
        "shown",
        "yes",
        "no",
        "default",
        "kind",
        "ask",
        "takes",
        "for",
        "against",
        "requires",
        "number",
        "url",
        "form",
        "unit",
        "id",
        "builds_on",
        "foundation",
        "short_citations",
        "may_precede_entry",
        "held_open",
    ];
    for table in grammar::tables() {
        let of_no_law =
            [&grammar::EXPECTS, &grammar::CASE, &grammar::JUDGMENT, &grammar::CASE_EVENT]
                .into_iter()
                .chain([
                    &grammar::EXAMPLE,
                    &grammar::EXPECT,
                    &grammar::EXPECT_ERROR,
                    &grammar::TOPIC,
                ])
                .any(|known| std::ptr::eq(known, table));
        for (at, key) in table.keys.iter().enumerate() {
            let (name, what) = (key.name, table.what);
            assert!(!key.meaning.is_empty(), "`{name}` of {what} has no meaning");
            let asks = of_no_law || wording.contains(&name) || key.question.ends_with('?');
            assert!(asks, "`{name}` of {what} asks no question of law");
            let twice = table.keys[..at].iter().any(|other| other.name == name);
            assert!(!twice, "`{name}` stands twice in {what}");
        }
    }
}

const FOUNDATION: &str = r#"
[pack]
id = "us"
name = "Every state"
version = "2026-11-21"
foundation = true

[event.judgment_entered]
title = "Judgment entered"
"#;
