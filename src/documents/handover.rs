//! The handover pack: a page a child for the IRO who takes over, names and all.

use std::fmt::Write as _;

use super::page::{Page, escaped};
use crate::board::{Board, Row};
use crate::model::codes::{PLACES, legal_title, title};
use crate::rules::working::{count, long};

/// A page for each of these children.
pub(crate) fn handover(board: &Board, rows: &[&Row]) -> Page {
    let many = count(rows.len(), "child", "children");
    let title = match rows {
        [one] => format!("Handover of {}", one.case.child.name()),
        _ => format!("Handover of {many}"),
    };
    let mut text = format!("# {}\n\n", escaped(&title));
    let _ = writeln!(
        text,
        "As the IRO's book has it on {}, written by {}. It holds names: keep it as a child's record is kept. Tell each \
         child in person who comes next.\n",
        long(board.today),
        escaped(&board.iro)
    );
    for row in rows {
        child(board, row, &mut text);
    }
    Page { title, author: board.iro.clone(), text, wide: false, charts: Vec::new() }
}

fn child(board: &Board, row: &Row, text: &mut String) {
    let (case, mut lines) = (&row.case, board.handover(row).lines().into_iter());
    let _ = writeln!(text, "# {} ({})\n", escaped(&case.child.name()), escaped(&case.child.number));
    lines.next();
    let born = case.child.dob.map_or("Birthday not recorded".to_owned(), |day| format!("Born {}", long(day)));
    let _ = writeln!(text, "- {born}");
    let mut under = false;
    for line in lines {
        match line.strip_prefix(' ') {
            Some(said) => {
                let _ = writeln!(text, "- {}", escaped(said));
            }
            None => {
                let _ = writeln!(text, "{}## {}\n", if under { "\n" } else { "" }, escaped(&line));
            }
        }
        under = true;
    }
    let people = case.people.iter().filter(|p| p.end.is_none_or(|end| end > board.today));
    list(text, "People", people.map(|p| format!("{}: {}", board.practice.role(&p.role), p.name)));
    let span = |start, end: Option<chrono::NaiveDate>| {
        format!("{} to {}", long(start), end.map_or("now".to_owned(), long))
    };
    list(text, "Time in care", case.periods.iter().map(|p| span(p.start, p.end)));
    let legal = case.legal.iter().map(|l| format!("{}: {}", span(l.start, l.end), legal_title(&l.code)));
    list(text, "Legal status", legal);
    let homes =
        case.placements.iter().map(|p| format!("{}: {}", span(p.start, p.end), title(PLACES, &p.code)));
    list(text, "Homes", homes);
    text.push('\n');
}

/// A heading and its lines; nothing where there are none.
fn list(text: &mut String, head: &str, lines: impl Iterator<Item = String>) {
    let mut lines = lines.peekable();
    if lines.peek().is_some() {
        let _ = writeln!(text, "\n## {head}\n");
    }
    for line in lines {
        let _ = writeln!(text, "- {}", escaped(&line));
    }
}
