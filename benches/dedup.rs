//! Fold, keys and verdicts.
//!
//! `cargo bench --bench dedup`; with `FULL=1` also at a million articles in the near window and a
//! start over five million remembered items, which takes a quarter of an hour and 4 GB of disk.
#![expect(clippy::print_stderr, reason = "what criterion does not measure is told beside it")]

use std::{hint::black_box, path::Path, sync::Arc, time::Duration};

use chrono::{DateTime, TimeDelta, Utc};
use criterion::{
    BenchmarkId, Criterion, Throughput, criterion_group, criterion_main,
    measurement::{Measurement, ValueFormatter, WallTime},
};
use marsad::{
    clock::Stopwatch,
    dedup::{Dedup, Fingerprint, Settings, words::Words},
    model::{Article, Changes, Item, Markup, Source, Table},
    state::{Ledger, OpenOptions, Snapshot, Store},
    text::{compose, fold, key},
};

/// Time of this thread on a processor: what others do at the same time does not count.
struct OnProcessor;

impl Measurement for OnProcessor {
    type Intermediate = Duration;
    type Value = Duration;

    fn start(&self) -> Duration {
        on_processor()
    }

    fn end(&self, start: Duration) -> Duration {
        on_processor().saturating_sub(start)
    }

    fn add(&self, one: &Duration, other: &Duration) -> Duration {
        *one + *other
    }

    fn zero(&self) -> Duration {
        Duration::ZERO
    }

    fn to_f64(&self, value: &Duration) -> f64 {
        value.as_nanos() as f64
    }

    fn formatter(&self) -> &dyn ValueFormatter {
        WallTime.formatter()
    }
}

fn on_processor() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(time.tv_sec).unwrap_or(0), u32::try_from(time.tv_nsec).unwrap_or(0))
}

/// An Arabic article of 2.8 KB, as most of them are.
const SENTENCES: [&str; 3] = [
    "أعلن المجلس البلدي لمدينة سرت عن هدنة لمدة 14 يوماً، وذلك وفق ما أفادت به مصادر محلية مساء الثلاثاء، فيما نفى متحدث باسم القوات وقوع اشتباكات في المنطقة الواقعة جنوب المدينة.",
    "وقال شهود عيان إنّ «سيارات الإسعاف» نقلت 18 جريحاً إلى مستشفى مصراتة المركزي، بينهم عدد من المدنيين الذين كانوا في السوق ساعة سقوط القذائف.",
    "من جهته، أكّد مسؤول في اللجنة أنّ الفرق الفنية ستبدأ إصلاح خطوط الكهرباء فور توقف القصف، مشيراً إلى أنّ الأحياء الغربية بلا مياه منذ ثلاثة أيام.",
];

/// Articles that are committed together while the window is filled.
const BATCH: usize = 500;

fn text(bytes: usize) -> String {
    let mut text = String::new();
    for (n, sentence) in SENTENCES.iter().cycle().enumerate() {
        if text.len() >= bytes {
            break;
        }
        text.push_str(sentence);
        text.push(if n % 2 == 0 { '\n' } else { ' ' });
    }
    text
}

fn article(number: u64, title: &str, text: String, source: &Arc<Source>) -> Article {
    let item = Item {
        guid: Some(format!("https://news.example.org/{number}")),
        url: Some(format!("https://news.example.org/{number}")),
        title: Some(Markup::Plain(title.to_owned())),
        content: Some(Markup::Plain(text)),
        ..Item::default()
    };
    compose(item, source, None, false)
}

/// A word of a vocabulary of 40,000, made of letters that the fold leaves alone.
fn word(bits: u64) -> String {
    const LETTERS: [char; 16] = ['ا', 'ب', 'ت', 'ج', 'ح', 'د', 'ر', 'س', 'ع', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'ي'];
    let mut code = bits % 40_000 + 5_000;
    let mut word = String::new();
    while code > 0 {
        word.extend(LETTERS.get(usize::try_from(code % 16).unwrap_or(0)));
        code /= 16;
    }
    word
}

