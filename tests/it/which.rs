//! Which events are coded, with which status and where: a construction of the newsroom in each.

use marsad::model::Language;
use marsad::model::event::Event;

use crate::article::{article, compare};

/// The day on which all of these were published: a Thursday.
pub(crate) const TODAY: &str = "2023-03-16T18:00:00+02:00";

/// Sub-type, status and place.
fn line(event: &Event) -> String {
    let place = event.place.as_ref().map(|place| format!(" at {}", place.name)).unwrap_or_default();
    format!("{}, {}{place}", event.sub_event_type, event.assertion.status.name())
}

#[track_caller]
fn check(language: Language, title: &str, text: &str, expected: &[&str]) {
    let article = article(language, "", title, text, TODAY);
    compare(&article, |event| Some(line(event)), expected);
}

#[track_caller]
pub(crate) fn ar(title: &str, text: &str, expected: &[&str]) {
    check(Language::Arabic, title, text, expected);
}

#[track_caller]
pub(crate) fn en(title: &str, text: &str, expected: &[&str]) {
    check(Language::English, title, text, expected);
}

#[track_caller]
pub(crate) fn fr(title: &str, text: &str, expected: &[&str]) {
    check(Language::French, title, text, expected);
}

#[test]
fn a_title_with_a_bearing_tells_what_the_text_places() {
    en(
        "Heavy fighting east of Libyan capital",
        "Rival brigades fought with mortars in the town of Garabulli on Wednesday, residents said.",
        &["Armed clash, reported at Garabulli"],
    );
}

#[test]
fn elders_from_a_town_do_not_bring_the_truce_there() {
    en(
        "",
        "Two militias clashed in Surman on Tuesday. A truce brokered by elders from Gharyan held on Wednesday.",
        &["Armed clash, reported at Surman", "Agreement, reported at Surman"],
    );
}

#[test]
fn a_road_between_two_towns_is_the_first_named() {
    en(
        "",
        "Gunmen kidnapped two engineers on the road from Mizda to Shuwayrif on Monday, the police said.",
        &["Abduction/forced disappearance, reported at Mizda"],
    );
}

#[test]
fn where_flights_are_diverted_is_not_what_is_closed() {
    en(
        "",
        "Rockets hit Mitiga airport on Tuesday night. Flights were suspended and diverted to Misrata, the airport said.",
        &[
            "Shelling/artillery/missile attack, reported at Mitiga airport",
            "Border or transport closure, reported at Mitiga airport",
        ],
    );
}

#[test]
fn what_is_threatened_places_the_threat() {
    ar(
        "",
        "هدد حراس المنشآت النفطية في ليبيا، الأربعاء، بإغلاق ميناء الزويتينة إذا لم تُصرف مرتباتهم.",
        &["Threat, reported at Zueitina terminal", "Output or export halt, hypothetical at Zueitina terminal"],
    );
}

#[test]
fn an_officer_killed_at_his_door_is_no_battle() {
    fr(
        "",
        "Un colonel de la police libyenne a été abattu mardi devant son domicile à Derna par des inconnus.",
        &["Attack, reported at Derna"],
    );
}

#[test]
fn a_demand_made_by_its_own_verb_was_made() {
    en(
        "",
        "The Government of National Accord accused Haftar's army of a war crime near Tarhuna. It urged the UN mission to \
         send investigators.",
        &["Accusation, reported at Tarhuna", "Demand, reported"],
    );
}

#[test]
fn an_adjective_with_the_article_belongs_to_its_noun() {
    ar("", "وقع التفجير الانتحاري أمام مركز شرطة في بنغازي صباح الأربعاء.", &["Suicide bomb, reported at Benghazi"]);
}

#[test]
fn what_another_event_waits_for_is_none() {
    ar(
        "",
        "قال متحدث باسم الجيش الوطني الليبي إن قواته لن تنسحب من الجفرة إلا إذا غادر المرتزقة طرابلس.",
        &["Change to group/activity, negated at Jufra"],
    );
}

#[test]
fn any_battle_is_none_in_particular() {
    ar(
        "",
        "حذرت منظمات إنسانية في ليبيا من أن أي معركة في غريان ستدفع السكان إلى الفرار.",
        &["Displacement, hypothetical at Gharyan"],
    );
}

#[test]
fn a_mark_of_time_is_no_event() {
    en(
        "",
        "A clinic was shelled in Ain Zara on Tuesday, the third since the start of hostilities in the Libyan capital.",
        &["Shelling/artillery/missile attack, reported at Ain Zara"],
    );
}

