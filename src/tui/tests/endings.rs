//! What an ending leaves open, why what is done is late, and what one entry does in several places.

use super::sittings::open_first;
use super::*;
use crate::casework::Booking;
use crate::model::ids::ChildId;
use crate::model::voice::Place;
use crate::rules::due::{Status, UNEXPLAINED};
use crate::tui::panes::review::{Shown, Spot};

/// The demo on a day when much of it is late.
fn later() -> App {
    let mut app = app();
    app.desk.set_today("2026-12-10".parse().unwrap());
    app.refresh();
    app
}

#[test]
fn an_ending_names_what_is_not_answered_and_not_saved_and_leads_back_to_it() {
    let mut app = app();
    open_first(&mut app, "midpoint", None);
    let child = app.subject().unwrap();
    press(&mut app, "y y o");
    type_in(&mut app, "Half a thought");
    press(&mut app, "esc f");
    let drawn = text(&app);
    assert!(drawn.contains("1 note not saved yet") && drawn.contains("“Half a thought”"), "{drawn}");
    assert!(drawn.contains("Not answered, and listed so in the note"), "{drawn}");
    assert!(screen(&app, (60, 15)).join("\n").contains("go on writing"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Form, "{}", text(&app));
    assert!(text(&app).contains("Half a thought"));
    press(&mut app, "tab y ctrl-s f");
    assert!(!text(&app).contains("not saved yet"), "{}", text(&app));
    press(&mut app, "enter");
    let note = app.row(child).unwrap().case.notes.last().unwrap().text.clone();
    assert!(note.contains("Half a thought") && note.contains("\nNot answered\n  "), "{note}");
}

/// A child whose talk with the social worker is late, in the pre-review walk-through at that question.
fn at_late_question(app: &mut App) -> ChildId {
    press(app, "3");
    let fits = |q: &&crate::tui::panes::checklists::Queued| {
        let owed = |r: &crate::board::Row| {
            r.judged().owed().any(|d| d.duty.id == "sw-consulted" && d.status == Status::Overdue)
        };
        q.task.list == "pre-review" && app.row(q.child).is_some_and(owed)
    };
    let child = app.checklists.queue.iter().find(fits).unwrap().child;
    open_first(app, "pre-review", Some(child));
    let sitting = app.sitting.clone().unwrap();
    let all = sitting.asked(&app.desk.board);
    let question = all.iter().position(|i| i.completes.as_deref() == Some("sw-consulted")).unwrap();
    app.sitting = Some(crate::tui::panes::sitting::Sitting { question, ..sitting });
    child
}

#[test]
fn a_yes_to_what_is_late_is_kept_and_its_reason_stays_owed_until_it_is_said() {
    let mut app = later();
    let child = at_late_question(&mut app);
    press(&mut app, "y");
    assert!(text(&app).contains("Why late"), "{}", text(&app));
    press(&mut app, "esc");
    assert_eq!(app.scope(), Scope::Session, "the answer is kept: {}", text(&app));
    let due = |app: &App| {
        let dues = &app.row(child).unwrap().judged().dues;
        dues.iter().rfind(|d| d.duty.id == "sw-consulted" && d.status == Status::DoneLate).unwrap().clone()
    };
    assert_eq!(due(&app).reason, UNEXPLAINED);
    let owing = |app: &App| {
        let window = crate::rules::measures::Window { from: today(), to: app.today() };
        let rows = app.desk.board.measures(window).late_without_reason;
        rows.iter().any(|r| r.id == Some(child) && r.duty == "sw-consulted")
    };
    assert!(owing(&app), "it is counted where lateness without a reason is");
    app.open_child(child);
    press(&mut app, "tab");
    let place = crate::tui::panes::child::duties(app.row(child).unwrap());
    let owes = |d: &&crate::rules::due::Due| d.duty.id == "sw-consulted" && d.reason == UNEXPLAINED;
    let place = place.iter().rposition(owes).unwrap();
    press(&mut app, &"j ".repeat(place));
    press(&mut app, "d");
    type_in(&mut app, "No social worker was allocated");
    press(&mut app, "ctrl-s");
    assert_eq!(due(&app).reason, "No social worker was allocated", "{}", text(&app));
    assert!(!owing(&app));
}

#[test]
fn ending_a_late_session_asks_once_why_the_duty_it_does_is_late() {
    let mut app = later();
    press(&mut app, "3");
    let late =
        app.checklists.queue.iter().find(|q| q.task.list == "midpoint" && q.task.status == Status::Overdue);
    let child = late.unwrap().child;
    open_first(&mut app, "midpoint", Some(child));
    press(&mut app, "y f");
    press(&mut app, "pgup enter");
    assert!(text(&app).contains("Why late"), "{}", text(&app));
    type_in(&mut app, "Two weeks ill");
    press(&mut app, "ctrl-s");
    let done = &app.row(child).unwrap().case.done;
    assert!(done.iter().any(|d| d.duty == "midpoint" && d.note == "Two weeks ill"), "{}", text(&app));
    assert_eq!(app.scope(), Scope::Paste, "and then its note: {}", text(&app));
}

#[test]
fn a_no_names_every_way_on_even_on_a_low_screen() {
    let mut app = app();
    open_first(&mut app, "midpoint", None);
    press(&mut app, "n");
    let drawn = screen(&app, (60, 15)).join("\n");
    for way in ["o note", "d decision", "e escalate", "A adjourn", "C early review"] {
        assert!(drawn.contains(way), "{way}: {drawn}");
    }
}

#[test]
fn the_queues_keep_their_order_while_one_is_worked_through() {
    let mut app = app();
    let groups = |app: &App| {
        let mut lists: Vec<String> = app.checklists.queue.iter().map(|q| q.task.list.clone()).collect();
        lists.dedup();
        lists
    };
    press(&mut app, "3");
    let before = groups(&app);
    app.desk.set_today("2027-01-20".parse().unwrap());
    app.refresh();
    let after = groups(&app);
    let kept: Vec<&String> = before.iter().filter(|l| after.contains(l)).collect();
    let stays: Vec<&String> = after.iter().filter(|l| before.contains(l)).collect();
    assert!(kept.len() > 2, "{kept:?}");
    assert_eq!(kept, stays);
}

#[test]
fn whom_the_list_invites_is_ready_to_be_marked_and_no_line_moves() {
    let mut app = app();
    let child = app.desk.board.rows().find(|r| r.next_review().is_some()).unwrap().id();
    app.desk.book(child, None, Booking { date: today(), ..Booking::default() }).unwrap();
    app.refresh();
    app.caseload.select(child, &app.desk.board);
    press(&mut app, "H");
    let people = |app: &App| {
        let page = app.review.unwrap();
        let shown = Shown::of(&app.desk.board, page).unwrap();
        let spots = shown.spots();
        spots.into_iter().filter(|s| matches!(s, Spot::Person(..))).collect::<Vec<_>>()
    };
    let before = people(&app);
    for role in ["child", "social-worker", "parent", "school", "health"] {
        let there = before.iter().any(|s| matches!(s, Spot::Person(r, _) if r == role));
        assert!(there, "{role}: {before:?}");
    }
    let page = app.review.unwrap();
    let shown = Shown::of(&app.desk.board, page).unwrap();
    let first = shown.spots().iter().position(|s| matches!(s, Spot::Person(..))).unwrap();
    press(&mut app, &"j ".repeat(first + 2));
    press(&mut app, "y p y");
    assert_eq!(people(&app), before, "marking re-sorts nothing");
    assert_eq!(shown_attendance(&app), 3);
}

fn shown_attendance(app: &App) -> usize {
    let page = app.review.unwrap();
    Shown::of(&app.desk.board, page).unwrap().review.unwrap().attendance.len()
}

#[test]
fn a_review_shows_the_childs_words_and_open_decisions_beside_its_lines() {
    let mut app = app();
    let board = &app.desk.board;
    let fits = |r: &&crate::board::Row| {
        r.wishes().is_some() && board.ledger(r).first().is_some_and(|e| e.decision.is_open())
    };
    let row = board.rows().find(fits).unwrap();
    let (child, said) = (row.id(), words::said(&row.wishes().unwrap().text).to_owned());
    let start: String = said.chars().take(12).collect();
    app.caseload.select(child, &app.desk.board);
    press(&mut app, "H");
    for size in [(120, 40), (80, 24), (60, 15)] {
        let drawn = screen(&app, size).join("\n");
        assert!(drawn.contains(&format!("“{start}")), "{size:?}: {drawn}");
    }
    assert!(text(&app).contains("Last review: "), "{}", text(&app));
}

#[test]
fn seeing_a_child_where_they_live_is_typed_once_and_does_the_visit() {
    let mut app = app();
    let unvisited = |app: &App| app.desk.board.unvisited().iter().map(|(r, _)| r.id()).collect::<Vec<_>>();
    let child = unvisited(&app)[0];
    app.open_child(child);
    press(&mut app, "c v");
    type_in(&mut app, "child: In the garden with the dog");
    press(&mut app, "tab w");
    assert!(text(&app).contains("where they live"), "{}", text(&app));
    press(&mut app, "ctrl-s");
    while app.scope() == Scope::Form {
        type_in(&mut app, "The first date fell through");
        press(&mut app, "ctrl-s");
    }
    assert!(!unvisited(&app).contains(&child), "{}", text(&app));
    let case = &app.row(child).unwrap().case;
    assert!(case.done.iter().any(|d| d.duty == "annual-visit" && d.date == today()));
    let seen = case.notes.last().unwrap();
    assert_eq!((seen.with.as_str(), seen.place), ("child", Some(Place::Placement)));
    press(&mut app, "esc u");
    while !unvisited(&app).contains(&child) {
        press(&mut app, "u");
        assert!(!app.message.text.contains("nothing to undo"));
    }
    assert!(app.row(child).unwrap().case.done.iter().all(|d| d.date != today() || d.duty != "annual-visit"));
}

#[test]
fn labels_messages_and_the_top_line_are_whole() {
    let mut app = app();
    press(&mut app, "h");
    let drawn = screen(&app, (60, 15)).join("\n");
    assert!(drawn.contains("How they took part"), "{drawn}");
    press(&mut app, "esc c s");
    type_in(&mut app, "the social worker: All is well");
    press(&mut app, "ctrl-s esc");
    assert!(screen(&app, (60, 15)).join("\n").contains("u undoes"), "{}", text(&app));
    let top = screen(&app, (120, 40))[0].clone();
    let title = &app.desk.board.practice.title;
    assert!(top.contains(&app.desk.board.iro) || top.contains(title.as_str()), "{top}");
    assert!(!top.contains(&format!("· {} ·", app.desk.board.practice.id)), "{top}");
}

#[test]
fn a_wrong_passphrase_is_told_whole_on_a_low_screen() {
    let mut form = crate::tui::layers::form::Form::new(
        "Unlock",
        vec![crate::tui::layers::form::field::Field::secret("pass", "Passphrase")],
    );
    form.notes
        .push((None, "a-long-name-of-a-caseload.casebook is encrypted with your passphrase.".to_owned()));
    form.error =
        "That passphrase does not open this book; nothing was changed. Try again, or open it with the \
        recovery key you wrote down when the book was made."
            .to_owned();
    let mut terminal = Terminal::new(TestBackend::new(60, 15)).unwrap();
    let theme = Options::default().theme();
    terminal.draw(|f| crate::tui::entry::page(&form, f, theme)).unwrap();
    let buffer = terminal.backend().buffer();
    let drawn: String = (0..15u16)
        .flat_map(|y| (0..60u16).map(move |x| (x, y)))
        .map(|at| buffer.cell(at).unwrap().symbol().to_owned())
        .collect();
    assert!(drawn.contains("made.") && drawn.contains("Passphrase"), "{drawn}");
    assert!(drawn.contains("Enter unlock") && !drawn.contains("choose"), "{drawn}");
}
