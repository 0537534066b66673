//! One review from its run-up to its record: a page of lines, each acted on with one key.

use crate::board::{Board, Row};
use crate::casework::{AGENDA, notes};
use crate::model::ids::{ChildId, DecisionId};
use crate::model::record::{Session, Subject};
use crate::model::review::{Attendee, Presence, Review};
use crate::rules::checklist::questions;
use crate::rules::due::Due;
use crate::rules::meeting::chain;
use crate::rules::practice::Item;
use crate::rules::sessions::Walk;
use crate::rules::timetable::Slot;
use crate::tui::action::{Action, Reply};
use crate::tui::app::{App, Message};
use crate::tui::panes::child::Tab;
use crate::tui::panes::sitting::Sitting;

/// Which review is open, and the line the cursor is on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct ReviewPage {
    pub(crate) period: usize,
    pub(crate) sequence: u32,
    pub(crate) cursor: usize,
}

/// Something about how the review went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Point {
    Held,
    Participation,
    Led,
    NotFollowed,
    Parts,
    Adjourned,
    Completed,
    Sent,
    Received,
    Next,
}

/// A line of the page: what it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Spot {
    /// A duty of the chain, by id and instance.
    Duty(String, String),
    /// A decision of an earlier review.
    Earlier(DecisionId),
    /// A matter of the agenda.
    Matter(String),
    /// Somebody with a part in the case, by role and name.
    Person(String, String),
    /// A decision of this review.
    Decision(DecisionId),
    /// How the review went.
    Point(Point),
}

/// The groups of the page in the order of a review.
pub(crate) const GROUPS: [&str; 7] =
    ["Run-up", "Decided before", "Agenda", "Who took part", "Decided now", "How it went", "After"];

/// What a page shows: one review of a child.
pub(crate) struct Shown<'b> {
    pub(crate) board: &'b Board,
    pub(crate) row: &'b Row,
    pub(crate) slot: &'b Slot,
    pub(crate) review: Option<&'b Review>,
}

impl<'b> Shown<'b> {
    pub(crate) fn of(board: &'b Board, child: ChildId, page: ReviewPage) -> Option<Self> {
        let row = board.row(child)?;
        let is = |s: &&Slot| s.period == page.period && s.sequence == page.sequence;
        let slot = row.judged.slots.iter().find(is)?;
        Some(Self { board, row, slot, review: slot.review.and_then(|r| row.case.reviews.get(r)) })
    }

    /// Whether acts may still name the review by its number: those of the latest period only.
    pub(crate) fn is_current(&self) -> bool {
        Some(self.slot.period) == self.row.case.periods.len().checked_sub(1)
    }

