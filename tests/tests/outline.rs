//! The answer in outline says what the answer says, of every example of every pack.

use std::fmt::Debug;

use recoup_engine::assess::{Answer, Memory, Outline, OutlineWriter};
use recoup_engine::{Case, Day, Library};
use toml::{Table, Value};

#[test]
fn an_outline_says_what_the_answer_says() {
    let texts = recoup_tests::rule_texts().unwrap();
    let (examples, packs): (Vec<_>, Vec<_>) =
        texts.iter().partition(|(name, _)| name.contains("/examples/"));
    let pairs = packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let library = Library::from_sources(pairs).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let mut compared = 0;
    // In the memory of the one before, it is what it is in memory of its own.
    let (mut memory, mut again) = (Memory::default(), None);
    let mut writer = OutlineWriter::default();
    for (name, text) in examples {
        let example: Table = text.parse().unwrap();
        let case = example["case"].as_table().unwrap();
        let case = Case::from_toml(&toml::to_string(case).unwrap()).unwrap();
        let Ok(matter) = case.read_against(&library) else { continue };
        let expects = example.get("expect").and_then(Value::as_array).into_iter().flatten();
        for on in expects.filter_map(|expect| expect.get("on")) {
            let on: Day = on.to_string().parse().unwrap();
            if let Ok(assessment) = matter.evaluate(on) {
                compared += 1;
                let outline = assessment.outline(on);
                agree(name, &assessment.answer(on), &outline);
                let assessment = matter.evaluate_in(on, &mut memory).unwrap();
                let again = again.get_or_insert_with(|| outline.clone());
                assessment.outline_in(on, again);
                assert_eq!(*again, outline, "{name} on {on}, in memory that was used");
                let mut json = b"{".to_vec();
                writer.write_members(&assessment, on, &mut json);
                json.push(b'}');
                let json = String::from_utf8(json).unwrap();
                assert_eq!(json, serde_json::to_string(&outline).unwrap(), "{name} on {on}");
                memory = assessment.into_memory();
            }
        }
    }
    assert!(compared > 1000, "only {compared} answers were compared");
}

fn agree(name: &str, answer: &Answer<'_>, outline: &Outline<'_>) {
    let context = format!("{name} on {}", answer.as_of);
    assert_eq!(
        (answer.jurisdiction, answer.as_of),
        (outline.jurisdiction, outline.as_of),
        "{context}"
    );
    same(
        &context,
        answer.statuses.iter().map(|it| (it.id, it.holds, it.since, it.until)),
        outline.statuses.iter().map(|it| (it.id, it.holds, it.since, it.until)),
    );
    same(
        &context,
        answer.procedures.iter().map(|it| (it.id, it.state, it.from, it.until)),
        outline.procedures.iter().map(|it| (it.id, it.state, it.from, it.until)),
    );
    same(
        &context,
        answer.deadlines.iter().map(|it| {
            let dates = (it.starts, it.ends, it.safe_by, it.latest, it.safe_after);
            (it.id, it.state, dates, it.moot, it.started_by)
        }),
        outline.deadlines.iter().map(|it| {
            let dates = (it.starts, it.ends, it.safe_by, it.latest, it.safe_after);
            (it.id, it.state, dates, it.moot, it.started_by)
        }),
    );
}

fn same<T: PartialEq + Debug>(
    context: &str,
    answer: impl Iterator<Item = T>,
    outline: impl Iterator<Item = T>,
) {
    assert_eq!(outline.collect::<Vec<_>>(), answer.collect::<Vec<_>>(), "{context}");
}
