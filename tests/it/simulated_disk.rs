//! A disk that a crash can tear: what was synced stays, of the rest an arbitrary part.
//!
//! Writes arrive by sectors of 512 bytes, each for itself; names that were made, moved or removed
//! since the directory was last synced are kept or lost each for itself.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
};

use marsad::{
    output::files::{Files, Handle, Stat},
    state::FileId,
};

const SECTOR: usize = 512;

/// How the machine fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Crash {
    /// The process is killed: the system keeps all that it was given.
    Kill,
    /// The power is cut: only what was synced is sure.
    PowerCut,
}

/// Chance that can be had again from its seed.
#[derive(Clone, Debug)]
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    pub(crate) fn roll(&mut self, sides: u64) -> u64 {
        // xorshift64*: no more is asked of it than to differ from call to call.
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_F491_4F6C_DD1D) >> 33) % sides
    }
}

#[derive(Clone, Debug)]
pub(crate) struct SimulatedDisk(Arc<Mutex<World>>);

#[derive(Debug)]
struct World {
    inodes: BTreeMap<u64, Inode>,
    names: BTreeMap<PathBuf, u64>,
    durable_names: BTreeMap<PathBuf, u64>,
    unsynced_names: Vec<NameChange>,
    next_inode: u64,
    operations: u64,
    crash_at: Option<u64>,
    crashed: bool,
    full_for: u64,
    dice: Dice,
}

#[derive(Clone, Debug, Default)]
struct Inode {
    bytes: Vec<u8>,
    durable: Vec<u8>,
    unsynced: Vec<Change>,
}

#[derive(Clone, Debug)]
enum Change {
    Write(usize, Vec<u8>),
    Length(usize),
}

#[derive(Clone, Debug)]
enum NameChange {
    Set(PathBuf, u64),
    Move(PathBuf, PathBuf),
    Remove(PathBuf),
}

impl Inode {
    fn change(&mut self, change: Change) {
        change.apply(&mut self.bytes);
        self.unsynced.push(change);
    }

    fn sync(&mut self) {
        self.durable = self.bytes.clone();
        self.unsynced.clear();
    }

    fn tear(&mut self, dice: &mut Dice) {
        self.bytes = std::mem::take(&mut self.durable);
        for change in std::mem::take(&mut self.unsynced) {
            for part in change.sectors() {
                if dice.roll(2) == 0 {
                    part.apply(&mut self.bytes);
                }
            }
        }
        self.durable = self.bytes.clone();
    }
}

impl Change {
    fn apply(&self, bytes: &mut Vec<u8>) {
        match self {
            Self::Write(offset, new) => {
                let end = offset + new.len();
                if bytes.len() < end {
                    bytes.resize(end, 0);
                }
                bytes[*offset..end].copy_from_slice(new);
            }
            Self::Length(length) => bytes.resize(*length, 0),
        }
    }

    /// The parts that arrive each for itself.
    fn sectors(self) -> Vec<Self> {
        let Self::Write(mut offset, bytes) = self else { return vec![self] };
        let (mut rest, mut parts) = (&bytes[..], Vec::new());
        while !rest.is_empty() {
            let (part, after) = rest.split_at(rest.len().min(SECTOR - offset % SECTOR));
            parts.push(Self::Write(offset, part.to_vec()));
            offset += part.len();
            rest = after;
        }
        parts
    }
}

impl NameChange {
    fn apply(&self, names: &mut BTreeMap<PathBuf, u64>) {
        match self {
            Self::Set(path, inode) => {
                names.insert(path.clone(), *inode);
            }
            Self::Move(from, to) => {
                // A name whose making was lost cannot be moved.
                if let Some(inode) = names.remove(from) {
                    names.insert(to.clone(), inode);
                }
            }
            Self::Remove(path) => {
                names.remove(path);
            }
        }
    }
}

