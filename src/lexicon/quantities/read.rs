//! Reads `quantities.toml` into word books, making Arabic and plural forms on the way.

use crate::document::{At, Document, Section};
use crate::language::number::Numeral;
use crate::lexicon::wordbook::Wordbook;
use crate::model::event::Harm;
use crate::problem::{Problem, Problems, did_you_mean};

use super::{Bound, Form, Kinds, Meaning, People, Plurality, Quantities, Word};

/// Pronouns of the third person behind a noun.
const PRONOUNS: [&str; 5] = ["ه", "ها", "هم", "هما", "هن"];

/// What is being compiled.
#[derive(Default)]
struct Reader {
    quantities: Quantities,
    /// Language, form and meaning of forms made of listed ones: they give way to listed words.
    derived: Vec<(&'static str, String, Meaning)>,
}

pub(super) fn read(file: &str, toml: &str, problems: &mut Problems) -> Quantities {
    let document = Document::parse(file, toml, problems);
    let mut root = document.root();
    let mut reader = Reader::default();
    let quantities = &mut reader.quantities;
    for mut row in root.sections("numeral", problems) {
        numeral(&mut row, quantities, problems);
        row.finish(problems);
    }
    for mut row in root.sections("vague", problems) {
        let low = row.integer("low", 1..=1_000_000, problems).map_or(0, |low| narrow(low.value));
        plain(&mut row, quantities, problems, |word| set(word, Meaning::Vague(low)));
        row.finish(problems);
    }
    for mut row in root.sections("bound", problems) {
        bound(&mut row, quantities, problems);
        row.finish(problems);
    }
    for mut row in root.sections("word", problems) {
        word(&mut row, quantities, problems);
        row.finish(problems);
    }
    for mut row in root.sections("harm", problems) {
        harm(&mut row, &mut reader, problems);
        row.finish(problems);
    }
    for mut row in root.sections("person", problems) {
        person(&mut row, &mut reader, problems);
        row.finish(problems);
    }
    root.finish(problems);
    for (language, form, meaning) in reader.derived {
        if let Some(word) = book(&mut reader.quantities, language).entry(&form, Word::default) {
            set(word, meaning);
        }
    }
    reader.quantities
}

fn numeral(row: &mut Section<'_, '_>, quantities: &mut Quantities, problems: &mut Problems) {
    let value = row.integer("value", 1..=1_000_000, problems).map_or(0, |value| narrow(value.value));
    let part = row.parsed("part", |name| numeral_of(name, value), problems);
    let Some(part) = part else { return };
    plain(row, quantities, problems, |word| set(word, Meaning::Numeral(part.value)));
}

fn numeral_of(part: &str, value: u32) -> Result<Numeral, String> {
    match part {
        "unit" => Ok(Numeral::Unit(value)),
        "ten" => Ok(Numeral::Ten),
        "teen" => Ok(Numeral::Teen(value)),
        "tens" => Ok(Numeral::Tens(value)),
        "hundred" => Ok(Numeral::Hundred(value)),
        "thousand" => Ok(Numeral::Thousand(value)),
        "million" => Ok(Numeral::Million),
        "dozen" => Ok(Numeral::Dozen),
        "about" => Ok(Numeral::About(value)),
        _ => Err("it is unit, ten, teen, tens, hundred, thousand, million, dozen or about".to_owned()),
    }
}

fn bound(row: &mut Section<'_, '_>, quantities: &mut Quantities, problems: &mut Problems) {
    let kind = row.parsed(
        "kind",
        |name| match name {
            "at-least" => Ok(Bound::AtLeast),
            "more-than" => Ok(Bound::MoreThan),
            "up-to" => Ok(Bound::UpTo),
            "less-than" => Ok(Bound::LessThan),
            "about" => Ok(Bound::About),
            _ => Err("it is at-least, more-than, up-to, less-than or about".to_owned()),
        },
        problems,
    );
    let before = row.parsed(
        "side",
        |side| match side {
            "before" => Ok(true),
            "after" => Ok(false),
            _ => Err("it is before or after".to_owned()),
        },
        problems,
    );
    let (Some(kind), Some(before)) = (kind, before) else { return };
    plain(row, quantities, problems, |word| {
        let side = if before.value { &mut word.bound_before } else { &mut word.bound_after };
        *side = Some(kind.value);
        true
    });
}

fn word(row: &mut Section<'_, '_>, quantities: &mut Quantities, problems: &mut Problems) {
    let kind = row.parsed(
        "kind",
        |name| {
            Kinds::named(name).ok_or_else(|| match did_you_mean(name, Kinds::NAMES.iter().copied()) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("it is one of {}", Kinds::NAMES.join(", ")),
            })
        },
        problems,
    );
    let Some(kind) = kind else { return };
    plain(row, quantities, problems, |word| {
        word.kinds = word.kinds.with(kind.value);
        true
    });
}

