//! Which counted nouns a word of harm takes, by the grammar of its language.

mod arabic;
mod chain;
mod noun;
mod reach;

pub(super) use chain::sum;

use crate::lexicon::quantities::{Form, Kinds};
use crate::model::Language;
use crate::model::event::Harm;

use super::Reading;
use super::phrase::Head;

/// Words that may stand between a verb and its subject.
const SUBJECT_REACH: usize = 8;
/// Words that may stand between a verb and its object.
const OBJECT_REACH: usize = 2;

/// Reads every word of harm: verbs and masdars first, then nouns that are counted themselves.
pub(super) fn read(reading: &mut Reading<'_>) {
    // Who died of wounds is dead, though called wounded: "two of the wounded died".
    for at in 0..reading.pieces.list.len() {
        if let Some((harm, Form::Subject)) = reading.harm_at(at) {
            reading.subject(at, harm);
        }
    }
    for at in 0..reading.pieces.list.len() {
        let Some((harm, form)) = reading.harm_at(at) else { continue };
        if reading.freed(at, harm) {
            continue;
        }
        match form {
            Form::Act => reading.act(at, harm),
            Form::Object => reading.object(at, at, harm),
            Form::PluralSubject => reading.plural_subject(at, harm),
            Form::Either if reading.pieces.arabic() => reading.verb_first(at, harm),
            Form::Either => reading.participle(at, harm),
            Form::Joint => reading.take_before(at, at..at + 1, harm, SUBJECT_REACH),
            Form::Noun(_) | Form::Body(_) | Form::Subject => continue,
        }
    }
    for n in 0..reading.phrases.len() {
        reading.noun(n);
    }
    for at in 0..reading.pieces.list.len() {
        let harm = match reading.pieces.get(at) {
            Some(piece) if piece.is(Kinds::AMONG_DEAD) => Harm::Dead,
            Some(piece) if piece.is(Kinds::AMONG_INJURED) => Harm::Injured,
            _ => continue,
        };
        // "Among the dead were two children": a part without the toll.
        if let Some(before) = reading.phrases.iter().position(|phrase| phrase.pieces.start > at) {
            reading.parts_from(before, harm);
        }
    }
}

