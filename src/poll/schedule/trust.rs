//! Validators and redirects: believed, but not for ever.

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::{History, Moved};
use crate::poll::{date, fetch::Validators};

/// A validator is asked with for this long, then once without.
const LONGEST: chrono::Duration = chrono::Duration::days(8);

/// Answers in a row that nothing has changed, after which a feed that should have changed is distrusted.
const MANY_UNCHANGED: u32 = 20;

/// How many expected gaps that row must span.
const GAPS_SPANNED: i64 = 4;

/// A redirect is remembered after this long and this often.
const SEEN_FOR: chrono::Duration = chrono::Duration::days(7);
const SEEN_TIMES: u32 = 3;

/// Whether the outlet answered where it was asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Move {
    /// At the configured address, or by way of a redirect that is not for good.
    #[default]
    Stays,
    /// Leading permanent redirects led from the address that was asked to this one.
    To(String),
    /// At an address that is remembered, which was asked instead of the configured one.
    Remembered,
}

impl History {
    /// Takes new validators, unless they cannot be true: a `Last-Modified` of 2041 is answered
    /// with 304 for ever, and the `ETag` beside it is made by the same clock.
    pub(super) fn trust(&mut self, validators: &Validators, now: DateTime<Utc>) {
        let in_future = |text: &Vec<u8>| {
            let text = String::from_utf8_lossy(text);
            date::read(&text, Tz::UTC).is_some_and(|time| time > now + chrono::Duration::hours(1))
        };
        self.forget_validators();
        if !validators.last_modified.as_ref().is_some_and(in_future) {
            self.etag.clone_from(&validators.etag);
            self.last_modified.clone_from(&validators.last_modified);
            self.validators_since = Some(now);
        }
    }

    /// The next poll asks for the whole document.
    pub(super) fn forget_validators(&mut self) {
        self.etag = None;
        self.last_modified = None;
        self.validators_since = None;
        self.body = None;
        self.unchanged_in_a_row = 0;
    }

    /// Drops validators that say "nothing has changed" for too long to be believed.
    pub(super) fn distrust(&mut self, now: DateTime<Utc>) {
        let Some(since) = self.validators_since else { return };
        let age = now.signed_duration_since(since);
        let gaps = i64::try_from(self.gaps_s.len()).unwrap_or(0);
        let usual = if gaps == 0 { 0 } else { self.gaps_s.iter().map(|gap| i64::from(*gap)).sum::<i64>() / gaps };
        let suspicious =
            self.unchanged_in_a_row >= MANY_UNCHANGED && usual > 0 && age.num_seconds() > GAPS_SPANNED * usual;
        if age > LONGEST || suspicious {
            self.forget_validators();
        }
    }

    /// Counts sightings of a permanent redirect to the same place. An outlet that answers at its
    /// configured address again has not moved; one that answers where we remember it has not come back.
    pub(super) fn see_move(&mut self, seen: &Move, now: DateTime<Utc>) {
        self.moved = match (seen, self.moved.take()) {
            (Move::Stays, _) => None,
            (Move::Remembered, before) => before,
            (Move::To(to), Some(moved)) if moved.to == *to => Some(Moved { sightings: moved.sightings + 1, ..moved }),
            (Move::To(to), _) => Some(Moved { to: to.clone(), since: now, sightings: 1 }),
        };
    }

    /// The address to ask: the configured one, or where it moved to, once that is believed. An
    /// upgrade to https on the same host is believed at once.
    pub fn address(&self, configured: &Url, now: DateTime<Utc>) -> Url {
        let Some((moved, to)) = self.moved.as_ref().and_then(|moved| Some((moved, Url::parse(&moved.to).ok()?))) else {
            return configured.clone();
        };
        let upgrade = configured.scheme() == "http"
            && to.scheme() == "https"
            && configured.host() == to.host()
            && configured.path() == to.path();
        let seen = moved.sightings >= SEEN_TIMES && now.signed_duration_since(moved.since) >= SEEN_FOR;
        if upgrade || seen { to } else { configured.clone() }
    }
}
