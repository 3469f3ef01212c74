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
    let counted = [casualties.dead, casualties.injured, casualties.total];
    if counted.iter().all(Option::is_none) && !mentions.iter().any(|mention| mention.standing == Standing::Part) {
        casualties.dead = nobody(&mentions, Harm::Dead, Standing::Unhurt);
        casualties.injured = nobody(&mentions, Harm::Injured, Standing::Unhurt);
    }
    casualties
}

fn toll(mentions: &[&Mention], harm: Harm) -> Option<Toll> {
    let of = |standing: Standing| {
        mentions.iter().copied().filter(move |mention| mention.harm == harm && mention.standing == standing)
    };
    let mains: Vec<&Mention> = of(Standing::Main).collect();
    // `قُتل أربعة …، ليرتفع عدد الضحايا منذ يونيو إلى 61`: the longer total is of other events too.
    let own = mains.iter().any(|mention| !mention.running && !mention.since);
    let mains: Vec<&Mention> = mains.into_iter().filter(|mention| !(own && mention.since)).collect();
    if let Some(running) = mains.iter().rfind(|mention| mention.running) {
        return Some(running.toll);
    }
    let mains = weighty(&mains);
    let asserted = combine(mains.iter().copied().filter(|mention| !mention.hedged));
    let hedged = combine(mains.iter().copied().filter(|mention| mention.hedged));
    let main = match (asserted, hedged) {
        (Some(asserted), Some(hedged)) if asserted != hedged => Some(beside_hedged(asserted, hedged)),
        (asserted, hedged) => asserted.or(hedged),
    };
    let more = of(Standing::More).filter(|mention| !is_of_dead(mentions, mention));
    let mut more: Vec<Toll> = more.map(|mention| mention.toll).collect();
    // Told twice, they are the same ones.
    more.dedup();
    let more = more.into_iter().reduce(|a, b| sum(Some(a), Some(b)).unwrap_or(a));
    let told = sum(main, more);
    let any = mentions.iter().any(|mention| mention.standing == Standing::Main);
    told.or_else(|| of(Standing::Superseded).map(|mention| mention.toll).next().filter(|_| !any))
        .or_else(|| nobody(mentions, harm, Standing::Nobody))
}

/// Whether who died later was counted among the dead right before: "Nine are dead. Two of them succumbed".
fn is_of_dead(mentions: &[&Mention], later: &Mention) -> bool {
    let before = mentions.iter().take_while(|mention| !std::ptr::eq(**mention, later));
    let last = before.filter(|mention| mention.standing == Standing::Main).last();
    later.of_them && later.harm == Harm::Dead && last.is_some_and(|last| last.harm == Harm::Dead)
}

/// Mentions that say how many there were: one man told of beside a number is one of the number.
fn weighty<'m>(mains: &[&'m Mention]) -> Vec<&'m Mention> {
    let written = |mention: &&&Mention| mention.numbered || mention.toll.n.is_none_or(|n| n > 2);
    let new = |mention: &&&Mention| !mention.definite;
    for weight in [&written as &dyn Fn(&&&'m Mention) -> bool, &new] {
        let chosen: Vec<&Mention> = mains.iter().filter(weight).copied().collect();
        if !chosen.is_empty() {
            return chosen;
        }
    }
    mains.to_vec()
}

fn nobody(mentions: &[&Mention], harm: Harm, standing: Standing) -> Option<Toll> {
    mentions.iter().find(|mention| mention.harm == harm && mention.standing == standing).map(|mention| mention.toll)
}

/// Shares of one account stand so many tokens apart at most.
const ACCOUNT: usize = 30;

/// Equal ones are one, shares of different groups in one account add up, others rival.
fn combine<'m>(mentions: impl Iterator<Item = &'m Mention>) -> Option<Toll> {
    let mut told: Option<(Toll, &Mention)> = None;
    for mention in mentions {
        told = Some(match told {
            None => (mention.toll, mention),
            Some((before, last)) if shares(last, mention) => {
                (sum(Some(before), Some(mention.toll)).unwrap_or(before), mention)
            }
            Some((before, last)) if is_of(before, last, mention) => (before, last),
            Some((before, last)) => (reconcile(before, mention.toll), last),
        });
    }
    told.map(|(toll, _)| toll)
}

/// Whether two mentions are shares of one account: different people, told close together.
fn shares(first: &Mention, second: &Mention) -> bool {
    let (Some(one), Some(two)) = (&first.who, &second.who) else { return false };
    let near = second.tokens.start >= first.tokens.end && second.tokens.start - first.tokens.end <= ACCOUNT;
    one != two && near && !general(one) && !general(two) && first.toll != second.toll
}

/// Whether a smaller toll told later, and not by another source, is of some of those told before:
/// `إحدى عشرة جثة … وأن ثلاث جثث تعود لنساء`.
fn is_of(before: Toll, last: &Mention, later: &Mention) -> bool {
    let fewer = before.n.zip(later.toll.n).is_some_and(|(all, some)| some < all);
    let rival = last.source.is_some() && later.source.is_some() && last.source != later.source;
    // "14 to 19" is one account, the range of two rival ones is not.
    fewer && !rival && (before.qualifier != Qualifier::Range || before == last.toll)
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
    let rivals = rivals(mentions);
    let listed = |mention: &&&Mention| mention.standing == Standing::Part || rivals;
    let stated = |mention: &&&Mention| {
        mention.standing == Standing::Part || (mention.standing == Standing::Main && mention.source.is_some())
    };
    for mention in mentions.iter().filter(listed).filter(stated) {
        let part = CasualtyPart {
            kind: mention.harm,
            n: mention.toll.n,
            who: mention.who.clone(),
            source: mention.source.clone().filter(|_| mention.standing == Standing::Main),
            exact: mention.exact.clone(),
        };
        let same = |known: &CasualtyPart| {
            known.kind == part.kind && known.n == part.n && known.who == part.who && known.source == part.source
        };
        if !parts.iter().any(same) {
            parts.push(part);
        }
    }
    parts
}

/// Whether two sources give different tolls of one harm.
fn rivals(mentions: &[&Mention]) -> bool {
    let main = |mention: &&&Mention| mention.standing == Standing::Main && mention.source.is_some();
    let mut told = mentions.iter().filter(main);
    let Some(first) = told.next() else { return false };
    told.any(|other| {
        let against = other.source != first.source && other.harm == first.harm && other.toll.n != first.toll.n;
        against && !shares(first, other)
    })
}
