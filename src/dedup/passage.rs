//! Folded words as hashes, with the slots among them.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::{
    forms::hash,
    words::{SlotKind, Words},
};

/// One thing that tells two reports in the same sentences apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Slot {
    /// Its first word.
    pub(super) start: u32,
    /// How many words it has.
    pub(super) len: u8,
    pub(super) kind: SlotKind,
    /// Equal for names of one thing.
    pub(super) value: u32,
    /// The words for people: digits, or the spelling of the list.
    pub(super) text: Arc<str>,
}

/// A title or a body.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Passage {
    pub(super) tokens: Vec<u32>,
    /// In the order of the words; they do not overlap.
    pub(super) slots: Vec<Slot>,
}

/// The most words of a passage that are stored and compared.
pub(super) const MAX_WORDS: usize = 2000;

/// The most words of a cue.
const MAX_CUE: usize = 2;

impl Passage {
    /// The words of a folded string.
    pub(super) fn of(folded: impl AsRef<[u8]>, words: &Words) -> Self {
        let folded = folded.as_ref();
        let mut passage = Self { tokens: Vec::with_capacity(folded.len() / 7 + 1), slots: Vec::new() };
        let mut strings = Vec::new();
        passage.add_words(folded, &mut strings);
        passage.add_slots(0, folded, &strings, words);
        passage
    }

    /// Adds the words of a folded string, which are put into `strings`.
    pub(super) fn add_words<'f>(&mut self, folded: &'f [u8], strings: &mut Vec<&'f [u8]>) {
        strings.clear();
        let mut start = 0;
        for end in memchr::memchr_iter(b' ', folded).chain([folded.len()]) {
            strings.extend(folded.get(start..end).filter(|word| !word.is_empty()));
            start = end + 1;
        }
        self.tokens.extend(strings.iter().map(hash));
    }

    /// Finds the slots among the words from `first` on, which are the `strings` of a folded string;
    /// none reaches over the start.
    pub(super) fn add_slots(&mut self, first: usize, folded: &[u8], strings: &[&[u8]], words: &Words) {
        // Most lines have no digit, which one look tells.
        let may_be_numbers = folded.iter().any(u8::is_ascii_digit);
        let mut at = 0;
        while let Some(word) = strings.get(at) {
            let digits = if may_be_numbers { digits_of(word) } else { None };
            let slot = self.slot(first, at, word, digits, words);
            at += slot.as_ref().map_or(1, |slot| usize::from(slot.len).max(1));
            self.slots.extend(slot);
        }
    }

    fn slot(&self, first: usize, at: usize, word: &[u8], digits: Option<&[u8]>, words: &Words) -> Option<Slot> {
        let start = u32::try_from(first + at).ok()?;
        let (whole, following) = self.tokens.get(first + at..)?.split_first()?;
        let form = words
            .forms
            .longest(*whole, following)
            .or_else(|| without_prefix(word, |stem| words.forms.longest(hash(stem), following)));
        if let Some(form) = form {
            let len = u8::try_from(form.rest.len() + 1).ok()?;
            return Some(Slot { start, len, kind: form.kind, value: form.value, text: Arc::clone(&form.spelling) });
        }
        if let Some(digits) = digits {
            return Some(Slot { start, len: 1, kind: SlotKind::Number, value: hash(digits), text: text(digits) });
        }
        let kind = self.cue_before(first, first + at, words)?;
        Some(Slot { start, len: 1, kind, value: *whole, text: text(word) })
    }

    /// What kind of name the words before say that this word is.
    fn cue_before(&self, first: usize, at: usize, words: &Words) -> Option<SlotKind> {
        (1..=MAX_CUE).find_map(|length| {
            let before = self.tokens.get(at.checked_sub(length).filter(|from| *from >= first)?..at)?;
            let (cue, rest) = before.split_first()?;
            words.cues.starting(*cue).iter().find(|form| form.rest == rest).map(|form| form.kind)
        })
    }

    /// The words that are compared.
    pub(super) fn compared(&self) -> &[u32] {
        self.tokens.get(..MAX_WORDS).unwrap_or(&self.tokens)
    }

    /// A hash of all words in their order.
    pub(super) fn key(&self) -> u64 {
        xxh3_64(&self.bytes())
    }

    /// All words in their order.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.tokens.len() * 4);
        for token in &self.tokens {
            bytes.extend_from_slice(&token.to_le_bytes());
        }
        bytes
    }
}

