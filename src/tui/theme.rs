//! Colours and marks. Colour only adds: every state has its mark and its words as well.

use ratatui::buffer::Buffer;
use ratatui::style::{Color, Modifier, Style};

use crate::casework::settings::Look;
use crate::rules::due::Status;

/// How the screen is dressed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Theme {
    pub(crate) colour: bool,
    pub(crate) ascii: bool,
    pub(crate) look: Look,
    /// The screen is told as plain lines.
    pub(crate) linear: bool,
}

/// The colours of a look, by what they are for.
struct Palette {
    /// Letters and ground; `Reset` where the terminal's own stay.
    base: (Color, Color),
    bad: Color,
    warn: Color,
    good: Color,
    unknown: Color,
    accent: Color,
    dim: Color,
}

const DARK: Palette = Palette {
    base: (Color::Reset, Color::Reset),
    bad: Color::Red,
    warn: Color::Yellow,
    good: Color::Green,
    unknown: Color::Magenta,
    accent: Color::Cyan,
    dim: Color::DarkGray,
};

/// Each at least 4.5 to 1 on white.
const LIGHT: Palette = Palette {
    base: (Color::Indexed(16), Color::Indexed(231)),
    bad: Color::Indexed(124),
    warn: Color::Indexed(94),
    good: Color::Indexed(22),
    unknown: Color::Indexed(90),
    accent: Color::Indexed(25),
    dim: Color::Indexed(241),
};

/// Each at least 7 to 1 on black.
const HIGH_CONTRAST: Palette = Palette {
    base: (Color::Indexed(231), Color::Indexed(16)),
    bad: Color::Indexed(217),
    warn: Color::Indexed(226),
    good: Color::Indexed(120),
    unknown: Color::Indexed(219),
    accent: Color::Indexed(123),
    dim: Color::Indexed(252),
};

/// After Okabe and Ito: told apart by eyes of every kind.
const COLOUR_SAFE: Palette = Palette {
    base: (Color::Reset, Color::Reset),
    bad: Color::Indexed(208),
    warn: Color::Indexed(227),
    good: Color::Indexed(74),
    unknown: Color::Indexed(175),
    accent: Color::Indexed(117),
    dim: Color::Indexed(246),
};

impl Theme {
    fn palette(self) -> &'static Palette {
        match self.look {
            Look::Dark | Look::None => &DARK,
            Look::Light => &LIGHT,
            Look::HighContrast => &HIGH_CONTRAST,
            Look::ColourSafe => &COLOUR_SAFE,
        }
    }

    fn tint(self, colour: impl Fn(&Palette) -> Color) -> Style {
        if self.colour { Style::new().fg(colour(self.palette())) } else { Style::new() }
    }

    /// The ground everything stands on.
    pub(crate) fn base(self) -> Style {
        let (letters, ground) = self.palette().base;
        if self.colour { Style::new().fg(letters).bg(ground) } else { Style::new() }
    }

    pub(crate) fn status(self, status: Status) -> Style {
        match status {
            Status::Overdue => self.bad(),
            Status::DueToday => self.tint(|p| p.warn).add_modifier(Modifier::BOLD),
            Status::DueSoon => self.tint(|p| p.warn),
            Status::Upcoming => Style::new(),
            Status::Unknown => self.tint(|p| p.unknown),
            Status::Done | Status::DoneLate => self.good(),
            _ => self.dim(),
        }
    }

    pub(crate) fn dim(self) -> Style {
        self.tint(|p| p.dim)
    }

    pub(crate) fn accent(self) -> Style {
        self.tint(|p| p.accent)
    }

    pub(crate) fn bold(self) -> Style {
        Style::new().add_modifier(Modifier::BOLD)
    }

    pub(crate) fn key(self) -> Style {
        self.accent().add_modifier(Modifier::BOLD)
    }

    pub(crate) fn bad(self) -> Style {
        self.tint(|p| p.bad).add_modifier(Modifier::BOLD)
    }

    pub(crate) fn good(self) -> Style {
        self.tint(|p| p.good)
    }

    pub(crate) fn quote(self) -> Style {
        self.accent().add_modifier(Modifier::ITALIC)
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
