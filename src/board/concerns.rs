//! Escalations as the screens show them: each once, with its protocol and where it stands in it.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::caseload::Board;
use super::row::{Kept, Row};
use crate::error::Result;
use crate::model::escalation::Escalation;
use crate::model::ids::EscalationId;
use crate::rules::agenda::{self, Item};
use crate::rules::escalation::analysis::{Counted, count};
use crate::rules::escalation::{Judge, Next, Reviews, Track, next};
use crate::rules::practice::protocol::{GOOD_PRACTICE, Protocol, concern_title};
use crate::rules::practice::{SHIPPED, kept_protocols, shipped};
use crate::store::Store;

/// Said of a concern whose protocol the practice in use has in other words or days.
const CHANGED: &str =
    "Its clocks are those of the day it was raised; the practice in use has changed this protocol.";
/// Said of one whose protocol the practice in use does not have.
const GONE: &str = "Its clocks are those of the day it was raised; the practice in use has no such protocol.";

/// An escalation with what the rules make of it.
#[derive(Debug, Clone)]
pub(crate) struct Concern<'b> {
    /// The child it is about; `None` for the service as a whole.
    pub(crate) row: Option<&'b Row>,
    /// What is recorded.
    pub(crate) escalation: &'b Escalation,
    /// Its protocol as it was when the concern was raised, where the book or a practice that ships has it.
    pub(crate) protocol: Option<&'b Arc<Protocol>>,
    /// What the practice in use says otherwise, where it does; empty where it says the same.
    pub(crate) kept: &'static str,
    /// Where it stands in it.
    pub(crate) track: Option<Track>,
}

impl<'b> Concern<'b> {
    /// Whether it is good practice passed on.
    pub(crate) fn is_praise(&self) -> bool {
        self.escalation.concern == GOOD_PRACTICE
    }

    /// The id of the stage it is at.
    pub(crate) fn stage(&self) -> &'b str {
        let stage = self.protocol.zip(self.track.as_ref()).and_then(|(p, t)| p.stages.get(t.stage()));
        stage.map_or(self.escalation.stage.as_str(), |s| s.id.as_str())
    }

    /// The title of the stage it is at.
    pub(crate) fn stage_title(&self) -> &'b str {
        let stage = self.protocol.zip(self.track.as_ref()).and_then(|(p, t)| p.stages.get(t.stage()));
        stage.map_or(self.escalation.stage.as_str(), |s| s.title.as_str())
    }

    /// Its kind in words.
    pub(crate) fn title(&self) -> &'b str {
        concern_title(&self.escalation.concern)
    }

    /// The day the open stage must be moved by.
    pub(crate) fn due(&self) -> Option<NaiveDate> {
        self.track.as_ref().filter(|_| self.escalation.is_open()).and_then(Track::due)
    }

    /// The day a reply is owed by.
    pub(crate) fn reply_by(&self) -> Option<NaiveDate> {
        self.track.as_ref()?.open().and_then(|v| v.reply_by)
    }

    /// The day it must be over by in all.
    pub(crate) fn total_by(&self) -> Option<NaiveDate> {
        self.track.as_ref().and_then(|t| t.total_by)
    }

    /// Whether a day of it has passed: of the stage, the whole, a notice, or a promised effect.
    pub(crate) fn is_late(&self, today: NaiveDate) -> bool {
        let e = self.escalation;
        let promised = e.is_promised() && e.look_on.is_some_and(|d| d < today);
        promised || (e.is_open() && self.track.as_ref().is_some_and(|t| t.late(today)))
    }

    /// What sorts the list: late first, then the earliest day to keep, those closed last.
    pub(crate) fn urgency(&self, today: NaiveDate) -> (bool, bool, NaiveDate, EscalationId) {
        let e = self.escalation;
        let first = self.track.as_ref().filter(|_| e.is_open()).and_then(Track::first_due);
        let day = first.or(e.look_on.filter(|_| e.is_promised())).unwrap_or(NaiveDate::MAX);
        (!e.is_open() && !e.is_promised(), !self.is_late(today), day, e.id)
    }
}

/// What must not be forgotten about concerns, told at the start and beside the pane's name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Reminders {
    /// Past a day: of a stage, the whole, a notice, or a promised effect.
    pub(crate) late: usize,
    /// Open for five working days and more.
    pub(crate) lingering: usize,
    /// Promised effects to look for by today.
    pub(crate) to_look: usize,
}

/// After so many working days an unresolved concern is recalled.
const LINGERS: i32 = 5;

impl Reminders {
    /// In words; empty where there is nothing to recall.
    pub(crate) fn line(&self) -> String {
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
    pub(crate) fn reminders(&self) -> Reminders {
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
    pub(crate) fn concerns(&self) -> Vec<Concern<'_>> {
        let of = |row: &'_ Row| {
            let id = row.id();
            // One about several children stands under the first of them.
            move |e: &&Escalation| e.others.iter().all(|o| *o > id)
        };
        let mut all: Vec<Concern<'_>> = Vec::new();
        for row in self.children() {
            all.extend(row.case.escalations.iter().filter(of(row)).map(|e| self.judged(Some(row), e)));
        }
        all.extend(self.service_escalations.iter().map(|e| self.judged(None, e)));
        all.sort_by_cached_key(|c| c.urgency(self.today));
        all
    }

