#![cfg(test)]

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::{Gold, GoldLine, Names, Score, Share, Tally, compare};
use crate::{
    lexicon::Lexicon,
    model::{
        Event, Extraction,
        event::{
            ActorRole, ActorType, Assertion, Casualties, EventActor, EventPlace, Plover, Qualifier, Relevance,
            RelevanceClass, Scheme, Status, Toll, When,
        },
    },
};

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| Lexicon::embedded().unwrap());

fn gold(events: &str) -> Gold {
    let line = format!(
        "{{\"item\":{{\"id\":\"1\",\"title\":\"t\"}},\"gold\":{{\"relevance\":\"about\",\"events\":[{events}]}},\"why\":\"\"}}"
    );
    GoldLine::parse(&line).unwrap().gold
}

fn clash(status: &str, place: &str, dead: &str, actors: &str) -> String {
    format!(
        "{{\"event_type\":\"Battles\",\"sub_event_type\":\"Armed clash\",\"status\":\"{status}\",\"place\":{place},\
         \"country\":\"LY\",\"date\":\"2024-03-11\",\"date_end\":null,\"fatalities\":{dead},\"injured\":null,\
         \"actors\":[{actors}],\"agreement\":null}}"
    )
}

fn coded(status: Status, place: Option<(&str, &str)>, dead: Option<u32>) -> Event {
    Event {
        id: String::new(),
        event_type: "Battles".to_owned(),
        sub_event_type: "Armed clash".to_owned(),
        scheme: Scheme::Acled,
        plover: Plover { event: "ASSAULT".to_owned(), mode: None, context: Vec::new() },
        assertion: Assertion { status, cue: None, condition: None },
        attribution: Vec::new(),
        when: When { date: NaiveDate::from_ymd_opt(2024, 3, 11), ..When::UNKNOWN },
        actors: vec![EventActor {
            id: Some("turkey".to_owned()),
            name: "Turkey".to_owned(),
            text: "أنقرة".to_owned(),
            role: ActorRole::Actor,
            kind: ActorType::Government,
            country: Some("TR".to_owned()),
        }],
        place: place.map(|(id, name)| EventPlace {
            id: id.to_owned(),
            name: name.to_owned(),
            text: name.to_owned(),
            qualifier: None,
            country: Some("LY".to_owned()),
            admin1: None,
            admin2: None,
            point: None,
            geo_precision: 1,
            where_prec: 1,
        }),
        casualties: Casualties {
            dead: dead.map(|n| Toll { n: Some(n), low: Some(n), high: Some(n), qualifier: Qualifier::Exact }),
            ..Casualties::default()
        },
        agreement: None,
        confidence: 0.87,
        rules: vec!["clash.en.1".to_owned()],
        evidence: Vec::new(),
    }
}

/// The counts, and what is told.
fn compared(gold: &Gold, events: Vec<Event>) -> (Score, Vec<String>) {
    let relevance = Relevance { class: RelevanceClass::About, score: 1.0, reasons: Vec::new() };
    let found = Extraction { relevance, places: Vec::new(), actors: Vec::new(), events };
    let mut score = Score::default();
    let told = compare("a", gold, &found, &Names::new(&LEXICON), &mut score);
    (score, told.misses.iter().map(ToString::to_string).collect())
}

#[test]
fn the_same_event_is_right_in_all() {
    let gold = gold(&clash("reported", "\"Sirte\"", "4", "{\"name\":\"Turkey\",\"role\":\"actor\"}"));
    let (score, told) = compared(&gold, vec![coded(Status::Reported, Some(("sirte", "Sirte")), Some(4))]);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(score.events, Tally { gold: 1, found: 1, right: 1 });
    assert_eq!(score.whole, Tally { gold: 1, found: 1, right: 1 });
    assert_eq!((score.tolls, score.false_tolls), (Share { of: 1, part: 1 }, Share { of: 1, part: 0 }));
    assert_eq!((score.actors, score.roles), (Share { of: 1, part: 1 }, Share { of: 1, part: 1 }));
    assert_eq!(score.bands[8].right, Share { of: 1, part: 1 });
}

