//! The key fold: the form in which two prints of one text are equal.
//!
//! All marks become single spaces; letters fold as [`letter`] says. Prefixes are
//! not cut off: that changed no verdict when it was measured. The fold is idempotent.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use super::letter::{self, Folded};
use super::pen::Pen;

/// The version of the fold, kept beside every stored key: another fold gives other keys, and
/// what was remembered under the old ones must be learnt anew, not announced anew.
pub const VERSION: u8 = 1;

/// A fold needs so many bytes beyond its text while it is written.
pub const ROOM: usize = letter::RUN + 2;

/// The key fold of a text.
pub fn fold(text: &str) -> String {
    let mut out = Vec::with_capacity(text.len());
    fold_into(text, &mut out);
    // Whole letters alone were written.
    String::from_utf8(out).unwrap_or_default()
}

/// Appends the key fold of `text` to `out`, as words of its own, in UTF-8.
pub fn fold_into(text: &str, out: &mut Vec<u8>) {
    let (rows, runs) = (&**ROWS, letter::table());
    let pen = Pen::behind(std::mem::take(out), text.len());
    let mut folder = Folder { out: pen, boundary: true, seat: false, digits: 0, grouped: false };
    let mut bytes = text.as_bytes();
    loop {
        if let [b' ', behind @ ..] = bytes
            && folder.digits == 0
        {
            folder.end_word();
            bytes = behind;
        }
        bytes = folder.run(runs, bytes);
        let (code, behind) = match bytes {
            [] => break,
            [one @ ..=0x7f, behind @ ..] => (usize::from(*one), behind),
            [lead @ 0xc2..=0xdb, next, behind @ ..] => {
                (usize::from(lead & 0x1f) << 6 | usize::from(next & 0x3f), behind)
            }
            [_, ..] => (TABLE, bytes),
        };
        bytes = match rows.get(code) {
            Some(Row::Letter { bytes, seat }) => {
                folder.letter(*bytes, *seat);
                behind
            }
            Some(Row::Mark) if folder.digits == 0 => {
                folder.end_word();
                behind
            }
            _ => folder.special(text.get(text.len() - bytes.len()..).unwrap_or("")),
        };
    }
    *out = folder.out.finish();
}

/// One past the letters that have a row: Latin, Greek, Cyrillic, Hebrew, Arabic.
const TABLE: usize = 0x700;

/// What becomes of a letter, ready to be written.
#[derive(Clone, Copy)]
enum Row {
    /// It separates words.
    Mark,
    /// In UTF-8, the second byte 0 if it has but one; and whether a hamza mark behind it makes `ؤ` or `ئ`.
    Letter { bytes: [u8; 2], seat: bool },
    /// It needs more than a row.
    Special,
}

impl Row {
    fn of(c: char) -> Self {
        match letter::fold(c) {
            Folded::Boundary => Self::Mark,
            Folded::Letter(folded) if folded.len_utf8() <= 2 => {
                let mut bytes = [0; 2];
                folded.encode_utf8(&mut bytes);
                Self::Letter { bytes, seat: is_seat(c) }
            }
            Folded::Nothing | Folded::Letter(_) | Folded::Letters(_) | Folded::Compound => Self::Special,
        }
    }
}

static ROWS: LazyLock<Box<[Row]>> = LazyLock::new(|| ('\0'..=char::MAX).take(TABLE).map(Row::of).collect());

/// Whether a letter is a bare seat of hamza.
fn is_seat(c: char) -> bool {
    matches!(c, 'و' | 'ي')
}

/// The state of the one pass.
struct Folder {
    out: Pen,
    /// The next letter begins a word.
    boundary: bool,
    /// The last letter was a bare seat on which a hamza mark makes `ؤ` or `ئ`.
    seat: bool,
    /// Digits in a row, and whether a separator of thousands stands before them.
    digits: u8,
    grouped: bool,
}

