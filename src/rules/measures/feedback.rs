//! What children, parents and carers answered after the reviews of a span, counted by the day of the review.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::Serialize;

use super::ground::{Ground, Window, share};
use crate::model::feedback::{Answer, Form, Giver, Question};
use crate::model::ids::ChildId;

/// The answers, and what waits for one of the IRO.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Feedback {
    #[serde(flatten)]
    pub(crate) answered: Answered,
    /// Each *no* that the IRO has not answered.
    pub(crate) waiting: Vec<NoRow>,
}

/// The answers.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub(crate) struct Answered {
    /// Children's, question by question.
    pub(crate) child: Answers,
    /// Parents'.
    pub(crate) parent: Answers,
    /// Carers'.
    pub(crate) carer: Answers,
    /// How many forms came back, of how many reviews held.
    pub(crate) returned: Returned,
}

impl Deref for Feedback {
    type Target = Answered;

    fn deref(&self) -> &Answered {
        &self.answered
    }
}

/// Questions with how they were answered; one nobody answered is not here.
pub(crate) type Answers = BTreeMap<Question, Asked>;

/// How a question was answered. A blank is not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize)]
pub(crate) struct Asked {
    /// Yes.
    pub(crate) yes: usize,
    /// No.
    pub(crate) no: usize,
    /// Yes of both, in per cent.
    pub(crate) pct: Option<f64>,
}

/// Forms that came back.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Returned {
    /// Reviews held in the span.
    pub(crate) reviews: usize,
    /// Children's forms.
    pub(crate) child: usize,
    /// Parents'.
    pub(crate) parent: usize,
    /// Carers'.
    pub(crate) carer: usize,
}

/// A *no*.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct NoRow {
    /// The child's number.
    pub(crate) child: String,
    /// The child.
    #[serde(skip)]
    pub(crate) id: ChildId,
    /// Which review of the period of care.
    pub(crate) sequence: u32,
    /// Whose form.
    pub(crate) by: Giver,
    /// To what.
    pub(crate) question: Question,
}

impl Feedback {
    pub(super) fn count(ground: Ground<'_>, window: Window) -> Self {
        let mut all = Self::default();
        for (case, assessment) in ground.cases {
            for slot in assessment.slots.iter().filter(|s| s.held.is_some_and(|day| window.holds(day))) {
                all.answered.returned.reviews += 1;
                let Some(review) = slot.review.and_then(|r| case.reviews.get(r)) else { continue };
                for form in case.feedback.iter().filter(|f| f.review == review.id) {
                    all.answered.add(form);
                    let no = |a: &Answer| NoRow {
                        child: case.child.number.clone(),
                        id: case.child.id,
                        sequence: slot.sequence,
                        by: form.by,
                        question: a.question,
                    };
                    all.waiting.extend(form.answers.iter().filter(|a| a.waits()).map(no));
                }
            }
        }
        let answers = [&mut all.answered.child, &mut all.answered.parent, &mut all.answered.carer];
        for asked in answers.into_iter().flat_map(BTreeMap::values_mut) {
            asked.pct = share(asked.yes, asked.yes + asked.no);
        }
        all
    }
}

impl Answered {
    /// The answers of one kind of person.
    pub(crate) fn of(&self, by: Giver) -> &Answers {
        match by {
            Giver::Child => &self.child,
            Giver::Parent => &self.parent,
            Giver::Carer => &self.carer,
        }
    }

    fn add(&mut self, form: &Form) {
        let (answers, forms) = match form.by {
            Giver::Child => (&mut self.child, &mut self.returned.child),
            Giver::Parent => (&mut self.parent, &mut self.returned.parent),
            Giver::Carer => (&mut self.carer, &mut self.returned.carer),
        };
        *forms += 1;
        for answer in &form.answers {
            let Some(yes) = answer.yes else { continue };
            let asked = answers.entry(answer.question).or_default();
            *(if yes { &mut asked.yes } else { &mut asked.no }) += 1;
        }
    }
}

impl Returned {
    /// The forms of one kind of person.
    pub(crate) fn of(self, by: Giver) -> usize {
        match by {
            Giver::Child => self.child,
            Giver::Parent => self.parent,
            Giver::Carer => self.carer,
        }
    }
}
