use super::*;
use crate::model::child::Person;
use crate::model::ids::{LegalId, NoteId, PersonId, ReviewId, SessionId};
use crate::model::record::{Answer, Ended, Note, NoteKind, Session, Subject};
use crate::model::review::Participation;
use crate::rules::drift::{Signal, signals};

fn ids(case: &Case, today: &str) -> Vec<&'static str> {
    signals(case, &judge(case, &england(), today), &england(), d(today)).into_iter().map(|s| s.id).collect()
}

fn note(day: &str) -> Note {
    let (with, text) = ("child".to_owned(), "seen".to_owned());
    Note { id: NoteId(1), kind: NoteKind::Saw, date: d(day), with, text, place: None, pasted: false }
}

fn seen(case: &mut Case, day: &str) {
    case.notes.push(note(day));
}

#[test]
fn the_day_the_review_is_past_its_limit_it_stands_out() {
    let case = came_in("2025-12-15");
    assert!(!ids(&case, "2026-01-15").contains(&"review-overdue"));
    assert!(ids(&case, "2026-01-16").contains(&"review-overdue"));
}

#[test]
fn seen_six_months_ago_to_the_day_is_still_seen() {
    let mut case = came_in("2025-01-06");
    seen(&mut case, "2025-06-10");
    assert!(!ids(&case, "2025-12-10").contains(&"not-seen"));
    assert!(ids(&case, "2025-12-11").contains(&"not-seen"));
}

#[test]
fn the_third_placement_within_a_year_is_a_pattern() {
    let mut case = came_in("2025-01-06");
    placed(&mut case, "U6", "2025-01-06");
    placed(&mut case, "U6", "2025-04-01");
    assert!(!ids(&case, "2025-12-01").contains(&"placement-moves"));
    placed(&mut case, "K2", "2025-11-01");
    let found = signals(&case, &judge(&case, &england(), "2025-12-01"), &england(), d("2025-12-01"));
    let moves = found.iter().find(|s| s.id == "placement-moves").unwrap();
    assert_eq!(moves.evidence.len(), 3);
    assert!(moves.evidence[2].text.contains("Children's home"), "{moves:?}");
    assert!(!ids(&case, "2026-04-01").contains(&"placement-moves"), "the first two are a year old");
}

#[test]
fn a_placement_begun_before_the_year_and_lived_in_within_it_counts() {
    let mut case = came_in("2024-01-08");
    placed(&mut case, "U6", "2024-01-08");
    placed(&mut case, "K2", "2025-02-03");
    placed(&mut case, "U6", "2025-11-03");
    assert!(ids(&case, "2026-02-02").contains(&"placement-moves"));
    assert!(!ids(&case, "2026-02-03").contains(&"placement-moves"), "the first ended a year ago");
}

#[test]
fn a_child_past_eighteen_whose_care_has_no_end_is_named() {
    let mut case = came_in("2025-01-06");
    case.child.dob = Some(d("2007-11-26"));
    assert!(!ids(&case, "2025-11-25").contains(&"past-eighteen"));
    assert!(ids(&case, "2025-11-26").contains(&"past-eighteen"));
}

#[test]
fn the_first_social_worker_is_no_change_and_two_more_are() {
    let mut case = came_in("2025-01-06");
    for (n, day) in ["2025-01-06", "2025-05-01", "2025-09-01"].iter().enumerate() {
        case.people.push(Person {
            id: PersonId(n as i64 + 1),
            role: "social-worker".into(),
            name: format!("Worker {n}"),
            detail: String::new(),
            start: Some(d(day)),
            end: None,
            source: Source::Hand,
        });
    }
    assert!(ids(&case, "2025-12-01").contains(&"social-worker-changes"));
    case.people.pop();
    assert!(!ids(&case, "2025-12-01").contains(&"social-worker-changes"));
}

#[test]
fn an_import_that_holds_no_visits_says_nothing_of_who_was_seen() {
    let mut case = came_in("2023-01-09");
    held(&mut case, "2024-06-03");
    case.reviews[0].participation = Some(Participation::Pn1);
    assert!(!ids(&case, "2026-11-26").contains(&"not-seen"), "typed by hand, nothing of the IRO's own in it");
    case.child.imported_on = Some(d("2026-05-20"));
    assert!(!ids(&case, "2026-11-20").contains(&"not-seen"));
    let found = signals(&case, &judge(&case, &england(), "2026-11-21"), &england(), d("2026-11-21"));
    let unseen = found.iter().find(|s| s.id == "not-seen").unwrap();
    assert_eq!(unseen.what, "no contact by you recorded since Wed 20 May 2026");
    case.notes.push(Note { kind: NoteKind::Spoke, ..note("2026-06-01") });
    assert!(!ids(&case, "2026-12-01").contains(&"not-seen"), "a talk with the child is contact");
    assert!(ids(&case, "2026-12-02").contains(&"not-seen"));
}

#[test]
fn a_break_between_two_stays_with_the_same_carers_is_no_move() {
    let mut case = came_in("2025-01-06");
    let mut stay = |carer: &str, code: &str, start: &str, end: Option<&str>| {
        placed(&mut case, code, start);
        let last = case.placements.last_mut().unwrap();
        last.carer = carer.to_owned();
        last.end = end.map(d);
    };
    stay("Helen Osei", "U6", "2025-01-06", Some("2025-06-02"));
    stay("Gwen Tindall", "U6", "2025-06-02", Some("2025-06-16"));
    stay("Helen Osei", "U6", "2025-06-16", Some("2025-08-01"));
    stay("", "T3", "2025-08-01", Some("2025-08-20"));
    stay("Helen Osei", "U4", "2025-08-20", Some("2025-10-01"));
    stay("Rookwood Lodge", "K2", "2025-10-01", None);
    assert!(!ids(&case, "2025-12-01").contains(&"placement-moves"));
    case.placements[1].end = Some(d("2025-06-21"));
    case.placements[2].start = d("2025-06-21");
    assert!(ids(&case, "2025-12-01").contains(&"placement-moves"), "nineteen days are a home of their own");
}

