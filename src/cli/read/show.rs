//! `show` and `handover`: everything recorded about a child, and everything open, on one page.

use chrono::NaiveDate;
use serde::Serialize;

use crate::board::views::card::{Card, UNREAD};
use crate::board::views::due::DueRow;
use crate::board::views::paper::{PaperRow, papers};
use crate::board::views::report::{ReportRow, reports};
use crate::cli::Code;
use crate::cli::context::Context;
use crate::cli::print::table;
use crate::cli::shown::{day_or_dash, indented, section};
use crate::error::{Error, Result};
use crate::model::care::Period;
use crate::model::codes::{ENDS, PLACES, legal_title, title};
use crate::model::doubt::Doubt;
use crate::model::text::capital;
use crate::rules::handover::Handover;
use crate::rules::working::long;

/// `show`.
pub(crate) fn show(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    cx.page(&Card::of(&desk.board, desk.look_at(child)?), page)
}

/// A document of a child, or a report.
#[derive(Serialize)]
#[serde(untagged)]
enum Left<'b> {
    Paper(PaperRow<'b>),
    Report(ReportRow<'b>),
}

impl Left<'_> {
    /// Its day, what it is, of which child, by whom.
    fn words(&self) -> (NaiveDate, &str, String, &str) {
        match self {
            Left::Paper(p) => (p.date, &p.name, p.told(), p.by),
            Left::Report(r) => (r.date, &r.name, r.told().to_owned(), &r.by),
        }
    }
}

/// `documents`: those of a child, or all and the reports, or the text of one.
pub(crate) fn documents(cx: &mut Context<'_>, child: Option<&String>, read: Option<i64>) -> Result<Code> {
    let desk = cx.open()?;
    let only = child.map(|child| desk.board.find(child)).transpose()?;
    let rows = only.map_or_else(|| desk.board.children().iter().collect(), |row| vec![row]);
    let mut all: Vec<PaperRow<'_>> = rows.into_iter().flat_map(papers).collect();
    if let Some(id) = read {
        all.retain(|p| p.id == id);
        let Some(one) = all.first() else {
            return Err(Error::missing(format!("There is no document {id}."))
                .hint("casebook documents lists them with their numbers."));
        };
        return cx.page(one, |p| vec![p.text.to_owned()]);
    }
    all.sort_by_key(|p| p.id);
    let reports = reports(&desk.board, &desk.store)?.into_iter();
    let reports = reports.filter(|r| only.is_none_or(|row| r.of == Some(row.id())));
    let mut all: Vec<Left<'_>> = all.into_iter().map(Left::Paper).chain(reports.map(Left::Report)).collect();
    all.sort_by_key(|left| left.words().0);
    cx.table(
        &all,
        "No document or report was written or sent.",
        &[
            ("ID", |left| match left {
                Left::Paper(p) => p.id.to_string(),
                Left::Report(_) => "–".to_owned(),
            }),
            ("DAY", |left| long(left.words().0)),
            ("CHILD", |left| left.words().1.to_owned()),
            ("WHAT", |left| left.words().2),
            ("BY", |left| left.words().3.to_owned()),
        ],
    )
}

/// `handover`.
pub(crate) fn handover(cx: &mut Context<'_>, child: &str) -> Result<Code> {
    let desk = cx.open()?;
    cx.page(&desk.board.handover(desk.look_at(child)?), Handover::lines)
}

