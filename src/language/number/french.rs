//! French: `soixante-dix`, `quatre-vingts`, `vingt et un`, and collectives in *-aine*.

use super::{Link, Numeral, Sum};

pub(super) fn push(sum: &mut Sum, next: Numeral, link: Link) -> bool {
    if link == Link::And {
        // Only "vingt et un" and "soixante et onze" have a conjunction.
        return matches!(
            (sum.last, next),
            (Numeral::Tens(20..=70), Numeral::Unit(1)) | (Numeral::Tens(60), Numeral::Teen(11))
        ) && sum.add(next);
    }
    let small = matches!(next, Numeral::Unit(_) | Numeral::Ten | Numeral::Teen(_) | Numeral::Tens(_));
    if sum.after_thousand() {
        return (small || matches!(next, Numeral::Hundred(_))) && sum.add(next);
    }
    match (sum.last, next) {
        (Numeral::Unit(4), Numeral::Tens(20)) => {
            sum.open = sum.open - 4 + 80;
            true
        }
        (Numeral::Unit(n), Numeral::Hundred(100)) => {
            sum.open = n * 100;
            true
        }
        (Numeral::Unit(n) | Numeral::Digits(n), Numeral::About(about)) if n < 100 => {
            sum.open = n * about;
            true
        }
        (Numeral::Hundred(_), _) if small => sum.add(next),
        (Numeral::Tens(_), Numeral::Unit(_)) => sum.add(next),
        // 60 and 80 also take ten and the teens: 70 to 79, 90 to 99.
        (Numeral::Tens(20), Numeral::Ten | Numeral::Teen(_)) if sum.open % 100 == 80 => sum.add(next),
        (Numeral::Tens(60), Numeral::Ten | Numeral::Teen(_)) => sum.add(next),
        (Numeral::Ten, Numeral::Unit(7..=9)) => sum.add(next),
        (_, Numeral::Thousand(_) | Numeral::Million) => sum.multiply(next),
        _ => false,
    }
}
