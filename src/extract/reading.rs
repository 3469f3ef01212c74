//! One field of an article with everything that the lexicon found in it.

use std::ops::Range;

use crate::lexicon::{Class, Classes, FoundLists, Hit, Lexicon, clitic::Clitics};
use crate::model::span::Field;
use crate::model::{Language, Span};
use crate::text::{Kind, Text};

use super::found::Found;
use super::mention::{Mention, Name};
use super::sentence::{self, Sentence};

/// A word of a class of the grammar.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClassHit {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) class: Class,
    pub(super) clitics: Clitics,
}

/// A word of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct ListHit {
    pub(super) start: u32,
    pub(super) list: u32,
}

/// A field, cut and looked up.
pub(super) struct Reading<'a> {
    pub(super) field: Field,
    pub(super) text: Text<'a>,
    pub(super) language: Language,
    pub(super) sentences: Vec<Sentence>,
    pub(super) found: Found,
    /// Names that stand, in the order of the text; see [`Self::settle`].
    pub(super) mentions: Vec<Mention>,
    /// For each token, one more than the position of the first name that stands there; 0 for none.
    named: Vec<u32>,
}

impl<'a> Reading<'a> {
    /// Cuts `original` and looks it up.
    pub(super) fn new(field: Field, original: &'a str, language: Language, lexicon: &Lexicon) -> Self {
        let mut text = Text::new(original);
        let mut found = Found::new(text.tokens().len());
        lexicon.trie.read(&mut text, Some(language), |hit| found.sort_in(hit, lexicon));
        let mut sentences = sentence::cut(&text);
        if field == Field::Text {
            let dateline = sentence::dateline(&text);
            if let Some(first) = sentences.iter_mut().find(|sentence| sentence.tokens.end > dateline) {
                first.tokens.start = first.tokens.start.max(dateline);
            }
        }
        Self { field, text, language, sentences, found, mentions: Vec::new(), named: Vec::new() }
    }

    /// Whether a token lies inside a trigger of several words: `القوة القاهرة` names neither a force
    /// nor Cairo.
    pub(super) fn is_in_phrase(&self, at: usize) -> bool {
        self.found.phrases.get(at).copied().unwrap_or(false)
    }

    /// Classes of the words that begin at a token.
    pub(super) fn starting(&self, at: usize) -> Classes {
        self.found.starts.get(at).copied().unwrap_or_default()
    }

    /// Classes of the words that end before a token.
    pub(super) fn ending(&self, at: usize) -> Classes {
        self.found.ends.get(at).copied().unwrap_or_default()
    }

    /// The longest word of a class that begins at a token.
    pub(super) fn class_at(&self, at: usize, class: Class) -> Option<&ClassHit> {
        if !self.starting(at).has(class) {
            return None;
        }
        self.hits_from(at).take_while(|hit| hit.start == at).filter(|hit| hit.class == class).max_by_key(|hit| hit.end)
    }

    /// Words of classes from a token on, in order.
    pub(super) fn hits_from(&self, at: usize) -> impl Iterator<Item = &ClassHit> {
        let first = self.found.classes_before.get(at).map_or(self.found.classes.len(), |before| *before as usize);
        self.found.classes.get(first..).unwrap_or(&[]).iter()
    }

    /// Words of classes within a range.
    pub(super) fn hits_in(&self, range: Range<usize>) -> impl Iterator<Item = &ClassHit> {
        self.hits_from(range.start).take_while(move |hit| hit.start < range.end)
    }

    /// Words of lists that begin in a range.
    pub(super) fn lists_in(&self, range: Range<usize>) -> impl Iterator<Item = &ListHit> {
        let first = self.found.lists_before.get(range.start).map_or(self.found.lists.len(), |before| *before as usize);
        self.found.lists.get(first..).unwrap_or(&[]).iter().take_while(move |hit| (hit.start as usize) < range.end)
    }

    /// The lists that have a word in the field.
    pub(super) fn held(&self) -> &FoundLists {
        &self.found.held
    }

    /// Names found, standing or not, that end at `from` or behind it and begin before `until`.
    pub(super) fn names_between(&self, from: u32, until: u32) -> &[Hit] {
        let first = self.found.names.partition_point(|hit| hit.start + self.found.longest_name < from);
        let last = self.found.names.partition_point(|hit| hit.start < until);
        self.found.names.get(first..last).unwrap_or(&[])
    }

    /// The tokens of the longest name found.
    pub(super) fn longest_name(&self) -> u32 {
        self.found.longest_name
    }

    /// Names that stand within a range, in order.
    pub(super) fn mentions_in(&self, range: Range<usize>) -> impl Iterator<Item = &Mention> {
        let first = self.mentions.partition_point(|mention| mention.tokens.start < range.start);
        self.mentions.get(first..).unwrap_or(&[]).iter().take_while(move |mention| mention.tokens.start < range.end)
    }

