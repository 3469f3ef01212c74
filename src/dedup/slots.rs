//! Slot conflicts: the same sentences about another number, day, place or group, or denied.
//!
//! Numbers, not similarity, tell an update from a copy: `مقتل 4 جنود` and `مقتل 6 جنود` are
//! two reports, however much of the rest is equal.

use std::cell::OnceCell;

use super::{
    passage::{Passage, Slot},
    shingle::{Set, trigram, trigrams},
    words::SlotKind,
};

/// The start of a text, in words, in which a denial is the matter of the report.
const LEAD: usize = 25;

/// The words after a denial that say what is denied.
const DENIED: usize = 15;

/// The fewest trigrams of them, and their share in percent, that make the other report the claim.
const MIN_DENIED: usize = 4;
const DENIED_SHARE: usize = 40;

/// The passages of one side.
pub(super) struct Side<'a> {
    title: &'a Passage,
    body: &'a Passage,
    /// Their trigrams, which are needed only where something is negated.
    all: OnceCell<Set>,
}

impl<'a> Side<'a> {
    pub(super) fn new(title: &'a Passage, body: &'a Passage) -> Self {
        Self { title, body, all: OnceCell::new() }
    }

    fn all(&self) -> &Set {
        self.all.get_or_init(|| Set::of([&self.title.tokens[..], self.body.compared()]))
    }

    fn passages(&self) -> [&'a Passage; 2] {
        [self.title, self.body]
    }

    /// Whether a denial stands in the headline or in the first words.
    fn denies_up_front(&self) -> Option<&Slot> {
        let mut up_front =
            self.title.slots.iter().chain(self.body.slots.iter().take_while(|slot| (slot.start as usize) < LEAD));
        up_front.find(|slot| slot.kind == SlotKind::Denial)
    }

    fn denies(&self) -> bool {
        self.passages().into_iter().flat_map(|passage| &passage.slots).any(|slot| slot.kind == SlotKind::Denial)
    }
}

/// What stands in the same place of both, (in the head, here); empty if nothing conflicts.
pub(super) fn conflicts(head: &Side<'_>, new: &Side<'_>) -> Vec<(String, String)> {
    let mut pairs = replaced(head, new);
    if let Some(cue) = negated(new, head) {
        pairs.push((String::new(), cue));
    }
    if let Some(cue) = negated(head, new) {
        pairs.push((cue, String::new()));
    }
    pairs.sort();
    pairs.dedup();
    pairs
}

/// The neighbourhood of a slot: its kind, and three of the two words before and the two behind
/// it. Words that are slots themselves count as their kind: they may have changed too.
type Neighbourhood = (u8, [u32; 4]);

/// The kind of a slot as its neighbourhood sees it: a camp is a place here and a group there.
fn class(kind: SlotKind) -> u8 {
    match kind {
        SlotKind::Place | SlotKind::Group => SlotKind::Place.code(),
        SlotKind::Number | SlotKind::Weekday | SlotKind::Month | SlotKind::Denial | SlotKind::Negation => kind.code(),
    }
}

/// Stands for the word that does not count in a neighbourhood.
const ANY: u32 = u32::MAX;

/// A slot with all its neighbours.
#[derive(Clone, Copy)]
struct Filling<'a> {
    slot: &'a Slot,
    neighbours: [u32; 4],
}

/// What fills the neighbourhoods of a side: by neighbourhood, then in the order of the text.
struct Fillings<'a>(Vec<(Neighbourhood, Filling<'a>)>);

