//! Reports of the whole caseload: chosen from a list, read on the screen, copied or written to a file.

use chrono::{Datelike, Months, NaiveDate};

use super::leaving::Outgoing;
use super::picker::{Item, Picker};
use super::text::{TextBox, Tone};
use crate::board::Row;
use crate::documents::annual::Annual;
use crate::documents::concerns::{effects, tracker};
use crate::documents::day_sheet::{day_sheet, next_day};
use crate::documents::feedback::feedback;
use crate::documents::handover::handover;
use crate::documents::page::Page;
use crate::documents::supervision::supervision;
use crate::error::Result;
use crate::rules::measures::Window;
use crate::tui::ask::Ask;
use crate::tui::place::{Place, Report};
use crate::tui::scene::Scene;

/// Columns that a text has on the narrowest screen people use.
const COLUMNS: usize = 72;

/// Asks which report.
pub(crate) fn reports() -> Ask {
    let item = |report: &Report| Item::new(report.says(), "", Ask::Go(Place::Report(*report)));
    let picker = Picker::new("Which report?", Report::ALL.iter().map(item).collect());
    Ask::open(
        picker.note(
            "Enter shows it. casebook report makes each for other days, and as a table for a spreadsheet.",
        ),
    )
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
        Report::Annual => Annual::of(board, year(), false).page(),
        Report::Public => Annual::of(board, year(), true).page(),
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
