//! A sentence with its cues and clauses.

use std::ops::Range;

use crate::{
    lexicon::{
        assertion::{AssertionCues, Class},
        phrase::Hit,
    },
    model::Language,
    text::{Books, Kind, Text},
};

/// A run of more tokens without a full stop is a list or a table; what lies beyond is not read.
/// It keeps every search within a sentence short.
const LONGEST: usize = 400;

/// An apposition between two commas is no longer than this: "Haftar, commander of the LNA,".
const APPOSITION: usize = 9;

/// A day set off by commas has fewer words than this: ", on Wednesday evening,".
const DAY_ASIDE: usize = 5;

/// A sentence with what was found in it.
pub(crate) struct Sentence<'t, 'c> {
    pub(crate) text: &'t Text<'t>,
    pub(crate) language: Language,
    pub(crate) cues: &'c AssertionCues,
    /// The tokens that are read.
    pub(crate) range: Range<usize>,
    hits: Vec<Hit<Class>>,
    /// Where clauses begin, in order; the first is the sentence's start.
    edges: Vec<usize>,
    /// A headline packs a report between two commas: "LNA denies truce, fighting goes on".
    headline: bool,
}

/// An aside between commas is shorter than this.
const ASIDE: usize = 9;

impl<'t, 'c> Sentence<'t, 'c> {
    pub(crate) fn new(text: &'t Text<'t>, language: Language, tokens: Range<usize>, cues: &'c AssertionCues) -> Self {
        let last = text.tokens().len();
        let start = tokens.start.min(last);
        let range = start..tokens.end.clamp(start, last.min(start + LONGEST));
        let hits = cues.cues(language).map(|phrases| phrases.find(text, range.clone())).unwrap_or_default();
        let mut sentence = Self { text, language, cues, range, hits, edges: Vec::new(), headline: false };
        sentence.edges = sentence.find_edges();
        sentence
    }

    /// The same sentence as a headline.
    pub(crate) fn into_headline(self) -> Self {
        Self { headline: true, ..self }
    }

    /// Whether it is a headline.
    pub(crate) fn is_headline(&self) -> bool {
        self.headline
    }

    pub(crate) fn hits(&self) -> &[Hit<Class>] {
        &self.hits
    }

    /// The hits of a class, in order.
    pub(crate) fn of(&self, class: Class) -> impl Iterator<Item = &Hit<Class>> {
        self.hits.iter().filter(move |hit| hit.class == class)
    }

    /// The hits that begin within `tokens`, in order.
    pub(crate) fn within(&self, tokens: Range<usize>) -> impl Iterator<Item = &Hit<Class>> {
        let none = tokens.is_empty() || tokens.len() == 1 && !self.begins(tokens.start);
        let from =
            if none { self.hits.len() } else { self.hits.partition_point(|hit| hit.tokens.start < tokens.start) };
        self.hits.iter().skip(from).take_while(move |hit| hit.tokens.start < tokens.end)
    }

    /// The first hit of a class that begins within `tokens`.
    pub(crate) fn first(&self, class: Class, tokens: Range<usize>) -> Option<&Hit<Class>> {
        self.within(tokens).find(|hit| hit.class == class)
    }

    /// Whether a hit of a class begins within `tokens`.
    pub(crate) fn has(&self, class: Class, tokens: Range<usize>) -> bool {
        self.first(class, tokens).is_some()
    }

    /// Whether a hit of a class begins at a token.
    pub(crate) fn is(&self, class: Class, at: usize) -> bool {
        self.has(class, at..at + 1)
    }

    /// Whether a hit may begin at a token: most words begin none.
    fn begins(&self, at: usize) -> bool {
        self.text.books(at).meets(Books::CUES)
    }

    /// The kind of saying that begins within `tokens`, if it is one of `names`.
    pub(crate) fn says(&self, names: &[&str], tokens: Range<usize>) -> Option<&Hit<Class>> {
        self.within(tokens).find(|hit| self.speech_name(hit).is_some_and(|name| names.contains(&name)))
    }

