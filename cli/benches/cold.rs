//! How long the whole command takes, from its start to its end:
//! `cargo bench -p recoup --bench cold`.
//!
//! `benches/README.md` says how to read it.

use std::path::Path;
use std::process::{Command, Stdio};

use divan::Bencher;

fn main() {
    // One command a sample: there is nothing to average away.
    divan::Divan::default().sample_count(200).sample_size(1).config_with_args().main();
}

fn run(bencher: Bencher<'_, '_>, arguments: &[&str]) {
    let top = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    bencher.bench_local(|| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_recoup"));
        command.args(arguments).current_dir(&top).stdout(Stdio::null());
        let status = command.status().expect("the program starts");
        assert!(status.success(), "{arguments:?} fails");
    });
}

/// Starting a program and ending it, with next to nothing in between.
#[divan::bench]
fn version(bencher: Bencher<'_, '_>) {
    run(bencher, &["--version"]);
}

/// What may happen next, for a person.
#[divan::bench]
fn next(bencher: Bencher<'_, '_>) {
    run(bencher, &["next", "examples/california.toml", "--on", "2025-04-10"]);
}

/// The same for a program.
#[divan::bench]
fn next_json(bencher: Bencher<'_, '_>) {
    run(bencher, &["next", "examples/california.toml", "--on", "2025-04-10", "--json"]);
}

/// One date, counted out.
#[divan::bench]
fn explain(bencher: Bencher<'_, '_>) {
    run(bencher, &["explain", "examples/california.toml", "appeal", "--on", "2025-04-10"]);
}

/// With the packs read from a folder and compiled, as their authors work.
#[divan::bench]
fn next_with_rules(bencher: Bencher<'_, '_>) {
    let asked = ["next", "examples/california.toml", "--on", "2025-04-10", "--rules", "rules"];
    run(bencher, &asked);
}
