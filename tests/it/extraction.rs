//! What is coded from whole articles of our own, in three languages: who did what to whom, where,
//! when, how many, and whether it happened.

use marsad::extract::extract;
use marsad::model::Language;
use marsad::model::event::{Event, Extraction, Toll};
use marsad::model::span::Field;
use proptest::prelude::*;

use crate::article::{LEXICON, article};

/// One line per event: type, status, place with bearing, days, dead/injured, agreement, parties
/// with their parts, sources.
fn line(event: &Event) -> String {
    let mut parts = vec![format!("{} / {}", event.event_type, event.sub_event_type)];
    parts.push(event.assertion.status.name().to_owned());
    if let Some(place) = &event.place {
        let bearing = place.qualifier.as_deref().map(|words| format!("{words} ")).unwrap_or_default();
        parts.push(format!("at {bearing}{}", place.name));
    }
    if let Some(date) = event.when.date {
        parts.push(event.when.end.map_or_else(|| date.to_string(), |end| format!("{date}..{end}")));
    }
    for (word, toll) in [("dead", event.casualties.dead), ("injured", event.casualties.injured)] {
        parts.extend(toll.map(|toll| format!("{word} {}", count(toll))));
    }
    if let Some(agreement) = event.agreement {
        let days = agreement.duration_days.map(|days| format!(" {days} days")).unwrap_or_default();
        parts.push(format!("{:?}{days}", agreement.kind));
    }
    parts.extend(event.actors.iter().map(|actor| format!("{:?} {}", actor.role, actor.name)));
    parts.extend(event.attribution.iter().map(|source| format!("by {}", source.source)));
    parts.join("; ")
}

fn count(toll: Toll) -> String {
    toll.n.map_or_else(|| "?".to_owned(), |n| n.to_string())
}

fn coded(language: Language, title: &str, text: &str, published: &str) -> Extraction {
    let article = article(language, "", title, text, published);
    let extraction = extract(&article, &LEXICON);
    for evidence in extraction.events.iter().flat_map(|event| &event.evidence) {
        let field = if evidence.field == Field::Title { title } else { text };
        assert!(!evidence.span.of(field).is_empty(), "an empty span in {text}");
    }
    extraction
}

#[track_caller]
fn check(language: Language, title: &str, text: &str, published: &str, expected: &[&str]) {
    let lines: Vec<String> = coded(language, title, text, published).events.iter().map(line).collect();
    assert_eq!(lines, expected, "\n{}", lines.join("\n"));
}

#[track_caller]
fn ar(title: &str, text: &str, published: &str, expected: &[&str]) {
    check(Language::Arabic, title, text, published, expected);
}

#[track_caller]
fn en(title: &str, text: &str, published: &str, expected: &[&str]) {
    check(Language::English, title, text, published, expected);
}

#[track_caller]
fn fr(title: &str, text: &str, published: &str, expected: &[&str]) {
    check(Language::French, title, text, published, expected);
}

#[test]
fn an_attack_told_in_title_and_text_is_one() {
    ar(
        "مقتل جنديين في هجوم على بوابة جنوب سبها",
        "قُتل جنديان وأصيب ثلاثة آخرون في هجوم شنه مسلحون مجهولون على بوابة أمنية جنوب مدينة سبها فجر الثلاثاء، بحسب مصدر أمني.",
        "2018-11-07T10:00:00+02:00",
        &[
            "Battles / Armed clash; reported; at جنوب Sabha; 2018-11-06; dead 2; injured 3; Actor Unknown gunmen; Recipient Soldiers; by مصدر أمني",
        ],
    );
}

#[test]
fn a_mayor_denies_fighting_in_his_town() {
    ar(
        "المجلس البلدي مزدة ينفي اندلاع اشتباكات",
        "نفى عميد بلدية مزدة سالم الورفلي صحة الأنباء المتداولة عن اندلاع اشتباكات في المدينة، مؤكدا أن الأوضاع هادئة.",
        "2018-11-07T10:00:00+02:00",
        &["Battles / Armed clash; denied; at Mizda; by Municipal council; by سالم الورفلي"],
    );
}

