//! Words of the newsroom for one thing: nominal headlines, idioms, passives, and words that only
//! look like them.

use marsad::extract::extract;
use marsad::model::Language;

use crate::article::{LEXICON, article};

/// The day on which all of these were published: a Thursday.
const TODAY: &str = "2023-03-16T18:00:00+02:00";

/// Sub-type, status and place of each event of a sentence from a Libyan feed.
#[track_caller]
fn check(language: Language, sentences: &[(&str, &str)]) {
    let line = |sentence: &str| {
        let article = article(language, "LY", "", sentence, TODAY);
        let events = extract(&article, &LEXICON).events;
        let told = events.iter().map(|event| {
            let place = event.place.as_ref().map(|place| format!(" at {}", place.name)).unwrap_or_default();
            format!("{}, {}{place}", event.sub_event_type, event.assertion.status.name())
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let found: Vec<(&str, String)> = sentences.iter().map(|(sentence, _)| (*sentence, line(sentence))).collect();
    let expected: Vec<(&str, String)> =
        sentences.iter().map(|(sentence, told)| (*sentence, (*told).to_owned())).collect();
    assert_eq!(found, expected, "\n{found:#?}");
}

#[test]
fn english_idioms_name_their_event() {
    check(
        Language::English,
        &[
            ("A shopkeeper in Sabha was stabbed to death by unidentified men.", "Attack, reported at Sabha"),
            (
                "A brigade in Sabha vacated the camp and gave its keys to the municipality.",
                "Non-violent transfer of territory, reported at Sabha",
            ),
            ("Angry youths set fire to the council building in Nalut.", "Violent demonstration, reported at Nalut"),
            ("Two inmates broke out of a prison in Gharyan.", "Other, reported at Gharyan"),
            (
                "A discarded shell exploded near Sirte, wounding a shepherd.",
                "Remote explosive/landmine/IED, reported at Sirte",
            ),
            ("Teachers in Ubari downed tools over pay.", "Peaceful protest, reported at Ubari"),
            (
                "Demonstrators in Tobruk were fired on with live rounds, a medic said.",
                "Excessive force against protesters, reported at Tobruk",
            ),
            ("Families in Murzuq have been without water since Monday.", "Utility outage, reported at Murzuq"),
            ("Five sailors held for a year were let go in Zuwara.", "Release of captives, reported at Zuwara"),
            ("Flights at Benina were grounded.", "Border or transport closure, reported at Benina"),
            ("Residents of Derna were told to leave their homes.", "Curfew or emergency measure, reported at Derna"),
            ("A trawler was impounded off Khoms.", "Arrests, reported at Khoms"),
        ],
    );
}

#[test]
fn arabic_idioms_name_their_event() {
    check(
        Language::Arabic,
        &[
            ("انهال أهال غاضبون بالضرب على سائق في صبراتة.", "Mob violence, reported at Sabratha"),
            ("فر نحو ستين سجينا من سجن في غريان.", "Other, reported at Gharyan"),
            (
                "أخلت الكتيبة المعسكر في زليتن وسلمت مفاتيحه إلى البلدية.",
                "Non-violent transfer of territory, reported at Zliten",
            ),
            ("قضى أربعة مهاجرين عطشا في الصحراء قرب الكفرة.", "Deaths on land, reported at Kufra"),
            ("عطل فريق الهندسة ثلاث قذائف في تاورغاء.", "Disrupted weapons use, reported at Tawergha"),
            ("أعلن المجلس البلدي درنة مدينة منكوبة.", "Curfew or emergency measure, reported"),
            ("اقتحم مسلحون وزارة العمل في سبها وأخرجوا الموظفين.", "Other, reported at Sabha"),
            ("قتلت طفلة برصاصة طائشة في صبراتة.", "Attack, reported at Sabratha"),
            ("خرجت الشبكة عن الخدمة في أوباري، وفق شركة الكهرباء.", "Utility outage, reported at Ubari"),
            ("نقل الناجون إلى مركز الإيواء في زوارة.", "Detention or deportation, reported at Zuwara"),
        ],
    );
}

#[test]
fn french_idioms_name_their_event() {
    check(
        Language::French,
        &[
            ("Quelque 60 détenus se sont évadés d'une prison de Gharyan.", "Other, reported at Gharyan"),
            ("Une foule a lynché un voleur présumé à Nalout.", "Mob violence, reported at Nalut"),
            ("Des quartiers de Zliten ont été privés d'électricité.", "Utility outage, reported at Zliten"),
            (
                "Les migrants ont été conduits au centre de rétention de Zouara.",
                "Detention or deportation, reported at Zuwara",
            ),
            (
                "Des jeunes en colère ont incendié une aile de la mairie de Nalout.",
                "Violent demonstration, reported at Nalut",
            ),
            ("Une avocate a été blessée par balles devant son domicile à Ajdabiya.", "Attack, reported at Ajdabiya"),
            (
                "Le groupe a vidé les lieux et remis les clés du camp à la municipalité de Zliten.",
                "Non-violent transfer of territory, reported at Zliten",
            ),
        ],
    );
}

#[test]
fn what_is_asked_for_in_arabic() {
    check(Language::Arabic, &[("طالب أهالي أوباري الحكومة بتوفير الوقود وصرف المرتبات.", "Demand, reported")]);
}

#[test]
fn what_is_asked_for_in_english() {
    check(
        Language::English,
        &[("The mission urged foreign fighters to leave Libya.", "Change to group/activity, demanded")],
    );
}

#[test]
fn what_begins_on_a_day_ahead_is_planned_in_english() {
    check(
        Language::English,
        &[("A curfew was imposed in Benghazi starting on Friday.", "Curfew or emergency measure, planned at Benghazi")],
    );
}

#[test]
fn what_begins_on_a_day_ahead_is_planned_in_arabic() {
    check(
        Language::Arabic,
        &[(
            "فرضت الغرفة الأمنية في بنغازي حظرا للتجول بدءا من الجمعة.",
            "Curfew or emergency measure, planned at Benghazi",
        )],
    );
}

#[test]
fn what_begins_on_a_day_ahead_is_planned_in_french() {
    check(
        Language::French,
        &[(
            "Un couvre-feu nocturne a été décrété à Benghazi à compter de vendredi.",
            "Curfew or emergency measure, planned at Benghazi",
        )],
    );
}

#[test]
fn statements_are_told_in_many_ways_in_english() {
    check(
        Language::English,
        &[
            ("The militia in Zintan gave the government until Sunday to pay.", "Threat, reported"),
            ("The brigade in Misrata said no to a joint force.", "Refusal, reported"),
            (
                "Nobody has claimed the shooting in Ajdabiya.",
                "Claim of responsibility, negated at Ajdabiya; Attack, reported at Ajdabiya",
            ),
            (
                "The Libyan National Army acknowledged carrying out the raid on Waddan.",
                "Claim of responsibility, reported at Waddan; Armed clash, reported at Waddan",
            ),
        ],
    );
}

#[test]
fn statements_are_told_in_many_ways_in_arabic() {
    check(
        Language::Arabic,
        &[
            (
                "أقر الناطق باسم الجيش الوطني الليبي بأن طائرات تابعة له قصفت ودان.",
                "Claim of responsibility, reported at Waddan; Shelling/artillery/missile attack, reported at Waddan",
            ),
            ("أكد آمر الكتيبة أن قواته لن تغادر العاصمة طرابلس.", "Refusal, reported at Tripoli"),
        ],
    );
}

#[test]
fn statements_are_told_in_many_ways_in_french() {
    check(
        Language::French,
        &[
            ("La brigade de Misrata ne veut pas entendre parler d'une force commune.", "Refusal, reported"),
            (
                "La libération des détenus de Zliten est réclamée par leurs familles.",
                "Release of captives, demanded at Zliten",
            ),
            (
                "L'attentat de Derna n'avait toujours pas été revendiqué jeudi.",
                "Remote explosive/landmine/IED, reported at Derna; Claim of responsibility, negated",
            ),
        ],
    );
}

#[test]
fn english_look_alikes_are_no_events() {
    check(
        Language::English,
        &[
            ("The mayor of Sabha said no to plastic bags.", ""),
            ("The council in Zintan handed over keys of new flats to newlyweds.", ""),
            ("A drone filmed the dunes near Ubari for a documentary.", ""),
            ("A lorry carrying dates broke down near Hun.", ""),
        ],
    );
}

#[test]
fn arabic_look_alikes_are_no_events() {
    check(
        Language::Arabic,
        &[
            ("سلمت بلدية زليتن مفاتيح شقق جديدة لعرسان.", ""),
            ("رفعت الفرقة لافتات الترحيب في غدامس.", ""),
            ("أحيل مدير المدرسة في سبها إلى التقاعد.", ""),
        ],
    );
}

#[test]
fn french_look_alikes_are_no_events() {
    check(
        Language::French,
        &[
            ("La mairie de Zliten a remis les clés de logements neufs.", ""),
            ("La chaleur a plongé Sebha dans la torpeur.", ""),
            ("Le chanteur a reconnu aimer Tripoli.", ""),
        ],
    );
}
