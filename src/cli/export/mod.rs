//! `marsad export`: the events of the output files as a table or a map layer.

mod csv;
mod geojson;
mod row;

use std::{
    collections::HashSet,
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
    sync::Arc,
};

use chrono::NaiveDate;

use super::{ConfigPlace, DONE, FAILED, REFUSED, condition::Conditions, refuse, tell};
use crate::{
    config::OutputPath,
    output::{Disk, Names, follow::Follower},
    record::{Event, Kind, Record},
};

/// What to export.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// How it is written: `csv` with ACLED-like columns, or `geojson` for a map
    #[arg(long, value_enum, default_value_t = Format::Csv)]
    format: Format,
    /// Only events of this day (YYYY-MM-DD) and later; one without a day counts by its article
    #[arg(long, value_name = "DATE")]
    since: Option<NaiveDate>,
    /// Only events of this day and earlier
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    /// Only events that fulfil all of these, such as `status=reported,type=Battles`:
    /// type, subtype, status, place, actor; kind, feed, lang, class of the line
    #[arg(long = "where", value_name = "KEY=VALUE,…", value_delimiter = ',')]
    conditions: Vec<String>,
    /// Also the events of versions that a later revision replaces, and of copies
    #[arg(long)]
    all_versions: bool,
}

/// How events are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    /// A table with a header.
    Csv,
    /// A FeatureCollection; events without coordinates have a null geometry.
    Geojson,
}

/// Exports to standard output.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let conditions = match Conditions::parse(&arguments.conditions) {
        Ok(conditions) => conditions,
        Err(problem) => {
            tell(problem);
            return REFUSED;
        }
    };
    let config = match place.load() {
        Ok(loaded) => loaded.config,
        Err(problems) => return refuse(&problems),
    };
    let OutputPath::File(active) = &config.output.path else {
        tell("`output.path` is standard output: there are no files to export from");
        return REFUSED;
    };
    match export(active, arguments, &conditions) {
        Ok(()) => DONE,
        // Who reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            tell(format_args!("{}: {error}", active.display()));
            FAILED
        }
    }
}

fn export(active: &Path, arguments: &Arguments, conditions: &Conditions) -> io::Result<()> {
    let replaced = if arguments.all_versions { HashSet::new() } else { replaced(active)? };
    let wanted = Wanted { arguments, conditions, replaced };
    let mut out = BufWriter::new(io::stdout().lock());
    match arguments.format {
        Format::Csv => {
            csv::header(&mut out)?;
            each_event(active, &wanted, |record, event| csv::line(record, event, &mut out))?;
        }
        Format::Geojson => {
            let mut layer = geojson::Layer::begin(&mut out)?;
            each_event(active, &wanted, |record, event| layer.feature(record, event))?;
            layer.end()?;
        }
    }
    out.flush()
}

/// Which events are exported.
struct Wanted<'a> {
    arguments: &'a Arguments,
    conditions: &'a Conditions,
    /// Ids of records whose events a revision replaces.
    replaced: HashSet<String>,
}

impl Wanted<'_> {
    fn record(&self, record: &Record<'_>) -> bool {
        self.arguments.all_versions || record.kind != Kind::Duplicate && !self.replaced.contains(&*record.id)
    }

    fn event(&self, record: &Record<'_>, event: &Event<'_>) -> bool {
        let day = row::day(record, event);
        let since = self.arguments.since.is_none_or(|since| day.is_some_and(|day| since <= day));
        let until = self.arguments.until.is_none_or(|until| day.is_some_and(|day| day <= until));
        since && until && self.conditions.hold_for(record, event)
    }
}

fn each_event(
    active: &Path,
    wanted: &Wanted<'_>,
    mut take: impl FnMut(&Record<'_>, &Event<'_>) -> io::Result<()>,
) -> io::Result<()> {
    each_record(active, |record| {
        if !wanted.record(record) {
            return Ok(());
        }
        record.events.iter().filter(|event| wanted.event(record, event)).try_for_each(|event| take(record, event))
    })
}

/// The ids that a `previous` names: a revision carries all events of its item anew.
fn replaced(active: &Path) -> io::Result<HashSet<String>> {
    let mut replaced = HashSet::new();
    each_record(active, |record| {
        replaced.extend(record.previous.as_deref().map(str::to_owned));
        Ok(())
    })?;
    Ok(replaced)
}

/// All records of the output in order. A line that is none is passed over.
fn each_record(active: &Path, mut take: impl FnMut(&Record<'_>) -> io::Result<()>) -> io::Result<()> {
    let mut follower = Follower::new(Arc::new(Disk), Names::new(active), 1);
    while follower.next_line(|line| match serde_json::from_slice::<Record<'_>>(line) {
        Ok(record) => take(&record),
        Err(_) => Ok(()),
    })? {}
    Ok(())
}
