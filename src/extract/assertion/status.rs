//! What several scopes make of one trigger together.

use std::ops::Range;

use super::Scope;
use crate::model::event::Status;

/// The status of a trigger with what gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The status.
    pub status: Status,
    /// The tokens of the cue; `None` for a plain report.
    pub cue: Option<Range<usize>>,
    /// The tokens of the condition.
    pub condition: Option<Range<usize>>,
    /// The rule; `reported` for a plain report.
    pub rule: &'static str,
}

impl Judged {
    /// A plain report.
    pub const PLAIN: Self = Self { status: Status::Reported, cue: None, condition: None, rule: "reported" };

    fn by(scope: &Scope) -> Self {
        Self {
            status: scope.status,
            cue: Some(scope.cue.clone()),
            condition: scope.condition.clone(),
            rule: scope.rule,
        }
    }
}

/// What the scopes make of a trigger.
///
/// A denial outweighs what it denies; a supposition outweighs a negation within it; a negated
/// demand is no demand, and what is asked not to be is not; two negations affirm.
pub fn status_at(scopes: &[Scope], trigger: &Range<usize>) -> Judged {
    let covering: Vec<&Scope> = scopes.iter().filter(|scope| scope.covers(trigger)).collect();
    let inner = |status: Status| covering.iter().rev().find(|scope| scope.status == status).copied();
    if let Some(affirmed) = inner(Status::Reported) {
        return if affirmed.rule == Scope::FACT { Judged::PLAIN } else { Judged::by(affirmed) };
    }
    // The denial itself says more than a later word that the reports are untrue.
    let direct = covering.iter().find(|scope| scope.status == Status::Denied && scope.rule != "denied.anaphor");
    if let Some(denied) = direct.copied().or_else(|| inner(Status::Denied)) {
        return Judged::by(denied);
    }
    let negated = inner(Status::Negated);
    if let Some(supposed) = inner(Status::Hypothetical) {
        let within = |negated: &&Scope| negated.covered.contains(&supposed.cue.start) && supposed.yields();
        return Judged::by(negated.filter(within).unwrap_or(supposed));
    }
    let demanded = inner(Status::Demanded);
    if let Some(negated) = negated {
        if affirms(&covering) {
            return Judged { rule: "affirmed.two-negations", ..Judged::PLAIN };
        }
        return match demanded {
            Some(demand) if demand.covered.contains(&negated.cue.start) => {
                Judged { rule: "negated.demanded", ..Judged::by(negated) }
            }
            _ => Judged::by(negated),
        };
    }
    let rest = demanded.or(inner(Status::Planned)).or(inner(Status::Historical));
    rest.map_or(Judged::PLAIN, Judged::by)
}

/// Whether one negation lies within another: `لم يرفض التوقيع`, "failed to prevent".
fn affirms(covering: &[&Scope]) -> bool {
    let negations = || covering.iter().filter(|scope| scope.status == Status::Negated);
    let nested = negations().filter(|inner| {
        negations().any(|outer| {
            outer.reverses() && outer.cue.start < inner.cue.start && outer.covered.contains(&inner.cue.start)
        })
    });
    nested.count() % 2 == 1
}

impl Scope {
    /// Whether a negation within it affirms: "did not cancel"; not "put off, for good".
    fn reverses(&self) -> bool {
        !matches!(self.rule, "negated.cancelled" | "negated.postponed" | "negated.prevented")
    }

    /// Whether it gives way to a negation around it: "will not accept a possible truce", *ne rouvrira pas tant que*.
    fn yields(&self) -> bool {
        matches!(self.rule, "hypothetical.prospect" | "hypothetical.conditional")
    }
}
