//! The IRO's own days from the calendar.

use super::*;
use crate::casework::PlanAsk;

#[test]
fn leave_is_kept_free_and_given_back_with_keys() {
    let mut app = app();
    press(&mut app, "2 B ctrl-u");
    type_in(&mut app, "in 2 weeks");
    press(&mut app, "ctrl-s");
    let kept = app.desk.board.busy.clone();
    assert_eq!(kept.len(), 1, "{}", text(&app));
    assert_eq!((kept[0].first, kept[0].what.as_str()), (app.today() + chrono::Days::new(14), "Leave"));
    app.layers.clear();
    press(&mut app, "L enter");
    assert!(text(&app).contains("Give back"), "{}", text(&app));
    press(&mut app, "down enter");
    assert!(app.desk.board.busy.is_empty(), "{}", text(&app));
}

#[test]
fn a_calendar_and_school_holidays_are_taken_from_files_typed_in() {
    let mut app = app();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, text: &str| {
        let file = folder.path().join(name);
        std::fs::write(&file, text).unwrap();
        file
    };
    let day = app.today() + chrono::Days::new(30);
    let leave = format!(
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nSUMMARY:Leave\nDTSTART;VALUE=DATE:{}\nEND:VEVENT\nEND:VCALENDAR\n",
        day.format("%Y%m%d")
    );
    let calendar = file("leave.ics", &leave);
    press(&mut app, "2 I");
    type_in(&mut app, calendar.to_str().unwrap());
    press(&mut app, "ctrl-s");
    assert!(app.desk.board.busy.iter().any(|b| b.first == day), "{}", text(&app));
    app.layers.clear();
    let school = file("school.csv", "2027-02-15,2027-02-19,Half term\n");
    press(&mut app, "S");
    type_in(&mut app, school.to_str().unwrap());
    press(&mut app, "ctrl-s");
    assert_eq!(app.desk.board.school.len(), 1, "{}", text(&app));
}

#[test]
fn the_calendar_is_filtered_by_any_child_found_by_typing() {
    let mut app = app();
    let last = app.desk.board.rows().rfind(|r| !r.judged().dues.is_empty()).unwrap();
    let (id, number) = (last.id(), last.case.child.number.clone());
    press(&mut app, "2 f");
    type_in(&mut app, &number);
    press(&mut app, "enter");
    assert!(matches!(app.calendar.filter, crate::tui::panes::calendar::Filter::Child(c) if c == id));
    assert!(app.calendar.days.values().flatten().all(|i| i.child == Some(id)));
}

#[test]
fn the_plan_says_its_own_keys_at_the_narrowest() {
    let mut app = app();
    press(&mut app, "2 m");
    let shown = screen(&app, (60, 15)).join("\n");
    for word in ["Space book", "Y book all", "x why"] {
        assert!(shown.contains(word), "{word}: {shown}");
    }
    let today = app.today();
    let ask = PlanAsk { rebook: true, ..PlanAsk::between(today, today + chrono::Days::new(90)) };
    app.calendar.plan = app.desk.plan_period(&ask);
    assert!(!app.calendar.plan.proposals.is_empty());
    press(&mut app, "x");
    assert!(text(&app).contains("The limit"), "{}", text(&app));
}
