//! The newest records by id and number: where they stand in the files, and their events in short.
//!
//! Filled by following the output, so that it shows what a reader of the files sees, and nothing else.

use std::{
    collections::{BTreeMap, VecDeque},
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use serde_json::{Value, json};
use tokio::sync::watch;

use crate::{
    output::{
        files::Files,
        follow::Follower,
        names::{Names, Packing},
        read::{self, Lines},
    },
    record::{Event, Record},
};

/// Records that the index holds; older ones are in the files.
pub const NEWEST: usize = 10_000;

/// Where a record stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Spot {
    /// The first `seq` of its file.
    file: u64,
    /// The byte behind its line feed.
    end: u64,
    /// Its bytes, line feed included.
    len: u64,
}

/// A record in short.
struct Entry {
    seq: u64,
    id: String,
    /// The record whose events this one replaces.
    previous: Option<String>,
    spot: Spot,
    /// None once a revision has replaced them.
    events: Vec<Arc<Value>>,
}

#[derive(Default)]
struct Inner {
    entries: VecDeque<Entry>,
    by_id: BTreeMap<String, u64>,
}

impl Inner {
    /// Where the entry of a record is.
    fn at(&self, id: &str) -> Option<usize> {
        let seq = self.by_id.get(id)?;
        self.entries.binary_search_by_key(seq, |entry| entry.seq).ok()
    }
}

/// The index. Cheap to clone.
#[derive(Clone)]
pub struct Index {
    inner: Arc<Mutex<Inner>>,
    newest: Arc<watch::Sender<u64>>,
    files: Arc<dyn Files>,
    names: Names,
}

impl Index {
    /// An empty index of an output.
    pub fn new(files: Arc<dyn Files>, names: Names) -> Self {
        Self { inner: Arc::default(), newest: Arc::new(watch::channel(0).0), files, names }
    }

    /// A follower of the output from `next_seq` on.
    pub fn follower(&self, next_seq: u64) -> Follower {
        Follower::new(Arc::clone(&self.files), self.names.clone(), next_seq)
    }

    /// The follower that fills this index: it begins with the newest [`NEWEST`] records.
    ///
    /// # Errors
    /// If the output cannot be read.
    pub fn filler(&self) -> io::Result<Follower> {
        let last = read::last_seq(&*self.files, &self.names)?.unwrap_or(0);
        Ok(self.follower(last.saturating_sub(NEWEST as u64 - 1).max(1)))
    }

    /// Takes all that can be read now. The answer is how many records.
    ///
    /// # Errors
    /// If the output cannot be read.
    pub fn fill(&self, follower: &mut Follower) -> io::Result<usize> {
        let mut taken = 0;
        loop {
            let mut found = None;
            let more = follower.next_line::<io::Error>(|line| {
                found = entry(line).map(|entry| (entry, line.len() as u64 + 1));
                Ok(())
            })?;
            if !more {
                return Ok(taken);
            }
            if let (Some((mut entry, len)), Some((file, end))) = (found, follower.place()) {
                entry.spot = Spot { file, end, len };
                taken += 1;
                self.add(entry);
            }
        }
    }

    fn add(&self, entry: Entry) {
        let seq = entry.seq;
        let mut inner = self.lock();
        let replaced = entry.previous.as_ref().and_then(|id| inner.at(id));
        if let Some(replaced) = replaced.and_then(|at| inner.entries.get_mut(at)) {
            replaced.events.clear();
        }
        inner.by_id.insert(entry.id.clone(), seq);
        inner.entries.push_back(entry);
        if inner.entries.len() > NEWEST
            && let Some(old) = inner.entries.pop_front()
        {
            inner.by_id.remove(&old.id);
        }
        drop(inner);
        self.newest.send_replace(seq);
    }

    /// Changes when a record is added; the value is its number.
    pub fn newest(&self) -> watch::Receiver<u64> {
        self.newest.subscribe()
    }

    /// The events of the newest records for which `wanted` holds, the newest first, at most `limit`:
    /// of each item those of its last version.
    pub fn events(&self, limit: usize, wanted: impl Fn(&Value) -> bool) -> Vec<Arc<Value>> {
        let inner = self.lock();
        let newest_first = inner.entries.iter().rev().flat_map(|entry| entry.events.iter());
        newest_first.filter(|event| wanted(event)).take(limit).cloned().collect()
    }

    /// The line of a record; `None` if it is not among the newest, or its file is gone.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub fn line(&self, id: &str) -> io::Result<Option<String>> {
        let spot = {
            let inner = self.lock();
            inner.at(id).and_then(|at| inner.entries.get(at)).map(|entry| entry.spot)
        };
        spot.map_or(Ok(None), |spot| self.read(spot))
    }

    fn read(&self, spot: Spot) -> io::Result<Option<String>> {
        let sealed = read::sealed(&*self.files, &self.names)?;
        let (path, packing) = match sealed.iter().find(|sealed| sealed.first_seq == spot.file) {
            Some(sealed) => (self.names.dir().join(&sealed.name), sealed.packing),
            None => (self.names.active().to_owned(), Packing::Plain),
        };
        let handle = match self.files.open(&path) {
            Ok(handle) => handle,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if packing == Packing::Plain {
            let mut bytes = vec![0; usize::try_from(spot.len).unwrap_or(0)];
            let len = handle.read_at(&mut bytes, spot.end - spot.len)?;
            bytes.truncate(len);
            return Ok(Some(String::from_utf8_lossy(&bytes).trim_end().to_owned()));
        }
        let mut lines = Lines::new(handle, packing)?;
        let mut at = 0;
        while let Some(line) = lines.next_line()? {
            at += line.len() as u64 + 1;
            if at == spot.end {
                return Ok(Some(String::from_utf8_lossy(line).into_owned()));
            }
        }
        Ok(None)
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A line in short; `None` if it is no record of ours.
fn entry(line: &[u8]) -> Option<Entry> {
    let seq = crate::output::line::seq(line)?;
    let record: Record<'_> = serde_json::from_slice(line).ok()?;
    let events = record.events.iter().map(|event| Arc::new(in_short(seq, &record, event))).collect();
    let spot = Spot { file: 0, end: 0, len: 0 };
    let previous = record.previous.map(std::borrow::Cow::into_owned);
    Some(Entry { seq, id: record.id.into_owned(), previous, spot, events })
}

/// What the list and the map need of an event.
fn in_short(seq: u64, record: &Record<'_>, event: &Event<'_>) -> Value {
    let place = event.place.as_ref();
    json!({
        "seq": seq,
        "record": record.id,
        "event": event.id,
        "feed": record.feed.id,
        "lang": record.lang,
        "title": record.title,
        "published": record.published,
        "event_type": event.event_type,
        "sub_event_type": event.sub_event_type,
        "status": event.status,
        "date": event.date,
        "date_end": event.date_end,
        "place": place.map(|place| &place.name),
        "place_id": place.map(|place| &place.id),
        "country": place.and_then(|place| place.country.as_ref()),
        "latitude": place.and_then(|place| place.latitude),
        "longitude": place.and_then(|place| place.longitude),
        "actors": event.actors.iter().map(|actor| json!({ "name": actor.name, "role": actor.role })).collect::<Vec<_>>(),
        "fatalities": event.fatalities,
        "injured": event.injured,
        "confidence": event.confidence,
    })
}
