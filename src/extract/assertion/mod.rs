//! Whether something is said to have happened: how far a denial, a negation, a plan, a demand, a
//! condition or a piece of background reaches.
//!
//! A cue ([`crate::lexicon::assertion`]) opens a [`Scope`] over the tokens that it speaks of.
//! Scopes nest; [`status_at`] reads off what they make of a trigger together. A denial reaches to
//! the end of the sentence and, by `هذه الأنباء`, into the next; the others end with their clause.

mod background;
mod condition;
mod demand;
mod denial;
mod negation;
mod participle;
mod plan;
mod sentence;
mod status;
mod tense;
#[cfg(test)]
mod tests;
mod unfulfilled;

use std::ops::Range;

pub(crate) use sentence::Sentence;
pub use status::{Judged, status_at};

use crate::{
    lexicon::assertion::AssertionCues,
    model::{Language, event::Status},
    text::Text,
};

/// The tokens that a cue speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// What it makes of them. `Reported` where a denial is of something else (who did it, how
    /// many) or is itself negated.
    pub status: Status,
    /// The tokens of the cue.
    pub cue: Range<usize>,
    /// The tokens that it covers; in the sentence before for `هذه الأنباء عارية عن الصحة`.
    pub covered: Range<usize>,
    /// The tokens of what it depends on.
    pub condition: Option<Range<usize>>,
    /// The rule that opened it, such as `denied.complement`.
    pub rule: &'static str,
}

impl Scope {
    fn new(status: Status, cue: &Range<usize>, covered: Range<usize>, rule: &'static str) -> Self {
        Self { status, cue: cue.clone(), covered, condition: None, rule }
    }

    /// A participle that tells a fact within a demand or a plan: a plain report.
    const FACT: &'static str = "fact.participle";

    /// Opens scopes over the subject of a cue and over the rest of its clause.
    fn around(
        sentence: &Sentence<'_, '_>,
        status: Status,
        cue: &Range<usize>,
        rule: &'static str,
        scopes: &mut Vec<Self>,
    ) {
        let end = sentence.clause_end(cue.end.saturating_sub(1)).max(cue.end);
        let subject = sentence.subject(cue.start);
        if subject.end == cue.start {
            scopes.push(Self::new(status, cue, subject.start..end, rule));
        } else {
            scopes.push(Self::new(status, cue, subject, rule));
            scopes.push(Self::new(status, cue, cue.start..end, rule));
        }
    }

    /// Whether it covers a trigger: the first word decides.
    pub fn covers(&self, trigger: &Range<usize>) -> bool {
        self.covered.contains(&trigger.start)
    }
}

/// What a sentence leaves to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The cue of a denial in the sentence before.
    denial: Option<Range<usize>>,
    /// The sentence before.
    previous: Option<Range<usize>>,
    /// Whether it accused somebody: what he denies is then in dispute.
    accused: bool,
}

/// The scopes of a sentence, in the order of their cues, and what it leaves to the next.
///
/// Linear in the tokens of a sentence of ordinary length; more than 400 tokens are not read.
pub fn assertions(
    text: &Text<'_>,
    language: Language,
    sentence: Range<usize>,
    carried: &Carried,
    cues: &AssertionCues,
) -> (Vec<Scope>, Carried) {
    scopes(&Sentence::new(text, language, sentence, cues), carried)
}

/// The same for a sentence whose cues are found.
pub(crate) fn scopes(sentence: &Sentence<'_, '_>, carried: &Carried) -> (Vec<Scope>, Carried) {
    let mut scopes = Vec::new();
    denial::find(sentence, carried, &mut scopes);
    negation::find(sentence, &mut scopes);
    unfulfilled::find(sentence, &mut scopes);
    plan::find(sentence, &mut scopes);
    demand::find(sentence, &mut scopes);
    background::find(sentence, &mut scopes);
    condition::find(sentence, &mut scopes);
    denial::of_negations(sentence, &mut scopes);
    scopes.retain(|scope| !scope.covered.is_empty());
    participle::find(sentence, &mut scopes);
    scopes.sort_by_key(|scope| (scope.cue.start, scope.covered.start, scope.covered.end));
    let denial = scopes.iter().find(|scope| scope.status == Status::Denied).map(|scope| scope.cue.clone());
    let previous = (!sentence.range.is_empty()).then(|| sentence.range.clone());
    let accused = sentence.says(&["accuse"], sentence.range.clone()).is_some();
    (scopes, Carried { denial, previous, accused })
}
