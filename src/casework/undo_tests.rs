//! The board reads again only what an act or undo touched, and shows what a board made anew would.

use super::tests::{child, d, desk};
use super::*;
use crate::model::child::Relation;
use crate::model::diary::Busy;
use crate::model::escalation::Escalation;
use crate::model::ids::NoteId;
use crate::model::record::{Note, NoteKind};

/// Everything a board shows, in words.
fn shown(board: &Board) -> String {
    let rows: Vec<_> = board.rows().map(|r| (&r.case, r.judged())).collect();
    let service = (&board.service, &board.service_done, &board.service_notes, &board.service_escalations);
    let days = (&board.iro, &board.busy, &board.school, board.calendar.id(), board.practice.stamp());
    format!("{rows:#?} {service:#?} {days:#?} {:#?}", board.concern_items())
}

fn anew(desk: &Desk) -> String {
    let (practice, calendar, today) = desk.judges();
    shown(&Board::build(&desk.store, practice, calendar, today).unwrap())
}

#[test]
fn after_every_act_and_undo_the_board_is_as_one_made_anew() {
    let mut desk = desk("2026-03-01");
    let [ann, ben, cat] = ["T1", "T2", "T3"].map(|n| child(&mut desk, n, "2025-12-15"));
    let note = |text: &str| Note {
        id: NoteId(0),
        kind: NoteKind::Note,
        date: d("2026-02-01"),
        with: String::new(),
        text: text.to_owned(),
        place: None, pasted: false,
    };
    let concern = || Escalation::new("drift", "No plan", d("2026-02-20"));
    let siblings = Escalation { others: vec![ben, cat], ..concern() };
    let leave = Busy::typed(d("2026-03-09"), None, None, String::new(), "Leave".into());
    let acts: Vec<Box<dyn FnOnce(&mut Desk) -> Result<Outcome>>> = vec![
        Box::new(|desk| desk.add_note(Some(ann), note("one"))),
        Box::new(|desk| desk.add_note(None, note("all"))),
        Box::new(|desk| desk.add_note_to_several(&[ann, cat], note("both"))),
        Box::new(|desk| desk.link(ann, ben, Relation::Sibling)),
        Box::new(|desk| desk.raise(Some(ann), siblings)),
        Box::new(|desk| desk.raise(None, concern())),
        Box::new(|desk| desk.add_busy(leave)),
        Box::new(|desk| desk.allocate(cat, "B. Reviewer", d("2026-02-01"))),
        Box::new(|desk| desk.add_holiday(d("2026-03-20"), "Proclaimed")),
        Box::new(|desk| desk.use_practice("practice-guidance-2020", None)),
        Box::new(|desk| desk.unlink(ann, ben)),
        Box::new(|desk| desk.remove_child(ann)),
        Box::new(|desk| desk.remove_child(cat)),
    ];
    let mut before = Vec::new();
    for act in acts {
        before.push(shown(&desk.board));
        act(&mut desk).unwrap();
        assert_eq!(shown(&desk.board), anew(&desk));
    }
    let last = shown(&desk.board);
    for state in before.iter().rev() {
        desk.undo(None).unwrap().unwrap();
        assert!(shown(&desk.board) == *state && anew(&desk) == *state);
    }
    for _ in &before {
        desk.redo(None).unwrap().unwrap();
        assert_eq!(shown(&desk.board), anew(&desk));
    }
    assert_eq!(shown(&desk.board), last);
    assert_eq!(desk.redo(None).unwrap(), None);
}
