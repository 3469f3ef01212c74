//! Text, extraction and records: articles and megabytes per CPU-second, and allocations.
//!
//! `cargo bench --bench extract`, or a part of it: `cargo bench --bench extract -- mixed`.
//!
//! Time is that of the thread's CPU, the best of several rounds: neighbours on the machine count
//! as little as can be.
#![expect(clippy::print_stdout, reason = "a benchmark reports to its reader")]

mod pool;

use std::{alloc::System, hint::black_box, sync::Arc, time::Duration};

use marsad::{
    extract::extract,
    lexicon::Lexicon,
    model::{Article, Extraction, Item, Markup, Source, event::RelevanceClass},
    record::{self, PendingLine, Standing},
    text::compose,
};
use pool::{ARTICLES, Pool};
use rustix::time::{ClockId, Timespec, clock_gettime};
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// Each set is run so often, and the best time counts.
const ROUNDS: usize = 9;
/// Articles of 300 words per CPU-second that text and extraction must reach on the mixed set.
const BAR: f64 = 10_000.0;

const LANGUAGES: [&str; 3] = ["ar", "en", "fr"];

fn main() {
    let wanted = std::env::args().skip(1).find(|argument| !argument.starts_with('-')).unwrap_or_default();
    let wants = |part: &str| part.contains(&wanted);
    let lexicon = match Lexicon::embedded() {
        Ok(lexicon) => lexicon,
        Err(problems) => return println!("{problems}"),
    };
    let (lexicon, source) = (&lexicon, Arc::new(Source::unconfigured("feed")));
    let stages = Stages { lexicon, pool: Pool::read(lexicon), source };
    if wants("lexicon") {
        let (built, _, _) = measure(|| [()], |()| drop(black_box(Lexicon::embedded())));
        println!("lexicon: ready in {:.1} ms, {:.1} MB", millis(built), stages.lexicon.bytes() as f64 / 1e6);
    }
    println!("{:24}{:>11}{:>8}{:>9}{:>9}{:>8}", "", "articles/s", "MB/s", "µs each", "allocs", "KB");
    if wants("languages") {
        stages.languages();
    }
    if wants("html") {
        let html = stages.html();
        stages.row("HTML 300: text", &html, || html.clone(), |item| drop(stages.text(item)));
    }
    if wants("mixed") {
        stages.mixed();
    }
}

/// The stages of the text half.
struct Stages<'l> {
    lexicon: &'l Lexicon,
    pool: Pool<'l>,
    source: Arc<Source>,
}

