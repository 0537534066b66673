//! Life between returns by keyboard: every fact recorded, corrected and ended.

use super::{app, press, text, top, type_in};
use crate::model::Case;
use crate::model::ids::ChildId;
use crate::tui::app::App;
use crate::tui::layers::act_form::ActForm;

/// Adds a child with a number and comes back with its row.
fn new_child(app: &mut App, number: &str, care: &str) -> ChildId {
    press(app, "n");
    type_in(app, number);
    press(app, "tab");
    type_in(app, "Ada");
    press(app, "tab tab tab tab");
    type_in(app, care);
    press(app, "tab");
    type_in(app, "V2");
    press(app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(app));
    app.desk.board.find(number).unwrap().id()
}

/// Chooses a fact of the child under the cursor by words of its line.
fn fact(app: &mut App, words: &str) {
    press(app, "E");
    type_in(app, words);
    press(app, "enter");
}

fn case(app: &App, id: ChildId) -> &Case {
    &app.row(id).unwrap().case
}

#[test]
fn a_child_comes_into_care_moves_changes_status_leaves_and_comes_back() {
    let mut app = app();
    let id = new_child(&mut app, "T900", "2 nov");
    assert_eq!((case(&app, id).legal.len(), case(&app, id).people.len()), (1, 1));

    fact(&mut app, "moves: a new");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("A placement is needed"), "nobody chose one: {}", text(&app));
    type_in(&mut app, "foster");
    press(&mut app, "tab");
    type_in(&mut app, "");
    press(&mut app, "ctrl-u");
    type_in(&mut app, "10 nov");
    press(&mut app, "ctrl-s esc");
    assert_eq!(case(&app, id).placements.last().unwrap().start.to_string(), "2026-11-10", "{}", text(&app));

    fact(&mut app, "legal status changes");
    press(&mut app, "c tab ctrl-u");
    type_in(&mut app, "16 nov");
    press(&mut app, "ctrl-s esc");
    let legal = &case(&app, id).legal;
    assert_eq!((legal[0].end, legal[1].code.as_str()), (Some(legal[1].start), "C1"), "{}", text(&app));

    fact(&mut app, "leaves care");
    press(&mut app, "ctrl-s");
    let shown = text(&app);
    assert!(shown.contains("What moved") && shown.contains("no longer owed"), "{shown}");
    press(&mut app, "esc");
    assert!(case(&app, id).periods[0].end.is_some() && case(&app, id).placements[0].end.is_some());

    press(&mut app, "u");
    assert!(case(&app, id).periods[0].end.is_none(), "one undo takes leaving back");
    press(&mut app, "U");
    press(&mut app, "/");
    type_in(&mut app, "T900");
    press(&mut app, "tab");
    fact(&mut app, "comes into care");
    press(&mut app, "ctrl-s esc");
    assert_eq!(case(&app, id).periods.len(), 2, "{}", text(&app));
}

#[test]
fn every_recorded_fact_is_corrected_and_taken_out() {
    let mut app = app();
    let id = new_child(&mut app, "T901", "2 nov");
    fact(&mut app, "In care Mon");
    press(&mut app, "ctrl-u");
    type_in(&mut app, "3 nov");
    press(&mut app, "ctrl-s esc");
    assert_eq!(case(&app, id).periods[0].start.to_string(), "2026-11-03", "{}", text(&app));

    fact(&mut app, "Accommodated correct");
    press(&mut app, "tab tab tab end ctrl-s esc");
    assert!(case(&app, id).legal.is_empty(), "{}", text(&app));

    fact(&mut app, "somebody joins");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("Their role is needed"), "nobody chose one: {}", text(&app));
    type_in(&mut app, "social");
    press(&mut app, "tab");
    type_in(&mut app, "Bea Worker");
    press(&mut app, "ctrl-s esc");
    fact(&mut app, "Bea Worker");
    press(&mut app, "tab ctrl-u");
    type_in(&mut app, "Bea Walker");
    press(&mut app, "ctrl-s esc");
    assert!(case(&app, id).people.iter().any(|p| p.name == "Bea Walker"), "{}", text(&app));

    fact(&mut app, "a sibling");
    press(&mut app, "ctrl-s esc");
    assert_eq!(case(&app, id).kin.len(), 1, "{}", text(&app));
    fact(&mut app, "not related after all");
    assert!(case(&app, id).kin.is_empty(), "{}", text(&app));

    fact(&mut app, "remove the child");
    press(&mut app, "enter");
    assert!(app.row(id).is_some(), "the first answer changes nothing");
    fact(&mut app, "remove the child");
    press(&mut app, "down enter");
    assert!(app.row(id).is_none());
    press(&mut app, "u");
    assert!(app.row(id).is_some());
}

