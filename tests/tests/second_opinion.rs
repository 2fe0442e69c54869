//! The engine and the slow evaluator of `recoup_tests::slow` agree: on every example
//! of every pack, on random histories of them, and on random packs.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use recoup_engine::Case;
use recoup_tests::both::{Both, Effort, day, differences, of_each_pack, real_packs};
use recoup_tests::choices::{Pages, pages};
use recoup_tests::history::{self, History, Tells};
use recoup_tests::{invented, runs};
use toml::{Table, Value};

/// The differences on the examples of one pack, and in how many answers.
fn on_examples(both: &Both, examples: &[(String, String)], id: &str) -> (Vec<String>, usize) {
    let mut found = Vec::new();
    let mut asked = 0;
    let pack = &both.slow[id];
    for (name, text) in examples {
        let table: Table = text.parse().expect("an example is TOML");
        let Some(Value::Table(case)) = table.get("case") else { continue };
        if case.get("jurisdiction").and_then(Value::as_str) != Some(id) {
            continue;
        }
        let text = toml::to_string(case).expect("a case can be written");
        let engine_case = Case::from_toml(&text).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let matter = engine_case.read_against(&both.library);
        let matter = matter.unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let slow_case = pack.case(case).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
        let days = table.get("expect").and_then(Value::as_array).into_iter().flatten();
        for on in days.filter_map(|expect| recoup_tests::slow::pack::day(expect.get("on")?).ok()) {
            if let Ok(assessment) = matter.evaluate(day(on)) {
                asked += 1;
                let effort = Effort { worlds: 3, looks: 0 };
                for told in differences(&assessment, pack, &slow_case, on, effort) {
                    found.push(format!("{name} on {on}: {told}"));
                }
            }
        }
    }
    (found, asked)
}

#[test]
fn every_example_is_seen_alike() {
    let (both, examples) = real_packs();
    let said = of_each_pack(&both, |id| on_examples(&both, &examples, id));
    let asked: usize = said.iter().map(|(_, asked)| asked).sum();
    let found: Vec<String> = said.into_iter().flat_map(|(found, _)| found).collect();
    assert!(asked > 0, "there are examples");
    assert!(
        found.is_empty(),
        "{} differences in {asked} answers:\n{}",
        found.len(),
        found.join("\n")
    );
}

/// What the two say differently of a history, on each day on which it is asked about.
fn seen_alike(both: &Both, id: &str, history: &History, effort: Effort) -> Result<(), String> {
    let pack = &both.slow[id];
    let slow_case = history.slow_case(pack)?;
    let case = history.case()?;
    let matter = case.read_against(&both.library).map_err(|wrong| wrong.to_string())?;
    for on in &history.asked {
        let assessment = matter.evaluate(day(*on)).map_err(|wrong| wrong.to_string())?;
        let found = differences(&assessment, pack, &slow_case, *on, effort);
        if !found.is_empty() {
            return Err(format!("on {on}:\n{}\n{}", found.join("\n"), history.text()));
        }
    }
    Ok(())
}

#[test]
fn random_histories_are_seen_alike() {
    let (both, _) = real_packs();
    let failed = of_each_pack(&both, |id| {
        history::many(&both, id, runs(10), 25, 2, |history, tells| {
            let looks = if tells == Tells::Everything { 2 } else { 0 };
            seen_alike(&both, id, history, Effort { worlds: 2, looks })
        })
    });
    let failed: Vec<String> = failed.into_iter().flatten().collect();
    assert!(failed.is_empty(), "{}", failed.join("\n"));
}

/// Whether the two see random cases of an invented pack alike.
fn invented_alike(law: &Pages, cases: &[Pages]) -> Result<(), String> {
    let texts = invented::texts(law);
    let told = |wrong: String| format!("{wrong}\n{}", texts[0].1);
    let both = Both::read(&texts).map_err(told)?;
    for (at, case) in cases.iter().enumerate() {
        let tells = if at % 2 == 0 { Tells::Everything } else { Tells::Some };
        let history = History::new("us-zz", &both.slow["us-zz"], case, tells, 4, 2);
        seen_alike(&both, "us-zz", &history, Effort { worlds: 12, looks: 4 }).map_err(told)?;
    }
    Ok(())
}

