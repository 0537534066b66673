use super::*;
use crate::model::child::{Kin, Person, Relation};
use crate::model::ids::{DoneId, NoteId, PersonId};
use crate::model::record::{Done, Note, NoteKind, Subject};
use crate::rules::people::{SIBLINGS, findings, letter_age, turning_points};

fn with(case: &mut Case, role: &str, name: &str, start: &str, end: Option<&str>) {
    case.people.push(Person {
        id: PersonId(i64::try_from(case.people.len()).unwrap() + 1),
        role: role.into(),
        name: name.into(),
        detail: String::new(),
        start: Some(d(start)),
        end: end.map(d),
        source: Source::Hand,
    });
}

fn ids(case: &Case, other: Option<&Case>, today: &str) -> Vec<&'static str> {
    let found = findings(case, &england(), &calendar(), d(today), &|_| other);
    found.into_iter().map(|f| f.id).filter(|id| *id != "independence").collect()
}

/// The post fell vacant on Thu 30 Apr 2026: five working days over the bank holiday of 4 May end on 8 May.
#[test]
fn a_vacant_post_has_a_day_by_which_it_is_filled() {
    let mut case = came_in("2025-01-06");
    with(&mut case, "iro", "Ann", "2025-01-08", Some("2026-04-30"));
    let found = findings(&case, &england(), &calendar(), d("2026-05-01"), &|_| None);
    assert_eq!((found[0].id, found[0].due), ("iro-vacant", Some(d("2026-05-08"))));
}

#[test]
fn a_new_iro_meets_the_child_and_the_first_one_is_no_change() {
    let mut case = came_in("2025-01-06");
    with(&mut case, "iro", "Ann", "2025-01-08", None);
    assert!(ids(&case, None, "2026-05-01").is_empty());
    case.people[0].end = Some(d("2026-04-30"));
    with(&mut case, "iro", "Ben", "2026-04-30", None);
    assert_eq!(ids(&case, None, "2026-05-01"), ["iro-introduced"]);
    let (kind, with, text) = (NoteKind::Saw, String::new(), "met".to_owned());
    case.notes.push(Note {
        id: NoteId(1),
        kind,
        date: d("2026-04-30"),
        with,
        text,
        place: None,
        pasted: false,
    });
    assert!(ids(&case, None, "2026-05-01").is_empty());
}

#[test]
fn who_manages_the_case_is_not_its_iro() {
    let mut case = came_in("2025-01-06");
    with(&mut case, "iro", "Ann Able", "2025-01-08", None);
    with(&mut case, "carer", "Ann Able", "2025-01-08", None);
    assert!(ids(&case, None, "2026-05-01").is_empty());
    with(&mut case, "team-manager", "ann able ", "2025-01-08", None);
    assert_eq!(ids(&case, None, "2026-05-01"), ["iro-not-independent"]);
}

#[test]
fn siblings_have_one_iro_unless_a_reason_is_recorded_and_a_parent_another() {
    let (mut one, mut two) = (came_in("2025-01-06"), came_in("2025-01-06"));
    with(&mut one, "iro", "Ann", "2025-01-08", None);
    with(&mut two, "iro", "Ben", "2025-01-08", None);
    one.kin.push(Kin { other: ChildId(2), relation: Relation::Sibling });
    assert_eq!(ids(&one, Some(&two), "2026-05-01"), [SIBLINGS]);
    two.done.push(Done {
        id: DoneId(1),
        duty: SIBLINGS.into(),
        subject: Subject::Child,
        turn: None,
        date: d("2025-01-08"),
        note: "their interests part".into(),
        waived: true,
    });
    assert!(ids(&one, Some(&two), "2026-05-01").is_empty(), "the reason stands for both");
    one.kin[0].relation = Relation::Parent;
    assert!(ids(&one, Some(&two), "2026-05-01").is_empty());
    two.people[0].name = "Ann".into();
    assert_eq!(ids(&one, Some(&two), "2026-05-01"), ["parent-other-iro"]);
}

/// Born on 29 Feb 2012: seventeen and a half on 29 Aug 2029, eighteen on 1 March 2030.
#[test]
fn turning_points_lie_ahead_in_order_and_on_their_day_still_show() {
    let mut case = came_in("2025-01-06");
    case.child.dob = Some(d("2012-02-29"));
    let at = |today: &str| -> Vec<(&str, NaiveDate)> {
        turning_points(&case, &england(), d(today)).into_iter().map(|t| (t.id, t.date)).collect()
    };
    let wanted = [
        ("birthday-16", d("2028-02-29")),
        ("seventeen-and-a-half", d("2029-08-29")),
        ("birthday-18", d("2030-03-01")),
    ];
    assert_eq!(at("2028-02-29"), wanted);
    assert_eq!(at("2028-03-01"), wanted[1..]);
    case.periods[0].end = Some(d("2026-01-01"));
    assert!(turning_points(&case, &england(), d("2026-01-02")).is_empty());
    let portsmouth = crate::rules::practice::shipped("portsmouth").unwrap();
    assert_eq!((letter_age(&portsmouth), letter_age(&england())), (Some(5), None));
}

/// Born on 29 Feb 2012; reviewed on 1 October 2027 and next by 1 April 2028: sixteen on 29 February 2028.
#[test]
fn a_turning_point_before_the_next_review_is_told_at_this_one() {
    use crate::rules::people::turning_before_next;
    let told = |second: &str| {
        let mut case = came_in("2026-01-05");
        case.child.dob = Some(d("2012-02-29"));
        ["2026-02-02", "2026-05-01", second].iter().for_each(|day| held(&mut case, day));
        let judged = judge(&case, &england(), "2027-10-02");
        let all = turning_points(&case, &england(), d("2027-10-02"));
        let at = |n: usize| -> Vec<&str> {
            let slot = &judged.slots[n];
            let found = turning_before_next(&all, slot, &judged.slots, &england(), &calendar());
            found.iter().map(|t| t.id).collect()
        };
        [at(2), at(3)]
    };
    // The third review was held; the fourth, due by 1 April 2028, has a fifth within six months of it.
    assert_eq!(told("2027-10-01"), [vec!["birthday-16"], vec!["birthday-16"]]);
    // Held a month and two days earlier, the fourth falls on 28 February, the day before the birthday.
    assert_eq!(told("2027-08-28"), [vec![], vec!["birthday-16"]]);
}
