//! What was known of a case on a day. An order, a placement or an authority that was recorded after the child came into
//! the book counts from the day it was recorded: nobody is late by what they could not know.

use chrono::NaiveDate;

use crate::model::Case;
use crate::model::care::Period;

/// The day from which it was known what an order, a placement or an authority that began on `day` asks for.
pub(crate) fn known_since(case: &Case, period: &Period, day: NaiveDate) -> NaiveDate {
    let legal = case.legal.iter().map(|l| (Some(l.start), l.known));
    let placed = case.placements.iter().map(|p| (Some(p.start), p.known));
    let typed = [(period.authorised, period.authority_known)];
    let began = legal.chain(placed).chain(typed).filter(|(start, _)| *start == Some(day));
    began.filter_map(|(_, known)| known).fold(day, NaiveDate::max)
}

/// The case as it was known on a day: what was recorded later is left out, and what that brought to an end goes on.
pub(crate) fn as_known(case: &Case, on: NaiveDate) -> Case {
    let mut case = case.clone();
    let on = Some(on);
    let later: Vec<_> = case.legal.iter().filter(|l| l.known > on).map(|l| (l.start, l.end)).collect();
    case.legal.retain(|l| l.known <= on);
    case.legal.iter_mut().for_each(|l| l.end = goes_on(l.end, &later));
    let later: Vec<_> = case.placements.iter().filter(|p| p.known > on).map(|p| (p.start, p.end)).collect();
    case.placements.retain(|p| p.known <= on);
    case.placements.iter_mut().for_each(|p| p.end = goes_on(p.end, &later));
    case.periods.iter_mut().filter(|p| p.authority_known > on).for_each(|p| p.authorised = None);
    case
}

/// Whether anything of a case was recorded after a day.
pub(crate) fn is_told_after(case: &Case, day: NaiveDate) -> bool {
    let legal = case.legal.iter().map(|l| l.known);
    let placed = case.placements.iter().map(|p| p.known);
    legal.chain(placed).chain(case.periods.iter().map(|p| p.authority_known)).any(|known| known > Some(day))
}

/// The end of a spell without those that came after it, the oldest first.
fn goes_on(end: Option<NaiveDate>, later: &[(NaiveDate, Option<NaiveDate>)]) -> Option<NaiveDate> {
    later.iter().fold(end, |end, (start, until)| if end == Some(*start) { *until } else { end })
}
