//! `marsad eval`: how right the coder is, beside gold lines.

use std::{
    collections::BTreeMap,
    io::{self, BufRead, ErrorKind, Write},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use super::{ConfigPlace, DONE, FAILED, REFUSED, input, refuse, tell};
use crate::{
    config::{self, Config},
    eval::{GoldLine, Miss, Names, Score, Share, Tally, compare},
    extract::extract,
    lexicon::Lexicon,
};

/// What to score.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Gold: one `{"item": …, "gold": {"relevance": …, "events": […]}}` a line; `-` for standard input
    #[arg(required = true, value_name = "GOLD.jsonl")]
    files: Vec<PathBuf>,
    /// One JSON object with all counts and the list of misses
    #[arg(long)]
    json: bool,
    /// Only the sums: for gold that nobody is to develop on
    #[arg(long)]
    sums: bool,
    /// Fail if a number is lower, such as `events.precision=0.85` or `place=0.9`
    #[arg(long, value_name = "NAME=VALUE")]
    at_least: Vec<String>,
    /// Fail if a number is higher, such as `events.extra=0.15` or `false-tolls=0.02`
    #[arg(long, value_name = "NAME=VALUE")]
    at_most: Vec<String>,
}

/// Scores the files together, by language and in all.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let bounds = match bounds(arguments) {
        Ok(bounds) => bounds,
        Err(told) => {
            tell(told);
            return REFUSED;
        }
    };
    let config = match place.load_or_defaults() {
        Ok(config) => config,
        Err(problems) => return refuse(&problems),
    };
    let lexicon = config::lexicon_sources(config.extract.lexicon.as_deref());
    let lexicon = match lexicon.and_then(|sources| Lexicon::compile(&sources)) {
        Ok(lexicon) => lexicon,
        Err(problems) => return refuse(&problems),
    };
    let mut sheet = Sheet {
        config: &config,
        lexicon: &lexicon,
        names: Names::new(&lexicon),
        scores: BTreeMap::new(),
        misses: Vec::new(),
        events: Vec::new(),
    };
    for file in &arguments.files {
        if let Err(error) = sheet.file(file) {
            tell(error);
            return FAILED;
        }
    }
    let told = sheet.write(arguments, &mut io::stdout().lock());
    match told {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            tell(format_args!("standard output: {error}"));
            return FAILED;
        }
        _ => {}
    }
    let all = sheet.all();
    let broken: Vec<String> = bounds.iter().filter_map(|bound| bound.broken(&all)).collect();
    broken.iter().for_each(tell);
    if broken.is_empty() { DONE } else { FAILED }
}

/// The scores so far.
struct Sheet<'l> {
    config: &'l Config,
    lexicon: &'l Lexicon,
    names: Names<'l>,
    /// By language tag.
    scores: BTreeMap<String, Score>,
    misses: Vec<Miss>,
    /// Each coded event: its item, its id, and whether it is right.
    events: Vec<(String, String, bool)>,
}

