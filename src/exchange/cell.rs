//! What one cell says: text, a date, yes or no.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::model::text;

/// Cell text fit for the book: what [`text::line`] gives, without its cost for plain ASCII.
pub(crate) fn clean(raw: &str) -> Cow<'_, str> {
    if raw.len() <= text::LINE_MAX && raw.bytes().all(|b| (b' '..=b'~').contains(&b)) {
        Cow::Borrowed(raw.trim())
    } else {
        Cow::Owned(text::line(raw))
    }
}

/// Cell text shortened for showing in a report.
pub(crate) fn show(raw: &str) -> String {
    const SHOWN: usize = 60;
    let clean = clean(raw);
    match clean.char_indices().nth(SHOWN) {
        Some((at, _)) => format!("{}…", clean.get(..at).unwrap_or_default()),
        None => clean.into_owned(),
    }
}

/// A date written DD/MM/YYYY or YYYY-MM-DD, a time of day behind it ignored; or why it is none.
pub(crate) fn date(text: &str) -> Result<NaiveDate, &'static str> {
    in_order(text, false)
}

/// As [`date`], but where the day is parted by strokes the month comes first: MM/DD/YYYY.
pub(crate) fn month_first(text: &str) -> Result<NaiveDate, &'static str> {
    in_order(text, true)
}

fn in_order(text: &str, month_first: bool) -> Result<NaiveDate, &'static str> {
    const FORM: &str = "not a date: write DD/MM/YYYY or YYYY-MM-DD";
    let (day_part, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    if !time.bytes().all(|b| b.is_ascii_digit() || matches!(b, b':' | b'.' | b'Z')) {
        return Err(FORM);
    }
    let (separator, day_first) = if day_part.contains('/') { ('/', true) } else { ('-', false) };
    let mut parts = day_part.split(separator);
    let (Some(a), Some(b), Some(c), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(FORM);
    };
    let (year, b, day) = match (day_first, month_first) {
        (true, false) => (c, b, a),
        (true, true) => (c, a, b),
        (false, _) => (a, b, c),
    };
    let digits = |t: &str| (1..=4).contains(&t.len()) && t.bytes().all(|b| b.is_ascii_digit());
    if ![year, b, day].into_iter().all(digits) || b.len() > 2 || day.len() > 2 {
        return Err(FORM);
    }
    if year.len() != 4 {
        return Err("the year must have four figures");
    }
    let (Ok(year), Ok(month), Ok(day)) = (year.parse(), b.parse(), day.parse()) else { return Err(FORM) };
    if !(1900..=2100).contains(&year) {
        return Err("the year must be from 1900 to 2100");
    }
    NaiveDate::from_ymd_opt(year, month, day).ok_or("there is no such day")
}

/// Yes or no, as spreadsheets write it; `None` for anything else.
pub(crate) fn yes_no(text: &str) -> Option<bool> {
    let is = |words: &[&str]| words.iter().any(|w| w.eq_ignore_ascii_case(text));
    if is(&["1", "1.0", "y", "yes", "true"]) {
        Some(true)
    } else if is(&["0", "0.0", "n", "no", "false"]) {
        Some(false)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ymd(y: i32, m: u32, d: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(y, m, d).unwrap()
    }

    #[test]
    fn dates_both_ways_round() {
        for text in ["02/01/2020", "2/1/2020", "2020-01-02", "2020-01-02 00:00:00", "2020-01-02T00:00:00"] {
            assert_eq!(date(text), Ok(ymd(2020, 1, 2)), "{text}");
        }
        assert_eq!(date("29/02/2024"), Ok(ymd(2024, 2, 29)));
        assert_eq!(date("01/01/1900"), Ok(ymd(1900, 1, 1)));
        assert_eq!(date("31/12/2100"), Ok(ymd(2100, 12, 31)));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "01/01/19",
            "01/02/0012",
            "38/04/2019",
            "29/02/2023",
            "31/12/1899",
            "01/01/2101",
            "43831",
            "2020/01/02",
            "02-01-2020",
            "1/2/3/2020",
            "",
            "//",
            "1 Jan 2020",
            "2020-01-02 noon",
            "٠١/٠١/٢٠٢٠",
            "+1/01/2020",
            "12/2020",
        ] {
            assert!(date(text).is_err(), "{text}");
        }
    }

    #[test]
    fn mother_as_a_decimal() {
        assert_eq!(yes_no("1.0"), Some(true));
        assert_eq!(yes_no("0"), Some(false));
        assert_eq!(yes_no("2"), None);
    }

    #[test]
    fn shown_text_is_short_and_clean() {
        assert_eq!(show("\u{1b}[31mred "), "[31mred");
        assert_eq!(show(&"é".repeat(500)).chars().count(), 61);
    }

    proptest! {
        #[test]
        fn the_short_way_of_cleaning_is_the_long_way(raw in "[ -~]{0,60}|\\PC{0,20}") {
            prop_assert_eq!(clean(&raw), text::line(&raw));
        }

        #[test]
        fn any_text_is_a_date_or_not(raw in "[0-9/ T:-]{0,20}|\\PC{0,20}") {
            let _ = date(&raw);
        }
    }
}
