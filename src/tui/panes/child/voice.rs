//! The child's voice: words heard, what was asked for, and what came of it, in one line of time.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::{Line, Span};

use super::state::{ChildPage, Moment, moments};
use crate::board::Row;
use crate::model::ids::AskId;
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::widgets::list::list;
use crate::tui::{draw, words};

/// What the cursor is on, where it was asked for.
pub(super) fn ask_at(row: &Row, cursor: usize) -> Option<AskId> {
    match moments(row).get(cursor)? {
        Moment::Ask(ask) => Some(ask.id),
        Moment::Words(_) => None,
    }
}

/// The timeline, and under it the moment of the cursor whole.
pub(crate) fn view(scene: Scene<'_>, page: &ChildPage, row: &Row, frame: &mut Frame<'_>, area: Rect) {
    let all = moments(row);
    let low = area.height / 2;
    let upper = Rect { height: area.height - low, ..area };
    let lower =
        Rect { x: area.x + 1, y: area.bottom() - low, width: area.width.saturating_sub(2), height: low };
    let line = |place: usize, width: usize| {
        let moment = all.get(place)?;
        let day = words::fit(&words::full(moment.date()), 16);
        let (status, text) = match moment {
            Moment::Words(note) => {
                let first = words::said(note.text.lines().next().unwrap_or_default());
                (None, format!("“{first}”"))
            }
            Moment::Ask(ask) if ask.outcome_on.is_some() => {
                (Some(Status::Done), format!("asked: {} → {}", ask.text, ask.outcome))
            }
            Moment::Ask(ask) => (Some(Status::DueSoon), format!("asked: {} → nothing yet", ask.text)),
        };
        let mark = status.map_or(' ', |s| s.mark(scene.theme.ascii));
        let style = status.map_or(scene.theme.quote(), |s| scene.theme.status(s));
        Some(Line::from(vec![
            Span::styled(format!(" {mark} {day}"), scene.theme.dim()),
            Span::styled(words::trim(&text, width.saturating_sub(20)), style),
        ]))
    };
    let none = "The child's words are not recorded yet: W records them.";
    list(frame, upper, scene.theme, (page.cursor, all.len()), none, &line);
    let Some(moment) = all.get(page.cursor) else { return };
    let (text, below) = match moment {
        Moment::Words(note) => {
            let heard = row.case.heard.iter().find(|h| h.note == note.id);
            let by = match (heard, note.with.as_str()) {
                (_, "") => String::new(),
                (Some(_), by) => format!("Heard by {by}. "),
                (None, with) => format!("From a contact with: {with}. "),
            };
            let how = heard.map(|h| h.in_words()).unwrap_or_default();
            (note.text.as_str(), format!("{by}{how}"))
        }
        Moment::Ask(ask) => {
            let on = ask.outcome_on.map(|d| format!("{}: {}", words::full(d), ask.outcome));
            (ask.text.as_str(), on.unwrap_or_else(|| "Enter records what came of it.".to_owned()))
        }
    };
    let y = draw::text(frame, lower, lower.y + 1, text, scene.theme.quote());
    draw::text(frame, lower, y, &below, scene.theme.dim());
}
