//! Counted nouns: `ما لا يقل عن أربعة جنود`, "two of the crew", *une dizaine de personnes*.

mod count;
mod noun;
mod part;

use count::Count;
pub(super) use count::{bounded, exactly};

use std::ops::Range;

use crate::lexicon::calendar::Calendar;
use crate::lexicon::quantities::{Form, Kinds, Meaning, Plurality};

use crate::model::event::{Harm, Toll};

use super::piece::Pieces;

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Head {
    /// People.
    People,
    /// The harm is the noun: `4 قتلى`, four dead.
    Harm(Harm),
    /// Dead bodies.
    Body,
    /// No person: hours, shells, prisoners.
    Thing,
    /// A noun that the lexicon does not know: perhaps a nationality.
    Unknown,
    /// No noun at all: "killing four".
    Bare,
}

/// A counted noun.
#[derive(Clone, Debug)]
pub(super) struct Phrase {
    pub(super) pieces: Range<usize>,
    /// The count; `None` for a plural without one.
    pub(super) toll: Option<Toll>,
    pub(super) head: Head,
    pub(super) group: Option<u16>,
    /// The number was written, not implied by a singular or dual.
    pub(super) numbered: bool,
    /// The Arabic accusative singular.
    pub(super) accusative: bool,
    /// "the officer", `الضابط`.
    pub(super) definite: bool,
    /// Others than those counted before.
    pub(super) more: bool,
    /// Stands behind a preposition.
    pub(super) governed: bool,
    /// Included in what was counted before.
    pub(super) part: bool,
    /// The number of the noun itself.
    pub(super) plurality: Option<Plurality>,
    /// With a number or an article of its own, not only implied by the noun.
    pub(super) stated: bool,
    /// A word of harm has it.
    pub(super) taken: bool,
}

/// All counted nouns of a sentence in order; none overlaps another.
pub(super) fn phrases(pieces: &Pieces<'_>, calendar: &Calendar) -> Vec<Phrase> {
    let reader = Reader { pieces, calendar };
    let mut list = Vec::new();
    let mut at = 0;
    while at < pieces.list.len() {
        match reader.phrase(at) {
            Some(phrase) => {
                at = phrase.pieces.end.max(at + 1);
                list.push(phrase);
            }
            None => at += 1,
        }
    }
    part::mark(pieces, &mut list);
    list
}

struct Reader<'p> {
    pieces: &'p Pieces<'p>,
    calendar: &'p Calendar,
}

