//! Why a date is its date: the working of a duty in words.

use super::action::Pane;
use super::app::App;
use super::modals::text::{TextBox, Tone};
use super::panes::calendar::Look;
use super::panes::child::Tab;
use super::words;
use crate::board::Row;
use crate::model::ids::ChildId;
use crate::rules::due::Due;
use crate::rules::duties::{self, REVIEW};
use crate::rules::timetable;
use crate::rules::working::{StepKind, Working};

impl App {
    /// Explains what the cursor is on: a duty, a review, or a child's next step and next review.
    pub(crate) fn why(&mut self) {
        let board = &self.desk.board;
        let mut text = TextBox::new("Why");
        if let Some(page) = self.page() {
            let Some(row) = board.row(page.id) else { return };
            match page.tab {
                _ if page.review.is_some() => {
                    if let Some(due) = self.duty_of_review() {
                        self.explain(row, &due.duty.id, &due.instance, &mut text);
                    }
                }
                Tab::Reviews => {
                    if let Some(slot) = row.judged.slots.iter().rev().nth(page.cursor) {
                        text.title = format!("Why {} is due when it is", slot.name().to_lowercase());
                        let working = timetable::explain(
                            &row.case,
                            slot,
                            &board.practice,
                            &board.calendar,
                            board.today,
                        );
                        steps(&working, &mut text);
                    }
                }
                Tab::Changes => self.why_change(&mut text),
                _ => match page.due(row) {
                    Some(due) => self.explain(row, &due.duty.id, &due.instance, &mut text),
                    None => self.explain_child(row, &mut text),
                },
            }
        } else if let Some(working) = self.concern_working() {
            text.title = "Why · this stage, and the whole".to_owned();
            steps(&working, &mut text);
        } else if let Some(due) = self.service_entry() {
            service(due, &mut text);
        } else if let Some(proposed) = self.proposed() {
            let (child, sequence, day) = proposed;
            let Some(row) = board.row(child) else { return };
            let slot = row.judged.reviews().rfind(|s| s.sequence == sequence);
            text.title = format!("Why this day · review {sequence} of {}", self.name(row));
            text.push(Tone::Head, "The day");
            day.into_iter().for_each(|line| text.push(Tone::Plain, line));
            text.push(Tone::Plain, "");
            if let Some(slot) = slot {
                text.push(Tone::Head, "The limit");
                let working =
                    timetable::explain(&row.case, slot, &board.practice, &board.calendar, board.today);
                steps(&working, &mut text);
            }
        } else if let (Pane::Calendar, Some((id, place))) = (self.pane, self.calendar.due()) {
            let Some(row) = board.row(id) else { return };
            if let Some(due) = row.judged.dues.get(place) {
                self.explain(row, &due.duty.id, &due.instance, &mut text);
            }
        } else if let Some(row) = self.subject().and_then(|id: ChildId| board.row(id)) {
            self.explain_child(row, &mut text);
        }
        if text.lines.is_empty() {
            self.say("There is no date here to explain.");
        } else {
            self.show(text);
        }
    }

    /// What the cursor is on in the plan: the child, the review, and what speaks for and against its day.
    fn proposed(&self) -> Option<(ChildId, u32, Vec<String>)> {
        let here = self.pane == Pane::Calendar && self.calendar.look == Look::Plan;
        let plan = Some(&self.calendar.plan).filter(|_| here)?;
        let name = |c| self.row(c).map(|r| self.name(r)).unwrap_or_default();
        if let Some(p) = plan.proposals.get(self.calendar.cursor) {
            let mut lines = vec![words::full(p.date)];
            lines.extend(p.reasons.iter().map(|r| format!("{} {}", r.sign(), r.words(&name))));
            return Some((p.child, p.sequence, lines));
        }
        let u = plan.unmet.get(self.calendar.cursor.checked_sub(plan.proposals.len())?)?;
        let best = u.best.map(|d| format!("The day of least harm is {}.", words::full(d)));
        Some((u.child, u.sequence, [format!("None: {}.", u.why)].into_iter().chain(best).collect()))
    }

