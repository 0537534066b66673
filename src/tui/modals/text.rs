//! Text to read: why a date is its date, the keys, a note to paste.

use ratatui::Frame;
use ratatui::style::Style;
use ratatui::text::Line as Text;

use crate::model::ids::{ChildId, NoteId};
use crate::tui::draw;
use crate::tui::theme::Theme;
use crate::tui::words;

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Paste {
    pub(crate) child: ChildId,
    pub(crate) note: NoteId,
    pub(crate) text: String,
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

    pub(crate) fn step(&mut self, by: isize) {
        self.scroll = self.scroll.saturating_add_signed(by).min(self.lines.len().saturating_mul(3));
    }

    pub(crate) fn view(&self, frame: &mut Frame<'_>, theme: Theme) {
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
