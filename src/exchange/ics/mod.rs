//! Calendar files (iCalendar, RFC 5545): the caseload's days out, the IRO's own days in.

mod read;
mod series;
mod time;
mod write;

#[cfg(test)]
mod tests;

pub use read::{Intake, read_busy};
pub use write::{Event, Revision, When, write};
