//! Which page is seen, and going back to one seen before.

use super::App;
use crate::tui::action::Pane;
use crate::tui::place::Place;

impl App {
    /// The page that is seen, with what lies over it left out.
    fn page(&self) -> Place {
        match (self.pane, &self.review, &self.child, &self.sitting) {
            (Pane::Caseload, Some(page), ..) => Place::Review(page.child, page.period, page.sequence),
            (Pane::Caseload, None, Some(page), _) => Place::Child(page.id, page.tab),
            (Pane::Checklists, .., Some(sitting)) => Place::Sitting(sitting.child, sitting.walk.clone()),
            (pane, ..) => Place::Pane(pane),
        }
    }

    pub(super) fn note_page(&mut self) {
        let page = self.page();
        self.trail.note(page);
    }

    /// Goes back to the page before, or forth again.
    pub(super) fn turn_page(&mut self, back: bool) -> bool {
        self.note_page();
        let Some(place) = self.trail.turn(back) else {
            self.say(if back {
                "This is the first page you were on."
            } else {
                "There is no page further on."
            });
            return true;
        };
        match place {
            Place::Pane(Pane::Caseload) => (self.child, self.review) = (None, None),
            Place::Pane(Pane::Checklists) => self.sitting = None,
            _ => {}
        }
        self.go(place)
    }
}
