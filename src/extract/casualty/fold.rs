//! One set of tolls from all mentions of an event.

use crate::model::event::{Casualties, CasualtyPart, Harm, Qualifier, Toll};

use super::govern::sum;
use super::{Mention, Standing};

/// The tolls of an event whose clauses hold `mentions`, in the order of the text.
///
/// A running total replaces what came before it; equal tolls told twice are one; tolls of
/// different groups in one sentence add up; tolls that cannot both be right are a range with the
/// lower as the number.
pub fn fold<'m>(mentions: impl IntoIterator<Item = &'m Mention>) -> Casualties {
    let mentions: Vec<&Mention> = mentions.into_iter().collect();
    let of = |harm: Harm| toll(&mentions, harm);
    let mut casualties = Casualties {
        dead: of(Harm::Dead),
        injured: of(Harm::Injured),
        missing: of(Harm::Missing),
        detained: of(Harm::Detained),
        kidnapped: of(Harm::Kidnapped),
        total: of(Harm::Casualties),
        parts: parts(&mentions),
        running: mentions.iter().any(|mention| mention.running),
    };
    if casualties.dead.is_none() && casualties.total.is_none() {
        casualties.dead = nobody(&mentions, Harm::Dead, Standing::NobodyImplied);
    }
    casualties
}

fn toll(mentions: &[&Mention], harm: Harm) -> Option<Toll> {
    let of = |standing: Standing| {
        mentions.iter().copied().filter(move |mention| mention.harm == harm && mention.standing == standing)
    };
    let mains: Vec<&Mention> = of(Standing::Main).collect();
    if let Some(running) = mains.iter().rfind(|mention| mention.running) {
        return Some(running.toll);
    }
    let asserted = combine(mains.iter().copied().filter(|mention| !mention.hedged));
    let hedged = combine(mains.iter().copied().filter(|mention| mention.hedged));
    let main = match (asserted, hedged) {
        (Some(asserted), Some(hedged)) if asserted != hedged => Some(beside_hedged(asserted, hedged)),
        (asserted, hedged) => asserted.or(hedged),
    };
    let more = of(Standing::More).map(|mention| mention.toll).reduce(|a, b| sum(Some(a), Some(b)).unwrap_or(a));
    let told = match (main, more) {
        // The total that counts the others already is told elsewhere.
        (Some(main), Some(more)) => sum(Some(main), Some(more)),
        (main, more) => main.or(more),
    };
    told.or_else(|| of(Standing::Superseded).map(|mention| mention.toll).next())
        .or_else(|| nobody(mentions, harm, Standing::Nobody))
}

fn nobody(mentions: &[&Mention], harm: Harm, standing: Standing) -> Option<Toll> {
    mentions.iter().find(|mention| mention.harm == harm && mention.standing == standing).map(|mention| mention.toll)
}

/// Equal ones are one, shares of different groups add up, others rival.
fn combine<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Option<Toll> {
    let mut told: Option<(Toll, Option<&str>)> = None;
    for mention in mentions {
        let who = mention.who.as_deref();
        told = Some(match told {
            None => (mention.toll, who),
            Some((before, group)) => {
                let toll = match (group, who) {
                    (Some(group), Some(who)) if group != who && !general(group) && !general(who) => {
                        sum(Some(before), Some(mention.toll)).unwrap_or(before)
                    }
                    _ => reconcile(before, mention.toll),
                };
                (toll, group.filter(|group| Some(*group) == who))
            }
        });
    }
    told.map(|(toll, _)| toll)
}

/// Words that may mean anybody, so that two of them may mean the same people.
fn general(group: &str) -> bool {
    matches!(group, "people" | "others" | "men" | "foreigners")
}

/// Two tolls of the same harm that may be of the same people.
fn reconcile(first: Toll, second: Toll) -> Toll {
    if first == second {
        return first;
    }
    match (first.n, second.n) {
        (Some(_), None) => first,
        (None, Some(_)) => second,
        (None, None) => {
            if second.low > first.low {
                second
            } else {
                first
            }
        }
        (Some(a), Some(b)) if a == b => {
            if first.qualifier == Qualifier::Exact {
                first
            } else {
                second
            }
        }
        (Some(_), Some(b)) if allows(first, b) => second,
        (Some(a), Some(_)) if allows(second, a) => first,
        (Some(a), Some(b)) => {
            Toll { n: Some(a.min(b)), low: Some(a.min(b)), high: Some(a.max(b)), qualifier: Qualifier::Range }
        }
    }
}

/// Whether a bounded toll leaves room for `n`.
fn allows(toll: Toll, n: u32) -> bool {
    let open = matches!(toll.qualifier, Qualifier::AtLeast | Qualifier::MoreThan | Qualifier::UpTo | Qualifier::Range);
    open && toll.low.is_none_or(|low| low <= n) && toll.high.is_none_or(|high| n <= high)
}

/// A hedged count beside an asserted one is not added: at least the asserted one, the sum at most.
fn beside_hedged(asserted: Toll, hedged: Toll) -> Toll {
    let high = asserted.n.zip(hedged.n).map(|(a, b)| a.saturating_add(b));
    Toll { n: asserted.n, low: asserted.n, high, qualifier: Qualifier::AtLeast }
}

fn parts(mentions: &[&Mention]) -> Vec<CasualtyPart> {
    let mut parts: Vec<CasualtyPart> = Vec::new();
    for mention in mentions.iter().filter(|mention| mention.standing == Standing::Part) {
        let part = CasualtyPart {
            kind: mention.harm,
            n: mention.toll.n,
            who: mention.who.clone(),
            source: None,
            exact: mention.exact.clone(),
        };
        let same = |known: &CasualtyPart| known.kind == part.kind && known.n == part.n && known.who == part.who;
        if !parts.iter().any(same) {
            parts.push(part);
        }
    }
    parts
}
