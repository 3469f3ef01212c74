//! What is printed of one article.

use std::io::{self, Write};

use serde_json::json;

use super::{mark, sentence::sentence};
use crate::{
    extract::Rejection,
    model::span::{CodePoints, Field},
    record::{Event, Evidence, Record, to_json},
};

/// One line: the record, a sentence for each event, and what was rejected.
pub(super) fn write_json(record: &Record<'_>, rejections: &[Rejection], out: &mut impl Write) -> io::Result<()> {
    let sentences: Vec<String> = record.events.iter().map(sentence).collect();
    let words = Words::of(record);
    let rejected = rejections.iter().map(|rejection| {
        json!({
            "field": name(rejection.field), "start": rejection.span.start, "end": rejection.span.end,
            "exact": words.of_rejection(rejection), "rule": rejection.rule, "reason": rejection.reason.told(),
        })
    });
    let whole = json!({"record": record, "sentences": sentences, "rejected": rejected.collect::<Vec<_>>()});
    writeln!(out, "{}", to_json(&whole))
}

/// The article with its marks, then each event, then what was rejected if that was asked for.
pub(super) fn write_text(
    record: &Record<'_>,
    rejections: &[Rejection],
    why_not: bool,
    colour: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let when = record.published.as_deref().unwrap_or("no date");
    let lang = record.lang.as_deref().unwrap_or("?");
    writeln!(out, "{}  {}  {when}  {lang}", record.item, record.feed.id)?;
    let reasons: Vec<&str> = record.relevance.reasons.iter().map(|reason| &**reason).collect();
    let class = match record.relevance.class {
        crate::record::RelevanceClass::About => "about Libya",
        crate::record::RelevanceClass::Mentions => "mentions Libya",
        crate::record::RelevanceClass::None => "not about Libya",
    };
    writeln!(out, "{class} ({:.2}: {})\n", record.relevance.score, reasons.join(", "))?;
    paragraphs(&record.title, &evidence_in(record, "title"), colour, out)?;
    match &record.text {
        Some(text) => paragraphs(text, &evidence_in(record, "text"), colour, out)?,
        None => writeln!(out, "(the text was not written: `output.text = false`)\n")?,
    }
    for (n, event) in record.events.iter().enumerate() {
        event_lines(n + 1, event, colour, out)?;
    }
    if record.events.is_empty() {
        writeln!(out, "No event.\n")?;
    }
    if why_not {
        rejected_lines(record, rejections, out)?;
    }
    Ok(())
}

fn paragraphs(text: &str, evidence: &[(usize, &Evidence<'_>)], colour: bool, out: &mut impl Write) -> io::Result<()> {
    if text.is_empty() {
        return Ok(());
    }
    for line in mark::marked(text, evidence, colour).split('\n') {
        if line.is_empty() {
            writeln!(out)?;
        } else {
            writeln!(out, "  {}", mark::isolated(line))?;
        }
    }
    writeln!(out)
}

/// The evidence of all events in one field, with the number of the event.
fn evidence_in<'r>(record: &'r Record<'_>, field: &str) -> Vec<(usize, &'r Evidence<'r>)> {
    let numbered = (1..).zip(&record.events);
    numbered
        .flat_map(|(n, event)| event.evidence.iter().map(move |evidence| (n, evidence)))
        .filter(|(_, evidence)| evidence.field == field)
        .collect()
}

fn event_lines(n: usize, event: &Event<'_>, colour: bool, out: &mut impl Write) -> io::Result<()> {
    let told = mark::isolated(&sentence(event));
    if colour {
        writeln!(out, "\u{1b}[1m{n}. {told}\u{1b}[0m")?;
    } else {
        writeln!(out, "{n}. {told}")?;
    }
    for evidence in &event.evidence {
        let role = if colour {
            format!("\u{1b}[{}m{:12}\u{1b}[0m", mark::colour(&evidence.role), evidence.role)
        } else {
            format!("{:12}", evidence.role)
        };
        let words = mark::isolated(&evidence.exact.replace('\n', " "));
        writeln!(out, "   {role} «{words}»  {} {}-{}", evidence.field, evidence.start, evidence.end)?;
    }
    writeln!(out, "   {:12} {}/{} ({})", "type", event.event_type, event.sub_event_type, event.scheme)?;
    writeln!(out, "   {:12} {}", "rules", event.rules.join(", "))?;
    writeln!(out, "   {:12} {:.2}\n", "confidence", event.confidence)
}

fn rejected_lines(record: &Record<'_>, rejections: &[Rejection], out: &mut impl Write) -> io::Result<()> {
    if rejections.is_empty() {
        return writeln!(out, "Nothing else might have been an event.\n");
    }
    writeln!(out, "Not coded:")?;
    let words = Words::of(record);
    for rejection in rejections {
        let exact = mark::isolated(&words.of_rejection(rejection).replace('\n', " "));
        let (start, end) = (rejection.span.start, rejection.span.end);
        writeln!(
            out,
            "   «{exact}»  {} {start}-{end}  {}: {}",
            name(rejection.field),
            rejection.rule,
            rejection.reason.told()
        )?;
    }
    writeln!(out)
}

/// The two strings that spans count in.
struct Words<'r> {
    title: CodePoints<'r>,
    text: CodePoints<'r>,
}

impl<'r> Words<'r> {
    fn of(record: &'r Record<'_>) -> Self {
        Self { title: CodePoints::new(&record.title), text: CodePoints::new(record.text.as_deref().unwrap_or("")) }
    }

    fn of_rejection(&self, rejection: &Rejection) -> &'r str {
        match rejection.field {
            Field::Title => self.title.of(rejection.span),
            Field::Text => self.text.of(rejection.span),
        }
    }
}

fn name(field: Field) -> &'static str {
    match field {
        Field::Title => "title",
        Field::Text => "text",
    }
}