impl Sheet<'_> {
    fn file(&mut self, path: &Path) -> Result<(), String> {
        let input = input::open(path)?;
        for (n, line) in input.lines().enumerate() {
            let line = line.map_err(|error| format!("{}:{}: {error}", path.display(), n + 1))?;
            if !line.trim().is_empty() {
                // Half of the gold would be another gold.
                let line = GoldLine::parse(&line).map_err(|error| format!("{}:{}: {error}", path.display(), n + 1))?;
                self.line(line);
            }
        }
        Ok(())
    }

    fn line(&mut self, line: GoldLine) {
        let article = input::article(&line.given, self.config);
        let found = extract(&article, self.lexicon);
        let language = article.lang.map_or("und", |language| language.tag());
        let score = self.scores.entry(language.to_owned()).or_default();
        let told = compare(&article.item, &line.gold, &found, &self.names, score);
        self.misses.extend(told.misses);
        self.events.extend(told.events.into_iter().map(|(id, right)| (article.item.clone(), id, right)));
    }

    fn all(&self) -> Score {
        let mut all = Score::default();
        self.scores.values().for_each(|score| all.add(score));
        all
    }

    fn write(&self, arguments: &Arguments, out: &mut impl Write) -> io::Result<()> {
        let misses: &[Miss] = if arguments.sums { &[] } else { &self.misses };
        let all = self.all();
        let columns = self.scores.iter().map(|(name, score)| (name.as_str(), score)).chain([("all", &all)]);
        if arguments.json {
            let scores: serde_json::Map<String, Value> =
                columns.map(|(name, score)| (name.to_owned(), as_json(score))).collect();
            let misses: Vec<Value> = misses
                .iter()
                .map(|miss| json!({"item": miss.item, "kind": miss.what.name(), "told": miss.to_string()}))
                .collect();
            let events = if arguments.sums { &[] } else { self.events.as_slice() };
            let events: Vec<Value> =
                events.iter().map(|(item, id, right)| json!({"item": item, "id": id, "right": right})).collect();
            writeln!(out, "{}", json!({"scores": scores, "misses": misses, "events": events}))
        } else {
            misses.iter().try_for_each(|miss| writeln!(out, "{miss}"))?;
            if !misses.is_empty() {
                writeln!(out)?;
            }
            table(&columns.collect::<Vec<_>>(), out)
        }
    }
}

/// What can be measured, with its name on the command line.
enum Measure {
    /// Things to be found.
    Tally(fn(&Score) -> Tally),
    /// Cases and those that hold.
    Share(fn(&Score) -> Share),
}

/// All measures in the order of the table.
const MEASURES: [(&str, &str, Measure); 12] = [
    ("relevance", "about Libya", Measure::Tally(|score| score.relevance)),
    ("events", "events by type and sub-type", Measure::Tally(|score| score.events)),
    ("whole", "type, status and place together", Measure::Tally(|score| score.whole)),
    ("status", "status", Measure::Share(|score| score.status)),
    ("unreported", "status of those not simply reported", Measure::Share(|score| score.unreported)),
    ("place", "place", Measure::Share(|score| score.place)),
    ("date", "day", Measure::Share(|score| score.date)),
    ("tolls", "tolls, where stated", Measure::Share(|score| score.tolls)),
    ("false-tolls", "tolls, where none is stated", Measure::Share(|score| score.false_tolls)),
    ("actors", "named actors found", Measure::Share(|score| score.actors)),
    ("roles", "their part", Measure::Share(|score| score.roles)),
    ("agreements", "kind and duration of agreements", Measure::Share(|score| score.agreements)),
];

/// The value of a name such as `place` or `events.recall`; the inner `None` where there was no case.
fn value(name: &str, score: &Score) -> Option<Option<f64>> {
    let (measure, part) = name.split_once('.').unwrap_or((name, ""));
    let (.., measure) = MEASURES.iter().find(|(known, ..)| *known == measure)?;
    match (measure, part) {
        (Measure::Share(share), "") => Some(share(score).value()),
        (Measure::Tally(tally), "f1" | "") => Some(tally(score).f1()),
        (Measure::Tally(tally), "precision") => Some(tally(score).precision()),
        (Measure::Tally(tally), "recall") => Some(tally(score).recall()),
        (Measure::Tally(tally), "extra") => Some(tally(score).extra_per_right()),
        _ => None,
    }
}

/// A number that has to be reached, or not passed.
struct Bound {
    name: String,
    value: f64,
    at_least: bool,
}

impl Bound {
    /// What to say if the scores do not keep it. Where there was no case nothing is broken.
    fn broken(&self, all: &Score) -> Option<String> {
        let reached = value(&self.name, all)??;
        let holds = if self.at_least { reached >= self.value } else { reached <= self.value };
        let word = if self.at_least { "at least" } else { "at most" };
        (!holds).then(|| format!("{} is {reached:.3}, it has to be {word} {}", self.name, self.value))
    }
}

