//! Actions that mean the same in every pane, and what choosing from a picker does.

use chrono::NaiveDate;

use super::action::Action;
use super::app::{App, Fate, Message};
use super::concern::Prefill;
use super::keymap;
use super::modals::Modal;
use super::modals::picker::{Item, Pick, Picker};
use super::modals::text::{TextBox, Tone};
use super::panes::child::{ChildPage, Tab};
use super::words;
use crate::casework::{Outcome, Which};
use crate::error::Result;
use crate::model::ids::ChildId;
use crate::rules::due::Due;
use crate::rules::duties::REVIEW;
use crate::rules::practice::protocol::GOOD_PRACTICE;

impl App {
    /// Does an action that no pane has for itself; whether it was one.
    pub(crate) fn everywhere(&mut self, action: Action) -> bool {
        match action {
            Action::Go(pane) => {
                // Pressed again in the caseload, its key leads back to the list.
                if self.pane == pane {
                    self.child = None;
                } else {
                    // What was said belonged to the pane left behind.
                    self.message = Message::default();
                }
                self.pane = pane;
                self.caseload.finding = false;
                if pane == super::action::Pane::Insight {
                    self.insight.settle(&self.desk.board);
                }
            }
            Action::Quit => self.fate = Fate::Quit,
            Action::Hide => {
                self.hidden = !self.hidden;
                self.say(if self.hidden { "Names are hidden; i shows them." } else { "Names are shown." });
            }
            Action::Lock => self.lock(),
            Action::Undo => self.step_back(true),
            Action::Redo => self.step_back(false),
            Action::Help => self.help(),
            Action::Palette => self.palette(),
            Action::Practice => self.choose_practice("Work by which practice?", Pick::Practice),
            Action::Compare => self.choose_practice("Compare with which practice?", Pick::Compare),
            Action::Why => self.why(),
            Action::Holiday => self.holiday_form(),
            Action::KeepFree => self.keep_free_form(),
            Action::TakeCalendar => self.take_calendar_form(),
            Action::School => self.school_form(),
            Action::DaysOff => self.days_off(),
            Action::Chase => self.show_chase(),
            Action::NewChild => self.new_child_form(),
            Action::Done => self.done(),
            Action::Unpasted => self.unpasted(),
            Action::Drafts => self.drafts(),
            Action::Visits => self.visits(),
            Action::Contact if self.marked().len() > 1 => self.contact_several_form(),
            Action::Walk
            | Action::Voice
            | Action::Near
            | Action::CopySibling
            | Action::Book
            | Action::Review
            | Action::Hold
            | Action::Adjourn
            | Action::EditChild
            | Action::Contact
            | Action::Write
            | Action::Change
            | Action::Respond
            | Action::Signals
            | Action::Handover
            | Action::Raise
            | Action::Praise => match self.subject() {
                Some(child) => self.about(action, child),
                None => self.ask_child(action),
            },
            _ => return false,
        }
        true
    }

    /// Opens the form of an act about a child.
    fn about(&mut self, action: Action, child: ChildId) {
        match action {
            Action::Walk => self.choose_checklist(child),
            Action::Voice => self.voice_form(child),
            Action::Near => self.near(child),
            Action::CopySibling => self.choose_sibling(child),
            Action::Book => self.booking_days(child),
            Action::Review => self.open_nearest_review(child),
            Action::Hold => self.hold_form(child),
            Action::Adjourn => self.adjourn_form(child),
            Action::EditChild => self.choose_fact(child),
            Action::Contact => self.contact_form(child),
            Action::Write => self.note_form(child),
            Action::Praise => {
                let concern = GOOD_PRACTICE.to_owned();
                self.raise_with(Prefill { concern, ..Prefill::of(child) });
            }
            Action::Raise => {
                let about = self.decision_at_cursor();
                self.raise_form(child, about);
            }
            Action::Done => self.duties(child),
            Action::Change | Action::Respond | Action::Signals | Action::Handover => {
                self.about_change(action, child)
            }
            _ => {}
        }
    }

    /// Locks: a real book is closed, a demo only hidden.
    pub(crate) fn lock(&mut self) {
        if self.options.demo || self.options.book.is_none() {
            self.blank = true;
        } else {
            self.fate = Fate::Lock;
        }
    }

