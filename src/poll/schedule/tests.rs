//! The schedule as tables: a history, what came, and the line that says why.

use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};

use super::{Failure, History, Move, Outcome, Read, Rules, Suspicion, Weather, backoff, weather::Change};
use crate::poll::{fetch::Validators, parse::ServerHints};

const RULES: Rules = Rules {
    every: Duration::from_secs(600),
    min: Duration::from_secs(120),
    max: Duration::from_secs(21_600),
    obey_hints: true,
};

fn noon() -> DateTime<Utc> {
    "2024-03-14T12:00:00Z".parse().unwrap()
}

fn known(interval_s: u64) -> History {
    History { interval_s, items_new: 20, polls: 9, last_success: Some(noon()), ..History::default() }
}

fn brought(new: u64, seen: u64) -> Outcome {
    Outcome::Read(Read { status: 200, new, seen, ..Read::default() })
}

fn failed(error: &str) -> Failure {
    Failure { status: None, error: error.to_owned(), retry_at: None, gone: false, elsewhere: false, frozen: false }
}

fn unchanged() -> Outcome {
    Outcome::Unchanged { status: 304, max_age: None, moved: Move::Stays }
}

/// The interval after a poll.
#[track_caller]
fn check_interval(before: u64, outcome: &Outcome, after: u64) {
    assert_eq!(known(before).after("f", outcome, &RULES, noon()).interval_s, after);
}

#[test]
fn overlap_drives_the_interval() {
    check_interval(1_200, &brought(8, 2), 600);
    check_interval(1_200, &brought(5, 5), 1_200);
    check_interval(1_200, &brought(0, 10), 1_500);
    check_interval(1_200, &unchanged(), 1_500);
    check_interval(130, &brought(9, 1), 120);
    check_interval(21_000, &brought(0, 9), 21_600);
}

#[test]
fn the_reason_is_one_line() {
    let hints = ServerHints { ttl: Some(Duration::from_secs(1_800)), ..ServerHints::default() };
    let read = Outcome::Read(Read { status: 200, seen: 10, hints, ..Read::default() });
    let after = known(600).after("f", &read, &RULES, noon());
    assert_eq!(after.why, "next poll in 30m: overlap 100 %, ttl 30m is a floor");
    assert_eq!(after.due, Some(noon() + TimeDelta::minutes(30)));
}

#[test]
fn hints_may_be_ignored_by_the_operator() {
    let hints = ServerHints { ttl: Some(Duration::from_secs(86_400)), ..ServerHints::default() };
    let read = Outcome::Read(Read { status: 200, seen: 10, hints, ..Read::default() });
    let after = known(600).after("f", &read, &Rules { obey_hints: false, ..RULES }, noon());
    assert!(after.due.unwrap() < noon() + TimeDelta::minutes(15));
}

#[test]
fn news_bring_the_floor_for_an_hour() {
    let after = known(3_600).after("f", &brought(2, 8), &RULES, noon());
    assert!(after.why.ends_with(": news within the hour"), "{}", after.why);
    let due = after.due.unwrap() - noon();
    assert!(due >= TimeDelta::seconds(108) && due <= TimeDelta::seconds(132), "{due}");
    let later = after.after("f", &brought(0, 10), &RULES, noon() + TimeDelta::minutes(61));
    assert!(later.why.ends_with(": overlap 100 %"), "{}", later.why);
}

#[test]
fn no_overlap_is_a_possible_gap_but_not_at_the_first_poll() {
    assert!(known(600).after("f", &brought(10, 0), &RULES, noon()).possible_gap);
    assert!(!History::default().after("f", &brought(10, 0), &RULES, noon()).possible_gap);
}

/// `a` has its phase behind the middle of its interval, `b` before it.
#[test]
fn the_phase_of_a_feed_never_leads_beyond_its_bounds() {
    let pause = |id: &str, interval_s: u64| {
        let after = known(interval_s * 4 / 5).after(id, &brought(0, 9), &RULES, noon());
        (after.due.unwrap() - noon()).num_seconds()
    };
    let pauses = ["a", "b"].map(|id| [120, 1_200, 21_600].map(|interval_s| pause(id, interval_s)));
    assert_eq!(pauses, [[129, 1_296, 19_865], [123, 1_161, 20_914]]);
}

