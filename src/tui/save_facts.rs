//! Saving the form of a fact: what was typed becomes one act.

use std::sync::Arc;

use chrono::NaiveDate;

use super::app::App;
use super::ask::Ask;
use super::fact::{Fact, relation_word};
use super::layers::text::{TextBox, Tone};
use super::modals::form::Form;
use super::save::Tried;
use crate::casework::{Arrival, Outcome};
use crate::error::Error;
use crate::model::care::{Legal, Period, Placement};
use crate::model::child::{Child, Person, Relation, Source};
use crate::model::ids::{ChildId, PersonId};
use crate::rules::calendar::Calendar;

/// What the dates of a form are read by.
struct Days {
    today: NaiveDate,
    calendar: Arc<Calendar>,
}

impl Days {
    fn maybe(&self, form: &mut Form, key: &str) -> Option<NaiveDate> {
        form.date(key, self.today, &self.calendar)
    }

    fn needed(&self, form: &mut Form, key: &str) -> Option<NaiveDate> {
        form.needed_date(key, self.today, &self.calendar)
    }
}

fn gone() -> Error {
    Error::missing("That fact is not in the book any more; nothing was changed.")
}

impl App {
    fn days(&self) -> Days {
        Days { today: self.today(), calendar: Arc::clone(&self.desk.board.calendar) }
    }

    /// A new child, looked after from a day where one was typed: one act.
    pub(super) fn save_new_child(&mut self, form: &mut Form) -> Tried {
        let days = self.days();
        let child = named(form, &days, Child::new(""));
        let arrival = arrival(form, &days);
        let Some(child) = child.filter(|_| !form.has_faults()) else { return Ok(None) };
        self.desk.add_child(child, arrival).map(Some)
    }

    pub(super) fn save_fact(&mut self, form: &mut Form, child: ChildId, fact: Fact) -> Tried {
        if form.text("then") == "remove" {
            return self.remove_fact(child, fact).map(Some);
        }
        let days = self.days();
        let Some(row) = self.row(child) else { return Err(gone()) };
        let case = row.case.clone();
        let done = match fact {
            Fact::Details => {
                let yes = |text: String| Some(text == "yes").filter(|_| !text.is_empty());
                let Some(child) = named(form, &days, case.child) else { return Ok(None) };
                self.desk.save_child(Child {
                    sex: form.some("sex"),
                    disabled: yes(form.text("disabled")),
                    in_proceedings: yes(form.text("proceedings")),
                    ..child
                })
            }
            Fact::Arrive => {
                days.needed(form, "start");
                let arrival = arrival(form, &days);
                let Some(arrival) = arrival.filter(|_| !form.has_faults()) else { return Ok(None) };
                self.desk.arrive(child, arrival)
            }
            Fact::Leave => {
                let Some(end) = days.needed(form, "end") else { return Ok(None) };
                self.desk.leave_care(child, end, form.some("reason"))
            }
            Fact::Status => {
                let Some(start) = days.needed(form, "start") else { return Ok(None) };
                self.desk.start_legal(child, &form.text("code"), start)
            }
            Fact::Iro => {
                let (name, start) = (form.needed("name", "The IRO's name"), days.needed(form, "start"));
                let Some((name, start)) = name.zip(start) else { return Ok(None) };
                self.desk.allocate(child, &name, start)
            }
            Fact::Authority => {
                let (start, end) = (days.maybe(form, "start"), days.maybe(form, "end"));
                if form.has_faults() {
                    return Ok(None);
                }
                self.desk.authority(child, start, end)
            }
            Fact::Separate => {
                let (date, chair) =
                    (days.needed(form, "date"), form.needed("chair", "Who chaired the review"));
                let Some((date, chair)) = date.zip(chair) else { return Ok(None) };
                self.desk.hold_separate(child, &form.text("clock"), date, &chair)
            }
            Fact::NoMeeting => self.desk.without_meeting(child, form.text("review").parse().ok()),
            Fact::Move => {
                let Some(new) = placement(form, &days, Placement::at("", days.today)) else {
                    return Ok(None);
                };
                self.desk.start_placement(child, new)
            }
            Fact::Placement(id) => {
                let known = case.placements.into_iter().find(|p| p.id == id).ok_or_else(gone)?;
                let Some(new) = placement(form, &days, known) else { return Ok(None) };
                self.desk.save_placement(child, new)
            }
            Fact::Period(id) => {
                let known = case.periods.into_iter().find(|p| p.id == id).ok_or_else(gone)?;
                let (start, end) = (days.needed(form, "start"), days.maybe(form, "end"));
                let notified = days.maybe(form, "notified");
                let Some(start) = start.filter(|_| !form.has_faults()) else { return Ok(None) };
                let end_reason = form.some("reason");
                self.desk.save_period(child, Period { start, end, end_reason, notified, ..known })
            }
            Fact::Legal(id) => {
                let known = case.legal.into_iter().find(|l| l.id == id).ok_or_else(gone)?;
                let (start, end) = (days.needed(form, "start"), days.maybe(form, "end"));
                let Some(start) = start.filter(|_| !form.has_faults()) else { return Ok(None) };
                self.desk.save_legal(child, Legal { code: form.text("code"), start, end, ..known })
            }
            Fact::NewPerson => {
                let blank = Person {
                    id: PersonId(0),
                    role: String::new(),
                    name: String::new(),
                    detail: String::new(),
                    start: None,
                    end: None,
                    source: Source::Hand,
                };
                let Some(person) = person(form, &days, blank) else { return Ok(None) };
                self.desk.save_person(child, person)
            }
            Fact::Person(id) => {
                let known = case.people.into_iter().find(|p| p.id == id).ok_or_else(gone)?;
                let Some(person) = person(form, &days, known) else { return Ok(None) };
                self.desk.save_person(child, person)
            }
            Fact::Relative => {
                let Ok(other) = form.text("other").parse::<i64>() else {
                    form.fault("other", "There is no other child on the caseload.");
                    return Ok(None);
                };
                let word = form.text("relation");
                let relation = [Relation::Parent, Relation::Offspring]
                    .into_iter()
                    .find(|r| relation_word(*r) == word)
                    .unwrap_or(Relation::Sibling);
                self.desk.link(child, ChildId(other), relation)
            }
            Fact::Unlink(other) => self.desk.unlink(child, other),
            Fact::Remove => self.desk.remove_child(child),
        };
        done.map(Some)
    }

