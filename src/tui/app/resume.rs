//! Where a person was when the screen locked, so that unlocking brings them back to it. What was typed
//! is in the book by then, a draft at every key.

use super::App;
use super::seat::Seat;
use crate::tui::action::Pane;
use crate::tui::fill::Fill;
use crate::tui::modals::Modal;

impl App {
    /// Where the person is, for coming back to after a lock.
    pub(crate) fn seat(&mut self) -> Seat {
        let form = self.modals.iter().rev().find_map(|modal| match modal {
            Modal::Form(form) => Some((form.fill.clone()?, form.focus)),
            Modal::Act(layer) => {
                let sheet = &layer.sheet;
                let fill = Fill::Act(sheet.act.id, sheet.subject.clone(), sheet.first_words());
                Some((fill, layer.form.focus))
            }
            Modal::Layer(_) => None,
        });
        let subject = self.subject();
        Seat {
            pane: self.pane,
            hidden: self.hidden,
            subject,
            child: self.child.take(),
            review: self.review.take(),
            sitting: self.sitting.take(),
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
        self.greet();
        if let Some((fill, focus)) = seat.form {
            self.fill(fill);
            let form = match self.modals.last_mut() {
                Some(Modal::Form(form)) => Some(form.as_mut()),
                Some(Modal::Act(layer)) => Some(&mut layer.form),
                _ => None,
            };
            if let Some(form) = form {
                form.focus = focus.min(form.fields.len().saturating_sub(1));
            }
        }
    }
}
