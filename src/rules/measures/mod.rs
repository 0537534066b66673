//! Measures over a span of days: each a numerator and a denominator with the rows behind them, so that no
//! figure stands without what it was counted from.
//!
//! A review counts in the span in which it was held (its recorded date: the first part of a series, the
//! original date of an adjourned one) and is late where that date is past the limit it was judged by.

mod bar;
mod challenge;
mod counted;
mod early;
mod ground;
mod load;
mod rows;
mod series;
mod timeliness;
mod work;

#[cfg(test)]
mod tests;

pub use bar::{Bar, Group};
pub use counted::{Measures, measure};
pub use early::{Changes, EarlyReviews};
pub use ground::{Ground, Judged, Window, share};
pub use load::{Caseload, HIGH, LOW, Week};
pub use rows::{ChildRow, DutyRow, EarlyRow, ReviewRow};
pub use series::chart;
pub use timeliness::{Children, Participation, Reviews, ShortBreaks, ViewsReached};
pub use work::{Owners, Tally, VisitKind, Visits};
