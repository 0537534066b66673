//! The frame: top line, pane, message, footer, and the layers over them. Drawing changes nothing.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::action::Pane;
use super::app::App;
use super::{draw, keymap, linear, pointer, theme, words};

/// Draws everything, under what the tour says while it is walked.
pub(crate) fn view(app: &App, frame: &mut Frame<'_>) {
    let Some(tour) = app.tour.filter(|_| !app.blank) else { return whole(app, frame) };
    let area = frame.area();
    frame.buffer_mut().set_style(area, app.theme.base());
    let [says, keys] = tour.says(app.scope());
    let width = usize::from(area.width).saturating_sub(2);
    let lines = |text: &str, style: Style| {
        words::wrap(text, width).into_iter().map(move |line| Line::styled(format!(" {line}"), style))
    };
    let lines: Vec<Line<'_>> = lines(&says, app.theme.bold()).chain(lines(&keys, app.theme.key())).collect();
    let tall = u16::try_from(lines.len()).unwrap_or(0).min(area.height);
    for (line, y) in lines.into_iter().zip(area.y..area.bottom()) {
        draw::line(frame, area, y, line);
    }
    let below = (area.width, area.height - tall);
    let Some((drawn, at)) = draw::unseen(below, |frame| whole(app, frame)) else { return };
    for (cell, place) in drawn.content.iter().zip(usize::from(tall) * usize::from(area.width)..) {
        if let Some(there) = frame.buffer_mut().content.get_mut(place) {
            there.clone_from(cell);
        }
    }
    pointer::lower(tall);
    if let Some(at) = at {
        frame.set_cursor_position((at.x, at.y + tall));
    }
    if app.theme.ascii {
        theme::plain(frame.buffer_mut());
    }
}

fn whole(app: &App, frame: &mut Frame<'_>) {
    let area = frame.area();
    frame.buffer_mut().set_style(area, app.theme.base());
    if app.blank {
        draw::line(frame, area, area.y, Line::raw(" Casebook is locked. Press any key."));
        return;
    }
    if area.height < 6 || area.width < 30 {
        draw::line(frame, area, area.y, Line::raw("Casebook needs 30×6."));
        return;
    }
    // A low screen gives its keys one line, a narrow one that is tall enough two.
    let keys = keys(app, usize::from(area.width), if area.height < 20 { 1 } else { 2 });
    if app.theme.linear {
        lines(app, frame, &keys);
    } else {
        panes(app, frame, &keys);
    }
    if app.theme.ascii {
        theme::plain(frame.buffer_mut());
    }
}

/// The screen in its panes and boxes.
fn panes(app: &App, frame: &mut Frame<'_>, keys: &[Vec<Key>]) {
    let area = frame.area();
    top(app, frame, Rect { height: 1, ..area });
    let low = u16::try_from(keys.len()).unwrap_or(1);
    let body = Rect { y: area.y + 1, height: area.height - 2 - low, ..area };
    app.screen().view(app.scene(), frame, body);
    let style = if app.message.bad { app.theme.bad() } else { app.theme.accent() };
    let text = words::trim_middle(&format!(" {}", said(app)), usize::from(area.width));
    draw::line(frame, area, area.bottom() - 1 - low, Line::styled(text, style));
    for layer in &app.layers {
        pointer::cover();
        layer.view(frame, app.scene());
    }
    for (keys, y) in keys.iter().zip(area.bottom() - low..) {
        foot(app, keys, frame, Rect { y, height: 1, ..area });
    }
}

/// The same as plain lines: of what lies on top alone, else of the pane.
fn lines(app: &App, frame: &mut Frame<'_>, keys: &[Vec<Key>]) {
    let keys: Vec<String> = keys.iter().flatten().map(|key| format!("{} {}", key.shown, key.label)).collect();
    // The day that is chosen, the question that is asked: no line of a list tells them.
    let board = &app.desk.board;
    let asked = app.sitting.as_ref().filter(|_| app.pane == Pane::Checklists);
    let asked = asked.and_then(|s| s.asked(board).get(s.question).map(|item| item.ask.clone()));
    let chosen = app.screen().about(app.scene()).day.map(words::full).or(asked);
    let chosen = chosen.filter(|_| app.layers.is_empty());
    linear::view(frame, (chosen, &said(app), &keys.join("  ")), |frame| match app.layers.last() {
        Some(layer) => layer.view(frame, app.scene()),
        None => {
            let area = frame.area();
            top(app, frame, Rect { height: 1, ..area });
            app.screen().view(app.scene(), frame, Rect { y: 1, height: area.height - 1, ..area });
        }
    });
}

/// What was said last.
fn said(app: &App) -> String {
    format!("{}{}", if app.message.bad { "▲ " } else { "" }, app.message.text)
}

/// Columns from which on the panes have their names beside their numbers.
const NAMED: usize = 76;