#[test]
fn forces_that_fight_for_somebody_are_only_named() {
    en(
        "",
        "Forces fighting for Libya's unity government captured the radio station in Sirte on Wednesday.",
        &["Government regains territory, reported at Sirte"],
    );
}

#[test]
fn an_assault_that_is_repelled_was_made() {
    fr(
        "L'assaut contre Tarhouna repoussé, selon l'ANL",
        "L'Armée nationale libyenne (ANL) a repoussé mercredi un assaut des forces du GNA contre Tarhouna.",
        &["Armed clash, reported at Tarhuna"],
    );
}

#[test]
fn a_death_that_nobody_tells_how_is_none() {
    en("", "A farmer from the Libyan town of Msallata was killed, a relative said.", &[]);
}

#[test]
fn the_answer_behind_an_insertion_is_supposed() {
    ar(
        "",
        "إن لم تنسحب المليشيات من العزيزية، يضيف البيان، فإن الجيش الوطني الليبي سيقصف مواقعها في ورشفانة.",
        &["Shelling/artillery/missile attack, hypothetical at Wershefana"],
    );
}

#[test]
fn what_is_not_reopened_until_then_is_negated() {
    fr(
        "",
        "Le champ d'el-Feel, en Libye, n'y redémarrera pas tant que les gardes n'auront pas quitté le site.",
        &["Output or export resumption, negated at El Feel field"],
    );
}

#[test]
fn whoever_was_demanding_did_it_too() {
    en(
        "",
        "Exports from the Libyan port of Hariga resumed on Thursday, after protesters demanding jobs had closed the valves.",
        &[
            "Output or export resumption, reported at Tobruk port / Hariga terminal",
            "Output or export halt, reported at Tobruk port / Hariga terminal",
        ],
    );
}

#[test]
fn a_denial_and_its_negation_are_one() {
    en(
        "",
        "The Libyan National Army denied having accepted a truce in Derna. \"Nobody has signed a truce,\" an officer said.",
        &["Agreement, denied at Derna"],
    );
}

#[test]
fn an_undated_pluperfect_goes_on_with_the_report() {
    fr(
        "",
        "La police a libéré mardi douze otages à Koufra, en Libye. Deux ravisseurs présumés avaient été arrêtés sur place.",
        &["Release of captives, reported at Kufra", "Arrests, reported at Kufra"],
    );
}

#[test]
fn history_is_no_event() {
    en("", "British troops fought Rommel's army near Tobruk, in Libya, in June 1942, the museum recalls.", &[]);
}

#[test]
fn the_place_where_harm_was_done_is_no_meeting() {
    en(
        "",
        "Three councillors were shot dead at a meeting in Kikla, in Libya, on Tuesday.",
        &["Attack, reported at Kikla"],
    );
}

#[test]
fn what_came_before_an_act_is_a_mark_of_time() {
    en(
        "",
        "Militiamen shelled a camp near Kufra, in Libya, on Tuesday, months before their arrest.",
        &["Shelling/artillery/missile attack, reported at Kufra"],
    );
    en(
        "",
        "Militiamen have shelled Sebha, in Libya, every night since the ceasefire.",
        &["Shelling/artillery/missile attack, reported at Sabha"],
    );
}

#[test]
fn a_town_that_leads_fighters_is_not_where_they_fight() {
    en(
        "",
        "Misrata-led fighters clashed with the Libyan National Army in Gharyan on Tuesday.",
        &["Armed clash, reported at Gharyan"],
    );
}

#[test]
fn what_has_no_place_is_at_home_in_an_article_that_tells_of_libya() {
    en(
        "Libyan army arrests five smugglers",
        "Troops arrested five smugglers in Kufra on Tuesday, the Libyan army said. An officer accused two traders of \
         paying them. Elsewhere masked men abducted an engineer.",
        &["Arrests, reported at Kufra", "Accusation, reported", "Abduction/forced disappearance, reported"],
    );
    // Nothing else there is Libyan.
    en("Libya court news", "Two engineers were kidnapped by masked men.", &[]);
}

#[test]
fn soldiers_of_another_country_are_not_libyan() {
    en(
        "",
        "Government forces shelled a camp near Agadez, in Niger, on Monday. Niger has its troops there. Niger borders Libya.",
        &[],
    );
}
