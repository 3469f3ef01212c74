//! The daemon at work: runs the poller, answers the control socket, reloads, drains.

use std::{
    sync::{Arc, Mutex, PoisonError, RwLock, atomic::Ordering},
    time::Duration,
};

use tokio::{
    sync::{mpsc, watch},
    task::JoinSet,
};
use tracing::{error, info, warn};

use super::{
    OpenError, PipelineError, Workshop,
    control::{Asked, Control, Reply, Request},
    orders::Orders,
    service::{self, Beats},
    workshop::{self, fetcher},
};
use crate::{
    clock,
    config::{Config, Loaded, OutputPath, diff},
    ops::{self, Counts, Index, Meters, Ops, health},
    output::{Disk, Names, Progress, Sink, Start},
    poll::poller::NewOrders,
    problem::Problems,
};

/// What the stages behind the poller may take to write what they hold, beyond `poll.drain`.
const WRITING: Duration = Duration::from_secs(10);

/// Orders that wait for the poller, and questions that wait for an answer: people ask one at a time.
const ASKED_AT_ONCE: usize = 4;

/// Reads the configuration again, as it was read at the start.
pub type Reread = Box<dyn Fn() -> Result<Loaded, Problems> + Send>;

/// How the daemon ended.
#[derive(Debug)]
pub enum Ended {
    /// All that was under way is finished and written.
    Drained,
    /// A stage failed.
    Failed(PipelineError),
    /// The deadline was hit, or somebody asked twice. What was committed is written at the next start.
    Cut,
}

/// What the outside asks of a running daemon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// Stop.
    Stop,
    /// Read the configuration again.
    Reload,
}

/// A daemon, opened and not yet at work.
pub struct Supervisor {
    workshop: Workshop,
    config: Config,
    /// The configuration as the endpoint shows it.
    shown: Arc<RwLock<Config>>,
    meters: Arc<Meters>,
    reread: Reread,
    beats: Beats,
    orders: mpsc::Sender<NewOrders>,
}

/// What works while the supervisor waits.
struct Crew {
    polling: JoinSet<()>,
    helpers: JoinSet<()>,
    stop: watch::Sender<bool>,
    /// The endpoint ends last: it shows how the rest ends.
    close: watch::Sender<bool>,
    asked: mpsc::Receiver<Asked>,
}

impl Supervisor {
    /// Opens everything and works until a wish to stop, or a stage that fails.
    ///
    /// # Errors
    /// What cannot be opened: nothing was started.
    pub async fn work(
        config: Config,
        reread: Reread,
        start: Start,
        mut wishes: mpsc::Receiver<Wish>,
    ) -> Result<Ended, OpenError> {
        let beats = Beats::default();
        let counts = Arc::<Mutex<Counts>>::default();
        let meters = Arc::new(Meters::new(Arc::clone(&counts)));
        let (sink_beat, measured) = (Arc::clone(&beats.sink), Arc::clone(&meters));
        let workshop = Workshop::open(&config, start, counts, move |sink, progress| {
            sink_beat.fetch_add(1, Ordering::Relaxed);
            measure(&measured, sink, progress);
        })?;
        let (orders, _) = mpsc::channel(1);
        let shown = Arc::new(RwLock::new(config.clone()));
        let mut supervisor = Self { workshop, config, shown, meters, reread, beats, orders };
        let mut crew = supervisor.begin()?;
        supervisor.serve(&mut crew, &mut wishes).await;
        Ok(supervisor.drain(crew, wishes).await)
    }

    fn begin(&mut self) -> Result<Crew, OpenError> {
        let (stop, stopped) = watch::channel(false);
        let (orders, taken) = mpsc::channel(ASKED_AT_ONCE);
        let poller = self.workshop.poller(&self.config, stopped)?.with_orders(taken);
        self.orders = orders;
        self.beats.poller = poller.beat();
        let mut polling = JoinSet::new();
        polling.spawn(async move { drop(poller.run().await) });
        let mut helpers = JoinSet::new();
        let (questions, asked) = mpsc::channel(ASKED_AT_ONCE);
        match Control::open(&self.config.state.dir) {
            Ok(control) => drop(helpers.spawn(control.serve(questions))),
            Err(error) => warn!(%error, "no control socket: `marsad reload` will not find this daemon"),
        }
        helpers.spawn(service::feed_watchdog(self.beats.clone(), Arc::clone(self.workshop.store.room())));
        let (close, closed) = watch::channel(false);
        self.open_endpoint(&mut helpers, closed);
        let enabled = self.config.feeds.iter().filter(|feed| feed.enabled).count();
        info!(feeds = enabled, version = env!("CARGO_PKG_VERSION"), "started");
        service::ready();
        Ok(Crew { polling, helpers, stop, close, asked })
    }

    fn open_endpoint(&self, helpers: &mut JoinSet<()>, closed: watch::Receiver<bool>) {
        let Some(listen) = self.config.ops.listen else { return };
        let index = match &self.config.output.path {
            OutputPath::File(path) => Some(Index::new(Arc::new(Disk), Names::new(path))),
            OutputPath::Stdout => None,
        };
        if let Some(index) = &index {
            helpers.spawn(ops::follow(index.clone(), closed.clone()));
        }
        let shown = Ops {
            config: Arc::clone(&self.shown),
            store: self.workshop.store.clone(),
            index,
            meters: Arc::clone(&self.meters),
            queues: self.workshop.pipeline.queues(),
            token: self.config.ops.token.clone(),
        };
        helpers.spawn(ops::serve(listen, shown, closed));
    }

