//! What outlets make of an article.

use super::{
    Piece, Shape,
    archive::{Archive, Story},
    numbers::with_new_numbers,
    rng::Rng,
};

/// Texts that share less by sentences are the same report or only related: slips of the pen
/// take some more of what they share, and 0.7 is where the line is drawn.
const LEAST_SHARED: f64 = 0.85;

/// An outlet with its habits.
#[derive(Clone, Debug)]
pub(crate) struct Outlet {
    name: String,
    /// What it adds under every article, none of it in the list that the program knows.
    notice: Option<String>,
    /// Whether it writes its name behind its headlines.
    suffix: bool,
    dateline: Option<&'static str>,
}

/// Sixty outlets.
pub(crate) fn outlets(rng: &mut Rng) -> Vec<Outlet> {
    let notices = [
        "Send your pictures and videos to the newsroom of",
        "ابقوا على اطلاع عبر نشرتنا البريدية من",
        "Recevez chaque matin la lettre d'information de",
    ];
    (0..60)
        .map(|number| Outlet {
            name: name(number),
            notice: rng.percent(35).then(|| format!("{} {}", rng.pick(&notices), name(number))),
            suffix: rng.percent(20),
            dateline: rng.percent(30).then(|| *rng.pick(&["AFP", "Reuters", "وال", "رويترز", "وكالات"])),
        })
        .collect()
}

/// The name of an outlet: two syllables.
fn name(number: usize) -> String {
    let syllables = ["ma", "lo", "ri", "ta", "su", "ne", "ko", "va"];
    format!("{}{}press", syllables[number % 8], syllables[number / 8])
}

/// An article under way from one outlet to the next.
struct Draft {
    title: String,
    sentences: Vec<String>,
    facts: usize,
    kept: f64,
    made: &'static str,
}

/// An original and its variants.
pub(crate) fn family(
    family: usize,
    original: &Story,
    archive: &Archive,
    outlets: &[Outlet],
    shape: Shape,
    rng: &mut Rng,
) -> Vec<Piece> {
    let start = rng.below(10 * 86_400);
    let mut pieces = Vec::new();
    let updated = with_new_numbers(original, archive.tag, rng);
    let count = rng.between(1, 7);
    for number in 0..count {
        let updated = updated.as_ref().filter(|_| number > 0 && rng.percent(25));
        let (facts, story) = updated.map_or((0, original), |updated| (1, updated));
        let draft = Draft {
            title: story.title.clone(),
            sentences: story.sentences.clone(),
            facts,
            kept: 1.0,
            made: "as it is",
        };
        let draft = if number == 0 { draft } else { rework(draft, original, archive, shape, rng) };
        let delay = if number == 0 { 0 } else { delay(rng) };
        pieces.push(print(family, draft, archive.tag, rng.pick(outlets), shape, start + delay, rng));
    }
    pieces
}

/// 91 % of copies come within a day, nearly all within six.
fn delay(rng: &mut Rng) -> usize {
    if rng.percent(91) { rng.between(60, 86_400) } else { rng.between(86_400, 6 * 86_400) }
}

fn rework(mut draft: Draft, original: &Story, archive: &Archive, shape: Shape, rng: &mut Rng) -> Draft {
    let whole = draft.sentences.len();
    let story = Story { title: draft.title.clone(), sentences: draft.sentences.clone() };
    draft.made =
        *rng.pick(&["formatting", "orthography", "headline", "cut", "padding", "rewording", "cut and padding", "all"]);
    match (draft.made, shape) {
        ("headline", _) => draft.title = Archive::headline(&story, rng),
        ("orthography", _) => respell_all(&mut draft, archive.tag, rng),
        ("rewording", _) => draft.sentences.iter_mut().for_each(|sentence| *sentence = reword(sentence, rng)),
        ("cut", Shape::Articles) => cut(&mut draft, 40, rng),
        ("padding", Shape::Articles) => pad(&mut draft, original, archive, whole * 2 / 3, rng),
        ("cut and padding", Shape::Articles) => {
            cut(&mut draft, 60, rng);
            pad(&mut draft, original, archive, whole / 2, rng);
        }
        ("all", Shape::Articles) => {
            draft.title = Archive::headline(&story, rng);
            cut(&mut draft, 75, rng);
            pad(&mut draft, original, archive, whole / 4, rng);
            respell_all(&mut draft, archive.tag, rng);
        }
        _ => {}
    }
    draft
}

/// Keeps at least so many percent of the sentences, from the start.
fn cut(draft: &mut Draft, least: usize, rng: &mut Rng) {
    let whole = draft.sentences.len();
    let kept = (whole * rng.between(least, 95) / 100).max(3);
    draft.sentences.truncate(kept);
}

/// Adds sentences of other stories between the others.
fn pad(draft: &mut Draft, original: &Story, archive: &Archive, most: usize, rng: &mut Rng) {
    let words = |sentences: &[String]| sentences.iter().map(|sentence| sentence.split(' ').count()).sum::<usize>();
    let own = words(&draft.sentences);
    let count = rng.between(1, most.max(1));
    for sentence in archive.padding(original, count, rng) {
        let at = rng.between(1, draft.sentences.len());
        draft.sentences.insert(at, sentence);
    }
    // The most that two texts can share, by the shorter one.
    draft.kept = own as f64 / words(&original.sentences).min(words(&draft.sentences)) as f64;
}

