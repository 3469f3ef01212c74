//! Tolls that grow, and the older ones that they replace.
//!
//! `ارتفاع حصيلة القتلى إلى 12`: the number has no noun of its own, the toll has. *Un premier
//! bilan faisait état de dix morts*: superseded, if another number is there.

use crate::lexicon::quantities::{Form, Kinds};
use crate::model::event::Harm;

use super::phrase::{Head, Phrase};
use super::{Found, Reading, Standing};

/// Pieces between a toll and its number: `حصيلة قتلى الانفجار الذي هز وسط المدينة أمس إلى 12`.
const REACH: usize = 18;

/// Reads the numbers of tolls that have no noun of harm.
pub(super) fn read(reading: &mut Reading<'_>) {
    for at in 0..reading.pieces.list.len() {
        if let Some(harm) = reading.toll(at) {
            reading.toll_number(at, harm);
        }
    }
    if reading.tells_toll() {
        reading.second_toll();
    }
}

/// Marks the mentions of growing and of superseded tolls.
pub(super) fn mark(reading: &mut Reading<'_>) {
    let (pieces, phrases) = (reading.pieces, &reading.phrases);
    let tells = reading.tells_toll();
    let rise = (0..pieces.list.len()).find(|at| pieces.is(*at, Kinds::RISE));
    let older = (0..pieces.list.len()).find(|at| pieces.is(*at, Kinds::SUPERSEDED));
    // "rose to 16 after two of the wounded died": the two are among the sixteen.
    let mut told: Vec<Harm> = reading.found.iter().filter(|found| found.running).map(|found| found.harm).collect();
    reading.found.sort_by_key(|found| found.pieces.start);
    for found in &mut reading.found {
        if let Some(rise) = rise.filter(|rise| *rise < found.pieces.end) {
            found.since = (rise..found.pieces.end + 3).any(|at| {
                matches!(pieces.word(at), "منذ" | "since" | "depuis")
                    || matches!(pieces.word(at), "this" | "cette" | "هذا") && pieces.is(at + 1, Kinds::THING)
            });
        }
        let Some(number) =
            phrases.iter().find(|p| p.pieces.start >= found.pieces.start && p.pieces.end <= found.pieces.end)
        else {
            continue;
        };
        let start = number.pieces.start;
        let reached = start.checked_sub(1).is_some_and(|before| pieces.is(before, Kinds::REACH));
        if rise.is_some_and(|rise| rise < start)
            && (tells || reached)
            && matches!(found.standing, Standing::Main | Standing::More)
        {
            found.running = reached || found.running || tells && !told.contains(&found.harm);
            told.extend(found.running.then_some(found.harm));
        }
        let instead = start.checked_sub(1).is_some_and(|before| pieces.is(before, Kinds::INSTEAD));
        let behind = older.is_some_and(|older| older < start && start - older <= REACH);
        if (instead || behind) && matches!(found.standing, Standing::Main | Standing::More) {
            found.standing = Standing::Superseded;
            found.running = false;
        }
    }
}

