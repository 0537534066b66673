//! Returns that were once read wrongly, each with its right answer.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::board::Row;
use crate::casework::Desk;
use crate::casework::tests::{d, desk};
use crate::exchange::ssda903::read_return;
use crate::model::care::Period;
use crate::model::returns::Report;
use crate::store::Act;

/// The day on which the cases were found.
const TODAY: &str = "2026-11-26";

fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/cases").join(name)
}

pub(super) fn take(desk: &mut Desk, dir: &Path) -> Report {
    let ret = read_return(dir, None, desk.board.today, &mut |_| ControlFlow::Continue(())).unwrap();
    let dry = desk.merge_report(ret.clone(), None).unwrap();
    let report = desk.merge(ret, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
    assert_eq!(dry, report, "a dry run tells what is done");
    desk.board.refresh(&desk.store).unwrap();
    report
}

/// A book with these returns, one after another, and what was said of the last.
fn taken(names: &[&str]) -> (Desk, Report) {
    let mut desk = desk(TODAY);
    let reports: Vec<Report> = names.iter().map(|name| take(&mut desk, &case(name))).collect();
    (desk, reports.into_iter().next_back().unwrap())
}

fn row<'d>(desk: &'d Desk, number: &str) -> &'d Row {
    desk.board.find(number).unwrap()
}

/// The number of the next review and its last lawful day.
fn next(desk: &Desk, number: &str) -> Option<(u32, Option<NaiveDate>)> {
    row(desk, number).next_review().map(|s| (s.sequence, s.legal_due))
}

/// Days the next review is late.
fn late(desk: &Desk, number: &str) -> i64 {
    row(desk, number).next_review().map_or(0, |s| s.days_late(desk.board.today))
}

fn held(desk: &Desk, number: &str) -> Vec<NaiveDate> {
    row(desk, number).case.reviews.iter().filter_map(|r| r.held).collect()
}

#[test]
fn born_on_29_february_is_eighteen_on_1_march() {
    let (desk, _) = taken(&["903-born-29-february"]);
    assert_eq!(row(&desk, "K1").case.child.birthday(18), Some(d("2030-03-01")));
}

#[test]
fn a_day_to_come_is_refused_and_meets_no_limit() {
    let (desk, report) = taken(&["903-date-in-the-future"]);
    let refused: Vec<(&str, &str)> = report.refused.iter().map(|r| (&*r.column, &*r.value)).collect();
    assert_eq!(refused, [("DECOM", "02/03/2027"), ("REVIEW", "24/06/2027")]);
    assert_eq!(next(&desk, "K2"), Some((2, Some(d("2026-06-27")))));
    assert!(late(&desk, "K2") > 0 && row(&desk, "K1").case.periods.is_empty());
}

#[test]
fn a_changed_date_of_birth_is_told_with_both_days() {
    let (desk, report) = taken(&["903-date-of-birth-changed/first", "903-date-of-birth-changed/second"]);
    let told: Vec<_> = report.changed.iter().map(|c| (&*c.child, &*c.what, &*c.before, &*c.after)).collect();
    assert_eq!(told, [("K1", "DOB", "2010-01-01", "2008-01-01")]);
    assert_eq!(row(&desk, "K1").case.child.dob, Some(d("2008-01-01")));
}

#[test]
fn one_years_return_asserts_no_start_and_no_first_review() {
    let (mut desk, report) = taken(&["903-one-year-only"]);
    assert_eq!((report.unknown_start.as_slice(), report.doubts.len()), (["K1".to_owned()].as_slice(), 0));
    let slots = |desk: &Desk| {
        let all = row(desk, "K1").judged().reviews().map(|s| (s.held, s.due, s.on_time()));
        all.collect::<Vec<_>>()
    };
    let (last, next) = (d("2026-09-14"), d("2027-03-14"));
    assert_eq!(slots(&desk), [(Some(last), None, None), (None, Some(next), None)]);
    assert_eq!(late(&desk, "K1"), 0);
    // The control, of whom all is told.
    assert_eq!(super::tests::next(&desk, "K2"), Some((6, Some(next))));
    // Once told by hand it is not asked again, and the same return leaves it.
    let (id, known) = (row(&desk, "K1").id(), row(&desk, "K1").case.periods[0].clone());
    desk.save_period(id, Period { start: d("2023-05-02"), ..known }).unwrap();
    let again = take(&mut desk, &case("903-one-year-only"));
    assert_eq!(
        (again.unknown_start.len(), again.doubts.len(), again.updated),
        (0, 0, 0),
        "{:#?}",
        again.doubts
    );
    let periods = &row(&desk, "K1").case.periods;
    assert!(periods.len() == 1 && periods[0].start == d("2023-05-02") && periods[0].start_known);
}

#[test]
fn care_that_starts_on_the_day_it_ended_is_a_doubt() {
    let (_, report) = taken(&["903-restart-same-day"]);
    let doubt = report.doubts.iter().find(|r| r.why.contains("probably never stopped")).unwrap();
    assert_eq!((doubt.column.as_str(), doubt.row, doubt.value.as_str()), ("REC", 2, "E4A"));
}

#[test]
fn a_review_whose_day_a_later_return_corrects_is_one_review() {
    let (desk, report) = taken(&["903-review-date-corrected/first", "903-review-date-corrected/second"]);
    assert_eq!(held(&desk, "K1"), [d("2026-07-08")]);
    assert_eq!(
        (report.changed[0].before.as_str(), report.changed[0].after.as_str()),
        ("2026-07-07", "2026-07-08")
    );
    assert_eq!(next(&desk, "K1"), Some((2, Some(d("2026-10-08")))));
    assert!(late(&desk, "K1") > 0);
}

