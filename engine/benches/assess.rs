//! How long things take: `cargo bench -p recoup-engine --bench assess`.
//!
//! `benches/README.md` says how to read it.

mod measured;

fn main() {
    divan::main();
}
