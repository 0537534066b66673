//! What figures are counted on, and over which days.

use std::ops::Deref;

use chrono::{Datelike, NaiveDate};
use serde::Serialize;

use crate::model::Case;
use crate::rules::calendar::Calendar;
use crate::rules::due::Whole;
use crate::rules::escalation::analysis::Counted;
use crate::rules::practice::Practice;

/// A case with what the rules made of it.
pub(crate) type Judged<'a> = (&'a Case, &'a Whole);

/// What figures are counted on.
#[derive(Clone, Copy)]
pub(crate) struct Ground<'a> {
    /// The cases.
    pub cases: &'a [Judged<'a>],
    /// The concerns raised about them and about the service.
    pub concerns: &'a [Counted],
    /// The practice they were judged by.
    pub practice: &'a Practice,
    /// The calendar days are counted with.
    pub calendar: &'a Calendar,
    /// The day it is counted on: what lies ahead of it has not happened.
    pub today: NaiveDate,
}

/// A span of days, both ends within it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub(crate) struct Window {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
}

impl Window {
    /// The year it ends in, by which a service names the twelve months to 31 March.
    pub(crate) fn year(self) -> i32 {
        self.to.year()
    }

    /// Whether a day lies within it.
    pub(crate) fn holds(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// Figures with the rows they were counted from.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Backed<F, R> {
    /// The figures.
    #[serde(flatten)]
    pub figures: F,
    /// What they were counted from.
    pub rows: Vec<R>,
}

impl<F, R> Deref for Backed<F, R> {
    type Target = F;

    fn deref(&self) -> &F {
        &self.figures
    }
}

/// A share in per cent to one decimal; `None` where there is nothing to share.
pub(crate) fn share(part: usize, of: usize) -> Option<f64> {
    let (part, of) = (u32::try_from(part).ok()?, u32::try_from(of).ok()?);
    (of > 0).then(|| (f64::from(part) * 1000.0 / f64::from(of)).round() / 10.0)
}
