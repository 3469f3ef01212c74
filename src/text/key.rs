//! Keys of texts: equal keys, equal folded texts.

use xxhash_rust::xxh3::xxh3_128;

use super::fold;
use crate::model::article::Folded;

/// The fewest words that a content key may stand for. Picture items, "بالصور", would all be equal.
pub const MIN_CONTENT_TOKENS: usize = 4;

/// What stands between title and body in a content key; no fold contains it.
const SEPARATOR: u8 = 0x1f;

/// The most of a text that articles are compared by, in bytes: what lies behind it of a very long
/// document does not tell it from another. A longer text is not kept in its folded form.
pub const REACH: usize = 64 << 10;

/// Folds a title and a text.
pub fn folded(title: &str, text: &str) -> Folded {
    let mut bytes = Vec::with_capacity(title.len() + text.len() + fold::ROOM);
    fold::fold_into(title, &mut bytes);
    bytes.push(SEPARATOR);
    let start = bytes.len();
    let mut ends = Vec::new();
    for line in text.split('\n') {
        let before = bytes.len();
        fold::fold_into(line, &mut bytes);
        // The fold takes the separator for a word before the first line and sets a space.
        if before == start && bytes.len() > start {
            bytes.remove(start);
        }
        if bytes.len() > before {
            ends.push(bytes.len());
        }
    }
    Folded { bytes, text: start, ends }
}

/// Hash of a folded title and text; `None` under [`MIN_CONTENT_TOKENS`] words.
pub fn content(folded: &Folded) -> Option<u128> {
    let title = folded.bytes.get(..folded.text.saturating_sub(1)).unwrap_or(&[]);
    let tokens = count_tokens(title) + count_tokens(folded.text());
    (tokens >= MIN_CONTENT_TOKENS).then(|| xxh3_128(&folded.bytes))
}

/// How many words a folded text has.
pub fn count_tokens(folded: &[u8]) -> usize {
    if folded.is_empty() { 0 } else { memchr::memchr_iter(b' ', folded).count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(title: &str, text: &str) -> Option<u128> {
        content(&folded(title, text))
    }

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(key("أعلّن السفير", "وقف لأطلاق النار"), key("اعلن السفير", "وقفٌ لإطلاق «النار»"));
    }

    #[test]
    fn title_and_body_do_not_run_together() {
        assert_ne!(key("اعلن السفير", "في موسكو امس"), key("اعلن السفير في", "موسكو امس"));
    }

    #[test]
    fn a_key_is_of_the_folded_text() {
        assert_eq!(key("Clashes in Sirte", "Four dead"), Some(xxh3_128("clashes in sirte\u{1f}four dead".as_bytes())));
        assert_eq!(key("Clashes in Sirte, today", ""), Some(xxh3_128("clashes in sirte today\u{1f}".as_bytes())));
    }

    #[test]
    fn tiny_texts_have_no_key() {
        assert_eq!(key("بالصور", ""), None);
        assert_eq!(key("صور من سرت", "…"), None);
    }

    #[test]
    fn lines_are_folded_as_the_text_is() {
        for text in ["", "\n\n", "— one line", "One\n\n…\n two 1,\n234 \nو\n\u{654}و", "a\r\nb"] {
            let folded = folded("Title", text);
            assert_eq!(folded.text(), fold::fold(text).as_bytes());
            let lines: Vec<&[u8]> = folded.lines().collect();
            let expected: Vec<String> = text.split('\n').map(fold::fold).filter(|line| !line.is_empty()).collect();
            assert_eq!(lines, expected.iter().map(|line| line.as_bytes()).collect::<Vec<_>>());
        }
    }
}
