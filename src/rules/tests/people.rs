use super::*;
use crate::model::child::{Kin, Person, Relation};
use crate::model::ids::{DoneId, NoteId, PersonId};
use crate::model::record::{Done, Note, NoteKind, Subject};
use crate::rules::people::{findings, turning_points};
use crate::rules::practice::{PeopleCheck, Practice, shipped};

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

/// What Rochdale, which asks the most, finds, but for the independence that nobody confirmed.
fn ids(case: &Case, other: Option<&Case>, today: &str) -> Vec<&'static str> {
    by(&shipped("rochdale").unwrap(), case, other, today)
}

fn by(practice: &Practice, case: &Case, other: Option<&Case>, today: &str) -> Vec<&'static str> {
    let found = findings(case, practice, &calendar(), d(today), &|_| other);
    let confirmed = found.into_iter().filter(|f| f.id != PeopleCheck::Unconfirmed);
    confirmed.map(|f| f.id.word()).collect()
}

/// The post fell vacant on Thu 30 Apr 2026: five working days over the bank holiday of 4 May end on 8 May.
#[test]
fn a_vacant_post_has_a_day_by_which_it_is_filled() {
    let mut case = came_in("2025-01-06");
    with(&mut case, "iro", "Ann", "2025-01-08", Some("2026-04-30"));
    let found = findings(&case, &england(), &calendar(), d("2026-05-01"), &|_| None);
    assert_eq!((found[0].id, found[0].due), (PeopleCheck::Vacant, Some(d("2026-05-08"))));
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
    assert_eq!(ids(&one, Some(&two), "2026-05-01"), ["siblings-one-iro"]);
    two.done.push(Done {
        id: DoneId(1),
        duty: "siblings-one-iro".into(),
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
    let at = |today: &str| -> Vec<(String, NaiveDate)> {
        turning_points(&case, &england(), d(today)).into_iter().map(|t| (t.id, t.date)).collect()
    };
    let wanted = [
        ("birthday-16".to_owned(), d("2028-02-29")),
        ("seventeen-and-a-half".to_owned(), d("2029-08-29")),
        ("birthday-18".to_owned(), d("2030-03-01")),
    ];
    assert_eq!(at("2028-02-29"), wanted);
    assert_eq!(at("2028-03-01"), wanted[1..]);
    case.periods[0].end = Some(d("2026-01-01"));
    assert!(turning_points(&case, &england(), d("2026-01-02")).is_empty());
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
        let at = |n: usize| -> Vec<String> {
            let slot = &judged.slots[n];
            let found = turning_before_next(&all, slot, &judged.slots, &england(), &calendar());
            found.iter().map(|t| t.id.clone()).collect()
        };
        [at(2), at(3)]
    };
    // The third review was held; the fourth, due by 1 April 2028, has a fifth within six months of it.
    let sixteen = || vec!["birthday-16".to_owned()];
    assert_eq!(told("2027-10-01"), [sixteen(), sixteen()]);
    // Held a month and two days earlier, the fourth falls on 28 February, the day before the birthday.
    assert_eq!(told("2027-08-28"), [vec![], sixteen()]);
}

/// Each authority is told its own rules and no other's: what only Rochdale asks, only Rochdale finds.
#[test]
fn what_one_authority_asks_is_found_there_only_and_cites_it() {
    let (mut one, mut two) = (came_in("2025-01-06"), came_in("2025-01-06"));
    with(&mut one, "iro", "Ann", "2025-01-08", None);
    with(&mut two, "iro", "Ben", "2025-01-08", None);
    one.kin.push(Kin { other: ChildId(2), relation: Relation::Sibling });
    for (id, _) in crate::rules::practice::SHIPPED {
        let practice = shipped(id).unwrap();
        let wanted: &[&str] = if *id == "rochdale" { &["siblings-one-iro"] } else { &[] };
        assert_eq!(by(&practice, &one, Some(&two), "2026-05-01"), wanted, "{id}");
        let letters = practice.turning.iter().filter(|t| t.id == "letter-age").count();
        assert_eq!(letters, usize::from(*id == "portsmouth"), "{id}");
    }
    let mut vacant = came_in("2025-01-06");
    with(&mut vacant, "iro", "Ann", "2025-01-08", Some("2026-04-30"));
    for (id, cites) in [("luton", true), ("england", false), ("rochdale", false)] {
        let found = findings(&vacant, &shipped(id).unwrap(), &calendar(), d("2026-05-01"), &|_| None);
        assert_eq!(found[0].cite.contains("Luton"), cites, "{id}: {}", found[0].cite);
    }
}

#[test]
fn faults_of_rules_about_people_and_of_turning_points_are_named() {
    let text = |entry: &str| {
        format!(
            "[practice]\nid = \"fen\"\ntitle = \"Fen\"\nextends = \"england\"\nsource = \"Fen\"\n\n{entry}"
        )
    };
    let faults = |entry: &str| -> Vec<(String, String)> {
        let base = |id: &str| {
            let found = crate::rules::practice::SHIPPED.iter().find(|(i, _)| *i == id);
            found.map(|(_, t)| (*t).to_owned())
        };
        let read = crate::rules::practice::parse(&text(entry), &base);
        read.err().unwrap_or_default().into_iter().map(|p| (p.key, p.hint)).collect()
    };
    for (entry, key, hint) in [
        (
            "[[people-rule]]\nid = \"siblings-one-irro\"\ntitle = \"x\"\n",
            "people-rule.siblings-one-irro.id",
            "did you mean siblings-one-iro?",
        ),
        (
            "[[people-rule]]\nid = \"iro-vacant\"\nwithin-working-days = \"5\"\n",
            "people-rule.iro-vacant.within-working-days",
            "write 5",
        ),
        (
            "[[people-rule]]\nid = \"siblings-one-iro\"\n",
            "people-rule.siblings-one-iro.title",
            "a few words, as a person would say them",
        ),
        (
            "[[people-rule]]\nid = \"iro-not-independent\"\nroles = [\"team-manager\"]\n",
            "people-rule.iro-not-independent.roles",
            "change its span, owner or words, or write an entry of your own beside it",
        ),
        (
            "[[turning-point]]\nid = \"x\"\ntitle = \"x\"\nage = 16.3\n",
            "turning-point.x.age",
            "write age = 16, or age = 17.5",
        ),
        (
            "[[turning-point]]\nid = \"birthday-18\"\nage = 19\n",
            "turning-point.birthday-18.age",
            "change its span, owner or words, or write an entry of your own beside it",
        ),
        (
            "[[turning-point]]\nid = \"birthday-18\"\ndrop = true\n",
            "turning-point.birthday-18",
            "change its span, owner or words instead; an earlier date is always allowed",
        ),
        (
            "[[checklist]]\nid = \"invitation-list\"\n\n[[checklist.item]]\nid = \"x\"\nask = \"x?\"\nrole = \"scool\"\n",
            "checklist.invitation-list.x.role",
            "did you mean school?",
        ),
    ] {
        assert_eq!(faults(entry), [(key.to_owned(), hint.to_owned())], "{entry}");
    }
    let shown = shipped("rochdale").unwrap().as_json();
    let rules: Vec<&str> =
        shown["people-rules"].as_array().unwrap().iter().map(|r| r["id"].as_str().unwrap()).collect();
    assert_eq!(rules.len(), 6, "{rules:?}");
    assert_eq!(shown["turning-points"][2]["age"], 17.5);
}