    /// The clocks of every concern, as the calendar shows them.
    pub(crate) fn concern_items(&self) -> Vec<Item> {
        let of = |c: Concern<'_>| {
            let under = c.protocol.map(|p| &**p).zip(c.track.as_ref());
            agenda::of_concern(c.escalation, c.row.map(Row::id), under, self.today)
        };
        self.concerns().into_iter().flat_map(of).collect()
    }

    /// Every escalation as the measures and the reports count it, oldest first.
    pub(crate) fn counted_concerns(&self) -> Vec<Counted> {
        let one = |c: Concern<'_>| {
            let under = c.protocol.map(|p| &**p).zip(c.track.as_ref());
            count(c.escalation, c.row.map(|r| &r.case.child), under, &self.calendar, self.today)
        };
        let mut all: Vec<Counted> = self.concerns().into_iter().map(one).collect();
        all.sort_by_key(|c| (c.raised, c.escalation));
        all
    }

    /// One escalation.
    pub(crate) fn concern(&self, id: EscalationId) -> Option<Concern<'_>> {
        let of_child = self.children().iter().find_map(|r| {
            let found = r.case.escalations.iter().find(|e| e.id == id)?;
            Some((Some(r), found))
        });
        let found = of_child.or(self.service_escalations.iter().find(|e| e.id == id).map(|e| (None, e)));
        found.map(|(row, e)| self.judged(row, e))
    }

    /// One escalation of a child or of the service, judged.
    pub(crate) fn judged<'b>(&'b self, row: Option<&'b Row>, escalation: &'b Escalation) -> Concern<'b> {
        let now = self.practice.protocol(&escalation.protocol);
        let kept = self.kept.get(&(escalation.practice.clone(), escalation.protocol.clone()));
        let protocol = kept.or(now);
        let reviews = |r: &'b Row| Reviews { recorded: &r.case.reviews, slots: &r.judged().slots };
        let reviews = row.map(reviews).unwrap_or_default();
        let track = protocol.map(|p| self.judge().track(p, reviews, escalation));
        let kept = match (kept, now) {
            (Some(kept), Some(now)) if kept.same(now) => "",
            (Some(_), Some(_)) => CHANGED,
            (Some(_), None) => GONE,
            (None, _) => "",
        };
        Concern { row, escalation, protocol, kept, track }
    }

    /// What an escalation of a child, or of the service, is judged by.
    pub(crate) fn judged_by<'a>(&'a self, protocol: &'a Protocol, row: Option<&'a Row>) -> Judge<'a> {
        let of = |r: &'a Row| Reviews { recorded: &r.case.reviews, slots: &r.judged().slots };
        Judge { protocol, calendar: &self.calendar, reviews: row.map(of).unwrap_or_default() }
    }

    /// What may be done next about an escalation.
    pub(crate) fn next_moves(&self, concern: &Concern<'_>) -> Vec<Next> {
        let Some((protocol, track)) = concern.protocol.zip(concern.track.as_ref()) else { return Vec::new() };
        next(track, &self.judged_by(protocol, concern.row), &self.practice, self.today)
    }

    /// Finds the protocols that escalations of the book were raised under where they are not those of the
    /// practice in use: in the copies the book keeps, else in a practice that ships.
    pub(crate) fn find_kept(&mut self, store: &Store) -> Result<()> {
        let raised =
            self.children().iter().flat_map(|r| &r.case.escalations).chain(&self.service_escalations);
        let wanted: BTreeSet<_> = raised.filter_map(|e| self.of_another(e)).collect();
        if wanted.is_empty() && self.kept.is_empty() {
            return Ok(());
        }
        let mut kept = Kept::new();
        // The latest copy first, for one that does not say which it was raised under.
        let copies = store.practices()?.into_iter().rev();
        let copies = copies.map(|c| (format!("{}@{}", c.id, c.version), kept_protocols(&c.text)));
        let ships = SHIPPED.iter().filter_map(|(id, _)| shipped(id).ok());
        let all: Vec<_> = copies.chain(ships.map(|p| (p.stamp(), p.protocols))).collect();
        let of = |stamp: &str, id: &str| {
            let mut exact = all.iter().filter(|(s, _)| s == stamp);
            exact.find_map(|(_, protocols)| protocols.iter().find(|p| p.id == id)).cloned()
        };
        let any = |id: &str| all.iter().flat_map(|(_, protocols)| protocols).find(|p| p.id == id).cloned();
        for (stamp, id) in wanted {
            let gone = self.practice.protocol(&id).is_none();
            if let Some(found) = of(&stamp, &id).or_else(|| any(&id).filter(|_| gone)) {
                kept.insert((stamp, id), found);
            }
        }
        if kept != *self.kept {
            self.kept = Arc::new(kept);
            self.judge_anew();
        }
        Ok(())
    }

    /// The protocol a concern was raised under, by stamp and id, where it is not the one of the practice in use.
    pub(super) fn of_another(&self, e: &Escalation) -> Option<(String, String)> {
        let other = !e.protocol.is_empty() && !self.has(e);
        other.then(|| (e.practice.clone(), e.protocol.clone()))
    }

    /// Whether the practice in use is the one a concern was raised under; a book of before it was kept
    /// takes the practice in use for it.
    fn has(&self, e: &Escalation) -> bool {
        (e.practice.is_empty() || e.practice == self.practice.stamp())
            && self.practice.protocol(&e.protocol).is_some()
    }
}
