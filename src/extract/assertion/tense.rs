//! Future tenses that are written in the verb itself.

/// Whether a folded word is a present with the future prefix: `سيصل`, `ستستأنف`, `سنقاتل`.
///
/// Ryding 2005, 21.5: `س` before the imperfect. Nouns that begin alike (`سيارة`) are named in
/// the lexicon.
pub(super) fn arabic_future(word: &str) -> bool {
    word.strip_prefix('س').is_some_and(|verb| verb.starts_with(['ي', 'ت', 'ن']) && verb.chars().count() >= 3)
}

/// Whether a folded word may be an imperfect: it has a person prefix and at least three letters more.
pub(super) fn arabic_present(word: &str) -> bool {
    word.starts_with(['ي', 'ت', 'ن']) && word.chars().count() >= 3
}

/// Whether a folded word has the ending of the future of a French verb in the third person:
/// `rencontrera`, `signeront`, `rendra`. The simple past of some verbs ends alike (`tira`); the
/// lexicon names them.
pub(super) fn french_future(word: &str) -> bool {
    let plural = word.strip_suffix("ront");
    let singular = word.strip_suffix("ra");
    plural.or(singular).is_some_and(|stem| stem.len() >= 2 && stem.ends_with(['e', 'i', 'd', 't', 'v', 'r', 'u']))
}

/// Whether a folded word has the ending of a French infinitive.
pub(super) fn french_infinitive(word: &str) -> bool {
    ["er", "ir", "re", "oir"].iter().any(|ending| word.len() > ending.len() + 1 && word.ends_with(ending))
}
