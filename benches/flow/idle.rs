//! The daemon between polls.

use std::{thread, time::Duration};

use chrono::TimeDelta;
use marsad::clock;

use crate::{
    desk::Desk,
    edition::Edition,
    outlets::Outlets,
    program::Program,
    start::{MANY_FEEDS, remember},
};

/// Until the start is over.
const SETTLING: Duration = Duration::from_secs(5);
const WATCHED: Duration = Duration::from_secs(30);

pub(crate) fn run() {
    let outlets = Outlets::open(10);
    outlets.fill(Edition::new(1, 1, clock::now(), 1).documents());
    let desk = Desk::new(&outlets, MANY_FEEDS);
    remember(desk.path(), clock::now() + TimeDelta::hours(3), 0);
    let mut program = Program::start(desk.path(), &["run"]);
    thread::sleep(SETTLING);
    assert!(program.look(), "the daemon has ended");
    let before = program.cost();
    thread::sleep(WATCHED);
    assert!(program.look(), "the daemon has ended");
    let (after, resident) = (program.cost(), program.resident_kib());
    let share = (after.cpu_s() - before.cpu_s()) / (after.wall - before.wall).as_secs_f64();
    println!(
        "idle, {MANY_FEEDS} feeds: {:.2} % of a core (bar < 2 %), {} MiB (bar ≤ 150 MiB), at most {} MiB; the start cost {:.2} s",
        share * 100.0,
        resident >> 10,
        after.peak_kib >> 10,
        before.cpu_s(),
    );
    program.terminate();
    program.finish(|| true);
}
