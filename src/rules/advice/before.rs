//! The first rung: a change that asks for something today, or for a review before it takes effect.

use chrono::NaiveDate;

use super::hold::{complete, last_day, past, working};
use super::step::{Kind, Look, Next};
use super::waiting::is_answer;
use crate::model::change::Change;
use crate::rules::changes;
use crate::rules::slot::Slot;
use crate::rules::working::{StepKind, Working, long};

/// A change that asks for something first.
pub(super) fn before_change(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    if let Some(next) = at_once(look, w) {
        return Some(next);
    }
    let slot = look.review()?;
    if slot.forward.is_none() && slot.takes_effect.is_none() && slot.undated.is_none() {
        w.step(StepKind::Limit, None, || "no change asks for the review by a day".into());
        return None;
    }
    by_a_day(look, slot, w).or_else(|| undated(look, slot, w))
}

/// A child missing, or at immediate risk: today, until it is answered or over.
fn at_once(look: &Look<'_>, w: &mut Working) -> Option<Next> {
    let change = changes::urgent(look.case, look.practice, look.today).filter(|_| !look.is_closed())?;
    let title = title(look, Some(change), w);
    w.step(StepKind::Start, change.date, || format!("{title}: told on {}, not answered", long(change.date)));
    let why = format!(
        "You were told on {}. It comes first every day until you have answered or it is over.",
        long(change.date)
    );
    Some(look.step(Kind::Answer, format!("{title} · answer today"), Some(look.today), why))
}

/// A change by which the review must come on a day: it brought it forward, or takes effect then. Where the
/// review's own last day is the earlier, that one governs.
fn by_a_day(look: &Look<'_>, slot: &Slot, w: &mut Working) -> Option<Next> {
    let asked = slot.forward.into_iter().chain(slot.takes_effect).min()?;
    let not_needed = |c: &Change| c.response.is_some() && c.forward_to().is_none();
    let asks = |c: &&Change| c.forward_to() == Some(asked) || c.effective == Some(asked) && !not_needed(c);
    let title = title(look, look.case.changes.iter().rfind(asks), w);
    w.step(StepKind::Limit, asked, || format!("{title}: the review by {}", long(asked)));
    if let Some(booked) = slot.booked.filter(|booked| *booked <= asked) {
        w.step(StepKind::Start, booked, || format!("booked for {}, in time for it", long(booked)));
        return None;
    }
    let governs = slot.complete_by.or_else(|| last_day(look, slot)).filter(|last| *last < asked);
    if let Some(next) = governs.and_then(|_| without_change(look, slot, w)) {
        return Some(beside(next, &format!("It is to come before {} too: {title}.", long(asked))));
    }
    let day = governs.unwrap_or(asked);
    let why = match (slot.booked, governs) {
        (Some(booked), _) => format!("{title}; the review is booked for {}, after that.", long(booked)),
        (None, Some(_)) => {
            format!("{title}, by {}; the review's own limit comes before that.", long(asked))
        }
        (None, None) => format!("{title}; the review has no day yet."),
    };
    let text = if day < look.today {
        format!("Hold the review · {} past {}", working(look, day), look.short(day))
    } else {
        format!("Review by {}: book", look.short(day))
    };
    let gone = |limit: &NaiveDate| *limit > day && *limit < look.today && slot.held.is_none();
    let gone =
        slot.limit().filter(gone).map(|limit| format!(" The law's limit, {}, has gone too.", long(limit)));
    Some(look.step(Kind::ReviewBefore, text, Some(day), why + &gone.unwrap_or_default()))
}

/// A change for which the review must come first, and nobody has said when it takes effect.
fn undated(look: &Look<'_>, slot: &Slot, w: &mut Working) -> Option<Next> {
    let change = look.case.changes.iter().find(|c| slot.undated == Some(c.id))?;
    let title = title(look, Some(change), w);
    w.step(StepKind::Limit, None, || format!("{title}: a review first, and no day on which it takes effect"));
    let gone = slot.last_day().filter(|last| *last < look.today);
    if let Some(next) = gone.and_then(|_| without_change(look, slot, w)) {
        return Some(beside(next, &format!("{title}: that must wait for it; ask when it takes effect.")));
    }
    let answer = look.owed().find(|d| d.is_mine() && is_answer(d) && d.is_about_change(change.id));
    let why = format!(
        "{title}: you were told on {}, and not when it takes effect. Ask, or bring the review forward.",
        long(change.date)
    );
    let text = "A review must come first · when does it take effect?".to_owned();
    let next = look.step(Kind::ReviewBefore, text, answer.and_then(|d| d.due), why);
    Some(match answer {
        Some(due) => next.of(due),
        None => next,
    })
}

/// What the review is owed whatever a change asks: completing it, or holding it past its limit.
fn without_change(look: &Look<'_>, slot: &Slot, w: &mut Working) -> Option<Next> {
    if slot.complete_by.is_some() { complete(look, w) } else { past(look, w) }
}

/// What a change is called; its source is told.
fn title<'a>(look: &Look<'a>, change: Option<&'a Change>, w: &mut Working) -> &'a str {
    let event = change.and_then(|c| look.practice.event(&c.event));
    event.iter().for_each(|e| w.source(&e.cite));
    match (event, change) {
        (Some(event), _) => &event.title,
        (None, Some(change)) => &change.event,
        (None, None) => "A change",
    }
}

/// A step with one more sentence in its reason.
fn beside(next: Next, words: &str) -> Next {
    Next { why: format!("{} {words}", next.why), ..next }
}
