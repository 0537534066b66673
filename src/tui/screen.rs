//! What every pane is to the app: it takes keys, is drawn, and says what its cursor is on.

use chrono::NaiveDate;
use crossterm::event::KeyEvent;
use ratatui::Frame;
use ratatui::layout::Rect;

use super::action::{Action, Scope};
use super::ask::Ask;
use super::scene::Scene;
use crate::board::Row;
use crate::model::ids::{ChangeId, ChildId, DecisionId, EscalationId};
use crate::rules::due::Due;

/// What the cursor is on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct About {
    pub(crate) child: Option<ChildId>,
    pub(crate) under: Under,
    /// Children marked for one act.
    pub(crate) marked: Vec<ChildId>,
    /// The day that is selected.
    pub(crate) day: Option<NaiveDate>,
}

impl About {
    pub(crate) fn child(child: Option<ChildId>) -> Self {
        Self { child, ..Self::default() }
    }

    /// The duty of the child that the cursor is on.
    pub(crate) fn due<'r>(&self, row: &'r Row) -> Option<&'r Due> {
        let Under::Duty(duty, instance) = &self.under else { return None };
        row.judged().dues.iter().find(|d| d.duty.id == *duty && d.instance == *instance)
    }

    pub(crate) fn on(self, under: Option<Under>) -> Self {
        Self { under: under.unwrap_or_default(), ..self }
    }
}

/// What of the child, or of the service, it is on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum Under {
    #[default]
    Nothing,
    /// A duty of the child, by its id and what it is for.
    Duty(String, String),
    /// A duty of the service.
    Service(String, String),
    /// A review: its period of care from 0, its number there.
    Review(usize, u32),
    Decision(DecisionId),
    Change(ChangeId),
    Concern(EscalationId),
}

impl Under {
    pub(crate) fn duty(due: &Due) -> Self {
        Under::Duty(due.duty.id.clone(), due.instance.clone())
    }

    pub(crate) fn service(due: &Due) -> Self {
        Under::Service(due.duty.id.clone(), due.instance.clone())
    }
}

/// A pane, or what is open over one.
pub(crate) trait Screen {
    /// Which keys it has.
    fn scope(&self) -> Scope;

    /// Takes a key that the table of keys knows; none where it means here what it means everywhere.
    fn act(&mut self, action: Action, scene: Scene<'_>) -> Option<Ask>;

    /// Takes any other key.
    fn key(&mut self, _: KeyEvent, _: Scene<'_>) {}

    /// Shows only what fits these words.
    fn filter(&mut self, _: String, _: Scene<'_>) {}

    /// What was marked has been dealt with.
    fn unmark(&mut self) {}

    /// Takes up what an act changed; whether there is still something to show.
    fn settle(&mut self, scene: Scene<'_>) -> bool;

    fn about(&self, scene: Scene<'_>) -> About;

    fn view(&self, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect);
}
