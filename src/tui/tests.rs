//! Key scripts on the app, and renders without a terminal.

mod acts;
mod escalations;
mod facts;
mod figures;
mod footers;
mod handing;
mod ledger;
mod monkey;
mod pictures;
mod practices;
mod review;
mod screens;
mod states;

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::about::Under;
use super::action::{Action, Pane, Scope};
use super::app::{App, Fate};
use super::ask::Layer;
use super::keymap;
use super::keys::KEYS;
use super::{Options, frame, words};
use crate::casework::Desk;
use crate::model::child::Child;
use crate::model::ids::DecisionId;

mod away;
mod day;
mod documents;
mod drafts;
mod endings;
mod finding;
mod insight;
mod lines;
mod mouse;
mod panes;
mod sittings;
mod take_back;
mod touring;
mod views;

const SIZES: [(u16, u16); 4] = [(60, 15), (80, 24), (120, 40), (31, 7)];

pub(super) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap()
}

pub(super) fn app() -> App {
    let desk = Desk::behind(today(), 12, 7, None).unwrap();
    App::new(desk, Options { demo: true, ..Options::default() })
}

fn event(name: &str) -> KeyEvent {
    keymap::event(name).unwrap()
}

/// Back to the caseload with nothing over it.
fn anew(app: &mut App) {
    app.layers.clear();
    (app.child, app.review, app.sitting) = (None, None, None);
    app.blank = false;
    app.caseload = Default::default();
    app.pane = Pane::Caseload;
    app.refresh();
}

/// The topmost layer, which is of this kind.
pub(super) fn top<L: Layer>(app: &App) -> &L {
    let Some(layer) = app.layers.last() else { panic!("no layer: {}", text(app)) };
    (layer.as_ref() as &dyn std::any::Any).downcast_ref().unwrap_or_else(|| panic!("{}", text(app)))
}

/// The decision the cursor is on.
pub(super) fn decision(app: &App) -> Option<DecisionId> {
    match app.screen().about(app.scene()).under {
        Under::Decision(id) => Some(id),
        _ => None,
    }
}

/// Presses keys by name, separated by spaces.
pub(super) fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        app.key(event(key));
    }
    app.flush();
}

pub(super) fn type_in(app: &mut App, text: &str) {
    for c in text.chars() {
        app.key(KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE));
    }
    app.flush();
}

pub(super) fn screen(app: &App, (width, height): (u16, u16)) -> Vec<String> {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(|f| frame::view(app, f)).unwrap();
    let buffer = terminal.backend().buffer();
    let cell = |x, y| buffer.cell((x, y)).unwrap().symbol().to_owned();
    (0..height).map(|y| (0..width).map(|x| cell(x, y)).collect()).collect()
}

pub(super) fn text(app: &App) -> String {
    screen(app, (120, 40)).join("\n")
}

#[test]
fn every_pane_and_layer_draws_at_every_size() {
    // Parted by commas.
    let scripts = ",G,/ a,f,s s s,space d,d,x,b,h,A,n,E,c,w,e,p,:,?,i,enter,enter tab,enter tab tab,\
        enter tab tab x,enter tab tab tab,enter tab tab tab o,H,H tab,H tab tab enter,H W,H backtab,\
        H backtab backtab,H backtab backtab enter,enter backtab,enter ] ] [,2,\
        2 right down j,2 a,2 a down x,2 a a space space X,2 ] b,2 B,2 I,2 S,2 L,2 f,2 m,2 m x,3,3 enter,3 enter y n p x o,3 enter f,3 enter n f,3 enter n e,3 enter y esc o,3 o enter y,P,P enter,c s,4,4 enter,4 X,\
        4 e,5,5 j j,5 c,ctrl-l";
    let mut app = app();
    for script in scripts.split(',') {
        anew(&mut app);
        press(&mut app, script);
        for size in SIZES {
            screen(&app, size);
        }
        app.theme.ascii = true;
        app.theme.colour = false;
        let drawn = screen(&app, (120, 40)).join("");
        app.theme.ascii = false;
        assert!(!drawn.contains(['─', '│', '●', '▲', '◆', '…']), "{script}: {drawn}");
    }
}

