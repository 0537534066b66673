//! The page for supervision: how much there is, a row a child by initials, whom to talk about, the weeks to come.

use chrono::NaiveDate;

use super::concerns::initials;
use super::sheet::Sheet;
use crate::board::{Board, Row};
use crate::rules::measures::{Week, Window};
use crate::rules::working::{count, long};

/// The caseload of today.
pub(crate) fn supervision(board: &Board) -> Sheet {
    let today = board.today;
    let open: Vec<&Row> = board.rows().filter(|row| !row.advice().closed).collect();
    let load = board.measures(Window { from: today, to: today }).caseload;
    let of = |holds: &dyn Fn(&Row) -> bool| open.iter().filter(|row| holds(row)).count();
    let (past, to_book) = (of(&|r| r.advice().past_limit), of(&|r| r.advice().to_book));
    let mine: usize = open.iter().map(|r| r.advice().mine.late).sum();
    let others: usize = open.iter().flat_map(|r| &r.advice().others).map(|o| o.late).sum();
    let week = |w: &Week| {
        let duties = count(w.duties, "duty", "duties");
        format!("{} {} booked, {} to book, {duties}", w.from.format("%-d %b"), w.booked, w.to_book)
    };
    let weeks: Vec<String> = load.weeks.iter().map(week).collect();
    let talk: Vec<String> = open
        .iter()
        .filter(|r| r.advice().past_limit || r.open_escalations() > 0 || !r.signals(today).is_empty())
        .map(|r| initials(&r.case.child))
        .collect();
    let talk = if talk.is_empty() { "nobody stands out".to_owned() } else { talk.join(", ") };
    let reviews = |n| count(n, "review", "reviews");
    Sheet {
        title: format!("Supervision, {}", long(today)),
        words: vec![
            format!(
                "{} against the {} to {} the Handbook recommends, weighted {} (our weights). It counts {}.",
                count(load.children, "child", "children"),
                load.low,
                load.high,
                load.weighted,
                load.counts
            ),
            format!(
                "{} past the limit, {} to book; {mine} of the IRO's own steps late, {others} of others'.",
                reviews(past),
                reviews(to_book)
            ),
            format!("To talk about: {talk}"),
            format!("The weeks from: {}.", weeks.join("; ")),
            "Children are named by their initials. wd are working days.".to_owned(),
        ],
        head: [
            "Child",
            "Age",
            "Legal",
            "Next review",
            "Next step",
            "Mine late",
            "Mid-point",
            "Seen",
            "Concerns",
            "Stands out",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows: open.iter().map(|row| line(board, row, today)).collect(),
    }
}

fn line(board: &Board, row: &Row, today: NaiveDate) -> Vec<String> {
    let advice = row.advice();
    let review = row.next_review().map_or("none".to_owned(), |slot| match (slot.booked, slot.due) {
        (Some(day), _) => format!("booked {}", long(day)),
        (None, Some(due)) => format!("limit {}, no day", long(due)),
        (None, None) => "no day".to_owned(),
    });
    let midpoint = row.judged().owed().find(|due| due.duty.id == "midpoint");
    let midpoint = midpoint.map(|due| due.due.map_or(due.status.says().to_owned(), long)).unwrap_or_default();
    let concerns = board.concerns();
    let own = concerns.iter().filter(|c| c.escalation.is_open() && c.row.is_some_and(|r| r.id() == row.id()));
    let concern = |c: &crate::board::Concern<'_>| {
        let days = board.calendar.working_days_between(c.escalation.raised, today).unwrap_or(0);
        format!("{}, day {days}", c.title())
    };
    let concerns: Vec<String> = own.map(concern).collect();
    let signals: Vec<String> = row.signals(today).into_iter().map(|s| s.what).collect();
    vec![
        initials(&row.case.child),
        row.case.child.age_on(today).map_or_else(String::new, |age| age.to_string()),
        row.legal_short().to_owned(),
        review,
        advice.next.text.clone(),
        if advice.mine.late > 0 { advice.mine.late.to_string() } else { String::new() },
        midpoint,
        row.last_seen().map_or("not recorded".to_owned(), long),
        concerns.join("; "),
        signals.join("; "),
    ]
}
