//! Casebook: an offline, encrypted, keyboard-driven caseload for Independent Reviewing Officers.
//!
//! ```text
//! key ─► tui::keymap ─► Action ─► pane or layer ─► Ask ─► tui::app ─► casework::Desk ─► store
//!                                                                      │   (one transaction, audited, undoable)
//! screen ◄── board::Board ◄── rules::duties::assess(case, practice, calendar, today) ◄── store
//! ```
//!
//! A command on the shell takes the same road: `cli` → `casework` → `store`, and prints the same `board::views` that
//! the screen draws. Only the program's front door and what the benches measure are public. Where to look:
//!
//! | for | open |
//! |---|---|
//! | an act: its words, its form, its command, what it writes | `casework/acts/`, one file an act |
//! | what an IRO does that is more than a form | `casework/`, one file a kind |
//! | a screen | `tui/panes/`, a folder each: its state, what keys do, how it is drawn; its keys: `tui/keys.rs` |
//! | a list or a text over a screen | `tui/layers/`; what several screens draw: `tui/widgets/` |
//! | what both print and draw of a child, a review, a decision | `board/views/` |
//! | a command that reads | `cli/read/`; its words: `cli/args.rs` |
//! | a rule: counting days | `rules/calendar.rs`; when a review is due: `rules/timetable.rs`; every duty: `rules/duties/` |
//! | what to do next and why | `rules/advice/` |
//! | an authority's procedure | `assets/practices/*.toml`, read by `rules/practice/` |
//! | a protocol's clocks and lawful moves | `rules/escalation/` |
//! | why a date is its date | `rules/working.rs` |
//! | a table of the book | its columns: one file a family in `store/tables/`; its schema: `store/engine/schema_v*.sql` |
//! | a noun, a closed set of words | `model/` |
//! | what differs on Windows, macOS and Linux | `platform/`, both halves |
//! | a document, a table handed out, what is masked in it | `documents/` |
//! | a return or a calendar file read or written | `exchange/` |
//! | the invented caseload | `demo/` |
//!
//! Who may name whom is fixed by `tests/program/layers.rs`.
#![forbid(unsafe_code)]
#![cfg_attr(test, allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing))]

mod board;
mod casework;
mod cli;
mod clock;
mod demo;
mod documents;
mod error;
mod exchange;
pub mod measured;
mod model;
mod platform;
mod rules;
mod store;
mod tui;

pub use cli::{Ends, run};
