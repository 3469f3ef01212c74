//! The dates of feeds: every form that is met in them is read or refused on purpose, none wrong.
//!
//! No list of formats: the string is cut into numbers, names, times and offsets, and each finds
//! its place. What stays ambiguous in a way that would be wrong by hours or months is refused.

mod names;
mod parts;
mod token;

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset};
use chrono_tz::Tz;

use self::parts::Parts;

/// Reads a date of a feed; one without a zone is read in `zone`.
///
/// `None` for what is no date, for years of one or three digits, and for zones that nobody knows.
/// Says nothing about whether the date can be true.
pub fn read(raw: &str, zone: Tz) -> Option<DateTime<FixedOffset>> {
    let (raw, zone) = named_zone(raw.get(..=MAX_LENGTH).map_or(raw, |_| ""), zone);
    let text = levantine_months(fold(&raw));
    let text = text.trim();
    if let Some(instant) = epoch(text).or_else(|| epoch(text.strip_prefix("/date(")?.split([')', '+', '-']).next()?)) {
        return Some(instant);
    }
    let mut parts = Parts::default();
    for token in token::tokens(text) {
        parts.take(token)?;
    }
    parts.settle(zone)
}

/// Takes out a zone by its full name: `2016-11-30 14:05 Africa/Tripoli`.
fn named_zone(raw: &str, zone: Tz) -> (Cow<'_, str>, Tz) {
    let names = raw.split([' ', '[', ']', '(', ')']).filter(|word| word.contains('/'));
    let found = names.filter_map(|name| Some((name, name.parse::<Tz>().ok()?))).next();
    found.map_or((Cow::Borrowed(raw), zone), |(name, zone)| (Cow::Owned(raw.replace(name, " ")), zone))
}

/// No date is longer.
const MAX_LENGTH: usize = 160;

/// Lower case, ASCII digits, bare alefs, no marks, no accents.
fn fold(raw: &str) -> String {
    raw.chars().flat_map(char::to_lowercase).filter_map(fold_char).collect()
}

fn fold_char(c: char) -> Option<char> {
    Some(match c {
        '٠'..='٩' => digit(c, '٠'),
        '۰'..='۹' => digit(c, '۰'),
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        'é' | 'è' | 'ê' => 'e',
        'û' | 'ù' => 'u',
        'à' | 'â' => 'a',
        '\u{64b}'..='\u{652}' | '\u{640}' | '\u{300}'..='\u{36f}' => return None,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{61c}' => {
            return None;
        }
        '−' | '–' | '‐' | '‑' => '-',
        '،' | '\u{a0}' | '\u{202f}' | '\u{2009}' => ' ',
        _ => c,
    })
}

/// `ك2` is كانون الثاني, `ت1` تشرين الأول: the two months of a name by their numbers.
fn levantine_months(text: String) -> String {
    const SHORT: [(&str, &str); 4] =
        [("ك1", "كانون الاول"), ("ك2", "كانون الثاني"), ("ت1", "تشرين الاول"), ("ت2", "تشرين الثاني")];
    let mut text = text;
    for (short, full) in SHORT {
        if let Some((before, after)) = text.split_once(short)
            && !before.ends_with(char::is_alphabetic)
            && !after.starts_with(|c: char| c.is_ascii_digit())
        {
            text = format!("{before}{full}{after}");
        }
    }
    text
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Seconds or milliseconds since 1970.
fn epoch(text: &str) -> Option<DateTime<FixedOffset>> {
    let whole = text.split('.').next()?;
    if !text.bytes().all(|b| b.is_ascii_digit() || b == b'.') || text.matches('.').count() > 1 {
        return None;
    }
    let number: i64 = whole.parse().ok()?;
    let seconds = match whole.len() {
        9 | 10 => number,
        12 | 13 => number / 1000,
        15 | 16 => number / 1_000_000,
        _ => return None,
    };
    Some(DateTime::from_timestamp(seconds, 0)?.fixed_offset())
}

#[cfg(test)]
mod tests;
