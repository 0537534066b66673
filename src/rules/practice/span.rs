//! Spans: how long after or before what.

use crate::model::words::closed_set;

closed_set! {
    /// A unit of counting.
    pub(crate) enum Unit is "unit" {
        /// Days that are no Saturday, Sunday or bank holiday of England and Wales.
        WorkingDays: "working-days" = "working day",
        /// Calendar days.
        Days: "days" = "day",
        /// Weeks of seven calendar days.
        Weeks: "weeks" = "week",
        /// Calendar months, clipped to the month's end.
        Months: "months" = "month",
    }
}

impl Unit {
    /// A count of this unit in words: `20 working days`, `1 month`.
    pub(crate) fn count(self, n: i32) -> String {
        format!("{n} {self}{}", if n == 1 { "" } else { "s" })
    }
}

/// Which way a span is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Direction {
    /// Later than the anchor.
    After,
    /// Earlier than the anchor.
    Before,
}

/// The turn of a recurring duty.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Every {
    /// Each working day.
    WorkingDay,
    /// Each calendar month.
    Month,
    /// Each school term (September, January, after Easter).
    Term,
    /// Each year.
    Year,
    /// Every so many weeks.
    Weeks(i32),
    /// Every so many months.
    Months(i32),
}

impl Every {
    /// The turn in words: `every 6 weeks`.
    pub(crate) fn words(self) -> String {
        match self {
            Every::WorkingDay => "every working day".to_owned(),
            Every::Month => "every month".to_owned(),
            Every::Term => "every school term".to_owned(),
            Every::Year => "every year".to_owned(),
            Every::Weeks(n) => format!("every {}", Unit::Weeks.count(n)),
            Every::Months(n) => format!("every {}", Unit::Months.count(n)),
        }
    }
}

/// How a date follows from another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Span {
    /// So many units after or before an anchor.
    Offset {
        /// How many.
        count: i32,
        /// Of what.
        unit: Unit,
        /// Which way.
        direction: Direction,
        /// From which day.
        anchor: String,
    },
    /// On the anchor's day.
    On(String),
    /// Half-way between two anchors, rounded down.
    Midway(String, String),
    /// The earliest of several.
    Earliest(Vec<Span>),
    /// The latest of those that have a day.
    Latest(Vec<Span>),
    /// Again and again.
    Every {
        /// How often.
        every: Every,
        /// From which day; the book's start for the service.
        from: Option<String>,
        /// Counted from the last time it was done rather than from the anchor.
        rolling: bool,
        /// On the period's last working day.
        at_end: bool,
        /// When it falls due the first time, where that is not a turn after the anchor.
        first: Option<Box<Span>>,
    },
}

impl Span {
    /// Every anchor the span names.
    pub(crate) fn anchors(&self) -> Vec<&str> {
        match self {
            Span::Offset { anchor, .. } | Span::On(anchor) => vec![anchor],
            Span::Midway(a, b) => vec![a, b],
            Span::Earliest(spans) | Span::Latest(spans) => spans.iter().flat_map(Span::anchors).collect(),
            Span::Every { from, first, .. } => {
                let first = first.iter().flat_map(|s| s.anchors());
                from.iter().map(String::as_str).chain(first).collect()
            }
        }
    }

    /// The first anchor the span names.
    pub(crate) fn first_anchor(&self) -> Option<&str> {
        match self {
            Span::Offset { anchor, .. } | Span::On(anchor) | Span::Midway(anchor, _) => Some(anchor),
            Span::Earliest(spans) | Span::Latest(spans) => spans.iter().find_map(Span::first_anchor),
            Span::Every { from, first, .. } => from.as_deref().or_else(|| first.as_ref()?.first_anchor()),
        }
    }

    /// Whether the span names an anchor.
    pub(crate) fn names(&self, wanted: &str) -> bool {
        match self {
            Span::Offset { anchor, .. } | Span::On(anchor) => anchor == wanted,
            Span::Midway(a, b) => a == wanted || b == wanted,
            Span::Earliest(spans) | Span::Latest(spans) => spans.iter().any(|s| s.names(wanted)),
            Span::Every { from, first, .. } => {
                from.as_deref() == Some(wanted) || first.as_ref().is_some_and(|s| s.names(wanted))
            }
        }
    }

    /// Whether it falls due again and again.
    pub(crate) fn recurs(&self) -> bool {
        matches!(self, Span::Every { .. })
    }

    /// Whether it is counted back from a day still to come.
    pub(crate) fn counts_back(&self) -> bool {
        match self {
            Span::Offset { direction, .. } => *direction == Direction::Before,
            Span::Earliest(spans) | Span::Latest(spans) => spans.iter().any(Span::counts_back),
            _ => false,
        }
    }
}

/// A span in words for a sentence: `91 days after previous-review`.
pub(crate) fn in_words(span: &Span) -> String {
    match span {
        Span::Offset { count, unit, direction, anchor } => {
            let way = if *direction == Direction::After { "after" } else { "before" };
            format!("{} {way} {anchor}", unit.count(*count))
        }
        Span::On(anchor) => anchor.clone(),
        Span::Midway(a, b) => format!("mid-point of {a} and {b}"),
        Span::Earliest(spans) => {
            format!("the earlier of {}", spans.iter().map(in_words).collect::<Vec<_>>().join(" and "))
        }
        Span::Latest(spans) => {
            format!("the later of {}", spans.iter().map(in_words).collect::<Vec<_>>().join(" and "))
        }
        Span::Every { every, first, .. } => {
            let first = first.as_ref().map(|s| format!(", first {}", in_words(s)));
            format!("{}{}", every.words(), first.unwrap_or_default())
        }
    }
}
