//! The daemon killed at random, with tailers as witnesses.

use std::{
    fs::{self, File},
    process::{Command, Stdio},
    thread,
    time::Duration,
};

use marsad::clock::Stopwatch;

use crate::{
    Extent,
    program::Running,
    server::Outlet,
    workload::{Workload, compare},
};

/// How long the last items may take to come out.
const SETTLE: Duration = Duration::from_secs(60);

/// A daemon that polls as fast as it may and rotates every few lines.
pub(crate) fn configuration(outlet: &Outlet) -> String {
    format!(
        "[poll]\nevery = \"1s\"\nmin = \"1s\"\nmax = \"1s\"\nspacing = \"0s\"\n\
         [http]\nallow_addresses = [\"127.0.0.0/8\"]\n\
         [output]\nrotate_size = \"64KiB\"\ncompress_after = \"30s\"\n\
         [[feed]]\nid = \"loopback\"\nurl = \"http://{}/feed.xml\"\n",
        outlet.address
    )
}

/// Random kills; then every item is there once, and each witness has seen the same.
pub(crate) fn soak(extent: Extent) -> bool {
    let kills = if extent == Extent::Whole { 200 } else { 20 };
    let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
    let outlet = Outlet::open();
    let workload = Workload::new(root.path(), &configuration(&outlet));
    fs::create_dir_all(workload.dir.join("out")).unwrap();
    fs::write(workload.active(), "").unwrap();

    let tail =
        witness(&workload, "tail", Command::new("tail").args(["-n", "+1", "-F", "-s", "0.1", "out/marsad.ndjson"]));
    let own = witness(&workload, "own", workload.command(&["tail", "--from", "1"]).args(["-c", "marsad.toml"]));
    let mut dice = 0x2545_F491_4F6C_DD1D_u64;
    for _ in 0..kills {
        dice = dice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let mut daemon = Running::start(&mut workload.command(&["run"]), &workload.stderr());
        let life = Duration::from_millis(200 + (dice >> 33) % 1_800);
        if let Some(status) = daemon.wait(life) {
            println!("the daemon ended by itself: {status}");
            return false;
        }
        daemon.kill();
    }
    outlet.fall_silent();
    let mut daemon = Running::start(&mut workload.command(&["run"]), &workload.stderr());
    let published = settle(&workload, &outlet);
    // Nothing may be left to wait for, and a process that has only just begun listens to no signal.
    thread::sleep(Duration::from_secs(2));
    daemon.signal("TERM");
    let ended = daemon.wait(Duration::from_secs(20));
    thread::sleep(Duration::from_secs(2));
    drop((tail, own));

    let stream = workload.stream();
    let numbers = check_numbers(&stream, published);
    let seen = |name: &str| compare(&stream, &fs::read(workload.dir.join(name)).unwrap());
    let (tail, own) = (seen("tail"), seen("own"));
    println!("{kills} kills, {published} items published, the last run ended with {ended:?}");
    println!("output: {numbers}");
    println!("tail -F: {tail:?}\nmarsad tail: {own:?}");
    numbers.ends_with("0 lost, 0 doubled, 0 torn") && tail.exact && own.exact && ended.is_some_and(|s| s.success())
}

/// A program whose stdout is what it has seen.
fn witness(workload: &Workload, name: &str, command: &mut Command) -> Running {
    let seen = File::create(workload.dir.join(name)).unwrap();
    let command = command.current_dir(&workload.dir).stdout(Stdio::from(seen));
    Running::start(command, &workload.dir.join(format!("{name}.log")))
}

/// Waits until all that was published has come out, or the time is up.
fn settle(workload: &Workload, outlet: &Outlet) -> usize {
    let watch = Stopwatch::start();
    let lines = |stream: Vec<u8>| stream.iter().filter(|byte| **byte == b'\n').count();
    while lines(workload.stream()) < outlet.published() && watch.elapsed() < SETTLE {
        thread::sleep(Duration::from_millis(200));
    }
    outlet.published()
}

/// Every item once, numbers without gaps, every line whole.
pub(crate) fn check_numbers(stream: &[u8], published: usize) -> String {
    let mut seen = vec![0_usize; published];
    let (mut torn, mut next_seq, mut gaps) = (0, 1, 0);
    for line in stream.split_inclusive(|byte| *byte == b'\n') {
        let Ok(record) = serde_json::from_slice::<serde_json::Value>(line) else {
            torn += 1;
            continue;
        };
        gaps += usize::from(record["seq"] != next_seq);
        next_seq += 1;
        let rank = record["item"].as_str().and_then(|item| item.strip_prefix("item-")?.parse::<usize>().ok());
        match rank.and_then(|rank| seen.get_mut(rank)) {
            Some(count) => *count += 1,
            None => torn += 1,
        }
    }
    let lost = seen.iter().filter(|count| **count == 0).count();
    let doubled = seen.iter().filter(|count| **count > 1).count();
    format!("{} lines, {gaps} gaps, {lost} lost, {doubled} doubled, {torn} torn", next_seq - 1)
}