#[test]
fn force_majeure_after_a_closure() {
    ar(
        "مؤسسة النفط تعلن القوة القاهرة في ميناء الزويتينة",
        "أعلنت المؤسسة الوطنية للنفط، اليوم الأحد، حالة القوة القاهرة في ميناء الزويتينة، بعد إغلاق محتجين الميناء وإيقاف الإنتاج في حقل أبو الطفل.",
        "2022-04-17T10:00:00+02:00",
        &[
            "Oil and infrastructure / Output or export halt; reported; at Zueitina terminal; 2022-04-17; Actor National Oil Corporation; Recipient Protesters (Libya); by National Oil Corporation",
        ],
    );
}

#[test]
fn an_abduction_and_a_release_asked_for() {
    ar(
        "خطف ناشط في أجدابيا",
        "اختطف مسلحون الناشط المدني حمد الدرسي من أمام منزله في مدينة أجدابيا مساء الخميس واقتادوه إلى جهة مجهولة. وطالبت بعثة الأمم المتحدة بالإفراج الفوري عنه.",
        "2021-03-13T10:00:00+02:00",
        &[
            "Violence against civilians / Abduction/forced disappearance; reported; at Ajdabiya; 2021-03-11; Recipient Activists; Actor Unknown gunmen; Recipient Civilians (Libya)",
            "Security / Release of captives; demanded; Actor UN Support Mission in Libya; by UN Support Mission in Libya",
        ],
    );
}

#[test]
fn whose_the_drone_is_struck() {
    ar(
        "غارة تستهدف مطار معيتيقة",
        "استهدفت طائرة مسيرة تابعة للجيش الوطني الليبي مطار معيتيقة في طرابلس، مساء أمس، دون وقوع إصابات، وفق ما أعلنت إدارة المطار.",
        "2019-12-13T10:00:00+02:00",
        &[
            "Explosions/Remote violence / Air/drone strike; reported; at Mitiga airport; 2019-12-12; dead 0; injured 0; Actor Libyan National Army; by إدارة المطار",
        ],
    );
}

#[test]
fn a_match_is_no_fighting() {
    ar(
        "المنتخب الليبي يفوز على تونس",
        "فاز المنتخب الليبي لكرة القدم على نظيره التونسي بهدفين في مباراة ودية شهدت هجوما كاسحا وقصفا متواصلا لمرمى الخصم في ملعب طرابلس.",
        "2019-12-13T10:00:00+02:00",
        &[],
    );
}

#[test]
fn tripoli_of_lebanon_is_not_libya() {
    ar(
        "اشتباكات في طرابلس اللبنانية",
        "اندلعت اشتباكات عنيفة بين مسلحين في باب التبانة وجبل محسن بمدينة طرابلس شمال لبنان، ما أسفر عن مقتل أربعة أشخاص.",
        "2013-12-01T10:00:00+02:00",
        &[],
    );
}

#[test]
fn a_seized_cargo_of_arms() {
    ar(
        "ضبط شحنة أسلحة في ميناء الخمس",
        "أعلنت مصلحة الجمارك ضبط شحنة أسلحة قادمة من تركيا في ميناء الخمس البحري، وتضم ثلاثة آلاف مسدس.",
        "2018-12-19T10:00:00+02:00",
        &["Strategic developments / Disrupted weapons use; reported; at Khoms port; 2018-12-19; by Customs Authority"],
    );
}

#[test]
fn an_exchange_with_its_mediator() {
    ar(
        "تبادل للأسرى بين مصراتة والزنتان",
        "جرت اليوم عملية تبادل للأسرى بين مدينتي مصراتة والزنتان شملت 12 شخصا من الجانبين برعاية مجلس الحكماء والشورى.",
        "2017-12-19T10:00:00+02:00",
        &[
            "Strategic developments / Agreement; reported; 2017-12-19; Exchange; Party Misrata; Party Zintan; Mediator Social council of elders",
        ],
    );
}

