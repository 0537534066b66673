//! Things that happened to a child, with the IRO's answer.

use crate::model::change::{Answered, Change, Response};
use crate::model::ids::{ChangeId, ChildId};
use crate::store::engine::cells::{Cell, Cells, Values};

table! {
    Change as ChangeId in change of child: ChildId {
        event,
        date,
        text,
        class,
        response = answered forward_to not_needed exception,
        effective,
    }
}

/// The day of the answer, then either the day brought forward to, or why it was not needed and by which exception.
impl Cell for Response {
    const WIDTH: usize = 4;

    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        let (date, forward, reason, exception) =
            (Cell::read(cells)?, Cell::read(cells)?, Option::read(cells)?, Cell::read(cells)?);
        let answered = match (forward, reason) {
            (Some(day), _) => Answered::BroughtForward(day),
            (None, Some(reason)) => Answered::NotNeeded { reason, exception },
            (None, None) => return Err(cells.wrong()),
        };
        Ok(Self { date, answered })
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        self.date.write(values);
        match &self.answered {
            Answered::BroughtForward(to) => {
                to.write(values);
                values.empty(2);
            }
            Answered::NotNeeded { reason, exception } => {
                values.empty(1);
                reason.write(values);
                exception.write(values);
            }
        }
    }
}
