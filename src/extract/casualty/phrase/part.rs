//! Which counted nouns are parts of what was counted before: `بينهم ثلاثة أطفال`.

use crate::lexicon::quantities::{Form, Kinds, Meaning};

use super::super::piece::Pieces;
use super::{Head, Phrase};

/// Marks the phrases that stand behind `بينهم`, including, *dont*, up to where that ends.
pub(super) fn mark(pieces: &Pieces<'_>, list: &mut [Phrase]) {
    mark_before(pieces, list);
    let mut inside = false;
    let mut list = list.iter_mut().peekable();
    for (at, piece) in pieces.list.iter().enumerate() {
        if piece.is(Kinds::SUBSET) {
            inside = true;
        } else if inside && ends_part(pieces, at) {
            inside = false;
        }
        while let Some(phrase) = list.next_if(|phrase| phrase.pieces.start <= at) {
            // "including 4 dead": a harm of its own is a toll of its own, unless it is the same.
            phrase.part |= inside && !piece.is(Kinds::SUBSET);
        }
    }
}

/// Marks numbers before "of them": "12 of them civilians", `ثلاثة منهم في حالة حرجة`.
fn mark_before(pieces: &Pieces<'_>, list: &mut [Phrase]) {
    for n in 1..list.len() {
        let group = list.get(n + 1).filter(|next| next.toll.is_none()).map(|next| (next.pieces.start, next.group));
        let Some(phrase) = list.get_mut(n) else { return };
        let end = phrase.pieces.end;
        if phrase.head == Head::Bare && phrase.numbered && pieces.is(end, Kinds::SUBSET) {
            phrase.part = true;
            phrase.group = group.filter(|(start, _)| *start == end + 1).and_then(|(_, group)| group);
        }
    }
}

/// A verb of harm, the end of the sentence or the mark that closes the insertion.
fn ends_part(pieces: &Pieces<'_>, at: usize) -> bool {
    let Some(piece) = pieces.get(at) else { return true };
    if let Some((_, form)) = piece.harm() {
        return !matches!(form, Form::Noun(_) | Form::Body(_));
    }
    match piece.mark {
        Some('.' | ';' | '!' | '?' | '\n' | ')' | ']' | '-') => true,
        // ", including two children, were killed": a comma closes unless a count follows it.
        Some(',') => {
            let next = pieces.get(at + 1);
            !next.is_some_and(|next| {
                next.numeral().is_some() || next.is(Kinds::ARTICLE) || matches!(next.word.meaning, Meaning::People(_))
            })
        }
        _ => false,
    }
}
