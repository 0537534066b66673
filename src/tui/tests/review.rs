//! A whole review of one child from the keyboard: run-up, what was decided before, agenda, who came,
//! decisions, how it went, the next date, what follows.

use std::sync::Arc;

use super::*;
use crate::casework::Booking;
use crate::model::ids::ChildId;
use crate::model::review::{Participation, Presence};
use crate::rules::due::Status;
use crate::rules::meeting::{AGENDA, notes};
use crate::rules::practice::{SHIPPED, load};
use crate::tui::ask::Ask;
use crate::tui::panes::review::{Shown, Spot};

/// Luton's practice with an agenda of its own to add to, on a dozen children.
fn app() -> App {
    let text = r#"
[practice]
id = "tested"
title = "Tested"
extends = "luton"
source = "Tested"

[[checklist]]
id = "review-agenda"
title = "Agenda"
scope = "review"
basis = "house"
cite = "Tested"

[[checklist.item]]
id = "tested-one"
ask = "One?"
answer = "yes-no"
[[checklist.item]]
id = "tested-two"
ask = "Two?"
answer = "yes-no"
[[checklist.item]]
id = "tested-three"
ask = "Three?"
answer = "yes-no"
"#;
    let base = |id: &str| SHIPPED.iter().find(|(shipped, _)| *shipped == id).map(|(_, t)| (*t).to_owned());
    let practice = Arc::new(load(text, &base).unwrap());
    let desk = Desk::behind(today(), 12, 7, Some(practice)).unwrap();
    App::new(desk, Options { demo: true, ..Options::default() })
}

/// A child of ten or so whose review is booked for today, with a decision of the review before still open.
fn at_review(app: &mut App) -> ChildId {
    let board = &app.desk.board;
    let fits = |r: &&crate::board::Row| {
        r.case.child.age_on(today()).is_some_and(|a| (5..16).contains(&a))
            && r.next_review().is_some_and(|s| s.due.is_some_and(|d| d > today()))
            && r.next_review().is_some_and(|s| s.opened < today() && s.sequence > 1)
            && r.next_review().and_then(|s| s.review).is_none_or(|i| r.case.reviews[i].adjourned.is_none())
            && board.ledger(r).first().is_some_and(|e| e.decision.is_open())
    };
    let child = board.rows().find(fits).unwrap().id();
    app.desk.book(child, None, Booking { date: today(), ..Booking::default() }).unwrap();
    app.refresh();
    app.caseload.select(child, &app.desk.board);
    press(app, "H");
    assert_eq!(app.scope(), Scope::Review, "{}", app.message.text);
    child
}

fn shown(app: &App) -> Shown<'_> {
    Shown::of(&app.desk.board, app.review.unwrap()).unwrap()
}

/// Walks down to the first line that fits.
fn go_to(app: &mut App, fits: impl Fn(&Spot) -> bool) {
    let place = shown(app).spots().iter().position(fits).unwrap();
    press(app, "home");
    press(app, &"j ".repeat(place));
}

#[test]
fn a_whole_review_is_played_from_the_keyboard_and_is_in_the_book_afterwards() {
    let mut app = app();
    let child = at_review(&mut app);
    let spots = shown(&app).spots().len();
    assert!(spots > 20, "run-up, decisions, agenda, people, facts, what follows: {spots}");

    go_to(&mut app, |s| matches!(s, Spot::Earlier(_)));
    let earlier = decision(&app).unwrap();
    press(&mut app, "y");
    assert!(decision(&app) != Some(earlier), "the cursor goes on");

    go_to(&mut app, |s| matches!(s, Spot::Matter(_)));
    press(&mut app, "y n enter");
    type_in(&mut app, "Wants to see the dog");
    press(&mut app, "tab y ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));

    go_to(&mut app, |s| matches!(s, Spot::Person(..)));
    press(&mut app, "y p");

    press(&mut app, "a");
    type_in(&mut app, "Ask the aunt about the dog");
    press(&mut app, "tab s s tab");
    type_in(&mut app, "+10wd");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));

    press(&mut app, "h tab a");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let held = shown(&app);
    assert_eq!((held.slot.held, held.slot.on_time()), (Some(today()), Some(true)));
    assert_eq!(held.review.unwrap().participation, Some(Participation::Pn1));

    go_to(&mut app, |s| *s == Spot::Point(crate::tui::panes::review::Point::Led));
    press(&mut app, "enter");
    type_in(&mut app, "The child");
    press(&mut app, "tab");
    type_in(&mut app, "Later bedtime: not on school nights");
    press(&mut app, "ctrl-s");
    for point in [crate::tui::panes::review::Point::Sent, crate::tui::panes::review::Point::Received] {
        go_to(&mut app, |s| *s == Spot::Point(point));
        press(&mut app, "enter ctrl-s");
    }
    go_to(&mut app, |s| *s == Spot::Point(crate::tui::panes::review::Point::Next));
    // The best of the days, taken as it is.
    press(&mut app, "enter enter ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));

    let review = shown(&app).review.unwrap();
    let case = &app.row(child).unwrap().case;
    assert_eq!((review.led_by.as_str(), review.decisions_received), ("The child", Some(today())));
    assert!(review.not_followed.starts_with("Later bedtime"));
    let presence: Vec<Presence> = review.attendance.iter().map(|a| a.presence).collect();
    assert_eq!(presence, [Presence::Attended, Presence::SentViews]);
    let agenda = notes(case, review).unwrap();
    assert_eq!(agenda.checklist, AGENDA);
    let given: Vec<&str> = agenda.answers.iter().map(|a| a.value.as_str()).collect();
    assert_eq!(given, ["yes", "no", "yes"]);
    assert_eq!(agenda.answers[2].note, "Wants to see the dog");
    assert!(!case.decisions.iter().find(|d| d.id == earlier).unwrap().is_open());
    let made = case.decisions.iter().find(|d| d.review == review.id).unwrap();
    assert_eq!(made.text, "Ask the aunt about the dog");
    assert!(made.owner.is_some() && made.by > Some(today()));
    let next = app.row(child).unwrap().next_review().unwrap();
    assert!(next.booked.is_some() && next.booked <= next.plan_by, "with its margin");
    assert!(text(&app).contains("wd before the limit"), "{}", text(&app));

    // One undo an act, all the way back to the booking.
    let acts = app.desk.store.history(100).unwrap().len();
    for _ in 1..acts {
        press(&mut app, "u");
    }
    assert!(
        shown(&app).slot.held.is_none()
            && app.row(child).unwrap().case.sessions.iter().all(|s| s.checklist != AGENDA)
    );
}

