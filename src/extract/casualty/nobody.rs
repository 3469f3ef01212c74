//! That nobody was hurt: `دون وقوع إصابات`, "no casualties", *ni mort ni blessé*.
//!
//! "No word of casualties" says nothing, and "no civilian casualties" speaks of a group only:
//! neither is a toll of nought.

use std::ops::Range;

use crate::lexicon::quantities::{Form, Kinds};
use crate::model::Language;
use crate::model::event::Harm;

use super::phrase::exactly;
use super::{Found, Reading, Standing};

/// Words between a negation and the harm that it denies: `لم يسفر الهجوم حتى الآن عن وقوع إصابات`.
const REACH: usize = 8;
/// Words between "nobody" and what befell them.
const VERB_REACH: usize = 6;
/// Words behind the harm that may limit it to a group.
const LIMIT_REACH: usize = 3;

pub(super) fn read(reading: &mut Reading<'_>) {
    let mut at = 0;
    while at < reading.pieces.list.len() {
        at = reading.nobody(at).unwrap_or(at + 1);
    }
}

impl Reading<'_> {
    /// Reads a denial that begins at `at`; where it ends.
    fn nobody(&mut self, at: usize) -> Option<usize> {
        if self.pieces.is(at, Kinds::NOBODY) {
            let silent = (at.saturating_sub(4)..at).any(|n| self.pieces.is(n, Kinds::SILENCE));
            if !silent && !self.limited(at + 1) {
                self.deny(Harm::Casualties, at..at + 1);
            }
            return Some(at + 1);
        }
        if self.pieces.is(at, Kinds::UNHURT) {
            // "freed unharmed" tells of a release.
            let escaped = |n: usize| matches!(self.pieces.word(n), "escaped" | "survived");
            let freed = (at.saturating_sub(5)..at).any(|n| self.pieces.is(n, Kinds::FREED) && !escaped(n));
            if !freed {
                for harm in [Harm::Dead, Harm::Injured] {
                    self.none(harm, Standing::Unhurt, at..at + 1);
                }
            }
            return Some(at + 1);
        }
        if self.pieces.is(at, Kinds::NO_ONE) {
            let (harm, end) = self.befell_no_one(at)?;
            self.pass(end - 1, end, None);
            if !self.limited(end) {
                self.deny(harm, at..end);
            }
            return Some(self.also(at, end));
        }
        if !self.pieces.is(at, Kinds::NEGATOR) || self.pieces.get(at)?.word.bound_before.is_some() {
            return None;
        }
        let (harm, end) = self.denied(at)?;
        if let Some(harm) = harm {
            self.deny(harm, at..end);
            return Some(self.also(at, end));
        }
        Some(end)
    }

    /// "nobody else was hurt", « personne n'y a été blessé »: what befell nobody, and where its word ends.
    fn befell_no_one(&self, at: usize) -> Option<(Harm, usize)> {
        let between = Kinds::AUXILIARY.with(Kinds::HAS).with(Kinds::ADVERB).with(Kinds::NEGATOR);
        for next in at + 1..at + 1 + VERB_REACH {
            let piece = self.pieces.get(next)?;
            match piece.harm() {
                Some((Harm::Dead, Form::Either | Form::Subject)) => return Some((Harm::Dead, next + 1)),
                // Who says that nobody was hurt says that nobody died.
                Some((Harm::Injured | Harm::Casualties, Form::Either | Form::Subject | Form::Joint)) => {
                    return Some((Harm::Casualties, next + 1));
                }
                _ => {}
            }
            if !piece.is(between) && !matches!(self.pieces.word(next), "else" | "y" | "d" | "autre") {
                return None;
            }
        }
        None
    }

    /// The harm that a negation at `at` denies, and where its words end. The harm is `None` where
    /// nothing is known or only a group is meant.
    fn denied(&mut self, at: usize) -> Option<(Option<Harm>, usize)> {
        let mut silent = self.pieces.is(at.wrapping_sub(1), Kinds::SILENCE);
        let mut limited = false;
        let mut of = None;
        for next in at + 1..at + 1 + REACH {
            let piece = self.pieces.get(next)?;
            if piece.is(Kinds::ONLY) || (piece.mark.is_some() && !piece.quote()) {
                return None;
            }
            silent |= piece.is(Kinds::SILENCE);
            limited |= piece.is(Kinds::LIMITED);
            if let Some(n) = self.phrase_at(next) {
                let phrase = self.phrases.get(n)?;
                if phrase.numbered && of.is_none() {
                    // "none of the 23 crew was hurt": the number is who was spared.
                    if !self.pieces.is(next.wrapping_sub(1), Kinds::FROM.with(Kinds::THE)) {
                        return None;
                    }
                    of = Some(n);
                }
            }
            let harm = self.harm_at(next);
            let losses = piece.is(Kinds::LOSSES);
            if harm.is_none() && !losses {
                continue;
            }
            let form = harm.map(|(_, form)| form);
            if !losses && !self.deniable(at, next, form) {
                return None;
            }
            let harm = match harm {
                Some((Harm::Detained | Harm::Kidnapped | Harm::Missing, _)) => return None,
                _ if losses => Harm::Casualties,
                Some((harm, _)) => harm,
                None => Harm::Casualties,
            };
            let end = self.denied_end(next);
            if silent || limited || self.limited(end) || (end..end + 3).any(|n| self.pieces.is(n, Kinds::SILENCE)) {
                self.pass(next, end, None);
                return Some((None, end));
            }
            self.pass(next, end, of);
            return Some((Some(harm), end));
        }
        None
    }

    /// Whether a negation may deny this word: a noun, or a verb whose subject is "nobody".
    fn deniable(&self, negation: usize, at: usize, form: Option<Form>) -> bool {
        match form {
            Some(Form::Noun(_) | Form::Joint) => true,
            // *aucun blessé*, *pas de blessés*; "none were hurt", "none of the crew was hurt"
            Some(Form::Either) if self.pieces.language == Language::French => {
                !(negation + 1..at)
                    .any(|n| self.pieces.is(n, Kinds::AUXILIARY.with(Kinds::HAS)) && !self.pieces.is(n, Kinds::REACH))
                    || matches!(self.pieces.word(negation), "aucun" | "aucune" | "nul" | "nulle")
            }
            // « sans que nul n'y perde la vie »
            Some(Form::Subject) if self.pieces.language == Language::French => {
                matches!(self.pieces.word(negation), "nul" | "personne" | "aucun")
            }
            Some(Form::Either | Form::Subject) if self.pieces.language == Language::English => {
                matches!(self.pieces.word(negation), "none" | "neither")
            }
            // `لم يقتل أحد`, `لم يصب أي من المارة`
            Some(Form::Either | Form::Subject) if self.pieces.arabic() => {
                (at + 1..at + 3).any(|n| matches!(self.pieces.word(n), "احد" | "اي" | "ايا"))
            }
            _ => false,
        }
    }

    fn denied_end(&self, harm: usize) -> usize {
        let mut end = harm + 1;
        if let Some(n) = self.phrase_of.get(harm).copied().flatten() {
            end = end.max(self.phrases.get(n).map_or(end, |phrase| phrase.pieces.end));
        }
        end
    }

    /// "nor wounded", `ولا جرحى`, *ni blessés*: another harm under the same negation.
    fn also(&mut self, start: usize, end: usize) -> usize {
        let mut at = end;
        while self.pieces.is(at, Kinds::AND.with(Kinds::OR).with(Kinds::NEGATOR))
            && self.harm_at(at).is_none()
            && at < end + 2
        {
            at += 1;
        }
        let joined = at > end || self.pieces.get(at).is_some_and(|piece| piece.prefix.and);
        match self.harm_at(at) {
            Some((harm @ (Harm::Dead | Harm::Injured), Form::Noun(_) | Form::Either)) if joined => {
                let numbered =
                    self.phrase_at(at).and_then(|n| self.phrases.get(n)).is_some_and(|phrase| phrase.numbered);
                if numbered {
                    return end;
                }
                self.pass(at, at + 1, None);
                self.deny(harm, start..at + 1);
                at + 1
            }
            _ => end,
        }
    }

    /// `بين المدنيين`, "civilian": a group, so no toll of the event.
    fn limited(&self, at: usize) -> bool {
        (at..at + LIMIT_REACH).take_while(|n| self.pieces.mark(*n).is_none()).any(|n| self.pieces.is(n, Kinds::LIMITED))
    }

    /// The words are read and their phrases taken.
    fn pass(&mut self, harm: usize, end: usize, of: Option<usize>) {
        for read in self.read.get_mut(harm..end).into_iter().flatten() {
            *read = true;
        }
        let inside = (harm..end).filter_map(|at| self.phrase_of.get(at).copied().flatten());
        for n in inside.chain(of).collect::<Vec<_>>() {
            if let Some(phrase) = self.phrases.get_mut(n) {
                phrase.taken = true;
            }
        }
    }

    fn deny(&mut self, harm: Harm, pieces: Range<usize>) {
        let both = [(Harm::Dead, Standing::Nobody), (Harm::Injured, Standing::Nobody)];
        let injured = [(Harm::Dead, Standing::NobodyImplied), (Harm::Injured, Standing::Nobody)];
        let dead = [(Harm::Dead, Standing::Nobody)];
        let told: &[(Harm, Standing)] = match harm {
            Harm::Dead => &dead,
            Harm::Injured => &injured,
            Harm::Missing | Harm::Detained | Harm::Kidnapped => &[],
            Harm::Casualties => &both,
        };
        for (harm, standing) in told {
            self.none(*harm, *standing, pieces.clone());
        }
    }

    fn none(&mut self, harm: Harm, standing: Standing, pieces: Range<usize>) {
        self.found.push(Found::bare(harm, Some(exactly(0)), standing, pieces));
    }
}
