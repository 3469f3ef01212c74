//! Sets of lists of words, by their positions.

/// The lists of which a rule looks for a word: those of a block of 64 in one pair. They lie close
/// together, so a look at a few pairs tells whether any of them stands in a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Lists(Vec<(usize, u64)>);

impl Lists {
    /// Adds one.
    pub fn insert(&mut self, list: u32) {
        let (block, bit) = place(list);
        match self.0.iter_mut().find(|(known, _)| *known == block) {
            Some((_, bits)) => *bits |= bit,
            None => self.0.push((block, bit)),
        }
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a list is among them.
    pub fn has(&self, list: u32) -> bool {
        let (block, bit) = place(list);
        self.0.iter().any(|(known, bits)| *known == block && bits & bit != 0)
    }

    /// Whether a word of one of them was found.
    pub fn meet(&self, found: &FoundLists) -> bool {
        self.0.iter().any(|(block, bits)| found.0.get(*block).is_some_and(|found| found & bits != 0))
    }
}

/// The lists of which a text holds words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FoundLists(Vec<u64>);

impl FoundLists {
    /// Adds one.
    pub fn insert(&mut self, list: u32) {
        let (block, bit) = place(list);
        if block >= self.0.len() {
            self.0.resize(block + 1, 0);
        }
        if let Some(bits) = self.0.get_mut(block) {
            *bits |= bit;
        }
    }
}

/// The block of a list, and its bit there.
fn place(list: u32) -> (usize, u64) {
    (list as usize / 64, 1 << (list % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_meet_in_a_list_of_both() {
        let (mut lists, mut found) = (Lists::default(), FoundLists::default());
        for list in [3, 70, 700] {
            lists.insert(list);
        }
        for list in [2, 71, 6_000] {
            found.insert(list);
        }
        assert_eq!((lists.has(70), lists.has(71), lists.meet(&found)), (true, false, false));
        found.insert(700);
        assert!(lists.meet(&found));
    }
}
