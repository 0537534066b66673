//! A practice: law, guidance and one authority's procedure, read from a TOML file.
//!
//! `raw` reads the file's entries and lays one practice over another key by key, `read` turns them
//! into the types of `shape` and names every fault by line, key and nearest word, `check` adds doubts.

mod anchor;
mod basis;
mod check;
mod compare;
mod compare_protocols;
mod concerns;
mod difference;
mod firm;
mod lines;
mod load;
pub(crate) mod longest;
mod names;
mod parts;
mod posts;
mod problem;
pub(crate) mod protocol;
mod raw;
mod read;
mod read_anchors;
mod read_concern;
mod read_duty;
mod read_head;
mod read_list;
mod read_near;
mod read_people;
mod read_protocol;
mod read_regime;
mod read_span;
mod rule;
mod shape;
mod shipped;
mod show;
mod span;
mod texts;
pub(crate) mod words;

pub(crate) use crate::model::change::Class;
#[cfg(test)]
pub(crate) use anchor::anchor_words;
pub(crate) use anchor::{anchor_in_words, waits_for};
pub(crate) use basis::Basis;
pub(crate) use check::doubts;
pub(crate) use compare::{as_markdown, compare};
pub(crate) use difference::Difference;
#[cfg(test)]
pub(crate) use load::parse;
pub(crate) use load::{check, kept_protocols, load, load_kept};
pub(crate) use posts::{PeopleCheck, PeopleRule, TurningPoint};
pub(crate) use problem::Problem;
pub(crate) use protocol::Protocol;
pub(crate) use rule::{Limit, Rule};
pub(crate) use shape::{Adopted, AnswerKind, Checklist, Duty, Event, Item, Practice, Regime};
pub(crate) use shipped::shipped;
pub(crate) use span::{Direction, Every, Span, Unit, in_words};
pub(crate) use texts::{DEMO, SHIPPED};
pub(crate) use words::{DutyKind, Hearing, OnNo, Scope};
