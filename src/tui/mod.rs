//! The screen: everything by keyboard, one thread, no tick. It blocks on input, drains what is
//! pending and draws once; the only timers are midnight and the idle lock.

mod about;
mod action;
mod app;
mod ask;
mod calendar_forms;
mod clip;
mod config;
mod deed;
mod draw;
mod entry;
mod fill;
mod forms;
mod frame;
mod import;
pub(crate) mod keymap;
mod keys;
mod late;
mod layers;
mod line;
mod modals;
mod panes;
mod place;
mod save;
mod scene;
mod screen;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod widgets;
mod words;

use std::path::Path;
use std::time::{Duration, Instant};

use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers, poll, read};

use crate::casework::Desk;
use crate::clock;
use crate::error::{Error, Result};
use app::{App, Fate, Seat};
use terminal::Terminal;

pub use config::Options;

/// After this long without a key the screen locks.
const IDLE: Duration = Duration::from_secs(5 * 60);

/// Shows the desk until the person quits.
///
/// # Errors
/// When the terminal fails, or the book cannot be opened again after a lock.
pub fn run(desk: Desk, options: Options) -> Result<()> {
    let mut terminal = Terminal::take()?;
    let (mut desk, mut seat) = (desk, Seat::default());
    loop {
        let fate;
        (fate, seat) = session(&mut terminal, desk, options.clone(), seat)?;
        let (Fate::Lock, Some(path)) = (fate, &options.book) else { return Ok(()) };
        match entry::unlock_in(&mut terminal, options.theme(), path)? {
            Some(open) => desk = open,
            None => return Ok(()),
        }
        if let Some(day) = options.day {
            desk.set_today(day);
        }
    }
}

/// Asks for what a new book needs and makes it; `None` when the person left.
///
/// # Errors
/// When the terminal fails.
pub fn first_run(path: &Path) -> Result<Option<Desk>> {
    entry::set_up_in(&mut Terminal::take()?, Options::of_terminal().theme(), path)
}

/// Asks for the passphrase and opens the book; `None` when the person left.
///
/// # Errors
/// When the terminal fails, or the book is damaged or newer than the program.
pub fn unlock(path: &Path) -> Result<Option<Desk>> {
    entry::unlock_in(&mut Terminal::take()?, Options::of_terminal().theme(), path)
}

/// One stretch between unlocking and locking. The desk is dropped, and the book closed, at its end.
fn session(terminal: &mut Terminal, desk: Desk, options: Options, seat: Seat) -> Result<(Fate, Seat)> {
    let mut app = App::resumed(desk, options, seat);
    let (mut last, mut woke) = (Instant::now(), clock::now_utc_naive());
    let mut drawn = false;
    loop {
        if !drawn {
            terminal.draw(|frame| frame::view(&app, frame))?;
            drawn = true;
        }
        let idle = IDLE.saturating_sub(last.elapsed());
        let wait = if app.blank { clock::until_midnight() } else { idle.min(clock::until_midnight()) };
        if poll(wait).map_err(Error::internal)? {
            loop {
                let event = read().map_err(Error::internal)?;
                // A machine that slept stopped the one clock, not the other: the first key finds it locked.
                let slept = (clock::now_utc_naive() - woke).to_std().unwrap_or_default();
                if slept >= IDLE && !app.blank {
                    app.lock();
                    break;
                }
                if !matches!(event, Event::Resize(..)) {
                    (last, woke) = (Instant::now(), clock::now_utc_naive());
                }
                take(&mut app, event);
                if app.fate != Fate::Stay || !poll(Duration::ZERO).map_err(Error::internal)? {
                    break;
                }
            }
            if let Some(text) = app.clip.take() {
                terminal.copy(&text)?;
            }
            drawn = false;
        }
        let today = app.options.day.unwrap_or_else(clock::today);
        if today != app.today() {
            app.desk.set_today(today);
            app.refresh();
            app.say(format!("A new day: {}.", words::full(today)));
            drawn = false;
        }
        if last.elapsed() >= IDLE && !app.blank {
            app.lock();
            (last, woke) = (Instant::now(), clock::now_utc_naive());
            drawn = false;
        }
        if app.fate != Fate::Stay {
            return Ok((app.fate, app.seat()));
        }
    }
}

fn take(app: &mut App, event: Event) {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => {}
        Event::Key(key)
            if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) =>
        {
            app.say("q quits; everything is saved already.");
        }
        Event::Key(key) => app.key(key),
        Event::Paste(text) => app.paste(&text),
        _ => {}
    }
}
