//! Sessions that lead on: a change answered, an early review, several children late at once, notes copied
//! between siblings, and the ways out of each.

use super::*;
use crate::model::change::Answered;
use crate::model::child::Relation;
use crate::model::ids::ChildId;
use crate::model::record::{Ended, NoteKind, Subject};
use crate::rules::due::Status;
use crate::tui::layers::checklists::open_review;
use crate::tui::layers::duties::tick_several;

/// Records an exclusion of the child under the cursor.
fn excluded(app: &mut App) -> ChildId {
    let id = app.subject().unwrap();
    press(app, "C");
    type_in(app, "excluded");
    press(app, "enter tab");
    type_in(app, "Two days, for fighting");
    press(app, "ctrl-s");
    id
}

/// Opens the first session of a checklist in the queues that is of `child`, where one is given.
pub(super) fn open_first(app: &mut App, list: &str, child: Option<ChildId>) {
    press(app, "3");
    let fits = |q: &&crate::tui::panes::checklists::Queued| {
        q.task.list == list && child.is_none_or(|c| c == q.child)
    };
    let all = &app.checklists.queue;
    app.checklists.cursor = all.iter().position(|q| fits(&q)).unwrap();
    press(app, "enter");
}

#[test]
fn ending_the_weighing_of_a_change_answers_it_in_the_words_already_written() {
    let mut app = app();
    let id = excluded(&mut app);
    open_first(&mut app, "change-of-plan", Some(id));
    while app.scope() == Scope::Session {
        press(&mut app, "y");
    }
    type_in(&mut app, "Agreed with the team manager: back at school, the plan holds.");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("no early review"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Form, "the answer is asked for once");
    assert!(text(&app).contains("back at school, the plan holds."), "{}", text(&app));
    press(&mut app, "esc");
    assert_eq!(app.scope(), Scope::Session, "left, the session is as it was");
    press(&mut app, "f enter ctrl-s");
    assert_eq!(app.scope(), Scope::Paste, "{}", text(&app));
    let case = &app.row(id).unwrap().case;
    let change = case.changes.iter().find(|c| c.text.contains("fighting")).unwrap();
    let answered = &change.response.as_ref().unwrap().answered;
    assert!(matches!(answered, Answered::NotNeeded { reason, .. } if reason.ends_with("the plan holds.")));
    let session = case.sessions.iter().find(|s| s.subject == Subject::Change(change.id)).unwrap();
    assert_eq!((session.ended, session.outcome), (Some(today()), Some(Ended::NoEarlyReview)));
    let note = case.notes.iter().rfind(|n| n.kind == NoteKind::Session).unwrap();
    assert!(note.text.contains("Answer: no earlier review needed"), "{}", note.text);
    assert!(app.row(id).unwrap().judged().owed().all(|d| d.duty.id != "change-response"));
    press(&mut app, "enter u");
    let case = &app.row(id).unwrap().case;
    assert!(case.changes.iter().all(|c| c.response.is_none()), "one undo takes back both");
    let mut weighed = case.sessions.iter().filter(|s| matches!(s.subject, Subject::Change(_)));
    assert!(weighed.all(|s| s.ended.is_none()));
}

#[test]
fn a_review_brought_forward_at_the_end_of_a_session_is_booked() {
    let mut app = app();
    let id = excluded(&mut app);
    open_first(&mut app, "change-of-plan", Some(id));
    press(&mut app, "n f");
    type_in(&mut app, "early");
    press(&mut app, "enter");
    assert!(text(&app).contains("Forward to"), "{}", text(&app));
    type_in(&mut app, "27 nov");
    press(&mut app, "ctrl-s");
    let row = app.row(id).unwrap();
    let day = "2026-11-27".parse().ok();
    assert_eq!(row.next_review().unwrap().booked, day, "{}", text(&app));
    assert_eq!(row.case.changes.iter().find_map(|c| c.forward_to()), day);
}

#[test]
fn two_changes_of_a_child_are_two_walks_that_say_what_they_are_about() {
    let mut app = app();
    let id = excluded(&mut app);
    press(&mut app, "C");
    type_in(&mut app, "placement");
    press(&mut app, "enter tab");
    type_in(&mut app, "The carer has given notice");
    press(&mut app, "ctrl-s");
    app.open_child(id);
    let mut seen = Vec::new();
    for words in ["excluded", "placement"] {
        press(&mut app, "o");
        type_in(&mut app, &format!("come forward {words}"));
        press(&mut app, "enter");
        let shown = text(&app);
        let about = shown.lines().find(|l| l.contains("About: ")).unwrap_or_else(|| panic!("{shown}"));
        seen.push(about.contains("for fighting"));
        press(&mut app, "n n n n C");
        assert!(text(&app).contains("Forward to"), "an early review is what the key says: {}", text(&app));
        press(&mut app, "esc esc 1");
        app.open_child(id);
    }
    assert_eq!(seen, [true, false]);
}

#[test]
fn a_no_to_what_changed_offers_an_early_review_with_the_question_in_it() {
    let mut app = app();
    open_first(&mut app, "midpoint", None);
    let child = app.subject().unwrap();
    press(&mut app, "y y y n");
    assert!(text(&app).contains("C early review"), "{}", text(&app));
    press(&mut app, "C");
    type_in(&mut app, "excluded");
    press(&mut app, "enter");
    assert!(text(&app).contains("was I told?"), "{}", text(&app));
    let before = app.row(child).unwrap().case.changes.len();
    press(&mut app, "ctrl-s");
    assert_eq!(app.scope(), Scope::Session, "{}", text(&app));
    assert_eq!(app.row(child).unwrap().case.changes.len(), before + 1);
}

