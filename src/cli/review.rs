//! `review`: one review on one page, as the screen has it.

use serde_json::{Value, json};

use super::Code;
use super::context::Context;
use super::decisions::decision_row;
use super::due::due_row;
use super::print::table;
use super::reviews::review_row;
use crate::board::{Board, Row};
use crate::casework::{AGENDA, notes};
use crate::error::{Error, Result};
use crate::model::review::Review;
use crate::rules::booking::approval;
use crate::rules::checklist::{answer, questions};
use crate::rules::clash;
use crate::rules::due::Due;
use crate::rules::meeting::{chain, complete_by};
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// `review`.
pub(crate) fn review(cx: &mut Context<'_>, child: &str, sequence: Option<u32>) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.board.find(child)?;
    let latest = row.case.periods.len().checked_sub(1);
    let slots: Vec<&Slot> = row.judged().slots.iter().filter(|s| Some(s.period) == latest).collect();
    let slot = match sequence {
        Some(n) => slots.iter().find(|s| s.sequence == n),
        None => slots.iter().rfind(|s| s.held.is_some()).or(slots.last()),
    };
    let slot = slot.ok_or_else(|| {
        Error::missing("There is no such review in this period of care.")
            .hint("casebook reviews --child shows the reviews there are.")
    })?;
    if cx.json() {
        cx.print.json(&as_json(row, slot, &desk.board)?)?;
        return Ok(Code::DONE);
    }
    for line in page(row, slot, &desk.board) {
        cx.print.line(line);
    }
    Ok(Code::DONE)
}

fn stored<'r>(row: &'r Row, slot: &Slot) -> Option<&'r Review> {
    slot.review.and_then(|r| row.case.reviews.get(r))
}

/// Each matter of the agenda: id, question, answer and note.
fn matters<'b>(row: &'b Row, slot: &Slot, board: &'b Board) -> Vec<[&'b str; 4]> {
    let Some(list) = board.practice.checklist(AGENDA) else { return Vec::new() };
    let noted = stored(row, slot).and_then(|r| notes(&row.case, r));
    let all = questions(list, &row.case, &board.practice, Some(slot), board.today);
    let given = |id: &str| noted.and_then(|s| answer(s, id));
    all.into_iter()
        .map(|i| {
            let given = given(&i.id);
            let (value, note) = given.map_or(("", ""), |a| (a.value.as_str(), a.note.as_str()));
            [i.id.as_str(), i.ask.as_str(), value, note]
        })
        .collect()
}

fn as_json(row: &Row, slot: &Slot, board: &Board) -> Result<Value> {
    let today = board.today;
    let mut all = serde_json::to_value(review_row(row, slot, today)).map_err(Error::internal)?;
    let review = stored(row, slot);
    let ledger = board.ledger(row);
    let (now, before): (Vec<_>, Vec<_>) = ledger.iter().partition(|e| e.slot == Some(slot));
    let rows = |entries: Vec<&crate::rules::decisions::Entry<'_>>| -> Result<Value> {
        let rows: Vec<_> = entries.into_iter().map(|e| decision_row(row, e, today)).collect();
        serde_json::to_value(rows).map_err(Error::internal)
    };
    let dues = |dues: &[&Due]| -> Result<Value> {
        let rows: Vec<_> = dues.iter().map(|d| due_row(Some(row), d)).collect();
        serde_json::to_value(rows).map_err(Error::internal)
    };
    let chain = chain(row.judged(), slot);
    let earlier = before.into_iter().filter(|e| e.decision.is_open() && e.made() < slot.held.or(slot.booked));
    let more = json!({
        "late_reason": review.and_then(|r| r.late_reason.as_deref()),
        "led_by": review.map(|r| r.led_by.as_str()).filter(|t| !t.is_empty()),
        "not_followed": review.map(|r| r.not_followed.as_str()).filter(|t| !t.is_empty()),
        "parts": review.map_or(&[][..], |r| &r.parts),
        "attendance": review.map_or(&[][..], |r| &r.attendance).iter().map(|a| json!({
            "role": a.role, "name": a.name, "presence": a.presence.word(), "note": a.note,
        })).collect::<Vec<_>>(),
        "agenda": matters(row, slot, board).into_iter().map(|[id, ask, value, note]| json!({
            "matter": id, "ask": ask, "answer": (!value.is_empty()).then_some(value), "note": note,
        })).collect::<Vec<_>>(),
        "decided_before": rows(earlier.collect())?,
        "decisions": rows(now)?,
        "decisions_sent": review.and_then(|r| r.decisions_sent),
        "decisions_received": review.and_then(|r| r.decisions_received),
        "adjourned": review.and_then(|r| r.adjourned),
        "adjourn_reason": review.and_then(|r| r.adjourn_reason.as_deref()),
        "complete_by": complete_by(row.judged(), slot),
        "turning_points": board.turning_before_next(row, slot),
        "run_up": dues(&chain.before)?,
        "after": dues(&chain.after)?,
    });
    if let (Value::Object(all), Value::Object(more)) = (&mut all, more) {
        all.extend(more);
    }
    Ok(all)
}

