//! Text that was decoded and is not yet right: marks, controls, letters encoded twice.

use std::borrow::Cow;

use memchr::memchr_iter;

use super::{
    decode::count_leads,
    entity, reference,
    repair::{Repair, Repairs},
};

/// Takes out what XML forbids and what a wrong hand encoded twice.
pub(super) fn tidy(text: &mut Cow<'_, str>, repairs: &mut Repairs) {
    if let Some(rest) = text.strip_prefix('\u{feff}') {
        *text = Cow::Owned(rest.to_owned());
    }
    if let Some(once) = encoded_twice(text) {
        repairs.note(Repair::DoubleUtf8);
        *text = Cow::Owned(once);
    }
    if needs_tidying(text) {
        let tidied = text.chars().filter_map(|c| tidied(c, repairs)).collect();
        *text = Cow::Owned(tidied);
    }
}

/// So many characters show that all of them were encoded twice.
const TWICE: usize = 4;

/// The text that somebody took for windows-1252 and encoded as UTF-8 once more: `Ø³Ø±Øª` is `سرت`.
///
/// Letters of Latin languages that happen to make valid UTF-8 do not occur in such numbers.
fn encoded_twice(text: &str) -> Option<String> {
    // All characters beyond ASCII are those of windows-1252, and the first is a lead byte.
    let first = text.chars().find(|c| !c.is_ascii())?;
    if !('\u{c2}'..='\u{f4}').contains(&first) {
        return None;
    }
    let bytes = text.chars().map(byte_of_cp1252).collect::<Option<Vec<u8>>>()?;
    let text = String::from_utf8(bytes).ok()?;
    (count_leads(&text) >= TWICE).then_some(text)
}

fn byte_of_cp1252(c: char) -> Option<u8> {
    match u8::try_from(u32::from(c)) {
        Ok(byte) => Some(byte),
        Err(_) => {
            let at = (0x80..0xa0).find(|code| entity::cp1252(*code) == Some(c))?;
            u8::try_from(at).ok()
        }
    }
}

fn needs_tidying(text: &str) -> bool {
    let bytes = text.as_bytes();
    let control = |b: &u8| (*b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r')) | (*b == 0x7f);
    let follows = |at: usize, wanted: fn(&[u8]) -> bool| bytes.get(at + 1..).is_some_and(wanted);
    // Without an early exit inside a block the compiler looks at many bytes at once.
    bytes.chunks(4096).any(|block| block.iter().fold(false, |found, b| found | control(b)))
        || memchr_iter(0xc2, bytes).any(|at| follows(at, |rest| matches!(rest, [0x80..0xa0, ..])))
        || memchr_iter(0xef, bytes).any(|at| follows(at, |rest| matches!(rest, [0xbf, 0xbe | 0xbf, ..])))
}

fn tidied(c: char, repairs: &mut Repairs) -> Option<char> {
    if let '\u{80}'..'\u{a0}' = c {
        repairs.note(Repair::C1AsCp1252);
        return entity::cp1252(u32::from(c));
    }
    if reference::is_allowed(c) {
        return Some(c);
    }
    repairs.note(Repair::ControlCharacter);
    None
}
