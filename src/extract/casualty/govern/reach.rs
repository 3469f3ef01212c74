//! How far a word of harm reaches for its noun, forward and back.

use crate::lexicon::quantities::{Form, Kinds, Plurality};
use crate::model::event::Harm;

use super::super::Reading;
use super::super::phrase::Head;

/// The longest insertion between commas, in pieces.
const INSERTION: usize = 16;

/// What a phrase before a verb is to it.
enum Subject {
    /// Its subject.
    Yes,
    /// Its subject, but without a count, or one that something else has: the search ends.
    Uncounted,
    /// Part of a subject further on.
    Inside,
    /// Neither.
    No,
}

impl Reading<'_> {
    /// The first counted noun from `start`, over at most `reach` words.
    pub(super) fn forward(&self, start: usize, reach: usize) -> Option<usize> {
        let mut at = start;
        let mut steps = 0;
        while steps <= reach {
            if let Some(n) = self.phrase_at(at) {
                return Some(n);
            }
            let piece = self.pieces.get(at)?;
            // « a tué mardi 42 civils »
            let day = piece.is(Kinds::DAY) && self.phrase_at(at + 1).is_some();
            let stops = piece.is(Kinds::PREPOSITION.with(Kinds::AND).with(Kinds::SUBSET)) && !piece.is(Kinds::ADVERB);
            let stops = stops && !day;
            if (piece.mark.is_some() && !piece.quote()) || stops || piece.harm().is_some() {
                return None;
            }
            steps += usize::from(!piece.quote());
            at += 1;
        }
        None
    }

    /// The subject of a verb at `end`: the nearest counted noun before it that no preposition
    /// governs, over one insertion between commas.
    pub(super) fn backward(&self, end: usize, reach: usize, harm: Harm, plural: bool) -> Option<usize> {
        let mut at = end;
        let mut left = reach;
        let mut inserted = false;
        let mut governed = None;
        while let Some(before) = at.checked_sub(1) {
            let piece = self.pieces.get(before)?;
            if let Some(n) = self.phrase_of.get(before).copied().flatten() {
                let phrase = self.phrases.get(n)?;
                at = phrase.pieces.start;
                match self.as_subject(n, harm, plural) {
                    Subject::Yes if phrase.governed => governed = governed.or(Some(n)),
                    Subject::Yes => return Some(n),
                    Subject::Uncounted => return governed,
                    Subject::Inside => continue,
                    Subject::No => {}
                }
                left = left.saturating_sub(1);
                continue;
            }
            match piece.mark {
                Some('«' | '»' | '"') => {}
                Some(close @ (',' | ')' | '-' | ']')) if !inserted => {
                    inserted = true;
                    match self.insertion(before, close) {
                        Some(open) => {
                            at = open;
                            continue;
                        }
                        // « le père, amputé d'une jambe »
                        None if before + 1 == end && close == ',' => {}
                        None => return governed,
                    }
                }
                Some(_) => return governed,
                None if self
                    .harm_at(before)
                    .is_some_and(|(_, form)| !matches!(form, Form::Noun(_) | Form::Body(_))) =>
                {
                    return governed;
                }
                None => match left.checked_sub(usize::from(!piece.is(Kinds::ADVERB.with(Kinds::HAS)))) {
                    Some(rest) => left = rest,
                    None => return governed,
                },
            }
            at = at.min(before);
        }
        governed
    }

    /// Whether a phrase is the subject of a verb behind it.
    fn as_subject(&self, n: usize, harm: Harm, plural: bool) -> Subject {
        let Some(phrase) = self.phrases.get(n) else { return Subject::No };
        if phrase.part {
            return Subject::Inside;
        }
        // `مسؤول ليبي إن الجنود قتلوا`: one man is not many.
        let single = phrase.plurality == Some(Plurality::One) && !phrase.numbered;
        if phrase.head == Head::Thing {
            Subject::No
        } else if phrase.toll.is_none() {
            let people = phrase.head == Head::People && !phrase.governed;
            if people { Subject::Uncounted } else { Subject::No }
        } else if !self.can_be_harmed(n, harm) {
            Subject::Uncounted
        } else if plural && single && self.is_alone(n) {
            Subject::No
        } else {
            Subject::Yes
        }
    }

    /// The mark that opens an insertion which ends at `close`.
    pub(super) fn insertion(&self, close: usize, mark: char) -> Option<usize> {
        let open = match mark {
            ')' => '(',
            ']' => '[',
            other => other,
        };
        (close.saturating_sub(INSERTION)..close).rev().find(|at| self.pieces.mark(*at) == Some(open))
    }

    /// Whether a phrase may stand for people who came to harm.
    pub(super) fn can_be_harmed(&self, n: usize, harm: Harm) -> bool {
        let Some(phrase) = self.phrases.get(n) else { return false };
        if phrase.taken || phrase.toll.is_none() {
            return false;
        }
        match phrase.head {
            Head::People => true,
            // Who was wounded may die; other harms keep their own.
            Head::Harm(own) => own == harm || (own == Harm::Injured && harm == Harm::Dead),
            Head::Body => harm == Harm::Dead,
            Head::Unknown | Head::Bare => phrase.numbered || phrase.stated,
            Head::Thing => false,
        }
    }
}
