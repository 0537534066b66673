//! Escalations by keys: raised in three and the words, moved, closed with what changed.

use super::*;
use crate::model::escalation::Escalation;
use crate::model::ids::EscalationId;
use crate::model::moves::Move;
use crate::tui::action::Pane;
use crate::tui::ask::Ask;
use crate::tui::fill::Fill;
use crate::tui::layers::act_form::ActForm;
use crate::tui::layers::concern::make;
use crate::tui::layers::text::TextBox;
use crate::tui::place::Tab;

/// The concern raised last.
fn newest(app: &App) -> Escalation {
    let all = app.desk.board.concerns();
    all.iter().max_by_key(|c| c.escalation.id).unwrap().escalation.clone()
}

fn cards(app: &App) -> usize {
    app.escalations.columns.iter().map(|c| c.cards.len()).sum()
}

/// The cards of the column of this name.
fn column(app: &App, title: &str) -> Vec<EscalationId> {
    app.escalations.columns.iter().find(|c| c.title == title).unwrap().cards.clone()
}

#[test]
fn words_typed_to_find_win_over_filters_that_only_look_alike() {
    let mut app = app();
    press(&mut app, "e");
    type_in(&mut app, "Zoë fell over pell-mell");
    press(&mut app, "ctrl-s 4");
    for (typed, shown) in [("pell", true), ("ZOE", true), ("promised", false), ("is:open", true)] {
        press(&mut app, "/");
        type_in(&mut app, typed);
        press(&mut app, "enter");
        assert_eq!(app.escalations.filter, typed);
        let all: Vec<_> = app.escalations.columns.iter().flat_map(|c| c.cards.clone()).collect();
        assert_eq!(all.contains(&newest(&app).id), shown, "{typed}");
    }
    press(&mut app, "/");
    type_in(&mut app, "promi");
    press(&mut app, "down up enter");
    assert_eq!(app.escalations.filter, "promised", "chosen from the list");
}

