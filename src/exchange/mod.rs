//! In and out: what the program reads from files and writes to them, and nothing of the book.

mod cell;
mod file;
pub mod ics;
mod lines;
mod numbers;
mod rows;
mod school;
pub mod ssda903;

pub use file::text_of;
pub use numbers::read_numbers;
pub use school::read_school_holidays;
