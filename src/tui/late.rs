//! Lateness asks its reason when it happens, whatever completed the duty; unsaid, it stays owed.

use super::fill::Fill;
use super::scene::Scene;
use crate::model::ids::{ChildId, DoneId};
use crate::rules::due::Due;

/// What a child was owed before an act, and what had been done.
pub(crate) struct Before {
    child: ChildId,
    owed: Vec<Due>,
    done: Vec<DoneId>,
}

impl Before {
    pub(crate) fn of(scene: Scene<'_>, child: ChildId) -> Self {
        let row = scene.row(child);
        let owed = row.map_or(Vec::new(), |r| r.judged().owed().cloned().collect());
        let done = row.map_or(Vec::new(), |r| r.case.done.iter().map(|d| d.id).collect());
        Before { child, owed, done }
    }

    /// Asks why, where an act has completed a duty late since and nobody said.
    pub(crate) fn why_late(&self, scene: Scene<'_>) -> Option<Fill> {
        let row = scene.row(self.child)?;
        let new = row.case.done.iter().filter(|d| !d.waived && !self.done.contains(&d.id));
        new.filter(|d| d.note.trim().is_empty()).find_map(|done| {
            let same = |due: &&Due| {
                due.duty.id == done.duty
                    && due.turn == done.turn
                    && due.subject.is_none_or(|subject| subject == done.subject)
            };
            let due = self.owed.iter().find(same)?;
            Some(Fill::why_late(self.child, done.id, Some(due.late_on(done.date)?)))
        })
    }
}

/// Asks for the reason a duty done late still owes.
pub(crate) fn owed_reason(scene: Scene<'_>, child: ChildId, due: &Due) -> Option<Fill> {
    let done = due.unexplained(&scene.row(child)?.case.done)?.id;
    Some(Fill::why_late(child, done, due.due))
}
