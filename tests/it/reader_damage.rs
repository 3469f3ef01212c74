//! Clean feeds of our own writing, each damaged in every way that feeds are damaged in the wild.
//!
//! What is counted is not only whether an item is there, but whether its title and text are right.

use std::{collections::BTreeMap, fmt::Write as _, io::Write as _};

use chrono::{DateTime, TimeZone, Utc};
use encoding_rs::{ISO_8859_6, WINDOWS_1252, WINDOWS_1256};
use flate2::{Compression, write::GzEncoder};
use marsad::{
    model::Item,
    poll::parse::{Hints, Reading, read},
};

const ITEMS: usize = 12;
/// The item whose text carries the damage.
const HURT: usize = 7;
/// What stands in the text of that item until the damage is chosen.
const MARK: &str = "@@";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Rss20,
    Rss20Cdata,
    Rss10,
    Rss091,
    Atom10,
    Atom03,
    Json,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Charset {
    Utf8,
    Utf16Le,
    Utf16Be,
    Windows1256,
    Iso88596,
    Windows1252,
}

impl Charset {
    fn label(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le | Self::Utf16Be => "utf-16",
            Self::Windows1256 => "windows-1256",
            Self::Iso88596 => "iso-8859-6",
            Self::Windows1252 => "windows-1252",
        }
    }

    fn encode(self, text: &str) -> Vec<u8> {
        match self {
            Self::Utf8 => text.as_bytes().to_vec(),
            Self::Utf16Le => [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect(),
            Self::Utf16Be => [0xfe, 0xff].into_iter().chain(text.encode_utf16().flat_map(u16::to_be_bytes)).collect(),
            Self::Windows1256 => WINDOWS_1256.encode(text).0.into_owned(),
            Self::Iso88596 => ISO_8859_6.encode(text).0.into_owned(),
            Self::Windows1252 => WINDOWS_1252.encode(text).0.into_owned(),
        }
    }

    fn is_eight_bit(self) -> bool {
        matches!(self, Self::Windows1256 | Self::Iso88596 | Self::Windows1252)
    }
}

