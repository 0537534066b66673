//! Checklist sessions and their answers.

use crate::error::Result;
use crate::model::ids::{ChildId, SessionId};
use crate::model::record::{Answer, Session};
use crate::store::engine::book::Tx;

table! {
    Session as SessionId in session of child: Option<ChildId> {
        checklist,
        subject = subject subject_id,
        started,
        ended,
        outcome,
    }
    without answers
    with {
        fn store_below(&self, tx: &Tx<'_>, id: SessionId) -> Result<()> {
            self.answers.iter().try_for_each(|answer| tx.insert(id, answer))
        }
    }
}

table! {
    Answer in answer of session: SessionId, one for each session, item {
        item,
        value,
        note,
        date,
    }
}
