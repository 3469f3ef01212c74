//! The tables of places, and which words of a sentence are places.

use marsad::{extract, model::Language};
use std::collections::{BTreeMap, BTreeSet};
use toml::{Table, Value};

use crate::article::{LEXICON, article};

/// Checks the ids of the places of `text`, in order; `?` after an id: without its country.
#[track_caller]
fn check(language: Language, feed: &str, text: &str, ids: &str) {
    let found = extract::extract(&article(language, feed, "", text, ""), &LEXICON).places;
    let found: Vec<String> =
        found.iter().map(|place| format!("{}{}", place.id, if place.country.is_none() { "?" } else { "" })).collect();
    assert_eq!(found.join(" "), ids, "{text}");
}

#[track_caller]
fn ar(feed: &str, text: &str, ids: &str) {
    check(Language::Arabic, feed, text, ids);
}

#[track_caller]
fn en(feed: &str, text: &str, ids: &str) {
    check(Language::English, feed, text, ids);
}

#[track_caller]
fn fr(feed: &str, text: &str, ids: &str) {
    check(Language::French, feed, text, ids);
}

#[test]
fn a_word_is_no_place_without_support() {
    ar("", "من هذه الزاوية يمكن النظر إلى القضية", "");
    ar("", "سرت شائعات في المدينة", "");
    ar("", "سبها أمام الناس وخسرت القضية أسرته", "");
    ar("", "هون عليك يا صديقي", "");
    ar("", "زوار المعرض وزوارة الجناح", "");
    ar("", "مبلغ مالي كبير", "");
    ar("", "مسقط رأسه", "");
    en("", "A lighter chat with a chad hanging; he let us know", "");
    fr("", "Il sert de base, et qu'il vienne avec sa madame", "");
}

#[test]
fn a_word_is_no_place_in_libyan_news_either() {
    ar("LY", "قال إن هذه الزاوية من الأزمة لا تحل بالسلاح", "");
    ar("LY", "ضبط متهم وبحوزته الأسلحة البيضاء", "");
    ar("LY", "السيارة البيضاء التي كانت تقل المسلحين", "");
    ar("LY", "الدول الخمس الكبرى", "");
    ar("LY", "تحت القبة صوت النواب على الميزانية", "");
    ar("LY", "انطلقت الشرارة الأولى للثورة", "");
    ar("LY", "البنية التحتية في الدول الشقيقة والقواسم المشتركة", "");
    ar("LY", "عدد السكان مليون نسمة", "");
    ar("LY", "قرار مدروس وخطة مدروسة وسيول جارفة", "");
    ar("LY", "جريمة الحرابة وإقامة الحد", "");
    ar("LY", "أصيب في الساق اليمنى", "");
    ar("LY", "أعلنت المؤسسة حالة القوة القاهرة", "");
    ar("LY", "ارتفعت الأسعار 12 في الماية", "");
    ar("LY", "خلال الخمس سنوات الماضية", "");
    ar("LY", "سدد الكرة في الزاوية اليمنى", "");
    ar("LY", "أطلقت الشرطة القنابل المسيلة للدموع", "");
    ar("LY", "قال فائز السراج", "");
    ar("LY", "نظيره المصري سامح شكري", "");
}

#[test]
fn an_everyday_word_is_a_place_after_a_cue_or_in_a_list() {
    ar("LY", "مدينة العجيلات وصرمان ورقدالين والجميل وزلطن", "ajaylat surman riqdalin jumayl zaltan");
    ar("LY", "قتيل في الهضبة", "hadba");
    ar("LY", "استؤنف الإنتاج من حقول الشرارة والفيل", "sharara-field el-feel-field");
    ar("LY", "ضبط مهاجرين في الشويرف ونسمة", "shuwayrif nasma");
    ar("LY", "قال العميد عبد السلام الهواري", "");
    ar("LY", "اشتباكات في الصابري والليثي", "sabri laithi");
    ar("", "قتيل في الجميل", "");
    en("", "Fighting in Salah al-Din and Ain Zara", "salah-al-din ain-zara");
    en("", "Salah al-Din spoke in Ain Zara", "ain-zara");
}

