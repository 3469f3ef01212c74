//! What a new item is like: a copy, an update, related, or unique.

use super::{
    Dedup, Fingerprint,
    judge::{Addition, Plan, text_keys},
    near::{self, Query, Resemblance},
    near_row::{self, NearRow},
    texts::Head,
};
use crate::model::{Article, Likeness, Memory, MemoryError, RecordId, Verdict};

/// The head that an article is like.
struct Found {
    head: Head,
    exact: bool,
    /// Whether it is the same report.
    same: bool,
    /// Rare containment; 1 for equal texts.
    containment: f64,
    /// What stands in the same place: (in the head, here).
    conflicts: Vec<(String, String)>,
}

impl Dedup {
    /// The verdict on an item that was never seen, and its story.
    pub(super) fn likeness(
        &self,
        article: &Article,
        print: Fingerprint,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<(Verdict, RecordId), MemoryError> {
        let query = self.settings.near.then(|| self.window.query(&print));
        let mut found = self.equal_text(article, &print, plan, memory)?;
        if let (None, Some(query)) = (&found, &query) {
            found = self.window.resemblance(&print, query, &self.overlay, memory)?.map(Found::from);
        }
        let Some(mut found) = found else {
            let story = print.id;
            self.add_to_window(print, self.own_head(story, story), query, true, plan);
            return Ok((Verdict::Unique, story));
        };
        found.head = self.stand_in(found.head, memory)?;
        let (head, likeness) = (found.head, found.likeness());
        let verdict = match (found.same, found.conflicts) {
            (true, conflicts) if conflicts.is_empty() => {
                plan.stands_in_for = (!head.written).then_some(head.of);
                plan.head = Some(head);
                return Ok((Verdict::Copy(likeness), head.story));
            }
            (true, changed) => Verdict::Update { likeness, changed },
            (false, _) => Verdict::Related(likeness),
        };
        // An update is a report of its own: sentences that forty of them use are a formula.
        let counted = found.same;
        let own = self.own_head(print.id, head.story);
        self.add_to_window(print, own, query, counted, plan);
        Ok((verdict, head.story))
    }

    /// The first item with an equal text; plans to remember the keys that none had.
    fn equal_text(
        &self,
        article: &Article,
        print: &Fingerprint,
        plan: &mut Plan,
        memory: &dyn Memory,
    ) -> Result<Option<Found>, MemoryError> {
        let mut first = None;
        for (key, is_body) in text_keys(article, print) {
            match self.head(&key, memory)? {
                Some(head) => first = first.or(Some((head, is_body))),
                None => plan.texts.push(key),
            }
        }
        let Some((head, is_body)) = first else { return Ok(None) };
        // Under an equal body the headlines may still differ in what they say.
        let in_window = self.settings.near && is_body && head.day + near::WINDOW_DAYS >= self.today;
        let row = match head.near.filter(|_| in_window) {
            Some(ordinal) => near::read(head.day, ordinal, &self.overlay, memory)?,
            None => None,
        };
        let conflicts = row.map(|row| near::conflicts_of(print, &row)).unwrap_or_default();
        Ok(Some(Found { head, exact: true, same: true, containment: 1.0, conflicts }))
    }

    /// Plans to compare later articles with this one, and to remember it as the head of its text.
    pub(super) fn add_to_window(
        &self,
        print: Fingerprint,
        head: Head,
        query: Option<Query>,
        counted: bool,
        plan: &mut Plan,
    ) {
        plan.head = Some(head);
        if let Some(query) = query {
            plan.head = Some(Head { near: Some(self.window.next), ..head });
            let (title, body) = near_row::passages(print);
            let row = NearRow { of: head.of, story: head.story, written: head.written, counted, title, body };
            plan.near = Some(Addition { row, anchors: query.anchors });
        }
    }

    pub(super) fn own_head(&self, of: RecordId, story: RecordId) -> Head {
        Head { day: self.today, of, story, written: false, near: None }
    }
}

impl Found {
    fn likeness(&self) -> Likeness {
        let similarity = (self.containment.min(1.0) * 100.0).round() / 100.0;
        Likeness { of: self.head.of, exact: self.exact && self.conflicts.is_empty(), similarity }
    }
}

impl From<Resemblance> for Found {
    fn from(found: Resemblance) -> Self {
        let Resemblance { row, day, ordinal, containment, same, conflicts } = found;
        let head = Head { day, of: row.of, story: row.story, written: row.written, near: Some(ordinal) };
        Self { head, exact: false, same, containment, conflicts }
    }
}
