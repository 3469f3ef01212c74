//! What holds of every history, whatever an outlet says and in whatever order.

use std::time::Duration;

use chrono::{DateTime, Datelike, TimeDelta, Timelike, Utc, Weekday};
use proptest::prelude::*;

use super::{Failure, History, Move, Outcome, Read, Rules, Suspicion, interval::LONGEST_PAUSE};
use crate::poll::{fetch::Validators, parse::ServerHints};

fn start() -> DateTime<Utc> {
    "2024-03-14T12:00:00Z".parse().unwrap()
}

fn rules() -> impl Strategy<Value = Rules> {
    let seconds = |range| prop::num::u64::ANY.prop_map(move |n| Duration::from_secs(1 + n % range));
    (seconds(600), seconds(86_400), seconds(86_400), any::<bool>()).prop_map(|(min, more, most, obey_hints)| Rules {
        every: min + more / 2,
        min,
        max: min + more + most,
        obey_hints,
    })
}

fn hints() -> impl Strategy<Value = ServerHints> {
    let pause = || prop::option::of((0..604_800u64).prop_map(Duration::from_secs));
    let days = prop::sample::subsequence(vec![Weekday::Mon, Weekday::Thu, Weekday::Fri, Weekday::Sun], 0..=4);
    (pause(), pause(), prop::collection::vec(0..24u32, 0..30), days)
        .prop_map(|(ttl, update_every, skip_hours, skip_days)| ServerHints { ttl, update_every, skip_hours, skip_days })
}

fn moved() -> impl Strategy<Value = Move> {
    prop_oneof![
        3 => Just(Move::Stays),
        1 => Just(Move::Remembered),
        1 => prop::sample::select(vec!["https://a.ly/feed", "https://b.ly/", "no address"])
            .prop_map(|to| Move::To(to.to_owned())),
    ]
}

fn validators() -> impl Strategy<Value = Validators> {
    let dates =
        prop::sample::select(vec!["Thu, 14 Mar 2024 10:00:00 GMT", "Sat, 1 Jan 2041 00:00:00 GMT", "soon", "\u{0}"]);
    (prop::option::of(prop::collection::vec(any::<u8>(), 0..9)), prop::option::of(dates))
        .prop_map(|(etag, date)| Validators { etag, last_modified: date.map(|date| date.as_bytes().to_vec()) })
}

fn read() -> impl Strategy<Value = Outcome> {
    let counts = (0..40u64, 0..40u64, 0..3u64, 0..3u64);
    (counts, hints(), prop::option::of(any::<u64>()), validators(), moved()).prop_map(
        |((new, seen, revised, rejected), hints, max_age, validators, moved)| {
            let body = new ^ seen;
            Outcome::Read(Read {
                status: 200,
                new,
                seen,
                revised,
                rejected,
                hints,
                max_age,
                validators,
                moved,
                body,
                ..Read::default()
            })
        },
    )
}

fn failure() -> impl Strategy<Value = Outcome> {
    (prop::option::of(-86_400..86_400i64), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(
        |(wish, gone, elsewhere, frozen)| {
            // Filled in when it is known what time it is.
            let retry_at = wish.map(|seconds| start() + TimeDelta::seconds(seconds));
            Outcome::Failed(Failure { status: None, error: "refused".to_owned(), retry_at, gone, elsewhere, frozen })
        },
    )
}

fn outcome() -> impl Strategy<Value = Outcome> {
    let unchanged = (prop::option::of(any::<u64>()), moved()).prop_map(|(max_age, moved)| Outcome::Unchanged {
        status: 304,
        max_age,
        moved,
    });
    let suspect = (prop::option::of(any::<u64>()), 0..9u64).prop_map(|(max_age, rejected)| {
        Outcome::Suspect(Suspicion { status: 200, error: "no items".to_owned(), max_age, rejected, bytes: 9 })
    });
    prop_oneof![4 => read(), 3 => unchanged, 1 => suspect, 3 => failure()]
}

/// An outcome with its wish counted from `now`.
fn at(outcome: &Outcome, now: DateTime<Utc>) -> Outcome {
    match outcome {
        Outcome::Failed(failure) => {
            let retry_at = failure.retry_at.map(|wish| now + (wish - start()));
            Outcome::Failed(Failure { retry_at, ..failure.clone() })
        }
        other => other.clone(),
    }
}

fn check(after: &History, outcome: &Outcome, rules: &Rules, now: DateTime<Utc>) -> Result<(), TestCaseError> {
    let due = after.due.unwrap();
    let pause = (due - now).to_std().unwrap();
    prop_assert!(pause >= rules.min, "{pause:?}: {}", after.why);
    prop_assert!(due <= now + LONGEST_PAUSE, "{pause:?}: {}", after.why);
    prop_assert!(after.why.starts_with("next poll in ") && !after.why.contains('\n'), "{}", after.why);
    match outcome {
        Outcome::Failed(failure) => {
            prop_assert!(failure.frozen || failure.retry_at.is_none_or(|wish| due >= wish), "{}", after.why);
        }
        Outcome::Read(_) | Outcome::Unchanged { .. } | Outcome::Suspect(_) => {
            let interval = Duration::from_secs(after.interval_s);
            prop_assert!(interval >= rules.min && interval <= rules.max, "{interval:?} of {rules:?}");
            prop_assert!(pause <= rules.max || rules.obey_hints, "{pause:?}: {}", after.why);
            check_hints(after, rules, due, pause)?;
        }
    }
    Ok(())
}

/// What the outlet asks for is a floor; an hour in which it wants to be left alone is none of ours,
/// unless it never wants to be asked.
fn check_hints(after: &History, rules: &Rules, due: DateTime<Utc>, pause: Duration) -> Result<(), TestCaseError> {
    if !rules.obey_hints {
        return Ok(());
    }
    for asked in [after.ttl_s, after.update_s, after.max_age_s.map(|age| age.min(3_600))].into_iter().flatten() {
        prop_assert!(pause >= Duration::from_secs(asked), "{pause:?} for {asked} s: {}", after.why);
    }
    let skipped = |time: DateTime<Utc>| {
        after.skip_hours.contains(&time.hour()) || after.skip_days.contains(&time.weekday().num_days_from_monday())
    };
    let open = (0..7 * 24).any(|hours| !skipped(due + TimeDelta::hours(hours)));
    prop_assert!(!open || !skipped(due), "{due}: {}", after.why);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_outlet_is_asked_too_early_or_given_up(
        rules in rules(),
        polls in prop::collection::vec((outcome(), 0..200_000u32), 1..30),
    ) {
        let (mut history, mut now) = (History::default(), start());
        for (outcome, late_s) in polls {
            let outcome = at(&outcome, now);
            history = history.after("feed", &outcome, &rules, now);
            check(&history, &outcome, &rules, now)?;
            prop_assert_eq!(&History::from_bytes(&history.to_bytes()), &history);
            now = history.due.unwrap() + TimeDelta::seconds(i64::from(late_s));
        }
    }
}