    /// Takes the names that stand, in the order of the text.
    pub(super) fn settle(&mut self, mentions: Vec<Mention>) {
        self.named = vec![0; self.text.tokens().len()];
        for (number, mention) in (1..).zip(&mentions) {
            if let Some(named) = self.named.get_mut(mention.tokens.start).filter(|named| **named == 0) {
                *named = number;
            }
        }
        self.mentions = mentions;
    }

    /// The name that stands at a token.
    pub(super) fn mention_at(&self, at: usize) -> Option<&Mention> {
        let number = self.named.get(at).copied()?.checked_sub(1)?;
        self.mentions.get(number as usize)
    }

    /// Whether neither a name that stands nor a word of a class begins at a token.
    pub(super) fn is_plain(&self, at: usize) -> bool {
        self.starting(at) == Classes::default() && self.mention_at(at).is_none()
    }

    /// The name that covers a token.
    pub(super) fn mention_over(&self, at: usize) -> Option<Name> {
        let next = self.mentions.partition_point(|mention| mention.tokens.start <= at);
        let mention = self.mentions.get(next.checked_sub(1)?)?;
        (mention.tokens.end > at).then_some(mention.name)
    }

    /// The sentence that holds a token.
    pub(super) fn sentence_of(&self, at: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.tokens.end <= at)
    }

    /// The tokens of a sentence.
    pub(super) fn sentence(&self, index: usize) -> Range<usize> {
        self.sentences.get(index).map_or(0..0, |sentence| sentence.tokens.clone())
    }

    /// Whether another trigger, standing or not, begins between a trigger and a later token.
    /// One right behind it is coordinated: `معارك واشتباكات بين`.
    pub(super) fn other_trigger(&self, trigger: &Range<usize>, until: usize) -> bool {
        let first = self.found.triggers.partition_point(|hit| (hit.start as usize) < trigger.end);
        let later = self.found.triggers.get(first..).unwrap_or(&[]).iter();
        later
            .take_while(|hit| (hit.start as usize) < until)
            .any(|hit| hit.end as usize <= until && !self.is_coordinated(trigger.end, hit))
    }

    /// Keeps the triggers that are told to be kept, each by its position.
    pub(super) fn keep_triggers(&mut self, kept: &[bool]) {
        let mut kept = kept.iter();
        self.found.triggers.retain(|_| kept.next().copied().unwrap_or(false));
    }

    /// Whether a trigger begins at a token.
    pub(super) fn trigger_at(&self, at: usize) -> bool {
        let first = self.found.triggers.partition_point(|hit| (hit.start as usize) < at);
        self.found.triggers.get(first).is_some_and(|hit| hit.start as usize == at)
    }

    /// Whether another trigger stands between a trigger and other words, on either side of it.
    pub(super) fn triggers_between(&self, trigger: &Range<usize>, words: &Range<usize>) -> bool {
        if words.start >= trigger.end {
            return self.other_trigger(trigger, words.start);
        }
        let first = self.found.triggers.partition_point(|hit| (hit.start as usize) < words.end);
        let later = self.found.triggers.get(first..).unwrap_or(&[]).iter();
        later.take_while(|hit| (hit.start as usize) < trigger.start).any(|hit| hit.end as usize <= trigger.start)
    }

    /// Whether a trigger ends at a token or a word before it, with no mark between.
    pub(super) fn follows_trigger(&self, at: usize) -> bool {
        self.triggers_before(at).next().is_some()
    }

    /// Whether a token stands right behind another trigger, which then takes it.
    pub(super) fn follows_other(&self, trigger: &Range<usize>, at: usize) -> bool {
        self.triggers_before(at).any(|hit| hit.end as usize <= trigger.start)
    }

    /// The triggers that end at a token or a word before it, with no mark between.
    fn triggers_before(&self, at: usize) -> impl Iterator<Item = &Hit> {
        let near = move |hit: &&Hit| (hit.start + self.found.longest_trigger + 1) as usize >= at;
        let last = self.found.triggers.partition_point(|hit| (hit.start as usize) < at);
        self.found.triggers.get(..last).unwrap_or(&[]).iter().rev().take_while(near).filter(move |hit| {
            let end = hit.end as usize;
            end <= at && at - end <= 1 && (end..at).all(|at| !self.is_mark(at))
        })
    }

    fn is_coordinated(&self, end: usize, hit: &Hit) -> bool {
        let start = hit.start as usize;
        let joined = (end..start).all(|at| matches!(self.text.at(at), "and" | "et" | "or" | "ou" | "و" | ","));
        joined && (start > end || hit.clitics.conjunction) && start <= end + 2
    }

    /// Whether a token is a mark or the end of a line.
    pub(super) fn is_mark(&self, at: usize) -> bool {
        self.text.tokens().get(at).is_none_or(|token| matches!(token.kind, Kind::Mark | Kind::Line))
    }

    /// The original span of a range of tokens.
    pub(super) fn span(&self, tokens: Range<usize>) -> Span {
        self.text.span(tokens).unwrap_or(Span { start: 0, end: 0 })
    }

    /// The words of a range of tokens as the article wrote them.
    pub(super) fn quote(&self, tokens: Range<usize>) -> String {
        self.text.quote(tokens).to_owned()
    }
}
