//! Where the speaker of a verb of saying begins and ends.

use std::ops::Range;

use crate::{
    extract::assertion::Sentence,
    lexicon::{assertion::Class, phrase::Hit},
    model::Language,
};

/// A speaker with office, body and name has no more words than this.
const LONGEST: usize = 22;
/// The noun before "who" has no more words than this.
const ANTECEDENT: usize = 8;
/// A name in quotation marks inside a speaker: `لعملية «البنيان المرصوص» رضا عيسى`.
const QUOTED: usize = 6;

/// The speaker of a verb or phrase of saying, if it stands in the sentence.
pub(super) fn of(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, preposition: bool) -> Option<Range<usize>> {
    let found = if preposition {
        after_preposition(sentence, hit)
    } else if sentence.language == Language::Arabic {
        arabic(sentence, hit)
    } else if sentence.is(Class::Turn, hit.tokens.start) {
        // "…, saying that": the subject is that of the verb before.
        None
    } else {
        before(sentence, hit).or_else(|| inverted(sentence, hit))
    };
    found.map(|found| trim(sentence, found)).filter(|found| !found.is_empty() && !is_pronoun(sentence, found))
}

/// "according to X", `بحسب مصدر`, *de source médicale*.
fn after_preposition(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> Option<Range<usize>> {
    let last = hit.tokens.end - 1;
    let start = if matches!(sentence.word(last), "source" | "sources") { last } else { hit.tokens.end };
    let end = noun_phrase_end(sentence, start, false);
    (start < end).then_some(start..end)
}

/// Verb, speaker, what is said; in headlines the speaker may lead: `المسماري ينفي`.
fn arabic(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> Option<Range<usize>> {
    // `مؤكداً أن`: the participle has the subject of the verb before.
    if sentence.is(Class::Turn, hit.tokens.start) {
        return None;
    }
    if let Some(quoted) = quoted_from(sentence, hit) {
        return Some(quoted);
    }
    // `وأعلن أمس رئيس الأركان`
    let day = sentence.first(Class::Day, hit.tokens.end..hit.tokens.end + 1);
    let start = day.map_or(hit.tokens.end, |day| day.tokens.end);
    let that = that_follows(sentence, start);
    let mut end = noun_phrase_end(sentence, start, that);
    if !that && matches!(sentence.speech_name(hit), Some("accuse" | "demand")) {
        end = (start + 1..end).find(|at| is_addressed(sentence, *at)).unwrap_or(end);
    }
    if !that && sentence.speech_name(hit) == Some("warn") {
        // `حذر المبعوث من هجوم`
        end = (start..end).find(|at| sentence.word(*at) == "من").unwrap_or(end);
    }
    if start < end {
        return Some(start..end);
    }
    if let Some(auxiliary) = sentence.first(Class::Pluperfect, first_word(sentence)..first_word(sentence) + 1) {
        // `وكان مصدر بالمطار قد أفاد بأن`
        let from = auxiliary.tokens.end;
        let until = (from..hit.tokens.start).find(|at| sentence.word(*at) == "قد").unwrap_or(hit.tokens.start);
        return (from < until && until - from <= LONGEST).then_some(from..until);
    }
    let lead = sentence.clause_start(hit.tokens.start);
    let leads = lead < hit.tokens.start && lead == first_word(sentence) && !hit.joined;
    // `ولم يعلن`: words of the grammar are no speaker.
    let bare = sentence.within(lead..hit.tokens.start).next().is_none();
    (leads && bare).then_some(lead..hit.tokens.start)
}

/// `نقلت الوكالة عن مسؤول محلي قوله إن`: the speaker stands between `عن` and `قوله`.
fn quoted_from(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> Option<Range<usize>> {
    if !matches!(sentence.word(hit.tokens.start), "قوله" | "قولها" | "قولهم" | "قولهما" | "تاكيده" | "تاكيدها")
    {
        return None;
    }
    let near = hit.tokens.start.saturating_sub(LONGEST).max(sentence.range.start)..hit.tokens.start;
    let from = near.rev().find(|at| sentence.word(*at) == "عن")?;
    Some(from + 1..hit.tokens.start)
}

/// Whether `أن` comes before anything else that could follow the speaker.
fn that_follows(sentence: &Sentence<'_, '_>, start: usize) -> bool {
    let next = sentence.within(start..start + LONGEST).find(|hit| {
        matches!(hit.class, Class::That | Class::Boundary | Class::Turn | Class::Relative | Class::Speech(_))
    });
    next.is_some_and(|hit| hit.class == Class::That)
}

fn first_word(sentence: &Sentence<'_, '_>) -> usize {
    sentence.range.clone().find(|at| !sentence.is_mark(*at)).unwrap_or(sentence.range.start)
}

/// The subject before an English or French verb, with its apposition: "Saleh, the speaker, said".
fn before(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> Option<Range<usize>> {
    let verb = hit.tokens.start;
    let mut end = verb;
    let mut start = sentence.subject_start(verb);
    if verb > sentence.range.start && sentence.word(verb - 1) == "," {
        end = verb - 1;
        let apposition = sentence.subject_start(end.saturating_sub(1));
        let comma = apposition.checked_sub(1).filter(|at| sentence.word(*at) == ",")?;
        start = sentence.subject_start(comma.saturating_sub(1));
        if start == comma {
            start = apposition;
        }
    }
    if let Some(relative) = sentence.first(Class::Relative, start..start + 1) {
        // ", which the LNA denies"; in "who denied" the subject is the relative itself.
        start = relative.tokens.end;
        if start >= end && sentence.word(relative.tokens.start) != "ce" {
            return antecedent(sentence, relative.tokens.start);
        }
    }
    if end - start.min(end) > LONGEST {
        return None;
    }
    (start < end).then_some(start..end)
}

/// The noun phrase that a relative clause belongs to: "met | a guard commander | who denied".
fn antecedent(sentence: &Sentence<'_, '_>, relative: usize) -> Option<Range<usize>> {
    let near = relative.saturating_sub(ANTECEDENT).max(sentence.range.start)..relative;
    let article =
        |at: &usize| matches!(sentence.word(*at), "a" | "an" | "the" | "un" | "une" | "le" | "la" | "les" | "l");
    let start = near.clone().rev().find(article)?;
    Some(start..sentence.trim_marks(start..relative))
}

/// `"…", said Ali Zeidan, the premier`.
fn inverted(sentence: &Sentence<'_, '_>, hit: &Hit<Class>) -> Option<Range<usize>> {
    let start = hit.tokens.end;
    // *« … », a déclaré X*; *ce que dément X*.
    let quoted = hit
        .tokens
        .start
        .checked_sub(1)
        .is_some_and(|before| sentence.is_mark(before) || matches!(sentence.word(before), "que" | "qu"));
    if !quoted || sentence.is(Class::That, start) {
        return None;
    }
    let end = noun_phrase_end(sentence, start, false);
    (start < end).then_some(start..end)
}

/// The end of the noun phrase that begins at a token.
///
/// With `that` to come what is said does not begin with a noun, so nouns of what is announced
/// belong to the speaker: `رئيس لجنة إعادة الإعمار أن`.
fn noun_phrase_end(sentence: &Sentence<'_, '_>, start: usize, that: bool) -> usize {
    let limit = (start + LONGEST).min(sentence.range.end);
    let mut at = start;
    while at < limit {
        if sentence.is_mark(at) {
            match closed_quotation(sentence, at, limit) {
                Some(past) if !sentence.is_mark(past) || at == start => at = past,
                Some(past) => return past,
                None => break,
            }
            continue;
        }
        if sentence.within(at..at + 1).any(|hit| ends_speaker(sentence, hit, start, that)) || is_said_of(sentence, at) {
            break;
        }
        at += 1;
    }
    sentence.trim_marks(start..at)
}

/// Whether the one who is accused or asked, or what of, begins at a token: `اتهم المجلس | قوات الشرق | بخرق`.
fn is_addressed(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let word = sentence.word(at);
    let names = sentence.cues.names(Language::Arabic);
    let body = names.is_some_and(|names| names.holds(word, Class::Body) || names.holds(word, Class::Source));
    let of = word.starts_with('ب') && word.chars().count() >= 4 && word != "باسم";
    of || (body && sentence.word(at - 1).starts_with("ال"))
}

/// Whether a word is what is said, with `ب` before it: `أفاد بتوقف الرحلات`.
fn is_said_of(sentence: &Sentence<'_, '_>, at: usize) -> bool {
    let noun = sentence.word(at).strip_prefix('ب');
    let cues = sentence.cues.cues(Language::Arabic).filter(|_| sentence.language == Language::Arabic);
    cues.is_some_and(|cues| noun.is_some_and(|noun| cues.holds(noun, Class::Object)))
}

/// Past a short quotation or bracket that opens at a token.
fn closed_quotation(sentence: &Sentence<'_, '_>, at: usize, limit: usize) -> Option<usize> {
    let close = match sentence.word(at) {
        "«" => "»",
        "(" => ")",
        "\"" => "\"",
        _ => return None,
    };
    (at + 1..limit.min(at + QUOTED)).find(|near| sentence.word(*near) == close).map(|close| close + 1)
}

fn ends_speaker(sentence: &Sentence<'_, '_>, hit: &Hit<Class>, start: usize, that: bool) -> bool {
    match hit.class {
        Class::That | Class::Occasion | Class::Addressee | Class::Turn | Class::Boundary | Class::Relative => true,
        Class::Fact | Class::If | Class::OnlyIf | Class::Until | Class::Whether | Class::Plan | Class::Negator => true,
        // `أعلن المجلس عن …`, but `النائب عن سبها صالح أن`.
        Class::Day if that && sentence.word(hit.tokens.start) == "عن" => false,
        Class::Day => sentence.language == Language::Arabic || hit.tokens.start > start,
        Class::Still | Class::Now => sentence.language == Language::Arabic,
        Class::Object => !that,
        Class::Deny => !that && hit.tokens.start > start,
        Class::Speech(_) => hit.joined || sentence.language != Language::Arabic,
        Class::Preposition => ends_office(sentence, hit.tokens.start, that),
        _ => false,
    }
}

/// A preposition that cannot belong to an office: `السفير في ليبيا`, `مصدر من داخل المجلس` go on.
fn ends_office(sentence: &Sentence<'_, '_>, at: usize, that: bool) -> bool {
    match sentence.word(at) {
        // The name `علي` is folded like the preposition `على`: a noun with an article follows that.
        "علي" => sentence.word(at + 1).starts_with("ال"),
        "عن" => !that,
        word => {
            matches!(
                word,
                "الي"
                    | "مع"
                    | "خلال"
                    | "لدي"
                    | "عند"
                    | "عبر"
                    | "ضد"
                    | "بين"
                    | "اليوم"
                    | "غدا"
                    | "امس"
                    | "يوم"
            )
        }
    }
}

/// Without conjunctions before and days and adverbs behind.
fn trim(sentence: &Sentence<'_, '_>, found: Range<usize>) -> Range<usize> {
    let mut range = found;
    let latin = sentence.language != Language::Arabic;
    if let Some(day) = sentence.first(Class::Day, range.start..range.start + 1).filter(|_| latin) {
        range.start = day.tokens.end.min(range.end);
    }
    while range.start < range.end
        && (matches!(sentence.word(range.start), "and" | "but" | "et" | "mais" | "as" | "و" | "ان" | "ou" | "while")
            || (sentence.is_mark(range.start) && sentence.word(range.start) != "«"))
    {
        range.start += 1;
    }
    if latin {
        let day = sentence.within(range.clone()).find(|hit| hit.class == Class::Day && hit.tokens.start > range.start);
        if let Some(day) = day.filter(|day| day.tokens.end == range.end) {
            range.end = day.tokens.start;
        }
        while range.start < range.end
            && matches!(sentence.word(range.end - 1), "has" | "have" | "had" | "later" | "also" | "then")
        {
            range.end -= 1;
        }
    }
    range.start..sentence.trim_marks(range)
}

/// "he", *elle*: the one named before.
fn is_pronoun(sentence: &Sentence<'_, '_>, speaker: &Range<usize>) -> bool {
    speaker.len() == 1
        && matches!(
            sentence.word(speaker.start),
            "he" | "she"
                | "they"
                | "it"
                | "we"
                | "i"
                | "il"
                | "elle"
                | "ils"
                | "elles"
                | "on"
                | "nous"
                | "je"
                | "ce"
                | "qui"
                | "which"
                | "who"
                | "هو"
                | "هي"
                | "هم"
                | "ذلك"
                | "a"
        )
}
