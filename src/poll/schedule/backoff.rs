//! Failures: full-jitter exponential backoff, probing, parking.

use std::time::Duration;

use chrono::{DateTime, Utc};
use xxhash_rust::xxh3::xxh3_64;

use super::{Failure, History, Rules};

const DAY_S: u64 = 24 * 3_600;

/// So many failures in a row make us forget that a feed has moved.
const FAILURES_ELSEWHERE: u32 = 2;

/// After this a failing feed is probed weekly instead of daily.
const MONTH: chrono::Duration = chrono::Duration::days(30);

/// How long to wait after `failures` failures in a row of the feed `id`: a random part of
/// `first × 2^(failures - 1)`, at most a day and never less than `least`.
///
/// Random, so that feeds that failed together do not come back together; drawn from the feed and
/// the count, so that the same history gives the same schedule.
pub fn backoff(id: &str, failures: u32, first: Duration, least: Duration) -> Duration {
    let doubled = first.as_secs().saturating_mul(1u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX));
    let ceiling = doubled.clamp(1, DAY_S);
    let drawn = xxh3_64(format!("{id} {failures}").as_bytes()) % ceiling;
    Duration::from_secs(drawn).max(least)
}

impl History {
    pub(super) fn failed(&mut self, id: &str, failure: &Failure, rules: &Rules, now: DateTime<Utc>) {
        self.error = Some(failure.error.clone());
        self.status = failure.status;
        if failure.frozen {
            let due = now + pause(rules.min);
            return self.set_due(due, now, "our network seems lost, nothing is counted");
        }
        self.failures = self.failures.saturating_add(1);
        let since = *self.failing_since.get_or_insert(now);
        self.retry_at = failure.retry_at;
        if failure.elsewhere {
            // The remembered address may be dead while the configured one leads to a new one.
            if failure.gone || self.failures >= FAILURES_ELSEWHERE {
                self.moved = None;
            }
        } else if failure.gone {
            self.hear_gone(now);
        }
        let (due, reason) = self.retry(id, failure, rules, since, now);
        self.set_due(due, now, &reason);
    }

    /// Gone is believed when it is said twice, a day apart.
    fn hear_gone(&mut self, now: DateTime<Utc>) {
        let first = *self.gone_since.get_or_insert(now);
        self.parked = now.signed_duration_since(first) >= chrono::Duration::days(1);
    }

    fn retry(
        &self,
        id: &str,
        failure: &Failure,
        rules: &Rules,
        since: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> (DateTime<Utc>, String) {
        let count = self.failures;
        let times = if count == 1 { "once".to_owned() } else { format!("{count} times") };
        let day = Duration::from_secs(DAY_S);
        if self.parked {
            return (now + pause(7 * day), "the outlet says that it is gone, parked and probed weekly".to_owned());
        }
        // Who is refused and may come back at once would be refused for ever.
        if let Some(at) = failure.retry_at.filter(|at| *at >= now + pause(rules.min)) {
            return (at, format!("the outlet asked for it, failed {times}"));
        }
        if failure.gone && !failure.elsewhere {
            return (now + pause(day), "the outlet says that it is gone, asked again in a day".to_owned());
        }
        if now.signed_duration_since(since) > MONTH {
            return (now + pause(7 * day), format!("failing for more than 30 days, failed {times}, probed weekly"));
        }
        let wait = backoff(id, count, rules.every, rules.min);
        (now + pause(wait), format!("failed {times}, {}", failure.error))
    }
}

fn pause(duration: Duration) -> chrono::Duration {
    chrono::Duration::from_std(duration).unwrap_or(chrono::Duration::days(1))
}
