//! The whole way, measured on the real program: loopback servers with feeds in three languages,
//! polled, read, deduplicated, coded and durably written.
//!
//! ```text
//! cargo bench --bench flow                   cold, unchanged, a tenth changed; then start and idle
//! cargo bench --bench flow -- passes         only the first three
//! cargo bench --bench flow -- start          from the start to the first poll
//! cargo bench --bench flow -- idle           between polls
//! cargo bench --bench flow -- text           items of a file: one core, all cores
//! cargo bench --bench flow -- linear         the same: few and many, short and long; takes minutes, only by name
//! cargo bench --bench flow -- large          one document of very many items
//! ```
//!
//! Only the program's own processor time is counted, from `/proc`: the servers and the bench are
//! other processes. `MARSAD_BENCH_DIR` names the directory of state and output, `MARSAD_BIN`
//! another binary.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a benchmark reports to its reader, and may fail"
)]

mod desk;
mod edition;
mod grammar;
mod idle;
mod large;
mod limit;
mod outlets;
mod passes;
mod program;
mod start;
mod text;

#[path = "../../tests/families/rng.rs"]
mod rng;

fn main() {
    // Cargo says `--bench`.
    let asked: Vec<String> = std::env::args().skip(1).filter(|name| !name.starts_with("--")).collect();
    let wanted = |name: &str| asked.is_empty() || asked.iter().any(|asked| asked == name);
    if wanted("passes") {
        passes::run();
    }
    if wanted("start") {
        start::run();
    }
    if wanted("idle") {
        idle::run();
    }
    if wanted("large") {
        large::run();
    }
    if wanted("text") {
        text::run();
    }
    if asked.iter().any(|asked| asked == "linear") {
        text::linear();
    }
}
