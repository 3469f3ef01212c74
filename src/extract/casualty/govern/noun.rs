//! Nouns of harm that are counted themselves: `4 قتلى`, `جثث 4 جنود`, four soldiers dead.

use crate::lexicon::quantities::{Form, Kinds};
use crate::model::event::Harm;

use super::super::phrase::{Head, Phrase};
use super::super::{Reading, Standing};
use super::chain::Told;

impl Reading<'_> {
    /// A phrase whose noun is the harm: `4 قتلى`, `جثث 4 جنود`.
    pub(super) fn noun(&mut self, n: usize) {
        let Some(phrase) = self.phrases.get(n).cloned() else { return };
        let harm = match phrase.head {
            Head::Harm(harm) => harm,
            Head::Body => Harm::Dead,
            Head::People | Head::Thing | Head::Unknown | Head::Bare => return,
        };
        if phrase.taken || self.freed(phrase.pieces.start, harm) {
            return;
        }
        if phrase.head == Head::Body && (0..self.pieces.list.len()).any(|at| self.pieces.is(at, Kinds::EXHUMED)) {
            return;
        }
        let owners = (phrase.head == Head::Body).then(|| self.owners(&phrase, harm)).flatten();
        if let Some(owner) = owners {
            if let Some(phrase) = self.phrases.get_mut(n) {
                phrase.taken = true;
            }
            self.take(owner, phrase.pieces.clone(), harm);
            return;
        }
        let counted = (phrase.stated || self.pieces.arabic()) && (!phrase.definite || phrase.numbered);
        if phrase.toll.is_none() && !self.pieces.arabic() && self.predicate(n, harm) {
            return;
        }
        if phrase.toll.is_none() {
            // Only its parts are counted.
            self.parts(n, harm);
            return;
        }
        if !counted {
            return;
        }
        let (last, harm) = self.count_noun(n, &phrase, harm);
        self.parts(last, harm);
    }

    /// Tells the toll of a phrase whose noun is the harm, or of two such nouns under one number;
    /// the last phrase that it takes, and what the number counts.
    fn count_noun(&mut self, n: usize, phrase: &Phrase, harm: Harm) -> (usize, Harm) {
        let mut last = n;
        let (pieces, harm) = match self.told_together(phrase, harm) {
            Some(end) => {
                let other = self.phrase_of.get(end - 1).copied().flatten();
                if let Some(other) = other {
                    last = other;
                }
                if let Some(phrase) = self.phrases.get_mut(last) {
                    phrase.taken = true;
                }
                self.close(end - 1, end - 1);
                (phrase.pieces.start..end, Harm::Casualties)
            }
            None => (phrase.pieces.clone(), harm),
        };
        if let Some(phrase) = self.phrases.get_mut(n) {
            phrase.taken = true;
        }
        let standing = match (phrase.part && self.part_of_same(n, harm), phrase.more) {
            (true, _) => Standing::Part,
            (false, true) => Standing::More,
            (false, false) => Standing::Main,
        };
        let told = Told {
            harm,
            toll: phrase.toll,
            group: phrase.group,
            standing,
            numbered: phrase.numbered,
            definite: phrase.definite && !phrase.numbered,
        };
        self.push(told, pieces);
        (last, harm)
    }

    /// "four soldiers dead": the harm stands behind the people.
    pub(super) fn predicate(&mut self, n: usize, harm: Harm) -> bool {
        let Some(word) = self.phrases.get(n).map(|phrase| phrase.pieces.clone()) else { return false };
        let Some(before) = n.checked_sub(1).filter(|before| self.can_be_harmed(*before, harm)) else { return false };
        let end = self.phrases.get(before).map_or(0, |phrase| phrase.pieces.end);
        let near = (end..word.start).all(|at| self.pieces.is(at, Kinds::ADVERB.with(Kinds::AUXILIARY)));
        if near {
            self.take(before, word, harm);
        }
        near
    }

    /// Whether a part is of the toll before it rather than a toll of another harm.
    pub(super) fn part_of_same(&self, n: usize, harm: Harm) -> bool {
        let start = self.phrases.get(n).map_or(0, |phrase| phrase.pieces.start);
        let before = self.found.iter().filter(|found| found.pieces.start < start && found.standing != Standing::Part);
        before.max_by_key(|found| found.pieces.start).is_some_and(|found| found.harm == harm)
    }

    /// The people whose bodies they are.
    pub(super) fn owners(&self, body: &Phrase, harm: Harm) -> Option<usize> {
        let mut at = body.pieces.end;
        while self.pieces.is(at, Kinds::FROM) || self.pieces.get(at).is_some_and(|piece| piece.quote()) {
            at += 1;
        }
        let n = self.phrase_at(at).filter(|n| self.can_be_harmed(*n, harm))?;
        let joined = self.pieces.get(at).is_some_and(|piece| piece.prefix.and);
        let own = body.numbered && !self.phrases.get(n)?.numbered;
        (!joined && !own).then_some(n)
    }

    /// `17 قتيلا وجريحا`, `عشرات القتلى والجرحى`: one number for both. Not `4 قتلى وجريح`.
    pub(super) fn told_together(&self, phrase: &Phrase, harm: Harm) -> Option<usize> {
        if !phrase.numbered || harm != Harm::Dead {
            return None;
        }
        let mut at = phrase.pieces.end;
        if self.pieces.is(at, Kinds::AND.with(Kinds::OR))
            && self.pieces.get(at).is_some_and(|piece| piece.harm().is_none())
        {
            at += 1;
        } else if !self.pieces.get(at).is_some_and(|piece| piece.prefix.and) {
            return None;
        }
        let (other, form) = self.harm_at(at)?;
        let same = match form {
            Form::Noun(plurality) => Some(plurality) == phrase.plurality,
            Form::Either => !self.pieces.arabic(),
            _ => false,
        };
        let plural = phrase.toll.and_then(|toll| toll.n).is_none_or(|n| n > 2);
        (other == Harm::Injured && same && plural).then_some(at + 1)
    }
}
