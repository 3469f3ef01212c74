//! Negations of a verb, a noun or a subject.

use std::ops::Range;

use super::{Scope, Sentence};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
};

/// The verb that is negated stands so near to its negator: "did not, he said, stop".
const VERB_NEAR: usize = 4;
/// What a noun without leaves standing is named so near: *aucun groupe n'a revendiqué*.
const NOUN_NEAR: usize = 4;
/// The second half of a French negation stands so near to the first.
const NE_PAS: usize = 8;

/// Saying that leaves standing what is not said: "did not say who shelled the port".
const SAYING: [&str; 6] = ["say", "confirm", "explain", "reveal", "accuse", "condemn"];

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            Class::Negator if sentence.language == Language::French => french(sentence, hit, scopes),
            Class::Negator => verb(sentence, &hit.tokens, scopes),
            Class::NegatorNoun => noun(sentence, hit, scopes),
            Class::Absence => absence(sentence, hit, scopes),
            _ => {}
        }
    }
    if sentence.language == Language::Arabic {
        ma(sentence, scopes);
    }
}

/// `لم تشهد المدينة اشتباكات`: from the negator to the end of the clause, and the subject before a
/// verb that says that it takes place.
fn verb(sentence: &Sentence<'_, '_>, cue: &Range<usize>, scopes: &mut Vec<Scope>) {
    // In French the verb stands between the halves of the cue or behind them.
    let first = if sentence.language == Language::French { cue.start + 1 } else { cue.end };
    let near = first..cue.end + VERB_NEAR;
    if let Some(standing) = leaves_standing(sentence, near.clone()) {
        return only_verb(cue, standing, scopes);
    }
    // `لا اشتباكات ولا قصف`: the second goes on with the first.
    let goes_on = matches!(sentence.word(cue.start), "nor" | "ولا");
    let negated = |scope: &Scope| scope.status == Status::Negated && scope.covered.contains(&cue.start);
    if goes_on && scopes.iter().any(negated) {
        return;
    }
    if sentence.has(Class::Occur, near) {
        around(sentence, cue, "negated.verb", scopes);
    } else {
        push(sentence, cue, first..sentence.clause_end(cue.end), "negated.verb", scopes);
    }
}

/// `دون اشتباكات`, "no clashes": the noun and what belongs to it.
fn noun(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let from = hit.tokens.end;
    if is_second_half(sentence, hit) {
        return;
    }
    if let Some(standing) = sentence.first(Class::Transparent, from..from + NOUN_NEAR) {
        return only_verb(&hit.tokens, standing, scopes);
    }
    let mut end = sentence.clause_end(from);
    if matches!(sentence.word(hit.tokens.start), "دون" | "من" | "بدون" | "بلا" | "without" | "sans") {
        end = (from..end).find(|at| joins(sentence, *at)).unwrap_or(end);
    }
    push(sentence, &hit.tokens, object_of(sentence, hit)..end, "negated.noun", scopes);
}

