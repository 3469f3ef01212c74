//! Conditions and questions: what is supposed, and what depends on it.

use std::ops::Range;

use super::{Scope, Sentence};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
};

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            Class::If if is_if(sentence, hit) => supposed(sentence, hit, scopes),
            Class::OnlyIf => only_if(sentence, hit, scopes),
            Class::Until => until(sentence, hit, scopes),
            Class::Whether => {
                let covered = hit.tokens.end..sentence.clause_end(hit.tokens.end);
                scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.question"));
            }
            _ => {}
        }
    }
    question(sentence, scopes);
}

/// What follows is supposed; what it answers, before or after, depends on it.
fn supposed(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let condition = hit.tokens.start..clause_of(sentence, hit);
    if is_otherwise(sentence, hit) {
        // `وإلا فإنها ستقفل`: the answer opens right behind.
        let end = sentence.clause_end(hit.tokens.end).max(condition.end);
        let covered = hit.tokens.end..end;
        scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.otherwise"));
        return;
    }
    let leads = sentence.subject_start(hit.tokens.start) + 1 >= hit.tokens.start;
    let opened = answer_opens(sentence, condition.end);
    if !leads || !(opened.is_some() || answer_follows(sentence, condition.end)) {
        attach(hit.tokens.start, &condition, scopes);
    } else if !negated_answer(sentence, &condition, scopes) {
        let next = || (condition.end..sentence.range.end).find(|at| !sentence.is_mark(*at));
        let from = opened.or_else(next).unwrap_or(condition.end);
        let mut answer =
            Scope::new(Status::Hypothetical, &hit.tokens, from..sentence.clause_end(from), "hypothetical.answer");
        answer.condition = Some(condition.clone());
        scopes.push(answer);
    }
    let covered = hit.tokens.end..condition.end;
    scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.if"));
}

/// Gives the condition to the negations of the answer: `ما لم تنسحب القوات فلن نوقع`; `true` if there
/// is one.
fn negated_answer(sentence: &Sentence<'_, '_>, condition: &Range<usize>, scopes: &mut [Scope]) -> bool {
    let from = (condition.end..sentence.range.end).find(|at| !sentence.is_mark(*at)).unwrap_or(condition.end);
    let answer = from..sentence.clause_end(from);
    let negated = |scope: &&mut Scope| scope.status == Status::Negated && answer.contains(&scope.cue.start);
    let mut found = false;
    for scope in scopes.iter_mut().filter(negated) {
        scope.condition = Some(condition.clone());
        found = true;
    }
    found
}

/// `شريطة`, "provided": what stands before depends on it, even if it is told as a fact.
fn only_if(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let condition = hit.tokens.start..clause_of(sentence, hit);
    let attached = attach(hit.tokens.start, &condition, scopes);
    let strict = !matches!(sentence.word(hit.tokens.start), "in" | "en" | "مقابل" | "depending" | "moyennant" | "رهن");
    if !attached && strict {
        let before = sentence.subject_start(hit.tokens.start.saturating_sub(1))..hit.tokens.start;
        let covered = before.start..sentence.trim_marks(before);
        let mut main = Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.only-if");
        main.condition = Some(condition.clone());
        scopes.push(main);
    }
    let covered = hit.tokens.end..condition.end;
    scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.condition"));
}

/// "will not … before": only a negation makes a condition of a time.
fn until(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let condition = hit.tokens.start..clause_of(sentence, hit);
    let negated = scopes.iter_mut().filter(|scope| scope.status == Status::Negated && ends_at(scope, hit.tokens.start));
    let mut found = false;
    for scope in negated {
        scope.condition = Some(condition.clone());
        found = true;
    }
    // "will stay shut until they leave": they have not left.
    let until = matches!(sentence.word(hit.tokens.start), "until" | "till" | "حتي" | "tant" | "ريثما" | "الي");
    let planned = |scope: &Scope| scope.status == Status::Planned && ends_at(scope, hit.tokens.start);
    if found || until && scopes.iter().any(planned) {
        let covered = hit.tokens.end..condition.end;
        scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.condition"));
    }
}

