//! Where a person was when the screen locked.

use crate::model::ids::ChildId;
use crate::tui::action::Pane;
use crate::tui::fill::Fill;
use crate::tui::panes::child::ChildPage;
use crate::tui::panes::review::ReviewPage;
use crate::tui::panes::sitting::Sitting;

/// Where the person was when the screen locked: ids, for the words are in the book.
#[derive(Debug, Default)]
pub(crate) struct Seat {
    pub(super) pane: Pane,
    pub(super) hidden: bool,
    pub(super) subject: Option<ChildId>,
    pub(super) child: Option<ChildPage>,
    pub(super) review: Option<ReviewPage>,
    pub(super) sitting: Option<Sitting>,
    /// What was typed and the book did not take.
    pub(super) draft: Option<(String, Option<String>)>,
    pub(super) form: Option<Fill>,
}
