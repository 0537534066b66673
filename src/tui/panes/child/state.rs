//! A child's page: which tab, and where the cursor is in it.

use chrono::NaiveDate;

use crate::board::Row;
use crate::model::ids::{ChildId, DecisionId};
use crate::model::record::{Note, NoteKind};
use crate::model::voice::Ask;
use crate::rules::due::Due;
use crate::tui::place::Tab;
use crate::tui::scene::Scene;

/// Which child, which tab, which line.
#[derive(Debug)]
pub(crate) struct ChildPage {
    pub(crate) id: ChildId,
    pub(crate) tab: Tab,
    pub(crate) cursor: usize,
}

impl ChildPage {
    pub(crate) fn new(id: ChildId) -> Self {
        Self { id, tab: Tab::default(), cursor: 0 }
    }

    /// The duty the cursor is on.
    pub(crate) fn due<'r>(&self, row: &'r Row) -> Option<&'r Due> {
        match self.tab {
            Tab::Overview => row.judged().mine().nth(self.cursor),
            Tab::Duties => duties(row).get(self.cursor).copied(),
            _ => None,
        }
    }

    /// The decision the cursor is on.
    pub(crate) fn decision(&self, scene: Scene<'_>, row: &Row) -> Option<DecisionId> {
        scene.board().ledger(row).get(self.cursor).map(|e| e.decision.id)
    }

    pub(crate) fn len(&self, row: &Row) -> usize {
        match self.tab {
            Tab::Overview => row.judged().mine().count(),
            Tab::Duties => row.whole().dues.len(),
            Tab::Reviews => row.judged().slots.len(),
            Tab::Decisions => row.case.decisions.len(),
            Tab::Escalations => row.case.escalations.len(),
            Tab::Changes => row.case.changes.len(),
            Tab::Voice => moments(row).len(),
            Tab::Notes => row.case.notes.len(),
            Tab::Documents => row.case.papers.len(),
            Tab::People => row.case.people.len() + row.case.kin.len(),
        }
    }
}

/// The duties of a child as the tab lists them: the IRO's own, others' by role, clocks that are watched, what
/// waits for the review to have a day, then what is done or past.
pub(crate) fn duties(row: &Row) -> Vec<&Due> {
    let judged = row.whole();
    let waiting = judged.dues.iter().filter(|d| d.waiting);
    let rest = judged.dues.iter().filter(|d| !d.waiting && (!d.status.is_open() || d.past));
    let mine = judged.own().filter(|d| d.is_mine());
    mine.chain(judged.others()).chain(judged.watched()).chain(waiting).chain(rest).collect()
}

/// A moment of the child's voice.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Moment<'r> {
    Words(&'r Note),
    Ask(&'r Ask),
}

impl Moment<'_> {
    pub(crate) fn date(&self) -> NaiveDate {
        match self {
            Moment::Words(note) => note.date,
            Moment::Ask(ask) => ask.date,
        }
    }
}

/// Words and asks, the latest first.
pub(crate) fn moments(row: &Row) -> Vec<Moment<'_>> {
    let words = row.case.notes.iter().filter(|n| n.kind == NoteKind::Wishes).map(Moment::Words);
    let mut all: Vec<Moment<'_>> = words.chain(row.case.asks.iter().map(Moment::Ask)).collect();
    all.sort_by_key(Moment::date);
    all.reverse();
    all
}
