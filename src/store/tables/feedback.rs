//! Feedback after reviews: forms and their answers.

use crate::error::Result;
use crate::model::feedback::{Answer, Form, Question};
use crate::model::ids::{ChildId, FormId};
use crate::store::engine::book::Tx;

table! {
    Form as FormId in feedback of child: ChildId {
        review,
        by = by_whom,
        name,
        date,
        words,
    }
    without answers
    with {
        fn store_below(&self, tx: &Tx<'_>, id: FormId) -> Result<()> {
            self.answers.iter().try_for_each(|answer| tx.insert(id, answer))
        }
    }
}

table! {
    Answer in feedback_answer of feedback: FormId, one for each feedback, question {
        question,
        yes,
        words,
        reply,
        replied,
    }
}

impl Tx<'_> {
    /// Takes an answer out of a form; whether it was there.
    pub(crate) fn remove_feedback_answer(&self, form: FormId, question: Question) -> Result<bool> {
        self.remove::<Answer>((form.0, question.word()))
    }
}
