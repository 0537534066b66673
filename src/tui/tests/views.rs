//! Columns fitted to the person, and views of the caseload kept under a name.

use super::{app, press, screen, text, top, type_in};
use crate::casework::views;
use crate::model::view::{Column, Sort};
use crate::tui::action::{Pane, Scope};
use crate::tui::app::App;
use crate::tui::layers::picker::Picker;

fn head(app: &App, width: u16) -> String {
    let lines = screen(app, (width, 24));
    lines.iter().find(|line| line.contains(" Child ")).cloned().unwrap_or_default()
}

#[test]
fn the_settings_choose_the_columns_and_a_narrow_screen_drops_the_last() {
    let mut app = app();
    press(&mut app, ",");
    let chosen = |app: &App| screen(app, (80, 24)).iter().any(|l| l.contains('▸') && l.contains(" Columns "));
    (0..20).for_each(|_| {
        if !chosen(&app) {
            press(&mut app, "tab")
        }
    });
    assert!(chosen(&app), "{}", text(&app));
    type_in(&mut app, "age hat");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("The columns are number, age"), "{}", text(&app));
    press(&mut app, "ctrl-u");
    type_in(&mut app, "Number, step review worker seen");
    press(&mut app, "ctrl-s");
    let order = |line: &str, heads: &[&str]| {
        let at: Vec<_> =
            heads.iter().map(|head| line.find(head).unwrap_or_else(|| panic!("{line}"))).collect();
        assert!(at.is_sorted(), "{line}");
    };
    order(&head(&app, 200), &["Child", "Number", "Next step", "Next review", "Social worker", "Last seen"]);
    let narrow = head(&app, 80);
    order(&narrow, &["Child", "Next step", "Next review"]);
    assert!(!narrow.contains("Number") && !narrow.contains("Age"), "{narrow}");
    assert!(
        screen(&app, (200, 24))
            .iter()
            .any(|line| line.contains(&app.desk.board.children()[0].case.child.number))
    );
    press(&mut app, ",");
    assert!(text(&app).contains("number, step, review, worker, seen"), "{}", text(&app));
}

#[test]
fn a_view_is_kept_chosen_dropped_and_taken_out_by_keys() {
    let mut app = app();
    press(&mut app, "f");
    type_in(&mut app, "late");
    press(&mut app, "enter s");
    let late = app.caseload.shown.clone();
    press(&mut app, "S");
    assert!(text(&app).contains("A view is a filter, an order and columns under a name."), "{}", text(&app));
    type_in(&mut app, "save");
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Form, "{}", text(&app));
    type_in(&mut app, "Mine late");
    press(&mut app, "tab tab tab ctrl-u");
    type_in(&mut app, "legal, step");
    press(&mut app, "ctrl-s");
    assert!(app.message.text.contains("Save the view Mine late"), "{}", app.message.text);
    let kept = &views(&app.desk.store).unwrap()[0];
    assert_eq!((kept.filter.as_str(), kept.sort), ("late", Sort::Name));
    assert_eq!(kept.columns, [Column::Legal, Column::Step]);
    // From another pane, by everyday words.
    press(&mut app, "esc 5 :");
    type_in(&mut app, "saved filter");
    press(&mut app, "enter");
    assert_eq!((app.pane, app.scope()), (Pane::Caseload, Scope::Views), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.caseload.shown, late);
    let shown = head(&app, 120);
    assert!(shown.contains("Legal") && !shown.contains("Age"), "{shown}");
    press(&mut app, "esc");
    assert!(head(&app, 120).contains("Age"), "Esc shows all of them again");
    press(&mut app, "S tab");
    assert!(views(&app.desk.store).unwrap().is_empty(), "{}", app.message.text);
    press(&mut app, "u");
    if app.scope() == Scope::Picker {
        press(&mut app, "down enter");
    }
    assert_eq!(views(&app.desk.store).unwrap().len(), 1, "{}", app.message.text);
    press(&mut app, "S down tab");
    assert_eq!(app.scope(), Scope::Views, "there is nothing to take out on that line");
    assert_eq!(top::<Picker>(&app).cursor, 1);
}
