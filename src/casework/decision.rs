//! Decisions of a review: made, corrected, answered by the manager, carried out or not.

use chrono::NaiveDate;

use super::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::decision::{Decision, Mark, Marked};
use crate::model::ids::{ChildId, DecisionId};
use crate::model::text;
use crate::rules::decisions::{Agreement, Entry};
use crate::rules::working::long;

/// What is decided: the parts of a decision that are typed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Decided {
    /// What is to happen.
    pub text: String,
    /// Who is to do it, as a role word.
    pub owner: Option<String>,
    /// The person meant, by name.
    pub person: String,
    /// By when.
    pub by: Option<NaiveDate>,
    /// What it is to change for the child.
    pub outcome: String,
}

impl Decided {
    fn clean(self) -> Result<Self> {
        let text = text::block(&self.text);
        if text.trim().is_empty() {
            return Err(Error::data("What is decided has not been said; nothing was saved."));
        }
        Ok(Self {
            text,
            owner: self.owner.map(|o| text::line(&o)).filter(|o| !o.is_empty()),
            person: text::line(&self.person),
            outcome: text::block(&self.outcome),
            by: self.by,
        })
    }
}

impl Desk {
    /// Records a decision of a review: by number, else of the last one held.
    ///
    /// # Errors
    /// When there is no such review, or the words are blank.
    pub fn decide(&mut self, child: ChildId, sequence: Option<u32>, decided: Decided) -> Result<Outcome> {
        let decided = decided.clean()?;
        let (slot, review) = self.pick(child, sequence, |s| s.held.is_some(), "held yet")?;
        self.act(
            child,
            |who| format!("Record a decision of review {} of {who}", slot.sequence),
            |tx| {
                // Decisions are drafted on the day, before the review is recorded as held.
                let decision = Decision {
                    id: DecisionId(0),
                    review: tx.put(child, &review)?,
                    text: decided.text,
                    owner: decided.owner,
                    person: decided.person,
                    by: decided.by,
                    outcome: decided.outcome,
                    marks: Vec::new(),
                };
                tx.insert(child, &decision).map(|id| id.0)
            },
        )
    }

    /// Corrects a decision.
    ///
    /// # Errors
    /// When it is gone, or the words are blank.
    pub fn correct_decision(&mut self, child: ChildId, id: DecisionId, decided: Decided) -> Result<Outcome> {
        let Decided { text, owner, person, by, outcome } = decided.clean()?;
        let found = self.case(child)?.decisions.into_iter().find(|d| d.id == id).ok_or_else(gone)?;
        let decision = Decision { text, owner, person, by, outcome, ..found };
        self.act(
            child,
            |who| format!("Correct a decision about {who}"),
            |tx| {
                tx.update(&decision)?;
                Ok(id.0)
            },
        )
    }

    /// Takes a decision out; undo brings it back.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn remove_decision(&mut self, child: ChildId, id: DecisionId) -> Result<Outcome> {
        self.act(
            child,
            |who| format!("Remove a decision about {who}"),
            |tx| {
                tx.delete(id)?;
                Ok(id.0)
            },
        )
    }

    /// Says how far decisions were carried out, or answers them, all in one act.
    ///
    /// # Errors
    /// When one is gone, the day is before its review, a needed reason is blank, or the answer does not
    /// fit where it stands: see `answer_fits`.
    pub fn mark_decisions(
        &mut self,
        child: ChildId,
        ids: &[DecisionId],
        mark: Mark,
        date: NaiveDate,
        note: &str,
    ) -> Result<Outcome> {
        let note = text::block(note);
        let row = self.row(child)?;
        let ledger = self.board.ledger(row);
        let mut words = String::new();
        for id in ids {
            let entry = ledger.iter().find(|e| e.decision.id == *id).ok_or_else(gone)?;
            if let Some(made) = entry.slot.and_then(|s| s.held).filter(|made| date < *made) {
                return Err(Error::data(format!(
                    "{} is before {}, when it was decided; nothing was recorded.",
                    long(date),
                    long(made)
                )));
            }
            let needs_reason = matches!(mark, Mark::Disagreed | Mark::Reversed | Mark::Dropped);
            if needs_reason && note.trim().is_empty() {
                return Err(Error::data(format!(
                    "Marking it {} needs the reason; nothing was recorded.",
                    mark.word()
                ))
                .hint("Say why."));
            }
            answer_fits(entry, mark, date)?;
            words.clone_from(&entry.decision.text);
        }
        let what = match ids.len() {
            0 => return Err(Error::data("There is no decision to mark; nothing was recorded.")),
            1 => words.lines().next().unwrap_or_default().chars().take(40).collect(),
            n => format!("{n} decisions"),
        };
        self.act(
            child,
            |who| format!("Mark as {}: {what} ({who})", mark.word()),
            |tx| {
                let marked = Marked { mark, date, note };
                for id in ids {
                    tx.insert(*id, &marked)?;
                }
                Ok(ids.first().map_or(0, |id| id.0))
            },
        )
    }
}

/// Whether an answer fits where a decision stands: what silence agreed to can only be taken back with a
/// reason, and only that can be taken back.
fn answer_fits(entry: &Entry<'_>, mark: Mark, date: NaiveDate) -> Result<()> {
    match (mark, entry.agreement) {
        (Mark::Disagreed, Agreement::DeemedAgreed(until)) if date > until => Err(Error::data(format!(
            "Nobody objected by {}, so it is deemed agreed; nothing was recorded.",
            long(until)
        ))
        .hint("Take the agreement back with a reason (reversed), then record the disagreement.")),
        (Mark::Reversed, agreement) if !agreement.is_agreed() => {
            Err(Error::data("It is not agreed, so there is nothing to take back; nothing was recorded."))
        }
        _ => Ok(()),
    }
}

fn gone() -> Error {
    Error::missing("That decision is gone; nothing was changed.")
        .hint("casebook decisions shows what there is.")
}
