//! A protocol: the stages a concern goes through, who answers whom by when, and the ways on.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::basis::Basis;
use super::rule;
use super::span::{Span, Unit};
use crate::model::moves::Move;
pub(crate) use crate::model::moves::Verdict;
use crate::model::words::closed_set;

/// A kind of concern in the authority's words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ConcernKind {
    /// Its word.
    pub id: String,
    /// Its title for people.
    pub title: String,
    /// The protocol it is raised under.
    pub protocol: Option<String>,
}

/// Where a verdict leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// The protocol has run; the escalation waits to be closed with its effect.
    Close,
    /// To the stage at this place of the list.
    Stage(usize),
}

impl Exit {
    /// The word for the end in practice files.
    pub(crate) const CLOSE: &str = "close";
}

/// How long a stage gives.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Limit {
    /// The same for every concern.
    Fixed(Span),
    /// One span a risk, in the order of the protocol's risks; a blank one leaves the day to the IRO.
    ByRisk(Vec<(String, Option<Span>)>),
    /// From the shortest to the longest: the first risk of the protocol takes the shortest, its last
    /// the longest, those between them even steps.
    Range(Span, Span),
}

impl Limit {
    /// The spans that may apply: one where the risk (or a fixed limit) settles it, none where that risk's is
    /// blank, several where the risk is not known yet; the latest day they come to is the limit then ("at
    /// most").
    pub(crate) fn spans(&self, risk: Option<&str>, risks: &[String]) -> Vec<Span> {
        match self {
            Limit::Fixed(span) => vec![span.clone()],
            Limit::ByRisk(all) => {
                let of = all.iter().find(|(r, _)| Some(r.as_str()) == risk);
                of.map_or(all.as_slice(), std::slice::from_ref)
                    .iter()
                    .filter_map(|(_, s)| s.clone())
                    .collect()
            }
            Limit::Range(shortest, longest) => {
                let place = risks.iter().position(|r| Some(r.as_str()) == risk);
                vec![place.map_or_else(|| longest.clone(), |p| between(shortest, longest, p, risks.len()))]
            }
        }
    }

    /// Whether the limit still depends on a risk nobody has named.
    pub(crate) fn at_most(&self, risk: Option<&str>, risks: &[String]) -> bool {
        !matches!(self, Limit::Fixed(_)) && !risk.is_some_and(|r| risks.iter().any(|known| known == r))
    }
}

/// The `place`-th of `n` even steps from the shortest to the longest span.
fn between(shortest: &Span, longest: &Span, place: usize, n: usize) -> Span {
    let (Span::Offset { count: low, .. }, Span::Offset { count: high, unit, direction, anchor }) =
        (shortest, longest)
    else {
        return longest.clone();
    };
    let step = |n: usize| i32::try_from(n).unwrap_or(0);
    let (place, last) = (step(place), step(n.saturating_sub(1)).max(1));
    let count = low + (high - low) * place / last;
    Span::Offset { count, unit: *unit, direction: *direction, anchor: anchor.clone() }
}

/// Somebody who must be told when a stage closes without agreement, or once a step was taken.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Notice {
    /// Roles that are told.
    pub to: Vec<String>,
    /// Roles that tell.
    pub from: Vec<String>,
    /// By when.
    pub within: Option<Span>,
    /// The next stage opens when it is given.
    pub gates_next: bool,
}

impl Notice {
    /// The move that records it as given.
    pub(crate) fn told(&self) -> Move {
        Move::Told(self.to.clone())
    }
}

/// What may be done at any stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct AnyTime {
    /// Its id, which is the move's word.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The role that must agree first.
    pub gate: Option<String>,
    /// The checklist that tests whether it is called for.
    pub checklist: Option<String>,
    /// Who is told once it was done.
    pub notices: Vec<Notice>,
}

/// One stage.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Stage {
    /// The practice's id, unique in its protocol.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Whether it is part of the formal process.
    pub formal: bool,
    /// Roles that raise it.
    pub raised_by: Vec<String>,
    /// Roles that must reply.
    pub with: Vec<String>,
    /// Roles that get a copy.
    pub cc: Vec<String>,
    /// By when those who raise it do it themselves; then nothing is raised and no reply is awaited.
    pub act_within: Option<Limit>,
    /// By when it is raised; absent: the day it opens.
    pub raise_within: Option<Limit>,
    /// By when a reply is owed; absent: the IRO sets the day.
    pub reply_within: Option<Limit>,
    /// Roles that judge the reply.
    pub judged_by: Vec<String>,
    /// Where each verdict leads.
    pub on: BTreeMap<Verdict, Exit>,
    /// Who is told when the stage closes without agreement.
    pub notices: Vec<Notice>,
    /// One or two sentences.
    pub help: String,
    /// Its source.
    pub cite: String,
}

