use super::*;
use crate::model::event::Qualifier;
use crate::problem::Problems;

use std::sync::LazyLock;

static QUANTITIES: LazyLock<Quantities> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let words =
        Quantities::parse("quantities.toml", include_str!("../../../config/lexicon/quantities.toml"), &mut problems);
    assert_eq!(problems.to_string(), "");
    words
});

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let words = Calendar::parse("calendar.toml", include_str!("../../../config/lexicon/calendar.toml"), &mut problems);
    assert_eq!(problems.to_string(), "");
    words
});

/// A toll in short: `4`, `≥4`, `>4`, `≤4`, `~4`, `4-6`, `vague 12`.
fn short(toll: Toll) -> String {
    let n = toll.n.map_or("?".to_owned(), |n| n.to_string());
    let low = toll.low.map_or("?".to_owned(), |n| n.to_string());
    match toll.qualifier {
        Qualifier::Exact => n,
        Qualifier::AtLeast => format!("≥{n}"),
        Qualifier::MoreThan => format!(">{n}"),
        Qualifier::UpTo => format!("≤{n}"),
        Qualifier::About => format!("~{n}"),
        Qualifier::Range => format!("{n}-{}", toll.high.unwrap_or(0)),
        Qualifier::Vague => format!("vague {low}"),
    }
}

fn line(mention: &Mention) -> String {
    let harm = match mention.harm {
        Harm::Dead => "dead",
        Harm::Injured => "injured",
        Harm::Missing => "missing",
        Harm::Detained => "detained",
        Harm::Kidnapped => "kidnapped",
        Harm::Casualties => "casualties",
    };
    let mut line = format!("{harm} {}", short(mention.toll));
    match mention.standing {
        Standing::Main => {}
        Standing::Part => {
            line.push_str(" part");
            if let Some(who) = &mention.who {
                line.push_str(&format!(" {who}"));
            }
        }
        Standing::More => line.push_str(" more"),
        Standing::Nobody => line.push_str(" nobody"),
        Standing::NobodyImplied => line.push_str(" implied"),
        Standing::Superseded => line.push_str(" superseded"),
    }
    if mention.running {
        line.push_str(" running");
    }
    if mention.hedged {
        line.push_str(" hedged");
    }
    line
}

