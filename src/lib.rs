//! Casebook.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod board;
pub mod casework;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod error;
pub mod exchange;
pub mod model;
pub mod rules;
pub mod store;
pub mod tui;

pub use error::{Error, Kind, Result};