fn harm(row: &mut Section<'_, '_>, reader: &mut Reader, problems: &mut Problems) {
    let kind = row.parsed("kind", harm_of, problems);
    let form = row.string("form", problems);
    let (Some(kind), Some(form)) = (kind, form) else { return };
    let counted = |plurality| match &*form.value {
        "noun" => Some(Form::Noun(plurality)),
        "body" => Some(Form::Body(plurality)),
        _ => None,
    };
    if counted(Plurality::One).is_some() {
        inflected(row, reader, problems, false, |shape| {
            counted(shape.plurality).map_or(Meaning::Nothing, |form| Meaning::Harm(kind.value, form))
        });
        return;
    }
    let form = match &*form.value {
        "act" => Form::Act,
        "object" => Form::Object,
        "subject" => Form::Subject,
        "plural-subject" => Form::PluralSubject,
        "either" => Form::Either,
        "joint" => Form::Joint,
        other => {
            let hint = "it is noun, body, act, object, subject, plural-subject, either or joint";
            problems.push(Problem::new(row.place_of(form.byte), format!("`form` cannot be `{other}`")).hint(hint));
            return;
        }
    };
    plain(row, &mut reader.quantities, problems, |word| set(word, Meaning::Harm(kind.value, form)));
}

fn harm_of(name: &str) -> Result<Harm, String> {
    match name {
        "dead" => Ok(Harm::Dead),
        "injured" => Ok(Harm::Injured),
        "missing" => Ok(Harm::Missing),
        "detained" => Ok(Harm::Detained),
        "kidnapped" => Ok(Harm::Kidnapped),
        "casualties" => Ok(Harm::Casualties),
        _ => Err("it is dead, injured, missing, detained, kidnapped or casualties".to_owned()),
    }
}

fn person(row: &mut Section<'_, '_>, reader: &mut Reader, problems: &mut Problems) {
    let Some(who) = row.string("who", problems) else { return };
    let kin = row.boolean("kin", problems).is_some_and(|kin| kin.value);
    let groups = &mut reader.quantities.groups;
    let group = groups.iter().position(|group| **group == who.value).unwrap_or_else(|| {
        groups.push(who.value.into_boxed_str());
        groups.len() - 1
    });
    let group = u16::try_from(group).unwrap_or(u16::MAX);
    inflected(row, reader, problems, kin, |Shape { plurality, accusative, possessed }| {
        Meaning::People(People { group, plurality, accusative, possessed })
    });
}

/// Gives a word its main meaning; `false` if it has another one.
fn set(word: &mut Word, meaning: Meaning) -> bool {
    if word.meaning == Meaning::Nothing || word.meaning == meaning {
        word.meaning = meaning;
        return true;
    }
    false
}

/// Adds the words of `ar`, `en` and `fr`.
fn plain(
    row: &mut Section<'_, '_>,
    quantities: &mut Quantities,
    problems: &mut Problems,
    mut mark: impl FnMut(&mut Word) -> bool,
) {
    for language in ["ar", "en", "fr"] {
        for phrase in row.strings(language, problems).unwrap_or_default() {
            for spelling in with_pronouns(&phrase.value) {
                let phrase = At { value: spelling, byte: phrase.byte };
                add(row, book(quantities, language), &phrase, problems, &mut mark);
            }
        }
    }
}