#[test]
fn the_iro_changes_both_ways() {
    let mut app = app();
    let id = new_child(&mut app, "T902", "2 nov");
    let me = app.desk.board.iro.clone();
    assert_eq!(app.row(id).unwrap().iro(), Some(me.as_str()));
    fact(&mut app, "IRO changes");
    type_in(&mut app, "B. Second");
    press(&mut app, "ctrl-s esc");
    assert_eq!(app.row(id).unwrap().iro(), Some("B. Second"), "{}", text(&app));
    app.caseload.select(id, &app.desk.board);
    fact(&mut app, "IRO changes");
    press(&mut app, "ctrl-s esc");
    assert_eq!(app.row(id).unwrap().iro(), Some(me.as_str()), "offered back to me: {}", text(&app));
}

#[test]
fn a_day_that_cannot_be_is_told_under_its_field_and_nothing_is_saved() {
    let mut app = app();
    let id = new_child(&mut app, "T903", "2 nov");
    let before = case(&app, id).clone();
    fact(&mut app, "leaves care");
    press(&mut app, "ctrl-u");
    type_in(&mut app, "31 feb");
    press(&mut app, "ctrl-s");
    assert!(!app.layers.is_empty());
    press(&mut app, "ctrl-u");
    type_in(&mut app, "1 nov");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("before the start"), "{}", text(&app));
    assert_eq!(*case(&app, id), before);
}

#[test]
fn a_proclaimed_holiday_shows_what_it_moves_before_it_is_accepted() {
    let mut app = app();
    press(&mut app, "2 H");
    press(&mut app, "ctrl-u");
    type_in(&mut app, "14 dec");
    press(&mut app, "tab");
    type_in(&mut app, "Day of thanks");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("would move"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.desk.store.holidays().unwrap(), [], "the first answer changes nothing");
    press(&mut app, "ctrl-s down enter");
    assert_eq!(app.desk.store.holidays().unwrap().len(), 1, "{}", text(&app));
    assert!(app.layers.is_empty(), "{}", text(&app));
    press(&mut app, "u");
    assert_eq!(app.desk.store.holidays().unwrap(), []);
}

/// The child of `new_child` placed somewhere from its first day.
fn placed(app: &mut App, id: ChildId, code: &str, start: &str) {
    let start: chrono::NaiveDate = start.parse().unwrap();
    app.desk.start_placement(id, crate::model::care::Placement::at(code, start)).unwrap();
    app.refresh();
    app.caseload.select(id, &app.desk.board);
}

