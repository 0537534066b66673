//! The columns of the caseload: which of those chosen have room, how wide each is, and what stands in it.

use ratatui::style::Style;

use crate::board::Row;
use crate::model::role::Role;
use crate::model::view::Column;
use crate::rules::due::Status;
use crate::tui::scene::Scene;
use crate::tui::widgets::next;
use crate::tui::words;

/// The columns, the one that stays longest first: on a list that has no room for all of them the last goes first. Each
/// has its widths by the columns the list has at least, the widest first, and is left out below the last.
static WIDTHS: &[(Column, &[(usize, usize)])] = &[
    // It takes what is left; so much it needs.
    (Column::Step, &[(0, 16)]),
    // `no day · limit Thu 17 Dec`, else `no day · 9 wd pa…`.
    (Column::Review, &[(74, 25), (0, 16)]),
    // A column of space parts the number from the words after it.
    (Column::Age, &[(0, 4)]),
    (Column::Late, &[(0, 4)]),
    (Column::Signals, &[(92, 3), (60, 1)]),
    (Column::Seen, &[(0, 11)]),
    (Column::Legal, &[(100, 14), (0, 8)]),
    (Column::Since, &[(0, 13)]),
    (Column::Worker, &[(110, 18), (0, 14)]),
    (Column::Number, &[(0, 10)]),
];

/// What stands before the name: the marks.
pub(super) const MARKS: usize = 3;
/// The least and the most of a name, and the most where no next step takes the rest.
const NAME: (usize, usize) = (8, 28);
const NAME_ALONE: usize = 40;

/// The columns that are shown, in the person's order.
pub(super) struct Columns {
    pub(super) name: usize,
    pub(super) others: Vec<(Column, usize)>,
}

impl Columns {
    /// `longest` is the widest name in the list: what names do not need goes to the next step.
    pub(super) fn of(chosen: &[Column], width: usize, longest: usize) -> Self {
        let mut others: Vec<(Column, usize)> =
            chosen.iter().filter_map(|column| Some((*column, wide(*column, width)?))).collect();
        let taken = |others: &[(Column, usize)]| others.iter().map(|(_, wide)| wide + 1).sum::<usize>();
        for (column, _) in WIDTHS.iter().rev() {
            if MARKS + NAME.0 + taken(&others) <= width {
                break;
            }
            others.retain(|(one, _)| one != column);
        }
        let step = others.iter().position(|(column, _)| *column == Column::Step);
        let needed = step.and_then(|at| others.get(at)).map_or(0, |(_, wide)| *wide);
        let rest = (width + needed).saturating_sub(MARKS + taken(&others));
        let name = match step {
            Some(_) => longest.clamp(NAME.0, NAME.1).min((rest * 2 / 5).max(NAME.0)),
            None => longest.clamp(NAME.0, NAME_ALONE).min(rest),
        };
        if let Some((_, wide)) = step.and_then(|at| others.get_mut(at)) {
            *wide = rest.saturating_sub(name);
        }
        Self { name, others }
    }

    /// The line above the list.
    pub(super) fn head(&self) -> String {
        let head = |(column, wide): &(Column, usize)| match column {
            Column::Age | Column::Late => number(column.says(), *wide),
            // Its dots need no name where there is no room for one.
            Column::Signals if *wide < words::width(column.says()) => " ".repeat(*wide),
            _ => words::fit(column.says(), *wide),
        };
        let mut heads: Vec<String> = self.others.iter().map(head).collect();
        heads.pop_if(|head| head.trim().is_empty());
        format!("{}{} {}", " ".repeat(MARKS), words::fit("Child", self.name), heads.join(" "))
    }
}

/// The width of a column in a list so wide; none where it is left out.
fn wide(column: Column, list: usize) -> Option<usize> {
    let (_, widths) = WIDTHS.iter().find(|(one, _)| *one == column)?;
    widths.iter().find(|(least, _)| list >= *least).map(|(_, wide)| *wide)
}

/// A number against the right edge of its column, a space after it.
fn number(text: &str, wide: usize) -> String {
    words::fit(&words::right(text, wide.saturating_sub(1)), wide)
}

/// What stands in a column for a child, so wide, and how it is dressed.
pub(super) fn cell(scene: Scene<'_>, row: &Row, column: Column, wide: usize) -> (String, Style) {
    let (theme, today) = (scene.theme, scene.today());
    let day = |day: Option<chrono::NaiveDate>| day.map_or("–".to_owned(), |day| words::brief(day, today));
    let text = match column {
        Column::Review => {
            let (text, tone) = next::review(scene, row, wide);
            return (words::fit(&text, wide), theme.status(tone));
        }
        Column::Step => {
            return (words::fit(&next::step(row, wide), wide), theme.status(next::status(scene, row)));
        }
        Column::Signals => {
            let signals = row.signals(today).len().min(wide);
            return (words::fit(&"●".repeat(signals), wide), theme.status(Status::DueSoon));
        }
        Column::Age => {
            let age = row.case.child.age_on(today).map_or("–".to_owned(), |age| age.to_string());
            return (number(&age, wide), Style::new());
        }
        Column::Late => match row.advice().mine.late {
            0 => return (number("–", wide), theme.dim()),
            late => return (number(&late.to_string(), wide), theme.bad()),
        },
        Column::Number => row.case.child.number.clone(),
        Column::Legal => row.legal_short().to_owned(),
        Column::Since => {
            day(row.case.periods.last().filter(|p| p.start_known && row.looked_after(today)).map(|p| p.start))
        }
        Column::Seen => day(row.last_seen()),
        Column::Worker => row.person(Role::SocialWorker.word()).unwrap_or("–").to_owned(),
    };
    (words::fit(&text, wide), Style::new())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(chosen: &[Column], width: usize) -> (usize, String) {
        let columns = Columns::of(chosen, width, 18);
        let used: usize = columns.others.iter().map(|(_, wide)| wide + 1).sum();
        assert!(columns.name >= NAME.0 && MARKS + columns.name + used <= width.max(12), "{width}");
        (columns.name, columns.others.iter().map(|(c, _)| c.word()).collect::<Vec<_>>().join(" "))
    }

    #[test]
    fn a_narrow_list_drops_columns_in_one_order_and_keeps_the_persons() {
        let usual = Column::USUAL;
        assert_eq!(words(usual, 78).1, "age review step signals");
        assert_eq!(words(usual, 58).1, "age review step", "60 columns have no room for the dots");
        assert_eq!(words(usual, 29).1, "step", "the next step stays longest");
        let all = [Column::Worker, Column::Step, Column::Number, Column::Review, Column::Seen];
        assert_eq!(words(&all, 78).1, "step review seen");
        assert_eq!(words(&all, 118).1, "worker step number review seen");
        assert_eq!(words(&[Column::Age], 78), (18, "age".to_owned()));
        for width in 12..200 {
            words(Column::ALL, width);
        }
        assert_eq!(WIDTHS.len(), Column::ALL.len());
    }
}