impl Reader<'_> {
    fn phrase(&self, start: usize) -> Option<Phrase> {
        self.counted(start).or_else(|| self.noun_first(start))
    }

    /// A number or article, then a noun.
    fn counted(&self, start: usize) -> Option<Phrase> {
        let (bound, at) = self.bound_before(start);
        let (possessive, at) = match self.pieces.is(at, Kinds::POSSESSIVE) {
            true => (true, at + 1),
            false => (false, at),
        };
        let (the, at) = match self.pieces.is(at, Kinds::THE) {
            true => (true, at + 1),
            false => (false, at),
        };
        let at = self.age_adjective(at).filter(|_| possessive || the).unwrap_or(at);
        let count = self.range(at).or_else(|| self.count(at)).or_else(|| {
            let implied = possessive || the;
            implied.then_some(Count { toll: exactly(1), end: at, numbered: false, digits: None, definite: true })
        })?;
        // "four or more people"
        let mut count = count;
        let mut bound = bound;
        if let Some(piece) = self.pieces.get(count.end)
            && let (Some(after), None) = (piece.word.bound_after, piece.word.bound_before)
            && bound.is_none()
        {
            bound = Some(after);
            count.end += 1;
        }
        let mut noun = self.noun(start, &count);
        let alone =
            !count.numbered && !self.one(&noun) && !self.harm_follows(noun.end) && !self.one_of_them(start, noun.end);
        if alone {
            return None;
        }
        // "both dead and wounded" counts nobody.
        if noun.people.is_none() && self.pieces.word(at) == "both" {
            return None;
        }
        if self.names(start, at, &count, &noun) {
            noun.head = Head::Thing;
        }
        let mut end = noun.end;
        let bound = bound.or_else(|| {
            let (bound, after) = self.bound_after(end);
            end = after;
            bound
        });
        let toll = bounded(count.toll, bound);
        let more = noun.more || self.more(&mut end);
        Some(Phrase {
            pieces: start..end,
            toll: Some(toll),
            head: noun.head,
            group: noun.people.map(|people| people.group),
            numbered: count.numbered,
            accusative: noun.people.is_some_and(|people| people.accusative),
            definite: the || possessive || count.definite,
            more,
            governed: self.governed(start),
            part: false,
            plurality: noun.plurality,
            stated: true,
            taken: false,
        })
    }

    /// A noun before its number or without one: `جنديين`, `الجنود الأربعة`, `طفليه`, "soldiers".
    fn noun_first(&self, start: usize) -> Option<Phrase> {
        let piece = self.pieces.get(start)?;
        // `ضابطين برتبة ملازم`: a rank is no second man.
        let rank = start.checked_sub(1).is_some_and(|before| self.pieces.is(before, Kinds::LABEL));
        let single = !piece.prefix.and
            && matches!(piece.word.meaning, Meaning::People(people) if people.plurality == Plurality::One);
        if self.adjective(start) || (rank && single) || self.ordinal(start) {
            return None;
        }
        if let Some(parent) = self.parent(start) {
            return Some(parent);
        }
        let (head, plurality, people) = match piece.word.meaning {
            Meaning::People(people) => (Head::People, people.plurality, Some(people)),
            Meaning::Harm(harm, Form::Noun(plurality)) => (Head::Harm(harm), plurality, None),
            Meaning::Harm(_, Form::Body(plurality)) => (Head::Body, plurality, None),
            _ if piece.is(Kinds::THING) => (Head::Thing, Plurality::Many, None),
            _ => return None,
        };
        let mut end = start + 1;
        let (toll, numbered) = match plurality {
            Plurality::One => (Some(exactly(1)), false),
            Plurality::Two => (Some(exactly(2)), false),
            Plurality::Many => match self.number_behind(start, &mut end).or_else(|| self.two_behind(&mut end)) {
                Some(n) => (Some(exactly(n)), true),
                None => (None, false),
            },
        };
        let mut numbered = numbered;
        let mut group = people.map(|people| people.group);
        if let Some(people) = people {
            let noun = self.people(start, people);
            group = noun.people.map(|people| people.group);
            end = end.max(noun.end);
            if noun.head == Head::Thing {
                return None;
            }
        }
        if self.pieces.arabic() && plurality != Plurality::Many {
            // `شخص واحد`, `جنديين اثنين`
            let noun = end;
            self.own_numeral(plurality, &mut end);
            numbered |= end > noun;
        }
        let more = self.more(&mut end);
        Some(Phrase {
            pieces: start..end,
            toll,
            head,
            group,
            numbered,
            accusative: people.is_some_and(|people| people.accusative),
            definite: piece.prefix.article || people.is_some_and(|people| people.possessed),
            more,
            governed: self.governed(start),
            part: false,
            plurality: Some(plurality),
            stated: numbered,
            taken: false,
        })
    }

    /// `اليوم الثالث`: with the article an ordinal is no third man.
    fn ordinal(&self, at: usize) -> bool {
        let word = self.pieces.word(at).trim_start_matches(['و', 'ف', 'ب', 'ل']);
        matches!(word, "الثالث" | "الرابع" | "الخامس" | "السادس" | "السابع")
    }

    /// `أب وطفلاه`: a parent before his children; alone `أب` and `أم` are a month and "or".
    fn parent(&self, start: usize) -> Option<Phrase> {
        let parent = matches!(self.pieces.word(start), "اب" | "ام" | "باب" | "بام" | "واب" | "وام");
        let child = self.pieces.get(start + 1)?;
        let Meaning::People(people) = child.word.meaning else { return None };
        (parent && child.prefix.and && people.possessed).then(|| Phrase {
            pieces: start..start + 1,
            toll: Some(exactly(1)),
            head: Head::People,
            group: Some(people.group),
            numbered: false,
            accusative: false,
            definite: false,
            more: false,
            governed: false,
            part: false,
            plurality: Some(Plurality::One),
            stated: false,
            taken: false,
        })
    }

    /// "more", `آخرين`: steps over it.
    fn more(&self, end: &mut usize) -> bool {
        let more = self.pieces.get(*end).is_some_and(|piece| piece.is(Kinds::MORE) && !piece.prefix.and);
        if more {
            *end += 1;
        }
        more
    }

    fn governed(&self, start: usize) -> bool {
        let own = self.pieces.get(start).is_some_and(|piece| piece.prefix.preposition);
        own || start.checked_sub(1).is_some_and(|before| {
            self.pieces.is(before, Kinds::PREPOSITION.with(Kinds::FROM)) && !self.pieces.is(before, Kinds::AND)
        })
    }
}
