//! The decisions of a child, from the keyboard.

use super::*;
use crate::model::decision::{Mark, Progress};
use crate::model::ids::ChildId;
use crate::tui::layers::act_form::ActForm;

/// The decisions of the first child whose ledger's first line is open.
fn at_ledger(app: &mut App) -> ChildId {
    let board = &app.desk.board;
    let open = |r: &&crate::board::Row| board.ledger(r).first().is_some_and(|e| e.decision.is_open());
    let child = board.rows().find(open).unwrap().id();
    app.open_child(child);
    press(app, "tab tab tab");
    assert_eq!(app.scope(), Scope::Ledger);
    child
}

#[test]
fn a_decision_is_made_in_words_and_what_is_not_smart_is_marked() {
    let mut app = app();
    let child = at_ledger(&mut app);
    let before = app.row(child).unwrap().case.decisions.len();
    press(&mut app, "a ctrl-s");
    assert!(text(&app).contains("is needed"), "{}", text(&app));
    type_in(&mut app, "Consider a new school");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let row = app.row(child).unwrap();
    assert_eq!(row.case.decisions.len(), before + 1);
    assert!(app.desk.store.drafts().unwrap().is_empty());
    let made = row.case.decisions.last().unwrap().id;
    let ledger = app.desk.board.ledger(row);
    let place = ledger.iter().position(|e| e.decision.id == made).unwrap();
    assert_eq!(ledger[place].doubts.len(), 3, "no owner, no date, consider");
    press(&mut app, &"j ".repeat(place));
    let shown = text(&app);
    for words in ["no owner: name one", "no date: name the day", "\"consider\": say what is decided"] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    press(&mut app, "enter tab tab");
    type_in(&mut app, "never");
    press(&mut app, "ctrl-s");
    assert_eq!(app.scope(), Scope::Form, "a date that is none is told under its field");
}

#[test]
fn one_key_says_how_far_a_decision_is_and_one_makes_a_concern_of_it() {
    let mut app = app();
    let child = at_ledger(&mut app);
    let id = decision(&app).unwrap();
    let progress = |app: &App| {
        let case = &app.row(child).unwrap().case;
        case.decisions.iter().find(|d| d.id == id).unwrap().progress()
    };
    for (key, want) in [("p", Progress::Partly), ("n", Progress::NotDone), ("y", Progress::Done)] {
        press(&mut app, "home");
        assert_eq!(decision(&app), Some(id));
        press(&mut app, key);
        assert_eq!(progress(&app), want, "{}", app.message.text);
    }
    press(&mut app, "u u u");
    assert_eq!(decision(&app), Some(id));

    press(&mut app, "x ctrl-s");
    assert!(text(&app).contains("needs the reason"), "{}", text(&app));
    press(&mut app, "esc e");
    assert!(text(&app).contains("decided:"), "{}", text(&app));
    press(&mut app, "ctrl-s");
    let case = &app.row(child).unwrap().case;
    let concern = case.escalations.last().unwrap();
    assert_eq!((concern.decision, concern.concern.as_str()), (Some(id), "decision-not-implemented"));
    let words = &case.decisions.iter().find(|d| d.id == id).unwrap().text;
    assert!(concern.text.contains(words.as_str()), "{}", concern.text);
}

#[test]
fn an_answer_of_the_manager_is_kept_with_its_day_and_reason() {
    let mut app = app();
    let child = at_ledger(&mut app);
    let id = decision(&app).unwrap();
    press(&mut app, "o");
    type_in(&mut app, "agr");
    assert_eq!(top::<ActForm>(&app).sheet.text("mark"), "agreed");
    press(&mut app, "tab tab");
    type_in(&mut app, "By mail");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let decision = app.row(child).unwrap().case.decisions.iter().find(|d| d.id == id).unwrap();
    let answer = decision.answer().unwrap();
    assert_eq!((answer.mark, answer.note.as_str()), (Mark::Agreed, "By mail"));
}
