//! Days that follow from what is recorded of a case, apart from any one review: the start and end of
//! care, orders, adoptive and secure placements, remand, short breaks, birthdays.

use chrono::{Days, NaiveDate};

use super::calendar::add_months;
use crate::model::Case;
use crate::model::care::{Period, Placement};
use crate::model::review::Review;
use crate::model::role::Role;

/// Legal statuses under which an agency may place a child for adoption.
pub(crate) const AUTHORITY: &[&str] = &["E1", "D1"];
/// Legal statuses of short breaks.
pub(crate) const BREAKS: &[&str] = &["V3", "V4"];
/// The longest time between two stays of one series of short breaks.
const SERIES_GAP: Days = Days::new(366);

/// The day an anchor of care stands for, as things stood on `on`: a second placement for adoption or
/// in secure accommodation counts from its own start.
pub(crate) fn care_anchor(case: &Case, period: &Period, anchor: &str, on: NaiveDate) -> Option<NaiveDate> {
    let within = |start: NaiveDate| start >= period.start && period.end.is_none_or(|e| start <= e);
    let order = |codes: &[&str]| {
        let rows = case.legal.iter().filter(|l| within(l.start)).map(|l| Spell::new(l.start, l.end, &l.code));
        run(&rows.collect::<Vec<_>>(), |code| codes.contains(&code), on)
    };
    let placed = |test: fn(&str) -> bool| {
        let rows = case.placements.iter().filter(|p| within(p.start));
        run(&rows.map(|p| Spell::new(p.start, p.end, &p.code)).collect::<Vec<_>>(), test, on)
    };
    match anchor {
        "looked-after" => Some(period.start),
        "ceased" => period.end,
        "police-protection" => order(&["L1"]),
        "emergency-protection" => order(&["L2"]),
        "short-breaks-ended" => breaks_ended(case, period, on),
        "notified" => period.notified,
        "allocated" => allocated(case, period),
        "iro-changed" => iro_changed(case, period),
        "proceedings-began" => order(&["C1"]),
        "placed" => case.placements.iter().find(|p| within(p.start)).map(|p| p.start),
        "authorised-for-adoption" => period.authorised.or_else(|| order(AUTHORITY)),
        "placed-for-adoption" => adopted(case, &within, on),
        "secure-placed" => placed(|c| c == "K1"),
        "short-break-start" => first_stay(case, on),
        "remanded" => order(&["J1"]),
        "care-order" => order(&["C2"]),
        "review-meeting" => meetings(case).filter(|d| within(*d) && *d <= on).max(),
        "eligible" => eligible_from(case),
        other => case.child.birthday(other.strip_prefix("birthday-")?.parse().ok()?),
    }
}

/// The day care ends: as recorded, and in law no later than the eighteenth birthday.
pub(crate) fn care_ends(case: &Case, period: &Period) -> Option<NaiveDate> {
    let adult = case.child.birthday(18).filter(|day| *day > period.start);
    period.end.into_iter().chain(adult).min()
}

/// Months before the 18th birthday in which a review that was held is the last: law's shortest interval after the first
/// one. It asks for the next after the birthday, when nobody is in care.
const LAST_MONTHS: i32 = 3;

/// Whether a review held on a day was the last before the 18th birthday.
pub(crate) fn was_the_last(case: &Case, held: NaiveDate) -> bool {
    case.child.birthday(18).zip(add_months(held, LAST_MONTHS)).is_some_and(|(adult, month)| month >= adult)
}

/// Whether care ended because the child died.
pub(crate) fn died(period: &Period) -> bool {
    period.end_reason.as_deref() == Some("E2")
}

/// Whether the child has died: nobody is chased, and what is said is quiet then.
pub(crate) fn has_died(case: &Case) -> bool {
    case.periods.last().is_some_and(died)
}

/// The day the first IRO of a period was allocated, no earlier than the service was told of the child: nothing is
/// asked of anybody there before. A later change of IRO has its own duties and moves none of the first review's.
fn allocated(case: &Case, period: &Period) -> Option<NaiveDate> {
    let iros = || case.in_role(Role::Iro);
    let first = iros().filter_map(|p| p.start).filter(|start| *start >= period.start).min();
    // Who was the IRO in an earlier time in care is so here from its start on.
    let before = || iros().rfind(|p| p.end.is_none()).and_then(|p| p.start).map(|day| day.max(period.start));
    let first = first.or_else(before);
    first.map(|day| period.notified.map_or(day, |told| day.max(told)))
}

