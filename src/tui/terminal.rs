//! The terminal, taken over and given back: on leaving, on a fault, on a signal.

use std::io::{self, BufWriter, Stdout, Write};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;

use super::clip;
use crate::error::{Error, Result};

/// The terminal while it is ours; dropping it gives it back.
pub(crate) struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
}

impl Terminal {
    pub(crate) fn take() -> Result<Self> {
        watch_signals().map_err(Error::internal)?;
        tell_of_faults();
        enable_raw_mode().map_err(Error::internal)?;
        let mut out = BufWriter::with_capacity(64 * 1024, io::stdout());
        let begun = execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide);
        let inner = begun.and_then(|()| ratatui::Terminal::new(CrosstermBackend::new(out)));
        match inner {
            Ok(inner) => Ok(Self { inner }),
            Err(error) => {
                give_back();
                Err(Error::internal(error))
            }
        }
    }

    /// Draws one frame with one write.
    pub(crate) fn draw(&mut self, view: impl FnOnce(&mut Frame<'_>)) -> Result<()> {
        let drawn = (|| {
            queue!(self.inner.backend_mut(), BeginSynchronizedUpdate)?;
            self.inner.draw(view)?;
            queue!(self.inner.backend_mut(), EndSynchronizedUpdate)?;
            Write::flush(self.inner.backend_mut())
        })();
        drawn.map_err(Error::internal)
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

/// A signal to end: the terminal is given back and the program leaves at once. Every act and every
/// letter typed is in the book by then, and reading keys would sleep through it.
#[cfg(unix)]
fn watch_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        if let Some(signal) = signals.forever().next() {
            give_back();
            std::process::exit(128 + signal);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals() -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    for signal in [SIGTERM, SIGINT] {
        let armed = std::sync::Arc::new(std::sync::atomic::AtomicBool::new(true));
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, armed)?;
    }
    Ok(())
}
