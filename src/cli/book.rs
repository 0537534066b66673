//! `book`: the days a review could go on, best first; what moving or adjourning it would do.

use chrono::NaiveDate;
use serde_json::{Value, json};

use super::Code;
use super::context::{Context, day, maybe_day};
use super::diary_args::BookArgs;
use super::print::{count, heading, table};
use crate::board::Board;
use crate::casework::Desk;
use crate::error::Result;
use crate::model::ids::ChildId;
use crate::rules::booking::Candidate;
use crate::rules::chain::{Chain, Fate, Plan};
use crate::rules::reason::Reason;
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// `book`.
pub(crate) fn book(cx: &mut Context<'_>, args: &BookArgs) -> Result<Code> {
    let desk = cx.open()?;
    let child = desk.board.find(&args.child)?.id();
    if let Some(to) = &args.to {
        return moving(cx, &desk, child, Plan::Move(day(&desk, to)?));
    }
    if let Some(on) = &args.adjourn {
        let plan = Plan::Adjourn { on: day(&desk, on)?, resume: maybe_day(&desk, args.resume.as_ref())? };
        return moving(cx, &desk, child, plan);
    }
    let (slot, candidates) = desk.candidates(child)?;
    if cx.json() {
        let rows: Vec<Value> = candidates.iter().map(|c| candidate(&desk.board, c)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    let name = name_of(&desk.board, child);
    cx.print.line(head(&name, &slot));
    let shown = if args.show == 0 { candidates.len() } else { args.show };
    for found in candidates.iter().take(shown) {
        cx.print.line(format!("\n{}", long(found.date)));
        for reason in &found.reasons {
            cx.print.line(format!("  {} {}", reason.sign(), reason.words(&|c| name_of(&desk.board, c))));
        }
        if let (Some(midpoint), Some(next)) = (found.midpoint, found.next_due) {
            cx.print.line(format!("    half-way {} · next review by {}", long(midpoint), long(next)));
        }
    }
    let left = candidates.len().saturating_sub(shown);
    if left > 0 {
        cx.print.line(format!("\n{left} more days: --show 0 shows all."));
    }
    Ok(Code::DONE)
}

fn head(name: &str, slot: &Slot) -> String {
    let limit = slot.due.map_or_else(|| "no limit known yet".to_owned(), |d| format!("limit {}", long(d)));
    let booked = slot.booked.map_or_else(String::new, |d| format!(", booked {}", long(d)));
    format!("Review {} of {name}: {limit}{booked}", slot.sequence)
}

pub(crate) fn name_of(board: &Board, child: ChildId) -> String {
    board.row(child).map(|r| r.case.child.name()).unwrap_or_default()
}

/// A day as JSON.
fn candidate(board: &Board, c: &Candidate) -> Value {
    let number = |id: ChildId| board.row(id).map(|r| r.case.child.number.clone());
    let words = |r: &Reason| json!({ "weight": r.weight(), "text": r.words(&|c| name_of(board, c)) });
    let mut row = json!({
        "date": c.date, "rank": c.rank, "next_due": c.next_due, "midpoint": c.midpoint,
        "margin": null, "days_late": 0, "lost": [], "same_day": [], "week": 0, "siblings": [],
        "busy": null, "school_holiday": null, "day_off": null,
        "reasons": c.reasons.iter().map(words).collect::<Vec<_>>(),
    });
    for reason in &c.reasons {
        let (key, value) = match reason {
            Reason::AfterLimit(days) => ("days_late", json!(days)),
            Reason::DayOff(what) => ("day_off", json!(what)),
            Reason::Taken { what, .. } => ("busy", json!(what)),
            Reason::Margin { days, .. } => ("margin", json!(days)),
            Reason::RunUp { lost, .. } => {
                let lost = lost.iter().map(|l| json!({ "title": l.title, "before": l.before, "day": l.day }));
                ("lost", lost.collect())
            }
            Reason::SameDay(all) => ("same_day", all.iter().map(|c| json!(number(*c))).collect()),
            Reason::Week(n) => ("week", json!(n)),
            Reason::Sibling { child, day, .. } => {
                if let Some(all) = row.get_mut("siblings").and_then(Value::as_array_mut) {
                    all.push(json!({ "child": number(*child), "date": day }));
                }
                continue;
            }
            Reason::SchoolHoliday(name) => ("school_holiday", json!(name)),
            Reason::SameArea { .. } | Reason::SchoolDay => continue,
        };
        if let Some(object) = row.as_object_mut() {
            object.insert(key.to_owned(), value);
        }
    }
    row
}

fn moving(cx: &mut Context<'_>, desk: &Desk, child: ChildId, plan: Plan) -> Result<Code> {
    let chain = desk.chain(child, plan)?;
    let practice = &desk.board.practice;
    if cx.json() {
        let links: Vec<Value> = chain
            .links
            .iter()
            .map(|l| {
                json!({ "duty": l.duty, "title": l.title, "owner": l.owner, "instance": l.instance,
                    "before": l.before, "after": l.after, "fate": l.fate.word(), "why": l.why })
            })
            .collect();
        let (before, after) = chain.next_due;
        cx.print.json(&json!({
            "from": chain.from, "to": chain.to, "limit": chain.limit, "days_outside": chain.outside,
            "approved_by": (chain.outside > 0).then(|| practice.late_approver.clone()),
            "next_due_before": before, "next_due_after": after, "doubt": chain.doubt, "links": links,
            "tell": chain.tell,
        }))?;
        return Ok(Code::DONE);
    }
    let day = |d: Option<NaiveDate>| d.map_or_else(|| "-".to_owned(), long);
    let name = name_of(&desk.board, child);
    if let Plan::Adjourn { on, resume } = plan {
        let again = resume.map_or_else(String::new, |day| format!(", to go on on {}", long(day)));
        cx.print.line(format!("{name}: adjourned on {}{again}; kept under {}", long(on), long(chain.to)));
    } else {
        cx.print.line(format!("{name}: from {} to {}", day(chain.from), long(chain.to)));
    }
    cx.print.line(consent(&chain, &|role| practice.role(role).to_owned(), practice.late_approver.as_deref()));
    if let Some(doubt) = &chain.doubt {
        cx.print.line(doubt);
    }
    let mut lines = vec![heading(&["BEFORE", "AFTER", "", "DUTY", "WHO"])];
    for link in chain.links.iter().filter(|l| l.fate != Fate::Same) {
        let who = practice.role(&link.owner).to_owned();
        lines.push(vec![
            day(link.before),
            day(link.after),
            link.fate.word().to_owned(),
            link.title.clone(),
            who,
        ]);
    }
    lines.push(vec![
        day(chain.next_due.0),
        day(chain.next_due.1),
        String::new(),
        "Limit of the next review".into(),
        String::new(),
    ]);
    cx.print.line(table(&lines));
    let same = chain.links.iter().filter(|l| l.fate == Fate::Same).count();
    cx.print.line(format!("Not moved: {}.", count(same, "open duty", "open duties")));
    let tell: Vec<&str> = chain.tell.iter().map(|r| practice.role(r)).collect();
    cx.print.line(format!("Tell: {}.", tell.join(", ")));
    Ok(Code::DONE)
}

/// Who has to agree to the day.
pub(crate) fn consent(chain: &Chain, role: &dyn Fn(&str) -> String, approver: Option<&str>) -> String {
    match (chain.outside, chain.limit) {
        (0, Some(limit)) => format!("Within the limit, {}: the IRO alone agrees.", long(limit)),
        (0, None) => "No limit is known yet.".to_owned(),
        (n, _) => {
            let who = approver.map_or_else(|| "a manager of the authority".to_owned(), role);
            format!(
                "{n} days after the limit: {who} has to approve it in advance, with a reason; it stays late."
            )
        }
    }
}