fn page(row: &Row, slot: &Slot, board: &Board) -> Vec<String> {
    let review = stored(row, slot);
    let day = |d: Option<chrono::NaiveDate>| d.map_or_else(|| "-".to_owned(), long);
    let mut lines = vec![format!("{}  review {}", row.case.child.name(), slot.sequence)];
    let text = |t: Option<&str>| t.filter(|t| !t.is_empty()).unwrap_or("-").to_owned();
    let mut facts = vec![
        ("Limit", day(slot.due)),
        (
            "Booked",
            clash::late(slot).map_or(day(slot.booked), |late| format!("{}, {late}", day(slot.booked))),
        ),
        ("Held", day(slot.held)),
        ("Completed", day(review.and_then(Review::completion))),
        ("The child", text(review.and_then(|r| r.participation).map(|p| p.says()))),
        ("Led by", text(review.map(|r| r.led_by.as_str()))),
        ("Views not followed", text(review.map(|r| r.not_followed.as_str()))),
        ("Decisions sent", day(review.and_then(|r| r.decisions_sent))),
        ("Decisions received", day(review.and_then(|r| r.decisions_received))),
    ];
    let approved = review.and_then(|r| approval(r, &board.practice));
    facts.extend(approved.map(|a| ("Approved", a)));
    facts.extend(review.and_then(|r| r.late_reason.clone()).map(|why| ("Why it was late", why)));
    let parts = review.map(|r| r.parts.iter().map(|d| long(*d)).collect::<Vec<_>>().join(", "));
    facts.extend(parts.filter(|p| !p.is_empty()).map(|p| ("Further meetings", p)));
    if let Some((adjourned, r)) = review.and_then(|r| Some((r.adjourned?, r))) {
        let by = complete_by(row.judged(), slot);
        let by = by.map_or_else(String::new, |by| {
            format!("; complete by {}, nothing proposed at it takes effect before", long(by))
        });
        facts.push(("Adjourned", format!("{}: {}{by}", long(adjourned), text(r.adjourn_reason.as_deref()))));
    }
    lines.push(table(&facts.into_iter().map(|(k, v)| vec![format!("  {k}"), v]).collect::<Vec<_>>()));
    let mut section = |name: &str, rows: Vec<Vec<String>>| {
        if !rows.is_empty() {
            lines.push(format!("\n{name}\n{}", table(&rows)));
        }
    };
    let turning = board.turning_before_next(row, slot);
    section(
        "Turning points before the review after this one",
        turning.into_iter().map(|t| vec![format!("  {}", long(t.date)), t.what]).collect(),
    );
    let chain = chain(row.judged(), slot);
    let due = |d: &&Due| {
        let owner = board.practice.role(&d.duty.owner).to_owned();
        vec![format!("  {}", day(d.due)), d.status.says().to_owned(), owner, d.duty.title.clone()]
    };
    section("Run-up", chain.before.iter().map(due).collect());
    section(
        "Agenda",
        matters(row, slot, board)
            .into_iter()
            .map(|[id, ask, value, note]| {
                vec![format!("  {id}"), value.to_owned(), format!("{ask} {}", note.replace('\n', " "))]
            })
            .collect(),
    );
    section(
        "Who took part",
        review
            .map_or(&[][..], |r| &r.attendance)
            .iter()
            .map(|a| {
                let role = board.practice.role(&a.role).to_owned();
                vec![format!("  {role}"), a.name.clone(), a.presence.says().to_owned(), a.note.clone()]
            })
            .collect(),
    );
    let ledger = board.ledger(row);
    section(
        "Decided",
        ledger
            .iter()
            .filter(|e| e.slot == Some(slot))
            .map(|e| {
                let owner = e.decision.owner.as_deref().map_or("no owner", |o| board.practice.role(o));
                let word = e.decision.progress().word();
                vec![format!("  {}", e.decision.id), word.into(), owner.into(), e.decision.text.clone()]
            })
            .collect(),
    );
    section("After", chain.after.iter().map(due).collect());
    lines
}
