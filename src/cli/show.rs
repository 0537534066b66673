//! `show`: everything recorded about a child, on one page.

use serde_json::{Value, json};

use super::Code;
use super::context::Context;
use super::list::list_row;
use super::notes::indented;
use super::print::table;
use crate::board::{Board, Row};
use crate::error::Result;
use crate::model::child::{CopyOf, Relation};
use crate::model::codes::{ENDS, PLACES, legal_title, title};
use crate::rules::booking::approval;
use crate::rules::clash;
use crate::rules::due::Due;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// What is said of a fact copied from a sibling until somebody has read it here.
const UNREAD: &str = " (copied, not read here)";

/// `show`.
pub(crate) fn show(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.board.find(child)?;
    if cx.json() {
        cx.print.json(&as_json(row, &desk.board)?)?;
        return Ok(Code::DONE);
    }
    for line in page(row, &desk.board) {
        cx.print.line(line);
    }
    Ok(Code::DONE)
}

fn kin(row: &Row, board: &Board) -> Vec<(String, String, &'static str)> {
    let relation = |r: Relation| match r {
        Relation::Sibling => "sibling",
        Relation::Parent => "parent",
        Relation::Offspring => "child",
    };
    let other = |k: &crate::model::child::Kin| {
        let other = board.row(k.other)?;
        Some((other.case.child.number.clone(), other.case.child.name(), relation(k.relation)))
    };
    row.case.kin.iter().filter_map(other).collect()
}

