//! The forms, filled in from what is known.

use super::app::App;
use super::layers::days::chain_notes;
use super::modals::Modal;
use super::modals::field::Field;
use super::modals::form::{Form, Purpose};
use super::words;
use crate::board::Row;
use crate::model::ids::ChildId;
use crate::model::review::Participation;
use crate::rules::due::Status;

/// What marks the draft of a form that is dropped when the form is closed.
pub(crate) const CRASH: &str = "form:";

pub(crate) fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    list.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect()
}

/// How a child may have taken part in a review of a day, in words; what does not fit the age is left out.
pub(crate) fn took_part(row: &Row, day: chrono::NaiveDate) -> Vec<(String, String)> {
    let age = row.case.child.age_on(day);
    let fits = |p: &Participation| age.is_none_or(|age| p.fits(age));
    let all = Participation::ALL.iter().filter(|code| fits(code));
    let said = all.map(|code| (code.word().to_owned(), format!("{code} ({})", code.word())));
    said.chain(std::iter::once((String::new(), "not known yet".to_owned()))).collect()
}

impl App {
    pub(crate) fn who(&self, child: ChildId) -> String {
        self.row(child).map(|r| self.name(r)).unwrap_or_default()
    }

    /// Puts a form on the stack; what was typed in it and not saved is taken up. A form with a key of its
    /// own keeps that when it is closed, the others only where the program stops.
    pub(crate) fn open(&mut self, mut form: Form, draft: Option<String>) {
        let key = draft.unwrap_or_else(|| format!("{CRASH}{:?}", form.purpose));
        let typed = self.desk.store.draft(&key).ok().flatten();
        form.draft = Some(key);
        self.modals.push(Modal::Form(Box::new(form)));
        // What the form settles by itself is how it opens, and no word of the person's.
        self.settle_form();
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            form.stands_open();
            if let Some(typed) = typed {
                form.take_up(&typed);
                self.say("Taken up where you left off; Ctrl-d discards it.");
                self.settle_form();
            }
        }
    }

    pub(crate) fn book_form(&mut self, child: ChildId, day: Option<chrono::NaiveDate>) {
        let Some(row) = self.row(child) else { return };
        let Some(slot) = row.next_review() else {
            self.say("No review is to come: the child is not looked after, or care has no start yet (E).");
            return;
        };
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let day = day.or(slot.booked).or(slot.plan_by);
        let day = day.filter(|d| *d >= self.today()).unwrap_or(self.today());
        let at = review.and_then(|r| r.at).map(|t| t.format("%H:%M").to_string()).unwrap_or_default();
        let minutes = review.and_then(|r| r.minutes).map(|m| m.to_string()).unwrap_or("60".to_owned());
        let roles: Vec<(String, String)> =
            self.desk.board.practice.roles.iter().map(|(a, b)| (a.clone(), b.clone())).collect();
        let fields = vec![
            Field::line("date", "Date", day.format("%-d %b %Y").to_string()),
            Field::line("at", "Time", at).hint("10:30"),
            Field::line("minutes", "Minutes", minutes),
            Field::line("venue", "Where", review.map(|r| r.venue.clone()).unwrap_or_default())
                .hint("place or link"),
            Field::choice(
                "by",
                "Approved by",
                roles,
                self.desk.board.practice.late_approver.as_deref().unwrap_or("service-manager"),
            )
            .hidden(),
            Field::line("on", "Approved on", "today").hidden(),
            Field::line("reason", "Reason", review.and_then(|r| r.move_reason.clone()).unwrap_or_default())
                .hidden(),
        ];
        let form = Form::new(
            format!("Book review {} of {}", slot.sequence, self.name(row)),
            Purpose::Book(child),
            fields,
        );
        self.open(form, None);
    }

    pub(crate) fn hold_form(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let Some(slot) = row.next_review() else {
            self.say("No review is to come for this child.");
            return;
        };
        let today = self.today();
        let day = slot.booked.filter(|d| *d <= today).unwrap_or(today);
        let part = took_part(row, day);
        let review = slot.review.and_then(|r| row.case.reviews.get(r));
        let why = review.filter(|r| r.approved_by.is_some()).and_then(|r| r.move_reason.clone());
        let fields = vec![
            Field::line("date", "Held on", day.format("%-d %b %Y").to_string()),
            Field::choice("part", "How they took part", part, ""),
            Field::line("late", "Why it was late", why.unwrap_or_default()).hidden(),
        ];
        let form = Form::new(
            format!("Review {} of {} was held", slot.sequence, self.name(row)),
            Purpose::Hold(child),
            fields,
        );
        self.open(form, None);
    }

    pub(crate) fn adjourn_form(&mut self, child: ChildId) {
        let plan = crate::rules::chain::Plan::Adjourn { on: self.today(), resume: None };
        if let Err(error) = self.desk.chain(child, plan) {
            return self.fail(&error);
        }
        let fields = vec![Field::line("date", "Adjourned on", "today"), Field::line("reason", "Why", "")];
        let form = Form::new(
            format!("The review of {} was adjourned", self.who(child)),
            Purpose::Adjourn(child),
            fields,
        );
        self.open(form, None);
    }

    pub(crate) fn tick_form(&mut self, child: Option<ChildId>, duty: &str, instance: &str) {
        let title = self.desk.board.practice.duty(duty).map_or(duty.to_owned(), |d| d.title.clone());
        let purpose = Purpose::Tick { child, duty: duty.to_owned(), instance: instance.to_owned() };
        let late = self.late(child, duty, instance, self.today());
        let (label, hint) = if late.is_some() { ("Why late", "") } else { ("Note", "if you like") };
        let fields = vec![Field::line("date", "Done on", "today"), Field::line("note", label, "").hint(hint)];
        let mut form = Form::new(format!("Done: {title}"), purpose, fields);
        if let Some(due) = late {
            form.notes.push((Some(Status::Overdue), format!("▲ It was due {}.", words::full(due))));
            form.focus = 1;
        }
        self.open(form, None);
    }

    /// Brings what a form shows about its own contents up to date.
    pub(crate) fn settle_form(&mut self) {
        let (today, calendar) = (self.today(), std::sync::Arc::clone(&self.desk.board.calendar));
        let Some(Modal::Form(form)) = self.modals.last_mut() else { return };
        if let Purpose::Respond { must, .. } = form.purpose {
            return super::changes::settle(form, must);
        }
        if matches!(form.purpose, Purpose::Voice(_)) {
            let shown = form.text("alone") == "no";
            form.reveal("why", shown);
        }
        if matches!(form.purpose, Purpose::Contact(_)) {
            let saw = form.text("kind") == "saw";
            form.show("place", saw);
        }
        if matches!(form.purpose, Purpose::Raise(_)) {
            return self.settle_raise();
        }
        if let Purpose::Adjourn(child) = form.purpose {
            return self.settle_adjourn(child);
        }
        if let Purpose::Fact(child, fact) = form.purpose {
            return self.settle_fact(child, fact);
        }
        let (Purpose::Book(child) | Purpose::Hold(child)) = form.purpose else { return };
        let slot = self.desk.board.row(child).and_then(|r| r.next_review());
        let typed = crate::casework::dates::parse(&form.text("date"), today, &calendar).ok();
        let late = typed.zip(slot.and_then(|s| s.due)).is_some_and(|(day, due)| day > due);
        form.notes.clear();
        if let Some(due) = slot.and_then(|s| s.due) {
            let plan = slot
                .and_then(|s| s.plan_by)
                .map(|d| format!(" · plan by {}", words::full(d)))
                .unwrap_or_default();
            form.notes.push((None, format!("Limit {}{plan}", words::full(due))));
        }
        if let Some(day) = typed {
            let away = words::distance(calendar.working_days_between(today, day));
            form.notes.push((None, format!("{} · {away}", words::full(day))));
            if let Some(off) = calendar.holiday(day) {
                form.notes.push((Some(Status::DueSoon), format!("◆ {off} is a bank holiday.")));
            } else if crate::rules::calendar::is_weekend(day) {
                form.notes.push((Some(Status::DueSoon), "◆ A weekend.".to_owned()));
            }
        }
        let booking = matches!(form.purpose, Purpose::Book(_));
        let moving = slot.and_then(|s| s.booked).zip(typed).is_some_and(|(was, day)| was != day);
        if late && booking {
            form.notes.push((
                Some(Status::Overdue),
                "▲ After the limit: say who approved it, when, and why.".to_owned(),
            ));
        } else if late {
            form.notes.push((Some(Status::Overdue), "▲ After the limit: say why it was late.".to_owned()));
        }
        for key in ["by", "on", "reason", "late"] {
            form.show(key, late);
        }
        if let Some(day) = typed.filter(|_| booking && moving)
            && let Ok(chain) = self.desk.chain(child, crate::rules::chain::Plan::Move(day))
        {
            let notes = chain_notes(&self.desk.board.practice, &chain).into_iter().map(|note| (None, note));
            if let Some(Modal::Form(form)) = self.modals.last_mut() {
                form.notes.extend(notes);
            }
        }
    }

    /// A key changed the form: its draft is kept, its notes are brought up to date.
    pub(crate) fn form_changed(&mut self) {
        self.settle_form();
        let Some(Modal::Form(form)) = self.modals.last() else { return };
        let Some(key) = form.draft.clone() else { return };
        let kept = match form.typed() {
            Some(typed) => self.desk.store.put_draft(&key, &typed),
            None => self.desk.store.remove_draft(&key).map(|_| ()),
        };
        if let Err(error) = kept {
            self.fail(&error);
        }
    }
}
