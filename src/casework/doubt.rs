//! The answer to what is doubtful about a child's returns.

use super::{Desk, Outcome, merge};
use crate::error::{Error, Result};
use crate::model::doubt::{Answer, Doubt};
use crate::model::ids::{ChildId, DoubtId};

impl Desk {
    /// Answers a doubt about a child.
    ///
    /// # Errors
    /// When there is no such doubt, it is answered, or it cannot be answered so.
    pub(crate) fn answer_doubt(&mut self, child: ChildId, id: DoubtId, answer: Answer) -> Result<Outcome> {
        let case = self.case(child)?;
        let doubt = case.doubts.iter().find(|d| d.id == id).cloned().ok_or_else(|| {
            Error::missing(format!("There is no doubt {id} about this child; nothing was changed."))
                .hint("casebook show CHILD lists the doubts with their numbers.")
        })?;
        if let Some(before) = doubt.answer {
            let before = format!("That doubt is answered ({before}); nothing was changed.");
            return Err(Error::data(before).hint("u takes the answer back, if it was the last act."));
        }
        if !doubt.answers().contains(&answer) {
            let may: Vec<&str> = doubt.answers().iter().map(|a| a.word()).collect();
            return Err(Error::data(format!(
                "This doubt cannot be answered so ({answer}); nothing was changed."
            ))
            .hint(format!("It can be answered {}.", may.join(" or "))));
        }
        let (practice, calendar, today) = self.judges();
        self.act(
            child,
            |who| format!("{who}: a doubt about {} answered: {answer}", doubt.column),
            |tx| {
                tx.update(&Doubt { answer: Some(answer), answered: Some(today), ..doubt.clone() })?;
                if answer != Answer::Take {
                    return Ok(id.0);
                }
                merge::doubts::take(tx, &case, &doubt, (&practice, &calendar, today))?;
                Ok(id.0)
            },
        )
    }
}
