//! Nothing that a feed may hold panics or points outside its text.

use proptest::prelude::*;

use super::{CUES, Carried, Range, Text, assertions, sentences};
use crate::{
    extract::{
        agreement::agreement,
        attribution::{Speakers, identify, sayings},
    },
    lexicon::Quantities,
    model::Language,
};

/// Words that open, end and turn scopes, in any order, with other characters between.
fn salad() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "نفى",
        "أن",
        "إن",
        "هذه",
        "الأنباء",
        "عارية",
        "عن",
        "الصحة",
        "،",
        "مؤكداً",
        "لم",
        "لن",
        "قبل",
        "إذا",
        "وإلا",
        "«",
        "»",
        "قال",
        "وأضاف",
        "العقيد",
        "هدنة",
        "لمدة",
        "أسبوعين",
        "سيزور",
        "؟",
        ".",
        "\n",
        "denied",
        "that",
        "not",
        "until",
        "if",
        "said",
        ",",
        "\"",
        "will",
        "who",
        "neither",
        "nor",
        "truce",
        "of",
        "72",
        "hours",
        "according",
        "to",
        "n'",
        "a",
        "pas",
        "ne",
        "que",
        "si",
        "tant",
        "qu'",
        "selon",
        "dément",
        "trêve",
        "de",
        "(",
        ")",
        ";",
        ":",
        "but",
        "mais",
        "Col",
    ]);
    prop::collection::vec(prop_oneof![8 => words.prop_map(str::to_owned), 1 => any::<String>()], 0..60)
        .prop_map(|words| words.join(" "))
}

fn read(original: &str, language: Language) -> Result<(), TestCaseError> {
    let cues = &*CUES;
    let numerals = Quantities::default();
    let text = Text::new(original);
    let inside = |range: &Range<usize>| range.start <= range.end && range.end <= text.tokens().len();
    let (mut carried, mut speakers) = (Carried::default(), Speakers::default());
    for sentence in sentences(&text) {
        let (scopes, next) = assertions(&text, language, sentence.clone(), &carried, cues);
        for scope in &scopes {
            prop_assert!(inside(&scope.cue) && inside(&scope.covered), "{scope:?}");
            prop_assert!(scope.condition.as_ref().is_none_or(inside), "{scope:?}");
            prop_assert!(scope.covered.end <= sentence.end, "{scope:?} beyond {sentence:?}");
        }
        let (said, more) = sayings(&text, language, sentence.clone(), &speakers, cues);
        for saying in &said {
            prop_assert!(inside(&saying.verb) && inside(&saying.complement), "{saying:?}");
            if let Some(speaker) = &saying.speaker {
                prop_assert!(inside(speaker) && !speaker.is_empty(), "{saying:?}");
                let name = identify(&text, language, speaker, &|_| false, cues).tokens();
                prop_assert!(speaker.start <= name.start && name.end <= speaker.end, "{name:?} of {saying:?}");
            }
        }
        let agreed =
            agreement(&text, language, sentence.clone(), &(sentence.start..sentence.start + 1), cues, &numerals);
        prop_assert!(agreed.named.iter().chain(&agreed.lasting).all(inside), "{agreed:?}");
        (carried, speakers) = (next, more);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn ranges_stay_in_the_text(original in salad()) {
        for language in Language::CODED {
            read(&original, language)?;
        }
    }

    #[test]
    fn arbitrary_unicode_is_read(original in any::<String>()) {
        for language in Language::CODED {
            read(&original, language)?;
        }
    }
}

#[test]
fn a_line_without_end_is_read_in_part() {
    let endless = "لم إذا نفى قال أن ، ".repeat(20_000);
    read(&endless, Language::Arabic).unwrap();
    let endless = "denied that if not until he said , ".repeat(20_000);
    read(&endless, Language::English).unwrap();
}