/// A folded word for people.
fn text(word: &[u8]) -> Arc<str> {
    Arc::from(std::str::from_utf8(word).unwrap_or_default())
}

/// The digits of a number with what is written onto it: `و18`, `ال24`, `101st`.
fn digits_of(word: &[u8]) -> Option<&[u8]> {
    let start = word.iter().position(u8::is_ascii_digit)?;
    let (prefix, rest) = word.split_at_checked(start)?;
    let end = rest.iter().position(|byte| !byte.is_ascii_digit()).unwrap_or(rest.len());
    // `f16` and `m23` name things; in Arabic print a prefix is written onto any number.
    (prefix.is_empty() || !prefix.is_ascii()).then(|| rest.get(..end))?
}

/// The first answer of `find` for a word without و ف, then without ب ل ك; `لل` is `ل` + `ال`.
fn without_prefix<T>(word: &[u8], find: impl Fn(&[u8]) -> Option<T>) -> Option<T> {
    let conjunction = strip(word, [WAW, FEH]);
    if let Some(found) = conjunction.and_then(&find) {
        return Some(found);
    }
    let rest = conjunction.unwrap_or(word);
    [Some(rest), conjunction.is_some().then_some(word)].into_iter().flatten().find_map(|rest| {
        let stem = strip(rest, [BEH, LAM, KAF])?;
        let with_article = || find(&[&ALEF, stem].concat());
        find(stem).or_else(|| strip(stem, [LAM]).and_then(|_| with_article()))
    })
}

/// Letters in UTF-8.
type Letter = [u8; 2];
const WAW: Letter = *b"\xd9\x88";
const FEH: Letter = *b"\xd9\x81";
const BEH: Letter = *b"\xd8\xa8";
const LAM: Letter = *b"\xd9\x84";
const KAF: Letter = *b"\xd9\x83";
const ALEF: Letter = *b"\xd8\xa7";

/// A word without the first letter, if that is one of these.
fn strip<const N: usize>(word: &[u8], letters: [Letter; N]) -> Option<&[u8]> {
    let (first, rest) = word.split_first_chunk()?;
    letters.contains(first).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[track_caller]
    fn check(text: &str, expected: &[(SlotKind, &str)]) {
        let passage = Passage::of(fold(text), &Words::builtin());
        let found: Vec<(SlotKind, &str)> = passage.slots.iter().map(|slot| (slot.kind, &*slot.text)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn numbers_are_slots_with_what_is_written_onto_them() {
        check(
            "4 قتلى و18 جريحاً خلال الـ24 ساعة",
            &[(SlotKind::Number, "4"), (SlotKind::Number, "18"), (SlotKind::Number, "24")],
        );
        check("An F16 and the 101st", &[(SlotKind::Number, "101")]);
    }

    #[test]
    fn names_are_slots_behind_prefixes() {
        check(
            "بسرت وبنغازي ولدرنة للجيش الليبي",
            &[
                (SlotKind::Place, "سرت"),
                (SlotKind::Place, "بنغازي"),
                (SlotKind::Place, "درنة"),
                (SlotKind::Group, "الجيش الليبي"),
            ],
        );
    }

    #[test]
    fn the_longest_form_wins() {
        check("لا صحة لذلك ولا غيره", &[(SlotKind::Denial, "لا صحة"), (SlotKind::Negation, "لا")]);
    }

    #[test]
    fn a_name_need_not_be_listed_behind_its_cue() {
        check("في بلدة السدادة", &[(SlotKind::Place, "السداده")]);
        check("the town of Qandula", &[(SlotKind::Place, "qandula")]);
    }

    #[test]
    fn number_words_have_the_value_of_the_digits() {
        let value = |text: &str| Passage::of(fold(text), &Words::builtin()).slots.first().map(|slot| slot.value);
        assert_eq!(value("أربعة جنود"), value("4 soldiers"));
        assert_eq!(value("four soldiers"), value("quatre soldats"));
    }
}
