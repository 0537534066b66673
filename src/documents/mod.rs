//! Text that leaves the book: what is pasted, printed or sent.

pub mod case_note;
pub mod concerns;
pub mod sheet;
pub mod chase;
