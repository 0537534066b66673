//! A practice: law, guidance and one authority's procedure, read from a TOML file.
//!
//! `raw` reads the file's entries and lays one practice over another key by key, `read` turns them
//! into the types of `shape` and names every fault by line, key and nearest word, `check` adds doubts.

mod basis;
mod check;
mod compare;
mod compare_protocols;
mod difference;
mod firm;
mod lines;
pub mod longest;
mod parts;
mod problem;
pub mod protocol;
mod raw;
mod read;
mod read_duty;
mod read_list;
mod read_people;
mod read_protocol;
mod read_regime;
mod read_span;
mod shape;
mod shipped;
mod show;
mod span;
mod texts;
pub mod words;

pub use crate::model::change::Class;
pub use basis::Basis;
pub use check::doubts;
pub use compare::{as_markdown, compare};
pub use difference::Difference;
pub use problem::Problem;
pub use protocol::Protocol;
pub use read::{kept_protocols, load, parse};
pub use shape::{
    AnswerKind, Checklist, Duty, Event, Item, Limit, PeopleCheck, PeopleRule, Practice, Regime, Rule,
    TurningPoint,
};
pub use shipped::shipped;
pub use span::{Direction, Every, Span, Unit, in_words};
pub use texts::{DEMO, SHIPPED};
pub use words::{DutyKind, Leaves, OnNo, Scope};
