//! The words of `quantities.toml`: numerals, bounds, people, and what befell them.

mod read;

use std::ops::Range;

use crate::language::number::{Link, Numeral, Sum};
use crate::model::Language;
use crate::model::event::Harm;
use crate::problem::Problems;
use crate::text::{Books, Kind, Text};

use super::wordbook::Wordbook;

/// How many people a noun names without a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Plurality {
    /// `جندي`, soldier.
    One,
    /// `جنديان`, `جنديين`.
    Two,
    /// `جنود`, soldiers: any number.
    Many,
}

/// How a harm word takes its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// It is counted itself: `4 قتلى`, four dead.
    Noun(Plurality),
    /// A dead body: counted itself, or followed by the people it was: `جثث 4 قتلى`.
    Body(Plurality),
    /// It governs what follows: `مقتل 4`, *mort de*.
    Act,
    /// A verb with a counted object: *tuant*, `أودى بحياة`.
    Object,
    /// A verb with a counted subject: died, *ont péri*.
    Subject,
    /// An Arabic verb that agrees with a subject before it: `لقوا مصرعهم`.
    PluralSubject,
    /// A verb that may be either: `قتل`, killed, *tués*.
    Either,
    /// Dead and wounded told together: `بين قتيل وجريح`.
    Joint,
}

/// What a number is bounded by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// `ما لا يقل عن`
    AtLeast,
    /// `أكثر من`
    MoreThan,
    /// `ما يصل إلى`
    UpTo,
    /// `أقل من`
    LessThan,
    /// `نحو`
    About,
}

/// A noun for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct People {
    /// Position of the group's name in [`Quantities::group`].
    pub group: u16,
    /// How many without a number.
    pub plurality: Plurality,
    /// The Arabic accusative singular: an object, or what follows 11 to 99.
    pub accusative: bool,
    /// With a pronoun: `طفليه`, "his two children".
    pub possessed: bool,
}

/// The main thing that a word means for a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Meaning {
    /// Only its kinds matter.
    #[default]
    Nothing,
    /// A numeral.
    Numeral(Numeral),
    /// Said, but no number; the least that it means.
    Vague(u32),
    /// People.
    People(People),
    /// Harm.
    Harm(Harm, Form),
}

/// Small words by what they do; a word may do several things.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Kinds(u64);

macro_rules! kinds {
    ($($name:ident = $bit:literal, $text:literal, $doc:literal;)*) => {
        impl Kinds {
            $(#[doc = $doc] pub const $name: Self = Self(1 << $bit);)*

            fn named(name: &str) -> Option<Self> {
                match name {
                    $($text => Some(Self::$name),)*
                    _ => None,
                }
            }

            const NAMES: &'static [&'static str] = &[$($text),*];
        }
    };
}

kinds! {
    ARTICLE = 0, "article", "a, *une*: one.";
    POSSESSIVE = 1, "possessive", "his, *ses*.";
    BETWEEN = 2, "between", "`بين`: two numbers follow, or two sides.";
    OR = 3, "or", "or, `إلى`: between two numbers.";
    THING = 4, "thing", "Counted, but no person.";
    LABEL = 5, "label", "The number behind it is a name.";
    SUBSET = 6, "subset", "`بينهم`: a part follows.";
    NEGATOR = 7, "negator", "no, `دون`.";
    NOBODY = 8, "nobody", "A whole phrase that says that nobody was hurt.";
    LOSSES = 9, "toll-noun", "`خسائر بشرية`: without them nobody was hurt.";
    SILENCE = 10, "silence", "Nothing is known yet.";
    LIMITED = 11, "limited", "Only a group is meant.";
    RISE = 12, "rise", "A toll grows.";
    TOLL = 13, "toll", "The count of the dead.";
    INJURED_TOLL = 14, "injured-toll", "The count of the wounded.";
    MISSING_TOLL = 15, "missing-toll", "The count of the missing.";
    REACH = 16, "reach", "Stands between a toll and its number.";
    SUPERSEDED = 17, "superseded", "An older toll follows.";
    FROM = 18, "from", "of, `من`.";
    MORE = 19, "more", "Others than those already counted.";
    LATER = 20, "later", "Died after the first count.";
    UNSURE = 21, "unsure", "Said with reserve.";
    FREED = 22, "freed", "Captives who are let go, or sentences.";
    EXHUMED = 23, "exhumed", "Remains of the long dead.";
    AND = 24, "and", "and, *ainsi que*.";
    AUXILIARY = 25, "auxiliary", "was, *été*: makes a passive.";
    HAS = 26, "has", "have, *ont*: makes a perfect.";
    ADVERB = 27, "adverb", "Does not stand in the way.";
    PREPOSITION = 28, "preposition", "in, *dans*, `في`.";
    ONLY = 29, "only", "Turns a negation: *ne … que*.";
    THE = 30, "the", "the, *les*.";
    OPENS = 31, "opens", "`لقي`: harm only with the word that closes it.";
    CLOSES = 32, "closes", "`مصرعهم`, `حتفهم`.";
    SEVERAL = 33, "several", "A plural that is vague alone: `آلاف القتلى`.";
    PLURAL = 34, "plural", "An auxiliary of more than one: were, *ont*.";
    AMONG_DEAD = 35, "among-dead", "A part of the dead follows.";
    AMONG_INJURED = 36, "among-injured", "A part of the wounded follows.";
    INSTEAD = 37, "instead-of", "The number right behind it is replaced: *contre dix*.";
    SAYS = 38, "says", "said, *indique*: who stands before it speaks.";
    DAY = 39, "day", "Monday, *hier*: may stand between a verb and its object.";
    NO_ONE = 40, "no-one", "The subject of what befell nobody: \"nobody was\", *personne n'a*.";
    UNHURT = 41, "unhurt", "Came to no harm: escaped unhurt, *indemne*.";
    CARRIED = 42, "carried", "`نقل`: hurt, if it was to a hospital.";
    WARD = 43, "ward", "`إلى المستشفى`: who was taken there is hurt.";
    LOST = 44, "lost", "`خسر`: dead, if what was lost is a number of people.";
    CORRECTION = 45, "correction", "`تصويب`: what was reported before is replaced.";
}

