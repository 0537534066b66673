//! The state of the screen: ids and cursors over the desk, and a stack of layers.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use super::action::{Action, Pane};
use super::forms::CRASH;
use super::keymap::{self, Scope};
use super::modals::Modal;
use super::modals::form::{Form, Step};
use super::modals::picker::{Item, Pick, Picker};
use super::modals::text::TextBox;
use super::panes::calendar::{Calendar, Look};
use super::panes::caseload::Caseload;
use super::panes::checklists::Checklists;
use super::panes::child::{ChildPage, Tab};
use super::panes::escalations::Escalations;
use super::panes::insight::Insight;
use super::theme::Theme;
use super::{Options, words};
use crate::board::{Reminders, Row};
use crate::casework::{Desk, Outcome};
use crate::error::Error;
use crate::model::ids::ChildId;

/// What the message line says.
#[derive(Debug, Default, Clone)]
pub(crate) struct Message {
    pub(crate) text: String,
    pub(crate) bad: bool,
}

/// How the program goes on after a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Fate {
    #[default]
    Stay,
    Quit,
    Lock,
}

/// Everything the screen shows.
pub(crate) struct App {
    pub(crate) desk: Desk,
    pub(crate) options: Options,
    pub(crate) theme: Theme,
    pub(crate) pane: Pane,
    pub(crate) modals: Vec<Modal>,
    pub(crate) message: Message,
    pub(crate) hidden: bool,
    /// A demo's lock: nothing shows until a key.
    pub(crate) blank: bool,
    pub(crate) fate: Fate,
    pub(crate) caseload: Caseload,
    pub(crate) child: Option<ChildPage>,
    pub(crate) calendar: Calendar,
    pub(crate) checklists: Checklists,
    pub(crate) escalations: Escalations,
    pub(crate) reminders: Reminders,
    /// Text on its way to the terminal's clipboard.
    pub(crate) clip: Option<String>,
    /// The list of notes to paste is being worked through.
    pub(crate) pasting: bool,
    pub(crate) insight: Insight,
}

impl App {
    pub(crate) fn new(desk: Desk, options: Options) -> Self {
        let theme = Theme { colour: !options.no_colour, ascii: options.ascii };
        let today = desk.board.today;
        let mut app = Self {
            desk,
            options,
            theme,
            pane: Pane::default(),
            modals: Vec::new(),
            message: Message::default(),
            hidden: false,
            blank: false,
            fate: Fate::Stay,
            caseload: Caseload::default(),
            child: None,
            calendar: Calendar::new(today),
            checklists: Checklists::default(),
            escalations: Escalations::default(),
            reminders: Reminders::default(),
            clip: None,
            pasting: false,
            insight: Insight::default(),
        };
        app.refresh();
        let recalled = app.desk.board.reminders().line();
        let mut told = match recalled.as_str() {
            "" => "? shows the keys, : finds a command, q quits. Everything is saved as you go.".to_owned(),
            recalled => format!("{recalled} 4 shows them · ? shows the keys, q quits"),
        };
        let drafts = app.drafts_left().len();
        if drafts > 0 {
            told =
                format!("{} not saved yet: D shows them · {told}", words::count(drafts, "draft", "drafts"));
        }
        app.say(told);
        app
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.desk.board.today
    }

