//! The pack guide does what it says: its first state is put together from the
//! page, checked, and asked.

use recoup_engine::{Case, Library, example};

/// The part of the guide that builds a state in ten minutes.
fn story() -> String {
    let guide = recoup_tests::document("docs/pack-guide.md").unwrap();
    let start = guide.find("## A first state in ten minutes").unwrap();
    let end = guide[start + 2..].find("\n## ").unwrap();
    guide[start..start + 2 + end].to_owned()
}

/// Its files: each block of TOML below a line that names a file of the pack.
fn files(story: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut name = None;
    let mut blocks = story.split("```");
    while let (Some(before), Some(block)) = (blocks.next(), blocks.next()) {
        let last = before.trim_end().lines().last().unwrap_or_default();
        if let Some(file) = last.strip_prefix('`').and_then(|rest| rest.strip_suffix("`:")) {
            name = Some(file.to_owned());
        }
        if let (Some(name), Some(text)) = (name.take(), block.strip_prefix("toml\n")) {
            files.push((name, text.to_owned()));
        }
    }
    files
}

/// The block of TOML that is a case.
fn case(story: &str) -> Case {
    let mut blocks = story.split("```toml\n").filter_map(|block| block.split("```").next());
    let is_case = |block: &&str| block.starts_with("jurisdiction");
    Case::from_toml(blocks.find(is_case).unwrap()).unwrap()
}

#[test]
fn the_first_state_is_in_order_and_answers() {
    let story = story();
    let written = files(&story);
    let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names.len(), 6, "{names:?}");
    let mut texts: Vec<(String, String)> = recoup_tests::rule_texts().unwrap();
    texts.retain(|(name, _)| name.starts_with("us/"));
    texts.extend(written.iter().cloned());
    let pairs = || texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let library = Library::from_sources(pairs()).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    for (name, text) in written.iter().filter(|(name, _)| name.contains("/examples/")) {
        let held = example::run(&library, name, text);
        let held = held.unwrap_or_else(|mistakes| panic!("{mistakes}"));
        assert!(story.contains(&format!("1 example with {} expectations hold", held.checks)));
    }
    // The one doubt is the list of what is left to do, as the page prints it.
    let doubts = Library::doubts(pairs());
    let told: Vec<&str> = doubts.iter().map(|doubt| doubt.message.as_str()).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(story.contains(told[0]), "the guide says otherwise: {}", told[0]);

    let case = case(&story);
    let answer = library.assess(&case, "2024-12-10".parse().unwrap()).unwrap();
    let state = |id: &str| answer.procedures.iter().find(|one| one.id == id).unwrap();
    let from = |id: &str| state(id).from.map(|day| day.to_string());
    assert_eq!(from("writ_of_execution").as_deref(), Some("2024-12-27"));
    assert_eq!(from("renew").as_deref(), Some("2029-12-05"));
    for line in ["From 27 December 2024:", "From 5 December 2029:", "5 December 2030: Time to"] {
        assert!(story.contains(line), "the page says {line}");
    }
}
