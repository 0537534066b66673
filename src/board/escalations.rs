//! Escalations as the screens show them: each once, with its protocol and where it stands in it.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Board, Row};
use crate::error::Result;
use crate::model::Case;
use crate::model::escalation::Escalation;
use crate::model::ids::EscalationId;
use crate::model::review::Review;
use crate::rules::escalation::{Judge, Logged, Next, Opening, Track, next};
use crate::rules::practice::protocol::{GOOD_PRACTICE, Protocol, concern_title};
use crate::rules::practice::{SHIPPED, load, shipped};
use crate::store::Store;

/// An escalation with what the rules make of it.
#[derive(Debug, Clone)]
pub struct Concern<'b> {
    /// The child it is about; `None` for the service as a whole.
    pub row: Option<&'b Row>,
    /// What is recorded.
    pub escalation: &'b Escalation,
    /// Its protocol, where the practice or one that ships has it.
    pub protocol: Option<&'b Arc<Protocol>>,
    /// Where it stands in it.
    pub track: Option<Track>,
}

impl Concern<'_> {
    /// Whether it is good practice passed on.
    pub fn is_praise(&self) -> bool {
        self.escalation.concern == GOOD_PRACTICE
    }

    /// The id of the stage it is at.
    pub fn stage(&self) -> &str {
        let stage = self.protocol.zip(self.track.as_ref()).and_then(|(p, t)| p.stages.get(t.stage()));
        stage.map_or(self.escalation.stage.as_str(), |s| s.id.as_str())
    }

    /// The title of the stage it is at.
    pub fn stage_title(&self) -> &str {
        let stage = self.protocol.zip(self.track.as_ref()).and_then(|(p, t)| p.stages.get(t.stage()));
        stage.map_or(self.escalation.stage.as_str(), |s| s.title.as_str())
    }

    /// Its kind in words.
    pub fn title(&self) -> &str {
        concern_title(&self.escalation.concern)
    }

    /// The day the open stage must be moved by.
    pub fn due(&self) -> Option<NaiveDate> {
        self.track.as_ref().filter(|_| self.escalation.is_open()).and_then(Track::due)
    }

    /// The day a reply is owed by.
    pub fn reply_by(&self) -> Option<NaiveDate> {
        self.track.as_ref()?.open().and_then(|v| v.reply_by)
    }

    /// The day it must be over by in all.
    pub fn total_by(&self) -> Option<NaiveDate> {
        self.track.as_ref().and_then(|t| t.total_by)
    }

    /// Whether a day of it has passed: of the stage, the whole, a notice, or a promised effect.
    pub fn is_late(&self, today: NaiveDate) -> bool {
        let e = self.escalation;
        let promised = e.is_promised() && e.look_on.is_some_and(|d| d < today);
        promised || (e.is_open() && self.track.as_ref().is_some_and(|t| t.late(today)))
    }

    /// What sorts the list: late first, then the earliest day to keep, those closed last.
    pub fn urgency(&self, today: NaiveDate) -> (bool, bool, NaiveDate, EscalationId) {
        let e = self.escalation;
        let first = self.track.as_ref().filter(|_| e.is_open()).and_then(Track::first_due);
        let day = first.or(e.look_on.filter(|_| e.is_promised())).unwrap_or(NaiveDate::MAX);
        (!e.is_open() && !e.is_promised(), !self.is_late(today), day, e.id)
    }
}

/// What must not be forgotten about concerns, told at the start and beside the pane's name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reminders {
    /// Past a day: of a stage, the whole, a notice, or a promised effect.
    pub late: usize,
    /// Open for five working days and more.
    pub lingering: usize,
    /// Promised effects to look for by today.
    pub to_look: usize,
}

/// After so many working days an unresolved concern is recalled.
const LINGERS: i32 = 5;

impl Reminders {
    /// In words; empty where there is nothing to recall.
    pub fn line(&self) -> String {
        let parts = [
            (self.late, "late"),
            (self.lingering, "open five working days or more"),
            (self.to_look, "with an effect to look for"),
        ];
        let parts: Vec<String> =
            parts.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
        if parts.is_empty() { String::new() } else { format!("Concerns: {}.", parts.join(", ")) }
    }
}

impl Board {
    /// What must not be forgotten.
    pub fn reminders(&self) -> Reminders {
        let mut sum = Reminders::default();
        for concern in self.concerns() {
            let e = concern.escalation;
            let open = self.calendar.working_days_between(e.raised, self.today).unwrap_or(0);
            sum.late += usize::from(concern.is_late(self.today));
            sum.lingering += usize::from(e.is_open() && open >= LINGERS);
            sum.to_look += usize::from(e.is_promised() && e.look_on <= Some(self.today));
        }
        sum
    }

