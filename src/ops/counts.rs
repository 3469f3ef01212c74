//! What became of the items: numbers that balance.

use std::{collections::BTreeMap, fmt, time::Duration};

use super::Times;
use crate::model::{Event, Verdict};

/// How many items had each verdict. Items in = the sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Verdicts {
    /// A text already seen of the item.
    pub repeat: u64,
    /// Among the repeats, an older text come back.
    pub reverted: u64,
    /// A new text of a known item.
    pub revision: u64,
    /// The text of another item.
    pub copy: u64,
    /// As a copy, with another number, day, place, group or a negation.
    pub update: u64,
    /// The same matter.
    pub related: u64,
    /// None of these.
    pub unique: u64,
}

/// How many items had each outcome. Items in = the sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes {
    /// A line was written.
    pub written: u64,
    /// Known, nothing new.
    pub repeat: u64,
    /// A copy, dropped.
    pub copy: u64,
    /// Not about Libya, or a revision beyond the last that is written.
    pub filtered: u64,
    /// The store could not be asked.
    pub error: u64,
}

/// All counts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Items that came in.
    pub items: u64,
    /// By verdict.
    pub verdicts: Verdicts,
    /// By outcome.
    pub outcomes: Outcomes,
    /// Polls by result: read, unchanged, suspect, failed, frozen.
    pub polls: BTreeMap<&'static str, u64>,
    /// Panics of the parser that were caught.
    pub parse_panics: u64,
    /// Events written, by type and status.
    pub events: BTreeMap<(String, &'static str), u64>,
    /// How long each stage took, by its name: `fetch` and `read` for each feed, `code` and `judge` for
    /// what lay on the desk together, the former on all threads.
    pub stages: BTreeMap<&'static str, Times>,
    /// From an item that is fetched to its line that can be read.
    pub item_to_line: Times,
}

impl Verdicts {
    /// Counts one.
    pub fn count(&mut self, verdict: &Verdict) {
        match verdict {
            Verdict::Repeat { reverted } => {
                self.repeat += 1;
                self.reverted += u64::from(*reverted);
            }
            Verdict::Revision { .. } => self.revision += 1,
            Verdict::Copy(_) => self.copy += 1,
            Verdict::Update { .. } => self.update += 1,
            Verdict::Related(_) => self.related += 1,
            Verdict::Unique => self.unique += 1,
        }
    }

    /// All of them.
    pub fn sum(&self) -> u64 {
        self.repeat + self.revision + self.copy + self.update + self.related + self.unique
    }
}

impl Outcomes {
    /// All of them.
    pub fn sum(&self) -> u64 {
        self.written + self.repeat + self.copy + self.filtered + self.error
    }
}

impl Counts {
    /// Counts the events of a written line.
    pub fn count_events(&mut self, events: &[Event]) {
        for event in events {
            let key = (event.event_type.clone(), event.assertion.status.name());
            *self.events.entry(key).or_default() += 1;
        }
    }

    /// Adds all of `other`.
    pub fn add(&mut self, other: &Self) {
        self.items += other.items;
        let (own, more) = (&mut self.verdicts, &other.verdicts);
        own.repeat += more.repeat;
        own.reverted += more.reverted;
        own.revision += more.revision;
        own.copy += more.copy;
        own.update += more.update;
        own.related += more.related;
        own.unique += more.unique;
        let (own, more) = (&mut self.outcomes, &other.outcomes);
        own.written += more.written;
        own.repeat += more.repeat;
        own.copy += more.copy;
        own.filtered += more.filtered;
        own.error += more.error;
        self.parse_panics += other.parse_panics;
        for (result, count) in &other.polls {
            *self.polls.entry(result).or_default() += count;
        }
        for (key, count) in &other.events {
            *self.events.entry(key.clone()).or_default() += count;
        }
        for (stage, times) in &other.stages {
            self.stages.entry(stage).or_default().append(times);
        }
        self.item_to_line.append(&other.item_to_line);
    }

    /// Counts what a stage took.
    pub fn count_stage(&mut self, stage: &'static str, took: Duration) {
        self.stages.entry(stage).or_default().add(took, 1);
    }

    /// Events written.
    pub fn events_sum(&self) -> u64 {
        self.events.values().sum()
    }
}

impl fmt::Display for Counts {
    /// A summary for people, on a few lines.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (verdicts, outcomes) = (&self.verdicts, &self.outcomes);
        writeln!(
            f,
            "items    {}: {} unique, {} updates, {} related, {} revisions, {} copies, {} repeats",
            self.items,
            verdicts.unique,
            verdicts.update,
            verdicts.related,
            verdicts.revision,
            verdicts.copy,
            verdicts.repeat
        )?;
        write!(
            f,
            "lines    {} written, {} copies dropped, {} filtered",
            outcomes.written, outcomes.copy, outcomes.filtered
        )?;
        if outcomes.error > 0 {
            write!(f, ", {} in error", outcomes.error)?;
        }
        write!(f, "\nevents   {}", self.events_sum())?;
        for (n, ((kind, status), count)) in self.events.iter().enumerate() {
            write!(f, "{}{count} {kind} {status}", if n == 0 { ": " } else { ", " })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_reads() {
        let mut counts = Counts { items: 5, ..Counts::default() };
        counts.verdicts = Verdicts { unique: 3, repeat: 2, ..Verdicts::default() };
        counts.outcomes = Outcomes { written: 2, repeat: 2, filtered: 1, ..Outcomes::default() };
        counts.events.insert(("Battles".to_owned(), "reported"), 2);
        counts.events.insert(("Battles".to_owned(), "denied"), 1);
        assert_eq!(counts.verdicts.sum(), counts.items);
        assert_eq!(counts.outcomes.sum(), counts.items);
        let expected = "items    5: 3 unique, 0 updates, 0 related, 0 revisions, 0 copies, 2 repeats\n\
                        lines    2 written, 0 copies dropped, 1 filtered\n\
                        events   3: 1 Battles denied, 2 Battles reported";
        assert_eq!(counts.to_string(), expected);
    }
}
