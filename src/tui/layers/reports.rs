//! Reports of the whole caseload: chosen from a list, read on the screen, copied or written to a file.

use chrono::{Datelike, Months, NaiveDate};

use super::leaving::Outgoing;
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::Row;
use crate::board::views::report::{ReportRow, reports as written};
use crate::casework::acts::{Part, Subject, part_of};
use crate::documents::annual::Annual;
use crate::documents::concerns::{effects, tracker};
use crate::documents::day_sheet::{day_sheet, next_day};
use crate::documents::feedback::feedback;
use crate::documents::handover::handover;
use crate::documents::page::Page;
use crate::documents::supervision::supervision;
use crate::error::Result;
use crate::model::annual::Chapter;
use crate::model::text::capital;
use crate::rules::measures::{Window, year_of};
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::place::{Place, Report};
use crate::tui::scene::Scene;
use crate::tui::words;

/// Columns that a text has on the narrowest screen people use.
const COLUMNS: usize = 72;

/// Asks which report; the words of the annual one and what was written before stand below.
pub(crate) fn reports() -> Ask {
    let item = |report: &Report| Item::new(report.says(), "", Ask::Go(Place::Report(*report)));
    let also =
        [
            Item::new("Words of the annual report: team, resource risks ...", "", Ask::Go(Place::Chapters))
                .found_by(&["write", "edit", "good practice", "development", "text"]),
            Item::new("Reports written before", "when, for whom, by whom", Ask::Go(Place::Reports))
                .found_by(&["documents", "history", "list"]),
        ];
    let picker = Picker::new("Which report?", Report::ALL.iter().map(item).chain(also).collect());
    Ask::open(
        picker.note(
            "Enter shows it. casebook report makes each for other days, and as a table for a spreadsheet.",
        ),
    )
}

/// The parts of this year's annual report that people write, each opening in the editor.
pub(crate) fn chapters(scene: Scene<'_>) -> Ask {
    let year = year_of(scene.today()).year();
    let texts = match scene.desk.store.annual_texts(year) {
        Ok(texts) => texts,
        Err(error) => return Ask::Fail(error),
    };
    let item = |chapter: &Chapter| {
        let written = texts.get(chapter).map(|text| text.split_whitespace().count());
        let hint = written.map_or_else(|| "to write".to_owned(), |n| words::count(n, "word", "words"));
        let about = Subject::whole().with(Part::Word(part_of(year, *chapter)));
        let fill = Ask::Form(Fill::act("annual-text", about));
        Item::new(capital(chapter.says()), hint, fill).found_by(&[chapter.asks()])
    };
    let title = format!("Words of the annual report to 31 March {year}");
    let note = "Enter opens one. The report of that year has them; what is not written is marked in it.";
    Ask::open(Picker::new(title, Chapter::ALL.iter().map(item).collect()).note(note))
}

/// The reports that were written, the latest first.
pub(crate) fn before(scene: Scene<'_>) -> Ask {
    let mut all = match written(scene.board(), &scene.desk.store) {
        Ok(all) => all,
        Err(error) => return Ask::Fail(error),
    };
    if all.is_empty() {
        return Ask::say("No report was written yet; R makes one.");
    }
    all.reverse();
    let item = |row: &ReportRow<'_>| {
        let whose = row.of.map(|child| format!(", about {}", scene.who(child))).unwrap_or_default();
        let by = if scene.hidden { String::new() } else { format!("by {}", row.by) };
        Item::new(format!("{} {}{whose}", row.at, row.told()), by, Ask::Nothing)
    };
    let note = "The log keeps that each was written, not its text; R makes one anew. Times are UTC.";
    Ask::open(Picker::new("Reports written before", all.iter().map(item).collect()).note(note))
}

/// Shows a report, ready to leave.
pub(crate) fn open(scene: Scene<'_>, report: Report) -> Ask {
    let named = matches!(report, Report::Day | Report::Handover);
    if scene.hidden && named {
        return Ask::say("This report holds names, and names are hidden; i shows them.");
    }
    let page = match made(scene, report) {
        Ok(page) => page,
        Err(error) => return Ask::Fail(error),
    };
    let (file, what) = match report {
        Report::Day => ("day-sheet.docx", "report day sheet"),
        Report::Supervision => ("supervision.docx", "report supervision"),
        Report::Handover => ("handover.docx", "report handover"),
        Report::Annual => ("annual-report.docx", "report annual"),
        Report::Public => ("annual-report-public.docx", "report annual for the public"),
        Report::Feedback => ("feedback.docx", "report feedback"),
        Report::Tracker => ("tracker.docx", "report tracker"),
        Report::Effects => ("effects.docx", "report effects"),
    };
    let mut text = TextBox::new(page.title.clone());
    page.lines(COLUMNS).into_iter().for_each(|line| text.push(Tone::Plain, line));
    Ask::open(text.outgoing(Outgoing { text: page.plain(), page: Some(page), file, what, child: None }))
}

fn made(scene: Scene<'_>, report: Report) -> Result<Page> {
    let (board, today) = (scene.board(), scene.today());
    let year = || {
        let from = today.checked_sub_months(Months::new(12)).and_then(|day| day.succ_opt());
        Window { from: from.unwrap_or(today), to: today }
    };
    Ok(match report {
        Report::Day => day_sheet(board, &scene.desk.store, next_day(board).unwrap_or(today))?,
        Report::Supervision => supervision(board).page(),
        Report::Handover => {
            let rows: Vec<&Row> = board.by_number().into_iter().filter(|row| !row.advice().closed).collect();
            handover(board, &rows)
        }
        Report::Annual => Annual::of(board, &scene.desk.store, year(), false)?.page(),
        Report::Public => Annual::of(board, &scene.desk.store, year(), true)?.page(),
        Report::Feedback => {
            let Window { from, to } = year();
            feedback(&board.measures(Window { from, to }).feedback, from, to, false).page()
        }
        Report::Tracker => tracker(board, today.with_day(1).unwrap_or(today), today, false).page(),
        Report::Effects => effects(board, first(scene), today, false).page(),
    })
}

/// The day the first concern was raised.
fn first(scene: Scene<'_>) -> NaiveDate {
    scene.board().concerns().iter().map(|c| c.escalation.raised).min().unwrap_or(scene.today())
}
