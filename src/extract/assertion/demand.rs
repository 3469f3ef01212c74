//! Demands and duties.

use super::{Scope, Sentence};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
};

/// The subject and the one asked stand between an Arabic verb and what is asked for.
const COMPLEMENT_NEAR: usize = 18;

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        match hit.class {
            // "the release is demanded by", *leur libération est réclamée*: what is asked for stands before.
            Class::Demand if is_passive(sentence, hit) => {
                Scope::around(sentence, Status::Demanded, &hit.tokens, "demanded.passive", scopes);
            }
            Class::Demand if is_verb(sentence, hit) => {
                let covered = hit.tokens.end..reach(sentence, hit);
                scopes.push(Scope::new(Status::Demanded, &hit.tokens, covered, "demanded.cue"));
            }
            // "must have been": an inference.
            Class::Must if sentence.word(hit.tokens.end) != "have" => {
                let covered = hit.tokens.end..sentence.clause_end(hit.tokens.end);
                scopes.push(Scope::new(Status::Demanded, &hit.tokens, covered, "demanded.must"));
            }
            _ => {}
        }
    }
}

fn is_passive(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    hit.tokens.len() == 2 && matches!(sentence.word(hit.tokens.start), "is" | "are" | "was" | "were" | "est" | "sont")
}

/// A list of demands goes on over commas: "called for a truce, a withdrawal of forces and aid".
fn reach(sentence: &Sentence<'_, '_>, cue: &Hit<Class>) -> usize {
    let from = cue.tokens.end;
    let stop = sentence.within(from..sentence.range.end).find(|hit| match hit.class {
        Class::Turn | Class::Boundary | Class::Fact | Class::Relative | Class::If | Class::OnlyIf => true,
        // `تطالب برحيلهم، ولم يطلق رصاص`: the next thing told.
        Class::Negator => hit.joined && sentence.word(hit.tokens.start.saturating_sub(1)) == ",",
        Class::Speech(_) => hit.joined || sentence.word(hit.tokens.start.saturating_sub(1)) == ",",
        _ => false,
    });
    let end = stop.map_or(sentence.range.end, |hit| hit.tokens.start);
    let mark =
        (from..end).find(|at| matches!(sentence.word(*at), ";" | "." | ":" | "\n") || goes_back(sentence, cue, *at));
    sentence.trim_marks(from..mark.unwrap_or(end).max(from))
}

/// Whether the main clause goes on at a token: "protesters demanding jobs | had closed", "demanded an account, and
/// | it closed", `مطالبين بحله، | وأطلق`.
fn goes_back(sentence: &Sentence<'_, '_>, cue: &Hit<Class>, at: usize) -> bool {
    let word = sentence.word(at);
    let before = sentence.word(at.saturating_sub(1));
    match sentence.language {
        Language::Arabic => {
            let participle =
                ["مطالب", "داعي", "مناشد"].iter().any(|stem| sentence.word(cue.tokens.start).starts_with(stem));
            let more = ["وب", "ول", "وان", "والي", "وال"].iter().any(|start| word.starts_with(start));
            participle && before == "," && word.starts_with('و') && word.chars().count() > 3 && !more
        }
        Language::English => {
            let participle =
                sentence.word(cue.tokens.end - 1).ends_with("ing") || sentence.word(cue.tokens.start).ends_with("ing");
            participle && matches!(word, "had" | "has" | "have" | "was" | "were" | "did" | "will")
                || before == "and" && matches!(word, "it" | "he" | "she" | "they")
        }
        _ => before == "et" && matches!(word, "il" | "elle" | "ils" | "elles"),
    }
}

/// Whether it is a verb with a complement: `طالب` is also a student, *presse* the press.
fn is_verb(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let from = hit.tokens.end;
    let near = from..(from + COMPLEMENT_NEAR).min(sentence.clause_end(from));
    match sentence.language {
        Language::Arabic => {
            let word = sentence.word(hit.tokens.start).trim_start_matches('و');
            let calls = ["دع", "يدع", "تدع", "داع", "ندع"].iter().any(|stem| word.starts_with(stem));
            let asks = ["طالب", "طلب", "يطالب", "تطالب", "مطالب", "نطالب"].iter().any(|stem| word.starts_with(stem));
            match hit.tokens.len() {
                1 if calls => {
                    near.into_iter().any(|at| sentence.word(at) == "الي" || sentence.word(at).starts_with("ل"))
                }
                1 if asks => {
                    let aside = || sentence.past_aside(from).is_some_and(|at| is_asked_for(sentence.word(at)));
                    near.into_iter().any(|at| is_asked_for(sentence.word(at))) || aside()
                }
                _ => true,
            }
        }
        Language::French => {
            let before = hit.tokens.start.checked_sub(1).map_or("", |at| sentence.word(at));
            !(hit.tokens.len() == 1 && matches!(before, "la" | "une" | "sa" | "leur" | "cette" | "de" | "en" | "par"))
        }
        _ => true,
    }
}

/// `بوقف`, `أن يوقفوا`, `من الأطراف`.
fn is_asked_for(word: &str) -> bool {
    matches!(word, "ان" | "بان" | "من") || (word.starts_with('ب') && word.chars().count() > 3)
}
