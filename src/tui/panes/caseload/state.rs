//! Which children show, in which order, which are marked, and where the cursor is.

use std::collections::BTreeSet;

use crate::board::{Board, Row, is_current};
use crate::model::ids::ChildId;
use crate::model::instance::DutyKey;
use crate::model::view::{Column, Sort, View};
use crate::rules::due::Due;
use crate::tui::layers::picker::matching;
use crate::tui::line::Line;
use crate::tui::widgets::list::step;

/// The words a filter understands, each with what it keeps.
pub(crate) const FILTERS: &[(&str, &str)] = &[
    ("past-limit", "the review is past its limit, or booked beyond it"),
    ("to-book", "the review is to be booked in the next weeks"),
    ("late", "something of yours is late"),
    ("soon", "something of yours is due soon or today"),
    ("others", "something of somebody else's is late"),
    ("unbooked", "the next review has no day booked"),
    ("midpoint", "a mid-point is owed"),
    ("s20", "accommodated by agreement"),
    ("not-seen", "not seen by you for over a year, or never"),
    ("escalated", "a concern is open"),
    ("closed", "care has ended"),
];

/// A number of the pane's head, which is a filter too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Number {
    PastLimit,
    ToBook,
    Mine,
    Others,
}

impl Number {
    pub(crate) const ALL: [Number; 4] = [Number::PastLimit, Number::ToBook, Number::Mine, Number::Others];

    /// The word of its filter.
    pub(crate) fn filter(self) -> &'static str {
        match self {
            Number::PastLimit => "past-limit",
            Number::ToBook => "to-book",
            Number::Mine => "late",
            Number::Others => "others",
        }
    }

    pub(crate) fn says(self) -> &'static str {
        match self {
            Number::PastLimit => "past limit",
            Number::ToBook => "to book",
            Number::Mine => "of mine late",
            Number::Others => "with others",
        }
    }

    pub(crate) fn named(filter: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|n| n.filter() == filter)
    }

    /// Over the whole caseload, whatever is shown.
    pub(crate) fn of(self, board: &Board) -> usize {
        let count = |row: &Row| {
            let advice = row.advice();
            match self {
                Number::PastLimit => usize::from(advice.past_limit),
                Number::ToBook => usize::from(advice.to_book),
                Number::Mine => advice.mine.late,
                Number::Others => advice.others.iter().map(|o| o.late).sum(),
            }
        };
        board.children().iter().map(count).sum()
    }

    /// The filter after another, going round by way of none; those that keep nobody are passed over.
    pub(crate) fn turn(filter: &str, forward: bool, board: &Board) -> &'static str {
        let kept = Self::ALL.into_iter().filter(|n| n.of(board) > 0).map(Self::filter);
        let all: Vec<&str> = std::iter::once("").chain(kept).collect();
        let at = all.iter().position(|word| *word == filter).unwrap_or(0);
        let next = if forward { at + 1 } else { at + all.len() - 1 };
        all.get(next % all.len()).copied().unwrap_or_default()
    }
}

/// What the cursor is on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    Child(ChildId),
    Service(DutyKey),
}

/// Cursor, order, search and marks.
#[derive(Debug, Default)]
pub(crate) struct Caseload {
    /// Places in the board's rows.
    pub(crate) shown: Vec<usize>,
    pub(crate) service: usize,
    pub(crate) cursor: usize,
    pub(crate) selected: Option<Spot>,
    pub(crate) marked: BTreeSet<ChildId>,
    pub(crate) sort: Sort,
    pub(crate) filter: String,
    /// Of the view that was chosen; those of the settings where there are none.
    pub(crate) columns: Vec<Column>,
    pub(crate) finding: bool,
    pub(crate) find: Line,
}

impl Caseload {
    pub(crate) fn len(&self) -> usize {
        self.shown.len() + self.service
    }

