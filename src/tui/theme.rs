//! Colours and marks. Colour only adds: every state has its mark and its words as well.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::rules::due::Status;

/// How the screen is dressed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Theme {
    pub(crate) colour: bool,
    pub(crate) ascii: bool,
}

impl Theme {
    fn tint(self, colour: Color) -> Style {
        if self.colour { Style::new().fg(colour) } else { Style::new() }
    }

    pub(crate) fn status(self, status: Status) -> Style {
        match status {
            Status::Overdue => self.tint(Color::Red).add_modifier(Modifier::BOLD),
            Status::DueToday => self.tint(Color::Yellow).add_modifier(Modifier::BOLD),
            Status::DueSoon => self.tint(Color::Yellow),
            Status::Upcoming => Style::new(),
            Status::Unknown => self.tint(Color::Magenta),
            Status::Done | Status::DoneLate => self.tint(Color::Green),
            _ => self.dim(),
        }
    }

    pub(crate) fn dim(self) -> Style {
        self.tint(Color::DarkGray)
    }

    pub(crate) fn accent(self) -> Style {
        self.tint(Color::Cyan)
    }

    pub(crate) fn bold(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(crate) fn key(self) -> Style {
        self.accent().add_modifier(Modifier::BOLD)
    }

    pub(crate) fn bad(self) -> Style {
        self.tint(Color::Red).add_modifier(Modifier::BOLD)
    }

    pub(crate) fn good(self) -> Style {
        self.tint(Color::Green)
    }

    pub(crate) fn quote(self) -> Style {
        self.tint(Color::Cyan).add_modifier(Modifier::ITALIC)
    }

    pub(crate) fn cursor(self) -> Style {
        Style::new().add_modifier(Modifier::REVERSED)
    }
}

/// The signs this program draws, each with what stands for it on a plain terminal.
const PLAIN: &[(&str, &str)] = &[
    ("─│╭╮╰╯┌┐└┘├┤┬┴┼━", "-|++++++++++++++-"),
    ("…–—“”‘’", "~--\"\"''"),
    ("▲●◆◇○✓·≈‼⊘", "!*=?o+.%!x"),
    ("█▉▊▋▌▍▎▏▁▂▃▄▅▆▇▒░", "#######||__..-=##:."),
    ("↵↑↓←→▸▶•\u{a0}", "<^v<>>>* "),
];

/// Replaces the signs this program draws by plain ones; names stay as they are.
pub(crate) fn plain(buffer: &mut Buffer) {
    for cell in &mut buffer.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let found = PLAIN.iter().find_map(|(from, to)| {
            let place = from.chars().position(|c| symbol.chars().eq([c]))?;
            to.chars().nth(place)
        });
        if let Some(sign) = found {
            cell.set_char(sign);
        }
    }
}
