//! What a practice says, as plain data.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::basis::Basis;
use super::posts::{PeopleCheck, PeopleRule, TurningPoint};
use super::protocol::ConcernKind;
use super::protocol::Protocol;
use super::rule::Rule;
use super::span::Span;
use super::words::{DutyKind, Hearing, Leaves, OnNo, Scope};
use crate::model::change::Class;
use crate::model::document::Document;
use crate::model::record::Ended;
use crate::model::words::closed_set;
use crate::rules::condition::Condition;

/// Which clock of reviews a child is on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Regime {
    /// The practice's id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// All must hold.
    pub when: Vec<Condition>,
    /// None may hold.
    pub unless: Vec<Condition>,
    /// Limit of the first review after the regime began.
    pub first: Rule,
    /// Limit of the second.
    pub second: Rule,
    /// Limit of every later one.
    pub later: Rule,
    /// Regimes whose place this one takes while it applies.
    pub replaces: Vec<String>,
    /// A clock of its own, which neither sets nor resets the others.
    pub separate: bool,
    /// Roles whose holder in the child's case may not chair its reviews.
    pub chair_not: Vec<String>,
    /// The duty of holding the review in time, as the due list shows it.
    pub duty: Arc<Duty>,
}

impl Regime {
    /// Whether law sets its intervals, however local ones stand before them.
    pub(crate) fn is_lawful(&self) -> bool {
        let limits = std::iter::once(&self.first.own).chain(&self.first.over);
        limits.into_iter().any(|limit| limit.basis == Basis::Law)
    }

    /// The rule of the review after so many held since the regime began.
    pub(crate) fn rule(&self, held: usize) -> &Rule {
        match held {
            0 => &self.first,
            1 => &self.second,
            _ => &self.later,
        }
    }

    /// Its rules with the keys that practice files write them under.
    pub(crate) fn rules(&self) -> [(&'static str, &Rule); 3] {
        [("first", &self.first), ("second", &self.second), ("later", &self.later)]
    }
}

/// Something that must be done by a day.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Duty {
    /// The practice's id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// The same in a few words, for a narrow column.
    pub short: Option<String>,
    /// Role that owns it.
    pub owner: String,
    /// What there is one of it for.
    pub scope: Scope,
    /// When it falls due; absent: as soon as possible, never late.
    pub due: Option<Rule>,
    /// Not before this day.
    pub opens: Option<Span>,
    /// Not needed once that duty is done.
    pub unless_done: Option<String>,
    /// Done on the day this anchor is recorded, with no tick of its own.
    pub done_by: Option<String>,
    /// A tick from before the day of this anchor does not do it: another IRO, another day begin it anew.
    pub anew: Option<String>,
    /// What passing the due day without an answer means.
    pub if_silent: Option<String>,
    /// What it is under its own name in the calendar, where it is one of these.
    pub kind: Option<DutyKind>,
    /// Documents whose sending does it.
    pub(crate) sends: Vec<Document>,
    /// What of recording the child's words does it.
    pub heard: Option<Hearing>,
    /// What completing it leaves behind.
    pub records: Leaves,
    /// Its rank.
    pub basis: Basis,
    /// Its source.
    pub cite: String,
    /// One or two sentences.
    pub help: String,
    /// All must hold.
    pub when: Vec<Condition>,
    /// None may hold.
    pub unless: Vec<Condition>,
    /// First day the entry is in force.
    pub from: Option<NaiveDate>,
    /// Last day the entry is in force.
    pub until: Option<NaiveDate>,
    /// Somebody else's clock that the IRO watches: shown apart, never counted among what is late.
    pub watch: bool,
    /// A review is not ready without it: asked for still when a day leaves it no time, where a clerical step lapses.
    pub essential: bool,
    /// What its owner is asked for where it holds up the IRO's own work, in a word: `report`.
    pub chase: Option<String>,
    /// What takes this duty's place where conditions hold: the first that does. Ticks are shared.
    pub variants: Vec<Arc<Duty>>,
    /// Whether this practice's own file has it.
    pub own: bool,
}

