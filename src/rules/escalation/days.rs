//! The days of a stage: opened, raised by, replied by, told by; and of the whole.

use chrono::NaiveDate;

use super::{Judge, Reviews, Standing, State, Telling, Track, Visit};
use crate::model::review::Review;
use crate::rules::practice::Span;
use crate::rules::practice::protocol::{Limit, Notice, Verdict};
use crate::rules::reckon::{self, Anchors, Day, Gap};
use crate::rules::working::{StepKind, Working, long};

/// The days a stage's spans count from.
#[derive(Clone, Copy)]
struct From<'a> {
    judge: &'a Judge<'a>,
    raised: NaiveDate,
    formal: Option<NaiveDate>,
    opened: Option<NaiveDate>,
    stage_raised: Option<NaiveDate>,
    closed: Option<NaiveDate>,
    taken: Option<NaiveDate>,
    /// Nothing counts from before this day: a stage taken up again counts from then.
    not_before: Option<NaiveDate>,
}

impl Anchors for From<'_> {
    fn day(&self, anchor: &str) -> Result<Day, Gap> {
        let day = match anchor {
            "escalation-raised" => Some(self.raised),
            "formal-opened" => self.formal,
            "stage-opened" => self.opened,
            "stage-raised" => self.stage_raised,
            // Of a stage that has just opened: the closing of the one before it.
            "stage-closed" => self.closed.or(self.opened),
            "step-taken" => self.taken,
            other => self.judge.reviews.day(other, self.raised),
        };
        let day = day.map(|d| self.not_before.map_or(d, |from| from.max(d)));
        day.map(Day::fact).ok_or_else(|| Gap::Waiting(anchor.to_owned()))
    }
}

impl Reviews<'_> {
    /// A day a concern counts from: of the last review held by the day it was raised, else of the first
    /// one after, so that no later review starts a clock anew; `next-review` and the like are of the first
    /// one on that day or after.
    fn day(&self, anchor: &str, raised: NaiveDate) -> Option<NaiveDate> {
        let held = || self.recorded.iter().filter(|r| r.recorded().is_some());
        let before = held().filter(|r| r.recorded() <= Some(raised)).max_by_key(|r| r.recorded());
        let review = before.or_else(|| held().min_by_key(|r| r.recorded()));
        let next = || self.slots.iter().filter_map(|s| Some((s.held.or(s.booked).or(s.due)?, s)));
        let next = next().filter(|(day, _)| *day >= raised).min_by_key(|(day, _)| *day);
        match anchor {
            "review-held" | "previous-review" => review.and_then(Review::recorded),
            "review-completed" => review.and_then(Review::completion),
            "decisions-sent" => review.and_then(|r| r.decisions_sent),
            "decisions-received" => review.and_then(|r| r.decisions_received),
            "review-date" | "next-review" => next.map(|(day, _)| day),
            "review-due" => next.and_then(|(_, slot)| slot.due),
            _ => None,
        }
    }
}

impl From<'_> {
    fn span(&self, span: &Span) -> Option<NaiveDate> {
        let day = reckon::span(span, self, self.judge.calendar, &mut Working::silent());
        day.ok().map(|d| d.date)
    }

    fn limit(&self, limit: &Limit, risk: Option<&str>) -> Option<NaiveDate> {
        let spans = limit.spans(risk, &self.judge.protocol.risks);
        spans.iter().filter_map(|span| self.span(span)).max()
    }
}