#[test]
fn a_flood_with_a_rising_toll() {
    ar(
        "ارتفاع حصيلة ضحايا الفيضانات في درنة",
        "ارتفعت حصيلة ضحايا الفيضانات التي اجتاحت مدينة درنة إلى 5300 قتيل، فيما لا يزال آلاف المفقودين تحت الأنقاض، وفق ما أعلنه وزير الطيران هشام شكيوات.",
        "2023-09-13T10:00:00+02:00",
        &["Humanitarian / Disaster; reported; at Derna; 2023-09-13; dead 5300"],
    );
}

#[test]
fn a_mine_and_its_victims() {
    ar(
        "انفجار لغم يودي بحياة طفل في بنغازي",
        "لقي طفل حتفه وأصيب والده إثر انفجار لغم أرضي من مخلفات الحرب في منطقة الصابري بمدينة بنغازي يوم أمس.",
        "2018-02-19T10:00:00+02:00",
        &[
            "Explosions/Remote violence / Remote explosive/landmine/IED; reported; at Sabri; 2018-02-18; dead 1; injured 1; Recipient Children",
        ],
    );
}

#[test]
fn what_a_protest_is_against_is_no_event() {
    ar(
        "احتجاجات في بني وليد",
        "تظاهر العشرات من أهالي بني وليد مساء السبت احتجاجا على انقطاع الكهرباء والمياه، وأحرقوا إطارات أمام مقر شركة الكهرباء.",
        "2018-07-15T10:00:00+02:00",
        &["Riots / Violent demonstration; reported; at Bani Walid; 2018-07-14; Actor Residents"],
    );
}

#[test]
fn a_truce_asked_for() {
    ar(
        "",
        "طالب مجلس النواب بوقف إطلاق النار في ضواحي طرابلس ودعا الأمم المتحدة إلى التدخل.",
        "2018-09-02T10:00:00+02:00",
        &[
            "Strategic developments / Agreement; demanded; at Tripoli; Ceasefire; Actor House of Representatives; by House of Representatives",
        ],
    );
}

#[test]
fn clashes_in_french_with_a_bounded_toll() {
    fr(
        "Libye : au moins cinq morts dans des affrontements à Zaouïa",
        "Au moins cinq personnes ont été tuées et une dizaine d'autres blessées dimanche dans des affrontements entre groupes armés rivaux à Zaouïa, à l'ouest de Tripoli, a indiqué le ministère de la Santé.",
        "2023-05-29T08:00:00+02:00",
        &[
            "Battles / Armed clash; reported; at Zawiya; 2023-05-28; dead 5; injured 10; Party Warring parties; by Health Ministry (Libya)",
        ],
    );
}

#[test]
fn a_truce_denied_in_french() {
    fr(
        "L'ANL dément tout cessez-le-feu à Syrte",
        "Le porte-parole de l'Armée nationale libyenne a démenti lundi l'instauration d'un cessez-le-feu à Syrte. « Ces informations sont dénuées de fondement », a-t-il ajouté.",
        "2020-06-16T08:00:00+02:00",
        &[
            "Strategic developments / Agreement; denied; at Sirte; Ceasefire; Actor Libyan National Army; by Libyan National Army; by porte-parole de l'Armée nationale libyenne",
        ],
    );
}

#[test]
fn a_visit_and_the_meeting_in_it_are_planned() {
    fr(
        "Un émissaire de l'ONU attendu à Benghazi",
        "L'émissaire de l'ONU doit se rendre jeudi à Benghazi où il rencontrera des responsables libyens.",
        "2018-05-15T08:00:00+02:00",
        &[
            "Diplomacy / Meeting or visit; planned; at Benghazi; 2018-05-17; Party UN envoy to Libya; Party responsables libyens",
        ],
    );
}

#[test]
fn a_strike_on_a_gathering_is_no_protest() {
    fr(
        "Frappe aérienne près de Mourzouq",
        "Une frappe aérienne menée par l'Armée nationale libyenne contre un rassemblement à Mourzouq a fait au moins 40 morts, selon le maire de la ville.",
        "2019-08-06T08:00:00+02:00",
        &[
            "Explosions/Remote violence / Air/drone strike; reported; at près de Murzuq; 2019-08-06; dead 40; Actor Libyan National Army; by maire de la ville",
        ],
    );
}