    pub(crate) fn matters(&self) -> Vec<&'b Item> {
        let Some(list) = self.board.practice.checklist(AGENDA) else { return Vec::new() };
        questions(list, &self.row.case, &self.board.practice, Some(self.slot), self.board.today)
    }

    pub(crate) fn noted(&self) -> Option<&'b Session> {
        notes(&self.row.case, self.review?)
    }

    /// Everybody to say of how they took part: the child, those with a part in the case, those the
    /// invitation list names beside them, and whoever else was written down. Marking one moves none.
    pub(crate) fn people(&self) -> Vec<(String, String, Option<&'b Attendee>)> {
        let attendance = self.review.map_or(&[][..], |r| &r.attendance);
        let case = &self.row.case;
        let mut who: Vec<(String, String)> = vec![("child".to_owned(), String::new())];
        let now =
            case.people.iter().filter(|p| p.end.is_none() && !matches!(p.role.as_str(), "iro" | "child"));
        who.extend(now.map(|p| (p.role.clone(), p.name.clone())));
        for role in self.board.invited(self.row, self.slot) {
            if !who.iter().any(|(known, _)| known == role) {
                who.push((role.to_owned(), String::new()));
            }
        }
        // Somebody of the role who was written down with a name stands for it.
        let named = |role: &str| attendance.iter().any(|a| a.role == role && !a.name.is_empty());
        let unnamed = |role: &str| attendance.iter().any(|a| a.role == role && a.name.is_empty());
        who.retain(|(role, name)| !name.is_empty() || !named(role) || unnamed(role));
        for one in attendance {
            if !who.iter().any(|(role, name)| *role == one.role && *name == one.name) {
                who.push((one.role.clone(), one.name.clone()));
            }
        }
        let known = |(role, name): (String, String)| {
            let said = attendance.iter().find(|a| a.role == role && a.name == name);
            (role, name, said)
        };
        who.into_iter().map(known).collect()
    }

    pub(crate) fn due(&self, duty: &str, instance: &str) -> Option<&'b Due> {
        self.row.judged.dues.iter().find(|d| d.duty.id == duty && d.instance == instance)
    }

    /// The lines of each group, as [`GROUPS`] has them.
    pub(crate) fn groups(&self) -> [Vec<Spot>; 7] {
        let duty = |d: &&Due| Spot::Duty(d.duty.id.clone(), d.instance.clone());
        let chain = if self.is_current() { chain(&self.row.judged, self.slot) } else { Default::default() };
        let ledger = self.board.ledger(self.row);
        let this = |e: &&crate::rules::decisions::Entry<'_>| e.slot == Some(self.slot);
        let day = self.slot.held.or(self.slot.booked);
        let earlier = ledger.iter().filter(|e| !this(e)).filter(|e| {
            let before = e.made().zip(day).is_none_or(|(made, day)| made < day);
            // What was settled at this review stays in sight beside what is still open.
            let settled = e.decision.settled().map(|m| m.date);
            before && (e.decision.is_open() || settled.zip(day).is_some_and(|(s, day)| s >= day))
        });
        use Point::*;
        let points =
            [Held, Participation, Led, NotFollowed, Parts, Adjourned, Completed, Sent, Received, Next];
        let points = points.into_iter().filter(|p| *p != Adjourned || self.may_show_adjourned());
        [
            chain.before.iter().map(duty).collect(),
            earlier.map(|e| Spot::Earlier(e.decision.id)).collect(),
            self.matters().iter().map(|i| Spot::Matter(i.id.clone())).collect(),
            self.people().into_iter().map(|(role, name, _)| Spot::Person(role, name)).collect(),
            ledger.iter().filter(this).map(|e| Spot::Decision(e.decision.id)).collect(),
            points.map(Spot::Point).collect(),
            chain.after.iter().map(duty).collect(),
        ]
    }

    fn may_show_adjourned(&self) -> bool {
        self.slot.held.is_none() || self.review.is_some_and(|r| r.adjourned.is_some())
    }

    pub(crate) fn spots(&self) -> Vec<Spot> {
        self.groups().into_iter().flatten().collect()
    }
}

impl App {
    /// The review page that is open, with its child.
    pub(crate) fn review_page(&self) -> Option<(ChildId, ReviewPage)> {
        let page = self.page()?;
        Some((page.id, page.review?))
    }

    /// Opens the review nearest to today: the one being prepared, held or written up.
    pub(crate) fn open_nearest_review(&mut self, child: ChildId) {
        let today = self.today();
        let Some(row) = self.row(child) else { return };
        let latest = row.case.periods.len().saturating_sub(1);
        let of = row.judged.slots.iter().filter(|s| s.period == latest);
        let nearest = of.min_by_key(|s| s.date().map_or(i64::MAX, |d| (d.date - today).num_days().abs()));
        match nearest.map(|s| (s.period, s.sequence)) {
            Some((period, sequence)) => self.open_review(child, period, sequence),
            None => self.say("There is no review yet: E says when care began."),
        }
    }

