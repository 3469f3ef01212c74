//! The pass that folds a text and cuts it into tokens.

use super::hash;
use super::letter::{self, Folded, Row};
use super::pen::Pen;
use super::token::{Gap, Kind, Token};
use crate::model::Span;

/// The folded form of a text and its tokens.
pub(super) fn cut(original: &str) -> (String, Vec<Token>) {
    // English has the most tokens for its bytes.
    within(String::new(), Vec::with_capacity(original.len() / 5 + 8), original)
}

/// The same in the room of others.
pub(super) fn within(mut folded: String, mut tokens: Vec<Token>, original: &str) -> (String, Vec<Token>) {
    folded.clear();
    tokens.clear();
    Cutter {
        original,
        folded: Pen::behind(folded.into_bytes(), original.len() + original.len() / 8),
        tokens,
        open: None,
        gap: Gap::Space,
        marbuta: false,
    }
    .run()
}

/// A place in the original.
#[derive(Clone, Copy)]
struct At {
    point: u32,
    byte: u32,
}

impl At {
    /// One code point of so many bytes further.
    fn past(self, bytes: usize) -> Self {
        Self { point: self.point + 1, byte: self.byte + narrow(bytes) }
    }
}

/// The token being built.
struct Open {
    at: At,
    kind: Kind,
    /// Whether it began with a capital, and whether all its letters are capitals.
    capital: bool,
    capitals: bool,
    /// Where its folded form begins.
    folded: usize,
}

/// The state of the one pass.
struct Cutter<'a> {
    original: &'a str,
    /// In UTF-8.
    folded: Pen,
    tokens: Vec<Token>,
    open: Option<Open>,
    gap: Gap,
    /// Whether the last letter of the open token is `ة`.
    marbuta: bool,
}

