//! A body, chunk by chunk, under a limit.

use std::{ops::Deref, sync::Arc};

use reqwest::{Response, header};
use tokio::sync::OwnedSemaphorePermit;

use super::{FetchError, Fetcher, decode, patience::Patience};

/// Room made for a body whose size is not told.
const FIRST_GUESS: usize = 16 << 10;

/// A body that passes this, on the wire or decoded, is large: only few may be in memory at once, and
/// whoever waits to be one of them holds no more than this.
const LARGE: usize = 512 << 10;

/// Room made for a large body, of which only what is written costs memory. The system's allocator maps what
/// is larger than 32 MiB by itself, always, and gives it back at once; having freed anything smaller, it
/// would keep as much in each thread for later (mallopt(3), `M_MMAP_THRESHOLD`).
const LARGE_ROOM: usize = 33 << 20;

/// An empty buffer for a body that may have `most` bytes.
pub(super) fn buffer(most: u64) -> Vec<u8> {
    Vec::with_capacity(if most > LARGE as u64 { LARGE_ROOM } else { 0 })
}

/// The place of a large body among the few that may be in memory at once; free when it is dropped.
#[derive(Clone, Debug, Default)]
pub struct Place {
    _permit: Option<Arc<OwnedSemaphorePermit>>,
}

/// A body, decoded, with its place if it is large.
#[derive(Clone, Debug)]
pub struct Body {
    bytes: Vec<u8>,
    place: Place,
}

impl Body {
    /// The place, without the body: what was read from a large body is large, too.
    pub fn into_place(self) -> Place {
        self.place
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self { bytes, place: Place::default() }
    }
}

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

/// Reads and decodes a body.
///
/// A body that breaks off after its headers promised more is kept as far as it came: the reader
/// salvages complete items, and the next poll asks again because no validator is trusted.
pub(super) async fn read(
    fetcher: &Fetcher,
    mut response: Response,
    patience: &Patience,
    oddities: &mut Vec<String>,
) -> Result<Body, FetchError> {
    let limit = fetcher.settings.max_body;
    let declared = response.headers().get(header::CONTENT_ENCODING);
    let coding = declared.map(|coding| String::from_utf8_lossy(coding.as_bytes()).trim().to_ascii_lowercase());
    let told = response.content_length();
    if told.is_some_and(|length| length > limit) {
        return Err(FetchError::TooLarge { limit });
    }
    let mut place = None;
    // What is told may be a lie: room for a large body is made when it comes.
    let expected = told.map_or(FIRST_GUESS, |length| usize::try_from(length).unwrap_or(LARGE).min(LARGE));
    let mut wire = Vec::with_capacity(expected);
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                if wire.len() as u64 + chunk.len() as u64 > limit {
                    return Err(FetchError::TooLarge { limit });
                }
                if place.is_none() && wire.len() + chunk.len() > LARGE {
                    place = patience.stand(fetcher.place()).await;
                    let begun = std::mem::replace(&mut wire, buffer(limit));
                    wire.extend_from_slice(&begun);
                }
                wire.extend_from_slice(&chunk);
            }
            Ok(None) => break,
            Err(error) if wire.is_empty() || error.is_timeout() => return Err(fetcher.told(error)),
            Err(_) => {
                oddities.push("body-cut".to_owned());
                break;
            }
        }
    }
    unpack(fetcher, wire, coding.as_deref(), place, patience, oddities).await
}

/// Decodes what came; a body that turns out to be large waits for its place before it is.
async fn unpack(
    fetcher: &Fetcher,
    wire: Vec<u8>,
    coding: Option<&str>,
    mut place: Option<OwnedSemaphorePermit>,
    patience: &Patience,
    oddities: &mut Vec<String>,
) -> Result<Body, FetchError> {
    let (limit, ratio) = (fetcher.settings.max_body, fetcher.settings.max_ratio);
    if place.is_none() && decode::is_packed(&wire, coding) {
        let mut odd = Vec::new();
        match decode::decode(wire.clone(), coding, limit.min(LARGE as u64), ratio, &mut odd) {
            Err(FetchError::TooLarge { .. } | FetchError::Bomb { .. }) => {
                place = patience.stand(fetcher.place()).await;
            }
            decoded => {
                oddities.append(&mut odd);
                return decoded.map(Body::from);
            }
        }
    }
    let bytes = decode::decode(wire, coding, limit, ratio, oddities)?;
    Ok(Body { bytes, place: Place { _permit: place.map(Arc::new) } })
}
