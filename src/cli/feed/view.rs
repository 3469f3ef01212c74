//! How an examined feed looks: a line of JSON for machines, a page for people.

use std::io::{self, Write};

use serde::Serialize;

use super::Examined;
use crate::{
    config::{Config, FeedUrl},
    model::{Article, Item},
    poll::{
        fetch::Answer,
        parse::Reading,
        schedule::{History, Outcome, Read, Rules},
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
pub(super) fn write_json(examined: &Examined<'_>, out: &mut impl Write) -> io::Result<()> {
    let reading = examined.reading.as_ref();
    let line = Line {
        source: examined.source,
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

fn oddities<'a>(examined: &'a Examined<'_>) -> Vec<&'a str> {
    let of_answer = examined.answer.iter().flat_map(|answer| &answer.oddities);
    let of_reading = examined.reading.iter().flat_map(|reading| &reading.oddities);
    of_answer.chain(of_reading).map(String::as_str).collect()
}

/// Writes the page for people.
pub(super) fn write_text(examined: &Examined<'_>, config: &Config, out: &mut impl Write) -> io::Result<()> {
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
    if let (Some(reading), Some(answer), true) = (&examined.reading, &examined.answer, examined.ok()) {
        row(out, "schedule", &next_poll(examined, reading, answer, config))?;
    }
    writeln!(out)
}

fn row(out: &mut impl Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "  {name:<11}{value}")
}

fn write_answer(answer: &Answer, asked: &FeedUrl, out: &mut impl Write) -> io::Result<()> {
    if let FeedUrl::File(_) = asked {
        return Ok(());
    }
    for hop in &answer.hops {
        row(out, "redirect", &format!("{} {}", hop.status, hop.url))?;
    }
    row(out, "status", &format!("{} {}", answer.status, answer.url))?;
    for (name, value) in &answer.headers {
        row(out, "header", &format!("{name}: {value}"))?;
    }
    let shown = |bytes: &Option<Vec<u8>>| bytes.as_ref().map(|bytes| String::from_utf8_lossy(bytes).into_owned());
    let validators = [("ETag", &answer.validators.etag), ("Last-Modified", &answer.validators.last_modified)];
    let given: Vec<String> =
        validators.into_iter().filter_map(|(name, value)| Some(format!("{name} {}", shown(value)?))).collect();
    let shown = if given.is_empty() { "none: every poll fetches all".to_owned() } else { given.join("; ") };
    row(out, "validators", &shown)
}

fn write_reading(examined: &Examined<'_>, reading: &Reading, out: &mut impl Write) -> io::Result<()> {
    row(out, "bytes", &examined.bytes.to_string())?;
    row(out, "charset", &format!("{} ({})", reading.charset, reading.charset_why.reason()))?;
    let Some(format) = reading.format else { return Ok(()) };
    row(out, "format", format.name())?;
    row(out, "title", title(reading).as_deref().unwrap_or("none"))?;
    row(out, "page", reading.link.as_deref().unwrap_or("none"))?;
    if let Some(older) = &reading.older {
        row(out, "older items", older)?;
    }
    row(out, "repairs", &list(&reading.repairs))?;
    row(out, "oddities", &list(&oddities(examined)))?;
    row(out, "items", &reading.items.len().to_string())?;
    examined.articles.iter().zip(&reading.items).try_for_each(|(article, item)| write_item(article, item, out))
}

/// So much of a text is shown.
const SHOWN: usize = 100;

fn write_item(article: &Article, item: &Item, out: &mut impl Write) -> io::Result<()> {
    writeln!(out)?;
    row(out, "title", &article.title)?;
    row(out, "item", &article.item)?;
    row(out, "url", article.url.as_deref().unwrap_or("none"))?;
    let raw = item.published_raw.as_deref().map_or("no date".to_owned(), |raw| format!("from `{raw}`"));
    let published = article.published.map_or_else(|| "none".to_owned(), |date| date.to_rfc3339());
    row(out, "published", &format!("{published} ({raw})"))?;
    let start: String = article.text.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    row(out, "text", &format!("{start} ({} characters)", article.text.chars().count()))?;
    if item.repairs.is_empty() { Ok(()) } else { row(out, "repairs", &list(&item.repairs)) }
}

fn list<T: AsRef<str>>(names: &[T]) -> String {
    if names.is_empty() {
        return "none".to_owned();
    }
    names.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ")
}

/// What the schedule would be after a first poll like this one.
fn next_poll(examined: &Examined<'_>, reading: &Reading, answer: &Answer, config: &Config) -> String {
    let poll = &config.poll;
    let rules = Rules {
        every: examined.settings.every.unwrap_or(poll.every),
        min: poll.min,
        max: poll.max,
        obey_hints: poll.obey_hints,
    };
    let read = Read {
        status: answer.status,
        new: reading.items.len() as u64,
        hints: reading.hints.clone(),
        max_age: answer.max_age,
        validators: answer.validators.clone(),
        ..Read::default()
    };
    History::default().after(&examined.settings.id, &Outcome::Read(read), &rules, examined.now).why
}
