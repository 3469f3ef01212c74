//! Which event of an article a toll belongs to: a construction of the newsroom in each.

use marsad::model::Language;
use marsad::model::event::{Event, Toll};

use crate::article::{article, compare};

/// A Thursday.
const TODAY: &str = "2023-03-16T18:00:00+02:00";

/// Sub-type, dead and injured of an event with a toll.
fn line(event: &Event) -> Option<String> {
    let count = |toll: Option<Toll>| toll.map(|toll| toll.n.map_or_else(|| "?".to_owned(), |n| n.to_string()));
    let (dead, injured) = (count(event.casualties.dead), count(event.casualties.injured));
    let told = [dead.map(|n| format!(" dead {n}")), injured.map(|n| format!(" injured {n}"))];
    let told: String = told.into_iter().flatten().collect();
    (!told.is_empty()).then(|| format!("{}{told}", event.sub_event_type))
}

#[track_caller]
fn check(language: Language, title: &str, text: &str, expected: &[&str]) {
    let article = article(language, "LY", title, text, TODAY);
    compare(&article, line, expected);
}

#[test]
fn bare_words_of_death_tell_the_toll_of_the_fight_beside_them() {
    check(
        Language::English,
        "",
        "At least two people were killed and 13 wounded when rival militias fought late on Wednesday near the port of Zuwara. One man was arrested at a checkpoint.",
        &["Armed clash dead 2 injured 13"],
    );
    check(
        Language::Arabic,
        "",
        "أعلنت البلدية أن 17 شخصا قتلوا وأصيب 40 آخرون في اشتباكات دارت الأربعاء في صبراتة. واتهمت البلدية جماعات مسلحة بقصف الأحياء السكنية.",
        &["Armed clash dead 17 injured 40"],
    );
}

#[test]
fn a_participle_goes_on_with_the_raid_before_it() {
    check(
        Language::French,
        "",
        "L'aviation a mené mercredi une frappe aérienne contre une ferme à Mourzouk, à un millier de kilomètres au sud de Tripoli, tuant trois « trafiquants ».",
        &["Air/drone strike dead 3"],
    );
}

#[test]
fn a_death_in_the_next_sentence_is_of_the_attack_before_it() {
    check(
        Language::English,
        "",
        "Gunmen attacked a checkpoint near Mizda on Tuesday. Two guards were killed and a cook was wounded, the municipality said.",
        &["Armed clash dead 2 injured 1"],
    );
}

#[test]
fn who_was_spared_is_not_among_the_wounded_of_a_negated_death() {
    check(
        Language::Arabic,
        "",
        "اندلعت اشتباكات مسلحة في زلطن الثلاثاء، ولم يقتل أحد لكن أصيب سبعة أشخاص.",
        &["Armed clash dead 0 injured 7"],
    );
}

#[test]
fn in_a_correction_the_last_number_stands() {
    check(
        Language::English,
        "Correction: Hun barracks attack",
        "In a report on Tuesday about an attack on a barracks in Hun we said that 31 soldiers had been killed. The municipality has put the dead at 12.",
        &["Armed clash dead 12"],
    );
}

#[test]
fn shots_at_a_house_may_hurt_nobody() {
    check(
        Language::English,
        "",
        "Gunmen sprayed the bank's office in Zintan with bullets on Monday; nobody was inside and nobody was hurt.",
        &["Looting/property destruction dead 0 injured 0"],
    );
}

#[test]
fn of_a_captive_found_unharmed_nothing_is_told() {
    check(
        Language::English,
        "",
        "A pharmacist abducted in Brak on Sunday was found tired but unharmed on Tuesday, police said.",
        &[],
    );
}

#[test]
fn a_total_of_the_year_is_of_no_event() {
    check(
        Language::Arabic,
        "",
        "انتشل خفر السواحل سبع جثث لمهاجرين غرق قاربهم الاثنين قبالة زوارة، ونقل الناجون إلى مركز إيواء في صبراتة. وتقول المنظمة إن أكثر من 250 شخصا لقوا حتفهم في المتوسط منذ بداية العام.",
        &["Deaths at sea dead 7"],
    );
}
