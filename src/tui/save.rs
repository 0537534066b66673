//! Saving a form: what was typed becomes an act, or a fault under its field.

use chrono::{NaiveDate, NaiveTime};

use super::app::App;
use super::ask::Ask;
use super::late::Before;
use super::modals::Modal;
use super::modals::form::{Form, Purpose};
use super::panes::sitting::Sitting;
use crate::casework::{Booking, Holding, Outcome, Which};
use crate::error::Error;
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::{Note, NoteKind};
use crate::model::review::Participation;
use crate::model::voice::Place;

/// An act, or none because of faults told under their fields.
pub(crate) type Tried = Result<Option<Outcome>, Error>;

impl App {
    pub(crate) fn save_form(&mut self) {
        let Some(Modal::Form(mut form)) = self.modals.pop() else { return };
        form.clear_faults();
        if form.purpose == Purpose::Jump {
            return self.jump(form);
        }
        if form.purpose == Purpose::Export {
            return self.write_calendar(form);
        }
        // What saving asks back lies over the form.
        let place = self.modals.len();
        let before = form.completes_for().map(|child| Before::of(self.scene(), child));
        let tried = self.try_save(&mut form);
        match tried {
            Ok(Some(outcome)) => {
                self.drop_draft(&form);
                self.tell(&outcome);
                self.saved(&form, &outcome);
                self.ask_why_late(before);
            }
            Ok(None) => self.modals.insert(place, Modal::Form(form)),
            Err(error) => {
                self.refresh();
                form.error = format!("{} {}", error.message, error.hint).trim().to_owned();
                self.modals.push(Modal::Form(form));
            }
        }
    }

    /// What follows on a saved form.
    fn saved(&mut self, form: &Form, outcome: &Outcome) {
        match &form.purpose {
            Purpose::NewChild => self.caseload.select(ChildId(outcome.id), &self.desk.board),
            Purpose::Fact(..) => self.show_moved(outcome),
            Purpose::Contact(child) | Purpose::Voice(child) => self.show_note(*child, outcome),
            Purpose::ContactSeveral(_) | Purpose::TickSeveral(..) => self.unmark(),
            Purpose::Respond { child, ends: Some((walk, _)), .. } => {
                self.ended(*child, walk, NoteId(outcome.id));
            }
            Purpose::Message(id) => {
                if let Some(child) = self.child_of(*id) {
                    self.show_note(child, outcome);
                }
            }
            Purpose::Answer(sitting, _) => self.answered(outcome, Sitting::clone(sitting)),
            _ => {}
        }
    }

    fn show_note(&mut self, child: ChildId, outcome: &Outcome) {
        self.carry(Ask::Go(super::place::Place::Note(child, NoteId(outcome.id), false)));
    }

