//! What goes into a plan, and what comes of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;

use crate::model::Case;
use crate::model::ids::ChildId;
use crate::rules::advice::{Mark, RunUp, sentence};
use crate::rules::clash::Clash;
use crate::rules::diary::Visit;
use crate::rules::reason::Reason;
use crate::rules::slot::Slot;

/// A review that needs a day.
pub(crate) struct Need<'a> {
    /// The child's case.
    pub case: &'a Case,
    /// The review.
    pub slot: &'a Slot,
    /// The duties of its run-up still to do.
    pub run_up: Vec<RunUp>,
    /// The day the IRO gave it beforehand.
    pub pinned: Option<NaiveDate>,
}

impl Need<'_> {
    /// The review in the IRO's diary.
    pub(super) fn visit(&self) -> Visit {
        Visit::of(self.case, self.slot.review.and_then(|r| self.case.reviews.get(r)))
    }
}

/// A day proposed for a review.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Proposal {
    /// The child.
    pub child: ChildId,
    /// Which review of the period.
    pub sequence: u32,
    /// Its limit.
    pub limit: Option<NaiveDate>,
    /// The day.
    pub date: NaiveDate,
    /// What speaks for and against it, among the others of the plan.
    pub reasons: Vec<Reason>,
    /// How it stands out, where its limit has gone by.
    pub mark: Option<Mark>,
    /// The IRO gave the day.
    pub pinned: bool,
}

impl Proposal {
    /// Whether somebody has to approve the day in advance.
    pub(crate) fn needs_approval(&self) -> bool {
        self.reasons.iter().any(|r| matches!(r, Reason::AfterLimit { approval: true, .. }))
    }

    /// Why this day, in a sentence; `name` says who a child is.
    pub(crate) fn why(&self, name: &dyn Fn(ChildId) -> String) -> String {
        sentence(self.date, &self.reasons, self.mark, name)
    }
}

/// A review for which there is no day at all.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Unmet {
    /// The child.
    pub child: ChildId,
    /// Which review of the period.
    pub sequence: u32,
    /// Its limit.
    pub limit: Option<NaiveDate>,
    /// Why, in words.
    pub why: String,
}

/// Reviews of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// Booked before.
    pub booked: usize,
    /// Proposed.
    pub planned: usize,
    /// What would fall in it were each review put on its limit.
    pub on_limit: usize,
}

/// Days for the reviews of a period.
#[derive(Debug, Clone, PartialEq, Default)]
pub(crate) struct Plan {
    /// In order of their day.
    pub proposals: Vec<Proposal>,
    /// What could not be planned.
    pub unmet: Vec<Unmet>,
    /// Reviews that keep the day they are booked for though something stands against it.
    pub clashes: Vec<Clash>,
    /// Every week from today's to the last of the period.
    pub weeks: Vec<Week>,
}

impl Plan {
    /// The most reviews in a week: of the plan, and were each put on its limit.
    pub(crate) fn peaks(&self) -> (usize, usize) {
        let most = |f: fn(&Week) -> usize| self.weeks.iter().map(f).max().unwrap_or(0);
        (most(|w| w.booked + w.planned), most(|w| w.booked + w.on_limit))
    }

    /// Adds the plan of another IRO.
    pub(crate) fn join(&mut self, other: Plan) {
        self.proposals.extend(other.proposals);
        self.unmet.extend(other.unmet);
        let mut weeks: BTreeMap<NaiveDate, Week> = self.weeks.drain(..).map(|w| (w.monday, w)).collect();
        for w in other.weeks {
            let week = weeks.entry(w.monday).or_insert(Week { booked: 0, planned: 0, on_limit: 0, ..w });
            week.booked += w.booked;
            week.planned += w.planned;
            week.on_limit += w.on_limit;
        }
        self.weeks = weeks.into_values().collect();
        self.proposals.sort_by_key(|p| (p.date, p.child));
        self.unmet.sort_by_key(|u| (u.limit, u.child));
    }
}
