//! The folded form of a text as tokens, with the map back to the original.
//!
//! One pass: each code point is folded once, tokens and their spans fall out of it. The folded
//! string holds the tokens of the text with one space between them, so that an automaton of
//! folded names runs over it directly; punctuation that bounds clauses stays as a token.
//!
//! `«وأضافَ أنّ 1,200 شخصٍ»` becomes `« واضاف ان 1200 شخص »`, and each token knows its code points.

use super::letter;
use crate::model::Span;

/// What kind of token it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters.
    Word,
    /// Digits, with separators of thousands and decimals resolved: `1,200` is `1200`, `10،5` is `10.5`.
    Number,
    /// A mark that bounds clauses or quotes; the folded form is the mark, Arabic ones in ASCII
    /// (`،` is `,` and `؟` is `?`), all double quotation marks `"` except `«` and `»`.
    Mark,
    /// The end of a line.
    Line,
}

/// What stands between a token and the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// Nothing: `ال|24`, `444|th`, or a mark at a word.
    Glued,
    /// A hyphen: `al-Mismari`, `cessez-le-feu`.
    Hyphen,
    /// An apostrophe: `l'armée`, `Haftar's`.
    Apostrophe,
    /// Space or a mark that is no token.
    Space,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the original, in code points.
    pub span: Span,
    /// What it is.
    pub kind: Kind,
    /// What stands before it.
    pub gap: Gap,
    /// Whether it began with a capital letter, Latin script only.
    pub capital: bool,
    /// Whether all its letters are capitals: `NOC`, and also the `A` of "A boat".
    pub capitals: bool,
    /// Whether it ended in `ة`, which the fold does not tell from the pronoun `ه`.
    pub marbuta: bool,
    start: u32,
    end: u32,
}

/// A text with its folded tokens.
#[derive(Clone, Debug)]
pub struct Text<'a> {
    original: &'a str,
    folded: String,
    tokens: Vec<Token>,
}

impl<'a> Text<'a> {
    /// Folds and cuts `original`. Linear in its length; one allocation for the folded string and
    /// one for the tokens.
    pub fn new(original: &'a str) -> Self {
        Cutter::new(original).run()
    }

    /// The emitted text.
    pub fn original(&self) -> &'a str {
        self.original
    }

    /// All tokens with single spaces between them.
    pub fn folded(&self) -> &str {
        &self.folded
    }

    /// The tokens in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The folded form of a token of this text.
    pub fn word(&self, token: &Token) -> &str {
        self.folded.get(token.start as usize..token.end as usize).unwrap_or("")
    }

    /// The folded form of the token at `index`, empty beyond the ends.
    pub fn at(&self, index: usize) -> &str {
        self.tokens.get(index).map_or("", |token| self.word(token))
    }

    /// The original span from the first to the last token of a range of tokens.
    pub fn span(&self, tokens: std::ops::Range<usize>) -> Option<Span> {
        let covered = self.tokens.get(tokens)?;
        Some(covered.first()?.span.cover(covered.last()?.span))
    }

    /// The token that begins at a byte of the folded string.
    pub fn token_at(&self, folded_byte: usize) -> Option<usize> {
        self.tokens.binary_search_by_key(&folded_byte, |token| token.start as usize).ok()
    }

    /// The bytes of a token in the folded string.
    pub fn folded_range(&self, token: &Token) -> std::ops::Range<usize> {
        token.start as usize..token.end as usize
    }
}

/// The state of the one pass.
struct Cutter<'a> {
    original: &'a str,
    folded: String,
    tokens: Vec<Token>,
    /// The token being built: its first code point, kind and whether it began with a capital.
    open: Option<(u32, Kind, bool)>,
    /// Whether all letters of the open token were capitals.
    capitals: bool,
    open_byte: usize,
    gap: Gap,
    /// Whether the last letter of the open token is `ة`.
    marbuta: bool,
}

impl<'a> Cutter<'a> {
    fn new(original: &'a str) -> Self {
        Self {
            original,
            folded: String::with_capacity(original.len() + original.len() / 8),
            tokens: Vec::with_capacity(original.len() / 8 + 1),
            open: None,
            capitals: false,
            open_byte: 0,
            gap: Gap::Space,
            marbuta: false,
        }
    }

