//! A date cut into numbers, words and marks.

/// A part of a date.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Token<'a> {
    /// A run of digits, with the sign or separator before it.
    Number { digits: &'a str, before: Option<char> },
    /// A run of letters and points.
    Word(&'a str),
    /// `:` and what else separates.
    Mark(char),
}

pub(super) fn tokens(text: &str) -> impl Iterator<Item = Token<'_>> {
    let mut rest = text;
    let mut before = None;
    std::iter::from_fn(move || {
        loop {
            let first = rest.chars().next()?;
            let len = run(rest, first);
            let (token, after) = rest.split_at_checked(len)?;
            rest = after;
            if first.is_ascii_digit() {
                return Some(Token::Number { digits: token, before: before.take() });
            }
            before = None;
            if first.is_alphabetic() {
                return Some(Token::Word(token));
            }
            let glued = rest.starts_with(|next: char| next.is_ascii_digit());
            let mark = match first {
                ':' | '+' | '/' | '.' => Some(first),
                // `14:05 - 30/11/2016` has a dash and no offset; `14:05:00,5` has a fraction.
                '-' if glued => Some('-'),
                ',' if glued => Some('.'),
                _ => None,
            };
            if let Some(mark) = mark {
                before = Some(mark);
                return Some(Token::Mark(mark));
            }
            if matches!(first, '(' | ')') {
                return Some(Token::Mark(first));
            }
        }
    })
}

fn run(rest: &str, first: char) -> usize {
    let same = |c: char| {
        if first.is_ascii_digit() {
            c.is_ascii_digit()
        } else {
            first.is_alphabetic() && (c.is_alphabetic() || (c == '.' && first.is_ascii_alphabetic()))
        }
    };
    rest.char_indices().skip(1).find(|(_, c)| !same(*c)).map_or(rest.len(), |(at, _)| at)
}