impl<'a> Fillings<'a> {
    /// What fills a place.
    fn of(&self, place: Neighbourhood) -> &[(Neighbourhood, Filling<'a>)] {
        let from = self.0.partition_point(|(before, _)| *before < place);
        let rest = self.0.get(from..).unwrap_or(&[]);
        let count = rest.iter().take_while(|(same, _)| *same == place).count();
        rest.get(..count).unwrap_or(&[])
    }
}

fn replaced(head: &Side<'_>, new: &Side<'_>) -> Vec<(String, String)> {
    let (theirs, ours) = (fillings(head), fillings(new));
    let mut pairs = Vec::new();
    for fill in ours.0.chunk_by(|(one, _), (other, _)| one == other) {
        let Some((place, _)) = fill.first().filter(|((_, words), _)| is_narrow(words)) else { continue };
        // One side may say more than the other, as where the other was cut; then nothing conflicts.
        if let (Some(was), Some(is)) = (only(theirs.of(*place), &ours), only(fill, &theirs)) {
            pairs.push((was.to_owned(), is.to_owned()));
        }
    }
    pairs
}

/// Whether both sides of a slot count.
fn is_narrow(words: &[u32; 4]) -> bool {
    words.iter().filter(|word| **word == ANY).count() == 1
}

/// The words of the first filling of a place whose value the other side does not have there, nor
/// with the same two words before or behind it.
fn only<'a>(fillings: &[(Neighbourhood, Filling<'a>)], other: &Fillings<'_>) -> Option<&'a str> {
    let found = fillings.iter().find(|(place, filling)| {
        let [first, second, third, fourth] = filling.neighbours;
        let kind = class(filling.slot.kind);
        let places = [*place, (kind, [first, second, ANY, ANY]), (kind, [ANY, ANY, third, fourth])];
        let mut there = places.into_iter().flat_map(|place| other.of(place));
        !there.any(|(_, there)| there.slot.value == filling.slot.value)
    });
    found.map(|(_, filling)| &*filling.slot.text)
}

fn fillings<'a>(side: &Side<'a>) -> Fillings<'a> {
    let mut fillings = Vec::new();
    for passage in side.passages() {
        let masked = masked(passage);
        for (at, slot) in masked.iter().enumerate().filter_map(|(at, word)| Some((at, word.slot?))) {
            if slot.kind.negates() {
                continue;
            }
            let word =
                |offset: isize| at.checked_add_signed(offset).and_then(|at| masked.get(at)).map_or(0, |word| word.hash);
            let neighbours = [word(-2), word(-1), word(1), word(2)];
            let [first, second, third, fourth] = neighbours;
            for words in [
                [first, second, third, ANY],
                [ANY, second, third, fourth],
                [first, second, ANY, ANY],
                [ANY, ANY, third, fourth],
            ] {
                fillings.push(((class(slot.kind), words), Filling { slot, neighbours }));
            }
        }
    }
    // Stable: of one place they stay in the order of the text.
    fillings.sort_by_key(|(place, _)| *place);
    Fillings(fillings)
}

/// A word, or a slot as one word.
struct Masked<'a> {
    hash: u32,
    slot: Option<&'a Slot>,
}

fn masked(passage: &Passage) -> Vec<Masked<'_>> {
    let mut slots = passage.slots.iter().peekable();
    let mut masked = Vec::with_capacity(passage.tokens.len());
    let mut covered = 0;
    for (at, token) in passage.tokens.iter().enumerate() {
        if at < covered {
            continue;
        }
        match slots.next_if(|slot| slot.start as usize == at) {
            Some(slot) => {
                covered = at + usize::from(slot.len);
                masked.push(Masked { hash: u32::from(class(slot.kind)) + 1, slot: Some(slot) });
            }
            None => masked.push(Masked { hash: *token, slot: None }),
        }
    }
    masked
}

/// The words with which `one` negates what `other` says.
fn negated(one: &Side<'_>, other: &Side<'_>) -> Option<String> {
    if let Some(cue) = one.denies_up_front().filter(|_| !other.denies()) {
        return Some(cue.text.to_string());
    }
    one.passages().into_iter().find_map(|passage| {
        let cues = passage.slots.iter().filter(|slot| slot.kind.negates());
        cues.filter(|cue| is_alone(passage, cue, other.all())).map(|cue| cue.text.to_string()).next()
    })
}

