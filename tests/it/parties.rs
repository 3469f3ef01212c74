//! Who takes part in an event and where it happened, in short sentences of three languages.

use std::sync::LazyLock;

use marsad::{extract, lexicon::Lexicon, model::Language};

use crate::article::article;

static LEXICON: LazyLock<Lexicon> =
    LazyLock::new(|| Lexicon::embedded().unwrap_or_else(|problems| panic!("{problems}")));

/// Checks the last event: `sub-type @ place: part name; …`, without a place `-`.
#[track_caller]
fn check(language: Language, title: &str, text: &str, expected: &str) {
    let found = extract::extract(&article(language, "LY", title, text, "2020-03-12T10:00:00+02:00"), &LEXICON).events;
    let last = found.last().map(|event| {
        let place = event.place.as_ref().map_or("-", |place| place.name.as_str());
        let actors: Vec<String> =
            event.actors.iter().map(|actor| format!("{:?} {}", actor.role, actor.name).to_lowercase()).collect();
        format!("{} @ {place}: {}", event.sub_event_type, actors.join("; "))
    });
    assert_eq!(last.as_deref(), Some(expected), "{title} {text}");
}

#[track_caller]
fn ar(text: &str, expected: &str) {
    check(Language::Arabic, "", text, expected);
}

#[track_caller]
fn en(text: &str, expected: &str) {
    check(Language::English, "", text, expected);
}

#[track_caller]
fn fr(text: &str, expected: &str) {
    check(Language::French, "", text, expected);
}

#[test]
fn an_unnamed_minister_is_his_ministry_or_his_state() {
    ar(
        "اجتمع خليفة حفتر مع وزير الخارجية اليوناني في بنغازي.",
        "Meeting or visit @ Benghazi: party khalifa haftar; party greek foreign ministry",
    );
    en(
        "The Maltese prime minister met Khalifa Haftar in Benghazi.",
        "Meeting or visit @ Benghazi: party malta; party khalifa haftar",
    );
    fr(
        "Le ministre français des Affaires étrangères a rencontré Khalifa Haftar à Benghazi.",
        "Meeting or visit @ Benghazi: party french foreign ministry; party khalifa haftar",
    );
}

#[test]
fn a_rank_begins_another_man() {
    ar(
        "التقى وزير الدفاع المصري المشير خليفة حفتر في بنغازي.",
        "Meeting or visit @ Benghazi: party egypt; party khalifa haftar",
    );
}

#[test]
fn whoever_says_it_had_did_it() {
    ar(
        "قالت قوات موالية لخليفة حفتر إنها سيطرت على بلدة ودان.",
        "Government regains territory @ Waddan: actor libyan national army",
    );
    en(
        "The 444 Brigade said it had captured Tarhuna.",
        "Government regains territory @ Tarhuna: actor 444 combat brigade",
    );
    fr(
        "L'Armée nationale libyenne a affirmé qu'elle avait bombardé Gharyan.",
        "Shelling/artillery/missile attack @ Gharyan: actor libyan national army",
    );
}

#[test]
fn who_asks_for_it_is_the_actor() {
    ar(
        "دعت بعثة الأمم المتحدة للدعم في ليبيا إلى وقف فوري لإطلاق النار في سبها.",
        "Agreement @ Sabha: actor un support mission in libya",
    );
    fr(
        "La mission de l'ONU en Libye a appelé à un cessez-le-feu immédiat à Sebha.",
        "Agreement @ Sabha: actor un support mission in libya",
    );
}

#[test]
fn the_site_named_before() {
    ar("سقطت قذائف على مطار معيتيقة.\nوعلقت الرحلات بالمطار.", "Border or transport closure @ Mitiga airport: ");
    en(
        "Rockets hit Mitiga airport on Monday. Flights at the airport were suspended.",
        "Border or transport closure @ Mitiga airport: ",
    );
}

#[test]
fn the_capital_alone() {
    ar("اندلعت اشتباكات مسلحة في العاصمة.", "Armed clash @ Tripoli: ");
    en("Clashes broke out in the Libyan capital on Monday.", "Armed clash @ Tripoli: ");
    fr("Des affrontements ont éclaté dans la capitale libyenne.", "Armed clash @ Tripoli: ");
}

#[test]
fn far_from_the_town_is_only_the_country() {
    ar(
        "انفجر لغم في رتل عسكري على بعد 120 كيلومترا جنوب الكفرة.",
        "Remote explosive/landmine/IED @ Libya: recipient رتل عسكري",
    );
    en("An air strike hit a convoy 90 km south of Sabha.", "Air/drone strike @ Libya: recipient convoy");
    fr(
        "Une frappe aérienne a visé un convoi à quatre-vingts kilomètres au sud de Sebha.",
        "Air/drone strike @ Libya: recipient convoi",
    );
}

#[test]
fn a_part_of_a_town_is_the_place() {
    ar("انفجرت عبوة ناسفة بحي الصابري في مدينة بنغازي.", "Remote explosive/landmine/IED @ Sabri: ");
    en("A bomb exploded in the Sabri district of Benghazi.", "Remote explosive/landmine/IED @ Sabri: ");
}

#[test]
fn a_dateline_is_no_place_of_the_event() {
    en("TUNIS, March 12 (Wire) - Clashes broke out in Sabratha.", "Armed clash @ Sabratha: ");
    fr("TUNIS (Dépêches) — Des affrontements ont éclaté à Sabratha.", "Armed clash @ Sabratha: ");
    ar("تونس (وكالة) - اندلعت اشتباكات في صبراتة.", "Armed clash @ Sabratha: ");
}
