//! `workdays` and `months`: counting that needs no book.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::Serialize;

use super::Code;
use super::context::Context;
use super::day_args::AddArgs;
use crate::casework::dates;
use crate::error::{Error, Result};
use crate::rules::calendar::{Calendar, Counted, add_months};

/// Output is handed on whenever this much has gathered.
const CHUNK: usize = 64 * 1024;

#[derive(Serialize)]
struct Added {
    start: Option<NaiveDate>,
    n: Option<i32>,
    date: Option<NaiveDate>,
    provisional: bool,
    error: Option<String>,
}

type Count = fn(&Calendar, NaiveDate, i32) -> Result<Counted>;

/// `workdays add`.
pub(crate) fn workdays(cx: &mut Context<'_>, args: &AddArgs) -> Result<Code> {
    add(cx, args, Calendar::add_working_days)
}

/// `months add`.
pub(crate) fn months(cx: &mut Context<'_>, args: &AddArgs) -> Result<Code> {
    add(cx, args, |_, start, n| {
        let date = add_months(start, n)
            .ok_or_else(|| Error::data(format!("{start} and {n} months is no date of our calendar.")))?;
        Ok(Counted { date, provisional: false })
    })
}

/// `workdays between`.
pub(crate) fn between(cx: &mut Context<'_>, a: &str, b: &str) -> Result<Code> {
    let from = dates::parse(a, cx.today, &cx.calendar)?;
    let to = dates::parse(b, cx.today, &cx.calendar)?;
    let days = cx.calendar.working_days_between(from, to).ok_or_else(|| {
        let (first, last) = cx.calendar.span();
        Error::data(format!("{from} to {to} leaves the bank holiday table, which covers {first} to {last}."))
    })?;
    if cx.json() {
        cx.print.json(&serde_json::json!({ "from": from, "to": to, "working_days": days }))?;
    } else {
        cx.print.line(days.to_string());
    }
    if from.max(to) > cx.calendar.known_to() {
        cx.print.warn(doubt(&cx.calendar));
    }
    Ok(Code::DONE)
}

fn add(cx: &mut Context<'_>, args: &AddArgs, count: Count) -> Result<Code> {
    if args.stdin {
        return add_lines(cx, count);
    }
    let (Some(date), Some(n)) = (&args.date, args.n) else {
        return Err(Error::usage("A date and a count are needed.")
            .hint("For example: casebook workdays add today 20"));
    };
    let start = dates::parse(date, cx.today, &cx.calendar)?;
    let counted = count(&cx.calendar, start, n)?;
    if cx.json() {
        cx.print.json(&added(Ok((start, n, counted))))?;
    } else {
        cx.print.line(counted.date.to_string());
    }
    if counted.provisional {
        cx.print.warn(doubt(&cx.calendar));
    }
    Ok(Code::DONE)
}

/// A date a line; one that cannot be counted is told by its line, and the rest goes on.
fn add_lines(cx: &mut Context<'_>, count: Count) -> Result<Code> {
    let (mut line, mut text, mut rows) = (Vec::new(), String::new(), Vec::new());
    let (mut number, mut bad) = (0u64, false);
    loop {
        line.clear();
        let read = cx.input.read_until(b'\n', &mut line);
        if read.map_err(|e| Error::data(format!("Standard input cannot be read ({e}).")))? == 0 {
            break;
        }
        number += 1;
        let given = String::from_utf8_lossy(&line);
        if given.trim().is_empty() {
            continue;
        }
        let answer = add_line(cx, given.trim(), count);
        match &answer {
            Ok((.., counted)) => {
                if counted.provisional {
                    cx.print.warn(format!("line {number}: {}", doubt(&cx.calendar)));
                }
                let _ = writeln!(text, "{}", counted.date);
            }
            Err(e) => {
                bad = true;
                cx.print.warn(format!("line {number}: {}", e.message));
                text.push_str("-\n");
            }
        }
        if cx.json() {
            rows.push(added(answer));
        } else if text.len() >= CHUNK {
            cx.print.raw(&text);
            text.clear();
            if cx.print.is_gone() {
                break;
            }
        }
    }
    if cx.json() {
        cx.print.json(&rows)?;
    } else {
        cx.print.raw(&text);
    }
    Ok(if bad { Code::BAD_DATA } else { Code::DONE })
}

fn add_line(cx: &Context<'_>, line: &str, count: Count) -> Result<(NaiveDate, i32, Counted)> {
    let wrong = || Error::data(format!("{line:?} is not DATE N."));
    let (date, n) = line.rsplit_once([' ', '\t', ',', ';']).ok_or_else(wrong)?;
    let n = n.parse().map_err(|_| wrong())?;
    let start = dates::parse(date.trim_end_matches([' ', '\t', ',', ';']), cx.today, &cx.calendar)?;
    Ok((start, n, count(&cx.calendar, start, n)?))
}

fn added(answer: Result<(NaiveDate, i32, Counted)>) -> Added {
    match answer {
        Ok((start, n, counted)) => Added {
            start: Some(start),
            n: Some(n),
            date: Some(counted.date),
            provisional: counted.provisional,
            error: None,
        },
        Err(e) => Added { start: None, n: None, date: None, provisional: false, error: Some(e.message) },
    }
}

fn doubt(calendar: &Calendar) -> String {
    let known = calendar.known_to().format("%Y");
    format!("provisional: bank holidays after {known} are expected, not yet published")
}