    fn step_back(&mut self, undo: bool) {
        let done = if undo { self.desk.undo() } else { self.desk.redo() };
        self.refresh();
        match done {
            Ok(Some(act)) => {
                let label = if self.hidden { "the last act" } else { act.label.as_str() };
                let text = if undo {
                    format!("Undone: {label} · U does it again")
                } else {
                    format!("Done again: {label} · u undoes")
                };
                self.say(text);
            }
            Ok(None) => {
                self.say(if undo { "There is nothing to undo." } else { "There is nothing to do again." })
            }
            Err(error) => self.fail(&error),
        }
    }

    fn help(&mut self) {
        let scope = self.pane_scope();
        let mut text = TextBox::new("Keys of this screen");
        for entry in keymap::live(scope) {
            let keys: Vec<String> = entry.keys.iter().map(|k| keymap::shown(k, self.theme.ascii)).collect();
            let tone = if entry.label.is_empty() { Tone::Plain } else { Tone::Key };
            text.push(tone, format!("{} {}", words::fit(&keys.join("  "), 12), entry.help));
        }
        text.push(Tone::Plain, "");
        let marks = crate::rules::due::Status::ALL
            .iter()
            .map(|s| format!("{} {s}", s.mark(self.theme.ascii)))
            .collect::<Vec<_>>();
        text.push(Tone::Dim, format!("Marks: {} · ≈ projected", marks.join(" · ")));
        self.show(text);
    }

    fn palette(&mut self) {
        let scope = self.pane_scope();
        let items = keymap::live(scope).map(|entry| {
            let keys: Vec<String> = entry.keys.iter().map(|k| keymap::shown(k, self.theme.ascii)).collect();
            Item { label: entry.help.to_owned(), hint: keys.join(" "), pick: Pick::Act(entry.action) }
        });
        self.modals.push(Modal::Picker(Picker::new("Commands", items.collect())));
    }

    fn done(&mut self) {
        if let Some((child, due)) = self.page().and_then(|p| Some((p.id, p.due(self.row(p.id)?)?.clone())))
            && self.ask_owed_reason(child, &due)
        {
            return;
        }
        if let Some(page) = &self.child
            && self.pane == super::action::Pane::Caseload
            && page.tab != Tab::Overview
            && let Some(due) = self.row(page.id).and_then(|r| page.due(r)).filter(|d| d.status.is_open())
        {
            let pick = pick_of(Some(page.id), due);
            self.pick(pick, true);
            return;
        }
        if self.pane == super::action::Pane::Caseload && self.child.is_none() {
            if !self.caseload.marked.is_empty() {
                self.duties_of_several();
                return;
            }
            let board = &self.desk.board;
            if let Some(due) = self.caseload.service_due(board, self.caseload.cursor) {
                let pick = pick_of(None, due);
                self.pick(pick, true);
                return;
            }
        }
        match self.subject() {
            Some(child) => self.duties(child),
            None => self.ask_child(Action::Done),
        }
    }

    fn item(&self, child: Option<ChildId>, due: &Due) -> Item {
        let mark = due.status.mark(self.theme.ascii);
        let when = due.due.map(|d| words::day(d, self.today())).unwrap_or_default();
        Item {
            label: format!("{mark} {}", due.duty.title),
            hint: format!("{} {when}", due.status.says()),
            pick: pick_of(child, due),
        }
    }

    fn duties(&mut self, child: ChildId) {
        let Some(row) = self.row(child) else { return };
        let items: Vec<Item> =
            row.judged.own().chain(row.judged.watched()).map(|d| self.item(Some(child), d)).collect();
        if items.is_empty() {
            self.say("Nothing is owed for this child.");
            return;
        }
        let mut picker = Picker::new(format!("Done for {}", self.name(row)), items);
        picker.scope = keymap::Scope::Duties;
        self.modals.push(Modal::Picker(picker));
    }

    fn duties_of_several(&mut self) {
        let board = &self.desk.board;
        let rows = self.caseload.marked.iter().filter_map(|id| board.row(*id));
        let mut all: Vec<(String, String, usize)> = Vec::new();
        for due in rows.flat_map(|r| r.judged.owed().filter(|d| d.due.is_some() && d.duty.id != REVIEW)) {
            match all.iter_mut().find(|(id, ..)| *id == due.duty.id) {
                Some((.., n)) => *n += 1,
                None => all.push((due.duty.id.clone(), due.duty.title.clone(), 1)),
            }
        }
        let items = all.into_iter().map(|(id, title, n)| Item {
            label: title,
            hint: format!("owed {n} times"),
            pick: Pick::Several(id),
        });
        let title = format!(
            "Done today for {}",
            words::count(self.caseload.marked.len(), "marked child", "marked children")
        );
        self.modals.push(Modal::Picker(Picker::new(title, items.collect())));
    }