/// Adds the words of `ar_one` … `fr_many`; the forms made of them wait until all words are read.
fn inflected(
    row: &mut Section<'_, '_>,
    reader: &mut Reader,
    problems: &mut Problems,
    kin: bool,
    meaning: impl Fn(Shape) -> Meaning,
) {
    for (language, key, plurality) in LISTS {
        for phrase in row.strings(key, problems).unwrap_or_default() {
            let shape = Shape { plurality, accusative: false, possessed: false };
            let book = book(&mut reader.quantities, language);
            add(row, book, &phrase, problems, &mut |word| set(word, meaning(shape)));
            let forms = derived(&phrase.value, language, plurality, kin);
            reader.derived.extend(forms.into_iter().map(|(form, shape)| (language, form, meaning(shape))));
        }
    }
}

const LISTS: [(&str, &str, Plurality); 7] = [
    ("ar", "ar_one", Plurality::One),
    ("ar", "ar_two", Plurality::Two),
    ("ar", "ar_many", Plurality::Many),
    ("en", "en_one", Plurality::One),
    ("en", "en_many", Plurality::Many),
    ("fr", "fr_one", Plurality::One),
    ("fr", "fr_many", Plurality::Many),
];

/// The grammar of a form of a noun.
#[derive(Clone, Copy)]
struct Shape {
    plurality: Plurality,
    accusative: bool,
    possessed: bool,
}

/// Forms made from a listed one: a form that is listed elsewhere keeps its listed meaning.
fn derived(word: &str, language: &str, plurality: Plurality, kin: bool) -> Vec<(String, Shape)> {
    let mut forms = Vec::new();
    let shape = |plurality, accusative, possessed| Shape { plurality, accusative, possessed };
    let single = !word.contains(' ');
    if language == "ar" && single {
        let (stem, feminine) = match word.strip_suffix('ة') {
            Some(stem) => (format!("{stem}ت"), true),
            None => (word.to_owned(), false),
        };
        if plurality == Plurality::One {
            for ending in ["ان", "ين"] {
                forms.push((format!("{stem}{ending}"), shape(Plurality::Two, false, false)));
            }
            if !feminine && !word.ends_with(['ا', 'ى']) {
                forms.push((format!("{word}ا"), shape(Plurality::One, true, false)));
            }
        }
        if kin {
            for pronoun in PRONOUNS {
                forms.push((format!("{stem}{pronoun}"), shape(plurality, false, true)));
                if plurality == Plurality::One {
                    forms.push((format!("{stem}ي{pronoun}"), shape(Plurality::Two, false, true)));
                    forms.push((format!("{stem}ا{pronoun}"), shape(Plurality::Two, false, true)));
                }
            }
        }
    } else if language != "ar" && plurality == Plurality::One {
        forms.push((format!("{word}s"), shape(Plurality::Many, false, false)));
    }
    forms
}

/// `مصرع~` with and without each pronoun.
fn with_pronouns(phrase: &str) -> Vec<String> {
    let Some(stem) = phrase.strip_suffix('~') else { return vec![phrase.to_owned()] };
    let bound = stem.strip_suffix('ة').map_or_else(|| stem.to_owned(), |stem| format!("{stem}ت"));
    let mut spellings = vec![stem.to_owned()];
    spellings.extend(PRONOUNS.iter().map(|pronoun| format!("{bound}{pronoun}")));
    spellings
}

fn book<'q>(quantities: &'q mut Quantities, language: &str) -> &'q mut Wordbook<Word> {
    match language {
        "en" => &mut quantities.english,
        "fr" => &mut quantities.french,
        _ => &mut quantities.arabic,
    }
}

/// Adds one phrase as written in the file; a clash with another row is a mistake.
fn add(
    row: &Section<'_, '_>,
    book: &mut Wordbook<Word>,
    phrase: &At<String>,
    problems: &mut Problems,
    mark: &mut impl FnMut(&mut Word) -> bool,
) {
    let Some(word) = book.entry(&phrase.value, Word::default) else {
        problems.push(Problem::new(row.place_of(phrase.byte), "a phrase has no words"));
        return;
    };
    if !mark(word) {
        let message = format!("`{}` already means something else", phrase.value);
        let hint = "a phrase has one main meaning in a language: take it out of one row";
        problems.push(Problem::new(row.place_of(phrase.byte), message).hint(hint));
    }
}

fn narrow(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
