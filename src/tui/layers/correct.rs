//! Correcting what the cursor is on, and taking out what was recorded by mistake.

use super::confirm::confirm;
use super::take_back;
use crate::casework::acts::Subject;
use crate::model::ids::ChildId;
use crate::rules::sessions::Walk;
use crate::tui::about::Under;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;

const NOTHING: &str =
    "Nothing under the cursor can be corrected here: E lists what is recorded of the child.";

/// Opens what the cursor is on to be corrected.
pub(crate) fn correct(child: ChildId, under: &Under) -> Ask {
    match under {
        Under::Note(id) => Ask::Form(Fill::act("correct-note", Subject::row(Some(child), id.0))),
        Under::Change(id) => Ask::Form(Fill::act("correct-change", Subject::row(Some(child), id.0))),
        Under::Decision(id) => Ask::Form(Fill::correct_decision(child, *id)),
        _ => Ask::say(NOTHING),
    }
}

/// Asks before what the cursor is on is taken out.
pub(crate) fn remove(scene: Scene<'_>, child: Option<ChildId>, under: &Under) -> Ask {
    let case = child.and_then(|id| scene.row(id)).map(|r| &r.case);
    let (what, said, act, id) = match under {
        Under::Note(id) => {
            let note = case.and_then(|c| c.notes.iter().find(|n| n.id == *id));
            ("this note", note.map(|n| n.text.clone()), "remove-note", id.0)
        }
        Under::Change(id) => {
            let change = case.and_then(|c| c.changes.iter().find(|n| n.id == *id));
            ("this change", change.map(|n| n.text.clone()), "remove-change", id.0)
        }
        Under::Concern(id) => {
            let concern = scene.board().concern(*id);
            ("this concern and its log", concern.map(|c| c.escalation.text.clone()), "remove-concern", id.0)
        }
        _ => return take_back::take_back(scene, child, under),
    };
    let said = said.unwrap_or_default();
    ask(what, &said, act, Subject::row(child, id))
}

/// Asks before an answer is taken back.
pub(crate) fn take_back(child: ChildId, walk: &Walk, item: &str, asked: &str) -> Ask {
    ask("the answer to this question", asked, "take-back-answer", Subject::session(child, walk, item))
}

fn ask(what: &str, said: &str, act: &'static str, subject: Subject) -> Ask {
    let first = said.lines().next().unwrap_or_default();
    confirm(
        format!("Take out {what}?"),
        format!("{first}\nIt was recorded by mistake. u brings it back."),
        "yes, take it out",
        Ask::Do(act, subject, Vec::new()),
    )
}
