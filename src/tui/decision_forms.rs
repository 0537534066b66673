//! The forms of decisions: a new one, its words corrected, how far it was carried out.

use super::app::App;
use super::forms::pairs;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::save::Tried;
use crate::casework::Decided;
use crate::model::decision::Mark;
use crate::model::ids::{ChildId, DecisionId};

impl App {
    /// A new decision of a review, by number or of the last one held.
    pub(crate) fn decide_form(&mut self, child: ChildId, review: Option<u32>) {
        let form = Form::new(
            format!("A decision about {}", self.who(child)),
            Purpose::Decide(child, review),
            self.decision_fields(&Decided::default()),
        );
        let key = format!("decision:{child}");
        self.open(form, Some(key));
    }

    pub(crate) fn correct_form(&mut self, child: ChildId, id: DecisionId) {
        let found = self.row(child).and_then(|r| r.case.decisions.iter().find(|d| d.id == id)).cloned();
        let Some(d) = found else { return };
        let known = Decided { text: d.text, owner: d.owner, person: d.person, by: d.by, outcome: d.outcome };
        let title = format!("A decision about {}", self.who(child));
        let form = Form::new(title, Purpose::CorrectDecision(child, id), self.decision_fields(&known));
        self.open(form, Some(format!("decision:{child}:{id}")));
    }

    fn decision_fields(&self, known: &Decided) -> Vec<Field> {
        let roles = &self.desk.board.practice.roles;
        let none = (String::new(), "nobody named yet".to_owned());
        let owners = std::iter::once(none).chain(roles.iter().map(|(a, b)| (a.clone(), b.clone()))).collect();
        let by = known.by.map(|d| d.format("%-d %b %Y").to_string()).unwrap_or_default();
        vec![
            Field::block("text", "What is to happen", &known.text),
            Field::choice("owner", "Who does it", owners, known.owner.as_deref().unwrap_or_default()),
            Field::line("by", "By when", by).hint("20 mar, +10wd"),
            Field::line("outcome", "So that", known.outcome.clone()).hint("what it changes for the child"),
            Field::line("person", "Name", known.person.clone()).hint("of the person meant, if known"),
        ]
    }

    pub(crate) fn mark_form(&mut self, child: ChildId, id: DecisionId, mark: Mark) {
        let fields = vec![
            Field::choice("mark", "What", pairs(Mark::CHOICES), mark.word()),
            Field::line("date", "On", "today"),
            Field::block("note", "Note", ""),
        ];
        let mut form = Form::new("Mark a decision", Purpose::MarkDecision(child, id), fields);
        let found = self.row(child).and_then(|r| r.case.decisions.iter().find(|d| d.id == id));
        form.notes.extend(found.map(|d| (None, d.text.clone())));
        self.open(form, Some(format!("mark:{id}")));
    }

    /// Saves one of the forms above.
    pub(crate) fn save_decision(&mut self, form: &mut Form) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        if let Purpose::MarkDecision(child, id) = form.purpose {
            let Some(date) = form.needed_date("date", today, &calendar) else { return Ok(None) };
            let mark = Mark::from_word(&form.text("mark"))?;
            return self.desk.mark_decisions(child, &[id], mark, date, &form.text("note")).map(Some);
        }
        let by = form.date("by", today, &calendar);
        let text = form.needed("text", "What is to happen");
        let Some(text) = text.filter(|_| !form.has_faults()) else { return Ok(None) };
        let (person, outcome) = (form.text("person"), form.text("outcome"));
        let decided = Decided { text, owner: form.some("owner"), person, by, outcome };
        match form.purpose {
            Purpose::Decide(child, review) => self.desk.decide(child, review, decided).map(Some),
            Purpose::CorrectDecision(child, id) => self.desk.correct_decision(child, id, decided).map(Some),
            _ => Ok(None),
        }
    }
}
