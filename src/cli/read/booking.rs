//! `book`: the days a review could go on, best first; what moving or adjourning it would do.

use crate::board::views::booking::{BookingRow, LinkRow, MoveView};
use crate::casework::Desk;
use crate::cli::Code;
use crate::cli::context::{Context, day, maybe_day};
use crate::cli::diary_args::BookArgs;
use crate::cli::print::{heading, table};
use crate::cli::shown::day_or_dash;
use crate::error::Result;
use crate::model::ids::ChildId;
use crate::rules::advice::Also;
use crate::rules::chain::{Fate, Plan};
use crate::rules::reason::Question;
use crate::rules::slot::Slot;
use crate::rules::working::{count, long};

/// How many days are listed where nobody says.
const SHOWN: usize = 12;

/// `book`.
pub(crate) fn book(cx: &mut Context<'_>, args: &BookArgs) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.look_at(&args.child)?;
    let (child, name) = (row.id(), row.case.child.name());
    if let Some(to) = &args.to {
        return moving(cx, &desk, (child, &name), Plan::Move(day(&desk, to)?));
    }
    if let Some(on) = &args.adjourn {
        let plan = Plan::Adjourn { on: day(&desk, on)?, resume: maybe_day(&desk, args.resume.as_ref())? };
        return moving(cx, &desk, (child, &name), plan);
    }
    let (slot, found) = desk.candidates(child)?;
    let mut days = BookingRow::all(&desk.board, &found);
    let all = days.len();
    let show = args.show.unwrap_or(if cx.json() { 0 } else { SHOWN });
    days.truncate(if show == 0 { all } else { show });
    cx.page(&days, |days| page(days, &slot, &head(&name, &slot), all))
}

fn page(days: &[BookingRow<'_>], slot: &Slot, head: &str, all: usize) -> Vec<String> {
    let mut lines = vec![head.to_owned()];
    if days.is_empty() {
        lines.push("No day is left in which the child is in care.".to_owned());
    }
    for day in days {
        let booked = if slot.booked == Some(day.date) { " (booked)" } else { "" };
        lines.push(format!("\n{}{booked}", day.why));
        for question in Question::ALL {
            let of = day.reasons.iter().filter(|r| r.question == *question);
            lines.extend(of.map(|r| format!("  {} {}", r.sign, r.text)));
        }
        if let (Some(midpoint), Some(next)) = (day.midpoint, day.next_due) {
            lines.push(format!("    half-way {} · next review by {}", long(midpoint), long(next)));
        }
    }
    let also = days.first().map(|d| d.also.as_slice()).unwrap_or_default();
    let also: Vec<&str> = Also::ALL.iter().filter(|a| also.contains(&a.word())).map(|a| a.says()).collect();
    if !also.is_empty() {
        lines.push(format!("\nYou can also {}.", also.join(", or ")));
    }
    let left = all.saturating_sub(days.len());
    if left > 0 {
        lines.push(format!("\n{}: --show 0 shows all.", count(left, "more day", "more days")));
    }
    lines
}

fn head(name: &str, slot: &Slot) -> String {
    let last = slot.last_day();
    let what = match slot.complete_by {
        Some(_) => "complete by",
        None if last == slot.due => "limit",
        None => "asked by a change by",
    };
    let limit = last.map_or_else(|| "no limit known yet".to_owned(), |d| format!("{what} {}", long(d)));
    let booked = slot.booked.map_or_else(String::new, |d| format!(", booked {}", long(d)));
    format!("{} of {name}: {limit}{booked}", slot.name())
}

fn moving(cx: &mut Context<'_>, desk: &Desk, (child, name): (ChildId, &str), plan: Plan) -> Result<Code> {
    let chain = desk.chain(child, plan)?;
    let what = match plan {
        Plan::Adjourn { on, resume } => {
            let again = resume.map_or_else(String::new, |day| format!(", to go on on {}", long(day)));
            format!("{name}: adjourned on {}{again}; kept under {}", long(on), long(chain.to))
        }
        Plan::Move(_) => format!("{name}: from {} to {}", day_or_dash(chain.from), long(chain.to)),
    };
    cx.page(&MoveView::of(&desk.board, &chain), |view| moved(view, what))
}

fn moved(view: &MoveView<'_>, what: String) -> Vec<String> {
    let (same, other): (Vec<_>, Vec<_>) = view.links.iter().partition(|l| l.link.fate == Fate::Same);
    let mut rows = vec![heading(&["BEFORE", "AFTER", "", "DUTY", "WHO"])];
    rows.extend(other.into_iter().map(|LinkRow { link, who }| {
        let (before, after) = (day_or_dash(link.before), day_or_dash(link.after));
        vec![before, after, link.fate.word().to_owned(), link.title.clone(), (*who).to_owned()]
    }));
    let next = [view.next_due_before, view.next_due_after].map(day_or_dash);
    rows.push(next.into_iter().chain(["", "Limit of the next review", ""].map(str::to_owned)).collect());
    let mut lines = vec![what, view.consent.clone()];
    lines.extend(view.doubt.map(str::to_owned));
    lines.push(table(&rows));
    lines.push(format!("Not moved: {}.", count(same.len(), "open duty", "open duties")));
    lines.push(format!("Tell: {}.", view.told.join(", ")));
    lines
}
