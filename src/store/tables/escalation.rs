//! Escalations, their log of moves and the children they are about.

use std::collections::HashMap;

use rusqlite::params_from_iter;

use crate::error::Result;
use crate::model::escalation::{Entry, Escalation, Origin};
use crate::model::ids::{ChildId, EscalationId, MoveId};
use crate::model::moves::Move;
use crate::store::engine::book::{Book, Tx};
use crate::store::engine::cells::{Cell, Cells, Values};

table! {
    Escalation as EscalationId in escalation of child: Option<ChildId> {
        protocol,
        stage,
        concern,
        text,
        raised,
        closed,
        effect,
        risk,
        origin = origin origin_words,
        outcome,
        seen_by,
        seen_on,
        look_on,
        decision,
        practice,
        unchanged,
    }
    without others, moves
    with {
        fn store_below(&self, tx: &Tx<'_>, id: EscalationId) -> Result<()> {
            self.others.iter().try_for_each(|child| tx.insert(id, &Other { child: *child }))?;
            self.moves.iter().try_for_each(|one| tx.insert(id, one).map(|_| ()))
        }
    }
}

table! {
    Entry as MoveId in escalation_move of escalation: EscalationId {
        date,
        what = word,
        note,
        by = by_day,
    }
}

/// A further child a concern is about.
struct Other {
    child: ChildId,
}

table! {
    Other in escalation_other of escalation: EscalationId {
        child,
    }
}

impl Cell for Move {
    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        Ok(String::read(cells)?.as_str().into())
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        values.put(self.to_string());
    }
}

impl Cell for Origin {
    const WIDTH: usize = 2;

    fn read(cells: &mut Cells<'_>) -> rusqlite::Result<Self> {
        Ok(Self { what: Cell::read(cells)?, words: Option::read(cells)?.unwrap_or_default() })
    }

    fn write<'v>(&'v self, values: &mut Values<'v>) {
        self.what.write(values);
        self.words.write(values);
    }
}

/// Picks a child's concerns, those about a sibling group among them.
const OF_CHILD: &str = "child = ?1 OR id IN (SELECT escalation FROM escalation_other WHERE child = ?1)";

impl Book {
    /// Every escalation about a child, or about one child, given to each child it is about; for each of
    /// them `others` are the rest of the group.
    pub(super) fn escalations(
        &self,
        only: Option<ChildId>,
        mut put: impl FnMut(ChildId, Escalation),
    ) -> Result<()> {
        let which = if only.is_some() { OF_CHILD } else { "child IS NOT NULL" };
        for (child, whole) in self.concerns(which, only, "id")? {
            let Some(child) = child else { continue };
            let group: Vec<ChildId> = std::iter::once(child).chain(whole.others.iter().copied()).collect();
            for one in group.iter().copied().filter(|c| only.is_none_or(|only| only == *c)) {
                let others = group.iter().copied().filter(|c| *c != one).collect();
                put(one, Escalation { others, ..whole.clone() });
            }
        }
        Ok(())
    }

    /// Concerns about the service as a whole, oldest first.
    pub(crate) fn service_escalations(&self) -> Result<Vec<Escalation>> {
        let found = self.concerns("child IS NULL", None, "raised, id")?;
        Ok(found.into_iter().map(|(_, concern)| concern).collect())
    }

    /// The concerns that `which` picks, whole, each with the child it is about first.
    fn concerns(
        &self,
        which: &str,
        only: Option<ChildId>,
        order: &str,
    ) -> Result<Vec<(Option<ChildId>, Escalation)>> {
        let child = || params_from_iter(only.map(|c| c.0));
        let below = format!("WHERE escalation IN (SELECT id FROM escalation WHERE {which}) ORDER BY");
        let mut moves: HashMap<EscalationId, Vec<Entry>> = self.grouped(&format!("{below} id"), child())?;
        let mut others: HashMap<EscalationId, Vec<Other>> =
            self.grouped(&format!("{below} child"), child())?;
        let mut found = Vec::new();
        self.each(&format!("WHERE {which} ORDER BY {order}"), child(), |child, mut concern: Escalation| {
            concern.moves = moves.remove(&concern.id).unwrap_or_default();
            let others = others.remove(&concern.id).unwrap_or_default();
            concern.others = others.into_iter().map(|other| other.child).collect();
            found.push((child, concern));
        })?;
        Ok(found)
    }
}

impl Tx<'_> {
    /// Takes a child out of what siblings share: the next of them stands first in its place. A decision of
    /// the child's own goes with the child.
    pub(super) fn leave_siblings(&self, child: ChildId) -> Result<()> {
        let next = "SELECT min(o.child) FROM escalation_other o WHERE o.escalation = escalation.id";
        self.write(
            &format!(
                "UPDATE escalation SET child = ({next}), decision = NULL WHERE child = ?1 AND EXISTS ({next} \
                 HAVING min(o.child) IS NOT NULL)"
            ),
            [child.0],
        )?;
        let twice = "DELETE FROM escalation_other WHERE child = \
            (SELECT e.child FROM escalation e WHERE e.id = escalation_other.escalation)";
        self.write(twice, [])?;
        Ok(())
    }
}
