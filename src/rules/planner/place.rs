//! The days a review of a plan may go to: its window, its earliest day once it is late, and apart from another
//! at the same hour.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::{Need, Planner};
use crate::rules::advice::days::{what_is_left, window};
use crate::rules::advice::weigh::bars;
use crate::rules::diary::Diary;
use crate::rules::reason::FULL_DAY;

/// How many working days before the limit are looked at: reviews should not come much sooner.
const REACH: i32 = 45;

impl Planner<'_> {
    /// The days the review may take, none of them much sooner than it need.
    pub(super) fn window(&self, need: &Need<'_>, diary: &Diary) -> Vec<NaiveDate> {
        let ask = self.ask(need, diary);
        let days = window(&ask);
        let Some(last) = days.last().filter(|_| need.slot.last_day().is_some()) else { return Vec::new() };
        let reach = self.calendar.add_working_days(*last, -REACH).map_or(self.today, |c| c.date);
        let days = days.into_iter().filter(|day| *day >= reach);
        what_is_left(days.map(|day| (day, bars(&ask, day))).collect())
            .into_iter()
            .map(|(day, _)| day)
            .collect()
    }

    /// Gives each review that is past its limit the earliest day with room, the longest past it first; its window
    /// is used up by that.
    pub(super) fn late(
        &self,
        windows: &mut [Vec<NaiveDate>],
        diary: &mut Diary,
        days: &mut BTreeMap<usize, NaiveDate>,
        share: usize,
    ) {
        let limit = |place: &usize| self.needs.get(*place).and_then(|n| n.slot.last_day());
        let mut late: Vec<usize> =
            (0..self.needs.len()).filter(|p| limit(p).is_some_and(|l| l < self.today)).collect();
        late.sort_by_key(limit);
        for place in late {
            let (Some(need), Some(window)) = (self.needs.get(place), windows.get_mut(place)) else {
                continue;
            };
            let room = |day: &&NaiveDate| {
                let others = diary.others(**day, need.case.child.id).count();
                others < FULL_DAY * share && !meets(need, diary, **day)
            };
            let Some(day) = window.iter().find(room).or(window.first()).copied() else { continue };
            self.put(diary, place, day);
            days.insert(place, day);
            window.clear();
        }
    }

    /// Moves reviews that keep an hour at which another has been put on their day to the best day without.
    pub(super) fn part(
        &self,
        windows: &[Vec<NaiveDate>],
        days: &mut BTreeMap<usize, NaiveDate>,
        diary: &Diary,
    ) {
        let mut whole = diary.clone();
        for (place, day) in days.iter() {
            self.put(&mut whole, *place, *day);
        }
        for (place, need) in self.needs.iter().enumerate().filter(|(_, n)| n.visit().hours.is_some()) {
            let Some(day) = days.get(&place).copied().filter(|day| meets(need, &whole, *day)) else {
                continue;
            };
            let costs = self.costs(place, windows, &whole);
            let free = costs.into_iter().filter(|(day, _)| !meets(need, &whole, *day));
            if let Some((better, _)) = free.min_by_key(|(day, cost)| (*cost, *day)) {
                whole.take(day, need.case.child.id);
                self.put(&mut whole, place, better);
                days.insert(place, better);
            }
        }
    }
}

/// Whether the hours of a review meet those of another on a day.
fn meets(need: &Need<'_>, diary: &Diary, day: NaiveDate) -> bool {
    let child = need.case.child.id;
    need.visit().hours.is_some_and(|hours| diary.same_hour(day, child, hours).is_some())
}
