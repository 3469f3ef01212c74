//! Rows as bytes: fixed order, big-endian numbers, nothing optional but what a flag announces.

use crate::model::RecordId;

/// A row being written.
#[derive(Default)]
pub(super) struct Writer(Vec<u8>);

impl Writer {
    pub(super) fn u8(mut self, n: u8) -> Self {
        self.0.push(n);
        self
    }

    pub(super) fn u16(self, n: u16) -> Self {
        self.bytes(&n.to_be_bytes())
    }

    pub(super) fn u32(self, n: u32) -> Self {
        self.bytes(&n.to_be_bytes())
    }

    pub(super) fn u64(self, n: u64) -> Self {
        self.bytes(&n.to_be_bytes())
    }

    pub(super) fn id(self, id: RecordId) -> Self {
        self.bytes(&id.0)
    }

    pub(super) fn bytes(mut self, bytes: &[u8]) -> Self {
        self.0.extend_from_slice(bytes);
        self
    }

    /// Each item by `write`, behind their number.
    pub(super) fn list<T>(self, items: &[T], write: impl FnMut(Self, &T) -> Self) -> Self {
        let count = u32::try_from(items.len()).unwrap_or(u32::MAX);
        items.iter().take(count as usize).fold(self.u32(count), write)
    }

    /// Numbers behind their count: as a [`list`](Self::list) of them, and faster.
    pub(super) fn u32s(mut self, numbers: &[u32]) -> Self {
        let count = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
        self = self.u32(count);
        self.0.extend(numbers.iter().take(count as usize).flat_map(|number| number.to_be_bytes()));
        self
    }

    pub(super) fn finish(self) -> Vec<u8> {
        self.0
    }
}

/// A row being read. Every method is `None` once the row has ended too early.
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(row: &'a [u8]) -> Self {
        Self(row)
    }

    pub(super) fn bytes(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.bytes(N)?.try_into().ok()
    }

    pub(super) fn u8(&mut self) -> Option<u8> {
        self.array().map(u8::from_be_bytes)
    }

    pub(super) fn u16(&mut self) -> Option<u16> {
        self.array().map(u16::from_be_bytes)
    }

    pub(super) fn u32(&mut self) -> Option<u32> {
        self.array().map(u32::from_be_bytes)
    }

    pub(super) fn u64(&mut self) -> Option<u64> {
        self.array().map(u64::from_be_bytes)
    }

    pub(super) fn id(&mut self) -> Option<RecordId> {
        self.array().map(RecordId)
    }

    pub(super) fn list<T>(&mut self, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.u32()? as usize;
        // A damaged count must not reserve memory: every item has at least one byte.
        let mut items = Vec::with_capacity(count.min(self.0.len()));
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items)
    }

    /// Numbers behind their count, to be read when they are wanted.
    pub(super) fn u32s(&mut self) -> Option<impl ExactSizeIterator<Item = u32> + Clone + use<'a>> {
        let count = self.u32()? as usize;
        let (numbers, _) = self.bytes(count.checked_mul(4)?)?.as_chunks::<4>();
        Some(numbers.iter().map(|number| u32::from_be_bytes(*number)))
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
