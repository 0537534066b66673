//! An escalation under its protocol: a log of moves gives the stages opened, raised, replied and
//! closed, both clocks, and what may lawfully be done next, by when and why.
//!
//! `run` replays the log, `step` judges one move, `next` proposes. Nothing pauses a clock: one that
//! stops hides delay.

pub(crate) mod analysis;
mod days;
pub(crate) mod message;
mod next;
mod step;

use crate::model::moves::Move;
use chrono::NaiveDate;

use super::calendar::Calendar;
use super::practice::protocol::{Exit, Notice, Protocol, Verdict};
use super::slot::Slot;
use crate::model::review::Review;
use crate::model::words::closed_set;

pub(crate) use next::{Next, next};

/// What an escalation is judged by.
#[derive(Clone, Copy)]
pub(crate) struct Judge<'a> {
    /// The protocol it runs under.
    pub protocol: &'a Protocol,
    /// Working days.
    pub calendar: &'a Calendar,
    /// The child's reviews, whose days a span may count from.
    pub reviews: Reviews<'a>,
}

/// The reviews of the child a concern is about; none where it is about the service.
#[derive(Clone, Copy, Default)]
pub(crate) struct Reviews<'a> {
    /// As recorded.
    pub recorded: &'a [Review],
    /// As due.
    pub slots: &'a [Slot],
}

/// How an escalation began.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Opening<'a> {
    /// The day of it.
    pub raised: NaiveDate,
    /// The stage it began at; the first where it is not known.
    pub stage: Option<&'a str>,
    /// Its risk.
    pub risk: Option<&'a str>,
}

/// One move of the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Logged<'a> {
    /// The day of it.
    pub date: NaiveDate,
    /// The move.
    pub what: &'a Move,
    /// The day the IRO set for the reply, with `raised` or `timescale`.
    pub by: Option<NaiveDate>,
}

closed_set! {
    /// Where a stage stands.
    pub(crate) enum Standing is "standing of a stage" {
        /// Open, not raised yet.
        ToRaise: "to-raise" = "to be raised",
        /// Open, and to be done by those who raise it.
        ToAct: "to-act" = "to be done",
        /// Raised, no reply yet.
        Awaiting: "awaiting-reply" = "awaiting the reply",
        /// Over.
        Closed: "closed",
        /// Passed over with a reason.
        Skipped: "skipped",
        /// Still ahead: its days are projected.
        Ahead: "ahead",
    }
}

/// One passage through a stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Visit {
    /// The stage's place in the protocol.
    pub stage: usize,
    /// The day it opened, or will.
    pub opened: Option<NaiveDate>,
    /// The day it must be raised by.
    pub raise_by: Option<NaiveDate>,
    /// The day it was raised.
    pub raised: Option<NaiveDate>,
    /// The day by which those who raise it do it, where it is theirs to do.
    pub act_by: Option<NaiveDate>,
    /// The day a reply is owed by; projected while it is not raised.
    pub reply_by: Option<NaiveDate>,
    /// That day is the longest the protocol allows: the risk is not known.
    pub at_most: bool,
    /// The day the reply came.
    pub replied: Option<NaiveDate>,
    /// The day the stage closed.
    pub closed: Option<NaiveDate>,
    /// How the reply was judged.
    pub verdict: Option<Verdict>,
    /// The day the IRO set for the reply.
    pub set: Option<NaiveDate>,
    /// Where it stands.
    pub standing: Standing,
    /// It was raised by opening, nobody said so.
    raised_by_opening: bool,
    /// It was taken up again: no day of it counts from before it opened.
    again: bool,
}

impl Visit {
    /// The day that is next to be kept: raising it, else the reply.
    pub(crate) fn due(&self) -> Option<NaiveDate> {
        match self.standing {
            Standing::ToRaise => self.raise_by,
            Standing::ToAct => self.act_by,
            Standing::Awaiting => self.reply_by,
            _ => None,
        }
    }
}

/// Somebody still to be told, or told already.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Telling {
    /// The stage whose closing it follows; `None` where it follows something done at any time.
    pub stage: Option<usize>,
    /// Who tells whom, and by when.
    pub notice: Notice,
    /// The day it must be given by.
    pub by: Option<NaiveDate>,
    /// The day it was given.
    pub given: Option<NaiveDate>,
    /// It was not given, and the closing says why.
    pub let_go: bool,
}

impl Telling {
    /// Whether they are still to be told.
    pub(crate) fn is_owed(&self) -> bool {
        self.given.is_none() && !self.let_go
    }

    /// Whether they were told after the day it was due.
    pub(crate) fn was_late(&self) -> bool {
        self.given.zip(self.by).is_some_and(|(given, by)| by < given)
    }

    /// The day it lets the next stage open: the day it was given, a late one the day it was due, so that
    /// telling late never gives anybody more time.
    fn opens(&self) -> Option<NaiveDate> {
        match (self.given, self.by) {
            (Some(given), Some(by)) => Some(given.min(by)),
            (given, by) => given.or(by),
        }
    }
}

