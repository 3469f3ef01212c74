//! Keys of texts: equal keys, equal folded texts.

use xxhash_rust::xxh3::xxh3_128;

use super::fold;

/// The fewest words that a content key may stand for. Picture items, "بالصور", would all be equal.
pub const MIN_CONTENT_TOKENS: usize = 4;

/// What stands between title and body in a content key; no fold contains it.
const SEPARATOR: u8 = 0x1f;

/// Hash of the folded title and body; `None` under [`MIN_CONTENT_TOKENS`] words.
pub fn content(title: &str, body: &str) -> Option<u128> {
    let mut folded = Vec::with_capacity(title.len() + body.len() + 1);
    fold::fold_into(title, &mut folded);
    let tokens = count_tokens(&folded);
    folded.push(SEPARATOR);
    let before = folded.len();
    fold::fold_into(body, &mut folded);
    // The fold takes the separator for a word before it and sets a space.
    if folded.get(before) == Some(&b' ') {
        folded.remove(before);
    }
    let tokens = tokens + folded.get(before..).map_or(0, count_tokens);
    (tokens >= MIN_CONTENT_TOKENS).then(|| xxh3_128(&folded))
}

/// How many words a folded text has.
fn count_tokens(folded: &[u8]) -> usize {
    if folded.is_empty() { 0 } else { memchr::memchr_iter(b' ', folded).count() + 1 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_does_not_matter() {
        assert_eq!(content("أعلّن السفير", "وقف لأطلاق النار"), content("اعلن السفير", "وقفٌ لإطلاق «النار»"));
    }

    #[test]
    fn title_and_body_do_not_run_together() {
        assert_ne!(content("اعلن السفير", "في موسكو امس"), content("اعلن السفير في", "موسكو امس"));
    }

    #[test]
    fn a_key_is_of_the_folded_text() {
        assert_eq!(
            content("Clashes in Sirte", "Four dead"),
            Some(xxh3_128("clashes in sirte\u{1f}four dead".as_bytes()))
        );
        assert_eq!(content("Clashes in Sirte, today", ""), Some(xxh3_128("clashes in sirte today\u{1f}".as_bytes())));
    }

    #[test]
    fn tiny_texts_have_no_key() {
        assert_eq!(content("بالصور", ""), None);
        assert_eq!(content("صور من سرت", "…"), None);
    }
}