#[test]
fn reviews_a_day_apart_are_a_doubt_and_not_the_next_review() {
    let (desk, report) = taken(&["903-reviews-on-consecutive-days"]);
    assert!(report.doubts.iter().any(|r| r.value == "28/03/2026" && r.why.contains("two parts")));
    assert_eq!(held(&desk, "K1"), [d("2026-03-27")]);
    assert_eq!(next(&desk, "K1"), Some((2, Some(d("2026-06-27")))));
    // The same again leaves the second part once.
    let mut again = desk;
    take(&mut again, &case("903-reviews-on-consecutive-days"));
    assert_eq!(row(&again, "K1").case.reviews[0].parts, [d("2026-03-28")]);
}

/// What the two years of `903-second-year-return` come to.
fn two_years(desk: &Desk) {
    let periods = |number: &str| {
        let all = &row(desk, number).case.periods;
        all.iter().map(|p| (p.start.to_string(), p.end.map(|e| e.to_string()))).collect::<Vec<_>>()
    };
    let day = |text: &str| text.to_owned();
    assert_eq!(periods("K1"), [(day("2024-06-10"), Some(day("2025-11-20")))]);
    assert_eq!(next(desk, "K1"), None);
    assert_eq!(periods("K2"), [(day("2024-06-10"), None)]);
    let legal = &row(desk, "K2").case.legal;
    let legal: Vec<_> = legal.iter().map(|l| (&*l.code, l.start, l.end)).collect();
    let moved = d("2025-11-20");
    assert_eq!(legal, [("V2", d("2024-06-10"), Some(moved)), ("C2", moved, None)]);
    assert_eq!(periods("K3"), [(day("2024-06-10"), Some(day("2025-08-20"))), (day("2026-02-01"), None)]);
    assert_eq!(next(desk, "K3"), Some((2, Some(d("2026-05-26")))));
}

#[test]
fn the_second_years_return_ends_care_and_begins_it_again() {
    let years = ["903-second-year-return/year1", "903-second-year-return/year2"];
    let (mut desk, report) = taken(&years);
    two_years(&desk);
    assert_eq!(report.ended, ["K1"]);
    let both = tempfile::tempdir().unwrap();
    for (n, year) in years.iter().enumerate() {
        for file in ["h", "e", "r"] {
            let from = case(year).join(format!("{file}.csv"));
            std::fs::copy(from, both.path().join(format!("{file}{n}.csv"))).unwrap();
        }
    }
    let again = take(&mut desk, both.path());
    two_years(&desk);
    assert_eq!((again.updated, again.changed.len()), (0, 0), "both in one folder say the same");
    let mut folder = super::super::tests::desk(TODAY);
    take(&mut folder, both.path());
    two_years(&folder);
    let (newest_first, _) = taken(&[years[1], years[0]]);
    two_years(&newest_first);
}

#[test]
fn a_book_older_than_the_keeping_of_returns_goes_on_from_the_rows_they_left() {
    let (mut desk, _) = taken(&["903-second-year-return/year1"]);
    let older = Act::general("as an older version left it", desk.board.today);
    desk.store.act(&older, |tx| tx.write("DELETE FROM said", [])).unwrap();
    let report = take(&mut desk, &case("903-second-year-return/year2"));
    two_years(&desk);
    assert_eq!(report.ended, ["K1"]);
}

#[test]
fn a_return_without_its_reviews_asserts_no_limit_until_they_come() {
    let part = tempfile::tempdir().unwrap();
    let year = case("903-second-year-return/year2");
    for file in ["h.csv", "e.csv"] {
        std::fs::copy(year.join(file), part.path().join(file)).unwrap();
    }
    let mut desk = super::super::tests::desk(TODAY);
    let report = take(&mut desk, part.path());
    let lack = report.not_read.iter().find(|n| n.file == "the table of reviews").unwrap();
    assert!(lack.why.contains("when the next is due, is not told"), "{}", lack.why);
    for number in ["K2", "K3"] {
        let next = row(&desk, number).next_review().unwrap();
        assert_eq!((next.due, next.number(), late(&desk, number)), (None, None, 0), "{number}");
    }
    // The year before, with its reviews, tells those of its own time only; then the year itself tells all.
    take(&mut desk, &case("903-second-year-return/year1"));
    assert_eq!(row(&desk, "K2").next_review().unwrap().due, None);
    take(&mut desk, &year);
    two_years(&desk);
    // And the part again takes nothing away.
    let again = take(&mut desk, part.path());
    assert_eq!((again.updated, again.moved.len()), (0, 0));
    two_years(&desk);
}

#[test]
fn a_review_of_short_breaks_is_no_doubt() {
    let (_, report) = taken(&["903-short-break-review"]);
    assert!(!report.doubts.iter().any(|r| r.why.contains("short breaks")), "{:#?}", report.doubts);
}

#[test]
fn an_end_whose_day_cannot_be_read_leaves_no_child_in_care() {
    let (desk, report) = taken(&["903-two-figure-year-in-DEC"]);
    assert_eq!((report.refused[0].column.as_str(), report.refused[0].value.as_str()), ("DEC", "25/05/26"));
    assert!(!row(&desk, "K1").looked_after(d(TODAY)) && late(&desk, "K1") == 0);
    assert!(report.doubts.iter().any(|r| r.column == "DEC" && r.why.contains("cannot be read")));
}
