//! Linux and macOS.

mod typed;

use std::fs::{DirBuilder, File, Metadata, OpenOptions};
use std::io;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, OpenOptionsExt};
use std::path::{Path, PathBuf};

use etcetera::BaseStrategy;
use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP, SIGWINCH};
use signal_hook::low_level::{emulate_default_handler, raise};

pub(super) use typed::keyboard;

pub(super) fn for_owner(options: &mut OpenOptions) {
    options.mode(0o600);
}

pub(super) fn folder_for_owner(builder: &mut DirBuilder) {
    builder.mode(0o700);
}

pub(super) fn names(meta: &Metadata) -> u64 {
    meta.nlink()
}

pub(super) fn same_file(one: &Metadata, other: &Metadata) -> bool {
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

pub(super) fn sync_folder(folder: &Path) -> io::Result<()> {
    File::open(folder)?.sync_all()
}

pub(super) fn data_folder() -> Option<PathBuf> {
    Some(etcetera::base_strategy::choose_native_strategy().ok()?.data_dir())
}

/// A thread waits for the signals. Every act and every letter typed is in the book by then, and reading keys
/// would sleep through them.
pub(super) fn watch_signals(give_back: fn(), without: fn(&dyn Fn())) -> io::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGTSTP])?;
    std::thread::Builder::new().name("signals".to_owned()).spawn(move || {
        for signal in signals.forever() {
            if signal != SIGTSTP {
                give_back();
                std::process::exit(128 + signal);
            }
            // Stops in there until the shell lets it go on.
            without(&|| {
                let _ = emulate_default_handler(SIGTSTP);
            });
            // Wakes who waits for a key, so that the screen is drawn again.
            let _ = raise(SIGWINCH);
        }
    })?;
    Ok(())
}

pub(super) fn stop() {
    let _ = raise(SIGTSTP);
}
