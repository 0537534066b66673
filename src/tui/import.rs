//! Reading a return while a book is set up: progress, a way to stop, and what came of it.

use std::ops::ControlFlow;
use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyModifiers};
use ratatui::text::Line;

use super::draw;
use super::input::Input;
use super::layers::text::{TextBox, Tone};
use super::terminal::Terminal;
use super::theme::Theme;
use super::words::count;
use crate::board::views::import::{next_review, overview};
use crate::casework::{Desk, own_children};
use crate::error::{Error, Result};
use crate::exchange::read_children;
use crate::exchange::ssda903::Stage;
use crate::model::returns::{Report, Return};
use crate::platform::typed_folder;

/// Rows of each kind spelled out before the rest is left to the command.
const SPELLED: usize = 8;
/// Time between two looks at the progress and at the keyboard.
const TICK: Duration = Duration::from_millis(80);

/// Reads the return in `folder` into a new book and says how it went; a failure leaves the book empty.
pub(crate) fn import_in(terminal: &mut Terminal, theme: Theme, desk: &mut Desk, folder: &str) -> Result<()> {
    let folder = typed_folder(folder);
    let told = match merged(terminal, theme, desk, &folder) {
        Ok(report) => told(&report),
        Err(error) => failed(&error),
    };
    desk.board.refresh(&desk.store)?;
    loop {
        terminal.draw(|frame| {
            told.draw(frame, theme);
            let area = frame.area();
            let y = area.bottom().saturating_sub(1);
            draw::line(frame, area, y, Line::styled(" Enter goes on to the caseload", theme.dim()));
            if theme.ascii {
                super::theme::plain(frame.buffer_mut());
            }
        })?;
        if let Event::Key(key) = terminal.input.read()?
            && matches!(key.code, KeyCode::Enter | KeyCode::Esc | KeyCode::Char(_))
        {
            return Ok(());
        }
    }
}

fn merged(terminal: &mut Terminal, theme: Theme, desk: &mut Desk, folder: &Path) -> Result<Report> {
    let mut last = Instant::now();
    let mut look = |what: &str, done: u64, total: u64| {
        if last.elapsed() < TICK {
            return ControlFlow::Continue(());
        }
        last = Instant::now();
        let percent = (done * 100).checked_div(total).unwrap_or(100).min(100);
        let drawn = terminal.draw(|frame| {
            let area = frame.area();
            let text = format!(" {what} {percent}%   Esc stops; nothing of the return is written then");
            draw::line(frame, area, area.y, Line::styled(" Casebook", theme.bold()));
            draw::line(frame, area, area.y + 2, Line::styled(text, theme.accent()));
        });
        if drawn.is_err() || stopped(&mut terminal.input) {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    };
    let mut ret: Return = read_children(folder, desk.board.today, &mut |p| {
        let what = if p.stage == Stage::Reading { "Reading" } else { "Working out" };
        look(what, p.done, p.total)
    })?;
    let mine = own_children(&mut ret, &desk.board.iro);
    desk.merge(ret, mine.as_ref(), &mut |done, total| look("Writing", done, total))
}

/// Whether a key asked to stop; other keys typed meanwhile are dropped.
fn stopped(input: &mut Input) -> bool {
    let mut stop = false;
    while input.poll(Duration::ZERO).unwrap_or(false) {
        if let Ok(Event::Key(key)) = input.read() {
            let control = key.modifiers.contains(KeyModifiers::CONTROL);
            stop |= key.code == KeyCode::Esc || (control && key.code == KeyCode::Char('c'));
        }
    }
    stop
}

fn told(report: &Report) -> TextBox {
    let mut text = TextBox::new("The return was read");
    let n = |n: u64| usize::try_from(n).unwrap_or(usize::MAX);
    for table in &report.tables {
        text.push(
            Tone::Dim,
            format!("{}: {}, {}", table.file, table.table, count(n(table.rows), "row", "rows")),
        );
    }
    for passed in &report.not_read {
        text.push(Tone::Dim, format!("{} was not read: {}", passed.file, passed.why));
    }
    text.push(Tone::Plain, "");
    overview(report, false).into_iter().for_each(|line| text.push(Tone::Head, line));
    if !report.moved.is_empty() {
        text.push(Tone::Head, format!("Next review moved: {}", report.moved.len()));
    }
    for m in report.moved.iter().take(SPELLED) {
        let [before, after] = [&m.before, &m.after].map(|next| next_review(next.as_ref()));
        text.push(Tone::Plain, format!("{}: {before} \u{2192} {after}", m.child));
    }
    for (remarks, title) in [(&report.refused, "Refused"), (&report.doubts, "Taken with doubt")] {
        if !remarks.is_empty() {
            text.push(Tone::Head, format!("{title}: {}", remarks.len()));
        }
        for r in remarks.iter().take(SPELLED) {
            let row = format!("{}, {} {:?}: {}", r.place(), r.column, r.value, r.why);
            text.push(Tone::Plain, row);
        }
    }
    if [report.refused.len(), report.doubts.len(), report.moved.len()].iter().any(|n| *n > SPELLED) {
        text.push(Tone::Dim, "The whole list: casebook import ssda903 FOLDER --dry-run --json");
    }
    text.push(Tone::Plain, "");
    text.push(Tone::Dim, "u in the caseload takes the whole import back.");
    text
}

fn failed(error: &Error) -> TextBox {
    let mut text = TextBox::new("The return was not read");
    text.push(Tone::Head, error.message.clone());
    text.push(Tone::Plain, error.hint.clone());
    text.push(Tone::Plain, "");
    text.push(Tone::Plain, "Nothing of it is in the book. I in the caseload reads it once that is mended.");
    text
}
