//! From the domain to the wire.

use std::borrow::Cow;

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};

use super::{
    ActorMention, ChangedPart, Duplicate, Feed, Kind, Mentions, PlaceMention, PublishedBasis, Record, Relation,
    Relevance, RelevanceClass, Text, TextBasis, event,
};
use crate::model::{
    self, Article, Extraction, Judgement, Part, RecordId, Verdict,
    event::{ActorType, DateBasis, Harm, Qualifier, RelevanceClass as Class, Scheme, Stance, Toll},
    span::{CodePoints, EvidenceRole, Field},
};

/// Where an article stands among what was seen and written.
#[derive(Clone, Debug)]
pub struct Standing<'a> {
    /// The verdict; `None` where there is no memory (`marsad extract`).
    pub judgement: Option<&'a Judgement>,
    /// Whether it is written as a copy (`dedup.duplicates = "emit"`).
    pub as_duplicate: bool,
    /// Whether the text is written.
    pub text: bool,
    /// The fingerprint of the lexicon.
    pub lexicon: &'a str,
}

/// The record of an article.
pub fn compose<'a>(id: RecordId, article: &'a Article, found: &'a Extraction, standing: &Standing<'a>) -> Record<'a> {
    let judgement = standing.judgement;
    let revision = judgement.map_or(1, |judgement| judgement.revision);
    let previous = judgement.and_then(|judgement| judgement.previous);
    Record {
        id: Cow::Owned(id.to_string()),
        kind: kind(standing, previous),
        revision,
        previous: previous.map(|id| Cow::Owned(id.to_string())),
        changed: previous.and(judgement).and_then(changed),
        backlog: article.backlog,
        item: Cow::Borrowed(&article.item),
        feed: feed(article),
        url: article.url.as_deref().map(Cow::Borrowed),
        canonical_url: article.canonical_url.as_deref().map(Cow::Borrowed),
        title: Cow::Borrowed(&article.title),
        text: standing.text.then_some(Cow::Borrowed(article.text.as_str())),
        text_basis: text_basis(article.text_basis),
        summary: article.summary.as_deref().map(Cow::Borrowed),
        authors: article.authors.iter().map(|author| Cow::Borrowed(author.as_str())).collect(),
        lang: article.lang.map(|lang| Cow::Borrowed(lang.tag())),
        published: article.published.map(|time| Cow::Owned(time.to_rfc3339_opts(SecondsFormat::Secs, true))),
        published_raw: article.published_raw.as_deref().map(Cow::Borrowed),
        published_basis: article.published_basis.map(published_basis),
        fetched: article.fetched.map(utc),
        relevance: relevance(found),
        duplicate: judgement.and_then(duplicate),
        story: Cow::Owned(judgement.map_or(id, |judgement| judgement.story).to_string()),
        content_key: article.content_key.map(|key| Cow::Owned(format!("{key:032x}"))),
        mentions: mentions(found),
        events: events(article, found),
        repairs: article.repairs.iter().map(|repair| Cow::Borrowed(repair.as_str())).collect(),
        coder: Cow::Owned(format!("{} lexicon {}", super::PROGRAM, standing.lexicon)),
    }
}

fn events<'a>(article: &'a Article, found: &'a Extraction) -> Vec<event::Event<'a>> {
    // Most articles have none, and need no map of their code points.
    if found.events.is_empty() {
        return Vec::new();
    }
    let points = Points { title: CodePoints::new(&article.title), text: CodePoints::new(&article.text) };
    found.events.iter().map(|found| points.event(found)).collect()
}

/// A revision of an item of which nothing was written is an article to the reader of the file.
fn kind(standing: &Standing<'_>, previous: Option<RecordId>) -> Kind {
    match (standing.as_duplicate, previous) {
        (true, _) => Kind::Duplicate,
        (false, Some(_)) => Kind::Revision,
        (false, None) => Kind::Article,
    }
}

fn changed(judgement: &Judgement) -> Option<Vec<ChangedPart>> {
    let Verdict::Revision { changed } = &judgement.verdict else { return None };
    let parts = changed.iter().map(|part| match part {
        Part::Title => ChangedPart::Title,
        Part::Text => ChangedPart::Text,
        Part::Numbers => ChangedPart::Numbers,
    });
    Some(parts.collect())
}

fn feed(article: &Article) -> Feed<'_> {
    let source = &*article.source;
    Feed {
        id: Cow::Borrowed(&source.id),
        name: source.name.as_deref().map(Cow::Borrowed),
        lang: source.lang.map(|lang| Cow::Borrowed(lang.tag())),
        country: source.country.as_deref().map(Cow::Borrowed),
    }
}

fn text_basis(basis: model::TextBasis) -> TextBasis {
    match basis {
        model::TextBasis::Content => TextBasis::Content,
        model::TextBasis::Summary => TextBasis::Summary,
        model::TextBasis::Title => TextBasis::Title,
    }
}

