//! A child of the board: what is recorded, and what the rules make of it, found out when first asked for.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use chrono::NaiveDate;

use crate::model::Case;
use crate::model::codes::legal_short;
use crate::model::escalation::Escalation;
use crate::model::ids::ChildId;
use crate::model::record::{Note, NoteKind};
use crate::model::role::Role;
use crate::rules::advice::{self, Advice, Concern, Look, advise};
use crate::rules::anchors::care_ends;
use crate::rules::calendar::Calendar;
use crate::rules::drift::{self, Signal};
use crate::rules::due::{Assessment, Due, Whole};
use crate::rules::duties::{assess, outlook};
use crate::rules::escalation::{self, Logged, Opening, Reviews, Track};
use crate::rules::practice::Practice;
use crate::rules::practice::protocol::Protocol;
use crate::rules::slot::Slot;
use crate::rules::working::Working;

/// Protocols that concerns were raised under and the practice does not have so, by stamp and id.
pub(crate) type Kept = BTreeMap<(String, String), Arc<Protocol>>;

/// What cases are judged by.
#[derive(Debug, Clone)]
pub(crate) struct Judge {
    pub(crate) practice: Arc<Practice>,
    pub(crate) calendar: Arc<Calendar>,
    pub(crate) kept: Arc<Kept>,
    pub(crate) today: NaiveDate,
}

/// One child of the board.
#[derive(Debug)]
pub(crate) struct Row {
    /// What is recorded.
    pub(crate) case: Case,
    judge: Judge,
    standing: OnceLock<Standing>,
    whole: OnceLock<Whole>,
}

/// What the rules make of a case.
#[derive(Debug)]
struct Standing {
    judged: Assessment,
    advice: Advice,
}

impl Standing {
    fn of(case: &Case, judge: &Judge) -> Self {
        let judged = outlook(case, &judge.practice, &judge.calendar, judge.today);
        let advice = judge.look(case, &judged, advise);
        Self { judged, advice }
    }
}

impl Judge {
    /// The protocol of a concern: as it was when the concern was raised, else the practice's.
    pub(crate) fn protocol(&self, e: &Escalation) -> Option<&Arc<Protocol>> {
        let kept = self.kept.get(&(e.practice.clone(), e.protocol.clone()));
        kept.or_else(|| self.practice.protocol(&e.protocol))
    }

    /// Where a concern stands in its protocol.
    pub(crate) fn track(&self, protocol: &Protocol, reviews: Reviews<'_>, e: &Escalation) -> Track {
        let moves: Vec<Logged<'_>> =
            e.moves.iter().map(|m| Logged { date: m.date, what: &m.what, by: m.by }).collect();
        let opening = Opening { raised: e.raised, stage: Some(&e.stage), risk: e.risk.as_deref() };
        escalation::Judge { protocol, calendar: &self.calendar, reviews }.run(&opening, &moves)
    }

    /// Looks at a case for the next step.
    fn look<T>(&self, case: &Case, judged: &Assessment, see: impl FnOnce(&Look<'_>) -> T) -> T {
        let reviews = Reviews { recorded: &case.reviews, slots: &judged.slots };
        let live = case.escalations.iter().filter(|e| e.is_open() || e.is_promised());
        let track = |e| {
            let protocol = &**self.protocol(e)?;
            Some((protocol, self.track(protocol, reviews, e)))
        };
        let under: Vec<(&Escalation, Option<(&Protocol, Track)>)> = live.map(|e| (e, track(e))).collect();
        let mut concerns: Vec<Concern<'_>> = Vec::new();
        for (escalation, under) in &under {
            concerns.push(Concern { escalation, under: under.as_ref().map(|(p, t)| (*p, t)) });
        }
        let (practice, calendar, today) = (&self.practice, &self.calendar, self.today);
        see(&Look { case, judged, concerns: &concerns, practice, calendar, today })
    }
}

impl Row {
    pub(crate) fn new(case: Case, judge: Judge) -> Self {
        Self { case, judge, standing: OnceLock::new(), whole: OnceLock::new() }
    }

    /// Judges it otherwise from here on.
    pub(crate) fn judge_by(&mut self, judge: Judge) {
        self.judge = judge;
        (self.standing, self.whole) = Default::default();
    }

