//! Taking up another practice back-dates nothing: what only it asks for is owed from the day it was taken up.

use super::*;
use crate::rules::due::Due;

/// A child of a book that worked by England's law and guidance alone from 1 June, looked at on 10 November.
fn england() -> (Desk, ChildId) {
    let practice = Arc::new(find_practice(None, "england").unwrap());
    let mut desk = Desk::begin(Store::memory().unwrap(), "A. Reviewer", practice, d("2026-06-01")).unwrap();
    let id = child(&mut desk, "T1", "2026-06-01");
    desk.set_today(d("2026-11-10"));
    desk.hold(id, None, holding("2026-06-22", Participation::Pn1)).unwrap();
    (desk, id)
}

fn late(desk: &Desk, id: ChildId) -> Vec<String> {
    let judged = desk.board.row(id).unwrap().judged();
    let overdue = |d: &&Due| d.status == Status::Overdue;
    let mut all: Vec<String> = judged.dues.iter().filter(overdue).map(|d| d.duty.id.clone()).collect();
    all.sort();
    all
}

#[test]
fn what_only_the_new_practice_asks_for_is_late_from_the_day_it_was_taken_up() {
    let (mut desk, id) = england();
    let before = late(&desk, id);
    assert!(before.iter().any(|d| d == "review"), "{before:?}");
    desk.use_practice("luton", None).unwrap();
    let new: Vec<String> = late(&desk, id).into_iter().filter(|d| !before.contains(d)).collect();
    let england = find_practice(None, "england").unwrap();
    let own = |id: &String| england.duty(id).is_none();
    assert!(!new.iter().any(own), "late though Luton was taken up today: {new:?}");
    // What was late before stays late.
    let lost: Vec<&String> = before.iter().filter(|d| !late(&desk, id).contains(d)).collect();
    assert!(lost.is_empty(), "{lost:?}");
    assert!(desk.board.service.iter().filter(|d| own(&d.duty.id)).all(|d| d.due >= Some(desk.board.today)));

    // Taken up when the book began, it was owed all along; taking that back brings the day back.
    desk.use_practice("luton", Some(d("2026-06-01"))).unwrap();
    assert!(late(&desk, id).iter().any(own), "{:?}", late(&desk, id));
    desk.undo(None).unwrap();
    assert!(!late(&desk, id).into_iter().filter(|d| !before.contains(d)).any(|d| own(&d)));
    assert!(desk.use_practice("luton", Some(d("2026-11-11"))).is_err());
}
