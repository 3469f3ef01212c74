//! Who may start now: due dates, places for all, places for each outlet, and the spacing of its starts.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BinaryHeap, VecDeque},
    time::Duration,
};

use tokio::time::Instant;

/// What the queue says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Start {
    /// This feed may start.
    Feed(usize),
    /// Nothing before then, unless something ends.
    At(Instant),
    /// Nothing, unless something ends or is scheduled.
    Nothing,
}

/// What happens at an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Wake {
    Feed(usize),
    Outlet(usize),
}

/// One outlet.
#[derive(Debug, Default)]
struct Outlet {
    /// Requests under way.
    running: usize,
    /// No start before this.
    free_at: Option<Instant>,
    /// Feeds that are due and wait their turn.
    waiting: VecDeque<usize>,
    /// Whether it is in the list of outlets that may start one.
    listed: bool,
}

/// The queue.
#[derive(Debug)]
pub(super) struct Queue {
    wakes: BinaryHeap<Reverse<(Instant, Wake)>>,
    outlets: Vec<Outlet>,
    /// The place of each politeness key among the outlets.
    places: BTreeMap<String, usize>,
    /// The outlet of each feed.
    outlet_of: Vec<usize>,
    /// The outlet that each feed under way was started at: a reload may give it another meanwhile.
    started_at: BTreeMap<usize, usize>,
    /// Outlets that may have a feed to start.
    ready: VecDeque<usize>,
    running: usize,
    concurrency: usize,
    per_key: usize,
    spacing: Duration,
}

impl Queue {
    /// A queue for feeds with these politeness keys.
    pub(super) fn new(
        keys: impl Iterator<Item = String>,
        concurrency: usize,
        per_key: usize,
        spacing: Duration,
    ) -> Self {
        let mut queue = Self {
            wakes: BinaryHeap::new(),
            outlets: Vec::new(),
            places: BTreeMap::new(),
            outlet_of: Vec::new(),
            started_at: BTreeMap::new(),
            ready: VecDeque::new(),
            running: 0,
            concurrency: concurrency.max(1),
            per_key: per_key.max(1),
            spacing,
        };
        for key in keys {
            queue.add(key);
        }
        queue
    }

    /// Adds a feed; the number is its place.
    pub(super) fn add(&mut self, key: String) -> usize {
        let outlet = self.outlet(key);
        self.outlet_of.push(outlet);
        self.outlet_of.len() - 1
    }

    /// Gives a feed another politeness key. What it waits for under the old one, it still waits for.
    pub(super) fn rekey(&mut self, feed: usize, key: String) {
        let outlet = self.outlet(key);
        if let Some(own) = self.outlet_of.get_mut(feed) {
            *own = outlet;
        }
    }

    /// Changes how many may start, and how fast.
    pub(super) fn limits(&mut self, concurrency: usize, per_key: usize, spacing: Duration) {
        self.concurrency = concurrency.max(1);
        self.per_key = per_key.max(1);
        self.spacing = spacing;
    }

    fn outlet(&mut self, key: String) -> usize {
        let next = self.outlets.len();
        let place = *self.places.entry(key).or_insert(next);
        if place == next {
            self.outlets.push(Outlet::default());
        }
        place
    }

    /// The outlet of a feed, as a number.
    pub(super) fn outlet_of(&self, feed: usize) -> usize {
        self.outlet_of.get(feed).copied().unwrap_or(usize::MAX)
    }

    /// Keeps the outlet of a feed from being asked before `until`.
    pub(super) fn hold(&mut self, feed: usize, until: Instant) {
        let at = self.outlet_of(feed);
        if let Some(outlet) = self.outlets.get_mut(at) {
            outlet.free_at = outlet.free_at.max(Some(until));
        }
    }

    /// Takes back the feeds that wait for an outlet which is held, not merely spaced.
    pub(super) fn withdraw_held(&mut self, now: Instant) -> Vec<usize> {
        let latest = now + self.spacing;
        let is_held = |outlet: &Outlet| outlet.free_at.is_some_and(|free_at| free_at > latest);
        let outlets = &self.outlets;
        self.wakes.retain(|Reverse((_, wake))| match wake {
            Wake::Outlet(at) => !outlets.get(*at).is_some_and(is_held),
            Wake::Feed(_) => true,
        });
        let held = self.outlets.iter_mut().filter(|outlet| is_held(outlet));
        held.flat_map(|outlet| outlet.waiting.drain(..)).collect()
    }

    /// A feed is due at `due`.
    pub(super) fn schedule(&mut self, feed: usize, due: Instant) {
        self.wakes.push(Reverse((due, Wake::Feed(feed))));
    }

