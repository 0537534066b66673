//! One move: lawful, and then made; or refused with the reason.

use chrono::NaiveDate;

use super::{Judge, Logged, Standing, State, Telling, Track};
use crate::model::moves::Move;
use crate::rules::practice::protocol::{Exit, Limit, Verdict};
use crate::rules::practice::words::nearest;
use crate::rules::working::long;

/// Why a move is not lawful, and what is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refused {
    /// Why.
    pub why: String,
    /// What may be done in its place.
    pub hint: String,
}

fn refuse<T>(why: impl Into<String>) -> Result<T, Refused> {
    Err(Refused { why: why.into(), hint: String::new() })
}

impl Track {
    /// Makes a move.
    ///
    /// # Errors
    /// When the protocol does not allow it there and then; nothing is changed.
    pub(crate) fn step(&mut self, judge: &Judge<'_>, logged: &Logged<'_>) -> Result<(), Refused> {
        if logged.what.looks_for_effect() {
            return if self.state == State::Closed { Ok(()) } else { refuse("it is not closed") };
        }
        let any_time = any_time(judge, logged.what).is_some();
        if self.state == State::Closed && !any_time {
            return refuse("it is closed");
        }
        if logged.date < self.last {
            return refuse(format!("it is dated before the last move, {}", long(self.last)));
        }
        let mut after = self.clone();
        after.make(judge, logged)?;
        after.last = logged.date;
        *self = after;
        Ok(())
    }

    fn make(&mut self, judge: &Judge<'_>, logged: &Logged<'_>) -> Result<(), Refused> {
        let date = logged.date;
        match logged.what {
            Move::Close => {
                self.state = State::Closed;
                if let Some(visit) = self.visits.last_mut().filter(|v| v.closed.is_none()) {
                    visit.closed = Some(date);
                    visit.standing = Standing::Closed;
                }
                return Ok(());
            }
            Move::Told(to) => return self.tell(judge, to, date),
            Move::NotTold(to) => return self.let_go(to),
            Move::Skip(to) => return self.jump(judge, to, date, true),
            Move::Back(to) => return self.jump(judge, to, date, false),
            _ => {}
        }
        if let Some(place) = any_time(judge, logged.what) {
            self.taken(judge, place, date);
            return Ok(());
        }
        if self.state != State::Running {
            return refuse("its stages are over: close it with its effect, or go back to a stage");
        }
        match logged.what {
            Move::Raised => self.raise(judge, date, logged.by),
            Move::Timescale => self.set(judge, date, logged.by),
            Move::Risk(risk) => self.weigh(judge, date, risk),
            Move::Judged(verdict) => self.judged(judge, *verdict, date),
            other => Err(self.unknown(judge, other)),
        }
    }

    fn unknown(&self, judge: &Judge<'_>, what: &Move) -> Refused {
        let word = what.to_string();
        let lawful = self.words(judge);
        let near = nearest(&word, lawful.iter().map(String::as_str)).map(|n| format!("Did you mean {n}? "));
        Refused {
            why: format!("there is no move {word:?}"),
            hint: format!("{}Moves here: {}.", near.unwrap_or_default(), lawful.join(", ")),
        }
    }

    fn raise(&mut self, judge: &Judge<'_>, date: NaiveDate, by: Option<NaiveDate>) -> Result<(), Refused> {
        // Raised while a notice that gates it was not given: the raising gives it.
        let gated = self.gating().any(Telling::is_owed);
        let Some(visit) = self.visits.last_mut() else { return refuse("no stage is open") };
        if visit.standing == Standing::ToAct {
            return refuse("this step is done, not raised: say whether it was resolved");
        }
        let restated = visit.raised_by_opening && (visit.raised == Some(date) || gated);
        if visit.standing != Standing::ToRaise && !restated {
            let day = visit.raised.map_or_else(String::new, |d| format!(" on {}", long(d)));
            return refuse(format!("this stage was raised{day}"));
        }
        visit.opened = visit.opened.map(|o| o.min(date));
        // Where the opening raised it, saying so later takes no day back.
        visit.raised = Some(if restated { visit.raised.map_or(date, |r| r.min(date)) } else { date });
        visit.raised_by_opening = false;
        visit.standing = Standing::Awaiting;
        self.open_gates(date);
        self.date(judge);
        if by.is_some() { self.set(judge, date, by) } else { Ok(()) }
    }

