//! An event as one sentence that a person reads.

use crate::record::{AttributedTo, Event};

/// What, where, when, who and how many; then whether it happened and who says so.
pub(super) fn sentence(event: &Event<'_>) -> String {
    let mut what = event.sub_event_type.to_string();
    if let Some(agreement) = &event.agreement {
        let days = agreement.duration_days.map(|days| format!(" for {}", days_of(days))).unwrap_or_default();
        what.push_str(&format!(" ({}{days})", agreement.kind));
    }
    let mut parts = vec![what];
    parts.extend(place(event));
    parts.extend(day(event));
    let parties: String = parties(event).iter().map(|party| format!(", {party}")).collect();
    let tolls = tolls(event);
    let tolls = if tolls.is_empty() { String::new() } else { format!(": {}", tolls.join(", ")) };
    format!("{}{parties}{tolls}. {}.", parts.join(" "), status(event))
}

fn days_of(days: u32) -> String {
    if days == 1 { "one day".to_owned() } else { format!("{days} days") }
}

fn place(event: &Event<'_>) -> Option<String> {
    let place = event.place.as_ref()?;
    let qualifier = place.qualifier.as_ref().map(|words| format!(" ({words})")).unwrap_or_default();
    Some(format!("in {}{qualifier}", place.name))
}

fn day(event: &Event<'_>) -> Option<String> {
    let date = event.date.as_ref()?;
    let days = match &event.date_end {
        Some(end) => format!("from {date} to {end}"),
        None => format!("on {date}"),
    };
    let basis = match event.date_basis.as_deref() {
        Some("publication") => " (the day of publication)",
        Some("relative") => " (counted from the publication)",
        _ => "",
    };
    Some(format!("{days}{basis}"))
}

fn parties(event: &Event<'_>) -> Vec<String> {
    let of = |role: &str| {
        let named: Vec<&str> =
            event.actors.iter().filter(|actor| actor.role == role).map(|actor| &*actor.name).collect();
        (!named.is_empty()).then(|| named.join(" and "))
    };
    let between =
        of("party").map(|named| format!("{} {named}", if named.contains(" and ") { "between" } else { "with" }));
    let roles = [
        between,
        of("actor").map(|named| format!("by {named}")),
        of("recipient").map(|named| format!("upon {named}")),
        of("mediator").map(|named| format!("mediated by {named}")),
    ];
    roles.into_iter().flatten().collect()
}

fn tolls(event: &Event<'_>) -> Vec<String> {
    let counted = |n: Option<u32>, low: Option<u32>, high: Option<u32>, qualifier: Option<&str>, what: &str| {
        let number = |n: Option<u32>| n.map_or_else(|| "?".to_owned(), |n| n.to_string());
        Some(match (qualifier?, n) {
            (_, Some(0)) => format!("nobody {what}"),
            ("at-least", n) => format!("at least {} {what}", number(n)),
            ("more-than", n) => format!("more than {} {what}", number(n)),
            ("up-to", n) => format!("up to {} {what}", number(n)),
            ("about", n) => format!("about {} {what}", number(n)),
            ("range", _) => format!("{} to {} {what}", number(low), number(high)),
            ("vague", _) => format!("an uncertain number {what}"),
            (_, n) => format!("{} {what}", number(n)),
        })
    };
    let plain = |n: Option<u32>, what: &str| n.map(|n| format!("{n} {what}"));
    let told = [
        counted(
            event.fatalities,
            event.fatalities_low,
            event.fatalities_high,
            event.fatalities_qualifier.as_deref(),
            "killed",
        ),
        counted(event.injured, event.injured_low, event.injured_high, event.injured_qualifier.as_deref(), "injured"),
        plain(event.total_casualties, "killed or injured, not told apart"),
        plain(event.missing, "missing"),
        plain(event.detained, "detained"),
        plain(event.kidnapped, "kidnapped"),
    ];
    told.into_iter().flatten().collect()
}

fn status(event: &Event<'_>) -> String {
    let word = match &*event.status {
        "reported" => "Reported",
        "denied" => "Denied",
        "negated" => "Said not to be so",
        "planned" => "Planned",
        "hypothetical" => "Only supposed",
        "demanded" => "Demanded",
        "historical" => "Background, not news",
        other => other,
    };
    let cue = event.status_cue.as_ref().map(|cue| format!(" («{cue}»)")).unwrap_or_default();
    let condition = event.condition.as_ref().map(|words| format!(", on the condition «{words}»")).unwrap_or_default();
    let says = |stance: &str, verb: &str| {
        let sources = event.attribution.iter().filter(|by| by.stance == stance);
        let sources: Vec<&str> = sources.map(|by: &AttributedTo<'_>| &*by.source).collect();
        if sources.is_empty() { String::new() } else { format!(", {verb} {}", sources.join(" and ")) }
    };
    let (asserted, hedged, denied) =
        (says("assert", "according to"), says("hedge", "with reserve by"), says("deny", "denied by"));
    format!("{word}{cue}{condition}{asserted}{hedged}{denied}")
}
