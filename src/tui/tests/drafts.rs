//! Nothing typed is lost, and nothing is recorded that was not said.

use super::*;
use crate::tui::layers::drafts::left;

fn notes(app: &App, child: crate::model::ids::ChildId) -> Vec<(String, String, String)> {
    let notes = &app.row(child).unwrap().case.notes;
    notes.iter().map(|n| (n.kind.word().to_owned(), n.with.clone(), n.text.clone())).collect()
}

#[test]
fn words_typed_without_a_colon_are_kept_on_escape_and_saved_as_the_words() {
    let mut app = app();
    let child = app.subject().unwrap();
    press(&mut app, "c s");
    type_in(&mut app, "rang, nobody there");
    press(&mut app, "esc");
    assert!(app.message.text.contains("Kept as a draft"), "{}", app.message.text);
    press(&mut app, "D");
    assert!(text(&app).contains("rang, nobody there"), "{}", text(&app));
    press(&mut app, "enter ctrl-s");
    let kept = notes(&app, child).pop().unwrap();
    assert_eq!(kept, ("spoke".to_owned(), String::new(), "rang, nobody there".to_owned()));
    assert!(left(&app.desk).is_empty(), "what is saved is no draft");
}

#[test]
fn words_that_the_book_does_not_take_stay_on_the_screen_and_are_never_said_to_be_kept() {
    let mut app = app();
    press(&mut app, "c s");
    app.desk.store.conn().execute_batch("PRAGMA query_only = ON").unwrap();
    type_in(&mut app, "rang, nobody there");
    press(&mut app, "esc");
    assert!(app.message.bad && app.message.text.starts_with("Not kept:"), "{}", app.message.text);
    assert!(text(&app).contains("rang, nobody there"), "{}", text(&app));
    assert!(app.clip.take().is_some_and(|clip| clip.contains("nobody there")));
    let words = format!("{:?}", app.seat());
    assert!(words.contains("nobody there"), "a lock takes them along: {words}");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("rang, nobody there"), "nor lost by a save that fails: {}", text(&app));
    app.desk.store.conn().execute_batch("PRAGMA query_only = OFF").unwrap();
    press(&mut app, "ctrl-s");
    assert!(!app.message.bad, "{}", app.message.text);
}

