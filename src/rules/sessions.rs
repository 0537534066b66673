//! Sessions to hold: which checklists the open duties of a child call for, now or soon.

use chrono::NaiveDate;

use super::checklist::questions;
use super::due::{Assessment, Due, Status};
use super::duties::{REVIEW, UNTOLD};
use super::meeting::follows_review;
use super::practice::{Checklist, Item, Practice, Scope};
use super::slot::Slot;
use crate::model::Case;
use crate::model::ids::SessionId;
use crate::model::instance::Instance;
use crate::model::record::{Reply, Session, Settles, Subject};

/// A checklist to go through for one thing: a review, a placement, a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Task {
    /// The practice's id of the checklist.
    pub list: String,
    /// What it is about, as people and scripts name it.
    pub instance: Instance,
    /// What it is about, as it is stored; `None` for a review that has no row yet.
    pub subject: Option<Subject>,
    /// The first day something of it falls due, of a review its own day; `None` where no day is set, or
    /// nothing is owed and it was only begun.
    pub due: Option<NaiveDate>,
    /// Working days to that day; negative when it is past.
    pub days: i32,
    /// Where that first duty stands.
    pub status: Status,
    /// The session begun and not ended.
    pub session: Option<SessionId>,
}

/// Going through a checklist about one thing; it has a session in the book once it is answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Walk {
    /// The practice's id of the checklist.
    pub list: String,
    /// What it is about; `None` for a next review that has no row yet.
    pub subject: Option<Subject>,
}

impl Walk {
    /// Its session not finished with: the last one, if it was not ended or was ended with work left open.
    pub(crate) fn session<'c>(&self, case: &'c Case) -> Option<&'c Session> {
        self.last(case).filter(|s| s.ended.is_none() || still_open(s))
    }

    /// Its latest session, ended or not.
    pub(crate) fn last<'c>(&self, case: &'c Case) -> Option<&'c Session> {
        of(case, &self.list, self.subject?).last()
    }

    /// Whether it has been gone through to an end that leaves nothing open.
    pub(crate) fn is_over(&self, case: &Case) -> bool {
        let last = self.subject.and_then(|subject| of(case, &self.list, subject).last());
        last.is_some_and(|s| s.ended.is_some() && !still_open(s))
    }
}

/// The checklists a child's open duties call for, the most urgent first.
pub(crate) fn tasks(case: &Case, judged: &Assessment, practice: &Practice, today: NaiveDate) -> Vec<Task> {
    let mut tasks: Vec<Task> = Vec::new();
    for due in judged.owed() {
        for list in practice.checklists.iter().filter(|l| serves(l, due)) {
            let known = tasks.iter().any(|t| t.list == list.id && t.instance == due.instance);
            if known || settled(list, case, due.subject) {
                continue;
            }
            if let Some(moment) = comes_up(list, due, judged, today) {
                tasks.push(task(list, case, due, moment));
            }
        }
    }
    for session in case.sessions.iter().filter(|s| s.ended.is_none()) {
        if !tasks.iter().any(|t| t.session == Some(session.id)) {
            tasks.push(begun(session, case, judged));
        }
    }
    tasks.sort_by_key(|t| t.days);
    tasks
}

/// When a list that has come up is for: the day, the working days left to it, and where it stands.
struct Moment {
    day: Option<NaiveDate>,
    days: i32,
    status: Status,
}

/// Whether a list has come up for a duty. The review itself comes up on its own day; what follows a review,
/// once it was held; what is held for a duty to which no number of days is set, at once; everything else so
/// many working days ahead as the list says.
fn comes_up(list: &Checklist, due: &Due, judged: &Assessment, today: NaiveDate) -> Option<Moment> {
    let slot = due.review.and_then(|n| judged.reviews().rfind(|s| s.sequence == n));
    let held_for = list.held_for.as_deref() == Some(due.duty.id.as_str());
    if held_for && due.duty.id == REVIEW {
        let day = slot?.date()?.date;
        let status = if due.status == Status::Overdue { due.status } else { Status::DueToday };
        let days = due.days.map_or(0, |d| d.min(0));
        return (day <= today).then_some(Moment { day: Some(day), days, status });
    }
    // What may have been done before the child came here is to be looked into; what may not apply is not.
    let owed = due.status != Status::Unknown || due.missing == [UNTOLD];
    let time = slot.is_none_or(|s| s.held.is_some() || !follows_review(due));
    let days = match due.days {
        None if held_for && due.duty.due.is_none() => 0,
        days => days.filter(|d| *d <= list.ahead)?,
    };
    (owed && time).then_some(Moment { day: due.due, days, status: due.status })
}

