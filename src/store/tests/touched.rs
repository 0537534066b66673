use std::collections::BTreeMap;

use super::*;
use crate::model::Case;
use crate::model::child::{Kin, Relation};
use crate::model::decision::{Decision, Mark, Marked};
use crate::model::diary::{Booked, Busy, SchoolHoliday};
use crate::model::escalation::{Entry, Escalation};
use crate::model::ids::*;
use crate::model::record::{Answer, Session, Subject};
use crate::model::review::{Attendee, Presence, Review};

type Write = Box<dyn Fn(&Tx<'_>) -> Result<()>>;

/// Every child with its case, and everything that is no child's.
fn state(store: &Store) -> (BTreeMap<ChildId, Case>, String) {
    let cases = store.cases().unwrap().into_iter().map(|case| (case.child.id, case)).collect();
    let days = (store.holidays().unwrap(), store.busy().unwrap(), store.school_holidays().unwrap());
    let service = (store.service_done(), store.service_notes(), store.service_escalations());
    (cases, format!("{:?} {:?} {days:?} {service:?}", settings(store), store.practices()))
}

/// What differs between two states.
fn difference(before: &(BTreeMap<ChildId, Case>, String), store: &Store) -> Touched {
    let after = state(store);
    let all: std::collections::BTreeSet<&ChildId> = before.0.keys().chain(after.0.keys()).collect();
    let children = all.into_iter().filter(|id| before.0.get(id) != after.0.get(id)).copied().collect();
    Touched::Only { children, rest: before.1 != after.1 }
}

fn review() -> Review {
    let who = Attendee {
        role: "mother".into(),
        name: "A".into(),
        presence: Presence::Attended,
        note: String::new(),
    };
    Review { parts: vec![day(2026, 5, 7)], attendance: vec![who], ..Review::new(Source::Hand) }
}

fn concern(others: Vec<ChildId>) -> Escalation {
    let said = Entry { id: MoveId(0), date: today(), what: "raise".into(), note: String::new(), by: None };
    Escalation { others, moves: vec![said], ..Escalation::new("drift", "slow", today()) }
}

fn session() -> Session {
    let answer = Answer { item: "q".into(), value: "yes".into(), note: String::new(), date: today() };
    Session {
        id: SessionId(0),
        checklist: "c".into(),
        subject: Subject::Child,
        started: today(),
        ended: None,
        outcome: None,
        answers: vec![answer],
    }
}

/// One act on each table. Children 1 to 4 are there; what is made comes to have the number 1.
fn acts() -> Vec<(&'static str, Write)> {
    let [ann, ben, cat] = [1, 2, 3].map(ChildId);
    let said = |mark| Marked { mark, date: today(), note: String::new() };
    let decision = Decision {
        id: DecisionId(0),
        review: ReviewId(1),
        text: "Ask the school".into(),
        owner: None,
        person: String::new(),
        by: None,
        outcome: String::new(),
        for_child: String::new(),
        marks: vec![said(Mark::Agreed)],
    };
    let booked = Booked { review: ReviewId(1), day: today(), made: today() };
    let leave = Busy::typed(today(), None, None, String::new(), "Leave".into());
    let half_term = SchoolHoliday { first: today(), last: today(), name: "Half term".into() };
    let kin = Kin { other: cat, relation: Relation::Sibling };
    vec![
        ("a note", Box::new(move |tx| tx.insert(Some(ann), &note("one")).map(drop))),
        ("a review", Box::new(move |tx| tx.insert(ann, &review()).map(drop))),
        ("another day", Box::new(|tx| tx.add_part(ReviewId(1), day(2026, 5, 9)))),
        ("a day out", Box::new(|tx| tx.remove_part(ReviewId(1), day(2026, 5, 9)).map(drop))),
        ("came after all", Box::new(|tx| tx.put(ReviewId(1), &review().attendance[0]).map(drop))),
        (
            "did not come",
            Box::new(|tx| {
                let who = Attendee { presence: Presence::Absent, ..review().attendance[0].clone() };
                tx.put(ReviewId(1), &who)
            }),
        ),
        ("a booking", Box::new(move |tx| tx.insert(ann, &booked))),
        ("a decision", Box::new(move |tx| tx.insert(ann, &decision).map(drop))),
        ("a mark", Box::new(move |tx| tx.insert(DecisionId(1), &said(Mark::Done)))),
        ("a session", Box::new(move |tx| tx.insert(Some(ben), &session()).map(drop))),
        (
            "an answer",
            Box::new(|tx| {
                let no = Answer { value: "no".into(), ..session().answers[0].clone() };
                tx.put(SessionId(1), &no)
            }),
        ),
        ("kin", Box::new(move |tx| tx.add_kin(ben, &kin))),
        ("a shared concern", Box::new(move |tx| tx.insert(Some(ann), &concern(vec![ben, cat])).map(drop))),
        ("a move", Box::new(|tx| tx.insert(EscalationId(1), &concern(Vec::new()).moves[0]).map(drop))),
        (
            "closed",
            Box::new(move |tx| {
                let found = tx.case(ann)?.unwrap().escalations.remove(0);
                tx.update(&Escalation { closed: Some(today()), ..found })
            }),
        ),
        ("the first of the siblings goes", Box::new(move |tx| tx.delete(ann))),
        ("the concern goes", Box::new(|tx| tx.delete(EscalationId(1)))),
        ("a concern about the service", Box::new(|tx| tx.insert(None, &concern(Vec::new())).map(drop))),
        ("a note about the service", Box::new(|tx| tx.insert(None, &note("all")).map(drop))),
        ("a setting", Box::new(|tx| tx.set_setting("iro", "A. Reviewer"))),
        ("a holiday", Box::new(|tx| tx.add_holiday(today(), "Coronation"))),
        ("leave", Box::new(move |tx| tx.insert((), &leave).map(drop))),
        ("half term", Box::new(move |tx| tx.replace_school_holidays(std::slice::from_ref(&half_term)))),
        (
            "of everybody",
            Box::new(|tx| {
                tx.set_setting("iro", "B. Reviewer")?;
                tx.cases()?.iter().try_for_each(|c| tx.insert(Some(c.child.id), &note("x")).map(drop))
            }),
        ),
    ]
}

#[test]
fn whoever_an_act_or_its_undo_changes_is_told_and_nobody_else() {
    let mut store = Store::memory().unwrap();
    for number in ["1", "2", "3", "4"] {
        add_child(&mut store, number);
    }
    for (what, write) in acts() {
        let before = state(&store);
        store.act(&act(what), |tx| write(tx)).unwrap();
        let changed = difference(&before, &store);
        assert_eq!(*store.touched(), changed, "{what}");
        store.undo(None).unwrap().unwrap();
        assert_eq!(state(&store), before, "{what} taken back");
        assert_eq!(*store.touched(), changed, "{what} taken back");
        store.redo(None).unwrap().unwrap();
        assert_eq!(*store.touched(), changed, "{what} done again");
    }
}

#[test]
fn a_bulk_act_touches_everything_and_a_failed_one_nothing_more() {
    let mut store = Store::memory().unwrap();
    let id = add_child(&mut store, "1");
    let one = Touched::Only { children: vec![id], rest: false };
    assert_eq!(*store.touched(), one);
    store.act(&act("fails"), |tx| tx.set_setting("a\0", "b")).unwrap_err();
    assert_eq!(*store.touched(), one);
    store.bulk_act(&act("bulk"), |tx| tx.insert((), &Child::new("2"))).unwrap();
    assert_eq!(*store.touched(), Touched::Everything);
    store.undo(None).unwrap();
    assert_eq!(*store.touched(), Touched::Everything);
    store.redo(None).unwrap();
    assert_eq!(*store.touched(), Touched::Everything);
    store.act(&act("note"), |tx| tx.insert(Some(id), &note("x"))).unwrap();
    assert_eq!(*store.touched(), one);
}

#[test]
fn a_book_that_is_only_read_makes_no_triggers() {
    let place = Place::new();
    let mut store = place.create();
    let made =
        |store: &Store| connect::number(store.conn(), "SELECT count(*) FROM sqlite_temp_schema").unwrap();
    store.cases().unwrap();
    store.history(9).unwrap();
    store.put_draft("note:1", "words").unwrap();
    assert_eq!(made(&store), 0);
    add_child(&mut store, "1");
    assert!(made(&store) > 80);
}
