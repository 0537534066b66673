//! A child's page: which tab, and where the cursor is in it.

use super::review::ReviewPage;
use super::voice::moments;
use crate::board::Row;
use crate::model::ids::ChildId;
use crate::rules::due::Due;
use crate::tui::action::Action;
use crate::tui::app::App;

/// The tabs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Tab {
    #[default]
    Overview,
    Duties,
    Reviews,
    Decisions,
    Changes,
    Voice,
    Escalations,
    Notes,
    People,
}

impl Tab {
    pub(crate) const ALL: [(Tab, &'static str); 9] = [
        (Tab::Overview, "Overview"),
        (Tab::Duties, "Duties"),
        (Tab::Reviews, "Reviews"),
        (Tab::Decisions, "Decisions"),
        (Tab::Changes, "Changes"),
        (Tab::Voice, "Voice"),
        (Tab::Escalations, "Escalations"),
        (Tab::Notes, "Notes"),
        (Tab::People, "People"),
    ];

    fn turn(self, by: usize) -> Self {
        let place = Self::ALL.iter().position(|(t, _)| *t == self).unwrap_or(0);
        Self::ALL.get((place + by) % Self::ALL.len()).map_or(self, |(t, _)| *t)
    }
}

/// Which child, which tab, which line.
#[derive(Debug)]
pub(crate) struct ChildPage {
    pub(crate) id: ChildId,
    pub(crate) tab: Tab,
    pub(crate) cursor: usize,
    /// The review that is open over the tab.
    pub(crate) review: Option<ReviewPage>,
}

impl ChildPage {
    pub(crate) fn new(id: ChildId) -> Self {
        Self { id, tab: Tab::default(), cursor: 0, review: None }
    }

    /// The duty the cursor is on.
    pub(crate) fn due<'r>(&self, row: &'r Row) -> Option<&'r Due> {
        match self.tab {
            Tab::Overview => row.judged.own().filter(|d| d.due.is_some()).nth(self.cursor),
            Tab::Duties => duties(row).get(self.cursor).copied(),
            _ => None,
        }
    }

    pub(crate) fn len(&self, row: &Row) -> usize {
        match self.tab {
            Tab::Overview => row.judged.own().filter(|d| d.due.is_some()).count(),
            Tab::Duties => row.judged.dues.len(),
            Tab::Reviews => row.judged.slots.len(),
            Tab::Decisions => row.case.decisions.len(),
            Tab::Escalations => row.case.escalations.len(),
            Tab::Changes => row.case.changes.len(),
            Tab::Voice => moments(row).len(),
            Tab::Notes => row.case.notes.len(),
            Tab::People => row.case.people.len() + row.case.kin.len(),
        }
    }
}

/// The duties of a child as the tab lists them: what is owed first, then others' clocks, then what is
/// done or past.
pub(crate) fn duties(row: &Row) -> Vec<&Due> {
    let judged = &row.judged;
    let rest = judged.dues.iter().filter(|d| !d.status.is_open() || d.past);
    judged.own().chain(judged.watched()).chain(rest).collect()
}

impl App {
    pub(crate) fn act_on_child(&mut self, action: Action) {
        if self.act_on_review(action) {
            return;
        }
        let Some(id) = self.child.as_ref().map(|p| p.id) else { return };
        let len = match (self.row(id), &self.child) {
            (Some(row), Some(page)) => page.len(row),
            _ => 0,
        };
        let Some(page) = &mut self.child else { return };
        if let Some(by) = super::stride(action) {
            super::step(&mut page.cursor, by, len);
            return;
        }
        if page.tab == Tab::Decisions && self.act_on_ledger(action) {
            return;
        }
        let Some(page) = &mut self.child else { return };
        let board = &self.desk.board;
        match action {
            Action::Open if page.tab == Tab::Reviews => {
                let place = page.cursor;
                let slot = self.row(id).and_then(|r| r.judged.slots.iter().rev().nth(place));
                if let Some((period, sequence)) = slot.map(|s| (s.period, s.sequence)) {
                    self.open_review(id, period, sequence);
                }
            }
            Action::Open => self.open_line(),
            Action::Close => self.child = None,
            Action::NextTab | Action::PreviousTab => {
                let by = if action == Action::NextTab { 1 } else { Tab::ALL.len() - 1 };
                page.tab = page.tab.turn(by);
                page.cursor = 0;
            }
            Action::Next | Action::Previous => {
                let by = if action == Action::Next { 1 } else { -1 };
                let place =
                    self.caseload.shown.iter().position(|i| board.rows.get(*i).is_some_and(|r| r.id() == id));
                let next = place.and_then(|p| p.checked_add_signed(by));
                if let Some(row) = next.and_then(|p| self.caseload.row(board, p)) {
                    page.id = row.id();
                    page.cursor = 0;
                    page.review = None;
                    let id = page.id;
                    self.caseload.select(id, board);
                } else {
                    self.say("That was the end of the list.");
                }
            }
            _ => {}
        }
    }

    /// Opens the line of the cursor.
    fn open_line(&mut self) {
        let Some((id, tab, cursor)) = self.page().map(|p| (p.id, p.tab, p.cursor)) else { return };
        match tab {
            Tab::Voice => {
                if let Some(ask) = self.ask_at_cursor() {
                    self.outcome_form(id, ask);
                }
            }
            Tab::Notes => {
                let note = self.row(id).and_then(|r| r.case.notes.iter().rev().nth(cursor)).map(|n| n.id);
                if let Some(note) = note {
                    self.read_note(id, note);
                    self.show_note(id, note);
                }
            }
            Tab::Escalations => {
                let concern = self.row(id).and_then(|r| r.case.escalations.iter().rev().nth(cursor));
                if let Some(concern) = concern.map(|e| e.id) {
                    self.open_card(concern);
                }
            }
            Tab::People => self.read_here(),
            Tab::Overview | Tab::Duties | Tab::Reviews | Tab::Decisions | Tab::Changes => self.why(),
        }
    }
}
