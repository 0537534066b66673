//! Text to read: why a date is its date, the keys, a note to paste.

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::Line as Text;

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

/// A note to copy into the council's system.
#[derive(Debug)]
pub(crate) struct Paste {
    pub(crate) text: String,
    /// What marks it as pasted.
    pub(crate) pasted: Ask,
}

/// Lines, and how far they are scrolled.
#[derive(Debug, Default)]
pub(crate) struct TextBox {
    pub(crate) paste: Option<Paste>,
    pub(crate) title: String,
    pub(crate) lines: Vec<(Tone, String)>,
    pub(crate) scroll: usize,
}

impl TextBox {
    pub(crate) fn new(title: impl Into<String>) -> Self {
        Self { title: title.into(), ..Self::default() }
    }

    pub(crate) fn push(&mut self, tone: Tone, text: impl Into<String>) {
        self.lines.push((tone, text.into()));
    }

    fn step(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(self.lines.len().saturating_mul(3));
    }

    pub(crate) fn draw(&self, frame: &mut Frame<'_>, theme: Theme) {
        let width = usize::from(frame.area().width.saturating_sub(4).min(96)).saturating_sub(4);
        let wrapped: Vec<(Tone, String)> = self
            .lines
            .iter()
            .flat_map(|(tone, text)| words::wrap(text, width).into_iter().map(|line| (*tone, line)))
            .collect();
        let height = u16::try_from(wrapped.len() + 2).unwrap_or(u16::MAX);
        let area = draw::modal(frame, theme, &self.title, 96, height);
        let rows = usize::from(area.height);
        let top = self.scroll.min(wrapped.len().saturating_sub(rows));
        for ((tone, line), y) in wrapped.iter().skip(top).take(rows).zip(area.y..) {
            draw::line(frame, area, y, Text::styled(format!(" {line}"), tone.style(theme)));
        }
        if top + rows < wrapped.len() {
            let left = format!(" {} more lines: j ", wrapped.len() - top - rows);
            draw::foot(frame, area, &left, theme);
        }
    }
}

impl Layer for TextBox {
    fn scope(&self) -> Scope {
        if self.paste.is_some() { Scope::Paste } else { Scope::Text }
    }

    fn take(&mut self, action: Action, _: Scene<'_>) -> Ask {
        match (action, &mut self.paste) {
            (Action::Up, _) => self.step(-1),
            (Action::Down, _) => self.step(1),
            (Action::PageUp, _) => self.step(-10),
            (Action::PageDown, _) => self.step(10),
            (Action::First, _) => self.scroll = 0,
            (Action::Last, _) => self.step(isize::MAX / 2),
            (Action::Copy, Some(paste)) => {
                let told = "Copied where the terminal can; m marks the note as pasted.";
                return Ask::Copy(paste.text.clone()).then(Ask::say(told));
            }
            (Action::Pasted, Some(paste)) => {
                return Ask::Close.then(std::mem::replace(&mut paste.pasted, Ask::Nothing));
            }
            _ => return Ask::Close,
        }
        Ask::Nothing
    }

    fn view(&self, frame: &mut Frame<'_>, scene: Scene<'_>) {
        self.draw(frame, scene.theme);
    }
}
