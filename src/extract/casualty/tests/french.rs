//! French: participles without auxiliary, collectives, and what is no toll.

use super::check;
use crate::model::Language;

#[track_caller]
fn french(lines: &str) {
    check(Language::French, lines);
}

#[test]
fn nouns_and_verbs() {
    french(
        "
        Quatre morts et dix-huit blessés dans des combats à Syrte => dead 4; injured 18
        L'attentat a fait 4 morts et 18 blessés => dead 4; injured 18
        faisant au moins 12 morts => dead ≥12
        Une voiture piégée a tué quatre soldats et en a blessé dix-huit => dead 4; injured 18
        Les combats ont tué 12 civils => dead 12
        L'explosion a coûté la vie à douze personnes => dead 12
        tuant trois enfants et blessant leur mère => dead 3; injured 1
        Au moins 12 personnes ont péri => dead ≥12
        Douze migrants sont morts => dead 12
        Sept marins ont perdu la vie => dead 7
        Trois policiers ont trouvé la mort => dead 3
        Cinq personnes y ont laissé la vie => dead 5
        Deux soldats ont été abattus => dead 2
        Quatre militaires ont été grièvement blessés => injured 4
        la mort de trois civils => dead 3
        la mort d'un soldat => dead 1
        le décès de deux enfants => dead 2
        ",
    );
}

#[test]
fn participles_of_leads() {
    french(
        "
        Trois soldats tués dans une embuscade => dead 3
        Deux civils tués et six blessés à Benghazi => dead 2; injured 6
        Un soldat a été tué et deux autres blessés => dead 1; injured 2
        Un officier assassiné à Derna => dead 1
        Quatre soldats libyens tués dans un attentat => dead 4
        ",
    );
}

#[test]
fn number_words() {
    french(
        "
        quatre-vingt-dix-sept corps ont été repêchés => dead 97
        soixante et onze personnes sont mortes => dead 71
        vingt et un coptes égyptiens ont été décapités => dead 21
        1 200 personnes ont péri => dead 1200
        deux mille personnes ont péri => dead 2000
        deux cents personnes ont été tuées => dead 200
        cent vingt blessés => injured 120
        quatre-vingts morts => dead 80
        ",
    );
}

#[test]
fn collectives_are_about() {
    french(
        "
        Une dizaine de migrants se sont noyés => dead ~10
        une quinzaine de blessés => injured ~15
        une vingtaine de personnes ont été tuées => dead ~20
        une centaine de morts => dead ~100
        plus d'une centaine de morts => dead >100
        Des dizaines de personnes ont été tuées => dead vague 12
        plusieurs dizaines de blessés => injured vague 12
        plusieurs soldats ont été tués => dead vague 10
        des centaines de morts => dead vague 100
        une soixantaine de kilomètres =>
        ",
    );
}

#[test]
fn bounds() {
    french(
        "
        plus de 30 combattants ont été tués => dead >30
        environ 40 blessés => injured ~40
        entre dix et quinze personnes ont été tuées => dead 10-15
        10 à 15 personnes ont été tuées => dead 10-15
        jusqu'à 40 morts => dead ≤40
        près de 50 morts => dead ~50
        12 morts au moins => dead ≥12
        moins de dix blessés => injured ≤10
        quelque 20 combattants ont péri => dead ~20
        ",
    );
}

#[test]
fn coordination_adds_up() {
    french(
        "
        Un officier et trois soldats ont été tués => dead 4
        un homme et ses deux fils ont été tués => dead 3
        le père et ses deux enfants ont péri => dead 3
        tuant quatre soldats et deux civils => dead 6
        ",
    );
}

#[test]
fn parts_are_never_added() {
    french(
        "
        Quatre personnes, dont deux enfants, ont été tuées => dead 4; dead 2 part children
        dix morts, dont trois enfants, et vingt blessés => dead 10; dead 3 part children; injured 20
        12 personnes ont été tuées, parmi lesquelles quatre femmes => dead 12; dead 4 part women
        ",
    );
}

#[test]
fn tolls_that_rise() {
    french(
        "
        Le bilan s'alourdit à 12 morts => dead 12 running
        portant à 15 le nombre de morts => dead 15 running
        Le bilan est passé à 15 morts, contre 10 auparavant => dead 15 running
        Un premier bilan faisait état de dix morts => dead 10 superseded
        Le bilan s'élève à 30 morts => dead 30
        Un blessé a succombé à ses blessures => dead 1 more
        ",
    );
}

