use std::{collections::BTreeSet, sync::Arc};

use chrono::{DateTime, TimeDelta, Utc};
use proptest::{collection::vec, prelude::*};

use super::{words::Words, *};
use crate::{
    model::{Article, Item, Likeness, Markup, Part, Shelf, Source, Table, Verdict},
    text::compose,
};

/// A body of more than 25 words.
const CLASH: &str = "اندلعت اشتباكات عنيفة فجر اليوم بين قوات حكومة الوفاق ومسلحين مجهولين قرب الميناء البحري \
    في الضاحية الغربية، وقال شهود عيان إن أصوات الانفجارات سمعت في أنحاء متفرقة من المدينة حتى ساعات الصباح الأولى";

const TRUCE: &str = "The municipal council announced on its page that representatives of both sides had met at the \
    old customs house and agreed to reopen the coastal road to families and ambulances before the weekend begins";

/// A desk of one: it writes what it is told to and keeps the store.
struct Desk {
    dedup: Dedup,
    shelf: Shelf,
    now: DateTime<Utc>,
    /// How many articles are committed together.
    batch: usize,
    waiting: Vec<crate::model::Changes>,
}

impl Desk {
    fn new() -> Self {
        Self::over(Shelf::default(), DateTime::from_timestamp(1_480_500_000, 0).unwrap())
    }

    fn over(shelf: Shelf, now: DateTime<Utc>) -> Self {
        let dedup = Dedup::open(Settings::default(), Words::builtin, &shelf).unwrap();
        Self { dedup, shelf, now, batch: 1, waiting: Vec::new() }
    }

    fn restart(self) -> Self {
        Self::over(self.shelf, self.now)
    }

    fn days(&mut self, days: i64) {
        self.now += TimeDelta::days(days);
    }

    /// Judges an article and writes it unless it is not `relevant`.
    fn take(&mut self, article: &Article, relevant: bool) -> (Outcome, crate::model::Judgement) {
        let judged = self.dedup.judge(article, &self.shelf, self.now).unwrap();
        let (outcome, judgement) = (judged.outcome, judged.judgement.clone());
        let written = match outcome {
            Outcome::Counted | Outcome::Duplicate => false,
            Outcome::Revision => true,
            Outcome::Article => relevant,
        };
        self.waiting.push(self.dedup.settle(judged, written));
        if self.waiting.len() >= self.batch {
            self.commit();
        }
        (outcome, judgement)
    }

    fn commit(&mut self) {
        let sealed = self.dedup.seal();
        self.waiting.drain(..).for_each(|changes| self.shelf.apply(changes));
        self.dedup.committed(sealed);
    }

    /// Forgets all that is to be forgotten.
    fn expire(&mut self) {
        loop {
            let changes = self.dedup.expire(&self.shelf).unwrap();
            if changes.is_empty() {
                return;
            }
            self.shelf.apply(changes);
        }
    }

    fn verdict(&mut self, article: &Article) -> Verdict {
        self.take(article, true).1.verdict
    }
}

fn article(feed: &str, guid: &str, url: &str, title: &str, text: &str) -> Article {
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let item = Item {
        guid: some(guid),
        url: some(url),
        title: some(title).map(Markup::Plain),
        content: some(text).map(Markup::Plain),
        ..Item::default()
    };
    compose(item, &Arc::new(Source::unconfigured(feed)), DateTime::from_timestamp(1_480_500_000, 0), false)
}

fn copy_of(article: &Article) -> Verdict {
    Verdict::Copy(Likeness { of: article.record_id(), exact: true, similarity: 1.0 })
}

const REPEAT: Verdict = Verdict::Repeat { reverted: false };

#[test]
fn an_item_is_known_by_its_guid_and_its_variants() {
    let mut desk = Desk::new();
    assert_eq!(desk.verdict(&article("a", "http://x.ly/?p=1", "", "t", CLASH)), Verdict::Unique);
    assert_eq!(desk.verdict(&article("a", "http://x.ly/?p=1", "", "t", CLASH)), REPEAT);
    assert_eq!(desk.verdict(&article("a", "https://x.ly/?p=1/", "", "t", CLASH)), REPEAT);
}