#[test]
fn every_difference_is_told() {
    let gold = gold(&clash("denied", "\"Benghazi\"", "5", "{\"name\":\"Egypt\",\"role\":\"actor\"}"));
    let (score, told) = compared(&gold, vec![coded(Status::Reported, Some(("sirte", "Sirte")), None)]);
    assert_eq!(
        told,
        [
            "a: status: gold denied, coded reported (Battles/Armed clash, denied in Benghazi)",
            "a: place: gold Benghazi, coded Sirte (Battles/Armed clash, denied in Benghazi)",
            "a: dead: gold 5, coded none (Battles/Armed clash, denied in Benghazi)",
            "a: actor: gold Egypt, coded Turkey (Battles/Armed clash, denied in Benghazi)",
        ]
    );
    assert_eq!(score.unreported, Share { of: 1, part: 0 });
}

#[test]
fn events_of_one_type_meet_where_they_agree_most() {
    let gold = gold(&[clash("reported", "\"Sirte\"", "1", ""), clash("reported", "\"Derna\"", "2", "")].join(","));
    let events = vec![
        coded(Status::Reported, Some(("derna", "Derna")), Some(2)),
        coded(Status::Reported, Some(("sirte", "Sirte")), Some(1)),
        coded(Status::Planned, None, None),
    ];
    let (score, told) = compared(&gold, events);
    assert_eq!(told, ["a: extra: Battles/Armed clash, planned (rule clash.en.1)"]);
    assert_eq!(score.events.extra_per_right(), Some(0.5));
}

#[test]
fn another_name_of_the_place_and_the_town_of_a_quarter_are_right() {
    for (name, id, coded_as) in [
        ("Sirt", "sirte", "Sirte"),
        ("سرت", "sirte", "Sirte"),
        ("Abu Salim", "tripoli", "Tripoli"),
        ("Tripoli", "abu-salim", "Abu Salim"),
    ] {
        let gold = gold(&clash("reported", &format!("\"{name}\""), "4", ""));
        let (score, _) = compared(&gold, vec![coded(Status::Reported, Some((id, coded_as)), Some(4))]);
        assert_eq!(score.place, Share { of: 1, part: 1 }, "{name}");
    }
}

#[test]
fn an_unlisted_actor_is_right_by_the_words_of_the_article() {
    let said = "{\"name\":\"Zaltan brigade\",\"text\":\"une brigade de Zaltan\",\"role\":\"actor\"}";
    for (text, right) in [("brigade de Zaltan", 1), ("Une brigade", 1), ("brigade de Nalout", 0), ("bri", 0)] {
        let mut event = coded(Status::Reported, Some(("sirte", "Sirte")), Some(4));
        for actor in &mut event.actors {
            (actor.id, actor.name, actor.text) = (None, text.to_owned(), text.to_owned());
        }
        let (score, _) = compared(&gold(&clash("reported", "\"Sirte\"", "4", said)), vec![event]);
        assert_eq!(score.actors, Share { of: 1, part: right }, "{text}");
    }
}

#[test]
fn a_toll_that_nobody_stated_is_false() {
    let gold = gold(&clash("reported", "\"Sirte\"", "null", ""));
    let (score, told) = compared(&gold, vec![coded(Status::Reported, Some(("sirte", "Sirte")), Some(4))]);
    assert_eq!(score.false_tolls, Share { of: 2, part: 1 });
    assert_eq!(told, ["a: dead: gold none, coded 4 (Battles/Armed clash, reported in Sirte)"]);
}

#[test]
fn a_line_that_is_no_gold_says_why() {
    let told = |line: &str| GoldLine::parse(line).unwrap_err().to_string();
    assert_eq!(told("{}"), "no gold: missing field `item` at line 1 column 2");
    assert_eq!(
        told("{\"item\":{\"id\":\"1\",\"title\":\"t\"},\"gold\":{\"relevance\":\"maybe\",\"events\":[]}}"),
        "no gold: `maybe` is none of about, mentions, none at line 1 column 58"
    );
    assert_eq!(
        told("{\"item\":{\"title\":\"t\"},\"gold\":{\"relevance\":\"none\",\"events\":[]}}"),
        "no item: it has no `id`"
    );
}

#[test]
fn sums_of_parts_are_the_sums_of_all() {
    let gold = gold(&clash("reported", "\"Sirte\"", "4", ""));
    let (one, _) = compared(&gold, vec![coded(Status::Reported, Some(("sirte", "Sirte")), Some(4))]);
    let mut two = one.clone();
    two.add(&one);
    assert_eq!(
        (two.items, two.events, two.place),
        (2, Tally { gold: 2, found: 2, right: 2 }, Share { of: 2, part: 2 })
    );
    assert_eq!(two.bands[8].right, Share { of: 2, part: 2 });
}