impl Reading<'_> {
    /// Captives who are let go, and sentences, are no tolls.
    fn freed(&self, at: usize, harm: Harm) -> bool {
        let own = self.pieces.get(at).is_some_and(|piece| piece.prefix.and);
        let reach = match harm {
            Harm::Detained | Harm::Kidnapped => 4,
            Harm::Dead | Harm::Injured | Harm::Missing | Harm::Casualties => 1,
        };
        let before = at.saturating_sub(reach)..at;
        !own && before.rev().take_while(|n| self.pieces.mark(*n).is_none()).any(|n| self.pieces.is(n, Kinds::FREED))
    }

    /// `مقتل وإصابة 60`, "killed or wounded": the second word of a pair told together, and what both say.
    fn pair(&self, at: usize, harm: Harm) -> (usize, Harm) {
        let alone = (at, harm);
        let mut next = at + 1;
        if self.pieces.is(next, Kinds::AND.with(Kinds::OR))
            && self.pieces.get(next).is_none_or(|piece| piece.harm().is_none())
        {
            next += 1;
        } else if !self.pieces.get(next).is_some_and(|piece| piece.prefix.and) {
            return alone;
        }
        match (harm, self.harm_at(next)) {
            (Harm::Dead, Some((Harm::Injured, _))) | (Harm::Injured, Some((Harm::Dead, _))) => (next, Harm::Casualties),
            _ => alone,
        }
    }

    /// `مقتل 4 جنود`, "the death of a man": what follows at once.
    fn act(&mut self, at: usize, harm: Harm) {
        let (last, harm) = self.pair(at, harm);
        let mut next = last + 1;
        while self
            .pieces
            .get(next)
            .is_some_and(|piece| piece.quote() || (self.pieces.arabic() && piece.is(Kinds::ADVERB)))
        {
            next += 1;
        }
        match self.phrase_at(next).filter(|n| self.can_be_harmed(*n, harm)) {
            Some(n) => {
                self.close(at, last);
                self.take(n, at..last + 1, harm);
            }
            // `25 إصابة`
            None if last == at => self.take_beside(at, harm),
            None => {}
        }
    }

    /// "killing four", `أودى بحياة 4`: what follows soon.
    fn object(&mut self, start: usize, at: usize, harm: Harm) {
        let (last, harm) = self.pair(at, harm);
        // "lost six of its men", `خسر فيها المجلس ستة من عناصره`; not "lost three seats".
        let lost = self.pieces.is(at, Kinds::LOST);
        let fits = |n: &usize| {
            !lost || self.phrases.get(*n).is_some_and(|phrase| phrase.head == Head::People && phrase.numbered)
        };
        let object = match lost && self.pieces.arabic() {
            true => self.forward_arabic(last + 1),
            false => self.forward(last + 1, OBJECT_REACH),
        };
        if let Some(n) = object.filter(|n| self.can_be_harmed(*n, harm) && fits(n)) {
            self.close(at, last);
            self.take(n, start..last + 1, harm);
        }
    }

    /// "four died", *quatre soldats ont péri*.
    fn subject(&mut self, at: usize, harm: Harm) {
        if self.pieces.arabic() {
            // `غرق قارب يقل 87 مهاجرا`: the boat sank, nobody is counted yet.
            let sank = self.phrase_at(at + 1).and_then(|n| self.phrases.get(n)).is_some_and(|p| p.head == Head::Thing);
            return if sank { self.close(at, at) } else { self.verb_first(at, harm) };
        }
        let start = self.auxiliary(at).unwrap_or(at);
        let start = self.same_subject(start, harm).unwrap_or(start);
        if let Some(n) = self.some_of_them(start, harm) {
            return self.take(n, at..at + 1, harm);
        }
        if let Some(n) = self.wounded_before(start, harm) {
            return self.take(n, start.saturating_sub(1)..at + 1, harm);
        }
        match self.backward(start, SUBJECT_REACH, harm, self.plural(start, at)) {
            Some(n) => self.take(n, at..at + 1, harm),
            None => self.object(at, at, harm),
        }
    }

    /// "was wounded and later died": the subject stands before the first verb, which tells no toll.
    fn same_subject(&mut self, at: usize, harm: Harm) -> Option<usize> {
        let between = |piece: usize| self.pieces.is(piece, Kinds::AND.with(Kinds::ADVERB).with(Kinds::LATER));
        let verb = (at.saturating_sub(4)..at).rev().find(|piece| !between(*piece))?;
        let joined = (verb + 1..at).any(|piece| self.pieces.is(piece, Kinds::AND));
        let (Harm::Injured, Form::Either) = self.harm_at(verb)? else { return None };
        if harm != Harm::Dead || !joined {
            return None;
        }
        let start = self.auxiliary(verb)?;
        self.close(verb, verb);
        Some(start)
    }

    /// "one of whom later died", *dont deux sont décédés*: a part that came to a harm of its own.
    fn some_of_them(&self, at: usize, harm: Harm) -> Option<usize> {
        let skip = Kinds::ADVERB.with(Kinds::LATER).with(Kinds::SUBSET).with(Kinds::HAS);
        let end = (at.saturating_sub(5)..at).rev().find(|piece| !self.pieces.is(*piece, skip))?;
        let n = self.phrase_of.get(end).copied().flatten()?;
        let phrase = self.phrases.get(n)?;
        let beside = self.pieces.is(phrase.pieces.end, Kinds::SUBSET)
            || phrase.pieces.start.checked_sub(1).is_some_and(|before| self.pieces.is(before, Kinds::SUBSET));
        (phrase.head == Head::Bare && phrase.part && beside && self.can_be_harmed(n, harm)).then_some(n)
    }

    /// Whether the verb says that it has more than one subject.
    fn plural(&self, start: usize, at: usize) -> bool {
        (start..=at).any(|n| self.pieces.is(n, Kinds::PLURAL))
            || matches!(self.harm_at(at), Some((_, Form::PluralSubject)))
    }

    /// *Un blessé a succombé*: the phrase before a participle that names the victim.
    fn wounded_before(&self, at: usize, harm: Harm) -> Option<usize> {
        let victim = at.checked_sub(1)?;
        let (Harm::Injured, Form::Either) = self.harm_at(victim)? else { return None };
        let n = self.phrase_of.get(victim.checked_sub(1)?).copied().flatten()?;
        self.can_be_harmed(n, harm).then_some(n)
    }

    /// "killed", *tués*: passive with an auxiliary, active with an object, else a participle.
    fn participle(&mut self, at: usize, harm: Harm) {
        let (last, joint) = self.pair(at, harm);
        if let Some(auxiliary) = self.auxiliary(at) {
            match self.backward(auxiliary, SUBJECT_REACH, harm, self.plural(auxiliary, at)) {
                Some(n) => {
                    self.close(at, last);
                    self.take(n, at..last + 1, joint);
                }
                None if self.pieces.language == Language::French => self.object(at, at, harm),
                None => {}
            }
            return;
        }
        if let Some(n) = self.forward(last + 1, OBJECT_REACH) {
            if self.can_be_harmed(n, harm) && self.own_harm(n, last).is_none() {
                self.close(at, last);
                self.take(n, at..last + 1, joint);
                return;
            }
            if self.phrases.get(n).is_some_and(|phrase| phrase.toll.is_none() && phrase.pieces.start == last + 1) {
                return;
            }
        }
        if self.closes_clause(last + 1) {
            // « les corps de huit hommes tués par balles »: right behind its noun.
            let beside = at.checked_sub(1).and_then(|before| self.phrase_of.get(before).copied().flatten());
            let own = |n: &usize| self.phrases.get(*n).is_some_and(|phrase| phrase.numbered && !phrase.part);
            match beside.filter(own).filter(|n| self.can_be_harmed(*n, joint)) {
                Some(n) => self.take(n, at..last + 1, joint),
                None => self.take_before(at, at..last + 1, joint, 4),
            }
            self.close(at, last);
        }
    }

    /// The harm that the phrase behind this word has of its own: "4 killed, 18 wounded".
    fn own_harm(&self, n: usize, last: usize) -> Option<Harm> {
        let phrase = self.phrases.get(n)?;
        match phrase.head {
            Head::Harm(harm) => return Some(harm),
            Head::Body => return Some(Harm::Dead),
            Head::People | Head::Thing | Head::Unknown | Head::Bare => {}
        }
        let reach = phrase.pieces.end..phrase.pieces.end + 3;
        let between = Kinds::ADVERB.with(Kinds::AUXILIARY).with(Kinds::SUBSET);
        let next = reach.into_iter().find(|at| !self.pieces.is(*at, between) || self.harm_at(*at).is_some())?;
        // `وطفلاه على الفور وأصيبت الأم`: a verb with "and" before it begins anew.
        if self.pieces.arabic() && self.pieces.get(next)?.prefix.and {
            return None;
        }
        let (harm, form) = self.harm_at(next)?;
        let verb = matches!(form, Form::Either | Form::Subject | Form::Noun(_) | Form::PluralSubject | Form::Joint);
        (verb && phrase.pieces.start > last).then_some(harm)
    }

    /// Marks, prepositions and conjunctions follow a participle; a name would be its object.
    fn closes_clause(&self, at: usize) -> bool {
        let Some(piece) = self.pieces.get(at) else { return true };
        piece.mark.is_some()
            || piece.is(Kinds::PREPOSITION
                .with(Kinds::AND)
                .with(Kinds::ADVERB)
                .with(Kinds::OR)
                .with(Kinds::SUBSET)
                .with(Kinds::FROM)
                .with(Kinds::LATER)
                .with(Kinds::LIMITED))
            || piece.kind == crate::text::Kind::Number
            || self.phrase_at(at).is_some()
            || piece.harm().is_some()
    }

    /// Where a passive begins: the auxiliary before the participle, adverbs between. An active
    /// perfect ("have killed", *ont tué*) has none.
    fn auxiliary(&self, at: usize) -> Option<usize> {
        let mut start = None;
        for back in 1..=5 {
            let before = at.checked_sub(back)?;
            let piece = self.pieces.get(before)?;
            if piece.is(Kinds::AUXILIARY) {
                start = Some(before);
            } else if !piece.is(Kinds::ADVERB.with(Kinds::HAS)) || piece.mark.is_some() {
                break;
            } else if piece.is(Kinds::HAS) && start.is_none() {
                return None;
            }
        }
        start
    }

    /// The words of harm of a pair have been read.
    fn close(&mut self, first: usize, last: usize) {
        for read in self.read.get_mut(first..=last).into_iter().flatten() {
            *read = true;
        }
    }
}