/// A session that was left, for which nothing is owed any more.
fn begun(session: &Session, case: &Case, judged: &Assessment) -> Task {
    let of = judged.dues.iter().find(|d| d.subject == Some(session.subject));
    Task {
        list: session.checklist.clone(),
        instance: of.map_or_else(|| named(session.subject, case, judged), |d| d.instance.clone()),
        subject: Some(session.subject),
        due: None,
        days: 0,
        status: Status::DueToday,
        session: Some(session.id),
    }
}

/// What a subject is called among dues.
fn named(subject: Subject, case: &Case, judged: &Assessment) -> Instance {
    let since = case.periods.last().map(|p| p.start);
    let place = |found: Option<usize>| found.map_or(1, |n| n + 1);
    match subject {
        Subject::Child => Instance::Child,
        Subject::Service => Instance::Service,
        Subject::Period(id) => Instance::Care(place(case.periods.iter().position(|p| p.id == id))),
        Subject::Placement(id) => {
            let mut here = case.placements.iter().filter(|p| since.is_none_or(|since| p.start >= since));
            Instance::Placement(place(here.position(|p| p.id == id)))
        }
        Subject::Review(_) => slot_of(case, judged, Some(subject)).map_or(Instance::Child, Slot::instance),
        Subject::Change(id) => Instance::Change(id),
        Subject::Escalation(id) => Instance::Escalation(id),
    }
}

fn serves(list: &Checklist, due: &Due) -> bool {
    let same = list.scope.is_review() == due.review.is_some();
    list.serves(&due.duty.id) && (same || list.held_for.as_deref() == Some(due.duty.id.as_str()))
}

fn task(list: &Checklist, case: &Case, due: &Due, moment: Moment) -> Task {
    let open = due.subject.and_then(|s| of(case, &list.id, s).find(|s| s.ended.is_none()));
    Task {
        list: list.id.clone(),
        instance: due.instance.clone(),
        subject: due.subject,
        due: moment.day,
        days: moment.days,
        status: moment.status,
        session: open.map(|s| s.id),
    }
}

/// The sessions of a checklist about one thing, oldest first.
fn of<'c>(case: &'c Case, list: &str, subject: Subject) -> impl Iterator<Item = &'c Session> {
    case.sessions.iter().filter(move |s| s.checklist == list && s.subject == subject)
}

/// Whether a checklist has been gone through. One that is held for a duty is so when the duty is done,
/// which is no longer owed then.
fn settled(list: &Checklist, case: &Case, subject: Option<Subject>) -> bool {
    list.held_for.is_none() && Walk { list: list.id.clone(), subject }.is_over(case)
}

/// Whether a session ended with an outcome that leaves the work open.
fn still_open(session: &Session) -> bool {
    session.outcome.is_some_and(|how| how.settles() == Settles::Not)
}

/// What a checklist would be about if it were begun without a duty that calls for it.
pub(crate) fn subject_now(list: &Checklist, case: &Case, judged: &Assessment) -> Option<Subject> {
    match list.scope {
        Scope::Care => case.periods.last().map(|p| Subject::Period(p.id)),
        Scope::Placement => case.placements.last().map(|p| Subject::Placement(p.id)),
        Scope::Change => case.changes.last().map(|c| Subject::Change(c.id)),
        Scope::Escalation => case.escalations.last().map(|e| Subject::Escalation(e.id)),
        Scope::Child | Scope::Service => Some(Subject::Child),
        Scope::Review | Scope::FirstReview | Scope::LaterReview => {
            let review = judged.next_review()?.review.and_then(|r| case.reviews.get(r))?;
            Some(Subject::Review(review.id))
        }
    }
}

/// The review a subject is, or else the next one.
fn slot_of<'j>(case: &Case, judged: &'j Assessment, subject: Option<Subject>) -> Option<&'j Slot> {
    let Some(Subject::Review(id)) = subject else { return judged.next_review() };
    judged.slots.iter().find(|s| s.review.and_then(|r| case.reviews.get(r)).is_some_and(|r| r.id == id))
}

/// The questions of a walk that apply to the child.
pub(crate) fn asked<'p>(
    walk: &Walk,
    case: &Case,
    judged: &Assessment,
    practice: &'p Practice,
    today: NaiveDate,
) -> Vec<&'p Item> {
    let slot = slot_of(case, judged, walk.subject);
    practice.checklist(&walk.list).map_or(Vec::new(), |list| questions(list, case, practice, slot, today))
}

/// How a session would end by its answers: the first outcome that fits, by its place in the list's own.
pub(crate) fn suggested(list: &Checklist, asked: &[&Item], session: Option<&Session>) -> usize {
    let given = |item: &&&Item| super::checklist::answer(session?, &item.id);
    let fit = if asked.iter().any(|i| given(&i).is_some_and(|a| a.is(Reply::No))) {
        Settles::Badly
    } else if asked.iter().any(|i| given(&i).is_none()) {
        Settles::Not
    } else {
        Settles::Well
    };
    list.outcomes.iter().position(|how| how.settles() == fit).unwrap_or(0)
}
