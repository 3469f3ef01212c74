//! What Arabic writes together with a word: `(و|ف)? (ب|ل|ك)? (ال|لل)?` before it, a pronoun after.

/// The clitics of a word, in the folded spelling.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Clitics {
    /// `و` or `ف`.
    pub conjunction: bool,
    /// `ب`, `ل` or `ك`.
    pub preposition: Option<char>,
    /// `ال`, also as the second `ل` of `لل`.
    pub article: bool,
    /// The `س` of the future.
    pub future: bool,
    /// A pronoun at the end.
    pub pronoun: bool,
}

impl Clitics {
    /// None at all.
    pub const NONE: Self =
        Self { conjunction: false, preposition: None, article: false, future: false, pronoun: false };
}

impl Clitics {
    /// A folded word without these proclitics; its article stays.
    pub fn strip<'w>(&self, word: &'w str) -> &'w str {
        let word = if self.conjunction { word.strip_prefix(['و', 'ف']).unwrap_or(word) } else { word };
        match self.preposition {
            Some('ل') if self.article => word.strip_prefix("لل").unwrap_or(word),
            Some(letter) => word.strip_prefix(letter).unwrap_or(word),
            None => word,
        }
    }
}

/// A word shorter than this is not cut further: `بال` is not `ب` + `ال` + nothing.
const SHORTEST: usize = 2;

/// The word without its article: `الزاوية` gives `زاوية`, other words nothing.
pub fn without_article(word: &str) -> Option<&str> {
    word.strip_prefix("ال").filter(|rest| rest.chars().count() >= SHORTEST)
}

/// The pronouns that a noun or verb of a rule may carry. `ي` is left out: it also makes the
/// adjective (`حرب`, `حربي`) and, folded, the plural (`قتل`, `قتلى`).
const PRONOUNS: [&str; 7] = ["هما", "ها", "هم", "هن", "نا", "كم", "ه"];

/// The word without a pronoun at its end.
pub fn without_pronoun(word: &str) -> Option<&str> {
    if is_arabic(word) { stem(word, pronoun(word)?) } else { None }
}

/// The pronoun that an Arabic word may end in.
pub(super) fn pronoun(word: &str) -> Option<&'static str> {
    // Most words end in another letter than these do.
    word.ends_with(['ه', 'ا', 'م', 'ن']).then_some(())?;
    PRONOUNS.into_iter().find(|pronoun| word.ends_with(pronoun))
}

/// What stands before a pronoun, if it can be a word.
pub(super) fn stem<'w>(word: &'w str, pronoun: &str) -> Option<&'w str> {
    word.strip_suffix(pronoun).filter(|stem| stem.chars().nth(SHORTEST).is_some())
}

/// Whether a word begins with an Arabic letter.
pub(super) fn is_arabic(word: &str) -> bool {
    word.as_bytes().first().is_some_and(|byte| *byte >= 0xd8)
}

/// Calls `visit` with each way of reading a token as proclitics and a word, the whole token first.
pub fn readings(word: &str, mut visit: impl FnMut(&str, Clitics)) {
    visit(word, Clitics::NONE);
    if !is_arabic(word) {
        return;
    }
    after_conjunction(word, Clitics::NONE, &mut visit);
    if let Some(rest) = word.strip_prefix(['و', 'ف']).filter(|rest| long_enough(rest)) {
        let clitics = Clitics { conjunction: true, ..Clitics::NONE };
        visit(rest, clitics);
        after_conjunction(rest, clitics, &mut visit);
    }
}

fn after_conjunction(word: &str, clitics: Clitics, visit: &mut impl FnMut(&str, Clitics)) {
    let mut letters = word.chars();
    let first = letters.next();
    let rest = letters.as_str();
    let mut long = |rest: Option<&str>, clitics: Clitics| {
        if let Some(rest) = rest.filter(|rest| long_enough(rest)) {
            visit(rest, clitics);
        }
    };
    match first {
        Some('ا') => long(rest.strip_prefix('ل'), Clitics { article: true, ..clitics }),
        Some(preposition @ ('ب' | 'ل' | 'ك')) => {
            let clitics = Clitics { preposition: Some(preposition), ..clitics };
            if preposition == 'ل' {
                long(rest.strip_prefix('ل'), Clitics { article: true, ..clitics });
            }
            long(Some(rest), clitics);
            long(rest.strip_prefix("ال"), Clitics { article: true, ..clitics });
        }
        Some('س') if rest.starts_with(['ي', 'ت', 'ن', 'ا']) => visit(rest, Clitics { future: true, ..clitics }),
        _ => {}
    }
}

fn long_enough(word: &str) -> bool {
    // No letter has more than four bytes.
    word.len() > 4 * (SHORTEST - 1) || word.chars().nth(SHORTEST - 1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, rests: &[&str]) {
        let mut found = Vec::new();
        readings(word, |rest, _| found.push(rest.to_owned()));
        assert_eq!(found, rests);
    }

    #[test]
    fn one_chain_at_most() {
        check("وبالزاويه", &["وبالزاويه", "بالزاويه", "الزاويه", "زاويه"]);
        check("للجيش", &["للجيش", "جيش", "لجيش"]);
        check("army", &["army"]);
    }

    #[test]
    fn the_future_stands_before_a_verb() {
        check("سيلتقي", &["سيلتقي", "يلتقي"]);
    }
}
