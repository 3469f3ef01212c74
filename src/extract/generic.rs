//! Words that only look like an event: any fight, a figure of speech, a participle, a mark of time.

use chrono::Days;

use crate::lexicon::{Class, Classes, EventType, clitic::Clitics, trie::Part};
use crate::model::span::Field;
use crate::model::{Language, Status};
use crate::text::Kind;

use super::assertion::Judged;
use super::draft::Draft;
use super::family;
use super::telling::Teller;
use super::trigger::Trigger;

/// A noun in quotation marks with fewer words than this is a figure: "battle for the ballot".
const FIGURE: usize = 6;

/// A day within so many days makes a mark of time an event: "since the clashes broke out on Saturday".
const RECENT_DAYS: u64 = 14;

impl Teller<'_, '_> {
    /// `أي معركة`, "any withdrawal", « toute attaque »: none in particular.
    pub(super) fn is_generic(&self, trigger: &Trigger, status: Status) -> bool {
        let before = trigger.tokens.start.saturating_sub(2)..trigger.tokens.start;
        let any = |at: usize| {
            matches!(
                self.reading.text.at(at),
                "any" | "every" | "tout" | "toute" | "quelconque" | "اي" | "لاي" | "باي" | "كل"
            )
        };
        matches!(status, Status::Reported | Status::Hypothetical) && before.into_iter().any(any)
    }

    /// Whether a noun stands in short quotation marks: «غزوة الصناديق», "battle for the ballot".
    pub(super) fn is_figure(&self, trigger: &Trigger) -> bool {
        let text = &self.reading.text;
        let from = trigger.tokens.start.saturating_sub(FIGURE);
        let open = (from..trigger.tokens.start).rev().find(|at| matches!(text.at(*at), "«" | "»" | "\""));
        let Some(open) = open.filter(|at| text.at(*at) != "»") else { return false };
        let close = (trigger.tokens.end..open + FIGURE + 2).find(|at| matches!(text.at(*at), "»" | "\"" | "«"));
        close.is_some_and(|close| text.at(close) != "«" && trigger.tokens.len() + 1 < close - open)
    }

    /// `اللواء 444 قتال`: the word behind a unit's number is part of its name.
    pub(super) fn is_of_unit(&self, trigger: &Trigger) -> bool {
        let number = trigger.tokens.start.checked_sub(1);
        let numbered =
            number.and_then(|at| self.reading.text.tokens().get(at)).is_some_and(|token| token.kind == Kind::Number);
        let bare = trigger.tokens.len() == 1 && trigger.hit.clitics == Clitics::NONE;
        self.reading.language == Language::Arabic && numbered && bare && trigger.is_noun()
    }

    /// "forces fighting for the government", "the attacking fighters": which forces, not what they did.
    pub(super) fn is_attribute(&self, trigger: &Trigger) -> bool {
        let text = &self.reading.text;
        let participle = trigger.tokens.len() == 1 && text.at(trigger.tokens.start).ends_with("ing");
        if self.reading.language != Language::English || !participle {
            return false;
        }
        let behind = self.parties.iter().any(|party| party.tokens.end == trigger.tokens.start);
        let aim = matches!(text.at(trigger.tokens.end), "for" | "alongside" | "under" | "with" | "in" | "against");
        let before = self.parties.iter().any(|party| party.tokens.start == trigger.tokens.end);
        let article = matches!(text.at(trigger.tokens.start.wrapping_sub(1)), "the" | "of" | "some" | "two" | "three");
        behind && aim || before && article
    }

    /// "since the start of hostilities", "before their arrest", `فور إبرام الاتفاق`: a mark of time, with no recent
    /// day of its own.
    pub(super) fn is_time(&self, trigger: &Trigger, status: Status) -> bool {
        let start = trigger.tokens.start;
        let near = start.saturating_sub(SINCE_NEAR).max(self.reading.sentence(trigger.sentence).start)..start;
        let since = self.reading.hits_in(near).filter(|hit| hit.class == Class::Since && hit.end <= start).last();
        if let Some(since) = since.filter(|since| !(since.end..start).any(|at| self.reading.is_mark(at))) {
            return !self.has_recent_day(trigger, since.start);
        }
        let word = |back: usize| self.reading.text.at(start.wrapping_sub(back));
        let own = usize::from(is_determiner(word(1)));
        let told = status == Status::Reported;
        let before = told && matches!(word(1 + own), "before" | "pending" | "avant" | "قبل" | "قبيل");
        let ahead = status == Status::Planned && self.reading.ending(start - own.min(start)).has(Class::Before);
        (before || ahead) && !self.has_recent_day(trigger, start)
    }

