//! Threads read the terminal and watch its size. The library of the screen has a reader too, but what was typed stays in
//! that one's buffers until as much is typed again, a passphrase among it. Nothing is kept here once it was taken: what is
//! freed is wiped.

use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::mem;
use std::os::fd::AsFd;
use std::sync::{Condvar, Mutex, OnceLock, PoisonError};
use std::thread::Builder;
use std::time::Duration;

use signal_hook::consts::SIGWINCH;
use signal_hook::iterator::Signals;
use zeroize::Zeroize;

use crate::platform::Keyboard;

/// What came and was not taken yet.
#[derive(Debug, Default)]
struct Waiting {
    bytes: Vec<u8>,
    resized: bool,
    ended: bool,
}

#[derive(Debug, Default)]
struct Typed {
    waiting: Mutex<Waiting>,
    came: Condvar,
}

impl Typed {
    fn note(&self, change: impl FnOnce(&mut Waiting)) {
        change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.came.notify_all();
    }

    /// Takes what a terminal sends until it is gone.
    fn take_from(&self, mut terminal: File) {
        let mut bytes = [0; 1024];
        loop {
            match terminal.read(&mut bytes) {
                Ok(0) => break,
                Ok(read) => {
                    self.note(|w| w.bytes.extend_from_slice(bytes.get(..read).unwrap_or_default()));
                    bytes.zeroize();
                }
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => break,
            }
        }
        self.note(|w| w.ended = true);
    }
}

impl Keyboard for Typed {
    fn wait(&self, at_most: Duration) -> io::Result<Option<Vec<u8>>> {
        let waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        let nothing = |w: &mut Waiting| w.bytes.is_empty() && !w.resized && !w.ended;
        let waited = self.came.wait_timeout_while(waiting, at_most, nothing);
        let (mut waiting, _) = waited.unwrap_or_else(PoisonError::into_inner);
        let (bytes, resized) = (mem::take(&mut waiting.bytes), mem::take(&mut waiting.resized));
        if waiting.ended && bytes.is_empty() {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        Ok((resized || !bytes.is_empty()).then_some(bytes))
    }
}

/// The keyboard, read by threads that begin with the first call.
pub(in crate::platform) fn keyboard() -> io::Result<Option<&'static dyn Keyboard>> {
    static TYPED: OnceLock<Typed> = OnceLock::new();
    if let Some(typed) = TYPED.get() {
        return Ok(Some(typed));
    }
    let stdin = io::stdin();
    let terminal = if stdin.is_terminal() {
        File::from(stdin.as_fd().try_clone_to_owned()?)
    } else {
        File::open("/dev/tty")?
    };
    let mut sizes = Signals::new([SIGWINCH])?;
    let typed = TYPED.get_or_init(Typed::default);
    let watch = move || sizes.forever().for_each(|_| typed.note(|w| w.resized = true));
    Builder::new().name("sizes".to_owned()).spawn(watch)?;
    Builder::new().name("keys".to_owned()).spawn(move || typed.take_from(terminal))?;
    Ok(Some(typed))
}
