//! What is measured: each thing that the engine does with a case, for each of
//! several cases; and what it does with a pack.

mod subject;

use std::hint::black_box;

use divan::Bencher;
use recoup_engine::assess::Standpoint;
use recoup_engine::{Case, Library};

use subject::{Subject, library, sources, subjects};

/// Every timeline of the case.
#[divan::bench(args = subjects())]
fn evaluate(bencher: Bencher<'_, '_>, subject: &Subject) {
    let matter = subject.matter();
    bencher.bench_local(|| {
        black_box(&matter).evaluate(subject.on).expect("an answer");
    });
}

/// Every timeline, and the state of every procedure on a day.
#[divan::bench(args = subjects())]
fn assess_without_trace(bencher: Bencher<'_, '_>, subject: &Subject) {
    let matter = subject.matter();
    bencher.bench_local(|| {
        let assessment = black_box(&matter).evaluate(subject.on).expect("an answer");
        let last: Option<Standpoint> = assessment.standpoints(subject.on).last();
        last
    });
}

/// The same, with the steps by which every date was counted.
#[divan::bench(args = subjects())]
fn assess_with_trace(bencher: Bencher<'_, '_>, subject: &Subject) {
    let matter = subject.matter();
    bencher.bench_local(|| {
        let assessment = black_box(&matter).evaluate(subject.on).expect("an answer");
        let last: Option<Standpoint> = assessment.standpoints(subject.on).last();
        (last, assessment.computations().len())
    });
}

/// The answer in ids, states and dates.
#[divan::bench(args = subjects())]
fn outline(bencher: Bencher<'_, '_>, subject: &Subject) {
    let matter = subject.matter();
    bencher.bench_local(|| {
        black_box(&matter).evaluate(subject.on).expect("an answer").outline(subject.on)
    });
}

/// The same from the text of the case to the text of the answer.
#[divan::bench(args = subjects())]
fn outline_from_json_to_json(bencher: Bencher<'_, '_>, subject: &Subject) {
    bencher.bench_local(|| {
        let matter = library().read_case("case.json", black_box(&subject.json)).expect("a case");
        let assessment = matter.evaluate(subject.on).expect("an answer");
        serde_json::to_string(&assessment.outline(subject.on)).expect("a text")
    });
}

/// The whole answer in words, as `--json` has it.
#[divan::bench(args = subjects())]
fn answer_in_words(bencher: Bencher<'_, '_>, subject: &Subject) {
    let matter = subject.matter();
    bencher.bench_local(|| {
        let assessment = black_box(&matter).evaluate(subject.on).expect("an answer");
        assessment.answer(subject.on).procedures.len()
    });
}

/// A case file in TOML, read against the pack.
#[divan::bench(args = subjects())]
fn read_toml(bencher: Bencher<'_, '_>, subject: &Subject) {
    bencher.bench_local(|| {
        let case = Case::from_toml(black_box(&subject.toml)).expect("a case");
        case.read_against(library()).expect("a case of this pack").entered()
    });
}

/// The same case in JSON.
#[divan::bench(args = subjects())]
fn read_json(bencher: Bencher<'_, '_>, subject: &Subject) {
    bencher.bench_local(|| {
        let text = black_box(&subject.json);
        library().read_case("case.json", text).expect("a case of this pack").entered()
    });
}

/// From the texts of California and what it builds on to compiled law.
#[divan::bench]
fn compile_one_pack(bencher: Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench_local(|| {
        let texts = sources.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Library::with_pack(black_box(texts), "us-ca").expect("packs in order")
    });
}

/// From the texts of all packs to compiled law, looked at for doubts.
#[divan::bench]
fn compile_all_packs(bencher: Bencher<'_, '_>) {
    let sources = sources();
    bencher.bench_local(|| {
        let texts = sources.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        Library::from_sources(black_box(texts)).expect("packs in order")
    });
}

/// From the bytes of California, compiled before, as the program starts.
#[divan::bench]
fn load_one_compiled_pack(bencher: Bencher<'_, '_>) {
    let bytes = library().compiled("us-ca").expect("a pack");
    bencher.bench_local(|| Library::from_compiled(black_box(&bytes)).expect("a compiled pack"));
}

/// The same for each pack, one after the other.
#[divan::bench]
fn load_all_compiled_packs(bencher: Bencher<'_, '_>) {
    let packs: Vec<Vec<u8>> =
        library().packs().filter_map(|pack| library().compiled(&pack.id)).collect();
    bencher.bench_local(|| {
        for bytes in black_box(&packs) {
            black_box(Library::from_compiled(bytes).expect("a compiled pack"));
        }
    });
}
