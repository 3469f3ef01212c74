//! Metrics in OpenMetrics text. The feed id is the only label of unbounded size; no URL is one.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError, atomic::AtomicU64},
    time::Duration,
};

use prometheus_client::{
    collector::Collector,
    encoding::{DescriptorEncoder, EncodeMetric, text::encode},
    metrics::{
        counter::{ConstCounter, Counter},
        family::Family,
        gauge::{ConstGauge, Gauge},
        histogram::Histogram,
        info::Info,
    },
    registry::{Registry, Unit},
};

use super::{
    Counts,
    times::{SECONDS, Times},
};

/// What is measured as it happens; what is counted anyway is read when it is asked for.
pub struct Meters {
    registry: Registry,
    commit: Histogram,
    fsync: Histogram,
    committed_seq: Gauge<u64, AtomicU64>,
    synced_seq: Gauge<u64, AtomicU64>,
    segment_bytes: Gauge<u64, AtomicU64>,
    reloads: Family<[(&'static str, &'static str); 1], Counter>,
}

impl fmt::Debug for Meters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Meters")
    }
}

impl Meters {
    /// Meters beside the counts of the stages.
    pub fn new(counts: Arc<Mutex<Counts>>) -> Self {
        let mut registry = Registry::with_prefix("marsad");
        let build = vec![("version", env!("CARGO_PKG_VERSION"))];
        registry.register("build", "The program", Info::new(build));
        let commit = Histogram::new(SECONDS);
        registry.register_with_unit("commit", "A durable commit of the store", Unit::Seconds, commit.clone());
        let fsync = Histogram::new(SECONDS);
        registry.register_with_unit("fsync", "Forcing the output to the disk", Unit::Seconds, fsync.clone());
        let committed_seq = Gauge::default();
        registry.register("committed_seq", "Number of the last line that is committed", committed_seq.clone());
        let synced_seq = Gauge::default();
        registry.register("synced_seq", "Number of the last line that is known to be on the disk", synced_seq.clone());
        let segment_bytes = Gauge::default();
        registry.register("segment_bytes", "Bytes of the active file", segment_bytes.clone());
        let reloads = Family::default();
        registry.register("reloads", "Readings of the configuration while at work, by result", reloads.clone());
        registry.register_collector(Box::new(Counted(counts)));
        Self { registry, commit, fsync, committed_seq, synced_seq, segment_bytes, reloads }
    }

    /// A commit that took so long.
    pub fn committed(&self, took: Duration) {
        self.commit.observe(took.as_secs_f64());
    }

    /// A sync that took so long.
    pub fn synced(&self, took: Duration) {
        self.fsync.observe(took.as_secs_f64());
    }

    /// How far the output is; `synced_seq` where it is known to have moved.
    pub fn output(&self, committed_seq: u64, synced_seq: Option<u64>, segment_bytes: u64) {
        self.committed_seq.set(committed_seq);
        if let Some(seq) = synced_seq {
            self.synced_seq.set(seq);
        }
        self.segment_bytes.set(segment_bytes);
    }

    /// The configuration was read again: `done`, or `refused` and the old one kept.
    pub fn reloaded(&self, result: &'static str) {
        self.reloads.get_or_create(&[("result", result)]).inc();
    }

    /// All metrics as OpenMetrics text.
    pub fn text(&self) -> String {
        let mut out = String::new();
        // Writing to a string cannot fail.
        if encode(&mut out, &self.registry).is_err() {
            out.clear();
        }
        out
    }
}

/// The counts of the stages, read when they are asked for.
#[derive(Debug)]
struct Counted(Arc<Mutex<Counts>>);