#[test]
fn a_concern_is_raised_in_three_keys_and_the_words_and_closed_with_what_changed() {
    let mut app = app();
    press(&mut app, "4");
    let before = cards(&app);
    press(&mut app, "1 e");
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
    assert!(newest(&app).is_open(), "nobody has said how it ended, who saw it and when");
    press(&mut app, "s r tab");
    type_in(&mut app, "me");
    press(&mut app, "tab");
    type_in(&mut app, "today");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
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
    press(&mut app, "tab p r tab tab tab");
    type_in(&mut app, "+5wd");
    press(&mut app, "ctrl-s");
    assert!(newest(&app).is_promised(), "{}", text(&app));
    assert_eq!(column(&app, "Effect promised"), [newest(&app).id]);
    press(&mut app, "X");
    assert!(text(&app).contains("One will be named"), "{}", text(&app));
    press(&mut app, "ctrl-s");
    assert!(newest(&app).is_promised(), "no two keys make a promise an effect");
    press(&mut app, "a");
    type_in(&mut app, "Nobody named yet");
    press(&mut app, "tab tab tab");
    type_in(&mut app, "+10wd");
    press(&mut app, "ctrl-s");
    let again = newest(&app);
    assert_eq!((again.is_promised(), again.moves.len()), (true, 2), "{}", text(&app));
    press(&mut app, "X s");
    type_in(&mut app, "Ms Dunn is named");
    press(&mut app, "tab");
    type_in(&mut app, "me");
    press(&mut app, "ctrl-s esc");
    assert!(!newest(&app).is_promised(), "{}", text(&app));
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
    assert_eq!(moved.moves[0].what, "not-satisfied".into());
    assert_eq!(column(&app, "Service manager"), [moved.id], "it is a stage further");
    press(&mut app, "enter");
    assert!(text(&app).contains("No date in the reply"), "{}", text(&app));
    press(&mut app, "esc t");
    let layer = top::<ActForm>(&app);
    let message = layer.sheet.text("text").to_owned();
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

/// Presses keys one by one and counts them.
fn keys(app: &mut App, names: &str) -> usize {
    press(app, names);
    names.split_whitespace().count()
}

/// Puts the cursor of the child's page on the first of its duties that is late.
fn on_a_late_duty(app: &mut App) -> String {
    let late =
        |r: &crate::board::Row| r.judged().own().any(|d| d.status == crate::rules::due::Status::Overdue);
    let id = app.desk.board.rows().find(|r| late(r)).unwrap().id();
    app.open_child(id);
    while app.child.as_ref().is_none_or(|p| p.tab != Tab::Duties) {
        press(app, "tab");
    }
    let at = |app: &App| {
        app.child.as_ref().and_then(|p| p.due(app.row(id)?)).map(|d| (d.duty.title.clone(), d.status))
    };
    for _ in 0..60 {
        if let Some((title, crate::rules::due::Status::Overdue)) = at(app) {
            return title;
        }
        press(app, "down");
    }
    panic!("no late duty: {}", text(app));
}

#[test]
fn from_a_late_duty_a_decision_and_an_answer_a_concern_takes_three_keys_at_most_and_the_words() {
    let mut app = app();
    let title = on_a_late_duty(&mut app);
    let mut pressed = keys(&mut app, "e");
    type_in(&mut app, " Chased twice.");
    pressed += keys(&mut app, "ctrl-s");
    let raised = newest(&app);
    assert!(
        pressed <= 3 && raised.text.contains(&title) && raised.text.contains("Chased twice"),
        "{raised:?}"
    );
    let origin = raised.origin.unwrap();
    assert!(origin.what.starts_with("duty:") && origin.words == title);

    let (id, decision) = app
        .desk
        .board
        .rows()
        .find_map(|r| {
            Some((
                r.id(),
                r.case.decisions.iter().find(|d| d.outcome.is_empty() || !d.text.is_empty())?.clone(),
            ))
        })
        .unwrap();
    app.open_child(id);
    while app.child.as_ref().is_none_or(|p| p.tab != Tab::Decisions) {
        press(&mut app, "tab");
    }
    let mut pressed = keys(&mut app, "e");
    type_in(&mut app, " Nobody has begun.");
    pressed += keys(&mut app, "ctrl-s");
    let raised = newest(&app);
    assert!(pressed <= 3 && raised.text.contains("Nobody has begun"), "{raised:?}");
    assert!(
        app.row(id).unwrap().case.decisions.iter().any(|d| Some(d.id) == raised.decision),
        "{decision:?}"
    );
    assert_eq!(raised.concern, "decision-not-implemented");

    press(&mut app, "esc 3 enter");
    assert_eq!(app.scope(), Scope::Session, "{}", text(&app));
    let mut pressed = keys(&mut app, "n e");
    type_in(&mut app, " Asked again.");
    pressed += keys(&mut app, "ctrl-s");
    let raised = newest(&app);
    assert!(pressed <= 3 && raised.text.contains("Asked again"), "{}", text(&app));
    assert!(raised.origin.unwrap().what.starts_with("answer:"));
}

#[test]
fn a_referral_to_cafcass_goes_through_its_test_first_and_is_logged_after_it() {
    let mut app = app();
    press(&mut app, "e");
    type_in(&mut app, "No reply from anybody");
    press(&mut app, "ctrl-s 4 f");
    type_in(&mut app, "anybody");
    press(&mut app, "enter m");
    type_in(&mut app, "cafcass");
    press(&mut app, "enter");
    assert_eq!((app.pane, app.scope()), (Pane::Checklists, Scope::Session));
    assert!(text(&app).contains("Should this go to Cafcass?"), "{}", text(&app));
    let id = newest(&app).id;
    for _ in 0..20 {
        match app.scope() {
            Scope::Form => {
                type_in(&mut app, "He wants it said in court");
                press(&mut app, "ctrl-s");
            }
            Scope::Picker => break,
            _ => press(&mut app, "y"),
        }
    }
    assert!(newest(&app).moves.is_empty(), "nothing is referred by answering");
    press(&mut app, "enter");
    assert_eq!((app.pane, app.scope()), (Pane::Escalations, Scope::Form), "{}", text(&app));
    press(&mut app, "ctrl-s");
    let referred = app.desk.board.concern(id).unwrap().escalation.clone();
    assert_eq!(referred.moves.len(), 1, "{}", text(&app));
    assert!(referred.moves[0].what == "cafcass-referral".into() && referred.moves[0].note.contains("test"));
    assert!(referred.is_open(), "it runs on beside the referral");
    press(&mut app, "m");
    type_in(&mut app, "cafcass");
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Form, "the test is not asked for twice");
}

#[test]
fn nothing_on_the_board_closes_without_what_changed() {
    let mut app = app();
    press(&mut app, "4");
    let open = |app: &App| app.desk.board.concerns().iter().filter(|c| c.escalation.is_open()).count();
    let before = open(&app);
    for id in app.desk.board.concerns().iter().map(|c| c.escalation.id).collect::<Vec<_>>() {
        app.carry(Ask::Form(Fill::move_on(None, id, Move::Close, "")));
        press(&mut app, "ctrl-s esc esc");
        app.layers.clear();
        let moves: Vec<Move> = {
            let board = &app.desk.board;
            board.next_moves(&board.concern(id).unwrap()).into_iter().map(|n| n.what).collect()
        };
        for close in moves.iter().filter(|what| **what == Move::Close) {
            let ask = make(app.scene(), &app.desk.board.concern(id).unwrap(), close);
            app.carry(ask);
            press(&mut app, "ctrl-s");
            assert_eq!(app.scope(), Scope::Form);
            app.layers.clear();
        }
    }
    assert_eq!(open(&app), before);
}

