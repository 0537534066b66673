//! `list`, `visits` and `near`: the caseload, and where its children live.

use crate::board::views::child::ChildRow;
use crate::board::views::visit::{NearRow, VisitRow, near as neighbours, visits as unvisited};
use crate::casework;
use crate::cli::Code;
use crate::cli::context::Context;
use crate::cli::shown::{self, columned, day_or_dash};
use crate::error::Result;
use crate::model::view::Column;
use crate::rules::visits::area;
use crate::rules::working::{count, long};

/// `list`.
pub(crate) fn list(cx: &mut Context<'_>, filter: Option<&str>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let kept = board.rows().filter(|r| board.keeps(filter.unwrap_or_default(), r));
    let rows: Vec<ChildRow<'_>> = kept.map(|r| ChildRow::of(board, r)).collect();
    let columns: [shown::Column<ChildRow<'_>>; 8] = [
        told(Column::Number),
        ("NAME", |c| c.label.clone()),
        told(Column::Age),
        told(Column::Legal),
        told(Column::Review),
        told(Column::Late),
        ("SOON", |c| c.mine.soon.to_string()),
        told(Column::Step),
    ];
    cx.pages(&rows, "No children.", |rows| {
        vec![columned(rows, &columns), format!("\n{}", count(rows.len(), "child", "children"))]
    })
}

/// `list --view`.
pub(crate) fn view(cx: &mut Context<'_>, name: &str) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let view = casework::view(&desk.store, name)?;
    let shown = board.shown(&view.filter, view.sort);
    let rows = shown.into_iter().filter_map(|place| board.children().get(place));
    let rows: Vec<ChildRow<'_>> = rows.map(|row| ChildRow::of(board, row)).collect();
    let own = if view.columns.is_empty() { Column::USUAL } else { &view.columns };
    let mut columns: Vec<shown::Column<ChildRow<'_>>> = vec![("NAME", |c| c.label.clone())];
    columns.extend(own.iter().map(|column| told(*column)));
    cx.pages(&rows, "No children.", |rows| {
        vec![columned(rows, &columns), format!("\n{}", count(rows.len(), "child", "children"))]
    })
}

/// A column of the caseload in words.
fn told<'b>(column: Column) -> shown::Column<ChildRow<'b>> {
    match column {
        Column::Number => ("CHILD", |c| c.child.to_owned()),
        Column::Age => ("AGE", age),
        Column::Legal => ("LEGAL", |c| c.legal.to_owned()),
        Column::Since => ("IN CARE SINCE", |c| day_or_dash(c.looked_after_since)),
        Column::Review => ("NEXT REVIEW", review),
        Column::Step => ("NEXT STEP", |c| c.next.text.clone()),
        Column::Seen => ("LAST SEEN", |c| day_or_dash(c.last_seen)),
        Column::Worker => ("SOCIAL WORKER", |c| c.worker.unwrap_or("-").to_owned()),
        Column::Late => ("LATE", |c| c.mine.late.to_string()),
        Column::Signals => ("SIGNALS", |c| c.signals.len().to_string()),
    }
}

fn age(child: &ChildRow<'_>) -> String {
    child.age.map_or_else(|| "?".to_owned(), |age| age.to_string())
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
    let columns: [shown::Column<VisitRow<'_>>; 5] = [
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
    let columns: [shown::Column<NearRow<'_>>; 4] = [
        ("CHILD", |n| n.child.to_owned()),
        ("NAME", |n| n.name.clone()),
        ("AREA", |n| n.area.unwrap_or_default().to_owned()),
        ("WHAT IS DUE THERE", |n| n.reasons.join("; ")),
    ];
    cx.table(&neighbours(&desk.board, row), &none, &columns)
}
