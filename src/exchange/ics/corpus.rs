//! Calendars of every kind, and the days that another reader keeps free of each: `tests/data/calendars.py` made both.

use chrono::NaiveDate;
use serde_json::Value;

use super::read_busy;

fn d(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The days from the first to the last that were compared.
const FIRST: &str = "2026-11-26";
const LAST: &str = "2029-06-30";

#[test]
fn every_day_kept_free_is_the_one_that_another_reader_keeps() {
    let shipped = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/calendars.json").to_owned();
    let file = std::env::var("CASEBOOK_CALENDARS").unwrap_or(shipped);
    let all: Vec<Value> = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
    assert!(all.len() >= 60);
    let mut wrong = Vec::new();
    for one in &all {
        let text = one["calendar"].as_str().unwrap();
        let spans =
            one["kept"].as_array().unwrap().iter().map(|s| s.as_str().unwrap().split_once(' ').unwrap());
        let spans: Vec<(NaiveDate, NaiveDate)> = spans.map(|(from, to)| (d(from), d(to))).collect();
        let intake = read_busy(text, d(FIRST));
        let days = d(FIRST).iter_days().take_while(|day| *day <= d(LAST));
        let off = days.filter(|day| {
            let kept = intake.busy.iter().any(|b| b.holds(*day));
            kept != spans.iter().any(|(from, to)| (*from..=*to).contains(day))
        });
        let off: Vec<String> = off.map(|day| day.to_string()).collect();
        if !off.is_empty() {
            wrong.push(format!(
                "{}: {} days, from {}: {:?} {:?}",
                one["name"],
                off.len(),
                off[0],
                intake.not_read.first(),
                intake.doubts.first()
            ));
        }
    }
    assert!(wrong.is_empty(), "{} of {}:\n{}", wrong.len(), all.len(), wrong.join("\n"));
}
