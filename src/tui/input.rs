//! Keys and pastes as they come from the terminal.

mod decode;

use std::io;
use std::time::{Duration, Instant};

use crossterm::event::{self, Event};
use crossterm::terminal;

use crate::error::{Error, Result};
use crate::platform::{self, Keyboard};

/// A terminal that has not sent more after an escape for so long sent the key.
const PAUSE: Duration = Duration::from_millis(25);
/// Longer than anybody waits.
const LONG: Duration = Duration::from_secs(24 * 60 * 60);

/// Where events come from.
pub(crate) struct Input {
    /// What is typed, as bytes; none where the system hands out keys.
    typed: Option<&'static dyn Keyboard>,
    /// What is still to be understood.
    bytes: Vec<u8>,
    next: Option<Event>,
}

impl Input {
    pub(crate) fn open() -> Result<Self> {
        let typed = platform::keyboard().map_err(Error::internal)?;
        Ok(Self { typed, bytes: Vec::new(), next: None })
    }

    /// Whether something comes within so long.
    pub(crate) fn poll(&mut self, wait: Duration) -> Result<bool> {
        match self.typed {
            Some(typed) => self.await_one(typed, wait).map_err(Error::internal),
            None => event::poll(wait).map_err(Error::internal),
        }
    }

    /// What comes next.
    pub(crate) fn read(&mut self) -> Result<Event> {
        if self.typed.is_none() {
            return event::read().map_err(Error::internal);
        }
        loop {
            if let Some(event) = self.next.take() {
                return Ok(event);
            }
            self.poll(LONG)?;
        }
    }

    fn await_one(&mut self, typed: &dyn Keyboard, wait: Duration) -> io::Result<bool> {
        let begun = Instant::now();
        loop {
            self.understand(false);
            if self.next.is_some() {
                return Ok(true);
            }
            let left = wait.saturating_sub(begun.elapsed());
            let unsure = self.bytes == [decode::ESC];
            match typed.wait(if unsure { left.min(PAUSE) } else { left })? {
                Some(more) if more.is_empty() => {
                    let (columns, rows) = terminal::size()?;
                    self.next = Some(Event::Resize(columns, rows));
                }
                Some(more) => self.bytes.extend_from_slice(&more),
                None if unsure && left >= PAUSE => self.understand(true),
                None => return Ok(false),
            }
        }
    }

    /// Takes the next event out of the bytes; `all` where no more belong to them.
    fn understand(&mut self, all: bool) {
        while self.next.is_none()
            && let Some((event, length)) = decode::first(&self.bytes, all)
        {
            self.next = event;
            self.bytes.drain(..length);
        }
        if self.bytes.is_empty() {
            // What is freed is wiped; what is only cleared is not.
            self.bytes = Vec::new();
        }
    }
}
