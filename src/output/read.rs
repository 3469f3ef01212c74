//! Reading what was written: the files of an output in order, and whole lines of them.

use std::io::{self, BufRead, BufReader, Read};

use flate2::read::MultiGzDecoder;

use super::{
    files::{Files, Handle},
    line,
    names::{Names, Packing, Sealed},
};

/// How much is read at a time.
const BLOCK: usize = 64 << 10;

/// The sealed segments in the order of their lines, each once: as it was written, if it is still
/// there so.
///
/// # Errors
/// If the directory cannot be read.
pub fn sealed(files: &dyn Files, names: &Names) -> io::Result<Vec<Sealed>> {
    let mut sealed: Vec<Sealed> = files.list(names.dir())?.iter().filter_map(|name| names.parse(name)).collect();
    sealed.sort();
    sealed.dedup_by_key(|sealed| sealed.first_seq);
    Ok(sealed)
}

/// Whole lines of a file. A line without its line feed is not there yet.
pub struct Lines {
    reader: BufReader<Box<dyn Read + Send>>,
    line: Vec<u8>,
    whole: bool,
    offset: u64,
}

impl Lines {
    /// The lines of an open file from its beginning.
    ///
    /// # Errors
    /// If the packing is not built in.
    pub fn new(handle: Box<dyn Handle>, packing: Packing) -> io::Result<Self> {
        let bytes = Bytes { handle, offset: 0 };
        let reader: Box<dyn Read + Send> = match packing {
            Packing::Plain => Box::new(bytes),
            Packing::Gzip => Box::new(MultiGzDecoder::new(bytes)),
            Packing::Zstd => unpack_zstd(bytes)?,
        };
        Ok(Self { reader: BufReader::with_capacity(BLOCK, reader), line: Vec::new(), whole: false, offset: 0 })
    }

    /// The next whole line without its line feed; `None` where none has ended yet. Asking again
    /// goes on with what has been appended since.
    ///
    /// # Errors
    /// If the file cannot be read or unpacked.
    pub fn next_line(&mut self) -> io::Result<Option<&[u8]>> {
        if self.whole {
            self.line.clear();
        }
        self.offset += self.reader.read_until(b'\n', &mut self.line)? as u64;
        self.whole = self.line.ends_with(b"\n");
        Ok(if self.whole { self.line.strip_suffix(b"\n") } else { None })
    }

    /// How many bytes have been read, unpacked ones in a packed file.
    pub fn offset(&self) -> u64 {
        self.offset
    }

    /// Whether there are bytes behind the last whole line.
    pub fn is_torn(&self) -> bool {
        !self.whole && !self.line.is_empty()
    }
}

/// The bytes of a file from an offset on.
struct Bytes {
    handle: Box<dyn Handle>,
    offset: u64,
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let read = self.handle.read_at(buffer, self.offset)?;
        self.offset += read as u64;
        Ok(read)
    }
}

#[cfg(feature = "zstd")]
fn unpack_zstd(bytes: Bytes) -> io::Result<Box<dyn Read + Send>> {
    Ok(Box::new(zstd::Decoder::new(bytes)?))
}

#[cfg(not(feature = "zstd"))]
fn unpack_zstd(_bytes: Bytes) -> io::Result<Box<dyn Read + Send>> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without zstd"))
}

/// What a file holds, by the numbers of its lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extent {
    /// The `seq` of the first line.
    pub first_seq: u64,
    /// The `seq` of the last whole line.
    pub last_seq: u64,
    /// Whether all of it is whole lines of ours.
    pub sound: bool,
}

/// The extent of a file; `None` if no line of ours is in it.
///
/// # Errors
/// If it cannot be read.
pub fn extent(handle: Box<dyn Handle>, packing: Packing) -> io::Result<Option<Extent>> {
    let mut lines = Lines::new(handle, packing)?;
    let (mut extent, mut sound) = (None::<Extent>, true);
    while let Some(line) = lines.next_line()? {
        match (line::seq(line), &mut extent) {
            (Some(seq), Some(extent)) => extent.last_seq = seq,
            (Some(seq), None) => extent = Some(Extent { first_seq: seq, last_seq: seq, sound: true }),
            (None, _) => sound = false,
        }
    }
    sound &= !lines.is_torn();
    Ok(extent.map(|extent| Extent { sound, ..extent }))
}

/// The `seq` of the last line of an output, sealed segments included; `None` if it has none.
///
/// # Errors
/// If a file cannot be read.
pub fn last_seq(files: &dyn Files, names: &Names) -> io::Result<Option<u64>> {
    if files.stat(names.active())?.is_some()
        && let Some(extent) = extent(files.open(names.active())?, Packing::Plain)?
    {
        return Ok(Some(extent.last_seq));
    }
    for sealed in sealed(files, names)?.iter().rev() {
        if let Some(extent) = extent(files.open(&names.dir().join(&sealed.name))?, sealed.packing)? {
            return Ok(Some(extent.last_seq));
        }
    }
    Ok(None)
}
