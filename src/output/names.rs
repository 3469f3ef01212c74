//! The names of the output files: one active, any number of sealed ones.

use std::path::{Path, PathBuf};

/// Digits of the first `seq` in the name of a sealed segment: enough for any, so that names sort.
const DIGITS: usize = 20;

/// What is appended to the name of a segment that somebody else had changed.
const DAMAGED: &str = ".damaged";

/// The names that belong to an active file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Names {
    active: PathBuf,
    dir: PathBuf,
    stem: String,
    extension: String,
}

/// How a sealed segment is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Packing {
    /// As it was written.
    Plain,
    /// `.gz`
    Gzip,
    /// `.zst`
    Zstd,
}

impl Packing {
    /// What is appended to the name.
    pub fn suffix(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Gzip => ".gz",
            Self::Zstd => ".zst",
        }
    }
}

/// A sealed segment by its name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Sealed {
    /// The `seq` of its first line.
    pub first_seq: u64,
    /// How it is kept.
    pub packing: Packing,
    /// Whether somebody else had truncated it or written to it.
    pub damaged: bool,
    /// Its file name.
    pub name: String,
}

impl Names {
    /// The names beside `active`, such as `out/marsad.ndjson`.
    pub fn new(active: &Path) -> Self {
        let part = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().into_owned());
        let dir = active.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
        Self {
            active: active.to_owned(),
            dir: dir.to_owned(),
            stem: part(active.file_stem()).unwrap_or_default(),
            extension: part(active.extension()).map(|extension| format!(".{extension}")).unwrap_or_default(),
        }
    }

    /// The file being written.
    pub fn active(&self) -> &Path {
        &self.active
    }

    /// The directory of all of them.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The name under which the next active file is made.
    pub fn new_active(&self) -> PathBuf {
        self.beside(".new")
    }

    /// The lock that keeps a second writer away.
    pub fn lock(&self) -> PathBuf {
        self.dir.join(format!(".{}{}.lock", self.stem, self.extension))
    }

    /// One line per sealed segment.
    pub fn manifest(&self) -> PathBuf {
        self.dir.join(format!("{}-manifest{}", self.stem, self.extension))
    }

    /// The segment that begins with `first_seq`, once it is sealed.
    pub fn sealed(&self, first_seq: u64) -> PathBuf {
        self.dir.join(self.sealed_name(first_seq))
    }

    /// The file name of [`Names::sealed`].
    pub fn sealed_name(&self, first_seq: u64) -> String {
        format!("{}-{first_seq:0DIGITS$}{}", self.stem, self.extension)
    }

    /// Where the segment that begins with `first_seq` is put when somebody else has changed it.
    pub fn damaged(&self, first_seq: u64, rank: u32) -> PathBuf {
        let rank = if rank == 0 { String::new() } else { format!(".{rank}") };
        self.dir.join(format!("{}{rank}{DAMAGED}", self.sealed_name(first_seq)))
    }

    /// The sealed segment that a file name stands for, if it stands for one.
    pub fn parse(&self, name: &str) -> Option<Sealed> {
        let rest = name.strip_prefix(&*self.stem)?.strip_prefix('-')?;
        let (digits, rest) = rest.split_at_checked(DIGITS)?;
        if !digits.bytes().all(|digit| digit.is_ascii_digit()) {
            return None;
        }
        let suffix = rest.strip_prefix(&*self.extension)?;
        let damaged = suffix.strip_suffix(DAMAGED).is_some_and(|rank| {
            rank.is_empty() || rank.strip_prefix('.').is_some_and(|rank| rank.parse::<u32>().is_ok())
        });
        let packings = [Packing::Plain, Packing::Gzip, Packing::Zstd];
        let packing = packings.into_iter().find(|packing| packing.suffix() == suffix);
        let packing = if damaged { Packing::Plain } else { packing? };
        Some(Sealed { first_seq: digits.parse().ok()?, packing, damaged, name: name.to_owned() })
    }

    fn beside(&self, suffix: &str) -> PathBuf {
        let mut name = self.active.clone().into_os_string();
        name.push(suffix);
        name.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: Option<(u64, Packing)>) {
        let parsed = Names::new(Path::new("out/marsad.ndjson")).parse(name);
        assert_eq!(parsed.map(|sealed| (sealed.first_seq, sealed.packing)), expected);
    }

    #[test]
    fn sealed_names_say_their_first_seq() {
        check("marsad-00000000000000000042.ndjson", Some((42, Packing::Plain)));
        check("marsad-00000000000000000042.ndjson.gz", Some((42, Packing::Gzip)));
        check("marsad-00000000000000000042.ndjson.zst", Some((42, Packing::Zstd)));
    }

    #[test]
    fn a_damaged_segment_is_still_one() {
        let names = Names::new(Path::new("out/marsad.ndjson"));
        for rank in 0..2 {
            let path = names.damaged(42, rank);
            let sealed = names.parse(path.file_name().unwrap().to_str().unwrap()).unwrap();
            assert_eq!((sealed.first_seq, sealed.packing, sealed.damaged), (42, Packing::Plain, true));
        }
    }

    #[test]
    fn other_names_are_not_sealed_segments() {
        check("marsad.ndjson", None);
        check("marsad-manifest.ndjson", None);
        check("marsad-42.ndjson", None);
        check("marsad-00000000000000000042.ndjson.x.damaged", None);
        check("marsad-00000000000000000042.ndjson.gz.tmp", None);
        check("other-00000000000000000042.ndjson", None);
    }

    #[test]
    fn names_stand_beside_the_active_file() {
        let names = Names::new(Path::new("out/marsad.ndjson"));
        assert_eq!(names.sealed(1), Path::new("out/marsad-00000000000000000001.ndjson"));
        assert_eq!(names.manifest(), Path::new("out/marsad-manifest.ndjson"));
        assert_eq!(names.new_active(), Path::new("out/marsad.ndjson.new"));
        assert_eq!(names.lock(), Path::new("out/.marsad.ndjson.lock"));
    }

    #[test]
    fn a_bare_name_is_in_the_working_directory() {
        let names = Names::new(Path::new("events"));
        assert_eq!(names.dir(), Path::new("."));
        assert_eq!(names.sealed_name(7), "events-00000000000000000007");
    }
}
