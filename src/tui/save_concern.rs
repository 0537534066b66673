//! Saving the forms of concerns.

use super::app::App;
use super::modals::form::{Form, Purpose};
use crate::casework::{Closing, Outcome};
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
            Purpose::CloseConcern(id) => {
                let effect = form.needed("effect", "What changed for the child, or that nothing did,");
                let on = date(form, "date");
                let (seen_on, look_on) =
                    (form.date("seen", today, &calendar), form.date("look", today, &calendar));
                let Some((effect, on)) = effect.zip(on).filter(|_| !form.has_faults()) else {
                    return Ok(None);
                };
                if seen_on.is_none() && look_on.is_none() {
                    form.fault("seen", "When it was seen is needed, or below the day to look for it.");
                    return Ok(None);
                }
                // A day to look for it says that it is not here yet, whatever stands above.
                let seen_on = seen_on.filter(|_| look_on.is_none());
                let (outcome, seen_by) = (form.text("outcome"), form.text("who"));
                self.desk.close_escalation(id, on, Closing { outcome, effect, seen_by, seen_on, look_on })
            }
            Purpose::EffectSeen(id) => {
                let effect = form.needed("effect", "What changed for the child, or that nothing did,");
                let Some((effect, on)) = effect.zip(date(form, "seen")) else { return Ok(None) };
                self.desk.effect_seen(id, on, &form.text("who"), &effect)
            }
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
