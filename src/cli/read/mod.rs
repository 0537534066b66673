//! The reading commands: each opens the book, makes its views and prints them.

pub(crate) mod audit;
pub(crate) mod booking;
pub(crate) mod calendar;
pub(crate) mod caseload;
pub(crate) mod concerns;
pub(crate) mod due;
pub(crate) mod ledger;
pub(crate) mod measures;
pub(crate) mod notes;
pub(crate) mod review;
pub(crate) mod sessions;
pub(crate) mod show;