#[test]
fn leaving_how_an_agenda_ends_leaves_no_session_behind() {
    let mut app = app();
    press(&mut app, "H f");
    assert!(text(&app).contains("How does it end?"));
    assert!(!text(&app).contains("ready-with-actions") && !text(&app).contains("on-track"));
    press(&mut app, "esc");
    assert_eq!(app.scope(), Scope::Review);
    let notes = |app: &App| app.desk.board.rows().map(|r| r.case.notes.len()).sum::<usize>();
    let before = notes(&app);
    press(&mut app, "f enter");
    assert_eq!((app.scope(), notes(&app)), (Scope::Review, before), "of nothing noted no note is written");
    press(&mut app, "3");
    assert_eq!(app.scope(), Scope::Queue, "the queue, not a session nobody began");
}

#[test]
fn a_duty_late_for_several_asks_one_reason_and_keeps_it_with_those_it_was_late_for() {
    let mut app = app();
    let late = |app: &App| {
        let owed = |id: ChildId| {
            let due = app.row(id)?.judged().owed().find(|d| d.duty.id == "sw-consulted")?;
            Some(due.status == Status::Overdue)
        };
        app.desk.board.rows().map(|r| (r.id(), owed(r.id()))).collect::<Vec<_>>()
    };
    // As of a later day, when some are late and some are not.
    app.desk.set_today("2026-12-10".parse().unwrap());
    app.refresh();
    let before = late(&app);
    let marked: Vec<ChildId> = before.iter().filter(|(_, l)| l.is_some()).map(|(id, _)| *id).collect();
    assert!(before.iter().any(|(_, l)| *l == Some(true)) && before.iter().any(|(_, l)| *l == Some(false)));
    app.caseload.marked = marked.iter().copied().collect();
    let ask = tick_several(app.scene(), &marked, "sw-consulted");
    app.carry(ask);
    press(&mut app, "ctrl-s");
    assert_eq!(app.scope(), Scope::Form, "the reason is not left out");
    type_in(&mut app, "Two weeks without a social worker");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty() && app.caseload.marked.is_empty(), "{}", text(&app));
    for (id, was_late) in before.iter().filter_map(|(id, l)| Some((*id, (*l)?))) {
        let done = &app.row(id).unwrap().case.done;
        let tick = done.iter().rfind(|d| d.duty == "sw-consulted").unwrap();
        assert_eq!(tick.note.contains("without a social worker"), was_late);
    }
    press(&mut app, "u");
    assert_eq!(late(&app), before, "one undo");
}

#[test]
fn a_note_copied_from_a_sibling_is_marked_until_it_is_opened() {
    let mut app = app();
    let ids: Vec<_> = app.desk.board.rows().map(|r| r.id()).collect();
    let (one, other) = (ids[0], ids[1]);
    if !app.row(one).unwrap().case.kin.iter().any(|k| k.other == other) {
        app.desk.link(one, other, Relation::Sibling).unwrap();
    }
    app.open_child(other);
    press(&mut app, "c v");
    type_in(&mut app, "the carer: Both were at home and well.");
    press(&mut app, "ctrl-s enter W");
    type_in(&mut app, "I want my own room.");
    press(&mut app, "ctrl-s enter");
    let before = app.row(one).unwrap().case.notes.len();
    app.open_child(one);
    press(&mut app, "Y");
    let name = app.row(other).unwrap().case.child.forename.clone();
    type_in(&mut app, &format!("{name} notes"));
    press(&mut app, "enter");
    assert!(!text(&app).contains("my own room"), "what the other child said stays theirs: {}", text(&app));
    type_in(&mut app, "Both were at home");
    press(&mut app, "enter");
    let copied = app.row(one).unwrap().case.notes.last().unwrap().clone();
    assert_eq!((copied.with.as_str(), copied.pasted), ("the carer", false), "{}", app.message.text);
    assert_eq!(app.row(one).unwrap().case.notes.len(), before + 1);
    press(&mut app, "backtab backtab backtab");
    assert!(text(&app).contains("◇ copied, not read here"), "{}", text(&app));
    press(&mut app, "enter");
    assert!(text(&app).contains("Both were at home and well."));
    press(&mut app, "enter");
    assert!(!text(&app).contains("◇ copied"), "{}", text(&app));
    app.open_child(one);
    // Not over the overview, which shows what was written last.
    press(&mut app, "tab Y");
    type_in(&mut app, &format!("{name} notes"));
    press(&mut app, "enter");
    assert!(!text(&app).contains("Both were at home"), "it is not offered twice");
}

#[test]
fn a_review_of_an_earlier_time_in_care_is_read_and_not_changed() {
    let mut app = app();
    let id = app.desk.board.rows().find(|r| r.judged().reviews().any(|s| s.held.is_some())).unwrap().id();
    app.desk.leave_care(id, today() - chrono::Days::new(1), None).unwrap();
    app.desk.enter_care(id, today(), None).unwrap();
    app.refresh();
    let (period, sequence) = {
        let row = app.row(id).unwrap();
        let slot = row.judged().slots.iter().find(|s| s.period == 0 && s.held.is_some()).unwrap();
        (slot.period, slot.sequence)
    };
    let before = format!("{:?}", app.row(id).unwrap().case);
    let row = app.row(id).unwrap();
    let slot = row.judged().slots.iter().find(|s| (s.period, s.sequence) == (period, sequence)).unwrap();
    let ask = open_review(row, slot);
    app.carry(ask);
    assert!(text(&app).contains("to read only"), "{}", text(&app));
    press(&mut app, "y n p x enter a f W tab y enter");
    assert!(app.layers.is_empty(), "{}", text(&app));
    assert!(app.message.text.contains("not changed"), "{}", app.message.text);
    assert_eq!(format!("{:?}", app.row(id).unwrap().case), before);
}
