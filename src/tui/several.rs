//! Acts on several children at once: one question, one act, one undo; and copying between siblings.

use super::action::Action;
use super::app::App;
use super::modals::Modal;
use super::modals::picker::{Item, Pick, Picker};
use super::words;
use crate::casework::Part;
use crate::model::child::Relation;
use crate::model::ids::ChildId;

impl App {
    /// The marked children, where the list of them is what is seen.
    pub(crate) fn marked(&self) -> Vec<ChildId> {
        let listed = self.pane == super::action::Pane::Caseload && self.child.is_none();
        self.caseload.marked.iter().copied().filter(|_| listed).collect()
    }

    /// Asks once before a duty is ticked off for every marked child who owes it.
    pub(crate) fn ask_several(&mut self, duty: &str) {
        let board = &self.desk.board;
        let title = board.practice.duty(duty).map_or(duty.to_owned(), |d| d.title.clone());
        let owes =
            |id: &&ChildId| board.row(**id).is_some_and(|r| r.judged.owed().any(|d| d.duty.id == duty));
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

    /// Ticks a duty off for every marked child who owes it, in one act.
    pub(crate) fn tick_several(&mut self, duty: &str) {
        let (marked, today) = (self.marked(), self.today());
        let done = self.desk.tick_several(&marked, duty, today);
        if self.after(done) {
            self.caseload.marked.clear();
        }
    }

    /// Asks which brother or sister to copy from.
    pub(crate) fn choose_sibling(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let siblings = row.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
        let items: Vec<Item> = siblings
            .filter_map(|kin| self.row(kin.other))
            .map(|other| Item {
                label: self.name(other),
                hint: "the people of the case, and the first language".to_owned(),
                pick: Pick::CopyFrom(child, other.id()),
            })
            .collect();
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

    /// Says that what was copied is right: the person of the cursor, else every field that was copied.
    pub(crate) fn read_here(&mut self) {
        let Some((id, cursor)) = self.page().map(|p| (p.id, p.cursor)) else { return };
        let Some(row) = self.row(id) else { return };
        let person = row.case.people.iter().rev().nth(cursor).map(|p| p.id.0);
        let copied = &row.case.copied;
        let mark = copied.iter().find(|c| c.row.is_some() && c.row == person);
        let mark = mark.or_else(|| copied.iter().find(|c| c.row.is_none())).map(|c| c.id);
        match mark {
            Some(mark) => {
                let done = self.desk.read_copied(id, Some(mark));
                self.after(done);
            }
            None => self.say("Nothing here was copied and not read."),
        }
    }
}