#[test]
fn a_secure_review_authority_to_place_and_a_review_without_a_meeting_have_forms() {
    let mut app = app();
    let id = new_child(&mut app, "T904", "1 sep 2025");
    press(&mut app, "E");
    assert!(!text(&app).contains("clock of its own"), "not in secure accommodation");
    press(&mut app, "esc");
    placed(&mut app, id, "K1", "2026-10-19");
    let me = app.desk.board.iro.clone();
    fact(&mut app, "clock of its own");
    press(&mut app, "tab ctrl-u");
    type_in(&mut app, "13 nov");
    press(&mut app, "tab");
    type_in(&mut app, &me);
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("may not chair"), "{}", text(&app));
    press(&mut app, "ctrl-u");
    type_in(&mut app, "C. Panel");
    press(&mut app, "ctrl-s esc");
    let review = case(&app, id).reviews.iter().find(|r| r.clock.is_some()).unwrap();
    assert_eq!(
        (review.held.unwrap().to_string().as_str(), review.chair.as_deref()),
        ("2026-11-13", Some("C. Panel"))
    );
    // A month, or 28 days, from 19 October; then three months from the review.
    let due = app.row(id).unwrap().judged().slots.iter().rfind(|s| s.clock().is_some()).unwrap().due;
    assert_eq!(due.unwrap().to_string(), "2027-02-13");

    fact(&mut app, "authority to place");
    type_in(&mut app, "2 nov");
    press(&mut app, "ctrl-s esc");
    assert_eq!(case(&app, id).periods[0].authorised.unwrap().to_string(), "2026-11-02", "{}", text(&app));

    let id = new_child(&mut app, "T905", "1 sep 2025");
    placed(&mut app, id, "U4", "2025-09-01");
    for day in ["2025-09-26", "2025-12-19", "2026-10-02"] {
        let date = day.parse().unwrap();
        let holding = crate::casework::Holding {
            date,
            participation: None,
            late_reason: Some("late".into()),
            number: None,
        };
        app.desk.hold(id, None, holding).unwrap();
    }
    app.refresh();
    fact(&mut app, "without a meeting");
    press(&mut app, "right ctrl-s");
    assert!(text(&app).contains("over a year; nothing"), "the second was in the first year: {}", text(&app));
    press(&mut app, "left ctrl-s esc");
    let without: Vec<bool> = case(&app, id).reviews.iter().map(|r| r.without_meeting).collect();
    assert_eq!(without, [false, false, true], "{}", text(&app));
}

#[test]
fn what_speaks_against_an_iro_is_said_before_it_is_saved_and_stops_nobody() {
    let mut app = app();
    // Its procedure asks for one IRO for brothers and sisters.
    app.desk.use_practice("rochdale", None).unwrap();
    app.refresh();
    let one = new_child(&mut app, "T906", "2 nov");
    let two = new_child(&mut app, "T907", "2 nov");
    let relation = crate::model::child::Relation::Sibling;
    app.desk.link(one, two, relation).unwrap();
    let worker = crate::model::child::Person {
        id: crate::model::ids::PersonId(0),
        role: "team-manager".into(),
        name: "B. Manager".into(),
        detail: String::new(),
        start: None,
        end: None,
        source: crate::model::child::Source::Hand,
    };
    app.desk.save_person(two, worker).unwrap();
    app.refresh();
    app.caseload.select(two, &app.desk.board);
    fact(&mut app, "IRO changes");
    type_in(&mut app, "B. Manager");
    let told = |app: &App| {
        let layer = top::<ActForm>(app);
        layer.sheet.notes.iter().map(|(_, note)| note.as_str()).collect::<Vec<_>>().join("\n")
    };
    assert!(told(&app).contains("as IRO, this child B. Manager"), "brothers and sisters: {}", told(&app));
    assert!(told(&app).contains("recorded as team manager too"), "independence: {}", told(&app));
    assert!(text(&app).contains("recorded as team manager too"), "and it is seen: {}", text(&app));
    press(&mut app, "ctrl-u");
    let mine = app.desk.board.iro.clone();
    type_in(&mut app, &mine);
    assert!(!told(&app).contains("as IRO, this child"), "{}", told(&app));
    press(&mut app, "ctrl-u");
    type_in(&mut app, "B. Manager");
    press(&mut app, "ctrl-s esc");
    assert_eq!(app.row(two).unwrap().iro(), Some("B. Manager"));
}
