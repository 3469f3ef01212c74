//! On which day an event happened, among the days that its sentence names.
//!
//! The day of saying is never the day of what is said: `أعلنت مصادر محلية أمس سقوط…` dates the
//! announcement. Spans that end with the report count from it.

use std::ops::Range;

use chrono::{Days, NaiveDate};

use super::attribution::Saying;
use super::date::{self, Anchor, Grain, Kind, Mention, Words};
use super::reading::Reading;
use super::subject::is_that;
use crate::lexicon::Lexicon;
use crate::model::event::When;
use crate::model::{Language, Status};

/// What is older than this at publication is background.
const BACKGROUND_DAYS: u64 = 14;

/// The day of what is fixed stands so near to its verb or noun.
const FIXED_NEAR: usize = 14;

/// What happened "two days after" something else is told at most so many words before it.
const AFTER_REACH: usize = 14;

/// A day that another trigger has right before it is that one's day first.
const OTHERS_AWAY: usize = 20;

/// The days that an article has told so far.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Story {
    pub(super) published: Option<NaiveDate>,
    /// The day of the event told last in the sentences before.
    pub(super) day: Option<NaiveDate>,
    /// The first day told in a sentence, which is the story's from the next one on.
    pub(super) told: Option<(usize, NaiveDate)>,
}

/// The day of the event told last, which one told right behind it shares.
#[derive(Clone, Debug)]
pub(super) struct Shared {
    pub(super) when: When,
    pub(super) tokens: Range<usize>,
    pub(super) sentence: usize,
    /// The id of its place.
    pub(super) place: Option<String>,
}

/// An event without a day of its own has that of one told at most so many sentences before.
pub(super) const SHARED_REACH: usize = 2;

impl Story {
    /// Goes on to a sentence.
    pub(super) fn turn_to(&mut self, sentence: usize) {
        if let Some((_, day)) = self.told.filter(|(at, _)| *at < sentence) {
            (self.day, self.told) = (Some(day), None);
        }
    }

    /// Takes the day of an event told in a sentence, if it has happened and its day is known.
    pub(super) fn tell(&mut self, sentence: usize, status: Status, dated: Option<&Dated>) {
        let sure = dated.filter(|day| status == Status::Reported && day.when.precision == Some(1));
        self.told = self.told.or(sure.and_then(|day| day.when.date).map(|day| (sentence, day)));
    }
}

/// A day with its words.
#[derive(Clone, Debug)]
pub(super) struct Dated {
    pub(super) when: When,
    pub(super) tokens: Range<usize>,
    /// The text knows only a year that is past.
    pub(super) long_past: bool,
    /// A state goes on since then: "closed since 19 March".
    pub(super) lasting: bool,
    /// It lies ahead and is told as a fact: `يصوت المجلس نهاية الشهر`.
    pub(super) ahead: bool,
}

/// The times of the sentence that is being read, which is cut once for all of its triggers and read
/// once from each anchor: a fifth of the coder's work was to read it anew for each.
#[derive(Default)]
pub(super) struct Times<'t> {
    sentence: Range<usize>,
    pieces: Option<date::Pieces<'t>>,
    read: Vec<(Anchor, Vec<Mention>)>,
}

impl<'t> Times<'t> {
    fn turn_to(&mut self, reading: &'t Reading<'_>, lexicon: &Lexicon, sentence: &Range<usize>) {
        if self.sentence != *sentence {
            let words = Words { calendar: &lexicon.calendar, quantities: &lexicon.quantities };
            let pieces = date::cut(&reading.text, sentence.clone(), reading.language, words);
            *self = Self { sentence: sentence.clone(), pieces, read: Vec::new() };
        }
    }

    fn read(&mut self, anchor: Anchor) -> &[Mention] {
        let Some(pieces) = &self.pieces else { return &[] };
        let at = self.read.iter().position(|(known, _)| *known == anchor).unwrap_or_else(|| {
            self.read.push((anchor, date::read(pieces, anchor)));
            self.read.len() - 1
        });
        self.read.get(at).map_or(&[], |(_, mentions)| mentions)
    }
}

