//! How an examined feed looks: a line of JSON for machines, a page for people.

use std::{
    io::{self, Write},
    time::Duration,
};

use chrono::Weekday;
use serde::Serialize;
use url::Url;

use super::desk::Examined;
use crate::{
    config::{Config, FeedUrl, value::show_duration},
    model::{Article, Item},
    poll::{
        fetch::Answer,
        parse::{Reading, ServerHints},
        schedule::{History, Outcome, Read, Rules, Suspicion},
    },
    text::html,
};

/// One line of `--json`. All keys are always there.
#[derive(Serialize)]
struct Line<'a> {
    source: &'a str,
    ok: bool,
    format: Option<&'a str>,
    charset: Option<&'a str>,
    title: Option<String>,
    items: Vec<Entry<'a>>,
    repairs: &'a [String],
    oddities: Vec<&'a str>,
    error: Option<&'a str>,
}

/// An item of a line.
#[derive(Serialize)]
struct Entry<'a> {
    item: &'a str,
    title: &'a str,
    url: Option<&'a str>,
    published: Option<String>,
    text: &'a str,
}

/// Writes the line of `--json`.
pub(super) fn write_json(examined: &Examined, out: &mut impl Write) -> io::Result<()> {
    let reading = examined.reading.as_ref();
    let line = Line {
        source: &examined.source,
        ok: examined.ok(),
        format: reading.and_then(|reading| reading.format).map(|format| format.name()),
        charset: reading.map(|reading| reading.charset.as_str()),
        title: reading.and_then(title),
        items: examined.articles.iter().map(entry).collect(),
        repairs: reading.map_or(&[], |reading| &reading.repairs),
        oddities: oddities(examined),
        error: examined.error.as_deref(),
    };
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}

fn entry(article: &Article) -> Entry<'_> {
    Entry {
        item: &article.item,
        title: &article.title,
        url: article.url.as_deref(),
        published: article.published.map(|date| date.to_rfc3339()),
        text: &article.text,
    }
}

/// The feed's title without the HTML that some put into it.
fn title(reading: &Reading) -> Option<String> {
    reading.title.as_deref().map(|title| html::text(title).trim().to_owned())
}

fn oddities(examined: &Examined) -> Vec<&str> {
    let of_answer = examined.answer.iter().flat_map(|answer| &answer.oddities);
    let of_reading = examined.reading.iter().flat_map(|reading| &reading.oddities);
    of_answer.chain(of_reading).map(String::as_str).collect()
}

/// Writes the page for people.
pub(super) fn write_text(examined: &Examined, config: &Config, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{}", examined.source)?;
    if let Some(answer) = &examined.answer {
        write_answer(answer, &examined.settings.url, out)?;
    }
    if let Some(error) = &examined.error {
        row(out, "error", error)?;
    }
    if let Some(reading) = &examined.reading {
        write_reading(examined, reading, out)?;
    }
    if let Some(begins) = &examined.begins {
        row(out, "begins", begins)?;
    }
    if let Some(outcome) = outcome(examined) {
        let rules = Rules::of(examined.settings.every, &config.poll);
        row(out, "schedule", &History::default().after(&examined.settings.id, &outcome, &rules, examined.now).why)?;
    }
    if let Some(reading) = &examined.reading {
        examined.articles.iter().zip(&reading.items).try_for_each(|(article, item)| write_item(article, item, out))?;
    }
    writeln!(out)
}

fn row(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "  {name:<11}{value}")
}

/// An address as it may be shown.
fn shown(url: &Url) -> FeedUrl {
    FeedUrl::Http(url.clone())
}

fn write_answer(answer: &Answer, asked: &FeedUrl, out: &mut impl Write) -> io::Result<()> {
    if let FeedUrl::File(_) = asked {
        return Ok(());
    }
    for hop in &answer.hops {
        row(out, "redirect", &format!("{} {}", hop.status, shown(&hop.url)))?;
    }
    row(out, "status", &format!("{} {}", answer.status, shown(&answer.url)))?;
    for (name, value) in &answer.headers {
        row(out, "header", &format!("{name}: {value}"))?;
    }
    let text = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let validators = [("ETag", &answer.validators.etag), ("Last-Modified", &answer.validators.last_modified)];
    let given: Vec<String> =
        validators.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", text(value)?))).collect();
    let told = if given.is_empty() { "none: every poll fetches all".to_owned() } else { given.join("; ") };
    row(out, "validators", &told)
}