impl Cutter<'_> {
    fn run(mut self) -> (String, Vec<Token>) {
        let table = letter::table();
        let mut at = At { point: 0, byte: 0 };
        loop {
            at = self.ordinary(table, at);
            let mut letters = self.original.get(at.byte as usize..).unwrap_or("").chars();
            let Some(c) = letters.next() else { break };
            self.letter(c, letters.as_str(), table, at);
            at = at.past(c.len_utf8());
        }
        self.close(at);
        // Whole letters alone were written.
        (String::from_utf8(self.folded.finish()).unwrap_or_default(), self.tokens)
    }

    /// Takes words of ordinary letters and the spaces between them: nearly all of a text. Gives the
    /// place of the first letter that is none.
    fn ordinary(&mut self, table: &letter::Table, from: At) -> At {
        let mut at = from;
        let mut rest = self.original.as_bytes().get(at.byte as usize..).unwrap_or(&[]);
        loop {
            if let [b' ', behind @ ..] = rest {
                self.close(at);
                (self.gap, self.marbuta, rest) = (Gap::Space, false, behind);
                at = at.past(1);
                continue;
            }
            let goes_on = self.open.as_ref().is_some_and(|open| open.kind == Kind::Word);
            let space = !goes_on && self.folded.end() > 0;
            let Some(room) = self.folded.room(space) else { return at };
            let run = table.run(rest, room);
            if run.points == 0 {
                return at;
            }
            self.word(at, space, &run);
            self.marbuta = run.ends_in_marbuta();
            at = At { point: at.point + run.points, byte: at.byte + narrow(run.bytes) };
            rest = rest.get(run.bytes..).unwrap_or(&[]);
        }
    }

    /// Goes on with a word, or begins one, by a run that lies behind what is folded.
    fn word(&mut self, at: At, space: bool, run: &letter::Run) {
        if self.open.as_ref().is_some_and(|open| open.kind != Kind::Word) {
            self.close(at);
        }
        self.folded.keep(space, run);
        match &mut self.open {
            Some(open) => open.capitals &= run.capitals,
            None => {
                let (capital, capitals) = (run.capital, run.capitals);
                let folded = self.folded.end() - run.folded;
                self.open = Some(Open { at, kind: Kind::Word, capital, capitals, folded });
            }
        }
    }

    fn letter(&mut self, c: char, rest: &str, table: &letter::Table, at: At) {
        if matches!(c, 'و' | 'ي' | 'ى')
            && let Some(seat) = rest.chars().next().and_then(|mark| letter::hamza_seat(c, mark))
        {
            return self.grow(Kind::Word, at, false, seat);
        }
        if self.open.as_ref().is_some_and(|open| open.kind == Kind::Number) && joins_digits(c, rest) {
            // A separator of thousands goes, a decimal one stays as a point.
            return self.number_separator(c, rest);
        }
        match table.row(c) {
            Row::Nothing => return,
            Row::Letter(folded) if folded.is_ascii_digit() => {
                self.grow(Kind::Number, at, false, folded);
            }
            Row::Letter(folded) => self.grow(Kind::Word, at, is_capital(c), folded),
            Row::Boundary => self.boundary(c, at),
            Row::Rare => {
                if self.rare(c, at) {
                    return;
                }
            }
        }
        self.marbuta = matches!(c, 'ة' | 'ۃ');
    }

    /// A letter without a row of its own; `true` if it is not written.
    fn rare(&mut self, c: char, at: At) -> bool {
        match letter::fold(c) {
            Folded::Nothing => return true,
            Folded::Letter(folded) if folded.is_ascii_digit() => {
                self.grow(Kind::Number, at, false, folded);
            }
            Folded::Letter(folded) => self.grow(Kind::Word, at, c.is_uppercase(), folded),
            Folded::Letters(folded) => {
                self.grow_by(Kind::Word, at, (c.is_uppercase(), c.is_uppercase()), folded.as_bytes());
            }
            Folded::Compound => {
                let mut folded = String::new();
                letter::push_folded(c, &mut folded);
                self.grow_by(Kind::Word, at, (c.is_uppercase(), c.is_uppercase()), folded.as_bytes());
            }
            Folded::Boundary => self.boundary(c, at),
        }
        false
    }

    fn number_separator(&mut self, c: char, rest: &str) {
        let digits_before = self.folded.end() - self.open.as_ref().map_or(0, |open| open.folded);
        let rest_is_thousands = rest.chars().take(4).take_while(|d| is_digit(*d)).count() == 3;
        let thousands =
            matches!(c, ',' | '٬' | '.' | '\u{a0}' | '\u{202f}') && rest_is_thousands && digits_before <= 3 + 4;
        if !thousands {
            self.folded.push(b'.');
        }
    }

    fn boundary(&mut self, c: char, at: At) {
        self.close(at);
        let mark = match c {
            ' ' => {
                self.gap = Gap::Space;
                return;
            }
            '\n' => return self.mark(Kind::Line, '\n', c, at),
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
            '-' | '‐' | '‑' => return self.hyphen(c, at),
            _ => {
                self.gap = Gap::Space;
                return;
            }
        };
        self.mark(Kind::Mark, mark, c, at);
    }

    /// Between letters a hyphen joins; elsewhere it is a dash.
    fn hyphen(&mut self, c: char, at: At) {
        if self.gap == Gap::Glued && self.tokens.last().is_some_and(|token| token.span.end == at.point) {
            self.gap = Gap::Hyphen;
        } else {
            self.mark(Kind::Mark, '-', c, at);
        }
    }

    fn mark(&mut self, kind: Kind, mark: char, original: char, at: At) {
        self.grow(kind, at, false, mark);
        self.close(at.past(original.len_utf8()));
        if kind == Kind::Line {
            self.gap = Gap::Space;
        }
    }

    /// Adds a letter to the open token, after closing one of another kind.
    fn grow(&mut self, kind: Kind, at: At, capital: bool, letter: char) {
        self.grow_by(kind, at, (capital, capital), letter.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Adds letters, of which the first or all are capitals.
    fn grow_by(&mut self, kind: Kind, at: At, (capital, capitals): (bool, bool), letters: &[u8]) {
        if self.open.as_ref().is_some_and(|open| open.kind != kind) {
            self.close(at);
        }
        match &mut self.open {
            Some(open) => open.capitals &= capitals,
            None => {
                if self.folded.end() > 0 {
                    self.folded.push(b' ');
                }
                self.open = Some(Open { at, kind, capital, capitals, folded: self.folded.end() });
            }
        }
        self.folded.extend(letters);
    }

    fn close(&mut self, end: At) {
        let Some(open) = self.open.take() else { return };
        self.tokens.push(Token {
            span: Span::new(open.at.point, end.point),
            kind: open.kind,
            gap: self.gap,
            capital: open.capital,
            capitals: open.capitals,
            marbuta: self.marbuta && open.kind == Kind::Word,
            key: hash::key(self.folded.from(open.folded)),
            start: narrow(open.folded),
            end: narrow(self.folded.end()),
            bytes: (open.at.byte, end.byte),
        });
        self.gap = Gap::Glued;
    }
}

/// Whether a letter is a capital; those that have a row and are none of ASCII are looked up.
fn is_capital(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_uppercase() } else { c < '\u{590}' && c.is_uppercase() }
}

fn narrow(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Whether a mark between digits belongs to the number: `1,200`, `1.200`, `١٬٢٠٠`, `10،5`, `٣٫٥`.
fn joins_digits(c: char, rest: &str) -> bool {
    matches!(c, ',' | '.' | '٬' | '٫' | '،') && rest.chars().next().is_some_and(is_digit)
}

fn is_digit(c: char) -> bool {
    matches!(letter::fold(c), Folded::Letter('0'..='9'))
}
