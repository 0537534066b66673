//! Lists of care as it stands, beside returns and what was typed.

use std::ops::ControlFlow;
use std::path::Path;

use chrono::NaiveDate;

use crate::casework::Desk;
use crate::casework::tests::{d, desk};
use crate::exchange::read_children;
use crate::model::child::Source;
use crate::model::returns::Report;

const TODAY: &str = "2026-11-20";
const LIST: &str = "Child Unique ID,Gender,Date of Birth,Date Started to be Looked After,Start date of current legal status,Child's Legal Status,Date of Latest Statutory Review,Date of Last IRO Visit / Contact to the Child,Start Date of Most Recent Placement,Placement Type\n";
const ROW: &str = "K1,F,01/02/2012,10/06/2024,20/11/2025,C2,14/09/2026,01/10/2026,05/01/2026,U4\n";

fn take(desk: &mut Desk, files: &[(&str, &str)]) -> Report {
    let dir = tempfile::tempdir().unwrap();
    files.iter().for_each(|(name, text)| std::fs::write(dir.path().join(name), text).unwrap());
    take_from(desk, dir.path())
}

fn take_from(desk: &mut Desk, path: &Path) -> Report {
    let ret = read_children(path, desk.board.today, &mut |_| ControlFlow::Continue(())).unwrap();
    let report = desk.merge(ret, None, &mut |_, _| ControlFlow::Continue(())).unwrap();
    desk.board.refresh(&desk.store).unwrap();
    report
}

fn list(desk: &mut Desk) -> Report {
    take(desk, &[("list.csv", &format!("{LIST}{ROW}"))])
}

/// The return of the year to March 2026: care began before it.
fn year(desk: &mut Desk) -> Report {
    let header = "CHILD,SEX,DOB,ETHNIC,UPN,MOTHER,MC_DOB\nK1,F,01/02/2012,WBRI,UN1,0,\n";
    let episodes = "CHILD,DECOM,RNE,LS,CIN,PLACE,PLACE_PROVIDER,DEC,REC,REASON_PLACE_CHANGE,HOME_POST,PL_POST,URN\nK1,01/02/2025,P,V2,N1,U6,PR1,20/11/2025,X1,,,ZA1,1\nK1,20/11/2025,L,C2,N1,U6,PR1,05/01/2026,X1,CHILD,,ZA1,1\nK1,05/01/2026,P,C2,N1,U4,PR1,,,,,ZA2,2\n";
    let reviews =
        "CHILD,DOB,REVIEW,REVIEW_CODE\nK1,01/02/2012,20/09/2025,PN1\nK1,01/02/2012,18/03/2026,PN1\n";
    take(desk, &[("h.csv", header), ("e.csv", episodes), ("r.csv", reviews)])
}

/// What the book has of a child: periods, statuses, placements, reviews, notes, the next limit.
fn told(desk: &Desk) -> (Vec<String>, Option<NaiveDate>) {
    let row = desk.board.find("K1").unwrap();
    let mut all: Vec<String> =
        row.case.periods.iter().map(|p| format!("{} {} {:?}", p.start, p.start_known, p.end)).collect();
    all.extend(row.case.legal.iter().map(|l| format!("{} {} {:?}", l.code, l.start, l.end)));
    all.extend(row.case.placements.iter().map(|p| format!("{} {} {:?}", p.code, p.start, p.end)));
    all.extend(row.case.reviews.iter().map(|r| format!("{:?} {:?}", r.held, r.number)));
    all.extend(row.case.notes.iter().map(|n| n.date.to_string()));
    (all, row.next_review().and_then(|s| s.legal_due))
}

#[test]
fn a_list_gives_a_case_once_and_its_next_review_six_months_after_the_last() {
    let mut desk = desk(TODAY);
    let report = list(&mut desk);
    assert_eq!((report.added.children, report.added.reviews), (1, 1));
    let (first, due) = told(&desk);
    assert_eq!(due, Some(d("2027-03-14")));
    assert!(desk.board.find("K1").unwrap().case.notes.iter().all(|n| n.pasted));
    let again = list(&mut desk);
    assert_eq!((again.updated, again.changed.len(), told(&desk).0), (0, 0, first));
}

#[test]
fn a_list_and_a_return_give_one_book_in_either_order() {
    let (mut one, mut other) = (desk(TODAY), desk(TODAY));
    let first = year(&mut one);
    assert_eq!(first.unknown_start, ["K1"]);
    list(&mut one);
    list(&mut other);
    year(&mut other);
    assert_eq!(told(&one), told(&other));
    let (all, due) = told(&one);
    assert_eq!(due, Some(d("2027-03-14")));
    assert!(all.contains(&"2024-06-10 true None".to_owned()), "{all:?}");
    assert!(
        all.contains(&"V2 2025-02-01 Some(2025-11-20)".to_owned()),
        "what the list does not tell stays: {all:?}"
    );
    assert!(all.contains(&"Some(2025-09-20) Some(4)".to_owned()), "{all:?}");
}

#[test]
fn what_was_typed_stays_and_what_was_taken_out_is_not_put_back() {
    let mut desk = desk(TODAY);
    list(&mut desk);
    let row = desk.board.find("K1").unwrap();
    let (id, period, note) = (row.id(), row.case.periods[0].clone(), row.case.notes[0].id);
    desk.save_period(id, crate::model::care::Period { start: d("2024-06-03"), ..period }).unwrap();
    desk.remove_note(id, note).unwrap();
    let again = list(&mut desk);
    let row = desk.board.find("K1").unwrap();
    assert_eq!((row.case.periods[0].start, row.case.periods[0].source), (d("2024-06-03"), Source::Hand));
    assert!(row.case.notes.is_empty() && again.updated == 0, "{again:?}");
}
