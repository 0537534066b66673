//! Screens as pictures: the text, and under it which style every cell has. Made on a small practice and
//! three children of their own, so that a picture changes only when its screen does.
//!
//! To add one: `picture("its-name", &app, size)`, run, read what `cargo insta review` shows, accept.

use std::fmt::Write;
use std::sync::Arc;

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::style::{Color, Modifier};

use super::{press, today, type_in};
use crate::casework::{Arrival, Booking, Desk};
use crate::model::child::Child;
use crate::model::ids::{ChildId, NoteId};
use crate::model::record::{Note, NoteKind};
use crate::rules::practice::load;
use crate::tui::app::App;
use crate::tui::layers::form::Form;
use crate::tui::layers::form::field::Field;
use crate::tui::{Options, entry, frame, welcome};

const SMALL: (u16, u16) = (60, 15);
const USUAL: (u16, u16) = (80, 24);
const HOME: (u16, u16) = (120, 40);

/// A practice of three duties that no other test knows.
const PRACTICE: &str = r#"
[practice]
id = "small"
title = "Small"
standalone = true
source = "invented for these pictures"
checked = 2026-11-22
effective-from = 2011-04-01
guidance = "binding"
margin-working-days = 0
due-soon-working-days = 10

[[regime]]
id = "looked-after"
when = ["looked-after"]
first  = { working-days = 20, after = "looked-after" }
second = { months = 3, after = "previous-review" }
later  = { months = 6, after = "previous-review" }
basis = "law"
cite = "the law"

[[duty]]
id = "speak"
title = "Speak with the child first"
owner = "iro"
scope = "review"
due = { working-days = 1, before = "review-date" }
records = "contact"
basis = "house"
cite = "house"
help = "Said in the test."

[[duty]]
id = "papers"
title = "Send out the papers"
owner = "social-worker"
scope = "review"
due = { working-days = 10, before = "review-date" }
records = "tick"
basis = "house"
cite = "house"
help = "Said in the test."
"#;

fn empty() -> App {
    let practice = load(PRACTICE, &|_| None).unwrap();
    let desk = Desk::demo(today(), 0, 1, Some(Arc::new(practice))).unwrap();
    App::new(desk, Options { demo: true, ..Options::default() })
}

/// One child who is late, one who is booked, one whose name is long and foreign.
fn full() -> App {
    let mut app = empty();
    let mut add = |number: &str, forename: &str, surname: &str, start: &str| {
        let child = Child {
            forename: forename.into(),
            surname: surname.into(),
            dob: Some(today() - chrono::Months::new(12 * 9)),
            ..Child::new(number)
        };
        let arrival = Arrival {
            legal: Some("V2".into()),
            place: Some("U6".into()),
            ..Arrival::on(start.parse().unwrap())
        };
        ChildId(app.desk.add_child(child, Some(arrival)).unwrap().id)
    };
    add("100001", "Ada", "Late", "2026-10-19");
    let booked = add("100002", "Ben", "Booked", "2026-11-09");
    add("100003", "Llywelyn-Bartholomew ap Gwilym", "Wiśniewska-Çela 👩‍👧 محمد", "2026-11-16");
    let booking =
        Booking { date: "2026-12-03".parse().unwrap(), venue: "School".into(), ..Booking::default() };
    app.desk.book(booked, None, booking).unwrap();
    let (kind, text) = (NoteKind::Wishes, "I want to see my brother more.".to_owned());
    let note =
        Note { id: NoteId(0), kind, date: today(), with: String::new(), text, place: None, pasted: false };
    app.desk.add_note(Some(booked), note).unwrap();
    app.refresh();
    app
}

/// The letters of a picture's styles, and what each stands for.
fn styled(colours: (Color, Color), modifier: Modifier) -> String {
    let word =
        |m: Modifier, word: &str| if modifier.contains(m) { format!(" {word}") } else { String::new() };
    let (front, back) = colours;
    let colour = |c: Color, on: &str| if c == Color::Reset { String::new() } else { format!(" {on}{c:?}") };
    [
        colour(front, ""),
        colour(back, "on "),
        word(Modifier::BOLD, "bold"),
        word(Modifier::ITALIC, "italic"),
        word(Modifier::UNDERLINED, "underlined"),
        word(Modifier::REVERSED, "reversed"),
        word(Modifier::DIM, "dim"),
    ]
    .concat()
}

