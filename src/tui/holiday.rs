//! A proclaimed bank holiday from the calendar: what it moves is shown before it is accepted.

use chrono::NaiveDate;

use super::app::App;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::modals::picker::{Item, Pick, Picker};
use super::save::Tried;
use super::words;
use crate::model::ids::ChildId;

impl App {
    /// Asks for a bank holiday on the day the calendar is on; one added by hand can be taken out again.
    pub(crate) fn holiday_form(&mut self) {
        let day = self.calendar.day;
        match self.desk.store.holidays() {
            Ok(added) if added.iter().any(|(date, _)| *date == day) => {
                let pick = Pick::DropHoliday(day);
                self.ask_holiday(
                    format!("Take the bank holiday on {} out?", words::full(day)),
                    String::new(),
                    pick,
                );
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
        self.ask_holiday(format!("{name} on {}?", words::full(date)), note, Pick::AddHoliday(date, name));
        Ok(None)
    }

    fn ask_holiday(&mut self, title: String, note: String, yes: Pick) {
        let item = |label: &str, pick| Item { label: label.to_owned(), hint: String::new(), pick };
        let items = vec![item("no, change nothing", Pick::No), item("yes", yes)];
        let mut picker = Picker::new(title, items);
        picker.note = note;
        self.modals.push(Modal::Picker(picker));
    }

    /// Adds or takes out the holiday that was agreed to.
    pub(super) fn change_holiday(&mut self, date: NaiveDate, name: Option<&str>) {
        let done = match name {
            Some(name) => self.desk.add_holiday(date, name),
            None => self.desk.remove_holiday(date),
        };
        if self.after(done)
            && let Some(Modal::Form(form)) = self.modals.pop()
        {
            self.drop_draft(&form);
        }
    }
}
