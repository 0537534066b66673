//! The way back to the form that a draft was typed in.

use super::app::App;
use super::layers::checklists::sit_down;
use super::layers::drafts::about;
use super::panes::sitting::Sitting;
use crate::casework::AGENDA;
use crate::model::ids::ChildId;
use crate::model::record::Subject;
use crate::rules::sessions::Walk;

impl App {
    /// Opens the form a draft belongs to, or says where it is.
    pub(crate) fn take_up_draft(&mut self, key: &str) {
        if self.open_draft(key) {
            return;
        }
        let (kind, Some(child)) = about(key) else {
            return self.say("Open the form it was typed in again: it comes back there.");
        };
        let parts: Vec<&str> = key.split(':').collect();
        match parts.as_slice() {
            ["decision", _] => self.decide_form(child, None),
            ["matter", _, sequence, item] => {
                self.matter_form(child, sequence.parse().unwrap_or_default(), item);
            }
            ["answer", _, list, subject, item] => self.draft_of_answer(child, list, subject, item),
            _ => {
                self.open_child(child);
                self.say(format!("It is {kind}: open that form again and it comes back."));
            }
        }
    }

    /// Opens the question a draft answers; its session is the child's last of that list.
    fn draft_of_answer(&mut self, child: ChildId, list: &str, subject: &str, item: &str) {
        let named = |s: Subject| {
            let (kind, id) = s.parts();
            format!("{kind}{}", id.map(|id| id.to_string()).unwrap_or_default())
        };
        let sessions = self.row(child).map(|row| row.case.sessions.as_slice()).unwrap_or_default();
        let found = sessions.iter().map(|s| s.subject).find(|s| named(*s) == subject);
        let walk = Walk { list: list.to_owned(), subject: found };
        let agenda = walk.list == AGENDA;
        self.carry(sit_down(self.scene(), child, walk.clone()));
        let sitting = Sitting { child, walk, question: 0, refused: None };
        let place = sitting.asked(&self.desk.board).iter().position(|i| i.id == item);
        if let Some(question) = place.filter(|_| !agenda) {
            self.answer_form(&sitting, question);
        }
    }
}
