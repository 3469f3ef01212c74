//! `marsad extract`: items in, exactly one record per item out, in order, without any state.

use std::{
    io::{self, BufRead, BufWriter, ErrorKind, Read, Write},
    path::PathBuf,
    thread,
};

use super::{ConfigPlace, DONE, FAILED, input, refuse, tell};
use crate::{
    config::Config,
    daemon::Coder,
    given::{self, Given},
    model::Article,
    record::{self, PendingLine, Standing},
};

/// Lines read before they are coded together: enough for every core, little to hold.
const LINES_AT_ONCE: usize = 512;

/// What to read.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// JSON lines, `-` for standard input
    #[arg(default_value = "-", value_name = "FILE")]
    file: PathBuf,
    /// The input is the plain text of one article: the first line is its title
    #[arg(long)]
    text: bool,
}

/// Codes every item of the input.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let config = match place.load_or_defaults() {
        Ok(config) => config,
        Err(problems) => return refuse(&problems),
    };
    let coder = match super::coder(&config) {
        Ok(coder) => coder,
        Err(problems) => return refuse(&problems),
    };
    let input = match input::open(&arguments.file) {
        Ok(input) => input,
        Err(told) => {
            tell(told);
            return FAILED;
        }
    };
    let mut stream =
        Stream { desk: Desk { config: &config, coder: &coder }, seq: 0, refused: 0, name: &arguments.file };
    let mut out = BufWriter::new(io::stdout().lock());
    let ended = if arguments.text { stream.whole(input, &mut out) } else { stream.lines(input, &mut out) };
    match ended.and_then(|()| out.flush()) {
        Ok(()) if stream.refused == 0 => DONE,
        Ok(()) => FAILED,
        // Who reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            tell(format_args!("{}: {error}", arguments.file.display()));
            FAILED
        }
    }
}

/// From an item to its line; shared by all threads.
struct Desk<'c> {
    config: &'c Config,
    coder: &'c Coder,
}

impl Desk<'_> {
    fn code(&self, given: Given) -> PendingLine {
        self.line(&input::article(&given, self.config))
    }

    fn line(&self, article: &Article) -> PendingLine {
        let found = self.coder.code(article);
        let id = article.record_id();
        let standing = Standing {
            judgement: None,
            as_duplicate: false,
            text: self.config.output.text,
            lexicon: self.coder.fingerprint(),
        };
        PendingLine::new(id, &record::compose(id, article, &found, &standing))
    }
}

/// The state of one run.
struct Stream<'c> {
    desk: Desk<'c>,
    seq: u64,
    refused: u64,
    name: &'c PathBuf,
}

impl Stream<'_> {
    fn lines(&mut self, mut input: impl BufRead, out: &mut impl Write) -> io::Result<()> {
        let mut number = 0;
        loop {
            let lines = read_lines(&mut input)?;
            if lines.is_empty() {
                return Ok(());
            }
            let items = self.items(lines, &mut number);
            for line in self.coded(items)? {
                self.write(&line, out)?;
            }
        }
    }

    /// The items of some lines; a line that is none is named and left out.
    fn items(&mut self, lines: Vec<Vec<u8>>, number: &mut u64) -> Vec<Given> {
        let mut items = Vec::with_capacity(lines.len());
        for line in lines {
            *number += 1;
            let text = String::from_utf8_lossy(&line);
            if text.trim().is_empty() {
                continue;
            }
            match given::parse(&text) {
                Ok(given) => items.push(given),
                Err(error) => {
                    self.refused += 1;
                    tell(format_args!("{}:{number}: {error}", self.name.display()));
                }
            }
        }
        items
    }

    /// Codes on every core, in order.
    fn coded(&self, items: Vec<Given>) -> io::Result<Vec<PendingLine>> {
        let cores = thread::available_parallelism().map_or(1, std::num::NonZero::get);
        let share = items.len().div_ceil(cores).max(1);
        let mut items = items.into_iter();
        let shares: Vec<Vec<Given>> = (0..cores).map(|_| items.by_ref().take(share).collect()).collect();
        let coded: io::Result<Vec<Vec<PendingLine>>> = thread::scope(|scope| {
            let code = |share: Vec<Given>| share.into_iter().map(|given| self.desk.code(given)).collect::<Vec<_>>();
            let workers: Vec<_> = shares.into_iter().map(|share| scope.spawn(move || code(share))).collect();
            // The coder catches what an article may do to it; composing one has nothing to catch.
            workers
                .into_iter()
                .map(|worker| worker.join().map_err(|_| io::Error::other("an item could not be read")))
                .collect()
        });
        Ok(coded?.into_iter().flatten().collect())
    }

    fn whole(&mut self, mut input: impl Read, out: &mut impl Write) -> io::Result<()> {
        let mut text = String::new();
        input.read_to_string(&mut text)?;
        let line = self.desk.line(&input::plain_article(&text));
        self.write(&line, out)
    }

    fn write(&mut self, line: &PendingLine, out: &mut impl Write) -> io::Result<()> {
        self.seq += 1;
        let mut bytes = Vec::with_capacity(line.rest.len() + 48);
        line.write(self.seq, &mut bytes);
        out.write_all(&bytes)
    }
}

/// Up to [`LINES_AT_ONCE`] lines; none at the end.
fn read_lines(input: &mut impl BufRead) -> io::Result<Vec<Vec<u8>>> {
    let mut lines = Vec::new();
    while lines.len() < LINES_AT_ONCE {
        let mut line = Vec::new();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        lines.push(line);
    }
    Ok(lines)
}
