//! Word trigrams as hashes: what two articles have in common.

/// Two odd constants of xxh3's kind, so that no word is the neutral element.
const FIRST: u64 = 0x9e37_79b1_85eb_ca87;
const SECOND: u64 = 0xc2b2_ae3d_27d4_eb4f;

/// The hash of three words in their order, wherever they stand.
pub(super) fn trigram(first: u32, second: u32, third: u32) -> u64 {
    let pair = u64::from(first) << 32 | u64::from(second);
    let product = u128::from(pair ^ FIRST) * u128::from(u64::from(third) << 17 ^ SECOND);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are used")]
    let mixed = product as u64 ^ (product >> 64) as u64;
    mixed.wrapping_mul(FIRST)
}

/// The trigrams of a passage, in its order.
pub(super) fn trigrams(tokens: &[u32]) -> impl ExactSizeIterator<Item = u64> + '_ {
    tokens.array_windows().map(|[first, second, third]| trigram(*first, *second, *third))
}

/// A sorted set of trigrams.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Set(Vec<u64>);

impl Set {
    /// The trigrams of all passages; none reaches from one into the next.
    pub(super) fn of<const N: usize>(passages: [&[u32]; N]) -> Self {
        let mut all = Vec::with_capacity(passages.iter().map(|passage| passage.len()).sum());
        for passage in passages {
            all.extend(trigrams(passage));
        }
        all.into()
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The smallest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.0.iter().copied()
    }

    pub(super) fn contains(&self, trigram: u64) -> bool {
        self.0.binary_search(&trigram).is_ok()
    }

    /// How many trigrams both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        self.len() - self.without(other).count()
    }

    /// The trigrams that another set has not.
    pub(super) fn without<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = u64> + 's {
        let mut others = other.0.iter().peekable();
        self.iter().filter(move |trigram| {
            while others.next_if(|other| *other < trigram).is_some() {}
            others.peek() != Some(&trigram)
        })
    }
}

impl From<Vec<u64>> for Set {
    fn from(mut trigrams: Vec<u64>) -> Self {
        trigrams.sort_unstable();
        trigrams.dedup();
        Self(trigrams)
    }
}

/// The `N` smallest of some trigrams, each once, in order.
pub(super) fn smallest<const N: usize>(trigrams: impl Iterator<Item = u64>) -> Vec<u64> {
    let mut smallest = Vec::with_capacity(N + 1);
    for trigram in trigrams {
        if smallest.len() == N && smallest.last().is_some_and(|last| *last <= trigram) {
            continue;
        }
        if let Err(at) = smallest.binary_search(&trigram) {
            smallest.insert(at, trigram);
            smallest.truncate(N);
        }
    }
    smallest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn order_counts_and_place_does_not() {
        assert_ne!(trigram(1, 2, 3), trigram(3, 2, 1));
        assert_ne!(trigram(1, 2, 3), trigram(2, 1, 3));
        let (there, here): (Vec<u64>, Vec<u64>) = (trigrams(&[9, 1, 2, 3]).collect(), trigrams(&[1, 2, 3]).collect());
        assert_eq!(there[1..], here);
    }

    #[test]
    fn sets_share_what_both_have() {
        let (one, other) = (Set::of([&[1, 2, 3, 4, 5][..]]), Set::of([&[2, 3, 4][..], &[5, 1, 2][..]]));
        assert_eq!((one.len(), other.len(), one.shared(&other)), (3, 2, 1));
        let only: Vec<u64> = one.without(&other).collect();
        assert_eq!(Set(only), Set::of([&[1, 2, 3][..], &[3, 4, 5]]));
    }

    #[test]
    fn the_smallest_are_counted_once() {
        assert_eq!(smallest::<3>([5, 9, 5, 2, 7, 2, 8].into_iter()), [2, 5, 7]);
        assert_eq!(smallest::<3>([4].into_iter()), [4]);
    }
}
