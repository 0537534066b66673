//! The columns of the board of concerns, and the card the cursor is on.

use std::collections::BTreeMap;

use crate::board::{Board, Concern};
use crate::model::escalation::Effect;
use crate::model::ids::{ChildId, EscalationId};
use crate::model::text::folded;
use crate::rules::escalation::State;

/// What the cards of a column have in common, in the order the columns stand.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Group {
    /// A stage: its protocol, its place in it.
    Stage(String, usize),
    /// Its stages are over: to be closed with its effect.
    ToClose,
    /// Closed with an effect still to be seen.
    Promised,
    /// Closed.
    Closed,
}

/// A column of the board.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) title: String,
    /// The most pressing first.
    pub(crate) cards: Vec<EscalationId>,
}

/// Words a filter knows; anything else is looked for in names, kinds and texts.
pub(crate) const FILTERS: &[(&str, &str)] = &[
    ("late", "a day has passed: of the stage, the whole, a notice, an effect"),
    ("open", "not closed"),
    ("promised", "closed, the effect still to be seen"),
    ("service", "about no child"),
    ("siblings", "about a sibling group"),
    ("good-practice", "good practice passed on"),
];

/// The board and its cursor.
#[derive(Debug, Default)]
pub(crate) struct Escalations {
    /// A column for each stage where a concern stands, then what follows the stages.
    pub(crate) columns: Vec<Column>,
    pub(crate) column: usize,
    pub(crate) row: usize,
    pub(crate) filter: String,
    /// How many of all cards the filter hides.
    pub(crate) hidden: usize,
    child: Option<ChildId>,
}

impl Escalations {
    pub(crate) fn arrange(&mut self, board: &Board) {
        let on = self.id();
        let all = board.concerns();
        let mut groups: BTreeMap<Group, Column> = BTreeMap::new();
        let shown: Vec<&Concern<'_>> = all.iter().filter(|c| keeps(&self.filter, c, board)).collect();
        self.hidden = all.len() - shown.len();
        for concern in shown {
            let (group, title) = group_of(concern);
            let column = groups.entry(group).or_insert_with(|| Column { title, cards: Vec::new() });
            column.cards.push(concern.escalation.id);
        }
        self.columns = groups.into_values().collect();
        // The cursor stays on its card, or near where it was.
        let place = |c: &Column| c.cards.iter().position(|id| Some(*id) == on);
        let found = self.columns.iter().enumerate().find_map(|(at, column)| Some((at, place(column)?)));
        (self.column, self.row) = found.unwrap_or((self.column, self.row));
        self.column = self.column.min(self.columns.len().saturating_sub(1));
        self.row = self.row.min(self.cards().len().saturating_sub(1));
        self.child = self.id().and_then(|id| board.concern(id)?.row.map(|r| r.id()));
    }

    pub(crate) fn cards(&self) -> &[EscalationId] {
        self.columns.get(self.column).map_or(&[], |c| &c.cards)
    }

    /// The card the cursor is on.
    pub(crate) fn id(&self) -> Option<EscalationId> {
        self.cards().get(self.row).copied()
    }

    pub(crate) fn child(&self) -> Option<ChildId> {
        self.child
    }

    pub(crate) fn sideways(&mut self, on: bool) {
        let last = self.columns.len().saturating_sub(1);
        self.column = self.column.saturating_add_signed(if on { 1 } else { -1 }).min(last);
        self.row = self.row.min(self.cards().len().saturating_sub(1));
    }
}

/// The column a concern stands in, and its name.
fn group_of(concern: &Concern<'_>) -> (Group, String) {
    let e = concern.escalation;
    let state = concern.track.as_ref().map(|t| t.state);
    match e.became() {
        Effect::Promised => (Group::Promised, "Effect promised".to_owned()),
        Effect::Seen | Effect::Nothing => (Group::Closed, "Closed".to_owned()),
        Effect::NoneYet if state == Some(State::Resolved) => (Group::ToClose, "To close".to_owned()),
        Effect::NoneYet => {
            let place = concern.track.as_ref().map_or(0, |t| t.stage());
            (Group::Stage(e.protocol.clone(), place), concern.stage_title().to_owned())
        }
    }
}

/// Whether a filter keeps a concern.
fn keeps(filter: &str, concern: &Concern<'_>, board: &Board) -> bool {
    let e = concern.escalation;
    filter.split_whitespace().all(|word| match word.strip_prefix("is:").unwrap_or(word) {
        "late" => concern.is_late(board.today),
        "open" => e.is_open(),
        "promised" => e.is_promised(),
        "service" => concern.row.is_none(),
        "siblings" => !e.others.is_empty(),
        "good-practice" => concern.is_praise(),
        other => {
            let who = concern
                .row
                .map_or_else(String::new, |r| format!("{} {}", r.case.child.name(), r.case.child.number));
            let all =
                [&who, e.concern.as_str(), concern.title(), concern.stage_title(), &e.protocol, &e.text];
            let other = folded(other);
            all.iter().any(|part| folded(part).contains(&other))
        }
    })
}
