//! Concerns: moved only as the protocol allows, never closed in silence, shared by siblings.

use super::*;
use crate::model::escalation::Escalation;
use crate::model::ids::EscalationId;

fn raise(desk: &mut Desk, child: Option<ChildId>, concern: Escalation) -> EscalationId {
    EscalationId(desk.raise(child, concern).unwrap().id)
}

fn drift(day: &str) -> Escalation {
    Escalation::new("drift", "No permanence plan", d(day))
}

fn seen(day: &str) -> Closing {
    let (effect, seen_by) = ("She moves in May".into(), "The IRO".into());
    Closing { effect, seen_by, seen_on: Some(d(day)), ..Closing::default() }
}

#[test]
fn a_concern_is_not_closed_without_what_changed_and_who_saw_it_and_when() {
    let mut desk = desk("2026-03-01");
    let id = child(&mut desk, "T1", "2025-12-15");
    let concern = raise(&mut desk, Some(id), drift("2026-02-20"));
    let on = d("2026-03-01");
    let refused = [
        Closing { effect: "  ".into(), ..seen("2026-03-01") },
        Closing { seen_by: String::new(), ..seen("2026-03-01") },
        Closing { seen_on: None, ..seen("2026-03-01") },
        seen("2026-03-02"),
    ];
    for closing in refused {
        desk.close_escalation(concern, on, closing).unwrap_err();
        assert!(desk.board.concern(concern).unwrap().escalation.is_open());
    }
    desk.make_move(concern, "close", on, "nothing said", None).unwrap_err();
    desk.close_escalation(concern, on, seen("2026-03-01")).unwrap();
    let closed = desk.board.concern(concern).unwrap();
    assert!(!closed.escalation.is_open() && !closed.escalation.is_promised());
    desk.close_escalation(concern, on, seen("2026-03-01")).unwrap_err();
    desk.undo().unwrap();
    assert!(desk.board.concern(concern).unwrap().escalation.is_open());
}

#[test]
fn a_promised_effect_stays_on_the_list_until_it_is_seen() {
    let mut desk = desk("2026-03-02");
    let id = child(&mut desk, "T1", "2025-12-15");
    let concern = raise(&mut desk, Some(id), drift("2026-02-20"));
    let look_on = Some(d("2026-03-10"));
    let promised = Closing { seen_on: None, look_on, ..seen("2026-03-02") };
    desk.close_escalation(concern, d("2026-03-02"), promised).unwrap();
    assert!(desk.board.concern(concern).unwrap().escalation.is_promised());
    assert!(!desk.board.concern(concern).unwrap().is_late(d("2026-03-10")));
    assert!(desk.board.concern(concern).unwrap().is_late(d("2026-03-11")));
    desk.set_today(d("2026-03-11"));
    desk.effect_seen(concern, d("2026-03-11"), "The carer", "  ").unwrap_err();
    desk.effect_seen(concern, d("2026-03-11"), "The carer", "She has her own room now").unwrap();
    assert!(!desk.board.concern(concern).unwrap().is_late(d("2026-06-01")));
}

#[test]
fn a_move_is_made_as_the_protocol_allows_and_a_skip_needs_its_reason() {
    let mut desk = desk("2026-03-09");
    let id = child(&mut desk, "T1", "2025-12-15");
    // Luton chases what is not resolved in five working days: Monday 2 March gives Monday 9 March.
    let concern = raise(&mut desk, Some(id), drift("2026-03-02"));
    let found = desk.board.concern(concern).unwrap();
    assert_eq!((found.escalation.protocol.as_str(), found.stage()), ("luton-escalation", "team-manager"));
    assert_eq!((found.reply_by(), found.is_late(d("2026-03-09"))), (Some(d("2026-03-09")), false));
    desk.make_move(concern, "no-reply", d("2026-03-09"), "", None).unwrap_err();
    desk.make_move(concern, "skip:service-director", d("2026-03-09"), " ", None).unwrap_err();
    desk.make_move(concern, "satisfied", d("2026-03-10"), "", None).unwrap_err();
    desk.set_today(d("2026-03-10"));
    assert!(desk.board.concern(concern).unwrap().is_late(d("2026-03-10")));
    let next = desk.board.next_moves(&desk.board.concern(concern).unwrap());
    assert_eq!((next[0].word.as_str(), next[0].proposed), ("no-reply", true));
    desk.make_move(concern, "no-reply", d("2026-03-10"), "", None).unwrap();
    let found = desk.board.concern(concern).unwrap();
    assert_eq!((found.stage(), found.total_by()), ("service-manager", Some(d("2026-04-09"))));
}

#[test]
fn one_concern_about_siblings_is_counted_once_and_seen_by_each_and_the_service_has_its_own() {
    let mut desk = desk("2026-03-09");
    let (a, b) = (child(&mut desk, "T1", "2025-12-15"), child(&mut desk, "T2", "2025-12-15"));
    let both = Escalation { others: vec![b], ..drift("2026-03-02") };
    let concern = raise(&mut desk, Some(a), both);
    let service = raise(&mut desk, None, Escalation::new("service", "No minutes clerk", d("2026-03-02")));
    let praise =
        raise(&mut desk, Some(b), Escalation::new("good-practice", "A warm handover", d("2026-03-02")));
    assert_eq!(desk.board.concerns().len(), 3);
    for id in [a, b] {
        assert!(desk.board.row(id).unwrap().case.escalations.iter().any(|e| e.id == concern));
    }
    desk.make_move(concern, "satisfied", d("2026-03-05"), "", None).unwrap();
    assert_eq!(desk.board.row(b).unwrap().case.escalations[0].moves.len(), 1);
    assert!(desk.board.concern(service).unwrap().row.is_none());
    let found = desk.board.concern(praise).unwrap();
    assert!(found.is_praise() && !found.escalation.is_open() && !found.is_late(d("2027-01-01")));
    desk.undo().unwrap();
    assert!(desk.board.row(b).unwrap().case.escalations[0].moves.is_empty());
}
