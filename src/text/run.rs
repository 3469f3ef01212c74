//! Runs of letters whose fold is settled by a table: nearly all of a text.
//!
//! The look-up fold takes these a word at a time. The loops hold nothing but the look-up of a byte or
//! a pair of bytes; all that is asked of a run is worked out behind them. It saves a tenth of the
//! instructions of cutting a text, where runs of letters that stay as they are were copied before and
//! the others went one by one. The key fold has no tokens to make and is faster letter by letter.

use super::letter::{Folded, fold};

/// The most bytes of a folded run: longer than nearly all words. A longer word is several runs.
pub const RUN: usize = 48;

/// The folded letters of three alphabets in UTF-8, 0 for what needs more than a table.
pub(super) struct RunTable {
    ascii: [u8; 256],
    /// U+00C0 to U+00FF, by the second byte; some become one byte.
    latin: [[u8; 2]; 64],
    /// U+0600 to U+06FF, by the last bits of the first byte and the second.
    arabic: [[u8; 2]; 256],
}

/// A run of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// Its bytes and code points in the text.
    pub bytes: usize,
    /// See `bytes`.
    pub points: u32,
    /// The bytes of its folded form.
    pub folded: usize,
    /// Whether it begins with a capital, and whether all its letters are capitals.
    pub capital: bool,
    /// See `capital`.
    pub capitals: bool,
    /// Its last letter as the text has it, if that is an Arabic one.
    last: [u8; 2],
}

impl Run {
    /// Whether it ends in `ة`, also that of Urdu.
    pub fn ends_in_marbuta(&self) -> bool {
        matches!(self.last, [0xd8, 0xa9] | [0xdb, 0x83])
    }
}

impl RunTable {
    pub(super) fn new() -> Self {
        let mut table = Self { ascii: [0; 256], latin: [[0; 2]; 64], arabic: [[0; 2]; 256] };
        for (byte, row) in (0..128).zip(&mut table.ascii) {
            let [letter, _] = letter(byte);
            *row = letter;
        }
        for (code, row) in (0xc0..).zip(&mut table.latin) {
            *row = letter(code);
        }
        for (code, row) in (0x600..).zip(&mut table.arabic) {
            // All letters of one run of pairs are written as pairs.
            *row = Some(letter(code)).filter(|[_, second]| *second != 0).unwrap_or_default();
        }
        table
    }

    /// Folds the run of letters that `text` begins with into `folded`; none if the first is a mark, a
    /// digit, a letter of another alphabet or one that a hamza mark behind it changes.
    pub(super) fn run(&self, text: &[u8], folded: &mut [u8; RUN]) -> Run {
        let mut run = Run { capitals: true, ..Run::default() };
        loop {
            let rest = text.get(run.bytes..).unwrap_or(&[]);
            let out = folded.get_mut(run.folded..).unwrap_or_default();
            let before = run.points;
            match rest.first() {
                Some(..=0x7f) => self.ascii(rest, out, &mut run),
                Some(0xd8..=0xdb) => self.arabic(rest, out, &mut run),
                Some(0xc3) => self.latin(rest, out, &mut run),
                Some(_) | None => {}
            }
            if run.points == before {
                return run;
            }
        }
    }

    fn ascii(&self, text: &[u8], out: &mut [u8], run: &mut Run) {
        let (mut taken, mut capitals) = (0, true);
        for (out, byte) in out.iter_mut().zip(text) {
            let Some(&letter) = self.ascii.get(usize::from(*byte)).filter(|letter| **letter != 0) else { break };
            *out = letter;
            capitals &= byte.is_ascii_uppercase();
            taken += 1;
        }
        if taken > 0 {
            run.capital |= run.points == 0 && text.first().is_some_and(u8::is_ascii_uppercase);
            run.capitals &= capitals;
            run.take(taken, taken, taken, [0; 2]);
        }
    }

    fn arabic(&self, text: &[u8], out: &mut [u8], run: &mut Run) {
        let (mut taken, mut last, mut before) = (0, [0; 2], [0; 2]);
        for (out, letter) in out.as_chunks_mut().0.iter_mut().zip(text.as_chunks().0) {
            let [lead @ 0xd8..=0xdb, next] = *letter else { break };
            let folded = self.arabic.get(usize::from(lead << 6 | next & 0x3f)).filter(|folded| **folded != [0; 2]);
            let Some(folded) = folded else { break };
            *out = *folded;
            (before, last) = (last, *letter);
            taken += 1;
        }
        // `و`, `ي` and `ى` carry a hamza: see `letter::hamza_seat`.
        let behind = text.get(2 * taken..).and_then(|behind| behind.first_chunk());
        if let ([0xd9, 0x88..=0x8a], Some([0xd9, 0x94 | 0x95])) = (last, behind) {
            (taken, last) = (taken - 1, before);
        }
        if taken > 0 {
            run.capitals = false;
            run.take(2 * taken, taken, 2 * taken, last);
        }
    }

    fn latin(&self, text: &[u8], out: &mut [u8], run: &mut Run) {
        let ([_, next, ..], [first, second, ..]) = (text, out) else { return };
        let Some(letter) = self.latin.get(usize::from(next & 0x3f)).filter(|letter| **letter != [0; 2]) else { return };
        [*first, *second] = *letter;
        // U+00C0 to U+00DE.
        let capital = *next < 0x9f;
        run.capital |= run.points == 0 && capital;
        run.capitals &= capital;
        run.take(2, 1, if *second == 0 { 1 } else { 2 }, [0; 2]);
    }
}

impl Run {
    fn take(&mut self, bytes: usize, points: usize, folded: usize, last: [u8; 2]) {
        self.bytes += bytes;
        self.points += u32::try_from(points).unwrap_or(0);
        self.folded += folded;
        self.last = last;
    }
}

/// The folded form of a code point in UTF-8 if it is a letter of at most two bytes, else 0.
fn letter(code: u32) -> [u8; 2] {
    let mut bytes = [0; 2];
    if let Some(Folded::Letter(letter)) = char::from_u32(code).map(fold)
        && letter.len_utf8() <= 2
        && !letter.is_ascii_digit()
    {
        letter.encode_utf8(&mut bytes);
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, taken: &str, folded: &str) -> Run {
        let mut out = [0; RUN];
        let run = RunTable::new().run(text.as_bytes(), &mut out);
        let ran = text.get(..run.bytes).unwrap();
        assert_eq!((ran, std::str::from_utf8(&out[..run.folded]).unwrap()), (taken, folded));
        assert_eq!(run.points as usize, taken.chars().count());
        run
    }

    #[test]
    fn a_run_ends_where_a_table_does_not_tell() {
        check("أعلنت اليوم", "أعلنت", "اعلنت");
        check("Évacués, 12", "Évacués", "evacues");
        check("12 morts", "", "");
        check("cœur", "c", "c");
        check("نفّى", "نف", "نف");
    }

    #[test]
    fn a_letter_that_a_hamza_changes_is_left() {
        check("مسو\u{654}ول", "مس", "مس");
        check("و\u{654}", "", "");
    }

    #[test]
    fn a_long_word_is_several_runs() {
        check(&"ا".repeat(30), &"ا".repeat(24), &"ا".repeat(24));
    }

    #[test]
    fn capitals_and_last_letters_are_told() {
        let run = check("NATO", "NATO", "nato");
        assert_eq!((run.capital, run.capitals), (true, true));
        let run = check("Été", "Été", "ete");
        assert_eq!((run.capital, run.capitals), (true, false));
        assert!(check("مدينة", "مدينة", "مدينه").ends_in_marbuta());
    }
}