    /// What was to be told before the open stage began is told by beginning it.
    fn open_gates(&mut self, date: NaiveDate) {
        let gates: Vec<Telling> = self.gating().filter(|t| t.is_owed()).cloned().collect();
        self.tellings.iter_mut().filter(|t| gates.contains(t)).for_each(|t| t.given = Some(date));
    }

    /// The IRO may set the day where the protocol leaves it open, within what it allows.
    fn set(&mut self, judge: &Judge<'_>, date: NaiveDate, by: Option<NaiveDate>) -> Result<(), Refused> {
        let Some(by) = by else { return refuse("it needs the day that was set") };
        let Some(visit) = self.visits.last() else { return refuse("no stage is open") };
        match visit.standing {
            Standing::Awaiting => {}
            Standing::ToAct => return refuse("no reply is awaited here: the step has its own limit"),
            _ => return refuse("this stage is not raised yet"),
        }
        let limit = judge.protocol.stages.get(visit.stage).and_then(|s| s.reply_within.as_ref());
        if matches!(limit, Some(Limit::Fixed(_))) {
            return refuse("this stage has a limit of its own, which nobody sets");
        }
        let from = visit.raised.map_or(date, |raised| raised.max(date));
        if by < from {
            return refuse(format!("{} is before {}, the day it counts from", long(by), long(from)));
        }
        if let Some(longest) = self.longest(judge, visit).filter(|longest| *longest < by) {
            return refuse(format!("the protocol gives until {} at the longest", long(longest)));
        }
        if let Some(visit) = self.visits.last_mut() {
            visit.set = Some(by);
        }
        self.date(judge);
        Ok(())
    }

    /// The risk is judged, or judged anew. What was owed already stays owed by its day.
    fn weigh(&mut self, judge: &Judge<'_>, date: NaiveDate, risk: &str) -> Result<(), Refused> {
        let risks = &judge.protocol.risks;
        if !risks.iter().any(|r| r == risk) {
            let known = if risks.is_empty() { "none".to_owned() } else { risks.join(", ") };
            return Err(Refused {
                why: format!("this protocol knows no risk {risk:?}"),
                hint: format!("Known: {known}."),
            });
        }
        if self.risk.as_deref() == Some(risk) {
            return refuse(format!("its risk is {risk} already"));
        }
        let owed = |track: &Self| track.open().and_then(|v| v.act_by.or(v.reply_by));
        let late = owed(self).filter(|by| *by < date);
        self.risk = Some(risk.to_owned());
        self.date(judge);
        let longer = late.filter(|late| owed(self).is_none_or(|by| *late < by));
        if let (Some(late), Some(visit)) = (longer, self.visits.last_mut()) {
            visit.set = Some(late);
            self.date(judge);
        }
        Ok(())
    }

    /// Whether a move would give more time than there is now, which needs a reason.
    pub(crate) fn lengthens(&self, judge: &Judge<'_>, logged: &Logged<'_>) -> bool {
        let mut after = self.clone();
        let longer =
            |then: Option<NaiveDate>, now: Option<NaiveDate>| now.is_some_and(|n| then.is_none_or(|t| n < t));
        after.step(judge, logged).is_ok() && longer(after.due(), self.due())
    }

