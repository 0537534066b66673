//! The chain of duties around one review, before and after, and what an adjournment holds back.

use crate::model::role::Role;
use chrono::NaiveDate;

use super::calendar::Calendar;
use super::decisions::Of;
use super::due::{Due, Status, Whole};
use super::duties::REVIEW;
use super::practice::{Item, Practice};
use super::reckon;
use super::slot::Slot;
use super::working::Working;
use crate::model::Case;
use crate::model::record::{Session, Subject};
use crate::model::review::Review;

/// Anchors that come to pass at the review or after it.
const AFTER: &[&str] =
    &["review-held", "review-completed", "decisions-sent", "decisions-received", "next-review"];

/// The duties of one review, in order of their day.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Chain<'a> {
    /// The run-up.
    pub before: Vec<&'a Due>,
    /// What follows it.
    pub after: Vec<&'a Due>,
}

/// The chain of a review of the latest period.
pub(crate) fn chain<'a>(judged: &'a Whole, slot: &Slot) -> Chain<'a> {
    let day = slot.date().map(|d| d.date);
    let mut chain = Chain::default();
    let of = judged.dues.iter().filter(|d| d.review == Some(slot.sequence) && d.duty.id != REVIEW);
    for due in of.filter(|d| d.status != Status::NotApplicable) {
        let later = due.due.zip(day).is_some_and(|(due, day)| due > day);
        let follows = later || follows_review(due);
        if follows { chain.after.push(due) } else { chain.before.push(due) }
    }
    chain
}

/// Whether a duty counts from the review or from something after it.
pub(super) fn follows_review(due: &Due) -> bool {
    let span = due.duty.due.as_ref().map(|rule| &rule.own.span);
    let own = span.is_some_and(|s| AFTER.iter().any(|after| s.names(after)));
    own || AFTER.contains(&due.anchor.as_str())
}

/// The duty to complete an adjourned review.
pub(crate) const COMPLETION: &str = "adjourned-review-completed";
/// Working days to complete it where a practice names no such duty (reg 36(2)).
const COMPLETION_DAYS: i32 = 20;

/// The day by which an adjourned review has to be, or had to be, completed: counted from its recorded date.
pub(crate) fn complete_by(review: &Review, practice: &Practice, calendar: &Calendar) -> Option<NaiveDate> {
    review.adjourned?;
    let rule = practice.duty(COMPLETION).and_then(|d| d.due.as_ref());
    let binds = practice.guidance_binds;
    match rule.map(|rule| reckon::rule(rule, binds, &Of(review), calendar, &mut Working::silent())) {
        Some(Ok(governed)) => Some(governed.day.date),
        _ => Some(calendar.add_working_days(review.recorded()?, COMPLETION_DAYS).ok()?.date),
    }
}

/// The roles invited by the questions of an invitation list, the social worker among them.
pub(crate) fn invited_roles<'p>(asked: &[&'p Item]) -> Vec<&'p str> {
    let mut roles = vec![Role::SocialWorker.word()];
    for role in asked.iter().filter_map(|item| item.role.as_deref()) {
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    roles
}

/// The checklist that is a review's agenda.
pub(crate) const AGENDA: &str = "review-agenda";

/// What was noted of a review's agenda.
pub(crate) fn notes<'c>(case: &'c Case, review: &Review) -> Option<&'c Session> {
    let about = Subject::Review(review.id);
    case.sessions.iter().rfind(|s| s.checklist == AGENDA && s.subject == about)
}
