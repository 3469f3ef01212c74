//! What the operator decides: every key, its default, and the checked type that it becomes.
//!
//! The defaults stand twice, here and with a comment each in `config/marsad.toml`, which is
//! embedded; a test proves that they are equal.
//!
//! [`read`] turns one TOML document into settings and is pure; [`mod@load`] finds the files, follows
//! `include` and reads secrets.

pub mod diff;
pub mod feed;
pub mod lexicon;
pub mod load;
pub mod opml;
pub mod read;
mod schema;
pub mod value;
mod written;

use std::{net::SocketAddr, path::PathBuf, time::Duration};

use ipnet::IpNet;

pub use feed::{FeedSettings, FeedUrl, Login, Secret};
pub use lexicon::lexicon_sources;
pub use load::{Loaded, load};
pub use schema::schema;

use crate::model::Language;

/// The text of `config/marsad.toml`: every key with its default and a comment.
pub const REFERENCE: &str = include_str!("../../config/marsad.toml");

const MIB: u64 = 1 << 20;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;

/// All settings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Config {
    /// `[state]`
    pub state: StateSettings,
    /// `[poll]`
    pub poll: PollSettings,
    /// `[http]`
    pub http: HttpSettings,
    /// `[dedup]`
    pub dedup: DedupSettings,
    /// `[extract]`
    pub extract: ExtractSettings,
    /// `[output]`
    pub output: OutputSettings,
    /// `[ops]`
    pub ops: OpsSettings,
    /// `[log]`
    pub log: LogSettings,
    /// `[[feed]]` of all files, in the order in which they stand.
    pub feeds: Vec<FeedSettings>,
}

/// Where the daemon remembers.
#[derive(Clone, Debug, PartialEq)]
pub struct StateSettings {
    /// The directory of the store, its lock and the control socket.
    pub dir: PathBuf,
    /// Memory that the store may use for its pages, in bytes.
    pub cache: u64,
    /// Whether a network file system is accepted.
    pub allow_network_fs: bool,
}

impl Default for StateSettings {
    fn default() -> Self {
        Self { dir: PathBuf::from("state"), cache: 8 * MIB, allow_network_fs: false }
    }
}

/// When and how often feeds are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct PollSettings {
    /// The interval from which a feed's own rhythm is learnt.
    pub every: Duration,
    /// Never more often than this.
    pub min: Duration,
    /// Never less often than this, unless the outlet asks for it.
    pub max: Duration,
    /// Requests under way at once, over all outlets.
    pub concurrency: usize,
    /// Requests under way at once to one politeness key.
    pub per_key: usize,
    /// Time between two starts to one politeness key.
    pub spacing: Duration,
    /// What one outlet is.
    pub key: PolitenessKey,
    /// Whether `ttl`, `sy:*`, `skipHours`, `skipDays` and `max-age` are a floor.
    pub obey_hints: bool,
    /// Whether a gap is filled from archive pages.
    pub backfill: bool,
    /// Items read of one document; the others are left out.
    pub max_items: usize,
    /// Bytes of one text of an item; more are cut off.
    pub max_field: u64,
    /// How long the daemon waits for what is under way when it is told to stop.
    pub drain: Duration,
}

impl Default for PollSettings {
    fn default() -> Self {
        Self {
            every: Duration::from_secs(10 * MINUTE),
            min: Duration::from_secs(2 * MINUTE),
            max: Duration::from_secs(6 * HOUR),
            concurrency: 256,
            per_key: 2,
            spacing: Duration::from_secs(2),
            key: PolitenessKey::Domain,
            obey_hints: true,
            backfill: true,
            max_items: 5_000,
            max_field: MIB,
            drain: Duration::from_secs(10),
        }
    }
}

/// What counts as one outlet, to which we are polite.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PolitenessKey {
    /// The registrable domain: `news.example.ly` and `www.example.ly` are one.
    Domain,
    /// The host.
    Host,
    /// Each URL for itself.
    Url,
}

/// How outlets are asked.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpSettings {
    /// Names the software and a contact.
    pub user_agent: String,
    /// For a connection.
    pub connect_timeout: Duration,
    /// Between two chunks of a body.
    pub idle_timeout: Duration,
    /// For the whole request, redirects included.
    pub timeout: Duration,
    /// Bytes of a body, on the wire and decoded.
    pub max_body: u64,
    /// Decoded bytes for each byte on the wire, after the first MiB.
    pub max_ratio: u64,
    /// Headers of an answer.
    pub max_headers: usize,
    /// Redirects followed.
    pub max_redirects: usize,
    /// Proxy for all feeds, `None` for none: the environment's is not used.
    pub proxy: Option<Secret>,
    /// Private and loopback networks that may be asked.
    pub allow_addresses: Vec<IpNet>,
}

