//! A compiled pack answers as the pack that is compiled from its texts.

use recoup_engine::{Case, Library};

const CASE: &str = r#"
    jurisdiction = "us-ca"
    judgment = { entered = 2016-03-07, principal = 6250.00 }
    facts = { won_on = "plaintiffs_claim", debtor_at_hearing = true }
    event = [
        { on = 2016-03-07, what = "notice_of_entry_served", by = "mail" },
        { on = 2016-08-09, what = "writ_issued" },
        { on = 2025-02-03, what = "renewal_filed" },
        { on = 2031-02-20, what = "bankruptcy_filed" },
    ]
"#;

fn rules() -> Library {
    let texts = recoup_tests::rule_texts().expect("the folder of packs");
    let pairs = texts.iter().map(|(name, text)| (name.as_str(), text.as_str()));
    Library::from_sources(pairs).expect("packs in order")
}

fn answer(library: &Library, on: &str) -> String {
    let case = Case::from_toml(CASE).expect("a case");
    let answer = library.assess(&case, on.parse().expect("a day")).expect("an answer");
    serde_json::to_string(&answer).expect("plain data")
}

#[test]
fn a_compiled_pack_answers_as_its_texts_do() {
    let library = rules();
    let bytes = library.compiled("us-ca").expect("a pack");
    let compiled = Library::from_compiled(&bytes).expect("a compiled pack");
    for on in ["2016-03-07", "2016-04-07", "2024-12-31", "2026-03-08", "2031-03-01", "2036-01-01"] {
        assert_eq!(answer(&library, on), answer(&compiled, on), "{on}");
    }
}

#[test]
fn other_bytes_are_refused() {
    let library = rules();
    let bytes = library.compiled("us-ca").expect("a pack");
    assert!(Library::from_compiled(&[]).is_err());
    assert!(Library::from_compiled(b"\x050.0.0 and more").is_err());
    assert!(Library::from_compiled(&bytes[..bytes.len() / 2]).is_err());
    assert_eq!(library.compiled("us-zz"), None);
}
