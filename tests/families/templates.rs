//! Clash templates: the same sentences on other days, with other tolls, in other towns, by other
//! groups, or denied. However like they are, none is a copy of another.

use std::collections::BTreeMap;

use marsad::model::Verdict;

use super::{Piece, desk::Desk, rng::Rng};

/// In what the uses of a template differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Differing {
    /// In day and numbers; the town is the same.
    Numbers,
    /// In the town alone.
    Place,
    /// In the armed group alone.
    Group,
    /// One claims and the next one denies it; the claims differ in their numbers.
    Denial,
}

/// All of them.
pub(crate) const ALL: [Differing; 4] = [Differing::Numbers, Differing::Place, Differing::Group, Differing::Denial];

/// `{p}` place, `{g}` group, `{d}` date, `{n}` and `{m}` numbers.
const TEMPLATES: [(&str, &str, &str, &str); 6] = [
    (
        "ar",
        "{n} قتلى في اشتباكات {p}",
        "أعلن مصدر طبي يوم {d} مقتل {n} مسلحين وإصابة {m} آخرين في اشتباكات دارت بين {g} ومجموعة مسلحة في {p}.\nوقال المصدر إن المستشفى استقبل الجرحى على دفعات منذ ساعات الصباح، وإن حالة بعضهم لا تسمح بالنقل إلى خارج المدينة، مناشداً الأهالي التبرع بالدم والابتعاد عن مواقع القتال حتى إشعار آخر.",
        "{g} تنفي سقوط {n} قتلى في {p}",
    ),
    (
        "ar",
        "قصف يستهدف مواقع في {p}",
        "أفاد شهود بأن قوات تابعة إلى {g} قصفت بالمدفعية الثقيلة مواقع في {p} يوم {d}، ما أدى إلى مقتل {n} أشخاص وجرح {m} وتضرر عدد من المنازل، فيما هرعت سيارات الإسعاف إلى المكان وأغلقت الطرق المؤدية إليه بالسواتر الترابية.",
        "نفي قصف مواقع في {p}",
    ),
    (
        "en",
        "{n} killed in clashes in {p}",
        "At least {n} people were killed and {m} wounded on {d} when fighters of the {g} clashed with gunmen in {p}, a medical source said.\nAmbulances struggled to reach the wounded because of sniper fire, and the hospital called on residents to give blood while families left their homes for safer districts along the coast.",
        "{g} denies {n} killed in {p}",
    ),
    (
        "en",
        "Shelling hits {p}",
        "Artillery fire attributed to the {g} struck houses and a market in {p} on {d}, leaving {n} dead and {m} injured, according to residents who said that the bombardment went on for most of the afternoon before a lull set in.",
        "No shelling in {p}, says {g}",
    ),
    (
        "fr",
        "{n} morts dans des affrontements à {p}",
        "Au moins {n} personnes ont été tuées et {m} autres blessées le {d} lors d'affrontements entre {g} et un groupe armé à {p}, a indiqué une source médicale.\nLes ambulances peinaient à rejoindre les blessés à cause des tireurs embusqués et l'hôpital a lancé un appel au don de sang pendant que des familles gagnaient des quartiers plus sûrs.",
        "{g} dément {n} morts à {p}",
    ),
    (
        "fr",
        "Des obus tombent sur {p}",
        "Des tirs d'artillerie attribués à {g} ont touché des maisons et un marché à {p} le {d}, faisant {n} morts et {m} blessés, selon des habitants qui ont parlé d'un bombardement durant presque tout l'après-midi avant une accalmie.",
        "{g} dément avoir bombardé {p}",
    ),
];

/// What a denial puts before the claim.
const DENIALS: [(&str, &str); 3] = [
    ("ar", "نفى متحدث رسمي صحة الأنباء التي تقول إنه "),
    ("en", "A spokesman denied reports saying that "),
    ("fr", "Un porte-parole a démenti les informations selon lesquelles "),
];

