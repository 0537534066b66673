//! The annual report: the Handbook's headings with every figure of `measures` under its own, what it counts beside it,
//! the words people wrote for it, and a marked place for each that is still to be written.

mod charts;
mod figures;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use chrono::Datelike;

use super::markdown::GAP;
use super::mask::Mask;
use super::page::{Page, escaped};
use super::public;
use crate::board::Board;
use crate::error::Result;
use crate::model::annual::Chapter;
use crate::rules::measures::{Measures, ReviewRow, Window, share, year_of};
use crate::rules::practice::Practice;
use crate::rules::working::long;
use crate::store::Store;
use figures::{Figure, figures};

/// The headings in order, each with what it counts, blank where nothing, and the parts that people write under it.
const HEADINGS: &[(&str, &str, &[Chapter])] = &[
    ("Summary", "", &[Chapter::Messages]),
    (
        "Service and team",
        "The children in care on the last day of the span, or today before that.",
        &[Chapter::Team],
    ),
    (
        "Caseloads",
        "Every child of this book in care on the day of counting; a year before: of those still in the book. On \
         average: in care at the ends of the months of the span.",
        &[Chapter::Caseloads],
    ),
    (
        "Reviews on time",
        "On time: the recorded day is within the limit. By children: every review of the span was. Short breaks apart.",
        &[],
    ),
    (
        CHILDREN,
        "Took part: PN1 to PN6. Views reached the review: PN1, 2, 3, 5, 6. Both of PN1 to PN7, the under-fours apart.",
        &[],
    ),
    ("Participation of parents", "Of the reviews held at which it was recorded; short breaks apart.", &[]),
    ("Feedback", "By the day of the review; yes of yes and no, a blank is not counted.", &[]),
    ("Quality assurance", "Fell due in the span and their day has come.", &[Chapter::Audits]),
    (DISPUTES, "Raised, closed, open at the end of the span; working days in all.", &[]),
    ("Resource risks", "", &[Chapter::Risks]),
    ("Good practice", "", &[Chapter::Good]),
    ("Further development", "", &[Chapter::Result, Chapter::Next]),
];
/// Headings that a chart stands under.
const CHILDREN: &str = "Participation of children";
const YEARS: &str = "Year by year";
const DISPUTES: &str = "Dispute resolution";

/// Everything the report says.
#[derive(Debug)]
pub(crate) struct Annual {
    pub(crate) measures: Measures,
    /// What people wrote for the year it ends in, the names of children taken out.
    pub(crate) texts: BTreeMap<Chapter, String>,
    /// What last year's report said would come next.
    aims: Option<String>,
    /// How often a child was named in them.
    pub(crate) left_out: usize,
    /// The year it ends in, as the texts are kept.
    year: i32,
    figures: Vec<Figure>,
    practice: Arc<Practice>,
    public: bool,
    iro: String,
}

impl Annual {
    /// What was counted over a span and written for the year its last day lies in; `public` hides small numbers and
    /// leaves out reasons and rows.
    ///
    /// # Errors
    /// When the book cannot be read.
    pub(crate) fn of(board: &Board, store: &Store, window: Window, public: bool) -> Result<Self> {
        let measures = board.measures(window);
        let figures = figures(&measures, &board.practice, public);
        let (mask, year) = (Mask::of_children(board), year_of(window.to).year());
        let mut left_out = 0;
        let mut masked = |text: &str| {
            let (text, n) = mask.taken_out(text, "[name]");
            left_out += n;
            text
        };
        let texts =
            store.annual_texts(year)?.iter().map(|(chapter, text)| (*chapter, masked(text))).collect();
        let aims = store.annual_texts(year - 1)?.remove(&Chapter::Next).map(|text| masked(&text));
        let practice = Arc::clone(&board.practice);
        Ok(Self { measures, texts, aims, left_out, year, figures, practice, public, iro: board.iro.clone() })
    }

    /// A line a figure, for a spreadsheet.
    ///
    /// # Errors
    /// When a row cannot be written, which memory rules out.
    pub(crate) fn csv(&self) -> Result<String> {
        let rows = self.figures.iter().map(|f| {
            let [numerator, denominator, value] = f.cells.clone();
            vec![f.heading.to_owned(), f.what.clone(), numerator, denominator, value]
        });
        let head = ["heading", "figure", "numerator", "denominator", "value"].map(str::to_owned).to_vec();
        super::sheet::Sheet { head, rows: rows.collect(), ..Default::default() }.csv()
    }

