//! A day to go to in the calendar.

use crossterm::event::KeyEvent;
use ratatui::Frame;

use super::form::field::Field;
use super::form::{Form, Step, view};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::place::Place;
use crate::tui::scene::Scene;

#[derive(Debug)]
struct Jump(Form);

/// Asks for a day to go to.
pub(crate) fn jump() -> Ask {
    let field = Field::line("date", "Day", "").hint("22 nov, mon, +20wd, -3m, 2027-01-04");
    Ask::open(Jump(Form::new("Go to a day", vec![field])))
}

impl Layer for Jump {
    fn scope(&self) -> Scope {
        Scope::Form
    }

    fn is_idle(&self, action: Action) -> bool {
        self.0.is_idle(action)
    }

    fn press(&mut self, key: KeyEvent, scene: Scene<'_>) -> Ask {
        match self.0.key(key) {
            Step::Stay | Step::Changed => Ask::Nothing,
            Step::Close | Step::Discard => Ask::Close,
            Step::Save => {
                self.0.clear_faults();
                let day = self.0.needed_date("date", scene.today(), &scene.board().calendar);
                day.map_or_else(Form::unsaved, |day| Ask::Close.then(Ask::Go(Place::Day(day))))
            }
        }
    }

    fn paste(&mut self, text: &str, _: Scene<'_>) -> Ask {
        self.0.paste(text);
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        view::view(&self.0, frame, scene.theme);
    }
}
