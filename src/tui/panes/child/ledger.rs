//! The decisions of a child: what keys do with them, and the list.

use ratatui::Frame;
use ratatui::layout::Rect;

use super::state::ChildPage;
use crate::board::Row;
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId};
use crate::tui::action::{Action, Reply};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::scene::Scene;
use crate::tui::widgets::decision::{self, mark_of};
use crate::tui::widgets::list::list;

/// What an action does with the decision of the cursor; none where it is no action of decisions.
pub(super) fn act(child: ChildId, at: Option<DecisionId>, action: Action) -> Option<Ask> {
    Some(match (action, at) {
        (Action::Decide, _) => Ask::Form(Fill::decide(child, None, "")),
        (Action::Open, Some(id)) => Ask::Form(Fill::correct_decision(child, id)),
        (Action::AnswerNote, Some(id)) => Ask::Form(Fill::mark_decision(child, id, Mark::Done)),
        (Action::Answer(Reply::NotApplicable), Some(id)) => {
            Ask::Form(Fill::mark_decision(child, id, Mark::Dropped))
        }
        (Action::Answer(reply), Some(id)) => Ask::mark(child, id, mark_of(reply)),
        (Action::Open | Action::AnswerNote | Action::Answer(_), None) => {
            Ask::say("No decision is recorded yet: a adds one.")
        }
        _ => return None,
    })
}

pub(crate) fn view(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let ledger = scene.board().ledger(row);
    let low = (area.height / 2).min(9);
    let upper = Rect { height: area.height - low, ..area };
    let lower = Rect { x: area.x + 1, y: upper.bottom(), width: area.width.saturating_sub(2), height: low };
    let lines = |place: usize, width| ledger.get(place).map(|e| decision::line(scene, e, width));
    list(
        frame,
        upper,
        scene.theme,
        (page.cursor, ledger.len()),
        "No decision is recorded yet: a adds one.",
        &lines,
    );
    if let Some(entry) = ledger.get(page.cursor) {
        let text = Rect { y: lower.y + 1, height: lower.height.saturating_sub(1), ..lower };
        decision::detail(scene, entry, frame, text);
    }
}