    /// The next feed to start, and when to look again if there is none.
    pub(super) fn next(&mut self, now: Instant) -> Start {
        self.wake(now);
        while self.running < self.concurrency {
            let Some(at) = self.ready.pop_front() else { break };
            let per_key = self.per_key;
            let Some(outlet) = self.outlets.get_mut(at) else { continue };
            outlet.listed = false;
            if outlet.running >= per_key {
                continue;
            }
            if let Some(free_at) = outlet.free_at.filter(|free_at| *free_at > now) {
                if !outlet.waiting.is_empty() {
                    self.wakes.push(Reverse((free_at, Wake::Outlet(at))));
                }
                continue;
            }
            let Some(feed) = outlet.waiting.pop_front() else { continue };
            outlet.running += 1;
            outlet.free_at = Some(now + self.spacing);
            self.running += 1;
            self.started_at.insert(feed, at);
            self.list(at);
            return Start::Feed(feed);
        }
        match self.wakes.peek() {
            Some(Reverse((instant, _))) if self.running < self.concurrency => Start::At(*instant),
            Some(_) | None => Start::Nothing,
        }
    }

    /// A feed's request ended; `hold` keeps its outlet from being asked before that.
    pub(super) fn ended(&mut self, feed: usize, now: Instant, hold: Option<Instant>) {
        let Some(at) = self.started_at.remove(&feed) else { return };
        self.running = self.running.saturating_sub(1);
        if let Some(outlet) = self.outlets.get_mut(at) {
            outlet.running = outlet.running.saturating_sub(1);
            outlet.free_at = outlet.free_at.max(hold.filter(|hold| *hold > now));
        }
        self.list(at);
    }

    fn wake(&mut self, now: Instant) {
        while let Some(Reverse((instant, wake))) = self.wakes.peek().copied()
            && instant <= now
        {
            self.wakes.pop();
            let at = match wake {
                Wake::Outlet(at) => at,
                Wake::Feed(feed) => {
                    let Some(at) = self.outlet_of.get(feed).copied() else { continue };
                    if let Some(outlet) = self.outlets.get_mut(at) {
                        outlet.waiting.push_back(feed);
                    }
                    at
                }
            };
            self.list(at);
        }
    }

    fn list(&mut self, at: usize) {
        if let Some(outlet) = self.outlets.get_mut(at)
            && !outlet.listed
            && !outlet.waiting.is_empty()
        {
            outlet.listed = true;
            self.ready.push_back(at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPACING: Duration = Duration::from_secs(2);

    fn queue(keys: &[&str], concurrency: usize, per_key: usize) -> (Queue, Instant) {
        let start = Instant::now();
        let mut queue = Queue::new(keys.iter().map(|key| (*key).to_owned()), concurrency, per_key, SPACING);
        for feed in 0..keys.len() {
            queue.schedule(feed, start);
        }
        (queue, start)
    }

    #[test]
    fn two_starts_to_one_outlet_are_spaced() {
        let (mut queue, start) = queue(&["a", "a", "b"], 9, 2);
        assert_eq!(queue.next(start), Start::Feed(0));
        assert_eq!(queue.next(start), Start::Feed(2));
        assert_eq!(queue.next(start), Start::At(start + SPACING));
        assert_eq!(queue.next(start + SPACING), Start::Feed(1));
    }

    #[test]
    fn an_outlet_has_only_so_many_places() {
        let (mut queue, start) = queue(&["a", "a", "a"], 9, 1);
        assert_eq!(queue.next(start), Start::Feed(0));
        assert_eq!(queue.next(start + SPACING * 5), Start::Nothing);
        queue.ended(0, start + SPACING * 5, None);
        assert_eq!(queue.next(start + SPACING * 5), Start::Feed(1));
    }

    #[test]
    fn all_together_have_only_so_many_places() {
        let (mut queue, start) = queue(&["a", "b", "c"], 2, 2);
        assert_eq!(
            [queue.next(start), queue.next(start), queue.next(start)],
            [Start::Feed(0), Start::Feed(1), Start::Nothing]
        );
        queue.ended(1, start, None);
        assert_eq!(queue.next(start), Start::Feed(2));
    }

    #[test]
    fn a_feed_that_changes_its_outlet_under_way_leaves_no_place_taken() {
        let (mut queue, start) = queue(&["a", "a"], 9, 1);
        assert_eq!(queue.next(start), Start::Feed(0));
        queue.rekey(0, "b".to_owned());
        queue.ended(0, start, None);
        assert_eq!(queue.next(start + SPACING), Start::Feed(1));
    }

    #[test]
    fn who_does_not_want_to_wait_for_a_held_outlet_takes_its_feeds_back() {
        let (mut queue, start) = queue(&["a", "a", "a", "b", "b"], 9, 9);
        assert_eq!([queue.next(start), queue.next(start)], [Start::Feed(0), Start::Feed(3)]);
        assert_eq!(queue.withdraw_held(start), Vec::<usize>::new());
        queue.ended(0, start, Some(start + Duration::from_secs(3_600)));
        assert_eq!(queue.withdraw_held(start), [1, 2]);
        assert_eq!(queue.next(start + SPACING), Start::Feed(4));
        assert_eq!(queue.next(start + SPACING), Start::Nothing);
    }

    #[test]
    fn an_outlet_that_asks_to_wait_is_held() {
        let (mut queue, start) = queue(&["a", "a"], 9, 2);
        assert_eq!(queue.next(start), Start::Feed(0));
        let later = start + Duration::from_secs(3_600);
        queue.ended(0, start, Some(later));
        assert_eq!(queue.next(start + SPACING), Start::At(later));
        assert_eq!(queue.next(later), Start::Feed(1));
    }
}
