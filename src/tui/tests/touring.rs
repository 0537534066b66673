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
    let keys = ["j", "enter", "tab", "x esc", "c", "u", "b esc", "2", "4", ": esc"];
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
fn whoever_strays_is_told_the_way_back_and_is_not_stuck() {
    let desk = Desk::demo(today(), 12, 7, None).unwrap();
    let mut app = App::new(desk, Options { demo: true, tour: true, ..Options::default() });
    let told = |app: &App| screen(app, (120, 40))[..3].join(" ");
    press(&mut app, "enter");
    assert_eq!(step(&app), "Tour 2 of 10", "who opens a child at once has gone down the list");
    press(&mut app, "tab");
    press(&mut app, "5");
    assert!(told(&app).contains("1 leads back."), "{}", text(&app));
    press(&mut app, "tab");
    assert_eq!(step(&app), "Tour 3 of 10", "the groups of Insight are no tabs of a child");
    press(&mut app, "?");
    assert!(told(&app).contains("Esc closes what lies on top."), "{}", text(&app));
    press(&mut app, "esc 1 1");
    assert!(told(&app).contains("Enter opens a child."), "{}", text(&app));
    press(&mut app, "enter tab");
    assert_eq!(step(&app), "Tour 4 of 10", "{}", text(&app));
    assert!(!told(&app).contains("leads back") && !told(&app).contains("lies on top"), "{}", text(&app));
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
