//! The few things that the output asks of a file system.
//!
//! A seam: behind it stands the system's own file system, or in tests a simulated one that loses
//! what was not synced.

use std::{
    fmt,
    fs::{self, File},
    io,
    os::unix::fs::{FileExt, MetadataExt},
    path::Path,
    sync::Arc,
};

use crate::state::{FileId, Room};

/// What is known of a file without reading it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stat {
    /// Which file it is.
    pub id: FileId,
    /// Its length in bytes.
    pub len: u64,
    /// When it last got bytes or a name, in seconds since 1970.
    pub changed: i64,
}

/// A file system. Every call is one operation of the system; none retries by itself.
pub trait Files: fmt::Debug + Send + Sync {
    /// Whether other processes can meet us here, so that a lock file is wanted.
    fn is_shared(&self) -> bool;

    /// Opens a file that exists for reading and writing.
    ///
    /// # Errors
    /// What the system says.
    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// Creates a file, or empties the one that is there.
    ///
    /// # Errors
    /// What the system says.
    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>>;

    /// What `path` names now; `None` if nothing.
    ///
    /// # Errors
    /// What the system says.
    fn stat(&self, path: &Path) -> io::Result<Option<Stat>>;

    /// Gives a file a second name, which must be free.
    ///
    /// # Errors
    /// What the system says.
    fn link(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Moves a name, over another if need be.
    ///
    /// # Errors
    /// What the system says.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Removes a name.
    ///
    /// # Errors
    /// What the system says.
    fn remove(&self, path: &Path) -> io::Result<()>;

    /// The names in a directory, sorted.
    ///
    /// # Errors
    /// What the system says.
    fn list(&self, dir: &Path) -> io::Result<Vec<String>>;

    /// Makes a directory with its parents, if it is not there.
    ///
    /// # Errors
    /// What the system says.
    fn create_dir(&self, dir: &Path) -> io::Result<()>;

    /// Makes names durable: those made, moved or removed in `dir` before.
    ///
    /// # Errors
    /// What the system says; final, never to be tried again.
    fn sync_dir(&self, dir: &Path) -> io::Result<()>;
}

/// An open file.
pub trait Handle: fmt::Debug + Send + Sync {
    /// Writes some of `bytes` at `offset`; how many is the answer.
    ///
    /// # Errors
    /// What the system says.
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize>;

    /// Reads some bytes at `offset`; none means the end.
    ///
    /// # Errors
    /// What the system says.
    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize>;

    /// Makes the bytes and the length durable.
    ///
    /// # Errors
    /// What the system says; final, never to be tried again: the pages may be gone.
    fn sync(&self) -> io::Result<()>;

    /// What is known of the file.
    ///
    /// # Errors
    /// What the system says.
    fn stat(&self) -> io::Result<Stat>;
}

/// The file system of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct Disk;

impl Files for Disk {
    fn is_shared(&self) -> bool {
        true
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(File::options().read(true).write(true).open(path)?))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        Ok(Box::new(File::options().read(true).write(true).create(true).truncate(true).open(path)?))
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        match fs::metadata(path) {
            Ok(metadata) => Ok(Some(stat(&metadata))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::hard_link(from, to)
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn list(&self, dir: &Path) -> io::Result<Vec<String>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(dir)? {
            // A name that is not UTF-8 is none of ours.
            names.extend(entry?.file_name().into_string().ok());
        }
        names.sort_unstable();
        Ok(names)
    }

    fn create_dir(&self, dir: &Path) -> io::Result<()> {
        fs::create_dir_all(dir)
    }

    fn sync_dir(&self, dir: &Path) -> io::Result<()> {
        File::open(dir)?.sync_all()
    }
}

impl Handle for File {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        FileExt::write_at(self, bytes, offset)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        FileExt::read_at(self, buffer, offset)
    }

    fn sync(&self) -> io::Result<()> {
        self.sync_data()
    }

    fn stat(&self) -> io::Result<Stat> {
        Ok(stat(&self.metadata()?))
    }
}

fn stat(metadata: &fs::Metadata) -> Stat {
    let id = FileId { device: metadata.dev(), inode: metadata.ino() };
    Stat { id, len: metadata.len(), changed: metadata.ctime() }
}

/// A file system on which a full disk is waited for, see [`Room`].
#[derive(Debug)]
pub(super) struct Patient {
    pub(super) files: Arc<dyn Files>,
    pub(super) room: Arc<Room>,
}

impl Patient {
    pub(super) fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        self.room.wait_for(path, || self.files.create(path))
    }

    pub(super) fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.room.wait_for(to, || self.files.link(from, to))
    }

    pub(super) fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.room.wait_for(to, || self.files.rename(from, to))
    }

    /// Writes all of `bytes`, going on where a short write or a full disk left off.
    pub(super) fn write_all_at(&self, path: &Path, file: &dyn Handle, bytes: &[u8], offset: u64) -> io::Result<()> {
        let (mut rest, mut offset) = (bytes, offset);
        while !rest.is_empty() {
            let written = self.room.wait_for(path, || file.write_at(rest, offset))?;
            if written == 0 {
                return Err(io::ErrorKind::WriteZero.into());
            }
            rest = rest.get(written..).unwrap_or_default();
            offset += written as u64;
        }
        Ok(())
    }
}
