//! The terminal, taken over and given back: on leaving, on a fault, on a signal.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste};
use crossterm::terminal::{
    BeginSynchronizedUpdate, EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen,
    disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use ratatui::Frame;
use ratatui::backend::CrosstermBackend;

use crate::error::{Error, Result};

/// The terminal while it is ours; dropping it gives it back.
pub(crate) struct Terminal {
    inner: ratatui::Terminal<CrosstermBackend<BufWriter<Stdout>>>,
    ended: Arc<AtomicBool>,
}

impl Terminal {
    pub(crate) fn take() -> Result<Self> {
        let ended = Arc::new(AtomicBool::new(false));
        watch_signals(&ended).map_err(Error::internal)?;
        tell_of_faults();
        enable_raw_mode().map_err(Error::internal)?;
        let mut out = BufWriter::with_capacity(64 * 1024, io::stdout());
        let begun = execute!(out, EnterAlternateScreen, EnableBracketedPaste, cursor::Hide);
        let inner = begun.and_then(|()| ratatui::Terminal::new(CrosstermBackend::new(out)));
        match inner {
            Ok(inner) => Ok(Self { inner, ended }),
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

    /// Whether a signal asked to end.
    pub(crate) fn ended(&self) -> bool {
        self.ended.load(Ordering::Relaxed)
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

/// Reading keys sleeps through a signal; a thread that waits for signals raises the flag and then
/// wakes the reader the way a resized window does.
#[cfg(unix)]
fn watch_signals(ended: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGWINCH};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT])?;
    let flag = Arc::clone(ended);
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for _ in signals.forever() {
            flag.store(true, Ordering::Relaxed);
            let _ = signal_hook::low_level::raise(SIGWINCH);
        }
    })?;
    Ok(())
}

#[cfg(not(unix))]
fn watch_signals(ended: &Arc<AtomicBool>) -> io::Result<()> {
    use signal_hook::consts::{SIGINT, SIGTERM};
    for signal in [SIGTERM, SIGINT] {
        signal_hook::flag::register(signal, Arc::clone(ended))?;
    }
    Ok(())
}
