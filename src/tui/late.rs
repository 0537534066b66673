//! Lateness asks its reason when it happens, whatever completed the duty; unsaid, it stays owed.

use super::app::App;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::words;
use crate::model::ids::{ChildId, DoneId};
use crate::rules::due::{Due, Status};

/// What a child was owed before an act, and what had been done.
pub(crate) struct Before {
    owed: Vec<Due>,
    done: Vec<DoneId>,
}

impl App {
    /// What is owed and done now, to see afterwards what an act completed.
    pub(crate) fn owed_before(&self, child: ChildId) -> Before {
        let row = self.row(child);
        let owed = row.map_or(Vec::new(), |r| r.judged.owed().cloned().collect());
        let done = row.map_or(Vec::new(), |r| r.case.done.iter().map(|d| d.id).collect());
        Before { owed, done }
    }

    /// Asks why, where an act has just completed a duty late and nobody said.
    pub(crate) fn ask_why_late(&mut self, child: ChildId, before: &Before) {
        let Some(row) = self.row(child) else { return };
        let new = row.case.done.iter().filter(|d| !d.waived && !before.done.contains(&d.id));
        let late = new.filter(|d| d.note.trim().is_empty()).find_map(|done| {
            let same = |due: &&Due| {
                due.duty.id == done.duty
                    && due.turn == done.turn
                    && due.subject.is_none_or(|subject| subject == done.subject)
            };
            let due = before.owed.iter().find(same)?;
            Some((done.id, due.duty.title.clone(), due.late_on(done.date)?))
        });
        if let Some((done, title, due)) = late {
            let note = format!("▲ It was due {}. It is done; Esc leaves its reason owed.", words::full(due));
            self.late_reason_form(child, done, &title, note);
        }
    }

    /// Asks for the reason a duty done late still owes; whether it owes one.
    pub(crate) fn ask_owed_reason(&mut self, child: ChildId, due: &Due) -> bool {
        let done = self.row(child).and_then(|r| due.unexplained(&r.case.done)).map(|d| d.id);
        if let Some(done) = done {
            let day = due.due.map(words::full).unwrap_or_default();
            self.late_reason_form(child, done, &due.duty.title, format!("▲ It was due {day}."));
        }
        done.is_some()
    }

    fn late_reason_form(&mut self, child: ChildId, done: DoneId, title: &str, note: String) {
        let fields = vec![Field::line("reason", "Why late", "")];
        let mut form = Form::new(format!("Late: {title}"), Purpose::WhyLate(child, done), fields);
        form.notes.push((Some(Status::Overdue), note));
        self.open(form, None);
    }
}
