//! What only the title tells, though the text tells it too.
//!
//! A headline names its place and its day with few words or none, and what stands in them is easily read of
//! another act: "Es Sider and Ras Lanuf to reopen on Monday, Sharara still shut". If the text tells an act of
//! the same type that the title does not seem to tell, the two are one, and the text knows better where and
//! when.

use crate::lexicon::Lexicon;
use crate::model::Status;

use super::draft::Draft;
use super::fit::likeness;
use super::merge::join;

/// Joins the acts of the title to those that the text tells of the same type.
pub(super) fn fold(events: &mut Vec<Draft>, lexicon: &Lexicon) {
    let mut at = 0;
    while let Some(headline) = events.get(at) {
        let text = if headline.is_of_title() { told_again(events, headline, lexicon) } else { None };
        let Some(text) = text else {
            at += 1;
            continue;
        };
        let headline = events.remove(at);
        if let Some(text) = events.get_mut(text - usize::from(text > at)) {
            join(text, headline, lexicon);
        }
    }
}

/// The event of the text that a headline most likely tells.
fn told_again(events: &[Draft], headline: &Draft, lexicon: &Lexicon) -> Option<usize> {
    let fits = |(_, known): &(usize, &Draft)| is_headline_of(headline, known, lexicon);
    let likely = |(at, known): &(usize, &Draft)| (likeness(known, headline), std::cmp::Reverse(*at));
    events.iter().enumerate().filter(fits).max_by_key(likely).map(|(at, _)| at)
}

fn is_headline_of(headline: &Draft, text: &Draft, lexicon: &Lexicon) -> bool {
    let (Some(one), Some(two)) = (headline.row(lexicon), text.row(lexicon)) else { return false };
    let vague = lexicon.types.get(headline.said as usize).is_some_and(|said| said.retells.contains(&two.family));
    let only_text = text.told.iter().all(|(text, _)| *text);
    let alike = one.family == two.family && only_text || vague && (only_text || headline.noun);
    // A headline puts into the present what is planned.
    let (said, told) = (headline.assertion.status, text.assertion.status);
    let status = said == told || said == Status::Reported && matches!(told, Status::Planned | Status::Historical);
    alike && status
}