/// Gives a condition to the scopes that end where it begins; `true` if there is one.
fn attach(at: usize, condition: &Range<usize>, scopes: &mut [Scope]) -> bool {
    let mut attached = false;
    for scope in scopes.iter_mut().filter(|scope| ends_at(scope, at)) {
        match scope.status {
            Status::Planned => {
                scope.status = Status::Hypothetical;
                scope.rule = "hypothetical.conditional";
            }
            Status::Negated | Status::Hypothetical | Status::Demanded => {}
            Status::Reported | Status::Denied | Status::Historical => continue,
        }
        scope.condition = Some(condition.clone());
        attached = true;
    }
    attached
}

/// Whether a scope ends at a token, a comma between.
fn ends_at(scope: &Scope, at: usize) -> bool {
    scope.covered.end <= at && at <= scope.covered.end + 1
}

/// The end of the clause that a conjunction opens; it goes on over `أو` and relatives.
fn clause_of(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> usize {
    let from = hit.tokens.end;
    let comma = (from..sentence.range.end).find(|at| sentence.clause_breaks_at(*at));
    sentence.trim_marks(from..comma.unwrap_or(sentence.range.end)).max(from)
}

/// Where `فإن`, `فسوف` opens the answer, be it behind an insertion: `إن لم ينسحبوا، يضيف البيان، فإن القوات`.
fn answer_opens(sentence: &Sentence<'_, '_>, end: usize) -> Option<usize> {
    let near = end..(end + INSERTION).min(sentence.range.end);
    near.into_iter().find(|at| sentence.opens_answer(*at))
}

/// An insertion between a condition and its answer has no more words than this.
const INSERTION: usize = 8;

/// Whether an answer follows a condition that leads.
fn answer_follows(sentence: &Sentence<'_, '_>, end: usize) -> bool {
    let next = (end..sentence.range.end).find(|at| !sentence.is_mark(*at));
    next.is_some_and(|next| {
        !sentence.within(next..next + 1).any(|hit| matches!(hit.class, Class::Turn | Class::Speech(_)))
    })
}

fn is_if(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let at = hit.tokens.start;
    let before = at.checked_sub(1).map_or("", |before| sentence.word(before));
    match (sentence.language, sentence.word(at)) {
        // "Should they move", "were they to": inverted, so first in its clause.
        (Language::English, "should" | "were" | "had") => {
            at == sentence.range.start || sentence.is_mark(at - 1) || matches!(before, "that" | "and" | "but")
        }
        // *si grave* is a degree; a clause begins with its subject.
        (Language::French, "si") => {
            matches!(
                sentence.word(hit.tokens.end),
                "il" | "ils"
                    | "elle"
                    | "elles"
                    | "on"
                    | "nous"
                    | "vous"
                    | "le"
                    | "la"
                    | "les"
                    | "l"
                    | "un"
                    | "une"
                    | "des"
                    | "ce"
                    | "cette"
                    | "ces"
                    | "aucun"
                    | "aucune"
                    | "leur"
                    | "leurs"
                    | "son"
                    | "sa"
                    | "ses"
                    | "d"
                    | "tout"
            ) || sentence.capital(hit.tokens.end)
        }
        _ => true,
    }
}

fn is_otherwise(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    matches!(sentence.word(hit.tokens.start), "والا" | "الا" | "otherwise" | "or" | "sinon")
        && !(sentence.word(hit.tokens.start) == "الا" && hit.tokens.len() > 1)
        || (sentence.word(hit.tokens.start) == "faute" && sentence.word(hit.tokens.end - 1) == "quoi")
}

/// What stands only in a question is supposed at most.
fn question(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    let Some(mark) = sentence.range.clone().find(|at| sentence.is_mark(*at) && sentence.word(*at) == "?") else {
        return;
    };
    let covered = sentence.range.start..mark;
    scopes.push(Scope::new(Status::Hypothetical, &(mark..mark + 1), covered, "hypothetical.question"));
}