    fn judged(&mut self, judge: &Judge<'_>, verdict: Verdict, date: NaiveDate) -> Result<(), Refused> {
        let Some(visit) = self.visits.last() else { return refuse("no stage is open") };
        if visit.standing == Standing::ToRaise {
            return refuse("this stage is not raised yet");
        }
        let acts = visit.standing == Standing::ToAct && !visit.again;
        if verdict == Verdict::NoReply
            && let Some(by) = visit.reply_by.filter(|by| date <= *by)
        {
            return refuse(format!("a reply may still come until {}", long(by)));
        }
        let Some(exit) = self.exit(judge, visit.stage, verdict) else {
            let lawful = self.words(judge);
            return Err(Refused {
                why: format!("this stage has no way on for {:?}", verdict.word()),
                hint: format!("Moves here: {}.", lawful.join(", ")),
            });
        };
        if acts {
            self.open_gates(date);
        }
        self.leave(judge, date, Some(verdict));
        match exit {
            Exit::Close => self.state = State::Resolved,
            Exit::Stage(to) => self.enter(judge, to, date, false),
        }
        Ok(())
    }

    /// Where a verdict leads; a last stage without ways on ends with either judgement.
    pub(super) fn exit(&self, judge: &Judge<'_>, stage: usize, verdict: Verdict) -> Option<Exit> {
        let stage = judge.protocol.stages.get(stage)?;
        let ends = verdict != Verdict::NoReply && verdict.ends_an_act() == stage.act_within.is_some();
        match stage.on.get(&verdict) {
            Some(exit) => Some(*exit),
            None if stage.on.is_empty() && ends => Some(Exit::Close),
            None => None,
        }
    }

    fn tell(&mut self, judge: &Judge<'_>, to: &[String], date: NaiveDate) -> Result<(), Refused> {
        let named = |t: &Telling| t.notice.to == to;
        let Some(telling) = self.tellings.iter_mut().find(|t| t.is_owed() && named(t)) else {
            return refuse(format!("nobody has to be told that is called {:?}", to.join("+")));
        };
        telling.given = Some(date);
        // A stage held back by the notice opens the day it is given, or was due where it is late.
        let waiting = self.gating().any(Telling::is_owed);
        let gates = self.gating().any(named);
        let before = self.visits.iter().rev().find_map(|v| v.closed);
        let opens = self.gating().filter_map(Telling::opens).chain(before).max().unwrap_or(date);
        if let Some(visit) = self.visits.last_mut()
            && self.state == State::Running
            && gates
            && !waiting
            && !visit.again
            && (matches!(visit.standing, Standing::ToRaise | Standing::ToAct) || visit.raised_by_opening)
        {
            visit.opened = Some(opens);
            visit.raised = visit.raised_by_opening.then_some(opens);
            self.date(judge);
        }
        Ok(())
    }

    /// Somebody is not told, and the closing says why.
    fn let_go(&mut self, to: &[String]) -> Result<(), Refused> {
        let Some(telling) = self.tellings.iter_mut().find(|t| t.is_owed() && t.notice.to == to) else {
            return refuse(format!("nobody has to be told that is called {:?}", to.join("+")));
        };
        telling.let_go = true;
        Ok(())
    }

    fn jump(&mut self, judge: &Judge<'_>, to: &str, date: NaiveDate, on: bool) -> Result<(), Refused> {
        let here = self.stage();
        let way = if on { "later" } else { "earlier" };
        let may = |place: usize| {
            if on { place > here } else { place < here || (place == here && self.state == State::Resolved) }
        };
        let Some(place) = judge.protocol.place(to).filter(|p| may(*p)) else {
            let ids: Vec<&str> = judge.protocol.stages.iter().map(|s| s.id.as_str()).collect();
            return Err(Refused {
                why: format!("there is no {way} stage {to:?}"),
                hint: format!("The stages are, in order: {}.", ids.join(", ")),
            });
        };
        if self.state == State::Running {
            self.leave(judge, date, None);
        }
        self.state = State::Running;
        self.enter(judge, place, date, !on);
        Ok(())
    }
}

/// The place in the protocol of what may be done at any time, where a move is that.
fn any_time(judge: &Judge<'_>, what: &Move) -> Option<usize> {
    let Move::AnyTime(id) = what else { return None };
    judge.protocol.any_time.iter().position(|a| a.id == *id)
}
