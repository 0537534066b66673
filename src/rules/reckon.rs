//! From a span and the days it names to a date, with the working of it.

use chrono::{Days, NaiveDate};

use super::calendar::{Calendar, Counted, add_months};
use super::practice::{Basis, Direction, Limit, Rule, Span, Unit, anchor_in_words, in_words};
use super::working::{StepKind, Working, long};
use crate::model::text::capital;

/// A day, and how sure it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day {
    /// The date.
    pub date: NaiveDate,
    /// It rests on a day that has not happened or is not booked yet.
    pub projected: bool,
    /// It rests on bank holidays that are expected, not published.
    pub provisional: bool,
}

impl Day {
    /// A recorded day.
    pub(crate) const fn fact(date: NaiveDate) -> Self {
        Self { date, projected: false, provisional: false }
    }

    /// A day that is only planned for.
    pub(crate) const fn projected(date: NaiveDate) -> Self {
        Self { date, projected: true, provisional: false }
    }
}

/// Why there is no date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Gap {
    /// The day it counts from has not come; this one.
    Waiting(String),
    /// The bank holiday table does not reach; the refusal in words.
    Outside(String),
}

/// Finds the days that spans are counted from.
pub(crate) trait Anchors {
    /// The day an anchor stands for, or why there is none.
    fn day(&self, anchor: &str) -> Result<Day, Gap>;
}

/// What a rule comes to: the day that governs, and the law's own day where law limits it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Governed {
    /// The day that governs.
    pub day: Day,
    /// The law's day.
    pub legal: Option<NaiveDate>,
    /// The rank of what governs.
    pub basis: Basis,
}

/// The day a span ends on.
///
/// # Errors
/// When its anchor has no day yet, or counting leaves the bank holiday table.
pub(crate) fn span(
    span: &Span,
    anchors: &dyn Anchors,
    calendar: &Calendar,
    w: &mut Working,
) -> Result<Day, Gap> {
    match span {
        Span::On(anchor) => start(anchor, anchors, w),
        Span::Offset { count, unit, direction, anchor } => {
            let from = start(anchor, anchors, w)?;
            let n = if *direction == Direction::Before { -*count } else { *count };
            let to = offset(from.date, n, *unit, calendar)?;
            match unit {
                Unit::WorkingDays => w.count_working_days(calendar, from.date, to.date),
                unit => w.step(StepKind::Count, to.date, || {
                    let way = if n < 0 { "back" } else { "on" };
                    let clipped = *unit == Unit::Months
                        && chrono::Datelike::day(&to.date) != chrono::Datelike::day(&from.date);
                    let clip = if clipped { ", clipped to the month's end" } else { "" };
                    format!("{} {way} from {}: {}{clip}", unit.count(*count), long(from.date), long(to.date))
                }),
            }
            if to.provisional {
                w.assume(|| {
                    format!(
                        "Bank holidays after {} are expected by rule, not yet published.",
                        long(calendar.known_to())
                    )
                });
            }
            Ok(Day { provisional: from.provisional || to.provisional, date: to.date, ..from })
        }
        Span::Midway(a, b) => {
            let (a, b) = (start(a, anchors, w)?, start(b, anchors, w)?);
            let days = (b.date - a.date).num_days();
            let half = u64::try_from(days.max(0) / 2).unwrap_or(0);
            let date = a.date.checked_add_days(Days::new(half)).unwrap_or(a.date);
            w.step(StepKind::Count, date, || {
                format!("{days} days apart: half-way, rounded down, is day {half}")
            });
            Ok(Day {
                date,
                projected: a.projected || b.projected,
                provisional: a.provisional || b.provisional,
            })
        }
        Span::Earliest(spans) => {
            let mut days = Vec::new();
            let mut gap = Gap::Waiting("one of several days".into());
            for s in spans {
                match self::span(s, anchors, calendar, w) {
                    Ok(day) => days.push(day),
                    Err(g) => gap = g,
                }
            }
            let earliest = days.into_iter().min_by_key(|d| d.date).ok_or(gap)?;
            w.step(StepKind::Choose, earliest.date, || {
                format!("the earliest of them: {}", long(earliest.date))
            });
            Ok(earliest)
        }
        Span::Latest(spans) => {
            let days: Vec<_> = spans.iter().map(|s| self::span(s, anchors, calendar, w)).collect();
            let gap = days.iter().find_map(|d| d.as_ref().err().cloned());
            let latest = days.into_iter().flatten().max_by_key(|d| d.date);
            let latest = latest.ok_or(gap.unwrap_or_else(|| Gap::Waiting("one of several days".into())))?;
            w.step(StepKind::Choose, latest.date, || format!("the latest of them: {}", long(latest.date)));
            Ok(latest)
        }
        Span::Every { from, .. } => match from {
            Some(anchor) => start(anchor, anchors, w),
            None => Err(Gap::Waiting("its turn".into())),
        },
    }
}