fn respell_all(draft: &mut Draft, tag: &str, rng: &mut Rng) {
    draft.title = respell(&draft.title, tag, rng);
    draft.sentences.iter_mut().for_each(|sentence| *sentence = respell(sentence, tag, rng));
}

/// What one newsroom types otherwise than another, and now and then a slip.
fn respell(text: &str, tag: &str, rng: &mut Rng) -> String {
    let words = text.split(' ').map(|word| {
        let mut word = match tag {
            "ar" => word.chars().map(|c| arabic_letter(c, rng)).collect::<String>(),
            _ if rng.percent(10) => word.to_uppercase(),
            _ => word.to_owned(),
        };
        let letters: Vec<char> = word.chars().collect();
        if letters.len() > 5 && rng.percent(1) {
            word = letters.iter().enumerate().filter(|(at, _)| *at != 3).map(|(_, letter)| letter).collect();
        }
        if tag == "ar" && letters.len() > 4 && rng.percent(4) {
            word.insert(letters[0].len_utf8(), 'ّ');
        }
        word
    });
    words.collect::<Vec<_>>().join(" ")
}

fn arabic_letter(c: char, rng: &mut Rng) -> char {
    match c {
        'أ' | 'إ' if rng.percent(50) => 'ا',
        'ى' if rng.percent(50) => 'ي',
        'ة' if rng.percent(20) => 'ه',
        'ؤ' if rng.percent(30) => 'ئ',
        '0'..='9' if rng.percent(50) => char::from_u32(u32::from(c) - u32::from('0') + 0x660).unwrap_or(c),
        c => c,
    }
}

/// Three to six percent of the words are dropped, doubled or exchanged with their neighbour.
fn reword(sentence: &str, rng: &mut Rng) -> String {
    let mut words: Vec<String> = sentence.split(' ').map(str::to_owned).collect();
    let share = rng.between(3, 6);
    let mut at = 0;
    while at + 1 < words.len() {
        let is_word = |word: &str| !word.chars().any(|c| c.is_ascii_digit()) && word.chars().count() > 2;
        if rng.percent(share) && is_word(&words[at]) && is_word(&words[at + 1]) {
            match rng.below(3) {
                0 => drop(words.remove(at)),
                1 => words.swap(at, at + 1),
                _ => {
                    let filler =
                        (*rng.pick(&["indeed", "notamment", "أيضا", "reportedly", "ainsi", "كذلك"])).to_owned();
                    words.insert(at, filler);
                }
            }
            at += 2;
        }
        at += 1;
    }
    words.join(" ")
}

fn print(family: usize, mut draft: Draft, tag: &str, outlet: &Outlet, shape: Shape, at: usize, rng: &mut Rng) -> Piece {
    // A summary of a padded text may be all padding.
    let may_shorten =
        shape == Shape::Articles && !matches!(draft.made, "as it is" | "padding" | "cut and padding" | "all");
    let summary_only = may_shorten && rng.percent(12);
    if shape == Shape::Summaries || summary_only {
        summarise(&mut draft, rng);
    }
    let mut text = paragraphs(&draft.sentences, rng);
    if draft.made == "formatting" {
        text = reformat(&text);
    }
    if let Some(agency) = outlet.dateline {
        text = format!("{} ({agency}) - {text}", tag.to_uppercase());
    }
    if let Some(notice) = &outlet.notice {
        text = format!("{text}\n{notice}");
    }
    let known =
        ["اقرأ أيضاً: خبر آخر من المدينة", "Read more: what the week brought", "Lire aussi : la semaine en images"];
    if rng.percent(25) {
        text = format!("{text}\n{}", rng.pick(&known));
    }
    let title = if outlet.suffix { format!("{} | {}", draft.title, outlet.name) } else { draft.title };
    Piece {
        family,
        facts: draft.facts,
        loose: draft.kept < LEAST_SHARED,
        made: if summary_only { "summary" } else { draft.made },
        feed: outlet.name.clone(),
        at: i64::try_from(at).unwrap_or(0),
        title,
        text,
    }
}

/// The first sentences up to some thirty words, now and then broken off.
fn summarise(draft: &mut Draft, rng: &mut Rng) {
    let mut words: Vec<&str> = Vec::new();
    for sentence in &draft.sentences {
        words.extend(sentence.split(' '));
        if words.len() >= 28 {
            break;
        }
    }
    if rng.percent(30) {
        words.truncate(rng.between(28, 45));
        words.push("…");
    }
    draft.sentences = vec![words.join(" ")];
}

fn paragraphs(sentences: &[String], rng: &mut Rng) -> String {
    let mut text = String::new();
    for (number, sentence) in sentences.iter().enumerate() {
        if number > 0 {
            text.push(if rng.percent(40) { '\n' } else { ' ' });
        }
        text.push_str(sentence);
    }
    text
}

/// Other marks, other spaces, the same words.
fn reformat(text: &str) -> String {
    text.replace('"', "”")
        .replace(", ", " – ")
        .replace('،', " ،")
        .replace('\n', "\n\n")
        .replace("الـ", "ال")
        .replace(' ', "  ")
}