fn published_basis(basis: model::PublishedBasis) -> PublishedBasis {
    match basis {
        model::PublishedBasis::Feed => PublishedBasis::Feed,
        model::PublishedBasis::FirstSeen => PublishedBasis::FirstSeen,
    }
}

fn utc<'a>(time: DateTime<Utc>) -> Text<'a> {
    Cow::Owned(time.to_rfc3339_opts(SecondsFormat::Secs, true))
}

fn relevance(found: &Extraction) -> Relevance<'_> {
    Relevance {
        class: match found.relevance.class {
            Class::About => RelevanceClass::About,
            Class::Mentions => RelevanceClass::Mentions,
            Class::None => RelevanceClass::None,
        },
        score: found.relevance.score,
        reasons: found.relevance.reasons.iter().map(|reason| Cow::Borrowed(reason.as_str())).collect(),
    }
}

fn duplicate(judgement: &Judgement) -> Option<Duplicate<'_>> {
    let (likeness, relation, changed) = match &judgement.verdict {
        Verdict::Repeat { .. } | Verdict::Revision { .. } | Verdict::Unique => return None,
        Verdict::Copy(likeness) if likeness.exact => (likeness, Relation::Exact, None),
        Verdict::Copy(likeness) => (likeness, Relation::Near, None),
        Verdict::Update { likeness, changed } => (likeness, Relation::Update, Some(changed)),
        Verdict::Related(likeness) => (likeness, Relation::Related, None),
    };
    let pair = |(old, new): &'_ (String, String)| (Cow::Owned(old.clone()), Cow::Owned(new.clone()));
    Some(Duplicate {
        of: Cow::Owned(likeness.of.to_string()),
        relation,
        similarity: likeness.similarity,
        changed: changed.map(|changed| changed.iter().map(pair).collect()),
    })
}

fn mentions(found: &Extraction) -> Mentions<'_> {
    Mentions {
        places: found
            .places
            .iter()
            .map(|place| PlaceMention {
                id: Cow::Borrowed(&place.id),
                name: Cow::Borrowed(&place.name),
                country: place.country.as_deref().map(Cow::Borrowed),
                count: place.count,
            })
            .collect(),
        actors: found
            .actors
            .iter()
            .map(|actor| ActorMention {
                id: Cow::Borrowed(&actor.id),
                name: Cow::Borrowed(&actor.name),
                count: actor.count,
            })
            .collect(),
    }
}

fn day<'a>(date: NaiveDate) -> Text<'a> {
    Cow::Owned(date.format("%Y-%m-%d").to_string())
}

/// The two strings in which spans count.
struct Points<'a> {
    title: CodePoints<'a>,
    text: CodePoints<'a>,
}

impl<'a> Points<'a> {
    fn event(&self, event: &'a model::Event) -> event::Event<'a> {
        let tolls = &event.casualties;
        let dead = tolls.dead;
        let injured = tolls.injured;
        let number = |toll: Option<Toll>| toll.and_then(|toll| toll.n);
        event::Event {
            id: Cow::Borrowed(&event.id),
            event_type: Cow::Borrowed(&event.event_type),
            sub_event_type: Cow::Borrowed(&event.sub_event_type),
            scheme: Cow::Borrowed(match event.scheme {
                Scheme::Acled => "acled",
                Scheme::Ext => "ext",
            }),
            plover: event::Plover {
                event: Cow::Borrowed(&event.plover.event),
                mode: event.plover.mode.as_deref().map(Cow::Borrowed),
                context: event.plover.context.iter().map(|context| Cow::Borrowed(context.as_str())).collect(),
            },
            status: Cow::Borrowed(event.assertion.status.name()),
            status_cue: event.assertion.cue.as_deref().map(Cow::Borrowed),
            condition: event.assertion.condition.as_deref().map(Cow::Borrowed),
            attribution: event.attribution.iter().map(attribution).collect(),
            date: event.when.date.map(day),
            date_end: event.when.end.map(day),
            time_precision: event.when.precision,
            date_basis: event.when.basis.map(|basis| {
                Cow::Borrowed(match basis {
                    DateBasis::Stated => "stated",
                    DateBasis::Relative => "relative",
                    DateBasis::Publication => "publication",
                })
            }),
            actors: event.actors.iter().map(actor).collect(),
            place: event.place.as_ref().map(place),
            geometry: event.place.as_ref().and_then(|place| place.point).map(|(latitude, longitude)| event::Geometry {
                kind: event::GeometryKind::Point,
                coordinates: (longitude, latitude),
            }),
            fatalities: number(dead),
            fatalities_low: dead.and_then(|toll| toll.low),
            fatalities_high: dead.and_then(|toll| toll.high),
            fatalities_qualifier: dead.map(|toll| qualifier(toll.qualifier)),
            injured: number(injured),
            injured_low: injured.and_then(|toll| toll.low),
            injured_high: injured.and_then(|toll| toll.high),
            injured_qualifier: injured.map(|toll| qualifier(toll.qualifier)),
            missing: number(tolls.missing),
            detained: number(tolls.detained),
            kidnapped: number(tolls.kidnapped),
            total_casualties: number(tolls.total),
            casualty_parts: tolls.parts.iter().map(part).collect(),
            running_total: tolls.running,
            agreement: event.agreement.map(agreement),
            confidence: event.confidence,
            rules: event.rules.iter().map(|rule| Cow::Borrowed(rule.as_str())).collect(),
            evidence: event.evidence.iter().map(|evidence| self.evidence(evidence)).collect(),
        }
    }

    fn evidence(&self, evidence: &model::Evidence) -> event::Evidence<'a> {
        let (name, points) = match evidence.field {
            Field::Title => ("title", &self.title),
            Field::Text => ("text", &self.text),
        };
        event::Evidence {
            role: Cow::Borrowed(evidence_role(evidence.role)),
            field: Cow::Borrowed(name),
            start: evidence.span.start,
            end: evidence.span.end,
            exact: Cow::Borrowed(points.of(evidence.span)),
        }
    }
}

