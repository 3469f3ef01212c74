//! A TOML document read key by key, so that every problem in it is found at once.
//!
//! A [`Section`] hands out values by key and remembers which keys it was asked for; `finish`
//! reports the keys that nobody asked for, with the nearest one that exists. A value of the wrong
//! kind is a problem and reads as absent.

use std::sync::Arc;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::problem::{Lines, Place, Problem, Problems, did_you_mean};

/// A parsed document with its name and text, which places in messages need.
pub struct Document<'i> {
    name: Arc<str>,
    text: &'i str,
    lines: Lines,
    table: Spanned<DeTable<'i>>,
}

impl<'i> Document<'i> {
    /// Reads `text`; what cannot be read is a problem, the rest is there.
    pub fn parse(name: &str, text: &'i str, problems: &mut Problems) -> Self {
        let (name, lines): (Arc<str>, _) = (Arc::from(name), Lines::of(text));
        let (table, errors) = DeTable::parse_recoverable(text);
        for error in errors {
            let byte = error.span().map_or(0, |span| span.start);
            problems.push(Problem::new(lines.place(&name, text, byte), error.message().trim().to_owned()));
        }
        Self { name, text, lines, table }
    }

    /// The document's top table.
    pub fn root(&self) -> Section<'_, 'i> {
        Section { document: self, table: self.table.get_ref(), byte: 0, asked: Vec::new() }
    }

    fn place(&self, byte: usize) -> Place {
        self.lines.place(&self.name, self.text, byte)
    }
}

/// A value with the byte where it stands; [`Section::place_of`] makes a place of it.
#[derive(Clone, Debug)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in the document.
    pub byte: usize,
}

/// A table of a document.
pub struct Section<'d, 'i> {
    document: &'d Document<'i>,
    table: &'d DeTable<'i>,
    byte: usize,
    asked: Vec<&'static str>,
}

impl<'d, 'i> Section<'d, 'i> {
    /// Where the table begins.
    pub fn place(&self) -> Place {
        self.document.place(self.byte)
    }

    /// The line and column of a byte of the document.
    pub fn place_of(&self, byte: usize) -> Place {
        self.document.place(byte)
    }

    fn value(&mut self, key: &'static str) -> Option<&'d Spanned<DeValue<'i>>> {
        self.asked.push(key);
        self.table.get(key)
    }

    fn wrong(&self, key: &str, wanted: &str, value: &Spanned<DeValue<'i>>, problems: &mut Problems) {
        let found = value.get_ref().type_str();
        let place = self.document.place(value.span().start);
        problems.push(Problem::new(place, format!("`{key}` must be {wanted}, not {found}")));
    }

