//! The working day: checklists, contacts, notes on their way into the council's system.

use super::*;
use crate::tui::panes::sitting::Sitting;

fn sitting(app: &App) -> Sitting {
    app.sitting.clone().unwrap()
}

/// How many keys a script presses.
fn keys(script: &str) -> usize {
    script.split_whitespace().count()
}

/// Puts the cursor of the queues on the first session of a checklist.
fn go_to(app: &mut App, list: &str) {
    press(app, "3");
    app.checklists.cursor = app.checklists.queue.iter().position(|q| q.task.list == list).unwrap();
}

#[test]
fn a_note_being_typed_outlives_its_form_and_never_leaks_into_the_next_one() {
    let mut app = app();
    let child = app.subject().unwrap();
    press(&mut app, "w");
    type_in(&mut app, "Rang the school");
    press(&mut app, "esc w");
    assert!(app.message.text.contains("Taken up"), "{}", app.message.text);
    type_in(&mut app, " twice");
    press(&mut app, "ctrl-s");
    let notes = &app.row(child).unwrap().case.notes;
    assert!(notes.iter().any(|n| n.text == "Rang the school twice"));
    press(&mut app, "w");
    assert!(!text(&app).contains("Rang the school"), "a new note begins blank");
    press(&mut app, "esc j w");
    assert!(!text(&app).contains("Rang the school"), "and so does another child's");
}

#[test]
fn a_form_closed_is_forgotten_and_one_that_crashed_is_taken_up() {
    let mut app = app();
    press(&mut app, "n");
    type_in(&mut app, "777");
    let kept = app.desk.store.drafts().unwrap();
    assert!(kept.iter().any(|d| d.text.contains("777")), "what a crash leaves: {kept:?}");
    app.layers.clear();
    press(&mut app, "n");
    assert!(text(&app).contains("777"));
    press(&mut app, "esc n");
    assert!(!text(&app).contains("777"));
}

#[test]
fn a_contact_is_three_keys_and_the_words_and_gives_a_note_to_paste() {
    let mut app = app();
    let child = app.subject().unwrap();
    press(&mut app, "c v");
    type_in(&mut app, "the carer: All well.");
    press(&mut app, "ctrl-s");
    let note = app.row(child).unwrap().case.notes.last().unwrap().clone();
    assert_eq!((note.kind.word(), note.with.as_str(), note.text.as_str()), ("saw", "the carer", "All well."));
    assert!(text(&app).contains("With: the carer"), "{}", text(&app));
    press(&mut app, "c");
    assert!(app.clip.take().unwrap().contains("All well."));
    press(&mut app, "m");
    assert!(app.layers.is_empty() && app.row(child).unwrap().case.notes.last().unwrap().pasted);
}

#[test]
fn notes_are_listed_until_they_are_pasted() {
    let mut app = app();
    let left = |app: &App| app.desk.board.rows().flat_map(|r| &r.case.notes).filter(|n| !n.pasted).count();
    press(&mut app, "w");
    type_in(&mut app, "First");
    press(&mut app, "ctrl-s w");
    type_in(&mut app, "Second");
    press(&mut app, "ctrl-s P");
    let before = left(&app);
    assert_eq!(app.scope(), Scope::Pastes);
    press(&mut app, "tab");
    assert_eq!(left(&app), before - 1, "{}", app.message.text);
    assert_eq!(app.scope(), Scope::Pastes, "and the list goes on");
    press(&mut app, "enter m esc u");
    assert_eq!(left(&app), before - 1);
}

#[test]
fn a_checklist_is_answered_key_by_key_and_taken_up_again() {
    let mut app = app();
    press(&mut app, "3 enter");
    let begun = sitting(&app);
    assert!(begun.session(&app.desk.board).is_none(), "looking begins nothing");
    press(&mut app, "y n esc");
    assert_eq!(app.scope(), Scope::Queue);
    let answers = sitting_answers(&app, &begun);
    assert_eq!(answers, 2, "{}", app.message.text);
    press(&mut app, "enter");
    assert_eq!(sitting(&app).question, 2, "taken up at the first open question");
    press(&mut app, "f enter");
    assert!(text(&app).contains("Why late"), "this mid-point was late: {}", text(&app));
    type_in(&mut app, "Two weeks ill");
    press(&mut app, "ctrl-s");
    assert!(matches!(app.scope(), Scope::Paste), "{}", text(&app));
    assert!(text(&app).contains("CASE NOTE"));
}

fn sitting_answers(app: &App, sitting: &Sitting) -> usize {
    let sessions = &app.row(sitting.child).unwrap().case.sessions;
    sessions
        .iter()
        .filter(|s| s.checklist == sitting.walk.list && s.ended.is_none())
        .map(|s| s.answers.len())
        .sum()
}