#[test]
fn keys_that_come_together_as_in_a_paste_are_one_draft() {
    let mut app = app();
    press(&mut app, "c s");
    let written = |app: &App| app.desk.store.conn().total_changes();
    let before = written(&app);
    for c in "rang the school, she has settled in well and likes her teacher".chars() {
        app.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    assert_eq!(written(&app), before, "a key alone writes nothing");
    app.flush();
    assert_eq!(written(&app), before + 1);
    assert!(left(&app.desk)[0].text.contains("likes her teacher"));
}

#[test]
fn a_time_of_day_keeps_its_colon() {
    let mut app = app();
    let child = app.subject().unwrap();
    press(&mut app, "c s");
    type_in(&mut app, "16:30 called at school");
    press(&mut app, "ctrl-s");
    assert_eq!(notes(&app, child).pop().unwrap().2, "16:30 called at school");
}

#[test]
fn a_note_on_a_question_says_neither_yes_nor_no_and_its_draft_brings_back_no_old_answer() {
    let mut app = app();
    press(&mut app, "3 enter");
    let asked = app.sitting.clone().unwrap();
    let given = |app: &App| {
        let board = &app.desk.board;
        let item = asked.asked(board)[asked.question].clone();
        app.sitting.as_ref().unwrap().given(board, &item).map(|a| (a.value.clone(), a.note.clone()))
    };
    press(&mut app, "o");
    type_in(&mut app, "not sure yet");
    press(&mut app, "ctrl-s");
    assert_eq!(given(&app), None, "a note alone answers nothing");
    assert!(text(&app).contains("y, p, n or x"), "{}", text(&app));
    press(&mut app, "esc n up o ctrl-s");
    assert_eq!(given(&app), Some(("no".to_owned(), "not sure yet".to_owned())));
}

#[test]
fn a_day_proposed_is_replaced_by_what_is_typed_and_kept_by_moving_in_it() {
    let mut app = app();
    press(&mut app, "w tab");
    type_in(&mut app, "20 nov");
    assert!(text(&app).contains("20 nov") && !text(&app).contains("today20"), "{}", text(&app));
    press(&mut app, "ctrl-d down enter w tab home");
    type_in(&mut app, "x");
    assert!(text(&app).contains("xtoday"), "{}", text(&app));
}

#[test]
fn the_held_form_does_not_guess_how_the_child_took_part() {
    let mut app = app();
    press(&mut app, "h");
    assert!(text(&app).contains("not known yet"), "{}", text(&app));
}

#[test]
fn a_form_left_untouched_leaves_no_draft() {
    let mut app = app();
    for keys in ["e", "c", "w", "W", "4 e", "4 X", "4 t"] {
        anew(&mut app);
        press(&mut app, keys);
        press(&mut app, "esc");
        assert!(!app.message.text.contains("Kept as a draft"), "{keys}: {}", app.message.text);
        assert!(left(&app.desk).is_empty(), "{keys}: {:?}", left(&app.desk));
    }
}

#[test]
fn a_review_never_booked_says_so_before_anything_is_typed_about_adjourning_it() {
    let mut app = app();
    let unbooked = |r: &crate::board::Row| r.next_review().is_some_and(|s| s.booked.is_none());
    let child = app.desk.board.rows().find(|r| unbooked(r)).unwrap().id();
    let board = &app.desk.board;
    app.caseload.select(child, board);
    press(&mut app, "A");
    assert!(app.layers.is_empty() && app.message.text.contains("never booked"), "{}", app.message.text);
}

#[test]
fn what_an_earlier_version_kept_comes_back_in_its_form_or_can_be_read_and_copied() {
    let mut app = app();
    let child = app.subject().unwrap();
    let store = &mut app.desk.store;
    store
        .put_draft(&format!("contact:{child}"), r#"{"kind":"saw","with":"Ms Idris","text":"At the gate"}"#)
        .unwrap();
    store.put_draft(&format!("concern:{child}:drift"), r#"{"text":"No plan for school"}"#).unwrap();
    press(&mut app, "D");
    type_in(&mut app, "gate");
    press(&mut app, "enter");
    assert!(text(&app).contains("At the gate") && text(&app).contains("Ms Idris"), "{}", text(&app));
    press(&mut app, "ctrl-s esc");
    assert_eq!(notes(&app, child).pop().unwrap().2, "At the gate");
    press(&mut app, "D enter");
    assert!(text(&app).contains("No plan for school"), "{}", text(&app));
    assert_eq!(app.clip.take().unwrap(), "No plan for school");
    assert_eq!(app.desk.store.drafts().unwrap().len(), 1, "what was only read is kept");
}

#[test]
fn the_palette_finds_what_is_done_about_a_child_by_everyday_words() {
    for (words, title) in
        [("phone", "contact"), ("spoke", "contact"), ("died", "change"), ("foster", "placement")]
    {
        let mut app = app();
        press(&mut app, ":");
        type_in(&mut app, words);
        assert!(text(&app).to_lowercase().contains(title), "{words}: {}", text(&app));
    }
}

#[test]
fn every_everyday_word_finds_its_command_or_where_it_is_done_from_every_pane() {
    let words = [
        ("letter", "letter"),
        ("export", "calendar file"),
        ("birthday", "fact"),
        ("minutes", "letter"),
        ("report", "reports: day sheet"),
        ("placement", "placement"),
        ("settings", "settings: colours"),
        ("passphrase", "another passphrase for the book"),
        ("backup", "Backup"),
        ("import", "read a statutory return"),
        ("sibling", "sibling"),
        ("participation", "review"),
        ("leave", "leave"),
        ("add a child", "child"),
        ("died", "leaves care"),
    ];
    let mut app = app();
    for pane in ["1", "2", "3", "4", "5"] {
        for (word, found) in words {
            press(&mut app, pane);
            press(&mut app, ":");
            type_in(&mut app, word);
            let shown = text(&app);
            assert!(shown.contains(found), "{pane} {word}: {shown}");
            press(&mut app, "esc");
        }
    }
    press(&mut app, "5 :");
    type_in(&mut app, "export");
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Form, "{}", text(&app));
    press(&mut app, "esc 5 :");
    type_in(&mut app, "backup");
    press(&mut app, "enter");
    assert!(text(&app).contains("casebook backup"), "{}", text(&app));
}