    /// "shot dead at a meeting", "signed a truce at a meeting": where harm was done or a truce made, if it is told
    /// before; and `حضر الاجتماع` right behind the truce.
    pub(super) fn is_setting(&self, trigger: &Trigger) -> bool {
        let start = trigger.tokens.start;
        let own = usize::from(is_determiner(self.reading.text.at(start.wrapping_sub(1))));
        let inside = self.reading.ending(start - own.min(start)).meets(Classes::of(&[Class::In, Class::After]));
        let truce = |draft: &Draft| draft.row(self.lexicon).is_some_and(|row| row.family == family::AGREEMENT);
        let back = trigger.is_definite() && !trigger.hit.clitics.pronoun;
        self.drafts.iter().any(|draft| {
            let here = draft.sentence == trigger.sentence;
            let beside = back && trigger.sentence.abs_diff(draft.sentence) <= 1 && truce(draft);
            inside && here && (draft.harms || truce(draft)) || beside
        }) && !(back && self.has_met())
    }

    /// « se sont rassemblés sans heurts », "no one was molested": how it was done, and that nobody came to harm.
    pub(super) fn is_manner(&self, row: &EventType, judged: &Judged) -> bool {
        let Some(cue) = judged.cue.as_ref().filter(|_| judged.rule == "negated.noun" && row.harms) else {
            return false;
        };
        let without =
            cue.clone().any(|at| matches!(self.reading.text.at(at), "sans" | "without" | "دون" | "بدون" | "بلا"));
        without || matches!(row.family.as_str(), family::ATTACK | family::KILLING)
    }

    /// « libérer les personnes enlevées »: who is freed, told by a French participle with no auxiliary and no day.
    pub(super) fn is_captive(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let start = trigger.tokens.start;
        let taken = matches!(self.family(trigger), family::ABDUCTION | family::ARREST);
        let participle = matches!(trigger.hit.entry.part, Part::Past | Part::Passive);
        let before = self.reading.text.at(start.wrapping_sub(1));
        let bare = !is_auxiliary(before) && !self.reading.is_mark(start.wrapping_sub(1));
        let freed = || {
            let mut before = all.iter().filter(|other| other.sentence == trigger.sentence && other.tokens.end <= start);
            before.any(|other| self.family(other) == family::RELEASE)
        };
        let french = self.reading.language == Language::French;
        french && taken && participle && bare && freed() && !self.has_recent_day(trigger, start)
    }

    /// « rassemblés pour exiger », `اعتصموا للمطالبة`: what a protest is for is no demand beside it.
    pub(super) fn is_cause_of_protest(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let start = trigger.tokens.start;
        let purpose = trigger.hit.clitics.preposition == Some('ل')
            || matches!(self.reading.text.at(start.wrapping_sub(1)), "to" | "pour");
        let protest = |other: &Trigger| {
            other.sentence == trigger.sentence && other.tokens.end <= start && self.family(other) == family::PROTEST
        };
        purpose && all.iter().any(protest)
    }

    /// `موقع التفجير`, "the site of the blast", « les lieux de l'attentat »: where somebody went later.
    pub(super) fn is_scene(&self, trigger: &Trigger) -> bool {
        let word = |back: usize| self.reading.text.at(trigger.tokens.start.wrapping_sub(back));
        let site = |word: &str| {
            matches!(
                word,
                "site" | "scene" | "lieu" | "lieux" | "موقع" | "مكان" | "بموقع" | "بمكان" | "لموقع" | "لمكان"
            )
        };
        let of = |word: &str| matches!(word, "of" | "de" | "du" | "des" | "d");
        let own = usize::from(is_determiner(word(1)));
        site(word(1)) || of(word(1 + own)) && site(word(2 + own))
    }

