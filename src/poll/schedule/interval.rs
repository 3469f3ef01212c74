//! The interval, learnt from overlap and bounded by what the operator and the outlet want.

use std::time::Duration;

use chrono::{DateTime, Datelike, DurationRound, Timelike, Utc};
use xxhash_rust::xxh3::xxh3_64;

use super::{History, Read, Rules, history::GAPS};
use crate::{config::value::show_duration, poll::parse::ServerHints};

/// News keep the interval at the floor for this long.
const EAGER: chrono::Duration = chrono::Duration::hours(1);

/// `max-age` asks for no longer a pause than this: many outlets set it for their pages, not for the feed.
const LONGEST_MAX_AGE_S: u64 = 3_600;

/// Nothing is planned further ahead: the longest hint is a week, and so are the longest skipped days behind it.
pub(super) const LONGEST_PAUSE: chrono::Duration = chrono::Duration::days(14);

/// Half of the spread around the interval.
const JITTER: f64 = 0.1;

impl History {
    /// Halves the interval under a third of overlap, stretches it where all was known.
    pub(super) fn learn_interval(&mut self, read: &Read, known: bool, rules: &Rules, now: DateTime<Utc>) {
        let items = read.new + read.seen + read.revised;
        let old = read.seen + read.revised;
        let overlap = (old * 100).checked_div(items).and_then(|share| u8::try_from(share).ok()).unwrap_or(100);
        self.overlap_percent = Some(overlap);
        self.possible_gap = known && items > 0 && old == 0;
        if self.interval_s == 0 {
            self.interval_s = rules.every.as_secs();
        } else if overlap < 33 {
            self.interval_s = (self.interval_s / 2).max(rules.min.as_secs());
        } else if overlap == 100 {
            self.stretch(rules);
        }
        if read.new > 0 {
            self.hear_news(known, now);
        }
    }

    pub(super) fn stretch(&mut self, rules: &Rules) {
        let interval = if self.interval_s == 0 { rules.every.as_secs() } else { self.interval_s * 5 / 4 };
        self.interval_s = interval.clamp(rules.min.as_secs(), rules.max.as_secs());
    }

    fn hear_news(&mut self, known: bool, now: DateTime<Utc>) {
        if let Some(before) = self.last_news.filter(|_| known) {
            let gap = now.signed_duration_since(before).num_seconds();
            self.gaps_s.push(u32::try_from(gap.max(0)).unwrap_or(u32::MAX));
            let surplus = self.gaps_s.len().saturating_sub(GAPS);
            self.gaps_s.drain(..surplus);
        }
        self.last_news = Some(now);
        // The first poll brings a backlog, which says nothing about the hour.
        if known {
            self.eager_until = Some(now + EAGER);
        }
    }

    pub(super) fn hear(&mut self, hints: &ServerHints) {
        self.ttl_s = hints.ttl.map(|ttl| ttl.as_secs());
        self.update_s = hints.update_every.map(|every| every.as_secs());
        self.skip_hours.clone_from(&hints.skip_hours);
        self.skip_days = hints.skip_days.iter().map(chrono::Weekday::num_days_from_monday).collect();
    }

    /// The longest pause that the outlet asks for, with its name.
    fn floor(&self, rules: &Rules) -> Option<(Duration, &'static str)> {
        if !rules.obey_hints {
            return None;
        }
        let max_age = self.max_age_s.map(|age| age.min(LONGEST_MAX_AGE_S));
        let asked = [(self.ttl_s, "ttl"), (self.update_s, "sy:updatePeriod"), (max_age, "max-age")];
        asked.into_iter().filter_map(|(s, name)| Some((Duration::from_secs(s?), name))).max()
    }

    /// Sets the next date and says why. Never sooner than the outlet asked us to wait.
    pub(super) fn decide(&mut self, id: &str, rules: &Rules, now: DateTime<Utc>) {
        let mut reasons = Vec::new();
        let eager = self.eager_until.is_some_and(|until| now < until);
        let interval = if eager { rules.min } else { Duration::from_secs(self.interval_s.max(1)) };
        match (self.overlap_percent, eager) {
            (_, true) => reasons.push("news within the hour".to_owned()),
            (Some(overlap), false) => reasons.push(format!("overlap {overlap} %")),
            (None, false) => {}
        }
        if self.suspect {
            reasons.push("suspect, it holds no items".to_owned());
        }
        if self.possible_gap {
            reasons.push("possible gap".to_owned());
        }
        let mut pause = jittered(interval, spread(id), rules);
        if let Some((floor, name)) = self.floor(rules) {
            reasons.push(format!("{name} {} is a floor", show_duration(floor)));
            pause = pause.max(floor);
        }
        let due = now + chrono::Duration::from_std(pause).unwrap_or(chrono::Duration::days(1));
        let due = if rules.obey_hints { self.skip(due, &mut reasons) } else { due };
        self.set_due(due, now, &reasons.join(", "));
    }

    /// The next hour in which the outlet does not want to be left alone. If it never wants to be
    /// asked, it did not mean it.
    fn skip(&self, due: DateTime<Utc>, reasons: &mut Vec<String>) -> DateTime<Utc> {
        let skipped = |time: DateTime<Utc>| {
            self.skip_hours.contains(&time.hour()) || self.skip_days.contains(&time.weekday().num_days_from_monday())
        };
        if !skipped(due) {
            return due;
        }
        let hour = due.duration_trunc(chrono::Duration::hours(1)).unwrap_or(due);
        let open = (1..=7 * 24).map(|hours| hour + chrono::Duration::hours(hours)).find(|time| !skipped(*time));
        match open {
            Some(open) => {
                reasons.push("skipHours and skipDays".to_owned());
                open
            }
            None => due,
        }
    }

    pub(super) fn set_due(&mut self, due: DateTime<Utc>, now: DateTime<Utc>, reasons: &str) {
        let pause = due.signed_duration_since(now).num_seconds().max(0);
        let shown = show_duration(Duration::from_secs(u64::try_from(pause).unwrap_or(0)));
        self.due = Some(due);
        self.why = format!("next poll in {shown}: {reasons}");
    }

    /// When a feed is due after a start at `now`: overdue ones are spread over their interval by
    /// their phase, so that a restart with a thousand feeds is no storm; one never asked is due at once.
    pub fn due_after_start(&self, id: &str, now: DateTime<Utc>) -> DateTime<Utc> {
        match self.due {
            None => now,
            // No rule of ours waits longer: some clock was wrong when it was written.
            Some(due) if due > now + LONGEST_PAUSE => now,
            Some(due) if due > now => due,
            Some(_) => {
                let pause = Duration::from_secs(self.interval_s).mul_f64((1.0 + spread(id)) / 2.0);
                now + chrono::Duration::from_std(pause).unwrap_or(chrono::Duration::zero())
            }
        }
    }
}

/// The interval a little longer or shorter by the feed's phase, and never beyond its bounds: there
/// the phase spreads feeds to the one side that is left.
fn jittered(interval: Duration, phase: f64, rules: &Rules) -> Duration {
    let phase = match interval {
        _ if interval <= rules.min => phase.abs(),
        _ if interval >= rules.max => -phase.abs(),
        _ => phase,
    };
    interval.clamp(rules.min, rules.max).mul_f64(1.0 + JITTER * phase).clamp(rules.min, rules.max)
}

/// The phase of a feed between -1 and 1, the same for ever.
fn spread(id: &str) -> f64 {
    let part = u32::try_from(xxh3_64(id.as_bytes()) >> 32).unwrap_or(0);
    f64::from(part) / f64::from(u32::MAX) * 2.0 - 1.0
}
