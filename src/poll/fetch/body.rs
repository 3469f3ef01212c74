//! A body, chunk by chunk, under a limit.

use std::{ops::Deref, sync::Arc};

use reqwest::{Response, header};
use tokio::sync::OwnedSemaphorePermit;

use super::{FetchError, Fetcher, decode, patience::Patience};

/// Room made for a body whose size is not told.
const FIRST_GUESS: usize = 16 << 10;

/// Bodies that pass a size, on the wire or decoded: only so many of them may be in memory at once.
pub(super) struct Class {
    /// The size in bytes; whoever waits for a place holds no more.
    beyond: usize,
    /// Places.
    pub(super) at_once: usize,
}

/// The classes of long bodies. A body takes a place in each that it reaches, in this order, and keeps them until
/// what was in it is committed: outlets that send all they have, together, must not cost more than these.
pub(super) const CLASSES: [Class; 2] = [Class { beyond: LARGE, at_once: 4 }, Class { beyond: 2 << 20, at_once: 1 }];

const LARGE: usize = 512 << 10;

/// Room made for a large body, of which only what is written costs memory. The system's allocator, by which
/// the program is built without the feature `jemalloc`, maps what is larger than 32 MiB by itself, always, and
/// gives it back at once; having freed anything smaller, it would keep as much in each thread for later
/// (mallopt(3), `M_MMAP_THRESHOLD`).
const LARGE_ROOM: usize = 33 << 20;

/// An empty buffer for a body that may have `most` bytes.
pub(super) fn buffer(most: u64) -> Vec<u8> {
    Vec::with_capacity(if most > LARGE as u64 { LARGE_ROOM } else { 0 })
}

/// The place of a large body among the few that may be in memory at once; free when it is dropped.
#[derive(Clone, Debug, Default)]
pub struct Place {
    _permits: Arc<Vec<Option<OwnedSemaphorePermit>>>,
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
    // What is told may be a lie: room for a large body is made when it comes.
    let expected = told.map_or(FIRST_GUESS, |length| usize::try_from(length).unwrap_or(LARGE).min(LARGE));
    let mut coming = Coming { fetcher, patience, wire: Vec::with_capacity(expected), permits: Vec::new() };
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => coming.take(&chunk).await?,
            Ok(None) => break,
            Err(error) if coming.wire.is_empty() || error.is_timeout() => return Err(fetcher.told(error)),
            Err(_) => {
                oddities.push("body-cut".to_owned());
                break;
            }
        }
    }
    coming.unpack(coding.as_deref(), oddities).await
}

/// A body on its way, with the places that it has.
struct Coming<'f> {
    fetcher: &'f Fetcher,
    patience: &'f Patience,
    wire: Vec<u8>,
    permits: Vec<Option<OwnedSemaphorePermit>>,
}

impl Coming<'_> {
    async fn take(&mut self, chunk: &[u8]) -> Result<(), FetchError> {
        let limit = self.fetcher.settings.max_body;
        let length = self.wire.len() + chunk.len();
        if length as u64 > limit {
            return Err(FetchError::TooLarge { limit });
        }
        while self.free().is_some_and(|free| length > free) {
            self.stand().await;
        }
        self.wire.extend_from_slice(chunk);
        Ok(())
    }

    /// How long the body may be with the places that it has; `None` if nothing but the limit binds it.
    fn free(&self) -> Option<usize> {
        CLASSES.get(self.permits.len()).map(|class| class.beyond)
    }

    /// Waits for a place in the next class.
    async fn stand(&mut self) {
        if self.permits.is_empty() {
            let begun = std::mem::replace(&mut self.wire, buffer(self.fetcher.settings.max_body));
            self.wire.extend_from_slice(&begun);
        }
        let place = self.fetcher.place(self.permits.len());
        self.permits.push(self.patience.stand(place).await);
    }

    /// Decodes what came; a body that turns out to be large waits for its place before it is.
    async fn unpack(mut self, coding: Option<&str>, oddities: &mut Vec<String>) -> Result<Body, FetchError> {
        let (limit, ratio) = (self.fetcher.settings.max_body, self.fetcher.settings.max_ratio);
        let packed = decode::is_packed(&self.wire, coding);
        while packed && let Some(free) = self.free().filter(|free| (*free as u64) < limit) {
            let mut odd = Vec::new();
            match decode::decode(self.wire.clone(), coding, free as u64, ratio, &mut odd) {
                Err(FetchError::TooLarge { .. }) => self.stand().await,
                decoded => {
                    oddities.append(&mut odd);
                    return Ok(self.body(decoded?));
                }
            }
        }
        let wire = std::mem::take(&mut self.wire);
        Ok(self.body(decode::decode(wire, coding, limit, ratio, oddities)?))
    }

    fn body(self, bytes: Vec<u8>) -> Body {
        Body { bytes, place: Place { _permits: Arc::new(self.permits) } }
    }
}
