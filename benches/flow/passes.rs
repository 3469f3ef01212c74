//! Cold, unchanged, a tenth changed: `marsad once` over 2,000 feeds of 10 items.

use marsad::clock;

use crate::{
    desk::Desk,
    edition::Edition,
    limit,
    outlets::{Outlets, Traffic},
    program::{Cost, Program},
};

const FEEDS: usize = 2_000;
const ITEMS: usize = 10;
/// Outlets have several feeds each; `MARSAD_OUTLETS` changes how many outlets there are.
const OUTLETS: usize = 200;
/// New items of a feed that changed.
const NEW: usize = 2;
/// The clock of `/proc` is coarse: what is short is done several times.
const UNCHANGED_PASSES: usize = 5;
const PEAK_MIB: u64 = 100;

pub(crate) fn run() {
    let outlets = std::env::var("MARSAD_OUTLETS").ok().and_then(|count| count.parse().ok()).unwrap_or(OUTLETS);
    let outlets = Outlets::open(outlets);
    let mut edition = Edition::new(FEEDS, ITEMS, clock::now(), 8);
    outlets.fill(edition.documents());
    let desk = Desk::new(&outlets, FEEDS);
    let (plain, wire) = outlets.bytes();
    println!(
        "{FEEDS} feeds of {ITEMS} items at {} addresses, ar, en and fr, RSS and Atom; {} words an item; {:.1} MB, {:.1} MB gzipped",
        outlets.count(),
        edition.words(),
        plain as f64 / 1e6,
        wire as f64 / 1e6,
    );

    let mut peak = 0;
    let mut lines = 0;
    let mut pass = |name: &str, bar: f64, passes: usize, articles: usize, outlets: &Outlets| {
        outlets.take();
        let mut cost = Cost::default();
        for _ in 0..passes {
            let before = outlets.asked();
            add(&mut cost, Program::start(desk.path(), &["once"]).finish(|| outlets.asked() > before));
        }
        let traffic = outlets.take();
        let before = std::mem::replace(&mut lines, desk.lines().0);
        peak = cost.peak_kib.max(peak);
        report(name, bar, passes, articles, &cost, traffic, lines - before);
        traffic
    };
    let cold = pass("cold", 800.0, 1, FEEDS * ITEMS, &outlets);
    assert_eq!((cold.asked, cold.unchanged), (FEEDS as u64, 0), "every feed is asked once");
    let unchanged = pass("unchanged", 5_000.0, UNCHANGED_PASSES, 0, &outlets);
    assert_eq!(unchanged.unchanged, (FEEDS * UNCHANGED_PASSES) as u64, "every feed is answered 304");
    for feed in (0..FEEDS).step_by(10) {
        edition.publish(feed, NEW);
        outlets.replace(feed, edition.document(feed));
    }
    let changed = pass("10 % changed", 4_000.0, 1, FEEDS / 10 * ITEMS, &outlets);
    assert_eq!((changed.asked, changed.unchanged), (FEEDS as u64, (FEEDS - FEEDS / 10) as u64));
    let (all, about) = desk.lines();
    println!("{all} lines, {about} of them about Libya; state {:.1} MB", desk.state_bytes() as f64 / 1e6);
    println!("peak {} MiB (bar ≤ {PEAK_MIB})", peak >> 10);
    limit::report(&outlets, FEEDS);
}

fn add(sum: &mut Cost, more: Cost) {
    sum.user_s += more.user_s;
    sum.system_s += more.system_s;
    sum.wall += more.wall;
    sum.start_s += more.start_s;
    sum.peak_kib = sum.peak_kib.max(more.peak_kib);
    for (name, ran) in more.threads {
        *sum.threads.entry(name).or_default() += ran;
    }
}

fn report(name: &str, bar: f64, passes: usize, articles: usize, cost: &Cost, traffic: Traffic, lines: usize) {
    let feeds = (FEEDS * passes) as f64;
    println!(
        "{name:<13} {:>6.0} feeds per CPU-second (bar ≥ {bar}), {:>6.0} articles per CPU-second; \
         {:.0} feeds without the start of {:.2} s; {:.2} s user, {:.2} s system, {:.2} s wall; \
         peak {} MiB; {} requests on {} connections, {} answered 304; {lines} lines",
        feeds / cost.cpu_s(),
        articles as f64 / cost.cpu_s(),
        feeds / (cost.cpu_s() - cost.start_s),
        cost.start_s / passes as f64,
        cost.user_s,
        cost.system_s,
        cost.wall.as_secs_f64(),
        cost.peak_kib >> 10,
        traffic.asked,
        traffic.connections,
        traffic.unchanged,
    );
    println!("{:<13} µs of processor a feed: {}", "", cost.by_thread(FEEDS * passes));
}
