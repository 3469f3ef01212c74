//! The search for the phrases of the trie in a text.

use std::ops::Range;

use crate::model::Language;
use crate::text::{Books, Kind, Text, Token, word_key};

use super::clitic::{self, Clitics};
use super::traits::Traits;
use super::trie::{Hit, Node, Trie, count};

/// One pass over a text.
pub(super) struct Search<'s, F> {
    pub(super) trie: &'s Trie,
    pub(super) text: &'s Text<'s>,
    pub(super) language: Option<Language>,
    pub(super) found: F,
}

impl<F: FnMut(Hit)> Search<'_, F> {
    /// Hands over the hits; the dictionaries that know each token.
    pub(super) fn run(mut self) -> Vec<Books> {
        let tokens = self.text.tokens();
        let mut books = Vec::with_capacity(tokens.len());
        for (start, token) in tokens.iter().enumerate() {
            books.push(match token.kind {
                Kind::Mark | Kind::Line => self.trie.books(token.key),
                Kind::Number => self.walk(start, token.key, Clitics::NONE),
                Kind::Word => self.word(start, token),
            });
        }
        books
    }

    /// Looks a word up in all its readings; who knows one of them.
    fn word(&mut self, start: usize, token: &Token) -> Books {
        let word = self.text.word(token);
        if !clitic::is_arabic(word) {
            return self.walk(start, token.key, Clitics::NONE);
        }
        let pronoun = if token.marbuta { None } else { clitic::pronoun(word) };
        let mut books = Books::NONE;
        clitic::readings(word, |rest, clitics| {
            if let Some(stem) = pronoun.and_then(|pronoun| clitic::stem(rest, pronoun)) {
                self.ending(|trie, key| trie.opening(key), stem, clitics, start..start + 1);
            }
            let key = if rest.len() == word.len() { token.key } else { word_key(rest) };
            books = books.with(self.walk(start, key, clitics));
        });
        // Some dictionaries set `و` off before a single letter too.
        if let Some(rest) = word.strip_prefix(['و', 'ف']).filter(|rest| rest.len() <= 2) {
            books = books.with(self.trie.books(word_key(rest)));
        }
        books
    }

    /// Finds the phrases that begin with the word of a key, which is the token without `clitics`.
    fn walk(&mut self, start: usize, key: u64, clitics: Clitics) -> Books {
        let Some(first) = self.trie.word(key) else { return Books::NONE };
        if first.node.begins() {
            self.push(first.node, start..start + 1, clitics);
            self.go_on(first.node, start, clitics);
        }
        first.books
    }

    /// Follows phrases of several words.
    fn go_on(&mut self, first: Node, start: usize, clitics: Clitics) {
        let (trie, text) = (self.trie, self.text);
        let (mut node, mut at) = (first, start + 1);
        while node.inner {
            let Some(token) = text.tokens().get(at) else { return };
            at += 1;
            if token.kind == Kind::Mark {
                let word = text.word(token);
                let initial = word == "." && text.tokens().get(at - 2).is_some_and(is_initial);
                if initial || matches!(word, "«" | "»" | "\"") {
                    continue;
                }
            }
            if matches!(token.kind, Kind::Mark | Kind::Line) {
                return;
            }
            if !token.marbuta
                && let Some(stem) = clitic::without_pronoun(text.word(token))
            {
                self.ending(|trie, key| trie.follow(node, key), stem, clitics, start..at);
            }
            let Some(next) = trie.follow(node, token.key) else { return };
            node = next;
            self.push(node, start..at, clitics);
        }
    }

    /// Finds a last word with a pronoun by its stem: `قصفه`, `زيارته`.
    fn ending(
        &mut self,
        next: impl Fn(&Trie, u64) -> Option<Node>,
        stem: &str,
        clitics: Clitics,
        tokens: Range<usize>,
    ) {
        let clitics = Clitics { pronoun: true, ..clitics };
        if let Some(node) = next(self.trie, word_key(stem)) {
            self.push(node, tokens.clone(), clitics);
        }
        // Before a pronoun the last letter of `زيارة` is a plain ت.
        if let Some(stem) = stem.strip_suffix('ت')
            && let Some(node) = next(self.trie, word_key(&format!("{stem}ه")))
        {
            self.push(node, tokens, clitics);
        }
    }

    fn push(&mut self, node: Node, tokens: Range<usize>, clitics: Clitics) {
        let Some(first) = self.text.tokens().get(tokens.start) else { return };
        let (start, end) = (count(tokens.start), count(tokens.end));
        let traits = Traits::of(clitics, first, self.language);
        for (entry, against) in self.trie.at(node) {
            if !traits.meet(*against) {
                (self.found)(Hit { start, end, entry: *entry, clitics });
            }
        }
    }
}

/// Whether the token is one letter of `U.N.` or of a name: `J. Christopher Stevens`.
fn is_initial(token: &Token) -> bool {
    token.capitals && token.span.end - token.span.start == 1
}
