//! Panes are made when they are seen, and hold what was done meanwhile.

use super::*;
use crate::casework::acts::Subject;
use crate::tui::ask::Ask;

/// Works by another practice, which moves what stands in every list.
fn work_by_another(app: &mut App) {
    assert!(
        app.carry(Ask::Do("practice", Subject::whole(), vec![("practice", "england".to_owned())])),
        "{}",
        app.message.text
    );
}

#[test]
fn nothing_is_made_before_it_is_seen() {
    let mut app = app();
    let made = |app: &App| {
        [!app.calendar.days.is_empty(), !app.checklists.queue.is_empty(), !app.insight.bars.is_empty()]
    };
    assert_eq!((made(&app), app.escalations.columns.len()), ([false; 3], 0));
    press(&mut app, "2");
    assert_eq!(made(&app), [true, false, false]);
    press(&mut app, "1 2");
    let days: Vec<_> = app.calendar.days.keys().copied().collect();
    let (first, last) = (days[0], days[days.len() - 1]);
    assert!((last - first).num_days() < 42, "the weeks of one month: {first} to {last}");
    press(&mut app, "3 5");
    assert_eq!(made(&app), [true; 3]);
}

#[test]
fn what_was_done_over_a_pane_is_seen_when_it_is_left() {
    for (to, back) in
        [("enter", "1"), ("enter", "esc"), ("H", "1"), ("H", "esc esc"), ("2", "1"), ("3 enter", "1")]
    {
        let mut app = app();
        press(&mut app, to);
        work_by_another(&mut app);
        press(&mut app, back);
        assert_eq!(app.scope(), Scope::Caseload, "{to} {back}: {}", text(&app));
        let seen = app.caseload.shown.clone();
        app.refresh();
        assert_eq!(seen, app.caseload.shown, "{to} {back}");
    }
}

#[test]
fn the_next_child_is_the_next_of_the_list_as_it_stands_now() {
    let mut app = app();
    press(&mut app, "enter");
    work_by_another(&mut app);
    press(&mut app, "]");
    let shown = app.child.as_ref().map(|page| page.id);
    press(&mut app, "esc");
    assert_eq!(app.subject(), shown);
    let place = app.caseload.cursor;
    press(&mut app, "up enter");
    assert_eq!(app.caseload.cursor + 1, place);
}