impl Default for HttpSettings {
    fn default() -> Self {
        Self {
            user_agent: concat!(
                "marsad/",
                env!("CARGO_PKG_VERSION"),
                " (news monitor; contact: the operator of this host)"
            )
            .to_owned(),
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(15),
            timeout: Duration::from_secs(60),
            max_body: 25 * MIB,
            max_ratio: 100,
            max_headers: 1_000,
            max_redirects: 5,
            proxy: None,
            allow_addresses: Vec::new(),
        }
    }
}

/// How long and how closely copies are recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct DedupSettings {
    /// How long an item is known after it was last seen.
    pub retain: Duration,
    /// Whether near-duplicates are looked for.
    pub near: bool,
    /// How far back near-duplicates are looked for.
    pub window: Duration,
    /// What becomes of copies.
    pub duplicates: Duplicates,
}

impl Default for DedupSettings {
    fn default() -> Self {
        Self {
            retain: Duration::from_secs(90 * DAY),
            near: true,
            window: Duration::from_secs(14 * DAY),
            duplicates: Duplicates::Drop,
        }
    }
}

/// What becomes of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duplicates {
    /// It is counted.
    Drop,
    /// It is written as `kind: "duplicate"`.
    Emit,
}

/// What is coded and kept.
#[derive(Clone, Debug, PartialEq)]
pub struct ExtractSettings {
    /// Which articles are written.
    pub keep: Keep,
    /// A directory whose files replace embedded lexicons of the same name.
    pub lexicon: Option<PathBuf>,
    /// The languages that are coded; articles in others have no events.
    pub languages: Vec<Language>,
}

impl Default for ExtractSettings {
    fn default() -> Self {
        Self { keep: Keep::About, lexicon: None, languages: Language::CODED.to_vec() }
    }
}

/// Which articles are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Those about Libya.
    About,
    /// Those that name Libya.
    Mentions,
    /// All.
    All,
}

/// The file that others tail.
#[derive(Clone, Debug, PartialEq)]
pub struct OutputSettings {
    /// The active file.
    pub path: OutputPath,
    /// When written lines are forced to the disk.
    pub fsync: Fsync,
    /// How long a batch waits for company.
    pub group: Duration,
    /// Whether the text is written; offsets count in it all the same.
    pub text: bool,
    /// Bytes after which a segment is sealed; 0 for never.
    pub rotate_size: u64,
    /// Time after which a segment is sealed, at UTC boundaries; zero for never.
    pub rotate_every: Duration,
    /// How sealed segments are packed.
    pub compress: Compress,
    /// How long a sealed segment stays unpacked, for those who still read it.
    pub compress_after: Duration,
    /// How long sealed segments are kept; zero for ever.
    pub keep_for: Duration,
    /// How many bytes of sealed segments are kept; 0 for all.
    pub keep_bytes: u64,
}

impl Default for OutputSettings {
    fn default() -> Self {
        Self {
            path: OutputPath::File(PathBuf::from("out/marsad.ndjson")),
            fsync: Fsync::Interval,
            group: Duration::from_millis(50),
            text: true,
            rotate_size: 256 * MIB,
            rotate_every: Duration::from_secs(DAY),
            compress: Compress::Gzip,
            compress_after: Duration::from_secs(10 * MINUTE),
            keep_for: Duration::from_secs(90 * DAY),
            keep_bytes: 0,
        }
    }
}

/// Where lines go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputPath {
    /// To a file, exactly once.
    File(PathBuf),
    /// To standard output, at least once.
    Stdout,
}

/// When written lines are forced to the disk. The store is durable under each of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fsync {
    /// After each batch.
    Always,
    /// At most every second, and at rotation and exit.
    Interval,
    /// Left to the system; the store keeps the lines until rotation.
    Never,
}

/// How sealed segments are packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Compress {
    /// Not at all.
    None,
    /// With gzip.
    Gzip,
    /// With zstd, if built with it.
    Zstd,
}

/// The endpoint for operators.
#[derive(Clone, Debug, PartialEq)]
pub struct OpsSettings {
    /// Where it listens, `None` for nowhere.
    pub listen: Option<SocketAddr>,
    /// What a client must show unless the address is loopback.
    pub token: Option<Secret>,
}

impl Default for OpsSettings {
    fn default() -> Self {
        Self { listen: Some(SocketAddr::from(([127, 0, 0, 1], 9187))), token: None }
    }
}

/// What is told on standard error.
#[derive(Clone, Debug, PartialEq)]
pub struct LogSettings {
    /// A level or a filter such as `info,marsad::poll=debug`.
    pub level: String,
    /// How a line looks.
    pub format: LogFormat,
}

impl Default for LogSettings {
    fn default() -> Self {
        Self { level: "info".to_owned(), format: LogFormat::Text }
    }
}

/// How a log line looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// For people.
    Text,
    /// For machines.
    Json,
}

#[cfg(test)]
mod tests;
