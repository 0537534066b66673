//! Each row of COVERAGE.md held to what the program counts by: every number of days it names is one of an entry of the row,
//! as the practice is worked by once it is laid over England.

use serde_json::Value;

use crate::rules::practice::{Practice, SHIPPED, shipped};

const TABLE: &str = include_str!("../../../assets/practices/COVERAGE.md");

/// A row: what the source asks, and the ids of the entries it became.
struct Row<'t> {
    asks: &'t str,
    became: &'t str,
}

/// The rows of an authority.
fn rows(practice: &Practice) -> Vec<Row<'static>> {
    let sections = TABLE.split("\n## ").skip(1).filter_map(|s| s.split_once('\n'));
    let section = sections.filter(|(head, _)| practice.title.starts_with(head)).map(|(_, text)| text);
    let lines = section.flat_map(|text| text.lines().filter(|line| line.starts_with("| ")));
    let cells = lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect::<Vec<_>>());
    let rows = cells.filter_map(|c| match c[..] {
        [head, asks, became] if head != "heading" => Some(Row { asks, became }),
        _ => None,
    });
    rows.collect()
}

/// The numbers of days, weeks or months that a text names, with the unit as practice files write it: `3 and 6 months` are two.
fn spans(text: &str) -> Vec<(u64, &'static str)> {
    const UNITS: [(&str, &str); 4] =
        [("working days", "working-days"), ("days", "days"), ("weeks", "weeks"), ("months", "months")];
    let words: Vec<&str> = text.split([' ', ',', ';', ':']).filter(|w| !w.is_empty()).collect();
    let mut found = Vec::new();
    for (at, number) in words.iter().enumerate().filter_map(|(at, w)| Some((at, w.parse::<u64>().ok()?))) {
        let mut next = &words[at + 1..];
        if let ["and" | "to", other, rest @ ..] = next
            && other.parse::<u64>().is_ok()
        {
            next = rest;
        }
        let after = next.join(" ");
        found.extend(UNITS.iter().find(|(said, _)| after.starts_with(said)).map(|(_, unit)| (number, *unit)));
    }
    found
}

/// Whether something in an entry counts so many of a unit; of a range both ends count.
fn counts(entry: &Value, (number, unit): (u64, &str)) -> bool {
    match entry {
        Value::Object(keys) => keys.iter().any(|(key, value)| {
            let range =
                value.as_array().is_some_and(|ends| ends.iter().any(|end| end.as_u64() == Some(number)));
            key == unit && (value.as_u64() == Some(number) || range) || counts(value, (number, unit))
        }),
        Value::Array(all) => all.iter().any(|value| counts(value, (number, unit))),
        _ => false,
    }
}

/// Every entry of a practice as it is worked by, questions of its checklists included, with its id.
fn entries(practice: &Practice) -> Vec<Value> {
    let shown = practice.as_json();
    let lists = shown.as_object().unwrap().values().filter_map(Value::as_array).flatten();
    let items = |entry: &Value| entry["items"].as_array().cloned().unwrap_or_default();
    lists.flat_map(|entry| items(entry).into_iter().chain([entry.clone()])).collect()
}

#[test]
fn every_number_of_a_row_of_the_coverage_table_is_counted_by_an_entry_of_the_row() {
    let (mut held, mut off) = (0, Vec::new());
    for practice in SHIPPED.iter().map(|(id, _)| shipped(id).unwrap()) {
        let entries = entries(&practice);
        for row in rows(&practice) {
            let ids: Vec<&str> = row.became.split('`').skip(1).step_by(2).collect();
            let of_row: Vec<&Value> =
                entries.iter().filter(|e| ids.iter().any(|id| e["id"] == **id)).collect();
            for (number, unit) in spans(row.asks) {
                let unit = if row.became.contains("read as working days") { "working-days" } else { unit };
                held += 1;
                if !of_row.iter().any(|entry| counts(entry, (number, unit))) {
                    off.push(format!("{}: {number} {unit}: {} | {}", practice.id, row.asks, row.became));
                }
            }
        }
    }
    assert!(off.is_empty(), "{off:#?}");
    assert!(held > 45, "{held} numbers were read");
}
