//! Why a day stands where it does, in a sentence; and what can be done beside taking a day.

use chrono::NaiveDate;

use super::ask::{Ask, Mark};
use super::order::missed;
use crate::model::ids::ChildId;
use crate::model::words::closed_set;
use crate::rules::reason::{FULL_DAY, FULL_WEEK, Question, Reason};
use crate::rules::working::{count, days};

/// With so many working days left to the limit or fewer, more is offered than a day.
const FEW: i32 = 5;

closed_set! {
    /// What can be done beside taking a day.
    pub(crate) enum Also is "way out" {
        /// Begin within the limit, complete within twenty working days.
        FirstPart: "first-part" = "hold a first part by the limit and the rest within 20 working days",
        /// Let another IRO chair.
        SubstituteChair: "substitute-chair" = "ask a substitute to chair",
    }
}

/// What can be done beside taking a day, where little time is left.
pub(super) fn also(ask: &Ask<'_>) -> Vec<Also> {
    let left = ask.slot.last_day().and_then(|limit| ask.calendar.working_days_between(ask.today, limit));
    let few = left.is_some_and(|left| (0..=FEW).contains(&left)) && !ask.is_past();
    let first_part = few && ask.slot.complete_by.is_none();
    let all = [(first_part, Also::FirstPart), (few, Also::SubstituteChair)];
    all.into_iter().filter(|(offered, _)| *offered).map(|(_, also)| also).collect()
}

/// `Tue 1 Dec`.
fn brief(day: NaiveDate) -> String {
    day.format("%a %-d %b").to_string()
}

/// Why this day, in a sentence; `name` says who a child is.
pub(crate) fn sentence(
    date: NaiveDate,
    reasons: &[Reason],
    mark: Option<Mark>,
    name: &dyn Fn(ChildId) -> String,
) -> String {
    format!("{}: {}", brief(date), because(reasons, mark, name))
}

/// The same without the day.
pub(crate) fn because(reasons: &[Reason], mark: Option<Mark>, name: &dyn Fn(ChildId) -> String) -> String {
    let mut parts = vec![standing(reasons, mark, name)];
    parts.extend(reasons.iter().filter(|r| tells(r)).map(|r| r.words(name)));
    parts.join("; ")
}

/// What decides its place.
fn standing(reasons: &[Reason], mark: Option<Mark>, name: &dyn Fn(ChildId) -> String) -> String {
    let of = |question| {
        // That every day past the limit needs an approval is said once, by the form that asks for it.
        let words = |r: &Reason| match r {
            Reason::AfterLimit { days: n, last, .. } => format!("{} after {}", days(*n), last.words()),
            other => other.words(name),
        };
        let told = reasons.iter().filter(|r| r.question() == question).map(words);
        told.collect::<Vec<_>>().join(", ")
    };
    let (barred, lawful) = (of(Question::Allowed), of(Question::Lawful));
    if !barred.is_empty() {
        return format!("only because nothing else is left; {barred}");
    }
    match (mark, short(reasons)) {
        (Some(Mark::Prepared), _) => "earliest day with the child seen and the report in".to_owned(),
        (Some(Mark::Later), _) => format!("{lawful}, with the child seen and the report in"),
        (Some(Mark::Earliest), None) => "the earliest there is".to_owned(),
        (Some(Mark::Earliest), Some(short)) => format!("the earliest there is, {short}"),
        (None, short) => {
            let ready = short.unwrap_or_else(|| "with time for all that matters".to_owned());
            if lawful.is_empty() { ready } else { format!("{lawful}, {ready}") }
        }
    }
}

/// The essential steps there is too little time for, in words.
fn short(reasons: &[Reason]) -> Option<String> {
    let titles: Vec<&str> = missed(reasons).map(|l| l.title.as_str()).collect();
    match titles.as_slice() {
        [] => None,
        [one] => Some(format!("short notice for one step: {one}")),
        all => Some(format!("short notice for {}", count(all.len(), "step", "steps"))),
    }
}

/// Whether a practical reason is worth its place in the sentence.
fn tells(reason: &Reason) -> bool {
    match reason {
        Reason::SameDay(others) => others.len() >= FULL_DAY,
        Reason::Week(others) => *others >= FULL_WEEK,
        Reason::Sibling { same_day, .. } => *same_day,
        Reason::SchoolDay(at) => at.is_some(),
        other => other.question() == Question::Practical,
    }
}
