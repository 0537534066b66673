//! The measures as bars over time, each with the rows behind it: what the Insight pane draws.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::bar::{Bar, Behind, Group};
use super::counted::count;
use super::feedback::Feedback;
use super::rows::{DutyRow, ReviewRow};
use super::timeliness::{self, Children, Participation, Reviews};
use super::{Ground, Measures, Window, challenge, work};
use crate::model::feedback::Giver;
use crate::model::review::Participation as Code;
use crate::rules::working::{count as count_of, long};

/// How many quarters are shown, the present one among them.
const QUARTERS: u32 = 5;

/// Every bar, group by group.
pub(crate) fn chart(ground: Ground<'_>) -> Vec<Bar> {
    let all = timeliness::all(ground);
    let mut bars = Vec::new();
    for window in quarters(ground.today) {
        let label = format!("{} {}", months(window), window.from.year());
        bars.extend(shares(&label, ground, &all, window));
    }
    let year = ground.today.checked_sub_months(Months::new(12)).and_then(|d| d.succ_opt());
    let year = Window { from: year.unwrap_or(ground.today), to: ground.today };
    let counted = count(ground, &all, year);
    bars.extend(challenge::bars(&counted.escalations, ground.practice));
    bars.extend(standing(ground, &counted));
    bars.sort_by_key(|b| b.group);
    bars
}

/// The calendar quarters up to the present one, which ends today.
fn quarters(today: NaiveDate) -> Vec<Window> {
    let first = today.with_day(1).and_then(|d| d.checked_sub_months(Months::new(today.month0() % 3)));
    let first = first.unwrap_or(today);
    let quarter = |back: u32| {
        let from = first.checked_sub_months(Months::new(back * 3))?;
        let to = from.checked_add_months(Months::new(3))?.checked_sub_days(Days::new(1))?;
        Some(Window { from, to: to.min(today) })
    };
    (0..QUARTERS).rev().filter_map(quarter).collect()
}

fn months(window: Window) -> &'static str {
    match window.from.month() {
        1 => "Jan–Mar",
        4 => "Apr–Jun",
        7 => "Jul–Sep",
        _ => "Oct–Dec",
    }
}

/// The four shares of one quarter.
fn shares(label: &str, ground: Ground<'_>, all: &[ReviewRow], window: Window) -> [Bar; 4] {
    // Only what the four bars show: `count` counts much more, and there are five quarters.
    let main = timeliness::of_span(all, window, false);
    let (children, heard) =
        (Children::count(&main, window), Participation::count(&main, window).views_reached());
    let reviews = Reviews::count(&main, window);
    let checks = work::midpoints(ground, window);
    let held = || main.iter().filter(|r| r.held_in(window));
    let share = |group, part, of, pct, rows| Bar {
        group,
        label: label.to_owned(),
        part,
        of,
        pct,
        share: true,
        words: format!("{part} of {of}"),
        rows,
    };
    let by_child = children.rows.iter().filter(|c| c.counts()).map(|c| Behind {
        child: Some(c.id),
        concern: None,
        what: format!("{} in time, {} late, {} not held", c.on_time, c.late, c.not_held),
        date: None,
        against: !c.in_time(),
    });
    let words = match (reviews.on_time + reviews.late, reviews.not_held) {
        (of, 0) => format!("{} of {of}", reviews.on_time),
        (0, missed) => format!("none held, {missed} past the limit"),
        (of, missed) => format!("{} of {of}, {missed} not held", reviews.on_time),
    };
    let by_review = |bar| Bar { words, ..bar };
    let timed = held().filter(|r| r.on_time.is_some()).map(review);
    let spoken = held().filter(|r| r.participation.is_some_and(|c| c != Code::Pn0)).map(part);
    let midpoints = checks.rows.iter().map(duty);
    [
        by_review(share(
            Group::Reviews,
            reviews.on_time,
            reviews.on_time + reviews.late,
            reviews.pct,
            sorted(timed),
        )),
        share(Group::Children, children.all_on_time, children.reviewed, children.pct, sorted(by_child)),
        share(Group::Heard, heard.reached, heard.of, heard.pct, sorted(spoken)),
        share(Group::Midpoints, checks.done, checks.due, checks.pct, sorted(midpoints)),
    ]
}