/// Where a negation of the object begins: at the verb right before it, "delivered no arms".
///
/// "killed no one" stays with the noun: the blast that killed nobody went off.
fn object_of(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> usize {
    let before = hit.tokens.start.saturating_sub(1);
    let verb = sentence.word(before);
    let spares = verb.starts_with("kill") || verb.starts_with("caus") || verb.starts_with("left");
    let negates = sentence.word(hit.tokens.start) == "no" && hit.tokens.len() == 1;
    let inside = before > sentence.clause_start(hit.tokens.start) && verb.ends_with("ed");
    if negates && inside && !spares { before } else { hit.tokens.end }
}

/// *N'a signé aucun accord*, *ne signera pas d'accord*: one negation in two words.
fn is_second_half(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let at = hit.tokens.start;
    let before = at.saturating_sub(NE_PAS).max(sentence.clause_start(at))..at;
    sentence.language == Language::French && is_second(sentence.word(at)) && sentence.has(Class::Negator, before)
}

/// Whether a word joins a new verb to a phrase without: "without a fight and seized".
fn joins(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    match sentence.language {
        Language::Arabic => sentence.word(at).starts_with('و') && sentence.word(at).chars().count() > 3,
        _ => matches!(sentence.word(at), "and" | "et"),
    }
}

/// `أن الاجتماع لم يعقد`: the subject and the rest of the clause.
fn absence(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    if let Some(standing) = sentence.first(Class::Transparent, hit.tokens.end..hit.tokens.end + 2) {
        return only_verb(&hit.tokens, standing, scopes);
    }
    around(sentence, &hit.tokens, "negated.absence", scopes);
}

/// The subject and the rest of the clause.
fn around(sentence: &Sentence<'_, '_>, cue: &Range<usize>, rule: &'static str, scopes: &mut Vec<Scope>) {
    let from = scopes.len();
    Scope::around(sentence, Status::Negated, cue, rule, scopes);
    for scope in scopes.split_off(from) {
        push(sentence, cue, scope.covered, rule, scopes);
    }
}

/// *Ne … pas* negates, *ne … que* affirms, *ne … que si* sets a condition, *ne* alone does nothing.
fn french(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let from = hit.tokens.end;
    let until = (from + NE_PAS).min(sentence.range.end);
    let second = (from..until).find(|at| is_second(sentence.word(*at)));
    let only = sentence.first(Class::OnlyIf, from..until);
    let que = (from..until).find(|at| matches!(sentence.word(*at), "que" | "qu"));
    match (second, que) {
        (None, _) | (Some(_), Some(_)) if only.is_some_and(|only| second.is_none_or(|s| only.tokens.start < s)) => {
            let end = only.map_or(until, |only| only.tokens.start);
            scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, from..end, "hypothetical.only-if"));
        }
        (Some(second), Some(que)) if que < second => {}
        (Some(second), _) => verb(sentence, &(hit.tokens.start..second + 1), scopes),
        // *Ni l'armée ni la milice n'ont signé*
        (None, _)
            if (sentence.clause_start(hit.tokens.start)..hit.tokens.start).any(|at| sentence.word(at) == "ni") =>
        {
            verb(sentence, &hit.tokens, scopes);
        }
        (None, _) => {}
    }
}

fn is_second(word: &str) -> bool {
    matches!(
        word,
        "pas" | "plus" | "jamais" | "aucun" | "aucune" | "rien" | "personne" | "ni" | "point" | "guere" | "nullement"
    )
}

/// `ما وقعنا أي اتفاق`: `ما` before a past verb and `أي`; else it is "what".
fn ma(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for at in sentence.range.clone().filter(|at| matches!(sentence.word(*at), "ما" | "وما")) {
        let end = sentence.clause_end(at);
        if (at + 2..end.min(at + 6)).any(|near| matches!(sentence.word(near), "اي" | "ايه" | "باي" | "لاي"))
        {
            push(sentence, &(at..at + 1), at + 1..end, "negated.verb", scopes);
        }
    }
}

/// What under the negator leaves its object standing ("did not comment on the strike"), or affirms
/// with it ("did not stop").
fn leaves_standing<'s>(sentence: &'s Sentence<'_, '_>, near: Range<usize>) -> Option<&'s Hit<Class>> {
    let near = near.start..near.end.min(sentence.range.end);
    sentence.within(near).find(|hit| match hit.class {
        Class::Transparent | Class::Cease | Class::Deny => true,
        _ => sentence.speech_name(hit).is_some_and(|name| SAYING.contains(&name)),
    })
}

/// "No group has claimed responsibility | for the attack": only the claim is negated; "pumping never
/// stopped": there was no halt.
fn only_verb(cue: &Range<usize>, verb: &Hit<Class>, scopes: &mut Vec<Scope>) {
    if verb.class != Class::Deny {
        scopes.push(Scope::new(Status::Negated, cue, cue.end..verb.tokens.end, "negated.verb"));
    }
}

fn push(
    sentence: &Sentence<'_, '_>,
    cue: &Range<usize>,
    covered: Range<usize>,
    rule: &'static str,
    scopes: &mut Vec<Scope>,
) {
    // `نفى أنهم لم يوقعوا`: two make an affirmation.
    let denied = scopes.iter().any(|scope| scope.status == Status::Denied && scope.covered.contains(&cue.start));
    let nominal = rule == "negated.noun" && !sentence.word(cue.start).ends_with("عدم");
    if denied && !nominal {
        scopes.push(Scope::new(Status::Reported, cue, covered, "affirmed.two-negations"));
    } else {
        scopes.push(Scope::new(Status::Negated, cue, covered, rule));
    }
}
