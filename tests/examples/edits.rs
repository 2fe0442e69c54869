//! Every number and every day of the packs changed by one, and which of these edits the
//! probes of `diff` find a case for.
//!
//! `cargo run --release -p recoup-tests --example edits -- us-ca [NTH]`: of every so
//! many edits one, of all packs where none is named. CASES says how many cases are made up.

#![expect(clippy::print_stdout, reason = "the list is what it is run for")]

use recoup_engine::diff::{Options, compare};
use recoup_tests::edits::edits;

fn main() -> std::io::Result<()> {
    let texts = recoup_tests::rule_texts()?;
    let mut ids: Vec<String> = Vec::new();
    let mut nth = 1;
    for word in std::env::args().skip(1) {
        match word.parse() {
            Ok(number) => nth = number,
            Err(_) => ids.push(word),
        }
    }
    if ids.is_empty() {
        ids.extend(texts.iter().filter_map(|(name, _)| Some(name.split('/').next()?.to_owned())));
        ids.dedup();
        ids.retain(|id| id != "us");
    }
    let cases = std::env::var("CASES").ok().and_then(|it| it.parse().ok()).unwrap_or(1500);
    for id in ids {
        let folder = format!("{id}/");
        let own = |name: &str| name.starts_with("us/") || name.starts_with(&folder);
        let old: Vec<(&str, &str)> = texts
            .iter()
            .filter(|(name, _)| own(name))
            .map(|(name, text)| (name.as_str(), text.as_str()))
            .collect();
        let (mut found, mut all, mut longest) = (0, 0, std::time::Duration::ZERO);
        for (at, (name, text)) in old.iter().enumerate() {
            if !name.starts_with(&folder) || name.contains("/examples/") {
                continue;
            }
            for edit in edits(text).into_iter().step_by(nth) {
                let mut new = old.clone();
                new[at].1 = &edit.text;
                let began = std::time::Instant::now();
                let options = Options { cases, ..Options::default() };
                let Ok(compared) = compare(&old, &new, &options) else { continue };
                longest = longest.max(began.elapsed());
                if compared.meaning.is_empty() {
                    println!("{name}:{}: no change in meaning: {}", edit.line, edit.told);
                    continue;
                }
                all += 1;
                if compared.packs.iter().any(|pack| pack.differing > 0) {
                    found += 1;
                } else {
                    println!("{name}:{}: not found: {}", edit.line, edit.told);
                }
            }
        }
        println!("{id}: {found} of {all} edits found; the longest took {longest:?}");
    }
    Ok(())
}