    /// It as data; for the public the figures as they are shown, for what is measured tells every row.
    pub(crate) fn json(&self) -> serde_json::Value {
        let m = &self.measures;
        let texts: BTreeMap<_, _> = Chapter::ALL.iter().map(|c| (c.word(), self.texts.get(c))).collect();
        let one = |f: &Figure| {
            let [numerator, denominator, value] = &f.cells;
            serde_json::json!({ "heading": f.heading, "figure": f.what, "numerator": numerator,
                "denominator": denominator, "value": value })
        };
        match self.public {
            true => {
                let figures: Vec<_> = self.figures.iter().map(one).collect();
                serde_json::json!({ "from": m.from, "to": m.to, "public": true, "figures": figures, "texts": texts })
            }
            false => serde_json::json!({ "measures": m, "years": m.years, "texts": texts }),
        }
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
        for (heading, counts, chapters) in HEADINGS {
            let _ = writeln!(text, "## {heading}\n");
            if !counts.is_empty() {
                let _ = writeln!(text, "{counts}\n");
            }
            chapters.iter().for_each(|chapter| self.written(*chapter, &mut text));
            self.table(heading, &mut text);
            if *heading == "Reviews on time" {
                self.years(&mut text);
                self.late(&mut text);
            }
        }
        if !self.public {
            self.annex(&mut text);
        }
        Page { title, author: self.iro.clone(), text, wide: false, charts: self.charts() }
    }

    /// What people wrote, or a place for it and how it is filled.
    fn written(&self, chapter: Chapter, text: &mut String) {
        let (year, part) = (self.year, chapter.word());
        if let Some(aims) = self.aims.as_ref().filter(|_| chapter == Chapter::Result) {
            let _ = writeln!(text, "### What last year's report said would come next\n\n{}\n", plainly(aims));
        }
        let _ = match self.texts.get(&chapter) {
            Some(words) => writeln!(text, "{}\n", plainly(words)),
            None => writeln!(
                text,
                "{GAP} {} (on the screen under R, or casebook record annual-text --part {part} --year {year}) {GAP}\n",
                chapter.asks()
            ),
        };
    }

    fn table(&self, heading: &str, text: &mut String) {
        let mut own = self.figures.iter().filter(|f| f.heading == heading).peekable();
        if own.peek().is_none() {
            return;
        }
        text.push_str("| Figure | How many | Of | Share |\n| --- | --- | --- | --- |\n");
        for figure in own {
            let [part, whole, value] = &figure.cells;
            let share = if value == part && whole.is_empty() { "" } else { value };
            let _ = writeln!(text, "| {} | {part} | {whole} | {share} |", escaped(&figure.what));
        }
        text.push('\n');
    }

    fn share(&self, part: usize, of: usize) -> String {
        let pct = share(part, of);
        let [_, _, hidden] = public::parts(part, of.saturating_sub(part), pct);
        match pct {
            _ if self.public && !hidden.is_empty() => hidden,
            Some(pct) => format!("{pct:.1}%"),
            None => "none".to_owned(),
        }
    }

    /// Each year and its cells: reviews held, in time, by children, views that reached the review, mid-points.
    fn cells(&self) -> Vec<(i32, [String; 5])> {
        let year = |year: &crate::rules::measures::Year| {
            let (r, c, v, m) = (&year.reviews, &year.children, &year.views_reached, &year.midpoints);
            let held = if self.public { public::number(r.held) } else { r.held.to_string() };
            let in_time = self.share(r.on_time, r.on_time + r.late);
            let children = self.share(c.all_on_time, c.reviewed);
            let (views, checks) = (self.share(v.reached, v.of), self.share(m.done, m.due));
            (year.to.year(), [held, in_time, children, views, checks])
        };
        self.measures.years.iter().map(year).collect()
    }

    /// The years side by side.
    fn years(&self, text: &mut String) {
        if self.measures.years.is_empty() {
            return;
        }
        let _ = writeln!(text, "### {YEARS}\n");
        text.push_str(
            "| Year ending 31 March | Reviews held | In time | Children | Views reached | Mid-points |\n",
        );
        text.push_str("| --- | --- | --- | --- | --- | --- |\n");
        for (year, cells) in self.cells() {
            let _ = writeln!(text, "| {year} | {} |", cells.join(" | "));
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
                escaped(&self.practice.timetable(&row.regime))
            );
        }
    }
}

/// Words people wrote, in which no line makes a heading of its own.
fn plainly(words: &str) -> String {
    let line = |line: &str| match line.trim_start() {
        rest if rest.starts_with('#') => format!("\\{rest}"),
        rest if !rest.is_empty() && rest.chars().all(|c| matches!(c, '-' | '=' | '*' | '_' | ' ')) => {
            format!("\\{rest}")
        }
        _ => line.to_owned(),
    };
    words.lines().map(line).collect::<Vec<_>>().join("\n")
}

/// The reviews of the span, short breaks among them.
fn rows(m: &Measures) -> impl Iterator<Item = &ReviewRow> {
    m.reviews.rows.iter().chain(&m.short_breaks.reviews.rows)
}
