//! A line for people: the headline, then each event on a line of its own.

use std::io::{self, Write};

use crate::{
    cli::condition,
    output::line,
    record::{Event, Kind, Record},
};

/// Writes a record as people read it; a line that is none is written as it is.
pub(super) fn write(line: &[u8], out: &mut impl Write) -> io::Result<()> {
    let Ok(record) = serde_json::from_slice::<Record<'_>>(line) else {
        out.write_all(line)?;
        return out.write_all(b"\n");
    };
    let seq = line::seq(line).unwrap_or_default();
    let when = record.published.as_deref().or(record.fetched.as_deref()).unwrap_or("-");
    write!(out, "#{seq}  {}  {}", when.get(..16).unwrap_or(when), record.feed.id)?;
    if record.kind != Kind::Article {
        write!(out, "  ({} {})", condition::kind(record.kind), record.revision)?;
    }
    writeln!(out, "\n    {}", first_line(&record.title))?;
    for event in &record.events {
        writeln!(out, "  - {}", sentence(event))?;
    }
    if let Some(url) = &record.url {
        writeln!(out, "    {url}")?;
    }
    writeln!(out)
}

/// Type, place, day, actors and tolls of an event, as far as they are known.
fn sentence(event: &Event<'_>) -> String {
    let mut parts = vec![format!("{} ({})", event.sub_event_type, event.status)];
    parts.extend(event.place.as_ref().map(|place| place.name.to_string()));
    parts.extend(event.date.as_ref().map(|date| match &event.date_end {
        Some(end) => format!("{date} to {end}"),
        None => date.to_string(),
    }));
    parts.extend(event.actors.iter().map(|actor| format!("{} {}", actor.role, actor.name)));
    let tolls = [
        (event.fatalities, "dead"),
        (event.injured, "injured"),
        (event.missing, "missing"),
        (event.detained, "detained"),
        (event.kidnapped, "kidnapped"),
        (event.total_casualties, "dead and injured"),
    ];
    parts.extend(tolls.into_iter().filter_map(|(toll, what)| toll.map(|toll| format!("{toll} {what}"))));
    parts.join(", ")
}

fn first_line(title: &str) -> &str {
    title.lines().next().unwrap_or("(no title)")
}
