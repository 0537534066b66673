//! What may lawfully be done next, by when, and why.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Judge, Logged, Standing, State, Track};
use crate::model::moves::Move;
use crate::model::text::capital;
use crate::rules::practice::Practice;
use crate::rules::practice::protocol::{Exit, Limit, Stage, Verdict};
use crate::rules::working::long;

/// A lawful move.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Next {
    /// The move.
    #[serde(rename = "move")]
    pub what: Move,
    /// For a person: `Judge the reply: satisfied`.
    pub title: String,
    /// The day it is due by, where it has one.
    pub by: Option<NaiveDate>,
    /// Why, or what it needs.
    pub why: String,
    /// What the program proposes now.
    pub proposed: bool,
    /// It needs a reason.
    pub reasoned: bool,
}

impl Track {
    /// The words of every move lawful at some day from where it is.
    pub(super) fn words(&self, judge: &Judge<'_>) -> Vec<String> {
        let role = |r: &str| r.to_owned();
        self.offers(judge, NaiveDate::MAX, &role).into_iter().map(|n| n.what.to_string()).collect()
    }

    fn offers(&self, judge: &Judge<'_>, today: NaiveDate, role: &dyn Fn(&str) -> String) -> Vec<Next> {
        let protocol = judge.protocol;
        let mut all = Vec::new();
        let roles = |words: &[String]| words.iter().map(|w| role(w)).collect::<Vec<_>>().join(" and ");
        let closed = self.state == State::Closed;
        for telling in self.owed().filter(|_| !closed) {
            let notice = &telling.notice;
            // The same people told of two stages: of the earlier one first.
            if all.iter().any(|n: &Next| n.what == notice.told()) {
                continue;
            }
            let (to, from) = (roles(&notice.to), roles(&notice.from));
            let gate = if notice.gates_next { "; the next stage opens with it" } else { "" };
            all.push(Next {
                by: telling.by,
                proposed: true,
                ..plain(notice.told(), format!("{to} told"), format!("{from} to tell {to}{gate}"))
            });
        }
        if let Some(visit) = self.open()
            && let Some(stage) = protocol.stages.get(visit.stage)
        {
            if visit.standing == Standing::ToRaise {
                let why = format!("{} to raise it with {}", roles(&stage.raised_by), roles(&stage.with));
                let title = format!("Raised with {}", roles(&stage.with));
                all.push(Next { by: visit.raise_by, proposed: true, ..plain(Move::Raised, title, why) });
            } else {
                self.verdicts(&mut all, judge, stage, today, &roles);
            }
        } else if self.state == State::Resolved {
            let why = "the stages are over: say what changed for the child, who saw it and when";
            let title = "Close it with its effect".to_owned();
            all.push(Next { proposed: true, ..plain(Move::Close, title, why.into()) });
        }
        for (place, stage) in protocol.stages.iter().enumerate().filter(|_| !closed) {
            let here = self.stage();
            let again = place == here && self.state == State::Resolved;
            let id = || stage.id.clone();
            let (what, title) = match place.cmp(&here) {
                std::cmp::Ordering::Greater => (Move::Skip(id()), format!("Skip to {}", stage.title)),
                std::cmp::Ordering::Less => (Move::Back(id()), format!("Back to {}", stage.title)),
                std::cmp::Ordering::Equal if again => {
                    (Move::Back(id()), format!("Take {} up again", stage.title))
                }
                std::cmp::Ordering::Equal => continue,
            };
            let why = "with the reason".to_owned();
            all.push(Next { reasoned: true, ..plain(what, title, why) });
        }
        for any in &protocol.any_time {
            let why = match (&any.gate, &any.checklist) {
                (Some(gate), _) => format!("at any stage; {} must agree first", role(gate)),
                (None, Some(_)) => {
                    "at any stage, beside the protocol; its test is gone through first".to_owned()
                }
                (None, None) => "at any stage".to_owned(),
            };
            let reasoned = any.gate.is_some();
            all.push(Next { reasoned, ..plain(Move::AnyTime(any.id.clone()), any.title.clone(), why) });
        }
        if self.state == State::Running {
            all.extend(self.risks(judge));
            let why = "overtaken, withdrawn or settled: never without its effect".to_owned();
            all.push(plain(Move::Close, "Close it with its effect".into(), why));
        }
        all
    }