impl Track {
    /// How the day that is next to be kept, and the day of the whole, come about.
    pub(crate) fn explain(&self, judge: &Judge<'_>) -> Working {
        let mut working = Working::kept();
        let risk = self.risk.as_deref();
        if let Some(visit) = self.open()
            && let Some(stage) = judge.protocol.stages.get(visit.stage)
        {
            let raise = stage.raise_within.as_ref().filter(|_| visit.standing == Standing::ToRaise);
            let limit = raise.or(stage.act_within.as_ref()).or(stage.reply_within.as_ref());
            let spans = limit.map(|l| l.spans(risk, &judge.protocol.risks));
            for span in spans.unwrap_or_default() {
                let _ = reckon::span(&span, &self.from(judge, Some(visit)), judge.calendar, &mut working);
            }
            if let Some(set) = visit.set {
                working.step(StepKind::Choose, set, || format!("you set {} for the reply", long(set)));
            }
            if let Some(due) = visit.due() {
                let at_most = if visit.at_most { ", at most: the risk is not judged yet" } else { "" };
                working.step(StepKind::Result, due, || format!("{}: {}{at_most}", stage.title, long(due)));
            }
            working.source(&stage.cite);
        }
        if let Some(total) = judge.protocol.total.as_ref().filter(|_| self.total_by.is_some()) {
            let _ =
                reckon::limit(total, &self.from(judge, self.visits.first()), judge.calendar, &mut working);
            working.step(StepKind::Limit, self.total_by, || "the whole must be over by then".to_owned());
        }
        working
    }

    fn from<'a>(&self, judge: &'a Judge<'a>, visit: Option<&Visit>) -> From<'a> {
        From {
            judge,
            raised: self.raised,
            formal: self.formal_opened,
            opened: visit.and_then(|v| v.opened),
            stage_raised: visit.and_then(|v| v.raised.or(v.raise_by)),
            closed: visit.and_then(|v| v.closed),
            taken: None,
            not_before: visit.filter(|v| v.again).and_then(|v| v.opened),
        }
    }

    /// The day the clock of the whole counts from, once it runs.
    pub(crate) fn total_from(&self, judge: &Judge<'_>) -> Option<NaiveDate> {
        let anchor = judge.protocol.total.as_ref()?.span.first_anchor()?;
        self.from(judge, self.visits.first()).day(anchor).ok().map(|d| d.date)
    }

