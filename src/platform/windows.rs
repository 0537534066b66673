//! Windows. The user's own folder guards what lies in it, so files and folders need no mode of their own.

use std::fs::{DirBuilder, Metadata, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use etcetera::BaseStrategy;
use signal_hook::consts::{SIGINT, SIGTERM};

use super::Keyboard;

pub(super) fn for_owner(_: &mut OpenOptions) {}

pub(super) fn folder_for_owner(_: &mut DirBuilder) {}

/// Not told without unsafe code.
pub(super) fn names(_: &Metadata) -> u64 {
    1
}

/// Not told without unsafe code.
pub(super) fn same_file(_: &Metadata, _: &Metadata) -> bool {
    false
}

/// Windows makes a rename durable by itself and opens no folder as a file.
pub(super) fn sync_folder(_: &Path) -> io::Result<()> {
    Ok(())
}

/// The local one (`%LOCALAPPDATA%`): a council's network copies the other, the roaming one, to its server.
pub(super) fn data_folder() -> Option<PathBuf> {
    Some(etcetera::base_strategy::Windows::new().ok()?.cache_dir())
}

/// The program leaves at once; the console is set right by who started it.
pub(super) fn watch_signals(_: fn(), _: fn(&dyn Fn())) -> io::Result<()> {
    for signal in [SIGTERM, SIGINT] {
        let armed = Arc::new(AtomicBool::new(true));
        signal_hook::flag::register_conditional_shutdown(signal, 128 + signal, armed)?;
    }
    Ok(())
}

/// A console hands out keys, and keeps none of them.
pub(super) fn keyboard() -> io::Result<Option<&'static dyn Keyboard>> {
    Ok(None)
}

/// There is no stopping a program here.
pub(super) fn stop() {}
