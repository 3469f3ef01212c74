//! Arabic verbs: before their subject without agreement, behind it with.

use crate::lexicon::quantities::{Kinds, Plurality};
use crate::model::event::Harm;

use super::super::Reading;
use super::super::phrase::{Head, Phrase};
use super::SUBJECT_REACH;
use super::chain::Told;

/// Words that may stand between an Arabic verb and the noun that follows it.
const VERB_FIRST_REACH: usize = 6;
/// Words between `لقي` and the `مصرعهم` that closes it.
const IDIOM: usize = 16;
/// The longest insertion between a verb and its noun, in pieces.
const INSERTED: usize = 8;

impl Reading<'_> {
    /// `18 شخصا لقوا مصرعهم`; but `قتلوا 4 جنود` has an object.
    pub(super) fn plural_subject(&mut self, at: usize, harm: Harm) {
        let Some(end) = self.idiom(at) else { return };
        let object = self.phrase_at(end).filter(|n| {
            self.phrases.get(*n).is_some_and(|phrase| phrase.numbered || phrase.accusative)
                && self.can_be_harmed(*n, harm)
        });
        match object {
            Some(n) => self.take(n, at..end, harm),
            None => self.take_before(at, at..end, harm, SUBJECT_REACH),
        }
    }

    /// An Arabic verb: its subject or object mostly follows. `قتل 4 جنود`, `قتل مسلحون جنديا`.
    pub(super) fn verb_first(&mut self, at: usize, harm: Harm) {
        // `امرأة توفيت وأصيبت اثنتان`: a subject of its own stands before the first verb.
        let (last, joint) = if self.subject_beside(at, harm).is_some() { (at, harm) } else { self.pair(at, harm) };
        let Some(end) = self.idiom(at) else { return };
        let end = end.max(last + 1);
        let found = self.forward_arabic(end.min(last + 1).max(at + 1)).filter(|n| self.can_be_harmed(*n, harm));
        match found {
            Some(n) => {
                self.close(at, last);
                self.take(n, at..last + 1, joint);
            }
            None => {
                if let Some(n) = self.subject_beside(at, harm) {
                    self.take(n, at..end, harm);
                } else if matches!(self.pieces.word(end), "احدهم" | "احدهما" | "احداهن" | "احداهما")
                {
                    // `وتوفي أحدهم لاحقا`: one of those told before.
                    self.close(at, last);
                    let one = Told::one(harm);
                    self.push(one, at..end + 1);
                }
            }
        }
    }

    /// The counted noun right before a verb: `شخصان قتلا`, `امرأة واحدة توفيت`.
    fn subject_beside(&self, at: usize, harm: Harm) -> Option<usize> {
        // `وتوفي` begins anew.
        self.pieces.get(at).filter(|verb| !verb.prefix.and)?;
        let n = at.checked_sub(1).and_then(|before| self.phrase_of.get(before).copied().flatten())?;
        let counted = |p: &Phrase| (p.numbered || p.plurality == Some(Plurality::Two)) && !p.part;
        self.phrases.get(n).filter(|phrase| counted(phrase))?;
        self.can_be_harmed(n, harm).then_some(n)
    }

    /// Where a verb ends that needs another word: `لقي … مصرعهم`, `نقل … إلى المستشفى`. `None` if that word is missing.
    pub(super) fn idiom(&mut self, at: usize) -> Option<usize> {
        let closes = match () {
            () if self.pieces.is(at, Kinds::OPENS) => Kinds::CLOSES,
            () if self.pieces.is(at, Kinds::CARRIED) => Kinds::WARD,
            () => return Some(at + 1),
        };
        let close = (at + 1..at + 2 + IDIOM).find(|n| self.pieces.is(*n, closes))?;
        if let Some(read) = self.read.get_mut(close) {
            *read = true;
        }
        Some(at + 1)
    }

    /// The noun that an Arabic verb takes: at once, or a numbered or accusative one a little later.
    pub(super) fn forward_arabic(&self, start: usize) -> Option<usize> {
        let mut at = start;
        let mut steps = 0;
        while steps <= VERB_FIRST_REACH {
            let piece = self.pieces.get(at)?;
            if let Some(n) = self.phrase_at(at) {
                let phrase = self.phrases.get(n)?;
                let strong = phrase.numbered || phrase.accusative || phrase.plurality == Some(Plurality::Two);
                let fits = !phrase.governed && phrase.head != Head::Thing && phrase.toll.is_some();
                let known = steps == 0 || phrase.head != Head::Unknown;
                if fits && known && (strong || steps == 0) {
                    // `قتل مسلح ثلاثة جنود`: the gunman is the subject.
                    return self.object_behind(n).or(Some(n));
                }
                at = phrase.pieces.end;
                steps += 1;
                continue;
            }
            if piece.mark == Some(',')
                && let Some(close) = self.inserted(at)
            {
                // `اختطف مسلحون، السبت، ثلاثة مهندسين`
                at = close + 1;
                continue;
            }
            let stop = piece.mark.is_some() && !piece.quote();
            if stop || piece.harm().is_some() && !self.read.get(at).copied().unwrap_or(false) || piece.is(Kinds::SUBSET)
            {
                return None;
            }
            if piece.prefix.and && at > start && !piece.is(Kinds::ADVERB) {
                return None;
            }
            if !piece.quote() && !piece.is(Kinds::ADVERB.with(Kinds::DAY)) {
                steps += 1;
            }
            at += 1;
        }
        None
    }

    /// The comma that closes an insertion opened at `open`, if a number follows it.
    fn inserted(&self, open: usize) -> Option<usize> {
        let close = (open + 1..open + 1 + INSERTED).find(|at| self.pieces.mark(*at).is_some())?;
        let plain = self.pieces.mark(close) == Some(',') && (open..close).all(|at| self.harm_at(at).is_none());
        let next = self.phrase_at(close + 1).and_then(|n| self.phrases.get(n)).filter(|_| plain)?;
        let joined = self.pieces.get(close + 1).is_some_and(|piece| piece.prefix.and);
        ((next.numbered || next.accusative) && !joined && !next.governed).then_some(close)
    }

    /// The object right behind a singular subject.
    pub(super) fn object_behind(&self, n: usize) -> Option<usize> {
        let subject = self.phrases.get(n)?;
        let object = self.phrases.get(n + 1)?;
        let near = object.pieces.start.saturating_sub(subject.pieces.end) <= 2;
        let free = (subject.pieces.end..object.pieces.start).all(|at| self.pieces.get(at).is_some_and(|p| p.unknown()));
        let joined = self.pieces.get(object.pieces.start).is_some_and(|piece| piece.coordinates());
        let strong = object.numbered || object.accusative;
        let single = !subject.numbered && subject.plurality == Some(Plurality::One) && !subject.accusative;
        (single && near && free && !joined && strong && !object.governed && object.head == Head::People)
            .then_some(n + 1)
    }
}
