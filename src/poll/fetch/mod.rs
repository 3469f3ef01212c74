//! One conditional request: redirects checked hop by hop, bodies capped on the wire and decoded.
//!
//! reqwest is kept on a short rein. It follows no redirect, undoes no compression and uses no
//! proxy of the environment by itself: hops are checked here, a bomb is stopped at its size, and
//! secrets are sent to the origin that they belong to and to no other.

mod body;
mod client;
mod decode;
mod error;
mod patience;
mod request;

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use url::Url;

use super::date;

pub use body::{Body, Place};
pub use client::Fetcher;
pub use error::{FetchError, Retry};

/// What the outlet gave us to ask with next time, byte for byte.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Validators {
    /// The `ETag`, which may hold bytes that are no ASCII.
    pub etag: Option<Vec<u8>>,
    /// The `Last-Modified`.
    pub last_modified: Option<Vec<u8>>,
}

impl Validators {
    /// Whether there is nothing to ask with.
    pub fn is_empty(&self) -> bool {
        self.etag.is_none() && self.last_modified.is_none()
    }
}

/// One answer on the way to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// Who answered.
    pub url: Url,
    /// With which status.
    pub status: u16,
}

/// What an answer says beside its body.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The address that answered, after redirects.
    pub url: Url,
    /// The status.
    pub status: u16,
    /// Redirects on the way.
    pub hops: Vec<Hop>,
    /// To be sent with the next request.
    pub validators: Validators,
    /// Seconds from `Cache-Control: max-age`.
    pub max_age: Option<u64>,
    /// The `Content-Type`.
    pub content_type: Option<String>,
    /// Names and values of all headers, for people.
    pub headers: Vec<(String, String)>,
    /// Oddities of the transfer, such as `gzip-undeclared`.
    pub oddities: Vec<String>,
}

/// What came back.
#[derive(Clone, Debug)]
pub enum Fetched {
    /// Nothing has changed since the validators were given.
    NotModified(Answer),
    /// A body, decoded.
    Body(Answer, Body),
}

impl Fetched {
    /// What the answer says beside its body.
    pub fn answer(&self) -> &Answer {
        match self {
            Self::NotModified(answer) | Self::Body(answer, _) => answer,
        }
    }
}

/// When an outlet wants to be asked again: `Retry-After` in seconds or as a date.
///
/// At most 24 hours; a date in the past is now.
pub fn retry_after(value: &str, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    const LONGEST: i64 = 24 * 3600;
    let value = value.trim();
    let seconds = match value.parse::<i64>() {
        Ok(seconds) => seconds,
        Err(_) => {
            let until = date::read(value, Tz::UTC)?;
            until.with_timezone(&Utc).signed_duration_since(now).num_seconds()
        }
    };
    Some(now + chrono::Duration::seconds(seconds.clamp(0, LONGEST)))
}

#[cfg(test)]
mod tests;
