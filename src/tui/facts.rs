//! The forms of a review on a clock of its own, and of one done without a meeting.

use super::app::App;
use super::fact::Fact;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::save::Tried;
use crate::model::ids::ChildId;

impl App {
    pub(crate) fn fact_form(&mut self, child: ChildId, fact: Fact) {
        let Some(row) = self.row(child) else { return };
        let fields = match fact {
            Fact::Separate => {
                let clocks = self.desk.board.practice.regimes.iter().filter(|r| r.separate);
                let clocks: Vec<_> = clocks.map(|r| (r.id.clone(), r.title.clone())).collect();
                let on = row.judged().slots.iter().rev().find_map(|s| s.clock()).unwrap_or("");
                vec![
                    Field::choice("clock", "Review", clocks, on),
                    Field::line("date", "Held on", self.today().format("%-d %b %Y").to_string()),
                    Field::line("chair", "Chaired by", "").hint("not the child's own IRO"),
                ]
            }
            Fact::NoMeeting => {
                let Some(last) = row.case.periods.len().checked_sub(1) else { return };
                let own = row.judged().slots.iter().rev().filter(|s| s.clock().is_none() && s.period == last);
                let held = own.filter_map(|s| {
                    let day = s.held?.format("%-d %b %Y");
                    Some((s.sequence.to_string(), format!("review {}, {day}", s.sequence)))
                });
                vec![Field::choice("review", "Review", held.collect(), "")]
            }
        };
        let title = format!("{}: {}", self.name(row), fact.words());
        self.open(Form::new(title, Purpose::Fact(child, fact), fields), None);
    }

    pub(super) fn save_fact(&mut self, form: &mut Form, child: ChildId, fact: Fact) -> Tried {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let done = match fact {
            Fact::Separate => {
                let date = form.needed_date("date", today, &calendar);
                let chair = form.needed("chair", "Who chaired the review");
                let Some((date, chair)) = date.zip(chair) else { return Ok(None) };
                self.desk.hold_separate(child, &form.text("clock"), date, &chair)
            }
            Fact::NoMeeting => self.desk.without_meeting(child, form.text("review").parse().ok()),
        };
        done.map(Some)
    }
}