/// What a rule comes to; a local span never moves a limit of law (or of binding guidance) later.
///
/// # Errors
/// When no day can be told yet.
pub(crate) fn rule(
    rule: &Rule,
    guidance_binds: bool,
    anchors: &dyn Anchors,
    calendar: &Calendar,
    w: &mut Working,
) -> Result<Governed, Gap> {
    let own = limit(&rule.own, anchors, calendar, w);
    let Some(over) = &rule.over else {
        let day = own?;
        let legal = (rule.own.basis == Basis::Law).then_some(day.date);
        return Ok(Governed { day, legal, basis: rule.own.basis });
    };
    let higher = limit(over, anchors, calendar, w);
    let legal = |d: &Day| (over.basis == Basis::Law).then_some(d.date);
    let binds = over.basis == Basis::Law || guidance_binds;
    match (own, higher) {
        (Ok(own), Ok(higher)) => {
            // Where both come to one day it is the higher one's: the local file changes nothing.
            let takes_higher = binds && higher.date <= own.date;
            let (day, basis) = if takes_higher { (higher, over.basis) } else { (own, rule.own.basis) };
            w.step(StepKind::Choose, day.date, || match (takes_higher, own.date == higher.date) {
                (_, true) => format!("both come to {}", long(day.date)),
                (true, _) => format!(
                    "the {}'s {} is earlier than the local {} and governs",
                    over.basis.word(),
                    long(higher.date),
                    long(own.date)
                ),
                (false, _) if own.date < higher.date => format!(
                    "the local {} is earlier than the {}'s {} and governs",
                    long(own.date),
                    over.basis.word(),
                    long(higher.date)
                ),
                _ => format!(
                    "guidance is advisory in this practice: the local {} governs, beside {}",
                    long(own.date),
                    long(higher.date)
                ),
            });
            Ok(Governed { day, legal: legal(&higher), basis })
        }
        (Ok(day), Err(_)) => Ok(Governed { day, legal: None, basis: rule.own.basis }),
        (Err(_), Ok(day)) => Ok(Governed { day, legal: legal(&day), basis: over.basis }),
        (Err(gap), Err(_)) => Err(gap),
    }
}

/// What a limit comes to, with its source.
///
/// # Errors
/// As [`span`].
pub(crate) fn limit(
    limit: &Limit,
    anchors: &dyn Anchors,
    calendar: &Calendar,
    w: &mut Working,
) -> Result<Day, Gap> {
    let day = span(&limit.span, anchors, calendar, w)?;
    w.source(&limit.cite);
    w.step(StepKind::Limit, day.date, || {
        let who = match limit.basis {
            Basis::Law => "law",
            Basis::Guidance => "statutory guidance",
            Basis::Local => "local procedure",
            Basis::House => "house rule",
        };
        format!("{who}: {} is {}", spoken(&limit.span), long(day.date))
    });
    Ok(day)
}

/// A span in words with its anchor as a person would say it.
pub(crate) fn spoken(span: &Span) -> String {
    let mut text = in_words(span);
    for anchor in span.anchors() {
        text = text.replace(anchor, &anchor_in_words(anchor));
    }
    text
}

fn start(anchor: &str, anchors: &dyn Anchors, w: &mut Working) -> Result<Day, Gap> {
    let day = anchors.day(anchor)?;
    w.step(StepKind::Start, day.date, || {
        let unsure = if day.projected { " (projected)" } else { "" };
        format!("{}: {}{unsure}; this day is not counted", long(day.date), anchor_in_words(anchor))
    });
    if day.projected {
        w.assume(|| format!("{} is projected: it is not recorded yet.", capital(&anchor_in_words(anchor))));
    }
    Ok(day)
}

fn offset(start: NaiveDate, n: i32, unit: Unit, calendar: &Calendar) -> Result<Counted, Gap> {
    let beyond = || Gap::Outside("The date leaves the calendar.".into());
    let days = |n: i64| {
        let by = Days::new(n.unsigned_abs());
        let date = if n < 0 { start.checked_sub_days(by) } else { start.checked_add_days(by) };
        date.map(|date| Counted { date, provisional: false }).ok_or_else(beyond)
    };
    match unit {
        Unit::WorkingDays => calendar.add_working_days(start, n).map_err(|e| Gap::Outside(e.message)),
        Unit::Days => days(i64::from(n)),
        Unit::Weeks => days(i64::from(n) * 7),
        Unit::Months => {
            add_months(start, n).map(|date| Counted { date, provisional: false }).ok_or_else(beyond)
        }
    }
}
