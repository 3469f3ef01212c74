//! What is told, but is no event of its own: the same act again, how it was done, what people complain of.

use marsad::extract::extract;
use marsad::model::Language;
use marsad::model::event::RelevanceClass;

use crate::article::{LEXICON, article};
use crate::which::{TODAY, ar, en, fr};

#[test]
fn a_headline_that_misplaces_an_act_tells_that_of_the_text() {
    fr(
        "Brega et Zouetina rouvriront mardi, El-Feel reste fermé",
        "La compagnie a annoncé jeudi que les exportations reprendraient mardi prochain au terminal de Zouetina.",
        &[
            "Output or export resumption, planned at Zueitina terminal",
            "Output or export halt, reported at El Feel field",
        ],
    );
    en(
        "Floods in Ghat - update no. 3 (as of 16 March 2023)",
        "Torrential rain since 12 March has flooded Ghat, in southern Libya. One death has been confirmed.",
        &["Disaster, reported at Ghat"],
    );
    ar(
        "سيدة تُخطف ويُفرج عنها في غريان",
        "أفرج مسلحون اليوم الخميس عن سيدة كانوا قد اقتادوها، مساء الثلاثاء، من أمام منزلها في مدينة غريان إلى جهة مجهولة.",
        &["Abduction/forced disappearance, reported at Gharyan", "Release of captives, reported at Gharyan"],
    );
}

#[test]
fn who_is_brought_back_to_port_has_not_returned() {
    en(
        "",
        "A patrol boat stopped a wooden vessel with 61 migrants off Garabulli early on Monday and returned them to \
         the city's port.",
        &["Interception or rescue at sea, reported at Garabulli"],
    );
    en(
        "",
        "The coast guard stopped a dinghy carrying 37 people off Khoms on Sunday night and returned them to the \
         town's port, an officer said.",
        &["Interception or rescue at sea, reported at Khoms"],
    );
    en(
        "",
        "Some 40 displaced families returned to Tawergha on Monday, the council said.",
        &["Return, reported at Tawergha"],
    );
}

#[test]
fn the_raid_of_a_headline_is_the_fight_of_the_text() {
    en(
        "Gunmen kill two guards in raid on Libyan station",
        "Unidentified gunmen fought with guards at a pumping station south of Marada on Tuesday night, killing two of them.",
        &["Armed clash, reported at Marada"],
    );
}

#[test]
fn a_noun_points_back_whatever_town_stands_beside_it() {
    en(
        "",
        "Warplanes bombed a depot in Tajoura on Tuesday. Nobody was hurt. The depot burnt all night. Asked about the \
         raid at a news conference in Benghazi, an officer would not comment.",
        &["Air/drone strike, reported at Tajoura"],
    );
    en(
        "",
        "Two armed groups clashed in Zawiya on Tuesday. The shooting, which began at noon, stopped in the evening.",
        &["Armed clash, reported at Zawiya"],
    );
}

#[test]
fn how_it_was_done_did_not_happen_besides() {
    fr(
        "",
        "Une cinquantaine d'enseignants se sont rassemblés sans heurts mardi à Derna.",
        &["Peaceful protest, reported at Derna"],
    );
    fr(
        "",
        "Des hommes armés ont fait irruption mardi dans le tribunal de Sebha. Personne n'a été molesté.",
        &["Other, reported at Sabha"],
    );
    ar(
        "",
        "احتشد مئات المعلمين في درنة الثلاثاء للمطالبة برواتبهم دون اشتباكات.",
        &["Peaceful protest, reported at Derna"],
    );
}

#[test]
fn what_people_are_angry_at_is_no_outage() {
    en(
        "",
        "Demonstrators angry at power cuts broke into the town hall of Zliten on Tuesday.",
        &["Violent demonstration, reported at Zliten"],
    );
    fr(
        "",
        "Des manifestants en colère contre les coupures d'eau ont forcé mardi les grilles de la mairie de Mizda.",
        &["Violent demonstration, reported at Mizda"],
    );
}

#[test]
fn who_is_freed_was_not_taken_on_that_day() {
    fr(
        "",
        "La police a libéré mardi à Sebha douze migrants séquestrés dans un hangar.",
        &["Release of captives, reported at Sabha"],
    );
    // A day of its own makes it an event.
    fr(
        "",
        "La police a libéré mardi à Sebha un médecin enlevé dimanche sur la route de Brak.",
        &["Release of captives, reported at Sabha", "Abduction/forced disappearance, reported at Brak"],
    );
}

#[test]
fn nobody_accuses_the_weather() {
    fr("", "Le maire de Mizda a imputé jeudi l'accident à la vétusté de la route.", &["Accident, reported at Mizda"]);
    ar("", "حمّل مسؤولون في غريان الخميس المسؤولية لنقص الوقود.", &[]);
}

