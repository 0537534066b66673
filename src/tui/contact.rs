//! Notes and contacts, and an answer with a note: what is written in a few keys wherever one is.

use super::app::App;
use super::forms::pairs;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::panes::sitting::Sitting;
use crate::model::record::{Answer, Reply};
use crate::rules::practice::{AnswerKind, Item};

/// What is missing where a note has no answer yet.
pub(crate) const ANSWER_NEEDED: &str = "An answer (y, p, n or x)";
/// How a question may be answered.
pub(crate) fn replies() -> Vec<(String, String)> {
    pairs(&[&[("", "not answered yet")], Reply::CHOICES].concat())
}
pub(crate) const REPLY_LETTERS: &[(char, &str)] = &[('y', "yes"), ('p', "partly"), ('n', "no"), ('x', "n/a")];

impl App {
    /// Asks for the answer to a question with its note and its day.
    pub(crate) fn answer_form(&mut self, sitting: &Sitting, question: usize) {
        let board = &self.desk.board;
        let all = sitting.asked(board);
        let Some(item) = all.get(question) else { return };
        let given = sitting.given(board, item);
        let value = given.map(|a| a.value.clone()).unwrap_or_default();
        let day = given.map_or("today".to_owned(), |a| a.date.format("%-d %b %Y").to_string());
        let note = Field::block("note", "Note", given.map_or("", |a| a.note.as_str()));
        let day = Field::line("date", "Day", day);
        let fields = match item.answer {
            AnswerKind::YesNo => {
                let answer = Field::choice("value", "Answer", replies(), &value).letters(REPLY_LETTERS);
                vec![note, answer, day]
            }
            AnswerKind::Choice => {
                let all = item.choices.iter().map(|c| (c.clone(), c.clone())).collect();
                vec![Field::choice("value", "Answer", all, &value), note, day]
            }
            AnswerKind::Text => vec![Field::block("value", "Answer", &value), day],
            AnswerKind::Date => vec![Field::line("value", "Answer", value).hint("22 nov"), note, day],
        };
        let title = if item.answer == AnswerKind::YesNo { "A note with the answer" } else { "Answer" };
        let subject = sitting.walk.subject.map(|s| s.parts());
        let (kind, id) = subject.unwrap_or(("review", None));
        let about = id.map(|id| id.to_string()).unwrap_or_default();
        let key = format!("answer:{}:{}:{kind}{about}:{}", sitting.child, sitting.walk.list, item.id);
        let sitting = Sitting { question, ..sitting.clone() };
        let ask = item.ask.clone();
        let mut form = Form::new(title, Purpose::Answer(Box::new(sitting), item.id.clone()), fields);
        form.notes.push((None, ask));
        self.open(form, Some(key));
    }

    /// The answer a form gives, or none with its faults told under their fields.
    pub(crate) fn answer_of(&self, form: &mut Form, sitting: &Sitting, item: &str) -> Option<Answer> {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let date = form.needed_date("date", today, &calendar);
        let all = sitting.asked(&self.desk.board);
        let dated = |i: &&Item| i.id == item && i.answer == AnswerKind::Date;
        let value = if all.iter().copied().any(|i| dated(&i)) {
            form.needed_date("value", today, &calendar).map(|day| day.to_string())
        } else {
            form.needed("value", ANSWER_NEEDED)
        };
        let (date, value) = date.zip(value)?;
        Some(Answer { item: item.to_owned(), value, note: form.text("note"), date })
    }

    /// Puts first words into a field of the form just opened, where nothing stands yet.
    pub(crate) fn prefill(&mut self, key: &str, words: &str) {
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.propose(key, words);
        }
    }
}