/// Compares the first `rows` of what `draw` paints with the picture of that name.
fn paint(name: &str, (width, height): (u16, u16), rows: u16, draw: impl FnOnce(&mut ratatui::Frame<'_>)) {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).unwrap();
    terminal.draw(draw).unwrap();
    let buffer = terminal.backend().buffer();
    let (mut text, mut map, mut styles) = (String::new(), String::new(), Vec::new());
    for y in 0..rows {
        let (mut letters, mut row) = (String::new(), String::new());
        for x in 0..width {
            let cell = buffer.cell((x, y)).unwrap();
            letters.push_str(cell.symbol());
            let style = styled((cell.fg, cell.bg), cell.modifier);
            let place = styles.iter().position(|s| *s == style).unwrap_or_else(|| {
                styles.push(style);
                styles.len() - 1
            });
            row.push(if styles[place].is_empty() {
                '.'
            } else {
                char::from(b'a' + u8::try_from(place).unwrap())
            });
        }
        writeln!(text, "{}", letters.trim_end()).unwrap();
        writeln!(map, "{}", row.trim_end_matches('.')).unwrap();
    }
    let legend: Vec<String> = styles
        .iter()
        .enumerate()
        .filter(|(_, s)| !s.is_empty())
        .map(|(n, s)| format!("{} ={s}", char::from(b'a' + u8::try_from(n).unwrap())))
        .collect();
    insta::assert_snapshot!(
        format!("{name}-{width}x{height}"),
        format!("{text}\n{map}\n{}", legend.join("\n"))
    );
}

/// Compares the app's screen with the picture of that name. The message and the keys below the pane are
/// left out: a new key would change every picture, and other tests look at them.
pub(super) fn picture(name: &str, app: &App, size: (u16, u16)) {
    let foot = if size.1 < 20 { 2 } else { 3 };
    paint(name, size, size.1 - foot, |f| frame::view(app, f));
}

#[test]
fn the_caseload_empty_and_full_at_three_sizes() {
    picture("caseload-empty", &empty(), USUAL);
    let app = full();
    for size in [SMALL, USUAL, HOME] {
        picture("caseload", &app, size);
    }
}

#[test]
fn without_colour_nothing_but_weight_and_marks_is_left() {
    let mut app = full();
    app.theme.colour = false;
    picture("caseload-no-colour", &app, USUAL);
    app.theme.ascii = true;
    app.hidden = true;
    picture("caseload-plain-hidden", &app, USUAL);
}

#[test]
fn layers_over_the_caseload() {
    let mut app = full();
    press(&mut app, "b");
    picture("days", &app, USUAL);
    press(&mut app, "enter");
    picture("form-book", &app, SMALL);
    press(&mut app, "ctrl-u");
    type_in(&mut app, "soon");
    press(&mut app, "ctrl-s");
    picture("form-fault", &app, USUAL);
    press(&mut app, "esc E");
    picture("facts", &app, USUAL);
}

#[test]
fn before_there_is_a_desk() {
    let theme = Options::default().theme();
    let mut form = Form::new("Unlock", vec![Field::secret("pass", "Passphrase")]);
    form.notes.push((None, "caseload.casebook is encrypted with your passphrase.".to_owned()));
    for c in "secret".chars() {
        form.key(crossterm::event::KeyCode::Char(c).into());
    }
    paint("welcome", USUAL, USUAL.1, |f| welcome::view(f, theme));
    paint("unlock", USUAL, USUAL.1, |f| entry::page(&form, f, theme));
    let mut form = entry::set_up_form("/home/a/caseload.casebook".as_ref()).unwrap();
    let practices = [("one", "One"), ("two", "Two")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    form.fields[1] = Field::choice("practice", "Practice", practices.to_vec(), "one");
    paint("set-up", USUAL, USUAL.1, |f| entry::page(&form, f, theme));
}
