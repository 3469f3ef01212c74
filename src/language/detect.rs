//! Which language an article is in: script first, then function words, then models.
//!
//! A clear article is settled by its first few dozen words. Only a short or name-heavy Latin
//! headline reaches the statistical models, and there the declared language is the prior.

use std::sync::LazyLock;

use serde::Deserialize;

use super::models;
use crate::model::Language;

/// Letters looked at to tell the script: a lead paragraph.
const SAMPLE_LETTERS: u32 = 500;
/// Words looked at to tell languages of one script.
const SAMPLE_WORDS: usize = 80;
/// A lead of so many function words is clear; the vote stops there.
const CLEAR_LEAD: u8 = 5;
/// Characters shown to the models: more does not change their answer, only their cost.
const MODEL_CHARS: usize = 400;
/// The models must be so sure to overrule a declared language ...
const OVERRULES: f64 = 0.9;
/// ... and so sure to be believed without one.
const BELIEVED: f64 = 0.5;
/// The longest function word, in bytes.
const WORD_BYTES: usize = 24;
/// As many shelves for function words as the last five bits of a first byte tell apart.
const FIRST_LETTERS: usize = 32;

/// Places in a [`Tally`]: the languages of [`Language`], and what has no name.
const KNOWN: [Language; 7] = [
    Language::English,
    Language::French,
    Language::Italian,
    Language::Turkish,
    Language::Arabic,
    Language::Persian,
    Language::Urdu,
];
const OTHER_LATIN: usize = 7;
const OTHER_ARABIC: usize = 8;

/// Function words found, by language.
type Tally = [u8; 9];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FunctionWords<'a> {
    #[serde(borrow)]
    english: Vec<&'a str>,
    french: Vec<&'a str>,
    italian: Vec<&'a str>,
    turkish: Vec<&'a str>,
    arabic: Vec<&'a str>,
    persian: Vec<&'a str>,
    urdu: Vec<&'a str>,
    other_latin: Vec<&'a str>,
    other_arabic: Vec<&'a str>,
}

static VOTERS: LazyLock<Voters> = LazyLock::new(|| voters().unwrap_or_default());

