//! The one door to the screen.

pub(crate) use crate::tui::{Options, OwnKeys, first_run, run, unlock};

/// Every key: where it works, the key, what it does.
pub(crate) fn keys() -> Vec<(String, String, String)> {
    crate::tui::keymap::listing()
}
