//! How a form is drawn: label, field, fault under it; what does not fit scrolls with the focus.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Modifier;
use ratatui::text::{Line as Text, Span};

use super::Form;
use super::choice::Choice;
use super::field::{Field, Value};
use crate::tui::draw;
use crate::tui::pointer;
use crate::tui::theme::Theme;
use crate::tui::words;

/// The least and, by its share of the form, the most the labels take.
const LABEL: u16 = 16;
const SHARE: u16 = 2;
/// The least and the most lines of a block of words.
const BLOCK: u16 = 6;
const BLOCK_MOST: u16 = 16;
/// The most lines of a list of choices.
const LIST: u16 = 7;

/// Columns of the labels: as many as the longest shown takes, its mark and the spaces round it.
fn label_columns(form: &Form, width: u16) -> u16 {
    let longest = form.fields.iter().filter(|f| f.shown).map(|f| words::width(f.label)).max();
    let wanted = u16::try_from(longest.unwrap_or(0) + 3).unwrap_or(LABEL);
    wanted.max(LABEL).min((width / SHARE).max(LABEL))
}

/// A label broken to its columns.
fn label(field: &Field, columns: u16) -> Vec<String> {
    words::wrap(field.label, usize::from(columns).saturating_sub(3))
}

/// Lines a field takes: a block of words so many, its label in so many columns and its fault in so many.
fn height(field: &Field, on: bool, block: u16, labels: u16, columns: usize) -> u16 {
    let label = u16::try_from(label(field, labels).len()).unwrap_or(1);
    let own = if field.is_block() { block } else { 1 + listed(field, on) };
    let fault = u16::try_from(fault(field, columns).len()).unwrap_or(0);
    if field.shown { own.max(label) + fault } else { 0 }
}

/// Lines that the longest block of words takes in so many columns, and one to write on.
fn written(form: &Form, columns: usize) -> u16 {
    let blocks = form.fields.iter().filter(|f| f.shown && f.is_block());
    let lines = blocks.map(|f| f.text().lines().map(|l| words::wrap(l, columns).len().max(1)).sum::<usize>());
    u16::try_from(lines.max().unwrap_or(0) + 1).unwrap_or(BLOCK_MOST)
}

/// What is wrong with a field, in lines that fit under it.
fn fault(field: &Field, columns: usize) -> Vec<String> {
    if field.error.is_empty() { Vec::new() } else { words::wrap(&field.error, columns) }
}

/// Lines of the list of a field with many choices: there while they are being chosen from.
fn listed(field: &Field, on: bool) -> u16 {
    let left = field.many().filter(|_| on).map_or(0, |choice| choice.left().len());
    u16::try_from(left).unwrap_or(LIST).min(LIST)
}

/// What is chosen, and what was typed to find it.
fn chosen(choice: &Choice, on: bool, columns: usize, theme: Theme) -> Text<'static> {
    let arrow = if on { theme.key() } else { theme.dim() };
    let place = choice.on.map_or("–".to_owned(), |place| (place + 1).to_string());
    let place = match choice.typed.as_str() {
        "" => format!("{place}/{}", choice.all.len()),
        typed => format!("{typed:?}"),
    };
    let room = columns.saturating_sub(words::width(&place) + 6);
    let shown = match choice.on.and_then(|place| choice.all.get(place)) {
        Some((_, shown)) => Span::styled(words::trim(shown, room), theme.bold()),
        None => Span::styled(words::trim("choose, or type part of it", room), theme.dim()),
    };
    Text::from(vec![
        Span::styled("← ", arrow),
        shown,
        Span::styled(" → ", arrow),
        Span::styled(place, theme.dim()),
    ])
}

/// The choices that are left, the chosen one in sight.
fn list(choice: &Choice, frame: &mut Frame<'_>, area: Rect, theme: Theme) {
    let left = choice.left();
    let at = left.iter().position(|place| Some(*place) == choice.on);
    let top = words::top(at.unwrap_or(0), left.len(), usize::from(area.height));
    for ((place, index), y) in left.iter().enumerate().skip(top).zip(area.y..area.bottom()) {
        let shown = choice.all.get(*index).map_or("", |(_, shown)| shown);
        let text = words::fit(&format!(" {shown}"), usize::from(area.width));
        draw::row(frame, area, y, Text::raw(text), Some(place) == at, theme);
    }
}