#[test]
fn a_no_leads_to_a_concern_with_the_question_in_it() {
    let mut app = app();
    go_to(&mut app, "midpoint");
    press(&mut app, "enter n");
    let sitting = sitting(&app);
    let ask = sitting.asked(&app.desk.board)[0].ask.clone();
    assert!(text(&app).contains("e escalate"), "{}", text(&app));
    press(&mut app, "e ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let concern = app.row(sitting.child).unwrap().case.escalations.last().unwrap().clone();
    assert!(concern.text.starts_with(&ask), "{}", concern.text);
    press(&mut app, "o");
    type_in(&mut app, "The plan is from May.");
    press(&mut app, "ctrl-s");
    let held = sitting.session(&app.desk.board).unwrap();
    assert_eq!((held.answers[0].value.as_str(), held.answers.len()), ("no", 1));
    assert_eq!(held.answers[0].note, "The plan is from May.");
}

#[test]
fn a_sitting_of_midpoints_goes_from_child_to_child() {
    let desk = Desk::behind(today(), 60, 7, None).unwrap();
    let mut app = App::new(desk, Options { demo: true, ..Options::default() });
    let due = |app: &App| app.checklists.queue.iter().filter(|q| q.task.list == "midpoint").count();
    press(&mut app, "3");
    let owed = due(&app);
    let most = owed.min(6);
    assert!(most >= 2, "the demo has mid-points to hold");
    go_to(&mut app, "midpoint");
    press(&mut app, "enter");
    let mut pressed = 2;
    for _ in 0..most {
        let child = sitting(&app).child;
        while app.scope() == Scope::Session && sitting(&app).child == child {
            press(&mut app, "y");
            pressed += 1;
            if app.scope() == Scope::Form {
                type_in(&mut app, "The move went well.");
                press(&mut app, "ctrl-s");
                pressed += 1;
            }
        }
        press(&mut app, "enter");
        if app.scope() == Scope::Form {
            assert!(text(&app).contains("Why late"), "{}", text(&app));
            type_in(&mut app, "Two weeks ill.");
            press(&mut app, "ctrl-s");
            pressed += 1;
        }
        assert_eq!(app.scope(), Scope::Paste, "{}", text(&app));
        press(&mut app, "enter");
        pressed += keys("enter enter");
        assert!(
            app.row(child).unwrap().judged().owed().all(|d| d.duty.id != "midpoint" || d.days > Some(10))
        );
    }
    assert_eq!(due(&app), owed - most);
    assert!(pressed * 6 < 100 * most, "{pressed} keys for {most}");
}

#[test]
fn another_practice_asks_other_questions() {
    let mut app = app();
    let lists = |app: &App| {
        let all = &app.desk.board.practice.checklists;
        all.iter().flat_map(|l| l.items.iter().map(|i| i.ask.clone())).collect::<Vec<_>>()
    };
    let luton = lists(&app);
    app.desk.use_practice("england", None).unwrap();
    assert_ne!(lists(&app), luton);
}

#[test]
fn what_a_child_said_is_first_in_the_walk_and_what_was_asked_for_has_an_end() {
    let mut app = app();
    go_to(&mut app, "midpoint");
    let child = app.subject().unwrap();
    press(&mut app, "W");
    type_in(&mut app, "I want to see my nan.");
    press(&mut app, "tab tab n ctrl-s");
    assert_eq!(app.scope(), Scope::Form, "not alone needs its reason");
    assert!(text(&app).contains("▸      Why not"), "{}", text(&app));
    type_in(&mut app, "asked for the carer to stay");
    press(&mut app, "tab");
    type_in(&mut app, "tea with nan on Sundays");
    press(&mut app, "tab y y ctrl-s");
    let shown = text(&app);
    assert!(shown.contains("not alone: asked for the carer to stay; advocate offered"), "{shown}");
    press(&mut app, "esc enter");
    let shown = text(&app);
    assert!(shown.contains("I want to see my nan.") && shown.contains("tea with nan"), "{shown}");
    press(&mut app, "esc 1");
    app.open_child(child);
    press(&mut app, "tab tab tab tab tab enter");
    assert!(text(&app).contains("What came of it"), "{}", text(&app));
    type_in(&mut app, "First tea on 29 November");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("→ First tea"), "{}", text(&app));
    press(&mut app, "u");
    assert_eq!(app.row(child).unwrap().case.asks[0].outcome, "");
}

