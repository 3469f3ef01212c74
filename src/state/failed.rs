//! The last body of each feed that could not be read, kept for whoever wants to see why.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Bytes of a body that are kept: the head of a document shows what is wrong with it.
pub const KEPT: usize = 64 << 10;

/// Where the body of a feed is kept, if one is.
pub fn path(state_dir: &Path, feed: &str) -> PathBuf {
    state_dir.join("failed").join(format!("{feed}.body"))
}

/// Keeps the first [`KEPT`] bytes of a body in the place of the one before it. A crash leaves one or
/// the other.
///
/// # Errors
/// If the system refuses.
pub fn keep(state_dir: &Path, feed: &str, body: &[u8]) -> io::Result<()> {
    let path = path(state_dir, feed);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let new = path.with_extension("new");
    fs::write(&new, body.get(..body.len().min(KEPT)).unwrap_or(body))?;
    fs::rename(new, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_body_is_kept_in_part() {
        let dir = tempfile::tempdir().unwrap();
        keep(dir.path(), "post", b"<html>").unwrap();
        keep(dir.path(), "post", &vec![b'x'; 100_000]).unwrap();
        assert_eq!(fs::read(path(dir.path(), "post")).unwrap(), vec![b'x'; KEPT]);
        assert_eq!(fs::read_dir(dir.path().join("failed")).unwrap().count(), 1);
    }
}
