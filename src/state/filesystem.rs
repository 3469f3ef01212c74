//! File systems on which a commit may not be what it says.

use std::{io, path::Path};

/// Magic numbers of statfs(2), with the name that people know.
///
/// Their locks or their `fsync` may depend on another machine that has forgotten them by now.
const NETWORK: [(u64, &str); 12] = [
    (0x6969, "nfs"),
    (0x517B, "smb"),
    (0xFE53_4D42, "smb2"),
    (0xFF53_4D42, "cifs"),
    (0x0102_1997, "9p"),
    (0x00C3_6400, "ceph"),
    (0x5346_414F, "afs"),
    (0x6B41_4653, "kafs"),
    (0x7375_7245, "coda"),
    (0x0BD0_0BD0, "lustre"),
    (0x4750_4653, "gpfs"),
    (0x564C, "ncp"),
];

/// The name of the network file system that `path` is on, if it is on one.
///
/// # Errors
/// If the system does not say.
#[cfg(target_os = "linux")]
pub(super) fn network(path: &Path) -> io::Result<Option<&'static str>> {
    let kind = rustix::fs::statfs(path)?.f_type;
    // The field is signed on some machines; the magic numbers are 32 bits.
    Ok(name_of(kind as u64 & 0xFFFF_FFFF))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn network(_path: &Path) -> io::Result<Option<&'static str>> {
    Ok(None)
}

fn name_of(magic: u64) -> Option<&'static str> {
    NETWORK.iter().find(|(number, _)| *number == magic).map(|(_, name)| *name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nfs_is_known_by_its_number() {
        assert_eq!(name_of(0x6969), Some("nfs"));
    }

    #[test]
    fn ext4_is_no_network() {
        assert_eq!(name_of(0xEF53), None);
    }

    #[test]
    fn a_temporary_directory_is_no_network() {
        let dir = tempfile::tempdir().unwrap();
        assert_eq!(network(dir.path()).unwrap(), None);
    }
}
