//! The verdict.

use chrono::{DateTime, Utc};

use super::{
    Dedup, Fingerprint, MAX_REVISIONS, damaged, day, feeds,
    identity::{self, Key, Known, Parts, Row, Version},
    index::Anchor,
    near,
    near_row::{self, NearRow},
    texts::{self, Head},
};
use crate::{
    model::{Article, Changes, Judgement, Memory, MemoryError, Part, RecordId, Table, Verdict},
    text::fold,
};

/// What the output is to do with an article, the relevance filter apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Nothing is written, it is only counted.
    Counted,
    /// `kind: "article"`, if it is relevant.
    Article,
    /// `kind: "revision"`, relevant or not: how else would a withdrawal be learnt?
    Revision,
    /// `kind: "duplicate"`, if copies are asked for: a record of its head was written.
    Duplicate,
}

/// A verdict with what is to be remembered once it is known whether a record was written.
#[derive(Debug)]
pub struct Judged {
    /// The verdict.
    pub judgement: Judgement,
    /// What the output is to do with it.
    pub outcome: Outcome,
    /// The feed's guids change while its addresses stay: they are not used any more.
    pub guids_unstable: bool,
    pub(super) plan: Plan,
}

/// What is to be remembered.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// The article as it is compared, if that was made ahead and is not yet used.
    print: Option<Fingerprint>,
    /// The id that its record has; a repeat has none.
    pub(super) id: Option<RecordId>,
    /// The item, under its first key.
    pub(super) known: Option<(Key, Known)>,
    /// Other keys of it.
    pub(super) aliases: Vec<Key>,
    /// Keys of texts that were not seen before.
    pub(super) texts: Vec<Vec<u8>>,
    /// The first item that had them.
    pub(super) head: Option<Head>,
    /// A head without a written record, for which this article stands in if it is written.
    pub(super) stands_in_for: Option<RecordId>,
    /// The text is compared with later ones.
    pub(super) near: Option<Addition>,
    /// A new day began, for the stage or for the window.
    pub(super) turned: Changes,
    /// What was learnt of the feed.
    pub(super) feed: Vec<feeds::Update>,
}

/// An article that is added to the near window.
#[derive(Debug)]
pub(super) struct Addition {
    pub(super) row: NearRow,
    pub(super) anchors: Vec<Anchor>,
}

/// An item found under one of its keys.
pub(super) struct Found {
    key: Key,
    pub(super) known: Known,
    /// The place of the key among the article's keys.
    by: usize,
}

impl Dedup {
    /// Judges an article; [`settle`](Self::settle) is to follow before the next one.
    ///
    /// # Errors
    /// If the memory cannot be read.
    pub fn judge(&mut self, article: &Article, memory: &dyn Memory, now: DateTime<Utc>) -> Result<Judged, MemoryError> {
        self.judge_printed(article, None, memory, now)
    }

    /// Judges an article whose fingerprint was made ahead.
    ///
    /// # Errors
    /// If the memory cannot be read.
    pub fn judge_printed(
        &mut self,
        article: &Article,
        print: Option<Fingerprint>,
        memory: &dyn Memory,
        now: DateTime<Utc>,
    ) -> Result<Judged, MemoryError> {
        let mut plan = Plan { print, turned: self.turn(day(now)), ..Plan::default() };
        let guids_unstable = self.feeds.guids_unstable(&article.source.id, &self.overlay, memory)?;
        let keys = identity::keys(article, !guids_unstable);
        let judgement = match self.find(&keys, memory)? {
            Some(found) => self.known(article, &keys, found, &mut plan, memory)?,
            None => self.new_item(article, &keys, &mut plan, memory)?,
        };
        let outcome = outcome(&judgement, &plan);
        Ok(Judged { judgement, outcome, guids_unstable, plan })
    }

    /// Turns to the day of an article.
    fn turn(&mut self, today: u32) -> Changes {
        let mut changes = Changes::default();
        if today > self.today {
            self.today = today;
            near_row::put_day(today, &mut changes);
        }
        changes
    }

    /// Reads the near window back if it sleeps, and turns it to this day.
    fn wake_window(&mut self, plan: &mut Plan, memory: &dyn Memory) -> Result<(), MemoryError> {
        if self.window_sleeps {
            self.window = near::Window::restore(memory)?;
            self.window_sleeps = false;
            self.today = self.today.max(self.window.day);
        }
        if self.settings.near {
            plan.turned.append(self.window.turn(self.today));
        }
        Ok(())
    }

