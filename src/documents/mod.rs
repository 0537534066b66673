//! Text that leaves the book: what is pasted, printed or sent.

pub mod case_note;
pub mod chase;
pub mod concerns;
pub mod mask;
pub mod sheet;