#[test]
fn several_children_are_one_question_and_one_undo() {
    let desk = Desk::demo(today(), 12, 7, None).unwrap();
    let mut app = App::new(desk, Options { demo: true, ..Options::default() });
    press(&mut app, "down space space space d");
    assert!(text(&app).contains("marked children"), "{}", text(&app));
    let done = |app: &App| app.desk.board.rows().map(|r| r.case.done.len()).sum::<usize>();
    let before = done(&app);
    press(&mut app, "enter");
    assert!(text(&app).contains("yes, done today for"), "asked once");
    assert_eq!(done(&app), before);
    press(&mut app, "enter");
    assert!(done(&app) > before, "{}", app.message.text);
    press(&mut app, "u");
    assert_eq!(done(&app), before, "one undo takes all of it back");
    let notes = |app: &App| app.desk.board.rows().map(|r| r.case.notes.len()).sum::<usize>();
    let before = notes(&app);
    press(&mut app, "space space c v");
    type_in(&mut app, "the carer: Saw both at home.");
    press(&mut app, "ctrl-s");
    assert_eq!(notes(&app), before + 2, "{}", text(&app));
    press(&mut app, "u");
    assert_eq!(notes(&app), before);
}

#[test]
fn what_is_copied_from_a_sibling_is_marked_until_it_is_read() {
    let mut app = app();
    let ids: Vec<_> = app.desk.board.rows().map(|r| r.id()).collect();
    let (one, other) = (ids[0], ids[1]);
    if !app.row(one).unwrap().case.kin.iter().any(|k| k.other == other) {
        app.desk.link(one, other, crate::model::child::Relation::Sibling).unwrap();
    }
    app.open_child(one);
    press(&mut app, "Y");
    let forename = app.row(other).unwrap().case.child.forename.clone();
    type_in(&mut app, &forename);
    press(&mut app, "enter");
    let marks = app.row(one).unwrap().case.copied.len();
    assert!(marks > 0, "{}", app.message.text);
    press(&mut app, "backtab");
    assert!(text(&app).contains("◇"), "{}", text(&app));
    for _ in 0..20 {
        press(&mut app, "enter down");
    }
    assert!(app.row(one).unwrap().case.copied.is_empty());
    assert!(!text(&app).contains("◇"));
}

#[test]
fn who_is_near_is_two_keys_from_who_has_not_been_seen() {
    let mut app = app();
    press(&mut app, "V");
    assert!(text(&app).contains("not seen where they live this year"), "{}", text(&app));
    press(&mut app, "enter");
    assert!(text(&app).contains(" near "), "{}", text(&app));
    press(&mut app, "end enter");
    assert_eq!(app.scope(), Scope::Child);
}

#[test]
fn marks_are_obeyed_by_what_acts_on_a_child_and_never_stand_for_the_cursor() {
    let mut app = app();
    let first = app.subject().unwrap();
    press(&mut app, "space j");
    assert_ne!(app.subject(), Some(first));
    let raised = |app: &App, child| app.row(child).unwrap().case.escalations.len();
    let before = raised(&app, first);
    press(&mut app, "e");
    type_in(&mut app, "No plan for school");
    press(&mut app, "ctrl-s");
    assert_eq!(raised(&app, first), before + 1, "of one that is marked: {}", text(&app));
    press(&mut app, "home j space");
    for key in ["e", "h", "b", "A", "w", "W", "C", "-", "E", "L", "+", "o", "r", "del"] {
        press(&mut app, key);
        assert!(app.layers.is_empty(), "{key} is for one child: {}", text(&app));
        assert!(app.message.text.contains("2 children are marked"), "{key}: {}", app.message.text);
    }
    press(&mut app, ":");
    type_in(&mut app, "leaves care");
    press(&mut app, "enter");
    assert!(app.message.text.contains("2 children are marked"), "{}", app.message.text);
    press(&mut app, "esc w");
    assert!(!app.layers.is_empty(), "Esc drops them");
}

#[test]
fn a_search_begins_anew_and_enter_opens_what_it_found() {
    let mut app = app();
    let names: Vec<String> = app.desk.board.rows().map(|r| r.case.child.forename.clone()).take(2).collect();
    for name in &names {
        press(&mut app, "/");
        type_in(&mut app, name);
        press(&mut app, "enter");
        let found = app.child.as_ref().and_then(|page| app.row(page.id)).unwrap();
        assert_eq!(&found.case.child.forename, name);
        press(&mut app, "esc");
    }
}

#[test]
fn the_list_of_duties_stays_for_the_next_one() {
    let mut app = app();
    let child = app.subject().unwrap();
    let done = |app: &App| app.row(child).unwrap().case.done.len();
    let late = |d: &&crate::rules::due::Due| d.status == crate::rules::due::Status::Overdue;
    let first = app.row(child).unwrap().judged().owed().take_while(late).count();
    let before = done(&app);
    press(&mut app, &format!("d {} space", "down ".repeat(first)));
    assert_eq!((done(&app), app.scope()), (before + 1, Scope::Duties), "{}", text(&app));
    type_in(&mut app, "the plan");
    assert!(text(&app).contains("> the plan"), "a space among words is one: {}", text(&app));
    assert_eq!(done(&app), before + 1);
}