#[test]
fn a_spokesman_who_says_nothing_refuses_nothing() {
    fr("", "Jointe jeudi, la Compagnie nationale de pétrole libyenne s'est refusée à tout commentaire.", &[]);
    ar("", "وقال مسؤول في القيادة العامة رفض الكشف عن هويته إن الطريق سالكة في ليبيا.", &[]);
}

#[test]
fn a_flood_is_one_whatever_day_it_is_told_of() {
    en(
        "",
        "The flood that swept through Derna has cost 40 lives, the Red Crescent said on Thursday. A plane landed \
         at Labraq with 12 tonnes of relief goods. Storm Daniel hit the coast on Sunday.",
        &["Disaster, reported at Derna", "Aid delivery, reported at Al Abraq"],
    );
}

#[test]
fn the_site_of_a_blast_is_visited_not_blown_up() {
    ar(
        "",
        "انفجرت سيارة مفخخة في أبوقرين الاثنين. ووصل المحققون إلى موقع التفجير الأربعاء.",
        &["Remote explosive/landmine/IED, reported at Abu Grein"],
    );
}

#[test]
fn the_meeting_at_which_a_truce_was_made_is_the_truce() {
    en("", "Two militias signed a truce at a meeting in Gharyan on Tuesday.", &["Agreement, reported at Gharyan"]);
    ar(
        "",
        "توصلت كتيبتان إلى اتفاق لوقف إطلاق النار في الزاوية الثلاثاء. وحضر الاجتماع أعيان المدينة.",
        &["Agreement, reported at Zawiya"],
    );
}

#[test]
fn what_led_up_to_an_act_needs_a_day_or_a_place() {
    en(
        "",
        "Two armed groups fought in Zawiya on Tuesday after a member of one of them was detained.",
        &["Armed clash, reported at Zawiya"],
    );
    en(
        "",
        "Two armed groups fought in Zawiya on Tuesday after a member of one of them was detained at Surman on Monday.",
        &["Armed clash, reported at Zawiya", "Arrests, reported at Surman"],
    );
}

#[test]
fn the_dead_of_a_strike_are_not_those_of_the_town_far_off() {
    fr(
        "",
        "L'armée américaine a mené mardi une frappe aérienne à Oubari, à un millier de kilomètres au sud de Tripoli, \
         tuant deux hommes.",
        &["Air/drone strike, reported at Ubari"],
    );
}

#[test]
fn the_capital_of_another_province_is_not_that_of_libya() {
    fr(
        "",
        "L'armée libyenne suit le dossier. Les rebelles du M23 se sont emparés mardi de la capitale du Nord-Kivu.",
        &[],
    );
}

#[test]
fn what_a_court_ruled_on_is_no_attack_of_today() {
    en(
        "",
        "A criminal court in Misrata has jailed five men for running a camp where migrants were beaten, the \
         prosecutor said on Thursday.",
        &["Court ruling, reported at Misrata"],
    );
    ar(
        "",
        "أصدرت محكمة جنايات سبها الثلاثاء حكما بالإعدام رميا بالرصاص في حق متهم بقتل شرطي.",
        &["Court ruling, reported"],
    );
}

#[test]
fn what_an_agreement_provides_belongs_to_it() {
    ar(
        "",
        "توصلت كتيبتان في الزاوية الثلاثاء إلى اتفاق لوقف إطلاق النار يحمي المدنيين ويعيد فتح الطريق الساحلي.",
        &["Agreement, reported at Zawiya"],
    );
}

#[test]
fn a_demand_and_a_threat_go_on_behind_an_aside() {
    ar(
        "",
        "وطالبت مؤسسة النفط الليبية، في بيان أمس الأربعاء، بإعادة فتح صمام حقل الشرارة.",
        &["Output or export resumption, demanded at Sharara field"],
    );
    ar(
        "",
        "وهدد المتحدث باسم حراك الجنوب الليبي، سالم بوزيد، بإيقاف حقل الفيل خلال يومين.",
        &["Threat, reported at El Feel field", "Output or export halt, hypothetical at El Feel field"],
    );
}

#[track_caller]
fn about(language: Language, title: &str, text: &str, expected: RelevanceClass) {
    let article = article(language, "", title, text, TODAY);
    assert_eq!(extract(&article, &LEXICON).relevance.class, expected);
}

#[test]
fn without_an_event_a_title_is_not_enough() {
    let mentions = RelevanceClass::Mentions;
    about(
        Language::English,
        "Libyan dust over Crete",
        "A storm from Libya brought dust to Crete, Greece and Cyprus. Athens, Egypt and Italy expect more of it.",
        mentions,
    );
    about(
        Language::French,
        "Libye : le marathon de Sabratha",
        "Les coureurs libyens ont pris mardi le départ du marathon, devant les athlètes tunisiens.",
        mentions,
    );
    about(
        Language::Arabic,
        "ليبيا: متحف السراي الحمراء يستقبل زواره",
        "فتح المتحف في طرابلس معرضا للفسيفساء الرومانية، وتحدث فيه مؤرخ ليبي.",
        mentions,
    );
}