    fn remove_fact(&mut self, child: ChildId, fact: Fact) -> Result<Outcome, Error> {
        match fact {
            Fact::Period(id) => self.desk.remove_period(child, id),
            Fact::Legal(id) => self.desk.remove_legal(child, id),
            Fact::Placement(id) => self.desk.remove_placement(child, id),
            Fact::Person(id) => self.desk.remove_person(child, id),
            _ => Err(gone()),
        }
    }

    /// Shows which dates an act moved, where it moved any.
    pub(super) fn show_moved(&mut self, outcome: &Outcome) {
        if outcome.moved.is_empty() {
            return;
        }
        let mut text = TextBox::new("What moved");
        if !self.hidden {
            text.push(Tone::Head, outcome.label.clone());
            text.push(Tone::Plain, "");
        }
        for moved in &outcome.moved {
            text.push(Tone::Plain, moved.line());
        }
        text.push(Tone::Plain, "");
        text.push(Tone::Dim, "Esc closes this, u then takes all of it back.");
        self.carry(Ask::open(text));
    }
}

fn named(form: &mut Form, days: &Days, known: Child) -> Option<Child> {
    let number = form.needed("number", "The authority's number for the child");
    let dob = days.maybe(form, "dob");
    let number = number.filter(|_| !form.has_faults())?;
    let (forename, surname) = (form.text("forename"), form.text("surname"));
    Some(Child { number, forename, surname, dob, language: form.some("language"), ..known })
}

/// The arrival typed, where its day was.
fn arrival(form: &mut Form, days: &Days) -> Option<Arrival> {
    let notified = days.maybe(form, "notified");
    let start = days.maybe(form, "start")?;
    let (legal, place, iro) = (form.some("legal"), form.some("place"), form.some("iro"));
    Some(Arrival { start, notified, legal, place, iro })
}

fn placement(form: &mut Form, days: &Days, known: Placement) -> Option<Placement> {
    let (start, end) = (days.needed(form, "start"), days.maybe(form, "end"));
    let start = start.filter(|_| !form.has_faults())?;
    let (code, carer, area) = (form.text("code"), form.text("carer"), form.text("area"));
    let (provider, change_reason) = (form.some("provider"), form.some("reason"));
    Some(Placement { code, provider, carer, area, start, end, change_reason, ..known })
}

fn person(form: &mut Form, days: &Days, known: Person) -> Option<Person> {
    let name = form.needed("name", "A name");
    let (start, end) = (days.maybe(form, "start"), days.maybe(form, "end"));
    let name = name.filter(|_| !form.has_faults())?;
    Some(Person { role: form.text("role"), name, detail: form.text("detail"), start, end, ..known })
}
