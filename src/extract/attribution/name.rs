//! Whom the words of a speaker name: a man without his titles, or a source as it is worded.

use std::ops::Range;

use crate::{
    lexicon::assertion::{AssertionCues, Class},
    model::Language,
    text::{Gap, Kind, Text},
};

/// A personal name has no more words than this: given name, father's name, family.
const LONGEST_NAME: usize = 4;

/// Whom the words name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Speaker {
    /// A person by name: `رضا عيسى`, without `عضو المركز الإعلامي`.
    Person(Range<usize>),
    /// A body or an unnamed source, as worded: `مصادر محلية`.
    Source(Range<usize>),
}

impl Speaker {
    /// The tokens that stand for the speaker in a record.
    pub fn tokens(&self) -> Range<usize> {
        match self {
            Self::Person(tokens) | Self::Source(tokens) => tokens.clone(),
        }
    }
}

/// Cuts the personal name out of the words of a speaker, if there is one.
///
/// `listed` tells whether a token belongs to a known place or body, which no unknown name does:
/// `عميد بلدية مزدة سالم الورفلي`.
pub fn identify(
    text: &Text<'_>,
    language: Language,
    speaker: &Range<usize>,
    listed: &dyn Fn(usize) -> bool,
    cues: &AssertionCues,
) -> Speaker {
    let words = Words { text, language, cues, listed, tokens: speaker.clone() };
    let name = if language == Language::Arabic { words.arabic_name() } else { words.latin_name() };
    match name {
        Some(name) => Speaker::Person(name),
        None => Speaker::Source(words.without_article()),
    }
}

struct Words<'t> {
    text: &'t Text<'t>,
    language: Language,
    cues: &'t AssertionCues,
    listed: &'t dyn Fn(usize) -> bool,
    tokens: Range<usize>,
}