impl World {
    /// Counts an operation of the system; the one at which the machine fails does not return.
    fn operation(&mut self) -> io::Result<()> {
        self.operations += 1;
        if self.crash_at == Some(self.operations) {
            self.crashed = true;
        }
        if self.crashed { Err(io::Error::other("the machine has failed")) } else { Ok(()) }
    }

    fn allocation(&mut self) -> io::Result<()> {
        self.operation()?;
        if self.full_for == 0 {
            return Ok(());
        }
        self.full_for -= 1;
        Err(io::ErrorKind::StorageFull.into())
    }

    fn rename(&mut self, change: NameChange) {
        change.apply(&mut self.names);
        self.unsynced_names.push(change);
    }

    fn inode(&self, path: &Path) -> io::Result<u64> {
        self.names.get(path).copied().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn stat(&self, inode: u64) -> Stat {
        Stat { id: FileId { device: 1, inode }, len: self.inodes[&inode].bytes.len() as u64, changed: 0 }
    }

    fn new_inode(&mut self) -> u64 {
        self.next_inode += 1;
        self.inodes.insert(self.next_inode, Inode::default());
        self.next_inode
    }

    /// Writes some of `bytes`, as a system may; at the failure it may write some, too.
    fn write(&mut self, inode: u64, offset: u64, bytes: &[u8]) -> io::Result<usize> {
        let outcome = self.allocation();
        let some = match outcome {
            Ok(()) if self.dice.roll(4) > 0 => bytes.len(),
            Err(_) if !self.crashed || self.operations != self.crash_at.unwrap_or(0) => 0,
            Ok(()) | Err(_) => self.dice.roll(bytes.len() as u64 + 1) as usize,
        };
        if some > 0 {
            let change = Change::Write(offset as usize, bytes[..some].to_vec());
            self.inodes.get_mut(&inode).unwrap().change(change);
        }
        // A write of nothing is an error to the caller; let it be one byte.
        if outcome.is_ok() && some == 0 {
            return self.write(inode, offset, bytes);
        }
        outcome.map(|()| some)
    }
}

impl SimulatedDisk {
    pub(crate) fn new(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(World {
            inodes: BTreeMap::new(),
            names: BTreeMap::new(),
            durable_names: BTreeMap::new(),
            unsynced_names: Vec::new(),
            next_inode: 0,
            operations: 0,
            crash_at: None,
            crashed: false,
            full_for: 0,
            dice: Dice(seed | 1),
        })))
    }

    fn world(&self) -> MutexGuard<'_, World> {
        self.0.lock().unwrap()
    }

    /// Lets the machine fail at the n-th operation from now; the disk is full for some before.
    pub(crate) fn arm(&self, operations: u64, full_for: u64) {
        let mut world = self.world();
        world.crash_at = Some(world.operations + operations);
        world.full_for = full_for;
    }

    /// Lets the machine live.
    pub(crate) fn disarm(&self) {
        self.world().crash_at = None;
    }

    pub(crate) fn has_crashed(&self) -> bool {
        self.world().crashed
    }

    /// What the next start finds.
    pub(crate) fn restart(&self, crash: Crash) {
        let mut world = self.world();
        let World { inodes, dice, .. } = &mut *world;
        match crash {
            Crash::Kill => {}
            Crash::PowerCut => {
                inodes.values_mut().for_each(|inode| inode.tear(dice));
                let mut names = world.durable_names.clone();
                for change in std::mem::take(&mut world.unsynced_names) {
                    if world.dice.roll(2) == 0 {
                        change.apply(&mut names);
                    }
                }
                world.durable_names.clone_from(&names);
                world.names = names;
            }
        }
        (world.crashed, world.crash_at, world.full_for) = (false, None, 0);
    }

    /// Every name with its file and what can be read in it.
    pub(crate) fn visible(&self) -> Vec<(PathBuf, u64, Vec<u8>)> {
        let world = self.world();
        world.names.iter().map(|(path, inode)| (path.clone(), *inode, world.inodes[inode].bytes.clone())).collect()
    }

    /// A file for the store, outside of any directory.
    pub(crate) fn storage(&self) -> SimulatedFile {
        let inode = self.world().new_inode();
        SimulatedFile { disk: self.clone(), inode }
    }
}

