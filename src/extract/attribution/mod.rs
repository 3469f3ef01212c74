//! Who says so: verbs and phrases of saying with their speakers and what is said.
//!
//! An Arabic verb stands before its speaker (`وقال عضو المجلس رضا عيسى إن`), an English or French
//! one after it, or before it once the words have been quoted. A verb without a speaker of its
//! own (`وأضاف أن`, "he added") goes on with the last one, and `السفير` is the ambassador who was
//! named before.

mod name;
mod speaker;
#[cfg(test)]
mod tests;

use std::ops::Range;

pub use name::{Speaker, identify};

use super::assertion::Sentence;
use crate::{
    lexicon::{
        assertion::{AssertionCues, Class},
        phrase::Hit,
    },
    model::{Language, event::Stance},
    text::Text,
};

/// So many speakers are remembered; an article seldom quotes more at a time.
const REMEMBERED: usize = 8;

/// A speaker before a colon has no more words than this.
const HEADLINE: usize = 7;

/// One act of saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// The tokens of the verb or phrase.
    pub verb: Range<usize>,
    /// Its kind, such as `announce`.
    pub kind: String,
    /// How the speaker stands to it.
    pub stance: Stance,
    /// The tokens of the speaker with titles and name; in an earlier sentence if it is carried.
    pub speaker: Option<Range<usize>>,
    /// Whether the speaker was named before and not here in full.
    pub carried: bool,
    /// The tokens of what is said.
    pub complement: Range<usize>,
}

/// Speakers of the sentences before, the last one last, and what the last sentence accused of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Speakers {
    named: Vec<Range<usize>>,
    accusation: Option<Range<usize>>,
}

/// The acts of saying in a sentence, in order, and the speakers that the next may go on with.
pub fn sayings(
    text: &Text<'_>,
    language: Language,
    sentence: Range<usize>,
    carried: &Speakers,
    cues: &AssertionCues,
) -> (Vec<Saying>, Speakers) {
    said(&Sentence::new(text, language, sentence, cues), carried)
}

/// The same for a sentence whose cues are found.
pub(crate) fn said(sentence: &Sentence<'_, '_>, carried: &Speakers) -> (Vec<Saying>, Speakers) {
    let (text, language, cues) = (sentence.text, sentence.language, sentence.cues);
    let mut speakers = carried.clone();
    let mut sayings: Vec<Saying> = Vec::new();
    for hit in sentence.hits() {
        let Class::Speech(index) = hit.class else { continue };
        let Some(speech) = cues.speech(index) else { continue };
        let said_before = sayings.last().is_some_and(|last| last.verb == hit.tokens);
        if said_before || is_quoted_noun(sentence, hit) {
            continue;
        }
        let found = speaker::of(sentence, hit, speech.preposition);
        let title = |at: usize| cues.names(language).is_some_and(|names| names.holds(text.at(at), Class::Title));
        let (speaker, carried) = speakers.resolve(text, found.clone(), title);
        if let Some(speaker) = &speaker {
            speakers.remember(speaker.clone());
        }
        sayings.push(Saying {
            verb: hit.tokens.clone(),
            kind: speech.name.clone(),
            stance: speech.stance,
            complement: complement(sentence, hit, found.as_ref(), speech.preposition),
            speaker,
            carried,
        });
    }
    if let Some(headline) = headline(sentence).filter(|_| sayings.is_empty()) {
        sayings.push(headline);
    }
    end_with_the_next(sentence, &mut sayings);
    dispute(&mut sayings, &mut speakers);
    (sayings, speakers)
}

/// `المسماري: المعركة متواصلة`: a speaker before a colon. What stands there may be a place or a
/// topic too, so whoever reads it must know the speaker.
fn headline(sentence: &Sentence<'_, '_>) -> Option<Saying> {
    let start = sentence.range.start;
    let colon = (start..sentence.range.end.min(start + HEADLINE)).find(|at| sentence.is_mark(*at))?;
    let complement = colon + 1..sentence.end();
    (sentence.word(colon) == ":" && colon > start && !complement.is_empty()).then(|| Saying {
        verb: colon..colon + 1,
        kind: "say".to_owned(),
        stance: Stance::Assert,
        speaker: Some(start..colon),
        carried: false,
        complement,
    })
}

