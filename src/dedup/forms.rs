//! Forms of words and phrases, found by the hash of their first word.

use std::{
    collections::HashMap,
    hash::{BuildHasherDefault, Hasher},
    sync::Arc,
};

use xxhash_rust::xxh3::xxh3_64;

use super::words::SlotKind;
use crate::text::fold::fold;

/// A known form.
#[derive(Debug)]
pub(super) struct Form {
    /// Its words after the first, hashed.
    pub(super) rest: Vec<u32>,
    pub(super) kind: SlotKind,
    /// Equal for forms of one thing.
    pub(super) value: u32,
    /// The form as it is spelt in the list.
    pub(super) spelling: Arc<str>,
}

/// Forms by the hash of their first word; longer forms first.
#[derive(Debug, Default)]
pub(super) struct Forms {
    rows: HashMap<u32, Vec<Form>, ByHash>,
    firsts: Firsts,
}

impl Forms {
    /// Adds a form, unless another thing has it already.
    pub(super) fn add(&mut self, kind: SlotKind, is: &str, form: &str) {
        let folded = fold(form);
        // With its article, "the armed forces" would hide "armed forces of" some country behind it.
        let words = ["the ", "l ", "le ", "la ", "les "].into_iter().find_map(|article| folded.strip_prefix(article));
        let mut tokens = words.unwrap_or(&folded).split(' ').map(hash);
        let Some(first) = tokens.next().filter(|_| !folded.is_empty()) else { return };
        let rest: Vec<u32> = tokens.collect();
        let forms = self.rows.entry(first).or_default();
        if forms.iter().any(|known| known.rest == rest) {
            return;
        }
        let at = forms.iter().position(|known| known.rest.len() < rest.len()).unwrap_or(forms.len());
        forms.insert(at, Form { rest, kind, value: hash(is), spelling: Arc::from(form) });
        self.firsts.add(first);
    }

    /// The forms that begin with a word.
    pub(super) fn starting(&self, first: u32) -> &[Form] {
        if self.firsts.may_have(first) { self.rows.get(&first).map_or(&[], Vec::as_slice) } else { &[] }
    }

    /// The longest form that begins with a word and goes on as the words behind it.
    pub(super) fn longest(&self, first: u32, following: &[u32]) -> Option<&Form> {
        // A common first word has a hundred forms: most are told apart by their second.
        let goes_on = |form: &&Form| form.rest.first().is_none_or(|second| following.first() == Some(second));
        self.starting(first).iter().filter(goes_on).find(|form| following.starts_with(&form.rest))
    }

    /// The first words of all forms.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }
}

/// A map from hashes need not hash them again: the keys are ours.
pub(super) type ByHash = BuildHasherDefault<Spread>;

/// Spreads 32 bits over 64.
#[derive(Default)]
pub(super) struct Spread(u64);

impl Hasher for Spread {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = xxh3_64(bytes);
    }

    fn write_u32(&mut self, hash: u32) {
        self.0 = u64::from(hash).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

/// Which words are the first of a form, nearly: 16 KiB that answer for most words of a text, none
/// of which is looked up then.
#[derive(Debug)]
struct Firsts(Box<[u64]>);

/// Bits, as a power of two: sixteen for each word of the lexicon.
const BITS: u32 = 17;

impl Default for Firsts {
    fn default() -> Self {
        Self(vec![0; 1 << (BITS - 6)].into_boxed_slice())
    }
}

impl Firsts {
    fn add(&mut self, word: u32) {
        if let Some(bits) = self.0.get_mut(Self::place(word)) {
            *bits |= 1 << (word % 64);
        }
    }

    fn may_have(&self, word: u32) -> bool {
        self.0.get(Self::place(word)).is_some_and(|bits| bits >> (word % 64) & 1 == 1)
    }

    fn place(word: u32) -> usize {
        (word >> (32 - BITS + 6)) as usize
    }
}

/// The hash of a folded word.
pub(super) fn hash(word: impl AsRef<[u8]>) -> u32 {
    // The low half: two words of one language meet in it once in a million vocabularies.
    #[expect(clippy::cast_possible_truncation, reason = "the half of the hash is what is wanted")]
    let half = xxh3_64(word.as_ref()) as u32;
    half
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_form_that_goes_on_is_found() {
        let mut forms = Forms::default();
        forms.add(SlotKind::Place, "walid", "Bani Walid");
        forms.add(SlotKind::Group, "bani", "Bani");
        forms.add(SlotKind::Group, "other", "bani");
        let found = |following: &[u32]| forms.longest(hash("bani"), following).map(|form| form.value);
        assert_eq!(found(&[hash("walid")]), Some(hash("walid")));
        assert_eq!(found(&[]), Some(hash("bani")));
        assert_eq!(forms.longest(hash("walid"), &[]).map(|form| form.kind), None);
    }
}
