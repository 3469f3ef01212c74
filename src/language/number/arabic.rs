//! Arabic: units stand before tens (`خمسة وعشرون`), teens are two words, `و` joins everything else.

use super::{Link, Numeral, Sum};

pub(super) fn push(sum: &mut Sum, next: Numeral, link: Link) -> bool {
    match link {
        Link::Beside => beside(sum, next),
        Link::And => joined(sum, next),
    }
}

/// `ثلاثة عشر`, `ثلاث مئة`, `ثلاثة آلاف`, `20 ألفا`.
fn beside(sum: &mut Sum, next: Numeral) -> bool {
    match (sum.last, next) {
        (Numeral::Unit(_), Numeral::Ten) => sum.add(next),
        (Numeral::Unit(unit), Numeral::Hundred(100)) => {
            sum.open = sum.open - unit + unit * 100;
            true
        }
        (_, Numeral::Thousand(1000) | Numeral::Million) => sum.multiply(next),
        _ => false,
    }
}

/// `خمسة وعشرون`, `مئة وثلاثة`, `ألف ومئتان`, `3 آلاف و500`.
fn joined(sum: &mut Sum, next: Numeral) -> bool {
    if sum.after_thousand() {
        let smaller = next.value() < sum.ceiling || matches!((sum.ceiling, next), (1_000_000, Numeral::Thousand(_)));
        return smaller
            && match next {
                Numeral::Thousand(_) => {
                    sum.close(next.value(), next);
                    true
                }
                _ => sum.add(next),
            };
    }
    match (sum.last, next) {
        (Numeral::Unit(_), Numeral::Tens(_)) => sum.add(next),
        (Numeral::Hundred(_), Numeral::Unit(_) | Numeral::Ten | Numeral::Teen(_) | Numeral::Tens(_)) => sum.add(next),
        (Numeral::Hundred(_), Numeral::Digits(n)) if n < 100 => sum.add(next),
        _ => false,
    }
}
