//! Acts that would change nothing, and what is copied between children who live apart.

use super::acts::{Subject, act, perform};
use super::{Desk, Part};
use crate::model::care::Placement;
use crate::model::child::{Child, Person, Relation, Source};
use crate::model::ids::{ChildId, NoteId, PersonId};
use crate::model::record::{Note, NoteKind};
use crate::model::voice::Place;

fn desk() -> Desk {
    Desk::demo("2026-11-22".parse().unwrap(), 12, 7, None).unwrap()
}

#[test]
fn what_changes_nothing_is_no_act() {
    let mut desk = desk();
    let acts = desk.store.history(1000).unwrap().len();
    let row = desk.board.rows().find(|r| r.judged().reviews().any(|s| s.held.is_some())).unwrap();
    let (child, known) = (row.id(), row.case.child.clone());
    let (code, start) = row.case.legal.last().map(|l| (l.code.clone(), l.start)).unwrap();
    let later = start.max(desk.board.today);
    for done in [
        desk.save_child(known),
        perform(&mut desk, act("meeting").unwrap(), Subject::child(child), &[]),
        desk.start_legal(child, &code, later),
    ] {
        let told = done.unwrap_err();
        assert!(told.message.contains("nothing was changed"), "{}", told.message);
    }
    assert_eq!(desk.store.history(1000).unwrap().len(), acts);
}

#[test]
fn who_belongs_to_a_placement_is_copied_only_to_a_child_in_the_same_one() {
    let mut desk = desk();
    let (one, other) = (desk.board.rows().next().unwrap().id(), desk.board.rows().nth(1).unwrap().id());
    if !desk.board.row(one).unwrap().case.kin.iter().any(|k| k.other == other) {
        desk.link(one, other, Relation::Sibling).unwrap();
    }
    let person = |role: &str, name: &str| Person {
        id: PersonId(0),
        role: role.to_owned(),
        name: name.to_owned(),
        detail: String::new(),
        start: None,
        end: None,
        source: Source::Hand,
    };
    desk.save_person(other, person("carer", "Jo Carer")).unwrap();
    desk.save_person(other, person("supervising-social-worker", "Sam Visitor")).unwrap();
    desk.save_person(other, person("advocate", "Val Advocate")).unwrap();
    let place = |desk: &mut Desk, child: ChildId, area: &str| {
        let now = desk.board.row(child).unwrap().case.placements.last().unwrap().clone();
        desk.save_placement(
            child,
            Placement { code: "U4".into(), carer: "The Oaks".into(), area: area.into(), end: None, ..now },
        )
        .unwrap();
    };
    place(&mut desk, other, "LU1");
    place(&mut desk, one, "LU2");
    let names = |desk: &Desk| {
        let people = &desk.board.row(one).unwrap().case.people;
        people.iter().map(|p| p.name.clone()).collect::<Vec<_>>()
    };
    let all = Part::ALL.iter().copied().collect();
    desk.copy_from(one, other, &all).unwrap();
    assert!(names(&desk).contains(&"Val Advocate".to_owned()));
    assert!(!names(&desk).iter().any(|n| n == "Jo Carer" || n == "Sam Visitor"));
    place(&mut desk, one, "LU1");
    desk.copy_from(one, other, &all).unwrap();
    assert!(
        names(&desk).contains(&"Jo Carer".to_owned()) && names(&desk).contains(&"Sam Visitor".to_owned())
    );
}

#[test]
fn a_place_is_said_only_of_the_child_seen() {
    let mut desk = desk();
    let child = desk.board.rows().next().unwrap().id();
    let today = desk.board.today;
    let note = |kind: NoteKind, with: &str| Note {
        id: NoteId(0),
        kind,
        date: today,
        with: with.to_owned(),
        text: "At home".to_owned(),
        place: None,
        pasted: false,
    };
    assert!(desk.see(child, note(NoteKind::Saw, "the carer"), Place::Placement).is_err());
    assert!(desk.see(child, note(NoteKind::Spoke, "child"), Place::Placement).is_err());
    let before = desk.board.row(child).unwrap().case.done.len();
    desk.see(child, note(NoteKind::Saw, "child"), Place::School).unwrap();
    let noted = desk.board.row(child).unwrap().case.notes.last().unwrap().clone();
    assert_eq!((noted.with.as_str(), noted.place), ("child", Some(Place::School)));
    assert_eq!(desk.board.row(child).unwrap().case.done.len(), before, "school is no visit at home");
}

#[test]
fn seeing_the_childs_mother_at_the_placement_is_not_seeing_the_child() {
    let mut desk = desk();
    let named = |child: &Child| !child.forename.is_empty() && !child.surname.is_empty();
    let row = desk.board.rows().find(|r| named(&r.case.child));
    let (child, names) = row.map(|r| (r.id(), r.case.child.clone())).unwrap();
    let note = |with: String| Note {
        id: NoteId(0),
        kind: NoteKind::Saw,
        date: "2026-11-20".parse().unwrap(),
        with,
        text: "In the kitchen.".into(),
        place: None,
        pasted: false,
    };
    let refused = desk.see(child, note(format!("Mrs {}", names.surname)), Place::Placement).unwrap_err();
    assert!(refused.message.contains("nothing was saved"), "{}", refused.message);
    desk.add_note(Some(child), note(format!("Mrs {}", names.surname))).unwrap();
    let seen = |desk: &Desk| {
        crate::rules::drift::last_seen(&desk.board.row(child).unwrap().case, &desk.board.practice)
    };
    assert_ne!(seen(&desk), Some("2026-11-20".parse().unwrap()), "a contact with the mother is no sighting");
    desk.see(child, note(names.forename.clone()), Place::Placement).unwrap();
    assert_eq!(seen(&desk), Some("2026-11-20".parse().unwrap()));
}
