//! How common a trigram is: in how many stories of the last days it stood, about.

use super::codec::{Reader, Writer};

/// Counters. 70,000 new stories a day put 4 trigrams on each: far below
/// [`super::near::MAX_FREQUENCY`]. 8 MiB in all, touched only as far as it is used.
const CELLS: usize = BLOCKS * 2 * HALF;

/// Both counters of a trigram lie in one block: a line of the processor's cache, which is what a
/// look-up costs.
const BLOCKS: usize = 1 << 17;

/// Each in a half of its own.
const HALF: usize = 32;

/// Counters in one stored piece.
pub(super) const PIECE: usize = 1 << 15;

/// A count-min sketch with conservative update; a counter stays at 255.
#[derive(Debug)]
pub(super) struct Sketch {
    cells: Vec<u8>,
    /// Which pieces hold anything: the others need not be halved or stored.
    used: Vec<bool>,
}

impl Default for Sketch {
    fn default() -> Self {
        Self { cells: vec![0; CELLS], used: vec![false; CELLS / PIECE] }
    }
}

impl Sketch {
    /// How often a trigram was counted: never less than it was, rarely more.
    pub(super) fn count(&self, trigram: u64) -> u8 {
        cells(trigram).into_iter().filter_map(|cell| self.cells.get(cell)).min().copied().unwrap_or(0)
    }

    /// Counts a trigram.
    pub(super) fn add(&mut self, trigram: u64) {
        let count = self.count(trigram);
        for at in cells(trigram) {
            if let Some(cell) = self.cells.get_mut(at).filter(|cell| **cell == count) {
                *cell = cell.saturating_add(1);
            }
            if let Some(used) = self.used.get_mut(at / PIECE) {
                *used = true;
            }
        }
    }

    /// Forgets half of everything, `days` times over.
    pub(super) fn halve(&mut self, days: u32) {
        if days == 0 {
            return;
        }
        for (cells, used) in self.cells.chunks_mut(PIECE).zip(&mut self.used).filter(|(_, used)| **used) {
            *used = false;
            for half in cells.chunks_mut(HALF).filter(|half| is_used(half)) {
                half.iter_mut().for_each(|cell| *cell = cell.checked_shr(days).unwrap_or(0));
                *used |= is_used(half);
            }
        }
    }

    /// The pieces that hold anything, with their numbers.
    pub(super) fn pieces(&self) -> impl Iterator<Item = (u16, Vec<u8>)> + '_ {
        let used = self.cells.chunks(PIECE).zip(&self.used).enumerate().filter(|(_, (_, used))| **used);
        used.filter_map(|(number, (cells, _))| {
            let halves = cells.chunks(HALF).enumerate().filter(|(_, half)| is_used(half));
            let used = halves.flat_map(|(at, half)| (at * HALF..).zip(half)).filter(|(_, count)| **count > 0);
            let used: Vec<(u16, u8)> =
                used.filter_map(|(cell, count)| Some((u16::try_from(cell).ok()?, *count))).collect();
            Some((u16::try_from(number).ok()?, encode(cells, &used)))
        })
    }

    /// Takes a stored piece back; `None` if it is none.
    pub(super) fn restore(&mut self, number: u16, piece: &[u8]) -> Option<()> {
        let start = usize::from(number) * PIECE;
        let cells = self.cells.get_mut(start..start + PIECE)?;
        *self.used.get_mut(usize::from(number))? = true;
        let mut row = Reader::new(piece);
        if row.u8()? == 0 {
            for (cell, count) in row.list(|row| Some((row.u16()?, row.u8()?)))? {
                *cells.get_mut(usize::from(cell))? = count;
            }
        } else {
            cells.copy_from_slice(row.bytes(PIECE)?);
        }
        Some(())
    }
}

/// Whether a half block holds anything: most of a sketch is empty for long.
fn is_used(half: &[u8]) -> bool {
    half != [0; HALF]
}

/// The used cells one by one, or all of them where that is shorter.
fn encode(cells: &[u8], used: &[(u16, u8)]) -> Vec<u8> {
    if used.len() * 3 < cells.len() {
        Writer::default().u8(0).list(used, |row, (cell, count)| row.u16(*cell).u8(*count)).finish()
    } else {
        Writer::default().u8(1).bytes(cells).finish()
    }
}

/// The counters of a trigram.
fn cells(trigram: u64) -> [usize; 2] {
    // The high bits are those that multiplication mixes best.
    #[expect(clippy::cast_possible_truncation, reason = "masked to a place")]
    let bits = |from: u32, limit: usize| (trigram >> from) as usize & (limit - 1);
    let block = bits(47, BLOCKS) * 2 * HALF;
    [block + bits(42, HALF), block + HALF + bits(37, HALF)]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_halved() {
        let mut sketch = Sketch::default();
        (0..5).for_each(|_| sketch.add(77 << 40));
        assert_eq!(sketch.count(77 << 40), 5);
        sketch.halve(1);
        assert_eq!(sketch.count(77 << 40), 2);
        sketch.halve(30);
        assert_eq!(sketch.count(77 << 40), 0);
    }

    #[test]
    fn pieces_come_back() {
        let mut sketch = Sketch::default();
        let trigram = |n: u64| n.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        // The first piece is filled more densely than a list of cells would be worth.
        (0..PIECE as u64).for_each(|n| sketch.add(n << 42));
        (0..1000).for_each(|n| sketch.add(trigram(n)));
        let mut back = Sketch::default();
        sketch.pieces().for_each(|(number, piece)| back.restore(number, &piece).unwrap());
        assert!(sketch.cells == back.cells);
    }
}
