//! The same story with other numbers.

use std::collections::BTreeMap;

use super::{archive::Story, rng::Rng};

/// The words at the start of a text whose numbers are its facts: a summary has as many.
const LEAD: usize = 25;

/// Number words that can stand for one another.
const WORDS: [(&str, &[&str]); 5] = [
    ("ar", &["ثلاثة", "أربعة", "خمسة", "ستة", "سبعة", "ثمانية", "تسعة"]),
    ("ar", &["ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"]),
    ("ar", &["الثالث", "الرابع", "الخامس", "السادس", "السابع", "الثامن", "التاسع"]),
    ("en", &["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"]),
    ("fr", &["deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix"]),
];

/// The story with the numbers of its lead changed, wherever they stand. `None` if it has none.
pub(crate) fn with_new_numbers(story: &Story, tag: &str, rng: &mut Rng) -> Option<Story> {
    let mut changed: BTreeMap<String, String> = BTreeMap::new();
    for word in story.sentences.iter().flat_map(|sentence| sentence.split(' ')).take(LEAD) {
        let core = core(word);
        if let Some(other) = another(core, tag, rng) {
            changed.entry(core.to_owned()).or_insert(other);
        }
    }
    let renumber = |text: &String| {
        let words = text.split(' ').map(|word| match changed.get(core(word)) {
            Some(other) => word.replacen(core(word), other, 1),
            None => word.to_owned(),
        });
        words.collect::<Vec<_>>().join(" ")
    };
    let sentences = story.sentences.iter().map(renumber).collect();
    (!changed.is_empty()).then(|| Story { title: renumber(&story.title), sentences })
}

/// A word without the marks around it.
fn core(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// Another number in place of one; years stay.
fn another(word: &str, tag: &str, rng: &mut Rng) -> Option<String> {
    if let Ok(number) = word.parse::<usize>() {
        return (!(1900..2100).contains(&number)).then(|| (number + 1 + rng.below(9)).to_string());
    }
    let (_, words) =
        WORDS.iter().find(|(language, words)| *language == tag && words.contains(&word.to_lowercase().as_str()))?;
    let others: Vec<&&str> = words.iter().filter(|other| **other != word.to_lowercase()).collect();
    Some((**rng.pick(&others)).to_owned())
}