    /// Does what was chosen; `with` asks for the day and a note first.
    pub(crate) fn pick(&mut self, pick: Pick, with: bool) {
        match pick {
            Pick::Act(action) => self.perform(action),
            Pick::For(action, child) => self.about(action, child),
            Pick::Move(id, word) => self.choose_move(id, &word),
            Pick::RaiseService(praise) => {
                let concern = if praise { GOOD_PRACTICE } else { "" };
                self.raise_with(Prefill { concern: concern.to_owned(), ..Prefill::default() });
            }
            Pick::Duty { child: Some(child), duty, .. } if duty == REVIEW => self.hold_form(child),
            Pick::Duty { child: Some(child), duty, instance }
                if let Some(change) = self.answers_change(&duty, &instance) =>
            {
                self.respond_form(child, change, None, None);
            }
            Pick::Duty { child, duty, instance }
                if with || self.late(child, &duty, &instance, self.today()).is_some() =>
            {
                self.tick_form(child, &duty, &instance)
            }
            Pick::Duty { child, duty, instance } => {
                let today = self.today();
                let done = self.desk.tick(child, &duty, &Which::instance(&instance), today, "");
                self.after(done);
            }
            Pick::Several(duty) => self.ask_several(&duty),
            Pick::SeveralDone(duty) => self.tick_several(&duty),
            Pick::Near(child) => self.near(child),
            Pick::CopyFrom(child, sibling) => self.copy_from(child, sibling),
            Pick::NotesOf(child, sibling) => self.choose_notes(child, sibling),
            Pick::CopyNotes(child, sibling, notes) => self.copy_notes(child, sibling, &notes),
            Pick::Filter(words) if self.pane == super::action::Pane::Escalations => {
                self.escalations.filter = words;
                self.refresh();
            }
            Pick::Filter(word) if self.pane == super::action::Pane::Calendar => self.filter_calendar(&word),
            Pick::Filter(words) => {
                self.caseload.filter = words;
                self.caseload.settle(&self.desk.board);
            }
            Pick::Practice(id) => self.preview_practice(&id),
            Pick::ShowMoves(id) => self.show_moves(&id),
            Pick::Compare(id) => self.compare_practice(&id),
            Pick::UsePractice(id) => {
                let done = self.desk.use_practice(&id);
                self.after(done);
            }
            Pick::Fact(child, fact) => self.fact_form(child, fact),
            Pick::RemoveChild(child) => {
                let done = self.desk.remove_child(child);
                self.after(done);
            }
            Pick::AddHoliday(date, name) => self.change_holiday(date, Some(&name)),
            Pick::DropHoliday(date) => self.change_holiday(date, None),
            Pick::Outcome(sitting, word) => self.end_sitting(&sitting, &word),
            Pick::Checklist(child, list, about) => self.open_checklist(child, &list, about),
            Pick::Paste(child, note) if with => self.mark_pasted(child, note),
            Pick::Paste(child, note) => self.show_note(child, note),
            Pick::Event(child, event) => {
                self.change_form(child, &event);
                self.prefill_refusal("text");
            }
            Pick::Draft(key) => self.take_up_draft(&key),
            Pick::Child(child) => self.open_child(child),
            Pick::Concern(id) => self.open_card(id),
            Pick::GiveBack(id, agreed) => self.give_back(id, agreed),
            Pick::No => {}
            Pick::Leave => self.checklists.open = None,
        }
    }

    /// The day a child's duty was due, where doing it on `day` is late, so that its reason has to be asked.
    pub(crate) fn late(
        &self,
        child: Option<ChildId>,
        duty: &str,
        instance: &str,
        day: NaiveDate,
    ) -> Option<NaiveDate> {
        let dues = &self.row(child?)?.judged.dues;
        dues.iter().find(|d| d.duty.id == duty && d.instance == instance)?.late_on(day)
    }

    /// Says how an act went; whether it went well.
    pub(crate) fn after(&mut self, done: Result<Outcome>) -> bool {
        match done {
            Ok(outcome) => {
                self.tell(&outcome);
                true
            }
            Err(error) => {
                self.fail(&error);
                false
            }
        }
    }

    /// The child page that is open, where the caseload is the pane.
    pub(crate) fn page(&self) -> Option<&ChildPage> {
        self.child.as_ref().filter(|_| self.pane == super::action::Pane::Caseload)
    }
}

fn pick_of(child: Option<ChildId>, due: &Due) -> Pick {
    Pick::Duty { child, duty: due.duty.id.clone(), instance: due.instance.clone() }
}