#[test]
fn an_item_is_known_by_its_address_in_any_feed() {
    let mut desk = Desk::new();
    desk.verdict(&article("a", "1", "https://www.x.ly/n/1?utm_source=rss", "t", CLASH));
    assert_eq!(desk.verdict(&article("b", "2", "http://x.ly/n/1/", "t", CLASH)), REPEAT);
    // And from now on by the guid of the other feed too, once the day's refresh has noted it.
    desk.days(1);
    desk.verdict(&article("b", "2", "http://x.ly/n/1/", "t", CLASH));
    assert_eq!(desk.verdict(&article("b", "2", "", "t", CLASH)), REPEAT);
}

#[test]
fn a_guid_names_an_item_of_its_own_feed_only() {
    let mut desk = Desk::new();
    let first = article("a", "1", "", "t", CLASH);
    desk.verdict(&first);
    assert_eq!(desk.verdict(&article("b", "1", "", "t", CLASH)), copy_of(&first));
}

#[test]
fn without_guid_and_address_the_text_is_the_item() {
    let mut desk = Desk::new();
    let first = article("a", "", "", "t", CLASH);
    desk.verdict(&first);
    assert_eq!(desk.verdict(&first), REPEAT);
    assert_eq!(desk.verdict(&article("b", "", "", "t", CLASH)), copy_of(&first));
}

#[test]
fn a_new_text_of_a_known_item_is_a_revision() {
    let mut desk = Desk::new();
    let first = article("a", "1", "", "Clashes, 4 dead", TRUCE);
    let second = article("a", "1", "", "Clashes, 6 dead", TRUCE);
    let (_, unique) = desk.take(&first, true);
    assert_eq!((unique.revision, unique.previous, unique.story), (1, None, first.record_id()));
    let (outcome, revised) = desk.take(&second, false);
    assert_eq!(outcome, Outcome::Revision);
    assert_eq!(revised.verdict, Verdict::Revision { changed: vec![Part::Title, Part::Numbers] });
    assert_eq!((revised.revision, revised.previous, revised.story), (2, Some(first.record_id()), first.record_id()));
    let third = article("a", "1", "", "Clashes, 6 dead", CLASH);
    let (_, revised) = desk.take(&third, true);
    assert_eq!(revised.verdict, Verdict::Revision { changed: vec![Part::Text] });
    assert_eq!((revised.revision, revised.previous), (3, Some(second.record_id())));
}

#[test]
fn an_older_text_come_back_is_a_repeat() {
    let mut desk = Desk::new();
    let (first, second) = (article("a", "1", "", "t", TRUCE), article("a", "1", "", "t", CLASH));
    desk.verdict(&first);
    desk.verdict(&second);
    assert_eq!(desk.verdict(&first), Verdict::Repeat { reverted: true });
    assert_eq!(desk.verdict(&second), REPEAT);
}

#[test]
fn a_change_of_boilerplate_is_a_repeat() {
    let mut desk = Desk::new();
    desk.verdict(&article("a", "1", "", "هدنة في درنة", &format!("{CLASH}\nاقرأ أيضاً: خبر أول")));
    let changed = article("a", "1", "", "هدنة في درنة – بوابة الوسط", &format!("{CLASH}\nاقرأ أيضاً: خبر آخر"));
    assert_eq!(desk.verdict(&changed), REPEAT);
}

#[test]
fn a_revision_of_an_unwritten_item_is_an_article() {
    let mut desk = Desk::new();
    desk.take(&article("a", "1", "", "t", TRUCE), false);
    let (outcome, judgement) = desk.take(&article("a", "1", "", "t", CLASH), true);
    assert_eq!((outcome, judgement.revision, judgement.previous), (Outcome::Article, 2, None));
}

