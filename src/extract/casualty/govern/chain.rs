//! Coordinated nouns under one word of harm, and their parts: `ضابط وثلاثة جنود` are four.

use std::ops::Range;

use crate::lexicon::quantities::{Form, Kinds};
use crate::model::event::{Harm, Qualifier, Toll};

use super::super::phrase::{Head, Phrase, exactly};
use super::super::piece::Piece;
use super::super::{Found, Reading, Standing};

/// Words that may stand between coordinated nouns: "four soldiers of the brigade and two civilians".
const MODIFIERS: usize = 5;

impl Reading<'_> {
    /// Takes the subject before `at`.
    pub(super) fn take_before(&mut self, at: usize, words: Range<usize>, harm: Harm, reach: usize) {
        let plural = matches!(self.harm_at(at), Some((_, Form::PluralSubject)));
        if let Some(n) = self.backward(at, reach, harm, plural) {
            self.take(n, words, harm);
        }
    }

    /// Takes a bare number right before `at`: `25 إصابة`.
    pub(super) fn take_beside(&mut self, at: usize, harm: Harm) {
        let beside = at.checked_sub(1).and_then(|before| self.phrase_of.get(before).copied().flatten());
        let bare = |n: &usize| self.phrases.get(*n).is_some_and(|p| p.head == Head::Bare && p.numbered);
        if let Some(n) = beside.filter(bare).filter(|n| self.can_be_harmed(*n, harm)) {
            self.take(n, at..at + 1, harm);
        }
    }

    /// Gives phrase `n` and all that is coordinated with it to a word of harm, and its parts too.
    pub(super) fn take(&mut self, n: usize, words: Range<usize>, harm: Harm) {
        let chain = self.chain(n);
        let chain = self.without_apposition(chain);
        let mut toll = None;
        let mut group = None;
        let mut pieces = words.clone();
        let (mut more, mut numbered, mut definite) = (false, false, true);
        for member in chain.start..=chain.last {
            let Some(phrase) = self.phrases.get_mut(member) else { continue };
            if phrase.head == Head::Thing || phrase.toll.is_none() {
                continue;
            }
            phrase.taken = true;
            toll = sum(toll, phrase.toll);
            group = if member == chain.start { phrase.group } else { None };
            more |= phrase.more;
            numbered |= phrase.numbered;
            definite &= phrase.definite && !phrase.numbered;
            pieces = pieces.start.min(phrase.pieces.start)..pieces.end.max(phrase.pieces.end);
        }
        let part = self.phrases.get(n).is_some_and(|phrase| phrase.part && phrase.head != Head::Bare);
        // "one of the wounded lost a leg": he is one of those counted before.
        let own = self.phrases.get(n).is_some_and(|phrase| {
            let mut whole = phrase.pieces.start..words.start.max(phrase.pieces.end);
            let of = whole.any(|at| self.pieces.is(at, Kinds::FROM))
                && !(phrase.pieces.end..words.start).any(|at| self.pieces.mark(at).is_some());
            let counted =
                |at: usize| self.pieces.get(at).and_then(|piece| piece.harm()).is_some_and(|(own, _)| own == harm);
            let before = phrase.head == Head::Harm(harm) || (phrase.pieces.end..words.start).any(counted);
            before && of && words.start >= phrase.pieces.end
        });
        let standing = match (part || own, more) {
            (true, _) => Standing::Part,
            (false, true) => Standing::More,
            (false, false) => Standing::Main,
        };
        self.close(words.start, words.end.saturating_sub(1));
        let told = Told { harm, toll, group, standing, numbered, definite: chain.start == chain.last && definite };
        self.push(told, pieces);
        self.parts(chain.last, harm);
    }

    pub(super) fn push(&mut self, told: Told, pieces: Range<usize>) {
        let Told { harm, toll, group, standing, numbered, definite } = told;
        let hedged = (pieces.start.saturating_sub(5)..pieces.end).any(|at| self.pieces.is(at, Kinds::UNSURE));
        let later = (pieces.start..pieces.end + 2).any(|at| self.pieces.is(at, Kinds::LATER));
        // "the officer died of his wounds" is one of those counted before.
        let more = later && standing == Standing::Main && !definite;
        let standing = if more { Standing::More } else { standing };
        self.found.push(Found {
            harm,
            toll,
            group,
            standing,
            running: false,
            since: false,
            numbered,
            definite,
            of_them: self.pieces.is(pieces.start + 1, Kinds::SUBSET),
            hedged,
            pieces,
        });
    }

    /// The parts behind phrase `n`: `بينهم طفلان`.
    pub(super) fn parts(&mut self, n: usize, harm: Harm) {
        self.parts_from(n + 1, harm);
    }

    /// The parts that begin with phrase `first`.
    pub(super) fn parts_from(&mut self, first: usize, harm: Harm) {
        for part in first..self.phrases.len() {
            let Some(phrase) = self.phrases.get_mut(part) else { return };
            if !phrase.part {
                return;
            }
            let other = matches!(phrase.head, Head::Harm(own) if own != harm);
            if phrase.taken || other || phrase.toll.is_none() || matches!(phrase.head, Head::Thing) {
                continue;
            }
            let strange = matches!(phrase.head, Head::Bare | Head::Unknown) && !phrase.numbered;
            let (toll, group, pieces) = (phrase.toll, phrase.group, phrase.pieces.clone());
            let (numbered, definite) = (phrase.numbered, phrase.definite);
            let own = self.own_harm(part, pieces.start.saturating_sub(1));
            if strange || own.is_some_and(|own| own != harm) {
                continue;
            }
            // `بينها جثة طفل`: the child is the part.
            let body = self
                .phrases
                .get(part)
                .is_some_and(|phrase| phrase.head == Head::Body && self.owners(phrase, harm).is_some());
            if let Some(phrase) = self.phrases.get_mut(part) {
                phrase.taken = true;
            }
            if body {
                continue;
            }
            self.push(Told { harm, toll, group, standing: Standing::Part, numbered, definite }, pieces);
        }
    }
}

