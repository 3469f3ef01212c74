//! Denials: of what follows, of their subject, of what the sentence before said.

use std::ops::Range;

use super::{Carried, Scope, Sentence};
use crate::{
    extract::subject::is_that,
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
};

/// A word for a claim stands so near to a verb that denies only claims: "rejected as false the report".
const CLAIM_NEAR: usize = 6;
/// What is denied is named so near to the verb: "denied any involvement in".
const ASPECT_NEAR: usize = 6;
/// A subject of fewer words says nothing of its own: "the reports are".
const OWN_CONTENT: usize = 2;

/// "it" is the subject of a predicate so near: "it, he said, is false".
const PRONOUN_NEAR: usize = 5;
/// A claim right behind a predicate is what is denied: "as baseless a rumour".
const CLAIM_BEHIND: usize = 3;
/// The subject of the next thing said has no more words than this.
const SPEAKER: usize = 6;

/// A claim of no more words is denied without saying what it claims: "denying the reports".
const BARE_CLAIM: usize = 5;

/// Kinds of saying after which a denial is over.
const ASSERTING: [&str; 8] = ["announce", "say", "confirm", "explain", "add", "reveal", "accuse", "demand"];

pub(super) fn find(sentence: &Sentence<'_, '_>, carried: &Carried, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            Class::Deny if !is_undenied(sentence, hit) => complement(sentence, hit, carried, scopes),
            Class::DenyReport | Class::RefuseVerb if names_claim(sentence, hit) => {
                complement(sentence, hit, carried, scopes)
            }
            Class::DenyPredicate => subject(sentence, hit, carried, scopes),
            Class::DenyWhole => {
                let whole = sentence.range.start..sentence.end();
                scopes.push(Scope::new(Status::Denied, &hit.tokens, whole, "denied.whole"));
            }
            _ => {}
        }
    }
    carry(sentence, carried, scopes);
}

/// `لم تتعرض لأي قصف، نافية ما نشر`: who says that it is not so and denies the reports denies it.
pub(super) fn of_negations(sentence: &Sentence<'_, '_>, scopes: &mut [Scope]) {
    let bare = |scope: &&Scope| {
        scope.status == Status::Denied
            && scope.covered.len() <= BARE_CLAIM
            && sentence.has(Class::Claim, scope.covered.start..scope.covered.start + 2)
    };
    let Some(denial) = scopes.iter().find(bare).map(|scope| scope.cue.start) else { return };
    let negated = |scope: &&mut Scope| scope.status == Status::Negated && scope.cue.start < denial;
    for scope in scopes.iter_mut().filter(negated) {
        (scope.status, scope.rule) = (Status::Denied, "denied.negation");
    }
}

/// "did not immediately deny": a negator a word or two before.
fn is_undenied(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let before = hit.tokens.start.saturating_sub(3).max(sentence.clause_start(hit.tokens.start))..hit.tokens.start;
    sentence.has(Class::Negator, before)
}

fn names_claim(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let near = hit.tokens.end..hit.tokens.end + CLAIM_NEAR;
    let first = sentence
        .within(near)
        .find(|hit| matches!(hit.class, Class::Claim | Class::Anaphor | Class::DenyPredicate | Class::Act));
    first.is_some_and(|hit| hit.class != Class::Act)
}

/// `نفى … وقف إطلاق النار`: what follows the verb, to the end of the sentence or a turn.
fn complement(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, carried: &Carried, scopes: &mut Vec<Scope>) {
    let covered = hit.tokens.end..reach(sentence, hit.tokens.end);
    if is_passive(sentence, hit) {
        return passive(sentence, hit, scopes);
    }
    if let Some(rule) = other_aspect(sentence, &covered) {
        scopes.push(Scope::new(Status::Reported, &hit.tokens, covered, rule));
        return;
    }
    let pointing = sentence.first(Class::Anaphor, covered.clone());
    if let (Some(pointing), Some(previous)) = (pointing, &carried.previous)
        && content(sentence, pointing.tokens.end..covered.end) < OWN_CONTENT
        && !carried.accused
    {
        scopes.push(Scope::new(Status::Denied, &hit.tokens, previous.clone(), "denied.anaphor"));
    }
    scopes.push(Scope::new(Status::Denied, &hit.tokens, covered, "denied.complement"));
}