    /// Answers until it is time to stop.
    async fn serve(&mut self, crew: &mut Crew, wishes: &mut mpsc::Receiver<Wish>) {
        let mut ended = self.workshop.ended.clone();
        loop {
            tokio::select! {
                wish = wishes.recv() => match wish {
                    Some(Wish::Reload) => {
                        let reply = self.reload().await;
                        for line in &reply.lines {
                            if reply.ok { info!("reload: {line}") } else { error!("reload: {line}") }
                        }
                    }
                    Some(Wish::Stop) | None => return,
                },
                Some(asked) = crew.asked.recv() => {
                    let reply = self.answer(asked.request).await;
                    // Who asked may have gone.
                    drop(asked.reply.send(reply));
                }
                _ = ended.wait_for(|ended| *ended) => return,
                _ = crew.polling.join_next() => return,
            }
        }
    }

    async fn answer(&mut self, request: Request) -> Reply {
        match request {
            Request::Reload => self.reload().await,
            Request::Feeds => match self.feeds() {
                Ok(feeds) => Reply { ok: true, lines: Vec::new(), feeds },
                Err(error) => refused(vec![error.to_string()]),
            },
        }
    }

    fn feeds(&self) -> Result<Vec<serde_json::Value>, OpenError> {
        Ok(health::feeds(&self.config, &self.workshop.store.snapshot()?, clock::now())?)
    }

    /// Reads everything anew, configuration and lexicon, checks it, and only then changes anything.
    /// A bad file leaves the old ones at work.
    async fn reload(&mut self) -> Reply {
        let reply = match self.renew().await {
            Ok(lines) => Reply { ok: true, lines, feeds: Vec::new() },
            Err(OpenError::Lexicon(problems)) => refused(lines(&problems)),
            Err(error) => refused(vec![error.to_string()]),
        };
        self.meters.reloaded(if reply.ok { "done" } else { "refused" });
        reply
    }

    /// Reloads; the lines say what changed.
    async fn renew(&mut self) -> Result<Vec<String>, OpenError> {
        let new = (self.reread)()?.config;
        let orders = workshop::orders(&new)?;
        let mut found = diff::differences(&self.config, &new);
        let before = self.workshop.orders.now().coder.fingerprint().to_owned();
        let after = orders.coder.fingerprint();
        if before != after {
            found.insert(0, diff::Difference { text: format!("lexicon: {before} → {after}"), needs_restart: false });
        }
        if found.is_empty() {
            return Ok(vec!["nothing changed in the configuration or the lexicon".to_owned()]);
        }
        self.apply(&new, orders).await?;
        self.shown.write().unwrap_or_else(PoisonError::into_inner).clone_from(&new);
        self.config = new;
        let told = found.into_iter().map(|change| match change.needs_restart {
            true => format!("{} (takes effect with a restart)", change.text),
            false => change.text,
        });
        Ok(told.collect())
    }

    async fn apply(&self, new: &Config, orders: Orders) -> Result<(), OpenError> {
        let fetcher = fetcher(new)?;
        let feeds = self.workshop.known(new)?;
        self.workshop.orders.replace(orders);
        let orders = NewOrders { settings: new.poll.clone(), fetcher, feeds };
        // The poller may be ending: then there is nothing to be changed.
        self.orders.send(orders).await.ok();
        Ok(())
    }

    /// Lets what is under way end, in the order of the flow.
    async fn drain(self, crew: Crew, mut wishes: mpsc::Receiver<Wish>) -> Ended {
        info!("stopping: what is under way is finished");
        service::stopping();
        let Crew { mut polling, helpers, stop, close, asked } = crew;
        drop(asked);
        stop.send_replace(true);
        let (counts, pipeline) = (Arc::clone(&self.workshop.counts), self.workshop.pipeline);
        let drained = async move {
            while polling.join_next().await.is_some() {}
            let finish = tokio::task::spawn_blocking(move || pipeline.finish());
            finish.await.unwrap_or(Err(PipelineError::Panicked("drain")))
        };
        let ended = tokio::select! {
            ended = tokio::time::timeout(self.config.poll.drain + WRITING, drained) => match ended {
                Ok(Ok(ledger)) => {
                    let counts = counts.lock().unwrap_or_else(PoisonError::into_inner).clone();
                    info!(next_seq = ledger.next_seq, items = counts.items, written = counts.outcomes.written, "stopped");
                    Ended::Drained
                }
                Ok(Err(error)) => Ended::Failed(error),
                Err(_) => Ended::Cut,
            },
            () = asked_again(&mut wishes) => Ended::Cut,
        };
        close.send_replace(true);
        drop(helpers);
        ended
    }
}

/// What the sink did, for the metrics.
fn measure(meters: &Meters, sink: &Sink, progress: Progress) {
    match progress {
        Progress::Committed { took, .. } => meters.committed(took),
        Progress::Synced { took } => meters.synced(took),
        Progress::Idle => {}
    }
    let ledger = sink.ledger();
    let committed = ledger.next_seq.saturating_sub(1);
    let synced = (!sink.is_dirty()).then_some(committed);
    meters.output(committed, synced, ledger.segment.committed);
}

/// Whoever asks twice means it.
async fn asked_again(wishes: &mut mpsc::Receiver<Wish>) {
    loop {
        match wishes.recv().await {
            Some(Wish::Stop) => return,
            Some(Wish::Reload) => {}
            None => return std::future::pending().await,
        }
    }
}

fn refused(lines: Vec<String>) -> Reply {
    Reply { ok: false, lines, feeds: Vec::new() }
}

fn lines(problems: &Problems) -> Vec<String> {
    problems.0.iter().map(ToString::to_string).collect()
}
