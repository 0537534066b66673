//! Reviews spread over days as a flow of least cost: from each review to its days, from a day to its week,
//! from a week on, each further one dearer than the one before.

use std::collections::{BTreeMap, BTreeSet};

use ac_library::MinCostFlowGraph;
use chrono::NaiveDate;

use super::diary::{Diary, monday};
use super::reason::{same_day_weight, week_weight};

/// From this many reviews a day on, each further one costs the same.
const CROWDED: usize = 4;

/// Reviews that go to one day together, and what each day costs them.
pub(super) struct Unit {
    /// Places among the needs.
    pub(super) places: Vec<usize>,
    /// Each day with what it costs them, nought for the cheapest.
    pub(super) days: Vec<(NaiveDate, i64)>,
}

/// A day for each unit, at the least cost of all together; the load that the diary holds counts.
pub(super) fn spread(units: &[Unit], diary: &Diary) -> Vec<Option<NaiveDate>> {
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
    let most = i64::try_from(units.len()).unwrap_or(i64::MAX);
    for (day, node) in &day_node {
        let Some(week) = week_node.get(&monday(*day)) else { continue };
        let there = diary.reviews.get(day).map_or(0, Vec::len);
        for n in there..there.max(CROWDED) {
            graph.add_edge(*node, *week, 1, i64::from(same_day_weight(n)));
        }
        graph.add_edge(*node, *week, most, i64::from(same_day_weight(there.max(CROWDED))));
    }
    for (start, node) in &week_node {
        let there: usize =
            diary.reviews.range(*start..*start + chrono::Days::new(7)).map(|(_, all)| all.len()).sum();
        for n in 0..units.len() {
            graph.add_edge(*node, sink, 1, i64::from(week_weight(there + n)));
        }
    }
    graph.flow(source, sink, most);
    let taken = |edges: &Vec<(NaiveDate, usize)>| {
        edges.iter().find(|(_, edge)| graph.get_edge(*edge).flow > 0).map(|(day, _)| *day)
    };
    choices.iter().map(taken).collect()
}
