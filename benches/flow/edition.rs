//! What the outlets publish: stories from a seed, in three languages, as RSS and Atom, gzipped.

use std::{fmt::Write as _, io::Write as _};

use chrono::{DateTime, TimeDelta, Utc};
use flate2::{Compression, write::GzEncoder};

use crate::{
    grammar::{Grammar, Story},
    outlets::Document,
    rng::Rng,
};

/// Of a hundred items, so many are another outlet's, word for word: an agency's.
const COPIED: usize = 10;

/// Stories that agencies offer at a time.
const OFFERED: usize = 50;

/// Places outside Libya, put in the place of Libyan ones in two of three stories.
const ABROAD: [[&str; 4]; 3] = [
    ["ليون", "جاكرتا", "مونتريال", "نيروبي"],
    ["Lyon", "Jakarta", "Montreal", "Nairobi"],
    ["Lyon", "Jakarta", "Montréal", "Nairobi"],
];

/// Where the grammar's stories happen, by language.
const AT_HOME: [[&str; 10]; 3] = [
    ["سرت", "درنة", "سبها", "زوارة", "غريان", "طبرق", "بني وليد", "الكفرة", "زليتن", "أجدابيا"],
    ["Sirte", "Derna", "Sabha", "Zuwara", "Gharyan", "Tobruk", "Bani Walid", "Kufra", "Zliten", "Ajdabiya"],
    ["Syrte", "Derna", "Sabha", "Zouara", "Gharyan", "Tobrouk", "Beni Oulid", "Koufra", "Zliten", "Ajdabiya"],
];

/// An item as a feed has it.
#[derive(Clone)]
struct Item {
    number: usize,
    title: String,
    sentences: Vec<String>,
    published: DateTime<Utc>,
}

/// All feeds at one moment.
pub(crate) struct Edition {
    grammars: [Grammar; 3],
    offered: [Vec<Story>; 3],
    feeds: Vec<Vec<Item>>,
    rng: Rng,
    next: usize,
    now: DateTime<Utc>,
    words: usize,
}

impl Edition {
    /// So many feeds of so many items each.
    pub(crate) fn new(feeds: usize, items: usize, now: DateTime<Utc>, seed: u64) -> Self {
        let mut edition = Self {
            grammars: Grammar::all(),
            offered: [const { Vec::new() }; 3],
            feeds: Vec::new(),
            rng: Rng::new(seed),
            next: 0,
            now: now - TimeDelta::hours(12),
            words: 0,
        };
        for language in 0..3 {
            edition.offered[language] = (0..OFFERED).map(|_| edition.story(language)).collect();
        }
        for feed in 0..feeds {
            let items = (0..items).map(|_| edition.item(feed)).collect();
            edition.feeds.push(items);
        }
        edition
    }

