//! The mouse points at what keys lead to.

use crossterm::event::{KeyModifiers, MouseButton, MouseEvent, MouseEventKind};

use super::{app, press, screen, text, today, top};
use crate::casework::Desk;
use crate::tui::Options;
use crate::tui::action::{Pane, Scope};
use crate::tui::app::App;
use crate::tui::layers::act_form::ActForm;
use crate::tui::layers::picker::Picker;
use crate::tui::place::Tab;

const SIZE: (u16, u16) = (120, 40);

fn mouse(app: &mut App, kind: MouseEventKind, (column, row): (u16, u16)) {
    app.point(MouseEvent { kind, column, row, modifiers: KeyModifiers::NONE }, SIZE);
}

fn click_at(app: &mut App, at: (u16, u16)) {
    mouse(app, MouseEventKind::Down(MouseButton::Left), at);
    mouse(app, MouseEventKind::Up(MouseButton::Left), at);
}

/// Where words stand in the left part, the first time they do from a row on.
fn place(app: &App, words: &str, from: usize) -> (u16, u16) {
    let lines = screen(app, SIZE);
    let left = |line: &String| line.chars().take(82).collect::<String>();
    let lines: Vec<String> = lines.iter().map(left).collect();
    let found = lines.iter().enumerate().skip(from).find_map(|(y, line)| Some((line.find(words)?, y, line)));
    let Some((byte, y, line)) = found else { panic!("no {words:?} in\n{}", lines.join("\n")) };
    (u16::try_from(line[..byte].chars().count()).unwrap(), u16::try_from(y).unwrap())
}

fn click(app: &mut App, words: &str) {
    let at = place(app, words, 0);
    click_at(app, at);
}

/// The name on a line of the caseload.
fn name(app: &App, at: usize) -> String {
    app.caseload.row(&app.desk.board, at).unwrap().case.child.name()
}

#[test]
fn a_click_chooses_a_child_and_another_opens_it() {
    let mut app = app();
    for line in [4, 1, 6] {
        let named = name(&app, line);
        click(&mut app, &named);
        assert_eq!(app.caseload.cursor, line, "{}", text(&app));
        assert!(app.child.is_none());
    }
    let (chosen, at) = (app.subject(), place(&app, &name(&app, 6), 0));
    click_at(&mut app, at);
    assert_eq!(app.child.as_ref().map(|page| page.id), chosen);
    for (words, tab) in [("Concerns", Tab::Escalations), ("Duties", Tab::Duties), ("Notes", Tab::Notes)] {
        click(&mut app, words);
        assert_eq!(app.child.as_ref().unwrap().tab, tab);
    }
    click(&mut app, "Esc back");
    assert!(app.child.is_none(), "a key of the footer is pressed");
}

#[test]
fn panes_days_bars_and_cards_are_pointed_at() {
    let mut app = app();
    for (pane, name) in Pane::ALL.into_iter().rev() {
        click(&mut app, name);
        assert_eq!(app.pane, pane);
    }
    click(&mut app, "2 Calendar");
    for day in ["  3 ", " 30", "17"] {
        let at = place(&app, day, 3);
        click_at(&mut app, at);
        assert_eq!(app.calendar.day.format("%-d").to_string(), day.trim(), "{}", text(&app));
    }
    click(&mut app, "5 Insight");
    let bars: Vec<usize> = (0..app.insight.bars.len()).collect();
    for bar in bars.into_iter().rev().step_by(5) {
        let label = app.insight.bars[bar].label.clone();
        if screen(&app, SIZE).iter().filter(|line| line.contains(&label)).count() == 1 {
            click(&mut app, &label);
            assert_eq!(app.insight.cursor, bar, "{label}");
        }
    }
}

#[test]
fn the_wheel_goes_down_and_up_a_list() {
    let mut app = app();
    mouse(&mut app, MouseEventKind::ScrollDown, (5, 10));
    assert_eq!(app.caseload.cursor, 3);
    mouse(&mut app, MouseEventKind::ScrollUp, (5, 10));
    assert_eq!(app.caseload.cursor, 0);
}

#[test]
fn what_lies_under_a_layer_is_not_reached_and_a_slip_ticks_nothing_off() {
    let mut app = app();
    let under = place(&app, &name(&app, 0), 0);
    let calendar = place(&app, "2 Calendar", 0);
    press(&mut app, ":");
    click_at(&mut app, calendar);
    click_at(&mut app, (0, under.1));
    assert_eq!((app.pane, app.scope()), (Pane::Caseload, Scope::Picker));
    press(&mut app, "esc d");
    assert_eq!(app.scope(), Scope::Duties);
    let second = top::<Picker>(&app).items[1].label.clone();
    let before = app.desk.store.history(1).unwrap();
    click(&mut app, &second);
    click(&mut app, &second);
    assert_eq!((top::<Picker>(&app).cursor, app.desk.store.history(1).unwrap()), (1, before));
    press(&mut app, "esc c");
    click(&mut app, "  Words ");
    let layer = top::<ActForm>(&app);
    assert_eq!(layer.form.fields[layer.form.focus].label, "Words", "{}", text(&app));
}

#[test]
fn under_the_tour_everything_stands_lower() {
    let desk = Desk::demo(today(), 12, 7, None).unwrap();
    let mut app = App::new(desk, Options { demo: true, tour: true, ..Options::default() });
    let named = name(&app, 1);
    click(&mut app, &named);
    assert_eq!(app.caseload.cursor, 1);
    assert!(screen(&app, SIZE)[0].contains("Tour 2 of 10"), "it is the key that was pressed");
}
