//! Articles of any length, drawn with a seed from those that the tests are written on.

use std::{collections::BTreeMap, fs, path::Path, sync::Arc};

use chrono::DateTime;
use marsad::{
    extract::extract,
    lexicon::Lexicon,
    model::{Article, Item, Language, Markup, Source, event::RelevanceClass},
    text::compose,
};
use serde_json::Value;

/// Where the articles lie.
const FOLDERS: [&str; 2] = ["tests/corpus/developed", "tests/families/articles"];

/// How many articles a set has.
pub(crate) const ARTICLES: usize = 120;

/// So many pieces that spoil an article are left out of it, then they are taken.
const MOST_LEFT_OUT: usize = 100;

/// What an article is made of: a title and the paragraphs below it.
struct Piece {
    title: String,
    paragraphs: Vec<String>,
}

/// Articles by language and by what they have to do with Libya.
pub(crate) struct Pool<'l> {
    lexicon: &'l Lexicon,
    pieces: BTreeMap<(String, RelevanceClass), Vec<Piece>>,
}

impl<'l> Pool<'l> {
    /// Reads all articles; what each has to do with Libya is what the coder says of it.
    pub(crate) fn read(lexicon: &'l Lexicon) -> Self {
        let mut pool = Self { lexicon, pieces: BTreeMap::new() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files: Vec<_> = FOLDERS
            .iter()
            .flat_map(|folder| fs::read_dir(root.join(folder)).into_iter().flatten())
            .filter_map(|entry| Some(entry.ok()?.path()))
            .filter(|path| path.extension().is_some_and(|extension| extension == "jsonl"))
            .collect();
        files.sort();
        for file in files {
            for line in fs::read_to_string(file).unwrap_or_default().lines() {
                let line: Value = serde_json::from_str(line).unwrap_or_default();
                // A line of gold holds its item.
                pool.add(line.get("item").unwrap_or(&line));
            }
        }
        pool
    }

    fn add(&mut self, item: &Value) {
        let part = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let (title, text) = (part("title"), part("text"));
        let article = composed(&title, &text);
        let Some(language) = article.lang else { return };
        let class = extract(&article, self.lexicon).relevance.class;
        let paragraphs = text.lines().filter(|line| !line.is_empty()).map(str::to_owned).collect();
        self.pieces.entry((language.tag().to_owned(), class)).or_default().push(Piece { title, paragraphs });
    }

    /// Articles of so many words or a little more; languages and classes take turns.
    pub(crate) fn set(&self, languages: &[&str], classes: &[RelevanceClass], words: usize) -> Vec<Item> {
        let mut seed = 0x9e37_79b9_7f4a_7c15;
        (0..ARTICLES)
            .filter_map(|n| {
                let language = languages.get(n % languages.len())?;
                let class = classes.get(n / languages.len() % classes.len())?;
                let pieces = self.pieces.get(&((*language).to_owned(), *class))?;
                Some(self.article(n, language, pieces, words, &mut seed))
            })
            .collect()
    }

    /// One article of paragraphs of several. A piece whose words of play would make the whole a
    /// match or a market, in which nothing is an event, is left out.
    fn article(&self, number: usize, language: &str, pieces: &[Piece], words: usize, seed: &mut u64) -> Item {
        let mut draw = || {
            *seed ^= *seed << 13;
            *seed ^= *seed >> 7;
            *seed ^= *seed << 17;
            usize::try_from(*seed >> 33).ok().and_then(|drawn| pieces.get(drawn % pieces.len()))
        };
        let (mut title, mut text, mut count, mut events) = (String::new(), String::new(), 0, 0);
        let mut left_out = 0;
        while count < words {
            let Some(piece) = draw() else { break };
            if title.is_empty() {
                title.clone_from(&piece.title);
            }
            let (before, known) = (text.len(), count);
            for paragraph in &piece.paragraphs {
                if count >= words {
                    break;
                }
                count += paragraph.split_whitespace().count();
                text.push_str(paragraph);
                text.push('\n');
            }
            let now = extract(&composed(&title, &text), self.lexicon).events.len();
            if now == 0 && events > 0 && left_out < MOST_LEFT_OUT {
                left_out += 1;
                text.truncate(before);
                count = known;
            } else {
                events = now;
            }
        }
        Item {
            guid: Some(format!("https://news.example.org/{language}/{number}")),
            url: Some(format!("https://news.example.org/{language}/{number}?utm_source=rss")),
            title: Some(Markup::Plain(title)),
            content: Some(Markup::Plain(text)),
            published: DateTime::parse_from_rfc3339("2024-02-17T21:40:00+02:00").ok(),
            lang: Language::from_tag(language),
            ..Item::default()
        }
    }
}

fn composed(title: &str, text: &str) -> Article {
    let plain = |text: &str| Some(Markup::Plain(text.to_owned()));
    let item = Item { title: plain(title), content: plain(text), ..Item::default() };
    compose(item, &Arc::new(Source::unconfigured("feed")), None, false)
}
