//! How parents took part in the reviews held: there, or by their views.

use serde::Serialize;

use super::rows::ReviewRow;
use super::{Window, share};
use crate::model::review::{Presence, Review};
use crate::model::role::Role;

/// Parents' part in the reviews held in a span.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Parents {
    /// Reviews that a parent attended.
    pub attended: usize,
    /// Reviews that none attended and one sent views to.
    pub consulted: usize,
    /// Reviews of which it is recorded that none did either.
    pub neither: usize,
    /// Reviews of which nobody recorded it.
    pub unknown: usize,
    /// Reviews of which it is recorded: what nobody recorded speaks neither for nor against them.
    pub of: usize,
    /// `attended` and `consulted` of `of`.
    pub pct: Option<f64>,
}

impl Parents {
    pub(super) fn count(rows: &[ReviewRow], window: Window) -> Self {
        let held: Vec<Option<Presence>> =
            rows.iter().filter(|r| r.held_in(window)).map(|r| r.parents).collect();
        let so = |told: &[Option<Presence>]| held.iter().filter(|p| told.contains(p)).count();
        let (attended, consulted) = (so(&[Some(Presence::Attended)]), so(&[Some(Presence::SentViews)]));
        let neither = so(&[Some(Presence::Absent), Some(Presence::NotAsked)]);
        let of = attended + consulted + neither;
        let pct = share(attended + consulted, of);
        Self { attended, consulted, neither, unknown: so(&[None]), of, pct }
    }
}

/// How the parents took part in a review: as the one who came nearest.
pub(super) fn nearest(review: &Review) -> Option<Presence> {
    let parents = || review.attendance.iter().filter(|a| a.role == Role::Parent).map(|a| a.presence);
    Presence::ALL.iter().copied().find(|presence| parents().any(|p| p == *presence))
}
