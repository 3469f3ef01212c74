//! The key fold: the form in which two prints of one text are equal.
//!
//! All marks become single spaces; letters fold as [`letter`] says. Prefixes are
//! not cut off: that changed no verdict when it was measured. The fold is idempotent.

use unicode_normalization::UnicodeNormalization;

use super::letter::{self, Folded, Row};

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
    let mut rest = text;
    let table = letter::table();
    loop {
        if let Some((run, after)) = rest.split_at_checked(table.plain_run(rest).0) {
            folder.run(run);
            rest = after;
        }
        let mut letters = rest.chars();
        let Some(c) = letters.next() else { return };
        rest = letters.as_str();
        match table.row(c) {
            Row::Nothing => folder.nothing(c),
            Row::Boundary => folder.mark(c, rest),
            Row::Letter(folded) => folder.letter(c, folded),
            Row::Rare => folder.rare(c, rest),
        }
    }
}

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
    /// Letters that stand for themselves; none of them is a digit.
    fn run(&mut self, letters: &str) {
        if letters.is_empty() {
            return;
        }
        self.begin_word();
        self.seat = letters.ends_with(['و', 'ي']);
        self.digits = 0;
        self.grouped = false;
        self.out.push_str(letters);
    }

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