fn write_reading(examined: &Examined, reading: &Reading, out: &mut impl Write) -> io::Result<()> {
    row(out, "bytes", &examined.bytes.to_string())?;
    row(out, "charset", &format!("{} ({})", reading.charset, reading.charset_why.reason()))?;
    let Some(format) = reading.format else { return Ok(()) };
    row(out, "format", format.name())?;
    row(out, "title", title(reading).as_deref().unwrap_or("none"))?;
    row(out, "page", reading.link.as_deref().unwrap_or("none"))?;
    if let Some(older) = &reading.older {
        row(out, "older items", older)?;
    }
    row(out, "zone", &format!("{} for dates without one ({})", reading.zone, reading.zone_why.reason()))?;
    row(out, "asks for", &wishes(&reading.hints, examined.answer.as_ref().and_then(|answer| answer.max_age)))?;
    row(out, "repairs", &list(&reading.repairs))?;
    row(out, "oddities", &list(&oddities(examined)))?;
    let dated = reading.items.iter().filter(|item| item.published.is_some()).count();
    let rejected = match reading.rejected {
        0 => String::new(),
        count => format!(", {count} could not be read"),
    };
    row(out, "items", &format!("{} ({dated} with a usable date{rejected})", reading.items.len()))
}

/// What the outlet says about how often to ask.
fn wishes(hints: &ServerHints, max_age: Option<u64>) -> String {
    let duration = |name: &str, time: Option<Duration>| time.map(|time| format!("{name} {}", show_duration(time)));
    let mut wishes: Vec<String> = [
        duration("ttl", hints.ttl),
        duration("sy:updatePeriod", hints.update_every),
        duration("max-age", max_age.map(Duration::from_secs)),
    ]
    .into_iter()
    .flatten()
    .collect();
    if !hints.skip_hours.is_empty() {
        wishes.push(format!("skipHours {}", list(&hints.skip_hours.iter().map(u32::to_string).collect::<Vec<_>>())));
    }
    if !hints.skip_days.is_empty() {
        wishes.push(format!("skipDays {}", list(&hints.skip_days.iter().map(Weekday::to_string).collect::<Vec<_>>())));
    }
    if wishes.is_empty() { "nothing".to_owned() } else { wishes.join("; ") }
}

/// So much of a text is shown.
const SHOWN: usize = 100;

fn write_item(article: &Article, item: &Item, out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    row(out, "title", &article.title)?;
    row(out, "item", &article.item)?;
    row(out, "url", article.url.as_deref().unwrap_or("none"))?;
    row(out, "published", &published(article, item))?;
    let about = [("authors", &item.authors), ("categories", &item.categories)];
    about
        .into_iter()
        .filter(|(_, names)| !names.is_empty())
        .try_for_each(|(name, names)| row(out, name, &list(names)))?;
    if let Some(via) = &item.via {
        row(out, "taken from", via)?;
    }
    if let Some((latitude, longitude)) = item.point {
        row(out, "point", &format!("{latitude} {longitude}"))?;
    }
    let start: String = article.text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    row(out, "text", &format!("{start} ({} characters)", article.text.chars().count()))?;
    if item.repairs.is_empty() { Ok(()) } else { row(out, "repairs", &list(&item.repairs)) }
}

/// The date with the words that gave it; without a usable one the time at which it is first seen counts.
fn published(article: &Article, item: &Item) -> String {
    match (article.published, item.published_raw.as_deref()) {
        (Some(date), raw) => format!("{} (from `{}`)", date.to_rfc3339(), raw.unwrap_or("")),
        (None, Some(raw)) => format!("when first seen (`{raw}` is no usable date)"),
        (None, None) => "when first seen (no date)".to_owned(),
    }
}

fn list<T: AsRef<str>>(names: &[T]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// What a first poll like this one would be to the schedule.
fn outcome(examined: &Examined) -> Option<Outcome> {
    if let Some(failure) = &examined.failure {
        return Some(Outcome::Failed(failure.clone()));
    }
    let (reading, answer) = (examined.reading.as_ref()?, examined.answer.as_ref()?);
    if let Some(error) = reading.unread() {
        let (rejected, bytes) = (reading.rejected as u64, examined.bytes as u64);
        return Some(Outcome::Suspect(Suspicion {
            status: answer.status,
            error: error.to_owned(),
            max_age: answer.max_age,
            rejected,
            bytes,
        }));
    }
    Some(Outcome::Read(Read {
        status: answer.status,
        new: reading.items.len() as u64,
        hints: reading.hints.clone(),
        max_age: answer.max_age,
        validators: answer.validators.clone(),
        ..Read::default()
    }))
}
