//! Saving the forms of concerns.

use super::app::App;
use super::modals::form::{Form, Purpose};
use crate::casework::Outcome;
use crate::error::Error;
use crate::model::escalation::Escalation;
use crate::model::ids::{ChildId, EscalationId, NoteId};
use crate::model::record::{Note, NoteKind};

impl App {
    /// Saves the form of a concern; none where a field is faulty.
    pub(crate) fn save_concern(&mut self, form: &mut Form) -> Result<Option<Outcome>, Error> {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = |form: &mut Form, key: &str| form.needed_date(key, today, &calendar);
        let done = match form.purpose.clone() {
            Purpose::Raise(prefill) => {
                let (date, text) = (date(form, "date"), form.needed("text", "What it is"));
                let Some((raised, text)) = date.zip(text) else { return Ok(None) };
                let about = form.text("about");
                let others = about.split_whitespace().filter_map(|id| id.parse().ok().map(ChildId));
                let concern = Escalation {
                    protocol: form.text("protocol"),
                    stage: form.text("stage"),
                    risk: form.some("risk"),
                    others: others.collect(),
                    decision: prefill.decision,
                    origin: prefill.origin,
                    ..Escalation::new(form.text("concern"), text, raised)
                };
                self.desk.raise(prefill.child, concern)
            }
            Purpose::Move(id, word) => {
                let Some(on) = date(form, "date") else { return Ok(None) };
                let by = form.date("by", today, &calendar);
                if form.has_faults() {
                    return Ok(None);
                }
                self.desk.make_move(id, &word, on, &form.text("note"), by)
            }
            Purpose::CloseConcern(id) => return self.save_closing(form, id),
            Purpose::EffectSeen(id) => return self.save_found(form, id),
            Purpose::Message(id) => {
                let Some(text) = form.needed("text", "A message") else { return Ok(None) };
                let child = self.child_of(id);
                let (kind, with) = (NoteKind::Challenged, String::new());
                self.desk
                    .add_note(child, Note { id: NoteId(0), kind, date: today, with, text, pasted: false })
            }
            _ => return Ok(None),
        };
        done.map(Some)
    }

    /// The child a concern is about.
    pub(crate) fn child_of(&self, id: EscalationId) -> Option<ChildId> {
        self.desk.board.concern(id)?.row.map(|r| r.id())
    }
}
