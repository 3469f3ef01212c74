//! Where and on which day a coded event happened: a construction of the newsroom in each.

use marsad::extract::extract;
use marsad::model::Language;
use marsad::model::event::{DateBasis, Event};

use crate::article::{LEXICON, article, compare};

/// The day on which all of these were published: a Thursday.
const TODAY: &str = "2023-03-16T18:00:00+02:00";

/// Sub-type, status, place, and the days that the text gives.
fn line(event: &Event) -> String {
    let mut line = format!("{}, {}", event.sub_event_type, event.assertion.status.name());
    if let Some(place) = &event.place {
        line.push_str(&format!(" at {}", place.name));
    }
    if let Some(date) = event.when.date.filter(|_| event.when.basis != Some(DateBasis::Publication)) {
        line.push_str(&format!(" on {date}"));
    }
    if let Some(end) = event.when.end {
        line.push_str(&format!("..{end}"));
    }
    line
}

#[track_caller]
fn check(language: Language, text: &str, expected: &[&str]) {
    let article = article(language, "LY", "", text, TODAY);
    compare(&article, |event| Some(line(event)), expected);
}

#[track_caller]
fn ar(text: &str, expected: &[&str]) {
    check(Language::Arabic, text, expected);
}

#[track_caller]
fn en(text: &str, expected: &[&str]) {
    check(Language::English, text, expected);
}

#[track_caller]
fn fr(text: &str, expected: &[&str]) {
    check(Language::French, text, expected);
}

#[test]
fn the_day_of_denying_is_not_that_of_what_is_denied() {
    ar(
        "كذّبت شركة الخليج، في بيان مساء الأربعاء، أنباء عن توقف الضخ من حقل السرير",
        &["Output or export halt, denied at Sarir field"],
    );
}

#[test]
fn what_is_told_after_so_many_days_happened_before() {
    ar(
        "خطف مسلحون طبيبا في زليتن بعد يومين من اشتباكات عنيفة في مسلاتة",
        &["Abduction/forced disappearance, reported at Zliten", "Armed clash, reported at Msallata on 2023-03-14"],
    );
    fr(
        "Un accrochage a fait deux morts à Sabratha lundi, au lendemain de l'enlèvement d'un médecin à Zliten.",
        &[
            "Armed clash, reported at Sabratha on 2023-03-13",
            "Abduction/forced disappearance, reported at Zliten on 2023-03-12",
        ],
    );
}

#[test]
fn what_goes_on_for_days_began_before() {
    en(
        "Rival brigades clashed in Gharyan for a fourth straight day, residents said.",
        &["Armed clash, reported at Gharyan on 2023-03-13"],
    );
    ar("واصل معلمون اعتصامهم في غريان لليوم الخامس", &["Peaceful protest, reported at Gharyan on 2023-03-12"]);
    fr(
        "Les combats se sont poursuivis à Gharyan pour le troisième jour consécutif.",
        &["Armed clash, reported at Gharyan on 2023-03-14"],
    );
}

#[test]
fn lines_of_a_digest_open_with_their_day() {
    ar(
        "12 مارس: خطف مسلحون تاجرا في هون.\n14 مارس: قُتل جندي في كمين قرب ودان.",
        &[
            "Abduction/forced disappearance, reported at Hun on 2023-03-12",
            "Armed clash, reported at Waddan on 2023-03-14",
        ],
    );
}

#[test]
fn an_act_told_right_behind_another_shares_its_day() {
    en(
        "Gunmen attacked a checkpoint in Msallata on Tuesday, killing two policemen. Three attackers were arrested.",
        &["Armed clash, reported at Msallata on 2023-03-14", "Arrests, reported at Msallata on 2023-03-14"],
    );
    fr(
        "Une grenade a explosé à Derna mardi. Le même soir, des inconnus ont tué un juge à Toukra.",
        &["Grenade, reported at Derna on 2023-03-14", "Attack, reported at Tocra on 2023-03-14"],
    );
}

#[test]
fn a_threat_is_not_made_on_the_day_that_it_threatens() {
    en(
        "The guards threatened to close the Zueitina terminal on Saturday.",
        &[
            "Threat, reported at Zueitina terminal",
            "Output or export halt, hypothetical at Zueitina terminal on 2023-03-18",
        ],
    );
    fr(
        "Les gardes ont menacé de fermer le terminal de Zouetina.",
        &["Threat, reported at Zueitina terminal", "Output or export halt, hypothetical at Zueitina terminal"],
    );
}

#[test]
fn what_is_done_by_noon_is_done_that_day() {
    en(
        "Water was restored in Tarhuna by noon on Wednesday, the company said.",
        &["Utility restoration, reported at Tarhuna on 2023-03-15"],
    );
}

#[test]
fn a_day_of_another_clause_says_nothing_of_what_is_denied_or_undone() {
    en(
        "The crossing at Wazin, which guards had closed on Sunday, has not been reopened.",
        &[
            "Border or transport closure, reported at Wazin on 2023-03-12",
            "Border or transport reopening, negated at Wazin",
        ],
    );
}

