use super::{Link::*, Numeral::*, *};

/// Reads numerals until one is refused; the value and how many were taken.
fn read(language: Language, first: Numeral, rest: &[(Link, Numeral)]) -> (u32, usize) {
    let mut sum = Sum::new(first, language);
    let taken = rest.iter().take_while(|(link, numeral)| sum.push(*numeral, *link)).count();
    (sum.value(), taken + 1)
}

#[track_caller]
fn check(language: Language, first: Numeral, rest: &[(Link, Numeral)], value: u32) {
    assert_eq!(read(language, first, rest), (value, rest.len() + 1));
}

#[test]
fn arabic_units_stand_before_tens() {
    check(Language::Arabic, Unit(5), &[(And, Tens(20))], 25);
    check(Language::Arabic, Unit(3), &[(Beside, Ten)], 13);
    check(Language::Arabic, Hundred(100), &[(And, Unit(5)), (And, Tens(20))], 125);
    check(Language::Arabic, Hundred(300), &[(And, Unit(3)), (Beside, Ten)], 313);
    check(Language::Arabic, Unit(3), &[(Beside, Hundred(100))], 300);
    check(Language::Arabic, Unit(3), &[(Beside, Thousand(1000)), (And, Hundred(800))], 3800);
    check(Language::Arabic, Thousand(1000), &[(And, Hundred(200))], 1200);
    check(Language::Arabic, Unit(5), &[(And, Tens(20)), (Beside, Thousand(1000))], 25_000);
    check(Language::Arabic, Digits(3), &[(Beside, Thousand(1000)), (And, Digits(500))], 3500);
}

#[test]
fn arabic_counts_side_by_side_stay_apart() {
    assert_eq!(read(Language::Arabic, Unit(3), &[(And, Unit(5))]), (3, 1));
    assert_eq!(read(Language::Arabic, Unit(3), &[(And, Ten)]), (3, 1));
    assert_eq!(read(Language::Arabic, Digits(4), &[(And, Digits(18))]), (4, 1));
    assert_eq!(read(Language::Arabic, Tens(20), &[(And, Unit(5))]), (20, 1));
}

#[test]
fn english_tens_stand_before_units() {
    check(Language::English, Tens(20), &[(Beside, Unit(5))], 25);
    check(Language::English, Unit(1), &[(Beside, Hundred(100)), (And, Unit(5))], 105);
    check(Language::English, Unit(2), &[(Beside, Dozen)], 24);
    check(Language::English, Unit(3), &[(Beside, Thousand(1000)), (Beside, Unit(8)), (Beside, Hundred(100))], 3800);
    assert_eq!(read(Language::English, Unit(4), &[(And, Unit(8))]), (4, 1));
}

#[test]
fn french_scores_and_sixties() {
    check(Language::French, Unit(4), &[(Beside, Tens(20))], 80);
    check(Language::French, Unit(4), &[(Beside, Tens(20)), (Beside, Ten), (Beside, Unit(7))], 97);
    check(Language::French, Tens(60), &[(Beside, Ten)], 70);
    check(Language::French, Tens(60), &[(And, Teen(11))], 71);
    check(Language::French, Tens(20), &[(And, Unit(1))], 21);
    check(Language::French, Ten, &[(Beside, Unit(8))], 18);
    check(Language::French, Unit(2), &[(Beside, Thousand(1000)), (Beside, Hundred(100))], 2100);
    assert_eq!(read(Language::French, Unit(4), &[(And, Unit(8))]), (4, 1));
}

#[test]
fn french_collectives_say_about() {
    let mut sum = Sum::new(Unit(1), Language::French);
    assert!(sum.push(About(10), Beside));
    assert_eq!((sum.value(), sum.about()), (10, true));
}

#[test]
fn huge_numbers_do_not_overflow() {
    let mut sum = Sum::new(Digits(u32::MAX), Language::English);
    sum.push(Million, Beside);
    assert_eq!(sum.value(), u32::MAX);
}
