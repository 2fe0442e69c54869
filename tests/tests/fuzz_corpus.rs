//! The fuzz targets on a stable toolchain: each on its whole corpus, and on some
//! texts made from it by a few changes.

use std::fs;
use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngSeed, TestCaseError, TestRunner};
use recoup_tests::fuzz::{TARGETS, Target};

fn folder(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../fuzz").join(path)
}

/// The texts of a corpus with their names.
fn corpus(target: &str) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder("corpus").join(target)).expect("the corpus of a target");
    let mut texts: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let entry = entry.expect("a file of the corpus");
            let bytes = fs::read(entry.path()).expect("a text of the corpus");
            (entry.file_name().to_string_lossy().into_owned(), bytes)
        })
        .collect();
    texts.sort();
    texts
}

/// The words of a dictionary.
fn dictionary(name: &str) -> Vec<Vec<u8>> {
    let text = fs::read_to_string(folder("dictionaries").join(name)).expect("a dictionary");
    text.lines().filter_map(|line| line.strip_prefix('"')?.strip_suffix('"')).map(word).collect()
}

/// A word as a dictionary writes it: `\\`, `\"` and `\x0a`.
fn word(written: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = written.as_bytes();
    while let [first, more @ ..] = rest {
        rest = match (first, more) {
            (b'\\', [b'x', high, low, more @ ..]) => {
                let digit = |byte: &u8| char::from(*byte).to_digit(16).expect("a digit") as u8;
                bytes.push(16 * digit(high) + digit(low));
                more
            }
            (b'\\', [sign, more @ ..]) => {
                bytes.push(*sign);
                more
            }
            _ => {
                bytes.push(*first);
                more
            }
        };
    }
    bytes
}

/// A change of a text.
#[derive(Debug, Clone)]
enum Change {
    /// Some bytes left out.
    Lose(Index, usize),
    /// A word of the dictionary put in.
    Put(Index, Index),
    /// Another byte.
    Set(Index, u8),
    /// From here on as another text of the corpus from there on.
    Join(Index, Index, Index),
}

fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>;
    prop_oneof![
        (index(), 1..30usize).prop_map(|(at, number)| Change::Lose(at, number)),
        (index(), index()).prop_map(|(at, word)| Change::Put(at, word)),
        (index(), any::<u8>()).prop_map(|(at, byte)| Change::Set(at, byte)),
        (index(), index(), index()).prop_map(|(at, other, there)| Change::Join(at, other, there)),
    ]
}

fn changed(text: &[u8], by: &[Change], texts: &[(String, Vec<u8>)], words: &[Vec<u8>]) -> Vec<u8> {
    let mut text = text.to_vec();
    for change in by {
        let at = |index: &Index| index.index(text.len() + 1);
        match change {
            Change::Lose(from, number) => {
                let from = at(from);
                text.drain(from..text.len().min(from + number));
            }
            Change::Put(before, word) => {
                let (at, word) = (at(before), word.get(words).clone());
                text.splice(at..at, word);
            }
            Change::Set(which, byte) => {
                let at = at(which);
                if let Some(there) = text.get_mut(at) {
                    *there = *byte;
                }
            }
            Change::Join(from, other, there) => {
                let (from, other) = (at(from), &other.get(texts).1);
                text.truncate(from);
                text.extend_from_slice(&other[there.index(other.len() + 1)..]);
            }
        }
    }
    text
}

/// Runs a target on its corpus, and on so many texts made from it.
fn run(name: &str, words: &str, made: u32) {
    let target: Target = TARGETS.into_iter().find(|(known, _)| *known == name).expect("a target").1;
    let texts = corpus(name);
    assert!(texts.len() >= 20, "the corpus of {name} is there");
    for (file, text) in &texts {
        let said = catch_unwind(|| target(text));
        assert!(said.is_ok(), "fuzz/corpus/{name}/{file}");
    }
    let words = dictionary(words);
    let config = Config {
        cases: made,
        rng_seed: RngSeed::Fixed(17_760_704),
        failure_persistence: None,
        max_shrink_iters: 200,
        ..Config::default()
    };
    let histories = (any::<Index>(), prop::collection::vec(change(), 1..5));
    let tried = TestRunner::new(config).run(&histories, |(which, changes)| {
        let text = changed(&which.get(&texts).1, &changes, &texts, &words);
        catch_unwind(|| target(&text)).map_err(|_| {
            TestCaseError::fail(format!("{name} of {:?}", String::from_utf8_lossy(&text)))
        })
    });
    if let Err(wrong) = tried {
        panic!("{wrong}");
    }
}

#[test]
fn pack_text() {
    run("pack_text", "toml.dict", 100);
}

#[test]
fn case_text() {
    run("case_text", "toml.dict", 60);
}

#[test]
fn condition_text() {
    run("condition_text", "phrase.dict", 100);
}

#[test]
fn date_text() {
    run("date_text", "phrase.dict", 500);
}
