//! The key fold: the form in which two prints of one text are equal.
//!
//! All marks become single spaces; letters fold as [`letter`] says. Prefixes are
//! not cut off: that changed no verdict when it was measured. The fold is idempotent.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::letter::{self, Folded};

/// The version of the fold, kept beside every stored key: another fold gives other keys, and
/// what was remembered under the old ones must be learnt anew, not announced anew.
pub const VERSION: u8 = 1;

/// The key fold of a text.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    fold_into(text, &mut out);
    out
}

/// Appends the key fold of `text` to `out`, as words of its own.
pub fn fold_into(text: &str, out: &mut String) {
    let mut folder = Folder { out, boundary: true, seat: false, digits: 0, grouped: false };
    let mut rest = text.chars();
    while let Some(c) = rest.next() {
        match BELOW.get(c as usize) {
            Some(0) => folder.nothing(c),
            Some(1) => folder.mark(c, rest.as_str()),
            Some(&code) if code != SLOW => folder.letter(c, char::from_u32(u32::from(code)).unwrap_or(c)),
            Some(_) | None => folder.rare(c, rest.as_str()),
        }
    }
}

/// One past the letters that have a row in [`BELOW`]: Latin, Greek, Cyrillic, Hebrew, Arabic.
const TABLE: usize = 0x700;

/// The row of a letter that needs more than a row.
const SLOW: u16 = 0xffff;

/// What becomes of the first letters of Unicode: 0 nothing, 1 a boundary, else the letter.
static BELOW: LazyLock<Box<[u16]>> = LazyLock::new(|| {
    let row = |code: usize| {
        let c = u32::try_from(code).ok().and_then(char::from_u32)?;
        match letter::fold(c) {
            Folded::Nothing => Some(0),
            Folded::Boundary => Some(1),
            Folded::Letter(letter) => u16::try_from(u32::from(letter)).ok(),
            Folded::Letters(_) | Folded::Compound => None,
        }
    };
    (0..TABLE).map(|code| row(code).unwrap_or(SLOW)).collect()
});

/// The state of the one pass.
struct Folder<'a> {
    out: &'a mut String,
    /// The next letter begins a word.
    boundary: bool,
    /// The last letter was a bare seat on which a hamza mark makes `ؤ` or `ئ`.
    seat: bool,
    /// Digits in a row, and whether a separator of thousands stands before them.
    digits: u8,
    grouped: bool,
}

impl Folder<'_> {
    fn letter(&mut self, original: char, folded: char) {
        self.begin_word();
        self.seat = matches!(original, 'و' | 'ي');
        self.count(folded);
        self.out.push(folded);
    }

    fn begin_word(&mut self) {
        if self.boundary {
            if !self.out.is_empty() {
                self.out.push(' ');
            }
            self.boundary = false;
        }
    }

    fn count(&mut self, folded: char) {
        if folded.is_ascii_digit() {
            self.digits = self.digits.saturating_add(1);
        } else {
            self.digits = 0;
            self.grouped = false;
        }
    }

    fn nothing(&mut self, c: char) {
        match c {
            // NFKC composes `و` + U+0654 to `ؤ`, which folds to `ء`, whatever vowels stand between.
            '\u{654}' if self.seat => {
                self.out.pop();
                self.out.push('ء');
                self.seat = false;
            }
            '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            _ => self.seat = false,
        }
    }

    fn mark(&mut self, c: char, rest: &str) {
        self.seat = false;
        if self.joins_thousands(c, rest) {
            self.digits = 0;
            self.grouped = true;
        } else {
            self.boundary = true;
            self.digits = 0;
            self.grouped = false;
        }
    }

    /// Whether a mark belongs to a number as `d{1,3}([,.٬]d{3})+` has it.
    fn joins_thousands(&self, c: char, rest: &str) -> bool {
        let before = if self.grouped { self.digits == 3 } else { (1..=3).contains(&self.digits) };
        before
            && !self.boundary
            && matches!(c, ',' | '.' | '٬')
            && rest.chars().take(4).take_while(|c| is_digit(*c)).count() == 3
    }

    fn rare(&mut self, c: char, rest: &str) {
        match letter::fold(c) {
            Folded::Nothing => self.nothing(c),
            Folded::Boundary => self.mark(c, rest),
            Folded::Letter(folded) => self.letter(c, folded),
            Folded::Letters(letters) => letters.chars().for_each(|folded| self.letter(folded, folded)),
            Folded::Compound => c.nfkd().for_each(|part| self.part(part)),
        }
    }

    /// One part of an unfolded letter. Its marks never group thousands: `½` is `1 2`.
    fn part(&mut self, part: char) {
        match letter::fold(part) {
            Folded::Nothing => self.nothing(part),
            Folded::Letter(folded) => self.letter(part, folded),
            Folded::Letters(letters) => letters.chars().for_each(|folded| self.letter(folded, folded)),
            Folded::Boundary | Folded::Compound => self.mark(' ', ""),
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (c > '\u{7f}' && matches!(letter::fold(c), Folded::Letter('0'..='9')))
}

#[cfg(test)]
mod tests;