/// The day of a trigger in its clause, else in its sentence.
pub(super) fn of<'t>(
    reading: &'t Reading<'_>,
    lexicon: &Lexicon,
    story: Story,
    times: &mut Times<'t>,
    place: &Place<'_>,
    status: Status,
) -> Option<Dated> {
    times.turn_to(reading, lexicon, &place.sentence);
    let day = match times.pieces.as_ref().is_some_and(date::Pieces::counts_from_story) {
        true => told_before(reading, lexicon, story, &place.sentence),
        false => story.day,
    };
    let anchor = Anchor { published: story.published, said: None, story: day };
    let mut mentions = times.read(anchor);
    if mentions.is_empty() {
        return None;
    }
    let said = mentions.iter().find(|mention| place.is_of_saying(reading, mention)).map(|mention| mention.days.0);
    if said.is_some() {
        mentions = times.read(Anchor { said, ..anchor });
    }
    let own = |mention: &&Mention| {
        mention.kind != Kind::Until
            && (place.performed || !place.is_of_saying(reading, mention))
            && place.may_bear(reading, mention, status)
    };
    // What has happened did not happen tomorrow.
    let happened = matches!(status, Status::Reported | Status::Historical);
    let past = |mention: &&Mention| !happened || story.published.is_none_or(|today| mention.days.0 <= today);
    let by_distance = |mention: &&Mention| place.distance(reading, mention);
    let ahead = mentions.iter().filter(own).min_by_key(by_distance).filter(|mention| {
        let day_ahead = story.published.is_some_and(|today| mention.days.0 > today);
        let fixed = place.fixes || mention.kind == Kind::Since;
        fixed && status == Status::Reported && day_ahead && place.distance(reading, mention) <= FIXED_NEAR
    });
    // `وانتشلت حتى مساء السبت`, "put off until Friday": the last day of it, if nothing says more.
    let end = |mention: &&Mention| place.ends(reading, mention, status) && past(mention);
    let nearest = ahead
        .or_else(|| mentions.iter().filter(own).filter(past).min_by_key(by_distance))
        .or_else(|| mentions.iter().filter(end).min_by_key(by_distance))?;
    let status = if ahead.is_some() { Status::Planned } else { status };
    let when = match status {
        Status::Planned | Status::Hypothetical | Status::Demanded => nearest.when_ahead(),
        Status::Reported | Status::Denied | Status::Negated | Status::Historical => nearest.when(),
    };
    let limit = story.published.and_then(|day| day.checked_sub_days(Days::new(BACKGROUND_DAYS)));
    let long_past = matches!(nearest.kind, Kind::Point | Kind::Interval)
        && nearest.grain == Grain::Year
        && limit.is_some_and(|limit| nearest.days.1 < limit);
    Some(Dated {
        when,
        tokens: nearest.tokens.clone(),
        long_past,
        lasting: nearest.kind == Kind::Since,
        ahead: ahead.is_some(),
    })
}

/// The day of the event told last, or a later one that the sentence before names; without either the one that a
/// sentence further back names.
fn told_before(reading: &Reading<'_>, lexicon: &Lexicon, story: Story, sentence: &Range<usize>) -> Option<NaiveDate> {
    let at = reading.sentence_of(sentence.start);
    let words = Words { calendar: &lexicon.calendar, quantities: &lexicon.quantities };
    let anchor = Anchor { published: story.published, said: None, story: story.day };
    let past = |day: NaiveDate| story.published.is_none_or(|today| day <= today);
    let known = |mention: &&Mention| {
        mention.grain == Grain::Day && matches!(mention.kind, Kind::Point | Kind::Interval) && past(mention.days.0)
    };
    let named = |sentence: usize| {
        let times = date::mentions(&reading.text, reading.sentence(sentence), reading.language, words, anchor);
        times.iter().find(known).map(|mention| mention.days.0)
    };
    let last = at.checked_sub(1).and_then(named);
    let further = || (at.saturating_sub(STORY_REACH)..at.saturating_sub(1)).rev().find_map(named);
    last.max(story.day).or_else(further)
}

/// "The day before" counts from a day named at most so many sentences before.
const STORY_REACH: usize = 4;

/// Where a trigger stands among the words that date it.
pub(super) struct Place<'s> {
    pub(super) sentence: Range<usize>,
    pub(super) clause: Range<usize>,
    pub(super) trigger: Range<usize>,
    /// The sayings that it is the content of.
    pub(super) sayings: Vec<&'s Saying>,
    /// The words that deny it, ask for it or threaten with it.
    pub(super) refused: Option<Range<usize>>,
    /// Whoever announces it does it: the day of saying is its day.
    pub(super) performed: bool,
    /// It is itself a saying: a demand, a threat, a decision.
    pub(super) says: bool,
    /// The words that make it denied, negated or demanded.
    pub(super) cue: Option<Range<usize>>,
    /// It stands in the title, whose parts between marks tell different things.
    pub(super) headline: bool,
    /// Its verb is present or it is a noun for what is fixed beforehand: with a day ahead it is planned.
    pub(super) fixes: bool,
}