#[test]
fn where_people_come_from_is_not_where_they_fight() {
    en("Gunmen from Tarhuna killed two shepherds near Mizda on Tuesday.", &["Attack, reported at Mizda on 2023-03-14"]);
    en(
        "The Misrata-led force clashed with smugglers in Abu Grein on Tuesday.",
        &["Armed clash, reported at Abu Grein on 2023-03-14"],
    );
    fr(
        "Des policiers venus de la capitale ont affronté des contrebandiers à Zouara mardi.",
        &["Armed clash, reported at Zuwara on 2023-03-14"],
    );
}

#[test]
fn who_leaves_a_town_leaves_it_there() {
    ar(
        "قال ضابط إن رتلا من حرس الحدود غادر مدينة غات وتوقف قرب معسكر تمنهنت.",
        &["Change to group/activity, reported at Ghat"],
    );
}

#[test]
fn a_bearing_behind_a_place_only_says_where_that_lies() {
    fr(
        "Les forces du GNA ont attaqué mardi Tarhouna, à 80 km au sud-est de la capitale.",
        &["Armed clash, reported at Tarhuna on 2023-03-14"],
    );
    ar(
        "انفجر لغم في القريات جنوب غريان أمس وقتل راعيا",
        &["Remote explosive/landmine/IED, reported at Qaryat on 2023-03-15"],
    );
}

#[test]
fn a_ship_is_attacked_where_it_is_not_where_it_goes() {
    en(
        "Gunmen attacked a ship bound for Benghazi off Derna on Tuesday.",
        &["Armed clash, reported at Derna on 2023-03-14"],
    );
}

#[test]
fn those_who_run_a_site_close_it() {
    ar(
        "علّقت إدارة مطار معيتيقة حركة الطيران أمس",
        &["Border or transport closure, reported at Mitiga airport on 2023-03-15"],
    );
    en(
        "The post at Ras Ajdir was attacked on Monday. Guards closed the crossing.",
        &["Armed clash, reported at Ras Ajdir on 2023-03-13", "Border or transport closure, reported at Ras Ajdir"],
    );
}

#[test]
fn there_is_the_town_told_before() {
    fr(
        "Une mine a explosé lundi à Koufra. Trois bergers y ont été tués.",
        &["Remote explosive/landmine/IED, reported at Kufra on 2023-03-13"],
    );
}

#[test]
fn names_are_declined_and_lose_their_article() {
    ar("قصفت طائرة مسيرة موقعا في أبي قرين أمس", &["Air/drone strike, reported at Abu Grein on 2023-03-15"]);
    ar("سقط قتيلان في حيين من بنغازي أمس في هجوم شنه مسلحون", &["Armed clash, reported at Benghazi on 2023-03-15"]);
    fr(
        "La production a repris à Charara mardi.",
        &["Output or export resumption, reported at Sharara field on 2023-03-14"],
    );
}

#[test]
fn a_body_sits_in_the_capital_and_acts_elsewhere() {
    en(
        "Two men were killed when gunmen in Surman clashed with troops of the Interior Ministry in Tripoli on Tuesday.",
        &["Armed clash, reported at Surman on 2023-03-14"],
    );
}

#[test]
fn a_dateline_may_follow_a_note() {
    en(
        "(Adds toll)\n\nTUNIS, March 16 - Two men were killed in a clash in Nalut on Tuesday.",
        &["Armed clash, reported at Nalut on 2023-03-14"],
    );
}

#[test]
fn the_day_before_counts_from_a_day_named_without_an_event() {
    fr(
        "La localité est passée mercredi sous la coupe des rebelles. La veille, un kamikaze s'était fait exploser à Dafniya.",
        &["Suicide bomb, reported at Dafniya on 2023-03-14"],
    );
}

#[test]
fn a_clause_that_says_how_has_the_day_of_the_one_before_it() {
    en(
        "A couple died on Monday when a mine exploded in a house in Qasr bin Ghashir to which they had returned the day before.",
        &["Remote explosive/landmine/IED, reported at Qasr Bin Ghashir on 2023-03-13"],
    );
}

#[test]
fn a_curfew_begins_on_the_nearer_of_two_days() {
    fr(
        "Les autorités ont décrété un couvre-feu à Ghat à compter de vendredi.",
        &["Curfew or emergency measure, planned at Ghat on 2023-03-17"],
    );
}

#[test]
fn what_only_the_title_tells_has_the_day_of_the_lead() {
    let text = "The manager of the Hun clinic was taken from his car by masked men on Monday, colleagues said.";
    let said = "Colleagues of the missing man said on Monday that they feared for him.";
    let coded = |text: &str| -> Vec<String> {
        let article = article(Language::English, "LY", "Gunmen kidnap clinic manager in Hun", text, TODAY);
        extract(&article, &LEXICON).events.iter().map(line).collect()
    };
    assert_eq!(coded(text), ["Abduction/forced disappearance, reported at Hun on 2023-03-13"]);
    assert_eq!(coded(said), ["Abduction/forced disappearance, reported at Hun"]);
}