/// What stands now, and the year's codes.
fn standing(ground: Ground<'_>, m: &Measures) -> Vec<Bar> {
    let bar = |group, label: String, part, of, words, rows| Bar {
        group,
        label,
        part,
        of,
        pct: None,
        share: false,
        words,
        rows,
    };
    let most = m.late_by_owner.roles.values().copied().max().unwrap_or(0);
    let mut owners: Vec<(&String, &usize)> = m.late_by_owner.roles.iter().collect();
    owners.sort_by_key(|(role, n)| (std::cmp::Reverse(**n), (*role).clone()));
    let mut bars: Vec<Bar> = owners
        .into_iter()
        .map(|(role, n)| {
            let rows = m.late_by_owner.rows.iter().filter(|r| r.owner == *role).map(duty);
            let title = ground.practice.role(role).to_owned();
            bar(Group::Owners, title, *n, most, String::new(), sorted(rows))
        })
        .collect();
    bars.extend(m.visits.kinds.iter().map(|kind| {
        let (done, due) = (kind.tally.done, kind.tally.due);
        let who = ground.practice.role(&kind.owner);
        Bar {
            group: Group::Visits,
            label: kind.title.clone(),
            part: done,
            of: due,
            pct: kind.tally.pct,
            share: true,
            words: format!("{done} of {due}, {who}"),
            rows: sorted(kind.tally.rows.iter().map(duty)),
        }
    }));
    bars.extend(feedback(&m.feedback));
    let load = &m.caseload;
    let most = load.weeks.iter().map(|w| w.rows.len()).max().unwrap_or(0);
    bars.extend(load.weeks.iter().map(|w| {
        let words = format!("{} + {}, {}", w.booked, w.to_book, count_of(w.duties, "duty", "duties"));
        let label = format!("week of {}", w.from.format("%-d %b"));
        bar(Group::Weeks, label, w.rows.len(), most, words, w.rows.iter().map(duty).collect())
    }));
    let verdict = |n: usize| match n {
        n if n > super::HIGH => "above it",
        n if n < super::LOW => "below it",
        _ => "within it",
    };
    let children = load.rows.iter().map(|r| Behind {
        child: Some(r.id),
        concern: None,
        what: if r.why.is_empty() { "1".to_owned() } else { format!("{}: {}", r.weight, r.why.join("; ")) },
        date: None,
        against: false,
    });
    let weight = load.rows.iter().map(|r| r.weight).sum::<f64>().round();
    let weighed = (0..=load.rows.len() * 2).find(|n| share_of(*n) >= weight).unwrap_or(0);
    let words = verdict(load.children).to_owned();
    let rows: Vec<Behind> = children.collect();
    bars.push(bar(Group::Caseload, "children".to_owned(), load.children, 100, words, rows.clone()));
    let words = format!("our weights, {}", verdict(weighed));
    bars.push(bar(Group::Caseload, "weighted".to_owned(), weighed, 100, words, rows));
    let most = m.participation.codes.values().copied().max().unwrap_or(0);
    bars.extend(Code::ALL.iter().map(|code| {
        let n = m.participation.codes.get(code).copied().unwrap_or(0);
        let rows = m.participation.rows.iter().filter(|r| r.participation == Some(*code)).map(part);
        bar(Group::Codes, format!("{} {code}", code.word()), n, most, n.to_string(), sorted(rows))
    }));
    let unknown = m.participation.rows.iter().filter(|r| r.participation.is_none()).map(part);
    let n = m.participation.unknown;
    bars.push(bar(Group::Codes, "? not recorded".to_owned(), n, most.max(n), n.to_string(), sorted(unknown)));
    bars
}

/// A bar for each question that anybody answered, with the noes that wait behind it.
fn feedback(f: &Feedback) -> Vec<Bar> {
    let mut bars = Vec::new();
    for by in Giver::ALL {
        for (question, asked) in f.of(*by) {
            let of = asked.yes + asked.no;
            let waiting = f.waiting.iter().filter(|n| n.by == *by && n.question == *question);
            let rows = waiting.map(|n| Behind {
                child: Some(n.id),
                concern: None,
                what: format!("review {}: a no that waits for your answer", n.sequence),
                date: None,
                against: true,
            });
            let whose = if *by == Giver::Child { String::new() } else { format!("{by}: ") };
            bars.push(Bar {
                group: Group::Feedback,
                label: format!("{whose}{}", question.says().to_lowercase().replace("iro", "IRO")),
                part: asked.yes,
                of,
                pct: asked.pct,
                share: true,
                words: format!("{} of {of}", asked.yes),
                rows: rows.collect(),
            });
        }
    }
    bars
}

fn share_of(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::MAX, f64::from)
}

/// What speaks against the figure first, then by day.
fn sorted(rows: impl Iterator<Item = Behind>) -> Vec<Behind> {
    let mut rows: Vec<Behind> = rows.collect();
    rows.sort_by_key(|r| (!r.against, r.date));
    rows
}

fn review(r: &ReviewRow) -> Behind {
    let held = r.held.map(long).unwrap_or_default();
    let limit = r.due.map(long).unwrap_or_default();
    let late = r.on_time == Some(false);
    let review = named(r);
    let what = match (late, &r.late_reason) {
        (false, _) => format!("{review}, {held}, limit {limit}"),
        (true, Some(why)) => format!("{review}, {} days late: {why}", r.days_late),
        (true, None) => format!("{review}, {} days late, no reason recorded", r.days_late),
    };
    Behind { child: Some(r.id), concern: None, what, date: r.held, against: late }
}

fn named(r: &ReviewRow) -> String {
    r.sequence.map_or_else(|| "review".to_owned(), |n| format!("review {n}"))
}

fn part(r: &ReviewRow) -> Behind {
    let words = r.participation.map_or("not recorded", Code::says);
    let misfit = if r.code_fits_age == Some(false) { ", which does not fit the age" } else { "" };
    Behind {
        child: Some(r.id),
        concern: None,
        what: format!("{}: {} {words}{misfit}", named(r), r.participation.map_or("?", Code::word)),
        date: r.held,
        against: r.participation.and_then(Code::views_reached) == Some(false)
            || r.code_fits_age == Some(false),
    }
}

fn duty(r: &DutyRow) -> Behind {
    let state = match (r.done, r.due) {
        (Some(done), _) => format!("done {}", long(done)),
        (None, Some(due)) => format!("due {}", long(due)),
        (None, None) => String::new(),
    };
    let what = format!("{} ({}), {state}", r.title, r.instance.says());
    Behind {
        child: r.id,
        concern: None,
        what,
        date: r.due.or(r.done),
        against: r.done.is_none() && r.late_days > 0,
    }
}
