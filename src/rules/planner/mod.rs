//! Days for every review due in a period, planned together, by the four questions that are asked of any day.
//!
//! Reviews past their limit go first: each gets its earliest day with room. The rest is a flow of least cost. Each
//! review is one unit that goes to one of its days, at what that day alone costs it (`Order::cost`); from a day to
//! its week, each further review costs more; from the week on, each further review costs more again. So weeks come
//! out even without a search of our own. Brothers and sisters go first, as one unit where one day does not cost them
//! too much; the rest is planned round them, then once more so that trips can be shared. Last, two reviews whose
//! hours meet are put on two days.

mod place;
mod shape;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::advice::Ask;
use super::advice::order::{Order, TOGETHER};
use super::advice::weigh::{alone, weigh};
use super::calendar::Calendar;
use super::diary::{Diary, monday};
use super::flow::{Unit, spread};
use super::practice::Practice;
use super::reason::{FULL_WEEK, Reason};
use crate::model::child::Relation;
use crate::model::ids::ChildId;

pub(crate) use shape::{Need, Plan, Proposal, Unmet, Week};

/// How often trips are looked for.
const ROUNDS: usize = 2;

/// Plans the reviews of one IRO round what the diary holds, from today until the end of a period.
pub(crate) fn plan(
    needs: &[Need<'_>],
    diary: &Diary,
    practice: &Practice,
    calendar: &Calendar,
    (today, until): (NaiveDate, NaiveDate),
) -> Plan {
    let planner = Planner { needs, practice, calendar, today, until };
    let mut fixed = diary.clone();
    let mut days: BTreeMap<usize, NaiveDate> = BTreeMap::new();
    for (place, need) in needs.iter().enumerate() {
        if let Some(day) = need.pinned {
            planner.put(&mut fixed, place, day);
            days.insert(place, day);
        }
    }
    let mut windows: Vec<Vec<NaiveDate>> = needs
        .iter()
        .map(|n| if n.pinned.is_some() { Vec::new() } else { planner.window(n, diary) })
        .collect();
    let share = share(needs.len(), &windows, diary);
    planner.late(&mut windows, &mut fixed, &mut days, share);
    let units = planner.families(&windows, &fixed);
    for (unit, day) in units.iter().zip(spread(&units, &fixed, share)) {
        for place in unit.places.iter().filter(|_| day.is_some()) {
            days.extend(day.map(|d| (*place, d)));
        }
    }
    for (place, day) in days.iter().filter(|(p, _)| windows.get(**p).is_some_and(|w| !w.is_empty())) {
        planner.put(&mut fixed, *place, *day);
    }
    let single: Vec<usize> = (0..needs.len())
        .filter(|p| !days.contains_key(p) && windows.get(*p).is_some_and(|w| !w.is_empty()))
        .collect();
    days.extend(planner.singles(&single, &windows, &fixed, share));
    planner.part(&windows, &mut days, diary);
    planner.tell(&days, diary)
}

/// How many reviews weigh as one: 1 for the caseload of one IRO, more where an even week is more than full.
fn share(reviews: usize, windows: &[Vec<NaiveDate>], diary: &Diary) -> usize {
    let weeks: BTreeSet<NaiveDate> = windows.iter().flatten().map(|d| monday(*d)).collect();
    let booked = diary.reviews.iter().filter(|(day, _)| weeks.contains(&monday(**day)));
    let all = reviews + booked.map(|(_, visits)| visits.len()).sum::<usize>();
    let full = FULL_WEEK * weeks.len().max(1);
    all.div_ceil(full).max(1)
}

type Costs = BTreeMap<NaiveDate, i64>;

/// What the best day costs.
fn least(days: &Costs) -> i64 {
    days.values().min().copied().unwrap_or(0)
}

/// Reviews that go together, with what each day costs them over the best.
fn unit(places: Vec<usize>, days: Costs) -> Unit {
    let least = least(&days);
    Unit { places, days: days.into_iter().map(|(day, cost)| (day, cost - least)).collect() }
}

struct Planner<'a> {
    needs: &'a [Need<'a>],
    practice: &'a Practice,
    calendar: &'a Calendar,
    today: NaiveDate,
    until: NaiveDate,
}

