//! What a person asks for that is no act: children handed over or received, taken out for good, another passphrase, a
//! recovery code.

use std::path::PathBuf;

use zeroize::Zeroizing;

use crate::model::ids::ChildId;
use crate::store::Bundle;

/// One of them.
#[derive(Debug)]
pub(crate) enum Safe {
    /// Write children to a bundle and mark them as handed over.
    HandOver {
        file: PathBuf,
        children: Vec<ChildId>,
        /// The name of who takes over; empty where it is not said.
        to: String,
        secret: Zeroizing<String>,
        replace: bool,
    },
    /// Open a bundle and show what it would bring.
    LookInto { file: PathBuf, secret: Zeroizing<String> },
    /// Receive it; keep the book's own where something differs.
    Receive { bundle: Box<Bundle>, keep: bool },
    /// Take children out for good, and older backups with them.
    Purge { children: Vec<ChildId>, backups: bool },
    /// Have another passphrase open the book.
    Passphrase { old: Zeroizing<String>, new: Zeroizing<String> },
    /// Make a recovery code.
    Recovery { pass: Zeroizing<String> },
}