    /// Takes up what an act changed: the lists are made anew, the cursors stay on what they were on.
    pub(crate) fn refresh(&mut self) {
        let board = &self.desk.board;
        self.caseload.settle(board);
        self.calendar.settle(board);
        self.checklists.settle(board);
        self.escalations.settle(board);
        self.reminders = board.reminders();
        self.insight.stale = true;
        if self.pane == Pane::Insight {
            self.insight.settle(board);
        }
        if self.child.as_ref().is_some_and(|page| board.row(page.id).is_none()) {
            self.child = None;
        }
        self.replan();
    }

    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.message = Message { text: text.into(), bad: false };
    }

    pub(crate) fn fail(&mut self, error: &Error) {
        self.message = Message { text: format!("{} {}", error.message, error.hint), bad: true };
    }

    /// Says what an act did and how many days it moved.
    pub(crate) fn tell(&mut self, outcome: &Outcome) {
        self.refresh();
        let moved = match outcome.moved.len() {
            0 => String::new(),
            n => format!(" · {} moved", words::count(n, "date", "dates")),
        };
        let label = if self.hidden { "Saved".to_owned() } else { outcome.label.clone() };
        self.say(format!("{label}{moved} · u undoes"));
    }

    /// A child's name, or initials while names are hidden.
    pub(crate) fn name(&self, row: &Row) -> String {
        if self.hidden { row.case.child.initials() } else { row.case.child.name() }
    }

    pub(crate) fn row(&self, child: ChildId) -> Option<&Row> {
        self.desk.board.row(child)
    }

    /// Where the focus is: the topmost layer, else the pane.
    pub(crate) fn scope(&self) -> Scope {
        match self.modals.last() {
            Some(modal) => modal.scope(),
            None => self.pane_scope(),
        }
    }

    pub(crate) fn pane_scope(&self) -> Scope {
        match self.pane {
            Pane::Caseload if self.child.as_ref().is_some_and(|p| p.review.is_some()) => Scope::Review,
            Pane::Caseload if self.child.as_ref().is_some_and(|p| p.tab == Tab::Decisions) => Scope::Ledger,
            Pane::Caseload if self.child.is_some() => Scope::Child,
            Pane::Caseload if self.caseload.finding => Scope::Find,
            Pane::Caseload => Scope::Caseload,
            Pane::Calendar if self.calendar.look == Look::Plan => Scope::Plan,
            Pane::Calendar => Scope::Calendar,
            Pane::Checklists if self.checklists.open.is_some() => Scope::Session,
            Pane::Checklists => Scope::Queue,
            Pane::Escalations => Scope::Escalations,
            Pane::Insight => Scope::Insight,
        }
    }

    /// The child the cursor is on.
    pub(crate) fn subject(&self) -> Option<ChildId> {
        match self.pane {
            Pane::Caseload => match &self.child {
                Some(page) => Some(page.id),
                None => self.caseload.child(&self.desk.board),
            },
            Pane::Calendar => self.calendar.child(),
            Pane::Checklists => self.checklists.child(),
            Pane::Escalations => self.escalations.child(),
            Pane::Insight => None,
        }
    }

    /// Takes a key: the topmost layer first.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        if self.blank {
            self.blank = false;
            self.say("Unlocked.");
            return;
        }
        let scope = self.scope();
        let action = keymap::action(scope, key);
        if action == Some(Action::Lock) {
            self.lock();
            return;
        }
        if let Some(Modal::Form(form)) = self.modals.last_mut() {
            let step = form.key(key);
            self.form_step(step);
            return;
        }
        match action {
            Some(action) => self.perform(action),
            None => self.typing(scope, key),
        }
    }

    /// Takes pasted text.
    pub(crate) fn paste(&mut self, text: &str) {
        let step = match self.modals.last_mut() {
            Some(Modal::Form(form)) => form.paste(text),
            Some(Modal::Picker(picker)) => {
                picker.paste(text);
                return;
            }
            _ => return,
        };
        self.form_step(step);
    }

    fn typing(&mut self, scope: Scope, key: KeyEvent) {
        if let Some(Modal::Picker(picker)) = self.modals.last_mut() {
            picker.key(key);
        } else if scope == Scope::Find && self.caseload.find.key(key) {
            self.caseload.cursor = 0;
            self.caseload.selected = None;
            self.caseload.settle(&self.desk.board);
        }
    }

    pub(crate) fn form_step(&mut self, step: Step) {
        match step {
            Step::Stay => {}
            Step::Changed => self.form_changed(),
            Step::Save => self.save_form(),
            Step::Close => {
                let Some(Modal::Form(form)) = self.modals.pop() else { return };
                if form.draft.as_deref().is_some_and(|key| key.starts_with(CRASH)) {
                    self.drop_draft(&form);
                } else if form.draft.is_some() && form.typed().is_some() {
                    self.say("Kept as a draft: open the same form again to go on, Ctrl-d there discards it.");
                }
            }
            Step::Discard => {
                if let Some(Modal::Form(form)) = self.modals.pop() {
                    self.drop_draft(&form);
                    self.say("Discarded; nothing was saved.");
                }
            }
        }
    }

    pub(crate) fn drop_draft(&mut self, form: &Form) {
        if let Some(Err(error)) = form.draft.as_deref().map(|key| self.desk.store.remove_draft(key)) {
            self.fail(&error);
        }
    }

    /// Does what a key or the palette asked for.
    pub(crate) fn perform(&mut self, action: Action) {
        match self.modals.last_mut() {
            Some(Modal::Picker(picker)) => match action {
                Action::Up => picker.step(-1),
                Action::Down => picker.step(1),
                Action::PageUp => picker.step(-10),
                Action::PageDown => picker.step(10),
                Action::Close => {
                    self.pasting = false;
                    self.modals.pop();
                }
                Action::Enter | Action::DoneWith => {
                    let pick = picker.chosen();
                    self.modals.pop();
                    if let Some(pick) = pick {
                        self.pick(pick, action == Action::DoneWith);
                    }
                }
                _ => {}
            },
            Some(Modal::Text(text)) => match action {
                Action::Up => text.step(-1),
                Action::Down => text.step(1),
                Action::PageUp => text.step(-10),
                Action::PageDown => text.step(10),
                Action::First => text.scroll = 0,
                Action::Last => text.step(isize::MAX / 2),
                Action::Copy => {
                    if let Some(paste) = text.paste.clone() {
                        self.copy(&paste);
                    }
                }
                Action::Pasted => {
                    if let Some(paste) = text.paste.clone() {
                        self.modals.pop();
                        self.mark_pasted(paste.child, paste.note);
                    }
                }
                _ => {
                    self.modals.pop();
                }
            },
            Some(Modal::Days(days)) => match action {
                Action::Up => days.step(-1),
                Action::Down => days.step(1),
                Action::PageUp => days.step(-10),
                Action::PageDown => days.step(10),
                Action::Enter => self.take_day(),
                Action::Chain => self.show_chain(),
                _ => {
                    self.modals.pop();
                }
            },
            Some(Modal::Form(_)) => {}
            None => self.act_on_pane(action),
        }
    }

    fn act_on_pane(&mut self, action: Action) {
        if self.pane == Pane::Checklists && self.act_on_sitting(action) {
            return;
        }
        if self.everywhere(action) {
            return;
        }
        match self.pane {
            Pane::Caseload if self.child.is_some() => self.act_on_child(action),
            Pane::Caseload => self.act_on_caseload(action),
            Pane::Calendar => self.act_on_calendar(action),
            Pane::Checklists => self.act_on_checklists(action),
            Pane::Escalations => self.act_on_escalations(action),
            Pane::Insight => self.act_on_insight(action),
        }
    }

    pub(crate) fn show(&mut self, text: TextBox) {
        self.modals.push(Modal::Text(text));
    }

    /// Opens a child's page.
    pub(crate) fn open_child(&mut self, child: ChildId) {
        if self.row(child).is_some() {
            self.pane = Pane::Caseload;
            self.caseload.finding = false;
            self.caseload.select(child, &self.desk.board);
            self.child = Some(ChildPage::new(child));
        }
    }

    /// Asks which child an act is about.
    pub(crate) fn ask_child(&mut self, action: Action) {
        let board = &self.desk.board;
        let mut items: Vec<Item> = board
            .rows
            .iter()
            .map(|row| Item {
                label: self.name(row),
                hint: row.case.child.number.clone(),
                pick: Pick::For(action, row.id()),
            })
            .collect();
        if matches!(action, Action::Raise | Action::Praise) {
            items.push(Item {
                label: "the service as a whole".to_owned(),
                hint: String::new(),
                pick: Pick::RaiseService(action == Action::Praise),
            });
        }
        if items.is_empty() {
            self.say("There is no child in this book yet: n adds one.");
        } else {
            self.modals.push(Modal::Picker(Picker::new("About which child?", items)));
        }
    }
}
