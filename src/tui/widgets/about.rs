//! What a checklist is about, in a few words.

use super::change;
use crate::board::Row;
use crate::model::record::Subject;
use crate::tui::scene::Scene;

/// What it is about, where it is one of several things that may be open.
pub(crate) fn about_in_short(scene: Scene<'_>, row: &Row, subject: Subject) -> Option<String> {
    match subject {
        Subject::Change(id) => row.case.changes.iter().find(|c| c.id == id).map(|c| change::title(scene, c)),
        Subject::Escalation(id) => {
            let concern = row.case.escalations.iter().find(|e| e.id == id)?;
            Some(scene.board().practice.concern(&concern.concern).to_owned())
        }
        _ => None,
    }
}
