//! An event as a row: the columns of ACLED where there are such, ours for the rest.

use std::borrow::Cow;

use chrono::NaiveDate;
use serde_json::{Value, json};

use crate::record::{Event, Record};

/// A column: its name, and its value for an event.
pub(super) type Column = (&'static str, fn(&Record<'_>, &Event<'_>) -> Value);

/// All columns in order. The first party of a side is `actor1` or `actor2`, the others of that
/// side are its associates, as in ACLED's codebook.
pub(super) const COLUMNS: [Column; 39] = [
    ("event_id", |_, event| text(&event.id)),
    ("event_date", |_, event| option(event.date.as_ref())),
    ("event_date_end", |_, event| option(event.date_end.as_ref())),
    ("year", |_, event| event.date.as_deref().and_then(|date| date.get(..4)?.parse::<i32>().ok()).into()),
    ("time_precision", |_, event| event.time_precision.into()),
    ("event_type", |_, event| text(&event.event_type)),
    ("sub_event_type", |_, event| text(&event.sub_event_type)),
    ("scheme", |_, event| text(&event.scheme)),
    ("status", |_, event| text(&event.status)),
    ("actor1", |_, event| first(sides(event).0)),
    ("assoc_actor_1", |_, event| rest(sides(event).0)),
    ("actor2", |_, event| first(sides(event).1)),
    ("assoc_actor_2", |_, event| rest(sides(event).1)),
    ("mediators", |_, event| joined(of_role(event, "mediator"))),
    ("country", |_, event| option(event.place.as_ref().and_then(|place| place.country.as_ref()))),
    ("admin1", |_, event| option(event.place.as_ref().and_then(|place| place.admin1.as_ref()))),
    ("admin1_pcode", |_, event| option(event.place.as_ref().and_then(|place| place.admin1_pcode.as_ref()))),
    ("admin2", |_, event| option(event.place.as_ref().and_then(|place| place.admin2.as_ref()))),
    ("location", |_, event| option(event.place.as_ref().map(|place| &place.name))),
    ("location_id", |_, event| option(event.place.as_ref().map(|place| &place.id))),
    ("latitude", |_, event| event.place.as_ref().and_then(|place| place.latitude).into()),
    ("longitude", |_, event| event.place.as_ref().and_then(|place| place.longitude).into()),
    ("geo_precision", |_, event| event.place.as_ref().map(|place| place.geo_precision).into()),
    ("where_prec", |_, event| event.place.as_ref().map(|place| place.where_prec).into()),
    ("fatalities", |_, event| event.fatalities.into()),
    ("fatalities_low", |_, event| event.fatalities_low.into()),
    ("fatalities_high", |_, event| event.fatalities_high.into()),
    ("fatalities_qualifier", |_, event| option(event.fatalities_qualifier.as_ref())),
    ("injured", |_, event| event.injured.into()),
    ("agreement", |_, event| option(event.agreement.as_ref().map(|agreement| &agreement.kind))),
    ("said_by", |_, event| joined(event.attribution.iter().map(|by| &*by.source).collect())),
    ("confidence", |_, event| event.confidence.into()),
    ("source", |record, _| text(record.feed.name.as_ref().unwrap_or(&record.feed.id))),
    ("source_url", |record, _| option(record.url.as_ref())),
    ("notes", |record, _| text(&record.title)),
    ("published", |record, _| option(record.published.as_ref())),
    ("record_id", |record, _| text(&record.id)),
    ("story", |record, _| text(&record.story)),
    ("coder", |record, _| text(&record.coder)),
];

/// The day by which an event is chosen: its own, else that of its article.
pub(super) fn day(record: &Record<'_>, event: &Event<'_>) -> Option<NaiveDate> {
    let told = event.date.as_deref().or(record.published.as_deref()).or(record.fetched.as_deref())?;
    told.get(..10)?.parse().ok()
}

/// Who did it and who had it done to them; without a direction the first party and the others.
fn sides<'e>(event: &'e Event<'_>) -> (Vec<&'e str>, Vec<&'e str>) {
    let (actors, recipients, parties) = (of_role(event, "actor"), of_role(event, "recipient"), of_role(event, "party"));
    if actors.is_empty() && recipients.is_empty() {
        let (one, others) = parties.split_at(parties.len().min(1));
        return (one.to_vec(), others.to_vec());
    }
    if actors.is_empty() { (parties, recipients) } else { (actors, [recipients, parties].concat()) }
}

fn of_role<'e>(event: &'e Event<'_>, role: &str) -> Vec<&'e str> {
    event.actors.iter().filter(|actor| actor.role == role).map(|actor| &*actor.name).collect()
}

fn first(names: Vec<&str>) -> Value {
    names.first().copied().into()
}

fn rest(names: Vec<&str>) -> Value {
    joined(names.into_iter().skip(1).collect())
}

fn joined(names: Vec<&str>) -> Value {
    if names.is_empty() { Value::Null } else { json!(names.join("; ")) }
}

fn text(text: &str) -> Value {
    json!(text)
}

fn option(text: Option<&Cow<'_, str>>) -> Value {
    json!(text)
}
