//! Which articles of the window have an anchor: the part of the comparison that is in memory.
//!
//! 8 bytes for an anchor and its article, in open tables that are on average 72 % full: about
//! 11 bytes per anchor, however many there are.

/// Tables, so that one of them can grow or be swept while the others stay.
const SHARDS: usize = 256;

/// The most articles that an anchor leads to; older ones are forgotten.
const MAX_POSTINGS: usize = 40;

/// An article of the window, by its number in the order of arrival.
pub(super) type Ordinal = u32;

/// An anchor as it is stored: which table, and what is compared there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    pub(super) shard: u8,
    pub(super) tag: u32,
}

impl Anchor {
    /// The anchor of a trigram. Anchors are the smallest trigrams of their article, so that their
    /// high bits say little and are mixed once more.
    pub(super) fn of(trigram: u64) -> Self {
        let mixed = (trigram ^ trigram >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let [shard, _, _, _, tag @ ..] = (mixed ^ mixed >> 32).to_le_bytes();
        Self { shard, tag: u32::from_le_bytes(tag) }
    }
}

/// All anchors of the window.
#[derive(Debug)]
pub(super) struct Index {
    shards: Vec<Shard>,
}

impl Default for Index {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| Shard::default()).collect() }
    }
}

impl Index {
    /// Adds an article under an anchor. Articles before `live` have left the window.
    pub(super) fn add(&mut self, anchor: Anchor, article: Ordinal, live: Ordinal) {
        if let Some(shard) = self.shards.get_mut(usize::from(anchor.shard)) {
            shard.add(anchor.tag, article, live);
        }
    }

    /// The articles of the window that have these anchors, once for each, in order.
    pub(super) fn find(&self, anchors: &[Anchor], live: Ordinal) -> Vec<Ordinal> {
        let shards =
            anchors.iter().filter_map(|anchor| Some((self.shards.get(usize::from(anchor.shard))?, anchor.tag)));
        // Each first place is a line that no cache has: all are asked for before one is looked at.
        let first: Vec<Entry> = shards.clone().map(|(shard, tag)| shard.first(tag)).collect();
        let mut found = Vec::new();
        for ((shard, tag), _) in shards.zip(first).filter(|(_, first)| *first != EMPTY) {
            let articles = shard.run(tag).filter(|entry| entry.tag == tag && entry.article >= live);
            found.extend(articles.map(|entry| entry.article));
        }
        found.sort_unstable();
        found
    }

    /// Bytes held by the tables.
    pub(super) fn bytes(&self) -> usize {
        self.shards.iter().map(|shard| shard.entries.capacity() * size_of::<Entry>()).sum()
    }
}

/// Anchors with their articles, in the order of arrival and in no table yet.
///
/// A table that is made once, in its last size, is filled while it lies in the processor's cache;
/// one that grows with all others is out of it whenever its turn comes.
#[derive(Debug)]
pub(super) struct Loose {
    shards: Vec<Vec<Entry>>,
}

impl Default for Loose {
    fn default() -> Self {
        Self { shards: (0..SHARDS).map(|_| Vec::new()).collect() }
    }
}

impl Loose {
    /// Adds an article under an anchor.
    pub(super) fn add(&mut self, anchor: Anchor, article: Ordinal) {
        if let Some(shard) = self.shards.get_mut(usize::from(anchor.shard)) {
            shard.push(Entry { tag: anchor.tag, article });
        }
    }

