//! What a feed says about itself beside its items: how often to ask, and where an item happened.

use std::time::Duration;

use chrono::Weekday;

use super::{clean, raw::RawItem, repair::Repairs, xml::child};

/// How often and when the outlet wants to be asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerHints {
    /// RSS `ttl`.
    pub ttl: Option<Duration>,
    /// `sy:updatePeriod` divided by `sy:updateFrequency`.
    pub update_every: Option<Duration>,
    /// Hours of the day, UTC, in which nothing new comes.
    pub skip_hours: Vec<u32>,
    /// Days of the week, UTC, on which nothing new comes.
    pub skip_days: Vec<Weekday>,
}

/// No hint asks for a longer pause than this.
const LONGEST: Duration = Duration::from_secs(7 * 24 * 3600);

pub(super) fn read(feed: &RawItem<'_>) -> ServerHints {
    let minutes = feed.ttl.and_then(number).filter(|minutes| *minutes > 0);
    ServerHints {
        ttl: minutes.map(|minutes| Duration::from_secs(minutes.saturating_mul(60)).min(LONGEST)),
        update_every: update_every(feed),
        skip_hours: children(feed.skip_hours, "hour").filter_map(hour).collect(),
        skip_days: children(feed.skip_days, "day").filter_map(|day| day.parse().ok()).collect(),
    }
}

fn number(inside: &str) -> Option<u64> {
    clean::short(inside, &mut Repairs::default())?.parse().ok()
}

fn update_every(feed: &RawItem<'_>) -> Option<Duration> {
    let period = clean::short(feed.update_period?, &mut Repairs::default())?;
    let hours = match period.to_ascii_lowercase().as_str() {
        "hourly" => 1,
        "daily" => 24,
        "weekly" => 7 * 24,
        "monthly" => 30 * 24,
        "yearly" => 365 * 24,
        _ => return None,
    };
    let frequency = feed.update_frequency.and_then(number).filter(|frequency| *frequency > 0).unwrap_or(1);
    Some(Duration::from_secs(hours * 3600 / frequency).min(LONGEST))
}

/// RSS counts from 0 to 23, and some count to 24.
fn hour(text: &str) -> Option<u32> {
    text.parse().ok().filter(|hour| *hour <= 24).map(|hour: u32| hour % 24)
}

/// The texts of all children of a name, at most one for each hour of a day.
fn children<'a>(inside: Option<&'a str>, name: &'a str) -> impl Iterator<Item = &'a str> {
    let mut rest = inside.unwrap_or("");
    std::iter::from_fn(move || {
        let found = child(rest, name)?;
        rest = rest.split_once(found).map_or("", |(_, after)| after);
        rest = rest.split_once('>').map_or("", |(_, after)| after);
        Some(found.trim())
    })
    .take(24)
}

/// The place of an item: `georss:point`, `gml:pos`, or W3C `geo:lat` and `geo:long`.
pub(super) fn point(item: &RawItem<'_>) -> Option<(f64, f64)> {
    let pair = item.point.map(|inside| child(inside, "pos").unwrap_or(inside));
    let (latitude, longitude) = match (pair, item.latitude, item.longitude) {
        (Some(pair), _, _) if !pair.contains('<') => {
            let mut numbers = pair.split([' ', ',', '\n', '\t']).filter(|part| !part.is_empty());
            (numbers.next()?.parse().ok()?, numbers.next()?.parse().ok()?)
        }
        (Some(inside), _, _) => {
            (child(inside, "lat")?.trim().parse().ok()?, child(inside, "long")?.trim().parse().ok()?)
        }
        (None, Some(latitude), Some(longitude)) => (latitude.trim().parse().ok()?, longitude.trim().parse().ok()?),
        (None, _, _) => return None,
    };
    let on_earth = (-90.0..=90.0).contains(&latitude) && (-180.0..=180.0).contains(&longitude);
    on_earth.then_some((latitude, longitude))
}
