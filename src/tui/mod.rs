//! The screen: everything by keyboard, one thread, no tick. It blocks on input, drains what is
//! pending and draws once. It wakes by itself for midnight, for the lock and to see whether the machine slept.

mod about;
mod action;
mod app;
mod ask;
mod clip;
mod config;
mod draw;
mod entry;
mod fill;
mod frame;
mod import;
mod input;
pub(crate) mod keymap;
mod keys;
mod late;
mod layers;
mod line;
mod linear;
mod own_keys;
mod panes;
mod place;
mod pointer;
mod safe;
mod scene;
mod screen;
mod task;
mod terminal;
#[cfg(test)]
mod tests;
mod theme;
mod tour;
mod welcome;
mod widgets;
mod words;

use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use crossterm::event::{Event, KeyCode, KeyEventKind, KeyModifiers};
use ratatui::backend::TestBackend;

use crate::casework::{Desk, lock_minutes};
use crate::clock;
use crate::error::Result;
use crate::platform;
use app::{App, Fate, Seat};
use terminal::Terminal;

pub(crate) use config::Options;
pub(crate) use own_keys::OwnKeys;

/// Children of the invented caseload.
pub(crate) const DEMO: usize = 64;
/// After this long without a key what was recorded is moved from the journal into the book's file.
const REST: Duration = Duration::from_secs(20);
/// The longest single wait while names are shown: between two, a machine that slept shows in its clocks.
const LOOK: Duration = Duration::from_secs(2);
/// A wait that took this much longer than was asked for was a sleep.
const SLEPT: Duration = Duration::from_secs(10);

/// Shows the desk until the person quits; gives what should be said then.
///
/// # Errors
/// When the terminal fails, or the book cannot be opened again after a lock.
pub(crate) fn run(desk: Desk, options: Options) -> Result<Vec<String>> {
    let mut terminal = Terminal::take()?;
    let (mut desk, mut seat) = (desk, Seat::default());
    loop {
        let (fate, said);
        (fate, seat, said) = session(&mut terminal, desk, options.clone(), seat)?;
        let (Fate::Lock, Some(path)) = (fate, &options.book) else { return Ok(said) };
        terminal.forget()?;
        let today = options.day.unwrap_or_else(clock::today);
        match entry::unlock_in(&mut terminal, options.theme(), path, today)? {
            Some(open) => desk = open,
            None => return Ok(Vec::new()),
        }
    }
}

/// Draws the first frame on a screen in memory; gives how many cells are not blank.
pub(crate) fn first_frame(desk: Desk) -> Option<(App, usize)> {
    let app = App::resumed(desk, Options::default(), Seat::default());
    let mut terminal = ratatui::Terminal::new(TestBackend::new(120, 40)).ok()?;
    let drawn = terminal.draw(|frame| frame::view(&app, frame)).ok()?;
    let cells = drawn.buffer.content().iter().filter(|cell| cell.symbol() != " ").count();
    Some((app, cells))
}

/// Welcomes a person who has no book, and makes one; `None` when the person left. The invented caseload can be tried
/// before.
///
/// # Errors
/// When the terminal fails.
pub(crate) fn first_run(path: &Path, today: NaiveDate, options: &Options) -> Result<Option<Desk>> {
    let theme = options.theme();
    loop {
        let mut terminal = Terminal::take()?;
        match welcome::choose(&mut terminal, theme)? {
            welcome::Start::Leave => return Ok(None),
            welcome::Start::Own => {
                if let Some(desk) = entry::set_up_in(&mut terminal, theme, path, today)? {
                    return Ok(Some(desk));
                }
            }
            start @ (welcome::Start::Demo | welcome::Start::Tour) => {
                drop(terminal);
                let tour = start == welcome::Start::Tour;
                let options = Options { demo: true, tour, book: None, looks: None, ..options.clone() };
                run(Desk::demo(today, DEMO, 1, None)?, options)?;
            }
        }
    }
}