    /// Whether the same is recorded of the same child, and judged by the same.
    pub(crate) fn is_same(&self, other: &Self) -> bool {
        let (a, b) = (&self.judge, &other.judge);
        let by = Arc::ptr_eq(&a.practice, &b.practice) && Arc::ptr_eq(&a.calendar, &b.calendar);
        by && a.kept == b.kept && a.today == b.today && self.case == other.case
    }

    /// Judges it, unless it is judged already.
    pub(super) fn stand(&self) {
        self.standing();
    }

    fn standing(&self) -> &Standing {
        self.standing.get_or_init(|| Standing::of(&self.case, &self.judge))
    }

    /// The child's row number.
    pub(crate) fn id(&self) -> ChildId {
        self.case.child.id
    }

    /// What the rules make of it: its reviews, and the duties that can still ask for something.
    pub(crate) fn judged(&self) -> &Assessment {
        &self.standing().judged
    }

    /// The same with the duties of reviews of long ago.
    pub(crate) fn whole(&self) -> &Whole {
        let Judge { practice, calendar, today, .. } = &self.judge;
        self.whole.get_or_init(|| assess(&self.case, practice, calendar, *today))
    }

    /// What to do for the child.
    pub(crate) fn advice(&self) -> &Advice {
        &self.standing().advice
    }

    /// How the next step came about.
    pub(crate) fn why_next(&self) -> Working {
        self.judge.look(&self.case, self.judged(), advice::explain)
    }

    /// What sorts the caseload: open children first, then the rung of the next step, then the days left.
    pub(crate) fn urgency(&self) -> (bool, u8, bool, Option<i32>) {
        let Advice { closed, next, .. } = self.advice();
        (*closed, next.rung, next.days.is_none(), next.days)
    }

    /// The duty of the next step, where it is one.
    pub(crate) fn step(&self) -> Option<&Due> {
        let key = self.advice().next.duty.as_ref()?;
        self.judged().dues.iter().find(|d| d.is(key))
    }

    /// The next review.
    pub(crate) fn next_review(&self) -> Option<&Slot> {
        self.judged().next_review()
    }

    /// Whether the child is looked after on `day`.
    pub(crate) fn looked_after(&self, day: NaiveDate) -> bool {
        self.case.periods.last().is_some_and(|p| p.end.is_none_or(|e| e > day))
    }

    /// Whether the child is in care on `day` in law too: nobody is from the 18th birthday on, recorded or not.
    pub(crate) fn in_care(&self, day: NaiveDate) -> bool {
        self.case.periods.last().is_some_and(|p| care_ends(&self.case, p).is_none_or(|end| end > day))
    }

    /// The current legal status code.
    pub(crate) fn legal(&self) -> Option<&str> {
        self.case.legal.last().filter(|_| !self.case.periods.is_empty()).map(|l| l.code.as_str())
    }

    /// Short form of the legal status (`s20`), or a dash.
    pub(crate) fn legal_short(&self) -> &str {
        self.legal().map_or("–", legal_short)
    }

    /// The current IRO's name.
    pub(crate) fn iro(&self) -> Option<&str> {
        self.person(Role::Iro.word())
    }

    /// The name of whoever now has a role.
    pub(crate) fn person(&self, role: &str) -> Option<&str> {
        self.case.people.iter().rfind(|p| p.role == role && p.end.is_none()).map(|p| p.name.as_str())
    }

    /// The day the IRO last saw the child.
    pub(crate) fn last_seen(&self) -> Option<NaiveDate> {
        drift::last_seen(&self.case, &self.judge.practice)
    }

    /// The child's latest recorded wishes and feelings.
    pub(crate) fn wishes(&self) -> Option<&Note> {
        self.case.notes.iter().rfind(|n| n.kind == NoteKind::Wishes)
    }

    /// Concerns still open.
    pub(crate) fn open_escalations(&self) -> usize {
        self.case.escalations.iter().filter(|e| e.closed.is_none()).count()
    }

    /// What stands out, each with what it rests on: shown as dots, spelled out on a key.
    pub(crate) fn signals(&self, today: NaiveDate) -> Vec<Signal> {
        drift::signals(&self.case, self.judged(), &self.judge.practice, today)
    }
}
