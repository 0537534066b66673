//! `notes`: what was recorded, read back.

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::{Context, rows};
use crate::board::Row;
use crate::documents::case_note::case_note;
use crate::error::Result;
use crate::model::child::CopyOf;
use crate::model::record::Note;
use crate::rules::working::long;

#[derive(Serialize)]
struct NoteRow<'a> {
    id: i64,
    child: Option<&'a str>,
    date: NaiveDate,
    kind: &'static str,
    with: &'a str,
    text: &'a str,
    pasted: bool,
}

/// `notes`.
pub(crate) fn notes(
    cx: &mut Context<'_>,
    child: Option<&String>,
    unpasted: bool,
    paste: bool,
) -> Result<Code> {
    let desk = cx.open()?;
    let mut all: Vec<(Option<&Row>, &Note)> = rows(&desk, child)?
        .into_iter()
        .flat_map(|r| r.case.notes.iter().map(move |n| (Some(r), n)))
        .collect();
    if child.is_none() {
        all.extend(desk.board.service_notes.iter().map(|n| (None, n)));
    }
    // What is about the service has no child's record to be pasted into.
    all.retain(|(row, n)| !unpasted || (!n.pasted && row.is_some()));
    all.sort_by_key(|(_, n)| (n.date, n.id));
    if cx.json() {
        let rows: Vec<NoteRow<'_>> = all.iter().map(|(r, n)| note_row(*r, n)).collect();
        cx.print.json(&rows)?;
        return Ok(Code::DONE);
    }
    if all.is_empty() {
        cx.print.line("No notes.");
    }
    for (row, note) in all {
        if let Some(row) = row.filter(|_| paste) {
            let who = format!("{} ({})", row.case.child.name(), row.case.child.number);
            let heard = row.case.heard.iter().find(|h| h.note == note.id);
            cx.print.line(case_note(&who, note, heard, &desk.board.iro));
            cx.print.line("");
            continue;
        }
        let who = row.map_or_else(|| "Service".to_owned(), |r| r.case.child.name());
        let with = if note.with.is_empty() { String::new() } else { format!(" {}", note.with) };
        let pasted = if note.pasted { ", pasted" } else { "" };
        let (id, day, kind) = (note.id, long(note.date), note.kind.word());
        let mark = row.and_then(|r| r.case.copied_mark(CopyOf::Note, id.0));
        let copied = mark.map_or("", |_| ", copied, not read here");
        cx.print.line(format!("{day}  {who} [{id}]: {kind}{with}{pasted}{copied}"));
        cx.print.line(indented(&note.text));
    }
    Ok(Code::DONE)
}

fn note_row<'a>(row: Option<&'a Row>, n: &'a Note) -> NoteRow<'a> {
    NoteRow {
        id: n.id.0,
        child: row.map(|r| r.case.child.number.as_str()),
        date: n.date,
        kind: n.kind.word(),
        with: &n.with,
        text: &n.text,
        pasted: n.pasted,
    }
}

/// Lines set in by four.
pub(crate) fn indented(text: &str) -> String {
    text.lines().map(|l| format!("    {l}")).collect::<Vec<_>>().join("\n")
}