/// Asks for the passphrase and opens the book; `None` when the person left.
///
/// # Errors
/// When the terminal fails, or the book is damaged or newer than the program.
pub(crate) fn unlock(path: &Path, today: NaiveDate, options: &Options) -> Result<Option<Desk>> {
    entry::unlock_in(&mut Terminal::take()?, options.theme(), path, today)
}

/// Whether a wait of so long that took so long was a sleep of the machine.
fn slept(wait: Duration, took: Duration) -> bool {
    took >= wait + SLEPT
}

/// One stretch between unlocking and locking. The desk is dropped, and the book closed, at its end.
fn session(
    terminal: &mut Terminal,
    desk: Desk,
    options: Options,
    seat: Seat,
) -> Result<(Fate, Seat, Vec<String>)> {
    let mut app = App::resumed(desk, options, seat);
    terminal.hear_mouse(app.options.hears_mouse());
    let mut last = Instant::now();
    let (mut drawn, mut rested) = (false, true);
    loop {
        if !drawn {
            terminal.draw(|frame| frame::view(&app, frame))?;
            drawn = true;
        }
        let idle = Duration::from_secs(60 * lock_minutes(&app.desk.store));
        let left = idle.saturating_sub(last.elapsed()).min(LOOK);
        let wait = if app.blank { clock::until_midnight() } else { left.min(clock::until_midnight()) };
        let before = clock::Moment::now();
        let ready = terminal.input.poll(wait)?;
        if !app.blank && slept(wait, before.ago()) {
            if ready {
                // The key that woke the machine is for nobody.
                terminal.input.read()?;
            }
            app.lock();
            drawn = false;
        } else if ready {
            loop {
                let event = terminal.input.read()?;
                if !matches!(event, Event::Resize(..)) {
                    last = Instant::now();
                }
                take(&mut app, event, terminal.size());
                if app.fate != Fate::Stay || !terminal.input.poll(Duration::ZERO)? {
                    break;
                }
            }
            app.flush();
            terminal.hear_mouse(app.options.hears_mouse());
            if let Some(text) = app.clip.take() {
                terminal.copy(&text)?;
            }
            if let Some(folder) = app.import.take() {
                import::import_in(terminal, app.theme, &mut app.desk, &folder)?;
                app.refresh();
                last = Instant::now();
            }
            (drawn, rested) = (false, false);
        }
        let today = app.options.day.unwrap_or_else(clock::today);
        if today != app.today() {
            app.desk.set_today(today);
            app.desk.store.back_up_day(today);
            app.refresh();
            app.say(format!("A new day: {}.", words::full(today)));
            drawn = false;
        }
        if !rested && last.elapsed() >= REST {
            app.desk.store.rest();
            rested = true;
        }
        if last.elapsed() >= idle && !app.blank {
            app.lock();
            last = Instant::now();
            drawn = false;
        }
        if app.fate == Fate::Quit {
            app.desk.store.back_up_quit();
        }
        if app.fate != Fate::Stay {
            // Where a passphrase is asked for the mouse marks text again.
            terminal.hear_mouse(false);
            return Ok((app.fate, app.seat(), app.desk.store.remarks()));
        }
    }
}

fn take(app: &mut App, event: Event, size: (u16, u16)) {
    match event {
        Event::Key(key) if key.kind == KeyEventKind::Release => {}
        Event::Key(key)
            if key.code == KeyCode::Char('c') && key.modifiers.contains(KeyModifiers::CONTROL) =>
        {
            app.say("q quits, from any pane.");
        }
        Event::Key(key)
            if key.code == KeyCode::Char('z') && key.modifiers.contains(KeyModifiers::CONTROL) =>
        {
            platform::stop();
        }
        Event::Key(key) => app.key(keymap::meant(key)),
        Event::Paste(text) => app.paste(&text),
        Event::Mouse(event) => app.point(event, size),
        _ => {}
    }
}
