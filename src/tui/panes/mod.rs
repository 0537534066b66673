//! The panes, and what is open over one: for each its state, what keys do in it, and how it is drawn.

pub(crate) mod calendar;
pub(crate) mod caseload;
pub(crate) mod checklists;
pub(crate) mod child;
pub(crate) mod escalations;
pub(crate) mod insight;
pub(crate) mod review;
pub(crate) mod sitting;
