//! The near window read back from the store: frequencies from the newest stored sketch and the
//! articles since, anchors from all articles of the window.

use super::{
    codec::Reader,
    damaged,
    index::{Loose, Ordinal},
    near::{WINDOW_DAYS, Window},
    near_row::{self, NearRow, SKETCH, key},
    shingle::Set,
};
use crate::model::{Memory, MemoryError, Table};

impl Window {
    /// The window as it was when the last article was stored.
    pub(super) fn restore(memory: &dyn Memory) -> Result<Self, MemoryError> {
        let mut window = Self::default();
        let mut intact = window.restore_sketch(memory)?;
        let from = key(b't', window.day).finish();
        memory.scan(Table::Near, &from, Some(&key(b't' + 1, 0).finish()), &mut |key, row| {
            intact &= window.recount(key, row).is_some();
            intact
        })?;
        let mut anchors = Loose::default();
        // Articles of earlier days may still be stored, but the window has ended before them.
        let from = key(b'a', window.day.saturating_sub(WINDOW_DAYS)).finish();
        memory.scan(Table::Near, &from, Some(&key(b'a' + 1, 0).finish()), &mut |key, row| {
            intact &= window.readd(key, row, &mut anchors).is_some();
            intact
        })?;
        window.index = anchors.index();
        if intact { Ok(window) } else { Err(damaged("near")) }
    }

    /// Takes the stored sketch, which is of one day; `false` if it is damaged.
    fn restore_sketch(&mut self, memory: &dyn Memory) -> Result<bool, MemoryError> {
        let (from, to) = (key(SKETCH, 0).finish(), key(SKETCH + 1, 0).finish());
        let mut intact = true;
        memory.scan(Table::Learned, &from, Some(&to), &mut |key, piece| {
            intact &= self.restore_piece(key, piece).is_some();
            intact
        })?;
        Ok(intact)
    }

    fn restore_piece(&mut self, key: &[u8], piece: &[u8]) -> Option<()> {
        (self.day, _) = place(key)?;
        match u16::from_be_bytes(*key.last_chunk()?) {
            u16::MAX => Some(()),
            number => self.sketch.restore(number, piece),
        }
    }

    /// Counts an article of the day of the sketch, or of one after it, once more.
    fn recount(&mut self, key: &[u8], row: &[u8]) -> Option<()> {
        let (day, _) = place(key)?;
        self.sketch.halve(day.saturating_sub(self.day));
        self.day = self.day.max(day);
        if let Some([title, body]) = NearRow::counted_words(row)? {
            Set::of([&title[..], &body]).iter().for_each(|trigram| self.sketch.add(trigram));
        }
        Some(())
    }

    /// Adds an article's anchors once more.
    fn readd(&mut self, key: &[u8], row: &[u8], anchors: &mut Loose) -> Option<()> {
        let (day, ordinal) = place(key)?;
        self.next = ordinal?;
        let ordinal = self.enter(day);
        near_row::each_anchor(row, |anchor| anchors.add(anchor, ordinal))
    }
}

/// The day and, if it has one, the number in a key.
fn place(key: &[u8]) -> Option<(u32, Option<Ordinal>)> {
    let mut key = Reader::new(key.get(2..)?);
    Some((key.u32()?, key.u32()))
}
