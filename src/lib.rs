//! Casebook: an offline, encrypted, keyboard-driven caseload for Independent Reviewing Officers.
//!
//! ```text
//! key ─► tui::keymap ─► Action ─► pane or layer ─► Ask ─► tui::app ─► casework::Desk ─► store
//!                                                                      │   (one transaction, audited, undoable)
//! screen ◄── board::Board ◄── rules::duties::assess(case, practice, calendar, today) ◄── store
//! ```
//!
//! A command on the shell takes the same road: [`cli`] → [`casework`] → [`store`], and prints from the
//! same [`board`]. Where to look:
//!
//! | for | open |
//! |---|---|
//! | a screen | `tui/panes/`, a folder each: its state, what keys do, how it is drawn; its keys: `tui/keys.rs` |
//! | a list or a text over a screen | `tui/layers/`; what several screens draw: `tui/widgets/` |
//! | a form | its fields: `tui/forms.rs`, for the facts of a child `tui/fact_fields.rs`; what saving does: `tui/save.rs`, `tui/save_facts.rs` |
//! | a command | [`cli`], one file a command group; its words: `cli/args.rs`, `cli/record_args.rs` |
//! | a rule: counting days | [`rules::calendar`]; when a review is due: [`rules::timetable`]; every duty: [`rules::duties`] |
//! | an authority's procedure | `assets/practices/*.toml`, read by [`rules::practice`] |
//! | why a date is its date | [`rules::reckon`] and [`rules::working`] |
//! | what an IRO does | [`casework`], one file a kind of act |
//! | a table of the book | its columns: one file a family in `store/tables/`; its schema: `store/engine/schema_v*.sql` |
//! | a noun | [`model`] |
//! | what differs on Windows, macOS and Linux | `platform/`, both halves |
//! | a case note to paste, a table handed out, what is masked in it | [`documents`] |
//! | a return read | [`exchange::ssda903`] |
//! | the invented caseload | [`demo`] |
//! | a protocol's clocks and lawful moves | [`rules::escalation`] |
//! | a calendar file, in or out | [`exchange::ics`] |
//!
//! Who may name whom is fixed by `tests/program/layers.rs`.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

pub mod board;
pub mod casework;
pub mod cli;
pub mod clock;
pub mod demo;
pub mod documents;
pub mod error;
pub mod exchange;
pub mod model;
mod platform;
pub mod rules;
pub mod store;
pub mod tui;

pub use error::{Error, Kind, Result};
