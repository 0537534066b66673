//! Who the children were on the last day of a span, and how many over its months.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use serde::Serialize;

use super::ground::{Ground, Window};
use crate::model::Case;
use crate::model::role::Role;

/// Bands of age, each up to the year named, as the statistics of the Department for Education have them.
const BANDS: &[(u32, &str)] =
    &[(0, "under 1"), (4, "1 to 4"), (9, "5 to 9"), (15, "10 to 15"), (u32::MAX, "16 and over")];

/// The children of a span.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Profile {
    /// The day they are counted on: the last of the span, or today before that.
    pub on: NaiveDate,
    /// In care at the ends of the months of the span, on average, to one decimal.
    pub mean: Option<f64>,
    /// In care on that day by age.
    pub ages: Vec<Band>,
    /// Of them without a birthday.
    pub no_birthday: usize,
    /// By sex, as it is recorded; empty where it is not.
    pub sexes: BTreeMap<String, usize>,
    /// By code of legal status; empty where it is not recorded.
    pub legal: BTreeMap<String, usize>,
    /// Children whose IRO changed in the span.
    pub iro_changed: usize,
}

/// A band of age.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Band {
    /// Which, in years.
    pub age: &'static str,
    /// How many children.
    pub children: usize,
}

impl Profile {
    pub(super) fn count(ground: Ground<'_>, window: Window) -> Self {
        let on = window.to.min(ground.today);
        let cases: Vec<&Case> = ground.cases.iter().map(|(case, _)| *case).collect();
        let mut profile = Self {
            on,
            mean: mean(&cases, Window { to: on, ..window }),
            ages: BANDS.iter().map(|(_, age)| Band { age, children: 0 }).collect(),
            no_birthday: 0,
            sexes: BTreeMap::new(),
            legal: BTreeMap::new(),
            iro_changed: cases.iter().filter(|case| changed(case, window)).count(),
        };
        for case in cases.iter().filter(|case| in_care(case, on)) {
            let band = case.child.age_on(on).and_then(|age| BANDS.iter().position(|(to, _)| age <= *to));
            match band.and_then(|place| profile.ages.get_mut(place)) {
                Some(band) => band.children += 1,
                None => profile.no_birthday += 1,
            }
            *profile.sexes.entry(case.child.sex.clone().unwrap_or_default()).or_insert(0) += 1;
            let current = case.legal.iter().rfind(|l| l.start <= on && l.end.is_none_or(|end| on <= end));
            let code = current.map(|l| l.code.clone()).unwrap_or_default();
            *profile.legal.entry(code).or_insert(0) += 1;
        }
        profile
    }
}

fn in_care(case: &Case, day: NaiveDate) -> bool {
    case.periods.iter().any(|p| p.start <= day && p.end.is_none_or(|end| end > day))
}

/// Whether another IRO took over in a span from one before.
fn changed(case: &Case, window: Window) -> bool {
    let mut iros = case.people.iter().filter(|p| p.role == Role::Iro).skip(1);
    iros.any(|p| p.start.is_some_and(|start| window.holds(start)))
}

/// The children in care at the end of each month, the last day of the span being one, on average.
fn mean(cases: &[&Case], window: Window) -> Option<f64> {
    let days: Vec<NaiveDate> = (0..)
        .map_while(|back| window.to.checked_sub_months(Months::new(back)))
        .take_while(|day| *day >= window.from)
        .collect();
    let sum: usize = days.iter().map(|day| cases.iter().filter(|case| in_care(case, *day)).count()).sum();
    let (sum, n) = (u32::try_from(sum).ok()?, u32::try_from(days.len()).ok().filter(|n| *n > 0)?);
    Some((f64::from(sum) * 10.0 / f64::from(n)).round() / 10.0)
}
