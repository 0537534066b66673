//! The shared rules module: pure functions from recorded facts, a practice, a calendar and a day to
//! what is owed, by when, and why. No file, no SQL, no terminal, no clock.

pub(crate) mod advice;
pub(crate) mod agenda;
pub(crate) mod anchors;
pub(crate) mod booking;
pub(crate) mod calendar;
pub(crate) mod chain;
pub(crate) mod changes;
pub(crate) mod checklist;
pub(crate) mod clash;
mod clocks;
pub(crate) mod condition;
mod course;
pub(crate) mod decisions;
pub(crate) mod diary;
pub(crate) mod drift;
pub(crate) mod due;
pub(crate) mod duties;
pub(crate) mod escalation;
mod flow;
pub(crate) mod handover;
pub(crate) mod hearing;
pub(crate) mod judge;
pub(crate) mod known;
pub(crate) mod measures;
pub(crate) mod meeting;
pub(crate) mod people;
mod periods;
pub(crate) mod planner;
pub(crate) mod practice;
pub(crate) mod reason;
pub(crate) mod reckon;
pub(crate) mod retention;
pub(crate) mod service;
pub(crate) mod sessions;
pub(crate) mod slot;
pub(crate) mod timetable;
pub(crate) mod told;
mod untold;
pub(crate) mod visits;
pub(crate) mod working;

#[cfg(test)]
pub(crate) mod tests;
