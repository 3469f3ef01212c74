//! Memory over a million items.

use std::{fs, thread, time::Duration};

use crate::{
    Extent,
    program::Running,
    workload::{Workload, items},
};

/// So far apart that the near window of 14 days holds 100,000 items.
const EVERY: usize = 13;

/// Samples the resident memory at a fifth and at the end of a replay.
pub(crate) fn memory(extent: Extent) -> bool {
    let count = if extent == Extent::Whole { 1_000_000 } else { 100_000 };
    let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let workload = Workload::new(root.path(), "[output]\nkeep_bytes = \"256MiB\"\ncompress = \"none\"\n");
    let config = fs::read_to_string(root.path().join("marsad.toml")).unwrap();
    fs::write(
        root.path().join("marsad.toml"),
        config.replace("near = false", "near = true").replace("[\"fr\"]", "[\"en\"]"),
    )
    .unwrap();
    fs::write(root.path().join("items.jsonl"), items(count, EVERY, 700)).unwrap();
    let mut program = Running::start(&mut workload.command(&["replay", "items.jsonl"]), &workload.stderr());
    let (mut early, mut last) = (None, 0);
    let ended = loop {
        let ended = program.wait(Duration::ZERO);
        if let Some(ended) = ended {
            break ended;
        }
        let resident = resident(program.id()).unwrap_or(last);
        let seq = last_seq(&workload);
        if early.is_none() && seq >= count as u64 / 5 {
            println!("{seq} lines: {resident} KiB");
            early = Some(resident);
        }
        last = resident;
        thread::sleep(Duration::from_millis(500));
    };
    let early = early.unwrap_or(last);
    let growth = last as f64 / early as f64;
    println!("{} lines: {last} KiB, {growth:.2} times that at a fifth, ended with {ended}", last_seq(&workload));
    ended.success() && growth <= 1.2
}

fn resident(pid: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{pid}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
    line.split_ascii_whitespace().nth(1)?.parse().ok()
}

/// The number of the last line, read from the end of the active file.
fn last_seq(workload: &Workload) -> u64 {
    let names = marsad::output::Names::new(&workload.active());
    marsad::output::read::last_seq(&marsad::output::Disk, &names).ok().flatten().unwrap_or(0)
}