fn top(app: &App, frame: &mut Frame<'_>, area: Rect) {
    let width = usize::from(area.width);
    let board = &app.desk.board;
    let wide = width >= 104;
    // The panes' names stay whole where they can, sooner than the program's own.
    let named = width >= NAMED;
    let title = if named && !wide { "" } else { " Casebook " };
    let mut spans = vec![Span::styled(title, app.theme.bold())];
    for ((pane, name), number) in Pane::ALL.iter().zip(["1", "2", "3", "4", "5"]) {
        let here = *pane == app.pane;
        let text = match (*name, *pane) {
            (_, Pane::Escalations) if named && !wide => format!(" {number} Escal. "),
            (name, _) if named || here => format!(" {number} {name} "),
            _ => format!(" {number} "),
        };
        let late = app.reminders.late;
        let text = if *pane == Pane::Escalations && late > 0 && named {
            format!("{}▲{late} ", text)
        } else {
            text
        };
        let left: usize = spans.iter().map(Span::width).sum();
        let (left, wide) =
            (u16::try_from(left).unwrap_or(0), u16::try_from(words::width(&text)).unwrap_or(0));
        pointer::keys(Rect { x: area.x + left, width: wide, ..area }, vec![(number, 1)]);
        spans.push(Span::styled(text, if here { app.theme.cursor() } else { app.theme.dim() }));
    }
    let line = Line::from(spans);
    let used = line.width();
    draw::line(frame, area, area.y, line);
    let day = words::full(board.today);
    let who = if app.hidden { "" } else { board.iro.as_str() };
    let title = board.practice.title.as_str();
    let hidden = if app.hidden { "⊘ names hidden" } else { "" };
    let demo = if app.options.demo { "demo" } else { "" };
    let short = words::brief(board.today, board.today);
    let join =
        |parts: &[&str]| parts.iter().filter(|p| !p.is_empty()).copied().collect::<Vec<_>>().join(" · ");
    let choices = [
        join(&[demo, who, title, &day, hidden]),
        join(&[who, title, &day, hidden]),
        join(&[who, &day, hidden]),
        join(&[title, &day, hidden]),
        join(&[&day, hidden]),
        join(&[&short, if app.hidden { "⊘" } else { "" }]),
        if app.hidden { "⊘".to_owned() } else { String::new() },
    ];
    let room = width.saturating_sub(used + 2);
    if let Some(text) = choices.iter().find(|t| words::width(t) <= room) {
        let text = words::right(text, room + 1);
        let x = area.x + u16::try_from(used).unwrap_or(0);
        let rest = Rect { x, width: area.width.saturating_sub(x - area.x), ..area };
        draw::line(frame, rest, area.y, Line::styled(text, app.theme.dim()));
    }
}

/// A key of the footer: as the table has it, as people read it, and what it is for.
#[derive(Debug, Clone)]
struct Key {
    key: &'static str,
    shown: String,
    label: &'static str,
}

impl Key {
    /// Columns it takes, the gap after it among them.
    fn wide(&self) -> usize {
        words::width(&self.shown) + words::width(self.label) + 3
    }
}

/// The keys that work now, by the lines of the footer.
fn keys(app: &App, width: usize, most: usize) -> Vec<Vec<Key>> {
    let scope = app.layers.last().map_or_else(|| app.scope(), |layer| layer.footer());
    let entries = keymap::live(scope).filter(|e| !e.label.is_empty() && !app.is_idle(e.action));
    let entries = entries.filter_map(|e| {
        let shown = app.options.keys.shown(scope, &e.keys, app.theme.ascii).into_iter().next()?;
        Some(Key { key: e.keys.first()?, shown, label: e.label })
    });
    // The way to the rest stays in sight, on the last line.
    let (last, first): (Vec<_>, Vec<_>) = entries.partition(|e| matches!(e.label, "keys" | "commands"));
    let kept: usize = last.iter().map(Key::wide).sum();
    let mut lines = vec![Vec::new()];
    let mut room = width.saturating_sub(1);
    for entry in first {
        let bound = |lines: usize, room: usize| room.saturating_sub(if lines == most { kept } else { 0 });
        if entry.wide() > bound(lines.len(), room) && lines.len() < most {
            lines.push(Vec::new());
            room = width.saturating_sub(1);
        }
        if entry.wide() <= bound(lines.len(), room) {
            room -= entry.wide();
            lines.last_mut().into_iter().for_each(|line| line.push(entry.clone()));
        }
    }
    if kept > room && lines.len() < most {
        lines.push(Vec::new());
    }
    if let Some(line) = lines.last_mut() {
        line.extend(last);
    }
    lines
}

/// A line of the footer.
fn foot(app: &App, keys: &[Key], frame: &mut Frame<'_>, area: Rect) {
    let spans = |key: &Key| {
        [Span::styled(key.shown.clone(), app.theme.key()), Span::raw(format!(" {}  ", key.label))]
    };
    let line = std::iter::once(Span::raw(" ")).chain(keys.iter().flat_map(spans)).collect();
    draw::line(frame, area, area.y, line);
    let mut x = area.x + 1;
    for key in keys {
        let width = u16::try_from(key.wide()).unwrap_or(0);
        pointer::keys(Rect { x, width, ..area }, vec![(key.key, 1)]);
        x = x.saturating_add(width);
    }
}
