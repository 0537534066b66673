//! The next step and what is late: both sides of every rung.

mod ladder;
mod late;

use super::*;
use crate::model::change::{Answered, Change, Response};
use crate::model::ids::ChangeId;
use crate::rules::advice::{Advice, Kind, Look, advise, explain};
use crate::rules::working::Working;

/// A child of ten whose third review is due by Thursday 12 November 2026; half-way was looked at.
fn third() -> Case {
    let mut case = came_in("2026-03-02");
    held(&mut case, "2026-03-20");
    held(&mut case, "2026-05-12");
    case.known_from = Some(d("2026-08-13"));
    case
}

fn look<T>(case: &Case, practice: &Practice, today: &str, see: impl FnOnce(&Look<'_>) -> T) -> T {
    let (calendar, judged) = (calendar(), judge(case, practice, today));
    let (judged, calendar, today) = (&judged, &calendar, d(today));
    see(&Look { case, judged, concerns: &[], practice, calendar, today })
}

fn advice(case: &Case, today: &str) -> Advice {
    look(case, &england(), today, advise)
}

fn why(case: &Case, today: &str) -> Working {
    look(case, &england(), today, explain)
}

/// Rung, kind, text and working days of the next step.
fn next(case: &Case, today: &str) -> (u8, Kind, String, Option<i32>) {
    let next = advice(case, today).next;
    (next.rung, next.kind, next.text, next.days)
}

/// A tick of a duty of the n-th review.
fn ticked(case: &mut Case, duty: &str, review: i64, day: &str) {
    case.done.push(crate::model::record::Done {
        id: crate::model::ids::DoneId(0),
        duty: duty.into(),
        subject: crate::model::record::Subject::Review(ReviewId(review)),
        turn: None,
        date: d(day),
        note: String::new(),
        waived: false,
    });
}

/// A change told on a day and brought forward to another.
fn brought_forward(case: &mut Case, told: &str, to: &str) {
    let response = Response { date: d(told), answered: Answered::BroughtForward(d(to)) };
    let change = Change::new("placement-end-proposed", d(told), "");
    case.changes.push(Change { id: ChangeId(1), response: Some(response), ..change });
}
