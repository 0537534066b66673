//! What was recorded of a review by mistake: its booking, that it was held, or the whole of it taken back.

use super::{Act, Field, Lead, Part, Scene, Sheet, Shown, Subject, Then, Values, about};
use crate::board::Row;
use crate::casework::{Desk, Outcome};
use crate::error::{Error, Result};
use crate::model::Case;
use crate::model::record::Subject as Of;
use crate::model::review::Review;
use crate::rules::slot::Slot;
use crate::rules::working::{count, long};

pub(crate) static UNBOOK: Act = Act {
    id: "unbook",
    title: "Take back the booking of a review",
    find: &["cancel", "not booked", "mistake"],
    command: "review",
    lead: &[Lead::alone("not-booked", "It is not booked after all: its day, time and venue are taken back")],
    about: &about::REVIEW,
    fields: &[],
    settle: |sheet, scene| sheet.title = format!("Not booked after all: {}", scene.who(&sheet.subject)),
    run: unbook,
    then: Then::Nothing,
};

fn unbook(desk: &mut Desk, subject: &Subject, _: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let booked = |s: &Slot| s.held.is_none() && s.booked.is_some();
    let (slot, review) = desk.pick(child, subject.review(), booked, "booked")?;
    let Some(day) = review.booked else {
        return Err(Error::data(format!("Review {} is not booked; nothing was changed.", slot.sequence)));
    };
    if slot.held.is_some() {
        return Err(Error::data(format!(
            "Review {} was held, or was adjourned on its day; nothing was changed.",
            slot.sequence
        ))
        .hint("Take that back first, where it is a mistake (--not-held)."));
    }
    let review = Review {
        scheduled: None,
        booked: None,
        booked_on: None,
        at: None,
        minutes: None,
        venue: String::new(),
        approved_by: None,
        approved_on: None,
        move_reason: None,
        ..review
    };
    desk.write_review(
        child,
        review,
        &format!("Take back the booking of review {} of", slot.sequence),
        Some(day),
    )
}

pub(crate) static UNHOLD: Act = Act {
    id: "unhold",
    title: "Take back that a review was held",
    find: &["not held", "mistake", "wrong day", "adjourned"],
    command: "review",
    lead: &[Lead::alone(
        "not-held",
        "It was not held after all, or not adjourned: that day and what followed it are taken back",
    )],
    about: &about::REVIEW,
    fields: &[],
    settle: |sheet, scene| sheet.title = format!("Not held after all: {}", scene.who(&sheet.subject)),
    run: unhold,
    then: Then::Nothing,
};

fn unhold(desk: &mut Desk, subject: &Subject, _: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    let (slot, review) = desk.held(child, subject.review())?;
    let n = slot.sequence;
    if slot.held.is_none() {
        return Err(Error::data(format!("Review {n} was not held; nothing was changed.")));
    }
    if desk.held(child, None)?.0.sequence > n {
        return Err(Error::data(format!("A review was held after review {n}; nothing was changed."))
            .hint("Take the whole review out, where it is a mistake (--remove)."));
    }
    let case = desk.case(child)?;
    let over = case.periods.get(slot.period).and_then(|p| p.end).filter(|end| *end <= desk.board.today);
    if let Some(end) = over {
        return Err(Error::data(format!(
            "Care ended on {}, so review {n} cannot be to come; nothing was changed.",
            long(end)
        ))
        .hint("Take the whole review out, where it is a mistake (--remove)."));
    }
    // The next review would stand in this one's place: what was begun of it has to go first.
    let next = case.reviews.iter().find(|r| r.clock.is_none() && r.recorded().is_none() && r.id != review.id);
    if next.is_some_and(|next| !is_bare(&case, next)) {
        return Err(Error::data(format!(
            "Something is recorded of the review after review {n}; nothing was changed."
        ))
        .hint("Take that review out first (--remove)."));
    }
    let next = next.map(|r| r.id);
    let review = Review {
        held: None,
        adjourned: None,
        adjourn_reason: None,
        completed: None,
        decisions_sent: None,
        decisions_received: None,
        participation: None,
        late_reason: None,
        without_meeting: false,
        judged: None,
        ..review
    };
    desk.act(
        child,
        |who| format!("Take back that review {n} of {who} was held"),
        |tx| {
            next.map(|id| tx.delete(id)).transpose()?;
            tx.update(&review).map(|()| review.id.0)
        },
    )
}

