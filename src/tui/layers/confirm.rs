//! A question asked before something is done: no comes first.

use super::picker::{Item, Picker};
use crate::tui::ask::Ask;

/// Asks; `yes` says what agreeing means, and is done then.
pub(crate) fn confirm(title: impl Into<String>, note: impl Into<String>, yes: &str, ask: Ask) -> Ask {
    let items = vec![Item::new("no, change nothing", "", Ask::Nothing), Item::new(yes, "", ask)];
    Ask::open(Picker::new(title, items).note(note))
}