#[test]
fn an_adjournment_shows_what_it_moves_before_and_after_before_it_is_saved() {
    let mut app = app();
    let today = today();
    let booked =
        |r: &&crate::board::Row| r.next_review().is_some_and(|s| s.booked.is_some_and(|d| d >= today));
    let id = app.desk.board.rows().find(booked).unwrap().id();
    let before = app.row(id).unwrap().case.reviews.clone();
    app.carry(Ask::Form(Fill::adjourn(id, "")));
    let shown = text(&app);
    for part in
        ["keeps its day", "Before", "After", "Limit of the next review", "Complete the adjourned review"]
    {
        assert!(shown.contains(part), "{part}: {shown}");
    }
    assert_eq!(app.row(id).unwrap().case.reviews, before, "nothing is saved by looking");
}

#[test]
fn insight_draws_the_analysis_and_each_figure_opens_the_concerns_behind_it() {
    let desk = Desk::behind(today(), 64, 1, None).unwrap();
    let mut app = App::new(desk, Options { demo: true, ..Options::default() });
    press(&mut app, "5");
    let year = app.today().checked_sub_months(chrono::Months::new(12)).unwrap().succ_opt().unwrap();
    let window = crate::rules::measures::Window { from: year, to: app.today() };
    let sum = app.desk.board.measures(window).escalations;
    assert!(!sum.rows.is_empty());
    use crate::rules::measures::Group;
    let bars = app.insight.bars.clone();
    for group in [Group::Themes, Group::Stages, Group::Outcomes, Group::Effects] {
        let parts: usize = bars.iter().filter(|b| b.group == group).map(|b| b.part).sum();
        assert_eq!(parts, sum.rows.len(), "{group:?} shares out every concern");
    }
    assert!(bars.iter().any(|b| b.group == Group::Spent && b.label.contains("in all")));
    for bar in bars.iter().filter(|b| b.group == Group::Themes) {
        assert_eq!(bar.rows.len(), bar.part);
        assert!(bar.rows.iter().all(|r| r.concern.is_some()));
    }
    app.insight.cursor = bars.iter().position(|b| b.group == Group::Themes).unwrap();
    press(&mut app, "enter enter");
    let log: &TextBox = top(&app);
    assert!(log.lines.iter().any(|(_, l)| l.starts_with("Raised ")));
}

#[test]
fn the_board_stands_empty_narrow_and_with_long_names() {
    let desk = Desk::demo(today(), 0, 7, None).unwrap();
    let mut empty = App::new(desk, Options { demo: true, ..Options::default() });
    press(&mut empty, "4");
    let mut full = app();
    let id = full.subject().unwrap();
    let child = full.row(id).unwrap().case.child.clone();
    let long = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch";
    full.desk
        .save_child(crate::model::child::Child {
            forename: "محمد 👩‍👩‍👧".into(), surname: long.into(), ..child
        })
        .unwrap();
    full.refresh();
    press(&mut full, "e");
    type_in(&mut full, "x");
    press(&mut full, "ctrl-s 4");
    for (wide, high) in [(60, 15), (80, 24), (120, 40)] {
        for (app, part) in [(&empty, "No concern is recorded"), (&full, "Social worker and team manager")] {
            let shown = screen(app, (wide, high)).join("\n");
            assert!(shown.contains(part), "{wide}x{high}: {shown}");
        }
    }
}

#[test]
fn items_chosen_in_the_agenda_go_into_a_calendar_file() {
    let mut app = app();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chosen.ics");
    press(&mut app, "2 a a space space");
    let chosen = app.calendar.marked.clone();
    assert_eq!(chosen.len(), 2, "{}", text(&app));
    press(&mut app, "X ctrl-u");
    type_in(&mut app, file.to_str().unwrap());
    press(&mut app, "ctrl-s");
    let written = std::fs::read_to_string(&file).unwrap();
    assert_eq!(written.matches("BEGIN:VEVENT").count(), 2, "{}", app.message.text);
    assert!(app.calendar.marked.is_empty());
    press(&mut app, "space esc");
    assert!(app.calendar.marked.is_empty());
}
