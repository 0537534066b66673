//! Concerns: moved only as the protocol allows, never closed in silence, shared by siblings.

use super::*;
use crate::model::escalation::{Escalation, Resolution};
use crate::model::ids::EscalationId;

fn raise(desk: &mut Desk, child: Option<ChildId>, concern: Escalation) -> EscalationId {
    EscalationId(desk.raise(child, concern).unwrap().id)
}

fn drift(day: &str) -> Escalation {
    Escalation::new("drift", "No permanence plan", d(day))
}

fn seen(day: &str) -> Closing {
    let (effect, seen_by) = ("She moves in May".into(), "The IRO".into());
    Closing {
        outcome: Some(Resolution::Resolved),
        effect,
        seen_by,
        seen_on: Some(d(day)),
        ..Closing::default()
    }
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
    desk.undo(None).unwrap();
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
    assert_eq!((next[0].what.to_string().as_str(), next[0].proposed), ("no-reply", true));
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
    desk.undo(None).unwrap();
    assert!(desk.board.row(b).unwrap().case.escalations[0].moves.is_empty());
}

/// A practice of the user's own whose one protocol gives `days` for a reply.
fn own_practice(days: u32, protocol: &str) -> String {
    format!(
        r#"
[practice]
id = "ours"
title = "Ours"
extends = "england"
source = "Ours"
[practice.extra-roles]
head-of-quality = "Head of Quality"
[[protocol]]
id = "{protocol}"
title = "Our way"
for = ["drift"]
risks = ["high", "low"]
total = {{ weeks = 4, after = "escalation-raised" }}
[[protocol.stage]]
id = "first"
with = "head-of-quality"
reply-within = {{ working-days = {days}, after = "stage-raised" }}
on = {{ satisfied = "close", not-satisfied = "second", no-reply = "second" }}
notices = [{{ to = "head-of-quality", within = {{ working-days = 1, after = "stage-closed" }} }}]
[[protocol.stage]]
id = "second"
formal = true
with = ["director"]
reply-within = {{ working-days = [1, 3], after = "stage-raised", by = "risk" }}
on = {{ decided = "close" }}
"#
    )
}

#[test]
fn an_open_concern_keeps_the_clocks_it_was_raised_under_when_the_practice_changes() {
    let mut desk = desk("2026-03-02");
    let id = child(&mut desk, "T1", "2025-12-15");
    desk.add_practice(&own_practice(5, "our-way")).unwrap();
    desk.use_practice("ours", None).unwrap();
    let first = raise(&mut desk, Some(id), drift("2026-03-02"));
    let clocks = |desk: &Desk, of: EscalationId| {
        let found = desk.board.concern(of).unwrap();
        let track = found.track.clone().unwrap();
        let ahead: Vec<_> = track
            .ahead(&desk.board.judged_by(found.protocol.unwrap(), found.row))
            .iter()
            .map(|v| v.reply_by)
            .collect();
        (found.reply_by(), found.total_by(), ahead, found.kept)
    };
    let (by, total, ahead, told) = clocks(&desk, first);
    assert_eq!((by, total, told), (Some(d("2026-03-09")), Some(d("2026-03-30")), ""));
    assert_eq!(ahead, [Some(d("2026-03-12"))]);

    // Longer: the open one keeps its days and says so, a new one has the new days.
    desk.add_practice(&own_practice(10, "our-way")).unwrap();
    let second = raise(&mut desk, Some(id), drift("2026-03-02"));
    let (new_by, _, _, new_told) = clocks(&desk, second);
    assert_eq!((new_by, new_told), (Some(d("2026-03-16")), ""));
    let (now, now_total, now_ahead, told) = clocks(&desk, first);
    assert_eq!((now, now_total, &now_ahead), (by, total, &ahead));
    assert!(told.contains("changed"), "{told}");

    // Gone, or another practice in use: it still runs, by the same days.
    for gone in [true, false] {
        if gone {
            desk.add_practice(&own_practice(10, "another-way")).unwrap();
        } else {
            desk.use_practice("rochdale", None).unwrap();
        }
        let (now, now_total, now_ahead, told) = clocks(&desk, first);
        assert_eq!((now, now_total, &now_ahead), (by, total, &ahead));
        assert!(told.contains("no such protocol"), "{told}");
    }
    desk.make_move(first, "not-satisfied", d("2026-03-02"), "", None).unwrap();
    assert_eq!(desk.board.concern(first).unwrap().stage(), "second");
    for _ in 0..3 {
        desk.undo(None).unwrap();
    }
    assert_eq!(
        clocks(&desk, first),
        (
            by,
            total,
            ahead,
            "Its clocks are those of the day it was raised; \
        the practice in use has changed this protocol."
        )
    );
}