#[test]
fn arms_that_two_names_of_a_state_deny() {
    fr(
        "La Turquie nie avoir livré des armes à Tripoli",
        "Ankara a nié avoir livré des armes au gouvernement d'union nationale libyen. Paris accuse la Turquie de violer l'embargo de l'ONU.",
        "2020-06-16T08:00:00+02:00",
        &[
            "Arms and sanctions / Arms transfer; denied; at Tripoli; Actor Turkey; Recipient Government of National Accord; by Turkey; by Ankara",
        ],
    );
}

#[test]
fn a_protest_in_french() {
    fr(
        "Manifestation à Benghazi contre les coupures d'électricité",
        "Des centaines de manifestants se sont rassemblés jeudi à Benghazi pour protester contre les coupures d'électricité. Ils réclament le départ du gouvernement.",
        "2020-09-11T08:00:00+02:00",
        &["Protests / Peaceful protest; reported; at Benghazi; 2020-09-10; Actor Protesters (Libya)"],
    );
}

#[test]
fn a_match_in_french() {
    fr(
        "Football : choc entre Al-Ahly Tripoli et l'Espérance",
        "L'attaquant d'Al-Ahly Tripoli a bombardé le but adverse lors du match. L'entraîneur a salué le combat de ses joueurs.",
        "2016-02-20T08:00:00+02:00",
        &[],
    );
}

#[test]
fn rival_groups_in_english() {
    en(
        "Three killed as rival militias clash in Zawiya",
        "At least three people were killed and twelve wounded in clashes between rival armed groups in the western Libyan city of Zawiya on Friday, a health ministry official said. The fighting broke out near the oil refinery.",
        "2023-05-27T08:00:00+02:00",
        &[
            "Battles / Armed clash; reported; at Zawiya; 2023-05-26; dead 3; injured 12; Party Warring parties; by a health ministry official",
        ],
    );
}

#[test]
fn a_ceasefire_denied_in_english() {
    en(
        "Libyan National Army denies ceasefire in Derna",
        "A spokesman for the Libyan National Army, Col. Salem Alwani, on Tuesday denied reports that a ceasefire had been agreed in the eastern city of Derna. He added that military operations would continue.",
        "2018-05-15T08:00:00+02:00",
        &[
            "Strategic developments / Agreement; denied; at Derna; Ceasefire; Actor Libyan National Army; by Libyan National Army; by Salem Alwani",
            "Battles / Armed clash; reported; at Derna; 2018-05-15; by Salem Alwani",
        ],
    );
}

#[test]
fn a_meeting_held_and_one_planned() {
    en(
        "UN envoy meets council head in Tripoli",
        "The UN envoy met the deputy head of the Presidential Council in Tripoli on Wednesday to discuss elections. The UN envoy is due to visit Benghazi next week, where he will meet officials of the Libyan National Army.",
        "2023-03-02T10:00:00+02:00",
        &[
            "Diplomacy / Meeting or visit; reported; at Tripoli; 2023-03-01; Party UN envoy to Libya; Party Presidential Council",
            "Diplomacy / Meeting or visit; planned; at Benghazi; 2023-03-06..2023-03-12; Party UN envoy to Libya; Party Libyan National Army",
        ],
    );
}

#[test]
fn tripoli_of_lebanon_in_english() {
    en(
        "Lebanese army deploys in Tripoli after clashes",
        "The Lebanese army deployed in Tripoli after clashes between gunmen in Bab al-Tabbaneh and Jabal Mohsen killed two people.",
        "2013-03-02T10:00:00+02:00",
        &[],
    );
}

