//! How fast `recoup batch` is, beside what merely reading the same lines takes.
//!
//! ```console
//! $ cargo bench -p recoup --bench batch             # 100,000 cases
//! $ cargo bench -p recoup --bench batch -- 1000000
//! ```
//!
//! The cases are made anew, the same ones each time. Every time is the best of
//! three; those of the program are of the whole command with its start, and its
//! answers go nowhere.

#[path = "../examples/cases/history.rs"]
mod history;

use std::fmt;
use std::fs::{self, File};
use std::hint::black_box;
use std::io::{self, BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use serde::Deserialize;
use serde::de::{Deserializer, Error, Visitor};
use serde_json::Value;

use crate::history::{Histories, LAST, library, names};

const RUNS: usize = 3;

fn main() -> io::Result<()> {
    let wanted = std::env::args().skip(1).find_map(|argument| argument.parse().ok());
    let number: u64 = wanted.unwrap_or(100_000);
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("batch");
    fs::create_dir_all(&folder)?;
    let lines = folder.join("cases.jsonl");
    let rows = folder.join("cases.csv");
    write_cases(number, &lines, &rows)?;
    let text = fs::read_to_string(&lines)?;
    let mut out = io::stdout();
    writeln!(out, "{number} cases, {:.0} MB of JSON Lines", text.len() as f64 / 1e6)?;
    writeln!(out, "{:44} {:>9} {:>12} {:>8} {:>9}", "", "seconds", "cases/s", "MB", "of floor")?;
    let mut report = |what: &str, time: Duration, memory: Option<u64>, floor: Duration| {
        let seconds = time.as_secs_f64();
        let rate = number as f64 / seconds;
        let memory = memory.map_or(String::new(), |memory| (memory / 1024).to_string());
        let ratio = seconds / floor.as_secs_f64();
        writeln!(out, "{what:44} {seconds:>9.2} {rate:>12.0} {memory:>8} {ratio:>8.1}x")
    };
    let values = best(|| {
        for line in text.lines() {
            black_box(serde_json::from_str::<Value>(line).expect("JSON"));
        }
    });
    report("floor: every line to a serde_json::Value", values, None, values)?;
    let borrowed = best(|| {
        for line in text.lines() {
            black_box(serde_json::from_str::<Case<'_>>(line).expect("a case"));
        }
    });
    report("stricter floor: to a struct that borrows", borrowed, None, values)?;
    drop(text);
    let runs: [(&str, &Path, &[&str]); 6] = [
        ("recoup batch --threads 1", &lines, &["--threads", "1"]),
        ("recoup batch --threads 2", &lines, &["--threads", "2"]),
        ("… from CSV", &rows, &["--threads", "1"]),
        ("… to CSV", &lines, &["--threads", "1", "--format", "csv"]),
        ("… to Parquet", &lines, &["--threads", "1", "--format", "parquet"]),
        ("… to Parquet, 2 threads", &lines, &["--threads", "2", "--format", "parquet"]),
    ];
    for (what, input, arguments) in runs {
        let mut most = 0;
        let mut least = Duration::MAX;
        for _ in 0..RUNS {
            let (time, memory) = batch(input, arguments)?;
            least = least.min(time);
            most = most.max(memory);
        }
        report(what, least, Some(most), values)?;
    }
    Ok(())
}

fn write_cases(number: u64, lines: &Path, rows: &Path) -> io::Result<()> {
    let library = library();
    let names = names(&library);
    let mut histories = Histories::new(&library, 1);
    let mut lines = BufWriter::new(File::create(lines)?);
    let mut rows = BufWriter::new(File::create(rows)?);
    writeln!(rows, "{}", names.join(","))?;
    for _ in 0..number {
        let history = histories.history();
        writeln!(lines, "{}", history.line())?;
        writeln!(rows, "{}", history.row(&names))?;
    }
    lines.flush()?;
    rows.flush()
}

fn best(mut work: impl FnMut()) -> Duration {
    let once = || {
        let began = Instant::now();
        work();
        began.elapsed()
    };
    std::iter::repeat_with(once).take(RUNS).min().expect("a run")
}

/// Runs the program over a file; gives the time and the most memory it had, in
/// KB, where the system tells that.
fn batch(input: &Path, arguments: &[&str]) -> io::Result<(Duration, u64)> {
    let mut command = Command::new(env!("CARGO_BIN_EXE_recoup"));
    command.arg("batch").arg(input).args(["--on", LAST, "--quiet"]).args(arguments);
    let began = Instant::now();
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
    let status = format!("/proc/{}/status", child.id());
    let watch = thread::spawn(move || {
        let mut last = 0;
        // Gone, or nothing more of it in memory: it has ended. The last look counts, as the
        // first may be at the memory of this program, before the other has taken its place.
        while let Some(memory) = fs::read_to_string(&status).ok().as_deref().and_then(peak) {
            last = memory;
            thread::sleep(Duration::from_millis(20));
        }
        last
    });
    let ended = child.wait()?;
    let time = began.elapsed();
    assert!(ended.success(), "every case is answered");
    Ok((time, watch.join().expect("a number")))
}

/// The most memory that a process has had, in KB.
fn peak(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches(" kB").parse().ok()
}

/// A case as its file has it, each text left where it stands: who reads less
/// than this has not read it.
#[derive(Deserialize)]
#[expect(dead_code, reason = "it is read, and that is all")]
struct Case<'t> {
    jurisdiction: &'t str,
    case_number: Option<&'t str>,
    #[serde(borrow)]
    judgment: Pairs<'t>,
    #[serde(borrow)]
    facts: Pairs<'t>,
    #[serde(borrow)]
    event: Vec<Pairs<'t>>,
}

/// The keys and values of an object.
#[expect(dead_code, reason = "it is read, and that is all")]
struct Pairs<'t>(Vec<(&'t str, Scalar<'t>)>);

#[expect(dead_code, reason = "it is read, and that is all")]
enum Scalar<'t> {
    Flag(bool),
    Number(u64),
    Text(&'t str),
}

impl<'de: 't, 't> Deserialize<'de> for Pairs<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Pairs<'t>, D::Error> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: serde::de::MapAccess<'de>>(
                self,
                mut map: A,
            ) -> Result<Pairs<'de>, A::Error> {
                let mut pairs = Vec::new();
                while let Some(pair) = map.next_entry()? {
                    pairs.push(pair);
                }
                Ok(Pairs(pairs))
            }
        }
        deserializer.deserialize_map(Entries)
    }
}

impl<'de: 't, 't> Deserialize<'de> for Scalar<'t> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Scalar<'t>, D::Error> {
        struct One;
        impl<'de> Visitor<'de> for One {
            type Value = Scalar<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a word, a number, true or false")
            }

            fn visit_bool<E: Error>(self, flag: bool) -> Result<Scalar<'de>, E> {
                Ok(Scalar::Flag(flag))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Scalar<'de>, E> {
                Ok(Scalar::Number(number))
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Scalar<'de>, E> {
                Ok(Scalar::Text(text))
            }
        }
        deserializer.deserialize_any(One)
    }
}
