//! Runs of letters whose fold is settled by a table: nearly all of a text.
//!
//! Both folds take these a word at a time. Latin letters go eight at a time, for their capitals and
//! ends are told by arithmetic; Arabic ones one by one through a table. All that is asked of a run is
//! worked out behind the loop. Letter by letter a run cost three times as many instructions.

use super::letter::{Folded, fold};

/// The most bytes of a folded run: longer than nearly all words. A longer word is several runs.
pub const RUN: usize = 48;

/// The folded letters of two alphabets in UTF-8, 0 for what needs more than a table.
pub(super) struct RunTable {
    /// U+00C0 to U+00FF, by the second byte; some become one byte.
    latin: [[u8; 2]; 64],
    /// U+0600 to U+06FF, by both bytes less [`ALIF`]; what is no letter in UTF-8 has no row or an empty one.
    arabic: [[u8; 2]; 0x340],
}

/// U+0600 in UTF-8.
const ALIF: u16 = 0xd880;

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

    /// Whether it ends in `و` or `ي`, on which a hamza may sit.
    pub fn ends_in_seat(&self) -> bool {
        matches!(self.last, [0xd9, 0x88 | 0x8a])
    }
}

impl RunTable {
    pub(super) fn new() -> Self {
        let mut table = Self { latin: [[0; 2]; 64], arabic: [[0; 2]; 0x340] };
        for (code, row) in (0xc0..).zip(&mut table.latin) {
            *row = letter(code);
        }
        for code in 0x600..0x700_u32 {
            let mut bytes = [0; 4];
            let pair = char::from_u32(code).map(|c| c.encode_utf8(&mut bytes).as_bytes().first_chunk().copied());
            let row = pair.flatten().map(|pair| usize::from(u16::from_be_bytes(pair) - ALIF));
            if let Some(row) = row.and_then(|row| table.arabic.get_mut(row)) {
                // All letters of one run of pairs are written as pairs.
                *row = Some(letter(code)).filter(|[_, second]| *second != 0).unwrap_or_default();
            }
        }
        table
    }

    /// Folds the run of letters that `text` begins with into `folded`; none if the first is a mark, a
    /// digit, a letter of another alphabet or one that a hamza mark behind it changes. A run has
    /// letters of one alphabet; what lies behind its end in `folded` is lost.
    #[inline]
    pub(super) fn run(&self, text: &[u8], folded: &mut [u8; RUN]) -> Run {
        match text {
            [0xd8..=0xdb, ..] => self.arabic(text, folded),
            [b'a'..=b'z', ..] => self.latin(text, folded, false),
            [b'A'..=b'Z', ..] => self.latin(text, folded, true),
            // U+00C0 to U+00DE.
            [0xc3, next, ..] => self.latin(text, folded, *next < 0x9f),
            _ => Run::default(),
        }
    }

    #[inline]
    fn arabic(&self, text: &[u8], folded: &mut [u8; RUN]) -> Run {
        let letters = text.as_chunks().0;
        let mut taken: usize = 0;
        for (out, letter) in folded.as_chunks_mut().0.iter_mut().zip(letters) {
            // One look at the table tells another alphabet, too: its row lies outside.
            let row = u16::from_be_bytes(*letter).wrapping_sub(ALIF);
            let Some(letter) = self.arabic.get(usize::from(row)).filter(|letter| **letter != [0; 2]) else { break };
            *out = *letter;
            taken += 1;
        }
        let letter = |at: usize| letters.get(at).copied().unwrap_or_default();
        // `و`, `ي` and `ى` carry a hamza: see `letter::hamza_seat`.
        if let ([0xd9, 0x94 | 0x95], [0xd9, 0x88..=0x8a]) = (letter(taken), letter(taken.wrapping_sub(1))) {
            taken -= 1;
        }
        let last = letter(taken.wrapping_sub(1));
        let points = u32::try_from(taken).unwrap_or(0);
        Run { bytes: 2 * taken, points, folded: 2 * taken, capital: false, capitals: false, last }
    }

    #[inline]
    fn latin(&self, text: &[u8], folded: &mut [u8; RUN], capital: bool) -> Run {
        let mut run = Run { capital, capitals: capital, ..Run::default() };
        loop {
            let rest = text.get(run.bytes..).unwrap_or(&[]);
            let Some(out) = folded.get_mut(run.folded..).and_then(|out| out.first_chunk_mut()) else { return run };
            if let [0xc3, next, ..] = rest {
                let Some(length) = self.accented(*next, out) else { return run };
                run.capitals &= *next < 0x9f;
                run.bytes += 2;
                run.points += 1;
                run.folded += length;
                continue;
            }
            let Ascii { lower, letters, capitals } = Ascii::of(rest);
            *out = lower;
            run.capitals &= capitals == letters;
            run.bytes += letters as usize;
            run.points += letters;
            run.folded += letters as usize;
            if letters < 8 && text.get(run.bytes) != Some(&0xc3) {
                return run;
            }
        }
    }

    /// Folds a letter of `c3` and another byte; how many bytes that are.
    fn accented(&self, next: u8, out: &mut [u8; 8]) -> Option<usize> {
        let letter = self.latin.get(usize::from(next & 0x3f)).filter(|letter| **letter != [0; 2])?;
        let ([first, second], [one, other, ..]) = (*letter, out);
        (*one, *other) = (first, second);
        Some(if second == 0 { 1 } else { 2 })
    }
}

/// The letters of ASCII that eight bytes begin with.
struct Ascii {
    /// All bytes with the letters among them in lower case.
    lower: [u8; 8],
    /// How many letters, and how many capitals come first.
    letters: u32,
    capitals: u32,
}

/// One in each of eight bytes.
const EACH: u64 = 0x0101_0101_0101_0101;
/// The bit that no ASCII has, and the one that tells `a` from `A`.
const HIGH: u64 = 0x80 * EACH;
const SMALL: u64 = 0x20 * EACH;

impl Ascii {
    /// Sums of all eight bytes at once leave in the highest bit of a byte whether it lies in a range; no
    /// carry goes from one byte to the next.
    #[inline]
    fn of(text: &[u8]) -> Self {
        let word = u64::from_le_bytes(text.first_chunk().copied().unwrap_or_else(|| padded(text)));
        let lower = word | SMALL;
        let bits = lower & !HIGH;
        let from_a = bits + (0x80 - u64::from(b'a')) * EACH;
        let beyond_z = bits + (0x80 - u64::from(b'z') - 1) * EACH;
        let letters = from_a & !beyond_z & !word & HIGH;
        let first = |marks: u64| (!marks & HIGH).trailing_zeros() / 8;
        Self { lower: lower.to_le_bytes(), letters: first(letters), capitals: first(letters & !(word << 2)) }
    }
}

/// The last bytes of a text, with none behind them.
#[cold]
fn padded(text: &[u8]) -> [u8; 8] {
    let mut bytes = [0; 8];
    bytes.iter_mut().zip(text).for_each(|(byte, letter)| *byte = *letter);
    bytes
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