/// Openings, towns and endings, from which every item gets a text of its own.
fn words(lang: &str) -> [[&'static str; 5]; 3] {
    match lang {
        "ar" => [
            [
                "اندلعت اشتباكات في",
                "أعلن المجلس البلدي هدنة في",
                "قتل أربعة أشخاص في",
                "نفى متحدث وقوع قصف على",
                "عاد النازحون إلى",
            ],
            ["سرت", "درنة", "بنغازي", "غات", "الزاوية"],
            [
                "مساء الثلاثاء، بحسب مصادر محلية.",
                "وفق ما أفاد شهود عيان.",
                "قبل انتهاء المهلة المحددة.",
                "دون وقوع إصابات.",
                "بعد مفاوضات استمرت يومين.",
            ],
        ],
        "fr" => [
            [
                "Des affrontements ont éclaté à",
                "Une trêve a été décrétée à",
                "Quatre personnes ont été tuées à",
                "Un porte-parole a démenti l'attaque de",
                "Les déplacés sont rentrés à",
            ],
            ["Syrte", "Derna", "Benghazi", "Ghat", "Zaouïa"],
            [
                "mardi soir, d'après des sources locales.",
                "où l'armée s'était retirée.",
                "avant la fin du délai fixé.",
                "sans faire de blessés.",
                "après deux journées de pourparlers.",
            ],
        ],
        _ => [
            [
                "Clashes broke out in",
                "The town council declared a truce in",
                "Four people were killed in",
                "A spokesman denied the shelling of",
                "Families returned to",
            ],
            ["Sirte", "Derna", "Benghazi", "Ghat", "Zawiya"],
            [
                "on Tuesday evening, local sources said.",
                "after the army pulled out.",
                "before the deadline passed.",
                "without casualties.",
                "after talks that took two days.",
            ],
        ],
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Story {
    title: String,
    body: String,
}

fn stories(lang: &str) -> Vec<Story> {
    let [openings, towns, endings] = words(lang);
    let sentence = |n: usize| format!("{} {} {}", openings[n % 5], towns[n / 5 % 5], endings[(n + n / 5) % 5]);
    (0..ITEMS)
        .map(|n| {
            let mark = if n == HURT { MARK } else { "" };
            let body = format!("<p>{}{mark}</p><p>{} ({n})</p>", sentence(n), sentence(n + 3));
            Story { title: format!("{} {} {n}", openings[n % 5], towns[n / 5 % 5]), body }
        })
        .collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn link(n: usize) -> String {
    format!("https://news.example.org/a?id={n}&amp;s=1")
}

fn render(shape: Shape, lang: &str, prolog: Option<&str>) -> String {
    let prolog = prolog.map_or(String::new(), |label| format!("<?xml version=\"1.0\" encoding=\"{label}\"?>\n"));
    let items: String = stories(lang).iter().enumerate().map(|(n, story)| item(shape, n, story)).collect();
    match shape {
        Shape::Rss20 | Shape::Rss20Cdata | Shape::Rss091 => {
            let version = if shape == Shape::Rss091 { "0.91" } else { "2.0" };
            format!(
                "{prolog}<rss version=\"{version}\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">\n<channel>\n\
                <title>{}</title>\n<link>https://news.example.org/</link>\n<language>{lang}</language>\n{items}</channel>\n</rss>\n",
                words(lang)[1][0]
            )
        }
        Shape::Rss10 => format!(
            "{prolog}<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\" \
            xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n<channel rdf:about=\"https://news.example.org/\"><title>{}</title>\
            <link>https://news.example.org/</link></channel>\n{items}</rdf:RDF>\n",
            words(lang)[1][0]
        ),
        Shape::Atom10 => format!(
            "{prolog}<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<title>{}</title>\n<id>tag:f</id>\n\
            <updated>2016-11-30T12:00:00Z</updated>\n{items}</feed>\n",
            words(lang)[1][0]
        ),
        Shape::Atom03 => format!(
            "{prolog}<feed version=\"0.3\" xmlns=\"http://purl.org/atom/ns#\" xml:lang=\"{lang}\">\n<title>{}</title>\n{items}</feed>\n",
            words(lang)[1][0]
        ),
        Shape::Json => format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"F\",\"language\":\"{lang}\",\"items\":[\n{}\n]}}\n",
            items.trim_end_matches(",\n")
        ),
    }
}

fn item(shape: Shape, n: usize, story: &Story) -> String {
    let (title, body, link) = (escaped(&story.title), escaped(&story.body), link(n));
    let minute = n % 60;
    match shape {
        Shape::Rss20 | Shape::Rss091 => format!(
            "<item>\n<title>{title}</title>\n<link>{link}</link>\n<guid isPermaLink=\"false\">g{n}</guid>\n\
            <pubDate>Wed, 30 Nov 2016 10:{minute:02}:00 GMT</pubDate>\n<description>{body}</description>\n</item>\n"
        ),
        Shape::Rss20Cdata => format!(
            "<item>\n<title><![CDATA[{}]]></title>\n<link>{link}</link>\n<guid isPermaLink=\"false\">g{n}</guid>\n\
            <pubDate>Wed, 30 Nov 2016 10:{minute:02}:00 GMT</pubDate>\n<content:encoded><![CDATA[{}]]></content:encoded>\n</item>\n",
            story.title, story.body
        ),
        Shape::Rss10 => format!(
            "<item rdf:about=\"{link}\">\n<title>{title}</title>\n<link>{link}</link>\n\
            <dc:date>2016-11-30T10:{minute:02}:00Z</dc:date>\n<description>{body}</description>\n</item>\n"
        ),
        Shape::Atom10 => format!(
            "<entry>\n<title>{title}</title>\n<link rel=\"alternate\" href=\"{link}\"/>\n<id>g{n}</id>\n\
            <updated>2016-11-30T10:{minute:02}:00Z</updated>\n<content type=\"html\">{body}</content>\n</entry>\n"
        ),
        Shape::Atom03 => format!(
            "<entry>\n<title>{title}</title>\n<link rel=\"alternate\" type=\"text/html\" href=\"{link}\"/>\n<id>g{n}</id>\n\
            <issued>2016-11-30T10:{minute:02}:00Z</issued>\n<content type=\"text/html\" mode=\"escaped\">{body}</content>\n</entry>\n"
        ),
        Shape::Json => format!(
            "{{\"id\":\"g{n}\",\"url\":\"{}\",\"title\":{},\"content_html\":{},\"date_published\":\"2016-11-30T10:{minute:02}:00Z\"}},\n",
            link.replace("&amp;", "&"),
            serde_json::to_string(&story.title).unwrap(),
            serde_json::to_string(&story.body).unwrap()
        ),
    }
}

/// A feed as it is sent, with what must come out of it.
struct Sent {
    body: Vec<u8>,
    content_type: Option<String>,
    expected: Vec<Story>,
}

#[derive(Clone, Debug)]
struct Case {
    shape: Shape,
    lang: &'static str,
    charset: Charset,
}

impl Case {
    /// Every clean feed: all shapes in all languages, in every charset that can carry them.
    fn all() -> Vec<Self> {
        let xml = [Shape::Rss20, Shape::Rss20Cdata, Shape::Rss10, Shape::Rss091, Shape::Atom10, Shape::Atom03];
        let mut all = Vec::new();
        for lang in ["ar", "en", "fr"] {
            all.push(Self { shape: Shape::Json, lang, charset: Charset::Utf8 });
            for shape in xml {
                let legacy: &[Charset] = match lang {
                    "ar" => &[Charset::Windows1256, Charset::Iso88596],
                    _ => &[Charset::Windows1252],
                };
                let wide = [Charset::Utf8, Charset::Utf16Le, Charset::Utf16Be];
                all.extend(wide.iter().chain(legacy).map(|charset| Self { shape, lang, charset: *charset }));
            }
        }
        all
    }

    fn text(&self) -> String {
        render(self.shape, self.lang, Some(self.charset.label()))
    }

    fn stories(&self, mark: &str) -> Vec<Story> {
        let replace = |story: Story| Story { body: story.body.replace(MARK, mark), ..story };
        stories(self.lang).into_iter().map(replace).collect()
    }

    fn sent(&self, text: &str, mark: &str) -> Sent {
        Sent { body: self.charset.encode(text), content_type: None, expected: self.stories(mark) }
    }

    /// The feed with `raw` in the text of one item, which must read as `value`.
    fn inserted(&self, raw: &str, value: &str) -> Sent {
        self.sent(&self.text().replace(MARK, raw), value)
    }

    fn edited(&self, edit: impl FnOnce(String) -> String) -> Sent {
        self.sent(&edit(self.text().replace(MARK, "")), "")
    }

    fn is_cdata(&self) -> bool {
        self.shape == Shape::Rss20Cdata
    }

    fn is_atom(&self) -> bool {
        matches!(self.shape, Shape::Atom10 | Shape::Atom03)
    }
}

type Damage = (&'static str, fn(&Case) -> Option<Sent>);

/// The ways in which feeds are damaged. `None` where a feed cannot be damaged that way.
const DAMAGES: &[Damage] = &[
    ("clean", |case| Some(case.edited(|text| text))),
    ("bare-ampersand", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted(" A & B&C ", " A & B&C "))
    }),
    ("ampersand-in-title", |case| {
        let Sent { body, content_type, mut expected } = case.edited(|text| text);
        if case.shape == Shape::Json || case.is_cdata() || case.charset != Charset::Utf8 {
            return None;
        }
        let title = expected[3].title.clone();
        let body = String::from_utf8(body).unwrap().replacen(&title, &format!("R&D {title}"), 1).into_bytes();
        expected[3].title = format!("R&D {title}");
        Some(Sent { body, content_type, expected })
    }),
    ("stray-less-than", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted(" 5 < 6 ", " 5 &lt; 6 "))
    }),
    ("stray-less-than-letter", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted(" a <b", " a &lt;b"))
    }),
    ("unclosed-br", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted("<br>", "<br>"))
    }),
    ("unclosed-paragraph", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted("<p><b>", "<p><b>"))
    }),
    ("unclosed-title", |case| {
        if case.shape == Shape::Json {
            return None;
        }
        Some(case.edited(|text| {
            cut_after(&text, "<item", "</title>").unwrap_or_else(|| cut_after(&text, "<entry", "</title>").unwrap())
        }))
    }),
    ("unclosed-item", |case| {
        if case.shape == Shape::Json {
            return None;
        }
        Some(case.edited(|text| text.replacen("</item>", "", 1).replacen("</entry>", "", 1)))
    }),
    ("stray-end-tag", |case| {
        if case.shape == Shape::Json {
            return None;
        }
        Some(case.edited(|text| {
            text.replacen("</item>", "</div></p></item>", 1).replacen("</entry>", "</div></p></entry>", 1)
        }))
    }),
    ("latin-1-byte", |case| {
        if case.charset != Charset::Utf8 {
            return None;
        }
        let mut sent = case.inserted(" caf@ ", " café ");
        let at = sent.body.windows(4).position(|window| window == b"caf@").unwrap() + 3;
        sent.body[at] = 0xe9;
        Some(sent)
    }),
    ("nul-and-controls", |case| Some(case.inserted("\0\u{8}\u{1b}", ""))),
    ("html-entities", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted("&eacute;&nbsp;&laquo;", "é\u{a0}«"))
    }),
    ("forbidden-references", |case| {
        if case.shape == Shape::Json || case.is_cdata() {
            return None;
        }
        Some(case.inserted("&#0;&#X41;&#146;&#xFFFF;", "A’"))
    }),
    ("cut-at-60", |case| Some(cut(case, 60))),
    ("cut-at-95", |case| Some(cut(case, 95))),
    ("no-end-of-feed", |case| {
        if case.shape == Shape::Json {
            return Some(case.edited(|text| text.trim_end().trim_end_matches("]}").to_owned()));
        }
        Some(case.edited(|text| {
            ["</channel>", "</rss>", "</feed>", "</rdf:RDF>"].iter().fold(text, |text, end| text.replace(end, ""))
        }))
    }),
    ("leading-warning", |case| {
        let warning = "<br />\n<b>Warning</b>:  Cannot modify header information in <b>/srv/www/feed.php</b> on line <b>3</b><br />\n";
        Some(case.edited(|text| format!("{warning}{text}")))
    }),
    ("leading-space", |case| Some(case.edited(|text| format!("{}{text}", "\n ".repeat(6000))))),
    ("trailing-junk", |case| {
        Some(case.edited(|text| format!("{text}<!-- cached --><script>var a = 1 < 2;</script>\n</body></html>")))
    }),
    ("header-of-another-charset", |case| {
        let wrong = match case.charset {
            Charset::Utf8 => "iso-8859-1",
            Charset::Windows1256 => "iso-8859-1",
            Charset::Iso88596 | Charset::Windows1252 | Charset::Utf16Le | Charset::Utf16Be => "utf-8",
        };
        let mut sent = case.edited(|text| text);
        sent.content_type = Some(format!("text/xml; charset={wrong}"));
        Some(sent)
    }),
    ("prolog-of-another-charset", |case| {
        let wrong = match case.charset {
            Charset::Utf8 => "windows-1256",
            _ => "utf-8",
        };
        if case.shape == Shape::Json {
            return None;
        }
        Some(case.sent(&render(case.shape, case.lang, Some(wrong)).replace(MARK, ""), ""))
    }),
    ("charset-in-header-only", |case| {
        if !case.charset.is_eight_bit() {
            return None;
        }
        let mut sent = case.sent(&render(case.shape, case.lang, None).replace(MARK, ""), "");
        sent.content_type = Some(format!("application/rss+xml; charset={}", case.charset.label()));
        Some(sent)
    }),
    ("charset-nowhere", |case| {
        if case.shape == Shape::Json {
            return None;
        }
        let mut sent = case.sent(&render(case.shape, case.lang, None).replace(MARK, ""), "");
        if matches!(case.charset, Charset::Utf16Le | Charset::Utf16Be) {
            sent.body.drain(..2);
        }
        Some(sent)
    }),
    ("no-version", |case| {
        if case.shape == Shape::Json {
            return Some(case.edited(|text| text.replacen("\"version\":\"https://jsonfeed.org/version/1.1\",", "", 1)));
        }
        let versions = [" version=\"2.0\"", " version=\"0.91\"", " version=\"0.3\""];
        Some(case.edited(|text| versions.iter().fold(text, |text, version| text.replacen(version, "", 1))))
    }),
    ("wrong-namespace", |case| {
        let wrong = |text: String| {
            text.replace("http://www.w3.org/2005/Atom", "http://www.w3.org/2005/ATOM/")
                .replace("http://purl.org/atom/ns#", "http://purl.org/atom/")
                .replace("xmlns=\"http://purl.org/rss/1.0/\"", "xmlns=\"http://purl.org/RSS/1.0\"")
                .replace("http://purl.org/rss/1.0/modules/content/", "http://example.org/content")
                .replace("<rss ", "<rss xmlns=\"http://backend.userland.com/rss2\" ")
        };
        Some(case.edited(wrong))
    }),
    ("wrong-case", |case| {
        let names = ["item", "title", "link", "pubDate", "description", "channel", "entry", "content"];
        if case.shape == Shape::Json {
            return None;
        }
        let wrong = |text: String| {
            names.iter().fold(text, |text, name| {
                let upper = name.to_uppercase();
                text.replace(&format!("<{name}>"), &format!("<{upper}>"))
                    .replace(&format!("</{name}>"), &format!("</{upper}>"))
            })
        };
        Some(case.edited(wrong))
    }),
    ("unknown-type", |case| {
        if case.is_atom() {
            return Some(case.edited(|text| text.replacen("<title>", "<title type=\"fancy/x\">", 4)));
        }
        let media = "<media:title xmlns:media=\"http://search.yahoo.com/mrss/\" type=\"fancy\">x</media:title></item>";
        Some(case.edited(|text| text.replacen("</item>", media, 4)))
    }),
    ("one-broken-date", |case| {
        Some(case.edited(|text| {
            text.replacen("2016-11-30T10:05:00Z", "soon", 1).replacen("Wed, 30 Nov 2016 10:05:00 GMT", "soon", 1)
        }))
    }),
    ("cut-cdata", |case| {
        if !case.is_cdata() {
            return None;
        }
        Some(case.edited(|text| text.replacen("]]></content:encoded>", "</content:encoded>", 3)))
    }),
    ("cut-cdata-start", |case| {
        if !case.is_cdata() {
            return None;
        }
        Some(case.edited(|text| text.replacen("<content:encoded><![CDATA[", "<content:encoded>", 3)))
    }),
    ("doubled-gzip", |case| {
        let mut sent = case.edited(|text| text);
        sent.body = gzip(&gzip(&sent.body));
        Some(sent)
    }),
    ("one-bad-json-item", |case| {
        if case.shape != Shape::Json {
            return None;
        }
        let mut sent = case.edited(|text| text.replacen("s=1\",\"title\":", "s=1\",\"title\" ", 1));
        sent.expected.remove(0);
        Some(sent)
    }),
    ("wrong-json-types", |case| {
        if case.shape != Shape::Json {
            return None;
        }
        Some(case.edited(|text| text.replacen("\"id\":\"g3\"", "\"id\":3,\"tags\":7,\"author\":\"x\"", 1)))
    }),
    ("doctype", |case| {
        if case.shape == Shape::Json {
            return None;
        }
        let doctype = "<!DOCTYPE rss [<!ENTITY nbsp \"&#160;\"><!ENTITY x \"y\">]>\n";
        let root = if case.is_atom() {
            "<feed"
        } else if case.shape == Shape::Rss10 {
            "<rdf:RDF"
        } else {
            "<rss"
        };
        Some(case.edited(|text| text.replacen(root, &format!("{doctype}{root}"), 1)))
    }),
    ("author-that-panics", |case| {
        if case.shape == Shape::Json || case.is_atom() {
            return None;
        }
        let author = "<author>محمد علي،news@x.ly</author><itunes:duration xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\">٣:٠٥</itunes:duration></item>";
        Some(case.edited(|text| text.replace("</item>", author)))
    }),
    ("unquoted-attribute", |case| {
        if case.shape == Shape::Json || case.is_atom() {
            return None;
        }
        Some(case.edited(|text| {
            text.replace("</item>", "<enclosure url=https://x.example/a.jpg length= type=\"image/jpeg></item>")
        }))
    }),
    ("two-marks", |case| {
        if case.charset != Charset::Utf8 {
            return None;
        }
        Some(case.edited(|text| format!("\u{feff}\u{feff}{text}")))
    }),
];

