//! One letter at a time: the table that both folds share.
//!
//! Newsrooms set hamza, shadda and the last letter of a word carelessly: `أعلّن` is `أعلن`,
//! `فى` is `في`, `مسئول` is `مسؤول`. Letters that are confused in print meet in one form.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::run::RunTable;
pub use super::run::{RUN, Run};

/// What becomes of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Folded {
    /// It is not written: a vowel mark, a tatweel, a direction mark.
    Nothing,
    /// It separates words.
    Boundary,
    /// It is written as this letter or digit.
    Letter(char),
    /// It is written as these letters: `ﷲ` is `الله`, `æ` is `ae`.
    Letters(&'static str),
    /// It unfolds by NFKC into several characters, each to be folded again.
    Compound,
}

/// Folds one code point. Hamza above or below as a mark of its own needs its neighbour: see
/// [`hamza_seat`].
///
/// | letters | become | because |
/// |---|---|---|
/// | `آ أ إ ٱ` | `ا` | `وقف لأطلاق النار` is `لإطلاق` |
/// | `ؤ ئ` | `ء` | `مسؤول` = `مسئول` |
/// | `ى ی` | `ي` | Egyptian print writes `فى` |
/// | `ة ۃ ہ` | `ه` | `ليبية` = `ليبيه` |
/// | `گ پ چ ژ ڤ` | `غ ب ج ز ف` | loan letters |
/// | `٤ ۴` | `4` | one set of digits |
pub fn fold(c: char) -> Folded {
    match c {
        'a'..='z' | '0'..='9' => Folded::Letter(c),
        'A'..='Z' => Folded::Letter(c.to_ascii_lowercase()),
        '\0'..='\u{7f}' => Folded::Boundary,
        '\u{600}'..='\u{6ff}' => arabic(c),
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' => {
            Folded::Nothing
        }
        '\u{300}'..='\u{36f}' => Folded::Nothing,
        'ß' | 'ẞ' => Folded::Letters("ss"),
        'æ' | 'Æ' => Folded::Letters("ae"),
        'œ' | 'Œ' => Folded::Letters("oe"),
        'ø' | 'Ø' => Folded::Letter('o'),
        'ł' | 'Ł' => Folded::Letter('l'),
        'đ' | 'Đ' => Folded::Letter('d'),
        'ı' => Folded::Letter('i'),
        'ﷲ' => Folded::Letters("الله"),
        _ => other(c),
    }
}

/// One past the letters that have a row in the [`Table`]: Latin, Greek, Cyrillic, Hebrew, Arabic.
const TABLE: usize = 0x700;

/// The row of a letter that needs more than a row.
const RARE: u16 = 0xffff;

/// What a row of the [`Table`] says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Row {
    /// See [`Folded::Nothing`].
    Nothing,
    /// See [`Folded::Boundary`].
    Boundary,
    /// See [`Folded::Letter`].
    Letter(char),
    /// It has no row: ask [`fold`].
    Rare,
}

/// The [`fold`] of the first letters of Unicode, worked out once.
pub struct Table {
    /// 0 nothing, 1 a boundary, else the letter.
    rows: Box<[u16]>,
    runs: RunTable,
}

impl Table {
    fn new() -> Self {
        let row = |code: usize| {
            let c = u32::try_from(code).ok().and_then(char::from_u32)?;
            match fold(c) {
                Folded::Nothing => Some(0),
                Folded::Boundary => Some(1),
                Folded::Letter(letter) => u16::try_from(u32::from(letter)).ok(),
                Folded::Letters(_) | Folded::Compound => None,
            }
        };
        let rows: Box<[u16]> = (0..TABLE).map(|code| row(code).unwrap_or(RARE)).collect();
        Self { runs: RunTable::new(), rows }
    }

    /// What becomes of a letter, if it has a row.
    pub fn row(&self, c: char) -> Row {
        match self.rows.get(c as usize) {
            Some(0) => Row::Nothing,
            Some(1) => Row::Boundary,
            Some(&code) if code != RARE => Row::Letter(char::from_u32(u32::from(code)).unwrap_or(c)),
            Some(_) | None => Row::Rare,
        }
    }

    /// Folds the run of letters that `text` begins with.
    #[inline]
    pub fn run(&self, text: &[u8], folded: &mut [u8; RUN]) -> Run {
        self.runs.run(text, folded)
    }
}

/// The table; a pass over a text asks for it once.
pub fn table() -> &'static Table {
    static TABLE_OF_ALL: LazyLock<Table> = LazyLock::new(Table::new);
    &TABLE_OF_ALL
}