/// Where an escalation is in its protocol.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// At the stage of the last visit.
    Running,
    /// A verdict led out: to be closed with its effect, or taken up again.
    Resolved,
    /// Closed.
    Closed,
}

/// An escalation judged.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Track {
    /// Stages passed through, in the order they were.
    pub visits: Vec<Visit>,
    /// Notices that stages closed without agreement brought.
    pub tellings: Vec<Telling>,
    /// What was done that may be done at any time: its place in the protocol, and the day.
    pub any_time: Vec<(usize, NaiveDate)>,
    /// Where it is.
    pub state: State,
    /// The day the formal process began.
    pub formal_opened: Option<NaiveDate>,
    /// The day it must be over by in all; unknown until its clock starts.
    pub total_by: Option<NaiveDate>,
    /// The day of the last move.
    pub last: NaiveDate,
    /// Moves of the log that the protocol does not allow, with the reason: they moved nothing.
    pub refused: Vec<(usize, String)>,
    risk: Option<String>,
    raised: NaiveDate,
}

impl Track {
    /// The stage it is at: the last one visited.
    pub(crate) fn stage(&self) -> usize {
        self.visits.last().map_or(0, |v| v.stage)
    }

    /// The open visit, while it runs.
    pub(crate) fn open(&self) -> Option<&Visit> {
        self.visits.last().filter(|_| self.state == State::Running)
    }

    /// The day the open stage must next be moved by.
    pub(crate) fn due(&self) -> Option<NaiveDate> {
        self.open().and_then(Visit::due)
    }

    /// Its risk as it is judged now.
    pub(crate) fn risk(&self) -> Option<&str> {
        self.risk.as_deref()
    }

    /// Those still to be told, and of which stage's closing.
    pub(crate) fn owed(&self) -> impl Iterator<Item = &Telling> {
        self.tellings.iter().filter(|t| t.is_owed())
    }

    /// Whether a day of it has passed without what was owed, as of `today`.
    pub(crate) fn late(&self, today: NaiveDate) -> bool {
        self.state != State::Closed
            && (self.due().is_some_and(|d| d < today) || self.total_late(today) || self.untold(today))
    }

    /// Whether the whole of it has run past its total.
    pub(crate) fn total_late(&self, today: NaiveDate) -> bool {
        self.state == State::Running && self.total_by.is_some_and(|d| d < today)
    }

    fn untold(&self, today: NaiveDate) -> bool {
        self.owed().any(|t| t.by.is_some_and(|d| d < today))
    }

    /// The earliest day still to be kept: of the stage, the whole or a notice.
    pub(crate) fn first_due(&self) -> Option<NaiveDate> {
        let total = self.total_by.filter(|_| self.state == State::Running);
        let tellings = self.owed().filter_map(|t| t.by);
        self.due().into_iter().chain(total).chain(tellings).min()
    }

    /// Stages still ahead on the way of no agreement, projected from where it is.
    pub(crate) fn ahead(&self, judge: &Judge<'_>) -> Vec<Visit> {
        let mut track = self.clone();
        let mut ahead = Vec::new();
        while track.state == State::Running && ahead.len() < judge.protocol.stages.len() {
            let Some(visit) = track.visits.last() else { break };
            let Some((verdict, Exit::Stage(to))) = judge.onward(visit.stage) else { break };
            let Some(end) = visit.reply_by.or(visit.act_by).or(visit.raise_by).or(visit.opened) else {
                break;
            };
            if track.visits.iter().any(|v| v.stage == to) {
                break;
            }
            let end = end.max(track.last);
            track.leave(judge, end, Some(verdict));
            track.enter(judge, to, end, false);
            if let Some(visit) = track.visits.last_mut() {
                visit.standing = Standing::Ahead;
                let mut shown = visit.clone();
                shown.raised = None;
                ahead.push(shown);
            }
        }
        ahead
    }
}

impl Judge<'_> {
    /// Replays a log. A move the protocol does not allow is set aside with its reason.
    pub(crate) fn run(&self, opening: &Opening<'_>, moves: &[Logged<'_>]) -> Track {
        let mut track = Track {
            visits: Vec::new(),
            tellings: Vec::new(),
            any_time: Vec::new(),
            state: State::Running,
            formal_opened: None,
            total_by: None,
            last: opening.raised,
            refused: Vec::new(),
            risk: opening.risk.map(str::to_owned),
            raised: opening.raised,
        };
        let first = opening.stage.and_then(|s| self.protocol.place(s)).unwrap_or(0);
        track.enter(self, first, opening.raised, false);
        for (place, logged) in moves.iter().enumerate() {
            if let Err(refused) = track.step(self, logged) {
                track.refused.push((place, refused.why));
            }
        }
        track
    }

    /// The way on from a stage when nobody agrees.
    fn onward(&self, stage: usize) -> Option<(Verdict, Exit)> {
        let on = &self.protocol.stages.get(stage)?.on;
        let order = [
            Verdict::NotResolved,
            Verdict::NotSatisfied,
            Verdict::NoReply,
            Verdict::Decided,
            Verdict::Satisfied,
        ];
        order.into_iter().find_map(|v| Some((v, *on.get(&v)?)))
    }
}