impl Place<'_> {
    /// Whether a day is that of the saying: outside what is said, or right beside verb or speaker.
    fn is_of_saying(&self, reading: &Reading<'_>, mention: &Mention) -> bool {
        if self.is_of_refusal(reading, &mention.tokens) {
            return true;
        }
        self.sayings.iter().any(|saying| {
            let tokens = &mention.tokens;
            let outside = tokens.start < saying.complement.start || tokens.start >= saying.complement.end;
            let speaker = saying.speaker.iter().filter(|_| !saying.carried);
            outside
                || self.opens_saying(reading, saying, tokens)
                || speaker.chain([&saying.verb]).any(|words| {
                    let after = tokens.start >= words.end && self.touches(reading, words.end, tokens.start);
                    let before = reading.language != Language::Arabic
                        && tokens.end <= words.start
                        && self.touches(reading, tokens.end, words.start);
                    after || before
                })
        })
    }

    /// `نفت الوزارة أمس اعتقال…`, "dismissed on Sunday the reports of": a day before what is denied, with no
    /// `أن` between, is the day of denying.
    fn is_of_refusal(&self, reading: &Reading<'_>, day: &Range<usize>) -> bool {
        let Some(cue) = self.refused.as_ref().filter(|cue| cue.end <= self.trigger.start) else { return false };
        day.end <= self.trigger.start && !(cue.end..day.start.max(cue.end)).any(|at| is_that(reading.text.at(at)))
    }

    /// Whether a day can be that of the trigger, by what stands between them.
    fn may_bear(&self, reading: &Reading<'_>, mention: &Mention, status: Status) -> bool {
        let day = &mention.tokens;
        if mention.kind == Kind::After {
            return self.is_behind(reading, day);
        }
        let behind = day.start >= self.trigger.end;
        // "threatened to close it on Friday": the day of what is threatened.
        let content = self.says && behind && reading.other_trigger(&self.trigger, day.start);
        let other_line = self.headline && self.is_in_other_part(reading, day);
        // A state has lasted since: of the trigger beside the words.
        let other_state = mention.kind == Kind::Since && reading.triggers_between(&self.trigger, day);
        !content && !other_line && !other_state && self.fits_status(mention, status)
    }

    /// Whether a day is the last one of what happened or is planned: "restored by noon on Friday".
    fn ends(&self, reading: &Reading<'_>, mention: &Mention, status: Status) -> bool {
        let day = &mention.tokens;
        let told = matches!(status, Status::Reported | Status::Planned);
        let word = reading.text.at(day.start);
        mention.kind == Kind::Until
            && told
            && !self.says
            && matches!(word, "حتي" | "لغايه" | "بحلول" | "by" | "until" | "till" | "jusqu")
            && self.is_inside(mention)
            && !self.is_of_saying(reading, mention)
            && !reading.other_trigger(&self.trigger, day.start)
    }

    /// Denied, negated, demanded and planned acts have only the day that is said of them: in their
    /// clause, behind the words that deny or ask, or at the head of the sentence.
    fn fits_status(&self, mention: &Mention, status: Status) -> bool {
        match status {
            Status::Reported | Status::Historical => true,
            Status::Planned | Status::Hypothetical => self.is_inside(mention) && mention.kind != Kind::Since,
            Status::Denied | Status::Negated | Status::Demanded => {
                let opens = mention.tokens.start <= self.sentence.start + OPENING && status != Status::Denied;
                let behind =
                    self.cue.as_ref().is_none_or(|cue| mention.tokens.start >= cue.end.min(self.trigger.start));
                self.is_inside(mention) && (opens || behind)
            }
        }
    }

    /// Whether a day stands in the clause of the trigger; `قبل أسبوع` may be what ends it.
    fn is_inside(&self, mention: &Mention) -> bool {
        self.clause.contains(&mention.tokens.start) || mention.tokens.start == self.clause.end
    }

    /// "two days after gunmen seized it": of the first trigger behind the words.
    fn is_behind(&self, reading: &Reading<'_>, words: &Range<usize>) -> bool {
        let start = self.trigger.start;
        words.end <= start
            && start - words.end <= AFTER_REACH
            && !(words.end..start).any(|at| reading.trigger_at(at) || reading.is_mark(at))
    }

    /// Whether a mark stands between, and another trigger beside the day: "Port shut, talks on Monday".
    fn is_in_other_part(&self, reading: &Reading<'_>, day: &Range<usize>) -> bool {
        let mark = |at: &usize| reading.is_mark(*at);
        let part = if day.start >= self.trigger.end {
            (self.trigger.end..day.start).rev().find(mark).map(|mark| mark..self.sentence.end)
        } else {
            (day.end..self.trigger.start).find(mark).map(|mark| self.sentence.start..mark)
        };
        part.is_some_and(|mut part| part.any(|at| reading.trigger_at(at)))
    }

    /// `أعلنت مصادر طبية، اليوم الثلاثاء، مقتل…`: a day before anything is said, with no `أن` before it.
    fn opens_saying(&self, reading: &Reading<'_>, saying: &Saying, day: &Range<usize>) -> bool {
        let speaker = saying.speaker.as_ref().filter(|speaker| !saying.carried && speaker.start >= saying.verb.end);
        let verb = speaker.unwrap_or(&saying.verb);
        let that = |at: usize| is_that(reading.text.at(at));
        reading.language == Language::Arabic
            && verb.end <= day.start
            && day.start - verb.end <= 2
            && day.end <= self.trigger.start
            && !(verb.end..day.start).any(that)
            && !reading.other_trigger(verb, day.start)
    }

    /// Whether at most one word and no mark or trigger stands between; behind "that" begins what is said.
    fn touches(&self, reading: &Reading<'_>, from: usize, to: usize) -> bool {
        to - from <= 1
            && (from..to).all(|at| !reading.is_mark(at) && !is_that(reading.text.at(at)))
            && !(from..to).contains(&self.trigger.start)
    }

    /// "were killed on Saturday when a trap exploded": the clause of the trigger says how, the one before it when.
    fn is_main_clause_of(&self, reading: &Reading<'_>, day: &Range<usize>) -> bool {
        let opens = self.clause.start.checked_sub(1).map_or("", |at| reading.text.at(at));
        let how = matches!(opens, "when" | "as" | "while" | "lorsque" | "quand" | "lorsqu" | "عندما" | "حين" | "حينما");
        how && day.end < self.clause.start && !(day.end..self.clause.start - 1).any(|at| reading.is_mark(at))
    }

    /// "the house to which they had returned the day before": of the relative clause behind the trigger.
    fn is_of_relative(&self, reading: &Reading<'_>, day: &Range<usize>) -> bool {
        let relative = |at: usize| {
            matches!(reading.text.at(at), "which" | "who" | "whom" | "whose" | "où" | "dont" | "lequel" | "laquelle")
                && reading.text.at(at.wrapping_sub(1)) != "in"
        };
        day.start >= self.trigger.end && (self.trigger.end..day.start).any(relative)
    }

    /// Days of the clause come first, then those of the sentence that no other trigger is nearer to.
    fn distance(&self, reading: &Reading<'_>, mention: &Mention) -> usize {
        let tokens = &mention.tokens;
        if mention.kind == Kind::After {
            return 0;
        }
        let away = if tokens.start >= self.trigger.end {
            tokens.start - self.trigger.end
        } else {
            self.trigger.start.saturating_sub(tokens.end)
        };
        let other = reading.other_trigger(&self.trigger, tokens.start);
        let others = tokens.end <= self.trigger.start && reading.follows_trigger(tokens.start);
        let year = mention.grain == Grain::Year;
        let outside = if self.is_main_clause_of(reading, tokens) { 0 } else { 60 };
        let relative = usize::from(self.is_of_relative(reading, tokens)) * RELATIVE_AWAY;
        away + relative
            + usize::from(!self.is_inside(mention)) * outside
            + usize::from(other) * 8
            + usize::from(others) * OTHERS_AWAY
            + usize::from(year) * 200
    }
}

/// A day in a relative clause behind is further by so many words.
const RELATIVE_AWAY: usize = 30;

/// A day at the head of a sentence begins at most so many tokens from its start.
const OPENING: usize = 2;

/// The status with the day in view: background inside 14 days is news, news from before is background.
pub(super) fn status(status: Status, dated: Option<&Dated>, published: Option<NaiveDate>) -> Status {
    let (Some(dated), Some(published)) = (dated, published) else { return status };
    let Some(limit) = published.checked_sub_days(Days::new(BACKGROUND_DAYS)) else { return status };
    if dated.ahead {
        return Status::Planned;
    }
    let last = dated.when.end.or(dated.when.date);
    match (status, last) {
        (Status::Historical, Some(day)) if day >= limit => Status::Reported,
        (Status::Reported, Some(day))
            if !dated.lasting && day < limit && dated.when.precision.is_some_and(|p| p <= 3) =>
        {
            Status::Historical
        }
        (Status::Reported, None) if dated.long_past => Status::Historical,
        _ => status,
    }
}
