//! Days for every review due in a period, planned together.
//!
//! It is a flow of least cost. Each review is one unit that goes to one of its days, at what that day alone
//! weighs for it ([`booking::alone`]); from a day to its week, each further review costs more; from the week
//! on, each further review costs more again. So weeks come out even without a search of our own. Brothers and
//! sisters go first, as one unit where one day does not cost them too much; the rest is planned round them,
//! then once more so that trips can be shared.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::booking::{self, Ask, RunUp};
use super::calendar::Calendar;
use super::clash::Clash;
use super::diary::{Diary, area, monday};
use super::flow::{Unit, spread};
use super::practice::Practice;
use super::reason::{FULL_WEEK, Reason, TOGETHER};
use super::slot::Slot;
use crate::model::Case;
use crate::model::child::Relation;
use crate::model::ids::ChildId;

/// How many working days before the limit are looked at: reviews should not come much sooner.
const REACH: i32 = 45;
/// How often trips are looked for.
const ROUNDS: usize = 2;

/// A review that needs a day.
pub struct Need<'a> {
    /// The child's case.
    pub case: &'a Case,
    /// The review.
    pub slot: &'a Slot,
    /// The duties of its run-up still to do.
    pub run_up: Vec<RunUp>,
    /// The day the IRO gave it beforehand.
    pub pinned: Option<NaiveDate>,
}

/// A day proposed for a review.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposal {
    /// The child.
    pub child: ChildId,
    /// Which review of the period.
    pub sequence: u32,
    /// Its limit.
    pub limit: Option<NaiveDate>,
    /// The day.
    pub date: NaiveDate,
    /// What speaks for and against it, among the others of the plan.
    pub reasons: Vec<Reason>,
    /// The IRO gave the day.
    pub pinned: bool,
}

/// A review for which no day could be found.
#[derive(Debug, Clone, PartialEq)]
pub struct Unmet {
    /// The child.
    pub child: ChildId,
    /// Which review of the period.
    pub sequence: u32,
    /// Its limit.
    pub limit: Option<NaiveDate>,
    /// Why, in words.
    pub why: String,
    /// The day that would do least harm.
    pub best: Option<NaiveDate>,
}

/// Reviews of a week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Week {
    /// Its Monday.
    pub monday: NaiveDate,
    /// Booked before.
    pub booked: usize,
    /// Proposed.
    pub planned: usize,
    /// What would fall in it were each review put on its limit.
    pub on_limit: usize,
}

/// Days for the reviews of a period.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// In order of their day.
    pub proposals: Vec<Proposal>,
    /// What could not be planned.
    pub unmet: Vec<Unmet>,
    /// Reviews that keep the day they are booked for though something stands against it.
    pub clashes: Vec<Clash>,
    /// Every week from today's to the last of the period.
    pub weeks: Vec<Week>,
}

impl Plan {
    /// The most reviews in a week: of the plan, and were each put on its limit.
    pub fn peaks(&self) -> (usize, usize) {
        let most = |f: fn(&Week) -> usize| self.weeks.iter().map(f).max().unwrap_or(0);
        (most(|w| w.booked + w.planned), most(|w| w.booked + w.on_limit))
    }

    /// Adds the plan of another IRO.
    pub fn join(&mut self, other: Plan) {
        self.proposals.extend(other.proposals);
        self.unmet.extend(other.unmet);
        let mut weeks: BTreeMap<NaiveDate, Week> = self.weeks.drain(..).map(|w| (w.monday, w)).collect();
        for w in other.weeks {
            let week = weeks.entry(w.monday).or_insert(Week { booked: 0, planned: 0, on_limit: 0, ..w });
            week.booked += w.booked;
            week.planned += w.planned;
            week.on_limit += w.on_limit;
        }
        self.weeks = weeks.into_values().collect();
        self.proposals.sort_by_key(|p| (p.date, p.child));
        self.unmet.sort_by_key(|u| (u.limit, u.child));
    }
}

