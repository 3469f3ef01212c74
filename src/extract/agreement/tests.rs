//! Clauses with what was agreed and for how long.

use super::*;
use crate::{lexicon::assertion::EMBEDDED, problem::Problems};

/// A clause, its trigger, and the kind, days, words that named it and words of its length.
type Case = (&'static str, &'static str, &'static str);

#[track_caller]
fn check(language: Language, cases: &[Case]) {
    let mut problems = Problems::default();
    let cues = AssertionCues::read("assertion.toml", EMBEDDED, &mut problems);
    let numerals = Quantities::parse("q", include_str!("../../../config/lexicon/quantities.toml"), &mut problems);
    let differ: Vec<String> = cases
        .iter()
        .map(|(clause, trigger, expected)| (clause, read(language, clause, trigger, &cues, &numerals), expected))
        .filter(|(_, found, expected)| found != *expected)
        .map(|(clause, found, expected)| format!("{clause}\n  is {found}\n  expected {expected}"))
        .collect();
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn read(language: Language, clause: &str, trigger: &str, cues: &AssertionCues, numerals: &Quantities) -> String {
    let text = Text::new(clause);
    let wanted = Text::new(trigger);
    let count = wanted.tokens().len();
    let words = |from: usize| (0..count).all(|n| text.at(from + n) == wanted.at(n));
    let at = (0..text.tokens().len()).find(|at| words(*at)).unwrap_or_else(|| panic!("no `{trigger}` in {clause}"));
    let agreed = agreement(&text, language, 0..text.tokens().len(), &(at..at + count), cues, numerals);
    let said = |tokens: Option<Range<usize>>| {
        tokens.and_then(|tokens| text.span(tokens)).map_or("-", |span| span.of(clause)).to_owned()
    };
    let days = agreed.agreement.duration_days.map_or("-".to_owned(), |days| days.to_string());
    format!("{:?} {days} / {} / {}", agreed.agreement.kind, said(agreed.named), said(agreed.lasting)).to_lowercase()
}

#[test]
fn a_truce_has_a_length() {
    check(
        Language::Arabic,
        &[
            (
                "أعلنت القيادة وقف إطلاق النار في المدينة فقط لمدة أسبوعين",
                "وقف إطلاق النار",
                "ceasefire 14 / وقف إطلاق النار / لمدة أسبوعين",
            ),
            ("وافقت على هدنة مع المجموعات المسلحة لأسبوعين", "هدنة", "ceasefire 14 / هدنة / لأسبوعين"),
            ("اتفق الطرفان على هدنة مدتها 48 ساعة", "هدنة", "ceasefire 2 / هدنة / مدتها 48 ساعة"),
            ("هدنة إنسانية لثلاثة أيام في سبها", "هدنة", "ceasefire 3 / هدنة إنسانية / لثلاثة أيام"),
            ("هدنة لمدة ثمان وأربعين ساعة", "هدنة", "ceasefire 2 / هدنة / لمدة ثمان وأربعين ساعة"),
            ("هدنة لأسبوع قابلة للتمديد", "هدنة", "ceasefire 7 / هدنة / لأسبوع"),
            ("وقف القصف على الحي خلال 48 ساعة", "وقف القصف", "ceasefire - / وقف القصف / -"),
            ("اتفاق على وقف إطلاق النار بعد أسبوعين من القتال", "اتفاق", "ceasefire - / وقف إطلاق النار / -"),
            ("اتفاق لتبادل الأسرى بين الكتيبتين", "اتفاق", "exchange - / لتبادل الأسرى / -"),
            ("اتفاق يقضي بانسحاب الكتائب", "اتفاق", "withdrawal - / بانسحاب / -"),
            ("انسحاب القوات من المطار", "انسحاب", "withdrawal - / انسحاب القوات / -"),
            ("مصالحة بين القبيلتين", "مصالحة", "other - / مصالحة / -"),
        ],
    );
    check(
        Language::English,
        &[
            ("the brigade declared a ceasefire for two weeks", "ceasefire", "ceasefire 14 / ceasefire / for two weeks"),
            ("a 72-hour truce in Sabha", "truce", "ceasefire 3 / truce / 72-hour"),
            ("a truce and the release of four men held last week", "truce", "ceasefire - / truce / -"),
            ("a truce of ten days", "truce", "ceasefire 10 / truce / of ten days"),
            ("a truce lasting a month", "truce", "ceasefire 30 / truce / lasting a month"),
            ("they agreed to a truce after two weeks of fighting", "truce", "ceasefire - / truce / -"),
            ("a deal on an exchange of prisoners", "deal", "exchange - / exchange of prisoners / -"),
            ("it would hold its fire for 36 hours", "hold its fire", "ceasefire 2 / hold its fire / for 36 hours"),
            ("a three-day humanitarian truce", "truce", "ceasefire 3 / truce / three-day"),
            ("an agreement between the two mayors", "agreement", "other - / agreement / -"),
        ],
    );
    check(
        Language::French,
        &[
            ("une trêve de 72 heures à Sebha", "trêve", "ceasefire 3 / trêve / de 72 heures"),
            (
                "un cessez-le-feu pendant deux semaines",
                "cessez-le-feu",
                "ceasefire 14 / cessez-le-feu / pendant deux semaines",
            ),
            ("une trêve d'une semaine", "trêve", "ceasefire 7 / trêve / d'une semaine"),
            ("une trêve humanitaire de quarante-huit heures", "trêve", "ceasefire 2 / trêve / de quarante-huit heures"),
            ("une trêve au terme de deux semaines de combats", "trêve", "ceasefire - / trêve / -"),
            ("un accord sur un échange de prisonniers", "accord", "exchange - / échange de prisonniers / -"),
            ("le retrait des forces du terminal", "retrait", "withdrawal - / retrait / -"),
        ],
    );
}