#[test]
fn clitics_and_spellings_do_not_hide_a_name() {
    ar("LY", "قتل جندي في سرت وآخر في درنة وثالث بالبيضاء وبسبها وللزاوية", "sirte derna bayda sabha zawiya");
    ar("", "قتلى في اجدابيا ومصراته وبنغازى وأبوقرين", "ajdabiya misrata benghazi abu-grein");
    en(
        "",
        "Zintan and Zliten, Bani Waleed, Misurata, Zawia and Sebha",
        "zintan zliten bani-walid misrata zawiya sabha",
    );
    fr("", "Tobrouk, Ajdabiya, El-Beïda, Syrte et Zouara en Libye", "tobruk ajdabiya bayda sirte zuwara libya");
}

#[test]
fn front_lines_and_sites_are_places() {
    ar(
        "LY",
        "قصف طريق المطار وخلة الفرجان وعين زارة ووادي الربيع",
        "airport-road khallat-al-furjan ain-zara wadi-al-rabie",
    );
    ar("LY", "اشتباكات في محور الهضبة ومعسكر النقلية وحي الليثي", "hadba naqliya-camp laithi");
    ar(
        "LY",
        "حقل الفيل وحقل الشرارة ومصفاة الزاوية وميناء السدرة",
        "el-feel-field sharara-field zawiya-refinery-and-port sidra-terminal",
    );
    ar("LY", "مركز احتجاز تاجوراء ومعبر وازن ذهيبة", "tajoura-detention-centre dehiba-crossing-wazin");
    ar("LY", "سيطرت القوات على الحي رقم 2 وعمارات الـ600", "sirte-district-2 sirte-600-blocks");
    en("", "Es Sider, Ras Lanuf, Brega and Zueitina in Libya", "sidra-terminal ras-lanuf brega zueitina libya");
    en("", "Sirte's Ouagadougou complex and al-Watiya airbase", "sirte ouagadougou-complex-sirte watiya-air-base");
    fr("", "la base d'al-Joufra et l'aéroport de Mitiga", "jufra-air-base mitiga-airport");
}

#[test]
fn a_camp_is_not_the_village_of_its_name() {
    ar("LY", "قرب معسكر الحنية جنوب أجدابيا", "hinya-camp ajdabiya");
    ar("LY", "قرية الحنية غرب البيضاء", "al-haniyah bayda");
}

#[test]
fn an_airport_is_not_the_man() {
    ar("LY", "قصف مطار معيتيقة وتصريح أحمد معيتيق", "mitiga-airport");
}

#[test]
fn the_country_comes_before_the_town() {
    ar("", "اشتباكات في طرابلس", "tripoli?");
    ar("LY", "اشتباكات في طرابلس", "tripoli");
    ar("", "اشتباكات في العاصمة طرابلس", "tripoli");
    ar("", "اشتباكات في طرابلس بين قوات حكومة الوفاق وقوات حفتر", "tripoli");
    ar("", "اشتباكات في طرابلس بين باب التبانة وجبل محسن", "tripoli-lebanon bab-al-tabbaneh jabal-mohsen");
    ar("", "انفجار في عكار شمال لبنان وفي طرابلس", "akkar tripoli-lebanon");
    ar("", "قتيل في حي التبانة بطرابلس", "bab-al-tabbaneh tripoli-lebanon");
    ar("", "مظاهرة في شارع سوريا بطرابلس", "syria-street-tripoli tripoli-lebanon");
    ar("LB", "اشتباك في طرابلس", "tripoli-lebanon");
    ar("LB", "اشتباك في طرابلس الليبية", "tripoli");
    en("", "Fighting in Tripoli killed two", "tripoli?");
    en("", "Clashes in Tripoli, Lebanon, killed two", "tripoli-lebanon");
    fr("", "Affrontements à Tripoli au Liban", "tripoli-lebanon");
}

