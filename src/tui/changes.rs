//! The forms of a change: what happened; brought forward or not needed.

use super::app::App;
use super::fill::Respond;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::widgets::change;
use super::words;
use crate::casework::Outcome;
use crate::error::Error;
use crate::model::change::{Answered, Class, Response};
use crate::model::ids::{ChangeId, ChildId};
use crate::model::record::{Ended, Subject};
use crate::rules::sessions::Walk;

const FORWARD: &str = "brought-forward";
const NOT_NEEDED: &str = "not-needed";

impl App {
    /// The form of a change of a kind.
    pub(crate) fn change_form(&mut self, child: ChildId, event: &str) {
        let Some(known) = self.desk.board.practice.event(event) else { return };
        let note = format!("{}: {}. {}", known.title, known.class.says(), known.cite);
        let fields = vec![Field::line("date", "Told on", "today"), Field::block("text", "What happened", "")];
        let purpose = Purpose::Change(child, event.to_owned());
        let mut form = Form::new(format!("A change for {}", self.who(child)), purpose, fields);
        form.notes.push((None, note));
        self.open(form, Some(format!("change:{child}:{event}")));
    }

    /// The form of an answer.
    pub(crate) fn respond_form(&mut self, respond: Respond) {
        let Respond { child, change, early, ends } = respond;
        let Some(row) = self.row(child) else { return };
        let Some(found) = row.case.changes.iter().find(|c| c.id == change) else { return };
        let class = self.desk.class_of(found);
        if class == Class::Inform {
            self.say("That change is for you to know; it asks for no answer.");
            return;
        }
        let exception = self.desk.exception(found).map(str::to_owned);
        let mut answers = vec![(FORWARD.to_owned(), "the review is brought forward".to_owned())];
        if class != Class::Must || exception.is_some() {
            answers.push((NOT_NEEDED.to_owned(), "not needed, because ...".to_owned()));
        }
        let about = Some(Subject::Change(change));
        let weighed = self.sitting.as_ref().filter(|s| s.walk.subject == about);
        let written = weighed.map(|s| s.own_words(&self.desk.board)).unwrap_or_default();
        let (reason, named) = match found.response.as_ref().map(|r| &r.answered) {
            Some(Answered::NotNeeded { reason, exception }) => (reason.clone(), exception.clone()),
            _ => (written, None),
        };
        let early = early.unwrap_or(class == Class::Must) || answers.len() == 1;
        let on = if early { FORWARD } else { NOT_NEEDED };
        let to = found.forward_to().map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default();
        let fields = vec![
            Field::choice("answer", "Answer", answers, on),
            Field::line("to", "Forward to", to).hint("+10wd, 3 dec ...: books the review"),
            Field::line("exception", "Exception", named.unwrap_or_default())
                .hint("how it applies here")
                .hidden(),
            Field::block("reason", "Because", &reason),
            Field::line("date", "Answered on", "today"),
        ];
        let mut notes = vec![(None, format!("{}: {}.", change::title(self.scene(), found), class.says()))];
        if let Some(allowed) = exception.filter(|_| class == Class::Must) {
            notes.push((None, format!("The one exception: {allowed}")));
        }
        if let Some(due) = row.next_review().and_then(|s| s.booked.or(s.due)) {
            notes.push((None, format!("The next review is booked or due by {}.", words::full(due))));
        }
        let draft = ends.as_ref().map_or(String::new(), |(_, how)| format!(":{}", how.word()));
        if ends.is_some() {
            notes.push((
                None,
                "Saving answers the change, ends the checklist and writes its note.".to_owned(),
            ));
        }
        let purpose = Purpose::Respond { child, change, must: class == Class::Must, ends };
        let mut form = Form::new(format!("Answer a change for {}", self.name(row)), purpose, fields);
        form.notes = notes;
        form.focus = usize::from(early);
        self.open(form, Some(format!("response:{change}{draft}")));
    }

    /// Saves a change; `None` where a field is at fault.
    pub(crate) fn save_change(
        &mut self,
        form: &mut Form,
        child: ChildId,
        event: &str,
    ) -> Result<Option<Outcome>, Error> {
        let calendar = std::sync::Arc::clone(&self.desk.board.calendar);
        let Some(date) = form.needed_date("date", self.today(), &calendar) else { return Ok(None) };
        self.desk.record_change(child, event, date, &form.text("text")).map(Some)
    }

    /// Saves an answer; `None` where a field is at fault.
    pub(crate) fn save_response(
        &mut self,
        form: &mut Form,
        child: ChildId,
        change: ChangeId,
        ends: Option<(Walk, Ended)>,
    ) -> Result<Option<Outcome>, Error> {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = form.needed_date("date", today, &calendar);
        let answered = if form.text("answer") == FORWARD {
            form.needed_date("to", today, &calendar).map(Answered::BroughtForward)
        } else {
            let reason = form.needed("reason", "Why no earlier review is needed");
            reason.map(|reason| Answered::NotNeeded { reason, exception: form.some("exception") })
        };
        let Some((date, answered)) = date.zip(answered) else { return Ok(None) };
        let response = Response { date, answered };
        match ends {
            Some((walk, how)) => self.desk.end_with_answer(child, &walk, how, response),
            None => self.desk.respond(child, change, response),
        }
        .map(Some)
    }
}

/// Shows the fields that go with the answer chosen.
pub(crate) fn settle(form: &mut Form, must: bool) {
    let forward = form.text("answer") == FORWARD;
    form.show("to", forward);
    form.show("reason", !forward);
    form.show("exception", !forward && must);
}
