//! The state of the screen: the desk, the panes, the layers over them, and what was said last. It brings each
//! key to where it belongs and carries out what is asked for there.

mod acts;
mod carry;
mod everywhere;
mod mouse;
mod pages;
mod resume;
mod safe;
mod seat;
mod settings;
mod told;
mod tour;
mod trail;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use crossterm::event::KeyEvent;

use everywhere::everywhere;

use super::action::{Action, Pane, Scope};
use super::ask::{Ask, Layer};
use super::config::Options;
use super::keymap;
use super::layers::text::{TextBox, Tone};
use super::layers::{drafts, help};
use super::panes::calendar::Calendar;
use super::panes::caseload::Caseload;
use super::panes::checklists::Checklists;
use super::panes::child::ChildPage;
use super::panes::escalations::Escalations;
use super::panes::insight::Insight;
use super::panes::review::ReviewPage;
use super::panes::sitting::Sitting;
use super::scene::Scene;
use super::screen::Screen;
use super::theme::Theme;
use super::tour::Tour;
use super::words;
use crate::board::{Reminders, Row};
use crate::casework::{Desk, Outcome};
use crate::error::Error;
use crate::model::ids::ChildId;

pub(crate) use seat::Seat;
use trail::Trail;

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
    pub(crate) layers: Vec<Box<dyn Layer>>,
    pub(crate) message: Message,
    pub(crate) hidden: bool,
    /// A demo's lock: nothing shows until a key.
    pub(crate) blank: bool,
    pub(crate) fate: Fate,
    pub(crate) caseload: Caseload,
    /// The page open over the caseload, and the review open over that.
    pub(crate) child: Option<ChildPage>,
    pub(crate) review: Option<ReviewPage>,
    pub(crate) calendar: Calendar,
    pub(crate) checklists: Checklists,
    /// The session open over the queues.
    pub(crate) sitting: Option<Sitting>,
    pub(crate) escalations: Escalations,
    pub(crate) insight: Insight,
    /// Where the person was before.
    trail: Trail,
    /// The step of the tour, while it is walked.
    pub(crate) tour: Option<Tour>,
    /// The panes that an act changed since they were seen.
    stale: BTreeSet<Pane>,
    pub(crate) reminders: Reminders,
    /// What was typed and is still to be kept, by its key.
    draft: Option<(String, Option<String>)>,
    /// Text on its way to the terminal's clipboard.
    pub(crate) clip: Option<String>,
    /// The folder of a return that is to be read.
    pub(crate) import: Option<String>,
}

impl App {
    #[cfg(test)]
    pub(crate) fn new(desk: Desk, options: Options) -> Self {
        Self::resumed(desk, options, Seat::default())
    }

