//! What of an article is the outlet's and not the report's.

use super::{forms::hash, words::Words};
use crate::text::fold::fold;

/// A line of at least so many folded bytes is boilerplate only if it starts like it.
const SHORT_LINE: usize = 80;

/// The most words before the agency in a dateline: "Tripoli, 28 November (Reuters)".
const MAX_PLACE: usize = 4;

/// The fewest words that must remain behind a dateline; else "a spokesman for Reuters" would
/// be nothing at all, and all such items equal.
const MIN_REMAINDER: usize = 5;

/// How far into a text its dateline may reach, in characters.
const DATELINE_REACH: usize = 120;

/// What lines of boilerplate say, as hashes of words.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    phrases: Vec<Vec<u32>>,
    /// The second behind the first.
    pairs: Vec<(Vec<u32>, Vec<u32>)>,
}

impl Phrases {
    /// Phrases, and pairs of them, as they are spelt.
    pub(super) fn of(phrases: &[String], pairs: &[(String, String)]) -> Self {
        let hashes = |phrase: &String| fold(phrase).split(' ').map(hash).collect::<Vec<u32>>();
        Self {
            phrases: phrases.iter().map(hashes).collect(),
            pairs: pairs.iter().map(|(first, second)| (hashes(first), hashes(second))).collect(),
        }
    }

    /// Whether a line of so many folded bytes is boilerplate by the list.
    pub(super) fn are_in(&self, line: &[u32], bytes: usize) -> bool {
        let starts = |phrase: &Vec<u32>| line.first() == phrase.first() && line.starts_with(phrase);
        let short = bytes < SHORT_LINE;
        self.phrases.iter().any(|phrase| starts(phrase) || short && find(line, phrase).is_some())
            || self.pairs.iter().any(|(first, second)| {
                find(line, first).and_then(|at| line.get(at..)).is_some_and(|rest| find(rest, second).is_some())
            })
    }
}

/// Where in a line the words of a phrase stand.
fn find(line: &[u32], phrase: &[u32]) -> Option<usize> {
    let first = phrase.first()?;
    let mut places = line.iter().enumerate().filter(|(_, word)| *word == first).map(|(at, _)| at);
    places.find(|at| line.get(*at..).is_some_and(|rest| rest.starts_with(phrase)))
}

/// How many words at the start of a body are its dateline.
///
/// `body_tokens` gives the number of words of the whole body.
pub(super) fn dateline(body: &str, body_tokens: impl Fn() -> usize, words: &Words) -> usize {
    let reach = body.char_indices().nth(DATELINE_REACH).map_or(body.len(), |(byte, _)| byte);
    let Some(start) = body.get(..reach) else { return 0 };
    let start = start.split('\n').next().unwrap_or(start);
    start
        .match_indices([')', '-', '–', '—', ':'])
        .filter_map(|(at, _)| start.get(..at))
        .map(|before| credit(&fold(before), words))
        .find(|tokens| *tokens > 0 && tokens + MIN_REMAINDER <= body_tokens())
        .unwrap_or(0)
}

/// How many words a folded string has that is a place and date of at most [`MAX_PLACE`] words
/// and an agency; 0 if it is none.
fn credit(before: &str, words: &Words) -> usize {
    let place = words
        .agencies
        .iter()
        .filter_map(|agency| before.strip_suffix(agency.as_str()))
        .find(|place| place.is_empty() || place.ends_with(' '));
    match place.map(|place| place.split_whitespace().count()) {
        Some(count) if count <= MAX_PLACE => before.split(' ').count(),
        Some(_) | None => 0,
    }
}

/// A title without the name of the outlet behind its last dash or bar.
pub(super) fn title<'t>(title: &'t str, feed: Option<&str>, words: &Words) -> &'t str {
    let last = [" - ", " – ", " | "].into_iter().filter_map(|mark| Some((title.rfind(mark)?, mark.len()))).max();
    let Some((at, mark)) = last else { return title };
    let (Some(kept), Some(suffix)) = (title.get(..at), title.get(at + mark..)) else { return title };
    let suffix = fold(suffix);
    let is_outlet = words.is_outlet(&suffix) || feed.is_some_and(|feed| fold(feed) == suffix);
    if is_outlet && !suffix.is_empty() && !fold(kept).is_empty() { kept } else { title }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check_dateline(body: &str, remaining: &str) {
        let folded = fold(body);
        let tokens: Vec<&str> = folded.split(' ').collect();
        let strip = dateline(body, || tokens.len(), &Words::builtin());
        assert_eq!(tokens[strip..].join(" "), remaining);
    }

    #[test]
    fn datelines_go() {
        check_dateline("TRIPOLI (Reuters) - Clashes broke out on Friday", "clashes broke out on friday");
        check_dateline("طرابلس (رويترز) - قال مسؤول أمني ليبي أمس", "قال مسءول امني ليبي امس");
        check_dateline("طرابلس 28 نوفمبر 2016 (وال) – قال مسؤول أمني ليبي أمس", "قال مسءول امني ليبي امس");
        check_dateline("أ ف ب: قال مسؤول أمني ليبي أمس", "قال مسءول امني ليبي امس");
        check_dateline("BENGHAZI, Libya (AP) — Four people died on Friday", "four people died on friday");
    }

    #[test]
    fn an_agency_that_is_spoken_of_stays() {
        check_dateline("قال متحدث باسم رويترز", "قال متحدث باسم رويترز");
        check_dateline("قال متحدث باسم رويترز: لا تعليق", "قال متحدث باسم رويترز لا تعليق");
        check_dateline(
            "A long sentence before the name of Reuters - and more of it here",
            "a long sentence before the name of reuters and more of it here",
        );
    }

    #[track_caller]
    fn check_line(line: &str, expected: bool) {
        let folded = fold(line);
        let words: Vec<u32> = folded.split(' ').map(hash).collect();
        assert_eq!(Words::builtin().boilerplate.are_in(&words, folded.len()), expected, "{line}");
    }

    #[test]
    fn boilerplate_lines_are_known() {
        check_line("اقرأ أيضاً: حفتر يزور موسكو", true);
        check_line("© 2016 جميع الحقوق محفوظة لبوابة", true);
        check_line("The post Clashes in Sirte appeared first on The Libya Observer.", true);
        check_line("À lire également : la trêve à Derna", true);
        check_line("Readers share this view of more things than the following", true);
    }

    #[test]
    fn sentences_are_not_boilerplate() {
        check_line("وأوضح المصدر العسكري أن القوات تقدمت على المحور الجنوبي من المدينة مساء اليوم الجمعة", false);
        check_line("المصدرون الليبيون", false);
        check_line("The post office in Sirte was shelled", false);
    }

    #[test]
    fn outlet_names_leave_titles() {
        let words = Words::builtin();
        assert_eq!(title("Four dead in Sirte - Reuters", None, &words), "Four dead in Sirte");
        assert_eq!(title("Truce – in Derna | My Feed", Some("my feed"), &words), "Truce – in Derna");
        assert_eq!(title("هدنة في درنة – بوابة الوسط", None, &words), "هدنة في درنة");
        assert_eq!(title("Sirte - the battle", None, &words), "Sirte - the battle");
        assert_eq!(title("Four dead - says army - Reuters", None, &words), "Four dead - says army");
    }
}
