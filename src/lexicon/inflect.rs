//! The written forms of a verb from its dictionary forms, so that a lexicon row names it once.
//!
//! A row is `past present` in Arabic (`التقى يلتقي`), `base [past [participle]]` in English
//! (`withdraw withdrew withdrawn`), an infinitive in -er or -ir or all forms in French. Words
//! after `|` stand unchanged behind each form: `شن يشن | هجوما`.

use crate::model::Language;

use super::trie::Part;

/// The forms of a row, each with its part of speech.
pub(super) fn verb(row: &str, language: Language) -> Vec<(String, Part)> {
    let (forms, rest) = row.split_once('|').map_or((row, ""), |(forms, rest)| (forms, rest.trim()));
    let words: Vec<&str> = forms.split_whitespace().collect();
    let inflected = match language {
        Language::Arabic => arabic(&words),
        Language::English => english(&words),
        _ => french(&words),
    };
    inflected
        .into_iter()
        .map(|(form, part)| (if rest.is_empty() { form } else { format!("{form} {rest}") }, part))
        .collect()
}

fn arabic(words: &[&str]) -> Vec<(String, Part)> {
    let mut forms = Vec::new();
    let mut push = |form: String, part| forms.push((form, part));
    if let Some(past) = words.first() {
        push((*past).to_owned(), Part::Past);
        match past.strip_suffix(['ى', 'ا']) {
            Some(stem) => {
                for ending in ["ت", "وا", "يا", "وه"] {
                    push(format!("{stem}{ending}"), Part::Past);
                }
                // Before a pronoun the last letter is an alef: `التقاه`.
                push(format!("{stem}ا"), Part::Past);
            }
            None => {
                for ending in ["ت", "وا", "ا", "تا", "ن"] {
                    push(format!("{past}{ending}"), Part::Past);
                }
            }
        }
    }
    for present in words.iter().skip(1) {
        let Some(stem) = present.strip_prefix('ي') else { continue };
        let (short, long) = (jussive(stem), stem.strip_suffix(['ي', 'ى', 'و']).unwrap_or(stem));
        for person in ['ي', 'ت', 'ن'] {
            push(format!("{person}{stem}"), Part::Present);
            if let Some(short) = &short {
                push(format!("{person}{short}"), Part::Present);
            }
        }
        for ending in ["ون", "وا"] {
            push(format!("ي{long}{ending}"), Part::Present);
        }
        for person in ['ي', 'ت'] {
            push(format!("{person}{stem}ان"), Part::Present);
            push(format!("{person}{stem}ا"), Part::Present);
        }
    }
    forms
}

/// The stem after `لم`: `يزور` is `يزر`, `يلتقي` is `يلتق`.
fn jussive(stem: &str) -> Option<String> {
    if let Some(short) = stem.strip_suffix(['ي', 'ى', 'و']) {
        return Some(short.to_owned());
    }
    let mut letters: Vec<char> = stem.chars().collect();
    let at = letters.len().checked_sub(2)?;
    if at == 0 || !matches!(letters.get(at), Some('و' | 'ي' | 'ا')) {
        return None;
    }
    letters.remove(at);
    Some(letters.into_iter().collect())
}

fn english(words: &[&str]) -> Vec<(String, Part)> {
    let Some(base) = words.first() else { return Vec::new() };
    let consonant_y = base.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
    let third = match consonant_y {
        Some(stem) => format!("{stem}ies"),
        None if ["s", "x", "ch", "sh", "z"].iter().any(|end| base.ends_with(end)) => format!("{base}es"),
        None => format!("{base}s"),
    };
    let regular = match (base.strip_suffix('e'), consonant_y) {
        (Some(_), _) => format!("{base}d"),
        (None, Some(stem)) => format!("{stem}ied"),
        (None, None) => format!("{base}ed"),
    };
    let past = words.get(1).map_or(regular, |past| (*past).to_owned());
    // A doubled consonant in the past is doubled before -ing: `ban banned`.
    let doubled = past.strip_suffix("ed").filter(|stem| stem.len() == base.len() + 1 && stem.starts_with(base));
    let gerund = match (doubled, base.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'y', 'o']))) {
        (Some(stem), _) => format!("{stem}ing"),
        (None, Some(stem)) => format!("{stem}ing"),
        (None, None) => format!("{base}ing"),
    };
    let mut forms =
        vec![((*base).to_owned(), Part::Present), (third, Part::Present), (past, Part::Past), (gerund, Part::Gerund)];
    forms.extend(words.iter().skip(2).map(|form| ((*form).to_owned(), Part::Past)));
    forms
}