#[test]
fn revisions_beyond_the_limit_are_only_counted() {
    let mut desk = Desk::new();
    let version = |n: u32| article("a", "1", "", &format!("version number {n} of the page"), TRUCE);
    let outcomes: Vec<Outcome> = (1..=26).map(|n| desk.take(&version(n), true).0).collect();
    assert_eq!(outcomes[0], Outcome::Article);
    assert!(outcomes[1..24].iter().all(|outcome| *outcome == Outcome::Revision));
    assert_eq!(outcomes[24..], [Outcome::Counted, Outcome::Counted]);
}

#[test]
fn equal_text_under_another_name_is_a_copy() {
    let mut desk = Desk::new();
    let first = article("a", "1", "https://a.ly/1", "Truce in Derna", TRUCE);
    desk.verdict(&first);
    let (outcome, judgement) = desk.take(&article("b", "9", "https://b.ly/9", "TRUCE in Derna!", TRUCE), true);
    assert_eq!((outcome, judgement.verdict, judgement.story), (Outcome::Duplicate, copy_of(&first), first.record_id()));
    // The same body under another headline, in the same outlet.
    assert_eq!(desk.verdict(&article("a", "2", "https://a.ly/2", "Both sides agree", TRUCE)), copy_of(&first));
    // With the boilerplate of another outlet.
    let padded = format!("DERNA (Reuters) - {TRUCE}\nRead more: the truce");
    assert_eq!(desk.verdict(&article("c", "3", "https://c.ly/3", "A truce", &padded)), copy_of(&first));
}

#[test]
fn tiny_texts_are_never_copies() {
    let mut desk = Desk::new();
    desk.verdict(&article("a", "1", "", "بالصور", ""));
    assert_eq!(desk.verdict(&article("b", "2", "", "بالصور", "")), Verdict::Unique);
}

#[test]
fn a_copy_of_an_unwritten_head_stands_in_for_it() {
    let mut desk = Desk::new();
    let head = article("a", "1", "", "t", TRUCE);
    let copy = article("b", "2", "", "u", TRUCE);
    desk.take(&head, false);
    let (outcome, judgement) = desk.take(&copy, true);
    assert_eq!((outcome, judgement.verdict), (Outcome::Article, copy_of(&head)));
    let (outcome, judgement) = desk.take(&article("c", "3", "", "v", TRUCE), true);
    assert_eq!((outcome, judgement.verdict, judgement.story), (Outcome::Duplicate, copy_of(&copy), head.record_id()));
}

#[test]
fn a_copy_of_a_revision_is_a_copy_of_that_version() {
    let mut desk = Desk::new();
    let first = article("a", "1", "", "t", TRUCE);
    let second = article("a", "1", "", "t", CLASH);
    desk.verdict(&first);
    desk.verdict(&second);
    let (_, judgement) = desk.take(&article("b", "2", "", "t", CLASH), true);
    assert_eq!((judgement.verdict, judgement.story), (copy_of(&second), first.record_id()));
}

#[test]
fn an_item_that_stays_is_not_forgotten() {
    let mut desk = Desk::new();
    let item = article("a", "1", "https://x.ly/1", "t", TRUCE);
    desk.verdict(&item);
    for _ in 0..10 {
        desk.days(20);
        assert_eq!(desk.verdict(&item), REPEAT);
        let changes = desk.dedup.expire(&desk.shelf).unwrap();
        desk.shelf.apply(changes);
    }
    desk.days(91);
    assert_eq!(desk.verdict(&item), Verdict::Unique);
}

#[test]
fn what_is_forgotten_leaves_the_store() {
    let mut desk = Desk::new();
    desk.verdict(&article("a", "1", "https://x.ly/1", "t", TRUCE));
    desk.days(91);
    desk.verdict(&article("a", "2", "https://x.ly/2", "t", CLASH));
    let changes = desk.dedup.expire(&desk.shelf).unwrap();
    assert_eq!(changes.deletes.len(), 4);
    desk.shelf.apply(changes);
    assert!(desk.dedup.expire(&desk.shelf).unwrap().is_empty());
    let rows = |table| desk.shelf.0[&table].len();
    assert_eq!((rows(Table::Identity), rows(Table::IdentityByDay), rows(Table::Content)), (2, 1, 2));
}

