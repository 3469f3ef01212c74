//! `marsad feed`: feeds fetched and read now, with all that was found and why. No state is touched.

mod desk;
mod view;

use std::{
    collections::BTreeMap,
    ffi::OsString,
    io::{self, ErrorKind, Write},
    sync::Arc,
};

use tokio::task::{Id, JoinSet};

use super::{ConfigPlace, DONE, FAILED, REFUSED, refuse, tell};
use desk::{Desk, Shown};

/// What to read.
#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    pub(super) place: ConfigPlace,
    /// Addresses (with `://`, or `file:`) and paths of feeds
    #[arg(required = true, value_name = "URL|PATH")]
    sources: Vec<OsString>,
    /// One JSON object per source, in order
    #[arg(long)]
    json: bool,
}

/// Sources under way at once.
const AT_ONCE: usize = 32;

/// Bytes that may wait for the turn of their source: one that is slow must not hold up the others,
/// nor let them fill the memory.
const MOST_WAITING: usize = 32 << 20;

/// Examines every source; what was found is written in the order of the arguments.
pub(super) fn run(place: &ConfigPlace, arguments: &Arguments) -> u8 {
    let config = match place.load_or_defaults() {
        Ok(config) => config,
        Err(problems) => return refuse(&problems),
    };
    let desk = match Desk::new(config, arguments.json) {
        Ok(desk) => Arc::new(desk),
        Err(error) => {
            tell(error);
            return REFUSED;
        }
    };
    let runtime = match super::runtime() {
        Ok(runtime) => runtime,
        Err(error) => {
            tell(format_args!("no threads: {error}"));
            return REFUSED;
        }
    };
    let code = match runtime.block_on(examine(&desk, &arguments.sources, &mut io::stdout().lock())) {
        Ok(true) => DONE,
        Ok(false) => FAILED,
        // Who reads has read enough.
        Err(error) if error.kind() == ErrorKind::BrokenPipe => DONE,
        Err(error) => {
            tell(format_args!("standard output: {error}"));
            FAILED
        }
    };
    // Not waited for: a source that is slow and that nobody wants to hear of any more.
    runtime.shutdown_background();
    code
}

/// Whether all sources were feeds.
async fn examine(desk: &Arc<Desk>, sources: &[OsString], out: &mut impl Write) -> io::Result<bool> {
    let mut row = Row { under_way: JoinSet::new(), places: BTreeMap::new(), waiting: BTreeMap::new() };
    let mut coming = sources.iter().enumerate();
    let mut all_ok = true;
    for next in 0..sources.len() {
        let shown = loop {
            while row.has_room() {
                let Some((place, source)) = coming.next() else { break };
                row.start(desk, place, source);
            }
            match row.waiting.remove(&next) {
                Some(shown) => break shown,
                None => row.hear(desk, sources).await,
            }
        };
        all_ok &= shown.ok;
        out.write_all(&shown.bytes)?;
        out.flush()?;
    }
    Ok(all_ok)
}

/// Sources under way, and those that are ready before their turn.
struct Row {
    under_way: JoinSet<(usize, Shown)>,
    /// The place of each source under way, should its task fail.
    places: BTreeMap<Id, usize>,
    waiting: BTreeMap<usize, Shown>,
}

impl Row {
    fn has_room(&self) -> bool {
        let bytes: usize = self.waiting.values().map(|shown| shown.bytes.len()).sum();
        self.under_way.len() < AT_ONCE && bytes < MOST_WAITING
    }

    fn start(&mut self, desk: &Arc<Desk>, place: usize, source: &OsString) {
        let (desk, source) = (Arc::clone(desk), source.clone());
        let started = self.under_way.spawn(async move { (place, desk.show(source).await) });
        self.places.insert(started.id(), place);
    }

    /// Waits until one more source is ready.
    async fn hear(&mut self, desk: &Desk, sources: &[OsString]) {
        match self.under_way.join_next_with_id().await {
            Some(Ok((id, (place, shown)))) => {
                self.places.remove(&id);
                self.waiting.insert(place, shown);
            }
            Some(Err(error)) => {
                if let Some(place) = self.places.remove(&error.id())
                    && let Some(source) = sources.get(place)
                {
                    self.waiting.insert(place, desk.failed(source));
                }
            }
            None => {}
        }
    }
}