/// The day the child's present IRO took over from another.
fn iro_changed(case: &Case, period: &Period) -> Option<NaiveDate> {
    let starts = case.in_role(Role::Iro).filter_map(|p| p.start);
    starts.max().filter(|last| allocated(case, period).is_some_and(|first| first < *last))
}

/// The day a child who came for short breaks was accommodated altogether, in the same time in care.
pub(crate) fn breaks_ended(case: &Case, period: &Period, on: NaiveDate) -> Option<NaiveDate> {
    let within = case.legal.iter().filter(|l| l.start >= period.start && l.start <= on);
    let pairs = within.clone().zip(within.skip(1));
    let is_break = |code: &str| BREAKS.contains(&code);
    pairs.filter(|(a, b)| is_break(&a.code) && !is_break(&b.code)).map(|(_, b)| b.start).last()
}

/// Recorded days of the child's own reviews that were held as meetings.
fn meetings(case: &Case) -> impl Iterator<Item = NaiveDate> {
    let met = case.reviews.iter().filter(|r| r.clock.is_none() && !r.without_meeting);
    met.filter_map(Review::recorded)
}

/// A spell of a case under one code.
struct Spell<'a> {
    start: NaiveDate,
    end: Option<NaiveDate>,
    code: &'a str,
}

impl<'a> Spell<'a> {
    fn new(start: NaiveDate, end: Option<NaiveDate>, code: &'a str) -> Self {
        Self { start, end, code }
    }
}

/// The start of the latest unbroken run of spells that pass the test and had begun on `on`.
fn run(spells: &[Spell<'_>], test: impl Fn(&str) -> bool, on: NaiveDate) -> Option<NaiveDate> {
    let mut found: Option<NaiveDate> = None;
    for spell in spells.iter().rev().filter(|s| s.start <= on && test(s.code)) {
        match found {
            Some(start) if spell.end.is_some_and(|e| e < start) => break,
            _ => found = Some(spell.start),
        }
    }
    found
}

/// When the adoptive placement in force on `on` began: a change of code with the same family (an order
/// in place of consent) goes on, another family begins anew.
fn adopted(case: &Case, within: &dyn Fn(NaiveDate) -> bool, on: NaiveDate) -> Option<NaiveDate> {
    let rows = case.placements.iter().filter(|p| p.code.starts_with('A') && within(p.start) && p.start <= on);
    let own = |p: &Placement| matches!(p.code.as_str(), "A3" | "A5");
    let mut found: Option<&Placement> = None;
    for earlier in rows.rev() {
        let goes_on = found.is_none_or(|later| {
            let carers = [&earlier.carer, &later.carer];
            let same = own(earlier) == own(later)
                && (carers.iter().any(|c| c.is_empty()) || earlier.carer == later.carer);
            same && earlier.end.is_none_or(|e| e >= later.start)
        });
        if !goes_on {
            break;
        }
        found = Some(earlier);
    }
    found.map(|p| p.start)
}

/// The first stay of the series of short breaks that had begun on `on`, over as many periods of care
/// as it took.
pub(crate) fn first_stay(case: &Case, on: NaiveDate) -> Option<NaiveDate> {
    let mut found: Option<NaiveDate> = None;
    for stay in case.legal.iter().rev().filter(|l| l.start <= on && BREAKS.contains(&l.code.as_str())) {
        let apart = |start: NaiveDate| {
            stay.end.and_then(|e| e.checked_add_days(SERIES_GAP)).is_some_and(|last| last < start)
        };
        if found.is_some_and(apart) {
            break;
        }
        found = Some(stay.start);
    }
    found
}

/// The day a young person became an eligible child: sixteen or over, and looked after for thirteen
/// weeks since the fourteenth birthday (Children Act 1989, Sch. 2 para 19B; Care Leavers Regulations).
pub(crate) fn eligible_from(case: &Case) -> Option<NaiveDate> {
    let (fourteen, sixteen) = (case.child.birthday(14)?, case.child.birthday(16)?);
    let mut short_of = 13 * 7;
    for period in &case.periods {
        let start = period.start.max(fourteen);
        let days = period.end.map(|end| (end - start).num_days().max(0));
        if days.is_none_or(|d| d >= short_of) {
            let reached = start.checked_add_days(Days::new(u64::try_from(short_of).ok()?))?;
            return Some(reached.max(sixteen));
        }
        short_of -= days.unwrap_or(0);
    }
    None
}
