//! How a word is written, as bits, so that one look tells whether it can be an entry.
//!
//! A common word is looked at by a dozen entries, most of them words of rules. To ask each in turn for
//! its article, part and language took 20,000 instructions an article.

use crate::model::Language;
use crate::text::Token;

use super::clitic::Clitics;
use super::trie::{Article, Entry, Part};

/// A set of ways of writing a word, or of those that keep a word from being an entry.
#[derive(Clone, Copy)]
pub(super) struct Traits(u32);

impl Traits {
    const ARTICLE: u32 = 1;
    const NO_ARTICLE: u32 = 1 << 1;
    const PRONOUN: u32 = 1 << 2;
    const ARTICLE_AND_PRONOUN: u32 = 1 << 3;
    const FUTURE: u32 = 1 << 4;
    /// `ل`.
    const LAM: u32 = 1 << 5;
    /// `ب` or `ك`.
    const OTHER_PREPOSITION: u32 = 1 << 6;
    /// `ك` and no article behind it.
    const BARE_KAF: u32 = 1 << 7;
    const NO_CAPITAL: u32 = 1 << 8;
    const NOT_ALL_CAPITALS: u32 = 1 << 9;
    /// The language of the text is the first of [`Language::ALL`], and so on.
    const LANGUAGE: u32 = 1 << 16;
    /// Any language.
    const LANGUAGES: u32 = ((1 << Language::ALL.len()) - 1) * Self::LANGUAGE;

    /// Those of a word in a text.
    pub(super) fn of(clitics: Clitics, first: &Token, language: Option<Language>) -> Self {
        let bit = |is: bool, bit: u32| if is { bit } else { 0 };
        let preposition = match clitics.preposition {
            None => 0,
            Some('ل') => Self::LAM,
            Some('ك') => Self::OTHER_PREPOSITION | bit(!clitics.article, Self::BARE_KAF),
            Some(_) => Self::OTHER_PREPOSITION,
        };
        Self(
            preposition
                | if clitics.article { Self::ARTICLE } else { Self::NO_ARTICLE }
                | bit(clitics.pronoun, Self::PRONOUN)
                | bit(clitics.article && clitics.pronoun, Self::ARTICLE_AND_PRONOUN)
                | bit(clitics.future, Self::FUTURE)
                | bit(!first.capital, Self::NO_CAPITAL)
                | bit(!first.capitals, Self::NOT_ALL_CAPITALS)
                | language.map_or(0, |language| Self::LANGUAGE << language as u32),
        )
    }

    /// Those that keep a word from being an entry.
    pub(super) fn against(entry: &Entry) -> Self {
        let bit = |is: bool, bit: u32| if is { bit } else { 0 };
        let article = match entry.article {
            Article::Never => Self::ARTICLE,
            Article::Always => Self::NO_ARTICLE,
            Article::Either => 0,
        };
        let part = match entry.part {
            // `كسبها` is "earned it", not "like Sabha": names take `ك` only before their article.
            Part::Name => Self::PRONOUN | Self::FUTURE | Self::BARE_KAF,
            Part::Noun => Self::FUTURE | Self::ARTICLE_AND_PRONOUN,
            Part::Past | Part::Passive => Self::ARTICLE | Self::FUTURE | Self::LAM | Self::OTHER_PREPOSITION,
            Part::Present => Self::ARTICLE | Self::OTHER_PREPOSITION,
            Part::Gerund | Part::Fixed => Self::PRONOUN | Self::FUTURE,
        };
        let others = |own: Language| Self::LANGUAGES & !(Self::LANGUAGE << own as u32);
        Self(
            article
                | part
                | bit(entry.capital, Self::NO_CAPITAL)
                | bit(entry.acronym, Self::NOT_ALL_CAPITALS)
                | entry.language.map_or(0, others),
        )
    }

    /// Whether the two sets share a trait.
    pub(super) fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}
