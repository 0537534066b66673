//! Escalations by keys: raised in three and the words, moved, closed with what changed.

use super::*;
use crate::model::escalation::Escalation;
use crate::tui::modals::Modal;

/// The concern raised last.
fn newest(app: &App) -> Escalation {
    let all = app.desk.board.concerns();
    all.iter().max_by_key(|c| c.escalation.id).unwrap().escalation.clone()
}

fn cards(app: &App) -> usize {
    app.escalations.columns.iter().map(Vec::len).sum()
}

#[test]
fn a_concern_is_raised_in_three_keys_and_the_words_and_closed_with_what_changed() {
    let mut app = app();
    let before = cards(&app);
    press(&mut app, "e");
    type_in(&mut app, "No visit for nine weeks");
    press(&mut app, "ctrl-s 4");
    assert_eq!(cards(&app), before + 1, "{}", app.message.text);
    let raised = newest(&app);
    assert_eq!(
        (raised.text.as_str(), raised.protocol.as_str()),
        ("No visit for nine weeks", "luton-escalation")
    );
    assert!(raised.is_open());
    while app.escalations.id() != Some(raised.id) {
        let at = app.escalations.id();
        press(&mut app, "down");
        assert_ne!(app.escalations.id(), at, "{}", text(&app));
    }
    press(&mut app, "X ctrl-s");
    assert_eq!(app.scope(), Scope::Form, "what changed has to be said");
    assert!(newest(&app).is_open());
    type_in(&mut app, "Visited on Monday");
    press(&mut app, "ctrl-s");
    assert!(app.modals.is_empty(), "{}", text(&app));
    let closed = newest(&app);
    assert_eq!((closed.effect.as_deref(), closed.is_promised()), (Some("Visited on Monday"), false));
    assert_eq!(closed.seen_on, Some(today()));
}

#[test]
fn a_promised_effect_waits_in_its_column_and_x_asks_for_it() {
    let mut app = app();
    press(&mut app, "e");
    type_in(&mut app, "No key worker");
    press(&mut app, "ctrl-s 4 f");
    type_in(&mut app, "key worker");
    press(&mut app, "enter X");
    type_in(&mut app, "One will be named");
    press(&mut app, "tab tab tab tab tab");
    type_in(&mut app, "+5wd");
    press(&mut app, "ctrl-s");
    assert!(newest(&app).is_promised(), "{}", text(&app));
    assert_eq!(app.escalations.columns[3], [newest(&app).id]);
    press(&mut app, "X");
    assert!(text(&app).contains("One will be named"), "{}", text(&app));
    press(&mut app, "ctrl-s esc");
    assert!(!newest(&app).is_promised());
    assert!(cards(&app) > 1, "the filter is dropped");
}

#[test]
fn moves_are_chosen_from_what_is_lawful_and_good_practice_is_two_keys_and_the_words() {
    let mut app = app();
    press(&mut app, "e");
    type_in(&mut app, "Nobody has answered");
    press(&mut app, "ctrl-s 4 f");
    type_in(&mut app, "answered");
    press(&mut app, "enter m");
    type_in(&mut app, "not satisfied");
    press(&mut app, "enter");
    type_in(&mut app, "No date in the reply");
    press(&mut app, "ctrl-s");
    let moved = newest(&app);
    assert_eq!(moved.moves.len(), 1, "{}", text(&app));
    assert_eq!(moved.moves[0].word, "not-satisfied");
    assert_eq!(app.escalations.columns[1], [moved.id], "it is formal now");
    press(&mut app, "enter");
    assert!(text(&app).contains("No date in the reply"), "{}", text(&app));
    press(&mut app, "esc t");
    let Some(Modal::Form(form)) = app.modals.last() else { panic!("{}", text(&app)) };
    let message = form.text("text");
    let name = app.row(app.escalations.child().unwrap()).unwrap().case.child.surname.clone();
    for part in ["To: ", "Nobody has answered", "No date in the reply", "Please reply by"] {
        assert!(message.contains(part), "{part}: {message}");
    }
    assert!(!message.contains(&name), "{message}");
    press(&mut app, "esc esc +");
    type_in(&mut app, "A warm goodbye to the old carers");
    press(&mut app, "ctrl-s");
    let praise = newest(&app);
    assert_eq!((praise.concern.as_str(), praise.is_open()), ("good-practice", false), "{}", text(&app));
}
