//! `marsad explain`: an article with its evidence marked, each event in a sentence, each rule named.

mod mark;
mod sentence;
mod view;

use std::{
    io::{self, BufRead, ErrorKind, Read, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{ConfigPlace, DONE, FAILED, REFUSED, input, refuse, tell};
use crate::{
    config::{Config, OutputPath},
    daemon::Coder,
    extract::Rejection,
    given,
    model::Article,
    output::{Disk, Names, follow::Follower},
    record::{self, Record, Standing},
};

/// What to explain.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Items or records as JSON lines, `-` for standard input
    #[arg(default_value = "-", value_name = "FILE", conflicts_with = "id")]
    file: PathBuf,
    /// The record of this id out of the output files, as it was written
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// The input is the plain text of one article: the first line is its title
    #[arg(long, conflicts_with = "id")]
    text: bool,
    /// Also the words that might have been an event, and the rule by which they are none
    #[arg(long)]
    why_not: bool,
    /// One JSON object per article: the record, a sentence per event, what was rejected
    #[arg(long)]
    json: bool,
}

/// Why it ended early.
enum Trouble {
    /// Told to a person as it stands.
    Told(String),
    /// Standard output.
    Out(io::Error),
}

impl From<io::Error> for Trouble {
    fn from(error: io::Error) -> Self {
        Self::Out(error)
    }
}

/// Explains every article of the input, or the one of an id.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let loaded = match arguments.id {
        Some(_) => place.load().map(|loaded| loaded.config),
        None => place.load_or_defaults(),
    };
    let config = match loaded {
        Ok(config) => config,
        Err(problems) => return refuse(&problems),
    };
    let coder = match super::coder(&config) {
        Ok(coder) => coder,
        Err(problems) => return refuse(&problems),
    };
    let colour = super::colours(&io::stdout());
    let mut guide = Guide { config: &config, coder: &coder, arguments, colour, out: io::stdout().lock(), refused: 0 };
    let ended = match &arguments.id {
        Some(id) => guide.written(id),
        None if arguments.text => guide.whole(),
        None => guide.lines(),
    };
    match ended {
        Ok(()) if guide.refused == 0 => DONE,
        Ok(()) => FAILED,
        // Who reads has read enough.
        Err(Trouble::Out(error)) if error.kind() == ErrorKind::BrokenPipe => DONE,
        Err(Trouble::Out(error)) => {
            tell(format_args!("standard output: {error}"));
            FAILED
        }
        Err(Trouble::Told(told)) => {
            tell(told);
            if arguments.id.is_some() { REFUSED } else { FAILED }
        }
    }
}

/// One run of the command.
struct Guide<'c> {
    config: &'c Config,
    coder: &'c Coder,
    arguments: &'c Arguments,
    colour: bool,
    out: io::StdoutLock<'static>,
    refused: u64,
}

impl Guide<'_> {
    fn lines(&mut self) -> Result<(), Trouble> {
        let path = &self.arguments.file;
        let input = input::open(path).map_err(Trouble::Told)?;
        for (n, line) in input.split(b'\n').enumerate() {
            let line = line.map_err(|error| Trouble::Told(format!("{}: {error}", path.display())))?;
            let line = String::from_utf8_lossy(&line);
            if line.trim().is_empty() {
                continue;
            }
            match given::parse(&line) {
                Ok(given) => self.article(&input::article(&given, self.config))?,
                Err(error) => {
                    self.refused += 1;
                    tell(format_args!("{}:{}: {error}", path.display(), n + 1));
                }
            }
        }
        Ok(())
    }

    fn whole(&mut self) -> Result<(), Trouble> {
        let path = &self.arguments.file;
        let mut text = String::new();
        input::open(path)
            .map_err(Trouble::Told)?
            .read_to_string(&mut text)
            .map_err(|error| Trouble::Told(format!("{}: {error}", path.display())))?;
        self.article(&input::plain_article(&text))
    }

    fn article(&mut self, article: &Article) -> Result<(), Trouble> {
        let (found, rejections) = self.coder.explain(article);
        let standing = Standing { judgement: None, as_duplicate: false, text: true, lexicon: self.coder.fingerprint() };
        let record = record::compose(article.record_id(), article, &found, &standing);
        self.show(&record, &rejections)
    }

    /// The record as it was written; what was rejected is found again in its text.
    fn written(&mut self, id: &str) -> Result<(), Trouble> {
        let OutputPath::File(active) = &self.config.output.path else {
            return Err(Trouble::Told("`output.path` is standard output: there are no files to look in".to_owned()));
        };
        let line = find(active, id).map_err(|error| Trouble::Told(format!("{}: {error}", active.display())))?;
        let missing = || {
            Trouble::Told(format!(
                "no record has the id `{id}` in {} or its segments\n  hint: `output.keep_for` may have removed it",
                active.display()
            ))
        };
        let line = line.ok_or_else(missing)?;
        let unread = |error: serde_json::Error| Trouble::Told(format!("the line of `{id}` is no record: {error}"));
        let record: Record<'_> = serde_json::from_str(&line).map_err(unread)?;
        let rejections = match given::parse(&line) {
            Ok(given) if self.arguments.why_not && record.text.is_some() => {
                self.coder.explain(&input::article(&given, self.config)).1
            }
            _ => Vec::new(),
        };
        let now = format!("{} lexicon {}", record::PROGRAM, self.coder.fingerprint());
        if record.coder != now {
            tell(format_args!("coded by {}; {now} may code it otherwise", record.coder));
        }
        self.show(&record, &rejections)
    }

    fn show(&mut self, record: &Record<'_>, rejections: &[Rejection]) -> Result<(), Trouble> {
        let rejections = if self.arguments.why_not { rejections } else { &[] };
        if self.arguments.json {
            view::write_json(record, rejections, &mut self.out)?;
        } else {
            view::write_text(record, rejections, self.arguments.why_not, self.colour, &mut self.out)?;
        }
        Ok(self.out.flush()?)
    }
}

/// The line of an id in the output files, oldest first.
fn find(active: &Path, id: &str) -> io::Result<Option<String>> {
    // Only what begins like a record of that id is parsed.
    let mark = format!(",\"id\":\"{id}\",");
    let mut found = None;
    let mut follower = Follower::new(Arc::new(Disk), Names::new(active), 1);
    while found.is_none()
        && follower.next_line(|line| {
            let head = String::from_utf8_lossy(line.get(..HEAD.min(line.len())).unwrap_or_default());
            if head.contains(&mark) {
                found = Some(String::from_utf8_lossy(line).into_owned());
            }
            Ok::<(), io::Error>(())
        })?
    {}
    Ok(found)
}

/// The id stands behind the schema and the number: within so many bytes.
const HEAD: usize = 96;
