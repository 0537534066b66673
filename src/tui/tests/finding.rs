//! Words found in what was written, pages gone back to, settings given their values.

use super::{app, press, screen, text, today, type_in};
use crate::casework::Desk;
use crate::casework::looks;
use crate::casework::settings::{Known, Look};
use crate::tui::action::{Pane, Scope};
use crate::tui::app::App;
use crate::tui::{Options, OwnKeys, place};

#[test]
fn words_are_found_in_what_was_written_and_lead_there() {
    let mut app = app();
    let child = app.subject().unwrap();
    press(&mut app, "w");
    type_in(&mut app, "Rang Zoë's school about the zeppelin trip");
    press(&mut app, "ctrl-s esc 2 F");
    type_in(&mut app, "ZEPPELIN zoe");
    assert!(text(&app).contains("1 text has them"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Paste, "{}", text(&app));
    let page = app.child.as_ref().unwrap();
    assert_eq!((app.pane, page.id, page.tab), (Pane::Caseload, child, place::Tab::Notes));
    press(&mut app, "esc F");
    type_in(&mut app, "zeppelin nowhere");
    assert!(text(&app).contains("Nothing that was written"), "a text has to have every word");
    for size in super::SIZES {
        screen(&app, size);
    }
}

#[test]
fn one_goes_back_through_the_pages_and_forth_again() {
    let mut app = app();
    press(&mut app, "<");
    assert!(app.message.text.contains("first page"));
    press(&mut app, "enter tab tab 2 4");
    press(&mut app, "<");
    assert_eq!(app.pane, Pane::Calendar);
    press(&mut app, "alt-left");
    let tab = app.child.as_ref().map(|page| page.tab);
    assert_eq!((app.pane, tab), (Pane::Caseload, Some(place::Tab::Reviews)), "to the tab that was seen");
    press(&mut app, "<");
    assert_eq!((app.pane, app.child.is_none()), (Pane::Caseload, true));
    press(&mut app, "> > >");
    assert_eq!(app.pane, Pane::Escalations);
    press(&mut app, ">");
    assert!(app.message.text.contains("no page further on"));
}

#[test]
fn settings_are_given_in_one_form_the_colours_at_once_and_into_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = looks::place(&folder.path().join("a.casebook"));
    let desk = Desk::demo(today(), 3, 7, None).unwrap();
    let mut app = App::new(desk, Options { looks: Some(file.clone()), ..Options::default() });
    press(&mut app, ",");
    type_in(&mut app, "01582 000 000");
    press(&mut app, "tab tab tab tab tab tab tab tab");
    type_in(&mut app, "90");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("a number from 1 to 60"), "{}", text(&app));
    press(&mut app, "ctrl-u");
    type_in(&mut app, "9");
    press(&mut app, "tab right ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    assert!(app.message.text.contains("Telephone, Lock after, Colours · u undoes"), "{}", app.message.text);
    let value = |app: &App, known: Known| app.desk.store.setting(known.word()).unwrap();
    assert_eq!(value(&app, Known::Phone).as_deref(), Some("01582 000 000"));
    assert_eq!((app.theme.look, looks::read(&file).value(Known::Theme)), (Look::Light, Some("light")));
    press(&mut app, "u");
    assert_eq!(
        (value(&app, Known::Phone), value(&app, Known::LockMinutes)),
        (None, None),
        "one act, one undo"
    );
}

#[test]
fn a_key_of_ones_own_is_pressed_and_shown_and_typing_stays_typing() {
    let desk = Desk::demo(today(), 3, 7, None).unwrap();
    let (keys, _) = OwnKeys::of(&[("Q".into(), "c".into(), 1)]);
    let mut app = App::new(desk, Options { keys, ..Options::default() });
    assert!(text(&app).contains("Q contact"), "{}", text(&app));
    press(&mut app, "Q");
    assert_eq!(app.scope(), Scope::Form);
    press(&mut app, "tab Q");
    assert!(text(&app).contains(" Q "), "{}", text(&app));
    press(&mut app, "esc ?");
    assert!(text(&app).contains("Q\u{a0}\u{a0}c"), "{}", text(&app));
}