/// Plans the reviews of one IRO round what the diary holds, from today until the end of a period.
pub fn plan(
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
    let windows: Vec<Vec<NaiveDate>> = needs
        .iter()
        .map(|n| if n.pinned.is_some() { Vec::new() } else { planner.window(n, diary) })
        .collect();
    let share = share(needs.len(), &windows, diary);
    let units = planner.families(&windows, &fixed);
    for (unit, day) in units.iter().zip(spread(&units, &fixed, share)) {
        for place in unit.places.iter().filter(|_| day.is_some()) {
            days.extend(day.map(|d| (*place, d)));
        }
    }
    for (place, day) in days.iter().filter(|(p, _)| needs.get(**p).is_some_and(|n| n.pinned.is_none())) {
        planner.put(&mut fixed, *place, *day);
    }
    let single: Vec<usize> = (0..needs.len())
        .filter(|p| !days.contains_key(p) && windows.get(*p).is_some_and(|w| !w.is_empty()))
        .collect();
    days.extend(planner.singles(&single, &windows, &fixed, share));
    planner.tell(&days, diary)
}

/// How many reviews weigh as one: 1 for the caseload of one IRO, more where an even week is more than full.
fn share(reviews: usize, windows: &[Vec<NaiveDate>], diary: &Diary) -> usize {
    let weeks: BTreeSet<NaiveDate> = windows.iter().flatten().map(|d| monday(*d)).collect();
    let booked = diary.reviews.iter().filter(|(day, _)| weeks.contains(&monday(**day)));
    let all = reviews + booked.map(|(_, visits)| visits.len()).sum::<usize>();
    let full = usize::try_from(FULL_WEEK).unwrap_or(1) * weeks.len().max(1);
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
            diary.put(day, need.case.child.id, area(need.case));
        }
    }

    /// The free working days on which the review keeps its limit.
    fn window(&self, need: &Need<'_>, diary: &Diary) -> Vec<NaiveDate> {
        let Some(limit) = need.slot.last_day() else { return Vec::new() };
        let reach = self.calendar.add_working_days(limit, -REACH).map_or(self.today, |c| c.date);
        let first = self.today.max(need.slot.opened).max(reach);
        let free = |d: &NaiveDate| {
            self.calendar.day_off(*d).is_none() && diary.busy_on(*d).is_none_or(|b| !b.whole())
        };
        first.iter_days().take_while(|d| *d <= limit).filter(free).collect()
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
        let cost = |day: &NaiveDate| booking::alone(&ask, *day).iter().map(|r| i64::from(r.weight())).sum();
        windows.get(place).into_iter().flatten().map(|day| (*day, cost(day))).collect()
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
        booking::weigh(&self.ask(need, diary), day).iter().map(|r| i64::from(r.weight())).sum()
    }

    fn tell(&self, days: &BTreeMap<usize, NaiveDate>, diary: &Diary) -> Plan {
        let mut whole = diary.clone();
        for (place, day) in days {
            self.put(&mut whole, *place, *day);
        }
        let mut plan = Plan::default();
        for (place, need) in self.needs.iter().enumerate() {
            let (child, sequence, limit) = (need.case.child.id, need.slot.sequence, need.slot.last_day());
            match days.get(&place) {
                Some(date) => plan.proposals.push(Proposal {
                    child,
                    sequence,
                    limit,
                    date: *date,
                    reasons: booking::weigh(&self.ask(need, &whole), *date),
                    pinned: need.pinned.is_some(),
                }),
                None => {
                    let (why, best) = self.unmet(need, &whole);
                    plan.unmet.push(Unmet { child, sequence, limit, why, best });
                }
            }
        }
        plan.proposals.sort_by_key(|p| (p.date, p.child));
        plan.unmet.sort_by_key(|u| (u.limit, u.child));
        plan.weeks = self.weeks(&plan, diary);
        plan
    }

    /// Why a review has no day, and the day that would do least harm.
    fn unmet(&self, need: &Need<'_>, diary: &Diary) -> (String, Option<NaiveDate>) {
        let ask = self.ask(need, diary);
        let least = booking::window(&ask)
            .min_by_key(|day| (booking::weigh(&ask, *day).iter().map(Reason::weight).sum::<i32>(), *day));
        let why = match need.slot.last_day() {
            None => {
                need.slot.gap.clone().map_or("its limit is not known".into(), |g| format!("no limit: {g}"))
            }
            Some(limit) if limit < self.today => {
                format!(
                    "its limit has passed: every day now is late and needs an approval ({} days)",
                    (self.today - limit).num_days()
                )
            }
            Some(_) => {
                "you are away, or it is no working day, on every day to its limit: a substitute could chair, \
                        or one of those days be given back"
                    .into()
            }
        };
        (why, least)
    }

    fn weeks(&self, plan: &Plan, diary: &Diary) -> Vec<Week> {
        let on_limit = |p: &Proposal| p.limit.map_or(p.date, |l| self.calendar.working_day_on_or_before(l));
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
