//! English: tens before units, "and" only behind hundreds and thousands, dozens multiply.

use super::{Link, Numeral, Sum};

pub(super) fn push(sum: &mut Sum, next: Numeral, link: Link) -> bool {
    let small = matches!(next, Numeral::Unit(_) | Numeral::Ten | Numeral::Teen(_) | Numeral::Tens(_));
    if sum.after_thousand() {
        return (small || (link == Link::Beside && matches!(next, Numeral::Hundred(_)))) && sum.add(next);
    }
    match (sum.last, next, link) {
        (Numeral::Tens(_), Numeral::Unit(_), Link::Beside) => sum.add(next),
        (Numeral::Unit(n), Numeral::Hundred(100), Link::Beside) => {
            sum.open = sum.open - n + n * 100;
            true
        }
        (Numeral::Unit(n) | Numeral::Digits(n), Numeral::Dozen, Link::Beside) if n < 100 => {
            sum.open = n * 12;
            true
        }
        (Numeral::Digits(n), Numeral::Hundred(100), Link::Beside) if n < 100 => {
            sum.open = n * 100;
            true
        }
        (Numeral::Hundred(_), _, _) if small => sum.add(next),
        (_, Numeral::Thousand(_) | Numeral::Million, Link::Beside) => sum.multiply(next),
        _ => false,
    }
}
