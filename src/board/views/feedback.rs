//! A feedback form about a review.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::row::Row;
use crate::model::feedback::{Answer, Form, Giver};
use crate::rules::working::count;

/// A form that came back, with the review it is about.
#[derive(Debug, Serialize)]
pub(crate) struct FeedbackRow<'b> {
    pub(crate) id: i64,
    pub(crate) child: &'b str,
    /// The review, by its number in its period of care.
    pub(crate) review: Option<u32>,
    /// `child`, `parent` or `carer`.
    pub(crate) by: Giver,
    pub(crate) name: &'b str,
    pub(crate) date: NaiveDate,
    pub(crate) answers: &'b [Answer],
    /// Whatever else they wrote.
    pub(crate) words: &'b str,
    #[serde(skip)]
    pub(crate) form: &'b Form,
}

impl<'b> FeedbackRow<'b> {
    pub(crate) fn of(row: &'b Row, form: &'b Form) -> Self {
        let place = row.case.reviews.iter().position(|r| r.id == form.review);
        let slot = row.judged().slots.iter().find(|s| place.is_some() && s.review == place);
        Self {
            id: form.id.0,
            child: &row.case.child.number,
            review: slot.map(|s| s.sequence),
            by: form.by,
            name: &form.name,
            date: form.date,
            answers: &form.answers,
            words: &form.words,
            form,
        }
    }
}

/// How a form was answered, in short: `6 yes, 1 no to answer`.
pub(crate) fn told(form: &Form) -> String {
    let said = |yes| form.answers.iter().filter(|a| a.yes == Some(yes)).count();
    let waiting = form.answers.iter().filter(|a| a.waits()).count();
    let no = match (said(false), waiting) {
        (0, _) => String::new(),
        (no, 0) => format!(", {no} no, answered"),
        (no, waiting) if no == waiting => format!(", {} to answer", count(no, "no", "noes")),
        (no, waiting) => format!(", {}, {waiting} to answer", count(no, "no", "noes")),
    };
    format!("{} yes{no}", said(true))
}

/// The forms of a child, oldest first.
pub(crate) fn feedback(row: &Row) -> Vec<FeedbackRow<'_>> {
    row.case.feedback.iter().map(|f| FeedbackRow::of(row, f)).collect()
}
