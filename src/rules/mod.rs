//! The shared rules module: pure functions from recorded facts, a practice, a calendar and a day to
//! what is owed, by when, and why. No file, no SQL, no terminal, no clock.

pub mod advice;
pub mod agenda;
pub mod anchors;
pub mod booking;
pub mod calendar;
pub mod chain;
pub mod changes;
pub mod checklist;
pub mod clash;
mod clocks;
pub mod condition;
pub mod decisions;
pub mod diary;
pub mod drift;
pub mod due;
pub mod duties;
pub mod escalation;
mod flow;
pub mod handover;
pub mod judge;
pub mod measures;
pub mod meeting;
pub mod people;
mod periods;
pub mod planner;
pub mod practice;
pub mod reason;
pub mod reckon;
pub mod service;
pub mod sessions;
pub mod slot;
pub mod timetable;
pub mod visits;
pub mod working;

#[cfg(test)]
pub(crate) mod tests;
