//! The tour walked: after each key it is seen whether its step was done.

use crossterm::event::{KeyCode, KeyEvent};

use super::App;
use crate::tui::action::{Action, Pane, Scope};
use crate::tui::layers::text::{TextBox, Tone};
use crate::tui::tour::{Sight, Tour};

/// What is said after the last step.
const END: &str = "That was the tour. All of this is invented: try what you like; q quits.";

impl App {
    /// Begins it where everything is invented; elsewhere says where it is.
    pub(super) fn begin_tour(&mut self) {
        if self.options.demo {
            (self.child, self.review) = (None, None);
            self.see(Pane::Caseload);
            self.tour = Some(Tour::begin(self.last_act()));
            return self.say("");
        }
        let mut text = TextBox::new("The tour");
        text.push(Tone::Plain, "It walks on invented children, so that nothing of yours is touched.");
        text.push(Tone::Key, "casebook demo --tour");
        text.push(Tone::Plain, "opens it, once you have left this book with q.");
        self.layers.push(Box::new(text));
    }

    /// Whether the key was one of the tour's own.
    pub(super) fn is_tour_key(&mut self, key: KeyEvent) -> bool {
        match (self.tour, key.code) {
            (Some(tour), KeyCode::F(2)) => self.go_on(tour),
            (Some(_), KeyCode::F(3)) => {
                self.tour = None;
                self.say("The tour is over; : finds it again.");
            }
            _ => return false,
        }
        true
    }

    /// Goes on where a key did what the step waits for; `before` is where the focus was.
    pub(super) fn walked(&mut self, before: Scope, action: Option<Action>) {
        let Some(tour) = self.tour else { return };
        let recorded = self.last_act() > tour.from;
        if tour.is_done(Sight { action, before, scope: self.scope(), pane: self.pane, recorded }) {
            self.go_on(tour);
        }
    }

    fn go_on(&mut self, tour: Tour) {
        self.tour = tour.next(self.last_act());
        if self.tour.is_none() {
            self.say(END);
        }
    }

    fn last_act(&self) -> i64 {
        let last = self.desk.store.history(1).unwrap_or_default();
        last.first().map_or(0, |act| act.id.0)
    }
}
