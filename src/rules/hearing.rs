//! What hearing a child does of the steps round a review.

use chrono::NaiveDate;

use super::calendar::Calendar;
use super::due::{Assessment, Due, Status};
use super::practice::Hearing;
use super::slot::Slot;
use crate::model::role::Role;
use crate::model::voice::{Heard, How};

/// How many working days before a review its run-up begins, and what a child says is said for it.
const RUN_UP: i32 = 20;

impl Hearing {
    /// Whether words that came to be heard so are what is meant.
    fn is_in(self, heard: &Heard) -> bool {
        let met = matches!(heard.how, How::Placement | How::Met | How::Observed);
        // Whoever had others beside them was not spoken with alone; an advocate is there for the child, and a child who
        // is watched at play is not asked.
        let own = heard.alone != Some(false) || heard.advocate == Some(true) || heard.how == How::Observed;
        match self {
            Hearing::Spoken => own && (met || heard.how == How::Phone),
            Hearing::Met => own && met,
            Hearing::Noted => true,
            Hearing::Advocate => heard.advocate == Some(true),
            Hearing::Rights => heard.rights == Some(true),
        }
    }
}

/// The IRO's steps open for a review that the child's words do, heard by the IRO on a day of its run-up.
pub(crate) fn done_by_hearing<'a>(
    judged: &'a Assessment,
    heard: &Heard,
    day: NaiveDate,
    calendar: &Calendar,
) -> Vec<&'a Due> {
    let in_run_up = |review: &&Slot| {
        // Of a review that stands adjourned its rest is booked.
        [review.held, review.booked].into_iter().flatten().filter(|date| *date >= day).any(|date| {
            calendar.working_days_between(day, date).is_some_and(|left| (0..=RUN_UP).contains(&left))
        })
    };
    let reviews: Vec<_> = judged.reviews().filter(in_run_up).map(Slot::instance).collect();
    let done = |due: &&Due| {
        let means = due.duty.heard.is_some_and(|means| means.is_in(heard));
        means && due.duty.owner == Role::Iro && due.subject.is_some() && reviews.contains(&due.instance)
    };
    // A note of the talk waits for the talk.
    let open = |due: &&Due| (due.status.is_open() || due.status == Status::Waiting) && !due.past;
    judged.dues.iter().filter(open).filter(done).collect()
}