    pub(crate) fn open_review(&mut self, child: ChildId, period: usize, sequence: u32) {
        self.open_child(child);
        if let Some(page) = &mut self.child {
            page.tab = Tab::Reviews;
            page.review = Some(ReviewPage { period, sequence, cursor: 0 });
        }
        let latest = self.row(child).is_some_and(|r| r.case.periods.len() == period + 1);
        self.say(if latest {
            "Tab: the next part. y, p, n and x mark the line, Enter opens it."
        } else {
            "A review of an earlier time in care is here to be read, not changed."
        });
    }

    /// Opens the review an agenda is for: the one written down, else the nearest.
    pub(crate) fn open_agenda(&mut self, child: ChildId, subject: Option<Subject>) {
        let about = self.row(child).and_then(|row| {
            let place = row.case.reviews.iter().position(|r| Some(Subject::Review(r.id)) == subject)?;
            row.judged.slots.iter().find(|s| s.review == Some(place)).map(|s| (s.period, s.sequence))
        });
        match about {
            Some((period, sequence)) => self.open_review(child, period, sequence),
            None => self.open_nearest_review(child),
        }
    }

    /// Asks how the agenda ends, for a case note of what was noted.
    fn end_agenda(&mut self, child: ChildId, page: ReviewPage) {
        let review = Shown::of(&self.desk.board, child, page).and_then(|s| s.review);
        let walk = Walk { list: AGENDA.to_owned(), subject: review.map(|r| Subject::Review(r.id)) };
        let sitting = Sitting { child, walk, question: 0, refused: None };
        self.ask_outcome(&sitting);
    }

    fn spot(&self) -> Option<(ChildId, ReviewPage, Spot)> {
        let (child, page) = self.review_page()?;
        let shown = Shown::of(&self.desk.board, child, page)?;
        Some((child, page, shown.spots().into_iter().nth(page.cursor)?))
    }

    /// The decision under the cursor of a review.
    pub(crate) fn decision_of_review(&self) -> Option<DecisionId> {
        match self.spot()? {
            (_, _, Spot::Earlier(id) | Spot::Decision(id)) => Some(id),
            _ => None,
        }
    }

    /// The duty under the cursor of a review.
    pub(crate) fn duty_of_review(&self) -> Option<&Due> {
        let (child, page, spot) = self.spot()?;
        let Spot::Duty(duty, instance) = spot else { return None };
        Shown::of(&self.desk.board, child, page)?.due(&duty, &instance)
    }

    /// Does an action of a review's page; whether it was one.
    pub(crate) fn act_on_review(&mut self, action: Action) -> bool {
        let Some((child, page)) = self.review_page() else { return false };
        let Some(shown) = Shown::of(&self.desk.board, child, page) else { return false };
        let groups = shown.groups();
        let len = groups.iter().map(Vec::len).sum();
        if let Some(by) = super::stride(action) {
            self.move_in_review(|cursor| super::step(cursor, by, len));
            return true;
        }
        let spot = shown.spots().into_iter().nth(page.cursor);
        let (sequence, current) = (page.sequence, shown.is_current());
        match (action, spot) {
            (Action::Close, _) => self.leave_review(),
            (Action::NextTab | Action::PreviousTab, _) => {
                let forward = action == Action::NextTab;
                self.move_in_review(|cursor| *cursor = next_group(&groups, *cursor, forward));
            }
            _ if !current => self.say("A review of an earlier time in care is here to be read, not changed."),
            (Action::Decide, _) => self.decide_form(child, Some(sequence)),
            (Action::EndSession, _) => self.end_agenda(child, page),
            (Action::AddPerson, _) => self.person_form(child, sequence, None),
            (Action::AnswerNote, Some(Spot::Decision(id))) => {
                self.mark_form(child, id, crate::model::decision::Mark::Agreed);
            }
            (Action::Open | Action::AnswerNote, Some(spot)) => self.open_spot(child, sequence, spot),
            (Action::Answer(reply), Some(spot)) => self.mark_spot(child, page, spot, reply),
            _ => return false,
        }
        true
    }

