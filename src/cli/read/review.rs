//! `review`: one review on one page, as the screen has it.

use crate::board::views::due::DueRow;
use crate::board::views::feedback::told;
use crate::board::views::review_page::ReviewPage;
use crate::cli::Code;
use crate::cli::context::Context;
use crate::cli::print::table;
use crate::cli::shown::{day_or_dash, section};
use crate::error::{Error, Result};
use crate::rules::slot::Slot;
use crate::rules::working::long;

/// `review`.
pub(crate) fn review(cx: &mut Context<'_>, child: &str, sequence: Option<u32>) -> Result<Code> {
    let desk = cx.open()?;
    let row = desk.look_at(child)?;
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
    cx.page(&ReviewPage::of(&desk.board, row, slot), page)
}

fn page(page: &ReviewPage<'_>) -> Vec<String> {
    let due = |d: &DueRow<'_>| {
        let day = format!("  {}", day_or_dash(d.due));
        vec![day, d.status.says().to_owned(), d.who.to_owned(), d.title.to_owned()]
    };
    let turning = page.turning_points.iter().map(|t| vec![format!("  {}", long(t.date)), t.what.clone()]);
    let agenda = page.agenda.iter().map(|m| {
        let answer = m.answer.unwrap_or_default().to_owned();
        vec![format!("  {}", m.matter), answer, format!("{} {}", m.ask, m.note.replace('\n', " "))]
    });
    let attendance = page.attendance.iter().map(|row| {
        let a = row.attendee;
        vec![format!("  {}", row.role), a.name.clone(), a.presence.says().to_owned(), a.note.clone()]
    });
    let feedback = page.feedback.iter().flat_map(|row| {
        let whose = format!("  {} {}", row.by, row.name).trim_end().to_owned();
        let head = vec![whose, told(row.form), row.words.replace('\n', " ")];
        let answers = row.answers.iter().map(|a| {
            let yes = a.yes.map_or("", |yes| if yes { "yes" } else { "no" });
            let reply = if a.reply.is_empty() { String::new() } else { format!(" Answered: {}", a.reply) };
            let words = format!("{}{reply}", a.words).replace('\n', " ");
            vec![format!("    {}", a.question), yes.to_owned(), words.trim().to_owned()]
        });
        std::iter::once(head).chain(answers)
    });
    let decided = page.decisions.iter().map(|d| {
        vec![format!("  {}", d.id), d.status.word().to_owned(), d.who.to_owned(), d.text.to_owned()]
    });
    let sections = [
        ("Turning points before the review after this one", turning.collect()),
        ("Run-up", page.run_up.iter().map(due).collect()),
        ("Agenda", agenda.collect()),
        ("Who took part", attendance.collect()),
        ("Decided", decided.collect()),
        ("Feedback", feedback.collect()),
        ("After", page.after.iter().map(due).collect()),
    ];
    let mut lines = vec![
        format!("{}  review {}", page.row.name, page.row.sequence.map_or("?".to_owned(), |n| n.to_string())),
        table(&facts(page)),
    ];
    lines.extend(sections.into_iter().filter_map(|(name, rows)| section(name, rows)));
    lines
}

fn facts(page: &ReviewPage<'_>) -> Vec<Vec<String>> {
    let row = &page.row;
    let text = |t: Option<&str>| t.filter(|t| !t.is_empty()).unwrap_or("-").to_owned();
    let late = page.booked_late.as_ref().map(|late| format!(", {late}")).unwrap_or_default();
    let mut facts = vec![
        ("Limit", day_or_dash(row.due)),
        ("Booked", format!("{}{late}", day_or_dash(row.booked))),
        ("Held", day_or_dash(row.held)),
        ("Completed", day_or_dash(row.completed)),
        ("The child", text(row.participation.map(|p| p.says()))),
        ("Led by", text(page.led_by)),
        ("Views not followed", text(page.not_followed)),
        ("Decisions sent", day_or_dash(page.decisions_sent)),
        ("Decisions received", day_or_dash(page.decisions_received)),
    ];
    facts.extend(page.approved.clone().map(|a| ("Approved", a)));
    facts.extend(page.late_reason.map(|why| ("Why it was late", why.to_owned())));
    let parts: Vec<String> = page.parts.iter().map(|d| long(*d)).collect();
    facts.extend((!parts.is_empty()).then(|| ("Further meetings", parts.join(", "))));
    facts.extend(page.adjourned.map(|day| {
        let by = row.complete_by.map_or_else(String::new, |by| {
            format!("; complete by {}, nothing proposed at it takes effect before", long(by))
        });
        ("Adjourned", format!("{}: {}{by}", long(day), text(page.adjourn_reason)))
    }));
    facts.into_iter().map(|(what, fact)| vec![format!("  {what}"), fact]).collect()
}
