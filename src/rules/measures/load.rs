//! How many children, what they weigh, and what the next eight weeks ask.

use chrono::{Days, Months, NaiveDate, Weekday};
use serde::Serialize;

use super::rows::DutyRow;
use super::timeliness::in_short_breaks;
use super::{Ground, Judged};
use crate::model::care::Period;
use crate::model::ids::ChildId;
use crate::model::role::Role;
use crate::rules::anchors::died;
use crate::rules::duties::REVIEW;
use crate::rules::practice::Basis;

/// What the IRO Handbook recommends for one full-time post: from, to.
pub(crate) const LOW: usize = 50;
/// See [`LOW`].
pub(crate) const HIGH: usize = 70;
/// How many weeks ahead are counted.
const WEEKS: usize = 8;

/// What a child weighs beside an ordinary one, in quarters: ours, since guidance counts every child once.
const PARTS: &[(Part, &str, i64)] = &[
    (Part::ShortBreaks, "short breaks: a quarter of the reviews of a child in full-time care", -2),
    (Part::New, "new in care: the first two reviews fall within four months", 2),
    (Part::Proceedings, "in proceedings: the court's timetable beside the review's", 1),
    (Part::Concern, "an open concern to follow up", 1),
];

/// What makes a child weigh more or less.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    ShortBreaks,
    New,
    Proceedings,
    Concern,
}

/// How many children, what they weigh, whom that counts.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct Caseload {
    /// Children looked after today, short breaks among them.
    pub children: usize,
    /// Of them in short breaks.
    pub short_breaks: usize,
    /// Of them in care full time.
    pub full_time: usize,
    /// Young people of 16 and 17 whose care has ended: not among the children in care.
    pub care_leavers: usize,
    /// The same on this day a year before, as far as the book knows.
    pub year_before: Heads,
    /// The same with each child's weight.
    pub weighted: f64,
    /// What the IRO Handbook recommends, from.
    pub low: usize,
    /// And to.
    pub high: usize,
    /// Whom it counts, in words.
    pub counts: String,
    /// What the weight is made of.
    pub parts: Vec<PartRow>,
    /// Weeks to come.
    pub weeks: Vec<Week>,
    /// The children.
    pub rows: Vec<WeightRow>,
}

/// Whom a caseload counts, each apart.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Heads {
    /// In care full time.
    pub full_time: usize,
    /// In a series of short breaks.
    pub short_breaks: usize,
    /// Of 16 and 17, after care.
    pub care_leavers: usize,
}

impl Heads {
    fn on(ground: Ground<'_>, day: NaiveDate) -> Self {
        let mut heads = Self::default();
        for (case, _) in ground.cases {
            let cared = |p: &&Period| p.start <= day && p.end.is_none_or(|end| end > day);
            let left = case.periods.iter().any(|p| p.end.is_some_and(|end| end <= day) && !died(p));
            let of_age = case.child.age_on(day).is_some_and(|age| matches!(age, 16 | 17));
            let count = match case.periods.iter().rfind(cared) {
                Some(_) if in_short_breaks(case, day) => &mut heads.short_breaks,
                Some(_) => &mut heads.full_time,
                None if left && of_age => &mut heads.care_leavers,
                None => continue,
            };
            *count += 1;
        }
        heads
    }
}

/// One part of the weight.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct PartRow {
    /// What it is, and why it weighs.
    pub what: &'static str,
    /// How much it adds for each child.
    pub adds: f64,
    /// For how many children.
    pub children: usize,
    /// Its rank: the weights are ours.
    pub basis: Basis,
}

/// A child counted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(crate) struct WeightRow {
    /// The child's number.
    pub child: String,
    /// The child.
    #[serde(skip)]
    pub id: ChildId,
    /// What the child weighs.
    pub weight: f64,
    /// Why it is not one.
    pub why: Vec<&'static str>,
}

/// A week to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Week {
    /// Its Monday.
    pub from: NaiveDate,
    /// Reviews booked in it.
    pub booked: usize,
    /// Reviews not booked yet whose limit falls in it.
    pub to_book: usize,
    /// The IRO's other duties that fall due in it.
    pub duties: usize,
    /// All of them.
    pub rows: Vec<DutyRow>,
}

