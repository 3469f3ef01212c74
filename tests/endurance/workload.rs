//! Items to be replayed, and what must come out of them.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    fs::{self, File},
    io::Read,
    path::{Path, PathBuf},
    process::Command,
};

use flate2::read::MultiGzDecoder;

use crate::program::MARSAD;

/// Words of which no two items have the same choice: nothing is a copy of anything.
const WORDS: [&str; 16] = [
    "harbour", "council", "road", "school", "water", "power", "market", "bridge", "field", "airport", "museum",
    "library", "garden", "factory", "station", "village",
];

/// A directory with a configuration.
pub(crate) struct Workload {
    pub(crate) dir: PathBuf,
}

impl Workload {
    /// Writes every item, and codes none: what is proven here happens behind the coder.
    pub(crate) fn new(dir: &Path, more: &str) -> Self {
        fs::create_dir_all(dir).unwrap();
        let config = format!(
            "[dedup]\nnear = false\nduplicates = \"emit\"\n[extract]\nkeep = \"all\"\nlanguages = [\"fr\"]\n[ops]\nlisten = \"\"\n{more}"
        );
        fs::write(dir.join("marsad.toml"), config).unwrap();
        Self { dir: dir.to_owned() }
    }

    /// Adds feeds in files, each with so many items.
    pub(crate) fn add_feeds(&self, count: usize, items: usize) {
        let mut config = fs::read_to_string(self.dir.join("marsad.toml")).unwrap();
        for feed in 0..count {
            let _ = write!(config, "[[feed]]\nid = \"feed-{feed}\"\nurl = \"file:feed-{feed}.xml\"\n");
            let mut document =
                String::from("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Outlet</title>");
            for item in 0..items {
                let rank = feed * items + item;
                let _ = write!(
                    document,
                    "<item><guid isPermaLink=\"false\">item-{rank}</guid><title>Report {rank}</title>\
                     <pubDate>Sun, 13 Sep 2020 12:{:02}:00 GMT</pubDate><description>{}</description></item>",
                    rank % 60,
                    text(rank, 600)
                );
            }
            document.push_str("</channel></rss>");
            fs::write(self.dir.join(format!("feed-{feed}.xml")), document).unwrap();
        }
        fs::write(self.dir.join("marsad.toml"), config).unwrap();
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(MARSAD);
        command.current_dir(&self.dir).args(arguments);
        command
    }

    /// The name for a file in which the program's complaints are collected.
    pub(crate) fn stderr(&self) -> PathBuf {
        self.dir.join("stderr.log")
    }

    pub(crate) fn active(&self) -> PathBuf {
        self.dir.join("out/marsad.ndjson")
    }

    /// All lines as a reader finds them: sealed segments in order, then the active file.
    pub(crate) fn stream(&self) -> Vec<u8> {
        let mut files = BTreeMap::new();
        let names = fs::read_dir(self.dir.join("out")).into_iter().flatten().map(|entry| entry.unwrap());
        for entry in names {
            let name = entry.file_name().into_string().unwrap();
            let Some(rest) = name.strip_prefix("marsad-") else { continue };
            let Some((first_seq, suffix)) = rest.split_once('.') else { continue };
            let Ok(first_seq) = first_seq.parse::<u64>() else { continue };
            let mut bytes = Vec::new();
            let mut file = File::open(entry.path()).unwrap();
            match suffix {
                "ndjson" => file.read_to_end(&mut bytes).unwrap(),
                "ndjson.gz" => MultiGzDecoder::new(file).read_to_end(&mut bytes).unwrap(),
                _ => continue,
            };
            files.insert(first_seq, bytes);
        }
        let mut stream: Vec<u8> = files.into_values().flatten().collect();
        stream.extend(fs::read(self.active()).unwrap_or_default());
        stream
    }
}

/// A text of which no two are alike.
fn text(rank: usize, length: usize) -> String {
    let mut text = format!("Report {rank} on the");
    let mut choice = rank.wrapping_mul(0x9E37_79B9) | 1;
    while text.len() < length {
        choice = choice.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let _ = write!(text, " {} {}", WORDS[(choice >> 33) % WORDS.len()], (choice >> 40) % 1000);
    }
    text
}

/// A stream but for the times at which its items were fetched.
pub(crate) fn normal(stream: &[u8]) -> Vec<u8> {
    const KEY: &[u8] = b"\"fetched\":\"";
    let (mut normal, mut rest) = (Vec::with_capacity(stream.len()), stream);
    while let Some(at) = rest.windows(KEY.len()).position(|window| window == KEY) {
        let (before, after) = rest.split_at(at + KEY.len());
        normal.extend_from_slice(before);
        rest = after.iter().position(|byte| *byte == b'"').map_or(&[], |end| &after[end..]);
    }
    normal.extend_from_slice(rest);
    normal
}

/// Items as JSON lines, `every` seconds apart.
pub(crate) fn items(count: usize, every: usize, length: usize) -> String {
    let mut lines = String::new();
    for rank in 0..count {
        let text = text(rank, length);
        let time = chrono::DateTime::from_timestamp((1_600_000_000 + rank * every) as i64, 0).unwrap();
        let time = time.to_rfc3339_opts(chrono::SecondsFormat::Secs, true);
        let _ = writeln!(
            lines,
            "{{\"id\":\"item-{rank}\",\"title\":\"Report {rank}\",\"text\":\"{text}.\",\"lang\":\"en\",\"fetched\":\"{time}\"}}"
        );
    }
    lines
}

/// How a stream differs from what had to come out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Difference {
    pub(crate) lost: usize,
    pub(crate) doubled: usize,
    pub(crate) torn: usize,
    pub(crate) exact: bool,
}

/// Compares line by line; a line that had not to come out is torn.
pub(crate) fn compare(expected: &[u8], found: &[u8]) -> Difference {
    let mut counts: BTreeMap<&[u8], usize> = lines(expected).map(|line| (line, 0)).collect();
    let mut torn = 0;
    for line in lines(found) {
        match counts.get_mut(line) {
            Some(count) => *count += 1,
            None => torn += 1,
        }
    }
    Difference {
        lost: counts.values().filter(|count| **count == 0).count(),
        doubled: counts.values().map(|count| count.saturating_sub(1)).sum(),
        torn,
        exact: expected == found,
    }
}

fn lines(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    bytes.split_inclusive(|byte| *byte == b'\n')
}