#[test]
fn a_drone_strike_by_the_owner() {
    en(
        "Drone strike kills two civilians near Murzuq",
        "A drone strike by the Libyan National Army killed two civilians south of Murzuq late on Sunday, residents said. The LNA said the strike targeted Chadian rebels.",
        "2019-08-05T10:00:00+02:00",
        &[
            "Explosions/Remote violence / Air/drone strike; reported; at near Murzuq; 2019-08-04; dead 2; Recipient Civilians (Libya); Actor Libyan National Army; by Residents",
        ],
    );
}

#[test]
fn workers_of_another_country_kidnapped() {
    en(
        "Gunmen kidnap three Turkish engineers in Ubari",
        "Unidentified gunmen kidnapped three Turkish engineers and a South African near the Ubari power plant in southern Libya on Friday. Another group of four was freed in Ghat last month.",
        "2017-11-04T10:00:00+02:00",
        &[
            "Violence against civilians / Abduction/forced disappearance; reported; at Ubari; 2017-11-03; Actor Unknown gunmen; Recipient Turkish engineers",
        ],
    );
}

#[test]
fn a_boat_sinks_near_a_port() {
    en(
        "Migrant boat sinks off Libya",
        "At least 61 migrants drowned when a boat carrying 86 people sank off the Libyan coast near Zuwara, the International Organization for Migration said on Saturday. The coast guard rescued 25 survivors.",
        "2023-12-17T10:00:00+02:00",
        &[
            "Migration / Deaths at sea; reported; at near Zuwara; 2023-12-17; dead 61; Recipient Migrants; Actor Libyan Coast Guard; by International Organization for Migration",
        ],
    );
}

#[test]
fn the_day_of_announcing_is_not_the_day_of_fighting() {
    ar(
        "قتلى وجرحى في معارك سبها",
        "أعلنت مصادر طبية، اليوم الثلاثاء، مقتل ثلاثة جنود وإصابة سبعة آخرين في اشتباكات عنيفة اندلعت أمس جنوب المدينة بين قوات الجيش الليبي ومسلحي تنظيم «داعش».",
        "2018-06-12T10:00:00+02:00",
        &[
            "Battles / Armed clash; reported; at Sabha; 2018-06-11; dead 3; injured 7; Party Libyan National Army; Party Islamic State in Libya; Party Soldiers; by مصادر طبية",
        ],
    );
}

#[test]
fn killed_by_a_bomb_is_the_bomb() {
    en(
        "Car bomb kills four at checkpoint near Misrata",
        "A car bomb killed four policemen at a checkpoint east of Misrata on Sunday, a security official said.",
        "2015-06-01T10:00:00+02:00",
        &[
            "Explosions/Remote violence / Remote explosive/landmine/IED; reported; at near Misrata; 2015-05-31; dead 4; Recipient Police; by a security official",
        ],
    );
}

#[test]
fn children_and_a_mine() {
    ar(
        "مقتل طفلين في انفجار لغم بدرنة",
        "قتل طفلان وأصيب والدهما بجروح في انفجار لغم أرضي اليوم بحي الساحل الشرقي في مدينة درنة.",
        "2018-09-12T10:00:00+02:00",
        &[
            "Explosions/Remote violence / Remote explosive/landmine/IED; reported; at Derna; 2018-09-12; dead 2; injured 1; Recipient Children",
        ],
    );
}

#[test]
fn a_headline_infinitive_is_a_plan() {
    en(
        "Libya's foreign minister to visit Rome",
        "The foreign minister of Libya's Government of National Unity will visit Rome next week and is due to meet his Italian counterpart, the ministry said in Tripoli on Thursday.",
        "2021-06-10T18:00:00+02:00",
        &[
            "Diplomacy / Meeting or visit; planned; at Rome; 2021-06-14..2021-06-20; Party Foreign Ministry (Libya); Party Italy",
        ],
    );
}

#[test]
fn a_release_and_the_abduction_before_it() {
    ar(
        "الإفراج عن مهندسين",
        "أفرج مسلحون مجهولون اليوم عن أربعة مهندسين خطفوا قبل أسبوع قرب الكفرة.",
        "2021-06-10T18:00:00+02:00",
        &[
            "Security / Release of captives; reported; at قرب Kufra; 2021-06-10; Actor Unknown gunmen; Recipient مهندسين",
            "Violence against civilians / Abduction/forced disappearance; reported; at قرب Kufra; 2021-06-03; Recipient مهندسين",
        ],
    );
}

