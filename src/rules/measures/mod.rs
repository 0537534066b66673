//! Measures over a span of days: each a numerator and a denominator with the rows behind them, so that no
//! figure stands without what it was counted from.
//!
//! A review counts in the span in which it was held (its recorded date: the first part of a series, the
//! original date of an adjourned one) and is late where that date is past the limit it was judged by.

mod bar;
mod challenge;
mod counted;
mod early;
mod feedback;
mod ground;
mod load;
mod parents;
mod profile;
mod quality;
mod rows;
mod series;
mod timeliness;
mod work;
mod years;

#[cfg(test)]
mod tests;

pub(crate) use bar::{Bar, Group};
pub(crate) use counted::{Measures, measure};
pub(crate) use feedback::Feedback;
pub(crate) use ground::{Backed, Ground, Judged, Window, share};
pub(crate) use load::{HIGH, LOW, Week};
pub(crate) use profile::Profile;
pub(crate) use rows::{DutyRow, ReviewRow};
pub(crate) use series::chart;
pub(crate) use timeliness::{Children, Reviews};
pub(crate) use years::{Year, year_of};
