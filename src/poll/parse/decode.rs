//! Bytes to text: which charset, and why.
//!
//! Evidence beats declarations. Whoever says windows-1256 and sends UTF-8 sends UTF-8; whoever
//! says ISO-8859-1 and sends Arabic sends an Arabic charset.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};
use memchr::memmem;

use super::{
    evidence::{evidence_allows, guess},
    repair::Repairs,
    tidy::tidy,
};

/// How the charset became known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CharsetWhy {
    /// The operator set it for the feed.
    Configured,
    /// A byte-order mark.
    Bom,
    /// The pattern of zero bytes of UTF-16 or UTF-32.
    Zeros,
    /// The bytes are valid UTF-8, whatever anybody declares.
    ValidUtf8,
    /// The bytes are UTF-8 but for a few.
    MostlyUtf8,
    /// The `Content-Type` header.
    Header,
    /// The XML declaration.
    Prolog,
    /// The frequencies of letters.
    Guessed,
}

impl CharsetWhy {
    /// The reason in words.
    pub fn reason(self) -> &'static str {
        match self {
            Self::Configured => "configured",
            Self::Bom => "byte-order mark",
            Self::Zeros => "pattern of zero bytes",
            Self::ValidUtf8 => "valid UTF-8",
            Self::MostlyUtf8 => "UTF-8 but for a few bytes",
            Self::Header => "HTTP header",
            Self::Prolog => "XML declaration",
            Self::Guessed => "guessed from the letters",
        }
    }
}

/// The text of a document with what is known of its bytes.
#[derive(Debug)]
pub(super) struct Decoded<'a> {
    pub(super) text: Cow<'a, str>,
    /// Lower-case label of the WHATWG, or `utf-32le` and its like.
    pub(super) charset: String,
    pub(super) why: CharsetWhy,
    /// The charset that was declared and is not the true one.
    pub(super) refuted: Option<String>,
    pub(super) repairs: Repairs,
}

/// What is declared about a body.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Declared<'a> {
    pub(super) configured: Option<&'static Encoding>,
    pub(super) content_type: Option<&'a str>,
    /// The last label of the host's name, lower-case: `ly`.
    pub(super) top_level: Option<&'a str>,
}

/// Decodes a body. Never fails: what no charset explains becomes U+FFFD.
pub(super) fn decode<'a>(body: &'a [u8], declared: Declared<'_>) -> Decoded<'a> {
    let mut decoded = choose(body, declared);
    tidy(&mut decoded.text, &mut decoded.repairs);
    decoded
}

fn choose<'a>(body: &'a [u8], declared: Declared<'_>) -> Decoded<'a> {
    if let Some(encoding) = declared.configured {
        let (text, used, _) = encoding.decode(body);
        return plain(text, used.name(), CharsetWhy::Configured, None);
    }
    if let Some(decoded) = by_bom(body).or_else(|| by_zeros(body)) {
        return decoded;
    }
    let header = declared.content_type.and_then(charset_of).and_then(label);
    let prolog = prolog_label(body).and_then(label);
    let said = header.or(prolog).map(Encoding::name).map(str::to_ascii_lowercase);
    let contradicts = |charset: &str| said.clone().filter(|said| said != charset);
    if let Ok(text) = std::str::from_utf8(body) {
        let refuted = if text.is_ascii() { None } else { contradicts("utf-8") };
        return plain(Cow::Borrowed(text), "utf-8", CharsetWhy::ValidUtf8, refuted);
    }
    if let Some(text) = mostly_utf8(body) {
        return plain(Cow::Owned(text), "utf-8", CharsetWhy::MostlyUtf8, contradicts("utf-8"));
    }
    let eight_bit = |encoding: &&'static Encoding| *encoding != UTF_8 && encoding.is_ascii_compatible();
    let claims = [(header, CharsetWhy::Header), (prolog, CharsetWhy::Prolog)];
    for (encoding, why) in claims.into_iter().filter_map(|(claim, why)| Some((claim.filter(eight_bit)?, why))) {
        if evidence_allows(encoding, body) {
            let (text, _) = encoding.decode_without_bom_handling(body);
            return plain(text, encoding.name(), why, contradicts(&encoding.name().to_ascii_lowercase()));
        }
    }
    let encoding = guess(body, declared.top_level);
    let (text, _) = encoding.decode_without_bom_handling(body);
    plain(text, encoding.name(), CharsetWhy::Guessed, contradicts(&encoding.name().to_ascii_lowercase()))
}

fn plain<'a>(text: Cow<'a, str>, charset: &str, why: CharsetWhy, refuted: Option<String>) -> Decoded<'a> {
    Decoded { text, charset: charset.to_ascii_lowercase(), why, refuted, repairs: Repairs::default() }
}

fn label(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().trim_matches(['"', '\'']);
    // Names that Windows and PHP use and the WHATWG does not list.
    let name = match name.to_ascii_lowercase().as_str() {
        "cp1256" | "cp-1256" | "windows1256" | "win-1256" | "ansi_1256" => "windows-1256",
        "cp1252" | "windows1252" | "ansi" | "latin-1" => "windows-1252",
        "utf8mb4" | "utf" => "utf-8",
        _ => return Encoding::for_label(name.as_bytes()),
    };
    Encoding::for_label(name.as_bytes())
}

/// The charset parameter of a content type.
fn charset_of(content_type: &str) -> Option<&str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })
}

