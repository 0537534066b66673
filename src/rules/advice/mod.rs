//! What to do for a child, and why: the one next step, what is late and whose it is, what waits, which day is the
//! best for a review.
//!
//! The ladder has nine rungs and the first that holds is the next step. Others' duties never set it, except
//! where they hold up the IRO's own work.

mod ask;
mod before;
pub(crate) mod days;
mod found;
mod hold;
mod ladder;
mod late;
pub(crate) mod order;
mod run_up;
mod step;
mod waiting;
pub(crate) mod weigh;
mod why;

use super::working::Working;

pub(crate) use ask::{Ask, Mark};
pub(crate) use late::{Mine, Others};
pub(crate) use run_up::{RunUp, run_up};
pub(crate) use step::{Concern, Kind, Look, Next};
pub(crate) use why::Also;
pub(crate) use why::{because, sentence};

/// What to do for a child.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Advice {
    /// The next step.
    pub next: Next,
    /// What the IRO owes.
    pub mine: Mine,
    /// What others owe, by role.
    pub others: Vec<Others>,
    /// Steps that wait for the review to have a day.
    pub waiting: usize,
    /// Essential steps too late to keep, by duty.
    pub urgent_now: Vec<String>,
    /// Care has ended, or the child is eighteen.
    pub closed: bool,
    /// The review is past its limit, or booked beyond it.
    pub past_limit: bool,
    /// The review is to be booked within the next weeks.
    pub to_book: bool,
}

/// What to do for a child.
pub(crate) fn advise(look: &Look<'_>) -> Advice {
    let next = ladder::next(look, &mut Working::silent());
    let open = look.review();
    Advice {
        mine: Mine::count(look),
        others: Others::count(look),
        waiting: look.judged.dues.iter().filter(|d| d.waiting).count(),
        urgent_now: late::urgent_now(look),
        closed: look.is_closed(),
        past_limit: open.is_some_and(|s| hold::is_past(look, s)),
        to_book: open.is_some_and(|s| ladder::to_book(look, s).is_some()),
        next,
    }
}

/// How the next step came about: each rung that was tried, what was looked at, and the sources.
pub(crate) fn explain(look: &Look<'_>) -> Working {
    let mut working = Working::kept();
    ladder::next(look, &mut working);
    working
}
