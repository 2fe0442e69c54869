//! What the reference says of which packs need which part of the language.

use std::collections::BTreeSet;

/// A row of the table *Which law needs what*: a key or a value, and the packs.
struct Row {
    word: String,
    packs: BTreeSet<String>,
}

fn rows() -> Vec<Row> {
    let page = recoup_tests::document("docs/pack-reference.md").unwrap();
    let start = page.find("## Which law needs what").unwrap();
    let section = page[start + 2..].split("\n## ").next().unwrap();
    let rows = section.lines().filter(|line| line.starts_with("| `"));
    rows.map(|line| {
        let cells: Vec<&str> = line.split(" | ").collect();
        let [word, _, packs] = cells[..] else { panic!("three cells: {line}") };
        let word = word.trim_matches(|sign: char| "| `".contains(sign)).to_owned();
        let packs = packs.trim_end_matches('|').split_whitespace().map(str::to_owned).collect();
        Row { word, packs }
    })
    .collect()
}

/// Whether a key stands anywhere in a table, or for what is no key, words in a text.
fn says(value: &toml::Value, word: &str) -> bool {
    match value {
        toml::Value::Table(table) => {
            table.iter().any(|(key, value)| key == word || says(value, word))
        }
        toml::Value::Array(list) => list.iter().any(|value| says(value, word)),
        toml::Value::String(text) => is_no_key(word) && text.contains(word),
        _ => false,
    }
}

fn is_no_key(word: &str) -> bool {
    word.contains(' ') || word == "surely"
}

/// Titles, notes and the like are not the language.
fn language_of(text: &str) -> toml::Value {
    let mut value: toml::Value = toml::from_str(text).unwrap();
    if let Some(head) = value.get_mut("pack").and_then(toml::Value::as_table_mut) {
        for key in ["version", "expects"] {
            head.remove(key);
        }
    }
    strip(&mut value);
    value
}

fn strip(value: &mut toml::Value) {
    const WORDS: [&str; 14] = [
        "title",
        "otherwise",
        "ask",
        "note",
        "text",
        "missed",
        "does",
        "needs",
        "costs",
        "takes",
        "for",
        "against",
        "avoid",
        "instead",
    ];
    match value {
        toml::Value::Table(table) => {
            table.retain(|key, _| !WORDS.contains(&key));
            table.iter_mut().for_each(|(_, value)| strip(value));
        }
        toml::Value::Array(list) => list.iter_mut().for_each(strip),
        _ => {}
    }
}

#[test]
fn the_reference_says_which_packs_need_what() {
    let mut packs: Vec<(String, toml::Value)> = Vec::new();
    for (name, text) in recoup_tests::rule_texts().unwrap() {
        if !name.contains("/examples/") {
            let pack = name.split('/').next().unwrap().to_owned();
            packs.push((pack, language_of(&text)));
        }
    }
    let rows = rows();
    assert!(rows.len() > 15, "the table is there: {} rows", rows.len());
    for Row { word, packs: told } in rows {
        let found: BTreeSet<String> = packs
            .iter()
            .filter(|(_, value)| says(value, &word))
            .map(|(pack, _)| pack.clone())
            .collect();
        let found: Vec<String> = found.into_iter().collect();
        let told: Vec<String> = told.into_iter().collect();
        assert_eq!(told.join(" "), found.join(" "), "the packs that need `{word}`");
    }
}
