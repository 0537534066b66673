//! The first screen of all, where there is no book yet: what this is, and the ways in.

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};
use ratatui::Frame;

use super::layers::text::{TextBox, Tone};
use super::terminal::Terminal;
use super::theme::Theme;
use super::{draw, linear, theme};
use crate::error::Result;

/// What the person chose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Start {
    /// Look round an invented caseload.
    Demo,
    /// The same, step by step.
    Tour,
    /// Set up a book of one's own.
    Own,
    Leave,
}

/// Shows it until a way is chosen.
pub(crate) fn choose(terminal: &mut Terminal, theme: Theme) -> Result<Start> {
    loop {
        terminal.draw(|frame| view(frame, theme))?;
        let Event::Key(key) = terminal.input.read()? else { continue };
        let stop = key.modifiers.contains(KeyModifiers::CONTROL) && key.code == KeyCode::Char('c');
        match key.code {
            _ if key.kind == KeyEventKind::Release => {}
            _ if stop => return Ok(Start::Leave),
            KeyCode::Char('d') => return Ok(Start::Demo),
            KeyCode::Char('t') => return Ok(Start::Tour),
            KeyCode::Char('n') | KeyCode::Enter => return Ok(Start::Own),
            KeyCode::Char('q') | KeyCode::Esc => return Ok(Start::Leave),
            _ => {}
        }
    }
}

pub(crate) fn view(frame: &mut Frame<'_>, theme: Theme) {
    let mut text = TextBox::new("Welcome to Casebook");
    let about = "The caseload of an Independent Reviewing Officer: every child in care, what is due and why, the reviews, \
                 what children said, and the concerns you raise.";
    let kept = "It works offline, by keyboard. Everything is kept in one encrypted file on this computer, and nothing is \
                sent anywhere.";
    for line in [about, "", kept, ""] {
        text.push(Tone::Plain, line);
    }
    text.push(Tone::Key, "n  Start your own: name, authority, passphrase, your return if any");
    text.push(Tone::Key, "t  A tour in ten steps on invented children, with your own keys");
    text.push(Tone::Key, "d  Try it first on 64 invented children; nothing of that is kept");
    text.push(Tone::Key, "q  Leave");
    let area = frame.area();
    frame.buffer_mut().set_style(area, theme.base());
    let keys = " n start   t tour   d try   q leave";
    if theme.linear {
        linear::view(frame, (None, "", keys.trim()), |frame| text.draw(frame, theme));
    } else {
        text.draw(frame, theme);
        let keys = ratatui::text::Line::styled(keys, theme.dim());
        draw::line(frame, area, area.bottom().saturating_sub(1), keys);
    }
    if theme.ascii {
        theme::plain(frame.buffer_mut());
    }
}