const MONTHS: [(&str, [&str; 12]); 3] = [
    (
        "ar",
        ["يناير", "فبراير", "مارس", "أبريل", "مايو", "يونيو", "يوليو", "أغسطس", "سبتمبر", "أكتوبر", "نوفمبر", "ديسمبر"],
    ),
    (
        "en",
        [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
    ),
    (
        "fr",
        [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
    ),
];

/// How many of the uses of all templates are called copies of another use; in each, so many
/// uses, spread over ten days among a hundred outlets.
pub(crate) fn called_copies(differing: Differing, uses: usize, seed: u64) -> usize {
    let mut rng = Rng::new(seed);
    let mut pieces: Vec<Piece> = Vec::new();
    for (number, template) in TEMPLATES.iter().enumerate() {
        pieces.extend(fill(number, template, differing, uses, &mut rng));
    }
    pieces.sort_by_key(|piece| piece.at);
    let mut desk = Desk::new();
    let (mut copies, mut seen) = (0, BTreeMap::new());
    for (number, piece) in pieces.iter().enumerate() {
        let (article, verdict) = desk.take(number, piece);
        seen.insert(article.record_id(), format!("{} | {}", piece.title, piece.text));
        if let Verdict::Copy(likeness) = verdict {
            copies += 1;
            if std::env::var_os("SHOW_COPIES").is_some() {
                let head = seen.get(&likeness.of).map_or("", |text: &String| text.as_str());
                println!("{likeness:?}\n  {head}\n  {} | {}", piece.title, piece.text);
            }
        }
    }
    copies
}

fn fill(
    number: usize,
    (tag, title, text, denial): &(&str, &str, &str, &str),
    differing: Differing,
    uses: usize,
    rng: &mut Rng,
) -> Vec<Piece> {
    let names = |file: &str, armed: bool| names(file, tag, armed, rng.clone());
    let places = names(include_str!("../../config/lexicon/places.toml"), false);
    let groups = names(include_str!("../../config/lexicon/actors.toml"), true);
    let uses = match differing {
        Differing::Numbers | Differing::Denial => uses,
        Differing::Place => uses.min(places.len()),
        Differing::Group => uses.min(groups.len()),
    };
    let months = MONTHS.iter().find(|(language, _)| language == tag).map_or(&[""; 12], |(_, months)| months);
    let (mut day, mut n, mut m) = (3, 4, 18);
    (0..uses)
        .map(|at| {
            let denies = differing == Differing::Denial && at % 2 == 1;
            if matches!(differing, Differing::Numbers | Differing::Denial) && !denies {
                // No two uses have the same three numbers.
                (day, n, m) = (at, at % 41 + 3, at / 41 + 5 + at % 7);
            }
            let place = if differing == Differing::Place { &places[at] } else { &places[0] };
            let group = if differing == Differing::Group { &groups[at] } else { &groups[0] };
            let date = format!("{} {}", day % 28 + 1, months[day / 28 % 12]);
            let put = |text: &str| {
                text.replace("{p}", place)
                    .replace("{g}", group)
                    .replace("{d}", &date)
                    .replace("{n}", &n.to_string())
                    .replace("{m}", &m.to_string())
            };
            let prefix = DENIALS.iter().find(|(language, _)| language == tag).map_or("", |(_, denial)| denial);
            // Half of the denials keep the headline and change only the first words.
            let title = if denies && at % 4 == 1 { denial } else { title };
            Piece {
                family: number,
                facts: at,
                loose: false,
                made: "template",
                feed: format!("outlet-{}", rng.below(100)),
                at: i64::try_from(at * 10 * 86_400 / uses).unwrap_or(0),
                title: put(title),
                text: format!("{}{}", if denies { prefix } else { "" }, put(text)),
            }
        })
        .collect()
}

/// The first name of each row of a file of the lexicon in a language, shuffled; no two with a
/// name in common.
fn names(file: &str, tag: &str, armed: bool, mut rng: Rng) -> Vec<String> {
    let table: toml::Table = file.parse().expect("the lexicon can be read");
    let rows = table
        .iter()
        .filter(|(key, _)| *key == "place" || *key == "actor")
        .filter_map(|(_, rows)| rows.as_array())
        .flatten();
    let is_armed = |row: &toml::Value| {
        row.get("generic").is_none()
            && matches!(row.get("type").and_then(toml::Value::as_str), Some("armed-group" | "state-force"))
    };
    let mut owners: BTreeMap<String, usize> = BTreeMap::new();
    let rows: Vec<&toml::Value> = rows.filter(|row| !armed || is_armed(row)).collect();
    for row in &rows {
        for form in row.get(tag).and_then(toml::Value::as_array).into_iter().flatten().filter_map(toml::Value::as_str) {
            *owners.entry(marsad::text::fold::fold(form)).or_default() += 1;
        }
    }
    let first = |row: &&toml::Value| Some(row.get(tag)?.as_array()?.first()?.as_str()?.to_owned());
    let mut names: Vec<String> = rows.iter().filter_map(first).collect();
    names.retain(|name| owners.get(&marsad::text::fold::fold(name)) == Some(&1));
    rng.shuffle(&mut names);
    names
}