impl Planner<'_> {
    fn ask<'b>(&'b self, need: &'b Need<'_>, diary: &'b Diary) -> Ask<'b> {
        Ask {
            case: need.case,
            slot: need.slot,
            run_up: &need.run_up,
            practice: self.practice,
            calendar: self.calendar,
            diary,
            today: self.today,
        }
    }

    fn put(&self, diary: &mut Diary, place: usize, day: NaiveDate) {
        if let Some(need) = self.needs.get(place) {
            diary.put(day, need.visit());
        }
    }

    /// Brothers and sisters who all have a day in common that costs them little more than days apart.
    fn families(&self, windows: &[Vec<NaiveDate>], diary: &Diary) -> Vec<Unit> {
        let place_of: BTreeMap<ChildId, usize> =
            self.needs.iter().enumerate().map(|(p, n)| (n.case.child.id, p)).collect();
        let mut seen = BTreeSet::new();
        let mut families = Vec::new();
        for (place, need) in self.needs.iter().enumerate() {
            let kin = need.case.kin.iter().filter(|k| k.relation == Relation::Sibling);
            let kin: Vec<usize> = kin.filter_map(|k| place_of.get(&k.other)).copied().collect();
            if kin.is_empty() || !seen.insert(place) {
                continue;
            }
            let (mut together, mut days) = (vec![place], self.costs(place, windows, diary));
            for other in kin {
                let theirs = self.costs(other, windows, diary);
                let common: Costs =
                    days.iter().filter_map(|(day, cost)| Some((*day, cost + theirs.get(day)?))).collect();
                let apart = least(&days) + least(&theirs);
                if !common.is_empty() && least(&common) <= apart + TOGETHER && seen.insert(other) {
                    together.push(other);
                    days = common;
                }
            }
            if together.len() > 1 {
                families.push(unit(together, days));
            }
        }
        families
    }

    /// What each day of its window costs a review, the load left out.
    fn costs(&self, place: usize, windows: &[Vec<NaiveDate>], diary: &Diary) -> Costs {
        let Some(need) = self.needs.get(place) else { return Costs::new() };
        let ask = self.ask(need, diary);
        let days = windows.get(place).into_iter().flatten();
        let days: Vec<(NaiveDate, Vec<Reason>)> = days.map(|day| (*day, alone(&ask, *day))).collect();
        let roomy = days.iter().any(|(_, reasons)| Order::has_room(reasons));
        let cost = |day, reasons: &[Reason]| Order::of(day, reasons, ask.wanted(), roomy).cost();
        days.iter().map(|(day, reasons)| (*day, cost(*day, reasons))).collect()
    }

    /// Days for reviews that go alone: once as they are, once more beside the trips that came of it.
    fn singles(
        &self,
        places: &[usize],
        windows: &[Vec<NaiveDate>],
        fixed: &Diary,
        share: usize,
    ) -> BTreeMap<usize, NaiveDate> {
        let mut best: Option<(i64, BTreeMap<usize, NaiveDate>)> = None;
        let mut company = fixed.clone();
        for _ in 0..ROUNDS {
            let units: Vec<Unit> =
                places.iter().map(|p| unit(vec![*p], self.costs(*p, windows, &company))).collect();
            let found: BTreeMap<usize, NaiveDate> = places
                .iter()
                .copied()
                .zip(spread(&units, fixed, share))
                .filter_map(|(p, d)| Some((p, d?)))
                .collect();
            company = fixed.clone();
            for (place, day) in &found {
                self.put(&mut company, *place, *day);
            }
            let cost =
                found.iter().filter_map(|(p, day)| Some(self.cost(self.needs.get(*p)?, *day, &company)));
            let cost = cost.sum();
            if best.as_ref().is_none_or(|(least, _)| cost < *least) {
                best = Some((cost, found));
            }
        }
        best.map(|(_, days)| days).unwrap_or_default()
    }

    fn cost(&self, need: &Need<'_>, day: NaiveDate, diary: &Diary) -> i64 {
        let ask = self.ask(need, diary);
        Order::of(day, &weigh(&ask, day), ask.wanted(), true).cost()
    }

    fn tell(&self, days: &BTreeMap<usize, NaiveDate>, diary: &Diary) -> Plan {
        let mut whole = diary.clone();
        for (place, day) in days {
            self.put(&mut whole, *place, *day);
        }
        let mut plan = Plan::default();
        for (place, need) in self.needs.iter().enumerate() {
            let (child, sequence, limit) = (need.case.child.id, need.slot.sequence, need.slot.last_day());
            let ask = self.ask(need, &whole);
            match days.get(&place) {
                Some(date) => plan.proposals.push(Proposal {
                    child,
                    sequence,
                    limit,
                    date: *date,
                    reasons: weigh(&ask, *date),
                    mark: ask.mark(*date),
                    pinned: need.pinned.is_some(),
                }),
                None => plan.unmet.push(Unmet { child, sequence, limit, why: unmet(need) }),
            }
        }
        plan.proposals.sort_by_key(|p| (p.date, p.child));
        plan.unmet.sort_by_key(|u| (u.limit, u.child));
        plan.weeks = self.weeks(&plan, diary);
        plan
    }

    fn weeks(&self, plan: &Plan, diary: &Diary) -> Vec<Week> {
        let last = |limit| self.calendar.working_day_on_or_before(limit).max(self.today);
        let on_limit = |p: &Proposal| p.limit.map_or(p.date, last);
        let last = plan.proposals.iter().map(|p| p.date).max().unwrap_or(self.until).max(self.until);
        let planned: BTreeSet<ChildId> = plan.proposals.iter().map(|p| p.child).collect();
        let mut weeks: Vec<Week> = Vec::new();
        for start in monday(self.today).iter_weeks().take_while(|d| *d <= last) {
            let here = |d: NaiveDate| monday(d) == start;
            let booked = diary.reviews.range(start..start + chrono::Days::new(7));
            let booked = booked.flat_map(|(_, all)| all).filter(|v| !planned.contains(&v.child)).count();
            weeks.push(Week {
                monday: start,
                booked,
                planned: plan.proposals.iter().filter(|p| here(p.date)).count(),
                on_limit: plan.proposals.iter().filter(|p| here(on_limit(p))).count(),
            });
        }
        weeks
    }
}

/// Why there is no day for a review.
fn unmet(need: &Need<'_>) -> String {
    match (need.slot.last_day(), &need.slot.gap) {
        (None, Some(gap)) => format!("no limit: {gap}"),
        (None, None) => "its limit is not known".to_owned(),
        (Some(_), _) => "no day is left in which the child is in care".to_owned(),
    }
}