impl Duty {
    /// Whether doing it is to see the child.
    pub(crate) fn is_visit(&self) -> bool {
        self.kind == Some(DutyKind::Visit)
    }

    /// Whether a duty looks ahead to the review after its own, as its mid-point does.
    pub(crate) fn looks_ahead(&self) -> bool {
        self.due.as_ref().is_some_and(|r| r.own.span.names("next-review"))
    }

    /// Whether the answer to a change does it: it is not ticked off beside that.
    pub(crate) fn answers_change(&self) -> bool {
        let by = self.done_by.as_deref();
        matches!(by, Some("change-answered" | "early-review-declined" | "early-review-held"))
    }
}

/// Something that happens to a child.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Event {
    /// The practice's id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What it asks of the IRO.
    pub class: Class,
    /// The event that closes it.
    pub ends: Option<String>,
    /// When the source itself lets off the review it asks for.
    pub exception: Option<String>,
    /// It asks for something today, until it is answered or the event that closes it is recorded.
    pub urgent: bool,
    /// Its source.
    pub cite: String,
}

closed_set! {
    /// What a question takes for an answer.
    pub(crate) enum AnswerKind is "kind of answer" {
        /// Yes, partly, no or not applicable.
        YesNo: "yes-no" = "yes, partly or no",
        /// Words.
        Text: "text" = "words",
        /// A date.
        Date: "date" = "a date",
        /// One of the choices.
        Choice: "choice" = "one of its choices",
    }
}

/// One question of a checklist.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Item {
    /// The practice's id, unique in its checklist.
    pub id: String,
    /// The question.
    pub ask: String,
    /// Why it is asked.
    pub why: String,
    /// What it takes for an answer.
    pub answer: AnswerKind,
    /// The choices, where there are any.
    pub choices: Vec<String>,
    /// The duty a yes completes.
    pub completes: Option<String>,
    /// What a no offers.
    pub on_no: Vec<OnNo>,
    /// Whose invitation it asks about.
    pub role: Option<String>,
    /// All must hold.
    pub when: Vec<Condition>,
    /// None may hold.
    pub unless: Vec<Condition>,
    /// Its source.
    pub cite: String,
}

/// A list of questions walked through in a session.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Checklist {
    /// The practice's id.
    pub id: String,
    /// Title for people.
    pub title: String,
    /// What there is one of it for.
    pub scope: Scope,
    /// The duty it is held for, which ending it completes.
    pub held_for: Option<String>,
    /// It comes up when at most this many working days are left to a duty it serves.
    pub ahead: i32,
    /// The ways it may end; the first is the good one.
    pub outcomes: Vec<Ended>,
    /// The questions in order.
    pub items: Vec<Item>,
}

impl Checklist {
    /// Whether going through it does the duty: it is held for it, or a yes completes it.
    pub(crate) fn serves(&self, duty: &str) -> bool {
        self.held_for.as_deref() == Some(duty)
            || self.items.iter().any(|i| i.completes.as_deref() == Some(duty))
    }
}

/// How a book took up a practice after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Adopted {
    /// The day.
    pub(crate) day: NaiveDate,
    /// The duties that the practice before had.
    pub(crate) before: BTreeSet<String>,
}