/// What a word of harm tells of its phrases.
pub(super) struct Told {
    pub(super) harm: Harm,
    pub(super) toll: Option<Toll>,
    pub(super) group: Option<u16>,
    pub(super) standing: Standing,
    pub(super) numbered: bool,
    pub(super) definite: bool,
}

impl Told {
    /// One of those told before.
    pub(super) fn one(harm: Harm) -> Self {
        Self { harm, toll: Some(exactly(1)), group: None, standing: Standing::Main, numbered: true, definite: false }
    }
}

/// Coordinated phrases: a run of positions.
struct Chain {
    start: usize,
    last: usize,
}

impl Reading<'_> {
    /// `ضابط وثلاثة جنود`: all phrases coordinated with `n`.
    fn chain(&self, n: usize) -> Chain {
        let mut chain = Chain { start: n, last: n };
        while let Some(before) =
            self.countable((0..chain.start).rev()).filter(|before| self.linked(*before, chain.start))
        {
            chain.start = before;
        }
        while let Some(next) = self.countable(chain.last + 1..self.phrases.len())
            && self.linked(chain.last, next)
            && self.own_harm(next, 0).is_none()
        {
            chain.last = next;
        }
        chain
    }

    /// `ثلاثة أشخاص، أب وطفلاه`: those named behind the number are the same; they are taken too.
    fn without_apposition(&mut self, chain: Chain) -> Chain {
        let first = self.phrases.get(chain.start).filter(|phrase| phrase.numbered);
        let n = first.and_then(|phrase| phrase.toll).and_then(|toll| toll.n);
        let rest = self.phrases.get(chain.start + 1..=chain.last).unwrap_or(&[]);
        let comma = first.is_some_and(|phrase| self.pieces.mark(phrase.pieces.end) == Some(','));
        let names = rest.iter().filter_map(|phrase| phrase.toll).reduce(|a, b| sum(Some(a), Some(b)).unwrap_or(a));
        let same = n.is_some() && names.and_then(|toll| toll.n) == n;
        if !(comma && same) || rest.iter().any(|phrase| phrase.numbered) {
            return chain;
        }
        for phrase in self.phrases.get_mut(chain.start + 1..=chain.last).into_iter().flatten() {
            phrase.taken = true;
        }
        Chain { start: chain.start, last: chain.start }
    }

    /// Whether nothing is coordinated with a phrase.
    pub(super) fn is_alone(&self, n: usize) -> bool {
        let chain = self.chain(n);
        chain.start == chain.last
    }

    /// The first phrase of a run that counts people: "soldiers of the 444 Brigade and a policeman".
    fn countable(&self, mut run: impl Iterator<Item = usize>) -> Option<usize> {
        let counts = |phrase: &Phrase| phrase.toll.is_some() && phrase.head != Head::Thing;
        run.find(|n| self.phrases.get(*n).is_some_and(counts))
    }

    /// Whether two phrases in a row are coordinated.
    fn linked(&self, first: usize, second: usize) -> bool {
        let (Some(left), Some(right)) = (self.phrases.get(first), self.phrases.get(second)) else { return false };
        if !self.adds(left) || !self.adds(right) || right.pieces.start.saturating_sub(left.pieces.end) > MODIFIERS + 1 {
            return false;
        }
        if left.part != right.part || right.head == Head::Bare && left.head != Head::Bare {
            return false;
        }
        let joins = self.pieces.get(right.pieces.start).is_some_and(|piece| piece.prefix.and);
        let mut joined = joins;
        let mut comma = false;
        for at in self.past_age(left.pieces.end)..right.pieces.start {
            let Some(piece) = self.pieces.get(at) else { return false };
            let last = at + 1 == right.pieces.start;
            // « à une femme et à ses deux filles »: the preposition is said again.
            let again = (at..=at + 1).find(|prep| {
                prep + 1 == right.pieces.start
                    && self.pieces.is(prep - 1, Kinds::AND)
                    && self.repeats(*prep, left.pieces.start)
            });
            if again.is_some() && at >= left.pieces.end {
                joined = true;
                continue;
            }
            if last && piece.is(Kinds::AND) {
                joined = true;
            } else if last && piece.mark == Some(',') {
                comma = true;
            } else if (piece.mark.is_some() && !piece.quote() && !(piece.mark == Some(',') && joins && last))
                || piece.harm().is_some()
                || piece.coordinates()
                || piece.is(Kinds::SUBSET.with(Kinds::AUXILIARY))
            {
                // A comma before "and" is still a list, unless a verb stands before it: "the official
                // added, and a passer-by".
                let verb = !self.pieces.arabic()
                    && at > left.pieces.end
                    && self.pieces.get(left.pieces.end).is_some_and(|next| next.unknown() || next.is(Kinds::SAYS));
                // ", with thousands missing" begins anew.
                let with = matches!(self.pieces.word(at + 1), "with" | "avec");
                let list = piece.mark == Some(',')
                    && at + 2 == right.pieces.start
                    && self.pieces.is(at + 1, Kinds::AND)
                    && !(verb || with);
                if !list {
                    return false;
                }
            }
        }
        // "a soldier, two guards and a child" is a list; "wounding seven, a doctor and a witness said" is none.
        let goes_on = || {
            let third = self.countable(second + 1..self.phrases.len()).filter(|third| self.linked(second, *third));
            let end = third.and_then(|third| self.phrases.get(third)).map(|phrase| phrase.pieces.end);
            end.is_some_and(|end| !self.pieces.is(end, Kinds::SAYS))
        };
        joined || (comma && goes_on())
    }

    /// "a girl, 6, and her uncle": past an age between commas.
    fn past_age(&self, end: usize) -> usize {
        let comma = |at: usize| self.pieces.mark(at) == Some(',');
        let age = comma(end) && comma(end + 2) && self.pieces.get(end + 1).is_some_and(Piece::numeral_like);
        if age { end + 3 } else { end }
    }

    fn repeats(&self, at: usize, first: usize) -> bool {
        let word = self.pieces.word(at);
        let ends = first
            .checked_sub(1)
            .and_then(|before| self.pieces.get(before))
            .is_some_and(|piece| self.pieces.text.at(piece.end.saturating_sub(1)) == word);
        matches!(word, "a" | "au" | "aux" | "de" | "d" | "of" | "ب") && ends
    }

    fn adds(&self, phrase: &Phrase) -> bool {
        !phrase.taken && phrase.toll.is_some() && matches!(phrase.head, Head::People | Head::Unknown | Head::Bare)
    }
}

/// Two tolls of the same harm, added.
pub(in crate::extract::casualty) fn sum(first: Option<Toll>, second: Option<Toll>) -> Option<Toll> {
    let (Some(a), Some(b)) = (first, second) else { return first.or(second) };
    let add = |x: Option<u32>, y: Option<u32>| x.zip(y).map(|(x, y)| x.saturating_add(y));
    let qualifier = match (a.qualifier, b.qualifier) {
        (Qualifier::Exact, other) | (other, Qualifier::Exact) => other,
        (Qualifier::Vague, _) | (_, Qualifier::Vague) => Qualifier::Vague,
        (first, second) if first == second => first,
        _ => Qualifier::About,
    };
    let low = add(a.low.or(a.n), b.low.or(b.n));
    let high = add(a.high, b.high);
    let n = if qualifier == Qualifier::Vague { None } else { add(a.n, b.n) };
    let low = if matches!(qualifier, Qualifier::About | Qualifier::UpTo) { None } else { low };
    Some(Toll { n, low, high, qualifier })
}
