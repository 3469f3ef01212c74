//! Plans, prospects and threats.

use super::{Scope, Sentence, tense};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
    text::Kind,
};

/// The verb that says that its subject takes place stands so near: "will, in June, be held".
const OCCUR_NEAR: usize = 4;

/// Who warns stands between the verb and `من` with no more words than this.
const WARNER: usize = 10;

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            Class::Plan => planned(sentence, hit, scopes),
            // `جلساته المقررة`: only the noun before the adjective is planned.
            Class::PlanPredicate if sentence.word(hit.tokens.start).starts_with("ال") => {
                let noun = hit.tokens.start.saturating_sub(2).max(sentence.clause_start(hit.tokens.start));
                scopes.push(Scope::new(Status::Planned, &hit.tokens, noun..hit.tokens.start, "planned.predicate"));
            }
            Class::PlanPredicate => {
                Scope::around(sentence, Status::Planned, &hit.tokens, "planned.predicate", scopes);
            }
            Class::Prospect if is_prospect(sentence, hit) => {
                if sentence.has(Class::Occur, hit.tokens.end..hit.tokens.end + OCCUR_NEAR) || is_passive(sentence, hit)
                {
                    Scope::around(sentence, Status::Hypothetical, &hit.tokens, "hypothetical.prospect", scopes);
                } else {
                    let covered = hit.tokens.end..sentence.clause_end(hit.tokens.end);
                    scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.prospect"));
                }
            }
            Class::Warn => {
                if let Some(of) = warned_of(sentence, hit) {
                    let covered = of + 1..sentence.clause_end(of + 1);
                    scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.threat"));
                }
            }
            Class::Threat => {
                // `هدد المتحدث، فلان، بإغلاق الحقل`.
                let taken_up =
                    |at: &usize| sentence.language == Language::Arabic && sentence.word(*at).starts_with('ب');
                let from = sentence.past_aside(hit.tokens.end).filter(taken_up).unwrap_or(hit.tokens.end);
                let covered = hit.tokens.end..sentence.clause_end(from);
                scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.threat"));
            }
            _ => {}
        }
    }
    // English has its futures among the cues.
    let inflects = matches!(sentence.language, Language::Arabic | Language::French);
    for at in sentence.range.clone().filter(|_| inflects) {
        if is_future(sentence, at) && !performs(sentence, at) {
            if occurs(sentence, at) {
                Scope::around(sentence, Status::Planned, &(at..at + 1), "planned.tense", scopes);
            } else {
                let covered = at..sentence.clause_end(at);
                scopes.push(Scope::new(Status::Planned, &(at..at + 1), covered, "planned.tense"));
            }
        } else if is_going_to(sentence, at) {
            let covered = at + 1..sentence.clause_end(at);
            scopes.push(Scope::new(Status::Planned, &(at..at + 1), covered, "planned.cue"));
        }
    }
    tried(sentence, scopes);
    warned(sentence, scopes);
}

/// `سيتوجه لمحاولة انتزاع هدنة`: what is planned to be tried is only hoped for.
fn tried(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    let planned = |at: usize| scopes.iter().any(|scope| scope.status == Status::Planned && scope.covered.contains(&at));
    let aims: Vec<Scope> = sentence
        .of(Class::Attempt)
        .filter(|attempt| planned(attempt.tokens.start))
        .map(|attempt| {
            let covered = attempt.tokens.end..sentence.clause_end(attempt.tokens.end);
            Scope::new(Status::Hypothetical, &attempt.tokens, covered, "hypothetical.attempt")
        })
        .collect();
    scopes.extend(aims);
}

/// `هدنة قد تعلن في سرت`: a preposition right behind the verb, so the subject stands before it.
fn is_passive(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let verb = sentence.word(hit.tokens.start).trim_start_matches(['و', 'ف']) == "قد";
    verb && (sentence.is(Class::Preposition, hit.tokens.end + 1) || sentence.is(Class::Day, hit.tokens.end + 1))
}