impl Kinds {
    /// Whether one of `others` is among these.
    pub fn has(self, others: Self) -> bool {
        self.0 & others.0 != 0
    }

    /// Both together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// All that a word or phrase means for a count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Word {
    /// The main thing.
    pub meaning: Meaning,
    /// What it does besides.
    pub kinds: Kinds,
    /// Bounds a number that follows.
    pub bound_before: Option<Bound>,
    /// Bounds a number that stands before.
    pub bound_after: Option<Bound>,
}

impl Word {
    /// Whether it is a number.
    pub fn is_numeral(&self) -> bool {
        matches!(self.meaning, Meaning::Numeral(_))
    }

    /// Whether it tells of harm, or of a toll.
    pub fn tells_harm(&self) -> bool {
        let among = Kinds::AMONG_DEAD.with(Kinds::AMONG_INJURED);
        let toll = Kinds::TOLL.with(Kinds::INJURED_TOLL).with(Kinds::MISSING_TOLL);
        matches!(self.meaning, Meaning::Harm(..))
            || self.kinds.has(toll.with(Kinds::NOBODY).with(Kinds::UNHURT).with(Kinds::LOSSES).with(among))
    }
}

/// A number before a unit has at most so many words.
const NUMBER_WORDS: usize = 4;

/// The compiled words of counting.
pub struct Quantities {
    arabic: Wordbook<Word>,
    english: Wordbook<Word>,
    french: Wordbook<Word>,
    /// Digits are read in any language.
    none: Wordbook<Word>,
    groups: Vec<Box<str>>,
}

impl Default for Quantities {
    fn default() -> Self {
        let [arabic, english, french] = Language::CODED.map(|_| Wordbook::new(Books::QUANTITIES));
        Self { arabic, english, french, none: Wordbook::new(Books::QUANTITIES), groups: Vec::new() }
    }
}

impl Quantities {
    /// The words with which phrases begin, by what they can be asked for.
    pub(super) fn first_words(&self) -> [(Vec<u64>, Books); 3] {
        let of = |wanted: fn(&Word) -> bool| {
            [&self.arabic, &self.english, &self.french].into_iter().flat_map(move |book| book.first_words(wanted))
        };
        [
            (of(|_| true).collect(), Books::QUANTITIES),
            (of(Word::tells_harm).collect(), Books::HARM),
            (of(Word::is_numeral).collect(), Books::NUMERALS),
        ]
    }

    /// Reads `quantities.toml`; `file` names it in messages. What is wrong is added to `problems`
    /// and left out.
    pub fn parse(file: &str, toml: &str, problems: &mut Problems) -> Self {
        read::read(file, toml, problems)
    }

    /// The words of a language; none of one whose words are not part of the program.
    pub fn words(&self, language: Language) -> &Wordbook<Word> {
        match language {
            Language::English => &self.english,
            Language::French => &self.french,
            Language::Arabic => &self.arabic,
            Language::Italian | Language::Turkish | Language::Persian | Language::Urdu => &self.none,
        }
    }

    /// The number that ends before token `end`: `130`, *quatre-vingts*, `خمسة وعشرين`.
    pub fn number_before(&self, text: &Text<'_>, end: usize, language: Language) -> Option<u32> {
        let book = self.words(language);
        let numeral = |at: usize| match text.tokens().get(at)?.kind {
            Kind::Number => text.at(at).parse().ok().map(|n| (Numeral::Digits(n), Link::Beside)),
            Kind::Word => {
                let found = book.find(text, at, end)?;
                let Meaning::Numeral(numeral) = found.meaning.meaning else { return None };
                Some((numeral, if found.prefix.and { Link::And } else { Link::Beside }))
            }
            Kind::Mark | Kind::Line => None,
        };
        let start = (end.saturating_sub(NUMBER_WORDS)..end).rev().take_while(|at| numeral(*at).is_some()).last()?;
        let mut sum = Sum::new(numeral(start)?.0, language);
        for at in start + 1..end {
            let (next, link) = numeral(at)?;
            if !sum.push(next, link) {
                return None;
            }
        }
        Some(sum.value())
    }

    /// Whether a word of a range of tokens tells of harm, or of a toll.
    pub fn tells_harm(&self, text: &Text<'_>, tokens: Range<usize>, language: Language) -> bool {
        // Many phrases of harm begin with a common word: *a coûté la vie*.
        self.words(language).any(text, tokens, Books::HARM, |meaning| meaning.tells_harm())
    }

    /// The position of a group by its name; beyond all groups if there is none.
    pub fn group_named(&self, name: &str) -> u16 {
        let at = self.groups.iter().position(|group| **group == *name);
        at.and_then(|at| u16::try_from(at).ok()).unwrap_or(u16::MAX)
    }

    /// The name of a group of people in the record, such as `children`.
    pub fn group(&self, group: u16) -> &str {
        self.groups.get(usize::from(group)).map_or("", |name| name)
    }
}
