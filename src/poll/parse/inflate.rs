//! Bodies that are compressed without saying so, or twice.

use std::{borrow::Cow, io::Read};

use flate2::read::{MultiGzDecoder, ZlibDecoder};

/// Decoded bytes for each byte of the body, after the first MiB.
const RATIO: usize = 100;
const FIRST: usize = 1 << 20;
/// No body decodes to more, whatever its ratio.
const MOST: usize = 25 << 20;
/// Twice by a careless cache, once by the server.
const LAYERS: usize = 3;

/// The body without the layers of gzip or zlib that nobody announced, and whether there were any.
///
/// A layer that is broken off gives what came before; one that would grow beyond all measure is cut.
pub(super) fn inflate(body: &[u8]) -> (Cow<'_, [u8]>, bool) {
    let mut inner = Cow::Borrowed(body);
    let mut found = false;
    for _ in 0..LAYERS {
        let Some(unpacked) = layer(&inner, limit(body.len())) else { break };
        inner = Cow::Owned(unpacked);
        found = true;
    }
    (inner, found)
}

fn limit(packed: usize) -> usize {
    FIRST.max(packed.saturating_mul(RATIO)).min(MOST)
}

fn layer(body: &[u8], limit: usize) -> Option<Vec<u8>> {
    let mut unpacked = Vec::new();
    match body {
        [0x1f, 0x8b, 8, ..] => read(MultiGzDecoder::new(body), limit, &mut unpacked),
        // The usual headers of zlib; as text they are `x` and no letter.
        [0x78, 0x01 | 0x9c | 0xda, ..] => read(ZlibDecoder::new(body), limit, &mut unpacked),
        _ => return None,
    }
    (!unpacked.is_empty()).then_some(unpacked)
}

/// Reads what can be read: an error leaves what came before it.
fn read(from: impl Read, limit: usize, into: &mut Vec<u8>) {
    let mut from = from.take(limit as u64);
    let mut chunk = [0; 16 * 1024];
    while let Ok(length @ 1..) = from.read(&mut chunk) {
        into.extend_from_slice(chunk.get(..length).unwrap_or(&[]));
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use flate2::{Compression, write::GzEncoder};

    use super::*;

    fn gzip(body: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(body).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn layers_come_off() {
        assert_eq!(inflate(b"<rss>"), (Cow::Borrowed(&b"<rss>"[..]), false));
        assert_eq!(inflate(&gzip(b"<rss>")).0, &b"<rss>"[..]);
        assert_eq!(inflate(&gzip(&gzip(b"<rss>"))).0, &b"<rss>"[..]);
    }

    #[test]
    fn a_broken_layer_gives_its_head() {
        let packed = gzip(&b"<item>x</item>".repeat(1000));
        let (unpacked, _) = inflate(&packed[..packed.len() - 12]);
        assert!(unpacked.starts_with(b"<item>x</item><item>"));
    }

    #[test]
    fn a_bomb_stays_small() {
        let bomb = gzip(&vec![0; 64 << 20]);
        assert_eq!(inflate(&bomb).0.len(), bomb.len() * RATIO);
    }
}
