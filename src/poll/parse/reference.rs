//! References: what stands between `&` and `;`.

use super::{
    entity,
    markup::name_at,
    repair::{Repair, Repairs},
};

/// What a reference stands for.
pub(super) enum Reference {
    /// One of the five of XML.
    Predefined(char),
    /// A name of HTML.
    Html(char),
    /// A name nobody knows.
    Unknown,
    /// By code; `strict` if it ends in `;`.
    Number { code: u32, strict: bool, capital: bool },
}

/// The longest name of HTML is shorter than this.
const MAX_NAME: usize = 32;

/// The reference at an `&`, with the place behind it.
pub(super) fn reference(text: &str, at: usize) -> Option<(Reference, usize)> {
    let rest = text.get(at + 1..)?;
    if let Some(digits) = rest.strip_prefix('#') {
        return number(digits).map(|(reference, len)| (reference, at + 2 + len));
    }
    let name = name_at(rest, 0).filter(|name| name.len() <= MAX_NAME)?;
    if rest.as_bytes().get(name.len()) != Some(&b';') {
        return None;
    }
    let reference = match name {
        "amp" => Reference::Predefined('&'),
        "lt" => Reference::Predefined('<'),
        "gt" => Reference::Predefined('>'),
        "quot" => Reference::Predefined('"'),
        "apos" => Reference::Predefined('\''),
        _ => entity::named(name).map_or(Reference::Unknown, Reference::Html),
    };
    Some((reference, at + 1 + name.len() + 1))
}

fn number(after_mark: &str) -> Option<(Reference, usize)> {
    let capital = after_mark.starts_with('X');
    let hex = capital || after_mark.starts_with('x');
    let digits = after_mark.get(usize::from(hex)..)?;
    let len = digits.bytes().position(|b| if hex { !b.is_ascii_hexdigit() } else { !b.is_ascii_digit() });
    let len = len.unwrap_or(digits.len());
    let radix = if hex { 16 } else { 10 };
    let digits_read = digits.get(..len).filter(|digits| !digits.is_empty())?;
    // A code that does not fit is a character that does not exist.
    let code = u32::from_str_radix(digits_read, radix).unwrap_or(u32::MAX);
    let strict = digits.as_bytes().get(len) == Some(&b';');
    Some((Reference::Number { code, strict, capital }, usize::from(hex) + len + usize::from(strict)))
}

/// The character of a code, `None` if XML has none there.
pub(super) fn char_of(code: u32, repairs: &mut Repairs) -> Option<char> {
    if (0x80..0xa0).contains(&code) {
        repairs.note(Repair::C1AsCp1252);
        return entity::cp1252(code);
    }
    char::from_u32(code).filter(|c| is_allowed(*c))
}

/// Whether XML allows a character.
pub(super) fn is_allowed(c: char) -> bool {
    !matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fffe}' | '\u{ffff}')
}