#[test]
fn nobody_was_hurt() {
    french(
        "
        aucune victime n'est à déplorer => dead 0 nobody; injured 0 nobody
        l'attaque n'a fait ni mort ni blessé => dead 0 nobody; injured 0 nobody
        sans faire de victimes => dead 0 nobody; injured 0 nobody
        L'explosion n'a pas fait de victimes => dead 0 nobody; injured 0 nobody
        aucun blessé => dead 0 implied; injured 0 nobody
        personne n'a été blessé => dead 0 nobody; injured 0 nobody
        il n'y a pas eu de victimes => dead 0 nobody; injured 0 nobody
        ",
    );
}

#[test]
fn silence_is_no_toll() {
    french(
        "
        sans préciser le nombre de victimes =>
        aucun bilan n'était disponible dans l'immédiat =>
        aucune victime civile =>
        aucune information sur d'éventuelles victimes =>
        ",
    );
}

#[test]
fn numbers_that_are_no_tolls() {
    french(
        "
        au large de la mer Morte =>
        Deux roquettes ont visé le port, tuant un garde => dead 1
        une vingtaine d'hommes armés ont attaqué le poste =>
        condamné à mort 45 accusés =>
        Les enquêteurs n'ont trouvé que deux corps => dead 2
        Trois soldats ont été tués le 12 mai => dead 3
        un enfant de 12 ans a été tué => dead 1
        la libération de cinq otages =>
        17 prisonniers ont été échangés =>
        ",
    );
}

#[test]
fn other_harms() {
    french(
        "
        l'arrestation de cinq personnes => detained 5
        trois ingénieurs ont été enlevés => kidnapped 3
        douze personnes sont portées disparues => missing 12
        sept morts et trente disparus => dead 7; missing 30
        repêché un corps au large de Zawiya => dead 1
        ",
    );
}

#[test]
fn against_is_not_instead_of() {
    french(
        "
        Un raid contre un dépôt a coûté la vie à trois civils, dont un enfant de 6 ans, et en a blessé cinq => dead 3; dead 1 part children; injured 5
        L'attentat contre la caserne a fait 12 morts => dead 12
        ",
    );
}

#[test]
fn a_group_behind_the_number() {
    french(
        "
        faisant un mort et deux blessés parmi les employés => dead 1; injured 2
        ",
    );
}

#[test]
fn reports_in_the_manner_of_agencies() {
    french(
        "
        le corps sans vie d'un migrant a été retrouvé => dead 1
        les corps de quatre migrants => dead 4
        Les corps de quatre soldats ont été retrouvés => dead 4
        Six personnes, dont quatre enfants, sont mortes => dead 6; dead 4 part children
        tuant le chauffeur et deux passagers => dead 3
        Onze gardes ont été tués et sept ouvriers enlevés => dead 11; kidnapped 7
        une tentative d'assassinat d'un colonel =>
        L'obus a tué une femme et ses trois enfants => dead 4
        Plus d'une vingtaine de personnes ont été blessées => injured >20
        Le naufrage a fait au moins trente morts et une centaine de disparus => dead ≥30; missing ~100
        aurait été exécutée =>
        Cinq otages auraient été exécutés => 
        ",
    );
}

#[test]
fn prepositions_said_again_and_appositions() {
    french(
        "
        Une mine a coûté la vie à un berger et à ses deux fils => dead 3
        Le policier, amputé d'un bras, a été évacué => injured 1
        Les canons ne se sont pas tues =>
        Les armes se sont tues à midi =>
        Cinq passants ont été blessés, sans que nul n'y perde la vie => injured 5; dead 0 nobody
        ",
    );
}

#[test]
fn nobody_was_reached() {
    french("Une roquette est tombée sur une école : nul n'a été touché => dead 0 nobody; injured 0 nobody");
}

#[test]
fn a_day_may_stand_before_the_object() {
    french(
        "
        Un raid a tué jeudi 13 bergers => dead 13
        Des tirs ont blessé hier un boulanger => injured 1
        Les corps de cinq hommes tués par balles ont été découverts => dead 5
        ",
    );
}

#[test]
fn a_number_in_apposition_to_its_toll() {
    french(
        "
        Le nombre des blessés, une quarantaine, est provisoire => injured ~40
        Le nombre de morts, neuf, pourrait augmenter => dead 9
        ",
    );
}

#[test]
fn one_of_those_who_were_hurt_dies() {
    french(
        "
        La mine a blessé quatre pêcheurs, dont l'un est décédé => injured 4; dead 1
        Six gardes ont été touchés, dont deux sont morts => injured 6; dead 2
        ",
    );
}

#[test]
fn the_hurt_without_a_word_for_wounds() {
    french(
        "
        Huit ouvriers ont été soignés pour des brûlures => injured 8
        Sa fille a eu une jambe arrachée => injured 1
        Personne n'y a été touché => dead 0 nobody; injured 0 nobody
        Le veilleur de nuit est indemne => dead 0 unhurt; injured 0 unhurt
        L'unité a perdu onze combattants => dead 11
        Le dinar a perdu onze points => 
        ",
    );
}