impl Caseload {
    pub(super) fn count(ground: Ground<'_>) -> Self {
        let today = ground.today;
        let cared: Vec<&Judged<'_>> = ground
            .cases
            .iter()
            .filter(|(c, _)| {
                c.periods.last().is_some_and(|p| p.start <= today && p.end.is_none_or(|e| e > today))
            })
            .collect();
        let holding = |part| cared.iter().filter(move |c| has(part, c, today)).count();
        let quarters = |n: i64| f64::from(i32::try_from(n).unwrap_or(0)) / 4.0;
        let mut rows: Vec<WeightRow> = cared
            .iter()
            .map(|judged| {
                let parts = || PARTS.iter().filter(|(part, ..)| has(*part, judged, today));
                WeightRow {
                    child: judged.0.child.number.clone(),
                    id: judged.0.child.id,
                    weight: quarters(4 + parts().map(|(.., q)| q).sum::<i64>()),
                    why: parts().map(|(_, what, _)| *what).collect(),
                }
            })
            .collect();
        rows.sort_by(|a, b| a.child.cmp(&b.child));
        let short_breaks = holding(Part::ShortBreaks);
        let before = today.checked_sub_months(Months::new(12)).unwrap_or(today);
        let (now, year_before) = (Heads::on(ground, today), Heads::on(ground, before));
        Self {
            children: cared.len(),
            short_breaks,
            full_time: now.full_time,
            care_leavers: now.care_leavers,
            year_before,
            weighted: rows.iter().map(|r| r.weight).sum(),
            low: LOW,
            high: HIGH,
            counts: format!(
                "every child of this book who is in care today, whoever the IRO is; {short_breaks} of them \
                 in short breaks"
            ),
            parts: PARTS
                .iter()
                .map(|(part, what, q)| PartRow {
                    what,
                    adds: quarters(*q),
                    children: holding(*part),
                    basis: Basis::House,
                })
                .collect(),
            weeks: weeks(ground),
            rows,
        }
    }
}

fn has(part: Part, (case, judged): &Judged<'_>, today: NaiveDate) -> bool {
    match part {
        Part::ShortBreaks => in_short_breaks(case, today),
        Part::New => {
            let held = judged.reviews().filter(|s| s.period + 1 == case.periods.len() && s.held.is_some());
            !in_short_breaks(case, today) && held.count() < 2
        }
        Part::Proceedings => {
            let current = case.legal.iter().rfind(|l| l.start <= today && l.end.is_none_or(|e| today <= e));
            current.is_some_and(|l| l.code == "C1") || case.child.in_proceedings == Some(true)
        }
        Part::Concern => case.escalations.iter().any(|e| e.closed.is_none()),
    }
}

/// What the weeks to come ask of the IRO: a review by its booking, else by its limit.
fn weeks(ground: Ground<'_>) -> Vec<Week> {
    let monday = ground.today.week(Weekday::Mon).first_day();
    let weeks = monday.iter_weeks().take(WEEKS);
    weeks.map(|from| week(ground, from, from.checked_add_days(Days::new(6)).unwrap_or(from))).collect()
}

fn week(ground: Ground<'_>, from: NaiveDate, to: NaiveDate) -> Week {
    let within = |day: NaiveDate| from <= day && day <= to;
    let mut week = Week { from, booked: 0, to_book: 0, duties: 0, rows: Vec::new() };
    for (case, judged) in ground.cases {
        let booked = judged.next_review().and_then(|s| s.booked);
        for due in judged.owed().filter(|d| d.duty.owner == Role::Iro || d.duty.id == REVIEW) {
            let review = due.duty.id == REVIEW;
            let Some(day) = booked.filter(|_| review).or(due.due).filter(|d| within(*d)) else { continue };
            match (review, booked) {
                (true, Some(_)) => week.booked += 1,
                (true, None) => week.to_book += 1,
                (false, _) => week.duties += 1,
            }
            week.rows.push(DutyRow {
                child: Some(case.child.number.clone()),
                id: Some(case.child.id),
                duty: due.duty.id.clone(),
                title: due.duty.title.clone(),
                instance: due.instance.clone(),
                owner: due.duty.owner.clone(),
                due: Some(day),
                done: None,
                late_days: due.late_days,
            });
        }
    }
    week.rows.sort_by(|a, b| (a.due, &a.child, &a.duty).cmp(&(b.due, &b.child, &b.duty)));
    week
}