fn page(card: &Card<'_>) -> Vec<String> {
    let mut lines = vec![format!("{}  {}", card.row.name, card.row.child), table(&facts(card))];
    lines.extend(card.recorded.handed.as_ref().map(|h| format!("  {}", capital(&h.words()))));
    lines.push(format!("  Next review: {}", card.next));
    lines.extend(card.told_late.iter().map(|told| format!("  {}", capital(told))));
    lines.extend(card.drift.iter().map(|s| format!("  Stands out: {}", s.what)));
    lines.extend(card.people_rules.iter().map(|f| format!("  People: {}", f.line())));
    lines.extend(card.turning_points.iter().map(|t| format!("  Ahead: {}, {}", long(t.date), t.what)));
    let due = |d: &DueRow<'_>| {
        let day = day_or_dash(d.due);
        vec![format!("  {day}"), d.status.says().to_owned(), d.title.to_owned(), d.instance.to_string()]
    };
    let document =
        |p: &PaperRow<'_>| vec![format!("  {} {}", p.id, p.date), p.told(), format!("by {}", p.by)];
    let sections = [
        ("In care", periods(card)),
        ("Legal status", legal(card)),
        ("Placements", placements(card)),
        ("People", people(card)),
        ("On the same caseload", kin(card)),
        ("To invite", card.invitations.iter().map(|i| vec![format!("  {i}")]).collect()),
        ("Doubts about returns; record doubt CHILD NUMBER --answer answers one", doubts(card)),
        ("Changes", changes(card)),
        ("Documents", card.documents.iter().map(document).collect()),
        ("Owed", card.owed.iter().map(due).collect()),
        ("Others' clocks", card.watched.iter().map(due).collect()),
    ];
    lines.extend(sections.into_iter().filter_map(|(name, rows)| section(name, rows)));
    let wishes =
        card.wishes.map(|w| format!("\nWishes and feelings, {}\n{}", long(w.date), indented(&w.text)));
    lines.extend(wishes);
    lines
}

fn facts(card: &Card<'_>) -> Vec<Vec<String>> {
    card.facts().into_iter().map(|(what, fact)| vec![format!("  {what}"), fact]).collect()
}

fn span(start: Option<NaiveDate>, end: Option<NaiveDate>) -> String {
    let start = start.map_or_else(String::new, long);
    format!("  {start} to {}", end.map_or_else(|| "now".to_owned(), long))
}

/// A period of care: the days that no return tells are not said as if they were known.
fn in_care(p: &Period) -> String {
    let start = if p.start_known { long(p.start) } else { format!("before {}", long(p.start)) };
    match p.end.filter(|_| !p.end_known) {
        Some(last) => format!("  {start} to a day not known, {} or later", long(last)),
        None => format!("  {start} to {}", p.end.map_or_else(|| "now".to_owned(), long)),
    }
}

fn periods(card: &Card<'_>) -> Vec<Vec<String>> {
    let why = |code: &Option<String>| code.as_deref().map_or_else(String::new, |c| title(ENDS, c).to_owned());
    card.periods.iter().map(|p| vec![in_care(p), why(&p.end_reason)]).collect()
}

fn legal(card: &Card<'_>) -> Vec<Vec<String>> {
    let row = |l: &crate::model::care::Legal| {
        vec![span(Some(l.start), l.end), l.code.clone(), legal_title(&l.code).to_owned()]
    };
    card.legal.iter().map(row).collect()
}

fn placements(card: &Card<'_>) -> Vec<Vec<String>> {
    let row = |p: &crate::model::care::Placement| {
        let what = title(PLACES, &p.code).to_owned();
        vec![span(Some(p.start), p.end), p.code.clone(), what, p.carer.clone(), p.area.clone()]
    };
    card.placements.iter().map(row).collect()
}

fn people(card: &Card<'_>) -> Vec<Vec<String>> {
    let rows = card.people.iter().map(|row| {
        let (p, unread) = (row.person, if row.copied_unread { UNREAD } else { "" });
        vec![span(p.start, p.end), row.role.to_owned(), p.name.clone(), format!("{}{unread}", p.detail)]
    });
    rows.collect()
}

fn kin(card: &Card<'_>) -> Vec<Vec<String>> {
    let row = |k: &crate::board::views::card::KinRow<'_>| {
        vec![format!("  {}", k.relation), k.name.clone(), k.child.to_owned()]
    };
    card.kin.iter().map(row).collect()
}

fn doubts(card: &Card<'_>) -> Vec<Vec<String>> {
    let row = |d: &Doubt| {
        let may: Vec<&str> = d.answers().iter().map(|a| a.word()).collect();
        vec![
            format!("  {}", d.id),
            d.column.clone(),
            d.place(),
            d.why.clone(),
            format!("({})", may.join(" or ")),
        ]
    };
    card.recorded.open_doubts().map(row).collect()
}

fn changes(card: &Card<'_>) -> Vec<Vec<String>> {
    let rows = card.changes.iter().map(|c| {
        vec![
            format!("  {} {}", c.id, long(c.date)),
            c.title.to_owned(),
            c.answer(),
            c.text.replace('\n', " "),
        ]
    });
    rows.collect()
}