/// Whether the words around a negation stand in the other text without it.
fn is_alone(passage: &Passage, cue: &Slot, other: &Set) -> bool {
    let (start, end) = (cue.start as usize, cue.start as usize + usize::from(cue.len));
    let three = |at: usize| match passage.tokens.get(at..at + 3)? {
        [first, second, third] => Some(other.contains(trigram(*first, *second, *third))),
        _ => None,
    };
    let covering = (start.saturating_sub(2)..end).filter_map(three).any(|shared| shared);
    if covering {
        return false;
    }
    let left = start.checked_sub(3).and_then(three);
    let right = three(end);
    let between = match (left, right) {
        (Some(left), Some(right)) => left && right,
        // At an end of the text its other neighbours decide.
        (None, Some(right)) => right && start == 0,
        (Some(left), None) => left && end == passage.tokens.len(),
        (None, None) => false,
    };
    between || cue.kind == SlotKind::Denial && is_denied(passage, end, other)
}

/// Whether what follows a denial is what the other text says.
fn is_denied(passage: &Passage, end: usize, other: &Set) -> bool {
    let denied = passage.tokens.get(end..(end + DENIED).min(passage.tokens.len())).unwrap_or(&[]);
    let claimed = trigrams(denied).filter(|trigram| other.contains(*trigram)).count();
    claimed >= MIN_DENIED && claimed * 100 >= denied.len().saturating_sub(2) * DENIED_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{dedup::words::Words, text::fold::fold};

    #[track_caller]
    fn check(head: &str, new: &str, expected: &[(&str, &str)]) {
        let words = Words::builtin();
        let title = Passage::default();
        let (head, new) = (Passage::of(fold(head), &words), Passage::of(fold(new), &words));
        let (head, new) = (Side::new(&title, &head), Side::new(&title, &new));
        let found = conflicts(&head, &new);
        let found: Vec<(&str, &str)> = found.iter().map(|(was, is)| (was.as_str(), is.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn another_number_in_the_same_place() {
        check("أعلن المستشفى مقتل 4 جنود في سرت", "أعلن المستشفى مقتل 6 جنود في سرت", &[("4", "6")]);
        check(
            "Four dead and 18 wounded in Sirte",
            "Six dead and 20 wounded in Sirte",
            &[("18", "20"), ("four", "six")],
        );
    }

    #[test]
    fn a_number_spelt_out_is_the_same() {
        check("مقتل أربعة جنود في سرت أمس", "مقتل ٤ جنود في سرت أمس", &[]);
    }

    #[test]
    fn another_day_place_or_group() {
        check("وقعت الاشتباكات يوم الجمعة في سرت", "وقعت الاشتباكات يوم الأحد في سرت", &[("الجمعة", "الأحد")]);
        check("clashes in Bani Walid on Friday", "clashes in Sirte on Friday", &[("Bani Walid", "Sirte")]);
        check("attacked by the 444 Brigade at dawn", "attacked by the LNA at dawn", &[("444 Brigade", "LNA")]);
    }

    #[test]
    fn what_was_cut_does_not_conflict() {
        check("4 قتلى في سرت ثم 6 قتلى في درنة", "4 قتلى في سرت", &[]);
    }

    #[test]
    fn a_negation_on_one_side() {
        check(
            "اتفق الطرفان على وقف إطلاق النار في المدينة",
            "اتفق الطرفان على عدم وقف إطلاق النار في المدينة",
            &[("", "عدم")],
        );
        check(
            "The army confirmed that its forces had entered the port",
            "The army denied that its forces had entered the port",
            &[("", "denied")],
        );
        check(
            "نفت الوزارة صحة الأنباء عن مقتل أربعة جنود في كمين قرب الميناء",
            "مقتل أربعة جنود في كمين قرب الميناء",
            &[("نفت", "")],
        );
    }

    #[test]
    fn a_negation_on_both_sides_is_none() {
        let text = "نفت الوزارة صحة الأنباء عن مقتل أربعة جنود في كمين قرب الميناء";
        check(text, &format!("{text} أمس"), &[]);
    }
}