    /// The name of the kind of saying that a hit is.
    pub(crate) fn speech_name(&self, hit: &Hit<Class>) -> Option<&'c str> {
        match hit.class {
            Class::Speech(index) => self.cues.speech(index).map(|speech| speech.name.as_str()),
            _ => None,
        }
    }

    /// The folded word at a token, empty outside the sentence.
    pub(crate) fn word(&self, at: usize) -> &'t str {
        if self.range.contains(&at) { self.text.at(at) } else { "" }
    }

    /// The kind of a token of the sentence.
    pub(crate) fn kind(&self, at: usize) -> Option<Kind> {
        if self.range.contains(&at) { self.text.tokens().get(at).map(|token| token.kind) } else { None }
    }

    /// Whether the token is a mark or the end of a line.
    pub(crate) fn is_mark(&self, at: usize) -> bool {
        matches!(self.kind(at), Some(Kind::Mark | Kind::Line))
    }

    /// Whether the token began with a capital letter.
    pub(crate) fn capital(&self, at: usize) -> bool {
        self.text.tokens().get(at).is_some_and(|token| token.capital)
    }

    /// The end of the clause that goes on from `at`: the next clause begins there, or a mark ends it.
    pub(crate) fn clause_end(&self, at: usize) -> usize {
        let next = self.edges.partition_point(|edge| *edge <= at);
        let end = self.edges.get(next).copied().unwrap_or(self.range.end);
        self.trim_marks(at..end)
    }

    /// Where the clause that goes on from `at` is taken up again behind an aside between commas:
    /// `طالبت المؤسسة، في بيان لها، | بإعادة`.
    pub(crate) fn past_aside(&self, at: usize) -> Option<usize> {
        let comma = |at: &usize| self.word(*at) == ",";
        let open = (at..self.range.end).find(|at| self.is_mark(*at)).filter(comma)?;
        let close = (open + 1..(open + ASIDE).min(self.range.end)).find(|at| self.is_mark(*at)).filter(comma)?;
        Some(close + 1)
    }

    /// Whether a mark or a new main clause ends a subordinate clause at a token.
    pub(crate) fn clause_breaks_at(&self, at: usize) -> bool {
        let edge = self.edges.binary_search(&at).is_ok();
        edge && (self.is_mark(at)
            || opens_answer(self.word(at))
            || self.within(at..at + 1).any(|hit| matches!(hit.class, Class::Boundary | Class::Turn | Class::Speech(_))))
    }

    /// The start of the clause that `at` belongs to, past the mark that opens it.
    pub(crate) fn clause_start(&self, at: usize) -> usize {
        let next = self.edges.partition_point(|edge| *edge <= at);
        let start = next.checked_sub(1).and_then(|n| self.edges.get(n)).copied().unwrap_or(self.range.start);
        (start..at).find(|token| !self.is_mark(*token)).unwrap_or(at)
    }

    /// The start of the subject before `at`: past the verb of saying and `that` of its clause.
    pub(crate) fn subject_start(&self, at: usize) -> usize {
        let start = self.clause_start(at);
        let said = self.within(start..at).filter(|hit| matches!(hit.class, Class::That | Class::Speech(_))).last();
        said.map_or(start, |hit| hit.tokens.end.min(at))
    }

    /// The words of the subject before `at`, and the start of what it shares a clause with.
    ///
    /// Where nothing but an auxiliary stands before `at`, the subject stands in the clause before;
    /// it goes without its relative clause: "The talks, which …, | were cancelled".
    pub(crate) fn subject(&self, at: usize) -> Range<usize> {
        let mut range = self.subject_start(at)..at;
        for _ in 0..3 {
            let bare = range.clone().all(|at| self.is_mark(at) || is_auxiliary(self.word(at)));
            let aside = self.is(Class::Relative, range.start) || self.is(Class::PlanPredicate, range.start);
            if !bare && !aside {
                break;
            }
            let edge = self.edges.partition_point(|edge| *edge <= range.start).checked_sub(1);
            let edge = edge.and_then(|n| self.edges.get(n)).copied().unwrap_or(self.range.start);
            let Some(last) = (self.range.start..edge).rev().find(|at| !self.is_mark(*at)) else { break };
            range = self.subject_start(last)..last + 1;
        }
        range
    }

    /// The end of a run of tokens without the marks that close it.
    pub(crate) fn trim_marks(&self, tokens: Range<usize>) -> usize {
        let mut end = tokens.end;
        while end > tokens.start && self.is_mark(end - 1) && !matches!(self.word(end - 1), "»" | "\"" | ")" | "%") {
            end -= 1;
        }
        end
    }

    /// One past the last token of the sentence that is no closing mark.
    pub(crate) fn end(&self) -> usize {
        self.trim_marks(self.range.clone())
    }

    fn find_edges(&self) -> Vec<usize> {
        let mut edges = Vec::with_capacity(1 + self.range.len() / 6);
        edges.push(self.range.start);
        let mut joined_until = self.range.start;
        for at in self.range.clone().skip(1) {
            let edge = match self.kind(at) {
                Some(Kind::Line) => true,
                Some(Kind::Mark) => match self.word(at) {
                    "," if at < joined_until => false,
                    "," => match self.comma_goes_on(at) {
                        Some(until) => {
                            joined_until = until;
                            false
                        }
                        None => true,
                    },
                    ";" | "." | "?" | "!" | ":" => true,
                    _ => self.opens_clause(at),
                },
                Some(Kind::Word | Kind::Number) | None => self.opens_clause(at),
            };
            if edge {
                edges.push(at);
            }
        }
        edges
    }

    /// Whether a word begins a clause of its own.
    fn opens_clause(&self, at: usize) -> bool {
        let mut hits = self.within(at..at + 1);
        hits.any(|hit| match hit.class {
            Class::Boundary | Class::Fact | Class::Relative | Class::Turn => true,
            Class::If | Class::OnlyIf | Class::Until | Class::Whether => true,
            // `وقال`, `وأضاف`: the next thing said.
            Class::Speech(_) => hit.joined,
            _ => false,
        }) || (self.language == Language::Arabic && opens_answer(self.word(at)))
    }

    /// Where a comma does not end the clause, the token up to which no comma does.
    ///
    /// `لن يصل الوفد، في الوقت الحاضر، إلى غات`; "will meet Saleh, the speaker, in Tobruk";
    /// "will visit Ghat, Ubari and Murzuq".
    fn comma_goes_on(&self, comma: usize) -> Option<usize> {
        let next = comma + 1;
        if self.is(Class::Preposition, next) || self.is(Class::Day, next) || self.is_alternative(next) {
            return Some(next);
        }
        // `هدد الحراس، الأربعاء، بإغلاق الميناء`: a day between two commas.
        let day =
            (comma.saturating_sub(DAY_ASIDE)..comma).find(|at| self.word(*at) == "," && self.is(Class::Day, at + 1));
        if day.is_some_and(|open| !(open + 1..comma).any(|at| self.word(at) == ",")) {
            return Some(next);
        }
        let reach = next..(next + APPOSITION).min(self.range.end);
        let ends = |at: &usize| matches!(self.word(*at), "," | "." | ";" | ":");
        let close = reach.clone().find(ends).unwrap_or(reach.end);
        if self.within(next..close).any(|hit| matches!(hit.class, Class::Speech(_) | Class::Boundary | Class::Turn)) {
            return None;
        }
        if self.word(close) == "," && self.is(Class::Preposition, close + 1) {
            return Some(close + 1);
        }
        let list = (next + 1..close).find(|at| matches!(self.word(*at), "and" | "et"));
        list.filter(|_| self.language != Language::Arabic).map(|and| and + 1)
    }

    /// Whether a word opens the answer to a condition in Arabic.
    pub(crate) fn opens_answer(&self, at: usize) -> bool {
        self.language == Language::Arabic && opens_answer(self.word(at))
    }

    fn is_alternative(&self, at: usize) -> bool {
        matches!(self.word(at), "او" | "ولا" | "or" | "nor" | "ni" | "ou")
    }
}

/// Whether a word says nothing of its own between a subject and its verb.
fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "but"
            | "and"
            | "then"
            | "was"
            | "were"
            | "is"
            | "are"
            | "has"
            | "have"
            | "had"
            | "been"
            | "be"
            | "later"
            | "also"
    ) || matches!(
        word,
        "mais" | "et" | "puis" | "a" | "ont" | "est" | "sont" | "ete" | "avait" | "avaient" | "etait" | "etaient"
    ) || matches!(word, "لكن" | "لكنه" | "لكنها" | "ولكنه" | "ولكنها" | "ثم" | "تم" | "قد" | "ولكن")
}

/// Whether a word opens the answer to a condition: `إذا هاجموا فسنرد`, `فإن`, `فلن`.
fn opens_answer(word: &str) -> bool {
    word.strip_prefix('ف').is_some_and(|rest| {
        matches!(rest, "ان" | "انه" | "انها" | "انهم" | "اننا" | "لن" | "سوف") || super::tense::arabic_future(rest)
    })
}
