//! The command line of marsad.

use std::process::ExitCode;

/// Texts are made on one thread and dropped on another, which costs the system's allocator a tenth
/// of all time, and memory that lies idle between them: see `benches/README.md`.
#[cfg(feature = "jemalloc")]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    marsad::cli::run()
}
