//! In and out: what the program reads from files and writes to them, and nothing of the book.

mod cell;
mod file;
pub(crate) mod ics;
mod lines;
mod numbers;
mod rows;
mod school;
pub(crate) mod ssda903;

pub(crate) use file::text_of;
pub(crate) use numbers::read_numbers;
pub(crate) use school::read_school_holidays;