#[test]
fn invented_packs_are_seen_alike() {
    let config = Config {
        cases: runs(60),
        rng_seed: RngSeed::Fixed(recoup_tests::seed()),
        failure_persistence: None,
        max_shrink_iters: 700,
        ..Config::default()
    };
    let strategy = (pages(invented::PAGES), prop::collection::vec(pages(history::PAGES), 2));
    let tried = TestRunner::new(config)
        .run(&strategy, |(law, cases)| invented_alike(&law, &cases).map_err(TestCaseError::fail));
    if let Err(wrong) = tried {
        let wrong = wrong.to_string();
        panic!("{}", wrong.split("minimal failing input").next().unwrap_or_default());
    }
}

/// The keys that the reference lists in its tables, by the heading over each table.
fn keys_of_the_reference() -> Vec<(String, String)> {
    let page = recoup_tests::document("docs/pack-reference.md").expect("the reference");
    let page = page.split("## Which law needs what").next().unwrap_or_default();
    let mut heading = String::new();
    let mut keys = Vec::new();
    for line in page.lines() {
        if let Some(words) = line.strip_prefix("## ") {
            heading = words.trim_matches(['`', '[', ']']).to_owned();
        }
        let Some(cell) = line.strip_prefix("| `").and_then(|rest| rest.split(" |").next()) else {
            continue;
        };
        // `yes`, `no` and `kind = "amount"`, `available = false`
        let words = cell.split(['`', ',', ' ']).filter(|word| !word.is_empty());
        let words = words.take_while(|word| *word != "=");
        keys.extend(words.map(|word| (heading.clone(), word.to_owned())));
    }
    keys
}

/// What stands for each row of the tables of conditions and starting points.
const PHRASES: &[&str] = &[
    "\"present",
    "\"stayed",
    " is rent",
    " is not loan",
    "is one of ",
    " over 500",
    " under 500",
    " at least ",
    " at most 1,000",
    "within ",
    "before term_",
    "after term_",
    "since ",
    "between ",
    "\"from 2012-02-29\"",
    "until 2014-07-04",
    "from 2012-02-29 until",
    "before 2014-07-04",
    "on or after ",
    "always",
    "not ",
    " and ",
    " or ",
    "(",
    "surely ",
    "any of (",
    "(by is ",
    "(of is ",
    "(outcome is ",
    "starts = \"first ",
    "starts = \"last ",
    "starts = \"each ",
    "days after ",
    "days before ",
    "after each ",
    " starts",
    " ends",
    "later of (",
    "earlier of (",
    "the start",
    "the end",
    "= \"2012-02-29\"",
    "length = \"open\"",
    "length = \"not known\"",
    "court days",
    "months",
    "years",
    "weeks",
    "\"not always\"",
];

#[test]
fn every_key_and_phrase_of_the_reference_is_invented() {
    use proptest::strategy::ValueTree;
    let config = Config { rng_seed: RngSeed::Fixed(recoup_tests::seed()), ..Config::default() };
    let mut runner = TestRunner::new(config);
    let mut all = String::new();
    for _ in 0..150 {
        let law = pages(invented::PAGES).new_tree(&mut runner).expect("choices").current();
        for (_, text) in invented::texts(&law) {
            all += &text;
        }
    }
    let keys = keys_of_the_reference();
    assert!(keys.len() > 80, "the tables of the reference are read: {keys:?}");
    let has = |key: &str| {
        ["\n", "{ ", ", ", "."].iter().any(|before| {
            ["= ", " = ", "]", "."]
                .iter()
                .any(|after| all.contains(&format!("{before}{key}{after}")))
        })
    };
    // What an example expects, and the words of the two small languages, are no keys.
    let others = ["conditions", "starting points", "examples", "doubts"];
    let keys = keys.into_iter().filter(|(heading, _)| !others.contains(&&*heading.to_lowercase()));
    let missing: Vec<_> = keys.filter(|(_, key)| !has(key)).collect();
    assert!(missing.is_empty(), "no invented pack has {missing:?}");
    let missing: Vec<_> = PHRASES.iter().filter(|phrase| !all.contains(**phrase)).collect();
    assert!(missing.is_empty(), "no invented pack says {missing:?}");
}
