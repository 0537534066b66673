//! A later change of practice or calendar: shown first, kept from history, undone.

use super::tests::{child, d, desk, holding};
use super::*;
use crate::model::review::Participation;

#[test]
fn a_held_review_keeps_its_limit_practice_and_calendar_whatever_is_changed_later() {
    let mut desk = desk("2026-01-12");
    let id = child(&mut desk, "T1", "2025-12-15");
    desk.hold(id, None, holding("2026-01-12", Participation::Pn1)).unwrap();
    let judged = |desk: &Desk| desk.board.row(id).unwrap().case.reviews[0].judged.clone().unwrap();
    let before = judged(&desk);
    assert_eq!(before.legal_due, d("2026-01-15"));
    let open = |desk: &Desk| {
        let dues = &desk.board.row(id).unwrap().judged().dues;
        dues.iter().find(|x| x.duty.id == "record-written").unwrap().due
    };
    let was = open(&desk);
    // A day proclaimed within the review's own twenty, and an act about the child after it.
    let moves = desk.preview_holiday(d("2026-01-14"), "Proclaimed").unwrap();
    assert!(moves.iter().any(|(child, m)| *child == id && m.title.contains("record")), "{moves:#?}");
    desk.add_holiday(d("2026-01-14"), "Proclaimed").unwrap();
    assert!(open(&desk) > was);
    desk.set_today(d("2026-01-13"));
    desk.decisions_sent(id, None, d("2026-01-13")).unwrap();
    assert_eq!(judged(&desk), before);
    // Another practice, and an act again.
    desk.use_practice("practice-guidance-2020", None).unwrap();
    desk.decisions_received(id, None, d("2026-01-13")).unwrap();
    assert_eq!(judged(&desk), before);
    assert_eq!(desk.board.row(id).unwrap().judged().slots[0].practice, before.practice);
}

#[test]
fn a_new_text_of_the_practice_in_use_shows_what_moves_holds_at_once_and_is_undone() {
    let mut desk = desk("2025-12-18");
    let id = child(&mut desk, "T1", "2025-12-15");
    let text = |days: u32| {
        format!(
            "[practice]\nid = \"here\"\ntitle = \"Here\"\nextends = \"england\"\nsource = \"Ours\"\n\
             [[duty]]\nid = \"plain\"\ntitle = \"Plain\"\nowner = \"iro\"\nscope = \"care\"\n\
             due = {{ days = {days}, after = \"looked-after\" }}\n"
        )
    };
    desk.add_practice(&text(7)).unwrap();
    desk.use_practice("here", None).unwrap();
    let due = |desk: &Desk| {
        let dues = &desk.board.row(id).unwrap().judged().dues;
        dues.iter().find(|x| x.duty.id == "plain").unwrap().due
    };
    assert_eq!(due(&desk), Some(d("2025-12-22")));
    let moves = desk.preview_added(&text(9)).unwrap();
    assert_eq!((moves.len(), moves[0].1.after), (1, Some(d("2025-12-24"))));
    assert_eq!(due(&desk), Some(d("2025-12-22")), "only looked at");
    assert_eq!(desk.add_practice(&text(9)).unwrap().moved.len(), 1);
    assert_eq!(due(&desk), Some(d("2025-12-24")));
    desk.undo(None).unwrap();
    assert_eq!(due(&desk), Some(d("2025-12-22")));
}
