//! `file:` feeds: fixtures, demos, mounted exports. Read like any other, with a limit.

use std::{
    fs::File,
    io::{self, Read},
    os::unix::fs::OpenOptionsExt,
    path::Path,
};

use rustix::fs::OFlags;
use url::Url;

use super::fetch::{Answer, FetchError, Fetched, Validators};

/// Reads a feed from a regular file of at most `limit` bytes. Blocks for as long as the disk does.
///
/// # Errors
/// If it is something else, which may never end or begin; if it cannot be read or is larger.
pub fn read(path: &Path, limit: u64) -> Result<Fetched, FetchError> {
    // To open a pipe would wait for somebody who writes.
    let flags = OFlags::NONBLOCK.bits().cast_signed();
    let file = File::options().read(true).custom_flags(flags).open(path).map_err(FetchError::File)?;
    if !file.metadata().map_err(FetchError::File)?.is_file() {
        return Err(FetchError::File(io::Error::other("it is no regular file")));
    }
    fetched(file, path, limit)
}

/// The same of what a person names at the moment, who may mean a pipe: `marsad feed <(curl …)`.
///
/// # Errors
/// If it cannot be read or is larger.
pub fn read_given(path: &Path, limit: u64) -> Result<Fetched, FetchError> {
    fetched(File::open(path).map_err(FetchError::File)?, path, limit)
}

fn fetched(file: File, path: &Path, limit: u64) -> Result<Fetched, FetchError> {
    let mut body = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut body).map_err(FetchError::File)?;
    if body.len() as u64 > limit {
        return Err(FetchError::TooLarge { limit });
    }
    let absolute = std::path::absolute(path).map_err(FetchError::File)?;
    let url = Url::from_file_path(&absolute)
        .map_err(|()| FetchError::Request(format!("`{}` is no path", absolute.display())))?;
    let answer = Answer {
        url,
        status: 200,
        hops: Vec::new(),
        validators: Validators::default(),
        max_age: None,
        content_type: None,
        headers: Vec::new(),
        oddities: Vec::new(),
    };
    Ok(Fetched::Body(answer, body.into()))
}

#[cfg(test)]
mod tests {
    use std::{fs, process::Command};

    use super::*;

    #[track_caller]
    fn check(path: &Path, expected: Result<&[u8], &str>) {
        match (read(path, 8), expected) {
            (Ok(Fetched::Body(answer, body)), Ok(bytes)) => assert_eq!((&*body, answer.status), (bytes, 200)),
            (Err(error), Err(message)) => assert_eq!(error.to_string(), message),
            (got, expected) => panic!("{got:?} instead of {expected:?}"),
        }
    }

    #[test]
    fn a_regular_file_is_read_under_the_limit() {
        let dir = tempfile::tempdir().unwrap();
        let file = dir.path().join("feed.xml");
        fs::write(&file, "<rss/>").unwrap();
        check(&file, Ok(b"<rss/>"));
        fs::write(&file, "<rss></rss>").unwrap();
        check(&file, Err("body passed 8 bytes (`http.max_body`)"));
    }

    #[test]
    fn what_may_never_end_is_not_waited_for() {
        let dir = tempfile::tempdir().unwrap();
        let pipe = dir.path().join("pipe");
        assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        for path in [&*pipe, dir.path(), Path::new("/dev/zero")] {
            check(path, Err("file cannot be read: it is no regular file"));
        }
    }
}
