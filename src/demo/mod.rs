//! An invented caseload to try the program with: the same for the same day and seed.

mod care;
mod caseload;
mod cast;
mod contacts;
mod decisions;
mod escalations;
mod feedback;
mod fill;
mod names;
mod number;
mod people;
mod records;
mod reviews;
mod rng;
mod tick;
mod world;

#[cfg(test)]
mod autumn_tests;
#[cfg(test)]
mod tests;

#[cfg(test)]
pub(crate) use caseload::behind;
#[cfg(test)]
use caseload::cases_owing;
pub(crate) use caseload::{CHILDREN, cases};
pub(crate) use fill::fill;
pub(crate) use people::IRO;
#[cfg(test)]
use world::Owed;
