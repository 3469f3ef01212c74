//! The forms of French verbs from the infinitive: third persons of the tenses that news is told in,
//! participles and gerund.
//!
//! Grevisse, *Le bon usage*, conjugation tables. Forms that fold to the same letters are written
//! once: `ferme` is `fermé` without its accent.

use crate::lexicon::trie::Part;

/// How the verbs that end alike are conjugated; what stands before the ending stays.
struct Pattern {
    /// The end of the infinitive.
    infinitive: &'static str,
    /// The masculine participle; feminine and plural are made from it.
    participle: &'static str,
    /// Present, imperfect, simple past and gerund.
    finite: &'static [&'static str],
    /// The future without its personal ending.
    future: &'static str,
}

const fn pattern(
    infinitive: &'static str,
    participle: &'static str,
    finite: &'static [&'static str],
    future: &'static str,
) -> Pattern {
    Pattern { infinitive, participle, finite, future }
}

/// The longer ending stands before the shorter.
const PATTERNS: [Pattern; 36] = [
    pattern("envoyer", "envoyé", &["envoient", "envoyait", "envoyaient", "envoya", "envoyèrent", "envoyant"], "enverr"),
    pattern("oyer", "oyé", &["oie", "oient", "oyait", "oyaient", "oya", "oyèrent", "oyant"], "oier"),
    pattern("uyer", "uyé", &["uie", "uient", "uyait", "uyaient", "uya", "uyèrent", "uyant"], "uier"),
    pattern("cer", "cé", &["cent", "çait", "çaient", "ça", "cèrent", "çant"], "cer"),
    pattern("ger", "gé", &["gent", "geait", "geaient", "gea", "gèrent", "geant"], "ger"),
    pattern("er", "é", &["ent", "ait", "aient", "a", "èrent", "ant"], "er"),
    pattern("cevoir", "çu", &["çoit", "çoivent", "cevait", "cevaient", "çut", "çurent", "cevant"], "cevr"),
    pattern(
        "prévoir",
        "prévu",
        &["prévoit", "prévoient", "prévoyait", "prévoyaient", "prévit", "prévoyant"],
        "prévoir",
    ),
    pattern("voir", "vu", &["voit", "voient", "voyait", "voyaient", "vit", "virent", "voyant"], "verr"),
    pattern("enir", "enu", &["ient", "iennent", "enait", "enaient", "int", "inrent", "enant", "ienne"], "iendr"),
    pattern("vrir", "vert", &["vre", "vrent", "vrait", "vraient", "vrit", "vrirent", "vrant"], "vrir"),
    pattern("ffrir", "ffert", &["ffre", "ffrent", "ffrait", "ffraient", "ffrit", "ffrirent", "ffrant"], "ffrir"),
    pattern(
        "courir",
        "couru",
        &["court", "courent", "courait", "couraient", "courut", "coururent", "courant"],
        "courr",
    ),
    pattern("mourir", "mort", &["meurt", "meurent", "mourait", "mouraient", "mourut", "moururent", "mourant"], "mourr"),
    pattern("quérir", "quis", &["quiert", "quièrent", "quérait", "quéraient", "quit", "quirent", "quérant"], "querr"),
    pattern("cueillir", "cueilli", &["cueille", "cueillent", "cueillait", "cueillit", "cueillirent"], "cueiller"),
    pattern("saillir", "sailli", &["saille", "saillent", "saillait", "saillaient", "saillirent"], "sailler"),
    pattern(
        "partir",
        "parti",
        &["part", "partent", "partait", "partaient", "partit", "partirent", "partant"],
        "partir",
    ),
    pattern(
        "sortir",
        "sorti",
        &["sort", "sortent", "sortait", "sortaient", "sortit", "sortirent", "sortant"],
        "sortir",
    ),
    pattern("fuir", "fui", &["fuit", "fuient", "fuyait", "fuyaient", "fuirent", "fuyant"], "fuir"),
    pattern("ir", "i", &["it", "issent", "issait", "issaient", "irent", "issant", "isse"], "ir"),
    pattern("prendre", "pris", &["prend", "prennent", "prenait", "prenaient", "prit", "prirent", "prenant"], "prendr"),
    pattern("eindre", "eint", &["eignent", "eignait", "eignaient", "eignit", "eignirent", "eignant"], "eindr"),
    pattern("aindre", "aint", &["aignent", "aignait", "aignaient", "aignit", "aignirent", "aignant"], "aindr"),
    pattern("oindre", "oint", &["oignent", "oignait", "oignaient", "oignit", "oignirent", "oignant"], "oindr"),
    pattern("dre", "du", &["d", "dent", "dait", "daient", "dit", "dirent", "dant", "de"], "dr"),
    pattern("uire", "uit", &["uisent", "uisait", "uisaient", "uisit", "uisirent", "uisant"], "uir"),
    pattern("battre", "battu", &["bat", "battent", "battait", "battaient", "battit", "battirent", "battant"], "battr"),
    pattern("mettre", "mis", &["met", "mettent", "mettait", "mettaient", "mit", "mirent", "mettant"], "mettr"),
    pattern("rompre", "rompu", &["rompt", "rompent", "rompait", "rompaient", "rompit", "rompirent"], "rompr"),
    pattern("clure", "clu", &["clut", "cluent", "cluait", "cluaient", "clurent", "cluant"], "clur"),
    pattern("suivre", "suivi", &["suit", "suivent", "suivait", "suivaient", "suivit", "suivirent", "suivant"], "suivr"),
    pattern("lire", "lu", &["lit", "lisent", "lisait", "lisaient", "lut", "lurent"], "lir"),
    pattern("ire", "it", &["isent", "isait", "isaient", "irent", "isant"], "ir"),
    pattern("aître", "u", &["aît", "aissent", "aissait", "aissaient", "ut", "urent", "aissant"], "aîtr"),
    pattern("faire", "fait", &["font", "faisait", "faisaient", "fit", "firent", "faisant"], "fer"),
];

/// The forms of a verb, with their part of speech; nothing if the word is no infinitive.
pub(super) fn conjugate(infinitive: &str) -> Vec<(String, Part)> {
    let found = PATTERNS.iter().find_map(|known| Some((infinitive.strip_suffix(known.infinitive)?, known)));
    let Some((stem, known)) = found else { return Vec::new() };
    let participle = format!("{stem}{}", known.participle);
    let plural = if participle.ends_with('s') { "" } else { "s" };
    let participles = [participle.clone(), format!("{participle}e"), format!("{participle}{plural}")];
    let feminine = format!("{participle}es");
    let present = known.finite.iter().map(|ending| format!("{stem}{ending}"));
    let future = ["a", "ont", "ait", "aient"].iter().map(|ending| format!("{stem}{}{ending}", known.future));
    let finite = std::iter::once(infinitive.to_owned()).chain(present).chain(future);
    let participles = participles.into_iter().chain([feminine]).map(|form| (form, Part::Past));
    participles.chain(finite.map(|form| (form, Part::Present))).collect()
}
