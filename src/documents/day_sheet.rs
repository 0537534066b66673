//! The day sheet: the reviews of a day for the IRO's bag, a page a child: the child's own items and words, the decisions
//! before, what the review considers, what is still to do first.

use std::fmt::Write as _;

use chrono::NaiveDate;

use super::draft::{Draft, Wanted};
use super::kind::Document;
use super::page::{Page, escaped};
use super::reader::Reader;
use crate::board::{Board, Row};
use crate::error::Result;
use crate::rules::slot::Slot;
use crate::rules::working::long;
use crate::store::Store;

/// The next day after today with a review booked on it.
pub(crate) fn next_day(board: &Board) -> Option<NaiveDate> {
    let booked = board.rows().filter_map(|row| row.next_review()?.booked);
    booked.filter(|day| *day > board.today).min()
}

/// The sheet of a day.
///
/// # Errors
/// When an agenda cannot be filled in: a template of one's own is wrong.
pub(crate) fn day_sheet(board: &Board, store: &Store, day: NaiveDate) -> Result<Page> {
    let mut booked: Vec<(&Row, &Slot)> = board
        .rows()
        .filter_map(|row| Some((row, row.next_review().filter(|s| s.booked == Some(day))?)))
        .collect();
    let review = |row: &Row, slot: &Slot| slot.review.and_then(|r| row.case.reviews.get(r)).cloned();
    booked.sort_by_key(|(row, slot)| (review(row, slot).and_then(|r| r.at), row.case.child.number.clone()));
    let title = format!("Reviews on {}", long(day));
    let mut text = format!("# {title}\n\n");
    if booked.is_empty() {
        text.push_str("No review is booked for this day.\n");
    }
    for (row, slot) in &booked {
        let review = review(row, slot);
        let at = review
            .as_ref()
            .and_then(|r| r.at)
            .map_or("no hour yet".to_owned(), |at| at.format("%H:%M").to_string());
        let place =
            review.map(|r| r.venue).filter(|v| !v.is_empty()).unwrap_or_else(|| "no place yet".to_owned());
        let (name, what) = (row.case.child.name(), slot.name().to_lowercase());
        let _ = writeln!(text, "- {at} {}: {what}, {}", escaped(&name), escaped(&place));
    }
    for (row, slot) in booked {
        let wanted = Wanted {
            document: Document::Agenda,
            reader: Reader::Professional,
            chosen: &[],
            slot: Some(slot),
            concern: None,
        };
        let _ = write!(text, "\n{}", Draft::of(board, store, row, &wanted)?.text);
        let own = row.judged().own().filter(|due| due.due.is_some_and(|by| by <= day));
        let mut own = own.peekable();
        if own.peek().is_some() {
            text.push_str("\n## Still to do first\n\n");
        }
        for due in own {
            let _ = writeln!(text, "- {}: {}", escaped(&due.duty.title), due.status.says());
        }
    }
    Ok(Page { title, author: board.iro.clone(), text, wide: false, charts: Vec::new() })
}
