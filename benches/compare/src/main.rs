//! The same rules in recoup, zen-engine and regorus, over the same cases: first
//! whether they agree, then how long each takes. `benches/README.md` says how to
//! run it and how to read it.

mod case;
mod contender;
mod results;
mod with_recoup;
mod with_regorus;
mod with_zen;

use std::process::ExitCode;
use std::time::Instant;

use contender::{Contender, Fallible, Work};
use results::NAMES;

const CASES: usize = 2_400;
const ROUNDS: usize = 30;

fn main() -> ExitCode {
    match compare() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn compare() -> Fallible<ExitCode> {
    let rounds = std::env::args().nth(1).map_or(Ok(ROUNDS), |rounds| rounds.parse())?;
    let cases = case::made_up(CASES);
    let library = with_recoup::library()?;
    let mut contenders: [Box<dyn Contender + '_>; 5] = [
        Box::new(with_recoup::Recoup::new(&library, &cases)?),
        Box::new(with_zen::Graph::new(&cases)?),
        Box::new(with_zen::Expressions::new(&cases)?),
        Box::new(with_regorus::Interpreted::new(&cases)?),
        Box::new(with_regorus::Compiled::new(&cases)?),
    ];
    if !all_agree(&mut contenders, &cases)? {
        return Ok(ExitCode::FAILURE);
    }
    for work in Work::ALL.into_iter().filter(|_| rounds > 0) {
        let times = measure(&mut contenders, work, rounds)?;
        report(&contenders, work, &times);
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether every contender comes to every result of every case; differences are printed.
fn all_agree(contenders: &mut [Box<dyn Contender + '_>], cases: &[case::Case]) -> Fallible<bool> {
    let mut differences = 0;
    let mut outcomes: [Vec<String>; NAMES.len()] = Default::default();
    for (at, case) in cases.iter().enumerate() {
        let mut all = Vec::new();
        for contender in &mut *contenders {
            all.push((contender.name(), contender.results(at)?));
        }
        for (result, name) in NAMES.iter().enumerate() {
            let first = all[0].1[result];
            let seen = format!("{first:?}");
            if !outcomes[result].contains(&seen) {
                outcomes[result].push(seen);
            }
            if first == results::Outcome::Missing || all.iter().any(|(_, one)| one[result] != first)
            {
                differences += 1;
                println!("{name} of {case:?}:");
                for (contender, results) in &all {
                    println!("    {contender}: {:?}", results[result]);
                }
            }
        }
    }
    // A result that is the same in all cases would agree whatever the rules said.
    for (name, outcomes) in NAMES.iter().zip(&outcomes).filter(|(_, outcomes)| outcomes.len() < 2) {
        differences += 1;
        println!("{name} is {outcomes:?} in every case");
    }
    let number = cases.len();
    match differences {
        0 => println!("{number} cases, {} results each: all agree", NAMES.len()),
        _ => println!("{number} cases, {} results each: {differences} differences", NAMES.len()),
    }
    Ok(differences == 0)
}

/// Nanoseconds a case, of each contender in each round. The contenders take turns,
/// so that what the machine does beside them falls on all.
fn measure(
    contenders: &mut [Box<dyn Contender + '_>],
    work: Work,
    rounds: usize,
) -> Fallible<Vec<Vec<f64>>> {
    let mut times = vec![Vec::new(); contenders.len()];
    for round in 0..=rounds {
        for (contender, times) in contenders.iter_mut().zip(&mut times) {
            let start = Instant::now();
            contender.answer_all(work)?;
            let each = start.elapsed().as_secs_f64() * 1e9 / CASES as f64;
            // The first round warms up.
            if round > 0 {
                times.push(each);
            }
        }
    }
    for times in &mut times {
        times.sort_by(f64::total_cmp);
    }
    Ok(times)
}

fn report(contenders: &[Box<dyn Contender + '_>], work: Work, times: &[Vec<f64>]) {
    let [us_min, us_median] = figures(&times[0]);
    println!("\n{:28} {:>10} {:>10} {:>16}", work.title(), "min", "median", "times as long");
    for (contender, times) in contenders.iter().zip(times) {
        let [min, median] = figures(times);
        println!(
            "{:28} {:>7.2} µs {:>7.2} µs {:>7.1} {:>8.1}",
            contender.name(),
            min / 1e3,
            median / 1e3,
            min / us_min,
            median / us_median,
        );
    }
}

/// The shortest of sorted times, and the one in the middle.
fn figures(times: &[f64]) -> [f64; 2] {
    [times[0], times[times.len() / 2]]
}