#[test]
fn what_an_item_was_in_its_versions_of_one_day_leaves_the_store() {
    let mut desk = Desk::new();
    desk.verdict(&article("a", "1", "", "t", TRUCE));
    desk.verdict(&article("a", "1", "", "t", CLASH));
    desk.days(91);
    desk.verdict(&article("a", "2", "", "t", RAID));
    desk.expire();
    let rows = |table| desk.shelf.0[&table].len();
    assert_eq!((rows(Table::Identity), rows(Table::IdentityByDay), rows(Table::Content)), (1, 1, 2));
}

#[test]
fn guids_that_change_at_every_poll_are_not_used() {
    let mut desk = Desk::new();
    let poll = |desk: &mut Desk, poll: u32| {
        let items = (0..10).map(|n| article("a", &format!("{poll}-{n}"), &format!("https://x.ly/{n}"), "t", TRUCE));
        let judged: Vec<_> = items.map(|item| desk.dedup.judge(&item, &desk.shelf, desk.now).unwrap()).collect();
        judged.last().map(|judged| judged.guids_unstable)
    };
    for n in 0..10 {
        desk.verdict(&article(
            "a",
            &format!("0-{n}"),
            &format!("https://x.ly/{n}"),
            &format!("number {n} here"),
            TRUCE,
        ));
    }
    assert_eq!(poll(&mut desk, 1), Some(true));
}

#[test]
fn another_fold_is_learnt_silently() {
    let mut desk = Desk::new();
    let item = article("a", "1", "https://x.ly/1", "t", TRUCE);
    desk.verdict(&item);
    // As if the rows had been written by an older fold, whose hashes were others.
    for (table, rows) in &mut desk.shelf.0 {
        *rows = std::mem::take(rows)
            .into_iter()
            .map(|(mut key, mut value)| {
                match table {
                    Table::Identity if value[0] == 0 => {
                        value[1] = 0;
                        let last = value.len() - 1;
                        value[last - 15..].fill(0);
                    }
                    Table::Content => key[0] = 0,
                    _ => {}
                }
                (key, value)
            })
            .collect();
    }
    let mut desk = desk.restart();
    assert_eq!(desk.verdict(&item), REPEAT);
    assert_eq!(desk.verdict(&article("b", "2", "", "u", TRUCE)), copy_of(&item));
    let second = article("a", "1", "https://x.ly/1", "t", CLASH);
    let (outcome, judgement) = desk.take(&second, true);
    assert_eq!((outcome, judgement.previous), (Outcome::Revision, Some(item.record_id())));
}

#[test]
fn lines_of_the_feed_are_learnt() {
    let notice = "Subscribe to our morning letter and never miss the story of the day";
    let mut desk = Desk::new();
    for n in 0..12 {
        let text = format!("Report number {n} speaks of matter {}\n{notice}", n * 7);
        desk.verdict(&article("a", &n.to_string(), "", &format!("title {n}"), &text));
    }
    let first = article("b", "x", "", "t", TRUCE);
    desk.verdict(&first);
    let mut desk = desk.restart();
    assert_eq!(desk.verdict(&article("a", "y", "", "u", &format!("{TRUCE}\n{notice}"))), copy_of(&first));
}

#[test]
fn lines_in_the_middle_are_learnt() {
    let mut desk = Desk::new();
    let about = |n: usize| format!("Report number {n} speaks of matter {}", n * 7);
    for n in 0..12 {
        let text = format!("{}\n{}\nTell us what you think\n{}", about(n), about(n + 50), about(n + 100));
        desk.verdict(&article("a", &n.to_string(), "", &format!("title {n}"), &text));
    }
    let first = article("b", "x", "", "t", &format!("{TRUCE}\n{CLASH}"));
    desk.verdict(&first);
    let text = format!("{TRUCE}\nTell us what you think\n{CLASH}");
    assert_eq!(desk.verdict(&article("a", "y", "", "u", &text)), copy_of(&first));
}

