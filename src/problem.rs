//! What is wrong with an input, said to the person who wrote it: where, what, and what to do.
//!
//! Problems are collected and shown together, before anything starts:
//!
//! ```text
//! config/feeds.toml:14:1: unknown key `intervall`
//!   hint: did you mean `every`? it takes a duration such as "10m"
//! ```

use std::{fmt, sync::Arc};

/// Where a problem is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The file as the user named it, or `-o` for an option.
    pub file: Arc<str>,
    /// Line, counted from 1; 0 if the whole file is meant.
    pub line: u32,
    /// Column in code points, counted from 1.
    pub column: u32,
}

impl Place {
    /// The whole of `file`.
    pub fn file(file: &str) -> Self {
        Self { file: Arc::from(file), line: 0, column: 0 }
    }

    /// The line and column of a byte of `text`.
    pub fn at(file: &Arc<str>, text: &str, byte: usize) -> Self {
        Lines::of(text).place(file, text, byte)
    }
}

/// Where the lines of a text begin: who asks for many places of one text asks these.
#[derive(Clone, Debug)]
pub struct Lines(Vec<usize>);

impl Lines {
    /// The lines of `text`.
    pub fn of(text: &str) -> Self {
        Self(memchr::memchr_iter(b'\n', text.as_bytes()).map(|newline| newline + 1).collect())
    }

    /// The line and column of a byte of `text`, which must be the text of these lines.
    pub fn place(&self, file: &Arc<str>, text: &str, byte: usize) -> Place {
        let byte = if text.is_char_boundary(byte) { byte } else { text.len() };
        let before = self.0.partition_point(|start| *start <= byte);
        let start = before.checked_sub(1).and_then(|last| self.0.get(last)).copied().unwrap_or(0);
        let column = text.get(start..byte).unwrap_or("").chars().count() + 1;
        let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Place { file: Arc::clone(file), line: number(before + 1), column: number(column) }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}", self.file),
            _ => write!(f, "{}:{}:{}", self.file, self.line, self.column),
        }
    }
}

/// One thing that is wrong.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub place: Place,
    /// What: lower case, no full stop, with what was given in backticks.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

impl Problem {
    /// A problem without advice.
    pub fn new(place: Place, message: impl Into<String>) -> Self {
        Self { place, message: message.into(), hint: None }
    }

    /// The same with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.place, self.message)?;
        match &self.hint {
            Some(hint) => write!(f, "\n  hint: {hint}"),
            None => Ok(()),
        }
    }
}

/// All that is wrong, in the order in which it was found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Problems(pub Vec<Problem>);

impl Problems {
    /// Adds one.
    pub fn push(&mut self, problem: Problem) {
        self.0.push(problem);
    }

    /// Whether nothing is wrong.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` if nothing is wrong, else all that is, sorted by place.
    ///
    /// # Errors
    /// If anything is wrong.
    pub fn or<T>(mut self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            return Ok(value);
        }
        self.0.sort();
        Err(self)
    }
}

impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (n, problem) in self.0.iter().enumerate() {
            if n > 0 {
                f.write_str("\n")?;
            }
            write!(f, "{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Problems {}

/// The candidate nearest to `given`, if it is near enough to be what was meant.
pub fn did_you_mean<'c>(given: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let limit = (given.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .map(|candidate| (distance(given, candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// The advice for a name that is none of `known`: `did you mean `city`? the kinds are city, town`.
pub fn choices(given: &str, kinds: &str, known: &[&str]) -> String {
    let near = did_you_mean(given, known.iter().copied()).map(|near| format!("did you mean `{near}`? "));
    format!("{}{kinds} are {}", near.unwrap_or_default(), known.join(", "))
}

/// Edits (insert, delete, replace, swap of neighbours) between two words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    let mut previous = None;
    for (i, x) in a.chars().enumerate() {
        let mut next = vec![i + 1];
        for (j, y) in b.iter().enumerate() {
            let cell = |row: &[usize], at: usize| row.get(at).copied().unwrap_or(usize::MAX / 2);
            let replaced = cell(&row, j) + usize::from(x != *y);
            let mut best = replaced.min(cell(&row, j + 1) + 1).min(cell(&next, j) + 1);
            if j > 0 && previous == Some(*y) && b.get(j - 1) == Some(&x) {
                best = best.min(cell(&before, j - 1) + 1);
            }
            next.push(best);
        }
        before = std::mem::replace(&mut row, next);
        previous = Some(x);
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_code_points() {
        let text = "a = 1\nاسم = خطأ\n";
        let byte = text.find('خ').unwrap();
        assert_eq!(Place::at(&Arc::from("x.toml"), text, byte).to_string(), "x.toml:2:7");
    }

    #[test]
    fn the_nearest_key_is_named() {
        assert_eq!(did_you_mean("intervall", ["every", "interval"]), Some("interval"));
        assert_eq!(did_you_mean("fsnyc", ["path", "fsync"]), Some("fsync"));
        assert_eq!(did_you_mean("zzz", ["path", "fsync"]), None);
    }
}
