//! The terminal, taken over and given back: on leaving, on a fault, on a signal.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate, EnterAlternateScreen,
    LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;

use super::clip;
use super::input::Input;
use crate::error::{Error, Result};
use crate::platform;

type Inner = ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Held while a frame is drawn, and while the program is stopped.
static SCREEN: Mutex<()> = Mutex::new(());
/// Whether what was drawn is no longer on the screen.
static STALE: AtomicBool = AtomicBool::new(false);

/// Whether the terminal tells of the mouse while it is ours.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// A screen with nothing on it.
fn blank() -> io::Result<Inner> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    fresh()
}

/// The terminal while it is ours; dropping it gives it back.
pub(crate) struct Terminal {
    inner: Inner,
    pub(super) input: Input,
}

fn take_over() -> io::Result<()> {
    enable_raw_mode()?;
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste, cursor::Hide)?;
    if MOUSE.load(Ordering::Relaxed) { execute!(io::stdout(), EnableMouseCapture) } else { Ok(()) }
}

fn fresh() -> io::Result<Inner> {
    ratatui::Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(64 * 1024, io::stdout())))
}

impl Terminal {
    pub(crate) fn take() -> Result<Self> {
        static WATCHED: AtomicBool = AtomicBool::new(false);
        if !WATCHED.swap(true, Ordering::Relaxed) {
            platform::watch_signals(give_back, without).map_err(Error::internal)?;
        }
        tell_of_faults();
        let input = Input::open()?;
        match take_over().and_then(|()| fresh()) {
            Ok(inner) => Ok(Self { inner, input }),
            Err(error) => {
                give_back();
                Err(Error::internal(error))
            }
        }
    }

    /// Drops what was drawn and how it was written: after a lock no name lies in a buffer of ours.
    pub(crate) fn forget(&mut self) -> Result<()> {
        self.inner = blank().map_err(Error::internal)?;
        Ok(())
    }

    /// Draws one frame with one write.
    pub(crate) fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        let held = SCREEN.lock();
        let drawn = (|| {
            if STALE.swap(false, Ordering::Relaxed) {
                self.inner = blank()?;
            }
            queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
            self.inner.draw(view)?;
            queue!(self.inner.backend_mut(), EndSynchronizedUpdate)?;
            Write::flush(self.inner.backend_mut())
        })();
        drop(held);
        drawn.map_err(Error::internal)
    }

    /// Columns and rows, as they were last drawn.
    pub(crate) fn size(&mut self) -> (u16, u16) {
        let area = self.inner.get_frame().area();
        (area.width, area.height)
    }

    /// Has the terminal tell of the mouse, or not; one that cannot goes without.
    pub(crate) fn hear_mouse(&self, hear: bool) {
        let held = SCREEN.lock();
        let _ = match (MOUSE.swap(hear, Ordering::Relaxed), hear) {
            (false, true) => execute!(io::stdout(), EnableMouseCapture),
            (true, false) => execute!(io::stdout(), DisableMouseCapture),
            _ => Ok(()),
        };
        drop(held);
    }

    /// Asks the terminal to put text on the clipboard.
    pub(crate) fn copy(&mut self, text: &str) -> Result<()> {
        let out = self.inner.backend_mut();
        let written = out.write_all(clip::sequence(text).as_bytes()).and_then(|()| Write::flush(out));
        written.map_err(Error::internal)
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back; what fails cannot be helped and must not hide what led here.
fn give_back() {
    if MOUSE.load(Ordering::Relaxed) {
        let _ = execute!(io::stdout(), DisableMouseCapture);
    }
    let _ = disable_raw_mode();
    let _ = execute!(
        io::stdout(),
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        LeaveAlternateScreen,
        cursor::Show
    );
}

/// On a fault of ours the terminal is given back and a neutral word is said: a panic's own words could
/// hold a name.
fn tell_of_faults() {
    std::panic::set_hook(Box::new(|_| {
        give_back();
        eprintln!("Casebook met a fault and has stopped. Your saved work is safe.");
        std::process::exit(i32::from(crate::error::Kind::Internal.exit_code()));
    }));
}

/// Gives the terminal back, names and all, for as long as `stopped` takes.
fn without(stopped: &dyn Fn()) {
    let held = SCREEN.lock();
    give_back();
    stopped();
    let _ = take_over();
    STALE.store(true, Ordering::Relaxed);
    drop(held);
}
