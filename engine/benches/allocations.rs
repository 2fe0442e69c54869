//! What the same things allocate: `cargo bench -p recoup-engine --bench allocations`.
//!
//! Apart from `assess`, because counting takes time. The times here mean nothing.

use divan::{AllocProfiler, Divan};

mod measured;

#[global_allocator]
static ALLOCATOR: AllocProfiler = AllocProfiler::system();

fn main() {
    // Every run allocates the same: one is enough.
    Divan::default().sample_count(1).sample_size(1).config_with_args().main();
}