/// The encoding of an XML declaration, which stands within the first KiB, junk before it or not.
fn prolog_label(body: &[u8]) -> Option<&str> {
    let head = body.get(..body.len().min(1024))?;
    let start = memmem::find(head, b"<?xml")?;
    let rest = head.get(start..)?;
    let declaration = rest.get(..memmem::find(rest, b"?>").unwrap_or(rest.len()))?;
    let value = declaration.get(memmem::find(declaration, b"encoding")? + 8..)?;
    let value = std::str::from_utf8(value).ok()?.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    value.get(1..)?.split(quote).next()
}

fn by_bom(body: &[u8]) -> Option<Decoded<'_>> {
    if let Some(rest) = body.strip_prefix(&[0xff, 0xfe, 0, 0]) {
        return Some(plain(utf32(rest, u32::from_le_bytes), "utf-32le", CharsetWhy::Bom, None));
    }
    if let Some(rest) = body.strip_prefix(&[0, 0, 0xfe, 0xff]) {
        return Some(plain(utf32(rest, u32::from_be_bytes), "utf-32be", CharsetWhy::Bom, None));
    }
    let (encoding, length) = Encoding::for_bom(body)?;
    let rest = body.get(length..)?;
    if encoding == UTF_8 && std::str::from_utf8(rest).is_err() {
        // A mark that a template put before text of another charset, or a few broken bytes.
        return mostly_utf8(rest).map(|text| plain(Cow::Owned(text), "utf-8", CharsetWhy::Bom, None));
    }
    let (text, _) = encoding.decode_without_bom_handling(rest);
    Some(plain(text, encoding.name(), CharsetWhy::Bom, None))
}

fn utf32(bytes: &[u8], read: fn([u8; 4]) -> u32) -> Cow<'static, str> {
    let chars = bytes.as_chunks::<4>().0.iter().map(|unit| char::from_u32(read(*unit)));
    Cow::Owned(chars.map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER)).collect())
}

/// So many bytes show the pattern.
const ZERO_SAMPLE: usize = 1024;

/// Markup is ASCII, so UTF-16 and UTF-32 without a mark show by their zeros.
fn by_zeros(body: &[u8]) -> Option<Decoded<'_>> {
    let sample = body.get(..body.len().min(ZERO_SAMPLE))?;
    let mut zeros = [0usize; 4];
    for unit in sample.as_chunks::<4>().0 {
        for (count, byte) in zeros.iter_mut().zip(unit) {
            *count += usize::from(*byte == 0);
        }
    }
    let quarter = sample.len() / 4;
    if quarter < 4 {
        return None;
    }
    let often = zeros.map(|count| count * 3 > quarter);
    let never = zeros.map(|count| count * 50 <= quarter);
    let [first, second, third, fourth] = never;
    let decoded = |text, name| Some(plain(text, name, CharsetWhy::Zeros, None));
    match often {
        [true, true, true, false] if fourth => decoded(utf32(body, u32::from_be_bytes), "utf-32be"),
        [false, true, true, true] if first => decoded(utf32(body, u32::from_le_bytes), "utf-32le"),
        [false, true, false, true] if first && third => {
            decoded(encoding_rs::UTF_16LE.decode_without_bom_handling(body).0, "utf-16le")
        }
        [true, false, true, false] if second && fourth => {
            decoded(encoding_rs::UTF_16BE.decode_without_bom_handling(body).0, "utf-16be")
        }
        _ => None,
    }
}

/// One broken sequence in so many good ones is an accident.
const GOOD_PER_BROKEN: usize = 8;
/// After so many accidents the rest is not looked at.
const BROKEN_ENOUGH: usize = 4096;

/// The text of bytes that are UTF-8 but for a few, or cut in the middle of a character.
///
/// In text of another charset hardly any pair of bytes is a character of UTF-8.
fn mostly_utf8(body: &[u8]) -> Option<String> {
    let (mut good, mut broken) = (0, 0);
    for chunk in body.utf8_chunks() {
        good += count_leads(chunk.valid());
        broken += usize::from(!chunk.invalid().is_empty());
        if broken > BROKEN_ENOUGH && good < broken * GOOD_PER_BROKEN {
            return None;
        }
    }
    let cut_only = broken == 1 && body.utf8_chunks().last().is_some_and(|last| !last.invalid().is_empty());
    if good == 0 || (good < broken * GOOD_PER_BROKEN && !cut_only) {
        return None;
    }
    let mut text = String::with_capacity(body.len());
    let mut chunks = body.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        text.push_str(chunk.valid());
        let after = chunks.peek().and_then(|next| next.valid().chars().next());
        if after.is_some() || chunks.peek().is_some() {
            push_broken(chunk.invalid(), after, &mut text);
        }
    }
    Some(text)
}

pub(super) fn count_leads(text: &str) -> usize {
    text.bytes().filter(|byte| *byte >= 0xc0).count()
}

/// A stray byte is one of windows-1252: `caf\xe9`. Among Arabic letters only an accented one is
/// believed: the others are halves of Arabic letters.
fn push_broken(bytes: &[u8], after: Option<char>, text: &mut String) {
    if bytes.is_empty() {
        return;
    }
    let is_latin = |c: char| c.is_alphabetic() && c < '\u{250}';
    let latin = text.chars().next_back().is_some_and(is_latin) || after.is_some_and(is_latin);
    match bytes {
        [byte] if latin || *byte >= 0xe0 => text.push_str(&WINDOWS_1252.decode_without_bom_handling(bytes).0),
        _ => text.push(char::REPLACEMENT_CHARACTER),
    }
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