#[test]
fn skipped_hours_are_left_alone() {
    let hints = ServerHints { skip_hours: vec![12, 13], ..ServerHints::default() };
    let read = Outcome::Read(Read { status: 200, seen: 10, hints, ..Read::default() });
    let after = known(600).after("f", &read, &RULES, noon());
    assert_eq!(after.due, Some("2024-03-14T14:00:00Z".parse().unwrap()));
}

#[test]
fn an_outlet_that_never_wants_to_be_asked_is_asked() {
    let hints = ServerHints { skip_hours: (0..24).collect(), ..ServerHints::default() };
    let read = Outcome::Read(Read { status: 200, seen: 10, hints, ..Read::default() });
    assert!(known(600).after("f", &read, &RULES, noon()).due.unwrap() < noon() + TimeDelta::hours(1));
}

#[test]
fn retry_after_is_kept() {
    let at = noon() + TimeDelta::hours(3);
    let failure = Failure { status: Some(503), retry_at: Some(at), ..failed("outlet answered `503`") };
    let after = known(600).after("f", &Outcome::Failed(failure), &RULES, noon());
    assert_eq!((after.due, after.why.as_str()), (Some(at), "next poll in 3h: the outlet asked for it, failed once"));
}

#[test]
fn who_says_at_once_and_refuses_is_backed_off() {
    let mut history = known(600);
    let mut pauses = Vec::new();
    for wish in [0, 60, -30] {
        let retry_at = Some(noon() + TimeDelta::seconds(wish));
        let failure = Failure { status: Some(429), retry_at, ..failed("outlet answered `429`") };
        history = history.after("f", &Outcome::Failed(failure), &RULES, noon());
        pauses.push((history.due.unwrap() - noon()).num_seconds());
    }
    let drawn = [1, 2, 3].map(|failures| backoff("f", failures, RULES.every, RULES.min).as_secs() as i64);
    assert_eq!((pauses.as_slice(), history.failures), (drawn.as_slice(), 3));
    assert!(history.why.ends_with("failed 3 times, outlet answered `429`"), "{}", history.why);
}

#[test]
fn gone_twice_a_day_apart_is_parked_and_a_success_brings_it_back() {
    let gone = Outcome::Failed(Failure { status: Some(410), gone: true, ..failed("outlet answered `410`") });
    let once = known(600).after("f", &gone, &RULES, noon());
    assert!(!once.parked);
    let soon = once.after("f", &gone, &RULES, noon() + TimeDelta::hours(2));
    assert!(!soon.parked);
    let twice = soon.after("f", &gone, &RULES, noon() + TimeDelta::hours(25));
    assert!(twice.parked);
    assert_eq!(twice.why, "next poll in 7d: the outlet says that it is gone, parked and probed weekly");
    assert!(!twice.after("f", &brought(1, 0), &RULES, noon() + TimeDelta::days(8)).parked);
}

#[test]
fn a_lost_network_counts_nothing() {
    let failure = Failure { frozen: true, ..failed("connection refused") };
    let after = known(600).after("f", &Outcome::Failed(failure), &RULES, noon());
    assert_eq!(after.failures, 0);
    assert_eq!(after.why, "next poll in 2m: our network seems lost, nothing is counted");
}

#[test]
fn most_feeds_failing_within_a_minute_is_our_network_and_one_alarm() {
    let mut weather = Weather::default();
    let mut changes = Vec::new();
    for (second, failed) in
        [(0, true), (1, true), (2, true), (3, true), (4, true), (70, false), (71, false), (72, false), (73, false)]
    {
        changes.push(weather.add(second as usize % 3, failed, noon() + TimeDelta::seconds(second)));
    }
    let told: Vec<Change> = changes.into_iter().filter(|change| *change != Change::None).collect();
    assert_eq!(told, [Change::Lost, Change::Back]);
}

#[test]
fn one_outlet_that_is_down_is_not_our_network() {
    let mut weather = Weather::default();
    for second in 0..20 {
        assert_eq!(weather.add(7, true, noon() + TimeDelta::seconds(second)), Change::None);
    }
    assert_eq!(weather.add(8, true, noon() + TimeDelta::seconds(20)), Change::Lost);
}