    /// The language of a feed.
    pub(crate) fn language(feed: usize) -> &'static str {
        ["ar", "en", "fr"][feed % 3]
    }

    /// Words of the average item.
    pub(crate) fn words(&self) -> usize {
        self.words / self.next.max(1)
    }

    /// A feed gets so many new items; as many old ones leave it.
    pub(crate) fn publish(&mut self, feed: usize, new: usize) {
        for _ in 0..new {
            let item = self.item(feed);
            self.feeds[feed].insert(0, item);
            self.feeds[feed].pop();
        }
    }

    /// The documents of all feeds, in order.
    pub(crate) fn documents(&self) -> Vec<Document> {
        (0..self.feeds.len()).map(|feed| self.document(feed)).collect()
    }

    /// The document of a feed: every third is Atom.
    pub(crate) fn document(&self, feed: usize) -> Document {
        let items = &self.feeds[feed];
        let text = if feed / 3 % 3 == 2 { atom(feed, items) } else { rss(feed, items) };
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(text.as_bytes()).unwrap();
        let newest = items.first().map_or(self.now, |item| item.published);
        Document::new(&gzip.finish().unwrap(), text.len(), newest)
    }

    /// An item of so many words or a little more, as `replay` takes it, and the bytes of its text.
    pub(crate) fn given(&mut self, words: usize, time: DateTime<Utc>) -> (String, usize) {
        let (title, text) = self.long_story(words);
        let (id, lang) = (self.next, Self::language(self.next - 1));
        let item = serde_json::json!({
            "id": id.to_string(), "feed": format!("outlet{}", id % 200), "title": title, "text": text, "lang": lang,
            "published": time.to_rfc3339(), "fetched": time.to_rfc3339(),
        });
        (item.to_string(), title.len() + text.len())
    }

    /// Title and text of so many words or a little more; one of three is about Libya, and languages take turns.
    pub(crate) fn long_story(&mut self, words: usize) -> (String, String) {
        let language = self.next % 3;
        let is_home = (self.next / 3).is_multiple_of(3);
        self.next += 1;
        let (mut title, mut text, mut count) = (String::new(), String::new(), 0);
        while count < words {
            let mut story = self.grammars[language].story(&mut self.rng);
            if !is_home {
                self.take_abroad(language, &mut story);
            }
            if title.is_empty() {
                title = story.title;
            }
            for paragraph in story.sentences.chunks(2) {
                count += paragraph.iter().map(|sentence| sentence.split(' ').count()).sum::<usize>();
                text.push_str(&paragraph.join(" "));
                text.push('\n');
            }
        }
        self.words += count;
        (title, text)
    }

    fn item(&mut self, feed: usize) -> Item {
        let language = feed % 3;
        let story = match self.rng.percent(COPIED) {
            true => self.rng.pick(&self.offered[language]).clone(),
            false => self.story(language),
        };
        self.next += 1;
        self.words += story.sentences.iter().map(|sentence| sentence.split(' ').count()).sum::<usize>();
        self.now += TimeDelta::seconds(1);
        Item { number: self.next, title: story.title, sentences: story.sentences, published: self.now }
    }

    /// A story; one of three is about Libya.
    fn story(&mut self, language: usize) -> Story {
        let mut story = self.grammars[language].story(&mut self.rng);
        if self.rng.below(3) > 0 {
            self.take_abroad(language, &mut story);
        }
        story
    }

    /// Puts a place outside Libya in the place of each Libyan one.
    fn take_abroad(&mut self, language: usize, story: &mut Story) {
        let abroad = *self.rng.pick(&ABROAD[language]);
        for text in story.sentences.iter_mut().chain([&mut story.title]) {
            for home in AT_HOME[language] {
                *text = text.replace(home, abroad);
            }
        }
    }
}

/// Two sentences a paragraph, with what outlets put between them.
fn html(feed: usize, item: &Item) -> String {
    let mut html = format!("<img src=\"https://outlet{feed}.example/img/{}.jpg\" alt=\"\"/>\n", item.number);
    for paragraph in item.sentences.chunks(2) {
        let _ = writeln!(html, "<p class=\"story\">{}&nbsp;</p>", paragraph.join(" "));
    }
    html
}

pub(crate) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

fn rss(feed: usize, items: &[Item]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <channel>\n<title>Outlet {feed}</title><link>https://outlet{feed}.example/</link><language>{}</language>\n",
        Edition::language(feed)
    );
    for item in items {
        let _ = writeln!(
            out,
            "<item><title>{}</title><link>https://outlet{feed}.example/news/{n}</link>\
             <guid isPermaLink=\"false\">outlet{feed}-{n}</guid><pubDate>{}</pubDate><dc:creator>Newsroom</dc:creator>\
             <category>news</category><description>{}</description><content:encoded><![CDATA[{}]]></content:encoded></item>",
            escaped(&item.title),
            item.published.to_rfc2822(),
            escaped(&item.sentences[0]),
            html(feed, item),
            n = item.number,
        );
    }
    out.push_str("</channel></rss>\n");
    out
}

fn atom(feed: usize, items: &[Item]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{}\">\n\
         <title>Outlet {feed}</title><id>https://outlet{feed}.example/</id><link href=\"https://outlet{feed}.example/\"/>\n",
        Edition::language(feed)
    );
    for item in items {
        let _ = writeln!(
            out,
            "<entry><title>{}</title><link href=\"https://outlet{feed}.example/news/{n}\"/>\
             <id>tag:outlet{feed}.example,2024:{n}</id><published>{date}</published><updated>{date}</updated>\
             <author><name>Newsroom</name></author><content type=\"html\">{}</content></entry>",
            escaped(&item.title),
            escaped(&html(feed, item)),
            n = item.number,
            date = item.published.to_rfc3339(),
        );
    }
    out.push_str("</feed>\n");
    out
}
