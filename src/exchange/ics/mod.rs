//! Calendar files (iCalendar, RFC 5545): the caseload's days out, the IRO's own days in.

mod cut;
mod later;
mod read;
mod repeat;
mod series;
mod time;
mod write;

#[cfg(test)]
mod cases;
#[cfg(test)]
mod corpus;
#[cfg(test)]
mod tests;

pub(crate) use read::{Intake, read_busy};
pub(crate) use write::{Event, Revision, When, write};
