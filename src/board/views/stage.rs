//! A stage of a protocol on the way of a concern.

use chrono::NaiveDate;
use serde::Serialize;

use crate::rules::escalation::{Judge, Standing, Track, Visit};
use crate::rules::practice::protocol::Verdict;

/// A stage: passed through, ahead, or passed over.
#[derive(Debug, Serialize)]
pub(crate) struct StageRow<'p> {
    pub(crate) stage: &'p str,
    pub(crate) title: &'p str,
    pub(crate) formal: bool,
    pub(crate) opened: Option<NaiveDate>,
    pub(crate) raise_by: Option<NaiveDate>,
    pub(crate) raised: Option<NaiveDate>,
    /// The day by which those who raise it do it themselves, where no reply is awaited.
    pub(crate) act_by: Option<NaiveDate>,
    pub(crate) reply_by: Option<NaiveDate>,
    /// The day of the reply is the longest there is: the risk is not known.
    pub(crate) at_most: bool,
    pub(crate) replied: Option<NaiveDate>,
    pub(crate) closed: Option<NaiveDate>,
    pub(crate) outcome: Option<Verdict>,
    pub(crate) status: Standing,
    pub(crate) late: bool,
    pub(crate) provisional: bool,
}

/// Every stage of the protocol: those passed through, those ahead, those passed over.
pub(crate) fn stages<'p>(track: &Track, judge: &Judge<'p>, today: NaiveDate) -> Vec<StageRow<'p>> {
    let mut visits: Vec<Visit> = track.visits.clone();
    visits.extend(track.ahead(judge));
    let row = |place: usize, visit: Option<&Visit>| {
        let stage = judge.protocol.stages.get(place)?;
        let unvisited = if place < track.stage() { Standing::Skipped } else { Standing::Ahead };
        Some(StageRow {
            stage: &stage.id,
            title: &stage.title,
            formal: stage.formal,
            opened: visit.and_then(|v| v.opened),
            raise_by: visit.and_then(|v| v.raise_by),
            raised: visit.and_then(|v| v.raised),
            act_by: visit.and_then(|v| v.act_by),
            reply_by: visit.and_then(|v| v.reply_by),
            at_most: visit.is_some_and(|v| v.at_most),
            replied: visit.and_then(|v| v.replied),
            closed: visit.and_then(|v| v.closed),
            outcome: visit.and_then(|v| v.verdict),
            status: visit.map_or(unvisited, |v| v.standing),
            late: visit.and_then(Visit::due).is_some_and(|day| day < today),
            provisional: visit.is_some_and(|v| {
                [v.raise_by, v.act_by, v.reply_by]
                    .into_iter()
                    .flatten()
                    .any(|day| judge.calendar.known_to() < day)
            }),
        })
    };
    let mut all: Vec<_> = visits.iter().filter_map(|v| row(v.stage, Some(v))).collect();
    let unseen = (0..judge.protocol.stages.len()).filter(|p| !visits.iter().any(|v| v.stage == *p));
    all.extend(unseen.filter_map(|p| row(p, None)));
    all
}
