use super::*;

#[track_caller]
fn check(title: &str, text: &str, declared: Option<Language>, expected: Option<Language>) {
    assert_eq!(detect(title, text, declared), expected, "{title} / {text}");
}

#[track_caller]
fn check_all(lines: &[(&str, Option<Language>)]) {
    for (title, expected) in lines {
        check(title, "", None, *expected);
    }
}

#[test]
fn the_table_of_words_is_read() {
    assert!(voters().expect("the table parses").0.iter().flatten().count() > 300);
}

#[test]
fn arabic_is_arabic() {
    check_all(&[
        ("مقتل جنديين في سرت", Some(Language::Arabic)),
        ("نفى المسماري الأنباء المتداولة حول وقف إطلاق النار", Some(Language::Arabic)),
        ("انفجار لغم ببنغازي", Some(Language::Arabic)),
    ]);
}

#[test]
fn arabic_on_a_persian_keyboard_is_arabic() {
    check_all(&[
        ("أعلن المتحدث باسم القوات المسلحة اللیبیة مقتل أربعة جنود فی معارک مدینة سرت", Some(Language::Arabic)),
        ("المجلس الرئاسی یبحث مع البعثة الأممیة ملف الانتخابات", Some(Language::Arabic)),
    ]);
}

#[test]
fn loan_letters_do_not_make_arabic_persian() {
    check_all(&[
        ("الجيش الليبي يعلن وصول سفينة پورتلاند إلى ميناء بنغازي", Some(Language::Arabic)),
        ("وزير الداخلية يزور منطقة گرگارش في طرابلس", Some(Language::Arabic)),
    ]);
}

#[test]
fn neighbours_of_arabic_are_told_apart() {
    check_all(&[
        ("وزیر خارجه ایران در دیدار با همتای خود از گفت‌وگوهای لیبی استقبال کرد", Some(Language::Persian)),
        ("نیروهای ارتش ملی لیبی وارد شهر سرت شدند و درگیری‌ها در این شهر ادامه دارد", Some(Language::Persian)),
        ("لیبیا میں جنگ بندی کے معاہدے پر دستخط ہو گئے ہیں", Some(Language::Urdu)),
        ("هێزەکانی سوپای لیبیا چوونە ناو شاری سرت و شەڕ بەردەوامە", None),
    ]);
}

#[test]
fn latin_headlines_are_told_by_their_small_words() {
    check_all(&[
        ("Four killed and 18 wounded in clashes in the Libyan city of Sirte", Some(Language::English)),
        ("Libye: quatre morts et dix-huit blessés dans des combats à Syrte", Some(Language::French)),
        ("Libia: il governo di Tripoli e la missione dell'ONU discutono della tregua", Some(Language::Italian)),
        ("Libya'da ateşkes için yeni bir anlaşma imzalandı, dedi bakan", Some(Language::Turkish)),
        ("UN envoy urges restraint after Tripoli clashes", Some(Language::English)),
        ("L'ONU appelle à la retenue après les affrontements de Tripoli", Some(Language::French)),
    ]);
}

#[test]
fn short_headlines_go_to_the_models() {
    check_all(&[
        ("Libya: Ceasefire holds", Some(Language::English)),
        ("Libye : cessez-le-feu respecté, prisonniers échangés", Some(Language::French)),
        ("Libya'da ateşkes çağrısı", Some(Language::Turkish)),
    ]);
}

#[test]
fn other_latin_languages_have_no_name() {
    check_all(&[
        ("El Gobierno de Libia y las milicias firman una tregua para abrir los puertos del país", None),
        ("Die Regierung in Tripolis und der Befehlshaber haben sich auf eine Waffenruhe geeinigt", None),
    ]);
}

#[test]
fn other_scripts_have_no_name() {
    check("В Ливии объявлено перемирие", "Стороны договорились", Some(Language::English), None);
    check("利比亚停火协议签署", "", None, None);
}

#[test]
fn a_declared_language_decides_names_alone() {
    check("Haftar, Sarraj, Menfi", "", Some(Language::French), Some(Language::French));
    check("2024", "", Some(Language::Arabic), Some(Language::Arabic));
    check("2024", "", None, None);
    check("", "", None, None);
}

#[test]
fn a_declared_language_is_overruled_by_words() {
    let text = "The army said on Monday that its forces had entered the town after two days of fighting.";
    check("Libya", text, Some(Language::Arabic), Some(Language::English));
    check("Libya", text, Some(Language::French), Some(Language::English));
    check("أعلن الجيش دخول المدينة بعد يومين من القتال", "", Some(Language::English), Some(Language::Arabic));
}

#[test]
fn a_latin_title_over_an_arabic_text_is_arabic() {
    let text = "أعلنت وكالة الأنباء الليبية اليوم أن المجلس الرئاسي اجتمع في طرابلس مع أعضاء اللجنة العسكرية";
    check("LANA", text, None, Some(Language::Arabic));
}

#[test]
fn any_text_is_answered() {
    use proptest::prelude::*;
    proptest!(|(title in "\\PC{0,60}", text in "\\PC{0,300}")| {
        // The models are slow to load; the vote is what must not fall over.
        vote(&title, &text);
        Letters::of(&title, &text).script();
    });
}

#[test]
#[ignore = "a measurement: cargo test --release --lib detect -- --ignored --nocapture"]
#[expect(clippy::disallowed_methods, reason = "a measurement needs a clock")]
fn a_clear_article_costs_microseconds() {
    let arabic = "أعلنت وكالة الأنباء الليبية اليوم أن المجلس الرئاسي اجتمع في طرابلس مع أعضاء اللجنة ".repeat(20);
    let english = "The army said on Monday that its forces had entered the town after two days. ".repeat(20);
    let french = "Les forces de l'Est ont annoncé lundi avoir repris la ville après deux jours de combats. ".repeat(20);
    let persian_keyboard = arabic.replace('ي', "ی");
    for text in [&arabic, &english, &french, &persian_keyboard] {
        detect("", text, None);
        let start = std::time::Instant::now();
        for _ in 0..10_000 {
            std::hint::black_box(detect("", std::hint::black_box(text), None));
        }
        println!("{:?} each", start.elapsed() / 10_000);
    }
}
