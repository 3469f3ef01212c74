//! The near window as it is stored: anchors apart from texts, so that a start reads little.

use std::sync::Arc;

use super::{
    Fingerprint,
    codec::{Reader, Writer},
    damaged,
    fingerprint::MIN_BODY,
    index::{Anchor, Ordinal},
    passage::{MAX_WORDS, Passage, Slot},
    shingle::Set,
    sketch::Sketch,
    words::SlotKind,
};
use crate::{
    model::{Changes, Memory, MemoryError, RecordId, Table},
    text::fold,
};

/// The kind of the sketch's rows: another one for another layout of its cells.
pub(super) const SKETCH: u8 = b'f';

/// The kind of the row that names the newest day.
const DAY: u8 = b'd';

/// A head of the window.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct NearRow {
    /// Its record, written or not.
    pub(super) of: RecordId,
    pub(super) story: RecordId,
    pub(super) written: bool,
    /// Whether its trigrams were counted: once for a story.
    pub(super) counted: bool,
    pub(super) title: Passage,
    pub(super) body: Passage,
}

impl NearRow {
    /// Whether the body is compared without the title.
    pub(super) fn is_article(&self) -> bool {
        self.body.tokens.len() >= MIN_BODY
    }

    /// The trigrams of title and body.
    pub(super) fn whole(&self) -> Set {
        Set::of([&self.title.tokens[..], &self.body.tokens[..]])
    }

    pub(super) fn encode(&self) -> Vec<u8> {
        let row = Writer::default().id(self.of).id(self.story).u8(u8::from(self.written)).u8(u8::from(self.counted));
        encode_passage(encode_passage(row, &self.title), &self.body).finish()
    }

    /// The words of title and body in a stored row, if its trigrams were counted; `None` if it is no row.
    pub(super) fn counted_words(row: &[u8]) -> Option<Option<[Vec<u32>; 2]>> {
        let mut row = Reader::new(row);
        row.bytes(2 * size_of::<RecordId>() + 1)?;
        let counted = row.u8()? != 0;
        let title = row.u32s()?;
        skip_slots(&mut row)?;
        let body = row.u32s()?;
        Some(counted.then(|| [title.collect(), body.collect()]))
    }

    pub(super) fn decode(row: &[u8]) -> Option<Self> {
        let mut row = Reader::new(row);
        Some(Self {
            of: row.id()?,
            story: row.id()?,
            written: row.u8()? != 0,
            counted: row.u8()? != 0,
            title: decode_passage(&mut row)?,
            body: decode_passage(&mut row)?,
        })
    }
}

/// The passages of a print as far as they are stored.
pub(super) fn passages(print: Fingerprint) -> (Passage, Passage) {
    let cut = |mut passage: Passage| {
        passage.tokens.truncate(MAX_WORDS);
        let words = passage.tokens.len();
        passage.slots.retain(|slot| slot.start as usize + usize::from(slot.len) <= words);
        passage
    };
    (cut(print.title), cut(print.body))
}

fn encode_passage(row: Writer, passage: &Passage) -> Writer {
    let slot = |row: Writer, slot: &Slot| {
        let length = u8::try_from(slot.text.len()).unwrap_or(u8::MAX);
        let text = crate::text::html::start(&slot.text, usize::from(length));
        let row = row.u32(slot.start).u8(slot.len).u8(slot.kind.code()).u32(slot.value);
        row.u8(u8::try_from(text.len()).unwrap_or(0)).bytes(text.as_bytes())
    };
    row.u32s(&passage.tokens).list(&passage.slots, slot)
}

fn decode_passage(row: &mut Reader<'_>) -> Option<Passage> {
    let tokens = row.u32s()?.collect();
    let slots = row.list(|row| {
        let (start, len, kind, value) = (row.u32()?, row.u8()?, SlotKind::from_code(row.u8()?)?, row.u32()?);
        let length = usize::from(row.u8()?);
        let text = std::str::from_utf8(row.bytes(length)?).ok()?;
        Some(Slot { start, len, kind, value, text: Arc::from(text) })
    })?;
    Some(Passage { tokens, slots })
}

fn skip_slots(row: &mut Reader<'_>) -> Option<()> {
    for _ in 0..row.u32()? {
        // As `decode_passage` reads them.
        row.bytes(10)?;
        let length = usize::from(row.u8()?);
        row.bytes(length)?;
    }
    Some(())
}

/// The key of an article's text.
pub(super) fn text_key(day: u32, ordinal: Ordinal) -> Vec<u8> {
    key(b't', day).u32(ordinal).finish()
}

/// The key of an article's anchors.
pub(super) fn anchors_key(day: u32, ordinal: Ordinal) -> Vec<u8> {
    key(b'a', day).u32(ordinal).finish()
}

pub(super) fn encode_anchors(anchors: &[Anchor]) -> Vec<u8> {
    Writer::default().list(anchors, |row, anchor| row.u8(anchor.shard).u32(anchor.tag)).finish()
}

/// Hands on the anchors of a row; `None` if it is none.
pub(super) fn each_anchor(row: &[u8], mut hand_on: impl FnMut(Anchor)) -> Option<()> {
    let mut row = Reader::new(row);
    for _ in 0..row.u32()? {
        hand_on(Anchor { shard: row.u8()?, tag: row.u32()? });
    }
    Some(())
}

pub(super) fn key(kind: u8, day: u32) -> Writer {
    Writer::default().u8(fold::VERSION).u8(kind).u32(day)
}

/// Stores that a day has begun.
pub(super) fn put_day(day: u32, changes: &mut Changes) {
    changes.put(Table::Learned, key(DAY, 0).finish(), Writer::default().u32(day).finish());
}

/// The last day that was stored as begun; 0 for none.
pub(super) fn last_day(memory: &dyn Memory) -> Result<u32, MemoryError> {
    let Some(row) = memory.get(Table::Learned, &key(DAY, 0).finish())? else { return Ok(0) };
    Reader::new(&row).u32().ok_or_else(|| damaged("learned"))
}

/// The ranges of the table that lie before a day.
pub(super) fn before(day: u32) -> Vec<(Table, Vec<u8>, Vec<u8>)> {
    [b'a', b't'].into_iter().map(|kind| (Table::Near, key(kind, 0).finish(), key(kind, day).finish())).collect()
}

/// The ranges of what another fold, or a sketch of another layout, left behind.
pub(super) fn of_other_versions() -> Vec<(Table, Vec<u8>, Vec<u8>)> {
    let ranges = |table| [(table, vec![], vec![fold::VERSION]), (table, vec![fold::VERSION + 1], vec![u8::MAX; 2])];
    let sketches = (Table::Learned, key(b's', 0).finish(), key(b's' + 1, 0).finish());
    [Table::Near, Table::Learned].into_iter().flat_map(ranges).chain([sketches]).collect()
}

/// Stores the sketch as it is at the start of a day, instead of that of an earlier one.
pub(super) fn put_sketch(sketch: &Sketch, day: u32, changes: &mut Changes) {
    changes.expire.push((Table::Learned, key(SKETCH, 0).finish(), key(SKETCH, day).finish()));
    // Says that there is a sketch of this day, even if nothing is left in it.
    changes.put(Table::Learned, key(SKETCH, day).u16(u16::MAX).finish(), Vec::new());
    for (number, piece) in sketch.pieces() {
        changes.put(Table::Learned, key(SKETCH, day).u16(number).finish(), piece);
    }
}