#[test]
fn every_key_of_every_footer_and_help_does_something() {
    let places = [
        ("", Scope::Caseload),
        ("enter", Scope::Child),
        ("enter tab tab tab", Scope::Ledger),
        ("H", Scope::Review),
        ("2", Scope::Calendar),
        ("2 m", Scope::Plan),
        ("3", Scope::Queue),
        ("3 enter", Scope::Session),
        ("4", Scope::Escalations),
        ("5", Scope::Insight),
    ];
    let mut app = app();
    for (script, scope) in places {
        anew(&mut app);
        press(&mut app, script);
        assert_eq!(app.scope(), scope, "{script}");
        for entry in keymap::live(scope) {
            let free = entry.keys.iter().find(|k| keymap::action(scope, event(k)) == Some(entry.action));
            assert!(free.is_some(), "{scope:?} {:?}", entry.keys);
            anew(&mut app);
            press(&mut app, script);
            if !matches!(entry.action, Action::Undo | Action::Redo) {
                press(&mut app, free.unwrap());
            }
            screen(&app, (80, 24));
        }
        anew(&mut app);
        press(&mut app, script);
        let footer = screen(&app, (120, 40)).pop().unwrap();
        assert!(footer.contains("? keys"), "{footer}");
    }
    assert!(KEYS.iter().all(|e| !e.help.is_empty() && !e.keys.is_empty()));
    let quit = keymap::live(Scope::Caseload).next().unwrap();
    assert_eq!((quit.action, quit.keys), (Action::Quit, vec!["q"]));
}

#[test]
fn hostile_names_break_no_column() {
    let mut app = app();
    for (i, name) in [
        "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
        "محمد علی خان",
        "👩‍👩‍👧‍👦👩‍👩‍👧‍👦 李小龍",
        "e\u{301}\u{301}\u{1b}[2J\u{202e}x",
    ]
    .iter()
    .enumerate()
    {
        let child =
            Child { forename: (*name).to_owned(), surname: "X".to_owned(), ..Child::new(format!("Z{i}")) };
        app.desk.save_child(child).unwrap();
    }
    app.refresh();
    press(&mut app, "G");
    for size in SIZES {
        let drawn = screen(&app, size).join("");
        assert!(!drawn.contains('\u{1b}') && !drawn.contains('\u{202e}'));
    }
    press(&mut app, "/");
    type_in(&mut app, "Llanfair");
    assert_eq!(app.caseload.shown.len(), 1);
    assert!(text(&app).contains("Llanfairpwll"));
}

#[test]
fn a_duty_is_ticked_with_two_keys_and_taken_back_with_one() {
    let mut app = app();
    press(&mut app, "/");
    let before: usize = app.desk.board.rows().map(|r| r.judged().owed().count()).sum();
    press(&mut app, "esc 1");
    let child = app.subject().unwrap();
    // One that is late asks its reason first: see tests/review.rs.
    let late = |d: &&crate::rules::due::Due| d.status == crate::rules::due::Status::Overdue;
    let owed = app.row(child).unwrap().judged().owed().take_while(late).count();
    press(&mut app, &format!("d {} enter", "down ".repeat(owed)));
    assert!(!app.message.bad, "{}", app.message.text);
    assert!(app.message.text.contains("u undoes"), "{}", app.message.text);
    let dones = app.row(child).unwrap().case.done.len();
    press(&mut app, "u");
    assert_eq!(app.row(child).unwrap().case.done.len(), dones - 1);
    press(&mut app, "U");
    assert_eq!(app.row(child).unwrap().case.done.len(), dones);
    press(&mut app, "u");
    let after: usize = app.desk.board.rows().map(|r| r.judged().owed().count()).sum();
    assert_eq!(before, after);
}

