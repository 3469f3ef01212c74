//! What an article is, compared with all that was seen before.
//!
//! [`Dedup::judge`] gives exactly one verdict per article, in order; [`Dedup::settle`] takes back
//! whether its record was written and gives the rows to be stored with it. Between the two
//! nothing else is judged. All state is in the store or can be rebuilt from it; clock and order
//! are arguments, so that the same input gives the same verdicts however it is cut into batches.
//!
//! | module | knows |
//! |---|---|
//! | [`words`], `forms`, `strip` | what belongs to the outlet and not to the report |
//! | `fingerprint`, `passage` | the words of an article as hashes, with its slots |
//! | `shingle`, `index`, `sketch`, `near` | the articles of the last 14 days and what is like a new one |
//! | `near_row`, `restore` | these articles as they are stored, and read back |
//! | `slots` | whether reports in the same sentences report the same |
//! | `feeds` | what was learnt of each feed |
//! | `identity`, `texts` | items and texts that were seen |
//! | `overlay` | what is decided and not yet committed |

mod codec;
mod expiry;
mod feeds;
mod fingerprint;
mod forms;
mod identity;
mod index;
mod judge;
mod known;
mod likeness;
mod near;
mod near_row;
mod overlay;
mod passage;
mod restore;
mod settle;
mod shingle;
mod sketch;
mod slots;
mod strip;
mod texts;
pub mod words;

#[cfg(test)]
mod tests;

use chrono::{DateTime, TimeDelta, Utc};
pub use fingerprint::Fingerprint;
pub use judge::{Judged, Outcome};
use words::{SharedWords, Words};

use crate::model::{Memory, MemoryError};

/// The most revisions of one item that are written. An outlet that reuses an address for a
/// rolling page would fill the output; later ones are only counted.
pub const MAX_REVISIONS: u32 = 24;

/// How the stage is set up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How long an item is remembered after it was last seen: `dedup.retain`. Counted in days.
    pub retain: TimeDelta,
    /// Whether near duplicates are looked for: `dedup.near`.
    pub near: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { retain: TimeDelta::days(90), near: true }
    }
}

/// The stage: what it needs in memory, beside the store.
#[derive(Debug)]
pub struct Dedup {
    settings: Settings,
    words: SharedWords,
    overlay: overlay::Overlay,
    feeds: feeds::Feeds,
    window: near::Window,
    /// The window is yet to be read back. It is when an article is first to be compared with others,
    /// which an unchanged poll never comes to.
    window_sleeps: bool,
    /// The first day of the near window that is still stored; `None` before the first look.
    stored_from: Option<u32>,
    /// The newest day seen: time does not run backwards here, whatever the clock does.
    today: u32,
}

impl Dedup {
    /// The stage with what `memory` holds for it; `words` is called at the first article that is
    /// compared with others.
    ///
    /// # Errors
    /// If the memory cannot be read.
    pub fn open(
        settings: Settings,
        words: impl FnOnce() -> Words + Send + 'static,
        memory: &dyn Memory,
    ) -> Result<Self, MemoryError> {
        Ok(Self {
            settings,
            words: words::shared(words),
            overlay: overlay::Overlay::default(),
            feeds: feeds::Feeds::default(),
            window: near::Window::default(),
            window_sleeps: settings.near,
            stored_from: None,
            today: near_row::last_day(memory)?,
        })
    }

    /// Closes the batch of all that was settled since the last call, and gives its number.
    pub fn seal(&mut self) -> u64 {
        self.overlay.seal()
    }

    /// To be called when the changes of a batch can be read from the memory.
    pub fn committed(&mut self, batch: u64) {
        self.overlay.committed(batch);
    }

    /// The words that the comparison knows: for [`Fingerprint::of`].
    pub fn words(&self) -> SharedWords {
        SharedWords::clone(&self.words)
    }

    /// The articles that were added to the near window since it was last empty, and the bytes of
    /// memory that it takes for them; 8 MiB for frequencies come on top, touched as far as used.
    /// None before an article is compared.
    pub fn near_window(&self) -> (u32, usize) {
        (self.window.next, self.window.index.bytes())
    }

    /// The first day that is still remembered.
    fn horizon(&self) -> u32 {
        let days = self.settings.retain.num_days().max(1);
        self.today.saturating_sub(u32::try_from(days).unwrap_or(u32::MAX))
    }
}

/// Days since 1970.
fn day(now: DateTime<Utc>) -> u32 {
    u32::try_from(now.timestamp().div_euclid(86_400)).unwrap_or(0)
}

/// The error for a row that is not what it was written as.
fn damaged(table: &str) -> MemoryError {
    MemoryError(format!("a row of `{table}` cannot be read").into())
}