#[test]
fn a_concern_is_raised_under_the_protocol_in_force_on_its_day() {
    let mut desk = desk("2026-03-02");
    let id = child(&mut desk, "T1", "2025-12-15");
    let old =
        own_practice(5, "old-way").replace("for = [\"drift\"]", "for = [\"drift\"]\nuntil = 2026-01-31");
    let new = own_practice(9, "new-way").replace("for = [\"drift\"]", "for = [\"drift\"]\nfrom = 2026-02-01");
    let new = new.split_once("[[protocol]]").unwrap().1;
    desk.add_practice(&format!("{old}[[protocol]]{new}")).unwrap();
    desk.use_practice("ours", None).unwrap();
    for (day, protocol) in [("2026-01-31", "old-way"), ("2026-02-01", "new-way")] {
        let concern = raise(&mut desk, Some(id), drift(day));
        assert_eq!(desk.board.concern(concern).unwrap().escalation.protocol, protocol);
    }
    let late = Escalation { protocol: "old-way".into(), ..drift("2026-02-01") };
    let refused = desk.raise(Some(id), late).unwrap_err();
    assert!(refused.hint.contains("new-way"));
}

#[test]
fn a_clock_from_a_review_day_is_the_same_on_the_card_and_for_a_move_and_no_later_review_restarts_it() {
    let mut desk = desk("2026-03-10");
    let id = child(&mut desk, "T1", "2025-12-15");
    desk.hold(id, None, holding("2026-01-12", Participation::Pn1)).unwrap();
    let text = own_practice(5, "our-way")
        .replace("working-days = 5, after = \"stage-raised\"", "months = 2, after = \"review-held\"");
    desk.add_practice(&text).unwrap();
    desk.use_practice("ours", None).unwrap();
    let concern = raise(&mut desk, Some(id), drift("2026-03-02"));
    let by = |desk: &Desk| desk.board.concern(concern).unwrap().reply_by();
    assert_eq!(by(&desk), Some(d("2026-03-12")));
    desk.set_today(d("2026-03-12"));
    desk.make_move(concern, "no-reply", d("2026-03-12"), "", None).unwrap_err();
    desk.hold(id, None, holding("2026-03-12", Participation::Pn1)).unwrap();
    assert_eq!(by(&desk), Some(d("2026-03-12")));
    desk.set_today(d("2026-03-13"));
    let offered = desk.board.next_moves(&desk.board.concern(concern).unwrap());
    assert_eq!(offered[0].what, "no-reply".into());
    desk.make_move(concern, "no-reply", d("2026-03-13"), "", None).unwrap();
}

#[test]
fn a_concern_about_siblings_stays_with_the_others_when_one_of_them_is_removed() {
    let mut desk = desk("2026-03-09");
    let all: Vec<ChildId> =
        ["T1", "T2", "T3"].into_iter().map(|n| child(&mut desk, n, "2025-12-15")).collect();
    let shared = Escalation { others: vec![all[1], all[2]], ..drift("2026-03-02") };
    let concern = raise(&mut desk, Some(all[0]), shared);
    let own = raise(&mut desk, Some(all[0]), drift("2026-03-03"));
    desk.make_move(concern, "satisfied", d("2026-03-05"), "agreed", None).unwrap();
    let group = |desk: &Desk| {
        let found = desk.board.concern(concern)?;
        Some((found.row.unwrap().id(), found.escalation.others.clone(), found.escalation.moves.len()))
    };
    desk.remove_child(all[0]).unwrap();
    assert_eq!(group(&desk), Some((all[1], vec![all[2]], 1)));
    assert!(desk.board.concern(own).is_none(), "what was the child's alone goes with the child");
    desk.remove_child(all[2]).unwrap();
    assert_eq!(group(&desk), Some((all[1], vec![], 1)));
    desk.undo(None).unwrap();
    desk.undo(None).unwrap();
    assert_eq!(group(&desk), Some((all[0], vec![all[1], all[2]], 1)));
    for removed in &all {
        desk.remove_child(*removed).unwrap();
    }
    assert!(desk.board.concerns().is_empty());
}

#[test]
fn undo_and_redo_never_leave_a_concern_closed_without_what_changed() {
    let mut desk = desk("2026-03-09");
    let id = child(&mut desk, "T1", "2025-12-15");
    let concern = raise(&mut desk, Some(id), drift("2026-03-02"));
    desk.close_escalation(concern, d("2026-03-09"), seen("2026-03-09")).unwrap();
    let acts = 4;
    let mut states = Vec::new();
    for undo in std::iter::repeat_n(true, acts).chain(std::iter::repeat_n(false, acts)) {
        if undo {
            desk.undo(None).unwrap()
        } else {
            desk.redo(None).unwrap()
        };
        if let Some(found) = desk.board.concern(concern) {
            let e = found.escalation;
            assert!(e.is_open() || (e.effect.is_some() && e.seen_by.is_some() && e.seen_on.is_some()));
            states.push(e.is_open());
        }
    }
    assert_eq!(states, [true, true, false], "reopened by undo, raised again and closed again by redo");
}