#[test]
fn a_new_child_is_added_and_its_faults_are_told_under_the_field() {
    let mut app = app();
    press(&mut app, "n ctrl-s");
    assert!(text(&app).contains("is needed"), "{}", text(&app));
    type_in(&mut app, "999001");
    press(&mut app, "tab");
    type_in(&mut app, "Amara");
    press(&mut app, "tab tab");
    type_in(&mut app, "never");
    press(&mut app, "ctrl-s");
    assert_eq!(app.scope(), Scope::Form);
    press(&mut app, "ctrl-u");
    type_in(&mut app, "3 may 2016");
    press(&mut app, "tab tab");
    type_in(&mut app, "2 nov 2026");
    press(&mut app, "tab");
    assert!(text(&app).contains("not known yet"), "nothing is a fact that nobody chose: {}", text(&app));
    type_in(&mut app, "section 20");
    press(&mut app, "ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    let row = app.row(app.subject().unwrap()).unwrap();
    assert_eq!((row.case.child.number.as_str(), row.legal()), ("999001", Some("V2")));
    assert!(row.next_review().and_then(|s| s.due).is_some());
    assert!(row.iro().is_some());
}

#[test]
fn a_review_is_booked_and_the_limit_is_kept() {
    let mut app = app();
    let place = app.desk.board.rows().find(|r| {
        r.looked_after(today())
            && r.next_review().is_some_and(|s| s.held.is_none() && s.due.is_some_and(|d| d > today()))
    });
    let id = place.unwrap().id();
    app.caseload.finding = false;
    app.caseload.select(id, &app.desk.board);
    press(&mut app, "b enter ctrl-u");
    type_in(&mut app, "1 dec 2029");
    press(&mut app, "ctrl-s");
    assert_eq!(app.scope(), Scope::Form);
    assert!(text(&app).contains("After the limit"), "{}", text(&app));
    press(&mut app, "esc b enter ctrl-s");
    assert!(app.layers.is_empty(), "{}", text(&app));
    assert!(app.row(id).unwrap().next_review().unwrap().booked.is_some());
}

#[test]
fn the_practice_is_changed_only_after_showing_what_moves() {
    let mut app = app();
    press(&mut app, "p");
    type_in(&mut app, "england");
    press(&mut app, "enter");
    assert!(text(&app).contains("would move"), "{}", text(&app));
    press(&mut app, "enter");
    assert_eq!(app.desk.board.practice.id, "luton");
    press(&mut app, "p");
    type_in(&mut app, "england");
    press(&mut app, "enter down enter");
    assert_eq!(app.desk.board.practice.id, "england");
    press(&mut app, "u");
    assert_eq!(app.desk.board.practice.id, "luton");
}

#[test]
fn names_hide_the_screen_locks_and_q_quits_at_once() {
    let mut app = app();
    let name = app.row(app.subject().unwrap()).unwrap().case.child.name();
    let seen = words::trim(&name, 8).trim_end_matches('…').to_owned();
    assert!(text(&app).contains(&seen));
    press(&mut app, "i");
    assert!(!text(&app).contains(&seen) && text(&app).contains("names hidden"));
    press(&mut app, "ctrl-l");
    assert!(text(&app).contains("locked"));
    press(&mut app, "j");
    assert!(!app.blank);
    press(&mut app, "2 q");
    assert_eq!((app.fate, app.pane), (Fate::Quit, Pane::Calendar));
}

#[test]
fn the_calendar_walks_days_and_months() {
    let mut app = app();
    press(&mut app, "2 right down ]");
    assert_eq!(app.calendar.day, NaiveDate::from_ymd_opt(2026, 12, 30).unwrap());
    press(&mut app, "t");
    assert_eq!(app.calendar.day, today());
    app.calendar.day = NaiveDate::from_ymd_opt(2026, 12, 25).unwrap();
    assert!(text(&app).contains("Christmas"));
    press(&mut app, "a a");
    for _ in 0..20 {
        if app.calendar.child().is_none() {
            press(&mut app, "j");
        }
    }
    press(&mut app, "enter");
    assert_eq!(app.scope(), Scope::Child);
}

#[test]
fn an_empty_book_says_what_to_press() {
    let desk = Desk::demo(today(), 0, 7, None).unwrap();
    let mut app = App::new(desk, Options::default());
    assert!(text(&app).contains("n adds a child by hand"));
    press(&mut app, "c 2 enter 3 enter 4 enter x 5 b");
    for size in SIZES {
        screen(&app, size);
    }
}