#[test]
fn a_page_that_is_rewritten_all_day_is_one_item_of_its_feed() {
    let mut desk = Desk::new();
    for n in 0..12 {
        desk.verdict(&article("a", &n.to_string(), "", &format!("title {n}"), &format!("Another matter, number {n}")));
    }
    for n in 0..20 {
        let text = format!("Our correspondents follow the fighting in the south\nEntry number {n} of the page");
        desk.verdict(&article("a", "page", "", "Live", &text));
    }
    let text = format!("Our correspondents follow the fighting in the south\n{TRUCE}");
    let first = article("b", "x", "", "t", &text);
    desk.verdict(&first);
    assert_eq!(desk.verdict(&article("a", "y", "", "u", &text)), copy_of(&first));
}

#[test]
fn a_new_notice_under_all_items_soon_changes_none() {
    let mut desk = Desk::new();
    let item = |n: usize, notice: &str| {
        let text = format!("Report number {n} speaks of matter {}{notice}", n * 7);
        article("a", &n.to_string(), "", &format!("title {n}"), &text)
    };
    (0..12).for_each(|n| drop(desk.verdict(&item(n, ""))));
    let mut desk = desk.restart();
    let verdicts: Vec<Verdict> = (0..12).map(|n| desk.verdict(&item(n, "\nWrite to the editors"))).collect();
    let changed = Verdict::Revision { changed: vec![Part::Text] };
    assert_eq!(verdicts, [vec![changed; 4], vec![REPEAT; 8]].concat());
}

#[test]
fn repeats_do_without_the_near_window() {
    let mut desk = Desk::new();
    let first = near("a", "1", RAID);
    desk.verdict(&first);
    let mut desk = desk.restart();
    desk.days(1);
    assert_eq!(desk.verdict(&first), REPEAT);
    assert_eq!(desk.dedup.near_window().0, 0);
    let copy = desk.verdict(&near("b", "2", &RAID.replace("شرق البلدة", "شرقي البلدة")));
    assert!(matches!(copy, Verdict::Copy(_)), "{copy:?}");
    assert_eq!(desk.dedup.near_window().0, 1);
}

#[test]
fn time_does_not_run_backwards_over_a_restart() {
    let mut desk = Desk::new();
    let (first, second) = (article("a", "1", "", "t", TRUCE), article("a", "2", "", "u", CLASH));
    desk.verdict(&first);
    desk.days(10);
    assert_eq!(desk.verdict(&first), REPEAT);
    let mut desk = desk.restart();
    desk.days(-10);
    desk.verdict(&second);
    desk.days(100);
    assert_eq!(desk.verdict(&second), REPEAT);
}

#[test]
fn the_texts_of_a_copy_are_forgotten_with_their_head() {
    let mut desk = Desk::new();
    desk.verdict(&article("a", "1", "", "t", TRUCE));
    desk.days(15);
    desk.verdict(&article("b", "2", "", "t", CLASH));
    desk.verdict(&article("b", "2", "", "u", TRUCE));
    // The first text is forgotten, its copy under another title is not.
    desk.days(80);
    assert!(matches!(desk.verdict(&article("c", "3", "", "u", TRUCE)), Verdict::Copy(_)));
    desk.expire();
    desk.days(15);
    desk.verdict(&article("d", "4", "", "v", RAID));
    desk.expire();
    let horizon = desk.dedup.horizon();
    let days = desk.shelf.0[&Table::Content].values().map(|row| texts::Head::decode(row).unwrap().day);
    assert_eq!(days.filter(|day| *day < horizon).count(), 0);
}

