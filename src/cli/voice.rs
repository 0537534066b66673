//! `voice`: what a child said, how it was heard, what was asked for and what came of it; and
//! `visits` and `near`, where the IRO goes to hear it.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, rows};
use super::notes::indented;
use super::print::{heading, table};
use crate::board::Row;
use crate::error::Result;
use crate::model::record::NoteKind;
use crate::rules::visits::{area, district, seen_at_home};
use crate::rules::working::long;

#[derive(Serialize)]
struct VoiceRow<'a> {
    id: i64,
    child: &'a str,
    date: NaiveDate,
    /// `words` or `ask`.
    what: &'static str,
    text: &'a str,
    heard_by: Option<&'a str>,
    how: Option<&'static str>,
    alone: Option<bool>,
    why_not_alone: Option<&'a str>,
    advocate_offered: Option<bool>,
    rights_explained: Option<bool>,
    outcome: Option<&'a str>,
    outcome_on: Option<NaiveDate>,
}

fn voice_rows(row: &Row) -> Vec<VoiceRow<'_>> {
    let child = row.case.child.number.as_str();
    let words = row.case.notes.iter().filter(|n| n.kind == NoteKind::Wishes).map(|n| {
        let heard = row.case.heard.iter().find(|h| h.note == n.id);
        VoiceRow {
            id: n.id.0,
            child,
            date: n.date,
            what: "words",
            text: &n.text,
            heard_by: Some(n.with.as_str()).filter(|w| !w.is_empty()),
            how: heard.map(|h| h.how.word()),
            alone: heard.and_then(|h| h.alone),
            why_not_alone: heard.map(|h| h.why_not.as_str()).filter(|w| !w.is_empty()),
            advocate_offered: heard.and_then(|h| h.advocate),
            rights_explained: heard.and_then(|h| h.rights),
            outcome: None,
            outcome_on: None,
        }
    });
    let asks = row.case.asks.iter().map(|a| VoiceRow {
        id: a.id.0,
        child,
        date: a.date,
        what: "ask",
        text: &a.text,
        heard_by: None,
        how: None,
        alone: None,
        why_not_alone: None,
        advocate_offered: None,
        rights_explained: None,
        outcome: Some(a.outcome.as_str()).filter(|o| !o.is_empty()),
        outcome_on: a.outcome_on,
    });
    let mut all: Vec<VoiceRow<'_>> = words.chain(asks).collect();
    all.sort_by_key(|v| (v.date, v.what, v.id));
    all
}

/// `voice`.
pub(crate) fn voice(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let rows = rows(&desk, child)?;
    if cx.json() {
        let all: Vec<VoiceRow<'_>> = rows.into_iter().flat_map(voice_rows).collect();
        cx.print.json(&all)?;
        return Ok(Code::DONE);
    }
    let mut none = true;
    for row in rows {
        for moment in voice_rows(row) {
            none = false;
            let (day, who) = (long(moment.date), row.case.child.name());
            let note = crate::model::ids::NoteId(moment.id);
            let heard = row.case.heard.iter().find(|h| moment.what == "words" && h.note == note);
            let what = match (moment.what, moment.outcome_on) {
                ("words", _) => heard.map(|h| format!("said, {}", h.in_words())).unwrap_or("said".to_owned()),
                (_, Some(on)) => format!("asked [{}], answered {}", moment.id, long(on)),
                (_, None) => format!("asked [{}], no answer yet", moment.id),
            };
            cx.print.line(format!("{day}  {who} {what}"));
            cx.print.line(indented(moment.text));
            if let Some(outcome) = moment.outcome {
                cx.print.line(indented(&format!("→ {outcome}")));
            }
        }
    }
    if none {
        cx.print.line("Nothing is recorded.");
    }
    Ok(Code::DONE)
}

#[derive(Serialize)]
struct VisitRow<'a> {
    child: &'a str,
    name: String,
    area: Option<&'a str>,
    district: Option<String>,
    seen_in_placement: Option<NaiveDate>,
    near: usize,
}

/// `visits`.
pub(crate) fn visits(cx: &mut Context<'_>) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let districts = board.districts();
    let all: Vec<VisitRow<'_>> = board
        .unvisited()
        .into_iter()
        .map(|(row, seen)| {
            let area = area(&row.case, board.today);
            VisitRow {
                child: &row.case.child.number,
                name: row.case.child.name(),
                area,
                district: area.map(district),
                seen_in_placement: seen,
                near: districts.others(row).count(),
            }
        })
        .collect();
    if cx.json() {
        cx.print.json(&all)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("Every child has been seen where they live within the year.");
        return Ok(Code::DONE);
    }
    let mut lines = vec![heading(&["CHILD", "NAME", "AREA", "LAST SEEN THERE", "NEAR"])];
    lines.extend(all.iter().map(|v| {
        let seen = v.seen_in_placement.map_or("not recorded".to_owned(), long);
        let area = v.area.unwrap_or("not recorded").to_owned();
        vec![v.child.to_owned(), v.name.clone(), area, seen, v.near.to_string()]
    }));
    cx.print.line(table(&lines));
    Ok(Code::DONE)
}

#[derive(Serialize)]
struct NearRow<'a> {
    child: &'a str,
    name: String,
    area: Option<&'a str>,
    seen_in_placement: Option<NaiveDate>,
    reasons: Vec<String>,
}

/// `near`.
pub(crate) fn near(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    let board = &desk.board;
    let row = board.find(child)?;
    let all: Vec<NearRow<'_>> = board
        .near(row)
        .into_iter()
        .map(|near| NearRow {
            child: &near.row.case.child.number,
            name: near.row.case.child.name(),
            area: area(&near.row.case, board.today),
            seen_in_placement: seen_at_home(&near.row.case),
            reasons: near.reasons,
        })
        .collect();
    if cx.json() {
        cx.print.json(&all)?;
        return Ok(Code::DONE);
    }
    match area(&row.case, board.today) {
        None => cx.print.line("The area of the child's placement is not recorded."),
        Some(place) if all.is_empty() => cx.print.line(format!("Nobody else lives near {place}.")),
        Some(_) => {
            let mut lines = vec![heading(&["CHILD", "NAME", "AREA", "WHAT IS DUE THERE"])];
            lines.extend(all.iter().map(|n| {
                let area = n.area.unwrap_or_default().to_owned();
                vec![n.child.to_owned(), n.name.clone(), area, n.reasons.join("; ")]
            }));
            cx.print.line(table(&lines));
        }
    }
    Ok(Code::DONE)
}