/// Each word with the set of languages that it speaks for, one bit each, on shelves by first letter and
/// length, which tell nearly all apart.
struct Voters(Vec<Vec<(&'static str, u16)>>);

impl Default for Voters {
    fn default() -> Self {
        Self(vec![Vec::new(); FIRST_LETTERS * (WORD_BYTES + 1)])
    }
}

impl Voters {
    fn shelf(word: &str) -> usize {
        let first = word.as_bytes().first().map_or(0, |byte| usize::from(*byte) % FIRST_LETTERS);
        first * (WORD_BYTES + 1) + word.len()
    }

    fn get(&self, word: &str) -> Option<u16> {
        let shelf = self.0.get(Self::shelf(word))?;
        shelf.iter().find(|(known, _)| *known == word).map(|(_, languages)| *languages)
    }

    fn add(&mut self, word: &'static str, language: u16) {
        let Some(shelf) = self.0.get_mut(Self::shelf(word)) else { return };
        match shelf.iter_mut().find(|(known, _)| *known == word) {
            Some((_, languages)) => *languages |= language,
            None => shelf.push((word, language)),
        }
    }
}

fn voters() -> Result<Voters, toml::de::Error> {
    let words: FunctionWords<'static> = toml::from_str(include_str!("function_words.toml"))?;
    let lists = [
        words.english,
        words.french,
        words.italian,
        words.turkish,
        words.arabic,
        words.persian,
        words.urdu,
        words.other_latin,
        words.other_arabic,
    ];
    let mut voters = Voters::default();
    for (place, list) in lists.into_iter().enumerate() {
        list.into_iter().for_each(|word| voters.add(word, 1 << place));
    }
    Ok(voters)
}

/// The language of an article, or `None` if it is one that marsad does not know or cannot tell.
///
/// `declared` is what the item or its feed says: it decides where the words do not, and is
/// overruled where they do.
pub fn detect(title: &str, text: &str, declared: Option<Language>) -> Option<Language> {
    let letters = Letters::of(title, text);
    match letters.script() {
        Script::Arabic => arabic_script(&letters, title, text, declared),
        Script::Latin => latin_script(title, text, declared),
        Script::Other => None,
        Script::Unwritten => declared,
    }
}

/// Letters of an article's beginning, by script.
#[derive(Default)]
struct Letters {
    arabic: u32,
    latin: u32,
    other: u32,
    /// `پ چ ژ گ`: Persian and Urdu, and loan words in Arabic.
    persian: u32,
    /// `ٹ ڈ ڑ ں ے ہ`: Urdu.
    urdu: u32,
    /// `ی ک`: Persian and Urdu, and Arabic set on a Persian keyboard.
    keyboard: u32,
    /// Letters of Kurdish and Pashto.
    neighbours: u32,
}

enum Script {
    Arabic,
    Latin,
    Other,
    Unwritten,
}

impl Letters {
    fn of(title: &str, text: &str) -> Self {
        let mut letters = Self::default();
        let mut left = SAMPLE_LETTERS;
        for c in title.chars().chain(text.chars().take(4 * SAMPLE_LETTERS as usize)) {
            left -= u32::from(letters.count(c));
            if left == 0 {
                break;
            }
        }
        letters
    }

    /// Counts `c`; `true` if it is a letter.
    fn count(&mut self, c: char) -> bool {
        // Nearly all letters: neither of them tells of another language.
        if c.is_ascii() {
            self.latin += u32::from(c.is_ascii_alphabetic());
            return c.is_ascii_alphabetic();
        }
        if ('\u{620}'..='\u{64a}').contains(&c) {
            self.arabic += 1;
            return true;
        }
        let counter = match c {
            '\0'..='\u{bf}' => return false,
            '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => &mut self.latin,
            '\u{671}'..='\u{6d5}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                self.note(c);
                &mut self.arabic
            }
            _ if c.is_alphabetic() => &mut self.other,
            _ => return false,
        };
        *counter += 1;
        true
    }

    fn note(&mut self, c: char) {
        match c {
            'پ' | 'چ' | 'ژ' | 'گ' => self.persian += 1,
            'ٹ' | 'ڈ' | 'ڑ' | 'ں' | 'ے' | 'ہ' => self.urdu += 1,
            'ی' | 'ک' => self.keyboard += 1,
            'ێ' | 'ۆ' | 'ڵ' | 'ڕ' | 'ە' | 'ټ' | 'ډ' | 'ړ' | 'ښ' | 'ګ' | 'ځ' | 'څ' | 'ې' | 'ۍ' => {
                self.neighbours += 1;
            }
            _ => {}
        }
    }

    /// The script of most letters.
    fn script(&self) -> Script {
        if self.arabic + self.latin + self.other == 0 {
            Script::Unwritten
        } else if self.arabic >= self.latin && self.arabic >= self.other {
            Script::Arabic
        } else if self.latin >= self.other {
            Script::Latin
        } else {
            Script::Other
        }
    }
}

/// Arabic unless letters of another language occur *and* its words outnumber the Arabic ones:
/// loan letters stand in Arabic names, and whole Arabic articles are set with `ی` and `ک`.
fn arabic_script(letters: &Letters, title: &str, text: &str, declared: Option<Language>) -> Option<Language> {
    let foreign = letters.persian + letters.urdu + letters.neighbours;
    if foreign == 0 && letters.keyboard == 0 {
        return Some(Language::Arabic);
    }
    let tally = vote(title, text);
    let [_, _, _, _, arabic, persian, urdu, _, other] = tally;
    let articles = definite_articles(title, text);
    let rivals = [
        (Some(Language::Urdu), u32::from(urdu) + letters.urdu),
        (Some(Language::Persian), u32::from(persian) + letters.persian),
        (None, u32::from(other) + letters.neighbours),
    ];
    // Of equals the first is kept: Urdu has Persian's letters too.
    let (rival, strength) = rivals.into_iter().rev().max_by_key(|(_, strength)| *strength)?;
    let arabic = u32::from(arabic) + articles;
    match strength.cmp(&arabic) {
        std::cmp::Ordering::Greater => rival,
        std::cmp::Ordering::Equal if declared == rival => rival,
        _ => Some(Language::Arabic),
    }
}

/// Words that begin with the Arabic article, as `السفير`, `والقوات`, `للأمن`.
fn definite_articles(title: &str, text: &str) -> u32 {
    let beginnings = ["ال", "وال", "بال", "لل", "فال", "كال"];
    let words = words(title, text).take(SAMPLE_WORDS).filter(|word| word.chars().nth(4).is_some());
    let articles = words.filter(|word| beginnings.iter().any(|beginning| word.starts_with(beginning)));
    u32::try_from(articles.count()).unwrap_or(u32::MAX)
}

/// By function words where they are clear, else by models with the declared language as prior.
fn latin_script(title: &str, text: &str, declared: Option<Language>) -> Option<Language> {
    let tally = vote(title, text);
    let (best, lead) = winner(&tally);
    if lead >= CLEAR_LEAD || (lead >= 2 && lead > tally.get(best).copied().unwrap_or(0) / 2) {
        return KNOWN.get(best).copied();
    }
    let latin = declared.filter(|language| latin_place(*language).is_some());
    let declared_votes = latin.and_then(latin_place).and_then(|place| tally.get(place)).copied();
    if let Some(votes) = declared_votes
        && votes > 0
        && tally.iter().all(|other| *other <= votes)
    {
        return latin;
    }
    by_models(title, text, latin)
}

fn by_models(title: &str, text: &str, declared: Option<Language>) -> Option<Language> {
    let sample: String = title.chars().chain([' ']).chain(text.chars()).take(MODEL_CHARS).collect();
    let Some((language, probability)) = models::likeliest(&sample) else { return declared };
    let needed = if declared.is_some() { OVERRULES } else { BELIEVED };
    if probability >= needed { Some(language) } else { declared }
}

fn latin_place(language: Language) -> Option<usize> {
    KNOWN.iter().take(4).position(|known| *known == language)
}

/// The place with the most votes among Latin-script ones, and its lead over the next.
fn winner(tally: &Tally) -> (usize, u8) {
    let mut best = (OTHER_LATIN, 0);
    let mut second = 0;
    for (place, votes) in tally.iter().enumerate() {
        if *votes > best.1 {
            second = best.1;
            best = (place, *votes);
        } else {
            second = second.max(*votes);
        }
    }
    (best.0, best.1 - second)
}

/// Counts function words until one language has a clear lead or the sample ends.
fn vote(title: &str, text: &str) -> Tally {
    let mut tally = Tally::default();
    let voters = &*VOTERS;
    for word in words(title, text).take(SAMPLE_WORDS) {
        let mut buffer = [0; WORD_BYTES];
        let Some(languages) = lowered(word, &mut buffer).and_then(|word| voters.get(word)) else { continue };
        for (place, votes) in tally.iter_mut().enumerate() {
            *votes = votes.saturating_add(u8::from(languages & (1 << place) != 0));
        }
        if winner(&tally).1 >= CLEAR_LEAD {
            break;
        }
    }
    tally
}

fn words<'a>(title: &'a str, text: &'a str) -> impl Iterator<Item = &'a str> {
    let between = |c: char| !c.is_alphabetic();
    title.split(between).chain(text.split(between)).filter(|word| !word.is_empty())
}

/// The word with ASCII capitals lowered, in `buffer`; `None` if it is too long for a function word.
fn lowered<'b>(word: &str, buffer: &'b mut [u8; WORD_BYTES]) -> Option<&'b str> {
    let target = buffer.get_mut(..word.len())?;
    target.copy_from_slice(word.as_bytes());
    target.make_ascii_lowercase();
    std::str::from_utf8(target).ok()
}

/// The places without a name follow those of the languages.
const _: () = assert!(KNOWN.len() == OTHER_LATIN && OTHER_ARABIC == OTHER_LATIN + 1);

#[cfg(test)]
#[path = "detect_tests.rs"]
mod tests;