/// The `من` of `حذر المبعوث الأممي من هجوم`, past the subject.
fn warned_of(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> Option<usize> {
    let near = hit.tokens.end..(hit.tokens.end + WARNER).min(sentence.clause_end(hit.tokens.end));
    let of = near.into_iter().find(|at| sentence.word(*at) == "من")?;
    // `حذر من أن` speaks of the future in its own tense.
    (!sentence.is(Class::That, of + 1)).then_some(of)
}

fn planned(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, scopes: &mut Vec<Scope>) {
    let end = hit.tokens.end;
    if is_noun_will(sentence, hit.tokens.start) || performs(sentence, hit.tokens.start) {
        return;
    }
    let covered = end..sentence.clause_end(end);
    if sentence.word(hit.tokens.start) == "would" && !is_reported(sentence, hit.tokens.start) {
        if !sentence.is(Class::Negator, end) {
            scopes.push(Scope::new(Status::Hypothetical, &hit.tokens, covered, "hypothetical.would"));
        }
    } else if sentence.has(Class::Occur, end..end + OCCUR_NEAR) {
        Scope::around(sentence, Status::Planned, &hit.tokens, "planned.cue", scopes);
    } else {
        scopes.push(Scope::new(Status::Planned, &hit.tokens, covered, "planned.cue"));
    }
}

/// "said it would": the future of what was said.
fn is_reported(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.hits().iter().any(|hit| matches!(hit.class, Class::Speech(_))) && sentence.word(at + 1) != "have"
}

/// "said it would hold its fire" is the truce itself.
fn performs(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.has(Class::Performed, at..at + OCCUR_NEAR)
}

/// "the will", "against their will".
fn is_noun_will(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.word(at) == "will"
        && at.checked_sub(1).is_some_and(|before| {
            matches!(
                sentence.word(before),
                "the" | "their" | "his" | "its" | "free" | "political" | "good" | "of" | "a"
            )
        })
}

/// Whether the token is a future by its form.
fn is_future(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let word = sentence.word(at);
    match sentence.language {
        Language::Arabic => {
            let bare = if tense::arabic_future(word) { word } else { word.strip_prefix(['و', 'ف']).unwrap_or(word) };
            tense::arabic_future(bare) && !sentence.cues.not_future(bare)
        }
        Language::French => {
            let lower = !sentence.capital(at) && sentence.kind(at) == Some(Kind::Word);
            lower && tense::french_future(word) && !sentence.cues.not_future(word)
        }
        _ => false,
    }
}

/// Whether a future says that its subject takes place: `سيعقد`, *aura lieu*, *se tiendra*.
fn occurs(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    match sentence.language {
        Language::Arabic => {
            let word = sentence.word(at).trim_start_matches(['و', 'ف']);
            let verb = word.strip_prefix('س').unwrap_or(word);
            sentence.cues.cues(Language::Arabic).is_some_and(|phrases| phrases.holds(verb, Class::Occur))
        }
        _ => sentence.is(Class::Occur, at) || sentence.has(Class::Occur, at + 1..at + 3),
    }
}

/// *va* and *vont* before an infinitive.
fn is_going_to(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    sentence.language == Language::French
        && matches!(sentence.word(at), "va" | "vont" | "allait" | "allaient")
        && (at + 1..at + 3).any(|next| tense::french_infinitive(sentence.word(next)))
}

fn is_prospect(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let (at, next) = (hit.tokens.start, sentence.word(hit.tokens.end));
    match sentence.word(at).trim_start_matches(['و', 'ف']) {
        // `قد` before a past is "indeed"; so it is after `كان`, and `وقد` before `تعرض`.
        "قد" if hit.tokens.len() == 1 => {
            let before = sentence.clause_start(at)..at;
            let perfect = next.ends_with('ت') || next.ends_with("وا") || (hit.joined && next.starts_with('ت'));
            let pluperfect = sentence.has(Class::Pluperfect, before);
            (tense::arabic_present(next) && !perfect && !pluperfect) || next == "لا"
        }
        // The month.
        "may" => {
            let number = sentence.kind(hit.tokens.end) == Some(Kind::Number);
            (!sentence.capital(at) || at == sentence.range.start) && !number
        }
        // "could hear" is past, "could not" a negation.
        "could" => {
            let heard = matches!(sentence.word(hit.tokens.end + 1), "heard" | "seen");
            !(matches!(next, "hear" | "see" | "not") || next == "be" && heard)
        }
        _ => true,
    }
}

/// "warned that it would": what is threatened is supposed, not planned.
fn warned(sentence: &Sentence<'_, '_>, scopes: &mut [Scope]) {
    let Some(warning) = sentence.says(&["warn"], sentence.range.clone()) else { return };
    for scope in scopes.iter_mut() {
        if scope.status == Status::Planned && scope.cue.start > warning.tokens.start {
            scope.status = Status::Hypothetical;
            scope.rule = "hypothetical.threat";
        }
    }
}