pub(crate) fn view(form: &Form, frame: &mut Frame<'_>, theme: Theme) {
    let width = usize::from(frame.area().width.saturating_sub(4).min(84)).saturating_sub(4);
    let error = (!form.error.is_empty()).then(|| form.error.clone());
    let notes: Vec<(bool, Option<_>, String)> = form
        .notes
        .iter()
        .map(|(s, n)| (false, *s, n.clone()))
        .chain(error.map(|e| (true, None, e)))
        .flat_map(|(bad, s, n)| words::wrap(&n, width).into_iter().map(move |l| (bad, s, l)))
        .collect();
    let labels = label_columns(form, u16::try_from(width).unwrap_or(LABEL));
    let columns = (width + 4).saturating_sub(usize::from(labels) + 1).max(1);
    let notes_height = u16::try_from(notes.len()).unwrap_or(0);
    let is_on = |f: &Field| form.fields.get(form.focus).is_some_and(|on| on.key == f.key);
    let usual: u16 = form.fields.iter().map(|f| height(f, is_on(f), BLOCK, labels, columns)).sum();
    let spare = frame.area().height.saturating_sub(usual + notes_height + 5);
    let block = written(form, columns).clamp(BLOCK, BLOCK_MOST).min(BLOCK + spare);
    let height = |field: &Field| height(field, is_on(field), block, labels, columns);
    let fields: u16 = form.fields.iter().map(height).sum();
    let area = draw::modal(frame, theme, &form.title, 84, fields + notes_height + 3);
    let mut y = area.y;
    // Half of a low screen is the fields', where they want it.
    let most = area.height.saturating_sub(fields.min(area.height / 2) + 1);
    for (bad, status, note) in notes.iter().take(usize::from(most)) {
        let style = match status {
            _ if *bad => theme.bad(),
            Some(status) => theme.status(*status),
            None => theme.dim(),
        };
        draw::line(frame, area, y, Text::styled(format!(" {note}"), style));
        y += 1;
    }
    if !notes.is_empty() {
        y += 1;
    }
    let room = area.bottom().saturating_sub(y);
    let upto: u16 = form.fields.iter().take(form.focus + 1).map(height).sum();
    let mut skip = upto.saturating_sub(room);
    for (place, field) in form.fields.iter().enumerate() {
        let tall = height(field);
        if skip > 0 {
            skip = skip.saturating_sub(tall.max(1));
            continue;
        }
        if tall == 0 || y >= area.bottom() {
            continue;
        }
        let spot = Rect { y, height: tall.min(area.bottom() - y), ..area };
        if place != form.focus {
            pointer::steps(spot, "tab", "backtab", form.steps_to(place));
        }
        one(field, place == form.focus, frame, spot, labels, theme);
        y += tall;
    }
}

fn one(field: &Field, on: bool, frame: &mut Frame<'_>, area: Rect, labels: u16, theme: Theme) {
    let named = label(field, labels);
    for (part, y) in named.iter().zip(area.y..area.bottom()) {
        let mark = if on && y == area.y { "▸" } else { " " };
        let label = format!("{mark}{} ", words::right(part, usize::from(labels).saturating_sub(3)));
        draw::line(frame, area, y, Text::styled(label, if on { theme.key() } else { theme.dim() }));
    }
    let x = area.x + labels.min(area.width);
    let inner = Rect { x, width: area.right().saturating_sub(x + 1), ..area };
    let columns = usize::from(inner.width);
    let under = u16::try_from(fault(field, columns.max(1)).len()).unwrap_or(0);
    let room = area.height.saturating_sub(under + 1);
    match &field.value {
        Value::Line(line, secret) => {
            let (text, at) = line.shown(columns, *secret);
            let empty = text.is_empty() && !field.hint.is_empty();
            let span = if empty {
                Span::styled(words::trim(field.hint, columns), theme.dim())
            } else {
                Span::styled(words::fit(&text, columns), theme.bold().add_modifier(Modifier::UNDERLINED))
            };
            draw::line(frame, inner, area.y, Text::from(span));
            if on && inner.height > 0 {
                let at = u16::try_from(at).unwrap_or(0).min(inner.width.saturating_sub(1));
                frame.set_cursor_position((x + at, area.y));
            }
        }
        Value::Choice(choice) => {
            draw::line(frame, inner, area.y, chosen(choice, on, columns, theme));
            if on && choice.is_many() {
                list(
                    choice,
                    frame,
                    Rect { y: area.y + 1, height: listed(field, on).min(room), ..inner },
                    theme,
                );
            }
        }
        Value::Block(block) => {
            let tall = area.height.saturating_sub(under).max(1);
            frame.render_widget(&**block, Rect { height: tall, ..inner });
            if !on {
                frame.buffer_mut().set_style(
                    Rect { height: tall, ..inner },
                    theme.dim().remove_modifier(Modifier::REVERSED),
                );
            }
        }
    }
    let own = if field.is_block() {
        area.height.saturating_sub(under)
    } else {
        u16::try_from(named.len()).unwrap_or(1).max(1 + listed(field, on).min(room))
    };
    for (text, y) in fault(field, columns.max(1)).into_iter().zip(area.y + own..area.bottom()) {
        draw::line(frame, inner, y, Text::styled(text, theme.bad()));
    }
}
