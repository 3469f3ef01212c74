//! Undoing compression, layer by layer, with a limit on what comes out.

use std::io::{ErrorKind, Read};

use flate2::read::{DeflateDecoder, MultiGzDecoder, ZlibDecoder};

use super::{FetchError, body::buffer};

/// Bytes that may come out of any body, whatever its size on the wire.
const FREE: u64 = 1 << 20;

/// Layers that are undone: outlets compress what their proxy compresses again.
const LAYERS: usize = 3;

const GZIP: [u8; 2] = [0x1f, 0x8b];

/// Whether decoding may make more of a body than came.
pub(super) fn is_packed(wire: &[u8], coding: Option<&str>) -> bool {
    wire.starts_with(&GZIP) || coding.is_some_and(|coding| !coding.is_empty())
}

/// The body as it was before it was compressed. What is gzip without saying so is undone, too.
///
/// # Errors
/// If it passes `limit`, or `ratio` times its size on the wire after the first MiB, or is not
/// what it was declared to be.
pub(super) fn decode(
    wire: Vec<u8>,
    coding: Option<&str>,
    limit: u64,
    ratio: u64,
    oddities: &mut Vec<String>,
) -> Result<Vec<u8>, FetchError> {
    let cap = Cap { limit, ratio, most: limit.min(FREE.max((wire.len() as u64).saturating_mul(ratio))) };
    let mut codings: Vec<&str> = coding.unwrap_or("").split(',').map(str::trim).collect();
    codings.retain(|coding| !matches!(*coding, "" | "identity" | "none" | "utf-8"));
    let mut body = wire;
    // The last coding named was applied last.
    for coding in codings.into_iter().rev().take(LAYERS) {
        body = undo(coding, body, &cap, oddities)?;
    }
    let mut layers = 0;
    while body.starts_with(&GZIP) && layers < LAYERS {
        layers += 1;
        oddities.push("gzip-undeclared".to_owned());
        body = pour(MultiGzDecoder::new(body.as_slice()), "gzip", &cap, oddities)?;
    }
    Ok(body)
}

fn undo(coding: &str, body: Vec<u8>, cap: &Cap, oddities: &mut Vec<String>) -> Result<Vec<u8>, FetchError> {
    match coding {
        "gzip" | "x-gzip" if body.starts_with(&GZIP) => {
            pour(MultiGzDecoder::new(body.as_slice()), coding, cap, oddities)
        }
        // Declared and not done: a proxy undid it and left the header.
        "gzip" | "x-gzip" => {
            oddities.push("gzip-declared-only".to_owned());
            Ok(body)
        }
        // RFC 9110 means zlib; many servers send the raw stream.
        "deflate" if is_zlib(&body) => pour(ZlibDecoder::new(body.as_slice()), coding, cap, oddities),
        "deflate" => pour(DeflateDecoder::new(body.as_slice()), coding, cap, oddities),
        // A window beyond 16 MiB is no brotli of HTTP (RFC 7932, section 9.1).
        "br" if body.first().is_some_and(|first| first & 0x7f == 0x11) => {
            Err(FetchError::Coding { coding: coding.to_owned() })
        }
        "br" => pour(brotli_decompressor::Decompressor::new(body.as_slice(), 4096), coding, cap, oddities),
        _ => Err(FetchError::Coding { coding: coding.to_owned() }),
    }
}

/// RFC 1950: the method is 8 and the first two bytes are a multiple of 31.
fn is_zlib(body: &[u8]) -> bool {
    match body {
        [method, flags, ..] => method & 0x0f == 8 && (u16::from(*method) << 8 | u16::from(*flags)) % 31 == 0,
        _ => false,
    }
}

struct Cap {
    limit: u64,
    ratio: u64,
    most: u64,
}

impl Cap {
    fn passed(&self) -> FetchError {
        match self.most == self.limit {
            true => FetchError::TooLarge { limit: self.limit },
            false => FetchError::Bomb { ratio: self.ratio },
        }
    }
}

fn pour(decoder: impl Read, coding: &str, cap: &Cap, oddities: &mut Vec<String>) -> Result<Vec<u8>, FetchError> {
    let mut out = buffer(cap.most);
    let ended = decoder.take(cap.most + 1).read_to_end(&mut out);
    if out.len() as u64 > cap.most {
        return Err(cap.passed());
    }
    match ended {
        Ok(_) => Ok(out),
        // Cut in the middle: what came is kept.
        Err(error) if !out.is_empty() || error.kind() == ErrorKind::UnexpectedEof => {
            oddities.push("body-cut".to_owned());
            Ok(out)
        }
        Err(_) => Err(FetchError::Coding { coding: coding.to_owned() }),
    }
}
