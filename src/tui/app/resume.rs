//! Where a person was when the screen locked, so that unlocking brings them back to it. What was typed
//! is in the book by then, a draft at every key.

use super::App;
use super::seat::Seat;
use crate::tui::action::Pane;
use crate::tui::ask::Ask;

impl App {
    /// Where the person is, for coming back to after a lock.
    pub(crate) fn seat(&mut self) -> Seat {
        let form = self.layers.iter().rev().find_map(|layer| layer.again());
        let subject = self.subject();
        Seat {
            pane: self.pane,
            hidden: self.hidden,
            subject,
            child: self.child.take(),
            review: self.review.take(),
            sitting: self.sitting.take(),
            draft: self.draft.take(),
            form,
        }
    }

    /// Goes back to where the person was.
    pub(super) fn come_back(&mut self, seat: Seat) {
        if let Some(child) = seat.subject.filter(|_| seat.pane == Pane::Caseload) {
            self.caseload.select(child, &self.desk.board);
        }
        (self.pane, self.hidden) = (seat.pane, seat.hidden);
        (self.child, self.review, self.sitting) = (seat.child, seat.review, seat.sitting);
        self.refresh();
        self.note_page();
        self.greet();
        if seat.draft.is_some() {
            self.draft = seat.draft;
            self.flush();
        }
        if let Some(fill) = seat.form {
            self.carry(Ask::Form(fill));
        }
    }
}