fn as_json(row: &Row, board: &Board) -> Result<Value> {
    let case = &row.case;
    let child = &case.child;
    let mut all = serde_json::to_value(list_row(row, board.today)).map_err(crate::Error::internal)?;
    let more = json!({
        "forename": child.forename,
        "surname": child.surname,
        "sex": child.sex,
        "ethnicity": child.ethnicity,
        "language": child.language,
        "copied_unread": case.copied.iter().filter(|c| c.row.is_none()).map(|c| c.what).collect::<Vec<_>>(),
        "disabled": child.disabled,
        "uasc": child.uasc,
        "mother": child.mother,
        "in_proceedings": child.in_proceedings,
        "source": child.source,
        "imported_on": child.imported_on,
        "periods": case.periods.iter().map(|p| json!({
            "start": p.start, "end": p.end, "end_reason": p.end_reason, "notified": p.notified, "source": p.source,
        })).collect::<Vec<_>>(),
        "legal": case.legal.iter().map(|l| json!({
            "code": l.code, "start": l.start, "end": l.end, "source": l.source,
        })).collect::<Vec<_>>(),
        "placements": case.placements.iter().map(|p| json!({
            "code": p.code, "provider": p.provider, "carer": p.carer, "area": p.area,
            "start": p.start, "end": p.end, "change_reason": p.change_reason, "source": p.source,
        })).collect::<Vec<_>>(),
        "people": case.people.iter().map(|p| json!({
            "role": p.role, "name": p.name, "detail": p.detail, "start": p.start, "end": p.end, "source": p.source,
            "copied_unread": case.copied_mark(CopyOf::Person, p.id.0).is_some(),
        })).collect::<Vec<_>>(),
        "kin": kin(row, board).into_iter().map(|(child, name, relation)| json!({
            "child": child, "name": name, "relation": relation,
        })).collect::<Vec<_>>(),
        "changes": case.changes.iter().map(super::changes::as_json).collect::<Vec<_>>(),
        "drift": row.signals(board.today),
        "turning_points": board.turning_points(row),
        "people_rules": board.findings(row),
        "invitations": super::handover::invitations(row, board),
        "done": case.done.iter().map(|d| json!({
            "id": d.id, "duty": d.duty, "turn": d.turn, "date": d.date, "note": d.note, "waived": d.waived,
        })).collect::<Vec<_>>(),
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
        all.extend(more);
    }
    Ok(all)
}

/// When a review is booked, and who approved a day outside its limit.
fn booked(row: &Row, slot: &Slot, board: &Board) -> String {
    let Some(day) = slot.booked else { return String::new() };
    let late = clash::late(slot).map(|late| format!(", {late}")).unwrap_or_default();
    let review = slot.review.and_then(|r| row.case.reviews.get(r));
    let approved = review.and_then(|r| approval(r, &board.practice));
    let approved = approved.map(|a| format!("; approved by {a}")).unwrap_or_default();
    format!(", booked {}{late}{approved}", long(day))
}

fn page(row: &Row, board: &Board) -> Vec<String> {
    let case = &row.case;
    let child = &case.child;
    let known = |fact: Option<bool>| match fact {
        Some(true) => "yes",
        Some(false) => "no",
        None => "not recorded",
    };
    let mut lines = vec![format!("{}  {}", child.name(), child.number)];
    let facts = [
        (
            "Born",
            child.dob.map_or_else(
                || "not recorded".to_owned(),
                |d| format!("{}, aged {}", long(d), child.age_on(board.today).unwrap_or(0)),
            ),
        ),
        ("Sex", child.sex.clone().unwrap_or_else(|| "not recorded".into())),
        (
            "Language",
            match &child.language {
                Some(known) if case.copied.iter().any(|c| c.what == CopyOf::Language) => {
                    format!("{known}{UNREAD}")
                }
                known => known.clone().unwrap_or_else(|| "not recorded".into()),
            },
        ),
        ("Disabled", known(child.disabled).into()),
        ("In proceedings", known(child.in_proceedings).into()),
        ("Last seen", row.last_seen().map_or_else(|| "not recorded".into(), long)),
    ];
    let facts: Vec<Vec<String>> = facts.into_iter().map(|(k, v)| vec![format!("  {k}"), v]).collect();
    lines.push(table(&facts));
    let next = row.next_review().map(|s| match (s.due, &s.gap) {
        (Some(due), _) => format!("review {} by {}{}", s.sequence, long(due), booked(row, s, board)),
        (None, Some(gap)) => gap.clone(),
        (None, None) => format!("review {}", s.sequence),
    });
    lines.push(format!("  Next review: {}", next.unwrap_or_else(|| "none, not looked after".into())));
    lines.extend(row.signals(board.today).into_iter().map(|s| format!("  Stands out: {}", s.what)));
    lines.extend(board.findings(row).iter().map(|f| format!("  People: {}", super::handover::finding(f))));
    let ahead = board.turning_points(row);
    lines.extend(ahead.iter().map(|t| format!("  Ahead: {}, {}", long(t.date), t.what)));
    let mut section = |name: &str, rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            lines.push(format!("\n{name}\n{}", table(&rows)));
        }
    };
    let span = |start: Option<chrono::NaiveDate>, end: Option<chrono::NaiveDate>| {
        let day = |d: Option<chrono::NaiveDate>| d.map_or_else(String::new, |d| d.to_string());
        format!("  {} to {}", day(start), end.map_or_else(|| "now".into(), |d| d.to_string()))
    };
    let period = |p: &crate::model::care::Period| {
        let why = p.end_reason.as_deref().map_or_else(String::new, |c| title(ENDS, c).to_owned());
        vec![span(Some(p.start), p.end), why]
    };
    section("Looked after", case.periods.iter().map(period).collect());
    section(
        "Legal status",
        case.legal
            .iter()
            .map(|l| vec![span(Some(l.start), l.end), l.code.clone(), legal_title(&l.code).to_owned()])
            .collect(),
    );
    section(
        "Placements",
        case.placements
            .iter()
            .map(|p| {
                let what = title(PLACES, &p.code).to_owned();
                vec![span(Some(p.start), p.end), p.code.clone(), what, p.carer.clone(), p.area.clone()]
            })
            .collect(),
    );
    section(
        "People",
        case.people
            .iter()
            .map(|p| {
                let role = board.practice.role(&p.role).to_owned();
                let unread = case.copied_mark(CopyOf::Person, p.id.0).map_or("", |_| UNREAD);
                vec![span(p.start, p.end), role, p.name.clone(), format!("{}{unread}", p.detail)]
            })
            .collect(),
    );
    section(
        "On the same caseload",
        kin(row, board)
            .into_iter()
            .map(|(number, name, relation)| vec![format!("  {relation}"), name, number])
            .collect(),
    );
    section(
        "To invite",
        super::handover::invitations(row, board).into_iter().map(|i| vec![format!("  {i}")]).collect(),
    );
    section("Changes", case.changes.iter().map(|c| super::changes::line(c, &board.practice)).collect());
    let owed = |d: &Due| {
        let day = d.due.map_or_else(|| "-".into(), long);
        vec![format!("  {day}"), d.status.says().to_owned(), d.duty.title.clone(), d.instance.to_string()]
    };
    section("Owed", row.judged().own().map(owed).collect());
    section("Others' clocks", row.judged().watched().map(owed).collect());
    if let Some(wishes) = row.wishes() {
        lines.push(format!("\nWishes and feelings, {}\n{}", long(wishes.date), indented(&wishes.text)));
    }
    lines
}
