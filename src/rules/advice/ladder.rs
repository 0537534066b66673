//! The ladder: nine rungs, and the first that holds is the next step.

use chrono::NaiveDate;

use super::before::before_change;
use super::hold::{complete, eve, is_untold, last_day, past, was_it_held, working};
use super::step::{Kind, Look, Next};
use super::waiting;
use crate::rules::anchors::has_died;
use crate::rules::due::{Due, Status};
use crate::rules::practice::DutyKind;
use crate::rules::slot::Slot;
use crate::rules::working::{StepKind, Working, count, long};

/// A review is to be booked when so many working days are left to its last day.
const BOOK: i32 = 25;
/// The IRO's own duties come up so many working days ahead.
const OWN: i32 = 5;
/// Mid-points and visits come up so many working days ahead.
const VISIT: i32 = 10;
/// A duty done by holding the review that a change asked for: the review itself.
const EARLY_REVIEW: &str = "early-review-held";
/// Where the order of the rungs is from.
const SOURCE: &str = "The order of the nine steps is Casebook's own (house)";

/// One rung: what it is about, and the step it gives.
struct Rung {
    title: &'static str,
    find: fn(&Look<'_>, &mut Working) -> Option<Next>,
}

static RUNGS: [Rung; 9] = [
    Rung { title: "a change that asks for a review first", find: before_change },
    Rung { title: "a review past its limit", find: past },
    Rung { title: "an adjourned review to complete", find: complete },
    Rung { title: "a change, an answer or a concern that waits for you", find: waiting::first },
    Rung { title: "a review to book", find: book },
    Rung { title: "your own duties, late or due within five working days", find: own },
    Rung { title: "a mid-point or visit within ten working days", find: visits },
    Rung { title: "somebody else's step that holds yours up", find: chase },
    Rung { title: "nothing yet", find: nothing },
];

/// The next step: what the first rung that holds gives.
pub(super) fn next(look: &Look<'_>, w: &mut Working) -> Next {
    w.source(SOURCE);
    for (rung, number) in RUNGS.iter().zip(1..) {
        let mut seen = w.like();
        let found = (rung.find)(look, &mut seen);
        let held = found.is_some();
        w.step(StepKind::Choose, None, || {
            format!("{number} · {}: {}", rung.title, if held { "yes" } else { "no" })
        });
        w.take(seen);
        if let Some(next) = found {
            let next = look.after_late_notice(next);
            w.step(StepKind::Result, next.due, || format!("{}. {}", next.text, next.why));
            return Next { rung: number, ..next };
        }
    }
    Next { rung: 9, ..look.step(Kind::Nothing, "Nothing is owed".into(), None, String::new()) }
}

/// The last day a review can be held, where it has none yet and the time to book it has come.
pub(super) fn to_book(look: &Look<'_>, slot: &Slot) -> Option<NaiveDate> {
    let last = last_day(look, slot)?;
    // A day after it is none: nobody is reviewed from the 18th birthday on.
    let has_day =
        slot.held.is_some() || slot.booked.is_some_and(|day| eve(look).is_none_or(|eve| day <= eve));
    if has_day {
        return None;
    }
    let left = look.days(last)?;
    (last >= look.today && left <= BOOK).then_some(last)
}

fn book(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let slot = look.review().filter(|s| s.held.is_none())?;
    if let Some(booked) = slot.booked.filter(|day| *day < look.today) {
        w.step(StepKind::Start, booked, || format!("booked for {}, not recorded as held", long(booked)));
        return Some(was_it_held(look, booked));
    }
    if is_untold(slot) {
        w.step(StepKind::Start, None, || "no review of this time in care is recorded".to_owned());
        let why = "Care began before this book, and no review is recorded: no clock runs from a guess. E records it.";
        return Some(look.step(Kind::Book, "Say when the last review was".into(), None, why.into()));
    }
    let last = last_day(look, slot);
    w.step(StepKind::Limit, last, || match (last, slot.booked) {
        (_, Some(booked)) => format!("booked for {}", long(booked)),
        (Some(last), None) => {
            format!("no day; it can be held until {}, {} left", long(last), working(look, last))
        }
        (None, None) => slot.gap.clone().unwrap_or_else(|| "there is no limit".into()),
    });
    let last = to_book(look, slot)?;
    w.source(&slot.regime.duty.cite);
    let text = match look.days(last) {
        Some(0) => "Book the review · today is the last day".to_owned(),
        _ => format!("Book the review · {} left", working(look, last)),
    };
    let why = match slot.booked {
        Some(booked) => format!("It is booked for {}, after its last day, {}.", long(booked), long(last)),
        None => format!("It has no day, and its last one is {}.", long(last)),
    };
    Some(look.step(Kind::Book, text, Some(last), why))
}

/// The kind of step a duty is.
fn kind(due: &Due) -> Kind {
    match due.duty.kind {
        Some(DutyKind::MidPoint) => Kind::Midpoint,
        Some(DutyKind::Visit) => Kind::Visit,
        None => Kind::Duty,
    }
}

/// The IRO's own duties that have a day, the review itself left out.
fn mine<'a>(look: &Look<'a>) -> impl Iterator<Item = (&'a Due, NaiveDate)> {
    let own = look.owed().filter(|d| d.is_mine() && d.duty.done_by.as_deref() != Some(EARLY_REVIEW));
    own.filter(|d| d.status != Status::Unknown).filter_map(|d| Some((d, d.due?)))
}

