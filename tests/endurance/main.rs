//! What takes long to prove: the real binary, killed, starved and run for a long time.
//!
//! ```text
//! cargo test --release --test endurance -- kill      killed at every file syscall (strace)
//! cargo test --release --test endurance -- errors    ENOSPC and EIO at every file syscall (strace)
//! cargo test --release --test endurance -- soak      200 random kills under a live tailer
//! cargo test --release --test endurance -- full      a disk that fills up and is emptied (tmpfs)
//! cargo test --release --test endurance -- memory    1,000,000 items through `replay`
//! cargo test --release --test endurance -- hostile   100 good feeds beside 150 bad ones
//! ```
//!
//! `--ends` behind `kill` and `errors` takes each syscall at its first, middle and last call only,
//! and behind the others a tenth of the length. What the machine refuses (ptrace, mount) is
//! skipped aloud.
#![expect(
    clippy::print_stdout,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test reports to its reader, and may fail"
)]

mod full;
#[path = "../it/hostile.rs"]
mod hostile;
#[path = "../it/liar.rs"]
mod liar;
mod matrix;
mod memory;
mod program;
mod server;
mod soak;
mod workload;

use std::time::Duration;

/// How much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// All of it.
    Whole,
    /// Enough to see that it works.
    Ends,
}

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let extent = if arguments.iter().any(|argument| argument == "--ends") { Extent::Ends } else { Extent::Whole };
    let names: Vec<&str> = arguments.iter().map(String::as_str).filter(|name| !name.starts_with("--")).collect();
    let mut failed = false;
    for name in &names {
        println!("== {name}");
        failed |= !match *name {
            "kill" => matrix::kill(extent),
            "errors" => matrix::errors(extent),
            "soak" => soak::soak(extent),
            "full" => full::full(),
            "memory" => memory::memory(extent),
            "hostile" => under_siege(extent),
            other => panic!("no test `{other}`; there are kill, errors, soak, full, memory, hostile"),
        };
    }
    if names.is_empty() {
        println!("nothing asked for; there are kill, errors, soak, full, memory, hostile");
    }
    std::process::exit(i32::from(failed));
}

/// A daemon between many good feeds and bad ones of every kind, with the limits that it comes with.
fn under_siege(extent: Extent) -> bool {
    let scale = hostile::Scale {
        healthy: 100,
        each: 10,
        lasts: Duration::from_secs(if extent == Extent::Whole { 180 } else { 30 }),
        config: "[http]\n",
    };
    let seen = hostile::siege(program::MARSAD, &scale);
    for (fault, told) in &seen.told {
        println!("{fault:<10}{told}");
    }
    println!(
        "{} requests, {} KiB at most; good feeds: {:?} without a request at most, {} requests at least, {} items missing",
        seen.requests, seen.most_kib, seen.longest, seen.fewest, seen.missing
    );
    seen.most_kib < hostile::MOST_KIB && seen.longest < Duration::from_secs(10) && seen.missing == 0
}
