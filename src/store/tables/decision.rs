//! Decisions of reviews and what was said of them since.

use crate::error::Result;
use crate::model::decision::{Decision, Marked};
use crate::model::ids::{ChildId, DecisionId};
use crate::store::engine::book::Tx;

table! {
    Decision as DecisionId in decision of child: ChildId {
        review,
        text,
        owner,
        person,
        by = by_date,
        outcome,
        for_child,
    }
    without marks
    with {
        fn store_below(&self, tx: &Tx<'_>, id: DecisionId) -> Result<()> {
            self.marks.iter().try_for_each(|mark| tx.insert(id, mark))
        }
    }
}

table! {
    Marked in decision_mark of decision: DecisionId {
        mark,
        date,
        note,
    }
}