fn gzip(body: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(body).unwrap();
    encoder.finish().unwrap()
}

/// The text without the first `what` behind the third `anchor`.
fn cut_after(text: &str, anchor: &str, what: &str) -> Option<String> {
    let at = text.match_indices(anchor).nth(2)?.0;
    let (head, tail) = text.split_at(at);
    Some(format!("{head}{}", tail.replacen(what, "", 1)))
}

/// The first part of the bytes; every item whose end is in it must come out.
fn cut(case: &Case, percent: usize) -> Sent {
    let mut sent = case.edited(|text| text);
    sent.body.truncate(sent.body.len() * percent / 100);
    let ends: [&str; 3] = ["</item>", "</entry>", ":00Z\"}"];
    let whole = ends.iter().map(|end| count(&sent.body, &case.charset.encode(end))).max().unwrap_or(0);
    sent.expected.truncate(whole);
    sent
}

fn count(body: &[u8], needle: &[u8]) -> usize {
    // The mark of UTF-16 is at the head of each encoded string.
    let needle = needle.strip_prefix(&[0xff, 0xfe]).or(needle.strip_prefix(&[0xfe, 0xff])).unwrap_or(needle);
    body.windows(needle.len()).filter(|window| *window == needle).count()
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2016, 12, 1, 0, 0, 0).unwrap()
}