/// A practice, complete: what the rules judge by.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Practice {
    /// Its id (`england`).
    pub id: String,
    /// Title for people.
    pub title: String,
    /// Which practice it was laid over.
    pub extends: Option<String>,
    /// The document it encodes.
    pub source: String,
    /// When somebody last held it against the source.
    pub checked: Option<NaiveDate>,
    /// First day it was in force.
    pub effective_from: Option<NaiveDate>,
    /// How this book took it up; `None` where it has worked by it from its beginning.
    pub(crate) adopted: Option<Adopted>,
    /// Whether guidance binds local spans as law does.
    pub guidance_binds: bool,
    /// Working days kept between the planned day and the limit.
    pub margin: i32,
    /// A duty is due soon when at most this many working days are left.
    pub soon: i32,
    /// From this age on a child has the record of a review as a letter, before it a certificate; five (house) where the
    /// source says nothing.
    pub letter_age: u32,
    /// Days a child's record stays in the book once the IRO's part in it is over; 90 (house) where the source says
    /// nothing.
    pub keep_days: u64,
    /// The role that alone may approve a review outside its limit; `None` where the source names nobody.
    pub late_approver: Option<String>,
    /// Titles of roles, the authority's own where it has them.
    pub roles: BTreeMap<String, String>,
    /// Clocks of reviews.
    pub regimes: Vec<Arc<Regime>>,
    /// Duties, in the file's order.
    pub duties: Vec<Arc<Duty>>,
    /// Events.
    pub events: Vec<Event>,
    /// Checklists.
    pub checklists: Vec<Checklist>,
    /// Protocols for concerns.
    pub protocols: Vec<Arc<Protocol>>,
    /// Kinds of concern with the authority's own titles.
    pub concerns: Vec<ConcernKind>,
    /// Rules about who may be a child's IRO.
    pub people: Vec<PeopleRule>,
    /// Ages at which what is owed changes.
    pub turning: Vec<TurningPoint>,
    /// Short hash of the text it was read from, its bases included.
    pub version: String,
    /// The merged entries as the file has them, for `practice show`: JSON text, which takes far less room than its tree.
    pub(super) shown: String,
}

impl Practice {
    /// Id and version, as kept with a judged review (`england@1a2b3c4d`).
    pub(crate) fn stamp(&self) -> String {
        format!("{}@{}", self.id, self.version)
    }

    /// The same as a book took it up.
    pub(crate) fn taken_up(self, adopted: Option<Adopted>) -> Self {
        Self { adopted, ..self }
    }

    /// The day from which what a duty asks is owed in this book, where that is the day the book took the practice up:
    /// for what the practice before did not ask. What law asks for was owed all along.
    pub(crate) fn owed_from(&self, duty: &Duty) -> Option<NaiveDate> {
        let adopted = self.adopted.as_ref().filter(|_| duty.basis != Basis::Law)?;
        (!adopted.before.contains(&duty.id)).then_some(adopted.day)
    }

    /// The duty with this id.
    pub(crate) fn duty(&self, id: &str) -> Option<&Arc<Duty>> {
        self.duties.iter().find(|d| d.id == id)
    }

    /// The event with this id.
    pub(crate) fn event(&self, id: &str) -> Option<&Event> {
        self.events.iter().find(|e| e.id == id)
    }

    /// The checklist with this id.
    pub(crate) fn checklist(&self, id: &str) -> Option<&Checklist> {
        self.checklists.iter().find(|c| c.id == id)
    }

    /// The rule about people that looks for this.
    pub(crate) fn people_rule(&self, check: PeopleCheck) -> Option<&PeopleRule> {
        self.people.iter().find(|r| r.check == check)
    }

    /// The duties the calendar shows under a name of their own.
    pub(crate) fn of_kind(&self, kind: DutyKind) -> impl Iterator<Item = &Duty> {
        self.duties.iter().map(AsRef::as_ref).filter(move |d| d.kind == Some(kind))
    }

    /// The protocol with this id.
    pub(crate) fn protocol(&self, id: &str) -> Option<&Arc<Protocol>> {
        self.protocols.iter().find(|p| p.id == id)
    }

    /// A role in the authority's words (`SQA Manager`), or the role word itself.
    pub(crate) fn role<'a>(&'a self, role: &'a str) -> &'a str {
        self.roles.get(role).map_or(role, String::as_str)
    }

    /// The practice as JSON: keys and spans as in the file, `own` false where inherited whole.
    pub(crate) fn as_json(&self) -> serde_json::Value {
        serde_json::from_str(&self.shown).unwrap_or_default()
    }
}
