//! A file of items, read from where an earlier replay of it ended.

use std::{
    fs::File,
    io::{self, BufRead, BufReader, Seek},
    path::Path,
};

use xxhash_rust::xxh3::{Xxh3, xxh3_64};

use crate::daemon::replay::Position;

/// Bytes read at a time.
const BUFFER: usize = 1 << 18;

/// What is read, line by line.
pub(super) struct Input {
    lines: Box<dyn BufRead>,
    /// What its position is remembered under: the hash of its first line, so that a file may be
    /// moved. `None` for what is read only once: a pipe.
    key: Option<u64>,
    gone_on_from: Option<Position>,
    /// Of all bytes up to here.
    hash: Xxh3,
    bytes: u64,
    number: u64,
}

/// A line.
pub(super) struct Line {
    /// Its number, from 1.
    pub(super) number: u64,
    /// With its end.
    pub(super) bytes: Vec<u8>,
    /// How far the input is read with it.
    pub(super) end: Option<(u64, Position)>,
}

impl Input {
    /// Opens a file, or standard input for `-`. If `known` has a position in it and the bytes
    /// before that are those that were read then, it is gone on with from there.
    ///
    /// # Errors
    /// If it cannot be opened or read, or if `known` fails.
    pub(super) fn open(path: &Path, known: impl FnOnce(u64) -> io::Result<Option<Position>>) -> io::Result<Self> {
        if path.as_os_str() == "-" {
            return Ok(Self::over(Box::new(io::stdin().lock()), None));
        }
        let file = File::open(path)?;
        if !file.metadata()?.is_file() {
            return Ok(Self::over(Box::new(BufReader::with_capacity(BUFFER, file)), None));
        }
        let mut lines = BufReader::with_capacity(BUFFER, file);
        let mut first = Vec::new();
        lines.read_until(b'\n', &mut first)?;
        let key = xxh3_64(&first);
        lines.rewind()?;
        if let Some(position) = known(key)? {
            if let Some((hash, number)) = pass(&mut lines, &position)? {
                let (lines, gone_on_from) = (Box::new(lines), Some(position));
                return Ok(Self { lines, key: Some(key), gone_on_from, hash, bytes: position.bytes, number });
            }
            lines.rewind()?;
        }
        Ok(Self::over(Box::new(lines), Some(key)))
    }

    fn over(lines: Box<dyn BufRead>, key: Option<u64>) -> Self {
        Self { lines, key, gone_on_from: None, hash: Xxh3::new(), bytes: 0, number: 0 }
    }

    /// Where an earlier replay of it had ended, if it is gone on with.
    pub(super) fn gone_on_from(&self) -> Option<&Position> {
        self.gone_on_from.as_ref()
    }

    /// The number of the last line that was read, now or then.
    pub(super) fn line(&self) -> u64 {
        self.number
    }

    /// The next lines, at most so many; none at the end.
    ///
    /// # Errors
    /// If it cannot be read.
    pub(super) fn next(&mut self, most: usize) -> io::Result<Vec<Line>> {
        let mut lines = Vec::with_capacity(most);
        while lines.len() < most {
            let mut bytes = Vec::new();
            if self.lines.read_until(b'\n', &mut bytes)? == 0 {
                break;
            }
            self.number += 1;
            self.bytes += bytes.len() as u64;
            self.hash.update(&bytes);
            // What has no end may go on when the file has grown: it is to be read again.
            let end = bytes.ends_with(b"\n").then(|| self.position()).flatten();
            lines.push(Line { number: self.number, bytes, end });
        }
        Ok(lines)
    }

    fn position(&self) -> Option<(u64, Position)> {
        Some((self.key?, Position { bytes: self.bytes, hash: self.hash.digest(), clock: None }))
    }
}

/// Reads up to a position: the hash of what was read, and its lines; `None` if these are not the
/// bytes that the position is behind.
fn pass(lines: &mut impl BufRead, position: &Position) -> io::Result<Option<(Xxh3, u64)>> {
    let (mut hash, mut left, mut number) = (Xxh3::new(), position.bytes, 0);
    while left > 0 {
        let buffer = lines.fill_buf()?;
        let size = buffer.len().min(usize::try_from(left).unwrap_or(usize::MAX));
        let Some(part) = buffer.get(..size).filter(|part| !part.is_empty()) else { return Ok(None) };
        hash.update(part);
        number += memchr::memchr_iter(b'\n', part).count() as u64;
        lines.consume(size);
        left -= size as u64;
    }
    Ok((hash.digest() == position.hash).then_some((hash, number)))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// Reads a file to its end and gives its lines and the last position.
    fn read(path: &Path, known: Option<(u64, Position)>) -> (Vec<String>, Option<(u64, Position)>) {
        let known = |key| Ok(known.and_then(|(of, position)| (of == key).then_some(position)));
        let mut input = Input::open(path, known).unwrap();
        let lines = input.next(100).unwrap();
        let last = lines.iter().filter_map(|line| line.end).next_back();
        (lines.into_iter().map(|line| String::from_utf8(line.bytes).unwrap()).collect(), last)
    }

    #[test]
    fn a_file_that_grew_is_gone_on_with() {
        let dir = tempfile::tempdir().unwrap();
        let (path, moved) = (dir.path().join("items"), dir.path().join("moved"));
        fs::write(&path, "one\ntwo\nthr").unwrap();
        let (lines, position) = read(&path, None);
        assert_eq!(lines, ["one\n", "two\n", "thr"]);
        fs::write(&moved, "one\ntwo\nthree\nfour\n").unwrap();
        let (lines, position) = read(&moved, position);
        assert_eq!(lines, ["three\n", "four\n"]);
        assert_eq!(read(&moved, position), (Vec::new(), None));
    }

    #[test]
    fn another_file_of_the_same_start_is_read_from_its_start() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("items");
        fs::write(&path, "one\ntwo\n").unwrap();
        let (_, position) = read(&path, None);
        for other in ["one\n2\n4\n", "one\n"] {
            fs::write(&path, other).unwrap();
            assert_eq!(read(&path, position).0.concat(), other);
        }
    }
}
