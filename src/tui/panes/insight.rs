//! Insight: the measures as bars over time, each opening the rows behind it. Drawn in `insight_view`.

use crate::board::Board;
use crate::rules::measures::{Bar, Group};
use crate::tui::action::Action;
use crate::tui::app::App;
use crate::tui::modals::Modal;
use crate::tui::modals::picker::{Item, Pick, Picker};
use crate::tui::words;

/// The bars as last counted, and the one the cursor is on.
#[derive(Debug, Default)]
pub(crate) struct Insight {
    pub(crate) bars: Vec<Bar>,
    pub(crate) cursor: usize,
    /// Something changed since they were counted.
    pub(crate) stale: bool,
}

impl Insight {
    /// Counts anew where something changed: when the pane is opened, and after each act made from it.
    pub(crate) fn settle(&mut self, board: &Board) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        self.bars = board.bars();
        self.cursor = self.cursor.min(self.bars.len().saturating_sub(1));
    }

    pub(crate) fn bar(&self) -> Option<&Bar> {
        self.bars.get(self.cursor)
    }

    /// The first bar of the group after, or before, the one the cursor is in.
    fn group(&self, forward: bool) -> usize {
        let Some(here) = self.bar().map(|b| b.group) else { return 0 };
        let first = |group: Group| self.bars.iter().position(|b| b.group == group).unwrap_or(0);
        let mut groups: Vec<Group> = self.bars.iter().map(|b| b.group).collect();
        groups.dedup();
        let place = groups.iter().position(|g| *g == here).unwrap_or(0);
        let by = if forward { 1 } else { groups.len() - 1 };
        groups.get((place + by) % groups.len()).map_or(0, |g| first(*g))
    }
}

impl App {
    pub(crate) fn act_on_insight(&mut self, action: Action) {
        if let Some(by) = super::stride(action) {
            super::step(&mut self.insight.cursor, by, self.insight.bars.len());
            return;
        }
        match action {
            Action::NextTab => self.insight.cursor = self.insight.group(true),
            Action::PreviousTab => self.insight.cursor = self.insight.group(false),
            Action::Open => self.behind(),
            _ => {}
        }
    }

    /// Shows what the bar under the cursor was counted from.
    fn behind(&mut self) {
        let Some(bar) = self.insight.bar() else { return };
        if bar.rows.is_empty() {
            self.say("Nothing lies behind this bar.");
            return;
        }
        let items = bar.rows.iter().map(|row| {
            let who = row.child.and_then(|id| self.row(id)).map(|r| self.name(r));
            let mark = if row.against { "▲ " } else { "  " };
            Item {
                label: format!("{mark}{}", who.unwrap_or_else(|| "Service".to_owned())),
                hint: row.what.clone(),
                pick: match (row.concern, row.child) {
                    (Some(concern), _) => Pick::Concern(concern),
                    (None, child) => child.map_or(Pick::Leave, Pick::Child),
                },
            }
        });
        let mut picker = Picker::new(format!("{} · {}", bar.label, bar.words), items.collect());
        let opens = if bar.rows.iter().any(|r| r.concern.is_some()) { "its log" } else { "the child" };
        picker.note = format!(
            "{}: {}. Enter opens {opens}.",
            bar.group.says(),
            words::count(bar.rows.len(), "row", "rows")
        );
        self.modals.push(Modal::Picker(picker));
    }
}
