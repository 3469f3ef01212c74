//! From the start of the daemon to its first request.

use std::{path::Path, thread, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use marsad::{
    clock,
    model::{Changes, memory::Table},
    poll::schedule::History,
    state::{Ledger, OpenOptions, Store},
};

use crate::{desk::Desk, edition::Edition, outlets::Outlets, program::Program};

const FEW_FEEDS: usize = 2_000;
pub(crate) const MANY_FEEDS: usize = 20_000;
const REMEMBERED: u64 = 5_000_000;
/// Rows of one transaction: bounds the memory of the preparation.
const ROWS_AT_ONCE: u64 = 100_000;
const ROUNDS: usize = 5;
const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) fn run() {
    let outlets = Outlets::open(10);
    outlets.fill(Edition::new(1, 1, clock::now(), 1).documents());
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| first_poll(&Desk::new(&outlets, FEW_FEEDS), &outlets)).collect();
    times.sort_unstable();
    println!(
        "start, {FEW_FEEDS} feeds, empty state: first poll after {:.0?} (bar ≤ 200 ms; {times:.0?})",
        times[ROUNDS / 2]
    );

    let desk = Desk::new(&outlets, MANY_FEEDS);
    remember(desk.path(), clock::now() - TimeDelta::minutes(1), REMEMBERED);
    println!(
        "state of {MANY_FEEDS} feeds and {REMEMBERED} remembered items: {:.0} MB",
        desk.state_bytes() as f64 / 1e6
    );
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| first_poll(&desk, &outlets)).collect();
    times.sort_unstable();
    println!(
        "start, {MANY_FEEDS} feeds, {REMEMBERED} items: first poll after {:.0?} (bar ≤ 1 s; {times:.0?})",
        times[ROUNDS / 2]
    );
    drop(started(&desk, &outlets));
    println!("start after a kill: first poll after {:.0?}", first_poll(&desk, &outlets));
}

/// How long it takes; the daemon is ended again.
fn first_poll(desk: &Desk, outlets: &Outlets) -> Duration {
    let (program, took) = started(desk, outlets);
    program.terminate();
    program.finish(|| true);
    took
}

fn started(desk: &Desk, outlets: &Outlets) -> (Program, Duration) {
    outlets.take();
    let program = Program::start(desk.path(), &["run"]);
    while outlets.asked() == 0 {
        assert!(program.elapsed() < PATIENCE, "the daemon asks nobody");
        thread::sleep(Duration::from_micros(200));
    }
    let took = program.elapsed();
    (program, took)
}

/// Makes a state that remembers so many items, and all feeds but the first, which was never
/// asked; the others are due at `due`.
pub(crate) fn remember(dir: &Path, due: DateTime<Utc>, items: u64) {
    let store = Store::open(&dir.join("state"), OpenOptions::default()).unwrap();
    let commit = |changes: &Changes| store.commit(&[changes], None, &Ledger::fresh()).unwrap();
    let mut changes = Changes::default();
    for feed in 1..MANY_FEEDS {
        let history = History {
            due: Some(due),
            last_poll: Some(due),
            last_success: Some(due),
            interval_s: 600,
            polls: 7,
            etag: Some(b"\"5f2c9a\"".to_vec()),
            ..History::default()
        };
        changes.put(Table::Feed, format!("outlet{feed}"), history.to_bytes());
    }
    commit(&changes);
    // Keys that rise, so that the preparation is quick; the tree is as large as after random ones.
    let step = u64::MAX / items.max(1);
    let day = u32::try_from(due.timestamp().div_euclid(86_400)).unwrap() - 30;
    for first in (0..items).step_by(usize::try_from(ROWS_AT_ONCE).unwrap()) {
        let mut changes = Changes::default();
        for at in first..(first + ROWS_AT_ONCE).min(items) {
            let hash = [&[1][..], &(at * step).to_be_bytes(), &at.to_be_bytes()].concat();
            changes.put(Table::IdentityByDay, [&day.to_be_bytes()[..], &hash].concat(), []);
            changes.put(Table::Content, hash.clone(), [0; 40]);
            changes.put(Table::Identity, hash, [0; 60]);
        }
        commit(&changes);
    }
}