/// "a truce denied by the LNA", *ce que dément l'armée*: what is denied stands before the verb.
fn is_passive(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let next = sentence.word(hit.tokens.end);
    let before = sentence.word(hit.tokens.start.wrapping_sub(1));
    // "dismissed as untrue reports that": the clause goes on.
    let alone = next != "as" && sentence.clause_end(hit.tokens.end.saturating_sub(1)) <= hit.tokens.end;
    sentence.language != Language::Arabic
        && (alone || matches!(next, "by" | "par") || matches!(before, "que" | "qu") || is_relative(sentence, hit))
}

/// Whether the clause of a verb is relative, its object the clause before: ", which the LNA denies".
fn is_relative(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let start = sentence.clause_start(hit.tokens.start);
    let alone = sentence.clause_end(hit.tokens.end.saturating_sub(1)) <= hit.tokens.end;
    alone && sentence.is(Class::Relative, start)
}

/// A report that is denied is denied; what one side says and the other denies is a dispute, and
/// stays with the main verb.
fn passive(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let before = sentence.word(hit.tokens.start.wrapping_sub(1));
    if matches!(before, "que" | "qu") || is_relative(sentence, hit) {
        return;
    }
    let subject = sentence.subject(hit.tokens.start);
    let pronoun = subject.len() <= 1;
    if !pronoun {
        scopes.push(Scope::new(Status::Denied, &hit.tokens, subject, "denied.passive"));
    }
}

/// `الأنباء عن هدنة في غات عارية عن الصحة`: what stands before the predicate, or what it points to.
fn subject(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, carried: &Carried, scopes: &mut Vec<Scope>) {
    let that = sentence.first(Class::That, hit.tokens.end..hit.tokens.end + 1);
    if that.is_some_and(|that| !that.joined) {
        let covered = hit.tokens.end..reach(sentence, hit.tokens.end);
        scopes.push(Scope::new(Status::Denied, &hit.tokens, covered, "denied.complement"));
        return;
    }
    // "dismissed as baseless a rumour that": what is denied follows.
    if sentence.has(Class::Claim, hit.tokens.end..hit.tokens.end + CLAIM_BEHIND) {
        return;
    }
    let clause = sentence.clause_start(hit.tokens.start)..hit.tokens.start;
    let named = claim_in(sentence, clause).or_else(|| claim_in(sentence, sentence.range.start..hit.tokens.start));
    let Some(claim) = named else {
        if hit.tokens.len() > 1 {
            let before = sentence.subject_start(hit.tokens.start)..hit.tokens.start;
            scopes.push(Scope::new(Status::Denied, &hit.tokens, before, "denied.subject"));
        }
        return;
    };
    let own = claim.tokens.end..hit.tokens.start;
    let speaks = content(sentence, own.clone()) >= OWN_CONTENT;
    if speaks {
        scopes.push(Scope::new(Status::Denied, &hit.tokens, own, "denied.subject"));
    }
    if let Some(previous) = &carried.previous
        && (!speaks || claim.class == Class::Anaphor)
    {
        scopes.push(Scope::new(Status::Denied, &hit.tokens, previous.clone(), "denied.anaphor"));
    }
}

/// The first word for a claim; "it" and "this" only right before the predicate.
fn claim_in<'s>(sentence: &'s Sentence<'_, '_>, tokens: Range<usize>) -> Option<&'s Hit<Class>> {
    let end = tokens.end;
    sentence.within(tokens).find(|hit| match hit.class {
        Class::Claim => true,
        Class::Anaphor => hit.tokens.len() > 1 || end - hit.tokens.end < PRONOUN_NEAR,
        _ => false,
    })
}

/// A denial goes on over `هذه الأنباء` of the next sentence.
fn carry(sentence: &Sentence<'_, '_>, carried: &Carried, scopes: &mut Vec<Scope>) {
    let Some(cue) = &carried.denial else { return };
    let pointing = sentence.of(Class::Anaphor).find(|hit| hit.tokens.len() > 1);
    let Some(pointing) = pointing else { return };
    let covered = pointing.tokens.end..reach(sentence, pointing.tokens.end);
    scopes.push(Scope::new(Status::Denied, cue, covered, "denied.carried"));
}

