//! The annual report: the Handbook's headings with every figure of `measures` under its own, what it counts beside it,
//! and places for the words that only people can give.

mod figures;

use std::fmt::Write as _;

use chrono::{Datelike, Months, NaiveDate};
use serde::Serialize;

use super::markdown::GAP;
use super::page::{Page, escaped};
use super::public;
use crate::board::Board;
use crate::model::review::Presence;
use crate::model::role::Role;
use crate::rules::measures::{Measures, ReviewRow, Window};
use crate::rules::working::long;
use figures::{Figure, figures};

/// How many years ending 31 March stand beside the span.
const YEARS: i32 = 6;

/// The headings in order, each with what it counts, and what a person has to write under it; blank where nothing.
const HEADINGS: &[(&str, &str, &str)] = &[
    ("Summary", "", "three messages of the year, and what has changed since the last"),
    ("Service and team", "", "who the team is, and how often children changed their IRO"),
    ("Caseloads", "Every child of this book in care on the day of counting.", ""),
    (
        "Reviews on time",
        "On time: the recorded day is within the limit. By children: every review of the span was. Short breaks apart.",
        "",
    ),
    (
        "Participation of children",
        "Took part: PN1 to PN6. Views reached the review: PN1, 2, 3, 5, 6. Both of PN1 to PN7, the under-fours apart.",
        "",
    ),
    ("Participation of parents", "Of the reviews held at which it was recorded.", ""),
    ("Feedback", "By the day of the review; yes of yes and no, a blank is not counted.", ""),
    ("Quality assurance", "Fell due in the span and their day has come.", "audits of the year"),
    ("Dispute resolution", "Raised, closed, open at the end of the span; working days in all.", ""),
    ("Resource risks", "", "where resources stood in the way of children's plans"),
    ("Good practice", "", "what was good, with leave to tell it"),
    ("Further development", "", "last year's aims with their result; next year's with owner and day"),
];

/// Everything the report says.
#[derive(Debug)]
pub(crate) struct Annual {
    pub(crate) measures: Measures,
    pub(crate) years: Vec<Year>,
    figures: Vec<Figure>,
    public: bool,
    iro: String,
}

/// A year ending 31 March in which reviews were held.
#[derive(Debug, Serialize)]
pub(crate) struct Year {
    to: NaiveDate,
    held: usize,
    /// Reviews in time.
    reviews: Share,
    /// Children whose every review was.
    children: Share,
    views_reached: Share,
    midpoints: Share,
}

/// A part of a whole.
#[derive(Debug, Clone, Copy, Serialize)]
struct Share {
    part: usize,
    of: usize,
    pct: Option<f64>,
}

impl Share {
    fn shown(self, public: bool) -> String {
        let pct = self.pct.map_or("none".to_owned(), |pct| format!("{pct:.1}%"));
        let [_, _, hidden] = public::parts(self.part, self.of.saturating_sub(self.part), self.pct);
        if public && !hidden.is_empty() { hidden } else { pct }
    }
}

impl Annual {
    /// What was counted over a span; `public` hides small numbers and leaves out reasons and rows.
    pub(crate) fn of(board: &Board, window: Window, public: bool) -> Self {
        let measures = board.measures(window);
        let (attended, views, reviews) = parents(board, window);
        let figures = figures(&measures, [attended, views, reviews], public);
        Self { years: years(board, window.to), measures, figures, public, iro: board.iro.clone() }
    }

    /// A line a figure, for a spreadsheet.
    ///
    /// # Errors
    /// When a row cannot be written, which memory rules out.
    pub(crate) fn csv(&self) -> crate::error::Result<String> {
        let rows = self.figures.iter().map(|f| {
            let [numerator, denominator, value] = f.cells.clone();
            vec![f.heading.to_owned(), f.what.clone(), numerator, denominator, value]
        });
        let head = ["heading", "figure", "numerator", "denominator", "value"].map(str::to_owned).to_vec();
        super::sheet::Sheet { head, rows: rows.collect(), ..Default::default() }.csv()
    }

    /// The figures for anybody to read, as data.
    pub(crate) fn shown(&self) -> Vec<serde_json::Value> {
        let one = |f: &Figure| {
            let [numerator, denominator, value] = &f.cells;
            serde_json::json!({ "heading": f.heading, "figure": f.what, "numerator": numerator,
                "denominator": denominator, "value": value })
        };
        self.figures.iter().map(one).collect()
    }

    /// The document.
    pub(crate) fn page(&self) -> Page {
        let m = &self.measures;
        let title = format!("Annual report, {} to {}", long(m.from), long(m.to));
        let mut text =
            format!("# {title}\n\nCounted on {} from the book of {}.", long(m.on), escaped(&self.iro));
        if self.public {
            let _ = write!(text, " {}", public::TOLD);
        }
        text.push_str("\n\n");
        for (heading, counts, gap) in HEADINGS {
            let _ = writeln!(text, "## {heading}\n");
            if !counts.is_empty() {
                let _ = writeln!(text, "{counts}\n");
            }
            if !gap.is_empty() {
                let _ = writeln!(text, "{GAP} {gap} {GAP}\n");
            }
            self.table(heading, &mut text);
            if *heading == "Reviews on time" {
                self.years(&mut text);
                self.late(&mut text);
            }
        }
        if !self.public {
            self.annex(&mut text);
        }
        Page { title, author: self.iro.clone(), text, wide: false }
    }

