//! `decisions` and `reviews`: what was decided, and the reviews held and to come.

use crate::board::views::decision::{DecisionRow, decisions as ledger};
use crate::board::views::review::{ReviewRow, reviews as all_reviews};
use crate::cli::Code;
use crate::cli::context::{Context, rows};
use crate::cli::shown::{Column, day_or_dash, indented};
use crate::error::Result;
use crate::rules::working::long;

/// `decisions`.
pub(crate) fn decisions(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let rows = rows(&desk, child)?;
    let all: Vec<DecisionRow<'_>> = rows.into_iter().flat_map(|r| ledger(&desk.board, r)).collect();
    let page = |d: &DecisionRow<'_>| {
        let review = d.review.map_or_else(|| "?".to_owned(), |n| n.to_string());
        let mut lines = vec![format!("[{}] {}, review {review}: {}", d.id, d.name, d.standing())];
        lines.push(indented(d.text));
        lines.extend(d.beside().iter().map(|line| indented(line)));
        lines
    };
    cx.pages(&all, "No decisions.", |all| all.iter().flat_map(page).collect())
}

/// `reviews`.
pub(crate) fn reviews(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let mut all = all_reviews(&rows(&desk, child)?, desk.board.today);
    for review in all.iter_mut().filter(|_| desk.board.several) {
        if let Ok(row) = desk.board.find(review.child) {
            review.name = desk.board.label(row);
        }
    }
    let columns: [Column<ReviewRow<'_>>; 9] = [
        ("CHILD", |r| r.child.to_owned()),
        ("NAME", |r| r.name.clone()),
        ("PERIOD", |r| r.period_start.map_or_else(String::new, long)),
        ("NO", |r| r.sequence.map_or("?".to_owned(), |n| n.to_string())),
        ("CLOCK", |r| r.regime.to_owned()),
        ("DUE", |r| day_or_dash(r.due)),
        ("HELD OR BOOKED", ReviewRow::day),
        ("", ReviewRow::timeliness),
        ("PART", |r| r.participation.map_or("", |p| p.word()).to_owned()),
    ];
    cx.table(&all, "No reviews.", &columns)
}