fn answered(case: &mut Case, item: &str, value: &str, day: &str) {
    let answer = Answer { item: item.into(), value: value.into(), note: String::new(), date: d(day) };
    case.sessions.push(Session {
        id: SessionId(1),
        checklist: "midpoint".into(),
        subject: Subject::Review(ReviewId(1)),
        started: d(day),
        answers: vec![answer],
        ended: Some(d(day)),
        outcome: Some(Ended::Ready),
    });
}

#[test]
fn a_plan_for_permanence_in_doubt_shows_from_the_second_review_and_only_where_it_was_said() {
    let mut case = came_in("2025-01-06");
    case.child.dob = Some(d("2015-03-01"));
    held(&mut case, "2025-02-03");
    answered(&mut case, "permanence", "no", "2025-02-03");
    held(&mut case, "2025-05-02");
    assert!(!ids(&case, "2025-06-02").contains(&"no-permanence-plan"), "said before the second review");
    answered(&mut case, "permanence", "partly", "2025-05-02");
    assert!(ids(&case, "2025-06-02").contains(&"no-permanence-plan"));
    answered(&mut case, "permanence", "yes", "2025-06-01");
    assert!(!ids(&case, "2025-06-02").contains(&"no-permanence-plan"));
}

#[test]
fn section_20_is_drift_after_six_months_with_a_plan_found_not_to_move_for_who_has_a_family_to_ask() {
    let mut case = came_in("2025-01-06");
    case.child.dob = Some(d("2015-03-01"));
    let (code, start) = ("V2".to_owned(), d("2025-01-06"));
    let legal = crate::model::care::Legal { id: LegalId(1), ..crate::model::care::Legal::at(code, start) };
    case.legal.push(legal);
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    assert!(!ids(&case, "2025-08-01").contains(&"section-20-drift"), "time alone is no drift");
    answered(&mut case, "decisions-done", "no", "2025-06-20");
    assert!(!ids(&case, "2025-07-05").contains(&"section-20-drift"));
    assert!(ids(&case, "2025-07-06").contains(&"section-20-drift"));
    case.child.uasc = Some(true);
    assert!(!ids(&case, "2025-07-06").contains(&"section-20-drift"), "came alone");
    case.child.uasc = None;
    case.child.dob = Some(d("2009-03-01"));
    assert!(!ids(&case, "2025-07-06").contains(&"section-20-drift"), "agrees for themself");
}

#[test]
fn a_review_adjourned_and_another_moved_are_put_off_twice() {
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    held(&mut case, "2025-05-02");
    case.reviews[0].scheduled = Some(d("2025-01-30"));
    assert!(!ids(&case, "2025-06-01").contains(&"put-off-twice"));
    case.reviews[1].scheduled = Some(d("2025-05-02"));
    case.reviews[1].adjourned = Some(d("2025-05-02"));
    assert!(ids(&case, "2025-06-01").contains(&"put-off-twice"));
}

#[test]
fn a_child_who_has_left_gives_no_signal_and_each_signal_has_its_ground() {
    let mut case = came_in("2025-01-06");
    placed(&mut case, "U6", "2025-01-06");
    let today = "2025-12-01";
    let found = signals(&case, &judge(&case, &england(), today), &england(), d(today));
    assert!(found.iter().any(|s| s.id == "review-overdue"), "{found:?}");
    let grounds = |s: &Signal| [s.why, s.threshold, s.act, s.cite].iter().all(|text| text.len() > 15);
    assert!(found.iter().all(|s| !s.evidence.is_empty() && grounds(s)));
    case.periods[0].end = Some(d("2025-11-01"));
    assert!(ids(&case, today).is_empty());
}

#[test]
fn a_decision_open_over_two_later_reviews_is_named() {
    use crate::model::decision::Decision;
    use crate::model::ids::DecisionId;
    let mut case = came_in("2025-01-06");
    held(&mut case, "2025-02-03");
    case.decisions.push(Decision {
        id: DecisionId(1),
        review: ReviewId(1),
        text: "Find a mentor".into(),
        owner: Some("social-worker".into()),
        person: String::new(),
        by: Some(d("2025-03-31")),
        outcome: String::new(),
        for_child: String::new(),
        marks: Vec::new(),
    });
    held(&mut case, "2025-05-02");
    assert!(!ids(&case, "2025-05-26").contains(&"decision-silent"));
    assert!(ids(&case, "2025-05-27").contains(&"decision-silent"), "eight weeks after its day");
    assert!(!ids(&case, "2025-10-31").contains(&"decision-carried"));
    held(&mut case, "2025-10-31");
    let found = signals(&case, &judge(&case, &england(), "2025-10-31"), &england(), d("2025-10-31"));
    let carried = found.iter().find(|s| s.id == "decision-carried").unwrap();
    assert!(carried.evidence[0].text.contains("Find a mentor"), "{carried:?}");
    assert_eq!(carried.evidence[0].date, Some(d("2025-02-03")));
}
