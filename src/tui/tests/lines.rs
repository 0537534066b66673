//! The screen as plain lines, for screen readers.

use super::states::{Section, play};
use super::{app, press, screen, type_in};

#[test]
fn the_line_of_the_cursor_comes_first_and_no_box_is_left() {
    let mut app = app();
    app.theme.linear = true;
    let first = |app: &crate::tui::app::App| screen(app, (80, 24)).swap_remove(0).trim().to_owned();
    let name = app.row(app.subject().unwrap()).unwrap().case.child.forename.clone();
    assert!(first(&app).contains(&name), "{}", first(&app));
    press(&mut app, "j");
    let name = app.row(app.subject().unwrap()).unwrap().case.child.forename.clone();
    assert!(first(&app).contains(&name), "{}", first(&app));
    press(&mut app, "w");
    type_in(&mut app, "Rang the school");
    assert!(first(&app).starts_with("Text Rang the school"), "{}", first(&app));
    press(&mut app, "ctrl-s esc 2 right");
    assert!(first(&app).contains("Mon 23 Nov"), "the day that is chosen: {}", first(&app));
    press(&mut app, ": down");
    assert!(!first(&app).is_empty());
}

#[test]
fn every_state_of_the_screen_is_told_in_lines() {
    for section in Section::all() {
        let mut app = section.start();
        app.theme.linear = true;
        for (name, keys) in &section.states {
            app = section.again(app);
            app.theme.linear = true;
            play(&mut app, keys);
            for size in [(60, 15), (80, 24)] {
                let lines = screen(&app, size);
                let told = lines.join("\n");
                assert!(app.blank || !lines[0].trim().is_empty(), "{name}: nothing comes first\n{told}");
                let keys = lines.iter().rposition(|line| !line.trim().is_empty()).unwrap();
                assert!(app.blank || keys + 1 == lines.len(), "{name}: the keys stand last\n{told}");
                assert!(!told.contains(['│', '╭', '╰', '┬', '├']), "{name}: a box is left\n{told}");
            }
        }
    }
}
