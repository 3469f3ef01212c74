//! Whatever a feed holds, the grammar answers, and its spans lie inside the text.

use proptest::prelude::*;

use super::{CALENDAR, QUANTITIES, published};
use crate::extract::date::{Words, mentions};
use crate::model::Language;
use crate::text::Text;

fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "أمس",
        "الاثنين",
        "الماضي",
        "12",
        "31",
        "مايو",
        "2015",
        "منذ",
        "خلال",
        "الـ24",
        "ساعة",
        "قبل",
        "أيام",
        "ثلاثة",
        "ليل",
        "/",
        "-",
        "إلى",
        "الشهر",
        "last",
        "Monday",
        "May",
        "on",
        "from",
        "to",
        "days",
        "ago",
        "99999999999",
        "the",
        "week",
        "dans la nuit du",
        "au",
        "1er",
        "mai",
        "la veille",
        "dernier",
        "ces",
        "il y a",
        "mois",
        "ans",
        "«",
        "»",
        "\"",
        "(",
        ")",
        ",",
        ".",
        "9999-99-99",
        "0/0/2000",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|words| words.join(" "))
}

fn holds(text: &str) {
    let cut = Text::new(text);
    let words = Words { calendar: &CALENDAR, quantities: &QUANTITIES };
    let length = text.chars().count();
    for language in Language::CODED {
        for mention in mentions(&cut, 0..cut.tokens().len(), language, words, published()) {
            assert!(mention.span.start < mention.span.end && mention.span.end as usize <= length);
            assert!(mention.days.0 <= mention.days.1);
            mention.when();
            mention.when_ahead();
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read(text in "\\PC{0,200}") {
        holds(&text);
    }

    #[test]
    fn any_order_of_words_is_read(text in soup()) {
        holds(&text);
    }
}