fn arabic(c: char) -> Folded {
    match c {
        'آ' | 'أ' | 'إ' | 'ٱ' | 'ٲ' | 'ٳ' => Folded::Letter('ا'),
        'ؤ' | 'ئ' => Folded::Letter('ء'),
        'ى' | 'ی' | 'ے' | 'ې' => Folded::Letter('ي'),
        'ة' | 'ۃ' | 'ۀ' | 'ە' | 'ھ' | 'ہ' => Folded::Letter('ه'),
        'ک' | 'ڪ' => Folded::Letter('ك'),
        'گ' => Folded::Letter('غ'),
        'پ' => Folded::Letter('ب'),
        'چ' => Folded::Letter('ج'),
        'ژ' => Folded::Letter('ز'),
        'ڤ' | 'ڨ' => Folded::Letter('ف'),
        '\u{660}'..='\u{669}' => digit(c, '\u{660}'),
        '\u{6f0}'..='\u{6f9}' => digit(c, '\u{6f0}'),
        '\u{640}' | '\u{61c}' | '\u{670}' => Folded::Nothing,
        '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}' => Folded::Nothing,
        '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e8}' | '\u{6ea}'..='\u{6ed}' => Folded::Nothing,
        '\u{621}'..='\u{64a}' => Folded::Letter(c),
        _ => other(c),
    }
}

fn digit(c: char, zero: char) -> Folded {
    u32::from(c)
        .checked_sub(u32::from(zero))
        .and_then(|n| char::from_digit(n, 10))
        .map_or(Folded::Boundary, Folded::Letter)
}

/// The rest of Unicode, by its own tables: rare, so not in a table of ours.
fn other(c: char) -> Folded {
    let mut unfolded = c.nfkd().filter(|part| !matches!(fold_mark(*part), Some(Folded::Nothing)));
    match (unfolded.next(), unfolded.next()) {
        (None, _) => Folded::Nothing,
        (Some(one), None) if one != c => fold(one),
        (Some(one), None) => plain(one),
        (Some(_), Some(_)) => Folded::Compound,
    }
}

fn fold_mark(c: char) -> Option<Folded> {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}').then_some(Folded::Nothing)
}

fn plain(c: char) -> Folded {
    if let Some(digit) = decimal_digit(c) {
        return Folded::Letter(digit);
    }
    if c.is_alphabetic() {
        let mut lower = c.to_lowercase();
        match (lower.next(), lower.next()) {
            (Some(one), None) => Folded::Letter(one),
            _ => Folded::Letter(c),
        }
    } else if c.is_numeric() {
        Folded::Letter(c)
    } else {
        Folded::Boundary
    }
}

/// The zeros of the decimal digits (general category Nd) that have no compatibility mapping to
/// ASCII; each is followed by its one to nine. From UnicodeData.txt of Unicode 16.
const ZEROS: [u32; 54] = [
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6, 0xe50, 0xed0, 0xf20,
    0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0,
    0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450,
    0x114d0, 0x11650, 0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x1e950,
];

/// The ASCII form of a decimal digit of any script: `२` is `2`.
fn decimal_digit(c: char) -> Option<char> {
    let code = u32::from(c);
    let zero = ZEROS.iter().rev().find(|zero| **zero <= code)?;
    char::from_digit(code - zero, 10)
}

/// The letter that a base and a following hamza mark (U+0654, U+0655) make together:
/// `و` + U+0654 is `ؤ`, which folds to `ء`.
pub fn hamza_seat(base: char, mark: char) -> Option<char> {
    match (base, mark) {
        ('و' | 'ي' | 'ى', '\u{654}' | '\u{655}') => Some('ء'),
        _ => None,
    }
}

/// Appends the folded form of `c` to `out`; `true` if it separates words.
pub fn push_folded(c: char, out: &mut String) -> bool {
    match fold(c) {
        Folded::Nothing => false,
        Folded::Boundary => true,
        Folded::Letter(letter) => {
            out.push(letter);
            false
        }
        Folded::Letters(letters) => {
            out.push_str(letters);
            false
        }
        Folded::Compound => {
            let mut boundary = false;
            for part in c.nfkd() {
                match fold(part) {
                    Folded::Letter(letter) => out.push(letter),
                    Folded::Letters(letters) => out.push_str(letters),
                    Folded::Boundary => boundary = true,
                    Folded::Nothing | Folded::Compound => {}
                }
            }
            boundary
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, folded: &str) {
        let mut out = String::new();
        for c in word.chars() {
            push_folded(c, &mut out);
        }
        assert_eq!(out, folded);
    }

    #[test]
    fn stray_shadda_goes() {
        check("أعلّن", "اعلن");
    }

    #[test]
    fn hamza_seats_meet() {
        check("مسؤول", "مسءول");
        check("مسئول", "مسءول");
    }

    #[test]
    fn presentation_forms_unfold() {
        check("ﻣﺼﺮاﺗﺔ", "مصراته");
        check("ﷲ", "الله");
        check("ﬁnal", "final");
    }

    #[test]
    fn accents_go() {
        check("Égypte", "egypte");
        check("Straße", "strasse");
        check("Aïn", "ain");
    }

    #[test]
    fn digits_become_ascii() {
        check("٢٤", "24");
        check("۲۴", "24");
    }
}
