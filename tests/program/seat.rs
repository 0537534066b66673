//! The program in a terminal of its own: keys go in, the screen comes out. Nothing sleeps here: a test
//! waits for what it should see, and fails with the screen when that does not come.

use std::ffi::OsStr;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::mpsc;
use std::time::{Duration, Instant};

use filedescriptor::{POLLIN, poll, pollfd};
use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use tempfile::TempDir;

/// What a test may wait for anything; a debug build derives a key well within it, on a loaded machine too. Only a
/// test that fails waits so long.
const PATIENCE: Duration = Duration::from_secs(20);

/// The passphrase of every book made here.
pub const PASSPHRASE: &str = "seven quiet otters swim north";

/// A home folder with nothing in it but what a test puts there.
pub struct Home {
    folder: TempDir,
}

impl Home {
    pub fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(home.path("pass"), PASSPHRASE).unwrap();
        home
    }

    /// A home with a book of no children, whose key derivation is cheap.
    pub fn begun() -> Self {
        let home = Self::new();
        let day = "2026-11-22".parse().unwrap();
        casebook::measured::new_book(&home.book(), PASSPHRASE.as_bytes(), "england", day).unwrap();
        home
    }

    /// A home with a book of twelve invented children, the same on every run, as of 22 November 2026.
    pub fn with_book() -> Self {
        let home = Self::new();
        let made = home.run(["demo", "--children", "12", "--seed", "7", "--write"], [home.book()]);
        assert!(made.status.success(), "{made:?}");
        home
    }

    /// Another home with the same files.
    pub fn copy(&self) -> Self {
        let home = Self::new();
        for entry in std::fs::read_dir(self.folder.path()).unwrap().map(|e| e.unwrap().path()) {
            if entry.is_file() {
                std::fs::copy(&entry, home.path(entry.file_name().unwrap().to_str().unwrap())).unwrap();
            }
        }
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn book(&self) -> PathBuf {
        self.path("caseload.casebook")
    }

    /// Runs a command to its end, on the book of this home, its passphrase given by a file.
    pub fn run<A: AsRef<OsStr>, B: AsRef<OsStr>>(
        &self,
        args: impl IntoIterator<Item = A>,
        more: impl IntoIterator<Item = B>,
    ) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_casebook"));
        command.env_clear().env("HOME", self.folder.path()).env("CASEBOOK_BOOK", self.book());
        command.env("CASEBOOK_PASSPHRASE_FILE", self.path("pass")).args(["--on", "2026-11-22"]);
        command.args(args).args(more).output().unwrap()
    }

    /// What a command prints as JSON.
    pub fn json(&self, args: &[&str]) -> serde_json::Value {
        let done = self.run(args, ["--json"]);
        assert!(done.status.success(), "{args:?}: {done:?}");
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// Sits down at the program, 80 columns by 24 rows, on the book of this home.
    pub fn sit(&self, args: &[&str]) -> Seat {
        let book = self.book();
        let on = ["--book", book.to_str().unwrap(), "--on", "2026-11-22"];
        Seat::new(self.folder.path(), &[&on, args].concat(), (80, 24))
    }
}

/// A terminal with the program in it.
pub struct Seat {
    pty: Pty,
    program: Program,
    seen: vt100::Parser,
    frame: FrameEnd,
}

/// Whether a frame has begun and not ended: the marks round one, and what may be the beginning of a mark.
#[derive(Default)]
struct FrameEnd {
    open: bool,
    last: Vec<u8>,
}

impl FrameEnd {
    fn note(&mut self, bytes: &[u8]) {
        self.last.extend_from_slice(bytes);
        for mark in self.last.windows(8) {
            match mark {
                b"\x1b[?2026h" => self.open = true,
                b"\x1b[?2026l" => self.open = false,
                _ => {}
            }
        }
        self.last.drain(..self.last.len().saturating_sub(7));
    }
}

/// The program, ended with its seat.
struct Program(Box<dyn Child + Send + Sync>);

struct Pty {
    master: Box<dyn MasterPty + Send>,
    output: Box<dyn Read + Send>,
    input: Box<dyn Write + Send>,
}

impl Seat {
    pub fn new(home: &Path, args: &[&str], size: (u16, u16)) -> Self {
        Self::with(home, args, size, &[])
    }