/// The name of an evidence's role.
fn evidence_role(role: EvidenceRole) -> &'static str {
    match role {
        EvidenceRole::Trigger => "trigger",
        EvidenceRole::Actor => "actor",
        EvidenceRole::Place => "place",
        EvidenceRole::Date => "date",
        EvidenceRole::Casualty => "casualty",
        EvidenceRole::Status => "status",
        EvidenceRole::Attribution => "attribution",
        EvidenceRole::Condition => "condition",
        EvidenceRole::Agreement => "agreement",
    }
}

fn attribution(said: &model::event::Attribution) -> event::AttributedTo<'_> {
    event::AttributedTo {
        source: Cow::Borrowed(&said.source),
        actor_id: said.actor_id.as_deref().map(Cow::Borrowed),
        verb: said.verb.as_deref().map(Cow::Borrowed),
        stance: Cow::Borrowed(match said.stance {
            Stance::Assert => "assert",
            Stance::Hedge => "hedge",
            Stance::Deny => "deny",
        }),
    }
}

fn actor(actor: &model::event::EventActor) -> event::Actor<'_> {
    event::Actor {
        id: actor.id.as_deref().map(Cow::Borrowed),
        name: Cow::Borrowed(&actor.name),
        text: Cow::Borrowed(&actor.text),
        role: Cow::Borrowed(actor.role.name()),
        kind: Cow::Borrowed(match actor.kind {
            ActorType::StateForce => "state-force",
            ActorType::ArmedGroup => "armed-group",
            ActorType::Government => "government",
            ActorType::Political => "political",
            ActorType::International => "international",
            ActorType::Company => "company",
            ActorType::Civilians => "civilians",
            ActorType::Person => "person",
            ActorType::Other => "other",
        }),
        country: actor.country.as_deref().map(Cow::Borrowed),
    }
}

fn place(place: &model::event::EventPlace) -> event::Place<'_> {
    let admin1 = place.admin1.as_ref();
    event::Place {
        id: Cow::Borrowed(&place.id),
        name: Cow::Borrowed(&place.name),
        text: Cow::Borrowed(&place.text),
        qualifier: place.qualifier.as_deref().map(Cow::Borrowed),
        country: place.country.as_deref().map(Cow::Borrowed),
        admin1: admin1.map(|(name, _)| Cow::Borrowed(name.as_str())),
        admin1_pcode: admin1.map(|(_, code)| Cow::Borrowed(code.as_str())),
        admin2: place.admin2.as_deref().map(Cow::Borrowed),
        latitude: place.point.map(|(latitude, _)| latitude),
        longitude: place.point.map(|(_, longitude)| longitude),
        geo_precision: place.geo_precision,
        where_prec: place.where_prec,
    }
}

fn qualifier<'a>(qualifier: Qualifier) -> Text<'a> {
    Cow::Borrowed(match qualifier {
        Qualifier::Exact => "exact",
        Qualifier::AtLeast => "at-least",
        Qualifier::MoreThan => "more-than",
        Qualifier::UpTo => "up-to",
        Qualifier::About => "about",
        Qualifier::Range => "range",
        Qualifier::Vague => "vague",
    })
}

fn part(part: &model::event::CasualtyPart) -> event::Part<'_> {
    event::Part {
        kind: Cow::Borrowed(match part.kind {
            Harm::Dead => "dead",
            Harm::Injured => "injured",
            Harm::Missing => "missing",
            Harm::Detained => "detained",
            Harm::Kidnapped => "kidnapped",
            Harm::Casualties => "casualties",
        }),
        n: part.n,
        who: part.who.as_deref().map(Cow::Borrowed),
        source: part.source.as_deref().map(Cow::Borrowed),
        exact: Cow::Borrowed(&part.exact),
    }
}

fn agreement<'a>(agreement: model::event::Agreement) -> event::Agreement<'a> {
    event::Agreement { kind: Cow::Borrowed(agreement.kind.name()), duration_days: agreement.duration_days }
}