#[test]
fn a_closed_port_in_the_region() {
    fr(
        "Libye : le port de Ras Lanouf fermé",
        "Des manifestants ont fermé le port pétrolier de Ras Lanouf, dans l'est de la Libye, et les exportations y sont suspendues depuis jeudi soir.",
        "2021-06-12T18:00:00+02:00",
        &[
            "Oil and infrastructure / Output or export halt; reported; at Ras Lanuf terminal and refinery; 2021-06-10; Actor Protesters (Libya)",
        ],
    );
}

#[test]
fn what_came_before_is_no_event() {
    ar(
        "",
        "قال المتحدث باسم غرفة العمليات إن القوات سيطرت على الطريق الساحلي غرب سرت بعد انسحاب المسلحين.",
        "2021-06-12T18:00:00+02:00",
        &[
            "Battles / Government regains territory; reported; at غرب Sirte; 2021-06-12; Actor القوات; by المتحدث باسم غرفة العمليات",
        ],
    );
}

#[test]
fn a_meeting_abroad_arms_refused_and_a_visit_planned() {
    ar(
        "سفير تركيا: لم نرسل مقاتلين إلى ليبيا",
        "قال السفير التركي في ليبيا أورهان دمير، إن وزير الخارجية الليبي التقى في أنقرة نظيره التركي ورئيس الأركان التركي.\nوأضاف دمير أن بلاده لن تسلم أي طائرات مسيرة إلى طرابلس قبل توقيع اتفاق جديد.\nوتابع أنه من المنتظر أن يزور وزير الخارجية الليبي مقر وزارة الدفاع التركية الأسبوع المقبل.",
        "2019-11-20T09:00:00+03:00",
        &[
            "Strategic developments / Change to group/activity; negated; at Libya; Actor Turkey; Actor Fighters",
            "Diplomacy / Meeting or visit; reported; at Ankara; 2019-11-20; Party Foreign Ministry (Libya); Party Turkey; by أورهان دمير",
            "Arms and sanctions / Arms transfer; negated; at Tripoli; Actor Turkey; by أورهان دمير",
            "Diplomacy / Meeting or visit; planned; 2019-11-25..2019-12-01; Party Foreign Ministry (Libya); Party Turkish Defence Ministry; by أورهان دمير",
        ],
    );
}

#[test]
fn a_patrol_shelled_and_a_clash_denied_by_its_unit() {
    ar(
        "",
        "من جهة أخرى، تعرضت دورية تابعة للكتيبة 166 لقصف نفذته طائرات الجيش الوطني شرق مدينة سرت.\nوقال مصدر بالكتيبة إن ما جرى لم يكن اشتباكا مباشرا مع القوات البرية.",
        "2020-01-07T09:00:00+02:00",
        &[
            "Explosions/Remote violence / Shelling/artillery/missile attack; reported; at شرق Sirte; 2020-01-07; Recipient 166th Battalion; Actor Libyan National Army",
            "Battles / Armed clash; negated; at شرق Sirte; Party 166th Battalion; Party Libyan National Army; by 166th Battalion",
        ],
    );
}

#[test]
fn a_truce_declared_and_one_denied() {
    ar(
        "",
        "يشار إلى أن القيادة العامة أعلنت هدنة لمدة ثلاثة أيام في مدينة ترهونة منذ الأحد الماضي.\nونفت مديرية أمن غريان الأنباء المتداولة حول هدنة في غريان، مؤكدة أن المعارك متواصلة.",
        "2020-04-09T09:00:00+02:00",
        &[
            "Strategic developments / Agreement; reported; at Tarhuna; 2020-04-05; Ceasefire 3 days; Actor Libyan National Army; by Libyan National Army",
            "Strategic developments / Agreement; denied; at Gharyan; Ceasefire; by Security directorate",
        ],
    );
}

