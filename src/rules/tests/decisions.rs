//! Silence that agrees, decisions carried from review to review, and what makes one hard to carry out.

use super::*;
use crate::model::decision::{Decision, Mark, Marked};
use crate::model::ids::DecisionId;
use crate::rules::decisions::{Agreement, Doubt, Entry, doubts, ledger};
use crate::rules::slot::Slot;
use crate::rules::timetable::timetable;

fn decided(review: i64, text: &str) -> Decision {
    Decision {
        id: DecisionId(1),
        review: ReviewId(review),
        text: text.into(),
        owner: Some("social-worker".into()),
        person: String::new(),
        by: Some(d("2026-03-20")),
        outcome: String::new(),
        for_child: String::new(),
        marks: Vec::new(),
    }
}

fn said(mark: Mark, day: &str) -> Marked {
    Marked { mark, date: d(day), note: "why".into() }
}

/// The review of the worked chain, held Thu 12 Feb 2026, with one decision.
fn worked() -> Case {
    let mut case = came_in("2026-01-20");
    held(&mut case, "2026-02-12");
    case.decisions.push(decided(1, "Write to the school"));
    case
}

fn slots(case: &Case, today: &str) -> Vec<Slot> {
    timetable(case, &england(), &calendar(), d(today))
}

fn one<'c>(case: &'c Case, slots: &'c [Slot], today: &str) -> Entry<'c> {
    ledger(case, slots, &england(), &calendar(), d(today)).remove(0)
}

fn standing(case: &Case, today: &str) -> Agreement {
    one(case, &slots(case, today), today).agreement
}

#[test]
fn silence_agrees_after_five_working_days_and_never_without_a_receipt() {
    let mut case = worked();
    assert_eq!(standing(&case, "2026-06-01"), Agreement::NotSent);
    case.reviews[0].decisions_sent = Some(d("2026-02-17"));
    assert_eq!(standing(&case, "2026-06-01"), Agreement::Sent(d("2026-02-17")));
    case.reviews[0].decisions_received = Some(d("2026-02-17"));
    let until = d("2026-02-24");
    assert_eq!(standing(&case, "2026-02-24"), Agreement::Received(d("2026-02-17"), Some(until)));
    assert_eq!(standing(&case, "2026-02-25"), Agreement::DeemedAgreed(until));
    // Sent on the last day for it, it is agreed on the day the care plan falls due.
    case.reviews[0].decisions_received = Some(d("2026-02-19"));
    assert_eq!(standing(&case, "2026-02-27"), Agreement::DeemedAgreed(d("2026-02-26")));
    // Good Friday and Easter Monday 2026 do not count.
    case.reviews[0].decisions_received = Some(d("2026-03-31"));
    assert_eq!(standing(&case, "2026-04-10"), Agreement::DeemedAgreed(d("2026-04-09")));
}

#[test]
fn an_answer_stands_whatever_the_days_say_and_a_reversal_reopens_the_question() {
    let mut case = worked();
    case.reviews[0].decisions_received = Some(d("2026-02-17"));
    case.decisions[0].marks.push(said(Mark::Disagreed, "2026-02-20"));
    assert_eq!(standing(&case, "2026-06-01"), Agreement::Disagreed(d("2026-02-20")));
    case.decisions[0].marks.push(said(Mark::Agreed, "2026-02-23"));
    assert_eq!(standing(&case, "2026-06-01"), Agreement::Agreed(d("2026-02-23")));
    case.decisions[0].marks = vec![said(Mark::Reversed, "2026-03-02")];
    assert_eq!(standing(&case, "2026-06-01"), Agreement::Reversed(d("2026-03-02")));
    let silent = Agreement::DeemedAgreed(d("2026-02-24"));
    assert!(silent.is_agreed() && !standing(&case, "2026-06-01").is_agreed());
}

#[test]
fn a_decision_is_carried_by_every_later_review_held_while_it_was_open() {
    let mut case = worked();
    let carried = |case: &Case, today: &str| one(case, &slots(case, today), today).carried;
    assert_eq!(carried(&case, "2026-05-12"), 0);
    held(&mut case, "2026-05-12");
    assert_eq!(carried(&case, "2026-05-12"), 1);
    case.decisions[0].marks.push(said(Mark::Partly, "2026-05-12"));
    held(&mut case, "2026-11-12");
    assert_eq!(carried(&case, "2026-11-12"), 2);
    // Looked at and done at the review itself: that review did not carry it on.
    case.decisions[0].marks.push(said(Mark::Done, "2026-11-12"));
    assert_eq!(carried(&case, "2026-12-01"), 1);
    let slots = slots(&case, "2026-12-01");
    let entry = one(&case, &slots, "2026-12-01");
    assert_eq!((entry.age(d("2026-12-01")), entry.is_late(d("2026-12-01"))), (Some(273), false));
}

#[test]
fn a_decision_is_late_the_day_after_its_day() {
    let case = worked();
    for (today, late) in [("2026-03-20", false), ("2026-03-21", true)] {
        assert_eq!(one(&case, &slots(&case, today), today).is_late(d(today)), late, "{today}");
    }
}

#[test]
fn what_is_not_smart_is_marked() {
    let full = decided(1, "Write to the school");
    assert_eq!(doubts(&full, None, Some(d("2026-03-20"))), []);
    assert_eq!(doubts(&full, None, Some(d("2026-03-19"))), [Doubt::AfterNextReview(d("2026-03-19"))]);
    let bare = Decision { owner: None, by: None, ..full.clone() };
    assert_eq!(doubts(&full, Some(d("2026-03-20")), None), []);
    assert_eq!(doubts(&full, Some(d("2026-03-21")), None), [Doubt::BeforeReview(d("2026-03-21"))]);
    assert_eq!(doubts(&bare, None, None), [Doubt::NoOwner, Doubt::NoDate]);
    let named = Decision { owner: None, person: "S. Shaw".into(), ..full.clone() };
    assert_eq!(doubts(&named, None, None), []);
    let vague = |text: &str| -> Vec<&str> {
        let found = doubts(&Decision { text: text.into(), ..full.clone() }, None, None);
        found.into_iter().filter_map(|x| if let Doubt::Vague(w, _) = x { Some(w) } else { None }).collect()
    };
    assert_eq!(vague("Referral ASAP; therapy ongoing."), ["asap", "ongoing"]);
    assert_eq!(vague("Consider, where\npossible, a move"), ["consider", "where possible"]);
    assert_eq!(vague("A considerate carer sees the trying exhibition"), [""; 0], "only whole words");
}
