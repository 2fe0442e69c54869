//! The two readers of cases in JSON agree: the quick one takes nothing that the
//! careful one refuses, and reads it the same.

use proptest::prelude::*;
use proptest::test_runner::{Config, RngSeed, TestRunner};
use recoup_engine::{Day, Library};
use serde_json::{Map, Value};

/// The law, and the case of every example as JSON.
struct Cases {
    library: Library,
    texts: Vec<String>,
}

fn cases() -> Cases {
    let texts = recoup_tests::rule_texts().unwrap();
    let (examples, packs): (Vec<_>, Vec<_>) =
        texts.iter().partition(|(name, _)| name.contains("/examples/"));
    let pairs = packs.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    let library = Library::from_sources(pairs).unwrap_or_else(|mistakes| panic!("{mistakes}"));
    let texts = examples.iter().map(|(_, text)| {
        let example: toml::Table = text.parse().unwrap();
        json(&example["case"]).to_string()
    });
    Cases { library, texts: texts.collect() }
}

/// A value of TOML in JSON, dates as texts.
fn json(value: &toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::from(text.as_str()),
        toml::Value::Integer(number) => Value::from(*number),
        toml::Value::Float(number) => Value::from(*number),
        toml::Value::Boolean(flag) => Value::from(*flag),
        toml::Value::Datetime(day) => Value::from(day.to_string()),
        toml::Value::Array(list) => list.iter().map(json).collect(),
        toml::Value::Table(table) => Value::Object(
            table.iter().map(|(key, value)| (key.clone(), json(value))).collect::<Map<_, _>>(),
        ),
    }
}

/// What both readers make of a text; whether they took it.
fn agree(library: &Library, text: &str) -> Result<bool, String> {
    let (quick, careful) =
        (library.read_case("case", text), library.read_case_with_care("case", text));
    let (quick, careful) = match (quick, careful) {
        (Ok(quick), Ok(careful)) => (quick, careful),
        (Err(quick), Err(careful)) if quick == careful => return Ok(false),
        (quick, careful) => {
            return Err(format!("{:?}, carefully {:?}", quick.err(), careful.err()));
        }
    };
    let alike = quick.entered() == careful.entered()
        && quick.award() == careful.award()
        && quick.case_number() == careful.case_number();
    let on = quick.entered().max("2020-01-01".parse::<Day>().unwrap()).plus(400);
    let outline = |matter: &recoup_engine::Matter<'_>| {
        matter
            .evaluate(on)
            .map(|assessment| serde_json::to_string(&assessment.outline(on)).unwrap())
    };
    if alike && outline(&quick) == outline(&careful) {
        Ok(true)
    } else {
        Err("read differently".to_owned())
    }
}

#[test]
fn every_example_is_read_alike() {
    let Cases { library, texts } = cases();
    for text in &texts {
        assert_eq!(agree(&library, text), Ok(true), "{text}");
    }
}

#[test]
fn a_text_with_a_slip_is_read_alike() {
    let Cases { library, texts } = cases();
    let config = Config {
        cases: 2000,
        rng_seed: RngSeed::Fixed(17_760_704),
        failure_persistence: None,
        ..Config::default()
    };
    let slip = (0..texts.len(), 0..10_000usize, 0..10usize, 0..10_000usize);
    let taken = std::cell::Cell::new(0);
    let tried = TestRunner::new(config).run(&slip, |(which, at, kind, other)| {
        let text = slipped(&texts[which], at, kind, other);
        match agree(&library, &text) {
            Ok(one) => taken.set(taken.get() + u32::from(one)),
            Err(wrong) => return Err(TestCaseError::fail(format!("{wrong}\n{text}"))),
        }
        Ok(())
    });
    tried.unwrap_or_else(|wrong| panic!("{wrong}"));
    // Both sides of the fence were visited.
    assert!((200..1800).contains(&taken.get()), "{} of 2000 were taken", taken.get());
}

/// A text with one slip of the pen.
fn slipped(text: &str, at: usize, kind: usize, other: usize) -> String {
    // Cut where a word or a mark begins, which hits keys and values.
    let cuts: Vec<usize> = text
        .char_indices()
        .filter(|(_, c)| !c.is_alphanumeric() && *c != '_')
        .map(|(at, _)| at)
        .collect();
    let (here, there) = (cuts[at % cuts.len()], cuts[other % cuts.len()]);
    let (first, last) = (here.min(there), here.max(there));
    let put = |word: &str| format!("{}{word}{}", &text[..here], &text[here..]);
    let letters = |from: char, to: char| {
        let found: Vec<usize> = text.match_indices(from).map(|(at, _)| at).collect();
        match found.as_slice() {
            [] => text.to_owned(),
            list => {
                let at = list[at % list.len()];
                format!("{}{to}{}", &text[..at], &text[at + 1..])
            }
        }
    };
    match kind {
        0 => put(" "),
        1 => put("\\"),
        2 => put("null"),
        3 => put(",\"rate\":-1.50e1"),
        4 => text.replacen("{\"court\"", "{\"case_number\":\"24-\\u0031\",\"court\"", 1),
        5 => format!("{}{}", &text[..first], &text[last..]),
        6 => format!("{}{}{}", &text[..last], &text[first..last], &text[last..]),
        7 => letters('1', '0'),
        8 => letters('e', 'a'),
        _ => text.replacen(
            "\"judgment\":{",
            "\"case_number\":\"24SC1\",\"judgment\":{\"costs\":75,",
            1,
        ),
    }
}