    pub(crate) fn row<'b>(&self, board: &'b Board, place: usize) -> Option<&'b Row> {
        self.shown.get(place).and_then(|i| board.children().get(*i))
    }

    pub(crate) fn service_due<'b>(&self, board: &'b Board, place: usize) -> Option<&'b Due> {
        board.service.get(place.checked_sub(self.shown.len())?).filter(|_| self.service > 0)
    }

    pub(crate) fn child(&self, board: &Board) -> Option<ChildId> {
        self.row(board, self.cursor).map(Row::id)
    }

    /// Makes the list anew; the cursor stays on its child.
    pub(crate) fn arrange(&mut self, board: &Board) {
        // Who is looked for by name is found, looked after or not.
        let all = !self.filter.is_empty() || !self.find.text().is_empty();
        let kept = |r: &Row| board.keeps(&self.filter, r) && (all || is_current(r));
        let mut shown = board.sorted(self.sort, kept);
        let row = |i: &usize| board.children().get(*i);
        let query = self.find.text();
        if !query.is_empty() {
            let lines = shown.iter().map(|i| {
                row(i).map(|r| format!("{} {}", r.case.child.name(), r.case.child.number)).unwrap_or_default()
            });
            let found = matching(query, lines);
            shown = found.into_iter().filter_map(|i| shown.get(i).copied()).collect();
        }
        self.shown = shown;
        self.service = if query.is_empty() && self.filter.is_empty() { board.service.len() } else { 0 };
        self.marked.retain(|id| board.row(*id).is_some());
        let place = self.selected.as_ref().and_then(|spot| self.place(spot, board));
        self.cursor = place.unwrap_or(self.cursor).min(self.len().saturating_sub(1));
        self.remember(board);
    }

    /// The columns that are shown, of these where no view has others.
    pub(crate) fn columns<'c>(&'c self, usual: &'c [Column]) -> &'c [Column] {
        if self.columns.is_empty() { usual } else { &self.columns }
    }

    /// What is shown now.
    pub(super) fn now(&self, usual: &[Column]) -> View {
        let columns = self.columns(usual).to_vec();
        View { name: String::new(), filter: self.filter.clone(), sort: self.sort, columns }
    }

    /// Shows a view.
    pub(crate) fn see(&mut self, view: View, board: &Board) {
        (self.filter, self.sort, self.columns) = (view.filter, view.sort, view.columns);
        self.find = Line::default();
        self.arrange(board);
    }

    /// The child so many lines further down than another; none past the ends.
    pub(crate) fn beside(&self, child: ChildId, by: isize, board: &Board) -> Option<ChildId> {
        let place = self.place(&Spot::Child(child), board)?.checked_add_signed(by)?;
        self.row(board, place).map(Row::id)
    }

    fn place(&self, spot: &Spot, board: &Board) -> Option<usize> {
        match spot {
            Spot::Child(id) => {
                self.shown.iter().position(|i| board.children().get(*i).is_some_and(|r| r.id() == *id))
            }
            Spot::Service(key) if self.service > 0 => {
                board.service.iter().position(|d| d.duty.id == key.duty).map(|p| p + self.shown.len())
            }
            Spot::Service(..) => None,
        }
    }

    fn remember(&mut self, board: &Board) {
        let service = self.service_due(board, self.cursor);
        self.selected = match (self.child(board), service) {
            (Some(id), _) => Some(Spot::Child(id)),
            (None, Some(due)) => Some(Spot::Service(due.key())),
            _ => None,
        };
    }

    /// Puts the cursor on a child, dropping what hides it.
    pub(crate) fn select(&mut self, child: ChildId, board: &Board) {
        self.selected = Some(Spot::Child(child));
        self.arrange(board);
        if self.child(board) != Some(child) {
            self.filter.clear();
            self.find = Line::default();
            self.selected = Some(Spot::Child(child));
            self.arrange(board);
        }
    }

    pub(crate) fn step(&mut self, by: isize, board: &Board) {
        let len = self.len();
        step(&mut self.cursor, by, len);
        self.remember(board);
    }
}
