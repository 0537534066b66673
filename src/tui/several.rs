//! Acts on several children at once: one question, one act, one undo; and copying between siblings.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::action::Action;
use super::app::App;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::modals::picker::{Item, Pick, Picker};
use super::words;
use crate::board::Row;
use crate::casework::{Part, notes_to_copy};
use crate::model::child::{NOTE, PERSON, Relation};
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::Note;
use crate::rules::due::Status;

impl App {
    /// The marked children, where the list of them is what is seen, or those of the items chosen in the calendar.
    pub(crate) fn marked(&self) -> Vec<ChildId> {
        if self.pane == super::action::Pane::Calendar && self.child.is_none() {
            let children: BTreeSet<ChildId> =
                self.calendar.marked.iter().filter_map(|key| key.child).collect();
            return children.into_iter().collect();
        }
        let listed = self.pane == super::action::Pane::Caseload && self.child.is_none();
        self.caseload.marked.iter().copied().filter(|_| listed).collect()
    }

    /// Asks once before a duty is ticked off for every marked child who owes it.
    pub(crate) fn ask_several(&mut self, duty: &str) {
        let board = &self.desk.board;
        let title = board.practice.duty(duty).map_or(duty.to_owned(), |d| d.title.clone());
        let owes =
            |id: &&ChildId| board.row(**id).is_some_and(|r| r.judged.owed().any(|d| d.duty.id == duty));
        let owing: Vec<ChildId> = self.marked().iter().filter(owes).copied().collect();
        if self.late_among(&owing, duty, self.today()) > 0 {
            return self.late_form(owing, duty, &title);
        }
        let names: Vec<String> = self
            .marked()
            .iter()
            .filter(owes)
            .filter_map(|id| board.row(*id))
            .map(|row| self.name(row))
            .collect();
        let yes = Item {
            label: format!("yes, done today for {}", words::count(names.len(), "child", "children")),
            hint: String::new(),
            pick: Pick::SeveralDone(duty.to_owned()),
        };
        let no = Item {
            label: "no, change nothing".to_owned(),
            hint: String::new(),
            pick: Pick::Act(Action::Close),
        };
        let mut picker = Picker::new(title, vec![yes, no]);
        picker.note = names.join(", ");
        self.modals.push(Modal::Picker(picker));
    }

    /// For how many of several children doing a duty on `day` is late.
    pub(crate) fn late_among(&self, children: &[ChildId], duty: &str, day: NaiveDate) -> usize {
        let next = |id: &ChildId| self.row(*id)?.judged.owed().find(|d| d.duty.id == duty)?.late_on(day);
        children.iter().filter_map(next).count()
    }

    /// Asks once why a duty is late, before it is ticked off for several children.
    fn late_form(&mut self, children: Vec<ChildId>, duty: &str, title: &str) {
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

    /// Ticks a duty off for every marked child who owes it, in one act.
    pub(crate) fn tick_several(&mut self, duty: &str) {
        let (marked, today) = (self.marked(), self.today());
        let done = self.desk.tick_several(&marked, duty, today, "");
        if self.after(done) {
            self.caseload.marked.clear();
            self.calendar.marked.clear();
        }
    }

    /// Asks which brother or sister to copy from.
    pub(crate) fn choose_sibling(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let siblings = row.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
        let siblings: Vec<&Row> = siblings.filter_map(|kin| self.row(kin.other)).collect();
        let items = siblings.iter().flat_map(|other| {
            let facts = Item {
                label: self.name(other),
                hint: "the people of the case, and the first language".to_owned(),
                pick: Pick::CopyFrom(child, other.id()),
            };
            let new = notes_to_copy(&row.case, &other.case).count();
            let notes = Item {
                label: format!("{}: notes", self.name(other)),
                hint: words::count(new, "note not here", "notes not here"),
                pick: Pick::NotesOf(child, other.id()),
            };
            [Some(facts), Some(notes).filter(|_| new > 0)].into_iter().flatten()
        });
        let items: Vec<Item> = items.collect();
        if items.is_empty() {
            self.say("No brother or sister of the child is recorded on this caseload: E records one.");
            return;
        }
        let mut picker = Picker::new(format!("Copy to {} from", self.name(row)), items);
        picker.note = "What is copied is marked until you have read it here.".to_owned();
        self.modals.push(Modal::Picker(picker));
    }

    /// Copies from a sibling what is not recorded of the child.
    pub(crate) fn copy_from(&mut self, child: ChildId, sibling: ChildId) {
        let done = self.desk.copy_from(child, sibling, &Part::ALL.iter().map(|(part, _)| *part).collect());
        if self.after(done) {
            self.say("Copied. ◇ marks what nobody has read here yet: Enter under People reads it. u undoes.");
        }
    }

    /// Asks which notes about a brother or sister to copy: one, or all of them.
    pub(crate) fn choose_notes(&mut self, child: ChildId, sibling: ChildId) {
        let Some((row, other)) = self.row(child).zip(self.row(sibling)) else { return };
        let mut new: Vec<&Note> = notes_to_copy(&row.case, &other.case).collect();
        new.reverse();
        let pick = |notes: &[&Note]| Pick::CopyNotes(child, sibling, notes.iter().map(|n| n.id).collect());
        let one = |note: &&Note| Item {
            label: format!(
                "{} {}",
                words::fit(&words::brief(note.date, self.today()), 11),
                note.text.lines().next().unwrap_or_default()
            ),
            hint: note.kind.word().to_owned(),
            pick: pick(&[*note]),
        };
        let all = Item { label: format!("all {} of them", new.len()), hint: String::new(), pick: pick(&new) };
        let items = new.iter().map(one).chain(Some(all).filter(|_| new.len() > 1)).collect();
        let mut picker = Picker::new(format!("Copy which note to {}?", self.name(row)), items);
        picker.note =
            "What the sibling said stays theirs. A copy is marked until it is read here.".to_owned();
        self.modals.push(Modal::Picker(picker));
    }

    /// Copies notes about a sibling.
    pub(crate) fn copy_notes(&mut self, child: ChildId, sibling: ChildId, notes: &[NoteId]) {
        let done = self.desk.copy_notes(child, sibling, notes);
        if self.after(done) {
            self.say("Copied. ◇ marks each until you open it here, under Notes. u undoes.");
        }
    }

    /// Opening a note that was copied here reads it.
    pub(crate) fn read_note(&mut self, child: ChildId, note: NoteId) {
        let copied = self.row(child).and_then(|r| r.case.copied_mark(NOTE, note.0));
        if let Some(mark) = copied.map(|c| c.id) {
            let done = self.desk.read_copied(child, Some(mark));
            self.after(done);
        }
    }

    /// Says that what was copied is right: the person of the cursor, else every field that was copied.
    pub(crate) fn read_here(&mut self) {
        let Some((id, cursor)) = self.page().map(|p| (p.id, p.cursor)) else { return };
        let Some(row) = self.row(id) else { return };
        let person = row.case.people.iter().rev().nth(cursor).map(|p| p.id.0);
        let mark = person.and_then(|id| row.case.copied_mark(PERSON, id));
        let mark = mark.or_else(|| row.case.copied.iter().find(|c| c.row.is_none())).map(|c| c.id);
        match mark {
            Some(mark) => {
                let done = self.desk.read_copied(id, Some(mark));
                self.after(done);
            }
            None => self.say("Nothing here was copied and not read."),
        }
    }
}
