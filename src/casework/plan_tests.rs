//! Planning a period: weeks come out even, no limit is broken that could be kept, one act takes it up.

use chrono::{Days, NaiveDate, Weekday};
use proptest::prelude::*;

use super::{Desk, PlanAsk};
use crate::model::child::Relation;
use crate::model::diary::Busy;
use crate::rules::planner::{Plan, Week};
use crate::rules::reason::{Lost, Reason};

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

const TODAY: &str = "2026-11-23";

fn quarter(desk: &Desk) -> PlanAsk {
    let today = desk.board.today;
    PlanAsk { rebook: true, ..PlanAsk::between(today, today + chrono::Months::new(3)) }
}

fn away(first: NaiveDate, days: u64, weekday: Option<Weekday>) -> Busy {
    Busy::typed(first, Some(first + Days::new(days)), weekday, String::new(), "Leave".into())
}

/// Every child has a day: within the limit, or past it the earliest with room; one that should not be taken only
/// where no other is left; none after the last day in care.
fn check(desk: &Desk, plan: &Plan) {
    let board = &desk.board;
    let mut that_day = std::collections::BTreeMap::<NaiveDate, usize>::new();
    for p in &plan.proposals {
        *that_day.entry(p.date).or_default() += 1;
    }
    for p in &plan.proposals {
        let row = board.row(p.child).unwrap();
        assert!(p.date >= board.today && row.case.child.birthday(18).is_none_or(|b| p.date < b), "{p:?}");
        let (_, days) = desk.candidates(p.child).unwrap();
        let offered =
            days.iter().find(|c| c.date == p.date).unwrap_or_else(|| panic!("{p:?} is not offered"));
        let late = p.limit.is_some_and(|limit| limit < board.today);
        assert!(late || p.limit.is_some_and(|l| p.date <= l), "{p:?}");
        let sooner = days.iter().filter(|c| late && c.allowed() && c.date < p.date);
        for day in sooner {
            let others = that_day.get(&day.date).copied().unwrap_or(0);
            let booked = desk.board.diary(row).others(day.date, p.child).count();
            assert!(others + booked >= 3, "{p:?}: {} had room", day.date);
        }
        assert!(offered.allowed() || days.iter().all(|c| !c.allowed()), "{p:?}");
    }
    for u in &plan.unmet {
        assert!(desk.candidates(u.child).unwrap().1.is_empty(), "{u:?} has a day");
    }
}

#[test]
fn a_quarter_of_the_demo_has_a_lower_peak_than_its_limits_and_nothing_late() {
    // The demo as it is shipped has to come out lower; other caseloads must never come out higher.
    for (children, seed, shipped) in
        [(64, 1, true), (60, 1, true), (70, 2, false), (64, 3, false), (90, 4, false), (110, 5, false)]
    {
        let mut desk = Desk::demo(d(TODAY), children, seed, None).unwrap();
        let plan = desk.plan_period(&quarter(&desk));
        check(&desk, &plan);
        let (_, on_limit) = plan.peaks();
        // Those past their limit come at once whatever the week holds.
        let late = |w: &Week| {
            let here =
                plan.proposals.iter().filter(|p| (w.monday..w.monday + Days::new(7)).contains(&p.date));
            here.filter(|p| p.needs_approval()).count()
        };
        let peak = plan.weeks.iter().map(|w| w.booked + w.planned - late(w)).max().unwrap_or(0);
        assert!(plan.proposals.len() >= children / 3, "{} planned", plan.proposals.len());
        assert!(peak + usize::from(shipped) <= on_limit, "peak {peak}, on the limit {on_limit}");
        let free = plan.proposals.iter().filter(|p| !p.needs_approval());
        let days: Vec<_> = free.map(|p| (p.child, p.date)).collect();
        let before: Vec<_> = desk.board.rows().map(|r| r.next_review().and_then(|s| s.booked)).collect();
        desk.accept(&days).unwrap();
        for (child, day) in &days {
            assert_eq!(desk.board.row(*child).unwrap().next_review().unwrap().booked, Some(*day));
        }
        desk.undo(None).unwrap().unwrap();
        let after: Vec<_> = desk.board.rows().map(|r| r.next_review().and_then(|s| s.booked)).collect();
        assert_eq!(before, after, "one undo takes the whole plan back");
    }
}

#[test]
fn the_demo_comes_out_lower_on_whatever_day_it_is_made() {
    for today in ["2026-11-25", "2026-12-01", "2027-03-09"] {
        let desk = Desk::demo(d(today), 64, 1, None).unwrap();
        let plan = desk.plan_period(&quarter(&desk));
        let (peak, on_limit) = plan.peaks();
        assert!(peak < on_limit, "{today}: peak {peak}, on the limit {on_limit}");
        assert!(
            plan.proposals.iter().all(|p| p.needs_approval() || p.limit.is_some_and(|l| p.date <= l)),
            "{today}"
        );
    }
}

