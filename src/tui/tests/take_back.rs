//! What was recorded by mistake is taken back where it stands: asked once, with no chosen first.

use super::*;
use crate::casework::Holding;
use crate::model::ids::ChildId;
use crate::model::review::Participation;
use crate::rules::due::Status;

/// A child whose next review is to come and is not booked, shown on its page.
fn at_child(app: &mut App, tabs: &str) -> ChildId {
    let fits = |r: &&crate::board::Row| {
        r.next_review().is_some_and(|s| s.booked.is_none() && s.due.is_some_and(|d| d > today()))
            && r.case.child.age_on(today()).is_some_and(|age| age > 4)
            && r.judged().own().any(|d| d.due.is_some())
    };
    let child = app.desk.board.rows().find(fits).unwrap().id();
    app.open_child(child);
    press(app, tabs);
    child
}

/// Chooses yes where no comes first.
fn agree(app: &mut App) {
    assert!(text(app).contains("no, change nothing"), "{}", text(app));
    press(app, "down enter");
    assert!(app.layers.is_empty(), "{}", text(app));
}

#[test]
fn a_duty_is_waived_with_its_reason_and_the_waiver_taken_back() {
    let mut app = app();
    let child = at_child(&mut app, "tab");
    let row = app.row(child).unwrap();
    let owed = |d: &crate::rules::due::Due| d.duty.id != "review" && d.subject.is_some() && d.turn.is_none();
    let place = crate::tui::panes::child::duties(row).into_iter().position(owed).unwrap();
    press(&mut app, &"j ".repeat(place));
    let row = app.row(child).unwrap();
    let due = crate::tui::panes::child::duties(row)[place].clone();
    let standing = |app: &App| {
        let dues = &app.row(child).unwrap().judged().dues;
        dues.iter().find(|d| d.duty.id == due.duty.id && d.instance == due.instance).unwrap().status
    };
    let before = standing(&app);
    assert!(before.is_open(), "{before}");
    press(&mut app, "-");
    press(&mut app, "ctrl-s");
    assert!(text(&app).contains("The reason is needed"), "{}", text(&app));
    type_in(&mut app, "Done by the team before");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    assert_eq!(standing(&app), Status::Waived);
    let row = app.row(child).unwrap();
    let all = crate::tui::panes::child::duties(row);
    let place = all.iter().position(|d| d.duty.id == due.duty.id && d.instance == due.instance).unwrap();
    press(&mut app, "home");
    press(&mut app, &"j ".repeat(place));
    press(&mut app, "del");
    assert!(text(&app).contains("Done by the team before"), "what goes is told: {}", text(&app));
    press(&mut app, "enter");
    assert_eq!(standing(&app), Status::Waived, "no comes first");
    press(&mut app, "del");
    agree(&mut app);
    assert_eq!(standing(&app), before);
}

#[test]
fn a_review_held_or_booked_by_mistake_is_to_come_again() {
    let mut app = app();
    let child = at_child(&mut app, "tab tab");
    let sequence = app.row(child).unwrap().next_review().unwrap().sequence;
    let holding =
        Holding { date: today(), participation: Some(Participation::Pn1), late_reason: None, number: None };
    app.desk.hold(child, None, holding).unwrap();
    app.refresh();
    press(&mut app, "home");
    press(&mut app, "down del");
    assert!(text(&app).contains("was not held"), "{}", text(&app));
    press(&mut app, "enter");
    agree(&mut app);
    let next = app.row(child).unwrap().next_review().unwrap();
    assert_eq!((next.sequence, next.held), (sequence, None));
    press(&mut app, "b enter ctrl-s");
    assert!(app.row(child).unwrap().next_review().unwrap().booked.is_some(), "{}", text(&app));
    press(&mut app, "home del");
    assert!(text(&app).contains("is not booked"), "{}", text(&app));
    press(&mut app, "enter");
    agree(&mut app);
    assert_eq!(app.row(child).unwrap().next_review().unwrap().booked, None);
}

#[test]
fn a_decision_is_taken_out_of_the_ledger() {
    let mut app = app();
    let child = app.desk.board.rows().find(|r| !r.case.decisions.is_empty()).unwrap().id();
    app.open_child(child);
    press(&mut app, "tab tab tab");
    let id = decision(&app).unwrap();
    press(&mut app, "del");
    agree(&mut app);
    assert!(!app.row(child).unwrap().case.decisions.iter().any(|d| d.id == id));
    press(&mut app, "u");
    assert!(app.row(child).unwrap().case.decisions.iter().any(|d| d.id == id));
}