#[test]
fn backoff_grows_to_a_day_and_spreads() {
    let first = Duration::from_secs(600);
    let least = Duration::from_secs(120);
    let most = (1..40).map(|failures| backoff("f", failures, first, least)).max().unwrap();
    assert!(most <= Duration::from_secs(86_400));
    let spread: std::collections::BTreeSet<Duration> =
        (0..50).map(|n| backoff(&format!("f{n}"), 8, first, least)).collect();
    assert!(spread.len() > 45, "{}", spread.len());
}

#[test]
fn validators_are_dropped_when_they_cannot_be_true() {
    let with = |last_modified: &str| Validators {
        etag: Some(b"\"v1\"".to_vec()),
        last_modified: Some(last_modified.as_bytes().to_vec()),
    };
    let read = |validators| Outcome::Read(Read { status: 200, seen: 3, validators, ..Read::default() });
    let future = known(600).after("f", &read(with("Fri, 14 Mar 2041 12:00:00 GMT")), &RULES, noon());
    assert_eq!(future.validators(), Validators::default());
    let fine = known(600).after("f", &read(with("Thu, 14 Mar 2024 11:00:00 GMT")), &RULES, noon());
    assert!(fine.last_modified.is_some());
    let unchanged = unchanged();
    assert!(fine.after("f", &unchanged, &RULES, noon() + TimeDelta::days(7)).last_modified.is_some());
    assert_eq!(fine.after("f", &unchanged, &RULES, noon() + TimeDelta::days(9)).last_modified, None);
}

#[test]
fn twenty_unchanged_over_four_gaps_are_distrusted() {
    let mut history = History {
        etag: Some(b"\"a\"".to_vec()),
        validators_since: Some(noon()),
        gaps_s: vec![3_600; 5],
        unchanged_in_a_row: 18,
        ..known(600)
    };
    let unchanged = unchanged();
    history = history.after("f", &unchanged, &RULES, noon() + TimeDelta::hours(5));
    assert!(history.etag.is_some());
    history = history.after("f", &unchanged, &RULES, noon() + TimeDelta::hours(6));
    assert_eq!(history.etag, None);
}

fn moved_to(to: &str) -> Outcome {
    Outcome::Read(Read { status: 200, seen: 3, moved: Move::To(to.to_owned()), ..Read::default() })
}

#[test]
fn a_move_is_believed_after_a_week_and_three_sightings() {
    let configured = "https://old.ly/feed".parse().unwrap();
    let read = moved_to("https://new.ly/feed");
    // A redirect to an answer that nothing has changed is a sighting, too.
    let unchanged =
        Outcome::Unchanged { status: 304, max_age: None, moved: Move::To("https://new.ly/feed".to_owned()) };
    let mut history = known(600);
    for (day, outcome) in [(0, &read), (3, &unchanged), (6, &read)] {
        history = history.after("f", outcome, &RULES, noon() + TimeDelta::days(day));
    }
    assert_eq!(history.address(&configured, noon() + TimeDelta::days(6)).as_str(), "https://old.ly/feed");
    assert_eq!(history.address(&configured, noon() + TimeDelta::days(8)).as_str(), "https://new.ly/feed");
}

#[test]
fn an_upgrade_to_https_is_believed_at_once_and_for_good() {
    let configured = "http://outlet.ly/feed".parse().unwrap();
    let mut history = known(600).after("f", &moved_to("https://outlet.ly/feed"), &RULES, noon());
    let there = Outcome::Read(Read { status: 200, seen: 3, moved: Move::Remembered, ..Read::default() });
    for _ in 0..3 {
        assert_eq!(history.address(&configured, noon()).as_str(), "https://outlet.ly/feed");
        history = history.after("f", &there, &RULES, noon());
    }
}

#[test]
fn an_outlet_that_answers_at_its_own_address_has_not_moved() {
    let configured = "http://outlet.ly/feed".parse().unwrap();
    let history = known(600).after("f", &moved_to("https://outlet.ly/feed"), &RULES, noon());
    let back = history.after("f", &brought(0, 3), &RULES, noon());
    assert_eq!(back.address(&configured, noon()).as_str(), "http://outlet.ly/feed");
}