    /// "jailed for running a camp where migrants were beaten", `بتهمة قتل`: what a court ruled on, with no recent day.
    pub(super) fn is_charge(&self, trigger: &Trigger, all: &[Trigger]) -> bool {
        let start = trigger.tokens.start;
        let charge = |at: usize| {
            matches!(
                self.reading.text.at(at),
                "for"
                    | "over"
                    | "pour"
                    | "بتهمه"
                    | "بتهم"
                    | "قضيه"
                    | "قضايا"
                    | "لادانته"
                    | "لادانتهم"
                    | "المتهم"
                    | "المتهمين"
            )
        };
        let ruled = |other: &Trigger| {
            other.sentence == trigger.sentence
                && other.tokens.end <= start
                && self.family(other) == family::COURT
                && (other.tokens.end..start).any(charge)
        };
        // The day behind the comma is that of the report.
        let sentence = self.reading.sentence(trigger.sentence);
        let comma = (start..sentence.end).find(|at| matches!(self.reading.text.at(*at), "," | "،"));
        all.iter().any(ruled) && self.days_in(start..comma.unwrap_or(sentence.end)).is_empty()
    }

    /// `اتفاق ينهي القتال ويعيد فتح المطار`: what an agreement told before in its sentence provides.
    pub(super) fn is_provision(&self, trigger: &Trigger) -> bool {
        // `ويعيد`, or `ويعيد` before `فتح الطريق`.
        let goes_on = |at: usize| ["وي", "وت"].iter().any(|start| self.reading.text.at(at).starts_with(start));
        let verb = match trigger.hit.entry.part {
            Part::Present => trigger.hit.clitics.conjunction,
            Part::Noun | Part::Fixed => goes_on(trigger.tokens.start.wrapping_sub(1)),
            Part::Name | Part::Past | Part::Passive | Part::Gerund => false,
        };
        let agreed = |draft: &Draft| {
            let row = draft.row(self.lexicon);
            let agreed = row.is_some_and(|row| matches!(row.family.as_str(), family::AGREEMENT | family::ACCORD));
            let here = draft.told_in() == (self.reading.field == Field::Text, trigger.sentence);
            agreed && here && !(draft.position.1..trigger.tokens.start).any(|at| self.reading.is_mark(at))
        };
        verb && self.reading.language == Language::Arabic && self.drafts.iter().any(agreed)
    }

    /// The type that a trigger tells.
    pub(super) fn type_of(&self, trigger: &Trigger) -> Option<&EventType> {
        self.lexicon.kind(self.lexicon.rule(trigger.rule)?)
    }

    /// The family of that type.
    fn family(&self, trigger: &Trigger) -> &str {
        self.type_of(trigger).map_or("", |row| row.family.as_str())
    }

    /// Whether a meeting or talks were told before.
    fn has_met(&self) -> bool {
        let met = |draft: &Draft| draft.row(self.lexicon).is_some_and(|row| row.family == family::DIPLOMACY);
        self.drafts.iter().any(met)
    }

    /// Whether a day of the last two weeks, or one ahead, stands from a token on in the sentence of a trigger.
    fn has_recent_day(&self, trigger: &Trigger, from: usize) -> bool {
        let rest = from..self.reading.sentence(trigger.sentence).end;
        let limit = self.story.published.and_then(|day| day.checked_sub_days(Days::new(RECENT_DAYS)));
        self.days_in(rest).iter().any(|mention| limit.is_some_and(|limit| mention.days.1 >= limit))
    }
}

/// A mark of time stands so near: "since October's ceasefire".
const SINCE_NEAR: usize = 4;

/// What stands before a participle that is part of a verb: « ont été enlevés », « puis enlevés ».
fn is_auxiliary(word: &str) -> bool {
    matches!(
        word,
        "ete" | "ont" | "a" | "avait" | "avaient" | "aurait" | "auraient" | "ayant" | "est" | "sont" | "etait"
    ) || matches!(word, "etaient" | "fut" | "furent" | "et" | "ou" | "puis" | "avoir" | "etre" | "y" | "aussi")
}

fn is_determiner(word: &str) -> bool {
    matches!(word, "the" | "a" | "an" | "his" | "her" | "their" | "its")
        || matches!(word, "la" | "le" | "l" | "les" | "une" | "un" | "d" | "son" | "sa" | "leur" | "leurs")
}