impl Collector for Counted {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let counts = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let (verdicts, outcomes) = (&counts.verdicts, &counts.outcomes);
        let verdicts = [
            ("repeat", verdicts.repeat),
            ("revision", verdicts.revision),
            ("copy", verdicts.copy),
            ("update", verdicts.update),
            ("related", verdicts.related),
            ("unique", verdicts.unique),
        ];
        labelled(
            &mut encoder,
            "verdicts",
            "Items by verdict; their sum is the items that came in",
            "verdict",
            &verdicts,
        )?;
        let outcomes = [
            ("written", outcomes.written),
            ("repeat", outcomes.repeat),
            ("copy", outcomes.copy),
            ("filtered", outcomes.filtered),
            ("error", outcomes.error),
        ];
        labelled(&mut encoder, "items", "Items by outcome; their sum is the items that came in", "outcome", &outcomes)?;
        let polls: Vec<(&str, u64)> = counts.polls.iter().map(|(result, count)| (*result, *count)).collect();
        labelled(&mut encoder, "polls", "Polls by result", "result", &polls)?;
        let panics = ConstCounter::new(counts.parse_panics);
        let help = "Panics of the parser that were caught";
        panics.encode(encoder.encode_descriptor("parse_panics", help, None, panics.metric_type())?)?;
        let events = ConstCounter::new(0u64);
        let mut family = encoder.encode_descriptor("events", "Events written", None, events.metric_type())?;
        for ((kind, status), count) in &counts.events {
            let labels = [("event_type", kind.as_str()), ("status", *status)];
            ConstCounter::new(*count).encode(family.encode_family(&labels)?)?;
        }
        let help = "What a stage took: fetch and read for a feed, code (all threads) and judge for what lay on the desk together";
        let kind = Times::default().metric_type();
        let mut family = encoder.encode_descriptor("stage", help, Some(&Unit::Seconds), kind)?;
        for (stage, times) in &counts.stages {
            times.encode(family.encode_family(&[("stage", *stage)])?)?;
        }
        let help = "From an item that is fetched to its line that can be read";
        counts.item_to_line.encode(encoder.encode_descriptor("item_to_line", help, Some(&Unit::Seconds), kind)?)
    }
}

fn labelled(
    encoder: &mut DescriptorEncoder<'_>,
    name: &str,
    help: &str,
    label: &str,
    values: &[(&str, u64)],
) -> Result<(), fmt::Error> {
    let mut family = encoder.encode_descriptor(name, help, None, ConstCounter::new(0u64).metric_type())?;
    for (value, count) in values {
        ConstCounter::new(*count).encode(family.encode_family(&[(label, *value)])?)?;
    }
    Ok(())
}

/// What is as it is when somebody asks.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// Each feed with when it was last answered, in seconds since 1970.
    pub last_success: Vec<(String, i64)>,
    /// Each queue with what waits in it.
    pub queues: Vec<(&'static str, u64)>,
    /// Each file system with the bytes that are free for us.
    pub disk_free: Vec<(&'static str, u64)>,
}

impl Now {
    /// As OpenMetrics text.
    pub fn text(self) -> String {
        let mut registry = Registry::with_prefix("marsad");
        registry.register_collector(Box::new(self));
        let mut out = String::new();
        match encode(&mut out, &registry) {
            Ok(()) => out,
            Err(_) => String::new(),
        }
    }
}

impl Collector for Now {
    fn encode(&self, mut encoder: DescriptorEncoder<'_>) -> Result<(), fmt::Error> {
        let kind = ConstGauge::new(0i64).metric_type();
        let mut family = encoder.encode_descriptor("queue_items", "What waits between two stages", None, kind)?;
        for (queue, depth) in &self.queues {
            ConstGauge::new(*depth).encode(family.encode_family(&[("queue", *queue)])?)?;
        }
        let help = "Free for us where it is written";
        let mut family = encoder.encode_descriptor("disk_free", help, Some(&Unit::Bytes), kind)?;
        for (of, bytes) in &self.disk_free {
            ConstGauge::new(*bytes).encode(family.encode_family(&[("of", *of)])?)?;
        }
        let help = "When a feed was last answered";
        let mut family = encoder.encode_descriptor("feed_last_success_timestamp", help, Some(&Unit::Seconds), kind)?;
        for (feed, at) in &self.last_success {
            ConstGauge::new(*at).encode(family.encode_family(&[("feed", feed.as_str())])?)?;
        }
        Ok(())
    }
}
