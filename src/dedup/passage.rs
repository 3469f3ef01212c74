//! Folded words as hashes, with the slots among them.

use std::sync::Arc;

use xxhash_rust::xxh3::xxh3_64;

use super::words::{Form, SlotKind, Words, hash};

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

/// The most words of a cue.
const MAX_CUE: usize = 2;

impl Passage {
    /// The words of a folded string.
    pub(super) fn of(folded: &str, words: &Words) -> Self {
        let mut passage = Self { tokens: Vec::with_capacity(folded.len() / 7 + 1), slots: Vec::new() };
        passage.add(folded, words);
        passage
    }

    /// Adds the words of a folded string; a slot does not reach over its start.
    pub(super) fn add(&mut self, folded: &str, words: &Words) {
        let first = self.tokens.len();
        let strings: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        self.tokens.extend(strings.iter().map(|word| hash(word)));
        let mut at = 0;
        while let Some(word) = strings.get(at) {
            let slot = self.slot(first, at, word, words);
            at += slot.as_ref().map_or(1, |slot| usize::from(slot.len).max(1));
            self.slots.extend(slot);
        }
    }

    fn slot(&self, first: usize, at: usize, word: &str, words: &Words) -> Option<Slot> {
        let start = u32::try_from(first + at).ok()?;
        let following = self.tokens.get(first + at + 1..)?;
        let form = self
            .tokens
            .get(first + at)
            .and_then(|whole| longest(words.forms(*whole), following))
            .or_else(|| without_prefix(word, |stem| longest(words.forms(hash(stem)), following)));
        if let Some(form) = form {
            let len = u8::try_from(form.rest.len() + 1).ok()?;
            return Some(Slot { start, len, kind: form.kind, value: form.value, text: Arc::clone(&form.spelling) });
        }
        if let Some(digits) = digits_of(word) {
            return Some(Slot { start, len: 1, kind: SlotKind::Number, value: hash(digits), text: Arc::from(digits) });
        }
        let kind = self.cue_before(first, first + at, words)?;
        Some(Slot { start, len: 1, kind, value: *self.tokens.get(first + at)?, text: Arc::from(word) })
    }

    /// What kind of name the words before say that this word is.
    fn cue_before(&self, first: usize, at: usize, words: &Words) -> Option<SlotKind> {
        (1..=MAX_CUE).find_map(|length| {
            let before = self.tokens.get(at.checked_sub(length).filter(|from| *from >= first)?..at)?;
            let (cue, rest) = before.split_first()?;
            words.cues(*cue).iter().find(|form| form.rest == rest).map(|form| form.kind)
        })
    }

    /// A hash of all words in their order.
    pub(super) fn key(&self) -> u64 {
        let bytes: Vec<u8> = self.tokens.iter().flat_map(|token| token.to_le_bytes()).collect();
        xxh3_64(&bytes)
    }
}

/// The longest form that the words behind its first one go on with.
fn longest<'f>(forms: &'f [Form], following: &[u32]) -> Option<&'f Form> {
    forms.iter().find(|form| following.starts_with(&form.rest))
}

/// The digits of a number with what is written onto it: `و18`, `ال24`, `101st`.
fn digits_of(word: &str) -> Option<&str> {
    let start = word.find(|c: char| c.is_ascii_digit())?;
    let rest = word.get(start..)?;
    let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    // `f16` and `m23` name things; in Arabic print a prefix is written onto any number.
    let prefix = word.get(..start)?;
    (prefix.is_empty() || !prefix.is_ascii()).then(|| rest.get(..end))?
}

/// The first answer of `find` for a word without و ف, then without ب ل ك; `لل` is `ل` + `ال`.
fn without_prefix<T>(word: &str, find: impl Fn(&str) -> Option<T>) -> Option<T> {
    let conjunction = word.strip_prefix(['و', 'ف']);
    if let Some(found) = conjunction.and_then(&find) {
        return Some(found);
    }
    let rest = conjunction.unwrap_or(word);
    [Some(rest), conjunction.is_some().then_some(word)].into_iter().flatten().find_map(|rest| {
        let stem = rest.strip_prefix(['ب', 'ل', 'ك'])?;
        find(stem).or_else(|| stem.starts_with('ل').then(|| find(&format!("ا{stem}")))?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::fold::fold;

    #[track_caller]
    fn check(text: &str, expected: &[(SlotKind, &str)]) {
        let passage = Passage::of(&fold(text), &Words::builtin());
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
        let value = |text: &str| Passage::of(&fold(text), &Words::builtin()).slots.first().map(|slot| slot.value);
        assert_eq!(value("أربعة جنود"), value("4 soldiers"));
        assert_eq!(value("four soldiers"), value("quatre soldats"));
    }
}