#[test]
fn a_duty_ticked_late_asks_its_reason_when_it_happens() {
    let mut app = app();
    at_review(&mut app);
    // The day of the review has gone by: what was to be done before it is late.
    app.desk.set_today(today() + chrono::Days::new(2));
    app.refresh();
    let late = |app: &App, s: &Spot| match s {
        Spot::Duty(key) => shown(app).due(key).is_some_and(|d| d.status == Status::Overdue && d.is_mine()),
        _ => false,
    };
    let place = shown(&app).spots().iter().position(|s| late(&app, s)).unwrap();
    press(&mut app, "home");
    press(&mut app, &"j ".repeat(place));
    press(&mut app, "y");
    assert_eq!(app.scope(), Scope::Form, "late: it asks why");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("Why it is late is needed"), "{}", text(&app));
    type_in(&mut app, "Worker off sick");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let child = app.review.unwrap().child;
    let done = &app.row(child).unwrap().case.done;
    assert!(done.iter().any(|d| d.note == "Worker off sick"));
}

#[test]
fn an_adjourned_review_shows_its_clock_and_holds_its_decisions_back() {
    let mut app = app();
    at_review(&mut app);
    press(&mut app, "a");
    type_in(&mut app, "Move to the aunt");
    press(&mut app, "ctrl-s A tab");
    type_in(&mut app, "No care plan");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let drawn = text(&app);
    // Twenty working days from Sun 22 Nov 2026, over two bank holidays: Christmas is after it.
    assert!(drawn.contains("complete by Fri 18 Dec 2026"), "{drawn}");
    assert!(drawn.contains("nothing proposed at it may be put into effect (1 decision)"), "{drawn}");
}

#[test]
fn how_the_child_took_part_never_contradicts_the_attendance() {
    let mut app = app();
    let child = at_review(&mut app);
    let review = |app: &App| {
        let row = app.row(child).unwrap();
        let held = row.judged().reviews().rfind(|s| s.held.is_some()).unwrap();
        (held.sequence, row.case.reviews[held.review.unwrap()].clone())
    };
    let sequence = {
        let row = app.row(child).unwrap();
        row.next_review().unwrap().sequence
    };
    let holding = crate::casework::Holding {
        date: today(),
        participation: Some(Participation::Pn1),
        late_reason: None,
        number: None,
    };
    app.desk.hold(child, Some(sequence), holding).unwrap();
    app.refresh();
    let (n, before) = review(&app);
    assert_eq!(before.participation, Some(Participation::Pn1));
    let guest = crate::casework::acts::Part::Guest { review: n, role: "child".into(), name: String::new() };
    let subject = crate::casework::acts::Subject::child(child).with(guest);
    app.carry(Ask::Do("attend", subject, vec![("presence", "views".to_owned())]));
    assert!(text(&app).contains("PN1") && text(&app).contains("say anew"), "{}", text(&app));
    assert_eq!(review(&app).1.participation, None);
    press(&mut app, "esc");
    let of = crate::casework::acts::Subject::of_review(child, Some(n));
    app.carry(Ask::Do("meeting", of.clone(), vec![("part", "PN2".to_owned())]));
    assert!(app.message.bad && app.message.text.contains("contradicts"), "{}", app.message.text);
    app.carry(Ask::Do("meeting", of, vec![("part", "PN6".to_owned())]));
    assert_eq!(review(&app).1.participation, Some(Participation::Pn6));
    press(&mut app, "u u");
    assert_eq!(review(&app).1.participation, Some(Participation::Pn1), "one undo brings both back");
}

#[test]
fn a_next_day_is_not_agreed_unasked_where_none_is_booked() {
    let mut app = app();
    let child = at_review(&mut app);
    let sequence = app.row(child).unwrap().next_review().unwrap().sequence;
    let holding =
        crate::casework::Holding { date: today(), participation: None, late_reason: None, number: None };
    app.desk.hold(child, Some(sequence), holding).unwrap();
    app.refresh();
    let done = |app: &App| app.row(child).unwrap().case.done.len();
    let before = done(&app);
    let row = app.row(child).unwrap();
    assert!(row.next_review().is_some_and(|s| s.booked.is_none()));
    app.open_child(child);
    press(&mut app, "d");
    type_in(&mut app, "Agree when and where");
    press(&mut app, "enter");
    assert!(text(&app).contains("No day is booked for the next review"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(done(&app), before, "no comes first");
}
