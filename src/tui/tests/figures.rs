//! The head of the caseload, the bars of Insight and `measures` are three ways to the same numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use chrono::{Datelike, Days, Months};

use super::*;
use crate::board::Row;
use crate::casework::find_practice;
use crate::model::ids::ChildId;
use crate::model::role::Role;
use crate::rules::due::Status;
use crate::rules::measures::{Bar, Group, Measures, Window};

/// An autumn day, Christmas, Easter, the end of August, a Sunday, the first and the last of a quarter.
const DAYS: &[&str] =
    &["2026-11-26", "2026-12-23", "2027-03-26", "2027-08-27", "2026-10-18", "2026-07-01", "2026-09-30"];

/// The bars of a group by label, with the part and the whole.
fn bars(all: &[Bar], group: Group) -> BTreeMap<&str, (usize, usize)> {
    all.iter().filter(|b| b.group == group).map(|b| (b.label.as_str(), (b.part, b.of))).collect()
}

fn d(day: &str) -> NaiveDate {
    day.parse().unwrap()
}

/// A number of the head as it is drawn: `2 past limit · 2 to book · 7 of mine late · 9 with others`.
fn head(drawn: &str, number: &str) -> usize {
    let before = drawn.split(&format!(" {number}")).next().filter(|before| before.len() < drawn.len());
    before.and_then(|b| b.rsplit(|c: char| !c.is_ascii_digit()).next()?.parse().ok()).unwrap_or(0)
}

/// What the three say of the same day, and where they differ.
fn differing(app: &App) -> Vec<String> {
    let (board, drawn) = (&app.desk.board, screen(app, (120, 40)).join("\n"));
    let quarter = quarter(board.today);
    let year = board.today.checked_sub_months(Months::new(12)).unwrap() + Days::new(1);
    let year = board.measures(Window { from: year, to: board.today });
    let (now, chart) = (board.measures(quarter), board.bars());
    let mut told = Vec::new();
    let mut same = |what: &str, one: String, other: String| {
        if one != other {
            told.push(format!("{what}: {one}, {other}"));
        }
    };

    let role = |m: &Measures, mine: bool| -> usize {
        m.late_by_owner.roles.iter().filter(|(r, _)| (**r == Role::Iro.word()) == mine).map(|(_, n)| n).sum()
    };
    same("mine late: head, measures", head(&drawn, "of mine late").to_string(), role(&now, true).to_string());
    same(
        "others late: head, measures",
        head(&drawn, "with others").to_string(),
        role(&now, false).to_string(),
    );
    let owners: BTreeMap<&str, (usize, usize)> = bars(&chart, Group::Owners);
    let owners: usize = owners.values().map(|(part, _)| part).sum();
    same("late: Insight, measures", owners.to_string(), (role(&now, true) + role(&now, false)).to_string());

    // Of the children in care: those whose review is past its limit, and not only booked beyond it.
    let past = |row: &&Row| {
        let limit = row.next_review().and_then(|s| s.limit());
        row.advice().past_limit && limit.is_some_and(|limit| limit < board.today)
    };
    let past: BTreeSet<String> = board.rows().filter(past).map(|row| row.case.child.number.clone()).collect();
    let closed = |number: &String| board.find(number).unwrap().advice().closed;
    let rows = now.reviews.rows.iter().chain(&now.short_breaks.reviews.rows);
    let not_held = rows.filter(|r| r.held.is_none() && r.days_late > 0).map(|r| r.child.clone());
    let not_held: BTreeSet<String> = not_held.filter(|child| !closed(child)).collect();
    same("past the limit: head, measures", format!("{past:?}"), format!("{not_held:?}"));

    let quarters = [
        (Group::Reviews, now.reviews.on_time, now.reviews.on_time + now.reviews.late),
        (Group::Children, now.children.all_on_time, now.children.reviewed),
        (Group::Heard, now.views_reached.reached, now.views_reached.of),
        (Group::Midpoints, now.midpoints.done, now.midpoints.due),
    ];
    for (group, part, of) in quarters {
        let last = chart.iter().rfind(|b| b.group == group).map(|b| (b.part, b.of));
        same(&format!("{group}: Insight, measures"), format!("{last:?}"), format!("{:?}", Some((part, of))));
    }
    for week in &year.caseload.weeks {
        let label = format!("week of {}", week.from.format("%-d %b"));
        let shown = bars(&chart, Group::Weeks).get(label.as_str()).map(|(part, _)| *part);
        same(&label, format!("{shown:?}"), format!("{:?}", Some(week.booked + week.to_book + week.duties)));
    }
    for kind in &year.visits.kinds {
        let shown = bars(&chart, Group::Visits).get(kind.title.as_str()).copied();
        same(&kind.title, format!("{shown:?}"), format!("{:?}", Some((kind.tally.done, kind.tally.due))));
    }
    // A mid-point late in the list is one that was not done in the figures.
    let midpoint = |row: &Row| {
        let own = row.judged().own();
        own.filter(|d| d.duty.id == "midpoint" && d.status == Status::Overdue).count()
    };
    let late: usize = board.rows().map(midpoint).sum();
    let missed = year.midpoints.rows.iter().filter(|r| r.done.is_none() && r.late_days > 0).count();
    same("mid-points late are among those missed", (late <= missed).to_string(), true.to_string());
    told
}

