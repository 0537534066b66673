//! The tour waits for the person's own keys.

use super::{app, press, screen, text, today, type_in};
use crate::casework::Desk;
use crate::tui::Options;
use crate::tui::app::App;

/// Which step is asked for.
fn step(app: &App) -> String {
    let top = screen(app, (120, 40)).swap_remove(0);
    top.trim().split(':').next().unwrap_or_default().to_owned()
}

#[test]
fn it_is_walked_with_the_keys_it_asks_for_and_waits_for_each() {
    let desk = Desk::demo(today(), 12, 7, None).unwrap();
    let mut app = App::new(desk, Options { demo: true, tour: true, ..Options::default() });
    let keys = ["j", "enter", "tab", "x esc", "c", "u", "b esc", "2", "4", ":"];
    for (n, keys) in keys.into_iter().enumerate() {
        assert_eq!(step(&app), format!("Tour {} of 10", n + 1), "{}", text(&app));
        for size in super::SIZES {
            screen(&app, size);
        }
        press(&mut app, "i i");
        assert_eq!(step(&app), format!("Tour {} of 10", n + 1), "other keys are the person's");
        press(&mut app, keys);
        if keys == "c" {
            press(&mut app, "tab");
            type_in(&mut app, "Sam");
            press(&mut app, "tab");
            type_in(&mut app, "Spoke about school");
            press(&mut app, "ctrl-s esc");
        }
    }
    assert!(app.tour.is_none(), "{}", text(&app));
    assert!(app.message.text.contains("That was the tour"), "{}", app.message.text);
}

#[test]
fn a_step_can_be_passed_over_and_the_tour_left_and_a_book_is_not_toured() {
    let mut app = app();
    press(&mut app, ":");
    type_in(&mut app, "tour");
    press(&mut app, "enter f2 f2");
    assert_eq!(step(&app), "Tour 3 of 10");
    press(&mut app, "f3");
    assert!(!step(&app).starts_with("Tour"));
    app.options.demo = false;
    press(&mut app, ":");
    type_in(&mut app, "tour");
    press(&mut app, "enter");
    assert!(text(&app).contains("casebook demo --tour"), "{}", text(&app));
}