    fn concern_working(&self) -> Option<Working> {
        let id = self.escalations.id().filter(|_| self.pane == Pane::Escalations)?;
        let concern = self.desk.board.concern(id)?;
        let (protocol, track) = concern.protocol.zip(concern.track.as_ref())?;
        Some(track.explain(&self.desk.board.judged_by(protocol, concern.row))).filter(|w| !w.steps.is_empty())
    }

    fn service_entry(&self) -> Option<&Due> {
        let board = &self.desk.board;
        match self.pane {
            Pane::Caseload => self.caseload.service_due(board, self.caseload.cursor),
            Pane::Calendar => board.service.get(self.calendar.service()?),
            _ => None,
        }
    }

    fn explain_child(&self, row: &Row, text: &mut TextBox) {
        text.title = format!("Why · {}", self.name(row));
        let step = row.step().filter(|d| d.duty.id != REVIEW);
        if let Some(due) = step {
            self.explain(row, &due.duty.id, &due.instance, text);
            text.push(Tone::Plain, "");
        }
        let review = row.judged.dues.iter().rfind(|d| d.duty.id == REVIEW);
        match review {
            Some(due) => self.explain(row, REVIEW, &due.instance, text),
            None => text.push(Tone::Plain, "No review is due: the child is not looked after today."),
        }
    }

    fn explain(&self, row: &Row, duty: &str, instance: &str, text: &mut TextBox) {
        let board = &self.desk.board;
        let found =
            duties::explain(&row.case, &board.practice, &board.calendar, board.today, duty, Some(instance));
        let Some((due, working)) = found else { return };
        let mark = due.status.mark(self.theme.ascii);
        text.push(Tone::Head, format!("{} ({})", due.duty.title, due.instance));
        let day = due.due.map(words::full).unwrap_or_default();
        let away = words::due_distance(&due);
        text.push(Tone::Result, format!("{mark} {} {day} {away}", due.status.says()));
        if !due.reason.is_empty() {
            text.push(Tone::Plain, due.reason.clone());
        }
        for missing in &due.missing {
            text.push(Tone::Plain, format!("? missing: {missing}. E on the child adds facts."));
        }
        if let Some(day) = due.plan_by.filter(|d| Some(*d) != due.due) {
            text.push(Tone::Dim, format!("Plan for {}.", words::full(day)));
        }
        if !due.duty.help.is_empty() {
            text.push(Tone::Plain, due.duty.help.clone());
        }
        text.push(Tone::Plain, "");
        steps(&working, text);
        text.push(
            Tone::Dim,
            format!("Owner: {} · rank: {}", board.practice.role(&due.duty.owner), due.duty.basis.word()),
        );
    }
}

fn steps(working: &Working, text: &mut TextBox) {
    for step in &working.steps {
        let (sign, tone) = match step.kind {
            StepKind::Start => ("▸", Tone::Plain),
            StepKind::Count => ("+", Tone::Plain),
            StepKind::Skip => ("–", Tone::Dim),
            StepKind::Limit => ("◆", Tone::Plain),
            StepKind::Choose => ("◆", Tone::Plain),
            StepKind::Result => ("●", Tone::Result),
        };
        text.push(tone, format!("{sign} {}", step.what));
    }
    for assumed in &working.assumptions {
        text.push(Tone::Plain, format!("≈ {assumed}"));
    }
    for source in &working.sources {
        text.push(Tone::Dim, format!("Source: {source}"));
    }
}

fn service(due: &Due, text: &mut TextBox) {
    text.title = format!("Why · {}", due.duty.title);
    text.push(
        Tone::Result,
        format!("{} {}", due.status.says(), due.due.map(words::full).unwrap_or_default()),
    );
    text.push(Tone::Plain, due.duty.help.clone());
    text.push(Tone::Plain, format!("Turn: {}", due.instance));
    text.push(Tone::Dim, format!("Source: {}", due.duty.cite));
}