    fn try_save(&mut self, form: &mut Form) -> Tried {
        let today = self.today();
        let calendar = std::sync::Arc::clone(&self.desk.board.calendar);
        let day = |form: &mut Form, key: &str| form.needed_date(key, today, &calendar);
        let done = match form.purpose.clone() {
            Purpose::Book(child) => {
                let Some(booking) = booking(form, today, &calendar) else { return Ok(None) };
                self.desk.book(child, None, booking)
            }
            Purpose::Hold(child) => {
                let Some(date) = day(form, "date") else { return Ok(None) };
                let late = form.field("late").is_some_and(|f| f.shown);
                if late && form.needed("late", "Why it was late").is_none() {
                    return Ok(None);
                }
                let participation = form.some("part").as_deref().map(Participation::from_code).transpose()?;
                self.desk.hold(
                    child,
                    None,
                    Holding { date, participation, late_reason: form.some("late").filter(|_| late) },
                )
            }
            Purpose::Adjourn(child) => {
                let (date, reason) = (day(form, "date"), form.needed("reason", "A reason"));
                let Some((date, reason)) = date.zip(reason) else { return Ok(None) };
                self.desk.adjourn(child, None, date, &reason)
            }
            Purpose::Tick { child, duty, instance } => {
                let Some(date) = day(form, "date") else { return Ok(None) };
                let late = self.late(child, &duty, &instance, date).is_some();
                if late && form.needed("note", "Why it is late").is_none() {
                    return Ok(None);
                }
                self.desk.tick(child, &duty, &Which::instance(&instance), date, &form.text("note"))
            }
            Purpose::TickSeveral(children, duty) => {
                let Some(date) = day(form, "date") else { return Ok(None) };
                let late = self.late_among(&children, &duty, date) > 0;
                if late && form.needed("note", "Why it is late").is_none() {
                    return Ok(None);
                }
                self.desk.tick_several(&children, &duty, date, &form.text("note"))
            }
            Purpose::NewChild => return self.save_new_child(form),
            Purpose::Fact(child, fact) => return self.save_fact(form, child, fact),
            Purpose::Contact(child) | Purpose::Note(child) => {
                let Some(date) = day(form, "date") else { return Ok(None) };
                let Some((with, text)) = contact_words(form) else { return Ok(None) };
                let kind = form.some("kind").as_deref().map_or(Ok(NoteKind::Note), NoteKind::from_word)?;
                let id = NoteId(0);
                let note = Note { id, kind, date, with, text, pasted: false };
                match form.some("place").filter(|_| kind == NoteKind::Saw) {
                    Some(place) => self.desk.see(child, note, Place::from_word(&place)?),
                    None => self.desk.add_note(Some(child), note),
                }
            }
            Purpose::ContactSeveral(children) => {
                let (date, words) = (day(form, "date"), contact_words(form));
                let Some((date, (with, text))) = date.zip(words) else { return Ok(None) };
                let kind = NoteKind::from_word(&form.text("kind"))?;
                let id = NoteId(0);
                self.desk.add_note_to_several(&children, Note { id, kind, date, with, text, pasted: false })
            }
            Purpose::Voice(_) | Purpose::CameOf(..) => return self.save_voice(form),
            Purpose::Decide(..) | Purpose::CorrectDecision(..) | Purpose::MarkDecision(..) => {
                return self.save_decision(form);
            }
            Purpose::Matter(..) | Purpose::Attend(..) | Purpose::Meeting(..) | Purpose::ReviewDay(..) => {
                return self.save_review(form);
            }
            Purpose::Raise(_)
            | Purpose::Move(..)
            | Purpose::CloseConcern(_)
            | Purpose::EffectSeen(_)
            | Purpose::Message(_) => return self.save_concern(form),
            Purpose::Answer(sitting, item) => {
                let Some(answer) = self.answer_of(form, &sitting, &item) else { return Ok(None) };
                self.desk.answer(sitting.child, &sitting.walk, answer)
            }
            Purpose::WhyLate(child, done) => {
                let Some(reason) = form.needed("reason", "Why it is late") else { return Ok(None) };
                self.desk.explain_done(child, done, &reason)
            }
            Purpose::Change(child, event) => return self.save_change(form, child, &event),
            Purpose::Respond { child, change, ends, .. } => {
                return self.save_response(form, child, change, ends);
            }
            Purpose::Holiday => return self.preview_holiday(form),
            Purpose::KeepFree => return self.keep_free(form, &calendar),
            Purpose::TakeCalendar => return self.take_calendar(form),
            Purpose::SchoolHolidays => return self.load_school(form),
            Purpose::Export | Purpose::Jump | Purpose::SetUp | Purpose::Unlock => return Ok(None),
        };
        done.map(Some)
    }
}

fn booking(
    form: &mut Form,
    today: NaiveDate,
    calendar: &crate::rules::calendar::Calendar,
) -> Option<Booking> {
    let date = form.needed_date("date", today, calendar);
    let time = form.text("at").replace('.', ":");
    let at = match (time.as_str(), NaiveTime::parse_from_str(&time, "%H:%M")) {
        ("", _) => None,
        (_, Ok(at)) => Some(at),
        _ => {
            form.fault("at", "A time such as 10:30.");
            None
        }
    };
    let minutes = match (form.text("minutes").as_str(), form.text("minutes").parse::<u32>()) {
        ("", _) => None,
        (_, Ok(minutes)) => Some(minutes),
        _ => {
            form.fault("minutes", "A number of minutes.");
            None
        }
    };
    let outside = form.field("by").is_some_and(|f| f.shown);
    let (mut approved_on, mut reason) = (None, None);
    if outside {
        approved_on = form.needed_date("on", today, calendar);
        reason = form.needed("reason", "A reason for the day outside the limit");
    }
    let date = date.filter(|_| !form.has_faults())?;
    let approved_by = form.some("by").filter(|_| outside);
    Some(Booking { date, at, minutes, venue: form.text("venue"), approved_by, approved_on, reason })
}

/// With whom and what was said: words that were typed without a colon are what was said.
fn contact_words(form: &mut Form) -> Option<(String, String)> {
    let (with, text) = (form.text("with"), form.text("text"));
    if text.trim().is_empty() && !with.is_empty() {
        return Some((String::new(), with));
    }
    form.needed("text", "Something to keep").map(|text| (with, text.trim().to_owned()))
}
