//! A concern with both its clocks, and what was done about it.

use chrono::NaiveDate;
use serde::Serialize;

use super::stage::{StageRow, stages};
use crate::board::caseload::Board;
use crate::board::concerns::Concern;
use crate::model::escalation::{Entry, Resolution};
use crate::model::ids::{DecisionId, EscalationId};
use crate::rules::escalation::Next;
use crate::rules::working::long;

/// A concern of a child or of the service.
#[derive(Debug, Serialize)]
pub(crate) struct ConcernRow<'b> {
    pub(crate) id: EscalationId,
    /// None for a concern about the service.
    pub(crate) child: Option<&'b str>,
    /// Every child it is about.
    pub(crate) children: Vec<&'b str>,
    pub(crate) protocol: &'b str,
    /// Practice and version it was raised under.
    pub(crate) practice: &'b str,
    /// The stage it is at.
    pub(crate) stage: &'b str,
    pub(crate) stage_title: &'b str,
    pub(crate) concern: &'b str,
    pub(crate) text: &'b str,
    pub(crate) risk: Option<String>,
    /// What gave rise to it: `duty:sw-consulted@review:3`.
    pub(crate) origin: Option<&'b str>,
    pub(crate) decision: Option<DecisionId>,
    pub(crate) raised: NaiveDate,
    pub(crate) raise_by: Option<NaiveDate>,
    pub(crate) act_by: Option<NaiveDate>,
    pub(crate) reply_by: Option<NaiveDate>,
    pub(crate) total_by: Option<NaiveDate>,
    pub(crate) late: bool,
    /// `open` or `closed`.
    pub(crate) status: &'static str,
    pub(crate) closed: Option<NaiveDate>,
    pub(crate) outcome: Option<Resolution>,
    pub(crate) effect: Option<&'b str>,
    /// Whether anything changed for the child; none while that is not seen.
    pub(crate) changed: Option<bool>,
    pub(crate) seen_by: Option<&'b str>,
    pub(crate) seen_on: Option<NaiveDate>,
    pub(crate) look_on: Option<NaiveDate>,
    pub(crate) moves: &'b [Entry],
    pub(crate) stages: Vec<StageRow<'b>>,
    /// What may be done next.
    pub(crate) next: Vec<Next>,
    /// The first child's name, or `Service`.
    #[serde(skip)]
    pub(crate) name: String,
    /// The kind of concern, for people.
    #[serde(skip)]
    pub(crate) title: &'b str,
    /// The day the open stage must be moved by.
    #[serde(skip)]
    pub(crate) due: Option<NaiveDate>,
    /// Closed with an effect nobody has seen yet.
    #[serde(skip)]
    pub(crate) promised: bool,
    /// What is doubtful about its days while it is open, and what the practice in use says otherwise.
    #[serde(skip)]
    pub(crate) doubts: Vec<String>,
    /// What was done since, in words.
    #[serde(skip)]
    pub(crate) log: Vec<String>,
}

impl<'b> ConcernRow<'b> {
    pub(crate) fn of(board: &'b Board, concern: &Concern<'b>) -> Self {
        let e = concern.escalation;
        let open = concern.track.as_ref().and_then(|t| t.open());
        let judge = concern.protocol.map(|p| board.judged_by(p, concern.row));
        let under = judge.as_ref().zip(concern.track.as_ref());
        let mut doubts: Vec<String> = Vec::new();
        if e.is_open() {
            doubts.extend(under.into_iter().flat_map(|(judge, track)| track.doubts(judge)));
            doubts.extend(Some(concern.kept.to_owned()).filter(|k| !k.is_empty()));
        }
        let group = concern.row.map(|r| r.id()).into_iter().chain(e.others.iter().copied());
        Self {
            id: e.id,
            child: concern.row.map(|r| r.case.child.number.as_str()),
            children: group.filter_map(|id| board.row(id)).map(|r| r.case.child.number.as_str()).collect(),
            protocol: &e.protocol,
            practice: &e.practice,
            stage: concern.stage(),
            stage_title: concern.stage_title(),
            concern: &e.concern,
            text: &e.text,
            risk: concern.risk().map(str::to_owned),
            origin: e.origin.as_ref().map(|o| o.what.as_str()),
            decision: e.decision,
            raised: e.raised,
            raise_by: open.and_then(|v| v.raise_by),
            act_by: open.and_then(|v| v.act_by),
            reply_by: concern.reply_by(),
            total_by: concern.total_by(),
            late: concern.is_late(board.today),
            status: if e.is_open() { "open" } else { "closed" },
            closed: e.closed,
            outcome: e.outcome,
            effect: e.effect.as_deref(),
            changed: e.effect.as_ref().filter(|_| !e.is_promised()).map(|_| !e.unchanged),
            seen_by: e.seen_by.as_deref(),
            seen_on: e.seen_on,
            look_on: e.look_on,
            moves: &e.moves,
            stages: under.map_or(Vec::new(), |(judge, track)| stages(track, judge, board.today)),
            next: board.next_moves(concern),
            name: concern.row.map_or_else(|| "Service".to_owned(), |r| r.case.child.name()),
            title: concern.title(),
            due: concern.due(),
            promised: e.is_promised(),
            doubts,
            log: (0..e.moves.len()).map(|place| concern.entry(place)).collect(),
        }
    }

    /// Where it stands.
    pub(crate) fn standing(&self) -> String {
        match self.closed {
            Some(day) if self.promised => format!("closed {}, effect still to be seen", long(day)),
            Some(day) => format!("closed {}", long(day)),
            None => self.stage_title.to_owned(),
        }
    }

    /// The days to keep; empty where there is none.
    pub(crate) fn days(&self) -> String {
        if self.closed.is_some() && !self.promised {
            return String::new();
        }
        let days = [("Next by", self.due), ("In all by", self.total_by), ("Look on", self.look_on)];
        let days = days.into_iter().filter_map(|(what, day)| Some(format!("{what} {}", long(day?))));
        days.collect::<Vec<_>>().join(" · ")
    }
}

/// Concerns as they were raised, the oldest first.
pub(crate) fn concerns<'b>(board: &'b Board, mut all: Vec<Concern<'b>>) -> Vec<ConcernRow<'b>> {
    all.sort_by_key(|c| (c.escalation.raised, c.escalation.id));
    all.iter().map(|c| ConcernRow::of(board, c)).collect()
}
