//! The written forms of a verb from its dictionary forms, so that a lexicon row names it once.
//!
//! A row is `past present` in Arabic (`التقى يلتقي`), `base [past [participle]]` in English
//! (`withdraw withdrew withdrawn`), an infinitive or all forms in French. Words
//! after `|` stand unchanged behind each form: `شن يشن | هجوما`.

mod french;

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
    for passive in words.first().into_iter().flat_map(|past| arabic_passives(past)) {
        // `ألقي` folds to `ألقى`: only what is added to it tells.
        let bare = if passive.ends_with('ي') { None } else { Some("") };
        for ending in bare.into_iter().chain(["ت", "وا", "ا", "تا"]) {
            push(format!("{passive}{ending}"), Part::Passive);
        }
    }
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

/// The passive of the past where it is written with other letters than the active.
///
/// Ryding 2005, ch. 38: `أعاد` is `أعيد`, `ألقى` `ألقي` (`ألقيت`), `صادر` `صودر`, `استأنف` `استؤنف`.
fn arabic_passives(past: &str) -> Vec<String> {
    let letters: Vec<char> = past.chars().collect();
    let with = |at: usize, letter: char| {
        let changed = |(n, c): (usize, &char)| if n == at { letter } else { *c };
        letters.iter().enumerate().map(changed).collect::<String>()
    };
    let derived = matches!(letters.first(), Some('أ' | 'ا'));
    let mut passives = Vec::new();
    match letters.as_slice() {
        // Not the hollow first form: `قيل` is said, `بيع` sold, each a word of its own.
        [.., 'ا', _] if derived && letters.len() >= 4 => passives.push(with(letters.len() - 2, 'ي')),
        [.., 'ى'] if derived => passives.push(with(letters.len() - 1, 'ي')),
        [_, 'ا', _, _] if !derived => passives.push(with(1, 'و')),
        _ => {}
    }
    if let Some(hamza) = letters.iter().skip(1).position(|letter| *letter == 'أ') {
        passives.push(with(hamza + 1, 'ؤ'));
    }
    passives
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

/// An infinitive is conjugated; forms that stand beside it are taken as they are.
fn french(words: &[&str]) -> Vec<(String, Part)> {
    let mut forms = words.first().map_or_else(Vec::new, |verb| french::conjugate(verb));
    for form in words {
        if !forms.iter().any(|(known, _)| known == form) {
            forms.push(((*form).to_owned(), Part::Past));
        }
    }
    forms
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

/// A noun with its adjective, both with the article: `هدنة إنسانية` is `الهدنة الإنسانية`.
///
/// Ryding 2005, 10.1: the adjective agrees in definiteness. A genitive has no article on its first
/// word, so that nothing is lost if the second word is one.
pub(super) fn definite(row: &str, language: Language) -> Option<String> {
    let mut words = row.split_whitespace();
    let (noun, adjective) = (words.next()?, words.next()?);
    let bare = language == Language::Arabic
        && words.next().is_none()
        && !noun.starts_with("ال")
        && !adjective.starts_with("ال");
    (bare && adjective.chars().count() > 2).then(|| format!("ال{noun} ال{adjective}"))
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
    fn derived_verbs_have_a_passive_of_other_letters() {
        check("أعاد يعيد", Language::Arabic, &["أعيد", "أعيدت"]);
        check("أقال يقيل", Language::Arabic, &["أقيل"]);
        check("أجرى يجري", Language::Arabic, &["أجريت"]);
        check("صادر يصادر", Language::Arabic, &["صودر", "صودرت"]);
        check("استأنف يستأنف", Language::Arabic, &["استؤنفت"]);
    }

    #[test]
    fn an_adjective_takes_the_article_with_its_noun() {
        assert_eq!(definite("هدنة إنسانية", Language::Arabic).as_deref(), Some("الهدنة الإنسانية"));
        assert_eq!(definite("وقف إطلاق النار", Language::Arabic), None);
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
        check("déployer", Language::French, &["déploie", "déploieront", "déployées"]);
    }

    #[test]
    fn french_verbs_of_the_third_group() {
        check("rendre", Language::French, &["rend", "rendent", "rendu", "rendue", "rendra", "rendait", "rendirent"]);
        check("reprendre", Language::French, &["repris", "reprises", "reprend", "reprennent", "reprendront"]);
        check("rouvrir", Language::French, &["rouvert", "rouvre", "rouvrira", "rouvrirait"]);
        check("retenir", Language::French, &["retenus", "retient", "retiennent", "retiendra"]);
        check("détruire", Language::French, &["détruit", "détruisent", "détruira"]);
        check("secourir", Language::French, &["secourus", "secourent", "secourra"]);
        check("reconnaître", Language::French, &["reconnu", "reconnaît", "reconnaîtra"]);
    }
}