#[test]
fn a_remembered_address_that_dies_is_forgotten() {
    let configured = "http://outlet.ly/feed".parse().unwrap();
    let history = known(600).after("f", &moved_to("https://outlet.ly/feed"), &RULES, noon());
    let dead = Outcome::Failed(Failure { elsewhere: true, ..failed("connection refused") });
    let once = history.after("f", &dead, &RULES, noon());
    assert_eq!(once.address(&configured, noon()).as_str(), "https://outlet.ly/feed");
    let twice = once.after("f", &dead, &RULES, noon());
    assert_eq!(twice.address(&configured, noon()).as_str(), "http://outlet.ly/feed");
    // "Gone" there says nothing of the configured address.
    let gone = Outcome::Failed(Failure { elsewhere: true, gone: true, status: Some(410), ..failed("410") });
    let gone = history.after("f", &gone, &RULES, noon());
    assert_eq!((gone.gone_since, gone.moved), (None, None));
}

#[test]
fn a_document_without_items_is_suspect_and_comes_again_whole() {
    let before = History { etag: Some(b"\"a\"".to_vec()), body: Some(7), failures: 2, ..known(600) };
    let error = "document has no items, and those before it had".to_owned();
    let suspicion = Suspicion { status: 200, error: error.clone(), max_age: None, rejected: 2, bytes: 90 };
    let after = before.after("f", &Outcome::Suspect(suspicion), &RULES, noon() + TimeDelta::hours(1));
    let expected = History {
        due: after.due,
        why: "next poll in 11m45s: suspect, it holds no items".to_owned(),
        interval_s: 750,
        polls: 10,
        last_poll: Some(noon() + TimeDelta::hours(1)),
        status: Some(200),
        error: Some(error),
        suspect: true,
        bytes: 90,
        items_rejected: 2,
        ..known(600)
    };
    assert_eq!(after, expected);
    assert!(!after.after("f", &brought(1, 3), &RULES, noon()).suspect);
}

#[test]
fn what_was_learnt_at_another_address_is_forgotten() {
    let learnt = History { etag: Some(b"\"a\"".to_vec()), due: Some(noon()), parked: true, ..known(600) };
    let learnt = learnt.at_address("https://old.ly/feed");
    assert_eq!(learnt.clone().at_address("https://old.ly/feed"), learnt);
    let new = learnt.at_address("https://new.ly/feed");
    assert_eq!((new.etag, new.due, new.parked, new.items_new), (None, None, false, 20));
}

#[test]
fn a_date_that_some_wrong_clock_planned_is_not_waited_for() {
    let history = History { due: Some(noon() + TimeDelta::days(9_000)), ..known(600) };
    assert_eq!(history.due_after_start("f", noon()), noon());
}

#[test]
fn silence_is_measured_by_the_outlets_own_gaps() {
    let history = History { last_news: Some(noon()), gaps_s: vec![3_600; 40], ..known(600) };
    assert!(!history.is_silent(noon() + TimeDelta::hours(23)));
    assert!(history.is_silent(noon() + TimeDelta::hours(25)));
    let slow = History { gaps_s: vec![86_400; 40], ..history };
    assert!(!slow.is_silent(noon() + TimeDelta::hours(71)));
    assert!(slow.is_silent(noon() + TimeDelta::hours(73)));
}

#[test]
fn a_restart_spreads_feeds_with_history_and_asks_new_ones_at_once() {
    assert_eq!(History::default().due_after_start("f", noon()), noon());
    let overdue = History { due: Some(noon() - TimeDelta::hours(2)), ..known(600) };
    let dues: Vec<i64> =
        (0..1_000).map(|n| (overdue.due_after_start(&format!("feed-{n}"), noon()) - noon()).num_seconds()).collect();
    assert!(dues.iter().all(|due| (0..=600).contains(due)));
    let first_minute = dues.iter().filter(|due| **due < 60).count();
    assert!((60..140).contains(&first_minute), "{first_minute} of 1000 in the first tenth");
}

#[test]
fn a_row_of_the_store_reads_back() {
    let history = known(600).after("f", &brought(2, 3), &RULES, noon());
    assert_eq!(History::from_bytes(&history.to_bytes()), history);
    assert_eq!(History::from_bytes(b"{"), History::default());
}
