//! The form of a proclaimed bank holiday: what it moves is shown before it is accepted.

use chrono::NaiveDate;

use super::app::App;
use super::ask::Ask;
use super::deed::Deed;
use super::layers::confirm::confirm;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::save::Tried;
use super::words;
use crate::model::ids::ChildId;

impl App {
    /// Asks for a bank holiday on a day; one added by hand can be taken out again.
    pub(crate) fn holiday_form(&mut self, day: NaiveDate) {
        match self.desk.store.holidays() {
            Ok(added) if added.iter().any(|(date, _)| *date == day) => {
                let title = format!("Take the bank holiday on {} out?", words::full(day));
                self.carry(confirm(title, "", "yes", Ask::Do(Deed::DropHoliday(day))));
            }
            Ok(_) => {
                let fields = vec![
                    Field::line("date", "Date", day.format("%-d %b %Y").to_string()),
                    Field::line("name", "Name", "").hint("as it was proclaimed"),
                ];
                self.open(Form::new("A further bank holiday", Purpose::Holiday, fields), None);
            }
            Err(error) => self.fail(&error),
        }
    }

    /// Shows what the holiday typed would move, and asks.
    pub(super) fn preview_holiday(&mut self, form: &mut Form) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = form.needed_date("date", today, &calendar);
        let name = form.needed("name", "The name");
        let Some((date, name)) = date.zip(name) else { return Ok(None) };
        let moved = self.desk.preview_holiday(date, &name)?;
        let mut children: Vec<ChildId> = moved.iter().map(|(child, _)| *child).collect();
        children.dedup();
        let note = format!(
            "{} would move for {}. Reviews already held keep the limit they were judged by.",
            words::count(moved.len(), "date", "dates"),
            words::count(children.len(), "child", "children")
        );
        let title = format!("{name} on {}?", words::full(date));
        // The form lies beneath, and is done with once the holiday is added.
        let add = Ask::Do(Deed::AddHoliday(date, name)).then(Ask::Close);
        self.carry(confirm(title, note, "yes", add));
        Ok(None)
    }
}