    fn move_in_review(&mut self, go: impl FnOnce(&mut usize)) {
        if let Some(page) = self.child.as_mut().and_then(|p| p.review.as_mut()) {
            go(&mut page.cursor);
        }
    }

    fn leave_review(&mut self) {
        if let Some(page) = &mut self.child {
            page.review = None;
        }
        self.message = Message::default();
    }

    fn open_spot(&mut self, child: ChildId, sequence: u32, spot: Spot) {
        if let Some(due) = self.duty_of_review().cloned()
            && self.ask_owed_reason(child, &due)
        {
            return;
        }
        match spot {
            Spot::Duty(duty, instance) => self.tick_form(Some(child), &duty, &instance),
            Spot::Earlier(id) => self.mark_form(child, id, crate::model::decision::Mark::Done),
            Spot::Decision(id) => self.correct_form(child, id),
            Spot::Matter(id) => self.matter_form(child, sequence, &id),
            Spot::Person(role, name) => self.person_form(child, sequence, Some((role, name))),
            Spot::Point(point) => self.point_form(child, sequence, point),
        }
    }

    /// One key says how a line stands, and the cursor goes on to the next.
    fn mark_spot(&mut self, child: ChildId, page: ReviewPage, spot: Spot, reply: Reply) {
        let sequence = page.sequence;
        let done = match spot {
            Spot::Duty(..) if reply == Reply::NotApplicable => return self.why(),
            Spot::Duty(duty, instance) if reply == Reply::Yes => {
                let pick = crate::tui::modals::picker::Pick::Duty { child: Some(child), duty, instance };
                self.pick(pick, false);
                self.modals.is_empty() && !self.message.bad
            }
            Spot::Earlier(id) | Spot::Decision(id) if reply == Reply::NotApplicable => {
                self.mark_form(child, id, crate::model::decision::Mark::Dropped);
                false
            }
            Spot::Earlier(id) | Spot::Decision(id) => self.mark_decision(child, id, reply),
            Spot::Matter(id) => {
                let shown = Shown::of(&self.desk.board, child, page);
                let noted = shown.and_then(|s| s.noted());
                let note = noted.and_then(|s| crate::rules::checklist::answer(s, &id));
                let note = note.map(|a| a.note.clone()).unwrap_or_default();
                let done = self.desk.note_matter(child, Some(sequence), &id, reply.word(), &note);
                self.after(done)
            }
            Spot::Person(role, name) if reply == Reply::NotApplicable => {
                self.person_form(child, sequence, Some((role, name)));
                false
            }
            Spot::Person(role, name) => {
                let presence = match reply {
                    Reply::Yes => Presence::Attended,
                    Reply::Partly => Presence::SentViews,
                    _ => Presence::Absent,
                };
                let known = Shown::of(&self.desk.board, child, page).map(|s| s.people());
                let known = known.into_iter().flatten().find(|(r, n, _)| *r == role && *n == name);
                let note = known.and_then(|(.., a)| a).map(|a| a.note.clone()).unwrap_or_default();
                let done = self.desk.attend(child, Some(sequence), Attendee { role, name, presence, note });
                self.after(done)
            }
            spot => {
                self.open_spot(child, sequence, spot);
                false
            }
        };
        if done {
            let len = Shown::of(&self.desk.board, child, page).map_or(0, |s| s.spots().len());
            self.move_in_review(|cursor| super::step(cursor, 1, len));
        }
    }
}

/// The first line of the next group that has any, or of the one before.
fn next_group(groups: &[Vec<Spot>], cursor: usize, forward: bool) -> usize {
    let mut starts = Vec::new();
    let mut at = 0;
    for group in groups.iter().filter(|g| !g.is_empty()) {
        starts.push(at);
        at += group.len();
    }
    let next = if forward {
        starts.iter().find(|s| **s > cursor).or(starts.first())
    } else {
        starts.iter().rfind(|s| **s < cursor).or(starts.last())
    };
    next.copied().unwrap_or(0)
}
