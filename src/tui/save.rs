//! Saving a form that is no act.

use super::app::App;
use super::modals::Modal;
use super::modals::form::Purpose;

impl App {
    pub(crate) fn save_form(&mut self) {
        let Some(Modal::Form(mut form)) = self.modals.pop() else { return };
        match form.purpose {
            Purpose::Export => self.write_calendar(form),
            Purpose::Jump => {
                form.clear_faults();
                self.jump(form);
            }
            Purpose::Act | Purpose::SetUp | Purpose::Unlock => self.modals.push(Modal::Form(form)),
        }
    }
}