    fn table(&self, heading: &str, text: &mut String) {
        let mut own = self.figures.iter().filter(|f| f.heading == heading).peekable();
        if own.peek().is_none() {
            return;
        }
        text.push_str("| Figure | How many | Of | Share |\n| --- | --- | --- | --- |\n");
        for figure in own {
            let [part, whole, value] = &figure.cells;
            let share = if value == part { "" } else { value };
            let _ = writeln!(text, "| {} | {part} | {whole} | {share} |", escaped(&figure.what));
        }
        text.push('\n');
    }

    /// The years side by side.
    fn years(&self, text: &mut String) {
        if self.years.is_empty() {
            return;
        }
        text.push_str("### Year by year\n\n");
        text.push_str(
            "| Year ending 31 March | Reviews held | In time | Children | Views reached | Mid-points |\n",
        );
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for year in &self.years {
            let shares = [year.reviews, year.children, year.views_reached, year.midpoints];
            let shares = shares.map(|share| share.shown(self.public)).join(" | ");
            let held = if self.public { public::number(year.held) } else { year.held.to_string() };
            let _ = writeln!(text, "| {} | {held} | {shares} |", year.to.year());
        }
        text.push('\n');
    }

    /// Each late review with its days and its reason; none for the public.
    fn late(&self, text: &mut String) {
        let late: Vec<&ReviewRow> = rows(&self.measures).filter(|r| r.on_time == Some(false)).collect();
        if self.public || late.is_empty() {
            return;
        }
        text.push_str("### Late, and why\n\n| No | Days late | Why |\n| --- | --- | --- |\n");
        for (place, row) in late.iter().enumerate() {
            let why = row.late_reason.as_deref().map_or(format!("{GAP} the reason {GAP}"), escaped);
            let _ = writeln!(text, "| {} | {} | {why} |", place + 1, row.days_late);
        }
        text.push('\n');
    }

    /// The rows behind the reviews, without a name, number or birthday.
    fn annex(&self, text: &mut String) {
        text.push_str("## Annex: the reviews behind the figures\n\n");
        let mut all = rows(&self.measures).filter(|r| r.held.is_some()).peekable();
        if all.peek().is_none() {
            return text.push_str("No review was held.\n");
        }
        text.push_str("| No | Timetable | Held in | In time | Days late | Took part |\n| --- | --- | --- | --- | --- | --- |\n");
        for (place, row) in all.enumerate() {
            let held = row.held.map(|day| day.format("%B %Y").to_string()).unwrap_or_default();
            let in_time = match row.on_time {
                Some(true) => "yes",
                Some(false) => "no",
                None => "not known",
            };
            let part = row.participation.map_or("not recorded", |code| code.says());
            let late = row.days_late.max(0);
            let _ = writeln!(
                text,
                "| {} | {} | {held} | {in_time} | {late} | {part} |",
                place + 1,
                escaped(&row.regime)
            );
        }
    }
}

/// The reviews of the span, short breaks among them.
fn rows(m: &Measures) -> impl Iterator<Item = &ReviewRow> {
    m.reviews.rows.iter().chain(&m.short_breaks.reviews.rows)
}

/// The last years ending 31 March in which reviews were held, oldest first.
fn years(board: &Board, to: NaiveDate) -> Vec<Year> {
    let this = NaiveDate::from_ymd_opt(to.year(), 3, 31).filter(|end| *end <= to);
    let last = this.or_else(|| NaiveDate::from_ymd_opt(to.year() - 1, 3, 31));
    let year = |back: i32| {
        let to = last.and_then(|last| last.with_year(last.year() - back))?;
        let from = to.checked_sub_months(Months::new(12))?.succ_opt()?;
        let m = board.measures(Window { from, to });
        let share = |part, of, pct| Share { part, of, pct };
        (m.reviews.held > 0).then(|| Year {
            to,
            held: m.reviews.held,
            reviews: share(m.reviews.on_time, m.reviews.on_time + m.reviews.late, m.reviews.pct),
            children: share(m.children.all_on_time, m.children.reviewed, m.children.pct),
            views_reached: share(m.views_reached.reached, m.views_reached.of, m.views_reached.pct),
            midpoints: share(m.midpoints.done, m.midpoints.due, m.midpoints.pct),
        })
    };
    (0..YEARS).rev().filter_map(year).collect()
}

/// Reviews of the span that a parent attended, sent views to, of those at which parents' part was recorded.
fn parents(board: &Board, window: Window) -> (usize, usize, usize) {
    let (mut attended, mut views, mut all) = (0, 0, 0);
    for row in board.rows() {
        let held = row.case.reviews.iter().filter(|r| r.held.is_some_and(|day| window.holds(day)));
        for review in held {
            let parents = || review.attendance.iter().filter(|a| a.role == Role::Parent).map(|a| a.presence);
            all += usize::from(parents().next().is_some());
            if parents().any(|p| p == Presence::Attended) {
                attended += 1;
            } else if parents().any(|p| p == Presence::SentViews) {
                views += 1;
            }
        }
    }
    (attended, views, all)
}
