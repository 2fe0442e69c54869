//! Breaks every pack in every place in which a hand slips, and tells what came
//! of it: `cargo run --release -p recoup-tests --example mutations [--every N] [--kind KIND] [--tell] [PACK…]`.
//!
//! `--every 17` takes one place of 17; `--kind` those of which the table says so;
//! `--tell` lists each that was refused elsewhere or passed without a reason.

#![expect(clippy::print_stdout, reason = "the table is what it is run for")]

use std::collections::BTreeMap;
use std::error::Error;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use recoup_tests::mutation::{Broken, Fate, Kind, Slip, why_unnoticed};

/// What came of the slips of one kind.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    made: usize,
    on_the_line: usize,
    in_the_file: usize,
    elsewhere: usize,
    doubted: usize,
    caught: usize,
    unnoticed: usize,
}

impl Tally {
    fn add(&mut self, fate: &Fate) {
        self.made += 1;
        match fate {
            Fate::Refused { on_its_line: true, .. } => self.on_the_line += 1,
            Fate::Refused { in_its_file: true, .. } => self.in_the_file += 1,
            Fate::Refused { .. } => self.elsewhere += 1,
            Fate::Doubted { .. } => self.doubted += 1,
            Fate::Caught { .. } => self.caught += 1,
            Fate::Unnoticed => self.unnoticed += 1,
        }
    }

    fn row(&self, name: &str) {
        let Tally { made, on_the_line, in_the_file, elsewhere, doubted, caught, unnoticed } = self;
        println!(
            "| {name} | {made} | {on_the_line} | {in_the_file} | {elsewhere} | {doubted} | {caught} | {unnoticed} |"
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let (mut every, mut kind, mut tell) = (1, None, false);
    let mut wanted = Vec::new();
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--every" => every = args.next().ok_or("--every needs a number")?.parse()?,
            "--kind" => kind = Some(args.next().ok_or("--kind needs a kind")?),
            "--tell" => tell = true,
            _ => wanted.push(arg),
        }
    }
    let texts = recoup_tests::rule_texts()?;
    let mut ids: Vec<&str> = texts.iter().filter_map(|(name, _)| name.split('/').next()).collect();
    ids.dedup();
    ids.retain(|id| *id != "us" && (wanted.is_empty() || wanted.iter().any(|one| one == id)));

    println!(
        "| | made | refused on its line | in its file | elsewhere | doubted | examples | unnoticed |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- |");
    let mut kinds: BTreeMap<Kind, Tally> = BTreeMap::new();
    let mut reasons: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    let mut lines: BTreeMap<String, [usize; 2]> = BTreeMap::new();
    for id in ids {
        let broken = Broken::new(&texts, id);
        let mut slips: Vec<(usize, Slip)> = broken.slips().into_iter().step_by(every).collect();
        slips.retain(|(_, slip)| kind.as_ref().is_none_or(|kind| *kind == slip.kind.name()));
        let fates = fates(&broken, &slips);
        let mut tally = Tally::default();
        for ((file, slip), fate) in slips.iter().zip(&fates) {
            tally.add(fate);
            kinds.entry(slip.kind).or_default().add(fate);
            let passed = match fate {
                Fate::Caught { .. } => Some(0),
                Fate::Unnoticed => Some(1),
                _ => None,
            };
            let reason = passed.and_then(|_| why_unnoticed(slip));
            let on_the_line = matches!(fate, Fate::Refused { on_its_line: true, .. });
            if tell && reason.is_none() && !on_the_line {
                let text = broken.files().nth(*file).unwrap_or_default();
                println!("{} => {fate:?}", slip.told(broken.name(*file), text));
            }
            if let Some(passed) = passed {
                if slip.kind == Kind::Line {
                    lines.entry(slip.key.clone()).or_default()[passed] += 1;
                }
                reasons.entry(reason.unwrap_or("NO REASON")).or_default()[passed] += 1;
            }
        }
        tally.row(id);
    }
    println!();
    let mut all = Tally::default();
    for kind in Kind::ALL {
        let tally = kinds.get(&kind).copied().unwrap_or_default();
        tally.row(kind.name());
        all.made += tally.made;
        all.on_the_line += tally.on_the_line;
        all.in_the_file += tally.in_the_file;
        all.elsewhere += tally.elsewhere;
        all.doubted += tally.doubted;
        all.caught += tally.caught;
        all.unnoticed += tally.unnoticed;
    }
    all.row("all");
    println!("\n| taken without a word | by examples | unnoticed |\n| --- | --- | --- |");
    for (reason, [caught, unnoticed]) in reasons {
        println!("| {reason} | {caught} | {unnoticed} |");
    }
    println!("\n| of the lines dropped | by examples | unnoticed |\n| --- | --- | --- |");
    for (key, [caught, unnoticed]) in lines {
        println!("| `{key}` | {caught} | {unnoticed} |");
    }
    Ok(())
}

/// What comes of each slip, worked out side by side.
fn fates(broken: &Broken, slips: &[(usize, Slip)]) -> Vec<Fate> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(vec![Fate::Unnoticed; slips.len()]);
    std::thread::scope(|scope| {
        for _ in 0..std::thread::available_parallelism().map_or(1, usize::from) {
            scope.spawn(|| {
                loop {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some((file, slip)) = slips.get(at) else { return };
                    let fate = broken.fate(*file, slip, true);
                    if let Ok(mut found) = found.lock() {
                        found[at] = fate;
                    }
                }
            });
        }
    });
    found.into_inner().unwrap_or_default()
}
