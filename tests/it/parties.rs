//! Who takes part in an event and where it happened, in short sentences of three languages.

use marsad::{extract, model::Language};

use crate::article::{LEXICON, article};

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
pub(crate) fn ar(text: &str, expected: &str) {
    check(Language::Arabic, "", text, expected);
}

#[track_caller]
pub(crate) fn en(text: &str, expected: &str) {
    check(Language::English, "", text, expected);
}

#[track_caller]
pub(crate) fn fr(text: &str, expected: &str) {
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

#[test]
fn people_of_a_body_are_the_body() {
    ar(
        "اختطف أفراد من كتيبة النواصي مهندسا في طرابلس.",
        "Abduction/forced disappearance @ Tripoli: actor nawasi brigade; recipient مهندسا",
    );
    ar("هاجم مقاتلون من أنصار الشريعة بوابة في سرت.", "Armed clash @ Sirte: actor ansar al-sharia in libya");
    en(
        "Two drivers were abducted by members of the Nawasi Brigade in Tripoli.",
        "Abduction/forced disappearance @ Tripoli: recipient traders and shop owners; actor nawasi brigade",
    );
    fr(
        "Deux ingénieurs ont été enlevés par des membres de la brigade Nawasi à Tripoli.",
        "Abduction/forced disappearance @ Tripoli: recipient ingénieurs; actor nawasi brigade",
    );
    fr(
        "Des combattants d'Ansar al-Charia ont attaqué un barrage à Syrte.",
        "Armed clash @ Sirte: actor ansar al-sharia in libya",
    );
}

#[test]
fn a_unit_that_is_not_listed_has_the_name_of_the_text() {
    ar(
        "اندلعت اشتباكات بين «كتيبة صقور الوادي» و«كتيبة نسور الساحل» في صبراتة.",
        "Armed clash @ Sabratha: party كتيبة صقور الوادي; party كتيبة نسور الساحل",
    );
    en(
        "Clashes erupted between the Green Valley Brigade and the Harbour Support Force in Sabratha.",
        "Armed clash @ Sabratha: party green valley brigade; party harbour support force",
    );
    fr(
        "Des affrontements ont éclaté entre la brigade al-Tall et la katiba al-Nour à Sabratha.",
        "Armed clash @ Sabratha: party brigade al-tall; party katiba al-nour",
    );
}

#[test]
fn a_noun_recalls_who_was_named() {
    en(
        "The Green Valley Brigade denied the report. The brigade attacked a checkpoint in Sabratha.",
        "Armed clash @ Sabratha: actor green valley brigade",
    );
    en(
        "Ansar al-Sharia issued a statement. The group attacked a checkpoint in Sirte.",
        "Armed clash @ Sirte: actor ansar al-sharia in libya",
    );
    en(
        "The Libyan National Army sent troops. The army captured Ghadames.",
        "Government regains territory @ Ghadames: actor libyan national army",
    );
    ar(
        "تتمركز جماعة أنصار الشريعة في المنطقة. وهاجم مسلحو التنظيم بوابة في سرت.",
        "Armed clash @ Sirte: actor ansar al-sharia in libya",
    );
}

#[test]
fn both_sides_are_those_told_before() {
    en(
        "The Nawasi Brigade clashed with the 444 Brigade in Tripoli. The two sides agreed to a ceasefire.",
        "Agreement @ Tripoli: party nawasi brigade; party 444 combat brigade",
    );
    fr(
        "Des combats ont opposé la brigade Nawasi à la brigade 444 à Tripoli. Une trêve a été conclue.",
        "Agreement @ Tripoli: party nawasi brigade; party 444 combat brigade",
    );
}

#[test]
fn who_is_accused_did_it() {
    ar("اتهمت حكومة الوفاق الإمارات بإرسال أسلحة إلى بنغازي.", "Arms transfer @ Benghazi: actor united arab emirates");
    en(
        "The Government of National Accord accused Egypt of sending weapons to Benghazi.",
        "Arms transfer @ Benghazi: actor egypt",
    );
}

#[test]
fn people_behind_a_verb_that_takes_things_do_it() {
    ar("أغلق محتجون الطريق الساحلي في صبراتة.", "Border or transport closure @ Sabratha: actor protesters (libya)");
    ar("اعتقل ناشط في درنة.", "Arrests @ Derna: recipient activists");
    ar(
        "قالت وزارة الداخلية إن عناصرها ضبطوا أربعة أشخاص في زليتن.",
        "Arrests @ Zliten: actor interior ministry (libya); recipient people",
    );
}

#[test]
fn rescuers_find_the_dead() {
    ar(
        "انتشل الهلال الأحمر الليبي جثث 12 مهاجرا قبالة زوارة.",
        "Deaths at sea @ Zuwara: actor libyan red crescent; recipient migrants",
    );
}

#[test]
fn one_office_behind_another_is_another_man() {
    ar(
        "استقبل رئيس حكومة الوحدة الوطنية وزير الخارجية اليوناني في طرابلس.",
        "Meeting or visit @ Tripoli: party government of national unity; party greek foreign ministry",
    );
    en(
        "The governor of the central bank, Sadiq al-Kabir, met Khalifa Haftar in Benghazi.",
        "Meeting or visit @ Benghazi: party sadiq al-kabir; party khalifa haftar",
    );
}

#[test]
fn a_word_with_a_letter_before_it_is_no_name() {
    ar("أمر النائب العام بحبس ثمانية موظفين.", "Court ruling @ -: actor attorney general's office; recipient workers");
}

#[test]
fn sides_told_behind_their_fight() {
    en(
        "The clashes, which began at dawn, pitted the Nawasi Brigade against the 444 Brigade in Tripoli.",
        "Armed clash @ Tripoli: party nawasi brigade; party 444 combat brigade",
    );
}

#[test]
fn towns_that_sign() {
    en(
        "Zliten and Khoms signed a reconciliation pact in Tunis.",
        "Political accord @ Tunis: party zliten; party khoms",
    );
}

#[test]
fn a_named_unit_owns_its_fighters() {
    en(
        "Fighters of the Abu Hadi Brigade clashed with the White Harbour Brigade in Zliten.",
        "Armed clash @ Zliten: party abu hadi brigade; party white harbour brigade",
    );
}

#[test]
fn an_office_names_its_body() {
    ar(
        "وصل رئيس المجلس الأعلى للدولة خالد المشري إلى غات. ودعا المجلس إلى وقف القتال في غات.",
        "Agreement @ Ghat: actor high state council",
    );
}

#[test]
fn a_statement_joined_to_another_is_its_speakers() {
    ar(
        "نفى المجلس البلدي سرت أن تكون كتائب من المدينة قد شاركت في القتال، واتهم حكومة الوفاق بعرقلة المساعدات.",
        "Accusation @ -: actor sirte municipal council; recipient government of national accord",
    );
}

#[test]
fn victims_among_the_words_of_the_act() {
    en(
        "Guards opened fire on protesters in Zliten.",
        "Excessive force against protesters @ Zliten: actor guards; recipient protesters (libya)",
    );
}

#[test]
fn whose_commander_it_was_is_no_victim() {
    en(
        "The Green Valley Brigade fled. The brigade's deputy commander was shot dead in Zliten by gunmen.",
        "Attack @ Zliten: actor unknown gunmen",
    );
}
