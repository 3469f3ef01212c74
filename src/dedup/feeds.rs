//! What was learnt of each feed: its notices, and whether its guids can be trusted.

use std::collections::{HashMap, VecDeque};

use xxhash_rust::xxh3::xxh3_64;

use super::{
    codec::{Reader, Writer},
    damaged,
    forms::ByHash,
    identity::{Key, Known},
    overlay::Overlay,
};
use crate::{
    model::{Article, Memory, MemoryError, Table},
    text::fold,
};

/// A line is boilerplate if it stands in more than 30 % of the last so many items of its feed.
const WINDOW: u32 = 50;
const SHARE_IN_PERCENT: u32 = 30;

/// The fewest items after which a line counts as learnt: two reports on one day share lines too.
const MIN_ITEMS: u32 = 10;

/// Known items of a feed whose guid may turn out to be new: the last so many are remembered.
const GUID_WINDOW: u8 = 32;

/// The fewest of them that a feed is judged by.
const MIN_GUIDS: u8 = 8;

/// The most feeds that are held at a time; the others are read again when they come.
const MAX_HELD: usize = 1024;

/// What is known of all feeds.
#[derive(Debug, Default)]
pub(super) struct Feeds {
    /// Only looked up, never iterated.
    held: HashMap<u64, Feed>,
}

#[derive(Debug, Default)]
struct Feed {
    guids: Guids,
    /// Read when they are first asked for: repeats need no lines.
    lines: Option<Lines>,
}

/// The lines of a feed's last items that may be notices.
#[derive(Debug, Default)]
struct Lines {
    /// Oldest first.
    window: VecDeque<Seen>,
    /// In how many of the items a line stands.
    counts: HashMap<u32, u32, ByHash>,
    /// How many items there were, ever.
    items: u32,
}

/// The lines of an item: those of its newest version alone, so that a page that is rewritten all
/// day is one item and its lead no notice.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Seen {
    item: u32,
    lines: Vec<u32>,
}

/// How the guids of a feed behaved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Guids {
    /// One bit for each of the last known items, 1 for a new guid at a known address.
    renewed: u32,
    seen: u8,
    unstable: bool,
}

/// A row to be stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Update {
    pub(super) key: Vec<u8>,
    pub(super) value: Vec<u8>,
}

impl Feeds {
    fn feed(&mut self, id: &str, overlay: &Overlay, memory: &dyn Memory) -> Result<&mut Feed, MemoryError> {
        let hash = hash(id);
        if self.held.len() >= MAX_HELD && !self.held.contains_key(&hash) {
            self.held.clear();
        }
        match self.held.entry(hash) {
            std::collections::hash_map::Entry::Occupied(held) => Ok(held.into_mut()),
            std::collections::hash_map::Entry::Vacant(free) => Ok(free.insert(Feed::read(hash, overlay, memory)?)),
        }
    }

    fn lines(&mut self, id: &str, overlay: &Overlay, memory: &dyn Memory) -> Result<&mut Lines, MemoryError> {
        let lines = &mut self.feed(id, overlay, memory)?.lines;
        match lines {
            Some(lines) => Ok(lines),
            None => Ok(lines.insert(Lines::read(hash(id), overlay, memory)?)),
        }
    }

    /// Whether more than half of the feed's guids are new while their addresses are not.
    pub(super) fn guids_unstable(
        &mut self,
        id: &str,
        overlay: &Overlay,
        memory: &dyn Memory,
    ) -> Result<bool, MemoryError> {
        Ok(self.feed(id, overlay, memory)?.guids.unstable)
    }

    /// Notes whether a known item came with a new guid; `by` is the place of the key that it was
    /// known by. Gives the row to be stored, if anything changed.
    pub(super) fn guid_seen(
        &mut self,
        article: &Article,
        by: usize,
        known: &Known,
        overlay: &Overlay,
        memory: &dyn Memory,
    ) -> Result<Option<Update>, MemoryError> {
        // Another feed of the outlet may well have guids of its own for the same addresses.
        if article.guid.is_none() || article.canonical_url.is_none() || known.feed != hash(&article.source.id) {
            return Ok(None);
        }
        let feed = self.feed(&article.source.id, overlay, memory)?;
        let before = feed.guids;
        feed.guids.note(by > 0);
        let update = Update { key: row(b'g', known.feed).finish(), value: feed.guids.encode() };
        Ok((feed.guids != before).then_some(update))
    }

