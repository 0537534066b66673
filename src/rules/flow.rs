//! Reviews spread over days as a flow of least cost: from each review to its days, from a day to its week,
//! from a week on, each further one dearer than the one before.

use std::collections::{BTreeMap, BTreeSet};

use ac_library::MinCostFlowGraph;
use chrono::NaiveDate;

use super::advice::order::{same_day_weight, week_weight};
use super::diary::{Diary, monday};

/// From so many shares of reviews a day on, each further one costs the same.
const CROWDED: usize = 12;
/// How many steps of rising cost a day or a week has, one for each further share of it.
const STEPS: usize = 4;

/// Reviews that go to one day together, and what each day costs them.
pub(super) struct Unit {
    /// Places among the needs.
    pub(super) places: Vec<usize>,
    /// Each day with what it costs them, nought for the cheapest.
    pub(super) days: Vec<(NaiveDate, i64)>,
}

/// A day for each unit, at the least cost of all together; the load that the diary holds counts, so many
/// reviews as a `share` holds for one, so that a large caseload weighs a full week as a small one does.
pub(super) fn spread(units: &[Unit], diary: &Diary, share: usize) -> Vec<Option<NaiveDate>> {
    let step = share.div_ceil(STEPS);
    let days: BTreeSet<NaiveDate> = units.iter().flat_map(|u| &u.days).map(|(d, _)| *d).collect();
    let weeks: BTreeSet<NaiveDate> = days.iter().map(|d| monday(*d)).collect();
    let (source, sink) = (0, 1);
    let unit_node = |n: usize| 2 + n;
    let first_day = 2 + units.len();
    let day_node: BTreeMap<NaiveDate, usize> =
        days.iter().enumerate().map(|(n, d)| (*d, first_day + n)).collect();
    let first_week = first_day + days.len();
    let week_node: BTreeMap<NaiveDate, usize> =
        weeks.iter().enumerate().map(|(n, d)| (*d, first_week + n)).collect();
    let mut graph = MinCostFlowGraph::<i64>::new(first_week + weeks.len());
    let mut choices: Vec<Vec<(NaiveDate, usize)>> = Vec::new();
    for (n, unit) in units.iter().enumerate() {
        graph.add_edge(source, unit_node(n), 1, 0);
        let edges = unit.days.iter().filter_map(|(day, cost)| Some((*day, *day_node.get(day)?, *cost)));
        let edges: Vec<_> =
            edges.map(|(day, to, cost)| (day, graph.add_edge(unit_node(n), to, 1, cost))).collect();
        choices.push(edges);
    }
    let wide = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let most = wide(units.len());
    for (day, node) in &day_node {
        let Some(week) = week_node.get(&monday(*day)) else { continue };
        let there = diary.reviews.get(day).map_or(0, Vec::len);
        let last = there.max(CROWDED * share);
        for n in (there..last).step_by(step) {
            graph.add_edge(*node, *week, wide(step), scaled(same_day_weight, n, share));
        }
        graph.add_edge(*node, *week, most, scaled(same_day_weight, last, share));
    }
    for (start, node) in &week_node {
        let there: usize =
            diary.reviews.range(*start..*start + chrono::Days::new(7)).map(|(_, all)| all.len()).sum();
        for n in (0..units.len()).step_by(step) {
            graph.add_edge(*node, sink, wide(step), scaled(week_weight, there + n, share));
        }
    }
    graph.flow(source, sink, most);
    let taken = |edges: &Vec<(NaiveDate, usize)>| {
        edges.iter().find(|(_, edge)| graph.get_edge(*edge).flow > 0).map(|(day, _)| *day)
    };
    choices.iter().map(taken).collect()
}

/// What one more costs beside `n` others, where a share of them weighs as one does in a small caseload.
fn scaled(weigh: fn(usize) -> i32, n: usize, share: usize) -> i64 {
    let (whole, part) = (n / share, i64::try_from(n % share).unwrap_or(0));
    let (low, high) = (i64::from(weigh(whole)), i64::from(weigh(whole + 1)));
    low + (high - low) * part / i64::try_from(share).unwrap_or(1)
}