#[test]
fn homonyms_go_to_their_country() {
    ar("", "معارك في محافظة البيضاء في اليمن", "al-bayda-yemen");
    ar("", "قتلى في مديرية البريقة بعدن", "buraiqa-aden aden");
    ar("", "افتتح مهرجان سوسة في تونس", "sousse");
    ar("", "خليج تاجورة في جيبوتي", "tadjoura djibouti");
    ar("", "رحلة إلى الدار البيضاء", "casablanca");
    ar("", "معركة مرج دابق", "dabiq");
    ar("", "حادث في مترو المرج بالقاهرة", "al-marj-cairo cairo");
    ar("", "معارك في جبل الزاوية بريف إدلب", "jabal-al-zawiya-syria idlib");
    ar("", "حريق في الزاوية الحمراء بالقاهرة", "zawiya-al-hamra-cairo cairo");
    en("", "Brega port in Aden, Yemen", "buraiqa-aden aden");
    fr("", "La ville de Homs en Syrie", "homs");
}

#[test]
fn a_town_decides_between_its_districts() {
    ar("LY", "حي الدولار في سرت", "dollar-district-sirte sirte");
    en("LY", "Residents of Tobruk protested in Martyrs' Square", "tobruk tobruk-martyrs-square");
    en("LY", "They met in Martyrs' Square", "martyrs-square-tripoli");
    ar("LY", "حي الأندلس بطبرق", "hay-al-andalus-tobruk tobruk");
    ar("LY", "حي الأندلس بالعاصمة طرابلس", "hay-al-andalus tripoli");
}

#[test]
fn the_sea_off_libya_is_libya() {
    ar("", "غرق قارب قبالة سواحل ليبيا", "libyan-sea");
    en("", "A boat sank off Libya", "libyan-sea");
    fr("", "Naufrage au large de la Libye", "libyan-sea");
}

fn rows(text: &str) -> Vec<Table> {
    let table: Table = text.parse().unwrap();
    let rows = table.get("place").and_then(Value::as_array).unwrap();
    rows.iter().map(|row| row.as_table().unwrap().clone()).collect()
}

fn word<'r>(row: &'r Table, key: &str) -> Option<&'r str> {
    row.get(key).and_then(Value::as_str)
}

fn point(row: &Table) -> Option<(f64, f64)> {
    Some((row.get("lat")?.as_float()?, row.get("lon")?.as_float()?))
}

const LIBYA: &str = include_str!("../../config/lexicon/places.toml");
const ABROAD: &str = include_str!("../../config/lexicon/abroad.toml");
const ADMIN: &str = include_str!("../../config/lexicon/admin.toml");

#[test]
fn there_are_enough_places_in_order_of_their_ids() {
    for (text, least) in [(LIBYA, 700), (ABROAD, 150)] {
        let rows = rows(text);
        assert!(rows.len() >= least, "{}", rows.len());
        let ids: Vec<&str> = rows.iter().filter_map(|row| word(row, "id")).collect();
        assert!(ids.is_sorted());
    }
}

#[test]
fn a_libyan_place_has_its_district_and_point() {
    let admin: Table = ADMIN.parse().unwrap();
    let codes: BTreeSet<&str> =
        admin["admin"].as_array().unwrap().iter().filter_map(|row| row.get("code").and_then(Value::as_str)).collect();
    for row in rows(LIBYA) {
        let id = word(&row, "id").unwrap();
        let offshore = matches!(word(&row, "kind"), Some("sea" | "oil-field"));
        assert!(word(&row, "admin").map_or(offshore, |code| codes.contains(code)), "{id}");
        let (lat, lon) = point(&row).unwrap();
        assert!((19.0..35.0).contains(&lat) && (9.0..26.0).contains(&lon), "{id}");
        for degrees in [lat, lon] {
            assert!((degrees * 100.0 - (degrees * 100.0).round()).abs() < 1e-6, "{id}: {degrees}");
        }
    }
}

#[test]
fn what_lies_within_a_town_is_near_it() {
    let rows: Vec<Table> = [rows(LIBYA), rows(ABROAD)].concat();
    let points: BTreeMap<&str, (f64, f64)> =
        rows.iter().filter_map(|row| Some((word(row, "id")?, point(row)?))).collect();
    for row in &rows {
        let Some(town) = word(row, "within") else { continue };
        let (here, there) = (point(row).unwrap(), points[town]);
        let east = (here.1 - there.1) * here.0.to_radians().cos();
        let km = (here.0 - there.0).hypot(east) * 111.0;
        assert!(km <= 26.0, "{:?} is {km:.0} km from {town}", word(row, "id"));
    }
}
