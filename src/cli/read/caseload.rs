//! `list`, `visits` and `near`: the caseload, and where its children live.

use crate::board::views::child::ChildRow;
use crate::board::views::visit::{NearRow, VisitRow, near as neighbours, visits as unvisited};
use crate::cli::Code;
use crate::cli::context::Context;
use crate::cli::shown::{Column, columned};
use crate::error::Result;
use crate::rules::visits::area;
use crate::rules::working::{count, long};

/// `list`.
pub(crate) fn list(cx: &mut Context<'_>, filter: Option<&str>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let kept = board.rows().filter(|r| board.keeps(filter.unwrap_or_default(), r));
    let rows: Vec<ChildRow<'_>> = kept.map(|r| ChildRow::of(board, r)).collect();
    let columns: [Column<ChildRow<'_>>; 8] = [
        ("CHILD", |c| c.child.to_owned()),
        ("NAME", |c| c.label.clone()),
        ("AGE", |c| c.age.map_or_else(|| "?".to_owned(), |a| a.to_string())),
        ("LEGAL", |c| c.legal.to_owned()),
        ("NEXT REVIEW", review),
        ("LATE", |c| c.mine.late.to_string()),
        ("SOON", |c| c.mine.soon.to_string()),
        ("NEXT STEP", |c| c.next.text.clone()),
    ];
    cx.pages(&rows, "No children.", |rows| {
        vec![columned(rows, &columns), format!("\n{}", count(rows.len(), "child", "children"))]
    })
}

/// The day of the next review, else its limit.
fn review(child: &ChildRow<'_>) -> String {
    let Some(review) = &child.next_review else { return "-".to_owned() };
    let late = match usize::try_from(review.booked_days_late) {
        Ok(days) if days > 0 => format!(", booked {} late", count(days, "day", "days")),
        _ => String::new(),
    };
    match (review.booked, review.last_day) {
        (Some(day), _) => format!("{}{late}", long(day)),
        (None, Some(by)) if review.complete_by.is_some() => format!("no day, complete by {}", long(by)),
        // A change that takes effect sooner asks for it by then.
        (None, Some(by)) if review.due.is_some_and(|due| by < due) => format!("no day, by {}", long(by)),
        (None, Some(limit)) => format!("no day, limit {}", long(limit)),
        (None, None) => "no day".to_owned(),
    }
}

/// `visits`.
pub(crate) fn visits(cx: &mut Context<'_>) -> Result<Code> {
    let desk = cx.open()?;
    let columns: [Column<VisitRow<'_>>; 5] = [
        ("CHILD", |v| v.child.to_owned()),
        ("NAME", |v| v.name.clone()),
        ("AREA", |v| v.area.unwrap_or("not recorded").to_owned()),
        ("LAST SEEN THERE", |v| v.seen_in_placement.map_or("not recorded".to_owned(), long)),
        ("NEAR", |v| v.near.to_string()),
    ];
    let none = "Every child has been seen where they live within the year.";
    cx.table(&unvisited(&desk.board), none, &columns)
}

/// `near`.
pub(crate) fn near(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.board.find(child)?;
    let none = area(&row.case, desk.board.today).map_or_else(
        || "The area of the child's placement is not recorded.".to_owned(),
        |place| format!("Nobody else lives near {place}."),
    );
    let columns: [Column<NearRow<'_>>; 4] = [
        ("CHILD", |n| n.child.to_owned()),
        ("NAME", |n| n.name.clone()),
        ("AREA", |n| n.area.unwrap_or_default().to_owned()),
        ("WHAT IS DUE THERE", |n| n.reasons.join("; ")),
    ];
    cx.table(&neighbours(&desk.board, row), &none, &columns)
}