    pub(super) fn find(&self, keys: &[Key], memory: &dyn Memory) -> Result<Option<Found>, MemoryError> {
        for (by, key) in keys.iter().enumerate() {
            let (key, row) = match self.row(key, memory)? {
                Some(Row::Alias { of, .. }) => (of, self.row(&of, memory)?),
                row => (*key, row),
            };
            if let Some(Row::Known(known)) = row {
                return Ok(Some(Found { key, known, by }));
            }
        }
        Ok(None)
    }

    /// A row of the identity table that is not yet forgotten.
    fn row(&self, key: &Key, memory: &dyn Memory) -> Result<Option<Row>, MemoryError> {
        let Some(bytes) = self.overlay.get(memory, Table::Identity, key)? else { return Ok(None) };
        let row = Row::decode(&bytes).ok_or_else(|| damaged("identity"))?;
        Ok(Some(row).filter(|row| row.day() >= self.horizon()))
    }

    /// A repeat or a revision.
    fn known(
        &mut self,
        article: &Article,
        keys: &[Key],
        found: Found,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<Judgement, MemoryError> {
        let Found { key, mut known, by } = found;
        let guid = self.feeds.guid_seen(article, by, &known, &self.overlay, memory)?;
        plan.feed.extend(guid);
        let previous = known.written;
        let content = identity::version_key(article);
        let version = known.versions.iter().position(|version| version.content == content);
        let verdict = if known.fold != fold::VERSION {
            self.relearn(article, &key, &mut known, plan, memory)?
        } else if let Some(version) = version {
            Verdict::Repeat { reverted: version + 1 < known.versions.len() }
        } else {
            self.revise(article, &key, &mut known, plan, memory)?
        };
        let judgement = Judgement { verdict, revision: known.revision, previous, story: known.story };
        if known.day < self.today || !plan.texts.is_empty() || matches!(judgement.verdict, Verdict::Revision { .. }) {
            known.day = self.today;
            plan.aliases = self.aliases(keys, key, memory)?;
            plan.known = Some((key, known));
        }
        Ok(judgement)
    }

    /// The other keys of an article, but for those that name another item.
    fn aliases(&self, keys: &[Key], of: Key, memory: &dyn Memory) -> Result<Vec<Key>, MemoryError> {
        let mut aliases = Vec::new();
        for key in keys.iter().filter(|key| **key != of) {
            let free = match self.row(key, memory)? {
                None => true,
                Some(Row::Alias { of: named, .. }) => named == of,
                Some(Row::Known(_)) => false,
            };
            if free {
                aliases.push(*key);
            }
        }
        Ok(aliases)
    }

    /// A known item with a text that was not seen of it.
    fn revise(
        &mut self,
        article: &Article,
        key: &Key,
        known: &mut Known,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<Verdict, MemoryError> {
        let (print, notices) = self.print(article, plan, memory)?;
        let version = Version { content: identity::version_key(article), stripped: print.stripped_key() };
        if let Some(at) = known.versions.iter().position(|seen| seen.stripped == version.stripped) {
            // Only boilerplate changed.
            return Ok(Verdict::Repeat { reverted: at + 1 < known.versions.len() });
        }
        let parts = parts(&print);
        let changed = [
            (Part::Title, parts.title != known.parts.title),
            (Part::Text, parts.text != known.parts.text),
            (Part::Numbers, parts.numbers != known.parts.numbers),
        ];
        plan.feed.push(self.feeds.learn(&article.source.id, key, notices, &self.overlay, memory)?);
        known.add(version);
        known.parts = parts;
        known.revision = known.revision.saturating_add(1);
        self.remember_text(article, print, known, plan, memory)?;
        Ok(Verdict::Revision { changed: changed.into_iter().filter_map(|(part, is)| is.then_some(part)).collect() })
    }

    /// A known item whose hashes were made by another fold: it is learnt anew and not announced.
    fn relearn(
        &mut self,
        article: &Article,
        key: &Key,
        known: &mut Known,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<Verdict, MemoryError> {
        let (print, notices) = self.print(article, plan, memory)?;
        plan.feed.push(self.feeds.learn(&article.source.id, key, notices, &self.overlay, memory)?);
        known.fold = fold::VERSION;
        known.parts = parts(&print);
        known.versions.clear();
        known.add(Version { content: identity::version_key(article), stripped: print.stripped_key() });
        self.remember_text(article, print, known, plan, memory)?;
        Ok(Verdict::Repeat { reverted: false })
    }

    /// Plans to remember the text of a known item, as its own unless another had it first.
    fn remember_text(
        &mut self,
        article: &Article,
        print: Fingerprint,
        known: &Known,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<(), MemoryError> {
        for (key, _) in text_keys(article, &print) {
            if self.head(&key, memory)?.is_none() {
                plan.texts.push(key);
            }
        }
        let head = Head { written: known.written.is_some(), ..self.own_head(print.id, known.story) };
        let query = self.settings.near.then(|| self.window.query(&print));
        self.add_to_window(print, head, query, false, plan);
        Ok(())
    }

    /// An item that was never seen.
    fn new_item(
        &mut self,
        article: &Article,
        keys: &[Key],
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<Judgement, MemoryError> {
        let (print, notices) = self.print(article, plan, memory)?;
        if let Some(key) = keys.first() {
            plan.feed.push(self.feeds.learn(&article.source.id, key, notices, &self.overlay, memory)?);
        }
        let version = Version { content: identity::version_key(article), stripped: print.stripped_key() };
        let parts = parts(&print);
        let (verdict, story) = self.likeness(article, print, plan, memory)?;
        let known = Known {
            fold: fold::VERSION,
            day: self.today,
            feed: feeds::hash(&article.source.id),
            story,
            written: None,
            revision: 1,
            parts,
            versions: vec![version],
        };
        if let Some((first, others)) = keys.split_first() {
            plan.known = Some((*first, known));
            plan.aliases = others.to_vec();
        }
        Ok(Judgement { verdict, revision: 1, previous: None, story })
    }

    /// The fingerprint without the lines that the feed is known to add, and the lines that it
    /// may be learnt to add; with it the article can be compared.
    fn print(
        &mut self,
        article: &Article,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<(Fingerprint, Vec<u32>), MemoryError> {
        self.wake_window(plan, memory)?;
        let mut print = plan.print.take().unwrap_or_else(|| Fingerprint::of(article, &self.words));
        plan.id = Some(print.id);
        let notices = print.notices();
        print.drop_lines(self.feeds.learned(&article.source.id, &self.overlay, memory)?);
        Ok((print, notices))
    }

    /// The first item that had a text, if it is not yet forgotten.
    pub(super) fn head(&self, key: &[u8], memory: &dyn Memory) -> Result<Option<Head>, MemoryError> {
        let Some(bytes) = self.overlay.get(memory, Table::Content, key)? else { return Ok(None) };
        let head = Head::decode(&bytes).ok_or_else(|| damaged("content"))?;
        Ok(Some(head).filter(|head| head.day >= self.horizon()))
    }

    /// The head, or the copy that was written because its own record was not.
    pub(super) fn stand_in(&self, head: Head, memory: &dyn Memory) -> Result<Head, MemoryError> {
        if head.written {
            return Ok(head);
        }
        Ok(self.head(&texts::stand_in(head.of), memory)?.unwrap_or(head))
    }
}

/// The keys under which a text is remembered, and whether they are of its body alone.
pub(super) fn text_keys(article: &Article, print: &Fingerprint) -> Vec<(Vec<u8>, bool)> {
    let content = article.content_key.map(|key| (texts::content(key), false));
    let body = print.body_key().map(|key| (texts::body(key), true));
    content.into_iter().chain(body).collect()
}

fn parts(print: &Fingerprint) -> Parts {
    Parts { title: print.title.key(), text: print.body.key(), numbers: print.numbers_key() }
}

fn outcome(judgement: &Judgement, plan: &Plan) -> Outcome {
    match judgement.verdict {
        Verdict::Repeat { .. } => Outcome::Counted,
        Verdict::Revision { .. } if judgement.revision > MAX_REVISIONS => Outcome::Counted,
        Verdict::Revision { .. } if judgement.previous.is_some() => Outcome::Revision,
        Verdict::Copy(_) if plan.stands_in_for.is_none() => Outcome::Duplicate,
        Verdict::Revision { .. }
        | Verdict::Copy(_)
        | Verdict::Update { .. }
        | Verdict::Related(_)
        | Verdict::Unique => Outcome::Article,
    }
}
