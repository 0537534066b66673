//! Life between returns: what a person records by hand, and what a later return may not take back.

use std::ops::ControlFlow;

use super::tests::{child, d, desk, dev_return};
use super::*;
use crate::model::child::{Child, Source};
use crate::model::returns::Report;

fn merge(desk: &mut Desk) -> Report {
    let report = desk.merge(dev_return(), None, &mut |_, _| ControlFlow::Continue(())).unwrap();
    desk.board.refresh(&desk.store).unwrap();
    report
}

#[test]
fn what_was_recorded_by_hand_outlives_the_same_return() {
    let mut desk = desk("2026-11-24");
    merge(&mut desk);
    let cared = |r: &&Row| r.looked_after(d("2026-11-24")) && r.case.placements.len() > 1;
    let row = desk.board.rows().find(cared).unwrap();
    let (id, name) = (row.id(), row.case.child.name());
    let reviewed = row.case.reviews.iter().rev().find(|r| r.participation.is_some()).unwrap().clone();
    desk.save_child(Child { surname: "Renamed".into(), ..row.case.child.clone() }).unwrap();
    desk.leave_care(id, d("2026-11-23"), Some("e4a".into())).unwrap();
    let before = desk.board.row(id).unwrap().case.clone();
    assert_eq!((before.periods.last().unwrap().source, before.child.source), (Source::Hand, Source::Hand));

    let again = merge(&mut desk);
    let after = desk.board.row(id).unwrap().case.clone();
    assert_eq!(after, before, "{name}");
    assert_eq!((again.updated, again.added.children, again.added.periods), (0, 0, 0));
    for column in ["DEC", "LS", "PLACE"] {
        let told = again
            .doubts
            .iter()
            .any(|r| r.column == column && r.child == before.child.number && r.why.contains("typed by hand"));
        assert!(told, "{column}: {:#?}", again.doubts);
    }
    assert!(after.reviews.contains(&reviewed), "an untouched review stays as it was");
}

#[test]
fn correcting_a_fact_of_a_return_does_not_bring_back_its_old_duties() {
    let mut desk = desk("2026-11-24");
    merge(&mut desk);
    let row =
        desk.board.rows().find(|r| r.looked_after(d("2026-11-24")) && r.advice().mine.late == 0).unwrap();
    let (id, case) = (row.id(), row.case.clone());
    desk.save_child(Child { surname: "Renamed".into(), ..case.child }).unwrap();
    desk.save_period(id, case.periods.last().unwrap().clone()).unwrap();
    let placement = case.placements.last().unwrap().clone();
    desk.save_placement(id, placement).unwrap();
    assert_eq!(desk.board.row(id).unwrap().advice().mine.late, 0);
}

#[test]
fn a_new_child_is_one_act() {
    let mut desk = desk("2026-05-22");
    let arrival = Arrival {
        legal: Some("v2".into()),
        place: Some("u6".into()),
        iro: Some("A. Reviewer".into()),
        ..Arrival::on(d("2026-05-20"))
    };
    let wrong = Arrival { place: Some("Q9".into()), ..arrival.clone() };
    assert!(desk.add_child(Child::new("T1"), Some(wrong)).is_err());
    assert!(desk.board.children().is_empty(), "a wrong code leaves no half of a child");
    let id = ChildId(desk.add_child(Child::new("T1"), Some(arrival)).unwrap().id);
    let case = desk.board.row(id).unwrap().case.clone();
    let codes = (case.legal[0].code.as_str(), case.placements[0].code.as_str(), case.people[0].name.as_str());
    assert_eq!(codes, ("V2", "U6", "A. Reviewer"));
    desk.undo(None).unwrap();
    assert!(desk.board.children().is_empty());
    desk.redo(None).unwrap();
    assert_eq!(desk.board.row(id).unwrap().case, case);
}

#[test]
fn a_status_learned_of_late_falls_between_its_neighbours() {
    let mut desk = desk("2026-11-24");
    let id = child(&mut desk, "T1", "2026-01-05");
    desk.start_legal(id, "V2", d("2026-01-05")).unwrap();
    desk.start_legal(id, "C2", d("2026-06-01")).unwrap();
    desk.start_legal(id, "C1", d("2026-03-02")).unwrap();
    let spans = |desk: &Desk| -> Vec<(String, NaiveDate, Option<NaiveDate>)> {
        let legal = &desk.board.row(id).unwrap().case.legal;
        legal.iter().map(|l| (l.code.clone(), l.start, l.end)).collect()
    };
    let span = |code: &str, from: &str, to: Option<&str>| (code.to_owned(), d(from), to.map(d));
    let expected = [
        span("V2", "2026-01-05", Some("2026-03-02")),
        span("C1", "2026-03-02", Some("2026-06-01")),
        span("C2", "2026-06-01", None),
    ];
    assert_eq!(spans(&desk), expected);
    desk.leave_care(id, d("2026-09-01"), None).unwrap();
    desk.enter_care(id, d("2026-10-01"), None).unwrap();
    desk.start_legal(id, "V2", d("2026-10-01")).unwrap();
    assert_eq!(spans(&desk).last().unwrap(), &span("V2", "2026-10-01", None));
    desk.start_legal(id, "L2", d("2026-08-03")).unwrap();
    assert!(spans(&desk).contains(&span("L2", "2026-08-03", Some("2026-09-01"))), "{:?}", spans(&desk));
}
