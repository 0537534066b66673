//! Where the IRO goes: who was not seen where they live, and who else lives near.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::caseload::Board;
use crate::board::row::Row;
use crate::board::trips::Near;
use crate::rules::visits::{area, district, seen_at_home};

/// A child not seen where they live this year.
#[derive(Debug, Serialize)]
pub(crate) struct VisitRow<'b> {
    pub(crate) child: &'b str,
    pub(crate) name: String,
    pub(crate) area: Option<&'b str>,
    pub(crate) district: Option<String>,
    pub(crate) seen_in_placement: Option<NaiveDate>,
    /// How many others live in the same district.
    pub(crate) near: usize,
}

/// Who was not seen where they live this year, the longest ago first.
pub(crate) fn visits<'b>(board: &'b Board) -> Vec<VisitRow<'b>> {
    let districts = board.districts();
    let one = |(row, seen_in_placement): (&'b Row, _)| {
        let area = area(&row.case, board.today);
        VisitRow {
            child: &row.case.child.number,
            name: row.case.child.name(),
            area,
            district: area.map(district),
            seen_in_placement,
            near: districts.others(row).count(),
        }
    };
    board.unvisited().into_iter().map(one).collect()
}

/// A child who lives near another.
#[derive(Debug, Serialize)]
pub(crate) struct NearRow<'b> {
    pub(crate) child: &'b str,
    pub(crate) name: String,
    pub(crate) area: Option<&'b str>,
    pub(crate) seen_in_placement: Option<NaiveDate>,
    /// What is due there.
    pub(crate) reasons: Vec<String>,
}

/// Who else lives near a child, those with something due first.
pub(crate) fn near<'b>(board: &'b Board, row: &Row) -> Vec<NearRow<'b>> {
    let one = |Near { row, reasons }: Near<'b>| NearRow {
        child: &row.case.child.number,
        name: row.case.child.name(),
        area: area(&row.case, board.today),
        seen_in_placement: seen_at_home(&row.case, &board.practice),
        reasons,
    };
    board.near(row).into_iter().map(one).collect()
}
