//! What the cells of a list say, as people and systems write it, and what was assumed where that is not plain.

use chrono::{Days, NaiveDate};

use crate::exchange::cell;

/// A value, and what was assumed to come to it.
pub(super) type Read<T> = (T, Option<String>);

/// Serial numbers of days from 1 January 1950 to 31 December 2100.
const SERIALS: std::ops::RangeInclusive<u64> = 18_264..=73_415;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// A date, however it is written; or why it is none.
pub(super) fn date(text: &str, month_first: bool) -> Result<Read<NaiveDate>, &'static str> {
    if let Some(day) = serial(text) {
        return Ok((
            day,
            Some(format!("a number: taken as the day a spreadsheet means by it, {}", shown(day))),
        ));
    }
    let parts: Vec<&str> = text.split(['/', '.', '-', ' ', ',']).filter(|p| !p.is_empty()).collect();
    if let [day, word, year, ..] = parts.as_slice()
        && let Some(month) = month(word)
    {
        return written(year, month, day).map(|d| (d, None));
    }
    if month_first
        && let [month, day, year] = parts.as_slice()
        && month.len() < 4
    {
        return written(year, month.parse().unwrap_or(0), day).map(|d| (d, None));
    }
    match cell::date(text) {
        Ok(day) => Ok((day, None)),
        Err(why) => match parts.as_slice() {
            [day, month, year] if year.len() == 4 && day.len() < 3 && !text.contains('/') => {
                written(year, month.parse().unwrap_or(0), day).map(|d| (d, None))
            }
            _ => Err(why),
        },
    }
}

fn shown(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}

/// The day of a spreadsheet's serial number: the count of days from 30 December 1899.
fn serial(text: &str) -> Option<NaiveDate> {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let plain = whole.len() == 5 && whole.bytes().chain(rest.bytes()).all(|b| b.is_ascii_digit());
    let days = whole.parse().ok().filter(|n| plain && SERIALS.contains(n))?;
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days))
}

fn month(word: &str) -> Option<u32> {
    let word = word.to_ascii_lowercase();
    let at = MONTHS.iter().position(|m| word.starts_with(m))?;
    u32::try_from(at + 1).ok()
}

fn written(year: &str, month: u32, day: &str) -> Result<NaiveDate, &'static str> {
    if year.len() != 4 {
        return Err("the year must have four figures");
    }
    let day = day.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let (Ok(year), Ok(day)) = (year.parse(), day.parse()) else {
        return Err("not a date");
    };
    let day = NaiveDate::from_ymd_opt(year, month, day).ok_or("there is no such day")?;
    if (1900..=2100).contains(&year) { Ok(day) } else { Err("the year must be from 1900 to 2100") }
}

/// Lower-case words with single spaces between them.
pub(super) fn plain(text: &str) -> String {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The code that a value means: itself, a word of it, or what the phrases say; `None` where none does.
pub(super) fn code(
    text: &str,
    codes: &[&'static str],
    phrases: &[(String, String)],
) -> Option<Read<&'static str>> {
    let known = |word: &str| codes.iter().copied().find(|code| code.eq_ignore_ascii_case(word));
    let plain = plain(text);
    let phrase = |wanted: &str| phrases.iter().find(|(phrase, _)| phrase == wanted).map(|(_, code)| code);
    if let Some(code) = phrase(&plain).and_then(|code| known(code)).or_else(|| known(text.trim())) {
        return Some((code, None));
    }
    // What stands before a bracket counts the answers: `a) WBRI`.
    let body = match text.split_once(')') {
        Some((letter, rest)) if letter.trim().chars().count() <= 2 => rest,
        _ => text,
    };
    let words: Vec<&str> = body.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let mut named: Vec<&'static str> = words.iter().filter_map(|word| known(word)).collect();
    named.dedup();
    match named.as_slice() {
        [code] => return Some((code, None)),
        [code, other, ..] => return Some((code, Some(format!("names {code} and {other}: taken as {code}")))),
        [] => {}
    }
    let spaced = format!(" {} ", self::plain(body));
    let holds = |phrase: &str| spaced.contains(&format!(" {phrase} "));
    let (phrase, code) = phrases.iter().filter(|(p, _)| holds(p)).max_by_key(|(p, _)| p.len())?;
    let assumed = (spaced.trim() != phrase).then(|| format!("taken as {code}, for {phrase:?}"));
    Some((known(code)?, assumed))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_as_councils_write_them() {
        for text in [
            "2009-08-06",
            "06/08/2009",
            "6 August 2009",
            "06-Aug-2009",
            "6th Aug 2009",
            "06.08.2009",
            "06-08-2009",
        ] {
            assert_eq!(date(text, false).unwrap(), ("2009-08-06".parse().unwrap(), None), "{text}");
        }
        assert_eq!(date("08/06/2009", true).unwrap().0, "2009-08-06".parse().unwrap());
        let (day, assumed) = date("42036", false).unwrap();
        assert_eq!((day.to_string(), assumed.is_some()), ("2015-02-01".into(), true));
        for text in ["06/08/09", "soon", "12", "31 June 2020", "99999", "06-Aug-09"] {
            assert!(date(text, false).is_err(), "{text}");
        }
    }

    #[test]
    fn codes_as_councils_write_them() {
        let phrases = [("full care order".to_owned(), "C2".to_owned()), ("fco".to_owned(), "C2".to_owned())];
        let legal = |text| code(text, &["C1", "C2", "E1"], &phrases);
        for text in ["C2", "c2", "C2: Full Care Order", "a) C2 - FCO", "Full Care Order", "FCO"] {
            assert_eq!(legal(text), Some(("C2", None)), "{text}");
        }
        assert!(legal("Section 31 full care order (2019)").unwrap().1.is_some());
        assert!(legal("C1 then C2").unwrap().1.unwrap().contains("C1 and C2"));
        assert_eq!(legal("none"), None);
    }
}