impl Folder {
    /// Takes the run of letters that `bytes` begins with; gives what stands behind it.
    #[inline]
    fn run<'t>(&mut self, runs: &letter::Table, bytes: &'t [u8]) -> &'t [u8] {
        let space = self.boundary && self.out.end() > 0;
        let Some(room) = self.out.room(space) else { return bytes };
        let run = runs.run(bytes, room);
        if run.points > 0 {
            self.out.keep(space, &run);
            (self.boundary, self.seat) = (false, run.ends_in_seat());
            (self.digits, self.grouped) = (0, false);
        }
        bytes.get(run.bytes..).unwrap_or(&[])
    }

    /// What is not settled by its row: the first letter of `rest`. Gives what stands behind it.
    #[cold]
    fn special<'t>(&mut self, rest: &'t str) -> &'t [u8] {
        let mut letters = rest.chars();
        let Some(c) = letters.next() else { return &[] };
        let behind = letters.as_str();
        match letter::fold(c) {
            Folded::Nothing => self.nothing(c),
            Folded::Boundary => self.mark(c, behind),
            Folded::Letter(folded) => self.write(folded, is_seat(c)),
            Folded::Letters(letters) => letters.chars().for_each(|folded| self.write(folded, is_seat(folded))),
            Folded::Compound => c.nfkd().for_each(|part| self.part(part)),
        }
        behind.as_bytes()
    }

    /// A letter of at most two bytes.
    #[inline]
    fn letter(&mut self, bytes: [u8; 2], seat: bool) {
        self.begin_word();
        self.seat = seat;
        let [first, second] = bytes;
        if second == 0 {
            self.count(first);
            self.out.push(first);
        } else {
            (self.digits, self.grouped) = (0, false);
            self.out.extend(&bytes);
        }
    }

    /// Any letter.
    fn write(&mut self, folded: char, seat: bool) {
        self.begin_word();
        self.seat = seat;
        let mut bytes = [0; 4];
        let bytes = folded.encode_utf8(&mut bytes).as_bytes();
        self.count(bytes.first().copied().unwrap_or(0));
        self.out.extend(bytes);
    }

    fn begin_word(&mut self) {
        if self.boundary {
            if self.out.end() > 0 {
                self.out.push(b' ');
            }
            self.boundary = false;
        }
    }

    /// Counts the digits of a number by the first byte of each letter.
    fn count(&mut self, byte: u8) {
        if byte.is_ascii_digit() {
            self.digits = self.digits.saturating_add(1);
        } else {
            (self.digits, self.grouped) = (0, false);
        }
    }

    fn nothing(&mut self, c: char) {
        match c {
            // NFKC composes `و` + U+0654 to `ؤ`, which folds to `ء`, whatever vowels stand between.
            '\u{654}' if self.seat => {
                // Both seats have two bytes.
                self.out.cut(2);
                self.out.extend("ء".as_bytes());
                self.seat = false;
            }
            '\u{64b}'..='\u{65f}' | '\u{670}' => {}
            _ => self.seat = false,
        }
    }

    fn end_word(&mut self) {
        (self.boundary, self.seat) = (true, false);
        (self.digits, self.grouped) = (0, false);
    }

    fn mark(&mut self, c: char, rest: &str) {
        if self.joins_thousands(c, rest) {
            (self.seat, self.digits, self.grouped) = (false, 0, true);
        } else {
            self.end_word();
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

    /// One part of an unfolded letter. Its marks never group thousands: `½` is `1 2`.
    fn part(&mut self, part: char) {
        match letter::fold(part) {
            Folded::Nothing => self.nothing(part),
            Folded::Letter(folded) => self.write(folded, is_seat(part)),
            Folded::Letters(letters) => letters.chars().for_each(|folded| self.write(folded, is_seat(folded))),
            Folded::Boundary | Folded::Compound => self.mark(' ', ""),
        }
    }
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || (c > '\u{7f}' && matches!(letter::fold(c), Folded::Letter('0'..='9')))
}

#[cfg(test)]
mod tests;