    /// Judging the risk, where the protocol tells risks apart.
    fn risks(&self, judge: &Judge<'_>) -> Vec<Next> {
        let risks = judge.protocol.risks.iter().filter(|r| self.risk() != Some(r.as_str()));
        let one = |risk: &String| {
            let what = Move::Risk(risk.clone());
            let reasoned = self.lengthens(judge, &Logged { date: self.last, what: &what, by: None });
            let why = if reasoned { "it gives more time: with the reason" } else { "its days follow" };
            let title = match self.risk() {
                Some(now) => format!("Risk {risk} in place of {now}"),
                None => format!("Risk {risk}"),
            };
            Next { reasoned, ..plain(what, title, why.to_owned()) }
        };
        risks.map(one).collect()
    }

    fn verdicts(
        &self,
        all: &mut Vec<Next>,
        judge: &Judge<'_>,
        stage: &Stage,
        today: NaiveDate,
        roles: &dyn Fn(&[String]) -> String,
    ) {
        let Some(visit) = self.visits.last() else { return };
        let late = visit.reply_by.filter(|by| *by < today);
        for &verdict in Verdict::ALL {
            let Some(exit) = self.exit(judge, visit.stage, verdict) else { continue };
            let to = match exit {
                Exit::Close => "then to be closed with its effect".to_owned(),
                Exit::Stage(to) => {
                    let title = judge.protocol.stages.get(to).map_or("", |s| s.title.as_str());
                    format!("then {title}")
                }
            };
            let with = roles(&stage.with);
            let judges = roles(&stage.judged_by);
            let raisers = roles(&stage.raised_by);
            let (why, by) = match (verdict, late) {
                _ if visit.standing == Standing::ToAct => {
                    (format!("{raisers} with {with}; {to}"), visit.act_by)
                }
                (Verdict::NoReply, Some(by)) => {
                    (format!("{with} owed a reply by {}; {to}", long(by)), by.succ_opt())
                }
                // A reply may still come; where no day is set, the IRO may say it never did.
                (Verdict::NoReply, None) if visit.reply_by.is_some() => continue,
                (Verdict::NoReply, None) => (format!("no day is set; {to}"), None),
                (Verdict::Decided, _) => (format!("{with} to decide; {to}"), visit.reply_by),
                _ => (format!("{with} to reply, {judges} to judge it; {to}"), visit.reply_by),
            };
            let proposed = match late {
                Some(_) => verdict == Verdict::NoReply,
                None => false,
            };
            // A step with one way on is done or not, whatever came of it.
            let only = verdict == Verdict::NotResolved && stage.on.len() == 1;
            let title = if only { "Done".to_owned() } else { capital(&verdict.word().replace('-', " ")) };
            let next = Next { by, proposed, ..plain(Move::Judged(verdict), title, why) };
            if proposed { all.insert(0, next) } else { all.push(next) }
        }
        let open = self.longest(judge, visit).is_none_or(|last| today <= last);
        if open && stage.act_within.is_none() && !matches!(stage.reply_within, Some(Limit::Fixed(_))) {
            let (title, why) = match visit.set {
                None => ("Set the day it is owed by", "the protocol leaves the day to the IRO".to_owned()),
                Some(set) => ("Set another day", format!("it was owed by {}: with the reason", long(set))),
            };
            let (proposed, reasoned) = (visit.reply_by.is_none(), visit.set.is_some());
            all.push(Next { proposed, reasoned, ..plain(Move::Timescale, title.to_owned(), why) });
        }
    }
}

/// The lawful moves as of `today`, those proposed first.
pub(crate) fn next(track: &Track, judge: &Judge<'_>, practice: &Practice, today: NaiveDate) -> Vec<Next> {
    let mut all = track.offers(judge, today, &|r| practice.role(r).to_owned());
    all.sort_by_key(|n| !n.proposed);
    all
}

fn plain(what: Move, title: String, why: String) -> Next {
    Next { what, title, by: None, why, proposed: false, reasoned: false }
}
