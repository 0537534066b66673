//! The forms that ask why a duty is late: before it is ticked off for several children, after it was done.

use chrono::NaiveDate;

use super::app::App;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::words;
use crate::model::ids::{ChildId, DoneId};
use crate::rules::due::Status;

impl App {
    /// For how many of several children doing a duty on `day` is late.
    pub(crate) fn late_among(&self, children: &[ChildId], duty: &str, day: NaiveDate) -> usize {
        let next = |id: &ChildId| self.row(*id)?.judged.owed().find(|d| d.duty.id == duty)?.late_on(day);
        children.iter().filter_map(next).count()
    }

    /// Asks once why a duty is late, before it is ticked off for several children.
    pub(crate) fn late_form(&mut self, children: Vec<ChildId>, duty: &str) {
        let title = self.desk.board.practice.duty(duty).map_or(duty.to_owned(), |d| d.title.clone());
        let late = self.late_among(&children, duty, self.today());
        let names: Vec<String> = children.iter().map(|id| self.who(*id)).collect();
        let fields = vec![
            Field::line("date", "Done on", "today"),
            Field::line("note", "Why late", "").hint("one reason for all who are late"),
        ];
        let heading = format!("{title}: {}", words::count(children.len(), "child", "children"));
        let mut form = Form::new(heading, Purpose::TickSeveral(children, duty.to_owned()), fields);
        form.notes.push((Some(Status::Overdue), format!("▲ Late for {late}. {}", names.join(", "))));
        form.focus = 1;
        self.open(form, None);
    }

    /// Asks why what was done is late.
    pub(crate) fn late_reason_form(&mut self, child: ChildId, done: DoneId, title: &str, note: String) {
        let fields = vec![Field::line("reason", "Why late", "")];
        let mut form = Form::new(format!("Late: {title}"), Purpose::WhyLate(child, done), fields);
        form.notes.push((Some(Status::Overdue), note));
        self.open(form, None);
    }

    /// The day a child's duty was due, where doing it on `day` is late, so that its reason has to be asked.
    pub(crate) fn late(
        &self,
        child: Option<ChildId>,
        duty: &str,
        instance: &str,
        day: NaiveDate,
    ) -> Option<NaiveDate> {
        let dues = &self.row(child?)?.judged.dues;
        dues.iter().find(|d| d.duty.id == duty && d.instance == instance)?.late_on(day)
    }
}