/// A protocol.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Protocol {
    /// The practice's id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Kinds of concern it is for; none: any.
    pub concerns: Vec<String>,
    /// Levels of risk, the most urgent first.
    pub risks: Vec<String>,
    /// How long it may take in all, and who says so: guidance may where the authority's document does not.
    pub total: Option<rule::Limit>,
    /// What may be done at any stage.
    pub any_time: Vec<AnyTime>,
    /// The stages in order.
    pub stages: Vec<Stage>,
    /// The place of the stage a concern about the service as a whole begins at.
    pub service_stage: usize,
    /// Its rank.
    pub basis: Basis,
    /// One or two sentences.
    pub help: String,
    /// Its source.
    pub cite: String,
    /// First day a concern may be raised under it.
    pub from: Option<NaiveDate>,
    /// Last day a concern may be raised under it.
    pub until: Option<NaiveDate>,
    /// Whether this practice's own file has it.
    pub own: bool,
}

impl Protocol {
    /// Whether a concern raised on that day comes under it.
    pub(crate) fn in_force(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }

    /// Whether it asks the same of everybody as the other, wherever the two are written.
    pub(crate) fn same(&self, other: &Protocol) -> bool {
        let said = |p: &Protocol| Protocol { own: false, from: None, until: None, ..p.clone() };
        said(self) == said(other)
    }

    /// The place of a stage in the list.
    pub(crate) fn place(&self, stage: &str) -> Option<usize> {
        self.stages.iter().position(|s| s.id == stage)
    }

    /// Whether it is for this kind of concern.
    pub(crate) fn serves(&self, concern: &str) -> bool {
        self.concerns.is_empty() || self.concerns.iter().any(|c| c == concern)
    }
}

/// The words of a limit's days: `1 to 7 working days`, `5 working days`.
pub(crate) fn limit_in_words(limit: &Limit) -> String {
    let of = |span: &Span| match span {
        Span::Offset { count, unit, .. } => Some((*count, *unit)),
        _ => None,
    };
    match limit {
        Limit::Fixed(span) => of(span).map_or_else(String::new, |(n, u)| u.count(n)),
        Limit::Range(low, high) => match (of(low), of(high)) {
            (Some((low, _)), Some((high, unit))) => format!("{low} to {}", unit.count(high)),
            _ => String::new(),
        },
        Limit::ByRisk(all) => {
            let each = all.iter().filter_map(|(risk, span)| {
                let Some(span) = span else { return Some(format!("{risk} the day you set")) };
                let (n, unit): (i32, Unit) = of(span)?;
                Some(format!("{risk} {}", unit.count(n)))
            });
            each.collect::<Vec<_>>().join(", ")
        }
    }
}

closed_set! {
    /// Kinds of concern the program has titles for; a practice may name others, which stand as they are written.
    pub(crate) enum Theme is "kind of concern" {
        /// Drift or delay.
        Drift: "drift" = "Drift or delay",
        /// Care plan.
        CarePlan: "care-plan" = "Care plan",
        /// Decision not carried out.
        DecisionNotImplemented: "decision-not-implemented" = "Decision not carried out",
        /// Permanence.
        Permanence: "permanence" = "Permanence",
        /// Placement.
        Placement: "placement" = "Placement",
        /// Family time.
        Contact: "contact" = "Family time",
        /// Education.
        Education: "education" = "Education",
        /// Health.
        Health: "health" = "Health",
        /// Social work visits.
        Visits: "visits" = "Social work visits",
        /// Late or missing papers.
        Documents: "documents" = "Late or missing papers",
        /// Legal status.
        LegalStatus: "legal-status" = "Legal status",
        /// Safeguarding.
        Safeguarding: "safeguarding" = "Safeguarding",
        /// Duty not met.
        StatutoryDuty: "statutory-duty" = "Duty not met",
        /// Resources.
        Resources: "resources" = "Resources",
        /// Poor practice.
        PoorPractice: "poor-practice" = "Poor practice",
        /// Service as a whole.
        Service: "service" = "Service as a whole",
        /// Something else.
        Other: "other" = "Something else",
    }
}

/// The concern that is none: good practice passed on.
pub(crate) const GOOD_PRACTICE: &str = "good-practice";

/// A kind of concern in words.
pub(crate) fn concern_title(concern: &str) -> &str {
    match Theme::from_word(concern) {
        Ok(theme) => theme.says(),
        Err(_) if concern == GOOD_PRACTICE => "Good practice",
        Err(_) => concern,
    }
}
