//! A body, chunk by chunk, under a limit.

use reqwest::{Response, header};

use super::{FetchError, Fetcher, decode};

/// Room made for a body whose size is not told.
const FIRST_GUESS: usize = 16 << 10;

/// Reads and decodes a body.
///
/// A body that breaks off after its headers promised more is kept as far as it came: the reader
/// salvages complete items, and the next poll asks again because no validator is trusted.
pub(super) async fn read(
    fetcher: &Fetcher,
    mut response: Response,
    oddities: &mut Vec<String>,
) -> Result<Vec<u8>, FetchError> {
    let limit = fetcher.settings.max_body;
    let declared = response.headers().get(header::CONTENT_ENCODING);
    let coding = declared.map(|coding| String::from_utf8_lossy(coding.as_bytes()).trim().to_ascii_lowercase());
    let told = response.content_length();
    if told.is_some_and(|length| length > limit) {
        return Err(FetchError::TooLarge { limit });
    }
    let mut wire =
        Vec::with_capacity(told.map_or(FIRST_GUESS, |length| usize::try_from(length).unwrap_or(FIRST_GUESS)));
    loop {
        match response.chunk().await {
            Ok(Some(chunk)) => {
                if wire.len() as u64 + chunk.len() as u64 > limit {
                    return Err(FetchError::TooLarge { limit });
                }
                wire.extend_from_slice(&chunk);
            }
            Ok(None) => break,
            Err(error) if wire.is_empty() || error.is_timeout() => return Err(fetcher.told(error)),
            Err(_) => {
                oddities.push("body-cut".to_owned());
                break;
            }
        }
    }
    decode::decode(wire, coding.as_deref(), limit, fetcher.settings.max_ratio, oddities)
}
