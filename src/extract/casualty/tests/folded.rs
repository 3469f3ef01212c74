//! One set of tolls of several sentences.

use super::{CALENDAR, QUANTITIES, short};
use crate::extract::casualty::{Mention, Words, fold, mentions};
use crate::model::Language;
use crate::model::event::Casualties;
use crate::text::Text;

/// The mentions of a text, sentence by sentence.
fn told(language: Language, text: &str) -> Vec<Mention> {
    let cut = Text::new(text);
    let words = Words { quantities: &QUANTITIES, calendar: &CALENDAR };
    let mut found = Vec::new();
    let mut start = 0;
    for at in 0..=cut.tokens().len() {
        if at == cut.tokens().len() || cut.at(at) == "." {
            found.extend(mentions(&cut, start..at, language, words));
            start = at + 1;
        }
    }
    found
}

fn tell(casualties: &Casualties) -> String {
    let tolls = [
        ("dead", casualties.dead),
        ("injured", casualties.injured),
        ("missing", casualties.missing),
        ("detained", casualties.detained),
        ("kidnapped", casualties.kidnapped),
        ("total", casualties.total),
    ];
    let mut told: Vec<String> =
        tolls.into_iter().filter_map(|(name, toll)| Some(format!("{name} {}", short(toll?)))).collect();
    for part in &casualties.parts {
        let n = part.n.map_or("?".to_owned(), |n| n.to_string());
        let who = part.source.as_deref().or(part.who.as_deref()).unwrap_or("");
        told.push(format!("part {n} {who}").trim().to_owned());
    }
    if casualties.running {
        told.push("running".to_owned());
    }
    told.join("; ")
}

#[track_caller]
fn check(language: Language, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once("=>").expect("a line has an arrow");
        let folded = tell(&fold(&told(language, text.trim())));
        if folded != expected.trim() {
            wrong.push(format!("{}\n  expected: {}\n  told:     {folded}", text.trim(), expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

fn english(lines: &str) {
    check(Language::English, lines);
}

#[test]
fn the_same_toll_told_twice_is_one() {
    check(
        Language::Arabic,
        "
        سقوط 4 قتلى و18 جريحا. واستقبل المستشفى 18 جريحا وجثث 4 قتلى => dead 4; injured 18
        مقتل ستة في هجوم. قتل أربعة جنود ومدنيان => dead 6
        مقتل جندي. قتل الجندي برصاص قناص => dead 1
        ",
    );
}

#[test]
fn shares_add_up_and_rivals_range() {
    check(
        Language::English,
        "
        The attack killed four soldiers. Two civilians died when a shell hit their car => dead 6
        The army said 12 people were killed. The ministry put the toll at 30 => dead 12-30
        At least ten people were killed. Twelve people were killed, a doctor said => dead 12
        Six people were killed. The driver was killed on the spot => dead 6
        Four people were killed. Three more succumbed to their wounds => dead 7
        Four people were killed. Reportedly three others were killed => dead ≥4
        ",
    );
}

#[test]
fn running_tolls_replace_and_older_ones_give_way() {
    check(
        Language::French,
        "
        Quatre personnes ont été tuées. Le bilan s'alourdit à sept morts => dead 7; running
        Sept soldats ont été tués. Un premier bilan faisait état de quatre morts => dead 7
        Selon un premier bilan, quatre personnes ont été tuées => dead 4
        Un premier bilan faisait état de quatre morts et 20 blessés => dead 4; injured 20
        ",
    );
}

#[test]
fn nobody_hurt_is_nought_unless_a_number_is_told() {
    check(
        Language::English,
        "
        Nobody was hurt => dead 0; injured 0
        None of the 23 crew was hurt => dead 0; injured 0
        Two guards were killed. No one else was hurt => dead 2; injured 0
        No one was injured. Two guards were killed => dead 2; injured 0
        ",
    );
}

#[test]
fn rival_tolls_keep_their_sources() {
    let text = "The army said 12 people were killed. The ministry put the toll at 30";
    let mut found = told(Language::English, text);
    for (mention, source) in found.iter_mut().zip(["army", "ministry"]) {
        mention.source = Some(source.to_owned());
    }
    assert_eq!(tell(&fold(&found)), "dead 12-30; part 12 army; part 30 ministry");
}

#[test]
fn who_dies_of_the_dead_is_not_counted_again() {
    english(
        "
        Seven people died. Two of them succumbed in hospital => dead 7
        Seven people were wounded. Two of them later died => dead 2; injured 7
        ",
    );
}

#[test]
fn fewer_than_a_range_are_some_of_it() {
    english("The battle killed between 12 and 17 people. The ward received the bodies of ten => dead 12-17");
}
