//! What was refused, prevented, ruled out, put off, or tried in vain.

use super::{Scope, Sentence};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::event::Status,
};

/// The new day stands so near to the verb: "postponed on Sunday until next week".
const NEW_DAY: usize = 7;

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            Class::Refuse => forward(sentence, hit, "negated.refused", scopes),
            Class::Prevent => forward(sentence, hit, "negated.prevented", scopes),
            Class::RuleOut => forward(sentence, hit, "negated.ruled-out", scopes),
            Class::Fail => failed(sentence, hit, scopes),
            Class::Cancelled => around(sentence, hit, Status::Negated, "negated.cancelled", scopes),
            Class::Postponed if has_new_day(sentence, hit) => {
                around(sentence, hit, Status::Planned, "planned.postponed", scopes);
            }
            Class::Postponed => around(sentence, hit, Status::Negated, "negated.postponed", scopes),
            _ => {}
        }
    }
}

fn forward(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, rule: &'static str, scopes: &mut Vec<Scope>) {
    let covered = hit.tokens.end..sentence.clause_end(hit.tokens.end);
    scopes.push(Scope::new(Status::Negated, &hit.tokens, covered, rule));
}

/// Subject and object alike: `أجل المجلس الجلسة`, "the talks were cancelled".
fn around(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, status: Status, rule: &'static str, scopes: &mut Vec<Scope>) {
    let start = sentence.subject_start(hit.tokens.start);
    let covered = start..sentence.clause_end(hit.tokens.end.saturating_sub(1));
    scopes.push(Scope::new(status, &hit.tokens, covered, rule));
}

/// `جهود التوصل إلى هدنة باءت بالفشل`: the aim did not come about, the efforts did.
fn failed(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let end = hit.tokens.end;
    if matches!(sentence.word(end.saturating_sub(1)), "في" | "to") || matches!(sentence.word(end), "a" | "to") {
        return forward(sentence, hit, "negated.failed", scopes);
    }
    let before = sentence.clause_start(hit.tokens.start)..hit.tokens.start;
    if let Some(attempt) = sentence.first(Class::Attempt, before) {
        let covered = attempt.tokens.end..hit.tokens.start;
        scopes.push(Scope::new(Status::Negated, &hit.tokens, covered, "negated.failed"));
    } else if let Some(attempt) = sentence.first(Class::Attempt, end..end + 4) {
        let covered = attempt.tokens.end..sentence.clause_end(attempt.tokens.end);
        scopes.push(Scope::new(Status::Negated, &hit.tokens, covered, "negated.failed"));
    }
}

/// Whether a new day is given: "until", "au", `إلى`, or a number.
fn has_new_day(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let near = hit.tokens.end..(hit.tokens.end + NEW_DAY).min(sentence.clause_end(hit.tokens.end) + 3);
    near.into_iter().any(|at| {
        matches!(
            sentence.word(at),
            "until" | "till" | "to" | "au" | "a" | "aux" | "الي" | "لموعد" | "حتي" | "d" | "next"
        ) || sentence.kind(at) == Some(crate::text::Kind::Number)
    })
}