impl Reading<'_> {
    /// The harm that a word for a toll counts.
    fn toll(&self, at: usize) -> Option<Harm> {
        let piece = self.pieces.get(at)?;
        if piece.is(Kinds::TOLL) {
            Some(Harm::Dead)
        } else if piece.is(Kinds::INJURED_TOLL) {
            Some(Harm::Injured)
        } else if piece.is(Kinds::MISSING_TOLL) {
            Some(Harm::Missing)
        } else {
            None
        }
    }

    fn tells_toll(&self) -> bool {
        (0..self.pieces.list.len()).any(|at| self.toll(at).is_some())
    }

    /// The number of a toll: behind it after "to" or "reached", or before it in "to 15 the number of dead".
    fn toll_number(&mut self, at: usize, harm: Harm) {
        let mut next = at + 1;
        while next < at + REACH {
            let Some(piece) = self.pieces.get(next) else { break };
            if piece.mark.is_some() && !piece.quote() {
                self.apposed(next, at, harm);
                break;
            }
            if let Some(n) = self.phrase_at(next) {
                if self.counts_toll(n, next) {
                    let older = self.pieces.is(next.wrapping_sub(1), Kinds::FROM)
                        && !self.pieces.is(next.wrapping_sub(1), Kinds::REACH)
                        || (self.pieces.is(next.wrapping_sub(1), Kinds::FROM) && self.followed_by_reach(n));
                    self.give(n, at, harm, older);
                    if !older {
                        return self.number_after(n, harm);
                    }
                }
                next = self.phrases.get(n).map_or(next + 1, |phrase| phrase.pieces.end.max(next + 1));
                continue;
            }
            next += 1;
        }
        self.number_before(at, harm);
    }

    /// « Le nombre des blessés, une trentaine, »: a number alone between commas.
    fn apposed(&mut self, comma: usize, at: usize, harm: Harm) {
        let bare = |phrase: &Phrase| phrase.head == Head::Bare && phrase.numbered && !phrase.taken;
        let n = self.phrase_at(comma + 1).filter(|n| {
            let phrase = self.phrases.get(*n).filter(|phrase| bare(phrase));
            phrase.is_some_and(|phrase| self.pieces.mark(phrase.pieces.end) == Some(','))
        });
        if let Some(n) = n.filter(|_| self.pieces.mark(comma) == Some(',')) {
            self.give(n, at, harm, false);
        }
    }

    /// Whether a phrase is the number of a toll: bare or people, behind a word that reaches it.
    fn counts_toll(&self, n: usize, start: usize) -> bool {
        let Some(phrase) = self.phrases.get(n) else { return false };
        let before = start.wrapping_sub(1);
        let reached = self.pieces.is(before, Kinds::REACH.with(Kinds::FROM))
            || self
                .pieces
                .get(start)
                .is_some_and(|piece| piece.prefix.preposition || piece.word.bound_before.is_some())
            || self.toll(before).is_some()
            || self.pieces.mark(before) == Some(':');
        let counted = matches!(phrase.head, Head::Bare | Head::People | Head::Unknown) && phrase.numbered;
        reached && counted && !phrase.taken && !phrase.part && phrase.toll.is_some()
    }

    fn followed_by_reach(&self, n: usize) -> bool {
        let Some(phrase) = self.phrases.get(n) else { return false };
        let end = phrase.pieces.end;
        (end..end + 2).any(|at| self.pieces.is(at, Kinds::REACH) && self.phrase_at(at + 1).is_some())
    }

    /// "to 12 from 10": the old toll behind the new one.
    fn number_after(&mut self, n: usize, harm: Harm) {
        let Some(end) = self.phrases.get(n).map(|phrase| phrase.pieces.end) else { return };
        let Some(older) = self.phrase_at(end + 1).filter(|_| self.pieces.is(end, Kinds::FROM)) else { return };
        let bare =
            self.phrases.get(older).is_some_and(|phrase| phrase.head == Head::Bare && phrase.numbered && !phrase.taken);
        if bare {
            self.give(older, end, harm, true);
        }
    }

    /// *portant à 15 le nombre de morts*, "bringing to 15 the number of dead".
    fn number_before(&mut self, at: usize, harm: Harm) {
        let rises = (at.saturating_sub(8)..at).any(|n| self.pieces.is(n, Kinds::RISE));
        let Some(n) = (at.saturating_sub(3)..at).rev().find_map(|before| self.phrase_of.get(before).copied().flatten())
        else {
            return;
        };
        let start = self.phrases.get(n).map_or(0, |phrase| phrase.pieces.start);
        if rises && self.counts_toll(n, start) {
            self.give(n, at, harm, false);
        }
    }

    fn give(&mut self, n: usize, at: usize, harm: Harm, older: bool) {
        let Some(phrase) = self.phrases.get_mut(n) else { return };
        phrase.taken = true;
        let pieces = phrase.pieces.start.min(at)..phrase.pieces.end.max(at + 1);
        let rises = (pieces.start.saturating_sub(6)..pieces.end).any(|n| self.pieces.is(n, Kinds::RISE));
        let standing = if older { Standing::Superseded } else { Standing::Main };
        let found = Found::bare(harm, phrase.toll, standing, pieces);
        self.found.push(Found { running: rises && !older, ..found });
    }

    /// `والجرحى إلى 40`, "and the wounded to 40": a second toll in the sentence of a first.
    fn second_toll(&mut self) {
        for at in 0..self.pieces.list.len() {
            let Some((harm @ (Harm::Dead | Harm::Injured | Harm::Missing), Form::Noun(_))) = self.harm_at(at) else {
                continue;
            };
            let plural =
                self.phrase_at(at).and_then(|n| self.phrases.get(n)).is_some_and(|phrase| phrase.toll.is_none());
            let reached = (at + 1..at + 3).find(|n| self.phrase_at(*n).is_some());
            let Some(start) = reached.filter(|_| plural) else { continue };
            let Some(n) = self.phrase_at(start).filter(|n| self.counts_toll(*n, start)) else { continue };
            self.give(n, at, harm, false);
        }
    }
}
