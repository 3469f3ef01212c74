//! What the lexicon finds in a field, sorted by its kind.

use crate::lexicon::{Classes, FoundLists, Hit, Lexicon, Target};

use super::reading::{ClassHit, ListHit};

/// The hits of each kind, in the order of the text.
pub(super) struct Found {
    /// Words of classes, sorted by start.
    pub(super) classes: Vec<ClassHit>,
    /// For each token up to the last of them, how many words of classes begin before it.
    pub(super) classes_before: Vec<u32>,
    /// Classes of the words that begin at each token.
    pub(super) starts: Vec<Classes>,
    /// Classes of the words that end at each token.
    pub(super) ends: Vec<Classes>,
    /// Words of lists, sorted by start.
    pub(super) lists: Vec<ListHit>,
    /// For each token up to the last of them, how many words of lists begin before it.
    pub(super) lists_before: Vec<u32>,
    /// The lists that have a word in the field.
    pub(super) held: FoundLists,
    /// Names, standing or not, sorted by start.
    pub(super) names: Vec<Hit>,
    /// The tokens of the longest name.
    pub(super) longest_name: u32,
    /// Triggers, sorted by start.
    pub(super) triggers: Vec<Hit>,
    /// The tokens of the longest trigger.
    pub(super) longest_trigger: u32,
    /// For each token, whether it lies inside a trigger of several words.
    pub(super) phrases: Vec<bool>,
}

impl Found {
    /// Nothing yet, with room for what so many tokens of news usually hold.
    pub(super) fn new(tokens: usize) -> Self {
        Self {
            classes: Vec::with_capacity(tokens / 2),
            classes_before: Vec::with_capacity(tokens),
            starts: vec![Classes::default(); tokens + 1],
            ends: vec![Classes::default(); tokens + 1],
            lists: Vec::with_capacity(tokens),
            lists_before: Vec::with_capacity(tokens),
            held: FoundLists::default(),
            names: Vec::with_capacity(tokens / 8),
            longest_name: 0,
            triggers: Vec::with_capacity(tokens / 8),
            longest_trigger: 0,
            phrases: vec![false; tokens],
        }
    }

    pub(super) fn sort_in(&mut self, hit: Hit, lexicon: &Lexicon) {
        match hit.entry.target {
            Target::Trigger(_) => {
                self.triggers.push(hit);
                self.longest_trigger = self.longest_trigger.max(hit.end - hit.start);
                if hit.end > hit.start + 1
                    && let Some(tokens) = self.phrases.get_mut(hit.start as usize..hit.end as usize)
                {
                    tokens.fill(true);
                }
            }
            Target::Place(_) | Target::Actor(_) | Target::Demonym(_) | Target::Decoy => {
                self.names.push(hit);
                self.longest_name = self.longest_name.max(hit.end - hit.start);
            }
            Target::Word(list) => {
                let (start, end) = (hit.start as usize, hit.end as usize);
                begin(&mut self.lists_before, self.lists.len(), start);
                self.lists.push(ListHit { start: hit.start, list });
                self.held.insert(list);
                if let Some(class) = lexicon.class_of(list) {
                    begin(&mut self.classes_before, self.classes.len(), start);
                    self.classes.push(ClassHit { start, end, class, clitics: hit.clitics });
                    for (set, at) in [(&mut self.starts, start), (&mut self.ends, end)] {
                        if let Some(set) = set.get_mut(at) {
                            set.insert(class);
                        }
                    }
                }
            }
        }
    }
}

/// Notes that one more hit begins at a token, in `before`: for each token up to it, how many begin
/// before it. With it the hits of a range are found without a search.
fn begin(before: &mut Vec<u32>, hits: usize, start: usize) {
    while before.len() <= start {
        before.push(u32::try_from(hits).unwrap_or(u32::MAX));
    }
}
