//! The forms of the child's voice: words heard, and what came of something asked for.

use super::app::App;
use super::forms::pairs;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::save::Tried;
use super::words;
use crate::casework::Voice;
use crate::model::ids::{AskId, ChildId};
use crate::model::voice::How;

const KNOWN: &[(&str, &str)] = &[("", "not recorded"), ("yes", "yes"), ("no", "no")];
const YES_NO: &[(char, &str)] = &[('y', "yes"), ('n', "no")];

impl App {
    /// Records what the child said; what is not known may stay so.
    pub(crate) fn voice_form(&mut self, child: ChildId) {
        let how = pairs(How::CHOICES);
        let fields = vec![
            Field::block("words", "Their words", ""),
            Field::choice("how", "Heard", how, "met"),
            Field::choice("alone", "Alone", pairs(KNOWN), "").letters(YES_NO),
            Field::line("why", "Why not", "").hidden(),
            Field::line("asked", "Asked for", "").hint("what the child wants to happen, if anything"),
            Field::choice("advocate", "Advocate", pairs(KNOWN), "").letters(YES_NO),
            Field::choice("rights", "Rights", pairs(KNOWN), "").letters(YES_NO),
            Field::line("by", "Heard by", self.desk.board.iro.clone()),
            Field::line("date", "Date", "today"),
        ];
        let title = format!("What {} said", self.who(child));
        let mut form = Form::new(title, Purpose::Voice(child), fields);
        let help =
            "Alone with you? Advocate offered? Rights explained? y or n. Kept as you type; Ctrl-s saves.";
        form.notes.push((None, help.to_owned()));
        self.open(form, Some(format!("voice:{child}")));
    }

    /// Asks what came of something the child wanted.
    pub(crate) fn outcome_form(&mut self, child: ChildId, id: AskId) {
        let found = self.row(child).and_then(|r| r.case.asks.iter().find(|a| a.id == id)).cloned();
        let Some(ask) = found else { return };
        let fields =
            vec![Field::block("outcome", "Outcome", &ask.outcome), Field::line("date", "On", "today")];
        let mut form = Form::new("What came of it", Purpose::CameOf(child, id), fields);
        form.notes.push((None, format!("Asked for on {}: {}", words::full(ask.date), ask.text)));
        self.open(form, Some(format!("came-of:{id}")));
    }

    /// Saves one of the forms above.
    pub(crate) fn save_voice(&mut self, form: &mut Form) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = form.needed_date("date", today, &calendar);
        if let Purpose::CameOf(child, id) = form.purpose {
            let outcome = form.needed("outcome", "What came of it");
            let Some((date, outcome)) = date.zip(outcome) else { return Ok(None) };
            return self.desk.came_of(child, id, date, &outcome).map(Some);
        }
        let Purpose::Voice(child) = form.purpose else { return Ok(None) };
        let said = form.needed("words", "What the child said");
        let known = |form: &Form, key: &str| match form.text(key).as_str() {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let alone = known(form, "alone");
        let why_not =
            if alone == Some(false) { form.needed("why", "The reason") } else { Some(String::new()) };
        let (Some(date), Some(said), Some(why_not)) = (date, said, why_not) else { return Ok(None) };
        let voice = Voice {
            words: said,
            date,
            by: form.text("by"),
            how: How::from_word(&form.text("how"))?,
            alone,
            why_not,
            advocate: known(form, "advocate"),
            rights: known(form, "rights"),
            asked: form.text("asked"),
        };
        self.desk.hear(child, voice).map(Some)
    }
}
