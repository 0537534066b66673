//! Text to read: why a date is its date, the keys, a note to paste.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::Line as Text;

use super::leaving::{Outgoing, save_text};
use crate::tui::action::{Action, Scope};
use crate::tui::ask::{Ask, Layer};
use crate::tui::scene::Scene;
use crate::tui::theme::Theme;
use crate::tui::{draw, words};

/// How a line is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tone {
    Plain,
    Head,
    Dim,
    Result,
    Key,
}

impl Tone {
    fn style(self, theme: Theme) -> Style {
        match self {
            Tone::Plain => Style::new(),
            Tone::Head => theme.bold(),
            Tone::Dim => theme.dim(),
            Tone::Result => theme.accent().patch(theme.bold()),
            Tone::Key => theme.accent(),
        }
    }
}

/// The most columns of a text; those from which on one may stand in two columns, and the most of it then.
const MOST: u16 = 96;
const TWO: u16 = 110;
const MOST_OF_TWO: u16 = 170;

/// Lines, and how far they are scrolled.
#[derive(Debug, Default)]
pub(crate) struct TextBox {
    pub(crate) title: String,
    pub(crate) lines: Vec<(Tone, String)>,
    pub(crate) scroll: usize,
    /// It stands in two columns where there is room.
    columns: bool,
    scope: Option<Scope>,
    outgoing: Option<Outgoing>,
    /// What the keys of its own ask for; each closes it first.
    keys: Vec<(Action, Ask)>,
}

impl TextBox {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    pub(crate) fn push(&mut self, tone: Tone, text: impl Into<String>) {
        self.lines.push((tone, text.into()));
    }

    pub(crate) fn in_columns(self) -> Self {
        Self { columns: true, ..self }
    }

    /// With keys of its own.
    pub(crate) fn keys_of(self, scope: Scope, keys: Vec<(Action, Ask)>) -> Self {
        Self { scope: Some(scope), keys, ..self }
    }

    /// With text that can leave.
    pub(crate) fn outgoing(self, outgoing: Outgoing) -> Self {
        Self { scope: self.scope.or(Some(Scope::Outgoing)), outgoing: Some(outgoing), ..self }
    }

    fn step(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(self.lines.len().saturating_mul(3));
    }

    pub(crate) fn draw(&self, frame: &mut Frame<'_>, theme: Theme) {
        let screen = frame.area().width.saturating_sub(4);
        let two = self.columns && screen >= TWO;
        let (columns, most) = if two { (2, MOST_OF_TWO) } else { (1, MOST) };
        let width = usize::from(screen.min(most).saturating_sub(4) / columns);
        let wrapped: Vec<(Tone, String)> = self
            .lines
            .iter()
            .flat_map(|(tone, text)| words::wrap(text, width).into_iter().map(|line| (*tone, line)))
            .collect();
        let columns = usize::from(columns);
        let height = u16::try_from(wrapped.len().div_ceil(columns) + 2).unwrap_or(u16::MAX);
        let area = draw::modal(frame, theme, &self.title, most, height);
        let rows = usize::from(area.height);
        let top = self.scroll.min(wrapped.len().saturating_sub(rows * columns));
        for column in 0..columns {
            let x = area.x + u16::try_from(column * (width + 1)).unwrap_or(0);
            let part = Rect { x, width: area.right().saturating_sub(x), ..area };
            for ((tone, line), y) in wrapped.iter().skip(top + column * rows).take(rows).zip(area.y..) {
                draw::line(frame, part, y, Text::styled(format!(" {line}"), tone.style(theme)));
            }
        }
        if top + rows * columns < wrapped.len() {
            let left = format!(" {} more lines: j ", wrapped.len() - top - rows * columns);
            draw::foot(frame, area, &left, theme);
        }
    }
}

impl Layer for TextBox {
    fn scope(&self) -> Scope {
        self.scope.unwrap_or(Scope::Text)
    }

    fn is_idle(&self, action: Action) -> bool {
        let own = matches!(action, Action::Moves | Action::Message | Action::CloseConcern);
        own && !self.keys.iter().any(|(key, _)| *key == action)
    }

    fn take(&mut self, action: Action, _: Scene<'_>) -> Ask {
        if let Some((_, ask)) = self.keys.iter_mut().find(|(key, _)| *key == action) {
            return Ask::Close.then(std::mem::replace(ask, Ask::Nothing));
        }
        match (action, &self.outgoing) {
            (Action::Up, _) => self.step(-1),
            (Action::Down, _) => self.step(1),
            (Action::PageUp, _) => self.step(-10),
            (Action::PageDown, _) => self.step(10),
            (Action::First, _) => self.scroll = 0,
            (Action::Last, _) => self.step(isize::MAX / 2),
            (Action::Copy, Some(outgoing)) => {
                let pasted = self.keys.iter().any(|(key, _)| *key == Action::Pasted);
                let then = if pasted { "m marks the note as pasted." } else { "s writes it to a file." };
                let told = format!("Copied where the terminal can; {then}");
                return Ask::Copy(outgoing.text.clone()).then(Ask::Say(told));
            }
            (Action::Save, Some(outgoing)) => return save_text(outgoing.clone()),
            _ if self.is_idle(action) => return Ask::say("The concern is closed; u takes the closing back."),
            _ => return Ask::Close,
        }
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        self.draw(frame, scene.theme);
    }
}
