//! The bytes on their way to the output, in pieces that fill the pages of the store.

use redb::{ReadableTable, WriteTransaction};

use super::{Entry, Segment, StateError, schema::OUTBOX};

/// A page of the store.
const PAGE: usize = 4096;

/// The longest piece has as many pages.
const MOST_PAGES: usize = 16;

/// What a page that holds one piece needs for itself: 24 bytes in redb 4, and some to spare.
const OVERHEAD: usize = 64;

/// Puts an entry in. Pages come in powers of two: an entry of 130 KiB as one row would take, and
/// write, 256 KiB. In pieces it takes little more than it has.
pub(super) fn put(txn: &WriteTransaction, segment: u64, entry: &Entry) -> Result<(), StateError> {
    let mut outbox = txn.open_table(OUTBOX)?;
    let mut offset = entry.offset;
    for piece in pieces(&entry.bytes) {
        outbox.insert((segment, offset), piece)?;
        offset += piece.len() as u64;
    }
    Ok(())
}

/// Drops what is known to be on the disk: all before the synced offset of this segment.
pub(super) fn forget_synced(txn: &WriteTransaction, segment: &Segment) -> Result<(), StateError> {
    let mut outbox = txn.open_table(OUTBOX)?;
    let first = outbox.first()?.map(|(key, _)| key.value());
    let synced = (segment.number, segment.synced);
    if first.is_some_and(|first| first < synced) {
        // Pieces end at the synced offset or begin there: it is the end of a batch.
        outbox.retain_in(..synced, |_, _| false)?;
    }
    Ok(())
}

/// The longest pieces that each fill a page, then what is left.
fn pieces(mut bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    std::iter::from_fn(move || {
        let most = std::iter::successors(Some(MOST_PAGES), |pages| Some(pages / 2).filter(|pages| *pages > 0))
            .map(|pages| pages * PAGE - OVERHEAD)
            .find(|most| *most <= bytes.len());
        let (piece, rest) = bytes.split_at_checked(most.unwrap_or(bytes.len()))?;
        bytes = rest;
        (!piece.is_empty()).then_some(piece)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(len: usize, expected: &[usize]) {
        let bytes: Vec<u8> = (0..len).map(|at| at.to_le_bytes()[0]).collect();
        let found: Vec<&[u8]> = pieces(&bytes).collect();
        assert_eq!(found.iter().map(|piece| piece.len()).collect::<Vec<_>>(), expected);
        assert_eq!(found.concat(), bytes);
    }

    #[test]
    fn pieces_fill_pages() {
        check(0, &[]);
        check(10, &[10]);
        check(4032, &[4032]);
        check(5000, &[4032, 968]);
        check(130 << 10, &[65_472, 65_472, 2176]);
        check(40_000, &[32_704, 4032, 3264]);
    }
}
