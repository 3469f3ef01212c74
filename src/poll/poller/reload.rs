//! Other feeds and other settings for a poller at work: what did not change is not touched.

use std::{collections::BTreeMap, sync::Arc};

use tokio::time::Instant;

use super::{Known, Poller, key, until};
use crate::{clock, config::PollSettings, poll::fetch::Fetcher};

/// What a poller is to do from now on.
pub struct NewOrders {
    /// How it polls.
    pub settings: PollSettings,
    /// What it fetches with.
    pub fetcher: Fetcher,
    /// All feeds; those that it knows already keep what it remembers of them.
    pub feeds: Vec<Known>,
}

impl Poller {
    /// Takes new orders. Feeds that are gone are not asked again, new ones are due as after a
    /// start, changed ones keep their schedule unless their address changed.
    pub(super) fn take(&mut self, orders: NewOrders) {
        self.queue.limits(orders.settings.concurrency, orders.settings.per_key, orders.settings.spacing);
        self.settings = orders.settings;
        self.fetcher = orders.fetcher;
        let mut known: BTreeMap<String, usize> = BTreeMap::new();
        for (at, feed) in self.feeds.iter().enumerate() {
            if let Some(feed) = feed {
                known.insert(feed.feed.settings.id.to_string(), at);
            }
        }
        let (now, instant) = (clock::now(), Instant::now());
        for new in orders.feeds {
            let key = key::of(&new.feed.settings, self.settings.key);
            let same_address = |at: &usize| {
                let old = self.feeds.get(*at).and_then(Option::as_ref);
                old.is_some_and(|old| old.feed.settings.url == new.feed.settings.url)
            };
            // A feed at another address is another feed to the schedule: due at once, and what is
            // under way for the old address ends without it.
            let at = known.get(&*new.feed.settings.id).copied().filter(same_address);
            if at.is_some() {
                known.remove(&*new.feed.settings.id);
            }
            match at {
                Some(at) => {
                    self.queue.rekey(at, key);
                    if let Some(Some(old)) = self.feeds.get_mut(at) {
                        old.feed = Arc::clone(&new.feed);
                    }
                }
                None => {
                    let at = self.queue.add(key);
                    let due = new.history.due_after_start(&new.feed.settings.id, now);
                    self.feeds.push(Some(new));
                    self.queue.schedule(at, instant + until(due, now));
                }
            }
        }
        for at in known.into_values() {
            if let Some(gone) = self.feeds.get_mut(at) {
                *gone = None;
            }
        }
    }
}
