//! The engine on whole cases: the worked dates of the research, both sides of every boundary.

mod advice;
mod agenda;
mod booking;
mod changes;
mod clocks;
mod coverage;
mod decisions;
mod drift;
mod duties;
mod escalation;
mod guide;
mod law;
mod people;
mod practice;
mod practice_check;
mod practice_law;
mod protocol_edges;
mod regimes;
mod reviews;
mod service;
mod sessions;
mod shipped;
mod standing;
mod worked;

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::due::{Due, Whole};
use super::duties::assess;
use super::practice::{Practice, shipped};
use crate::model::Case;
use crate::model::care::{Period, Placement};
use crate::model::child::{Child, Source};
use crate::model::ids::{ChildId, PeriodId, PlacementId, ReviewId};
use crate::model::review::Review;

pub(crate) fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn calendar() -> Calendar {
    Calendar::england_and_wales().unwrap()
}

pub(crate) fn england() -> Practice {
    shipped("england").unwrap()
}

/// A child of ten who came into care on a day.
pub(crate) fn came_in(start: &str) -> Case {
    let start = d(start);
    let mut child = Child::new("T1");
    child.id = ChildId(1);
    child.dob = Some(start - chrono::Months::new(120));
    let mut case = Case::new(child);
    let id = PeriodId(1);
    case.periods.push(Period { id, ..Period::begun(start, Source::Hand) });
    case
}

pub(crate) fn held(case: &mut Case, day: &str) {
    let id = ReviewId(i64::try_from(case.reviews.len()).unwrap() + 1);
    case.reviews.push(Review { id, held: Some(d(day)), ..Review::new(Source::Hand) });
}

pub(crate) fn booked(case: &mut Case, day: &str, on: &str) {
    let id = ReviewId(i64::try_from(case.reviews.len()).unwrap() + 1);
    case.reviews.push(Review {
        id,
        scheduled: Some(d(day)),
        booked: Some(d(day)),
        booked_on: Some(d(on)),
        ..Review::new(Source::Hand)
    });
}

pub(crate) fn placed(case: &mut Case, code: &str, start: &str) {
    if let Some(before) = case.placements.last_mut() {
        before.end = before.end.or(Some(d(start)));
    }
    let id = PlacementId(i64::try_from(case.placements.len()).unwrap() + 1);
    case.placements.push(Placement { id, ..Placement::at(code, d(start)) });
}

pub(crate) fn judge(case: &Case, practice: &Practice, today: &str) -> Whole {
    assess(case, practice, &calendar(), d(today))
}

pub(crate) fn due<'a>(judged: &'a Whole, duty: &str, instance: &str) -> &'a Due {
    let found = judged.dues.iter().find(|x| x.duty.id == duty && x.instance.to_string() == instance);
    found.unwrap_or_else(|| panic!("no {duty} {instance}"))
}