fn tell(language: Language, text: &str) -> String {
    let cut = Text::new(text);
    let words = Words { quantities: &QUANTITIES, calendar: &CALENDAR };
    let found = mentions(&cut, 0..cut.tokens().len(), language, words);
    for mention in &found {
        assert_eq!(mention.span.of(text), mention.exact);
    }
    found.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Lines of `sentence => tolls`; every wrong one is shown.
#[track_caller]
fn check(language: Language, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once("=>").expect("a line has an arrow");
        let told = tell(language, text.trim());
        if told != expected.trim() {
            wrong.push(format!("{}\n  expected: {}\n  told:     {told}", text.trim(), expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn arabic_numbers_and_nouns() {
    check(
        Language::Arabic,
        "
        سقوط 4 قتلى و18 جريحاً في صفوف القوات => dead 4; injured 18
        استقبل المستشفى 18 جريحاً وجثث 4 قتلى => injured 18; dead 4
        مقتل 4 في انفجار سيارة => dead 4
        مقتل 100 شخص في الفيضانات => dead 100
        مقتل جنديين في سرت => dead 2
        مقتل شخصين وإصابة ثلاثة آخرين => dead 2; injured 3
        سقط قتيلان وجريح واحد => dead 2; injured 1
        العثور على جثتين قرب الشاطئ => dead 2
        قتل ضابط برصاص مجهولين => dead 1
        مقتل جندي بلغم أرضي => dead 1
        مقتل ثلاثة جنود وثلاث نساء => dead 6
        مقتل خمسة وعشرين مهاجرا => dead 25
        وفاة ثلاثة عشر مهاجراً => dead 13
        مقتل مئتي شخص => dead 200
        مقتل ثلاثمئة شخص => dead 300
        وفاة ثلاثة آلاف وثمانمائة شخص => dead 3800
        مقتل ضابط وثلاثة جنود في كمين => dead 4
        مقتل أربعة مدنيين وجندي => dead 5
        قتل 4 جنود وأصيب 18 في هجوم => dead 4; injured 18
        أن 18 شخصا على الأقل، بينهم نساء، لقوا مصرعهم في الحادث => dead ≥18
        لقي 12 شخصا مصرعهم غرقا => dead 12
        لقي سائق الشاحنة حتفه => dead 1
        مقتل وإصابة 60 شخصا => casualties 60
        سقوط 17 قتيلا وجريحا => casualties 17
        سقوط 60 شخصا بين قتيل وجريح => casualties 60
        سقوط 9 قتلى وجرحى => casualties 9
        أسفر الهجوم عن 4 قتلى وجريح => dead 4; injured 1
        مقتل 10 أشخاص بينهم 3 أطفال وإصابة 20 => dead 10; dead 3 part children; injured 20
        مقتل ما لا يقل عن أربعة جنود => dead ≥4
        مقتل أكثر من 30 مسلحا => dead >30
        إصابة نحو 40 شخصا => injured ~40
        مقتل بين 10 و15 مهاجرا => dead 10-15
        مقتل عشرات المدنيين => dead vague 12
        مقتل عدد من الجنود => dead vague 10
        سقوط عشرات القتلى والجرحى => casualties vague 12
        ارتفاع حصيلة القتلى إلى 12 => dead 12 running
        ارتفاع عدد القتلى إلى 12 والجرحى إلى 40 => dead 12 running; injured 40 running
        دون وقوع إصابات => dead 0 nobody; injured 0 nobody
        ولم يسفر القصف عن وقوع إصابات => dead 0 nobody; injured 0 nobody
        دون خسائر بشرية => dead 0 nobody; injured 0 nobody
        لم ترد أنباء عن وقوع إصابات =>
        دون إصابات بين المدنيين =>
        اشتباكات بين طرفين =>
        غادرت عناصر الكتيبة 101 المدينة =>
        خلال الـ24 ساعة الماضية =>
        اعتقال 12 مهاجرا => detained 12
        خطف ثلاثة عمال => kidnapped 3
        فقدان 20 مهاجرا => missing 20
        الإفراج عن 5 مختطفين =>
        قتل مسلحون مجهولون جنديا => dead 1
        قتل الجيش 4 مسلحين => dead 4
        مقتل الأب وطفليه => dead 3
        مقتل رجل وزوجته وأطفالهما الثلاثة => dead 5
        ",
    );
}

#[test]
fn english_numbers_and_nouns() {
    check(
        Language::English,
        "
        At least four people were killed and 18 others wounded in Sirte => dead ≥4; injured 18
        A car bomb killed four soldiers and wounded 18 => dead 4; injured 18
        Four killed, 18 wounded in Sirte clashes => dead 4; injured 18
        Four soldiers dead after ambush => dead 4
        The shelling left two dozen people dead => dead 24
        The blast claimed the lives of twelve people => dead 12
        The blast claimed 12 lives => dead 12
        A civilian was killed by a stray bullet => dead 1
        Twenty-five migrants drowned off Zawiya => dead 25
        An officer and three soldiers were killed => dead 4
        Four people, including two children, were killed => dead 4; dead 2 part children
        killing ten people, including three children, and wounding 20 => dead 10; dead 3 part children; injured 20
        Dozens of people were killed => dead vague 12
        60 people were killed or wounded => casualties 60
        The death toll rises to 12 => dead 12 running
        The death toll has risen to 12 from 10 => dead 12 running
        There were no casualties => dead 0 nobody; injured 0 nobody
        There was no immediate word of casualties =>
        None of the 23 crew was hurt => dead 0 implied; injured 0 nobody
        A 12-year-old girl was killed => dead 1
        Two gunmen killed the mayor => dead 1
        Two air strikes killed civilians =>
        Three more succumbed to their wounds => dead 3 more
        The bodies of four soldiers were found => dead 4
        Three people were arrested and two abducted => detained 3; kidnapped 2
        At least 20 migrants are missing => missing ≥20
        the father and his two children were killed => dead 3
        fighters from three brigades were killed =>
        ",
    );
}

#[test]
fn french_numbers_and_nouns() {
    check(
        Language::French,
        "
        Quatre morts et dix-huit blessés dans des combats à Syrte => dead 4; injured 18
        L'attentat a fait 4 morts et 18 blessés => dead 4; injured 18
        Une voiture piégée a tué quatre soldats et en a blessé dix-huit => dead 4; injured 18
        L'explosion a coûté la vie à douze personnes => dead 12
        Au moins 12 personnes ont péri => dead ≥12
        Une dizaine de migrants se sont noyés => dead ~10
        Des dizaines de personnes ont été tuées => dead vague 12
        Quatre personnes, dont deux enfants, ont été tuées => dead 4; dead 2 part children
        Trois soldats tués dans une embuscade => dead 3
        Un soldat a été tué et deux autres blessés => dead 1; injured 2
        quatre-vingt-dix-sept corps ont été repêchés => dead 97
        repêché un corps au large de Zawiya => dead 1
        Un blessé a succombé à ses blessures => dead 1 more
        Le bilan s'alourdit à 12 morts => dead 12 running
        portant à 15 le nombre de morts => dead 15 running
        aucune victime n'est à déplorer => dead 0 nobody; injured 0 nobody
        l'attaque n'a fait ni mort ni blessé => dead 0 nobody; injured 0 nobody
        sans faire de victimes => dead 0 nobody; injured 0 nobody
        au large de la mer Morte =>
        une soixantaine de kilomètres => 
        l'arrestation de cinq personnes => detained 5
        trois ingénieurs ont été enlevés => kidnapped 3
        douze personnes sont portées disparues => missing 12
        la mort de trois civils => dead 3
        ",
    );
}
