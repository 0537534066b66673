//! `notes`, `voice` and `find`: what was written down, what children said, and words looked for in all of it.

use crate::board::views::found::found;
use crate::board::views::note::{NoteRow, notes as all_notes};
use crate::board::views::voice::{VoiceRow, voice as said};
use crate::cli::Code;
use crate::cli::context::{Context, rows};
use crate::cli::shown::indented;
use crate::documents::case_note::case_note;
use crate::error::Result;
use crate::rules::working::long;

/// `notes`.
pub(crate) fn notes(
    cx: &mut Context<'_>,
    child: Option<&String>,
    unpasted: bool,
    paste: bool,
) -> Result<Code> {
    let desk = cx.open()?;
    let mut all = all_notes(&desk.board, &rows(&desk, child)?, child.is_none());
    // What is about the service has no child's record to be pasted into.
    all.retain(|n| !unpasted || (!n.note.pasted && n.child.is_some()));
    let page = |note: &NoteRow<'_>| match note.child.filter(|_| paste) {
        Some(number) => {
            let who = format!("{} ({number})", note.name);
            [case_note(&who, note.note, note.heard, &desk.board.iro), String::new()]
        }
        None => [head(note), indented(&note.note.text)],
    };
    cx.pages(&all, "No notes.", |all| all.iter().flat_map(page).collect())
}

fn head(row: &NoteRow<'_>) -> String {
    let note = row.note;
    let met = note.met();
    let with = if met.is_empty() { met } else { format!(" {met}") };
    let pasted = if note.pasted { ", pasted" } else { "" };
    let copied = if row.copied_unread { ", copied, not read here" } else { "" };
    let (day, kind) = (long(note.date), note.kind.word());
    format!("{day}  {} [{}]: {kind}{with}{pasted}{copied}", row.name, note.id)
}

/// `voice`.
pub(crate) fn voice(cx: &mut Context<'_>, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let all: Vec<VoiceRow<'_>> = rows(&desk, child)?.into_iter().flat_map(said).collect();
    let page = |v: &VoiceRow<'_>| {
        let mut lines = vec![format!("{}  {} {}", long(v.date), v.name, v.told), indented(v.text)];
        lines.extend(v.outcome.map(|outcome| indented(&format!("→ {outcome}"))));
        lines
    };
    cx.pages(&all, "Nothing is recorded.", |all| all.iter().flat_map(page).collect())
}

/// `find`.
pub(crate) fn find(cx: &mut Context<'_>, words: &str, child: Option<&String>) -> Result<Code> {
    let desk = cx.open()?;
    let all = found(&desk.board, &rows(&desk, child)?, child.is_none(), words);
    cx.table(
        &all,
        "Nothing that was written has these words.",
        &[
            ("DAY", |f| f.date.map_or_else(|| "-".to_owned(), long)),
            ("CHILD", |f| f.name.clone()),
            ("WHAT", |f| format!("{} {}", f.kind, f.id)),
            ("LINE", |f| f.line.clone()),
        ],
    )
}