/// One item of a stream, and what happens behind it.
#[derive(Clone, Copy, Debug)]
struct Step {
    /// Its feed, guid and address: few, so that items meet.
    names: (usize, u8, u8),
    /// Which text, how many of its words are cut, the number that it tells, and its title.
    text: (usize, usize, u8, u8),
    relevant: bool,
    hours: i64,
    then: Then,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Then {
    Nothing,
    Commit,
    Expire,
    Restart,
}

fn step() -> impl Strategy<Value = Step> {
    let names = (0..4usize, 0..12u8, 0..16u8);
    let text = (0..3usize, 0..8usize, 3..6u8, 0..4u8);
    let hours = prop_oneof![5 => Just(0), 4 => 1..30i64, 1 => Just(24 * 15), 1 => Just(24 * 80)];
    let then = prop_oneof![
        4 => Just(Then::Nothing),
        2 => Just(Then::Commit),
        1 => Just(Then::Expire),
        1 => Just(Then::Restart),
    ];
    (names, text, any::<bool>(), hours, then).prop_map(|(names, text, relevant, hours, then)| Step {
        names,
        text,
        relevant,
        hours,
        then,
    })
}

impl Step {
    fn article(self) -> Article {
        let (feed, guid, address) = self.names;
        let (text, cut, number, title) = self.text;
        let words: Vec<&str> = [RAID, CLASH, TRUCE][text].split(' ').collect();
        let text = format!("{} {number} جنود\nAll about it", words[cut..].join(" "));
        let guid = if guid < 10 { guid.to_string() } else { String::new() };
        let url = if address < 10 { format!("https://x.ly/{address}") } else { String::new() };
        article(["a", "b", "c", "d"][feed], &guid, &url, &format!("title {title}"), &text)
    }
}

/// The verdicts on a stream, and what is stored when it has ended.
fn run(steps: &[Step], then: impl Fn(&Step) -> Then) -> (Vec<(Outcome, crate::model::Judgement)>, Shelf) {
    let mut desk = Desk::new();
    let mut verdicts = Vec::new();
    for step in steps {
        desk.batch = usize::MAX;
        desk.now += TimeDelta::hours(step.hours);
        verdicts.push(desk.take(&step.article(), step.relevant));
        let then = then(step);
        if then != Then::Nothing {
            desk.commit();
        }
        match then {
            Then::Nothing | Then::Commit => {}
            Then::Expire => desk.expire(),
            Then::Restart => desk = desk.restart(),
        }
    }
    desk.commit();
    desk.expire();
    (verdicts, desk.shelf)
}

/// The keys of the rows that only one of two stores has, or in which they differ.
fn differing(one: &Shelf, other: &Shelf) -> BTreeSet<(Table, Vec<u8>)> {
    let rows = |shelf: &Shelf| -> BTreeSet<(Table, Vec<u8>, Vec<u8>)> {
        let tables = shelf.0.clone().into_iter();
        tables.flat_map(|(table, rows)| rows.into_iter().map(move |(key, value)| (table, key, value))).collect()
    };
    rows(one).symmetric_difference(&rows(other)).map(|(table, key, _)| (*table, key.clone())).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    /// However the stream is cut into batches, whenever it is interrupted and whenever something is
    /// forgotten: the verdicts are the same, and so is the store.
    #[test]
    fn verdicts_are_those_of_an_undisturbed_stream(steps in vec(step(), 1..50)) {
        let (undisturbed, stored) = run(&steps, |_| Then::Commit);
        let (verdicts, kept) = run(&steps, |step| step.then);
        prop_assert_eq!(verdicts, undisturbed);
        prop_assert_eq!(differing(&kept, &stored), BTreeSet::new());
    }
}

/// Four sentences of 60 words in all.
const RAID: &str = "قالت مديرية الأمن إن دورية داهمت مزرعة مهجورة شرق البلدة وعثرت على مخزن للوقود المهرب وأسلحة خفيفة. \
    وأضافت أن 4 مسلحين قتلوا في تبادل لإطلاق النار استمر ساعتين قبل أن يستسلم الباقون. \
    ونقل الجرحى إلى المستشفى القروي تحت حراسة مشددة وسط تجمع للأهالي. \
    وطالب مجلس الحكماء بنشر نتائج التحقيق وبتعويض أصحاب الحقول المتضررة من الحريق الذي أعقب المداهمة";

fn near(feed: &str, item: &str, text: &str) -> Article {
    article(feed, item, "", &format!("خبر من {feed}"), text)
}

#[test]
fn a_cut_and_padded_text_is_a_copy() {
    let mut desk = Desk::new();
    let first = near("a", "1", RAID);
    desk.verdict(&first);
    let cut = RAID.rsplit_once(". ").unwrap().0;
    let padded = format!("{cut}. وكانت البلدة قد شهدت حادثاً مماثلاً في الربيع");
    let (outcome, judgement) = desk.take(&near("b", "2", &padded), true);
    assert_eq!(outcome, Outcome::Duplicate);
    assert_eq!(judgement.story, first.record_id());
    let Verdict::Copy(likeness) = judgement.verdict else { panic!("{judgement:?}") };
    assert_eq!((likeness.of, likeness.exact), (first.record_id(), false));
    assert!((0.8..1.0).contains(&likeness.similarity), "{likeness:?}");
}

#[test]
fn another_toll_is_an_update_and_a_head_of_its_own() {
    let mut desk = Desk::new();
    let first = near("a", "1", RAID);
    let second = near("b", "2", &RAID.replace("أن 4 ", "أن 6 "));
    desk.verdict(&first);
    let (outcome, judgement) = desk.take(&second, true);
    let Verdict::Update { likeness, changed } = judgement.verdict else { panic!("{judgement:?}") };
    assert_eq!((outcome, judgement.story), (Outcome::Article, first.record_id()));
    assert_eq!((likeness.of, changed), (first.record_id(), vec![("4".to_owned(), "6".to_owned())]));
    // A copy of the second toll is a copy of the second.
    let (_, copy) = desk.take(&near("c", "3", &second.text.replace("شرق البلدة", "شرقي البلدة")), true);
    let Verdict::Copy(likeness) = copy.verdict else { panic!("{copy:?}") };
    assert_eq!((likeness.of, copy.story), (second.record_id(), first.record_id()));
}

#[test]
fn a_denial_is_never_a_copy_of_the_claim() {
    let mut desk = Desk::new();
    let first = near("a", "1", RAID);
    desk.verdict(&first);
    let denial = near("b", "2", &format!("نفت مديرية الأمن ما تردد عن المداهمة. {RAID}"));
    let (outcome, judgement) = desk.take(&denial, true);
    assert_eq!(outcome, Outcome::Article);
    let Verdict::Update { changed, .. } = judgement.verdict else { panic!("{judgement:?}") };
    assert_eq!(changed, [(String::new(), "نفت".to_owned())]);
}

#[test]
fn an_equal_body_under_a_headline_with_another_toll_is_an_update() {
    let mut desk = Desk::new();
    let first = article("a", "1", "", "4 dead in raid near town", RAID);
    desk.verdict(&first);
    let second = article("b", "2", "", "6 dead in raid near town", RAID);
    assert!(matches!(desk.verdict(&second), Verdict::Update { .. }));
}

#[test]
fn half_of_a_text_is_related() {
    let mut desk = Desk::new();
    let first = near("a", "1", RAID);
    desk.verdict(&first);
    let half = RAID.rsplit_once(". ").unwrap().0.rsplit_once(". ").unwrap().0;
    let other = format!("{half}. {CLASH}");
    let Verdict::Related(likeness) = desk.verdict(&near("b", "2", &other)) else { panic!() };
    assert_eq!(likeness.of, first.record_id());
}

#[test]
fn the_near_window_ends_after_fourteen_days() {
    let mut desk = Desk::new();
    let changed = RAID.replace("شرق البلدة", "شرقي البلدة");
    desk.verdict(&near("a", "1", RAID));
    desk.days(14);
    assert!(matches!(desk.verdict(&near("b", "2", &changed)), Verdict::Copy(_)));
    desk.days(1);
    assert_eq!(desk.verdict(&near("c", "3", &changed.replace("القروي", "الريفي"))), Verdict::Unique);
    let changes = desk.dedup.expire(&desk.shelf).unwrap();
    desk.shelf.apply(changes);
    assert_eq!(desk.shelf.0[&Table::Near].len(), 2);
}