/// Whether a review has nothing but its row.
fn is_bare(case: &Case, review: &Review) -> bool {
    *review == Review { id: review.id, ..Review::new(review.source) } && case.has_nothing_of(review)
}

pub(crate) static REMOVE: Act = Act {
    id: "remove-review",
    title: "Take a review out that was recorded by mistake",
    find: &["delete", "twice", "wrong child", "mistake"],
    command: "review",
    lead: &[Lead::alone("remove", "Takes the review of that number out, with everything recorded at it")],
    about: &about::REVIEW,
    fields: &[Field::line("clock", "Clock")
        .value("CLOCK")
        .help("A review on a clock of its own (secure-criteria)")
        .only(Shown::Script)],
    settle: settle_remove,
    run: remove,
    then: Then::Nothing,
};

/// The review meant: its row, or its number in the latest period of care and the clock it is on.
fn meant<'r>(row: &'r Row, subject: &Subject, clock: Option<&str>) -> Option<(&'r Review, String)> {
    let latest = row.case.periods.len().checked_sub(1)?;
    let slots = &row.judged().slots;
    let slot = slots.iter().find(|s| match subject.part {
        Part::Row(id) => s.review.and_then(|r| row.case.reviews.get(r)).is_some_and(|r| r.id.0 == id),
        Part::Review(n) => s.period == latest && s.sequence == n && s.clock() == clock,
        _ => false,
    })?;
    Some((row.case.reviews.get(slot.review?)?, slot.name().to_lowercase()))
}

/// What goes with a review when it is taken out, in words; empty where nothing hangs on it.
fn with_it(case: &Case, review: &Review) -> String {
    let about = Of::Review(review.id);
    let decisions = case.decisions.iter().filter(|d| d.review == review.id).count();
    let done = case.done.iter().filter(|d| d.subject == about).count();
    let sessions = case.sessions.iter().filter(|s| s.subject == about).count();
    let forms = case.feedback.iter().filter(|f| f.review == review.id).count();
    let counted = [
        (decisions, count(decisions, "decision", "decisions")),
        (done, count(done, "duty done", "duties done")),
        (sessions, count(sessions, "checklist", "checklists")),
        (forms, count(forms, "feedback form", "feedback forms")),
        (review.attendance.len(), format!("who took part ({})", review.attendance.len())),
    ];
    let all: Vec<String> = counted.into_iter().filter(|(n, _)| *n > 0).map(|(_, words)| words).collect();
    all.join(", ")
}

fn settle_remove(sheet: &mut Sheet, scene: &Scene<'_>) {
    let Some(row) = scene.row(&sheet.subject) else { return };
    let Some((review, name)) = meant(row, &sheet.subject, None) else { return };
    sheet.title = format!("Take out {name} of {}", scene.who(&sheet.subject));
    let gone = with_it(&row.case, review);
    if !gone.is_empty() {
        sheet.note(format!("With it go: {gone}."));
    }
}

fn remove(desk: &mut Desk, subject: &Subject, values: &Values) -> Result<Outcome> {
    let child = subject.one()?;
    if subject.part == Part::Whole {
        return Err(Error::usage("Which review is meant was not said; nothing was changed.")
            .hint("Give its number: --review N."));
    }
    let row = desk.row(child)?;
    let (review, name) = meant(row, subject, values.some("clock").as_deref()).ok_or_else(|| {
        Error::missing("Nothing is recorded of such a review; nothing was changed.")
            .hint("casebook reviews --child shows the reviews there are.")
    })?;
    let (id, about) = (review.id, Of::Review(review.id));
    let done: Vec<_> = row.case.done.iter().filter(|d| d.subject == about).map(|d| d.id).collect();
    let sessions: Vec<_> = row.case.sessions.iter().filter(|s| s.subject == about).map(|s| s.id).collect();
    let day = review.day().map(|d| format!(" of {}", long(d))).unwrap_or_default();
    desk.act(
        child,
        |who| format!("Take out {name}{day} of {who}"),
        |tx| {
            done.into_iter().try_for_each(|id| tx.delete(id))?;
            sessions.into_iter().try_for_each(|id| tx.delete(id))?;
            tx.delete(id).map(|()| id.0)
        },
    )
}