/// What one says ends where another begins to speak in a clause of his own: "A denies …, B says";
/// not where B is quoted by A: "A says that B has declared".
fn end_with_the_next(sentence: &Sentence<'_, '_>, sayings: &mut [Saying]) {
    let begins: Vec<usize> = sayings
        .iter()
        .filter_map(|saying| {
            if saying.complement.end <= saying.verb.start {
                return Some(sentence.clause_start(saying.verb.start));
            }
            let speaker = saying.speaker.as_ref().filter(|_| !saying.carried)?;
            let from = speaker.start.min(saying.verb.start);
            let start = sentence.clause_start(from);
            let opener = sentence.first(Class::Boundary, start..start + 1).map_or(start, |hit| hit.tokens.end);
            let before = start.saturating_sub(1)..from;
            let quoted = sentence.within(before).any(|hit| hit.class == Class::That);
            (!quoted && (from == start || from == opener)).then_some(start)
        })
        .collect();
    for saying in sayings {
        let next = begins.iter().find(|begin| **begin > saying.verb.end && saying.complement.contains(*begin));
        if let Some(next) =
            next.filter(|next| saying.complement.start >= saying.verb.end && **next > saying.complement.start)
        {
            saying.complement.end = sentence.trim_marks(saying.complement.start..*next);
        }
    }
}

/// Who denies what he was accused of speaks of the accusation: both sides have their say on it.
fn dispute(sayings: &mut [Saying], speakers: &mut Speakers) {
    let mut accusation = speakers.accusation.take();
    for saying in sayings.iter_mut() {
        if saying.stance == Stance::Deny {
            if let Some(accused_of) = &accusation {
                saying.complement.start = saying.complement.start.min(accused_of.start);
            }
        } else if saying.kind == "accuse" {
            accusation = Some(saying.complement.clone());
            speakers.accusation = Some(saying.complement.clone());
        }
    }
}

impl Speakers {
    /// The fuller name given before for a speaker, or the last one for none.
    fn resolve(
        &self,
        text: &Text<'_>,
        found: Option<Range<usize>>,
        title: impl Fn(usize) -> bool,
    ) -> (Option<Range<usize>>, bool) {
        match found {
            None => (self.named.last().cloned(), true),
            Some(found) => match self.named.iter().rev().find(|known| is_short_for(text, &found, known, &title)) {
                Some(known) => (Some(known.clone()), true),
                None => (Some(found), false),
            },
        }
    }

    fn remember(&mut self, speaker: Range<usize>) {
        self.named.retain(|known| *known != speaker);
        self.named.push(speaker);
        if self.named.len() > REMEMBERED {
            self.named.remove(0);
        }
    }
}

/// Whether `short` names the longer `full` again: each word occurs in it, the article apart, and
/// the first is its head, its name or a title: `المصدر` for `مصدر عسكري`, "Mismari" for "Ahmed
/// al-Mismari", but not `الجيش` for `قائد الجيش سالم`.
fn is_short_for(text: &Text<'_>, short: &Range<usize>, full: &Range<usize>, title: impl Fn(usize) -> bool) -> bool {
    let bare = |at: usize| without_article(text.at(at));
    let telling = |at: &usize| !matches!(text.at(*at), "the" | "le" | "la" | "l" | "al" | "el" | "mr" | "mrs" | "m");
    let stands_for = |at: &usize| {
        let ends = *at + 1 == full.end || text.at(at + 1) == ",";
        full.clone().find(telling) == Some(*at) || ends || title(*at)
    };
    let mut words = short.clone().filter(telling);
    let Some(first) = words.next() else { return false };
    short.len() < full.len()
        && full.clone().any(|at| bare(at) == bare(first) && stands_for(&at))
        && words.all(|at| full.clone().any(|known| bare(known) == bare(at)))
}

