mod any;
mod arabic;
mod english;
mod french;

use super::*;
use crate::problem::Problems;

use std::sync::LazyLock;

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let words = Calendar::parse("calendar.toml", include_str!("../../../config/lexicon/calendar.toml"), &mut problems);
    assert_eq!(problems.to_string(), "");
    words
});

static QUANTITIES: LazyLock<Quantities> = LazyLock::new(|| {
    let mut problems = Problems::default();
    Quantities::parse("quantities.toml", include_str!("../../../config/lexicon/quantities.toml"), &mut problems)
});

/// A Wednesday.
const PUBLISHED: &str = "2016-11-30";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// A time in short: `since 2016-11-26 stated week / ahead`.
fn line(mention: &Mention) -> String {
    let days = |(first, last): Days| if first == last { first.to_string() } else { format!("{first}..{last}") };
    let mut line = match mention.kind {
        Kind::Point | Kind::Interval => String::new(),
        Kind::Since => "since ".to_owned(),
        Kind::Until => "until ".to_owned(),
        Kind::After => "after ".to_owned(),
    };
    line.push_str(&days(mention.days));
    match mention.grain {
        Grain::Day => {}
        Grain::Week => line.push_str(" week"),
        Grain::Month => line.push_str(" month"),
        Grain::Year => line.push_str(" year"),
    }
    if mention.basis == DateBasis::Stated {
        line.push_str(" stated");
    }
    if mention.quoted {
        line.push_str(" quoted");
    }
    if let Some(ahead) = mention.ahead {
        line.push_str(&format!(" / {}", days(ahead)));
    }
    line
}

fn tell(language: Language, text: &str, anchor: Anchor) -> String {
    let cut = Text::new(text);
    let words = Words { calendar: &CALENDAR, quantities: &QUANTITIES };
    let found = mentions(&cut, 0..cut.tokens().len(), language, words, anchor);
    for mention in &found {
        assert!(!mention.span.of(text).is_empty());
    }
    found.iter().map(line).collect::<Vec<_>>().join("; ")
}

fn published() -> Anchor {
    Anchor { published: Some(day(PUBLISHED)), ..Anchor::default() }
}

/// Lines of `sentence => times`; every wrong one is shown.
#[track_caller]
fn check_from(language: Language, anchor: Anchor, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once("=>").expect("a line has an arrow");
        let told = tell(language, text.trim(), anchor);
        if told != expected.trim() {
            wrong.push(format!("{}\n  expected: {}\n  told:     {told}", text.trim(), expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[track_caller]
fn check(language: Language, lines: &str) {
    check_from(language, published(), lines);
}
