//! The forms of a review's page: a matter noted, how somebody took part, how the review went.

use super::app::App;
use super::fill::DayOf;
use super::forms::pairs;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::panes::review::{ReviewPage, Shown};
use super::save::Tried;
use crate::casework::Meeting;
use crate::casework::acts::{ANSWER_NEEDED, REPLY_LETTERS, replies, took_part};
use crate::model::ids::ChildId;
use crate::model::review::{Attendee, Participation, Presence};
use crate::model::role::Role;
use crate::rules::checklist::answer;

impl App {
    fn shown(&self, child: ChildId, sequence: u32) -> Option<Shown<'_>> {
        let period = self.row(child)?.case.periods.len().checked_sub(1)?;
        Shown::of(&self.desk.board, ReviewPage { child, period, sequence, cursor: 0 })
    }

    /// What was said about a matter of the agenda.
    pub(crate) fn matter_form(&mut self, child: ChildId, sequence: u32, id: &str) {
        let Some(shown) = self.shown(child, sequence) else { return };
        let Some(item) = shown.matters().into_iter().find(|i| i.id == id) else { return };
        let given = shown.noted().and_then(|s| answer(s, id));
        let fields = vec![
            Field::block("note", "Note", given.map_or("", |a| a.note.as_str())),
            Field::choice("value", "Answer", replies(), given.map_or("", |a| a.value.as_str()))
                .letters(REPLY_LETTERS),
        ];
        let purpose = Purpose::Matter(child, sequence, id.to_owned());
        let mut form = Form::new(format!("Review {sequence}: a matter of the agenda"), purpose, fields);
        form.notes.push((None, item.ask.clone()));
        form.notes.push((None, item.why.clone()));
        self.open(form, Some(format!("matter:{child}:{sequence}:{id}")));
    }

    /// How somebody took part; with nobody given, somebody new.
    pub(crate) fn person_form(&mut self, child: ChildId, sequence: u32, who: Option<(String, String)>) {
        let Some(shown) = self.shown(child, sequence) else { return };
        let (role, name) = who.clone().unwrap_or_default();
        let people = shown.people();
        let known = people.iter().find(|(r, n, _)| *r == role && *n == name).and_then(|(.., a)| *a);
        let presence = known.map_or(Presence::Attended, |a| a.presence);
        let presences = pairs(Presence::CHOICES);
        let roles = shown.board.practice.roles.iter().map(|(a, b)| (a.clone(), b.clone())).collect();
        let mut fields = vec![
            Field::choice(
                "role",
                "Part in the case",
                roles,
                if role.is_empty() { Role::Parent.word() } else { &role },
            ),
            Field::line("name", "Name", name),
            Field::choice("presence", "Took part", presences, presence.word()),
            Field::block("note", "Views, or why not", known.map_or("", |a| a.note.as_str())),
        ];
        if who.is_some() {
            fields.iter_mut().take(2).for_each(|f| f.shown = false);
        }
        let title = match &who {
            Some((role, name)) => {
                let name = if self.hidden { String::new() } else { format!(" {name}") };
                format!("{}{name}", self.desk.board.practice.role(role))
            }
            None => format!("Somebody else at review {sequence}"),
        };
        let draft = who.map(|(role, name)| format!("attend:{child}:{sequence}:{role}:{name}"));
        let mut form = Form::new(title, Purpose::Attend(child, sequence), fields);
        form.focus = form.fields.iter().position(|f| f.shown).unwrap_or(0);
        self.open(form, Some(draft.unwrap_or_else(|| format!("attend:{child}:{sequence}"))));
    }

    /// How a review went, begun at a field.
    pub(crate) fn meeting_form(&mut self, child: ChildId, sequence: u32, field: &str) {
        let Some(shown) = self.shown(child, sequence) else { return };
        let day = shown.slot.held.or(shown.slot.booked).unwrap_or(self.today());
        let review = shown.review;
        let part = review.and_then(|r| r.participation).map_or("", Participation::word);
        let fields = vec![
            Field::choice("part", "The child", took_part(shown.row, day), part),
            Field::line("led", "Who led", review.map(|r| r.led_by.clone()).unwrap_or_default())
                .hint("the IRO unless you say"),
            Field::block("views", "Views not followed", review.map_or("", |r| r.not_followed.as_str())),
        ];
        let mut form =
            Form::new(format!("How review {sequence} went"), Purpose::Meeting(child, sequence), fields);
        form.notes.push((None, "Whose views were not followed, on what, and why.".to_owned()));
        form.focus = form.fields.iter().position(|f| f.key == field).unwrap_or(0);
        self.open(form, Some(format!("meeting:{child}:{sequence}")));
    }

    /// A day of a review.
    pub(crate) fn day_form(&mut self, child: ChildId, sequence: u32, what: DayOf) {
        let (title, label, note) = match what {
            DayOf::Part => (
                "A further meeting of the series",
                "On",
                "The first meeting stays the recorded date; the review ends with the last one.",
            ),
            DayOf::Completed => ("The whole review is completed", "On", "The last meeting of it."),
            DayOf::Sent => {
                ("Decisions sent to the manager", "On", "No time runs until you record that they arrived.")
            }
            DayOf::Received => {
                ("The manager received the decisions", "On", "From this day their time to object runs.")
            }
        };
        let field = Field::line("date", label, "today");
        let mut form = Form::new(title, Purpose::ReviewDay(child, sequence, what), vec![field]);
        form.notes.push((None, note.to_owned()));
        self.open(form, None);
    }

    /// Saves one of the forms above.
    pub(crate) fn save_review(&mut self, form: &mut Form) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        match form.purpose.clone() {
            Purpose::Matter(child, n, item) => {
                let Some(value) = form.needed("value", ANSWER_NEEDED) else { return Ok(None) };
                let note = form.text("note");
                self.desk.note_matter(child, Some(n), &item, &value, &note).map(Some)
            }
            Purpose::Attend(child, n) => {
                let presence = Presence::from_word(&form.text("presence"))?;
                let (role, name, note) = (form.text("role"), form.text("name"), form.text("note"));
                self.desk.attend(child, Some(n), Attendee { role, name, presence, note }).map(Some)
            }
            Purpose::Meeting(child, n) => {
                let meeting = Meeting {
                    participation: form.some("part").as_deref().map(Participation::from_code).transpose()?,
                    led_by: Some(form.text("led")),
                    not_followed: Some(form.text("views")),
                };
                self.desk.describe_review(child, Some(n), meeting).map(Some)
            }
            Purpose::ReviewDay(child, n, what) => {
                let Some(date) = form.needed_date("date", today, &calendar) else { return Ok(None) };
                let done = match what {
                    DayOf::Part => self.desk.add_part(child, Some(n), date),
                    DayOf::Completed => self.desk.complete(child, Some(n), date),
                    DayOf::Sent => self.desk.decisions_sent(child, Some(n), date),
                    DayOf::Received => self.desk.decisions_received(child, Some(n), date),
                };
                done.map(Some)
            }
            _ => Ok(None),
        }
    }
}
