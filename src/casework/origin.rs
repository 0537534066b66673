//! What gave rise to a concern: it has to be there.

use super::Desk;
use crate::board::Row;
use crate::error::{Error, Result};
use crate::model::escalation::Origin;
use crate::model::ids::{ChildId, DecisionId};
use crate::model::instance::DutyKey;
use crate::model::words::closed_set;
use crate::rules::practice::words::nearest;

closed_set! {
    /// What a concern can come from; `says` is how it is written.
    pub(crate) enum Cause is "cause of a concern" {
        /// A decision not carried out.
        Decision: "decision" = "decision:ID",
        /// A duty not done.
        Duty: "duty" = "duty:ID@INSTANCE",
        /// Something that happened.
        Change: "change" = "change:ID",
        /// An answer to a question.
        Answer: "answer" = "answer:QUESTION",
    }
}

impl Desk {
    /// What gave rise to a concern, in words too; a decision also by its id.
    ///
    /// # Errors
    /// When it is of no known kind, or is not there.
    pub(crate) fn origin(&self, child: Option<ChildId>, what: &str) -> Result<(Origin, Option<DecisionId>)> {
        let (kind, named) = what.trim().split_once(':').unwrap_or((what.trim(), ""));
        let cause = Cause::from_word(kind).map_err(|unknown| {
            let near =
                nearest(kind, unknown.known()).map(|k| format!("Did you mean {k}? ")).unwrap_or_default();
            let all: Vec<&str> = Cause::ALL.iter().map(|cause| cause.says()).collect();
            Error::data(format!("{what:?} is nothing a concern can come from; nothing was recorded."))
                .hint(format!("{near}Write one of {}.", all.join(", ")))
        })?;
        let row = child.and_then(|id| self.board.row(id));
        let words = match cause {
            Cause::Decision => row.and_then(|r| decision(r, named)),
            Cause::Change => row.and_then(|r| self.change_named(r, named)),
            Cause::Duty => self.duty_named(row, named),
            Cause::Answer => self
                .board
                .practice
                .checklists
                .iter()
                .flat_map(|l| &l.items)
                .find(|i| i.id == named)
                .map(|i| i.ask.clone()),
        };
        let Some(words) = words else {
            return Err(Error::missing(format!("There is no {kind} {named:?} here; nothing was recorded."))
                .hint("decisions, show and due list them with their ids."));
        };
        let decision = named.parse().ok().map(DecisionId).filter(|_| cause == Cause::Decision);
        Ok((Origin { what: what.trim().to_owned(), words }, decision))
    }

    fn change_named(&self, row: &Row, named: &str) -> Option<String> {
        let change = row.case.changes.iter().find(|c| c.id.to_string() == named)?;
        let event = self.board.practice.events.iter().find(|e| e.id == change.event);
        Some(event.map_or_else(|| change.event.clone(), |e| e.title.clone()))
    }

    /// A duty of the practice; with an instance, one that child or the service has.
    fn duty_named(&self, row: Option<&Row>, named: &str) -> Option<String> {
        let duty = |id: &str| self.board.practice.duty(id).map(|d| d.title.clone());
        if !named.contains('@') {
            return duty(named);
        }
        let key: DutyKey = named.parse().ok()?;
        let dues = row.map_or(&self.board.service, |r| &r.whole().dues);
        dues.iter().any(|d| d.is(&key)).then(|| duty(&key.duty)).flatten()
    }
}

fn decision(row: &Row, named: &str) -> Option<String> {
    row.case.decisions.iter().find(|d| d.id.to_string() == named).map(|d| d.text.clone())
}