#[test]
fn a_toll_told_again_by_a_hospital() {
    en(
        "Seven dead in Sebha",
        "Medical sources said on Monday that 7 fighters of the Sixth Force were killed and 21 wounded over the past 24 hours in fighting in the southern city of Sabha.\nThe Sabha Medical Centre received 21 wounded and the bodies of 7 fighters who fell in the clashes with the Libyan National Army.",
        "2019-02-05T09:00:00+02:00",
        &[
            "Battles / Armed clash; reported; at Sabha; 2019-02-03..2019-02-04; dead 7; injured 21; Party Fighters; Party Libyan National Army; Recipient Sixth Force; by Medical sources",
        ],
    );
}

#[test]
fn two_steps_of_sanctions() {
    fr(
        "",
        "L'Union européenne a prolongé lundi de six mois les sanctions contre trois responsables libyens. Le Conseil de sécurité a également renouvelé l'embargo sur les armes.",
        "2018-04-03T09:00:00+02:00",
        &[
            "Arms and sanctions / Arms embargo or sanctions step; reported; 2018-04-02; Actor European Union; Recipient responsables libyens",
            "Arms and sanctions / Arms embargo or sanctions step; reported; 2018-04-03; Actor UN Security Council",
        ],
    );
}

#[test]
fn what_did_not_happen_cost_nobody() {
    en(
        "",
        "No rocket attack hit the town of Zuwara on Tuesday, residents said, and nobody was hurt.",
        "2023-03-16T10:00:00+02:00",
        &[
            "Explosions/Remote violence / Shelling/artillery/missile attack; negated; at Zuwara; 2023-03-14; by Residents",
        ],
    );
}

#[test]
fn two_rulings_stay_apart() {
    ar(
        "",
        "قررت محكمة جنايات طرابلس الحكم بالإعدام على تسعة متهمين في قضية تفجيرات القبة. وأمر النائب العام بحبس رئيس شركة الكهرباء السابق.",
        "2018-04-03T09:00:00+02:00",
        &[
            "Politics / Court ruling; reported; 2018-04-03; Actor Court; Recipient متهمين",
            "Politics / Court ruling; reported; 2018-04-03; Actor Attorney General's Office; Recipient رئيس شركة الكهرباء",
        ],
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_text_is_read(title in "\\PC{0,40}", text in "[\\PCا-ي ،.«»\n0-9]{0,300}") {
        for language in Language::CODED {
            coded(language, &title, &text, "2020-01-01T00:00:00Z");
        }
    }
}

#[test]
fn a_paragraph_on_another_matter_changes_nothing_before_it() {
    let text = "قُتل جنديان في هجوم شنه مسلحون على بوابة جنوب سبها أمس.";
    let more = format!("{text}\nوارتفعت أسعار الذهب في الأسواق العالمية.");
    let events = |text: &str| -> Vec<String> {
        coded(Language::Arabic, "", text, "2020-01-02T10:00:00Z").events.iter().map(line).collect()
    };
    assert_eq!(events(text), events(&more));
}

#[test]
fn a_total_of_months_is_no_toll_of_the_event() {
    fr(
        "",
        "Une vedette des garde-côtes a intercepté dimanche 70 migrants devant Khoms. L'agence recense plus de 300 décès en mer depuis mars.",
        "2022-08-15T09:00:00+02:00",
        &[
            "Migration / Interception or rescue at sea; reported; at Khoms; 2022-08-14; Actor Libyan Coast Guard; Recipient Migrants",
        ],
    );
}

#[test]
fn the_wounded_before_a_semicolon_are_not_of_the_arrest() {
    en(
        "",
        "Police opened fire on protesters in Zliten on Monday. Three of them were wounded in the legs; two others were arrested.",
        "2022-08-16T09:00:00+02:00",
        &[
            "Protests / Excessive force against protesters; reported; at Zliten; 2022-08-15; injured 3; Actor Police; Recipient Protesters (Libya)",
            "Strategic developments / Arrests; reported; at Zliten; 2022-08-15; Actor Police",
        ],
    );
}