/// A folded word without `ال`.
fn without_article(word: &str) -> &str {
    let mut bare = word;
    while let Some(rest) = bare.strip_prefix("ال") {
        bare = rest;
    }
    bare
}

/// "the said agreement", `عدم كشف هويته`.
fn is_quoted_noun(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let before = hit.tokens.start.saturating_sub(1)..hit.tokens.start;
    let nothing = sentence.language == Language::Arabic && sentence.word(before.start).ends_with("عدم");
    nothing
        || sentence.language == Language::English
            && hit
                .tokens
                .start
                .checked_sub(1)
                .is_some_and(|before| matches!(sentence.word(before), "the" | "a" | "their"))
}

/// What is said: after the verb, or the whole sentence where it is set before the verb.
fn complement(
    sentence: &Sentence<'_, '_>,
    hit: &Hit<Class>,
    speaker: Option<&Range<usize>>,
    preposition: bool,
) -> Range<usize> {
    let end = sentence.end();
    if points_back(sentence, hit) {
        let clause = sentence.clause_start(hit.tokens.start);
        return sentence.range.start..sentence.trim_marks(sentence.range.start..clause);
    }
    let from = speaker.map_or(hit.tokens.end, |speaker| speaker.end.max(hit.tokens.end));
    let next = sentence.within(from..end).find(|next| {
        matches!(next.class, Class::Speech(_)) && (next.joined || sentence.is(Class::Turn, next.tokens.start))
    });
    let until = sentence.trim_marks(from..next.map_or(end, |next| next.tokens.start).max(from));
    let after = sentence
        .within(from..until)
        .find(|hit| matches!(hit.class, Class::That | Class::Boundary | Class::Turn | Class::Speech(_)))
        .filter(|hit| hit.class == Class::That);
    if preposition || (after.is_none() && follows_quotation(sentence, hit, speaker)) {
        return sentence.range.start..end;
    }
    let start = after.map_or(from, |that| that.tokens.end);
    (start..until).find(|at| !sentence.is_mark(*at)).unwrap_or(start)..until
}

/// Whether a denial is of the clause before: `وهو ما نفاه المجلس`, *ce que dément l'armée*, ", which
/// the army denies".
fn points_back(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> bool {
    let last = sentence.word(hit.tokens.end - 1);
    let pronoun = matches!(last, "نفاه" | "نفته" | "ينفيه" | "تنفيه" | "نفاها" | "نفتها");
    let start = sentence.clause_start(hit.tokens.start);
    let alone = sentence.clause_end(hit.tokens.end - 1) <= hit.tokens.end;
    let relative = sentence.is(Class::Relative, start) && alone;
    let que = matches!(sentence.word(hit.tokens.start.wrapping_sub(1)), "que" | "qu");
    sentence.speech_name(hit) == Some("deny") && start > sentence.range.start && (pronoun || relative || que)
}

/// Whether what is said stands before the verb: `"…", said Ali`, "…, Ali said on Monday".
fn follows_quotation(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, speaker: Option<&Range<usize>>) -> bool {
    let opens = sentence.clause_start(hit.tokens.start) == sentence.range.start;
    if sentence.language == Language::Arabic || opens {
        return false;
    }
    let inverted = speaker.is_some_and(|speaker| speaker.start >= hit.tokens.end);
    let end = sentence.clause_end(hit.tokens.end.saturating_sub(1));
    let aside = |at: &usize| {
        let covers = |hit: &Hit<Class>| matches!(hit.class, Class::Day | Class::Occasion) && hit.tokens.contains(at);
        sentence.within(hit.tokens.end..end).any(covers)
    };
    // "…, Ali said in a statement on Sunday."
    inverted || (hit.tokens.end..end).filter(|at| !aside(at)).count() <= 1
}
