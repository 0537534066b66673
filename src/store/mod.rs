//! The book on disk: one encrypted SQLite file, its key file, its lock and its backups. Every write is an
//! act: kept whole with the steps that take it back and an audit row, or not at all.

mod engine;
mod tables;

#[cfg(test)]
mod tests;

pub(crate) use engine::act::Act;
pub(crate) use engine::backup::Copied;
pub(crate) use engine::book::Tx;
pub(crate) use engine::bundle::{Bundle, Differs, Label, Taken};
pub(crate) use engine::code::read as recovery_code;
pub(crate) use engine::cost::Cost;
pub(crate) use engine::entries::{Changed, Entry};
pub(crate) use engine::log::Touched;
pub(crate) use engine::lost::Lost;
pub(crate) use engine::outlet::hand_out;
pub(crate) use engine::passphrase::passphrase_problem;
pub(crate) use engine::purge::Purged;
pub(crate) use engine::shelf::Why;
pub(crate) use engine::store::Store;
pub(crate) use engine::strength::{Strength, four_words};
pub(crate) use engine::undo::{DoneAct, Turn};
pub(crate) use engine::verify::twice;
pub(crate) use tables::{Draft, PracticeCopy, Told};
