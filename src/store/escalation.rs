//! Escalations, their log of moves and the children they are about.

use rusqlite::{Row, params};

use super::book::{Book, Day, Days, Tx};
use crate::error::Result;
use crate::model::escalation::{Escalation, Move, Origin};
use crate::model::ids::{ChildId, DecisionId, EscalationId, MoveId};

const ESCALATIONS: &str = "SELECT child, id, protocol, stage, concern, text, raised, closed, effect, risk, \
    origin, origin_words, outcome, seen_by, seen_on, look_on, decision, practice, unchanged FROM escalation";

/// An escalation without its moves and other children, and the child it is about.
fn read(row: &Row<'_>) -> rusqlite::Result<(Option<ChildId>, Escalation)> {
    let (what, words): (Option<String>, Option<String>) = (row.get(10)?, row.get(11)?);
    let escalation = Escalation {
        id: EscalationId(row.get(1)?),
        protocol: row.get(2)?,
        stage: row.get(3)?,
        concern: row.get(4)?,
        text: row.get(5)?,
        raised: row.day(6)?,
        closed: row.maybe_day(7)?,
        effect: row.get(8)?,
        risk: row.get(9)?,
        origin: what.map(|what| Origin { what, words: words.unwrap_or_default() }),
        outcome: row.get(12)?,
        seen_by: row.get(13)?,
        seen_on: row.maybe_day(14)?,
        look_on: row.maybe_day(15)?,
        decision: row.get::<_, Option<i64>>(16)?.map(DecisionId),
        practice: row.get(17)?,
        unchanged: row.get(18)?,
        others: Vec::new(),
        moves: Vec::new(),
    };
    Ok((row.get::<_, Option<i64>>(0)?.map(ChildId), escalation))
}

fn read_move(row: &Row<'_>) -> rusqlite::Result<Move> {
    Ok(Move {
        id: MoveId(row.get(0)?),
        date: row.day(1)?,
        word: row.get(2)?,
        note: row.get(3)?,
        by: row.maybe_day(4)?,
    })
}

impl Book {
    /// Every escalation about a child, or about one child, given to each child it is about; for each of
    /// them `others` are the rest of the group.
    pub(super) fn escalations(
        &self,
        only: Option<ChildId>,
        mut put: impl FnMut(ChildId, Escalation),
    ) -> Result<()> {
        let found = match only {
            Some(child) => {
                let about = "child = ?1 OR id IN (SELECT escalation FROM escalation_other WHERE child = ?1)";
                self.all(&format!("{ESCALATIONS} WHERE {about} ORDER BY id"), [child.0], read)?
            }
            None => self.all(&format!("{ESCALATIONS} WHERE child IS NOT NULL ORDER BY id"), [], read)?,
        };
        for (child, escalation) in found {
            let Some(child) = child else { continue };
            let whole = self.whole(escalation)?;
            let group: Vec<ChildId> = std::iter::once(child).chain(whole.others.iter().copied()).collect();
            for one in group.iter().copied().filter(|c| only.is_none_or(|only| only == *c)) {
                let others = group.iter().copied().filter(|c| *c != one).collect();
                put(one, Escalation { others, ..whole.clone() });
            }
        }
        Ok(())
    }

    /// Concerns about the service as a whole, oldest first.
    pub fn service_escalations(&self) -> Result<Vec<Escalation>> {
        let found = self.all(&format!("{ESCALATIONS} WHERE child IS NULL ORDER BY raised, id"), [], read)?;
        found.into_iter().map(|(_, e)| self.whole(e)).collect()
    }

    fn whole(&self, escalation: Escalation) -> Result<Escalation> {
        let id = escalation.id.0;
        let moves =
            "SELECT id, date, word, note, by_day FROM escalation_move WHERE escalation = ?1 ORDER BY id";
        let others = "SELECT child FROM escalation_other WHERE escalation = ?1 ORDER BY child";
        let others = self.all(others, [id], |r| r.get(0).map(ChildId))?;
        Ok(Escalation { moves: self.all(moves, [id], read_move)?, others, ..escalation })
    }
}

impl Tx<'_> {
    /// Stores a concern with its moves and further children; `None` for one about the service.
    pub fn insert_escalation(&self, child: Option<ChildId>, e: &Escalation) -> Result<EscalationId> {
        let sql = "INSERT INTO escalation (child, protocol, stage, concern, text, raised) \
            VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let values = params![child.map(|c| c.0), e.protocol, e.stage, e.concern, e.text, Day(e.raised)];
        let id = EscalationId(self.insert(sql, values)?);
        self.update_escalation(&Escalation { id, ..e.clone() })?;
        for other in &e.others {
            let sql = "INSERT INTO escalation_other (escalation, child) VALUES (?1, ?2)";
            self.insert(sql, [id.0, other.0])?;
        }
        e.moves.iter().try_for_each(|m| self.insert_move(id, m).map(|_| ()))?;
        Ok(id)
    }

    /// Replaces what is stored of a concern itself; its moves and children stay.
    pub fn update_escalation(&self, e: &Escalation) -> Result<()> {
        let sql = "UPDATE escalation SET protocol = ?2, stage = ?3, concern = ?4, text = ?5, raised = ?6, \
            closed = ?7, effect = ?8, risk = ?9, origin = ?10, origin_words = ?11, outcome = ?12, seen_by = ?13, \
            seen_on = ?14, look_on = ?15, decision = ?16, practice = ?17, unchanged = ?18 WHERE id = ?1";
        let (what, words) = e.origin.as_ref().map(|o| (&o.what, &o.words)).unzip();
        let days = [e.closed, e.seen_on, e.look_on].map(|d| d.map(Day));
        let [closed, seen_on, look_on] = days;
        let (raised, risk) = (Day(e.raised), &e.risk);
        let values = params![
            e.id.0,
            e.protocol,
            e.stage,
            e.concern,
            e.text,
            raised,
            closed,
            e.effect,
            risk,
            what,
            words,
            e.outcome,
            e.seen_by,
            seen_on,
            look_on,
            e.decision.map(|d| d.0),
            e.practice,
            e.unchanged
        ];
        self.change(sql, values)
    }

    /// Removes a concern with its log.
    pub fn delete_escalation(&self, id: EscalationId) -> Result<()> {
        self.remove("escalation", id.0)
    }

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

    /// Adds a move to a log.
    pub fn insert_move(&self, id: EscalationId, m: &Move) -> Result<MoveId> {
        let sql =
            "INSERT INTO escalation_move (escalation, date, word, note, by_day) VALUES (?1, ?2, ?3, ?4, ?5)";
        self.insert(sql, params![id.0, Day(m.date), m.word, m.note, m.by.map(Day)]).map(MoveId)
    }
}
