//! Duties of the service as a whole, which belong to no child: the daily inbox, monthly supervision.

use std::sync::Arc;

use crate::model::instance::{Instance, Turn};
use chrono::{Datelike, NaiveDate, Weekday};

use super::calendar::{Calendar, add_months};
use super::due::{Due, Status};
use super::duties::turn_of;
use super::practice::{Every, Practice, Scope, Span};
use super::slot::plan_by;
use crate::model::record::{Done, Subject};

/// Turns tried from the beginning of the book: more than twenty years of weeks.
const MOST_TURNS: i32 = 1200;

/// How many months an undone turn is asked for after its day: two, or one turn of a longer one.
fn reach(every: Every) -> i32 {
    match every {
        Every::Year => 12,
        Every::Months(months) => months.max(2),
        _ => 2,
    }
}

/// The first of April on or before a day: quarters and years are those of the council, whatever day a book began.
fn financial_year(day: NaiveDate) -> Option<NaiveDate> {
    let april = day.with_day(1)?.with_month(4)?;
    if april <= day { Some(april) } else { april.with_year(day.year() - 1) }
}

/// A week, quarter or year is owed by its last working day: `next` begins the one after it.
fn last_of(every: Every, next: NaiveDate, calendar: &Calendar) -> Option<NaiveDate> {
    match every {
        Every::Weeks(_) | Every::Months(_) | Every::Year => {
            Some(calendar.working_day_on_or_before(next.pred_opt()?))
        }
        _ => Some(next),
    }
}

/// The open turn of every service duty, by the calendar from the day the book was begun. A daily duty asks only
/// about today; of the others no turn is asked for that fell due longer ago than `reach`.
pub(crate) fn assess_service(
    practice: &Practice,
    calendar: &Calendar,
    today: NaiveDate,
    done: &[Done],
    begun: NaiveDate,
) -> Vec<Due> {
    let duties = practice.duties.iter().filter(|d| d.scope == Scope::Service);
    let mut dues: Vec<Due> = duties
        .filter_map(|duty| {
            let Some(Span::Every { every, at_end, .. }) = duty.due.as_ref().map(|r| &r.own.span) else {
                return None;
            };
            let base = match every {
                Every::WorkingDay => today.pred_opt()?,
                Every::Weeks(_) => begun.week(Weekday::Mon).first_day(),
                Every::Months(_) | Every::Year => financial_year(begun)?,
                Every::Month | Every::Term => begun.with_day(1)?,
            };
            // What only this practice asks for is owed from the day it was taken up.
            let begun = practice.owed_from(duty).map_or(begun, |day| day.max(begun));
            let since = begun.max(add_months(today, -reach(*every))?);
            let done_turn = |turn: Turn| done.iter().find(|d| d.duty == duty.id && d.turn == Some(turn));
            let turns = (1..MOST_TURNS)
                .filter_map(|k| turn_of(*every, base, k, *at_end || *every == Every::Month, calendar))
                .filter_map(|(turn, day)| Some((turn, last_of(*every, day, calendar)?)));
            let mut turns = turns.filter(|(_, day)| *day >= since);
            let (turn, day) = turns.find(|(t, _)| done_turn(*t).is_none())?;
            let days = calendar.working_days_between(today, day);
            let status = match (day.cmp(&today), days) {
                (std::cmp::Ordering::Less, _) => Status::Overdue,
                (std::cmp::Ordering::Equal, _) => Status::DueToday,
                (_, Some(d)) if d <= practice.soon => Status::DueSoon,
                _ => Status::Upcoming,
            };
            Some(Due {
                duty: Arc::clone(duty),
                instance: Instance::Turn(turn),
                subject: Some(Subject::Service),
                turn: Some(turn),
                review: None,
                anchor: String::new(),
                anchor_date: None,
                due: Some(day),
                plan_by: Some(plan_by(day, 0, calendar)),
                status,
                days,
                late_days: (today - day).num_days().max(0),
                reason: String::new(),
                missing: Vec::new(),
                last: None,
                done_on: None,
                basis: duty.basis,
                projected: false,
                provisional: false,
                past: false,
                waiting: false,
                before_book: false,
            })
        })
        .collect();
    dues.sort_by_key(|d| d.due);
    dues
}
