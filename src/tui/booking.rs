//! What adjourning a review keeps and what it moves, in the form that asks for it.

use super::app::App;
use super::layers::days::{day, link_line, side};
use super::modals::Modal;
use super::words;
use crate::board::Row;
use crate::casework::dates;
use crate::model::ids::ChildId;
use crate::rules::chain::{Fate, Link, Plan};
use crate::rules::slot::Slot;

/// How many dates an adjournment's form lists.
const SHOWN: usize = 6;

impl App {
    /// Brings the adjournment's form up to date: what it keeps and what it moves, before and after.
    pub(super) fn settle_adjourn(&mut self, child: ChildId) {
        let board = &self.desk.board;
        let Some(Modal::Form(form)) = self.modals.last() else { return };
        let typed = dates::parse(&form.text("date"), board.today, &board.calendar).ok();
        let own = board.row(child).and_then(Row::next_review).map(Slot::instance);
        let mut notes = Vec::new();
        if let Some(Ok(chain)) = typed.map(|on| self.desk.chain(child, Plan::Adjourn { on, resume: None })) {
            notes.push(format!(
                "The review keeps its day, {}: the next limit counts from it.",
                words::full(chain.to)
            ));
            notes.push(side("Before", "After", ""));
            let (before, after) = chain.next_due;
            notes.push(side(&day(before), &day(after), "Limit of the next review"));
            let moved = chain.links.iter().filter(|l| l.fate != Fate::Same);
            // This review's own first; its next one follows from the limit above.
            let (own, others): (Vec<&Link>, Vec<&Link>) =
                moved.partition(|l| own.as_ref() == Some(&l.instance));
            let shown = own.iter().chain(&others).take(SHOWN);
            notes.extend(shown.map(|link| link_line(&self.desk.board.practice, link)));
            let more = (own.len() + others.len()).saturating_sub(SHOWN);
            if more > 0 {
                notes.push(format!("and {} further on", words::count(more, "date", "dates")));
            }
        }
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.notes = notes.into_iter().map(|note| (None, note)).collect();
        }
    }
}