impl Files for SimulatedDisk {
    fn is_shared(&self) -> bool {
        false
    }

    fn open(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut world = self.world();
        world.operation()?;
        let inode = world.inode(path)?;
        Ok(Box::new(SimulatedFile { disk: self.clone(), inode }))
    }

    fn create(&self, path: &Path) -> io::Result<Box<dyn Handle>> {
        let mut world = self.world();
        world.allocation()?;
        let inode = match world.inode(path) {
            Ok(inode) => inode,
            Err(_) => {
                let inode = world.new_inode();
                world.rename(NameChange::Set(path.to_owned(), inode));
                inode
            }
        };
        world.inodes.get_mut(&inode).unwrap().change(Change::Length(0));
        Ok(Box::new(SimulatedFile { disk: self.clone(), inode }))
    }

    fn stat(&self, path: &Path) -> io::Result<Option<Stat>> {
        let mut world = self.world();
        world.operation()?;
        Ok(world.inode(path).ok().map(|inode| world.stat(inode)))
    }

    fn link(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.allocation()?;
        let inode = world.inode(from)?;
        if world.names.contains_key(to) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        world.rename(NameChange::Set(to.to_owned(), inode));
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.allocation()?;
        world.inode(from)?;
        world.rename(NameChange::Move(from.to_owned(), to.to_owned()));
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        world.inode(path)?;
        world.rename(NameChange::Remove(path.to_owned()));
        Ok(())
    }

    fn list(&self, _dir: &Path) -> io::Result<Vec<String>> {
        let mut world = self.world();
        world.operation()?;
        Ok(world.names.keys().map(|path| path.file_name().unwrap().to_str().unwrap().to_owned()).collect())
    }

    fn create_dir(&self, _dir: &Path) -> io::Result<()> {
        Ok(())
    }

    fn sync_dir(&self, _dir: &Path) -> io::Result<()> {
        let mut world = self.world();
        world.operation()?;
        world.unsynced_names.clear();
        world.durable_names = world.names.clone();
        Ok(())
    }
}

/// An open file, also as the storage of the store.
#[derive(Clone, Debug)]
pub(crate) struct SimulatedFile {
    disk: SimulatedDisk,
    inode: u64,
}

impl Handle for SimulatedFile {
    fn write_at(&self, bytes: &[u8], offset: u64) -> io::Result<usize> {
        self.disk.world().write(self.inode, offset, bytes)
    }

    fn read_at(&self, buffer: &mut [u8], offset: u64) -> io::Result<usize> {
        let mut world = self.disk.world();
        world.operation()?;
        let bytes = &world.inodes[&self.inode].bytes;
        let rest = bytes.get(offset as usize..).unwrap_or_default();
        let some = rest.len().min(buffer.len());
        buffer[..some].copy_from_slice(&rest[..some]);
        Ok(some)
    }

    fn sync(&self) -> io::Result<()> {
        let mut world = self.disk.world();
        world.operation()?;
        world.inodes.get_mut(&self.inode).unwrap().sync();
        Ok(())
    }

    fn stat(&self) -> io::Result<Stat> {
        let mut world = self.disk.world();
        world.operation()?;
        Ok(world.stat(self.inode))
    }
}

impl redb::StorageBackend for SimulatedFile {
    fn len(&self) -> io::Result<u64> {
        Ok(Handle::stat(self)?.len)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        let read = self.read_at(out, offset)?;
        if read == out.len() { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        let mut world = self.disk.world();
        world.allocation()?;
        world.inodes.get_mut(&self.inode).unwrap().change(Change::Length(len as usize));
        Ok(())
    }

    fn sync_data(&self) -> io::Result<()> {
        Handle::sync(self)
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        let (mut rest, mut offset) = (data, offset);
        while !rest.is_empty() {
            let written = self.write_at(rest, offset)?;
            rest = &rest[written..];
            offset += written as u64;
        }
        Ok(())
    }
}
