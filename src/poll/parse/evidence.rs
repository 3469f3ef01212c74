//! What the bytes themselves say about their charset.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_8859_6, WINDOWS_1252, WINDOWS_1256};

/// Whether the bytes can be of a charset that somebody declares.
pub(super) fn evidence_allows(encoding: &'static Encoding, body: &[u8]) -> bool {
    match (arabic(body), encoding) {
        (Some(found), declared) if declared == WINDOWS_1256 || declared == ISO_8859_6 => found == declared,
        // Arabic letters stand in runs, accented ones of a Latin charset stand alone.
        (Some(_), declared) => !is_latin(declared),
        (None, _) => true,
    }
}

fn is_latin(encoding: &'static Encoding) -> bool {
    [
        WINDOWS_1252,
        encoding_rs::WINDOWS_1250,
        encoding_rs::WINDOWS_1254,
        encoding_rs::WINDOWS_1257,
        encoding_rs::ISO_8859_2,
        encoding_rs::ISO_8859_15,
        encoding_rs::MACINTOSH,
    ]
    .contains(&encoding)
}

/// Fewer letters than this prove nothing.
const LETTERS_NEEDED: usize = 24;

/// Which Arabic charset the bytes are of, if they are Arabic.
///
/// The article `ال` is C7 E1 in windows-1256 and C7 E4 in ISO-8859-6, and the most frequent
/// letters behind D9 lie apart: ف ق ك ي are DD DE DF ED in the first and nothing in the second,
/// where ق ه و ي are E2 E7 E8 EA, which in the first are French.
fn arabic(body: &[u8]) -> Option<&'static Encoding> {
    let (mut high, mut in_runs, mut alefs, mut windows, mut iso) = (0usize, 0usize, 0usize, 0usize, 0usize);
    let mut run = 0usize;
    for byte in sample(body) {
        if *byte < 0xc0 {
            in_runs += if run >= 3 { run } else { 0 };
            run = 0;
            continue;
        }
        high += 1;
        run += 1;
        alefs += usize::from(*byte == 0xc7);
        windows += usize::from(matches!(byte, 0xdd | 0xde | 0xdf | 0xed | 0xec));
        iso += usize::from(matches!(byte, 0xe2 | 0xe7 | 0xe8 | 0xea));
    }
    in_runs += if run >= 3 { run } else { 0 };
    // One letter in eight is an alef; one in twenty-five is the least that any text has.
    if high < LETTERS_NEEDED || in_runs * 2 < high || alefs * 25 < high {
        return None;
    }
    let arabic_share = (windows + iso) * 10 >= high;
    arabic_share.then_some(if windows >= iso { WINDOWS_1256 } else { ISO_8859_6 })
}

/// So much of the body is looked at.
const SAMPLE: usize = 64 * 1024;
/// In pieces of so much.
const SAMPLE_PIECE: usize = 4 * 1024;

/// Pieces from the whole body, evenly: its head is mostly markup.
fn pieces(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    body.chunks(SAMPLE_PIECE).step_by(body.len().div_ceil(SAMPLE).max(1))
}

fn sample(body: &[u8]) -> impl Iterator<Item = &u8> {
    pieces(body).flatten()
}

/// The likeliest charset of bytes that are no UTF-8; the country of the host may tip the scales.
pub(super) fn guess(body: &[u8], top_level: Option<&str>) -> &'static Encoding {
    if let Some(found) = arabic(body) {
        return found;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    for piece in pieces(body) {
        detector.feed(piece, false);
    }
    detector.feed(&[], true);
    let top_level = top_level.filter(|label| label.is_ascii() && !label.contains('.'));
    detector.guess(top_level.map(str::as_bytes), Utf8Detection::Deny)
}
