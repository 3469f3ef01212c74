//! JSON values of whatever type stands there, with nothing kept that is of no use.
//!
//! No tree of values is built: a document of many small objects would take a hundred times its size.

use std::fmt;

use serde::{
    Deserialize, Deserializer,
    de::{DeserializeSeed, IgnoredAny, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer},
};

/// A string, or what can be read as one.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) value: Option<String>,
    /// Whether it was of another type.
    pub(super) wrong: bool,
}

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Text, E> {
        let trimmed = text.trim();
        Ok(Text { value: (!trimmed.is_empty()).then(|| trimmed.to_owned()), wrong: false })
    }

    fn visit_u64<E>(self, number: u64) -> Result<Text, E> {
        Ok(Text { value: Some(number.to_string()), wrong: true })
    }

    fn visit_i64<E>(self, number: i64) -> Result<Text, E> {
        Ok(Text { value: Some(number.to_string()), wrong: true })
    }

    fn visit_f64<E>(self, number: f64) -> Result<Text, E> {
        Ok(Text { value: Some(number.to_string()), wrong: true })
    }

    fn visit_bool<E>(self, _: bool) -> Result<Text, E> {
        Ok(Text { value: None, wrong: true })
    }

    fn visit_unit<E>(self) -> Result<Text, E> {
        Ok(Text::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Text, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text { value: None, wrong: true })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Text, A::Error> {
        while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text { value: None, wrong: true })
    }
}

/// More names than this in one list are nobody's.
const MAX_NAMES: usize = 64;

/// Names: a string, an object with `name`, or a list of either.
#[derive(Debug, Default)]
pub(super) struct Names(pub(super) Vec<String>);

impl<'de> Deserialize<'de> for Names {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamesVisitor)
    }
}

struct NamesVisitor;

impl<'de> Visitor<'de> for NamesVisitor {
    type Value = Names;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_str<E>(self, name: &str) -> Result<Names, E> {
        let name = name.trim();
        Ok(Names(if name.is_empty() { Vec::new() } else { vec![name.to_owned()] }))
    }

    fn visit_u64<E>(self, _: u64) -> Result<Names, E> {
        Ok(Names::default())
    }

    fn visit_i64<E>(self, _: i64) -> Result<Names, E> {
        Ok(Names::default())
    }

    fn visit_f64<E>(self, _: f64) -> Result<Names, E> {
        Ok(Names::default())
    }

    fn visit_bool<E>(self, _: bool) -> Result<Names, E> {
        Ok(Names::default())
    }

    fn visit_unit<E>(self) -> Result<Names, E> {
        Ok(Names::default())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Names, A::Error> {
        let mut names = Vec::new();
        while let Some(Names(found)) = list.next_element()? {
            let free = MAX_NAMES.saturating_sub(names.len());
            names.extend(found.into_iter().take(free));
        }
        Ok(Names(names))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut person: A) -> Result<Names, A::Error> {
        let mut names = Names::default();
        while let Some(key) = person.next_key::<String>()? {
            if key == "name" {
                names = person.next_value()?;
            } else {
                person.next_value::<IgnoredAny>()?;
            }
        }
        Ok(names)
    }
}

/// An item of a JSON Feed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct JsonItem {
    pub(super) id: Text,
    pub(super) url: Text,
    pub(super) external_url: Text,
    pub(super) title: Text,
    pub(super) content_html: Text,
    pub(super) content_text: Text,
    pub(super) summary: Text,
    pub(super) date_published: Text,
    pub(super) date_modified: Text,
    pub(super) language: Text,
    pub(super) author: Names,
    pub(super) authors: Names,
    pub(super) tags: Names,
}

/// A JSON Feed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct JsonFeed {
    pub(super) version: Text,
    pub(super) title: Text,
    pub(super) home_page_url: Text,
    pub(super) feed_url: Text,
    pub(super) next_url: Text,
    pub(super) language: Text,
    #[serde(skip)]
    pub(super) items: Vec<JsonItem>,
    /// Elements of `items` that are no objects.
    #[serde(skip)]
    pub(super) dropped: usize,
    /// Items beyond the limit.
    #[serde(skip)]
    pub(super) surplus: usize,
}

/// Reads a feed, or a bare list of items, of which at most so many are kept.
pub(super) struct Limit(pub(super) usize);

impl<'de> DeserializeSeed<'de> for Limit {
    type Value = JsonFeed;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<JsonFeed, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Limit {
    type Value = JsonFeed;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a feed or a list of items")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<JsonFeed, A::Error> {
        let mut feed = JsonFeed::default();
        while let Some(key) = object.next_key::<String>()? {
            match key.as_str() {
                "version" => feed.version = object.next_value()?,
                "title" => feed.title = object.next_value()?,
                "home_page_url" => feed.home_page_url = object.next_value()?,
                "feed_url" => feed.feed_url = object.next_value()?,
                "next_url" => feed.next_url = object.next_value()?,
                "language" => feed.language = object.next_value()?,
                "items" => object.next_value_seed(Items { limit: self.0, feed: &mut feed })?,
                _ => drop(object.next_value::<IgnoredAny>()?),
            }
        }
        Ok(feed)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<JsonFeed, A::Error> {
        let mut feed = JsonFeed::default();
        Items { limit: self.0, feed: &mut feed }.visit_seq(list)?;
        Ok(feed)
    }
}

/// The value of `items`.
struct Items<'f> {
    limit: usize,
    feed: &'f mut JsonFeed,
}

impl<'de> DeserializeSeed<'de> for Items<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Items<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of items")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        loop {
            if self.feed.items.len() >= self.limit {
                while list.next_element::<IgnoredAny>()?.is_some() {
                    self.feed.surplus += 1;
                }
                return Ok(());
            }
            match list.next_element::<MaybeItem>()? {
                Some(MaybeItem(Some(item))) => self.feed.items.push(*item),
                Some(MaybeItem(None)) => self.feed.dropped += 1,
                None => return Ok(()),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<(), A::Error> {
        self.feed.items.push(JsonItem::deserialize(MapAccessDeserializer::new(object))?);
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }
}

/// An element of `items`, if it is an object.
struct MaybeItem(Option<Box<JsonItem>>);

impl<'de> Deserialize<'de> for MaybeItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(MaybeItemVisitor)
    }
}

struct MaybeItemVisitor;

impl<'de> Visitor<'de> for MaybeItemVisitor {
    type Value = MaybeItem;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<MaybeItem, A::Error> {
        JsonItem::deserialize(MapAccessDeserializer::new(object)).map(|item| MaybeItem(Some(Box::new(item))))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<MaybeItem, A::Error> {
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(MaybeItem(None))
    }

    fn visit_str<E>(self, _: &str) -> Result<MaybeItem, E> {
        Ok(MaybeItem(None))
    }

    fn visit_u64<E>(self, _: u64) -> Result<MaybeItem, E> {
        Ok(MaybeItem(None))
    }

    fn visit_i64<E>(self, _: i64) -> Result<MaybeItem, E> {
        Ok(MaybeItem(None))
    }

    fn visit_f64<E>(self, _: f64) -> Result<MaybeItem, E> {
        Ok(MaybeItem(None))
    }

    fn visit_bool<E>(self, _: bool) -> Result<MaybeItem, E> {
        Ok(MaybeItem(None))
    }

    fn visit_unit<E>(self) -> Result<MaybeItem, E> {
        Ok(MaybeItem(None))
    }
}