fn french(words: &[&str]) -> Vec<(String, Part)> {
    let [infinitive] = words else {
        return words.iter().map(|form| ((*form).to_owned(), Part::Past)).collect();
    };
    let (stem, past, present): (&str, &[&str], &[&str]) = match infinitive {
        verb if verb.ends_with("er") => (
            verb.strip_suffix("er").unwrap_or(verb),
            &["é", "ée", "és", "ées"],
            &["er", "ent", "ait", "aient", "a", "èrent", "ant", "era", "eront", "erait", "eraient"],
        ),
        verb if verb.ends_with("ir") => (
            verb.strip_suffix("ir").unwrap_or(verb),
            &["i", "ie", "is", "ies", "it"],
            &["ir", "issent", "issait", "issaient", "irent", "issant", "ira", "iront", "irait", "iraient"],
        ),
        verb => return vec![((*verb).to_owned(), Part::Past)],
    };
    // Before a, c and g keep their sound: menaça, engagea.
    let soft = |ending: &str| match (stem.strip_suffix('c'), stem.strip_suffix('g'), ending.starts_with('a')) {
        (Some(head), _, true) => format!("{head}ç{ending}"),
        (_, Some(_), true) => format!("{stem}e{ending}"),
        _ => format!("{stem}{ending}"),
    };
    past.iter()
        .map(|ending| (soft(ending), Part::Past))
        .chain(present.iter().map(|ending| (soft(ending), Part::Present)))
        .collect()
}

/// The forms of a noun: the plural too in English and French, where it is regular.
pub(super) fn noun(row: &str, language: Language) -> Vec<String> {
    let mut forms = vec![row.to_owned()];
    // The accusative of the indefinite: `اشتباكا`, `هجوما`.
    let plain = !row.contains(' ') && !row.starts_with("ال") && !row.ends_with(['ة', 'ا', 'ء', 'ى', 'ي', 'ه']);
    if language == Language::Arabic && plain && row.chars().count() > 2 {
        forms.push(format!("{row}ا"));
    }
    if language != Language::Arabic && !row.ends_with(['s', 'x', 'z']) {
        let consonant_y = row.strip_suffix('y').filter(|stem| !stem.ends_with(['a', 'e', 'o', 'u']));
        forms.push(match (language, consonant_y) {
            (Language::English, Some(stem)) => format!("{stem}ies"),
            (Language::English, None) if row.ends_with("ch") || row.ends_with("sh") => format!("{row}es"),
            _ => format!("{row}s"),
        });
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(row: &str, language: Language, expected: &[&str]) {
        let forms: Vec<String> = verb(row, language).into_iter().map(|(form, _)| form).collect();
        for form in expected {
            assert!(forms.iter().any(|known| known == form), "{form} is not among {forms:?}");
        }
    }

    #[test]
    fn defective_verbs_lose_their_last_letter() {
        check("التقى يلتقي", Language::Arabic, &["التقى", "التقت", "التقوا", "يلتقي", "تلتقي", "يلتقون", "يلتق"]);
    }

    #[test]
    fn hollow_verbs_shorten_after_lam() {
        check("زار يزور", Language::Arabic, &["زار", "زارت", "زاروا", "تزور", "يزورون", "يزر"]);
    }

    #[test]
    fn words_behind_the_bar_follow_each_form() {
        check("شن يشن | هجوما", Language::Arabic, &["شن هجوما", "شنت هجوما", "يشن هجوما"]);
    }

    #[test]
    fn english_spelling() {
        check("ban banned", Language::English, &["bans", "banned", "banning"]);
        check("seize", Language::English, &["seizes", "seized", "seizing"]);
        check("withdraw withdrew withdrawn", Language::English, &["withdrew", "withdrawn", "withdrawing"]);
    }

    #[test]
    fn french_spelling() {
        check("annoncer", Language::French, &["annoncé", "annonça", "annoncent"]);
        check("engager", Language::French, &["engagea", "engagées"]);
    }
}