impl Words<'_> {
    fn holds(&self, at: usize, class: Class) -> bool {
        let word = self.text.at(at);
        let tables = [self.cues.names(self.language), self.cues.cues(self.language)];
        tables.into_iter().flatten().any(|phrases| phrases.holds(word, class))
    }

    fn is_word(&self, at: usize) -> bool {
        self.text.tokens().get(at).is_some_and(|token| token.kind == Kind::Word)
    }

    /// The words at the end that are no office: names have no article but on the last.
    ///
    /// `الناطق باسم القيادة العامة العقيد أحمد المسماري` → `أحمد المسماري`.
    fn arabic_name(&self) -> Option<Range<usize>> {
        if self.holds(self.tokens.start, Class::Source) {
            return None;
        }
        let end = self.before_place();
        let mut start = end;
        while start > self.tokens.start && end - start < LONGEST_NAME && self.may_be_name(start - 1, start == end) {
            start -= 1;
        }
        let before = start.checked_sub(1).filter(|before| *before >= self.tokens.start);
        let whole = before.is_none();
        let governed = before.is_some_and(|before| self.governs(before));
        let enough = end - start >= 2 || (whole && end > start) || before.is_some_and(|b| self.is_address(b));
        let body = whole && self.tokens.clone().any(|at| self.holds(at, Class::Body) || self.holds(at, Class::Source));
        (enough && !governed && !body && start < end).then_some(start..end)
    }

    /// The end of the words without where they were said: `شابيا مانتو في جنيف`.
    fn before_place(&self) -> usize {
        let end = self.tokens.end;
        let last = (self.tokens.start + 2..end).find(|at| *at + 3 > end && self.text.at(*at) == "في");
        let named = |at: usize| self.may_be_name(at - 1, true) && self.may_be_name(at - 2, false);
        last.filter(|at| named(*at)).unwrap_or(end)
    }

    fn may_be_name(&self, at: usize, last: bool) -> bool {
        let word = self.text.at(at);
        // `عبد الله`, `سيف الإسلام` are one name.
        let compound = at > self.tokens.start && self.holds(at - 1, Class::Particle);
        let article = word.starts_with("ال") && !compound;
        let joined = ["لل", "وال", "بال"].iter().any(|joined| word.starts_with(joined));
        let governed = at > self.tokens.start && self.governs(at - 1);
        // `علي` is a name at the end, though folded it is a preposition too.
        let office = [Class::Title, Class::Body].iter().any(|class| self.holds(at, *class))
            || (self.holds(at, Class::Preposition) && !(last && word == "علي"));
        let joining = matches!(word, "باسم" | "لشءون" | "لدي" | "ان");
        self.is_word(at) && (last || !article) && !joined && !governed && !office && !joining && !(self.listed)(at)
    }

    /// Whether a word takes what follows as its own: `وزير`, `مجلس`, `في`, `باسم`.
    fn governs(&self, at: usize) -> bool {
        let word = self.text.at(at);
        let construct = (self.holds(at, Class::Title) || self.holds(at, Class::Body)) && !word.starts_with("ال");
        let rank = matches!(word, "عقيد" | "عميد" | "لواء" | "رائد" | "مشير" | "د" | "دكتور");
        (construct && !rank) || self.holds(at, Class::Preposition) || word == "باسم"
    }

    /// `العقيد` before a single name.
    fn is_address(&self, at: usize) -> bool {
        self.holds(at, Class::Title) && self.text.at(at).starts_with("ال")
    }

    /// The first run of capitalised words that holds no title, body or source.
    fn latin_name(&self) -> Option<Range<usize>> {
        let runs = || {
            let mut at = self.tokens.start;
            std::iter::from_fn(move || {
                while at < self.tokens.end {
                    let (start, end) = (at, self.run_end(at));
                    at = end.max(at + 1);
                    if end > start {
                        return Some(start..end);
                    }
                }
                None
            })
        };
        let named = |run: &Range<usize>| {
            let proper =
                run.clone().filter(|at| self.text.tokens().get(*at).is_some_and(|token| token.capital)).count();
            let possessed = self.text.tokens().get(run.end).is_some_and(|token| token.gap == Gap::Apostrophe);
            let enough =
                proper >= 2 || (proper == 1 && (self.after_title(run.start) || self.is_whole(run.start, run.end)));
            enough && !possessed && !self.is_complement(run.start) && !self.is_of_body(run.start, run.end)
        };
        runs().filter(named).find(|run| self.after_title(run.start)).or_else(|| runs().find(named))
    }

    fn run_end(&self, start: usize) -> usize {
        let mut end = start;
        while end < self.tokens.end && self.in_name(end, end > start) {
            end += 1;
        }
        // A particle without a name behind it belongs to what follows.
        while end > start && self.holds(end - 1, Class::Particle) {
            end -= 1;
        }
        end
    }

    fn in_name(&self, at: usize, inside: bool) -> bool {
        let Some(token) = self.text.tokens().get(at) else { return false };
        let particle = self.holds(at, Class::Particle);
        token.kind == Kind::Word
            && !self.holds(at, Class::Title)
            && !(self.listed)(at)
            && (inside || !matches!(self.text.at(at), "de" | "von" | "van"))
            && (token.capital || particle || (inside && token.gap == Gap::Hyphen))
            && (!inside || token.gap != Gap::Glued)
    }

    /// Whether a run is a body or begins with a word that only opens the sentence.
    fn is_of_body(&self, start: usize, end: usize) -> bool {
        let of_body = |at: usize| self.holds(at, Class::Body) || self.holds(at, Class::Source);
        (start..end).any(of_body)
            || of_body(end)
            || matches!(self.text.at(start), "the" | "le" | "la" | "les" | "l" | "a" | "un" | "une")
    }

    /// "an aide to Saleh", *un proche de Saleh*: not Saleh himself.
    fn is_complement(&self, start: usize) -> bool {
        let before = start.checked_sub(1).filter(|before| *before >= self.tokens.start);
        before.is_some_and(|before| {
            matches!(
                self.text.at(before),
                "to" | "of" | "for" | "with" | "from" | "de" | "d" | "du" | "des" | "a" | "au"
            )
        })
    }

    fn after_title(&self, start: usize) -> bool {
        start > self.tokens.start && self.holds(start - 1, Class::Title)
    }

    fn is_whole(&self, start: usize, end: usize) -> bool {
        start == self.tokens.start && end == self.tokens.end
    }

    /// The words without "the" before them and what stands aside behind a comma.
    fn without_article(&self) -> Range<usize> {
        let article = matches!(self.text.at(self.tokens.start), "the" | "le" | "la" | "les" | "l");
        let latin = self.language != Language::Arabic;
        let start = self.tokens.start + usize::from(article && self.tokens.len() > 1 && latin);
        let aside = (start + 1..self.tokens.end).find(|at| self.text.at(*at) == ",");
        start..aside.unwrap_or(self.tokens.end)
    }
}