    /// A terminal with the program in it, in an environment that has more than it must.
    pub fn with(home: &Path, args: &[&str], (columns, rows): (u16, u16), more: &[(&str, PathBuf)]) -> Self {
        let size = PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 };
        let pair = native_pty_system().openpty(size).unwrap();
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_casebook"));
        command.args(args);
        command.env_clear();
        command.env("HOME", home);
        command.env("TERM", "xterm-256color");
        more.iter().for_each(|(name, value)| command.env(name, value));
        let child = pair.slave.spawn_command(command).unwrap();
        // The program holds its end alone: when it ends, so does its output.
        drop(pair.slave);
        let output = pair.master.try_clone_reader().unwrap();
        let input = pair.master.take_writer().unwrap();
        let cells = |n| NonZeroU16::new(n).unwrap();
        let seen = vt100::Parser::new(cells(rows), cells(columns), 0);
        Self {
            pty: Pty { master: pair.master, output, input },
            program: Program(child),
            seen,
            frame: FrameEnd::default(),
        }
    }

    /// The screen as text, a line a row.
    pub fn text(&self) -> String {
        self.seen.screen().contents()
    }

    /// Whether the terminal was asked to tell of the mouse.
    pub fn hears_mouse(&self) -> bool {
        self.seen.screen().mouse_protocol_mode() != vt100::MouseProtocolMode::None
    }

    /// Presses the left button at a column and a row, both from 1, as a terminal tells it.
    pub fn click(&mut self, column: u16, row: u16) {
        self.write(&format!("\u{1b}[<0;{column};{row}M\u{1b}[<0;{column};{row}m"));
    }

    /// Waits until the screen shows `text`.
    pub fn see(&mut self, text: &str) {
        self.until(text, |screen| screen.contains(text));
    }

    /// Waits until the screen is as `fits` wants it; `what` says what that is when it does not come.
    pub fn until(&mut self, what: &str, fits: impl Fn(&str) -> bool) {
        let end = Instant::now() + PATIENCE;
        while !fits(&self.text()) {
            assert!(self.take(end), "waited for {what:?}, saw:\n{}", self.text());
        }
    }

    /// Takes what the program wrote next, whole frames of it; `false` when it has ended or time is up.
    fn take(&mut self, end: Instant) -> bool {
        let mut more = self.take_some(end);
        while more && self.frame.open {
            more = self.take_some(end);
        }
        more
    }

    fn take_some(&mut self, end: Instant) -> bool {
        let left = end.saturating_duration_since(Instant::now());
        let fd = self.pty.master.as_raw_fd().unwrap();
        let mut ready = [pollfd { fd, events: POLLIN, revents: 0 }];
        if poll(&mut ready, Some(left)).unwrap() == 0 {
            return false;
        }
        let mut bytes = [0; 16 * 1024];
        // A terminal whose program has ended gives nothing, or an error, by platform.
        let got = self.pty.output.read(&mut bytes).unwrap_or(0);
        self.seen.process(&bytes[..got]);
        self.frame.note(&bytes[..got]);
        got > 0
    }

    /// Presses keys by the names of the key table, separated by spaces.
    pub fn press(&mut self, keys: &str) {
        for key in keys.split_whitespace() {
            self.send(&bytes_of(key));
        }
    }

    /// Types text as it stands.
    pub fn write(&mut self, text: &str) {
        self.send(text.as_bytes());
    }

    fn send(&mut self, bytes: &[u8]) {
        self.pty.input.write_all(bytes).and_then(|()| self.pty.input.flush()).unwrap();
    }

    pub fn resize(&mut self, (columns, rows): (u16, u16)) {
        let cells = |n| NonZeroU16::new(n).unwrap();
        self.seen.screen_mut().set_size(cells(rows), cells(columns));
        self.pty.master.resize(PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }).unwrap();
    }

    /// Waits until the program has ended by itself: how, and whether it gave the terminal back.
    pub fn ended(self) -> (ExitStatus, bool) {
        let (status, given_back, _) = self.left();
        (status, given_back)
    }

    /// Like `ended`, with what is on the terminal then.
    pub fn left(mut self) -> (ExitStatus, bool, String) {
        let end = Instant::now() + PATIENCE;
        while self.take(end) {}
        assert!(Instant::now() < end, "the program did not end:\n{}", self.text());
        let screen = self.seen.screen();
        let given_back = !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste();
        let given_back = given_back && screen.mouse_protocol_mode() == vt100::MouseProtocolMode::None;
        let left = self.text();
        (self.program.0.wait().unwrap(), given_back, left)
    }

    /// The number of the program's process.
    pub fn process(&self) -> u32 {
        self.program.0.process_id().unwrap()
    }

    /// Sends a signal by name: `KILL`, `HUP`, `TERM`.
    pub fn signal(&mut self, name: &str) {
        let process = self.process().to_string();
        assert!(Command::new("kill").args(["-s", name, &process]).status().unwrap().success());
    }

    /// Closes the terminal under the program and waits until the program has ended.
    pub fn close(self) -> ExitStatus {
        let Self { pty, mut program, .. } = self;
        let mut killer = program.0.clone_killer();
        let (told, gone) = mpsc::channel();
        drop(pty);
        std::thread::spawn(move || told.send(program.0.wait()));
        match gone.recv_timeout(PATIENCE) {
            Ok(status) => status.unwrap(),
            Err(_) => {
                let _ = killer.kill();
                panic!("the program outlived its terminal");
            }
        }
    }
}

impl Drop for Program {
    /// A test that fails leaves no program behind.
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What a terminal sends for a key.
fn bytes_of(key: &str) -> Vec<u8> {
    let escape = match key {
        "enter" => "\r",
        "esc" => "\u{1b}",
        "tab" => "\t",
        "backtab" => "\u{1b}[Z",
        "backspace" => "\u{7f}",
        "space" => " ",
        "up" => "\u{1b}[A",
        "down" => "\u{1b}[B",
        "right" => "\u{1b}[C",
        "left" => "\u{1b}[D",
        "home" => "\u{1b}[H",
        "end" => "\u{1b}[F",
        "pgup" => "\u{1b}[5~",
        "pgdn" => "\u{1b}[6~",
        other => match other.strip_prefix("ctrl-") {
            Some(letter) => return vec![letter.as_bytes()[0] & 0x1f],
            None => other,
        },
    };
    escape.as_bytes().to_vec()
}