    /// The tables. One list goes for each that is made: never is all of it there twice.
    pub(super) fn index(self) -> Index {
        Index { shards: self.shards.into_iter().map(Shard::of).collect() }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Entry {
    tag: u32,
    article: Ordinal,
}

/// An empty place. No article has this number: the window ends before it.
const EMPTY: Entry = Entry { tag: 0, article: Ordinal::MAX };

/// One open table with linear probing.
#[derive(Debug, Default)]
struct Shard {
    entries: Vec<Entry>,
    used: usize,
}

impl Shard {
    /// A table of these entries, as full as tables are on average.
    fn of(entries: Vec<Entry>) -> Self {
        let places = entries.len() * 25 / 18 + 4;
        Self::packed(entries, places)
    }

    /// A table of so many places, more than there are entries.
    ///
    /// Homes rise with tags, so that entries in the order of their tags are put down one behind the
    /// other: to look for an empty place for each would cost a walk over all with the same tag.
    fn packed(mut entries: Vec<Entry>, places: usize) -> Self {
        entries.sort_unstable_by_key(|entry| (entry.tag, entry.article));
        let mut shard = Self { entries: vec![EMPTY; places], used: 0 };
        let (mut next, mut beyond) = (0, Vec::new());
        for entry in entries.chunk_by(|one, other| one.tag == other.tag).flat_map(newest) {
            next = shard.home(entry.tag).max(next);
            match shard.entries.get_mut(next) {
                Some(place) => {
                    *place = *entry;
                    shard.used += 1;
                }
                None => beyond.push(*entry),
            }
            next += 1;
        }
        // The table is a ring: from their homes to its end every place is taken.
        beyond.into_iter().for_each(|entry| shard.place(entry));
        shard
    }

    /// The entries from the home of a tag to the next empty place.
    fn run(&self, tag: u32) -> impl Iterator<Item = Entry> + '_ {
        let (before, from) = self.entries.split_at(self.home(tag));
        from.iter().chain(before).copied().take_while(|entry| *entry != EMPTY)
    }

    /// The entry at the home of a tag.
    fn first(&self, tag: u32) -> Entry {
        self.entries.get(self.home(tag)).copied().unwrap_or(EMPTY)
    }

    fn home(&self, tag: u32) -> usize {
        ((u64::from(tag) * self.entries.len() as u64) >> 32) as usize
    }

    fn add(&mut self, tag: u32, article: Ordinal, live: Ordinal) {
        if (self.used + 1) * 5 > self.entries.len() * 4 {
            self.sweep(live);
        }
        self.insert(Entry { tag, article }, live);
    }

    fn insert(&mut self, new: Entry, live: Ordinal) {
        let home = self.home(new.tag);
        let (mut length, mut postings) = (0, 0);
        let (mut dead, mut oldest): (Option<usize>, Option<(Ordinal, usize)>) = (None, None);
        for entry in self.run(new.tag) {
            if entry.article < live {
                dead = dead.or(Some(length));
            } else if entry.tag == new.tag {
                postings += 1;
                oldest = oldest.min(Some((entry.article, length))).or(Some((entry.article, length)));
            }
            length += 1;
        }
        let evicted = oldest.filter(|_| postings >= MAX_POSTINGS).map(|(_, at)| at);
        let at = evicted.or(dead).unwrap_or(length);
        self.used += usize::from(at == length);
        let places = self.entries.len();
        if let Some(place) = self.entries.get_mut((home + at) % places.max(1)) {
            *place = new;
        }
    }

    /// Makes room: drops what has left the window and takes a table that is 64 % full.
    fn sweep(&mut self, live: Ordinal) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.retain(|entry| *entry != EMPTY && entry.article >= live);
        let places = (entries.len() + 1) * 25 / 16 + 4;
        *self = Self::packed(entries, places);
    }

    /// Puts an entry into the first empty place: the table holds nothing that could make way.
    fn place(&mut self, entry: Entry) {
        let length = self.run(entry.tag).count();
        let (home, places) = (self.home(entry.tag), self.entries.len());
        if let Some(place) = self.entries.get_mut((home + length) % places.max(1)) {
            *place = entry;
            self.used += 1;
        }
    }
}

/// Of the articles of one anchor, oldest first, those that it leads to.
fn newest(postings: &[Entry]) -> &[Entry] {
    postings.get(postings.len().saturating_sub(MAX_POSTINGS)..).unwrap_or(postings)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(index: &Index, trigram: u64, live: Ordinal) -> Vec<Ordinal> {
        index.find(&[Anchor::of(trigram)], live)
    }

    #[test]
    fn an_anchor_leads_to_its_articles_in_the_window() {
        let mut index = Index::default();
        for article in 0..10_000 {
            index.add(Anchor::of(u64::from(article % 1000)), article, 0);
        }
        assert_eq!(find(&index, 7, 0), (0..10).map(|n| n * 1000 + 7).collect::<Vec<_>>());
        assert_eq!(find(&index, 7, 8000), [8007, 9007]);
        assert!(find(&index, 1000, 0).is_empty());
    }

    #[test]
    fn the_oldest_posting_makes_way() {
        let mut index = Index::default();
        (0..100).for_each(|article| index.add(Anchor::of(1), article, 0));
        assert_eq!(find(&index, 1, 0), (60..100).collect::<Vec<_>>());
    }

    #[test]
    fn tables_made_at_once_hold_what_those_hold_that_grew() {
        let (mut grown, mut loose) = (Index::default(), Loose::default());
        for article in 0..20_000u32 {
            // Some anchors have one article, some as many as they may lead to, and one has more.
            let common = article.is_multiple_of(200).then_some(200_000);
            for trigram in [Some(u64::from(article)), Some(u64::from(article % 500 + 100_000)), common] {
                let Some(anchor) = trigram.map(Anchor::of) else { continue };
                grown.add(anchor, article, 0);
                loose.add(anchor, article);
            }
        }
        let made = loose.index();
        for trigram in (0..20_000).chain(100_000..100_500).chain([200_000]) {
            assert_eq!(find(&made, trigram, 0), find(&grown, trigram, 0), "{trigram}");
        }
        assert!(made.bytes() <= grown.bytes() * 9 / 8, "{} {}", made.bytes(), grown.bytes());
    }

    #[test]
    fn the_dead_are_swept() {
        let mut index = Index::default();
        for article in 0..100_000 {
            index.add(Anchor::of(u64::from(article)), article, article.saturating_sub(100));
        }
        assert!(index.bytes() < 100_000, "{}", index.bytes());
        assert_eq!(find(&index, 99_950, 99_900), [99_950]);
    }
}
