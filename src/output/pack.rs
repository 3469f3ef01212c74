//! Packing one file into another that appears only when it is whole.

use std::{
    ffi::OsString,
    io::{self, Write},
    path::{Path, PathBuf},
};

use flate2::{Compression, write::GzEncoder};
use tracing::warn;

use super::{
    SinkError,
    files::{Files, Handle},
    names::Packing,
};
use crate::state::is_full;

/// What is appended to the name of a packed file until it is whole.
pub(super) const TEMPORARY: &str = ".tmp";

/// How much is packed before it is asked whether to stop.
const BLOCK: usize = 256 << 10;

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Packed {
    /// The packed file is there and durable.
    Done,
    /// It was stopped, or the disk is full: nothing is there.
    Stopped,
}

/// Packs `from` into `to`.
pub(super) fn pack(
    files: &dyn Files,
    from: &Path,
    to: &Path,
    packing: Packing,
    stop: &dyn Fn() -> bool,
) -> Result<Packed, SinkError> {
    let temporary = temporary(to);
    match pack_into(files, from, &temporary, packing, stop) {
        Ok(Packed::Done) => {
            files.rename(&temporary, to).map_err(SinkError::at(to))?;
            Ok(Packed::Done)
        }
        Ok(Packed::Stopped) => {
            files.remove(&temporary).map_err(SinkError::at(&temporary))?;
            Ok(Packed::Stopped)
        }
        Err(error) if is_full(&error) => {
            warn!(path = %to.display(), "disk is full, the segment stays unpacked");
            files.remove(&temporary).map_err(SinkError::at(&temporary))?;
            Ok(Packed::Stopped)
        }
        Err(error) => Err(SinkError::at(from)(error)),
    }
}

fn pack_into(
    files: &dyn Files,
    from: &Path,
    to: &Path,
    packing: Packing,
    stop: &dyn Fn() -> bool,
) -> io::Result<Packed> {
    let (plain, packed) = (files.open(from)?, files.create(to)?);
    let file = Growing { handle: &*packed, offset: 0 };
    let done = match packing {
        Packing::Plain => copy(&*plain, file, stop)?.is_some(),
        Packing::Gzip => {
            let rest = copy(&*plain, GzEncoder::new(file, Compression::default()), stop)?;
            rest.map(GzEncoder::finish).transpose()?.is_some()
        }
        Packing::Zstd => pack_zstd(&*plain, file, stop)?,
    };
    packed.sync()?;
    Ok(if done { Packed::Done } else { Packed::Stopped })
}

/// Copies all into `writer` and gives it back; `None` if stopped.
fn copy<W: Write>(from: &dyn Handle, mut writer: W, stop: &dyn Fn() -> bool) -> io::Result<Option<W>> {
    let mut block = vec![0; BLOCK];
    let mut offset = 0;
    while !stop() {
        let read = from.read_at(&mut block, offset)?;
        if read == 0 {
            return Ok(Some(writer));
        }
        writer.write_all(block.get(..read).unwrap_or_default())?;
        offset += read as u64;
    }
    Ok(None)
}

#[cfg(feature = "zstd")]
fn pack_zstd(plain: &dyn Handle, file: Growing<'_>, stop: &dyn Fn() -> bool) -> io::Result<bool> {
    let rest = copy(plain, zstd::Encoder::new(file, zstd::DEFAULT_COMPRESSION_LEVEL)?, stop)?;
    Ok(rest.map(zstd::Encoder::finish).transpose()?.is_some())
}

#[cfg(not(feature = "zstd"))]
fn pack_zstd(_plain: &dyn Handle, _file: Growing<'_>, _stop: &dyn Fn() -> bool) -> io::Result<bool> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "this program was built without zstd"))
}

fn temporary(path: &Path) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(TEMPORARY);
    name.into()
}

/// A file written from its beginning on.
struct Growing<'a> {
    handle: &'a dyn Handle,
    offset: u64,
}

impl Write for Growing<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.handle.write_at(bytes, self.offset)?;
        self.offset += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
