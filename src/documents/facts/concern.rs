//! The facts of one concern: for the message to whoever must act next.

use chrono::NaiveDate;
use serde::Serialize;

use super::said::{given, part};
use crate::board::Board;
use crate::board::Row;
use crate::documents::redact::Redaction;
use crate::model::ids::EscalationId;

/// A concern.
#[derive(Debug, Serialize)]
pub(crate) struct ConcernFacts {
    pub(crate) number: i64,
    pub(crate) title: String,
    pub(crate) text: String,
    pub(crate) raised: NaiveDate,
    pub(crate) protocol: Option<String>,
    pub(crate) stage: Option<String>,
    /// Whom the stage is with, as roles and names.
    pub(crate) to: Vec<String>,
    pub(crate) reply_by: Option<NaiveDate>,
    /// The day the whole is to be over.
    pub(crate) over_by: Option<NaiveDate>,
    pub(crate) steps: Vec<Step>,
}

/// Something said or done about it.
#[derive(Debug, Serialize)]
pub(crate) struct Step {
    pub(crate) date: NaiveDate,
    pub(crate) note: String,
}

impl ConcernFacts {
    pub(super) fn of(board: &Board, row: &Row, id: EscalationId, red: &Redaction) -> Option<Self> {
        let all = board.concerns();
        let concern = all.iter().find(|c| c.escalation.id == id)?;
        let e = concern.escalation;
        let track = concern.track.as_ref();
        let stage = concern.protocol.zip(track).and_then(|(p, t)| p.stages.get(t.stage()));
        let open = track.and_then(|t| t.open());
        let role = |role: &String| {
            let part = part(board, role);
            row.person(role).map_or_else(|| part.clone(), |name| format!("{name} ({part})"))
        };
        Some(Self {
            number: e.id.0,
            title: board.practice.concern(&e.concern).to_owned(),
            text: red.words(&e.text),
            raised: e.raised,
            protocol: concern.protocol.map(|p| p.title.clone()),
            stage: stage.map(|s| s.title.clone()),
            to: stage.map(|s| s.with.iter().map(role).collect()).unwrap_or_default(),
            reply_by: open.and_then(|v| v.reply_by),
            over_by: track.and_then(|t| t.total_by),
            steps: e
                .moves
                .iter()
                .filter_map(|m| Some(Step { date: m.date, note: red.words(given(&m.note)?) }))
                .collect(),
        })
    }
}
