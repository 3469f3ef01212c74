//! What had to be mended in a feed, by name.

use std::collections::BTreeSet;

/// A repair of markup or structure. Names are part of the record and only grow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Repair {
    /// `&` that begins no reference: `Sirte & Derna`.
    BareAmpersand,
    /// `<` that begins no tag: `5 < 6`.
    StrayLessThan,
    /// A named reference of HTML, unknown to XML: `&eacute;`.
    HtmlEntity,
    /// A reference to a character that XML forbids: `&#0;`.
    InvalidReference,
    /// `&#X41;` with a capital X.
    CapitalReference,
    /// A reference or character from U+0080 to U+009F, read as windows-1252: `&#146;` is `’`.
    C1AsCp1252,
    /// A control character.
    ControlCharacter,
    /// Tags of HTML that stood unescaped in a text.
    InlineMarkup,
    /// An element without an end tag.
    UnclosedElement,
    /// A CDATA section that lost an end.
    CutCdata,
    /// An end tag without an element.
    StrayEndTag,
    /// The document stops in the middle of an item, which is left out.
    Truncated,
    /// Something stood before the root element.
    JunkBeforeRoot,
    /// Something stood behind the root element.
    JunkAfterRoot,
    /// Items stood without a feed around them.
    MissingRoot,
    /// A document type declaration was left out.
    Doctype,
    /// `<rss>` without a version that is known.
    MissingVersion,
    /// A namespace that is not the one of the format.
    WrongNamespace,
    /// A `type` that Atom does not know.
    UnknownType,
    /// A text longer than the limit was cut.
    FieldCut,
    /// There were more items than the limit; the first ones were kept.
    TooManyItems,
    /// An item that could not be read was left out.
    ItemDropped,
    /// A JSON value of the wrong kind was read as the right one, or left out.
    WrongJsonType,
    /// A JSON document that is not well-formed was cut into items.
    BrokenJson,
    /// A relative address was made absolute.
    RelativeUrl,
    /// A date too far in the future to be true.
    DateInFuture,
    /// A date before 1995, or the zero of a clock.
    DateTooOld,
    /// A date that could not be read.
    DateUnreadable,
    /// UTF-8 that somebody took for windows-1252 and encoded again.
    DoubleUtf8,
    /// The body was compressed without saying so, or twice.
    HiddenCompression,
}

impl Repair {
    /// The name in the record.
    pub fn name(self) -> &'static str {
        match self {
            Self::BareAmpersand => "bare-ampersand",
            Self::StrayLessThan => "stray-less-than",
            Self::HtmlEntity => "html-entity",
            Self::InvalidReference => "invalid-reference",
            Self::CapitalReference => "capital-reference",
            Self::C1AsCp1252 => "c1-as-cp1252",
            Self::ControlCharacter => "control-character",
            Self::InlineMarkup => "inline-markup",
            Self::UnclosedElement => "unclosed-element",
            Self::CutCdata => "cut-cdata",
            Self::StrayEndTag => "stray-end-tag",
            Self::Truncated => "truncated",
            Self::JunkBeforeRoot => "junk-before-root",
            Self::JunkAfterRoot => "junk-after-root",
            Self::MissingRoot => "missing-root",
            Self::Doctype => "doctype",
            Self::MissingVersion => "missing-version",
            Self::WrongNamespace => "wrong-namespace",
            Self::UnknownType => "unknown-type",
            Self::FieldCut => "field-cut",
            Self::TooManyItems => "too-many-items",
            Self::ItemDropped => "item-dropped",
            Self::WrongJsonType => "wrong-json-type",
            Self::BrokenJson => "broken-json",
            Self::RelativeUrl => "relative-url",
            Self::DateInFuture => "date:future",
            Self::DateTooOld => "date:too-old",
            Self::DateUnreadable => "date:unreadable",
            Self::DoubleUtf8 => "double-utf8",
            Self::HiddenCompression => "hidden-compression",
        }
    }
}

/// The repairs of one item or of a document's frame, each once, in a fixed order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Repairs(BTreeSet<Repair>);

impl Repairs {
    /// Notes a repair.
    pub(super) fn note(&mut self, repair: Repair) {
        self.0.insert(repair);
    }

    /// Notes a repair if it was done.
    pub(super) fn note_if(&mut self, done: bool, repair: Repair) {
        if done {
            self.note(repair);
        }
    }

    /// Adds all of `other`.
    pub(super) fn extend(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }

    /// The names in order.
    pub(super) fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().map(|repair| repair.name())
    }
}
