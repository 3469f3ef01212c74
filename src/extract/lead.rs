//! The day of what only the title tells: the one that the lead names.
//!
//! A headline names no day, and the lead may tell its act in words that are no trigger: "Gunmen seize hospital
//! director", then "was taken from his car on Tuesday".

use std::ops::Range;

use chrono::NaiveDate;

use crate::lexicon::{Lexicon, Seat};
use crate::model::{EvidenceRole, Status};

use super::attribution::Saying;
use super::date::{self, Anchor, Grain, Kind, Mention, Words};
use super::draft::{self, Draft};
use super::reading::Reading;
use super::speech::Speech;

/// Gives the acts that only the title tells, and that have no day, the one day of the lead.
pub(super) fn date(drafts: &mut [Draft], text: &Reading<'_>, published: Option<NaiveDate>, lexicon: &Lexicon) {
    if !drafts.iter().any(is_undated_headline) {
        return;
    }
    let lead = text.sentence(0);
    let words = Words { calendar: &lexicon.calendar, quantities: &lexicon.quantities };
    let anchor = Anchor { published, ..Anchor::default() };
    let days = date::mentions(&text.text, lead.clone(), text.language, words, anchor);
    if days.is_empty() {
        return;
    }
    let speech = Speech::new(text, 1, lexicon);
    let sayings: Vec<&Saying> = speech.said_in(lead).collect();
    let first =
        drafts.iter().filter(|draft| draft.told.iter().any(|(text, _)| !text)).map(|draft| draft.position).min();
    // The rest of the title is told further on.
    let headline = |draft: &&mut Draft| is_undated_headline(draft) && Some(draft.position) == first;
    for draft in drafts.iter_mut().filter(headline) {
        let says = draft.row(lexicon).is_some_and(|row| row.performed || row.seat == Seat::Content);
        let own = |day: &&Mention| says || !is_of_saying(text, &sayings, &day.tokens);
        if let Some(day) = only(days.iter().filter(|day| may_be(day, published)).filter(own)) {
            draft.when = day.when();
            draft.evidence.insert(draft::evidence(text, EvidenceRole::Date, day.tokens.clone()));
        }
    }
}

fn is_undated_headline(draft: &Draft) -> bool {
    draft.is_of_title() && draft.when.date.is_none() && draft.assertion.status == Status::Reported
}

/// Whether something may have happened on it.
fn may_be(day: &Mention, published: Option<NaiveDate>) -> bool {
    let point = day.grain == Grain::Day && matches!(day.kind, Kind::Point | Kind::Interval);
    point && published.is_none_or(|today| day.days.0 <= today)
}

/// The first of some days, if all are the same.
fn only<'m>(mut days: impl Iterator<Item = &'m Mention>) -> Option<&'m Mention> {
    let first = days.next()?;
    days.all(|day| day.days == first.days).then_some(first)
}

/// Whether a day stands outside what is said, or beside its verb or speaker.
fn is_of_saying(text: &Reading<'_>, sayings: &[&Saying], day: &Range<usize>) -> bool {
    sayings.iter().any(|saying| {
        let outside = !saying.complement.contains(&day.start);
        let beside = |words: &Range<usize>| {
            let between = day.end.min(words.end)..day.start.max(words.start);
            between.len() <= 1 && !between.into_iter().any(|at| text.is_mark(at))
        };
        outside || saying.speaker.iter().filter(|_| !saying.carried).chain([&saying.verb]).any(beside)
    })
}
