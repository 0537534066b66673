//! How dates, distances and names are written, and how text is cut to a column.

pub(crate) use crate::rules::working::{count, days, distance, long as full};
use chrono::{Datelike, NaiveDate};
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::rules::due::{Due, Status};

/// `Thu 17 Dec`, with the year when it is not this one.
pub(crate) fn day(date: NaiveDate, today: NaiveDate) -> String {
    let shape = if date.year() == today.year() { "%a %-d %b" } else { "%a %-d %b %Y" };
    date.format(shape).to_string()
}

/// A day in a narrow column: `17 Dec`, or `17 Dec 26` in another year.
pub(crate) fn brief(date: NaiveDate, today: NaiveDate) -> String {
    let shape = if date.year() == today.year() { "%a %-d %b" } else { "%-d %b %Y" };
    date.format(shape).to_string()
}

/// The same in a narrow column, its mark standing beside it: `19 wd`, `2 wd`, `today`.
pub(crate) fn short(days: Option<i32>) -> String {
    match days {
        None => String::new(),
        Some(0) => "today".to_owned(),
        Some(n) => format!("{} wd", n.unsigned_abs()),
    }
}

/// What a child said, without the marks of speech it may have been typed with.
pub(crate) fn said(text: &str) -> &str {
    text.trim().trim_matches(['"', '“', '”'])
}

/// How far a duty is, with what kind of day it is: `≈ 12 wd`.
pub(crate) fn due_distance(due: &Due) -> String {
    match due.status {
        Status::Overdue if due.days == Some(0) => "late".to_owned(),
        _ if due.projected => format!("≈ {}", distance(due.days)),
        _ => distance(due.days),
    }
}

/// Columns a text takes.
pub(crate) fn width(text: &str) -> usize {
    text.width()
}

/// Exactly `columns` wide: cut with `…` or filled with spaces.
pub(crate) fn fit(text: &str, columns: usize) -> String {
    let mut cut = trim(text, columns);
    let gap = columns.saturating_sub(cut.width());
    cut.extend(std::iter::repeat_n(' ', gap));
    cut
}

/// The same, against the right edge.
pub(crate) fn right(text: &str, columns: usize) -> String {
    let cut = trim(text, columns);
    format!("{}{cut}", " ".repeat(columns.saturating_sub(cut.width())))
}

/// At most `columns` wide: cut with `…` where it is longer.
pub(crate) fn trim(text: &str, columns: usize) -> String {
    if text.width() <= columns {
        return text.to_owned();
    }
    let mut cut = String::new();
    let mut used = 0;
    for cluster in text.graphemes(true) {
        let wide = cluster.width();
        if used + wide + 1 > columns {
            break;
        }
        cut.push_str(cluster);
        used += wide;
    }
    if columns > 0 {
        cut.push('…');
    }
    cut
}

/// The same, but what stands after the last ` · ` is kept whole: the words before it are cut.
pub(crate) fn trim_middle(text: &str, columns: usize) -> String {
    let end = text.rsplit_once(" · ").map(|(start, end)| (start, format!(" · {end}")));
    match end.filter(|(_, end)| text.width() > columns && end.width() * 2 <= columns) {
        Some((start, end)) => format!("{}{end}", trim(start, columns - end.width())),
        None => trim(text, columns),
    }
}

/// Parts joined into rows at most `columns` wide; a part is broken only where it has no room at all.
pub(crate) fn rows(parts: &[String], between: &str, columns: usize) -> Vec<String> {
    let mut rows: Vec<String> = Vec::new();
    for part in parts {
        match rows.last_mut() {
            Some(row) if row.width() + between.width() + part.width() <= columns => {
                row.push_str(between);
                row.push_str(part);
            }
            _ => rows.push(part.clone()),
        }
    }
    rows
}

/// Broken into lines at most `columns` wide, at spaces where there are any.
pub(crate) fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(4);
    let mut lines = Vec::new();
    for part in text.split('\n') {
        let indent: String = part.chars().take_while(|c| *c == ' ').take(columns / 2).collect();
        let mut line = indent.clone();
        let mut fresh = true;
        for word in part.split(' ').filter(|w| !w.is_empty()) {
            if !fresh && line.width() + 1 + word.width() > columns {
                lines.push(std::mem::replace(&mut line, indent.clone()));
                fresh = true;
            }
            if !fresh {
                line.push(' ');
            }
            for cluster in word.graphemes(true) {
                if line.width() + cluster.width() > columns {
                    lines.push(std::mem::replace(&mut line, indent.clone()));
                }
                line.push_str(cluster);
            }
            fresh = false;
        }
        lines.push(line);
    }
    lines
}

/// Where a list of `len` starts so that the cursor is in sight of `height` lines.
pub(crate) fn top(cursor: usize, len: usize, height: usize) -> usize {
    cursor.saturating_sub(height / 2).min(len.saturating_sub(height))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_hold_whatever_the_script() {
        for name in [
            "Llanfairpwllgwyngyllgogerychwyrndrobwll",
            "محمد علی خان بہادر",
            "👩‍👩‍👧‍👦 Zoë 李小龍",
            "",
            "e\u{301}e\u{301}",
        ] {
            for columns in 0..24 {
                assert_eq!(width(&fit(name, columns)), columns, "{name} in {columns}");
                assert_eq!(width(&right(name, columns)), columns);
                for line in wrap(name, columns) {
                    assert!(width(&line) <= columns.max(4));
                }
            }
        }
    }

    #[test]
    fn dates_and_distances_read_as_people_say_them() {
        let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
        let other = NaiveDate::from_ymd_opt(2027, 1, 7).unwrap();
        assert_eq!(day(today, today), "Sun 22 Nov");
        assert_eq!(day(other, today), "Thu 7 Jan 2027");
        assert_eq!(distance(Some(-2)), "2 wd late");
        assert_eq!(distance(Some(0)), "today");
        assert_eq!(
            trim_middle("Note about Amara saved · 3 dates moved · u undoes", 24),
            "Note about A… · u undoes"
        );
        assert_eq!(trim_middle("short · u undoes", 24), "short · u undoes");
        assert_eq!(wrap("one two three", 8), ["one two", "three"]);
    }
}