fn duty_step(look: &Look<'_>, due: &Due, day: NaiveDate) -> Next {
    let title = &due.duty.title;
    if has_died(look.case) {
        let why = "Only the record is left. Nobody is chased, and nothing is to be arranged.".to_owned();
        return look.step(kind(due), "Finish the record".to_owned(), Some(day), why).of(due);
    }
    let text = match due.status {
        Status::Now => format!("{title} · now, before {}", look.short(day)),
        _ => format!("{title} · {}", look.distance(day)),
    };
    let why = match due.status {
        Status::Overdue if due.reason.is_empty() => format!("It was due on {}.", long(day)),
        Status::Now | Status::Overdue => format!("{}.", due.reason),
        _ => format!("It is due on {}.", long(day)),
    };
    look.step(kind(due), text, Some(day), why).of(due)
}

fn own(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let near = |(d, _): &(&Due, NaiveDate)| {
        matches!(d.status, Status::Overdue | Status::Now) || d.days.is_some_and(|days| days <= OWN)
    };
    let all: Vec<(&Due, NaiveDate)> = mine(look).filter(near).collect();
    w.step(StepKind::Count, None, || {
        let late = all.iter().filter(|(d, _)| d.status == Status::Overdue).count();
        format!(
            "{} of yours, {late} late; the law's first, then the nearest",
            count(all.len(), "duty", "duties")
        )
    });
    let (due, day) = all.into_iter().min_by_key(|(d, day)| (d.basis, *day))?;
    w.source(&due.duty.cite);
    Some(duty_step(look, due, day))
}

fn visits(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let all = mine(look).filter(|(d, _)| d.duty.kind.is_some());
    let first = all.min_by_key(|(_, day)| *day);
    w.step(StepKind::Count, first.map(|(_, day)| day), || match first {
        Some((due, day)) => format!("{}: {}", due.duty.title, long(day)),
        None => "neither is owed".to_owned(),
    });
    let (due, day) = first.filter(|(d, _)| d.days.is_some_and(|days| days <= VISIT))?;
    w.source(&due.duty.cite);
    Some(duty_step(look, due, day))
}

fn chase(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let theirs = look.owed().filter(|d| !has_died(look.case) && !d.is_mine() && d.duty.chase.is_some());
    let due = theirs.filter_map(|d| Some((d, d.due?))).min_by_key(|(_, day)| *day);
    w.step(StepKind::Count, due.map(|(_, day)| day), || match due {
        Some((due, day)) => format!("{}: {}", due.duty.title, long(day)),
        None => "nothing of others holds you up".to_owned(),
    });
    let (due, day) = due.filter(|(_, day)| *day <= look.today)?;
    w.source(&due.duty.cite);
    let what = due.duty.chase.as_deref().unwrap_or_default();
    let text = format!("Chase {}: {what}", look.practice.role(&due.duty.owner));
    let why = format!("{} was due on {} and holds you up.", due.duty.title, long(day));
    Some(look.step(Kind::Chase, text, Some(day), why).of(due))
}

fn nothing(look: &Look<'_>, _: &mut Working) -> Option<Next> {
    if look.case.periods.is_empty() {
        let why = "No clock runs until the start of care is recorded.".to_owned();
        return Some(look.step(Kind::Nothing, "Say when care began".into(), None, why));
    }
    let open = look.case.periods.last().is_some_and(|p| p.end.is_none());
    if let Some(day) = look.case.child.birthday(18).filter(|day| open && *day <= look.today) {
        let why = format!("18 on {}: nobody is in care from then on, and no end is recorded.", long(day));
        return Some(look.step(Kind::Nothing, "Record that care ended".into(), None, why));
    }
    let slot = look.review();
    let meeting = slot.and_then(|s| s.booked).map(|day| (day, "the review".to_owned()));
    let booking = slot.filter(|s| s.booked.is_none()).and_then(|s| last_day(look, s));
    let booking = booking.and_then(|last| look.calendar.add_working_days(last, -BOOK).ok());
    let booking = booking.map(|c| (c.date, "the review is to be booked".to_owned()));
    let duties = mine(look).map(|(due, day)| (day, due.duty.title.clone()));
    let adult = look.case.child.birthday(18).filter(|_| open && slot.is_none());
    let adult = adult.map(|day| (day, "18, and care ends; the last review was held".to_owned()));
    let ahead = duties.chain(meeting).chain(booking).chain(adult).filter(|(day, _)| *day >= look.today);
    let (day, what) = ahead.min_by_key(|(day, _)| *day)?;
    let why = format!("Then: {what}.");
    let text = match day == look.today {
        true => "Review today".to_owned(),
        false => {
            let day = look.calendar.working_day_on_or_before(day).max(look.today);
            format!("Nothing until {}", look.day(day))
        }
    };
    Some(look.step(Kind::Nothing, text, Some(day), why))
}
