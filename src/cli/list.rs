//! `list`: the caseload.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::Context;
use super::print::{count, heading, table};
use super::reviews::{ReviewRow, review_row};
use crate::board::Row;
use crate::error::Result;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// A child as JSON.
#[derive(Serialize)]
pub(crate) struct ListRow {
    child: String,
    name: String,
    dob: Option<NaiveDate>,
    age: Option<u32>,
    legal_status: Option<String>,
    placement: Option<String>,
    looked_after_since: Option<NaiveDate>,
    iro: Option<String>,
    next_review: Option<ReviewRow>,
    late: usize,
    due_soon: usize,
    signals: Vec<String>,
    escalations: usize,
    last_seen: Option<NaiveDate>,
}

/// The JSON row of a child.
pub(crate) fn list_row(row: &Row, today: NaiveDate) -> ListRow {
    let child = &row.case.child;
    let now = row.looked_after(today);
    let current = |end: Option<NaiveDate>| now && end.is_none_or(|e| e > today);
    ListRow {
        child: child.number.clone(),
        name: child.name(),
        dob: child.dob,
        age: child.age_on(today),
        legal_status: row.case.legal.iter().rfind(|l| current(l.end)).map(|l| l.code.clone()),
        placement: row.case.placements.iter().rfind(|p| current(p.end)).map(|p| p.code.clone()),
        looked_after_since: row.case.periods.last().filter(|_| now).map(|p| p.start),
        iro: row.iro().map(str::to_owned),
        next_review: row.next_review().map(|slot| review_row(row, slot, today)),
        late: row.late(),
        due_soon: row.soon(),
        signals: row.signals(today).into_iter().map(|s| s.what).collect(),
        escalations: row.open_escalations(),
        last_seen: row.last_seen(),
    }
}

/// `list`.
pub(crate) fn list(cx: &mut Context<'_>, filter: Option<&str>) -> Result<Code> {
    let desk = cx.open()?;
    let today = desk.board.today;
    let wanted = filter.unwrap_or_default();
    let rows: Vec<&Row> = desk.board.rows().filter(|r| desk.board.keeps(wanted, r)).collect();
    if cx.json() {
        let rows: Vec<ListRow> = rows.iter().map(|r| list_row(r, today)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    let mut lines =
        vec![heading(&["CHILD", "NAME", "AGE", "LEGAL", "REVIEW BY", "LATE", "SOON", "NEXT STEP"])];
    for row in &rows {
        let child = &row.case.child;
        let limit = row.next_review().and_then(|s| s.due);
        let after = match row.next_review().map_or(0, Slot::booked_days_late) {
            0 => String::new(),
            days => format!(", booked {days} days late"),
        };
        let step = row.step().map(|d| match d.due {
            Some(day) => format!("{}, {}", d.duty.title, long(day)),
            None => d.duty.title.clone(),
        });
        lines.push(vec![
            child.number.clone(),
            child.name(),
            child.age_on(today).map_or_else(|| "?".into(), |a| a.to_string()),
            match (row.looked_after(today), row.case.periods.iter().any(|p| p.start <= today)) {
                (true, _) => row.legal_short().to_owned(),
                (false, true) => "ended".into(),
                (false, false) => "not looked after yet".into(),
            },
            format!("{}{after}", limit.map_or_else(|| "-".into(), long)),
            row.late().to_string(),
            row.soon().to_string(),
            step.unwrap_or_default(),
        ]);
    }
    if rows.is_empty() {
        cx.print.line("No children.");
    } else {
        cx.print.line(table(&lines));
        cx.print.line(format!("\n{}", count(rows.len(), "child", "children")));
    }
    Ok(Code::DONE)
}
