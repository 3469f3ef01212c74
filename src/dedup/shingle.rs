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

/// A set of trigrams in the order in which they came, hashes as they are: each lies in `places` at
/// or behind the place that its high bits name, so that to ask for one is to look at one or two.
#[derive(Clone, Debug, Default)]
pub(super) struct Set {
    trigrams: Vec<u64>,
    /// A power of two, at most half of them taken; 0 is none.
    places: Vec<u64>,
}

impl Set {
    /// The trigrams of all passages; none reaches from one into the next.
    pub(super) fn of<const N: usize>(passages: [&[u32]; N]) -> Self {
        let most = passages.iter().map(|passage| passage.len()).sum();
        Self::with_room(most, passages.into_iter().flat_map(trigrams))
    }

    /// The set of some trigrams, not more than `most`.
    fn with_room(most: usize, trigrams: impl Iterator<Item = u64>) -> Self {
        let mut set = Self { trigrams: Vec::with_capacity(most), places: vec![0; (most * 2).next_power_of_two()] };
        trigrams.for_each(|trigram| set.insert(trigram));
        set
    }

    /// Adds a trigram for which there is room.
    fn insert(&mut self, trigram: u64) {
        let trigram = trigram.max(1);
        let (found, at) = self.place(trigram);
        if let Some(place) = self.places.get_mut(at).filter(|_| !found) {
            *place = trigram;
            self.trigrams.push(trigram);
        }
    }

    /// Whether a trigram is there, and its place or the one that it would have.
    fn place(&self, trigram: u64) -> (bool, usize) {
        let last = self.places.len().wrapping_sub(1);
        let mut at = (trigram >> 32) as usize & last;
        while let Some(held) = self.places.get(at).filter(|held| **held != 0) {
            if *held == trigram {
                return (true, at);
            }
            at = (at + 1) & last;
        }
        (false, at)
    }

    pub(super) fn len(&self) -> usize {
        self.trigrams.len()
    }

    /// In the order in which they came.
    pub(super) fn iter(&self) -> impl Iterator<Item = u64> + '_ {
        self.trigrams.iter().copied()
    }

    pub(super) fn contains(&self, trigram: u64) -> bool {
        self.place(trigram.max(1)).0
    }

    /// How many trigrams both have.
    pub(super) fn shared(&self, other: &Self) -> usize {
        let (few, many) = if self.len() <= other.len() { (self, other) } else { (other, self) };
        few.iter().filter(|trigram| many.contains(*trigram)).count()
    }

    /// The trigrams that another set has not.
    pub(super) fn without<'s>(&'s self, other: &'s Self) -> impl Iterator<Item = u64> + 's {
        self.iter().filter(|trigram| !other.contains(*trigram))
    }
}

impl From<Vec<u64>> for Set {
    fn from(trigrams: Vec<u64>) -> Self {
        Self::with_room(trigrams.len(), trigrams.into_iter())
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
        assert_eq!(only, [trigram(1, 2, 3), trigram(3, 4, 5)]);
    }

    #[test]
    fn a_set_has_each_once_in_the_order_in_which_they_came() {
        let set = Set::from(vec![7 << 40, 3, 7 << 40, 0, 3]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [7 << 40, 3, 1]);
        let has: Vec<bool> = [3, 7 << 40, 0, 4].into_iter().map(|trigram| set.contains(trigram)).collect();
        assert_eq!(has, [true, true, true, false]);
        let none = Set::default();
        assert_eq!((none.contains(3), none.shared(&set), set.without(&none).count()), (false, 0, 3));
    }

    #[test]
    fn the_smallest_are_counted_once() {
        assert_eq!(smallest::<3>([5, 9, 5, 2, 7, 2, 8].into_iter()), [2, 5, 7]);
        assert_eq!(smallest::<3>([4].into_iter()), [4]);
    }
}