fn quarter(today: NaiveDate) -> Window {
    let first = today.with_day(1).unwrap().checked_sub_months(Months::new(today.month0() % 3)).unwrap();
    Window { from: first, to: today }
}

#[test]
fn head_insight_and_measures_agree() {
    let mut said = BTreeMap::from([("past limit", 0), ("of mine late", 0), ("with others", 0)]);
    for (seed, (day, practice)) in (1..).zip(DAYS.iter().zip(["luton", "england", "rochdale"].iter().cycle()))
    {
        let practice = Arc::new(find_practice(None, practice).unwrap());
        // Now and then the whole caseload, of whom some are past the limit.
        let demo = if seed % 3 == 1 { 64 } else { 12 };
        for desk in [
            Desk::demo(d(day), demo, seed, Some(Arc::clone(&practice))).unwrap(),
            Desk::behind(d(day), 20, seed, Some(Arc::clone(&practice))).unwrap(),
        ] {
            let app = App::new(desk, Options { demo: true, ..Options::default() });
            assert_eq!(differing(&app), Vec::<String>::new(), "{day} {}", practice.id);
            let drawn = screen(&app, (120, 40)).join("\n");
            for (number, of) in said.iter_mut() {
                *of += head(&drawn, number);
            }
        }
    }
    assert!(said.values().all(|n| *n > 0), "each number was looked at: {said:?}");
}

/// The same once children have died, left, turned eighteen, come under an order, or a change was told.
#[test]
fn head_insight_and_measures_agree_whatever_happens() {
    for (seed, day) in (1..).zip(DAYS) {
        let today = d(day);
        let mut app = App::new(Desk::behind(today, 20, seed, None).unwrap(), Options::default());
        let children: Vec<ChildId> = app.desk.board.rows().map(Row::id).collect();
        for (n, id) in children.into_iter().enumerate() {
            let desk = &mut app.desk;
            let _ = match n % 6 {
                0 => desk.leave_care(id, today - Days::new(3), Some("E2".to_owned())),
                1 => desk.leave_care(id, today - Days::new(20), Some("E4A".to_owned())),
                2 => {
                    desk.record_change(id, "placement-end-proposed", (today, Some(today + Days::new(9))), "")
                }
                3 => desk.start_legal(id, "E1", today - Days::new(100)),
                4 => {
                    let child = desk.board.row(id).unwrap().case.child.clone();
                    let dob = today.checked_sub_months(Months::new(18 * 12));
                    desk.save_child(Child { dob, ..child })
                }
                _ => continue,
            };
            if n % 5 == 4 {
                app.refresh();
                assert_eq!(differing(&app), Vec::<String>::new(), "{day}, child {n}");
            }
        }
    }
}
