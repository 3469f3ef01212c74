//! HTML to the words that a reader of the page would see.
//!
//! Only the tokeniser of `html5ever` is used, never its tree: a feed's fragment is read in one
//! linear pass, however deep its tags are nested, and nothing is wrapped, numbered or decorated.

mod tame;
mod writer;

use std::{borrow::Cow, cell::RefCell};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind,
    },
};
use writer::{Lines, Writer};

/// The most of one field that is read, in bytes: a hundred times the longest article, and a
/// bound for what a hostile feed can make us do.
pub const MAX_BYTES: usize = 4 << 20;

/// The plain text of a piece of HTML.
///
/// - Blocks end lines, one `\n` each; inline tags leave no trace: `ال<b>جيش</b>` is `الجيش`.
/// - White space collapses as on a page, U+00A0 included.
/// - `script`, `style` and their like are dropped with their content, comments too.
/// - Feeds escape twice. What still looks like markup after one decoding is decoded once more,
///   never a third time: `&amp;amp;` is `&`, and `5 &lt; 6` stays `5 < 6`.
/// - A string without a tag or an entity comes back as it is.
pub fn text(html: &str) -> Cow<'_, str> {
    let html = start(html, MAX_BYTES);
    if !looks_marked_up(html) {
        return Cow::Borrowed(html);
    }
    let once = decode(html, Lines::of(html));
    if looks_escaped(&once) { Cow::Owned(decode(&once, Lines::Kept)) } else { Cow::Owned(once) }
}

/// The longest start of `text` that has at most `limit` bytes.
pub fn start(text: &str, limit: usize) -> &str {
    let end = (0..=limit.min(text.len())).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or(text)
}

/// One decoding.
fn decode(html: &str, lines: Lines) -> String {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from_slice(&tame::tame(html)));
    let sink = Page { writer: RefCell::new(Writer::new(html.len(), lines)) };
    let tokenizer = Tokenizer::new(sink, TokenizerOpts { discard_bom: false, ..TokenizerOpts::default() });
    // The sink never stops the tokeniser, so one call reads everything.
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    tokenizer.sink.writer.into_inner().finish()
}

/// Whether there is a tag, a comment, CDATA or an entity.
fn looks_marked_up(text: &str) -> bool {
    has_entity(text)
        || after_each(text, '<').any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)))
}

/// Whether decoded text is markup still: an entity, or a tag of the kind that articles have.
fn looks_escaped(text: &str) -> bool {
    has_entity(text) || after_each(text, '<').any(opens_common_tag)
}

fn has_entity(text: &str) -> bool {
    after_each(text, '&').any(|rest| {
        let name = rest.strip_prefix('#').unwrap_or(rest);
        let end = name.bytes().take(MAX_ENTITY).take_while(u8::is_ascii_alphanumeric).count();
        end > 0 && name.get(end..).is_some_and(|rest| rest.starts_with(';'))
    })
}

/// `&CounterClockwiseContourIntegral;`
const MAX_ENTITY: usize = 32;

/// Tags that a decoded article is known to still contain. A short list on purpose:
/// `<name@example.org>` and `x <y` are words.
const COMMON: [&str; 34] = [
    "a",
    "article",
    "b",
    "blockquote",
    "br",
    "center",
    "div",
    "em",
    "figure",
    "font",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "iframe",
    "img",
    "li",
    "ol",
    "p",
    "pre",
    "script",
    "section",
    "small",
    "span",
    "strong",
    "style",
    "table",
    "td",
    "tr",
    "ul",
];

fn opens_common_tag(rest: &str) -> bool {
    let name = rest.strip_prefix('/').unwrap_or(rest);
    let end = name.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(name.len());
    let Some((name, rest)) = name.split_at_checked(end) else { return false };
    rest.starts_with(|c: char| c == '>' || c == '/' || c.is_ascii_whitespace())
        && COMMON.iter().any(|tag| tag.eq_ignore_ascii_case(name))
}

/// What follows each `mark`.
fn after_each(text: &str, mark: char) -> impl Iterator<Item = &str> {
    text.match_indices(mark).filter_map(move |(at, mark)| text.get(at + mark.len()..))
}

/// What the tokeniser hands its tokens to.
struct Page {
    writer: RefCell<Writer>,
}

impl TokenSink for Page {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        match token {
            Token::CharacterTokens(text) => self.writer.borrow_mut().text(&text),
            Token::NullCharacterToken => self.writer.borrow_mut().text(" "),
            Token::TagToken(tag) => return self.tag(&tag),
            Token::CommentToken(_) | Token::DoctypeToken(_) | Token::EOFToken | Token::ParseError(_) => {}
        }
        TokenSinkResult::Continue
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        // So that CDATA is read as text: feeds wrap their HTML in it once too often.
        true
    }
}

impl Page {
    fn tag(&self, tag: &Tag) -> TokenSinkResult<()> {
        let mut writer = self.writer.borrow_mut();
        let opens = tag.kind == TagKind::StartTag;
        match effect(&tag.name) {
            Effect::None => {}
            Effect::Space => writer.space(),
            Effect::Line => writer.line(),
            Effect::Preformatted => writer.preformatted(opens),
            Effect::Aside if opens && !tag.self_closing => writer.aside(&tag.name),
            Effect::Aside => writer.end_aside(&tag.name),
            Effect::Raw(kind) if opens => {
                writer.aside(&tag.name);
                return TokenSinkResult::RawData(kind);
            }
            Effect::Raw(_) => writer.end_aside(&tag.name),
        }
        TokenSinkResult::Continue
    }
}

/// What a tag does to the text around it.
enum Effect {
    None,
    Space,
    Line,
    /// Line ends count inside.
    Preformatted,
    /// Its content is not part of the article: a fallback, a drawing, a form.
    Aside,
    /// Its content is no markup, and no text either.
    Raw(RawKind),
}

fn effect(name: &str) -> Effect {
    match name {
        "p" | "br" | "div" | "li" | "ul" | "ol" | "dl" | "dt" | "dd" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
        | "hr" | "blockquote" | "section" | "article" | "aside" | "header" | "footer" | "main" | "nav" | "figure"
        | "figcaption" | "table" | "caption" | "thead" | "tbody" | "tfoot" | "tr" | "address" | "details"
        | "summary" | "fieldset" | "form" | "center" | "option" | "body" | "html" => Effect::Line,
        "td" | "th" => Effect::Space,
        "pre" => Effect::Preformatted,
        "svg" | "math" | "audio" | "video" | "canvas" | "object" | "template" | "head" | "select" | "button" => {
            Effect::Aside
        }
        "script" => Effect::Raw(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Effect::Raw(RawKind::Rawtext),
        "textarea" | "title" => Effect::Raw(RawKind::Rcdata),
        _ => Effect::None,
    }
}

#[cfg(test)]
mod tests;