    fn run(mut self) -> Text<'a> {
        let mut rest = self.original.chars().peekable();
        let mut position = 0u32;
        while let Some(c) = rest.next() {
            self.letter(c, rest.peek().copied(), position);
            position += 1;
        }
        self.close(position);
        Text { original: self.original, folded: self.folded, tokens: self.tokens }
    }

    fn letter(&mut self, c: char, next: Option<char>, position: u32) {
        if let Some(seat) = next.and_then(|mark| letter::hamza_seat(c, mark)) {
            return self.grow(Kind::Word, position, false, |out| out.push(seat));
        }
        if matches!(self.open, Some((_, Kind::Number, _))) && joins_digits(c, next) {
            // A separator of thousands goes, a decimal one stays as a point.
            return self.number_separator(c, position);
        }
        match letter::fold(c) {
            letter::Folded::Nothing => return,
            letter::Folded::Letter(folded) if folded.is_ascii_digit() => {
                self.grow(Kind::Number, position, false, |out| out.push(folded));
            }
            letter::Folded::Letter(folded) => self.grow(Kind::Word, position, c.is_uppercase(), |out| out.push(folded)),
            letter::Folded::Letters(folded) => {
                self.grow(Kind::Word, position, c.is_uppercase(), |out| out.push_str(folded))
            }
            letter::Folded::Compound => self.grow(Kind::Word, position, c.is_uppercase(), |out| {
                letter::push_folded(c, out);
            }),
            letter::Folded::Boundary => self.boundary(c, position),
        }
        self.marbuta = matches!(c, 'ة' | 'ۃ');
    }

    fn number_separator(&mut self, c: char, _position: u32) {
        let digits_before = self.folded.len() - self.open_byte;
        let rest_is_thousands =
            self.original.chars().skip(_position as usize + 1).take_while(|d| is_digit(*d)).count() == 3;
        let thousands =
            matches!(c, ',' | '٬' | '.' | '\u{a0}' | '\u{202f}') && rest_is_thousands && digits_before <= 3 + 4;
        if !thousands {
            self.folded.push('.');
        }
    }

    fn boundary(&mut self, c: char, position: u32) {
        self.close(position);
        let mark = match c {
            '\n' => return self.mark(Kind::Line, '\n', position),
            '،' | ',' | '、' => ',',
            '؛' | ';' => ';',
            '؟' | '?' => '?',
            '.' | '!' | ':' | '(' | ')' | '«' | '»' | '%' | '[' | ']' => c,
            '…' => '.',
            '٪' => '%',
            '"' | '“' | '”' | '„' | '‟' => '"',
            '–' | '—' => '-',
            '\'' | '’' | '‘' | 'ʼ' => {
                self.gap = if self.gap == Gap::Glued { Gap::Apostrophe } else { self.gap };
                return;
            }
            '-' | '‐' | '‑' => return self.hyphen(position),
            _ => {
                self.gap = Gap::Space;
                return;
            }
        };
        self.mark(Kind::Mark, mark, position);
    }

    /// Between letters a hyphen joins; elsewhere it is a dash.
    fn hyphen(&mut self, position: u32) {
        if self.gap == Gap::Glued && self.tokens.last().is_some_and(|token| token.span.end == position) {
            self.gap = Gap::Hyphen;
        } else {
            self.mark(Kind::Mark, '-', position);
        }
    }

    fn mark(&mut self, kind: Kind, mark: char, position: u32) {
        self.grow(kind, position, false, |out| out.push(mark));
        self.close(position + 1);
        if kind == Kind::Line {
            self.gap = Gap::Space;
        }
    }

    /// Adds to the open token, after closing one of another kind.
    fn grow(&mut self, kind: Kind, position: u32, capital: bool, push: impl FnOnce(&mut String)) {
        if self.open.is_some_and(|(_, open, _)| open != kind) {
            self.close(position);
        }
        if self.open.is_none() {
            if !self.folded.is_empty() {
                self.folded.push(' ');
            }
            self.open = Some((position, kind, capital));
            self.capitals = true;
            self.open_byte = self.folded.len();
        }
        self.capitals &= capital;
        push(&mut self.folded);
    }

    fn close(&mut self, position: u32) {
        let Some((start, kind, capital)) = self.open.take() else { return };
        let end = u32::try_from(self.folded.len()).unwrap_or(u32::MAX);
        let from = u32::try_from(self.open_byte).unwrap_or(u32::MAX);
        let (span, capitals) = (Span::new(start, position), self.capitals);
        let marbuta = self.marbuta && kind == Kind::Word;
        self.tokens.push(Token { span, kind, gap: self.gap, capital, capitals, marbuta, start: from, end });
        self.gap = Gap::Glued;
    }
}

/// Whether a mark between digits belongs to the number: `1,200`, `1.200`, `١٬٢٠٠`, `10،5`, `٣٫٥`.
fn joins_digits(c: char, next: Option<char>) -> bool {
    matches!(c, ',' | '.' | '٬' | '٫' | '،') && next.is_some_and(is_digit)
}

fn is_digit(c: char) -> bool {
    matches!(letter::fold(c), letter::Folded::Letter('0'..='9'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, folded: &str) {
        let cut = Text::new(text);
        assert_eq!(cut.folded(), folded);
        for token in cut.tokens() {
            assert!(!token.span.of(text).is_empty(), "an empty span in {text}");
        }
    }

    #[test]
    fn marks_stay_and_vowels_go() {
        check("«وأضافَ أنّ 1,200 شخصٍ»", "« واضاف ان 1200 شخص »");
    }

    #[test]
    fn letters_and_digits_are_cut_apart() {
        check("خلال الـ24 ساعة", "خلال ال 24 ساعه");
        check("4 قتلى و18 جريحاً", "4 قتلي و 18 جريحا");
    }

    #[test]
    fn numbers_keep_their_value() {
        check("١٬٢٠٠ و10،5 و3.5 و1.200", "1200 و 10.5 و 3.5 و 1200");
    }

    #[test]
    fn apostrophes_and_hyphens_cut_without_a_mark() {
        check("l'armée d’Haftar", "l armee d haftar");
        check("al-Mismari — cessez-le-feu", "al mismari - cessez le feu");
    }

    #[test]
    fn spans_quote_the_original() {
        let text = "نفّى المسماري، أمس";
        let cut = Text::new(text);
        let words: Vec<&str> = cut.tokens().iter().map(|token| token.span.of(text)).collect();
        assert_eq!(words, ["نفّى", "المسماري", "،", "أمس"]);
    }
}
