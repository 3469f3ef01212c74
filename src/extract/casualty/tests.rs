mod any;
mod arabic;
mod english;
mod folded;
mod french;

use super::*;
use crate::model::event::Qualifier;
use crate::problem::Problems;

use std::sync::LazyLock;

static QUANTITIES: LazyLock<Quantities> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let words =
        Quantities::parse("quantities.toml", include_str!("../../../config/lexicon/quantities.toml"), &mut problems);
    assert_eq!(problems.to_string(), "");
    words
});

static CALENDAR: LazyLock<Calendar> = LazyLock::new(|| {
    let mut problems = Problems::default();
    let words = Calendar::parse("calendar.toml", include_str!("../../../config/lexicon/calendar.toml"), &mut problems);
    assert_eq!(problems.to_string(), "");
    words
});

/// A toll in short: `4`, `≥4`, `>4`, `≤4`, `~4`, `4-6`, `vague 12`.
fn short(toll: Toll) -> String {
    let n = toll.n.map_or("?".to_owned(), |n| n.to_string());
    let low = toll.low.map_or("?".to_owned(), |n| n.to_string());
    match toll.qualifier {
        Qualifier::Exact => n,
        Qualifier::AtLeast => format!("≥{n}"),
        Qualifier::MoreThan => format!(">{n}"),
        Qualifier::UpTo => format!("≤{n}"),
        Qualifier::About => format!("~{n}"),
        Qualifier::Range => format!("{n}-{}", toll.high.unwrap_or(0)),
        Qualifier::Vague => format!("vague {low}"),
    }
}

fn line(mention: &Mention) -> String {
    let harm = match mention.harm {
        Harm::Dead => "dead",
        Harm::Injured => "injured",
        Harm::Missing => "missing",
        Harm::Detained => "detained",
        Harm::Kidnapped => "kidnapped",
        Harm::Casualties => "casualties",
    };
    let mut line = format!("{harm} {}", short(mention.toll));
    match mention.standing {
        Standing::Main => {}
        Standing::Part => {
            line.push_str(" part");
            if let Some(who) = &mention.who {
                line.push_str(&format!(" {who}"));
            }
        }
        Standing::More => line.push_str(" more"),
        Standing::Nobody => line.push_str(" nobody"),
        Standing::NobodyImplied => line.push_str(" implied"),
        Standing::Unhurt => line.push_str(" unhurt"),
        Standing::Superseded => line.push_str(" superseded"),
    }
    if mention.running {
        line.push_str(" running");
    }
    if mention.hedged {
        line.push_str(" hedged");
    }
    line
}

fn tell(language: Language, text: &str) -> String {
    let cut = Text::new(text);
    let words = Words { quantities: &QUANTITIES, calendar: &CALENDAR };
    let found = mentions(&cut, 0..cut.tokens().len(), language, words);
    for mention in &found {
        assert_eq!(mention.span.of(text), mention.exact);
    }
    found.iter().map(line).collect::<Vec<_>>().join("; ")
}

/// Lines of `sentence => tolls`; every wrong one is shown.
#[track_caller]
fn check(language: Language, lines: &str) {
    let mut wrong = Vec::new();
    for line in lines.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (text, expected) = line.split_once("=>").expect("a line has an arrow");
        let told = tell(language, text.trim());
        if told != expected.trim() {
            wrong.push(format!("{}\n  expected: {}\n  told:     {told}", text.trim(), expected.trim()));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}