/// An article of 130 words that is like no other.
fn unlike(number: u64, source: &Arc<Source>) -> Article {
    let mut bits = number.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut words = (0..138).map(|_| {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        word(bits >> 20)
    });
    let title: Vec<String> = words.by_ref().take(8).collect();
    let text: Vec<String> = words.collect();
    article(number, &title.join(" "), text.join(" "), source)
}

fn folding(criterion: &mut Criterion<OnProcessor>) {
    let source = Arc::new(Source::unconfigured("feed"));
    let text = text(2_800);
    let mut article = article(1, "هدنة في سرت لأسبوعين", text.clone(), &source);
    let words = words();
    let mut group = criterion.benchmark_group("article of 2.8 KB");
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("fold", |bencher| bencher.iter(|| fold::fold(black_box(&text))));
    group.bench_function("content key", |bencher| {
        bencher.iter(|| key::content(&key::folded(black_box(&article.title), &text)))
    });
    group.bench_function("fingerprint", |bencher| bencher.iter(|| Fingerprint::of(black_box(&article), &words)));
    group.bench_function("fold, keys and shingles", |bencher| {
        bencher.iter(|| {
            let folded = key::folded(black_box(&article.title), &text);
            let key = key::content(&folded);
            article.folded = Some(folded);
            (key, Fingerprint::of(&article, &words))
        });
    });
    group.finish();
}

fn words() -> Words {
    let mut words = Words::builtin();
    for file in [include_str!("../config/lexicon/places.toml"), include_str!("../config/lexicon/actors.toml")] {
        let _ = words.add_lexicon(file);
    }
    words
}

fn store(directory: &Path) -> Store {
    let options = OpenOptions { cache_bytes: 256 << 20, allow_network_fs: true };
    Store::open(directory, options).unwrap_or_else(|error| fail(&error))
}

fn fail(error: &dyn std::error::Error) -> ! {
    eprintln!("{error}");
    std::process::exit(1)
}

fn commit(store: &Store, changes: &Changes) {
    if let Err(error) = store.commit(&[changes], None, &Ledger::fresh()) {
        fail(&error);
    }
}

/// A desk over a store on disk.
struct Desk {
    dedup: Dedup,
    store: Store,
    source: Arc<Source>,
    now: DateTime<Utc>,
    next: u64,
}

impl Desk {
    fn open(directory: &Path) -> Self {
        let store = store(directory);
        let source = Arc::new(Source::unconfigured("feed"));
        let snapshot = store.snapshot().unwrap_or_else(|error| fail(&error));
        let dedup = Dedup::open(Settings::default(), words, &snapshot).unwrap_or_else(|error| fail(&error));
        drop(snapshot);
        Self { dedup, store, source, now: DateTime::UNIX_EPOCH + TimeDelta::days(17_000), next: 0 }
    }

    fn snapshot(&self) -> Snapshot {
        self.store.snapshot().unwrap_or_else(|error| fail(&error))
    }

    /// Judges articles that are like no other, until the window has so many.
    fn fill(&mut self, articles: u64) {
        while self.next < articles {
            let snapshot = self.snapshot();
            let mut changes = Changes::default();
            for _ in 0..BATCH {
                let article = unlike(self.next, &self.source);
                let judged = self.dedup.judge(&article, &snapshot, self.now).unwrap_or_else(|error| fail(&error));
                changes.append(self.dedup.settle(judged, true));
                self.next += 1;
                // A million in ten days.
                self.now += TimeDelta::milliseconds(864);
            }
            let batch = self.dedup.seal();
            commit(&self.store, &changes);
            self.dedup.committed(batch);
        }
    }
}

