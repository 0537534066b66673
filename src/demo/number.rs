//! Row numbers for a caseload that is in no book: from 1 for each table, across all cases.

use crate::model::Case;
use crate::model::ids::{
    AskId, ChangeId, DecisionId, DoneId, EscalationId, LegalId, MoveId, NoteId, PeriodId, PersonId,
    PlacementId, ReviewId, SessionId,
};

/// The last number given out in each table.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    period: i64,
    legal: i64,
    placement: i64,
    person: i64,
    review: i64,
    decision: i64,
    done: i64,
    note: i64,
    ask: i64,
    change: i64,
    escalation: i64,
    moved: i64,
    session: i64,
}

fn next(last: &mut i64) -> i64 {
    *last += 1;
    *last
}

impl Numbers {
    /// Numbers what duties and sessions refer to, and the people.
    pub(crate) fn facts(&mut self, case: &mut Case) {
        case.periods.iter_mut().for_each(|r| r.id = PeriodId(next(&mut self.period)));
        case.legal.iter_mut().for_each(|r| r.id = LegalId(next(&mut self.legal)));
        case.placements.iter_mut().for_each(|r| r.id = PlacementId(next(&mut self.placement)));
        case.people.iter_mut().for_each(|r| r.id = PersonId(next(&mut self.person)));
        case.reviews.iter_mut().for_each(|r| r.id = ReviewId(next(&mut self.review)));
        case.changes.iter_mut().for_each(|r| r.id = ChangeId(next(&mut self.change)));
        case.escalations.iter_mut().for_each(|r| r.id = EscalationId(next(&mut self.escalation)));
        let moves = case.escalations.iter_mut().flat_map(|r| &mut r.moves);
        moves.for_each(|r| r.id = MoveId(next(&mut self.moved)));
    }

    /// Numbers the rest; what was heard names its note by the place among the child's notes, from 1.
    pub(crate) fn records(&mut self, case: &mut Case) {
        case.decisions.iter_mut().for_each(|r| r.id = DecisionId(next(&mut self.decision)));
        case.done.iter_mut().for_each(|r| r.id = DoneId(next(&mut self.done)));
        let first = self.note;
        case.notes.iter_mut().for_each(|r| r.id = NoteId(next(&mut self.note)));
        case.heard.iter_mut().for_each(|r| r.note = NoteId(first + r.note.0));
        case.asks.iter_mut().for_each(|r| r.id = AskId(next(&mut self.ask)));
        case.sessions.iter_mut().for_each(|r| r.id = SessionId(next(&mut self.session)));
    }
}