impl Stages<'_> {
    fn text(&self, item: Item) -> Article {
        compose(item, &self.source, None, false)
    }

    fn extraction(&self, article: &Article) -> Extraction {
        extract(article, self.lexicon)
    }

    fn line(&self, article: &Article, found: &Extraction) -> PendingLine {
        let id = article.record_id();
        let standing =
            Standing { judgement: None, as_duplicate: false, text: true, lexicon: self.lexicon.fingerprint() };
        PendingLine::new(id, &record::compose(id, article, found, &standing))
    }

    fn all(&self, item: Item) -> PendingLine {
        let article = self.text(item);
        let found = self.extraction(&article);
        self.line(&article, &found)
    }

    /// All stages by language and length.
    fn languages(&self) {
        for (language, (class, about)) in LANGUAGES.iter().flat_map(|language| {
            [(language, (RelevanceClass::About, "Libya")), (language, (RelevanceClass::None, "other"))]
        }) {
            for words in [60, 300, 3_000] {
                let items = self.pool.set(&[language], &[class], words);
                self.row(&format!("{language} {about} {words}"), &items, || items.clone(), |item| drop(self.all(item)));
            }
        }
    }

    /// A third about Libya, a sixth that mentions it, half of it neither; stage by stage.
    fn mixed(&self) {
        let (about, mentions, none) = (RelevanceClass::About, RelevanceClass::Mentions, RelevanceClass::None);
        let mut costs = Vec::new();
        for words in [300, 3_000] {
            let items = self.pool.set(&LANGUAGES, &[about, none, mentions, about, none, none], words);
            let articles: Vec<Article> = items.iter().cloned().map(|item| self.text(item)).collect();
            let found: Vec<Extraction> = articles.iter().map(|article| self.extraction(article)).collect();
            let text =
                self.row(&format!("mixed {words}: text"), &items, || items.clone(), |item| drop(self.text(item)));
            let extraction =
                self.row("  extraction", &items, || articles.iter(), |article| drop(self.extraction(article)));
            let pairs = || articles.iter().zip(&found);
            let record = self.row("  record", &items, pairs, |(article, found)| drop(self.line(article, found)));
            let all = self.row("  all of it", &items, || items.clone(), |item| drop(self.all(item)));
            println!("  the parts add up to {:.1} of {:.1} µs", micros(text + extraction + record), micros(all));
            let rate = 1.0 / (text + extraction).as_secs_f64();
            println!("  text and extraction: {rate:.0} articles per CPU-second, {:.2} of the bar", rate / BAR);
            costs.push((text + extraction).as_secs_f64() * items.len() as f64 / bytes(&items) as f64);
        }
        if let [short, long] = costs.as_slice() {
            println!("  a byte of 3,000 words costs {:.2} of a byte of 300", long / short);
        }
    }

    /// The same articles as a feed carries them.
    fn html(&self) -> Vec<Item> {
        let mut items = self.pool.set(&LANGUAGES, &[RelevanceClass::About, RelevanceClass::None], 300);
        for item in &mut items {
            if let Some(Markup::Plain(text)) = item.content.take() {
                let paragraphs: Vec<String> =
                    text.lines().map(|line| format!("<p class=\"story\">{line}&nbsp;<br/></p>")).collect();
                item.content = Some(Markup::Html(paragraphs.join("\n")));
            }
        }
        items
    }

    /// Measures one set and prints its line; the time of one article.
    fn row<T, I: IntoIterator<Item = T>>(
        &self,
        name: &str,
        items: &[Item],
        inputs: impl Fn() -> I,
        run: impl FnMut(T),
    ) -> Duration {
        let (time, allocations, allocated) = measure(inputs, run);
        let count = u32::try_from(items.len().max(1)).unwrap_or(u32::MAX);
        let each = time / count;
        println!(
            "{name:24}{:>11.0}{:>8.1}{:>9.1}{:>9}{:>8.1}",
            1.0 / each.as_secs_f64(),
            bytes(items) as f64 / 1e6 / time.as_secs_f64(),
            micros(each),
            allocations / items.len().max(1),
            allocated as f64 / 1e3 / f64::from(count),
        );
        each
    }
}

/// The best time over all inputs of a set, and the allocations and bytes of one run.
fn measure<T, I: IntoIterator<Item = T>>(inputs: impl Fn() -> I, mut run: impl FnMut(T)) -> (Duration, usize, usize) {
    let (mut best, mut allocations, mut allocated) = (Duration::MAX, 0, 0);
    for _ in 0..ROUNDS {
        let inputs = inputs();
        let region = Region::new(ALLOCATOR);
        let start = clock();
        inputs.into_iter().for_each(&mut run);
        best = best.min(clock().saturating_sub(start));
        let change = region.change();
        (allocations, allocated) = (change.allocations + change.reallocations, change.bytes_allocated);
    }
    (best, allocations, allocated)
}

/// The CPU time of this thread.
fn clock() -> Duration {
    let Timespec { tv_sec, tv_nsec } = clock_gettime(ClockId::ThreadCPUTime);
    Duration::new(u64::try_from(tv_sec).unwrap_or(0), u32::try_from(tv_nsec).unwrap_or(0))
}

fn bytes(items: &[Item]) -> usize {
    let length = |part: &Option<Markup>| part.as_ref().map_or(0, |part| part.raw().len());
    items.iter().map(|item| length(&item.title) + length(&item.content)).sum()
}

fn micros(time: Duration) -> f64 {
    time.as_secs_f64() * 1e6
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

/// Small sets say nothing.
const _: () = assert!(ARTICLES >= 100);
