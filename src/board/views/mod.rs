//! What is shown of each subject: plain data made from the board, told once. The command line prints it, as JSON
//! under the names of its fields or in words; the panes draw it. A field that JSON leaves out is there for people
//! or for keys.

pub(crate) mod audit;
pub(crate) mod booking;
pub(crate) mod card;
pub(crate) mod change;
pub(crate) mod child;
pub(crate) mod clash;
pub(crate) mod concern;
pub(crate) mod day;
pub(crate) mod decision;
pub(crate) mod due;
pub(crate) mod feedback;
pub(crate) mod found;
pub(crate) mod import;
pub(crate) mod note;
pub(crate) mod paper;
pub(crate) mod plan;
pub(crate) mod practice;
pub(crate) mod report;
pub(crate) mod review;
pub(crate) mod review_page;
pub(crate) mod session;
pub(crate) mod stage;
pub(crate) mod visit;
pub(crate) mod voice;
