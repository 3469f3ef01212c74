//! Bodies and people that no lexicon lists: who they are, and their part.

use crate::parties::{ar, en, fr};

#[test]
fn a_body_is_known_by_its_noun_and_what_stands_beside_it() {
    en(
        "The Nalut Water Committee accused the General Electricity Company of Libya of cutting the power in Nalut.",
        "Accusation @ Nalut: actor nalut water committee; recipient general electricity company of libya",
    );
    en("The local fisheries directorate in Zuwara rejected the ban.", "Refusal @ -: actor local fisheries directorate");
    ar(
        "أغلقت مصلحة الموانئ ميناء الخمس.",
        "Output or export halt @ Khoms port: actor ports and maritime transport authority",
    );
    ar(
        "طالبت نقابة الصيادين في زوارة حكومة الوحدة الوطنية بدعم الوقود.",
        "Demand @ Zuwara: actor نقابة الصيادين; recipient government of national unity",
    );
    fr(
        "Le comité municipal de crise de Sebha a accusé le Gouvernement d'unité nationale.",
        "Accusation @ -: actor comité municipal de crise de sebha; recipient government of national unity",
    );
    fr(
        "Le syndicat des dockers a fermé le port de Khoms.",
        "Output or export halt @ Khoms port: actor syndicat des dockers",
    );
}

#[test]
fn a_small_letter_does_not_hide_the_name_of_a_unit() {
    en(
        "Clashes broke out in Surman between the Warfalla Sons battalion and the Nalut Hawks brigade.",
        "Armed clash @ Surman: party warfalla sons battalion; party nalut hawks brigade",
    );
    fr(
        "Des combats ont éclaté à Sorman entre le bataillon des Faucons et la brigade du Rempart.",
        "Armed clash @ Surman: party bataillon des faucons; party brigade du rempart",
    );
    ar(
        "اندلعت اشتباكات في صرمان بين كتيبة صقور الوادي وقوة الجبل.",
        "Armed clash @ Surman: party كتيبة صقور الوادي; party قوة الجبل",
    );
}

#[test]
fn people_are_told_as_victims_only() {
    en(
        "Five people were killed by a landmine in Ain Zara.",
        "Remote explosive/landmine/IED @ Ain Zara: recipient people",
    );
    en("Five people met the mayor of Nalut in Tripoli.", "Meeting or visit @ Tripoli: party mayor");
    ar("قُتل خمسة أشخاص بانفجار لغم في عين زارة.", "Remote explosive/landmine/IED @ Ain Zara: recipient people");
    fr(
        "Cinq personnes ont été tuées par une mine à Aïn Zara.",
        "Remote explosive/landmine/IED @ Ain Zara: recipient people",
    );
}

#[test]
fn who_is_hit_by_it_did_not_do_it() {
    en(
        "Two bakers were killed by a rocket in Abu Salim.",
        "Shelling/artillery/missile attack @ Abu Salim: recipient bakers",
    );
}

#[test]
fn a_ship_or_plane_stands_for_its_state() {
    en(
        "Turkish drones struck a convoy near Mizda.",
        "Air/drone strike @ Mizda: actor turkish drones; recipient convoy",
    );
    ar("قصفت طائرات إماراتية قاعدة الوطية.", "Air/drone strike @ Watiya air base: actor uae air force");
    fr("Des avions égyptiens ont bombardé Derna.", "Air/drone strike @ Derna: actor egyptian warplanes");
}

#[test]
fn who_claims_an_attack_did_it() {
    en(
        "A car bomb killed two soldiers in Benghazi on Sunday. Ansar al-Sharia claimed responsibility.",
        "Claim of responsibility @ -: actor ansar al-sharia in libya",
    );
}

#[test]
fn the_fight_goes_on_between_the_same() {
    en(
        "The Nawasi Brigade clashed with the 444 Brigade in Tripoli on Sunday. Seven people died in the fighting on Monday.",
        "Armed clash @ Tripoli: party nawasi brigade; party 444 combat brigade",
    );
}

