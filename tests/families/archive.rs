//! The originals: articles of our own writing, cut into sentences.

use serde_json::Value;

use super::rng::Rng;

/// The articles of a language.
#[derive(Debug)]
pub(crate) struct Archive {
    /// The tag of the language.
    pub(crate) tag: &'static str,
    /// Those written for families, then those that extraction is developed against.
    pub(crate) stories: Vec<Story>,
}

/// An original.
#[derive(Clone, Debug)]
pub(crate) struct Story {
    /// The headline.
    pub(crate) title: String,
    /// The sentences of the text.
    pub(crate) sentences: Vec<String>,
}

impl Archive {
    /// Arabic, English and French.
    pub(crate) fn all() -> [Self; 3] {
        [
            Self::read("ar", include_str!("articles/ar.jsonl"), include_str!("../corpus/developed/ar.jsonl")),
            Self::read("en", include_str!("articles/en.jsonl"), include_str!("../corpus/developed/en.jsonl")),
            Self::read("fr", include_str!("articles/fr.jsonl"), include_str!("../corpus/developed/fr.jsonl")),
        ]
    }

    fn read(tag: &'static str, written: &str, developed: &str) -> Self {
        let story = |line: &str| {
            let line: Value = serde_json::from_str(line).expect("a line is JSON");
            let item = line.get("item").unwrap_or(&line);
            let string = |key: &str| item[key].as_str().unwrap_or_default().to_owned();
            Story { title: string("title"), sentences: sentences(&string("text")) }
        };
        let lines = written.lines().chain(developed.lines());
        Self { tag, stories: lines.map(story).filter(|story| !story.title.is_empty()).collect() }
    }

    /// Another headline for a story: how one of its first sentences begins.
    pub(crate) fn headline(story: &Story, rng: &mut Rng) -> String {
        let sentence = &story.sentences[rng.below(story.sentences.len().min(2))];
        let words: Vec<&str> = sentence.split(' ').collect();
        let length = rng.between(6, 10).min(words.len());
        words[..length].join(" ").trim_end_matches([',', '،', '.', ':']).to_owned()
    }

    /// Sentences of other stories, to pad an article with: background, never a lead, which may be
    /// all that there is of a story.
    pub(crate) fn padding(&self, story: &Story, count: usize, rng: &mut Rng) -> Vec<String> {
        let others = self.stories.iter().filter(|other| other.title != story.title);
        let long: Vec<&Story> = others.filter(|other| other.sentences.len() > 3).collect();
        let mut sentence = || {
            let (_, background) = rng.pick(&long).sentences.split_first().expect("it is long");
            rng.pick(background).clone()
        };
        (0..count).map(|_| sentence()).collect()
    }
}

/// The sentences of a text; a paragraph ends one.
fn sentences(text: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    for line in text.lines() {
        let mut sentence = String::new();
        for word in line.split_whitespace() {
            if !sentence.is_empty() {
                sentence.push(' ');
            }
            sentence.push_str(word);
            if word.ends_with(['.', '؟', '?', '!']) {
                sentences.push(std::mem::take(&mut sentence));
            }
        }
        sentences.extend(Some(sentence).filter(|rest| !rest.is_empty()));
    }
    sentences
}
