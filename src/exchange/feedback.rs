//! Feedback forms from a CSV file: a form a line, a question a column.

use std::path::Path;

use chrono::NaiveDate;

use super::cell::{clean, date, show, yes_no};
use super::file::unread;
use super::lines::{Lines, Opened};
use super::rows::{Next, Row, Rows};
use crate::error::{Error, Result};
use crate::model::doubt::Kind;
use crate::model::feedback::{Answer, Form, Giver, Question};
use crate::model::ids::{FormId, ReviewId};
use crate::model::returns::{Remark, Report, TableRead};

/// What the columns must be, for the way out.
const COLUMNS: &str = "write CHILD,REVIEW,BY,DATE and a column for each question by its id, as understood";

/// A file of forms, read.
#[derive(Debug)]
pub(crate) struct FeedbackFile {
    /// Its name without its folder.
    pub(crate) file: String,
    /// The forms.
    pub(crate) lines: Vec<FeedbackLine>,
    /// What was read, and what was refused already.
    pub(crate) report: Report,
}

/// A form of a file.
#[derive(Debug)]
pub(crate) struct FeedbackLine {
    /// Its line in the file.
    pub(crate) row: u64,
    /// The child's number.
    pub(crate) child: String,
    /// The review.
    pub(crate) review: Which,
    /// The form; its review is not known yet.
    pub(crate) form: Form,
}

/// How a review is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Which {
    /// By its number in the latest period of care.
    Number(u32),
    /// By the day it was held.
    Held(NaiveDate),
}

impl FeedbackLine {
    /// It was refused.
    pub(crate) fn refused(&self, file: &str, why: &str) -> Remark {
        remark(file, self.row, ("", ""), &self.child, why)
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Column {
    Child,
    Review,
    By,
    Date,
    Name,
    Words,
    Answer(Question),
}

impl Column {
    fn of(title: &str) -> Option<Self> {
        let title = title.trim().to_lowercase().replace(['_', ' '], "-");
        Some(match title.as_str() {
            "child" => Self::Child,
            "review" => Self::Review,
            "by" => Self::By,
            "date" => Self::Date,
            "name" => Self::Name,
            "words" => Self::Words,
            id => Self::Answer(Question::from_word(id).ok()?),
        })
    }
}

/// Reads the forms. A line that cannot be understood is refused in the report; the others stand.
///
/// # Errors
/// When the file cannot be read, or lacks one of the first four columns.
pub(crate) fn read_feedback(path: &Path) -> Result<FeedbackFile> {
    let name = clean(&path.display().to_string()).into_owned();
    let failed = |e| unread(&format!("file {name}"), &e);
    if std::fs::metadata(path).map_err(failed)?.is_dir() {
        return Err(
            Error::usage(format!("{name} is a folder; nothing was written")).hint("name the CSV file in it")
        );
    }
    let (lines, delimiter) = match Lines::open(path).map_err(failed)? {
        Opened::Text(lines, delimiter) => (lines, delimiter),
        Opened::Other(why) => {
            return Err(Error::data(format!("{name}: {why}; nothing was written")).hint(COLUMNS));
        }
    };
    let file = path.file_name().map_or(name.clone(), |n| clean(&n.to_string_lossy()).into_owned());
    let mut rows = Rows::new(lines, delimiter);
    let mut row = Row::default();
    let mut report = Report::default();
    let mut columns: Vec<Option<Column>> = Vec::new();
    let (mut read, mut found) = (0, Vec::new());
    loop {
        match rows.next(&mut row).map_err(failed)? {
            Next::End => break,
            Next::Bad(line, _, why) => report.refused.push(remark(&file, line, ("", ""), "", why)),
            Next::Row if row.is_blank() => {}
            Next::Row if columns.is_empty() => {
                columns = row.cells().map(Column::of).collect();
                let missing = [
                    (Column::Child, "CHILD"),
                    (Column::Review, "REVIEW"),
                    (Column::By, "BY"),
                    (Column::Date, "DATE"),
                ];
                if let Some((_, title)) = missing.iter().find(|(c, _)| !columns.contains(&Some(*c))) {
                    return Err(Error::data(format!("{name} has no column {title}; nothing was written"))
                        .hint(COLUMNS));
                }
                let odd =
                    row.cells().zip(&columns).filter(|(title, c)| c.is_none() && !title.trim().is_empty());
                let odd = odd.map(|(title, _)| {
                    remark(&file, row.number, (title, title), "", "this column is not known and was left out")
                });
                report.doubts.extend(odd);
                rows.set_header(&row);
            }
            Next::Row => {
                read += 1;
                match line(&row, &columns) {
                    Ok(one) => found.push(one),
                    Err((column, value, why)) => {
                        report.refused.push(remark(&file, row.number, (column, &value), "", &why));
                    }
                }
            }
        }
    }
    report.tables.push(TableRead { file: file.clone(), table: "feedback".to_owned(), rows: read });
    Ok(FeedbackFile { file, lines: found, report })
}

/// Why a line was refused: the column, its value, and why.
type Refused = (&'static str, String, String);

fn line(row: &Row, columns: &[Option<Column>]) -> Result<FeedbackLine, Refused> {
    let cell = |wanted: Column| {
        let place = columns.iter().position(|c| *c == Some(wanted));
        clean(place.and_then(|at| row.cell(at)).unwrap_or_default()).into_owned()
    };
    let refused = |column, value: &str, why: String| (column, show(value), why);
    let child = cell(Column::Child);
    if child.is_empty() {
        return Err(refused("CHILD", "", "no child is named".to_owned()));
    }
    let named = cell(Column::Review);
    let review = match (named.parse(), date(&named)) {
        (Ok(n), _) => Which::Number(n),
        (_, Ok(day)) => Which::Held(day),
        _ => {
            return Err(refused(
                "REVIEW",
                &named,
                "neither a review's number nor the day it was held".to_owned(),
            ));
        }
    };
    let by = cell(Column::By);
    let who = Giver::from_word(&by.to_lowercase())
        .map_err(|_| refused("BY", &by, "child, parent or carer is meant".to_owned()))?;
    let day = cell(Column::Date);
    let on = date(&day).map_err(|why| refused("DATE", &day, why.to_owned()))?;
    let mut answers = Vec::new();
    for question in Question::ALL {
        let said = cell(Column::Answer(*question));
        if !said.is_empty() {
            let yes = yes_no(&said);
            let words = if yes.is_some() { String::new() } else { said };
            answers.push(Answer::new(*question, yes, words));
        }
    }
    let form = Form {
        id: FormId(0),
        review: ReviewId(0),
        by: who,
        name: cell(Column::Name),
        date: on,
        words: cell(Column::Words),
        answers,
    };
    Ok(FeedbackLine { row: row.number, child, review, form })
}

fn remark(file: &str, row: u64, (column, value): (&str, &str), child: &str, why: &str) -> Remark {
    Remark {
        file: file.to_owned(),
        row,
        column: column.to_owned(),
        value: show(value),
        why: why.to_owned(),
        child: child.to_owned(),
        kind: Kind::Cell,
        day: None,
    }
}
