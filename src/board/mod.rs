//! The board: what the panes and the command line show. Read once from the book, then again for the child an
//! act touched; a child is judged when somebody first asks how it stands.

mod caseload;
mod clashes;
mod concern_log;
mod concerns;
mod filter;
mod items;
mod order;
mod people;
mod row;
mod trips;
pub(crate) mod views;

pub(crate) use caseload::Board;
pub(crate) use concerns::{Concern, Reminders};
pub(crate) use order::is_current;
pub(crate) use row::Row;
