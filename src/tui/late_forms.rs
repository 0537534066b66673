//! The form that asks why what was done was late.

use super::app::App;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use crate::model::ids::{ChildId, DoneId};
use crate::rules::due::Status;

impl App {
    /// Asks why what was done is late.
    pub(crate) fn late_reason_form(&mut self, child: ChildId, done: DoneId, title: &str, note: String) {
        let fields = vec![Field::line("reason", "Why late", "")];
        let mut form = Form::new(format!("Late: {title}"), Purpose::WhyLate(child, done), fields);
        form.notes.push((Some(Status::Overdue), note));
        self.open(form, None);
    }
}
