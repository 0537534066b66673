//! A child's page drawn.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Line;

use super::state::{ChildPage, duties};
use super::{ledger, tabs, voice};
use crate::board::Row;
use crate::rules::due::Status;
use crate::tui::place::Tab;
use crate::tui::scene::Scene;
use crate::tui::widgets::list::list;
use crate::tui::widgets::{self, decision, summary, timeline};
use crate::tui::{draw, words};

pub(crate) fn view(page: &ChildPage, scene: Scene<'_>, frame: &mut Frame<'_>, area: Rect) {
    let Some(row) = scene.row(page.id) else { return };
    let under = widgets::page::page(scene, row, page.tab, frame, area);
    let body = Rect { y: under.y + 1, height: under.height.saturating_sub(1), ..under };
    match page.tab {
        Tab::Overview => overview(scene, page, row, frame, body),
        Tab::Duties => {
            let all = duties(row);
            let lines = |place: usize, width| all.get(place).map(|d| summary::due_line(scene, d, width));
            list(
                frame,
                body,
                scene.theme,
                (page.cursor, all.len()),
                "Nothing is owed and nothing was done.",
                &lines,
            );
        }
        Tab::Reviews => tabs::reviews(scene, page, row, frame, body),
        Tab::Decisions => ledger::view(scene, page, row, frame, body),
        Tab::Escalations => tabs::concerns(scene, page, row, frame, body),
        Tab::Changes => tabs::changes(scene, page, row, frame, body),
        Tab::Voice => voice::view(scene, page, row, frame, body),
        Tab::Notes => tabs::notes(scene, page, row, frame, body),
        Tab::Documents => tabs::documents(scene, page, row, frame, body),
        Tab::People => tabs::people(scene, page, row, frame, body),
    }
}

fn overview(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let mut y = area.y;
    let plain = |text: String| Line::raw(words::trim(&format!(" {text}"), width));
    let head = [plain(summary::care(scene, row)), plain(summary::review(scene, row))];
    let folded = summary::folded(scene, row).into_iter().map(|text| plain(text).style(scene.theme.dim()));
    for line in summary::next_lines(scene, row, width).into_iter().chain(head).chain(folded) {
        draw::line(frame, area, y, line);
        y += 1;
    }
    if let Some(text) = summary::doubts(row) {
        draw::line(frame, area, y, plain(text).style(scene.theme.status(Status::DueSoon)));
        y += 1;
    }
    if area.height > 12 {
        y = timeline::view(
            scene,
            row,
            frame,
            Rect { y: y + 1, height: area.height.saturating_sub(3), ..area },
        );
    }
    for signal in row.signals(scene.today()) {
        draw::line(
            frame,
            area,
            y,
            Line::styled(format!(" ● {}", signal.what), scene.theme.status(Status::DueSoon)),
        );
        y += 1;
    }
    if let Some(next) = scene.board().turning_points(row).first().filter(|_| area.height > 16) {
        let text = format!(" ○ {}: {}", words::day(next.date, scene.today()), next.what);
        draw::line(frame, area, y, Line::styled(words::trim(&text, width), scene.theme.dim()));
        y += 1;
    }
    if let Some(note) = row.wishes() {
        let text = format!("“{}” – {}", words::said(&note.text), words::day(note.date, scene.today()));
        let spot = Rect { x: area.x + 1, width: area.width.saturating_sub(2), ..area };
        for part in words::wrap(&text, usize::from(spot.width)).into_iter().take(3) {
            draw::line(frame, spot, y, Line::styled(part, scene.theme.quote()));
            y += 1;
        }
    }
    y += 1;
    let owed: Vec<_> = row.judged().mine().collect();
    let lines = |place: usize, width| owed.get(place).map(|d| summary::due_line(scene, d, width));
    let rest = Rect { y, height: area.bottom().saturating_sub(y), ..area };
    list(frame, rest, scene.theme, (page.cursor, owed.len()), "✓ Nothing of yours is owed.", &lines);
    let below = u16::try_from(owed.len().max(1) + 1).unwrap_or(u16::MAX).min(rest.height);
    beyond(scene, row, frame, Rect { y: rest.y + below, height: rest.height - below, ..rest });
}

/// What a tall screen has room for: the decisions still open, and what was written last.
fn beyond(scene: Scene<'_>, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let ledger = scene.board().ledger(row);
    let open = ledger.iter().filter(|entry| entry.decision.is_open());
    let decisions: Vec<Line<'_>> = open.map(|entry| decision::line(scene, entry, width)).collect();
    let notes = row.case.notes.iter().rev().map(|note| tabs::note_line(scene, row, note, width)).collect();
    let mut y = area.y;
    for (head, lines) in [("Decisions still open", decisions), ("Written last", notes)] {
        // A heading stands over two lines at least, and leaves half of the room to the other.
        let room = usize::from(area.bottom().saturating_sub(y));
        if lines.is_empty() || room < 3 {
            continue;
        }
        draw::line(frame, area, y, Line::styled(format!(" {head}"), scene.theme.key()));
        let most = usize::from(area.height / 2).max(2);
        for line in lines.into_iter().take(most) {
            y += 1;
            draw::line(frame, area, y, line);
        }
        y += 2;
    }
}