    /// The screen as it was left.
    pub(crate) fn resumed(desk: Desk, options: Options, seat: Seat) -> Self {
        let calendar = Calendar::new(desk.board.today);
        let mut app = Self {
            desk,
            theme: options.theme(),
            options,
            pane: Pane::default(),
            layers: Vec::new(),
            draft: None,
            message: Message::default(),
            hidden: false,
            blank: false,
            fate: Fate::Stay,
            caseload: Caseload::default(),
            child: None,
            review: None,
            calendar,
            checklists: Checklists::default(),
            sitting: None,
            escalations: Escalations::default(),
            insight: Insight::default(),
            trail: Trail::default(),
            tour: None,
            stale: Pane::ALL.iter().map(|(pane, _)| *pane).collect(),
            reminders: Reminders::default(),
            clip: None,
            import: None,
        };
        app.come_back(seat);
        if app.options.tour {
            app.begin_tour();
        }
        app
    }

    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene { desk: &self.desk, theme: self.theme, hidden: self.hidden, options: &self.options }
    }

    pub(crate) fn today(&self) -> NaiveDate {
        self.desk.board.today
    }

    pub(crate) fn row(&self, child: ChildId) -> Option<&Row> {
        self.desk.board.row(child)
    }

    /// The child the cursor is on.
    pub(crate) fn subject(&self) -> Option<ChildId> {
        self.screen().about(self.scene()).child
    }

    /// What fills the screen: the pane, or what is open over it.
    pub(crate) fn screen(&self) -> &dyn Screen {
        match (self.pane, &self.review, &self.child, &self.sitting) {
            (Pane::Caseload, Some(review), ..) => review,
            (Pane::Caseload, None, Some(child), _) => child,
            (Pane::Caseload, None, None, _) => &self.caseload,
            (Pane::Calendar, ..) => &self.calendar,
            (Pane::Checklists, .., Some(sitting)) => sitting,
            (Pane::Checklists, .., None) => &self.checklists,
            (Pane::Escalations, ..) => &self.escalations,
            (Pane::Insight, ..) => &self.insight,
        }
    }

    /// Lets the screen do something with what it may look at.
    fn on_screen<T>(&mut self, act: impl FnOnce(&mut dyn Screen, Scene<'_>) -> T) -> T {
        let scene =
            Scene { desk: &self.desk, theme: self.theme, hidden: self.hidden, options: &self.options };
        let screen: &mut dyn Screen = match (self.pane, &mut self.review, &mut self.child, &mut self.sitting)
        {
            (Pane::Caseload, Some(review), ..) => review,
            (Pane::Caseload, None, Some(child), _) => child,
            (Pane::Caseload, None, None, _) => &mut self.caseload,
            (Pane::Calendar, ..) => &mut self.calendar,
            (Pane::Checklists, .., Some(sitting)) => sitting,
            (Pane::Checklists, .., None) => &mut self.checklists,
            (Pane::Escalations, ..) => &mut self.escalations,
            (Pane::Insight, ..) => &mut self.insight,
        };
        act(screen, scene)
    }

    /// Takes up what an act changed. Only what is seen is made anew; the other panes are when they are opened.
    pub(crate) fn refresh(&mut self) {
        self.reminders = self.desk.board.reminders();
        self.stale.extend(Pane::ALL.iter().map(|(pane, _)| *pane));
        self.settle();
    }

    /// Brings what is seen up to date; what has nothing left to show is left.
    pub(crate) fn settle(&mut self) {
        while !self.on_screen(|screen, scene| screen.settle(scene)) {
            self.leave();
        }
        if !self.is_covered() {
            self.stale.remove(&self.pane);
        }
    }

    /// Whether something is open over the pane.
    fn is_covered(&self) -> bool {
        match self.pane {
            Pane::Caseload => self.child.is_some(),
            Pane::Checklists => self.sitting.is_some(),
            Pane::Calendar | Pane::Escalations | Pane::Insight => false,
        }
    }

    /// Leaves what is open over the pane.
    fn leave(&mut self) {
        match self.pane {
            Pane::Caseload if self.review.take().is_some() => {}
            Pane::Caseload => self.child = None,
            Pane::Checklists => self.sitting = None,
            _ => {}
        }
    }

    pub(crate) fn say(&mut self, text: impl Into<String>) {
        self.message = Message { text: text.into(), bad: false };
    }

    pub(crate) fn fail(&mut self, error: &Error) {
        self.message = Message { text: error.in_full(), bad: true };
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

    /// What is said when the program opens.
    fn greet(&mut self) {
        let recalled = self.reminders.line();
        let mut told = match recalled.as_str() {
            "" => "? shows the keys, : finds a command, q quits. Everything is saved as you go.".to_owned(),
            recalled => format!("{recalled} 4 shows them · ? shows the keys, q quits"),
        };
        let left = drafts::left(&self.desk).len();
        if left > 0 {
            told = format!("{} not saved yet: D shows them · {told}", words::count(left, "draft", "drafts"));
        }
        self.say(told);
        let remarks = self.desk.store.remarks();
        if !remarks.is_empty() {
            let mut text = TextBox::new("Before you go on");
            remarks.into_iter().for_each(|told| text.push(Tone::Plain, told));
            self.carry(Ask::open(text));
        }
    }

    /// Where the focus is: the topmost layer, else the pane.
    pub(crate) fn scope(&self) -> Scope {
        self.layers.last().map_or_else(|| self.screen().scope(), |layer| layer.scope())
    }

    /// Whether an action would change nothing where the focus is.
    pub(crate) fn is_idle(&self, action: Action) -> bool {
        match self.layers.last() {
            Some(layer) => layer.is_idle(action),
            None => self.screen().is_idle(action, self.scene()),
        }
    }

    /// Takes a key: the topmost layer first.
    pub(crate) fn key(&mut self, key: KeyEvent) {
        if self.blank {
            self.blank = false;
            self.say("Unlocked.");
            return;
        }
        if self.is_tour_key(key) {
            return;
        }
        let before = self.scope();
        let key = self.options.keys.meant(before, key);
        let action = keymap::action(before, key);
        if action == Some(Action::Lock) {
            return self.lock();
        }
        if action == Some(Action::Help) && !self.layers.is_empty() {
            let ask =
                help::help(self.scene(), self.layers.last().map_or(self.scope(), |layer| layer.footer()));
            self.carry(ask);
            return;
        }
        let scene =
            Scene { desk: &self.desk, theme: self.theme, hidden: self.hidden, options: &self.options };
        let ask = match (self.layers.last_mut(), action) {
            (Some(layer), _) => layer.press(key, scene),
            (None, Some(action)) => self.ask(action),
            (None, None) => return self.on_screen(|screen, scene| screen.key(key, scene)),
        };
        self.carry(ask);
        self.note_view();
        self.note_page();
        self.walked(before, action);
    }

    /// Has the audit note whose record is open.
    fn note_view(&self) {
        if self.is_covered()
            && let Some(child) = self.subject()
        {
            self.desk.store.note_view(child);
        }
    }

    /// What an action asks for: of the topmost layer, else of the pane, else what it means everywhere.
    pub(crate) fn ask(&mut self, action: Action) -> Ask {
        let scene =
            Scene { desk: &self.desk, theme: self.theme, hidden: self.hidden, options: &self.options };
        match self.layers.last_mut() {
            Some(layer) => layer.take(action, scene),
            None => {
                let own = self.on_screen(|screen, scene| screen.take(action, scene));
                own.unwrap_or_else(|| everywhere(action, self.screen(), self.scene()))
            }
        }
    }

    /// Takes pasted text.
    pub(crate) fn paste(&mut self, text: &str) {
        let scene =
            Scene { desk: &self.desk, theme: self.theme, hidden: self.hidden, options: &self.options };
        if let Some(layer) = self.layers.last_mut() {
            let ask = layer.paste(text, scene);
            self.carry(ask);
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
}
