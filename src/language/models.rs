//! The statistical models, asked only where script and function words do not settle it.

use crate::model::Language;

/// The likeliest of English, French, Italian and Turkish with its probability, or `None`.
///
/// The first call loads the models.
#[cfg(feature = "lang-lingua")]
pub(super) fn likeliest(text: &str) -> Option<(Language, f64)> {
    use std::sync::LazyLock;

    use lingua::{Language as Model, LanguageDetector, LanguageDetectorBuilder};

    static DETECTOR: LazyLock<LanguageDetector> = LazyLock::new(|| {
        LanguageDetectorBuilder::from_languages(&[Model::English, Model::French, Model::Italian, Model::Turkish])
            .build()
    });
    let (model, probability) = DETECTOR.compute_language_confidence_values(text).into_iter().next()?;
    let language = match model {
        Model::English => Language::English,
        Model::French => Language::French,
        Model::Italian => Language::Italian,
        Model::Turkish => Language::Turkish,
    };
    Some((language, probability))
}

/// The likeliest of English, French, Italian and Turkish, or `None`. It gives no probability, so
/// a fixed one stands in that a declared language outweighs.
#[cfg(not(feature = "lang-lingua"))]
pub(super) fn likeliest(text: &str) -> Option<(Language, f64)> {
    let language = match whichlang::detect_language(text) {
        whichlang::Lang::Eng => Language::English,
        whichlang::Lang::Fra => Language::French,
        whichlang::Lang::Ita => Language::Italian,
        whichlang::Lang::Tur => Language::Turkish,
        _ => return None,
    };
    Some((language, 0.75))
}
