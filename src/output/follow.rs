//! Following the output by number, across rotations, packing and restarts.

use std::{io, sync::Arc};

use super::{
    files::{Files, Handle},
    line,
    names::{Names, Packing, Sealed},
    read::{self, Lines},
};
use crate::state::FileId;

/// A reader that follows the output by `seq`: whole lines only, each once, in order.
pub struct Follower {
    files: Arc<dyn Files>,
    names: Names,
    next_seq: u64,
    /// The first `seq` of the last file read to its end.
    done: Option<u64>,
    current: Option<Current>,
}

/// The file being read.
struct Current {
    lines: Lines,
    first_seq: Option<u64>,
    /// Bytes behind the last line, unpacked.
    at: u64,
    /// For the active file, which may go on.
    active: Option<FileId>,
    /// It has stopped being the active one; what it has is all it will have.
    left: bool,
}

impl Follower {
    /// A reader of the lines from `next_seq` on.
    pub fn new(files: Arc<dyn Files>, names: Names, next_seq: u64) -> Self {
        Self { files, names, next_seq, done: None, current: None }
    }

    /// The next line, passed to `take` without its line feed. `false` if there is none yet.
    ///
    /// # Errors
    /// If a file cannot be read, or the first error of `take`.
    pub fn next_line<E: From<io::Error>>(&mut self, take: impl FnOnce(&[u8]) -> Result<(), E>) -> Result<bool, E> {
        loop {
            let current = match &mut self.current {
                Some(current) => current,
                None => match self.locate()? {
                    Some(current) => self.current.insert(current),
                    None => return Ok(false),
                },
            };
            if let Some(line) = current.lines.next_line()? {
                current.at += line.len() as u64 + 1;
                // Somebody else's line has no number, and is passed over.
                let Some(seq) = line::seq(line) else { continue };
                current.first_seq.get_or_insert(seq);
                if seq >= self.next_seq {
                    self.next_seq = seq + 1;
                    take(line)?;
                    return Ok(true);
                }
            } else if !self.turn()? {
                return Ok(false);
            }
        }
    }

    /// Where the last line ended: the first `seq` of its file, and the byte behind its line feed.
    pub fn place(&self) -> Option<(u64, u64)> {
        let current = self.current.as_ref()?;
        Some((current.first_seq?, current.at))
    }

    /// At the end of a file: `false` if it may go on, else the next file is looked for.
    fn turn(&mut self) -> io::Result<bool> {
        let Some(current) = &mut self.current else { return Ok(true) };
        if let Some(id) = current.active
            && !current.left
        {
            let there = self.files.stat(self.names.active())?;
            if there.is_some_and(|stat| stat.id == id && stat.len >= current.lines.offset()) {
                return Ok(false);
            }
            // It was written to until it was left: read on once more.
            current.left = true;
            return Ok(true);
        }
        self.done = current.first_seq.max(self.done);
        self.current = None;
        Ok(true)
    }

    /// The file in which the next line is or will be.
    fn locate(&mut self) -> io::Result<Option<Current>> {
        // The active file first: a rotation after this leaves it open here, one before it shows in
        // the list.
        let active = self.open_active()?;
        let begins = active.as_ref().and_then(|active| active.first_seq);
        if begins.is_none_or(|first_seq| first_seq > self.next_seq) {
            let sealed = read::sealed(&*self.files, &self.names)?;
            if let Some(sealed) = choose(&sealed, self.next_seq, self.done) {
                return self.open_sealed(sealed);
            }
        }
        Ok(active)
    }

    fn open_active(&self) -> io::Result<Option<Current>> {
        let path = self.names.active();
        let Some(handle) = if_there(self.files.open(path))? else { return Ok(None) };
        let stat = handle.stat()?;
        let mut head = [0; 64];
        let len = handle.read_at(&mut head, 0)?;
        let first_seq = head.get(..len).and_then(line::seq);
        let lines = Lines::new(handle, Packing::Plain)?;
        Ok(Some(Current { lines, first_seq, at: 0, active: Some(stat.id), left: false }))
    }

    /// `None` if it was packed or removed meanwhile; then it is looked for again.
    fn open_sealed(&mut self, sealed: &Sealed) -> io::Result<Option<Current>> {
        let path = self.names.dir().join(&sealed.name);
        let Some(handle) = if_there(self.files.open(&path))? else { return self.locate() };
        let lines = Lines::new(handle, sealed.packing)?;
        Ok(Some(Current { lines, first_seq: Some(sealed.first_seq), at: 0, active: None, left: false }))
    }
}

/// The segment with the line `next_seq`, or where that is gone the first one behind it.
fn choose(sealed: &[Sealed], next_seq: u64, done: Option<u64>) -> Option<&Sealed> {
    let mut left = sealed.iter().filter(|sealed| done.is_none_or(|done| sealed.first_seq > done));
    let with = left.clone().rfind(|sealed| sealed.first_seq <= next_seq);
    with.or_else(|| left.next())
}

fn if_there(handle: io::Result<Box<dyn Handle>>) -> io::Result<Option<Box<dyn Handle>>> {
    match handle {
        Ok(handle) => Ok(Some(handle)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
