//! Whatever a feed holds, the grammar answers, and its spans lie inside the text.

use proptest::prelude::*;

use super::{CALENDAR, QUANTITIES};
use crate::extract::casualty::{Words, fold, mentions};
use crate::model::Language;
use crate::text::Text;

/// Words of the three grammars in any order reach more of it than letters at random.
fn soup() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "مقتل",
        "قتل",
        "4",
        "18",
        "و",
        "جنود",
        "جريحا",
        "قتلى",
        "بينهم",
        "،",
        "لقوا",
        "مصرعهم",
        "ما لا يقل عن",
        "إلى",
        "ارتفاع",
        "حصيلة",
        "دون",
        "إصابات",
        "جثث",
        "killed",
        "four",
        "people",
        "and",
        "wounded",
        "were",
        "including",
        ",",
        "toll",
        "rises",
        "to",
        "from",
        "no",
        "casualties",
        "none of the",
        "dead",
        "tués",
        "une",
        "dizaine",
        "de",
        "morts",
        "dont",
        "ont été",
        "aucun",
        "blessé",
        "bilan",
        "contre",
        "«",
        "»",
        "(",
        ")",
        ".",
        "\n",
        "1200",
        "99999999999",
        "12:30",
        "5%",
        "خلال الـ24 ساعة",
        "two dozen",
        "between",
        "10",
        "15",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|words| words.join(" "))
}

fn holds(text: &str) {
    let cut = Text::new(text);
    let words = Words { quantities: &QUANTITIES, calendar: &CALENDAR };
    let length = text.chars().count();
    for language in Language::CODED {
        let found = mentions(&cut, 0..cut.tokens().len(), language, words);
        for mention in &found {
            assert!(mention.span.start < mention.span.end && mention.span.end as usize <= length);
            assert_eq!(mention.span.of(text), mention.exact);
        }
        fold(&found);
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
