//! How long an answer takes: `cargo bench -p recoup-engine`.
//!
//! The case has ten events on the whole California pack. Compare figures of one
//! run with each other; a figure of another machine or day says little.

use std::path::Path;

use divan::{Bencher, black_box};
use recoup_engine::assess::Standpoint;
use recoup_engine::{Case, Day, Library, Matter};

fn main() {
    divan::main();
}

/// The packs as they stand in the repository: (name, text).
fn sources() -> Vec<(String, String)> {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("../rules");
    let mut sources = Vec::new();
    for pack in ["us", "us-ca"] {
        for file in std::fs::read_dir(rules.join(pack)).expect("the folder of a pack") {
            let path = file.expect("a file of a pack").path();
            if path.is_file() {
                let name = path.file_name().expect("a name").to_string_lossy();
                let text = std::fs::read_to_string(&path).expect("a text");
                sources.push((format!("{pack}/{name}"), text));
            }
        }
    }
    sources
}

fn library(sources: &[(String, String)]) -> Library {
    Library::from_sources(sources.iter().map(|(name, text)| (name.as_str(), text.as_str())))
        .expect("packs in order")
}

/// Hands over the case, read against the pack.
fn with_matter(run: impl FnOnce(&Matter<'_>)) {
    let sources = sources();
    let library = library(&sources);
    let case = Case::from_toml(CASE).expect("a case");
    run(&case.read_against(&library).expect("a case of this pack"));
}

/// A judgment on which much has happened.
const CASE: &str = r#"
    jurisdiction = "us-ca"
    judgment = { entered = 2016-03-07, principal = 6250.00, costs = 115.00 }
    facts = { side = "creditor", won_on = "plaintiffs_claim", debtor_at_hearing = true, debtor_kind = "individual", debt_kind = "general", service_of_process = "personal", licensed_contractor = false }
    event = [
        { on = 2016-03-07, what = "notice_of_entry_served", by = "mail" },
        { on = 2016-04-20, what = "asset_statement_received" },
        { on = 2016-05-02, what = "exam_ordered" },
        { on = 2016-06-14, what = "exam_held" },
        { on = 2016-07-01, what = "writ_issued", county = "Alameda" },
        { on = 2016-08-09, what = "notice_of_levy_served", by = "personal" },
        { on = 2016-08-30, what = "payment_received", amount = 900.00 },
        { on = 2017-01-10, what = "lien_recorded", county = "Alameda" },
        { on = 2025-02-03, what = "renewal_filed" },
        { on = 2025-02-20, what = "renewal_served", by = "mail" },
    ]
"#;

fn on() -> Day {
    "2025-06-02".parse().expect("a day")
}

/// Every status, period and procedure of the case, and the state of each
/// procedure on a day.
#[divan::bench]
fn assess_without_trace(bencher: Bencher<'_, '_>) {
    with_matter(|matter| {
        bencher.bench_local(|| {
            let assessment = black_box(matter).evaluate(on()).expect("an answer");
            let last: Option<Standpoint> = assessment.standpoints(on()).last();
            last
        });
    });
}

/// The timelines alone.
#[divan::bench]
fn evaluate(bencher: Bencher<'_, '_>) {
    with_matter(|matter| {
        bencher.bench_local(|| {
            black_box(matter).evaluate(on()).expect("an answer");
        });
    });
}

/// The same, with every date's counted steps.
#[divan::bench]
fn assess_with_trace(bencher: Bencher<'_, '_>) {
    with_matter(|matter| {
        bencher.bench_local(|| {
            let assessment = black_box(matter).evaluate(on()).expect("an answer");
            let last: Option<Standpoint> = assessment.standpoints(on()).last();
            (last, assessment.computations().len())
        });
    });
}

/// The whole answer in words, as `--json` has it.
#[divan::bench]
fn answer_in_words(bencher: Bencher<'_, '_>) {
    with_matter(|matter| {
        bencher.bench_local(|| {
            let assessment = black_box(matter).evaluate(on()).expect("an answer");
            assessment.answer(on()).procedures.len()
        });
    });
}

/// Reading the case file against the pack.
#[divan::bench]
fn read_case(bencher: Bencher<'_, '_>) {
    let sources = sources();
    let library = library(&sources);
    bencher.bench_local(|| {
        let case = Case::from_toml(black_box(CASE)).expect("a case");
        case.read_against(&library).expect("a case of this pack").entered()
    });
}

/// From the texts of the two packs to compiled law.
#[divan::bench]
fn load_and_compile(bencher: Bencher<'_, '_>) {
    let sources = sources();
    let pairs: Vec<(&str, &str)> =
        sources.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    bencher.bench_local(|| {
        Library::with_pack(black_box(pairs.clone()), "us-ca").expect("packs in order")
    });
}

/// From bytes that were compiled before, as the program starts.
#[divan::bench]
fn load_compiled(bencher: Bencher<'_, '_>) {
    let sources = sources();
    let bytes = library(&sources).compiled("us-ca").expect("a pack");
    bencher.bench_local(|| Library::from_compiled(black_box(&bytes)).expect("a compiled pack"));
}
