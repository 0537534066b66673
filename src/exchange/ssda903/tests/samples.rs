//! Whole returns: the development data with its oracles, and public samples of dirty data.

use super::*;
use std::collections::HashMap;

const DATA: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data");

fn dev() -> HashMap<String, ReturnChild> {
    let taken = on_path(&Path::new(DATA).join("ssda903_dev"), None).unwrap();
    assert_eq!(whys(&taken.report.refused), "");
    assert_eq!(taken.children.len(), 70);
    assert_eq!(taken.report.accepted.reviews, 481);
    assert!(taken.children.iter().all(|c| !c.child.forename.is_empty()));
    taken.children.into_iter().map(|c| (c.child.number.clone(), c)).collect()
}

fn table(name: &str) -> Vec<HashMap<String, String>> {
    let mut reader = csv::Reader::from_path(Path::new(DATA).join(name)).unwrap();
    reader.deserialize().collect::<Result<_, _>>().unwrap()
}

fn iso(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

#[test]
fn the_oracle_finds_each_review_in_its_period() {
    let children = dev();
    let rows = table("ssda903_dev_oracle.csv");
    for row in &rows {
        let child = &children[&row["CHILD"]];
        let (start, day) = (iso(&row["PERIOD_START"]), iso(&row["REVIEW"]));
        let period = child.periods.iter().find(|p| p.start == start).unwrap();
        assert!(day >= start && period.end.is_none_or(|end| day <= end), "{row:?}");
        let before = child.reviews.iter().filter(|r| r.held.is_some_and(|h| h >= start && h <= day)).count();
        assert_eq!(before.to_string(), row["SEQ"], "{row:?}");
    }
    assert_eq!(rows.len(), children.values().map(|c| c.reviews.len()).sum::<usize>());
}

#[test]
fn the_oracle_agrees_on_where_each_open_child_stands() {
    let children = dev();
    let rows = table("ssda903_dev_next_due.csv");
    for row in &rows {
        let child = &children[&row["CHILD"]];
        let period = child.periods.last().unwrap();
        assert_eq!((period.start, period.end), (iso(&row["PERIOD_START"]), None), "{row:?}");
        let (legal, placed) = (child.legal.last().unwrap(), child.placements.last().unwrap());
        assert_eq!((&*legal.code, legal.end), (&*row["LS_AT_AS_OF"], None), "{row:?}");
        assert_eq!((&*placed.code, placed.end), (&*row["PLACE_AT_AS_OF"], None), "{row:?}");
    }
    // the oracle leaves out short breaks
    let open = children.values().filter(|c| c.periods.last().is_some_and(|p| p.end.is_none()));
    let open = open.filter(|c| !matches!(&*c.legal.last().unwrap().code, "V3" | "V4"));
    assert_eq!(open.count(), rows.len());
}

#[test]
fn public_samples_are_taken_with_their_refusals_named() {
    let samples = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/903_samples"));
    let Ok(entries) = std::fs::read_dir(samples) else {
        println!("skipped: no public samples at {}", samples.display());
        return;
    };
    let mut folders = 0;
    for dir in entries.map(|e| e.unwrap().path()).filter(|p| p.is_dir()) {
        let taken = on_path(&dir, None).unwrap();
        let report = &taken.report;
        for remark in report.refused.iter().chain(&report.doubts) {
            assert!(!remark.file.is_empty() && remark.row > 1 && !remark.why.is_empty(), "{remark:?}");
        }
        assert!(report.refused.is_sorted() && report.doubts.is_sorted());
        for child in &taken.children {
            assert!(child.periods.is_sorted_by(|a, b| a.end.is_some_and(|end| end <= b.start)));
            assert!(child.legal.iter().all(|l| l.end.is_none_or(|end| l.start <= end)));
            assert!(child.placements.iter().all(|p| p.end.is_none_or(|end| p.start <= end)));
        }
        let (a, r, d) = (report.accepted, report.refused.len(), report.doubts.len());
        println!("{}: {a:?}, {r} refused, {d} doubts", dir.display());
        folders += 1;
    }
    assert!(folders > 0);
}
