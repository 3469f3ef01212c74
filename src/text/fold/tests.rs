use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, folded: &str) {
    assert_eq!(fold(text), folded);
}

#[test]
fn newsroom_vowels_go() {
    check("أعلّن السفير", "اعلن السفير");
    check("مُشدِّداً على أنّ", "مشددا علي ان");
    check("الحمـــد", "الحمد");
}

#[test]
fn hamza_on_alef_is_alef() {
    check("وقف لأطلاق النار", "وقف لاطلاق النار");
    check("وقف لإطلاق النار", "وقف لاطلاق النار");
    check("وقف أطلاق النار", "وقف اطلاق النار");
    check("ا\u{654}سلحة", "اسلحه");
}

#[test]
fn hamza_on_its_seats_is_hamza() {
    check("مسؤول", "مسءول");
    check("مسئول", "مسءول");
    check("شؤون", "شءون");
    check("شئون", "شءون");
    check("مسو\u{654}ول شي\u{651}\u{654}ون", "مسءول شءون");
}

#[test]
fn digits_are_kept_in_one_form() {
    check("خلال الـ24 ساعة", "خلال ال24 ساعه");
    check("٢٤ ساعة", "24 ساعه");
    check("۲۴ ساعة", "24 ساعه");
    check("१२ 𝟙２", "12 12");
}

#[test]
fn thousands_join_and_decimals_part() {
    check("1,200", "1200");
    check("١٬٢٠٠", "1200");
    check("1.200", "1200");
    check("1,200,300.50", "1200300 50");
    check("٣٫٥", "3 5");
    check("28.11.2016 12345,678 1.2000", "28 11 2016 12345 678 1 2000");
    check("1, 200", "1 200");
}

#[test]
fn presentation_forms_unfold() {
    check("ﻣﺼﺮاﺗﺔ", "مصراته");
    check("ﷲ", "الله");
    check("ﬁnal", "final");
    check("ﷺ", "صلي الله عليه وسلم");
    check("½ º ²", "1 2 o 2");
}

#[test]
fn marks_become_one_space() {
    check("\u{200f}«داعش»، قال؟", "داعش قال");
    check("U.N. says", "u n says");
    check("كوفيد-19", "كوفيد 19");
    check("Aïn Zara — L’Égypte", "ain zara l egypte");
}

#[test]
fn joiners_leave_no_trace() {
    check("یک گفت\u{200c}وگو", "يك غفتوغو");
}

#[test]
fn latin_letters_lose_their_marks() {
    check("Straße", "strasse");
    check("Œuvre Æsop Øre Łódź Đà Iı", "oeuvre aesop ore lodz da ii");
}

#[test]
fn appended_words_stay_apart() {
    let mut out = fold("سرت").into_bytes();
    fold_into("", &mut out);
    fold_into("، درنة", &mut out);
    assert_eq!(out, "سرت درنه".as_bytes());
}

/// The fold is its own fixed point on every single letter of Unicode.
#[test]
fn every_letter_is_folded_once_and_for_all() {
    for c in '\0'..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4]));
        assert_eq!(fold(&once), once, "U+{:04X}", u32::from(c));
    }
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in r"[\PC0-9,.٬ؤوئي\u{654}\u{64b}-\u{652} ]{0,80}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
    }

    #[test]
    fn no_space_is_doubled_or_outside(text in any::<String>()) {
        let folded = fold(&text);
        prop_assert!(!folded.contains("  ") && folded.trim() == folded);
    }
}