/// Where a denial ends: at a turn, at the next thing said, or with the sentence.
fn reach(sentence: &Sentence<'_, '_>, from: usize) -> usize {
    let end = sentence.end();
    let turn = sentence.within(from..end).find(|hit| turns(sentence, hit, from));
    let stop = turn.map_or(end, |hit| hit.tokens.start);
    let stop = another_speaker(sentence, from, stop).unwrap_or(stop);
    let comma = (from..stop).find(|at| sentence.word(*at) == ",").filter(|_| sentence.is_headline());
    let stop = comma.unwrap_or(stop);
    sentence.trim_marks(from..stop.max(from))
}

fn turns(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, from: usize) -> bool {
    let at = hit.tokens.start;
    let after_comma = at > from && sentence.word(at - 1) == ",";
    match hit.class {
        // "reports saying that" is part of what is denied.
        Class::Turn => after_comma || hit.joined || !after_claim(sentence, at, from),
        Class::Speech(_) => is_asserting(sentence, hit) && (hit.joined || after_comma),
        // "denied a truce, a day after drones bombed": what follows is told, not denied.
        Class::Fact => after_comma,
        Class::Boundary => after_comma || at > from && is_aside(sentence.word(at)),
        _ => false,
    }
}

/// "denies truce as drones hit column": another clause with a subject of its own.
fn is_aside(word: &str) -> bool {
    matches!(word, "as" | "while" | "whereas" | "alors" | "tandis" | "فيما" | "بينما")
}

fn is_asserting(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    sentence.speech_name(hit).is_some_and(|name| ASSERTING.contains(&name))
}

/// Where another speaker takes over: "…, the GNA declares", "as the GNA declares", `والحكومة تعلن`.
fn another_speaker(sentence: &Sentence<'_, '_>, from: usize, end: usize) -> Option<usize> {
    let opens = |at: usize| match sentence.language {
        Language::Arabic => sentence.word(at).starts_with('و') && sentence.word(at).chars().count() > 3,
        _ => sentence.word(at) == "," || sentence.is(Class::Boundary, at),
    };
    let speech = sentence.within(from + 1..end).find(|hit| {
        let near = hit.tokens.start.saturating_sub(SPEAKER).max(from + 1)..hit.tokens.start;
        is_asserting(sentence, hit) && !hit.joined && near.clone().any(opens) && !after_claim(sentence, near.end, from)
    })?;
    let near = speech.tokens.start.saturating_sub(SPEAKER).max(from + 1)..speech.tokens.start;
    near.rev().find(|at| opens(*at))
}

fn after_claim(sentence: &Sentence<'_, '_>, at: usize, from: usize) -> bool {
    let before = at.saturating_sub(4).max(from)..at;
    sentence.within(before).any(|hit| matches!(hit.class, Class::Claim | Class::Anaphor))
}

/// The rule, where not the event is denied but who did it or how many it hit.
fn other_aspect(sentence: &Sentence<'_, '_>, covered: &Range<usize>) -> Option<&'static str> {
    let near = covered.start..covered.end.min(covered.start + ASPECT_NEAR);
    // `نفى الناطق باسم … المسؤولية`: the subject of an Arabic verb stands between.
    let objects = sentence.within(near.start..covered.end.min(near.end + 12));
    objects.into_iter().find_map(|hit| match hit.class {
        Class::Authorship if !is_reported(sentence, near.start, hit.tokens.start) => Some("denied.authorship"),
        Class::Number if hit.tokens.start < near.end => Some("denied.number"),
        _ => None,
    })
}

/// "denied reports that | its jets bombed the town": the report is denied, not only who did it.
fn is_reported(sentence: &Sentence<'_, '_>, from: usize, at: usize) -> bool {
    is_that(sentence.word(at.saturating_sub(1))) && sentence.has(Class::Claim, from..at)
}

/// How many words of its own a run of tokens has.
fn content(sentence: &Sentence<'_, '_>, tokens: Range<usize>) -> usize {
    let auxiliary = |at: &usize| {
        matches!(sentence.word(*at), "is" | "are" | "was" | "were" | "est" | "sont" | "etait" | "all" | "هي")
    };
    tokens.filter(|at| !sentence.is_mark(*at) && !auxiliary(at)).count()
}