fn bounds(arguments: &Arguments) -> Result<Vec<Bound>, String> {
    let least = arguments.at_least.iter().map(|given| (given, true));
    let most = arguments.at_most.iter().map(|given| (given, false));
    least.chain(most).map(|(given, at_least)| bound(given, at_least)).collect()
}

fn bound(given: &str, at_least: bool) -> Result<Bound, String> {
    let Some((name, number)) = given.split_once('=') else {
        return Err(format!("`{given}` is no bound\n  hint: write it as `place=0.9`"));
    };
    if value(name, &Score::default()).is_none() {
        let known: Vec<&str> = MEASURES.iter().map(|(name, ..)| *name).collect();
        return Err(format!(
            "unknown measure `{name}`\n  hint: there are {}; the first three have `.precision`, `.recall`, `.f1` and `.extra`",
            known.join(", ")
        ));
    }
    match number.parse() {
        Ok(value) => Ok(Bound { name: name.to_owned(), value, at_least }),
        Err(_) => Err(format!("`{number}` in `{given}` is no number")),
    }
}

fn as_json(score: &Score) -> Value {
    let mut all = serde_json::Map::new();
    all.insert("items".to_owned(), score.items.into());
    for (name, _, measure) in &MEASURES {
        let counts = match measure {
            Measure::Tally(tally) => {
                let tally = tally(score);
                json!({
                    "gold": tally.gold, "found": tally.found, "right": tally.right,
                    "precision": tally.precision(), "recall": tally.recall(), "f1": tally.f1(),
                })
            }
            Measure::Share(share) => {
                let share = share(score);
                json!({"of": share.of, "part": share.part, "share": share.value()})
            }
        };
        all.insert((*name).to_owned(), counts);
    }
    let bands = score.bands.iter().map(|band| json!({"events": band.right.of, "right": band.right.part}));
    all.insert("confidence".to_owned(), bands.collect());
    Value::Object(all)
}

fn table(columns: &[(&str, &Score)], out: &mut impl Write) -> io::Result<()> {
    write!(out, "{:36}", "")?;
    for (name, score) in columns {
        write!(out, "  {:<21}", format!("{name} ({})", score.items))?;
    }
    writeln!(out)?;
    for (_, told, measure) in &MEASURES {
        match measure {
            Measure::Share(share) => row(told, columns, |score| of(share(score)), out)?,
            Measure::Tally(tally) => {
                row(told, columns, |score| ratio(tally(score).f1(), "F1"), out)?;
                row(
                    "  precision",
                    columns,
                    |score| counted(tally(score).precision(), tally(score).right, tally(score).found),
                    out,
                )?;
                row(
                    "  recall",
                    columns,
                    |score| counted(tally(score).recall(), tally(score).right, tally(score).gold),
                    out,
                )?;
                row("  extra for each right one", columns, |score| ratio(tally(score).extra_per_right(), ""), out)?;
            }
        }
    }
    writeln!(out, "right in type and status, by confidence")?;
    for tenth in (0..10).rev() {
        let band = |score: &Score| score.bands.get(tenth).copied().unwrap_or_default().right;
        if columns.iter().any(|(_, score)| band(score).of > 0) {
            row(&format!("  0.{tenth} and more"), columns, |score| of(band(score)), out)?;
        }
    }
    Ok(())
}

fn row(
    told: &str,
    columns: &[(&str, &Score)],
    cell: impl Fn(&Score) -> String,
    out: &mut impl Write,
) -> io::Result<()> {
    write!(out, "{told:36}")?;
    for (_, score) in columns {
        write!(out, "  {:<21}", cell(score))?;
    }
    writeln!(out)
}

fn of(share: Share) -> String {
    counted(share.value(), share.part, share.of)
}

fn counted(value: Option<f64>, part: u32, of: u32) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3} ({part}/{of})"))
}

fn ratio(value: Option<f64>, unit: &str) -> String {
    value.map_or_else(|| "-".to_owned(), |value| format!("{value:.3} {unit}"))
}