#[test]
fn the_head_of_a_body_is_told_with_it() {
    en(
        "The attorney general ordered the detention of the head of the civil aviation authority.",
        "Court ruling @ -: actor attorney general's office; recipient civil aviation authority",
    );
    ar(
        "أمر النائب العام بحبس رئيس لجنة الإدارة.",
        "Court ruling @ -: actor attorney general's office; recipient رئيس لجنة الإدارة",
    );
}

#[test]
fn people_are_told_by_their_country_alone() {
    en(
        "Libyan authorities deported 140 Nigeriens from Qatrun on Sunday.",
        "Detention or deportation @ Qatrun: actor libyan authorities; recipient nigeriens",
    );
    ar("اعتقلت الشرطة في زوارة ثلاثة سودانيين.", "Arrests @ Zuwara: actor police; recipient sudanese people");
    fr("La police a arrêté lundi à Zouara sept Tchadiens.", "Arrests @ Zuwara: actor police; recipient tchadiens");
}

#[test]
fn a_man_is_told_by_name_who_is_said_to_be_one() {
    en(
        "The bank's director, Musab Fheli, was abducted by gunmen in Tripoli, Libya, on Sunday.",
        "Abduction/forced disappearance @ Tripoli: recipient musab fheli; actor unknown gunmen",
    );
    en(
        "Mr Zarrouk was arrested in Zuwara on Sunday by the Special Deterrence Force.",
        "Arrests @ Zuwara: recipient zarrouk; actor special deterrence force",
    );
}

#[test]
fn an_office_acts_for_its_body() {
    ar("دعا رئيس حكومة الوحدة الوطنية إلى هدنة في الزاوية.", "Agreement @ Zawiya: actor government of national unity");
}

#[test]
fn whoever_raided_the_place_took_those_who_were_taken() {
    en(
        "The 444 Brigade raided a farm in Bani Walid on Sunday. Four suspects were arrested.",
        "Arrests @ Bani Walid: actor 444 combat brigade; recipient outlaws",
    );
}

#[test]
fn the_only_company_restores_the_power() {
    en(
        "The General Electricity Company of Libya blamed a storm. Power was restored to Sabha on Monday.",
        "Utility restoration @ Sabha: actor general electricity company of libya",
    );
}

#[test]
fn one_pair_of_enemies_fights_all_the_fights_of_a_report() {
    en(
        "Fighting broke out in Zawiya on Sunday. The truce between the Nawasi Brigade and the 444 Brigade did not hold, and heavy clashes went on in Zawiya on Monday.",
        "Armed clash @ Zawiya: party nawasi brigade; party 444 combat brigade",
    );
}

#[test]
fn what_somebody_holds_is_his() {
    en(
        "Gunmen attacked a checkpoint manned by the Subul al-Salam Brigade south of Kufra.",
        "Armed clash @ Kufra: actor unknown gunmen; recipient subul al-salam brigade",
    );
    fr(
        "Des hommes armés ont attaqué un barrage tenu par la brigade Soboul al-Salam au sud de Koufra.",
        "Armed clash @ Kufra: actor unknown gunmen; recipient brigade soboul al-salam",
    );
}

#[test]
fn who_survives_an_attempt_did_not_make_it() {
    en(
        "Colonel Nasser Imhamed survived an assassination attempt in Sirte.",
        "Attack @ Sirte: recipient nasser imhamed",
    );
}

#[test]
fn a_body_of_a_state_needs_no_more_than_its_article() {
    fr("Les douanes ont saisi 40 fusils au port de Khoms.", "Disrupted weapons use @ Khoms port: actor douanes");
    en("The navy seized 40 rifles in the port of Khoms.", "Disrupted weapons use @ Khoms port: actor libyan navy");
}

#[test]
fn the_country_behind_a_town_is_no_party() {
    en(
        "Gunmen abducted two bakers in Tripoli, Libya, on Sunday.",
        "Abduction/forced disappearance @ Tripoli: actor unknown gunmen; recipient bakers",
    );
}
