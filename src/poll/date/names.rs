//! The names that stand in dates of feeds. They belong to wire formats and to what publishing
//! systems print, not to a lexicon that an analyst edits.

/// Month names and how they are cut: English and French by their first letters, Arabic in full.
/// Folded: no marks, alef bare, ta marbuta as ha.
const MONTHS: [(&str, u32); 79] = [
    // English; RFC 822 cuts them to three letters, some print "Sept".
    ("january", 1),
    ("february", 2),
    ("march", 3),
    ("april", 4),
    ("may", 5),
    ("june", 6),
    ("july", 7),
    ("august", 8),
    ("september", 9),
    ("october", 10),
    ("november", 11),
    ("december", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("sept", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    // French.
    ("janvier", 1),
    ("janv", 1),
    ("fevrier", 2),
    ("fevr", 2),
    ("fev", 2),
    ("mars", 3),
    ("avril", 4),
    ("avr", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("juil", 7),
    ("aout", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("decembre", 12),
    // Arabic as in Egypt and Libya: يناير، فبراير.
    ("يناير", 1),
    ("فبراير", 2),
    ("مارس", 3),
    ("ابريل", 4),
    ("مايو", 5),
    ("يونيو", 6),
    ("يونيه", 6),
    ("يوليو", 7),
    ("يوليه", 7),
    ("اغسطس", 8),
    ("سبتمبر", 9),
    ("اكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
    // Arabic as in Tunisia and Algeria: جانفي، أوت.
    ("جانفي", 1),
    ("فيفري", 2),
    ("افريل", 4),
    ("ماي", 5),
    ("جوان", 6),
    ("جويليه", 7),
    ("اوت", 8),
    // Arabic as in Morocco: غشت، شتنبر.
    ("يوليوز", 7),
    ("غشت", 8),
    ("شتنبر", 9),
    ("نونبر", 11),
    ("دجنبر", 12),
    // Arabic as in the Levant and Iraq: كانون الثاني، شباط; two words are joined by a space.
    ("كانون الثاني", 1),
    ("شباط", 2),
    ("اذار", 3),
    ("نيسان", 4),
    ("ايار", 5),
    ("حزيران", 6),
    ("تموز", 7),
    ("اب", 8),
    ("ايلول", 9),
    ("تشرين الاول", 10),
    ("تشرين الثاني", 11),
    ("كانون الاول", 12),
];

/// Zones by name, in minutes east of Greenwich.
const ZONES: [(&str, i32); 56] = [
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("غرينتش", 0),
    ("جرينتش", 0),
    ("غرينيتش", 0),
    ("غرينتيش", 0),
    ("wet", 0),
    ("west", 60),
    ("bst", 60),
    ("cet", 60),
    ("met", 60),
    ("wat", 60),
    ("cest", 120),
    ("mest", 120),
    ("eet", 120),
    ("cat", 120),
    ("sast", 120),
    ("eest", 180),
    ("msk", 180),
    ("eat", 180),
    ("trt", 180),
    ("fet", 180),
    ("msd", 240),
    ("gst", 240),
    ("irst", 210),
    ("irdt", 270),
    ("pkt", 300),
    ("uzt", 300),
    ("npt", 345),
    ("ict", 420),
    ("wib", 420),
    ("hkt", 480),
    ("sgt", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("nst", -210),
    ("ndt", -150),
    ("adt", -180),
    ("brt", -180),
    ("art", -180),
    ("edt", -240),
    ("est", -300),
    ("cdt", -300),
    ("cst", -360),
    ("mdt", -360),
    ("mst", -420),
    ("pdt", -420),
    ("pst", -480),
];

/// Words around a time of day that say before or after noon.
const AFTER_NOON: [&str; 9] = ["pm", "p.m", "p.m.", "م", "مساء", "مساءا", "ظهرا", "عصرا", "soir"];
/// The same before noon.
const BEFORE_NOON: [&str; 7] = ["am", "a.m", "a.m.", "ص", "صباحا", "فجرا", "matin"];

/// The number of a month by its name, of which the word before may be the first half.
pub(super) fn month(first: Option<&str>, word: &str) -> Option<u32> {
    let of = |name: &str| MONTHS.iter().find(|(known, _)| *known == name).map(|(_, month)| *month);
    of(word).or_else(|| match (first?, word) {
        ("كانون" | "تشرين", "الاول" | "الثاني" | "اول" | "ثاني" | "ثان") => {
            let article = if word.starts_with("ال") { "" } else { "ال" };
            let second = if word == "ثان" { "ثاني" } else { word };
            of(&format!("{} {article}{second}", first?))
        }
        _ => None,
    })
}

/// The offset of a zone by its name.
pub(super) fn zone_minutes(word: &str) -> Option<i32> {
    ZONES.iter().find(|(known, _)| *known == word).map(|(_, minutes)| *minutes)
}

/// Whether a word says that it is after noon, or before.
pub(super) fn half_of_day(word: &str) -> Option<bool> {
    if AFTER_NOON.contains(&word) {
        Some(true)
    } else if BEFORE_NOON.contains(&word) {
        Some(false)
    } else {
        None
    }
}

/// Words that stand about in dates: weekdays and particles.
pub(super) fn is_filler(word: &str) -> bool {
    const FILLERS: [&str; 9] = ["at", "on", "le", "a", "de", "du", "the", "of", "time"];
    const WEEKDAYS: [&str; 14] =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun", "lun", "mar", "mer", "jeu", "ven", "sam", "dim"];
    FILLERS.contains(&word) || WEEKDAYS.iter().any(|day| word.starts_with(day))
}
