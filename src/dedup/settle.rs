//! What is remembered of an article once it is known whether its record was written.

use super::{
    Dedup, Judged,
    codec::Writer,
    identity::{Key, Row},
    judge::{Addition, Plan},
    near_row,
    texts::{self, Head},
};
use crate::model::{Changes, Table, Verdict};

impl Dedup {
    /// Takes back whether a record of the article was written, and gives the rows that belong
    /// into the same transaction as its line.
    pub fn settle(&mut self, judged: Judged, written: bool) -> Changes {
        let Judged { judgement, plan, .. } = judged;
        let mut changes = Changes::default();
        let is_copy = matches!(judgement.verdict, Verdict::Copy(_));
        let mut expiring = self.settle_item(&plan, written, &mut changes);
        let mut expiring_with_head = None;
        if let Some(mut head) = plan.head {
            head.written |= written && !is_copy;
            let texts = settle_texts(&plan.texts, head, &mut changes);
            if head.day < self.today {
                expiring_with_head = Some((head.day, texts));
            } else {
                expiring.extend(texts);
            }
        }
        if let (Some(of), Some(id), true) = (plan.stands_in_for, plan.id, written) {
            let stand_in = Head { day: self.today, of: id, story: judgement.story, written: true, near: None };
            expiring.extend(settle_texts(&[texts::stand_in(of)], stand_in, &mut changes));
        }
        if let Some(near) = plan.near {
            self.settle_near(near, written, &mut changes);
        }
        changes.append(plan.turned);
        for update in plan.feed {
            changes.put(Table::Learned, update.key, update.value);
        }
        if let Some((key, known)) = plan.known {
            for (day, rows) in expiring_with_head.into_iter().chain([(self.today, expiring)]) {
                note_day(day, &key, known.revision, &rows, &mut changes);
            }
        }
        self.overlay.add(&changes);
        changes
    }

    /// Adds an article to the near window.
    fn settle_near(&mut self, near: Addition, written: bool, changes: &mut Changes) {
        let Addition { mut row, anchors } = near;
        row.written |= written;
        if row.counted {
            row.whole().iter().for_each(|trigram| self.window.sketch.add(trigram));
        }
        let ordinal = self.window.add(&anchors, self.today);
        changes.put(Table::Near, near_row::text_key(self.today, ordinal), row.encode());
        changes.put(Table::Near, near_row::anchors_key(self.today, ordinal), near_row::encode_anchors(&anchors));
    }

    fn settle_item(&self, plan: &Plan, written: bool, changes: &mut Changes) -> Vec<(Table, Vec<u8>)> {
        let mut expiring = Vec::new();
        if let Some((key, known)) = &plan.known {
            let mut known = known.clone();
            known.written = plan.id.filter(|_| written).or(known.written);
            changes.put(Table::Identity, *key, Row::Known(known).encode());
            expiring.push((Table::Identity, key.to_vec()));
            for alias in &plan.aliases {
                changes.put(Table::Identity, *alias, Row::Alias { day: self.today, of: *key }.encode());
                expiring.push((Table::Identity, alias.to_vec()));
            }
        }
        expiring
    }
}

/// Notes under the day from which rows count which ones an item was remembered by, so that they
/// can be found when that day is over the horizon. One row a day and version: an item that keeps
/// appearing is refreshed once a day, and each of its versions has texts of its own; the texts of a
/// copy are as old as their head.
fn note_day(day: u32, item: &Key, revision: u32, rows: &[(Table, Vec<u8>)], changes: &mut Changes) {
    if !rows.is_empty() {
        let key = Writer::default().u32(day).bytes(item).u32(revision).finish();
        changes.put(Table::IdentityByDay, key, super::expiry::encode(rows));
    }
}

fn settle_texts(keys: &[Vec<u8>], head: Head, changes: &mut Changes) -> Vec<(Table, Vec<u8>)> {
    for key in keys {
        changes.put(Table::Content, key.clone(), head.encode());
    }
    keys.iter().map(|key| (Table::Content, key.clone())).collect()
}