    /// Whether a line of the feed was learnt to be boilerplate.
    pub(super) fn learned(
        &mut self,
        id: &str,
        overlay: &Overlay,
        memory: &dyn Memory,
    ) -> Result<impl Fn(u32) -> bool + '_, MemoryError> {
        let lines = self.lines(id, overlay, memory)?;
        Ok(|line| lines.is_learned(line))
    }

    /// Notes the notices of a version of an item, in place of those of the version before.
    pub(super) fn learn(
        &mut self,
        id: &str,
        item: &Key,
        notices: Vec<u32>,
        overlay: &Overlay,
        memory: &dyn Memory,
    ) -> Result<Update, MemoryError> {
        let lines = self.lines(id, overlay, memory)?;
        let seen = Seen { item: item.last_chunk().map_or(0, |hash| u32::from_be_bytes(*hash)), lines: notices };
        let ordinal = lines.place_of(seen.item);
        let value = Writer::default().u32(ordinal).u32s(&seen.lines).u32(seen.item).finish();
        lines.note(seen);
        Ok(Update { key: row(b'l', hash(id)).u32(ordinal % WINDOW).finish(), value })
    }
}

impl Feed {
    fn read(hash: u64, overlay: &Overlay, memory: &dyn Memory) -> Result<Self, MemoryError> {
        let guids = overlay.get(memory, Table::Learned, &row(b'g', hash).finish())?;
        let guids = guids.map(|row| Guids::decode(&row).ok_or_else(|| damaged("learned"))).transpose()?;
        Ok(Self { guids: guids.unwrap_or_default(), lines: None })
    }
}

impl Lines {
    fn read(hash: u64, overlay: &Overlay, memory: &dyn Memory) -> Result<Self, MemoryError> {
        let mut window = Vec::new();
        for slot in 0..WINDOW {
            let key = row(b'l', hash).u32(slot).finish();
            let Some(value) = overlay.get(memory, Table::Learned, &key)? else { break };
            window.push(decode_seen(&value).ok_or_else(|| damaged("learned"))?);
        }
        window.sort_unstable();
        let mut lines = Self { items: window.first().map_or(0, |(ordinal, _)| *ordinal), ..Self::default() };
        window.into_iter().for_each(|(_, seen)| lines.note(seen));
        Ok(lines)
    }

    /// Which of all items it is: one of the last, or the next.
    fn place_of(&self, item: u32) -> u32 {
        let behind = self.window.iter().rev().position(|seen| seen.item == item).and_then(|at| u32::try_from(at).ok());
        behind.map_or(self.items, |at| self.items.wrapping_sub(at + 1))
    }

    fn note(&mut self, new: Seen) {
        for line in &new.lines {
            *self.counts.entry(*line).or_default() += 1;
        }
        let gone = match self.window.iter_mut().find(|seen| seen.item == new.item) {
            Some(seen) => Some(std::mem::replace(seen, new)),
            None => self.push(new),
        };
        for line in gone.map(|seen| seen.lines).unwrap_or_default() {
            if let Some(count) = self.counts.get_mut(&line) {
                *count -= 1;
                if *count == 0 {
                    self.counts.remove(&line);
                }
            }
        }
    }

    /// Adds an item, and gives the one that leaves the window for it.
    fn push(&mut self, seen: Seen) -> Option<Seen> {
        self.window.push_back(seen);
        self.items = self.items.wrapping_add(1);
        if self.window.len() > WINDOW as usize { self.window.pop_front() } else { None }
    }

    fn is_learned(&self, line: u32) -> bool {
        let items = u32::try_from(self.window.len()).unwrap_or(WINDOW);
        let count = self.counts.get(&line).copied().unwrap_or(0);
        items >= MIN_ITEMS && count * 100 > items * SHARE_IN_PERCENT
    }
}

impl Guids {
    fn note(&mut self, renewed: bool) {
        // A feed without a single renewed guid has nothing to remember.
        if !renewed && self.renewed == 0 {
            self.seen = 0;
            return;
        }
        self.renewed = self.renewed << 1 | u32::from(renewed);
        self.seen = self.seen.saturating_add(1).min(GUID_WINDOW);
        self.unstable |= self.seen >= MIN_GUIDS && self.renewed.count_ones() * 2 > u32::from(self.seen);
    }

    fn encode(self) -> Vec<u8> {
        Writer::default().u32(self.renewed).u8(self.seen).u8(u8::from(self.unstable)).finish()
    }

    fn decode(row: &[u8]) -> Option<Self> {
        let mut row = Reader::new(row);
        Some(Self { renewed: row.u32()?, seen: row.u8()?, unstable: row.u8()? != 0 })
    }
}

/// The hash of a feed's id.
pub(super) fn hash(id: &str) -> u64 {
    xxh3_64(id.as_bytes())
}

fn decode_seen(row: &[u8]) -> Option<(u32, Seen)> {
    let mut row = Reader::new(row);
    let (ordinal, lines) = (row.u32()?, row.u32s()?.collect());
    // Rows of before the item was noted are an item each.
    let item = if row.is_empty() { !ordinal } else { row.u32()? };
    Some((ordinal, Seen { item, lines }))
}

fn row(kind: u8, feed: u64) -> Writer {
    Writer::default().u8(fold::VERSION).u8(kind).u64(feed)
}
