//! What was refused, prevented, ruled out, put off, or tried in vain.

use super::{Scope, Sentence};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
};

/// The new day stands so near to the verb: "postponed on Sunday until next week".
const NEW_DAY: usize = 7;

/// The act stands so near to the verb: `رفض رئيس الوفد المفاوض التوقيع`.
const ACT_NEAR: usize = 8;

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            Class::Prevent | Class::RuleOut | Class::RefuseVerb if is_passive(sentence, hit) => {
                Scope::around(sentence, Status::Negated, &hit.tokens, "negated.prevented", scopes);
            }
            Class::RefuseVerb => refused(sentence, hit, scopes),
            Class::Refuse => forward(sentence, hit, "negated.refused", scopes),
            Class::Prevent => forward(sentence, hit, "negated.prevented", scopes),
            Class::RuleOut => forward(sentence, hit, "negated.ruled-out", scopes),
            Class::Fail => failed(sentence, hit, scopes),
            Class::Cancelled => Scope::around(sentence, Status::Negated, &hit.tokens, "negated.cancelled", scopes),
            Class::Postponed if has_new_day(sentence, hit) => {
                Scope::around(sentence, Status::Planned, &hit.tokens, "planned.postponed", scopes);
            }
            Class::Postponed => Scope::around(sentence, Status::Negated, &hit.tokens, "negated.postponed", scopes),
            _ => {}
        }
    }
}

/// "an attack foiled in Jufra", *un attentat déjoué à Misrata*: what is kept from being stands before.
fn is_passive(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let (at, end) = (hit.tokens.start, hit.tokens.end);
    let alone = sentence.clause_end(end.saturating_sub(1)) <= end;
    let next = matches!(sentence.word(end), "by" | "par" | "in" | "at" | "near" | "on" | "a" | "dans" | "pres" | "en");
    sentence.language != Language::Arabic && at > sentence.clause_start(at) && (alone || next)
}

fn forward(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, rule: &'static str, scopes: &mut Vec<Scope>) {
    let covered = hit.tokens.end..sentence.clause_end(hit.tokens.end);
    scopes.push(Scope::new(Status::Negated, &hit.tokens, covered, rule));
}

/// `رفض الوفد التوقيع`: the subject may stand before the act; with a claim it is a denial.
fn refused(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let near = hit.tokens.end..(hit.tokens.end + ACT_NEAR).min(sentence.clause_end(hit.tokens.end));
    let first = sentence.within(near).find(|hit| matches!(hit.class, Class::Act | Class::Claim | Class::Anaphor));
    let Some(act) = first.filter(|first| first.class == Class::Act) else { return };
    let start = if sentence.language == Language::Arabic { act.tokens.start } else { hit.tokens.end };
    let covered = start..sentence.clause_end(act.tokens.start);
    scopes.push(Scope::new(Status::Negated, &hit.tokens, covered, "negated.refused"));
}

/// `جهود التوصل إلى هدنة باءت بالفشل`: the aim did not come about, the efforts did.
fn failed(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let end = hit.tokens.end;
    if matches!(sentence.word(end), "a" | "to") {
        return forward(sentence, hit, "negated.failed", scopes);
    }
    // `فشلت القوات في استعادة المطار`, but not `فشلت المحادثات في جنيف`.
    let near = end.saturating_sub(1)..(end + ACT_NEAR).min(sentence.clause_end(end));
    let failed_at = near.into_iter().find(|at| sentence.word(*at) == "في" && sentence.is(Class::Act, at + 1));
    if let Some(at) = failed_at {
        let covered = at + 1..sentence.clause_end(at + 1);
        scopes.push(Scope::new(Status::Negated, &hit.tokens, covered, "negated.failed"));
        return;
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
    if sentence.has(Class::Cancelled, near.clone()) {
        return false;
    }
    near.into_iter().any(|at| match sentence.word(at) {
        "until" | "till" | "au" | "aux" | "لموعد" | "حتي" | "next" => true,
        // "put off his visit to Tobruk" names no day.
        "to" | "a" | "d" | "الي" => !sentence.capital(at + 1) || sentence.is(Class::Day, at),
        _ => sentence.kind(at) == Some(crate::text::Kind::Number),
    })
}