fn story(item: &Item) -> Story {
    let raw = |text: &Option<marsad::model::Markup>| text.as_ref().map_or(String::new(), |text| text.raw().to_owned());
    let body = if item.content.is_some() { raw(&item.content) } else { raw(&item.summary) };
    Story { title: raw(&item.title), body }
}

fn read_sent(sent: &Sent) -> Reading {
    read(&sent.body, &Hints { content_type: sent.content_type.as_deref(), ..Hints::default() }, now())
}

#[derive(Default)]
struct Tally {
    feeds: usize,
    expected: usize,
    kept: usize,
    right: usize,
    lost_whole: usize,
}

#[test]
fn damaged_feeds_keep_their_items_and_their_letters() {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut wrong = String::new();
    let cases = Case::all();
    for case in &cases {
        for (name, damage) in DAMAGES {
            let Some(sent) = damage(case) else { continue };
            let reading = read_sent(&sent);
            let found: Vec<Story> = reading.items.iter().map(story).collect();
            let tally = tallies.entry(name).or_default();
            tally.feeds += 1;
            tally.expected += sent.expected.len();
            tally.kept += found.len().min(sent.expected.len());
            tally.lost_whole += usize::from(found.is_empty());
            tally.right += sent.expected.iter().zip(&found).filter(|(expected, found)| expected == found).count();
            if found != sent.expected {
                let differs = sent.expected.iter().zip(&found).find(|(expected, found)| expected != found);
                writeln!(
                    wrong,
                    "{case:?} {name}: {} of {} items, first difference {differs:?}",
                    found.len(),
                    sent.expected.len()
                )
                .unwrap();
            }
        }
    }
    let mut all = Tally::default();
    for (name, tally) in &tallies {
        let percent = |part: usize| 100.0 * part as f64 / tally.expected as f64;
        println!(
            "{name:28} {:3} feeds, {:7.3} % kept, {:7.3} % right",
            tally.feeds,
            percent(tally.kept),
            percent(tally.right)
        );
        all.feeds += tally.feeds;
        all.expected += tally.expected;
        all.kept += tally.kept;
        all.right += tally.right;
        all.lost_whole += tally.lost_whole;
    }
    println!(
        "{} clean feeds, {} damages, {} feeds read: {} of {} items kept, {} right, {} feeds lost whole",
        cases.len(),
        DAMAGES.len() - 1,
        all.feeds,
        all.kept,
        all.expected,
        all.right,
        all.lost_whole
    );
    assert!(cases.len() >= 60 && DAMAGES.len() > 15);
    assert_eq!(all.lost_whole, 0, "{wrong}");
    assert!(all.kept * 1000 >= all.expected * 995, "{wrong}");
    assert_eq!(all.right, all.expected, "{wrong}");
}

#[test]
fn no_clean_feed_is_read_worse_than_by_the_mapper_alone() {
    for case in Case::all() {
        let sent = case.edited(|text| text);
        // It panics on UTF-16 with an XML declaration.
        let bare = std::panic::catch_unwind(|| feed_rs::parser::parse(sent.body.as_slice()));
        let bare = bare.ok().and_then(Result::ok).map_or(0, |feed| feed.entries.len());
        assert!(read_sent(&sent).items.len() >= bare, "{case:?}");
    }
}