/// The verdict on a new article that is like no other, and on a copy of one in the window, whose
/// fingerprints were made ahead as they are at the desk.
fn verdicts(criterion: &mut Criterion<OnProcessor>) {
    let directory = tempfile::tempdir().unwrap_or_else(|error| fail(&error));
    let mut desk = Desk::open(directory.path());
    let sizes: &[u64] =
        if std::env::var_os("FULL").is_some() { &[10_000, 100_000, 1_000_000] } else { &[10_000, 100_000] };
    let mut group = criterion.benchmark_group("verdict");
    group.sample_size(20);
    for size in sizes {
        group.bench_with_input(BenchmarkId::new("unique", size), size, |bencher, size| {
            desk.fill(*size);
            let (snapshot, words, mut fresh) = (desk.snapshot(), words(), 10_000_000);
            bencher.iter_batched(
                || {
                    fresh += 1;
                    printed(unlike(fresh, &desk.source), &words)
                },
                |(article, print)| desk.dedup.judge_printed(&article, Some(print), &snapshot, desk.now).ok(),
                criterion::BatchSize::SmallInput,
            );
        });
        group.bench_with_input(BenchmarkId::new("copy", size), size, |bencher, size| {
            desk.fill(*size);
            let (snapshot, words, mut fresh, mut known) = (desk.snapshot(), words(), 20_000_000, 0);
            bencher.iter_batched(
                || {
                    fresh += 1;
                    known = (known + 7_919) % size;
                    let of = unlike(known, &desk.source);
                    printed(article(fresh, "عنوان آخر", format!("{} وأضاف", of.text), &desk.source), &words)
                },
                |(article, print)| desk.dedup.judge_printed(&article, Some(print), &snapshot, desk.now).ok(),
                criterion::BatchSize::SmallInput,
            );
        });
        let (articles, bytes) = desk.dedup.near_window();
        eprintln!("near window: {articles} articles, {} bytes of memory each", bytes / articles.max(1) as usize);
    }
    group.finish();
    drop(desk);
    window_read_back(directory.path());
}

/// How long a start takes over a window, and how long the first article that is to be compared: the
/// window is read back for it.
fn window_read_back(directory: &Path) {
    let clock = Stopwatch::start();
    let mut desk = Desk::open(directory);
    eprintln!("start over a window: {:?}", clock.elapsed());
    let (clock, before, snapshot) = (Stopwatch::start(), on_processor(), desk.snapshot());
    let article = unlike(30_000_000, &desk.source);
    desk.now += TimeDelta::days(9);
    let judged = desk.dedup.judge(&article, &snapshot, desk.now);
    let (time, processor) = (clock.elapsed(), on_processor().saturating_sub(before));
    let (articles, bytes) = desk.dedup.near_window();
    eprintln!("window of {articles} articles read back: {time:?}, on a processor {processor:?}");
    eprintln!("near window: {articles} articles, {} bytes of memory each", bytes / articles.max(1) as usize);
    drop(judged);
}

fn printed(article: Article, words: &Words) -> (Article, Fingerprint) {
    let print = Fingerprint::of(&article, words);
    (article, print)
}

/// How long a start takes over five million remembered items: they are looked up, never read.
fn restart(_: &mut Criterion<OnProcessor>) {
    if std::env::var_os("FULL").is_none() {
        return;
    }
    let directory = tempfile::tempdir().unwrap_or_else(|error| fail(&error));
    let store = store(directory.path());
    for batch in 0..500u64 {
        let mut changes = Changes::default();
        for number in 0..10_000u64 {
            let hash = (batch * 10_000 + number).wrapping_mul(0x9e37_79b9_7f4a_7c15).to_be_bytes();
            changes.put(Table::Identity, [b"u", &hash[..], &hash[..]].concat(), vec![0; 100]);
        }
        commit(&store, &changes);
    }
    drop(store);
    let clock = Stopwatch::start();
    let desk = Desk::open(directory.path());
    eprintln!("start over 5,000,000 remembered items: {:?}", clock.elapsed());
    drop(desk);
}

criterion_group! {
    name = benches;
    config = Criterion::default().with_measurement(OnProcessor);
    targets = folding, verdicts, restart
}
criterion_main!(benches);
