//! Background: what the article recalls.

use super::{Scope, Sentence};
use crate::{
    lexicon::{assertion::Class, phrase::Hit},
    model::{Language, event::Status},
    text::Kind,
};

/// An opener stands so near to the start: "It will be recalled that", `ويذكر أن`.
const OPENING: usize = 4;
/// The verb of a pluperfect stands so near to its auxiliary: `وكانت القوات الخاصة قد`.
const VERB_NEAR: usize = 9;

pub(super) fn find(sentence: &Sentence<'_, '_>, scopes: &mut Vec<Scope>) {
    for hit in sentence.hits() {
        let rule = match hit.class {
            Class::Background => "historical.cue",
            Class::Pluperfect if is_pluperfect(sentence, hit) => "historical.pluperfect",
            Class::Anniversary => "historical.anniversary",
            Class::Since if is_year(sentence, hit.tokens.end) => "historical.since",
            _ => continue,
        };
        let opens = hit.tokens.start < sentence.range.start + OPENING;
        // "have fought | since 2012": what stands before "since" is what it dates.
        let back = hit.tokens.start.saturating_sub(usize::from(hit.class == Class::Since));
        let start = if opens { sentence.range.start } else { sentence.clause_start(back) };
        let end = if opens { sentence.end() } else { sentence.clause_end(hit.tokens.end) };
        // What goes on is of now, and so is what has a day of this week.
        let current = sentence.has(Class::Still, start..end) || sentence.has(Class::Now, start..end);
        if !current {
            scopes.push(Scope::new(Status::Historical, &hit.tokens, start..end, rule));
        }
    }
}

/// Whether an auxiliary tells of what was before, not of the past of what is said: "said that
/// clashes had erupted" is a report.
fn is_pluperfect(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let (at, end) = (hit.tokens.start, hit.tokens.end);
    let said = sentence.within(sentence.range.start..at).any(|hit| matches!(hit.class, Class::Speech(_) | Class::That));
    if said {
        return false;
    }
    let near = end..(end + VERB_NEAR).min(sentence.clause_end(end));
    match sentence.language {
        Language::Arabic => {
            let verb = |at| sentence.word(at) == "قد" || is_feminine_past(sentence.word(at));
            let said = |hit: &Hit<Class>| matches!(hit.class, Class::Speech(_)) && !hit.joined;
            at == sentence.range.start && (near.clone().any(verb) || sentence.within(near).any(said))
        }
        Language::English => is_participle(sentence.word(end)) || sentence.word(end) == "been",
        _ => ends_as_participle(sentence.word(end)),
    }
}

/// `سيطرت`, `استمرت`; not the plural `قوات`.
fn is_feminine_past(word: &str) -> bool {
    word.ends_with('ت') && !word.ends_with("ات") && !word.starts_with("ال") && word.chars().count() >= 4
}

fn is_participle(word: &str) -> bool {
    word.ends_with("ed")
        || word.ends_with("en")
        || matches!(word, "fought" | "held" | "met" | "left" | "begun" | "won" | "lost")
}

fn ends_as_participle(word: &str) -> bool {
    word.len() > 3 && word.ends_with(['e', 'i', 'u', 's', 't'])
}

fn is_year(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let year = sentence.kind(at) == Some(Kind::Number);
    year && sentence.word(at).parse().is_ok_and(|year: u32| (1900..2100).contains(&year))
}
