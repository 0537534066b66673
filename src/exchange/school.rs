//! School holidays from a small file: a line each, `FIRST,LAST,NAME`.

use crate::error::{Error, Result};
use crate::model::diary::SchoolHoliday;
use crate::model::text;

use super::cell;

/// More lines than any authority has holidays.
const MOST: usize = 2_000;

/// Reads the lines; blank ones, those that begin with `#` and a heading are passed over.
///
/// # Errors
/// Names the first line that is none, by number.
pub(crate) fn read_school_holidays(file: &str) -> Result<Vec<SchoolHoliday>> {
    let mut days = Vec::new();
    for (number, line) in (1..).zip(file.trim_start_matches('\u{feff}').lines()) {
        let line = line.trim();
        let heading = number == 1 && !line.contains(|c: char| c.is_ascii_digit());
        if line.is_empty() || line.starts_with('#') || heading {
            continue;
        }
        let mut cells = line.splitn(3, ',').map(str::trim);
        let (first, last, name) = (cells.next(), cells.next(), cells.next().unwrap_or_default());
        let day = |cell: Option<&str>| {
            cell::date(cell.unwrap_or_default()).map_err(|why| {
                Error::data(format!("Line {number} of the file: {why}; no school holiday was loaded."))
                    .hint("Write lines of FIRST,LAST,NAME, as 2026-12-21,2027-01-01,Christmas.")
            })
        };
        let (first, last) = (day(first)?, day(last)?);
        if last < first || days.len() >= MOST {
            let why = if last < first { "it ends before it begins" } else { "there are too many lines" };
            return Err(Error::data(format!(
                "Line {number} of the file: {why}; no school holiday was loaded."
            )));
        }
        let name = text::line(name.trim_matches('"'));
        let name = if name.is_empty() { "School holiday".to_owned() } else { name };
        days.push(SchoolHoliday { first, last, name });
    }
    if days.is_empty() {
        return Err(Error::data("The file holds no school holiday; nothing was changed.")
            .hint("Write lines of FIRST,LAST,NAME, as 2026-12-21,2027-01-01,Christmas."));
    }
    days.sort_by_key(|d| d.first);
    Ok(days)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_and_the_first_wrong_one_is_named() {
        let file = "\u{feff}first,last,name\n# 2026/27\n21/12/2026,2027-01-01,Christmas\u{1b}[2J\n2026-10-26,30/10/2026,\n";
        let days = read_school_holidays(file).unwrap();
        let told: Vec<String> = days.iter().map(|d| format!("{} {} {}", d.first, d.last, d.name)).collect();
        assert_eq!(told, ["2026-10-26 2026-10-30 School holiday", "2026-12-21 2027-01-01 Christmas[2J"]);
        for (file, line) in [
            ("2026-12-21\n", "Line 1"),
            ("2026-12-21,2027-01-01,A\n2027-02-30,2027-03-01,B", "Line 2"),
            ("2027-01-02,2027-01-01,A", "ends before"),
            ("", "no school holiday"),
        ] {
            let error = read_school_holidays(file).unwrap_err();
            assert!(error.message.contains(line), "{}", error.message);
        }
    }
}