    /// A string.
    pub fn string(&mut self, key: &'static str, problems: &mut Problems) -> Option<At<String>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(At { value: text.clone().into_owned(), byte: value.span().start }),
            _ => {
                self.wrong(key, "a string", value, problems);
                None
            }
        }
    }

    /// A string in the syntax of `read`, whose error says what was expected.
    pub fn parsed<T>(
        &mut self,
        key: &'static str,
        read: impl FnOnce(&str) -> Result<T, String>,
        problems: &mut Problems,
    ) -> Option<At<T>> {
        let text = self.string(key, problems)?;
        match read(&text.value) {
            Ok(value) => Some(At { value, byte: text.byte }),
            Err(hint) => {
                let place = self.document.place(text.byte);
                problems.push(Problem::new(place, format!("`{key}` cannot be `{}`", text.value)).hint(hint));
                None
            }
        }
    }

    /// `true` or `false`.
    pub fn boolean(&mut self, key: &'static str, problems: &mut Problems) -> Option<At<bool>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Boolean(boolean) => Some(At { value: *boolean, byte: value.span().start }),
            _ => {
                self.wrong(key, "true or false", value, problems);
                None
            }
        }
    }

    /// A whole number within `range`.
    pub fn integer(
        &mut self,
        key: &'static str,
        range: std::ops::RangeInclusive<u64>,
        problems: &mut Problems,
    ) -> Option<At<u64>> {
        let value = self.value(key)?;
        let DeValue::Integer(integer) = value.get_ref() else {
            self.wrong(key, "a whole number", value, problems);
            return None;
        };
        match u64::from_str_radix(integer.as_str(), integer.radix()) {
            Ok(number) if range.contains(&number) => Some(At { value: number, byte: value.span().start }),
            _ => {
                let place = self.document.place(value.span().start);
                let hint = format!("it lies between {} and {}", range.start(), range.end());
                problems.push(Problem::new(place, format!("`{key}` cannot be `{integer}`")).hint(hint));
                None
            }
        }
    }

    /// A number with or without a fraction.
    pub fn float(&mut self, key: &'static str, problems: &mut Problems) -> Option<At<f64>> {
        let value = self.value(key)?;
        let number = match value.get_ref() {
            DeValue::Integer(integer) => integer.as_str().parse().ok(),
            DeValue::Float(float) => float.as_str().parse().ok(),
            _ => None,
        };
        match number {
            Some(number) => Some(At { value: number, byte: value.span().start }),
            None => {
                self.wrong(key, "a number", value, problems);
                None
            }
        }
    }

    /// A list of strings; items of another kind are problems and left out.
    pub fn strings(&mut self, key: &'static str, problems: &mut Problems) -> Option<Vec<At<String>>> {
        let value = self.value(key)?;
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, "a list of strings", value, problems);
            return None;
        };
        let mut list = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) => {
                    list.push(At { value: text.clone().into_owned(), byte: item.span().start });
                }
                _ => self.wrong(key, "a list of strings", item, problems),
            }
        }
        Some(list)
    }

    /// A table of strings, such as HTTP headers, in the order of their names.
    pub fn string_map(&mut self, key: &'static str, problems: &mut Problems) -> Option<Vec<(String, At<String>)>> {
        let value = self.value(key)?;
        let DeValue::Table(table) = value.get_ref() else {
            self.wrong(key, "a table of strings", value, problems);
            return None;
        };
        let mut map = Vec::new();
        for (name, item) in table {
            match item.get_ref() {
                DeValue::String(text) => map.push((
                    name.get_ref().clone().into_owned(),
                    At { value: text.clone().into_owned(), byte: item.span().start },
                )),
                _ => self.wrong(name.get_ref(), "a string", item, problems),
            }
        }
        Some(map)
    }

    /// A table, absent if it is not there.
    pub fn section(&mut self, key: &'static str, problems: &mut Problems) -> Option<Section<'d, 'i>> {
        let value = self.value(key)?;
        match value.get_ref() {
            DeValue::Table(table) => {
                Some(Section { document: self.document, table, byte: value.span().start, asked: vec![] })
            }
            _ => {
                self.wrong(key, "a table", value, problems);
                None
            }
        }
    }

    /// The tables of `[[key]]`, none if there is none.
    pub fn sections(&mut self, key: &'static str, problems: &mut Problems) -> Vec<Section<'d, 'i>> {
        let Some(value) = self.value(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, "written as [[…]]", value, problems);
            return Vec::new();
        };
        let mut sections = Vec::with_capacity(items.len());
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(table) => {
                    sections.push(Section { document: self.document, table, byte: item.span().start, asked: vec![] });
                }
                _ => self.wrong(key, "written as [[…]]", item, problems),
            }
        }
        sections
    }

    /// Whether all of `keys` are there, with whatever values: what is missing is told once, and not
    /// of a value that is there and was refused.
    pub fn has_all(&self, keys: &[&str]) -> bool {
        keys.iter().all(|key| self.table.contains_key(*key))
    }

    /// Reports the keys that were never asked for.
    pub fn finish(self, problems: &mut Problems) {
        for (key, _) in self.table {
            let name = key.get_ref();
            if self.asked.iter().any(|asked| *asked == name.as_ref()) {
                continue;
            }
            let problem = Problem::new(self.document.place(key.span().start), format!("unknown key `{name}`"));
            let mut known = self.asked.clone();
            known.sort_unstable();
            known.dedup();
            problems.push(match did_you_mean(name, known.iter().copied()) {
                Some(near) => problem.hint(format!("did you mean `{near}`?")),
                None => problem.hint(format!("the keys here are {}", known.join(", "))),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_problem_is_found_at_once() {
        let mut problems = Problems::default();
        let document = Document::parse("x.toml", "naem = \"a\"\nport = \"b\"\n[[row]]\nid = 3\n", &mut problems);
        let mut root = document.root();
        root.string("name", &mut problems);
        root.integer("port", 1..=9, &mut problems);
        for mut row in root.sections("row", &mut problems) {
            row.string("id", &mut problems);
            row.finish(&mut problems);
        }
        root.finish(&mut problems);
        let expected = "x.toml:2:8: `port` must be a whole number, not string\n\
                        x.toml:4:6: `id` must be a string, not integer\n\
                        x.toml:1:1: unknown key `naem`\n  hint: did you mean `name`?";
        assert_eq!(problems.to_string(), expected);
    }
}
