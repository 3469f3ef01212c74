//! Why a feed could not be fetched, and whether asking again can help.

use std::time::Duration;

use chrono::{DateTime, Utc};
use thiserror::Error;

use super::Answer;
use crate::{config::value::show_duration, poll::address::Forbidden};

/// Why a feed could not be fetched.
#[derive(Debug, Error)]
pub enum FetchError {
    /// The address, or one that it led to, may not be asked.
    #[error(transparent)]
    Forbidden(#[from] Forbidden),
    /// No connection, or it broke.
    #[error("{}", innermost(.0))]
    Connection(#[source] reqwest::Error),
    /// It took too long.
    #[error("nothing within {}", show_duration(*.limit))]
    Timeout {
        /// The limit that was passed.
        limit: Duration,
    },
    /// The body is larger than allowed.
    #[error("body passed {limit} bytes (`http.max_body`)")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// The body grows out of proportion when it is decoded.
    #[error("body grew to more than {ratio} times its size on the wire (`http.max_ratio`)")]
    Bomb {
        /// The limit.
        ratio: u64,
    },
    /// The body cannot be decoded.
    #[error("body cannot be decoded as {}", excerpt(.coding))]
    Coding {
        /// What it was declared to be.
        coding: String,
    },
    /// The outlet answered with a status that is no success.
    #[error("outlet answered `{status}`")]
    Status {
        /// The status.
        status: u16,
        /// When it wants to be asked again.
        retry_at: Option<DateTime<Utc>>,
        /// What else it said, for people.
        answer: Box<Answer>,
    },
    /// It redirected too often.
    #[error("more than {limit} redirects (`http.max_redirects`)")]
    Redirects {
        /// The limit.
        limit: usize,
    },
    /// It redirected to something that is no address.
    #[error("redirect to `{}`, which is no HTTP address", excerpt(.location))]
    Redirect {
        /// What it named.
        location: String,
    },
    /// The file cannot be read.
    #[error("file cannot be read: {0}")]
    File(#[source] std::io::Error),
    /// The request cannot be made of what is configured.
    #[error("request cannot be made: {0}")]
    Request(String),
    /// The daemon is told to stop.
    #[error("cut off, the daemon stops")]
    Stopped,
}

/// Whether asking again can help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// As usual, after a while that grows.
    Backoff,
    /// Not before the outlet said.
    At(DateTime<Utc>),
    /// The outlet says that the feed is gone.
    Gone,
}

impl FetchError {
    /// Whether asking again can help.
    pub fn retry(&self) -> Retry {
        match self {
            Self::Status { status: 410, .. } => Retry::Gone,
            Self::Status { retry_at: Some(at), .. } => Retry::At(*at),
            Self::Forbidden(_)
            | Self::Connection(_)
            | Self::Timeout { .. }
            | Self::TooLarge { .. }
            | Self::Bomb { .. }
            | Self::Coding { .. }
            | Self::Status { .. }
            | Self::Redirects { .. }
            | Self::Redirect { .. }
            | Self::File(_)
            | Self::Request(_)
            | Self::Stopped => Retry::Backoff,
        }
    }

    /// Whether the fault may lie with our own network.
    pub fn is_network(&self) -> bool {
        matches!(self, Self::Connection(_) | Self::Timeout { .. })
    }
}

/// As much of what an outlet wrote as a message needs.
fn excerpt(text: &str) -> String {
    const SHOWN: usize = 100;
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or("")),
        None => text.to_owned(),
    }
}

/// The cause that says most: reqwest wraps it in "error sending request".
fn innermost(error: &reqwest::Error) -> String {
    let mut cause: &dyn std::error::Error = error;
    while let Some(next) = cause.source() {
        cause = next;
    }
    cause.to_string()
}
