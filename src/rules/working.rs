//! The steps that lead to a date, with their sources: what `explain` and the `x` key show.

use chrono::NaiveDate;
use serde::Serialize;

use super::calendar::Calendar;
use crate::model::words::closed_set;

closed_set! {
    /// What a step of a working does.
    pub(crate) enum StepKind is "step" {
        /// The day counting starts from.
        Start: "start",
        /// Days or a span counted.
        Count: "count",
        /// Days not counted, by name.
        Skip: "skip",
        /// A limit reached.
        Limit: "limit",
        /// Why one of several limits governs.
        Choose: "choose",
        /// The answer.
        Result: "result",
    }
}

/// One step of a working.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct Step {
    /// The day the step stands on.
    pub date: Option<NaiveDate>,
    /// What happens, in words.
    pub what: String,
    /// What kind of step it is.
    pub kind: StepKind,
}

/// How a date came about. Steps are kept only while somebody asked for them, so that judging a
/// caseload pays nothing for words nobody reads.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Working {
    keep: bool,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// The sources relied on, without repeats.
    pub sources: Vec<String>,
    /// What was assumed: a projected date, a provisional holiday.
    pub assumptions: Vec<String>,
}

impl Working {
    /// Keeps no steps.
    pub(crate) fn silent() -> Self {
        Self::default()
    }

    /// Keeps every step.
    pub(crate) fn kept() -> Self {
        Self { keep: true, ..Self::default() }
    }

    /// An empty one that keeps steps where this one does.
    pub(crate) fn like(&self) -> Self {
        Self { keep: self.keep, ..Self::default() }
    }

    /// Adds what another one kept.
    pub(crate) fn take(&mut self, other: Self) {
        self.steps.extend(other.steps);
        other.sources.iter().for_each(|s| self.source(s));
        other.assumptions.into_iter().for_each(|a| self.assume(|| a));
    }

    /// Adds a step; the words are made only when they are kept.
    pub(crate) fn step(
        &mut self,
        kind: StepKind,
        date: impl Into<Option<NaiveDate>>,
        what: impl FnOnce() -> String,
    ) {
        if self.keep {
            self.steps.push(Step { date: date.into(), what: what(), kind });
        }
    }

    /// Adds a source once.
    pub(crate) fn source(&mut self, cite: &str) {
        if self.keep && !self.sources.iter().any(|s| s == cite) {
            self.sources.push(cite.to_owned());
        }
    }

    /// Adds an assumption once.
    pub(crate) fn assume(&mut self, what: impl FnOnce() -> String) {
        if self.keep {
            let what = what();
            if !self.assumptions.contains(&what) {
                self.assumptions.push(what);
            }
        }
    }

    /// The days from `start` (not counted) to `end`: runs of working days numbered, every weekend and
    /// bank holiday between them by name.
    pub(crate) fn count_working_days(&mut self, calendar: &Calendar, start: NaiveDate, end: NaiveDate) {
        if !self.keep || start == end {
            return;
        }
        let forward = end > start;
        let next = |d: NaiveDate| if forward { d.succ_opt() } else { d.pred_opt() };
        let mut number = 0;
        let mut run: Option<(NaiveDate, NaiveDate, Option<String>, u32)> = None;
        let mut day = next(start);
        while let Some(d) = day.filter(|d| if forward { *d <= end } else { *d >= end }) {
            let off = calendar.day_off(d).map(|off| off.to_string());
            number += u32::from(off.is_none());
            match &mut run {
                Some((_, last, why, _)) if *why == off => *last = d,
                _ => {
                    self.flush(run.take(), number.saturating_sub(u32::from(off.is_none())));
                    run = Some((d, d, off, number));
                }
            }
            day = next(d);
        }
        self.flush(run, number);
    }

    fn flush(&mut self, run: Option<(NaiveDate, NaiveDate, Option<String>, u32)>, reached: u32) {
        let Some((from, to, off, first)) = run else { return };
        let days = if from == to { long(from) } else { format!("{} to {}", long(from), long(to)) };
        match off {
            Some(why) => self.step(StepKind::Skip, from, || format!("{days}: {why}, not counted")),
            None if first == reached => {
                self.step(StepKind::Count, to, || format!("{days}: working day {first}"));
            }
            None => self.step(StepKind::Count, to, || format!("{days}: working days {first} to {reached}")),
        }
    }
}

/// A date for people: `Thu 15 Jan 2026`.
pub(crate) fn long(day: NaiveDate) -> String {
    day.format("%a %-d %b %Y").to_string()
}

/// `1 date`, `2 dates`.
pub(crate) fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}

/// `1 day`, `2 days`.
pub(crate) fn days(n: i64) -> String {
    count(usize::try_from(n.unsigned_abs()).unwrap_or(usize::MAX), "day", "days")
}

/// Working days to a day in words: `today`, `2 wd late`, `19 wd`; nothing where they cannot be counted.
pub(crate) fn distance(days: Option<i32>) -> String {
    match days {
        None => String::new(),
        Some(0) => "today".to_owned(),
        Some(n) if n < 0 => format!("{} wd late", n.unsigned_abs()),
        Some(n) => format!("{n} wd"),
    }
}
