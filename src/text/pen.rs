//! A buffer that runs of letters are folded into where they will stand.

use super::run::{RUN, Run};

/// Bytes written so far, with room behind them: a run is written in place and not copied.
pub(super) struct Pen {
    /// Beyond `end` anything may stand.
    bytes: Vec<u8>,
    end: usize,
}

impl Pen {
    /// Goes on behind `bytes`, with room for so many more before it must grow.
    pub(super) fn behind(mut bytes: Vec<u8>, more: usize) -> Self {
        let end = bytes.len();
        bytes.resize(end + more + RUN + 1, 0);
        Self { bytes, end }
    }

    /// Room for a run, one byte further if a space is to stand before it.
    pub(super) fn room(&mut self, space: bool) -> Option<&mut [u8; RUN]> {
        let start = self.end + usize::from(space);
        if self.bytes.len() < start + RUN {
            self.grow();
        }
        self.bytes.get_mut(start..)?.first_chunk_mut()
    }

    /// Keeps a run that was written into the room, and the space before it.
    pub(super) fn keep(&mut self, space: bool, run: &Run) {
        if space {
            self.push(b' ');
        }
        self.end += run.folded;
    }

    pub(super) fn push(&mut self, byte: u8) {
        if self.end >= self.bytes.len() {
            self.grow();
        }
        if let Some(free) = self.bytes.get_mut(self.end) {
            *free = byte;
            self.end += 1;
        }
    }

    pub(super) fn extend(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.push(*byte);
        }
    }

    /// Takes the last bytes back.
    pub(super) fn cut(&mut self, bytes: usize) {
        self.end = self.end.saturating_sub(bytes);
    }

    /// One past the last byte written.
    pub(super) fn end(&self) -> usize {
        self.end
    }

    /// What was written from a byte on.
    pub(super) fn from(&self, start: usize) -> &[u8] {
        self.bytes.get(start..self.end).unwrap_or(&[])
    }

    pub(super) fn finish(mut self) -> Vec<u8> {
        self.bytes.truncate(self.end);
        self.bytes
    }

    #[cold]
    fn grow(&mut self) {
        self.bytes.resize(2 * self.bytes.len() + RUN + 1, 0);
    }
}
