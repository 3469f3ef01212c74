//! Other forms of a place's name that follow from the listed ones.
//!
//! Newsrooms write the Arabic article as *al* or *el* or leave it out, and the first word of a name
//! such as `أبو قرين` takes the case of its place in the sentence: `في أبي قرين`.

use super::name::Name;
use super::trie::{Entry, Trie};
use crate::text::Text;

/// Forms of the names of places, to be added when all listed names are known.
#[derive(Default)]
pub(super) struct Forms(Vec<(String, Entry)>);

impl Forms {
    /// Takes the forms of a name, if it is a place's. What is shared or also a word has none that nobody looked at.
    pub(super) fn take(&mut self, table: &str, name: &Name, entry: Entry) {
        if table == "place" && !name.shared && !name.weak {
            let form = |form: Variant| (form.text, Entry { weak: form.bare, common: form.bare, ..entry });
            self.0.extend(variants(&name.text).into_iter().map(form));
        }
    }

    /// Adds those that no place and no actor is called by; `taken` says so of a table and a folded name.
    pub(super) fn add_to(self, trie: &mut Trie, taken: impl Fn(&'static str, &str) -> bool) {
        for (text, entry) in self.0 {
            let folded = Text::new(&text);
            if !taken("place", folded.folded()) && !taken("actor", folded.folded()) {
                trie.add_text(&folded, entry);
            }
        }
    }
}

/// A form that is not listed.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Variant {
    text: String,
    /// Without its article it may be another word or a surname.
    bare: bool,
}

/// A name without its article has at least so many letters; shorter ones are too often other words.
const BARE_LETTERS: usize = 5;

/// The forms that follow from a name.
fn variants(name: &str) -> Vec<Variant> {
    let words: Vec<&str> = name.split_inclusive([' ', '-']).collect();
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate() {
        let other = match word.trim_end_matches([' ', '-']) {
            "al" => "el",
            "Al" => "El",
            "el" => "al",
            "El" => "Al",
            "أبو" => "أبي",
            _ => continue,
        };
        let (Some(before), Some(after)) = (words.get(..at), words.get(at + 1..)) else { continue };
        if after.is_empty() {
            continue;
        }
        let joint = word.chars().next_back().filter(|c| matches!(c, ' ' | '-')).map_or(String::new(), String::from);
        let text = format!("{}{other}{joint}{}", before.concat(), after.concat());
        found.push(Variant { text, bare: false });
        let rest = after.concat();
        if at == 0 && other != "أبي" && rest.chars().filter(|c| c.is_alphabetic()).count() >= BARE_LETTERS {
            found.push(Variant { text: rest, bare: true });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(name: &str, expected: &[(&str, bool)]) {
        let found = variants(name);
        let found: Vec<(&str, bool)> = found.iter().map(|variant| (variant.text.as_str(), variant.bare)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_article_is_written_in_two_ways_or_left_out() {
        check("al-Rajma", &[("el-Rajma", false), ("Rajma", true)]);
        check("Bir el-Astat", &[("Bir al-Astat", false)]);
        check("El Guba", &[("Al Guba", false)]);
    }

    #[test]
    fn the_first_word_of_a_name_is_declined() {
        check("أبو دزيرة", &[("أبي دزيرة", false)]);
        check("وادي أبو شيبة", &[("وادي أبي شيبة", false)]);
        check("أبودزيرة", &[]);
    }

    #[test]
    fn other_names_have_one_form() {
        check("Taknis", &[]);
        check("Fort el", &[]);
    }
}
