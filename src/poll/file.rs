//! `file:` feeds: fixtures, demos, mounted exports. Read like any other, with a limit.

use std::{fs::File, io::Read, path::Path};

use url::Url;

use super::fetch::{Answer, FetchError, Fetched, Validators};

/// Reads a feed from a file of at most `limit` bytes. Blocks.
///
/// # Errors
/// If it cannot be read or is larger.
pub fn read(path: &Path, limit: u64) -> Result<Fetched, FetchError> {
    let file = File::open(path).map_err(FetchError::File)?;
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
