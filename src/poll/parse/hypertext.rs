//! Whether a value is HTML.

use super::{clean::next_mark, markup::Tag, reference::reference};

/// Whether a value is HTML rather than plain text: it holds a tag of HTML or a reference.
pub(super) fn is_html(value: &str) -> bool {
    marks(value).any(|(at, mark)| match mark {
        b'<' => begins_html(value, at),
        _ => reference(value, at).is_some(),
    })
}

/// Whether a value holds a tag of HTML.
pub(super) fn has_tag(value: &str) -> bool {
    marks(value).any(|(at, mark)| mark == b'<' && begins_html(value, at))
}

/// Whether a tag that HTML knows, or a comment, begins at a `<`. `<no>` and `<name@example.ly>` are text.
fn begins_html(value: &str, at: usize) -> bool {
    let comment = || value.get(at..).is_some_and(|rest| rest.starts_with("<!--"));
    Tag::at(value, at).map_or_else(comment, |tag| {
        let mut name = [0; LONGEST_TAG];
        name.get_mut(..tag.name.len()).is_some_and(|name| {
            name.copy_from_slice(tag.name.as_bytes());
            name.make_ascii_lowercase();
            HTML_TAGS.iter().any(|known| known.as_bytes() == &*name)
        })
    })
}

const LONGEST_TAG: usize = 10;

/// The elements that stand in articles.
const HTML_TAGS: [&str; 68] = [
    "p",
    "br",
    "a",
    "img",
    "div",
    "span",
    "b",
    "i",
    "u",
    "s",
    "em",
    "strong",
    "font",
    "center",
    "big",
    "small",
    "sub",
    "sup",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tbody",
    "thead",
    "tr",
    "td",
    "th",
    "caption",
    "blockquote",
    "q",
    "cite",
    "pre",
    "code",
    "figure",
    "figcaption",
    "picture",
    "source",
    "iframe",
    "embed",
    "object",
    "param",
    "video",
    "audio",
    "script",
    "style",
    "noscript",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "time",
    "html",
    "body",
    "abbr",
    "bdi",
];

fn marks(text: &str) -> impl Iterator<Item = (usize, u8)> {
    let mut from = 0;
    std::iter::from_fn(move || {
        let found = next_mark(text, from)?;
        from = found.0 + 1;
        Some(found)
    })
}
