//! What `/api/events` and `/api/geojson` can be asked.

use chrono::{DateTime, NaiveDate};
use serde_json::Value;

use super::index::NEWEST;
use crate::problem::choices;

/// Events that one answer holds unless it is asked for more.
const USUAL: usize = 500;

/// The parameters.
const KNOWN: [&str; 7] = ["since", "type", "status", "place", "feed", "lang", "limit"];

/// Which events are wanted. All that is given must hold.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    since: Option<NaiveDate>,
    /// Names of keys of an event in short, one of which must have the value.
    equal: Vec<(&'static [&'static str], String)>,
    limit: Option<usize>,
}

impl Wanted {
    /// Reads the parameters of a request; an empty value asks for nothing.
    ///
    /// # Errors
    /// A sentence and a hint about the first that cannot be read.
    pub(super) fn read(parameters: &[(String, String)]) -> Result<Self, String> {
        let mut wanted = Self::default();
        for (name, value) in parameters {
            let keys: &'static [&'static str] = match name.as_str() {
                "type" => &["event_type", "sub_event_type"],
                "status" => &["status"],
                "place" => &["place_id", "place"],
                "feed" => &["feed"],
                "lang" => &["lang"],
                "since" | "limit" => &[],
                _ => {
                    let hint = choices(name, "the parameters", &KNOWN);
                    return Err(format!("unknown parameter `{name}`\n  hint: {hint}\n"));
                }
            };
            match name.as_str() {
                _ if value.is_empty() => {}
                "since" => wanted.since = Some(day(value)?),
                "limit" => wanted.limit = Some(limit(value)?),
                _ => wanted.equal.push((keys, value.clone())),
            }
        }
        Ok(wanted)
    }

    /// Whether an event in short is wanted.
    pub(super) fn holds(&self, event: &Value) -> bool {
        let text = |key: &str| event.get(key).and_then(Value::as_str).unwrap_or("");
        let equal = |(keys, value): &(&[&str], String)| keys.iter().any(|key| text(key).eq_ignore_ascii_case(value));
        self.equal.iter().all(equal)
            && self.since.is_none_or(|since| {
                // The day of the event, else of the report; both begin with the day.
                let day = if text("date").is_empty() { text("published") } else { text("date") };
                day.get(..10).and_then(|day| day.parse::<NaiveDate>().ok()).is_some_and(|day| day >= since)
            })
    }

    /// How many events at most.
    pub(super) fn limit(&self) -> usize {
        self.limit.unwrap_or(USUAL).min(NEWEST * 4)
    }
}

/// A day, or the day of a moment in its own offset.
fn day(value: &str) -> Result<NaiveDate, String> {
    let moment = || DateTime::parse_from_rfc3339(value).ok().map(|moment| moment.date_naive());
    value.parse().ok().or_else(moment).ok_or_else(|| {
        format!("`since` cannot be `{value}`\n  hint: a day is written 2024-03-12, a moment 2024-03-12T08:00:00Z\n")
    })
}

fn limit(value: &str) -> Result<usize, String> {
    value.parse().map_err(|_| format!("`limit` cannot be `{value}`\n  hint: it is a whole number\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn refused(name: &str, value: &str, told: &str) {
        assert_eq!(Wanted::read(&[(name.to_owned(), value.to_owned())]), Err(told.to_owned()));
    }

    #[test]
    fn what_cannot_be_asked_is_told_with_what_can() {
        let known = "the parameters are since, type, status, place, feed, lang, limit";
        refused("typ", "Battles", &format!("unknown parameter `typ`\n  hint: did you mean `type`? {known}\n"));
        refused("country", "LY", &format!("unknown parameter `country`\n  hint: {known}\n"));
        let days = "a day is written 2024-03-12, a moment 2024-03-12T08:00:00Z";
        refused("since", "yesterday", &format!("`since` cannot be `yesterday`\n  hint: {days}\n"));
        refused("since", "2024-02-30", &format!("`since` cannot be `2024-02-30`\n  hint: {days}\n"));
        refused("limit", "-1", "`limit` cannot be `-1`\n  hint: it is a whole number\n");
    }

    #[test]
    fn an_event_without_a_day_counts_by_its_article() {
        let since = |value: &str| Wanted::read(&[("since".to_owned(), value.to_owned())]).unwrap();
        let event = serde_json::json!({ "date": null, "published": "2024-03-12T23:30:00+02:00" });
        let held = ["2024-03-12", "2024-03-12T23:59:59+02:00", "2024-03-13", ""].map(|day| since(day).holds(&event));
        assert_eq!(held, [true, true, false, true]);
    }
}
