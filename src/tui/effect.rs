//! The forms by which a concern is closed, and by which a promised effect is looked for: nothing is filled
//! in that somebody has to have seen.

use super::app::App;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::widgets::concern::about_whom;
use super::words;
use crate::casework::{Closing, Outcome};
use crate::error::Error;
use crate::model::escalation::Resolution;
use crate::model::ids::EscalationId;

/// Said of a choice nobody made yet.
const CHOOSE: (&str, &str) = ("", "to be chosen");
/// What a closing comes to for the child.
const CAME: &[(&str, &str)] = &[
    ("seen", "something changed, and was seen"),
    ("nothing", "nothing changed"),
    ("promised", "promised, to be looked for"),
];
/// What looking for a promise found.
const FOUND: &[(&str, &str)] =
    &[("seen", "seen"), ("not-kept", "not kept: nothing changed"), ("again", "not yet: look again")];

fn choices(all: &[(&str, &str)]) -> Vec<(String, String)> {
    std::iter::once(&CHOOSE).chain(all).map(|(w, s)| ((*w).to_owned(), (*s).to_owned())).collect()
}

impl App {
    /// Closing asks what changed, how it ended, who saw it and when.
    pub(crate) fn close_form(&mut self, id: EscalationId) {
        let Some(concern) = self.desk.board.concern(id) else { return };
        let role = |r: &String| self.desk.board.practice.role(r).to_owned();
        let untold: Vec<String> = concern
            .untold()
            .iter()
            .map(|n| n.to.iter().map(role).collect::<Vec<_>>().join(" and "))
            .collect();
        let mut fields = vec![
            Field::block("effect", "What changed", ""),
            Field::choice("came", "For the child", choices(CAME), "").letters(&[
                ('s', "seen"),
                ('n', "nothing"),
                ('p', "promised"),
            ]),
            Field::choice("outcome", "Outcome", choices(Resolution::CHOICES), ""),
            Field::line("who", "Seen by", "").hint("me, the carer, the child ..."),
            Field::line("seen", "Seen on", "").hint("today, 5 jan"),
            Field::line("look", "Look for it on", "").hint("where it is promised: 5 jan, +20wd"),
            Field::line("date", "Closed on", "today"),
        ];
        if !untold.is_empty() {
            fields.push(Field::line("untold", "Not told", "").hint("why they are not"));
        }
        let title = format!("Close: {} · {}", about_whom(self.scene(), &concern), concern.title());
        let mut form = Form::new(title, Purpose::CloseConcern(id), fields);
        let ask = "What is different for the child now, or that nothing is. Nothing closes without it.";
        form.notes.push((None, ask.into()));
        if !untold.is_empty() {
            form.notes.push((None, format!("Still to be told: {}.", untold.join(", "))));
        }
        self.open(form, Some(format!("effect:{id}")));
    }

    /// A promised effect: seen, not kept, or to be looked for again.
    pub(crate) fn effect_form(&mut self, id: EscalationId) {
        let Some(concern) = self.desk.board.concern(id) else { return };
        let promised = concern.escalation.effect.clone().unwrap_or_default();
        let fields = vec![
            Field::choice("found", "What you found", choices(FOUND), "").letters(&[
                ('s', "seen"),
                ('n', "not-kept"),
                ('a', "again"),
            ]),
            Field::block("effect", "In words", ""),
            Field::line("who", "Seen by", "").hint("me, the carer, the child ..."),
            Field::line("seen", "Looked on", "today"),
            Field::line("look", "Look again on", "").hint("where it is not here yet: 5 jan, +20wd"),
        ];
        let title = format!("Effect: {} · {}", about_whom(self.scene(), &concern), concern.title());
        let mut form = Form::new(title, Purpose::EffectSeen(id), fields);
        form.notes.push((None, format!("Promised: {promised}")));
        if let Some(day) = concern.escalation.look_on {
            form.notes.push((None, format!("To be looked for on {}.", words::full(day))));
        }
        self.open(form, Some(format!("seen:{id}")));
    }

    /// Saves a closing; none where something is not said.
    pub(super) fn save_closing(
        &mut self,
        form: &mut Form,
        id: EscalationId,
    ) -> Result<Option<Outcome>, Error> {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let came = form.text("came");
        let (unchanged, promised) = (came == "nothing", came == "promised");
        if !unchanged {
            form.needed("effect", "What changed for the child, or below that nothing did,");
        }
        for (key, what) in [("came", "What it came to for the child"), ("outcome", "How it ended")] {
            form.needed(key, what);
        }
        let on = form.needed_date("date", today, &calendar);
        let (seen_on, look_on) = match promised {
            true => (None, form.needed_date("look", today, &calendar)),
            false => {
                form.needed("who", "Who saw it");
                (form.needed_date("seen", today, &calendar), None)
            }
        };
        let Some(on) = on.filter(|_| !form.has_faults()) else { return Ok(None) };
        let closing = Closing {
            outcome: Some(Resolution::from_word(&form.text("outcome"))?),
            effect: form.text("effect"),
            unchanged,
            seen_by: form.text("who"),
            seen_on,
            look_on,
            not_told: form.text("untold"),
        };
        self.desk.close_escalation(id, on, closing).map(Some)
    }

    /// Saves what looking for a promised effect found; none where something is not said.
    pub(super) fn save_found(&mut self, form: &mut Form, id: EscalationId) -> Result<Option<Outcome>, Error> {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let found = form.text("found");
        form.needed("found", "What you found");
        let again = found == "again";
        if found == "seen" || again {
            form.needed(
                "effect",
                if again { "What you found, in words," } else { "What is different for the child" },
            );
        }
        let look_on = if again { form.needed_date("look", today, &calendar) } else { None };
        let on = form.needed_date("seen", today, &calendar);
        if !again {
            form.needed("who", "Who saw it");
        }
        let Some(on) = on.filter(|_| !form.has_faults()) else { return Ok(None) };
        let (who, effect) = (form.text("who"), form.text("effect"));
        let done = match (found.as_str(), look_on) {
            (_, Some(look_on)) => self.desk.look_again(id, on, look_on, &effect),
            ("not-kept", None) => self.desk.effect_not_kept(id, on, &who, &effect),
            _ => self.desk.effect_seen(id, on, &who, &effect),
        };
        done.map(Some)
    }
}