    /// What is not sure about the days still to be kept: they leave the calendar, or rest on bank holidays
    /// that are expected and not published.
    pub(crate) fn doubts(&self, judge: &Judge<'_>) -> Vec<String> {
        let mut working = Working::kept();
        let mut outside: Vec<String> = Vec::new();
        let mut weigh = |span: &Span, from: From<'_>| {
            if let Err(Gap::Outside(why)) = reckon::span(span, &from, judge.calendar, &mut working) {
                outside.push(why);
            }
        };
        let ahead = self.ahead(judge);
        for visit in self.open().into_iter().chain(&ahead) {
            let stage = judge.protocol.stages.get(visit.stage);
            let limits = stage.map(|s| [&s.act_within, &s.raise_within, &s.reply_within]);
            for limit in limits.into_iter().flatten().flatten() {
                for span in limit.spans(self.risk(), &judge.protocol.risks) {
                    weigh(&span, self.from(judge, Some(visit)));
                }
            }
        }
        if let Some(total) = judge.protocol.total.as_ref().filter(|_| self.state != State::Closed) {
            weigh(&total.span, self.from(judge, self.visits.first()));
        }
        outside.extend(working.assumptions);
        outside.dedup();
        outside
    }

    /// Opens a stage on `day`, or on the day a notice that gates it is to be given; one gone back to at once.
    pub(in crate::rules) fn enter(&mut self, judge: &Judge<'_>, place: usize, day: NaiveDate, back: bool) {
        let gate = self.gating().filter(|_| !back).filter_map(Telling::opens).max();
        let again = back || self.visits.iter().any(|v| v.stage == place);
        let opened = gate.map_or(day, |g| g.max(day));
        let standing = match judge.protocol.stages.get(place) {
            Some(stage) if stage.act_within.is_some() => Standing::ToAct,
            Some(stage) if stage.raise_within.is_some() => Standing::ToRaise,
            _ => Standing::Awaiting,
        };
        let at_once = standing == Standing::Awaiting;
        self.visits.push(Visit {
            stage: place,
            opened: Some(opened),
            raise_by: None,
            raised: at_once.then_some(opened),
            act_by: None,
            reply_by: None,
            at_most: false,
            replied: None,
            closed: None,
            verdict: None,
            set: None,
            standing,
            raised_by_opening: at_once,
            again,
        });
        if judge.protocol.stages.get(place).is_some_and(|s| s.formal) {
            self.formal_opened.get_or_insert(opened);
        }
        self.date(judge);
    }

    /// Notices that hold back the stage now open, or about to open.
    pub(super) fn gating(&self) -> impl Iterator<Item = &Telling> {
        let from = self.visits.iter().rev().find(|v| v.standing == Standing::Closed).map(|v| v.stage);
        self.tellings.iter().filter(move |t| t.stage.is_some() && t.stage == from && t.notice.gates_next)
    }

    /// Closes the open stage; no agreement brings its notices.
    pub(in crate::rules) fn leave(&mut self, judge: &Judge<'_>, day: NaiveDate, verdict: Option<Verdict>) {
        let Some(visit) = self.visits.last_mut() else { return };
        visit.closed = Some(day);
        // Over before the day a notice would have opened it: it opened that day.
        visit.opened = visit.opened.map(|o| o.min(day));
        visit.raised = visit.raised.map(|r| r.min(day));
        visit.verdict = verdict;
        visit.replied = verdict.filter(|v| *v != Verdict::NoReply && !v.ends_an_act()).map(|_| day);
        visit.standing = if verdict.is_some() { Standing::Closed } else { Standing::Skipped };
        let visit = visit.clone();
        let unmet = [Verdict::NotSatisfied, Verdict::NoReply, Verdict::NotResolved];
        let unmet = verdict.is_some_and(|verdict| unmet.contains(&verdict));
        let Some(stage) = judge.protocol.stages.get(visit.stage).filter(|_| unmet) else { return };
        let from = self.from(judge, Some(&visit));
        self.owe(&from, Some(visit.stage), &stage.notices);
    }

    /// What was done at any time brings its notices.
    pub(super) fn taken(&mut self, judge: &Judge<'_>, place: usize, day: NaiveDate) {
        self.any_time.push((place, day));
        let Some(step) = judge.protocol.any_time.get(place) else { return };
        let from = From { taken: Some(day), ..self.from(judge, self.visits.last()) };
        self.owe(&from, None, &step.notices);
    }

    fn owe(&mut self, from: &From<'_>, stage: Option<usize>, notices: &[Notice]) {
        let by = |notice: &Notice| notice.within.as_ref().and_then(|span| from.span(span));
        for notice in notices {
            // One of an earlier time that is still owed stays, with its own day.
            if !self.owed().any(|t| t.stage == stage && t.notice == *notice) {
                let (notice, by) = (notice.clone(), by(notice));
                self.tellings.push(Telling { stage, notice, by, given: None, let_go: false });
            }
        }
    }

    /// The last day the protocol itself gives for a reply.
    pub(super) fn longest(&self, judge: &Judge<'_>, visit: &Visit) -> Option<NaiveDate> {
        let limit = judge.protocol.stages.get(visit.stage)?.reply_within.as_ref()?;
        self.from(judge, Some(visit)).limit(limit, self.risk())
    }

    /// Works out the days of the open stage, and of the whole.
    pub(super) fn date(&mut self, judge: &Judge<'_>) {
        let risk = self.risk.clone();
        let risk = risk.as_deref();
        let risks = &judge.protocol.risks;
        if let Some(mut visit) = self.visits.pop() {
            let stage = judge.protocol.stages.get(visit.stage);
            if let Some(limit) = stage.and_then(|s| s.raise_within.as_ref()) {
                visit.raise_by = self.from(judge, Some(&visit)).limit(limit, risk);
            }
            let act = stage.and_then(|s| s.act_within.as_ref());
            let act_by = act.and_then(|limit| self.from(judge, Some(&visit)).limit(limit, risk));
            visit.act_by = act_by.map(|by| visit.set.map_or(by, |set| by.min(set)));
            let reply = stage.and_then(|s| s.reply_within.as_ref());
            let longest = self.longest(judge, &visit);
            visit.at_most = visit.set.is_none() && reply.or(act).is_some_and(|l| l.at_most(risk, risks));
            visit.reply_by = visit.set.map(|set| longest.map_or(set, |l| l.min(set))).or(longest);
            self.visits.push(visit);
        }
        let from = self.from(judge, self.visits.first());
        self.total_by = judge.protocol.total.as_ref().and_then(|total| from.span(&total.span));
    }
}