#[test]
fn brothers_and_sisters_come_on_one_day_and_a_given_day_is_kept() {
    let desk = Desk::demo(d(TODAY), 80, 4, None).unwrap();
    let free = desk.plan_period(&quarter(&desk));
    let together = free
        .proposals
        .iter()
        .filter(|p| p.reasons.iter().any(|r| matches!(r, Reason::Sibling { same_day: true, .. })));
    let families = |plan: &Plan| {
        let day = |c| plan.proposals.iter().find(|p| p.child == c).map(|p| p.date);
        let row = |c| desk.board.row(c).unwrap();
        let pairs = plan.proposals.iter().flat_map(|p| {
            row(p.child)
                .case
                .kin
                .iter()
                .filter(|k| k.relation == Relation::Sibling)
                .map(|k| (p.date, k.other))
        });
        pairs.filter_map(|(a, other)| Some((a, day(other)?))).count()
    };
    assert!(families(&free) == 0 || together.count() > 0);
    let first = &free.proposals[0];
    let given =
        free.proposals.iter().map(|p| p.date).find(|day| *day != first.date && Some(*day) <= first.limit);
    let given = given.unwrap_or(first.date);
    let again = desk.plan_period(&PlanAsk { pins: vec![(first.child, given)], ..quarter(&desk) });
    let kept = again.proposals.iter().find(|p| p.child == first.child).unwrap();
    assert!(kept.pinned && kept.date == given);
    let left = desk.plan_period(&PlanAsk { leave_out: vec![first.child], ..quarter(&desk) });
    assert!(left.proposals.iter().all(|p| p.child != first.child));
}

#[test]
fn a_day_past_the_limit_is_never_taken_up_by_a_plan() {
    let mut desk = Desk::demo(d(TODAY), 30, 1, None).unwrap();
    let plan = desk.plan_period(&quarter(&desk));
    let free: Vec<_> = plan.proposals.iter().filter(|p| !p.needs_approval()).collect();
    let (p, other) = (free[0], free[1]);
    let late = p.limit.unwrap() + Days::new(1);
    let error = desk.accept(&[(other.child, other.date), (p.child, late)]).unwrap_err();
    assert!(error.message.contains("after the limit"), "{error}");
    let untouched = desk.board.row(other.child).unwrap().next_review().unwrap().booked;
    assert_ne!(untouched, Some(other.date), "none is booked where one cannot be");
}

#[test]
fn steps_of_the_run_up_that_another_day_keeps_are_not_lost_for_an_even_week() {
    let mut desk = Desk::demo(d(TODAY), 64, 1, None).unwrap();
    let leave = away(d("2026-12-01"), 21, None);
    desk.add_busy(leave).unwrap();
    let plan = desk.plan_period(&quarter(&desk));
    let lost = |reasons: &[Reason]| {
        let essential = |lost: &[Lost]| lost.iter().filter(|l| l.essential).count();
        let of = |r: &Reason| if let Reason::RunUp { lost, .. } = r { essential(lost) } else { 0 };
        reasons.iter().map(of).sum::<usize>()
    };
    // Whoever has days after the leave and New Year has room; before it the few days left are crowded.
    for p in plan.proposals.iter().filter(|p| p.limit >= Some(d("2027-01-11"))) {
        let (_, days) = desk.candidates(p.child).unwrap();
        let fewest = days.iter().map(|c| lost(&c.reasons)).min().unwrap();
        assert!(lost(&p.reasons) <= fewest + 1, "{p:?}: another day loses only {fewest}");
    }
}

#[test]
fn a_large_caseload_is_spread_over_the_days_of_its_weeks() {
    let desk = Desk::demo(d(TODAY), 600, 3, None).unwrap();
    let plan = desk.plan_period(&quarter(&desk));
    check(&desk, &plan);
    let mut days = std::collections::BTreeMap::<NaiveDate, usize>::new();
    for p in &plan.proposals {
        *days.entry(p.date).or_default() += 1;
    }
    let whole = |w: &&Week| (0..5).all(|n| desk.board.calendar.day_off(w.monday + Days::new(n)).is_none());
    // The first and the last weeks hold only what must or may be there.
    let inner = plan.weeks.get(4..plan.weeks.len() - 3).unwrap();
    for week in inner.iter().filter(whole) {
        let of = |n| days.get(&(week.monday + Days::new(n))).copied().unwrap_or(0);
        let (most, mean) = ((0..5).map(of).max().unwrap(), week.planned.div_ceil(5));
        assert!(most <= 2 * mean + 2, "{}: {most} on a day, {} in the week", week.monday, week.planned);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    /// Whatever the caseload and the leave: every child has a day, and no limit is broken that could be kept.
    #[test]
    fn no_limit_is_broken_that_could_be_kept(
        children in 5usize..70, seed in 0u64..50, leave in 0u64..80, long in 0u64..45, fixed in 0u8..5,
    ) {
        let mut desk = Desk::demo(d(TODAY), children, seed, None).unwrap();
        desk.add_busy(away(d(TODAY) + Days::new(leave), long, None)).unwrap();
        desk.add_busy(away(d(TODAY), 400, Weekday::try_from(fixed).ok())).unwrap();
        let ask = quarter(&desk);
        let plan = desk.plan_period(&ask);
        check(&desk, &plan);
        prop_assert_eq!(&plan, &desk.plan_period(&ask), "the same twice");
    }
}