    /// Every escalation once, the most pressing first.
    pub fn concerns(&self) -> Vec<Concern<'_>> {
        let of = |row: &'_ Row| {
            let id = row.id();
            // One about several children stands under the first of them.
            move |e: &&Escalation| e.others.iter().all(|o| *o > id)
        };
        let mut all: Vec<Concern<'_>> = Vec::new();
        for row in &self.rows {
            all.extend(row.case.escalations.iter().filter(of(row)).map(|e| self.judged(Some(row), e)));
        }
        all.extend(self.service_escalations.iter().map(|e| self.judged(None, e)));
        all.sort_by_cached_key(|c| c.urgency(self.today));
        all
    }

    /// One escalation.
    pub fn concern(&self, id: EscalationId) -> Option<Concern<'_>> {
        let of_child = self.rows.iter().find_map(|r| {
            let found = r.case.escalations.iter().find(|e| e.id == id)?;
            Some((Some(r), found))
        });
        let found = of_child.or(self.service_escalations.iter().find(|e| e.id == id).map(|e| (None, e)));
        found.map(|(row, e)| self.judged(row, e))
    }

    /// One escalation of a child or of the service, judged.
    pub fn judged<'b>(&'b self, row: Option<&'b Row>, escalation: &'b Escalation) -> Concern<'b> {
        let protocol = self.protocol(&escalation.protocol);
        let track = protocol.map(|p| self.track(p, row.map(|r| &r.case), escalation));
        Concern { row, escalation, protocol, track }
    }

    /// What may be done next about an escalation.
    pub fn next_moves(&self, concern: &Concern<'_>) -> Vec<Next> {
        let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()) else { return Vec::new() };
        let outside = |_: &str| None;
        let judge = Judge { protocol, calendar: &self.calendar, outside: &outside };
        next(track, &judge, &self.practice, self.today)
    }

    /// A protocol by id: of the practice in use, else of one an escalation was raised under before.
    pub fn protocol(&self, id: &str) -> Option<&Arc<Protocol>> {
        self.practice.protocol(id).or_else(|| self.elsewhere.iter().find(|p| p.id == id))
    }

    fn track(&self, protocol: &Protocol, case: Option<&Case>, e: &Escalation) -> Track {
        let outside = |anchor: &str| case.and_then(|case| review_day(case, anchor));
        let judge = Judge { protocol, calendar: &self.calendar, outside: &outside };
        let moves: Vec<Logged<'_>> =
            e.moves.iter().map(|m| Logged { date: m.date, word: &m.word, by: m.by }).collect();
        let opening = Opening { raised: e.raised, stage: Some(&e.stage), risk: e.risk.as_deref() };
        judge.run(&opening, &moves)
    }

    /// Protocols that escalations of the book run under and the practice in use does not have.
    pub(super) fn find_elsewhere(&mut self, store: &Store) -> Result<()> {
        let used = self.rows.iter().flat_map(|r| &r.case.escalations).chain(&self.service_escalations);
        let mut missing: Vec<String> = used.map(|e| e.protocol.clone()).collect();
        missing.sort();
        missing.dedup();
        missing.retain(|id| !id.is_empty() && self.practice.protocol(id).is_none());
        self.elsewhere.clear();
        if missing.is_empty() {
            return Ok(());
        }
        let base = |id: &str| SHIPPED.iter().find(|(i, _)| *i == id).map(|(_, t)| (*t).to_owned());
        let ships = SHIPPED.iter().filter_map(|(id, _)| shipped(id).ok());
        let copies = store.practices()?;
        let kept = copies.iter().rev().filter_map(|copy| load(&copy.text, &base).ok());
        for practice in ships.chain(kept) {
            let found = practice.protocols.iter().filter(|p| missing.contains(&p.id));
            let new: Vec<Arc<Protocol>> =
                found.filter(|p| !self.elsewhere.iter().any(|e| e.id == p.id)).cloned().collect();
            self.elsewhere.extend(new);
        }
        Ok(())
    }
}

/// A day of the child's reviews that a protocol may count from.
fn review_day(case: &Case, anchor: &str) -> Option<NaiveDate> {
    let last = |day: &dyn Fn(&Review) -> Option<NaiveDate>| case.reviews.iter().filter_map(day).max();
    match anchor {
        "review-held" | "previous-review" => last(&Review::recorded),
        "review-completed" => last(&Review::completion),
        "review-date" => last(&|r| r.booked.or(r.held)),
        "decisions-sent" => last(&|r| r.decisions_sent),
        "decisions-received" => last(&|r| r.decisions_received),
        _ => None,
    }
}
